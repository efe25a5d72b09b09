//! Running a program as a command of its own: real stdin, stdout and stderr, its exit code as ours.
//!
//! The program runs in a forked process behind walls ([`crate::sandbox`]). This one waits outside: it ends
//! the program at its time limit, and says how it ended where it cannot say so itself. The program's process
//! never outlives it, so a signal that ends us ends the program.

use std::os::fd::{AsRawFd, OwnedFd};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use libc::c_int;
use preheat_formats::shown::shown;
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal};

use crate::artifact::{self, Artifact};
use crate::error::{AgentError, Result};
use crate::file_limit::FileLimit;
use crate::instance::{Ending, Instance};
use crate::mapping::{Access, Mapping, Sharing};
use crate::sandbox::{self, Bounds, Demand, Inside, Role, Sandbox, Side, Streams, probe};
use crate::serve::supervisor::{kill, wait};
use crate::wasi::stdio::{Input, Output, Stdio};
use crate::wasi::{Environment, Wasi};

/// Exit code of a program that trapped: what a shell shows for SIGABRT.
const TRAPPED: u8 = 134;
/// Exit code of a program that ran out of time, as timeout(1) has it.
const TIMED_OUT: u8 = 124;
/// Exit code when compiled code died of a signal that is no trap: what a shell shows for SIGSEGV.
const DIED: u8 = 139;
/// Our own failure.
const FAILED: u8 = 1;

/// What to run, and how far it may go.
pub struct Program<'a> {
    pub artifact: &'a Path,
    /// What to call it in messages.
    pub called: &'a Path,
    pub environment: &'a Environment,
    /// In bytes, 0 is none.
    pub memory_limit: u64,
    pub timeout: Option<Duration>,
    pub demand: Demand,
}

/// Runs it to its end.
pub fn run(program: &Program) -> Result<ExitCode> {
    if program.demand == Demand::All {
        probe::demand_all()?;
    }
    let sandbox = Sandbox::new(program.demand, program.environment)?;
    let last_word = LastWord::new()?;
    // Opened here, because a name like /proc/self/fd/9 means nothing to the program's process; read there.
    let opened = Instant::now();
    let file = artifact::open_file(program.artifact)?;
    match sandbox.fork(Some(file.as_raw_fd()), Streams::Inherited)? {
        Side::Parent(pid) => {
            drop(file);
            watch(pid, program.timeout, &last_word)
        }
        Side::Child(inside) => {
            let artifact = Artifact::of_file(file, program.called, opened);
            let code = artifact
                .and_then(|artifact| run_inside(inside, program, artifact))
                .unwrap_or_else(|error| {
                    eprintln!("preheat: {error}");
                    error.exit_code()
                });
            Word::Ended.say();
            std::process::exit(code.into())
        }
    }
}

/// In the program's process.
fn run_inside(mut inside: Inside, program: &Program, artifact: Artifact) -> Result<u8> {
    end_at(libc::SIGABRT)?;
    let bounds = Bounds { growth: artifact.growth(program.memory_limit), time: program.timeout };
    let mut instance = Instance::new(artifact, program.memory_limit)?;
    instance.command()?;
    let stdio = Stdio::new(Input::Own, Output::Own);
    instance.host().wasi = Some(Wasi::new(program.environment, stdio)?);
    // Rust ignores SIGPIPE; a program whose reader has gone should end as native ones do.
    end_at(libc::SIGPIPE)?;
    inside.close(Role::Program, bounds)?;
    drop(inside);
    FileLimit::new(program.environment.max_files).impose()?;
    match instance.run() {
        Ending::Exit(code) => Ok(code as u8),
        Ending::Trap { trap, function } => {
            let place =
                function.map_or(String::new(), |name| format!(" in function `{}`", shown(&name)));
            eprintln!("preheat: trap: {}{place}", trap.name());
            Ok(TRAPPED)
        }
        Ending::Failed(what) => Err(AgentError::Internal(what)),
    }
}

/// Waits for the program's process, and gives the exit code.
fn watch(pid: libc::pid_t, timeout: Option<Duration>, last_word: &LastWord) -> Result<ExitCode> {
    if let Some(timeout) = timeout {
        let process = open(pid).map_err(AgentError::system("watch a process"))?;
        if !ends_within(&process, timeout) {
            kill(pid);
            wait(pid);
            eprintln!("preheat: the program was stopped at its time limit");
            return Ok(ExitCode::from(TIMED_OUT));
        }
    }
    let (status, _) = wait(pid);
    match (last_word.read(), sandbox::signal_of(status)) {
        (Some(Word::Ended), _) => Ok(ExitCode::from(libc::WEXITSTATUS(status) as u8)),
        (Some(Word::ReaderGone), _) => Ok(end_by_sigpipe()),
        (Some(Word::Aborted), _) => {
            eprintln!(
                "preheat: the program's process could not go on, most likely because memory is short; what it said is \
                 above"
            );
            Ok(ExitCode::from(FAILED))
        }
        (None, Some(signal)) => {
            eprintln!("preheat: the program's process died of {}", signal_in_words(signal));
            Ok(ExitCode::from(DIED))
        }
        (None, None) => {
            eprintln!("preheat: the program's process ended without a word");
            Ok(ExitCode::from(DIED))
        }
    }
}

fn open(pid: libc::pid_t) -> Result<OwnedFd, Errno> {
    let pid = Pid::from_raw(pid).ok_or(Errno::SRCH)?;
    rustix::process::pidfd_open(pid, PidfdFlags::empty())
}

fn ends_within(process: &OwnedFd, timeout: Duration) -> bool {
    let start = Instant::now();
    loop {
        let left = timeout.saturating_sub(start.elapsed());
        let left = Timespec {
            tv_sec: left.as_secs().min(i64::MAX as u64) as i64,
            tv_nsec: i64::from(left.subsec_nanos()),
        };
        let mut fds = [PollFd::new(process, PollFlags::IN)];
        match rustix::event::poll(&mut fds, Some(&left)) {
            Ok(0) => return false,
            Err(Errno::INTR) => {}
            _ => return true,
        }
    }
}

/// Ends us as the program would have ended.
fn end_by_sigpipe() -> ExitCode {
    // SAFETY: plain system calls; the signal's action is the system's from here on.
    unsafe {
        libc::signal(libc::SIGPIPE, libc::SIG_DFL);
        libc::raise(libc::SIGPIPE);
    }
    ExitCode::from((sandbox::ENDED_BY_SIGNAL + libc::SIGPIPE) as u8)
}

fn signal_in_words(signal: c_int) -> String {
    let what = match Signal::from_named_raw(signal) {
        Some(Signal::SEGV) => {
            "SIGSEGV: its code touched memory that is not the program's; that is a fault of Preheat's, please report it"
        }
        Some(Signal::BUS) => {
            "SIGBUS: its code's or memory's file became shorter, or memory is broken"
        }
        Some(Signal::ILL) => {
            "SIGILL: its code has an instruction that nobody knows; that is a fault of Preheat's, please report it"
        }
        Some(Signal::FPE) => {
            "SIGFPE: its code made a division that faults; that is a fault of Preheat's, please report it"
        }
        Some(Signal::TRAP) => {
            "SIGTRAP: its code went where none is; that is a fault of Preheat's, please report it"
        }
        Some(Signal::SYS) => {
            "SIGSYS: its code made a system call that no program makes here; that is a fault of Preheat's, or the \
             artifact is not what Preheat compiled"
        }
        Some(Signal::KILL) => "SIGKILL: somebody killed it, or the system because memory is short",
        Some(Signal::XCPU) => "SIGXCPU: it used up its processor time",
        _ => return format!("signal {signal}"),
    };
    what.to_owned()
}

/// What the program's process says of its end, before it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
enum Word {
    /// Its exit code says all.
    Ended = 1,
    /// Nobody reads what it writes.
    ReaderGone = 2,
    /// The agent in it gave up.
    Aborted = 3,
}

/// Where the word is. What stands there was written by the program's process, whose code may be wrong: it
/// decides about nothing but how that process's end is shown.
struct LastWord(Mapping);

/// This process's. Null in others.
static LAST_WORD: AtomicPtr<AtomicU64> = AtomicPtr::new(std::ptr::null_mut());

impl LastWord {
    fn new() -> Result<LastWord> {
        let mapping = Mapping::anonymous(8, Access::ReadWrite, Sharing::Shared)
            .map_err(AgentError::system("set memory aside"))?;
        LAST_WORD.store(mapping.start().cast(), Ordering::Release);
        Ok(LastWord(mapping))
    }

    fn read(&self) -> Option<Word> {
        // SAFETY: the mapping holds one zeroed word, which is only ever accessed atomically.
        let word = unsafe { &*self.0.start().cast::<AtomicU64>() }.load(Ordering::Acquire);
        [Word::Ended, Word::ReaderGone, Word::Aborted]
            .into_iter()
            .find(|known| *known as u64 == word)
    }
}

impl Word {
    /// Async-signal-safe: atomics.
    fn say(self) {
        let place = LAST_WORD.load(Ordering::Acquire);
        if !place.is_null() {
            // SAFETY: the mapping of the `LastWord`, which lives as long as the process.
            unsafe { &*place }.store(self as u64, Ordering::Release);
        }
    }
}

/// Has a signal end the process with a word. The first process of a namespace is not ended by signals
/// otherwise.
fn end_at(signal: c_int) -> Result<()> {
    /// Async-signal-safe.
    extern "C" fn end(signal: c_int) {
        if signal == libc::SIGPIPE { Word::ReaderGone } else { Word::Aborted }.say();
        // SAFETY: always allowed.
        unsafe { libc::_exit(sandbox::ENDED_BY_SIGNAL + signal) }
    }
    // SAFETY: the handler is async-signal-safe and runs on the alternate stack, because the program's own
    // may be at its end; an all-zero sigaction is a valid value.
    let failed = unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = end as *const () as usize;
        action.sa_flags = libc::SA_ONSTACK;
        libc::sigaction(signal, &action, std::ptr::null_mut()) != 0
    };
    if failed {
        let source = std::io::Error::last_os_error();
        return Err(AgentError::System { what: "handle a signal", source });
    }
    Ok(())
}
