//! System calls, by seccomp: the process is killed (SIGSYS) at any call that neither the agent nor WASI makes
//! once a program runs. No other program, no socket, no signal to others, no tracing, no namespaces, no new
//! executable pages.

use std::collections::BTreeMap;

use rustix::io::Errno;
use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, TargetArch, sock_filter,
};

use super::finding::Why;

/// What the process does besides running the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing.
    Program,
    /// At its warm point it forks processes for requests, which wall themselves in further, and ends and
    /// reaps them.
    Zygote,
}

/// As glibc's `fork` calls it.
const FORK_FLAGS: i32 = libc::CLONE_CHILD_SETTID | libc::CLONE_CHILD_CLEARTID | libc::SIGCHLD;

/// What rustix asks the system once and then knows, where the clock can be read among it, it asks before any
/// wall stands: neither the call nor the file that it uses is there afterwards. (Valgrind does not bear that;
/// it needs no filter either.)
pub fn ask_ahead() {
    rustix::param::page_size();
}

/// From now on only the calls of this role are allowed.
pub fn allow_only(role: Role) -> Result<(), Why> {
    let program = filter(role).map_err(|_| Why::Refused(Errno::INVAL))?;
    seccompiler::apply_filter(&program).map_err(|error| match error {
        seccompiler::Error::Prctl(error) | seccompiler::Error::Seccomp(error) => {
            // What kernels without filters say.
            match Errno::from_io_error(&error) {
                Some(Errno::NOSYS | Errno::INVAL) => Why::NotOffered,
                Some(errno) => Why::Refused(errno),
                None => Why::NotOffered,
            }
        }
        _ => Why::Refused(Errno::INVAL),
    })
}

fn filter(role: Role) -> Result<BpfProgram, BackendError> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
    for (call, conditions) in conditional(role) {
        let rule = SeccompRule::new(conditions.into_iter().collect::<Result<_, _>>()?)?;
        rules.entry(call).or_default().push(rule);
    }
    let (otherwise, listed) = (SeccompAction::KillProcess, SeccompAction::Allow);
    let rest = SeccompFilter::new(rules, otherwise, listed, TargetArch::x86_64)?.try_into()?;
    let zygote = if role == Role::Zygote { ZYGOTE } else { &[] };
    Ok(allow(&[ALLOWED, zygote].concat(), rest))
}

/// Allows calls whatever their arguments are, by one instruction each, and leaves others to the rest. The
/// library has six for each, and what the kernel does with a filter when it is put up, for every process,
/// takes the longer the longer that is.
fn allow(calls: &[i64], rest: BpfProgram) -> BpfProgram {
    // From `struct seccomp_data`; AUDIT_ARCH_X86_64.
    const NUMBER: u32 = 0;
    const ARCHITECTURE: u32 = 4;
    const X86_64: u32 = 0xc000_003e;
    let load = libc::BPF_LD | libc::BPF_W | libc::BPF_ABS;
    let jump_if_equal = libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K;
    let go_to = libc::BPF_JMP | libc::BPF_JA;
    let give = libc::BPF_RET | libc::BPF_K;
    let mut program = vec![
        instruction(load, ARCHITECTURE, 0),
        instruction(jump_if_equal, X86_64, 1),
        instruction(give, libc::SECCOMP_RET_KILL_PROCESS, 0),
        instruction(load, NUMBER, 0),
    ];
    for (index, call) in calls.iter().enumerate() {
        // Over those behind it and the jump to the rest; fewer than 256, which is as far as such a jump goes.
        let behind = u8::try_from(calls.len() - index).unwrap_or(u8::MAX);
        program.push(instruction(jump_if_equal, *call as u32, behind));
    }
    program.push(instruction(go_to, 1, 0));
    program.push(instruction(give, libc::SECCOMP_RET_ALLOW, 0));
    program.extend(rest);
    program
}

fn instruction(code: u32, k: u32, jump_if_true: u8) -> sock_filter {
    sock_filter { code: code as u16, jt: jump_if_true, jf: 0, k }
}

/// Whatever their arguments are: files (which ones is Landlock's and WASI's), memory, time, the end.
const ALLOWED: &[i64] = &[
    libc::SYS_read,
    libc::SYS_write,
    libc::SYS_readv,
    libc::SYS_writev,
    libc::SYS_pread64,
    libc::SYS_pwrite64,
    libc::SYS_preadv,
    libc::SYS_pwritev,
    libc::SYS_preadv2,
    libc::SYS_pwritev2,
    libc::SYS_lseek,
    libc::SYS_close,
    libc::SYS_dup,
    libc::SYS_fstat,
    libc::SYS_newfstatat,
    libc::SYS_statx,
    libc::SYS_fstatfs,
    libc::SYS_openat,
    libc::SYS_openat2,
    libc::SYS_getdents64,
    libc::SYS_mkdirat,
    libc::SYS_unlinkat,
    libc::SYS_renameat,
    libc::SYS_renameat2,
    libc::SYS_linkat,
    libc::SYS_symlinkat,
    libc::SYS_readlinkat,
    libc::SYS_utimensat,
    libc::SYS_faccessat,
    libc::SYS_faccessat2,
    libc::SYS_ftruncate,
    libc::SYS_fallocate,
    libc::SYS_fadvise64,
    libc::SYS_fsync,
    libc::SYS_fdatasync,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_brk,
    libc::SYS_madvise,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_poll,
    libc::SYS_ppoll,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_restart_syscall,
    libc::SYS_sched_yield,
    libc::SYS_futex,
    libc::SYS_getrandom,
    libc::SYS_getrusage,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_getppid,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// What a zygote's forks need besides to wall themselves in further. Rules and domains only ever take away.
const ZYGOTE: &[i64] = &[
    libc::SYS_wait4,
    libc::SYS_set_robust_list,
    libc::SYS_landlock_create_ruleset,
    libc::SYS_landlock_add_rule,
    libc::SYS_landlock_restrict_self,
];

type Conditions = Vec<Result<SeccompCondition, BackendError>>;

/// Calls that are allowed with some arguments only.
fn conditional(role: Role) -> Vec<(i64, Conditions)> {
    let mut rules = vec![
        // On a stream that is there already, and to nobody else.
        (libc::SYS_recvfrom, vec![null(4)]),
        (libc::SYS_sendto, vec![null(4)]),
        // No pages that can be executed are made any more.
        (libc::SYS_mmap, vec![without(2, libc::PROT_EXEC as u64)]),
        (libc::SYS_mprotect, vec![without(2, libc::PROT_EXEC as u64)]),
        // Whether it is a terminal, and how much is there.
        (libc::SYS_ioctl, vec![is(1, libc::TCGETS)]),
        (libc::SYS_ioctl, vec![is(1, libc::FIONREAD)]),
        // Its own limits of files and time, down and up to where they were.
        (libc::SYS_prlimit64, vec![is(0, 0), is(1, u64::from(libc::RLIMIT_NOFILE))]),
        (libc::SYS_prlimit64, vec![is(0, 0), is(1, u64::from(libc::RLIMIT_CPU))]),
        // To itself, as `abort` does.
        (libc::SYS_tgkill, vec![is(0, u64::from(std::process::id()))]),
    ];
    // Not those that have signals sent to others.
    for command in [
        libc::F_GETFD,
        libc::F_SETFD,
        libc::F_GETFL,
        libc::F_SETFL,
        libc::F_DUPFD,
        libc::F_DUPFD_CLOEXEC,
    ] {
        rules.push((libc::SYS_fcntl, vec![is(1, command as u64)]));
    }
    if role == Role::Zygote {
        let kill = libc::SIGKILL as u64;
        rules.extend([
            (libc::SYS_clone, vec![is(0, FORK_FLAGS as u64)]),
            // A request's process gives up forking.
            (libc::SYS_prlimit64, vec![is(0, 0), is(1, u64::from(libc::RLIMIT_NPROC))]),
            // One process, neither all of them nor a group.
            (libc::SYS_kill, vec![at_least(0, 1), below(0, 1 << 31), is(1, kill)]),
            (libc::SYS_socketpair, vec![is(0, libc::AF_UNIX as u64)]),
            (libc::SYS_prctl, vec![is(0, libc::PR_SET_PDEATHSIG as u64), is(1, kill)]),
            (libc::SYS_prctl, vec![is(0, libc::PR_SET_NO_NEW_PRIVS as u64), is(1, 1)]),
            (libc::SYS_seccomp, vec![is(0, u64::from(libc::SECCOMP_SET_MODE_FILTER)), is(1, 0)]),
            // A fork's own number is not its zygote's, and is only known to its own, narrower filter.
            (libc::SYS_tgkill, vec![at_least(0, 2)]),
        ]);
    }
    rules
}

fn is(argument: u8, value: u64) -> Result<SeccompCondition, BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, value)
}

fn null(argument: u8) -> Result<SeccompCondition, BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Qword, SeccompCmpOp::Eq, 0)
}

fn without(argument: u8, bits: u64) -> Result<SeccompCondition, BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Qword, SeccompCmpOp::MaskedEq(bits), 0)
}

fn at_least(argument: u8, least: u64) -> Result<SeccompCondition, BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Ge, least)
}

fn below(argument: u8, end: u64) -> Result<SeccompCondition, BackendError> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::Lt, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_short_and_every_jump_in_it_ends_where_it_is_meant_to() {
        for role in [Role::Program, Role::Zygote] {
            let program = filter(role).unwrap();
            assert!(program.len() < 350, "{}", program.len());
            let calls = program.iter().skip(4).take_while(|one| one.jt != 0).count();
            for (index, one) in program[4..4 + calls].iter().enumerate() {
                let end = &program[4 + index + 1 + usize::from(one.jt)];
                assert_eq!(end.k, libc::SECCOMP_RET_ALLOW, "call {}", one.k);
            }
        }
    }
}
