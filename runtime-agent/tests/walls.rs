//! What code that is wrong can do: machine code that makes system calls of its own gets at no file outside,
//! no process, no network and no signal to others, whether it runs as a command, in a request, or before the
//! warm point. Each wall is also tried alone, with all others taken for missing, and each attack without any:
//! there it must get through, or the test would prove nothing.

mod support;

use std::net::{TcpListener, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixListener;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use preheat_formats::protocol::*;
use support::hostile::*;
use support::served::*;
use support::*;

/// Those that can be missing.
const WALLS: [&str; 6] =
    ["environment", "privileges", "limits", "seccomp", "landlock", "namespaces"];

const HERE: Arg = Number(libc::AT_FDCWD as u64);

/// All walls but these.
fn all_but(walls: &[&str]) -> Vec<&'static str> {
    WALLS.into_iter().filter(|wall| !walls.contains(wall)).collect()
}

/// A process that is none of the agent's business.
struct Victim(Child);

impl Victim {
    fn new() -> Victim {
        Victim(Command::new("sleep").arg("300").spawn().unwrap())
    }

    fn pid(&self) -> u64 {
        u64::from(self.0.id())
    }

    fn lives(&mut self) -> bool {
        self.0.try_wait().unwrap().is_none()
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < deadline, "still waiting: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Tries an attack with all walls, with each of `held_by` alone, and with none, as a command and in a
/// request.
fn try_all(attack: &Attack, held_by: &[&str], mut done: impl FnMut() -> bool) {
    type Way = fn(&Attack, &[&str]) -> Ended;
    let ways: [(&str, Way); 2] = [
        ("run", |attack, without| attack.run(without, &["--quiet"])),
        ("serve", |attack, without| attack.clone().in_request().serve(without, &["--quiet"])),
    ];
    for (way, run) in ways {
        let ended = run(attack, &[]);
        assert!(ended.failed() && !done(), "{way}, all walls: {ended:?}");
        for wall in held_by {
            let ended = run(attack, &all_but(&[wall]));
            assert!(ended.failed() && !done(), "{way}, only {wall}: {ended:?}");
        }
        if held_by.contains(&"seccomp") {
            // The first wall kills, and says so.
            assert_eq!(run(attack, &[]), Ended::Killed(libc::SIGSYS), "{way}");
        }
    }
    let ended = attack.run(&WALLS, &["--quiet"]);
    assert!(ended.succeeded() || done(), "no wall: {ended:?}");
}

#[test]
fn no_file_outside_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let secret = dir.path().join("secret");
    std::fs::write(&secret, b"secret").unwrap();
    let mut attack = Attack::new();
    let path = attack.text(&secret);
    let attack = attack.call(libc::SYS_openat, &[HERE, Address(path), Number(0), Number(0)]);
    try_all(&attack, &["landlock", "namespaces"], || false);
}

#[test]
fn no_file_outside_is_made_changed_renamed_or_removed() {
    let dir = tempfile::tempdir().unwrap();
    let (made, kept) = (dir.path().join("made"), dir.path().join("kept"));
    let mut attack = Attack::new();
    let (made_at, kept_at) = (attack.text(&made), attack.text(&kept));
    let create = Number((libc::O_CREAT | libc::O_WRONLY) as u64);
    let calls: [(i64, Vec<Arg>); 5] = [
        (libc::SYS_openat, vec![HERE, Address(made_at), create, Number(0o600)]),
        (libc::SYS_mkdirat, vec![HERE, Address(made_at), Number(0o700)]),
        (libc::SYS_renameat, vec![HERE, Address(kept_at), HERE, Address(made_at)]),
        (libc::SYS_symlinkat, vec![Address(kept_at), HERE, Address(made_at)]),
        (libc::SYS_unlinkat, vec![HERE, Address(kept_at), Number(0)]),
    ];
    for (call, args) in calls {
        std::fs::write(&kept, b"kept").unwrap();
        let attack = attack.clone().call(call, &args);
        try_all(&attack, &["landlock", "namespaces"], || !kept.is_file() || made.exists());
        let _ = std::fs::remove_file(&made);
        let _ = std::fs::remove_dir(&made);
    }
}

#[test]
fn with_a_folder_given_what_lies_outside_stays_shut() {
    let dir = tempfile::tempdir().unwrap();
    let given = dir.path().join("given");
    std::fs::create_dir(&given).unwrap();
    std::fs::write(given.join("inside"), b"inside").unwrap();
    std::fs::write(dir.path().join("outside"), b"outside").unwrap();
    let option = format!("{}::/data", given.display());
    let options = ["--quiet", "--dir", &option];
    // Behind the streams and the random device comes the folder; the way out of it is WASI's to bar, and here
    // nobody asks WASI.
    let open = |path: &str| {
        let mut attack = Attack::new();
        let path = attack.text(path);
        attack.call(libc::SYS_openat, &[Number(4), Address(path), Number(0), Number(0)])
    };
    for without in [vec![], all_but(&["landlock"])] {
        let ended = open("../outside").run(&without, &options);
        assert_eq!(ended, Ended::Answers(vec![-i64::from(libc::EACCES)]), "{without:?}");
        assert!(open("inside").run(&without, &options).succeeded(), "{without:?}");
    }
    assert!(open("../outside").run(&WALLS, &options).succeeded());
}

#[test]
fn no_other_program_is_started() {
    let dir = tempfile::tempdir().unwrap();
    let made = dir.path().join("made");
    let mut attack = Attack::new();
    let (program, argument) = (attack.text("/usr/bin/touch"), attack.text(&made));
    let list = attack.data(&[0; 24]);
    let nothing = attack.data(&[0; 8]);
    let attack = attack
        .point(list, program)
        .point(list + 8, argument)
        .call(libc::SYS_execve, &[Address(program), Address(list), Address(nothing)]);
    try_all(&attack, &["seccomp", "landlock", "namespaces"], || made.exists());
    assert!(made.exists(), "it is what happens without walls");
}

/// `struct sockaddr_in` of a port here.
fn internet_address(port: u16) -> Vec<u8> {
    let family = (libc::AF_INET as u16).to_le_bytes();
    [&family[..], &port.to_be_bytes(), &[127, 0, 0, 1], &[0; 8]].concat()
}

#[test]
fn nobody_is_reached_over_a_network() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut attack = Attack::new();
    let address = attack.data(&internet_address(listener.local_addr().unwrap().port()));
    let (internet, stream) = (libc::AF_INET as u64, libc::SOCK_STREAM as u64);
    let attack = attack
        .call(libc::SYS_socket, &[Number(internet), Number(stream), Number(0)])
        .call(libc::SYS_connect, &[Answer(0), Address(address), Number(16)]);
    try_all(&attack, &["seccomp", "landlock", "namespaces"], || false);

    let receiver = UdpSocket::bind("127.0.0.1:0").unwrap();
    let mut attack = Attack::new();
    let address = attack.data(&internet_address(receiver.local_addr().unwrap().port()));
    let datagram = libc::SOCK_DGRAM as u64;
    let attack =
        attack.call(libc::SYS_socket, &[Number(internet), Number(datagram), Number(0)]).call(
            libc::SYS_sendto,
            &[Answer(0), Address(address), Number(4), Number(0), Address(address), Number(16)],
        );
    try_all(&attack, &["seccomp", "namespaces"], || false);
}

#[test]
fn no_local_socket_is_reached() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("socket");
    let _listener = UnixListener::bind(&path).unwrap();
    let family = (libc::AF_UNIX as u16).to_le_bytes();
    use std::os::unix::ffi::OsStrExt;
    let address = [&family[..], path.as_os_str().as_bytes(), b"\0"].concat();
    let mut attack = Attack::new();
    let at = attack.data(&address);
    let attack = attack
        .call(
            libc::SYS_socket,
            &[Number(libc::AF_UNIX as u64), Number(libc::SOCK_STREAM as u64), Number(0)],
        )
        .call(libc::SYS_connect, &[Answer(0), Address(at), Number(address.len() as u64)]);
    try_all(&attack, &["seccomp", "namespaces"], || false);
}

#[test]
fn no_signal_reaches_others() {
    let mut victim = Victim::new();
    let kill = Number(libc::SIGKILL as u64);
    let pid = Number(victim.pid());
    let calls: [(i64, Vec<Arg>); 3] = [
        (libc::SYS_kill, vec![pid, kill]),
        (libc::SYS_tgkill, vec![pid, pid, kill]),
        (libc::SYS_tkill, vec![pid, kill]),
    ];
    for (call, args) in calls {
        let attack = Attack::new().call(call, &args);
        for without in
            [vec![], all_but(&["seccomp"]), all_but(&["landlock"]), all_but(&["namespaces"])]
        {
            for ended in [
                attack.run(&without, &["--quiet"]),
                attack.clone().in_request().serve(&without, &["--quiet"]),
            ] {
                assert!(ended.failed() && victim.lives(), "{without:?}: {ended:?}");
            }
        }
    }
    assert!(Attack::new().call(libc::SYS_kill, &[pid, kill]).run(&WALLS, &["--quiet"]).succeeded());
    wait_until("the victim's end", || !victim.lives());
}

#[test]
fn no_other_process_is_looked_into() {
    let victim = Victim::new();
    let pid = Number(victim.pid());
    // The victim's memory: where its binary's first page lies.
    let maps = std::fs::read_to_string(format!("/proc/{}/maps", victim.pid())).unwrap();
    let start = u64::from_str_radix(maps.split('-').next().unwrap(), 16).unwrap();
    let mut attack = Attack::new();
    let buffer = attack.data(&[0; 16]);
    let local = attack.data(&[0_u64.to_le_bytes(), 16_u64.to_le_bytes()].concat());
    let remote = attack.data(&[start.to_le_bytes(), 16_u64.to_le_bytes()].concat());
    let one = Number(1);
    let attack = attack.point(local, buffer).call(
        libc::SYS_process_vm_readv,
        &[pid, Address(local), one, Address(remote), one, Number(0)],
    );
    try_all(&attack, &["seccomp", "landlock", "namespaces"], || false);

    let attach = Number(u64::from(libc::PTRACE_SEIZE));
    let attack = Attack::new().call(libc::SYS_ptrace, &[attach, pid, Number(0), Number(0)]);
    try_all(&attack, &["seccomp", "landlock", "namespaces"], || false);
}

#[test]
fn the_processes_of_a_server_are_not_reached_by_a_request() {
    // In its own namespace the zygote is process 1.
    let mut attack = Attack::new().warm_point();
    let buffer = attack.data(&[0; 16]);
    let local = attack.data(&[0_u64.to_le_bytes(), 16_u64.to_le_bytes()].concat());
    let one = Number(1);
    // The zygote has the same memory at the same address.
    let attack = attack.point(local, buffer).call(
        libc::SYS_process_vm_readv,
        &[one, Address(local), one, Address(local), one, Number(0)],
    );
    let first = Attack::new().warm_point().call(libc::SYS_kill, &[one, Number(0)]);
    for attack in [&attack, &first] {
        assert_eq!(attack.serve(&[], &[]), Ended::Killed(libc::SIGSYS));
        let ended = attack.serve(&["seccomp"], &["--quiet"]);
        assert!(ended.failed(), "{ended:?}");
    }
    // What Landlock held there. Memory is barred besides where the real user is nobody's, which root's is.
    assert!(first.serve(&["seccomp", "landlock"], &["--quiet"]).succeeded());
}

#[test]
fn calls_that_no_program_makes_end_the_process_and_are_told() {
    let attacks: [(&str, i64, &[u64]); 26] = [
        ("fork", libc::SYS_fork, &[]),
        ("vfork", libc::SYS_vfork, &[]),
        ("clone", libc::SYS_clone, &[libc::SIGCHLD as u64]),
        ("clone3", libc::SYS_clone3, &[0, 0]),
        ("unshare", libc::SYS_unshare, &[libc::CLONE_NEWUSER as u64]),
        ("setns", libc::SYS_setns, &[0, 0]),
        ("mount", libc::SYS_mount, &[0, 0, 0, 0, 0]),
        ("umount2", libc::SYS_umount2, &[0, 0]),
        ("chroot", libc::SYS_chroot, &[0]),
        ("pivot_root", libc::SYS_pivot_root, &[0, 0]),
        ("personality", libc::SYS_personality, &[0xffff_ffff]),
        ("bpf", libc::SYS_bpf, &[0, 0, 0]),
        ("userfaultfd", libc::SYS_userfaultfd, &[0]),
        ("keyctl", libc::SYS_keyctl, &[0, 0, 0, 0, 0]),
        ("add_key", libc::SYS_add_key, &[0, 0, 0, 0, 0]),
        ("perf_event_open", libc::SYS_perf_event_open, &[0, 0, 0, 0, 0]),
        ("io_uring_setup", libc::SYS_io_uring_setup, &[1, 0]),
        ("memfd_create", libc::SYS_memfd_create, &[0, 0]),
        ("execveat", libc::SYS_execveat, &[0, 0, 0, 0, 0]),
        ("pidfd_open", libc::SYS_pidfd_open, &[1, 0]),
        ("pidfd_getfd", libc::SYS_pidfd_getfd, &[0, 0, 0]),
        ("setuid", libc::SYS_setuid, &[0]),
        ("seccomp", libc::SYS_seccomp, &[0, 0, 0]),
        ("modify_ldt", libc::SYS_modify_ldt, &[0, 0, 0]),
        ("process_madvise", libc::SYS_process_madvise, &[0, 0, 0, 0, 0]),
        ("a number of the x32 interface", 0x4000_0000 | libc::SYS_getpid, &[]),
    ];
    for (name, call, args) in attacks {
        let args: Vec<Arg> = args.iter().map(|arg| Number(*arg)).collect();
        let attack = Attack::new().call(call, &args);
        assert_eq!(attack.run(&[], &[]), Ended::Killed(libc::SIGSYS), "{name}");
    }
    // `int 0x80` is the 32-bit interface: getpid.
    let attack = Attack::new().then(&[0xb8, 20, 0, 0, 0, 0xcd, 0x80]);
    assert_eq!(attack.run(&[], &[]), Ended::Killed(libc::SIGSYS));
    // Pages that can be executed, by mmap and by mprotect of the stack.
    let all = (libc::PROT_READ | libc::PROT_WRITE | libc::PROT_EXEC) as u64;
    let flags = (libc::MAP_PRIVATE | libc::MAP_ANONYMOUS) as u64;
    let nowhere = Number(u64::MAX);
    let args = [Number(0), Number(4096), Number(all), Number(flags), nowhere, Number(0)];
    let attack = Attack::new().call(libc::SYS_mmap, &args);
    assert_eq!(attack.run(&[], &[]), Ended::Killed(libc::SIGSYS));
    assert!(attack.run(&WALLS, &["--quiet"]).succeeded());
    // Signals by the way of a file, and a terminal's input.
    let owner = [Number(0), Number(libc::F_SETOWN as u64), Number(1)];
    assert_eq!(
        Attack::new().call(libc::SYS_fcntl, &owner).run(&[], &[]),
        Ended::Killed(libc::SIGSYS)
    );
    let type_in = [Number(0), Number(libc::TIOCSTI), Number(0)];
    assert_eq!(
        Attack::new().call(libc::SYS_ioctl, &type_in).run(&[], &[]),
        Ended::Killed(libc::SIGSYS)
    );
}

#[test]
fn the_same_holds_before_the_warm_point_where_a_zygote_may_fork() {
    for call in [
        libc::SYS_execve,
        libc::SYS_socket,
        libc::SYS_ptrace,
        libc::SYS_unshare,
        libc::SYS_memfd_create,
    ] {
        // Nothing but zeros: a null path, and a socket of no family.
        let attack = Attack::new().call(call, &[Number(0); 6]).warm_point();
        let mut served = attack.served(&[], &[]);
        assert!(!served.ready.warm, "{call}");
        // Each request starts it afresh then, and each is killed.
        assert_eq!(served.answer(b"x").outcome, Outcome::Died { signal: Some(libc::SIGSYS) });
    }
    // Signals to all, and to the group.
    for pid in [-1_i64, 0] {
        let args = [Number(pid as u64), Number(libc::SIGKILL as u64)];
        let attack = Attack::new().call(libc::SYS_kill, &args).warm_point();
        assert!(!attack.served(&[], &[]).ready.warm);
    }
}

#[test]
fn forks_without_end_end() {
    let mut bomb = Attack::new();
    for _ in 0..40 {
        bomb = bomb.fork();
    }
    let forked = |ended: &Ended| match ended {
        Ended::Answers(answers) => answers.iter().filter(|answer| **answer > 0).count(),
        _ => 0,
    };
    // As a command: none by seccomp, and few by the limit in a namespace of users.
    assert_eq!(bomb.run(&[], &[]), Ended::Killed(libc::SIGSYS));
    let ended = bomb.run(&all_but(&["limits", "namespaces"]), &["--quiet"]);
    assert!((1..16).contains(&forked(&ended)), "{ended:?}");
    // A zygote may fork, with flags of its own; a request may not, by the limit or by a filter of its own.
    let flags = (libc::CLONE_CHILD_SETTID | libc::CLONE_CHILD_CLEARTID | libc::SIGCHLD) as u64;
    let fork = Attack::new().warm_point().fork_as(flags, libc::SYS_ppoll);
    assert_eq!(fork.serve(&[], &[]), Ended::Answers(vec![-i64::from(libc::EAGAIN)]));
    for without in [all_but(&["limits", "namespaces"]), all_but(&["seccomp"])] {
        let ended = fork.serve(&without, &["--quiet"]);
        assert!(ended.failed(), "{without:?}: {ended:?}");
    }
    let mut bomb = Attack::new();
    for _ in 0..40 {
        bomb = bomb.fork_as(flags, libc::SYS_ppoll);
    }
    let dir = tempfile::tempdir().unwrap();
    let path = bomb.warm_point().parts().write(dir.path(), "bomb.preheat");
    let output = agent().arg("serve").arg(&path).stdin(Stdio::null()).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("cannot start another process"), "{text}");
    wait_until("the end of all processes", || !runs_with(&path));
}

/// Whether a process runs with this among its arguments.
fn runs_with(argument: &Path) -> bool {
    let argument = argument.to_str().unwrap();
    std::fs::read_dir("/proc").unwrap().flatten().any(|entry| {
        let arguments = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&arguments).contains(argument)
    })
}

/// Whether a process is there and has not ended.
fn runs(pid: &i32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['Z', 'X']))
}

/// The files that a process has open, by what they are, streams first.
fn open_files(pid: i32) -> Vec<String> {
    let folder = format!("/proc/{pid}/fd");
    let entries = std::fs::read_dir(&folder).unwrap().flatten();
    let mut numbers: Vec<u32> =
        entries.map(|entry| entry.file_name().to_str().unwrap().parse().unwrap()).collect();
    numbers.sort_unstable();
    let what = |number| {
        let file = std::fs::read_link(format!("{folder}/{number}")).unwrap();
        file.to_str().unwrap().split(':').next().unwrap().to_owned()
    };
    numbers.into_iter().map(what).collect()
}

#[test]
fn a_program_inherits_its_streams_and_a_request_its_own_channel_and_nothing_else() {
    let dir = tempfile::tempdir().unwrap();
    let path = asleep(Attack::new()).parts().write(dir.path(), "attack.preheat");
    // Whoever starts us may have left files open.
    let leaked = std::fs::File::open("/etc/passwd").unwrap();
    let number = leaked.as_raw_fd();
    let mut command = agent();
    command.arg("run").arg(&path).stdin(Stdio::piped()).stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    // SAFETY: a plain system call.
    unsafe {
        command.pre_exec(move || {
            libc::dup2(number, 40);
            Ok(())
        })
    };
    let mut child = command.spawn().unwrap();
    let mut program = 0;
    wait_until("the program behind its walls", || {
        program = descendants(child.id() as i32).first().copied().unwrap_or(0);
        program != 0 && status_of(program, "Seccomp") == "2"
    });
    assert_eq!(open_files(program), ["pipe", "pipe", "pipe", "/dev/urandom"]);
    child.kill().unwrap();
    child.wait().unwrap();

    // A request: what it has of the server's and the zygote's is one channel.
    for options in [&[][..], &["--fresh"]] {
        let mut served = asleep(Attack::new().warm_point()).served(&[], options);
        write_frame(served.to.as_mut().unwrap(), &ToAgent::Request(request(b"x"))).unwrap();
        let null = "/dev/null";
        let expected = [null, null, null, "/dev/urandom", "socket"];
        wait_until("the request", || {
            let process = *served.descendants().last().unwrap();
            let mut files = open_files(process);
            files[3..].sort();
            files == expected
        });
        for process in served.descendants() {
            assert!(open_files(process).iter().all(|file| expected.contains(&&file[..])));
        }
        served.child.kill().unwrap();
    }
    // The frames that the server is sent and sends are not its streams: they would reach the test here.
    let mut attack = Attack::new().warm_point();
    let text = attack.text("frames of mine");
    let attack = attack
        .call(libc::SYS_write, &[Number(1), Address(text), Number(14)])
        .call(libc::SYS_write, &[Number(2), Address(text), Number(14)])
        .call(libc::SYS_read, &[Number(0), Address(text), Number(14)]);
    assert_eq!(attack.serve(&[], &[]), Ended::Answers(vec![14, 14, 0]));
}

/// A program that sleeps, seen from outside.
fn asleep(attack: Attack) -> Attack {
    let mut attack = attack;
    let time = attack.data(&[60_u64.to_le_bytes(), 0_u64.to_le_bytes()].concat());
    attack.call(libc::SYS_nanosleep, &[Address(time), Number(0)])
}

fn status_of(pid: i32, field: &str) -> String {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap();
    line.trim_start_matches(':').trim().to_owned()
}

fn limit_of(pid: i32, name: &str) -> String {
    let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    let line = limits.lines().find_map(|line| line.strip_prefix(name)).unwrap().to_owned();
    line.split_whitespace().nth(1).unwrap().to_owned()
}

#[test]
fn seen_from_outside_a_program_has_no_privileges_and_no_environment() {
    let dir = tempfile::tempdir().unwrap();
    let path = asleep(Attack::new()).parts().write(dir.path(), "attack.preheat");
    let mut command = agent();
    command.arg("run").args(["--timeout", "100", "--max-memory", "1"]).arg(path);
    command.env("SECRET", "not-for-programs").env("ANOTHER", "one");
    let mut child = command.stdin(Stdio::null()).spawn().unwrap();
    let mut program = 0;
    wait_until("the program behind its walls", || {
        program = descendants(child.id() as i32).first().copied().unwrap_or(0);
        program != 0 && status_of(program, "Seccomp") == "2"
    });
    for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
        assert_eq!(status_of(program, set), "0000000000000000", "{set}");
    }
    assert_eq!(status_of(program, "NoNewPrivs"), "1");
    let environment = std::fs::read(format!("/proc/{program}/environ")).unwrap();
    assert!(environment.iter().all(|byte| *byte == 0), "{environment:?}");
    assert_eq!(limit_of(program, "Max core file size"), "0");
    assert_eq!(limit_of(program, "Max processes"), "16");
    assert_eq!(limit_of(program, "Max cpu time"), "103");
    for limit in ["Max address space", "Max data size"] {
        assert_ne!(limit_of(program, limit), "unlimited", "{limit}");
    }
    for space in ["user", "pid_for_children", "net", "ipc"] {
        let of = |pid: u32| std::fs::read_link(format!("/proc/{pid}/ns/{space}")).unwrap();
        assert_ne!(of(program as u32), of(std::process::id()), "{space}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    wait_until("the program's end", || !runs(&program));
}

#[test]
fn a_signal_that_ends_the_agent_ends_the_program() {
    let dir = tempfile::tempdir().unwrap();
    for signal in [libc::SIGTERM, libc::SIGINT, libc::SIGHUP, libc::SIGKILL] {
        let mut child = asleep(Attack::new()).start(dir.path(), &[]);
        let pid = child.id() as i32;
        wait_until("the program", || !descendants(pid).is_empty());
        let program = descendants(pid)[0];
        // SAFETY: a plain system call on a process of this test.
        unsafe { libc::kill(pid, signal) };
        assert_eq!(child.wait().unwrap().signal(), Some(signal));
        wait_until("the program's end", || !runs(&program));
    }
}

#[test]
fn a_death_that_is_no_trap_has_a_line_and_an_exit_code_of_its_own() {
    let run = |attack: &Attack| {
        let dir = tempfile::tempdir().unwrap();
        let output = attack.start(dir.path(), &[]).wait_with_output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(text.lines().count(), 1, "{text}");
        (output.status.code(), text)
    };
    // A load from address 0, `int3`, and a system call.
    for (attack, name) in [
        (Attack::new().then(&[0x31, 0xc0, 0x8b, 0x00]), "SIGSEGV"),
        (Attack::new().then(&[0xcc]), "SIGTRAP"),
        (Attack::new().call(libc::SYS_socket, &[]), "SIGSYS"),
    ] {
        let (code, text) = run(&attack);
        assert_eq!(code, Some(139), "{text}");
        let start = format!("preheat: the program's process died of {name}");
        assert!(text.starts_with(&start), "{text}");
    }
    // One that is killed.
    let dir = tempfile::tempdir().unwrap();
    let child = asleep(Attack::new()).start(dir.path(), &[]);
    wait_until("the program", || !descendants(child.id() as i32).is_empty());
    // SAFETY: a plain system call on a process of this test.
    unsafe { libc::kill(descendants(child.id() as i32)[0], libc::SIGKILL) };
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(139));
    assert!(String::from_utf8_lossy(&output.stderr).contains("SIGKILL"));
    // One that ends without WASI.
    let (code, text) = run(&Attack::new().call(libc::SYS_exit_group, &[Number(0)]));
    assert_eq!(
        (code, &text[..]),
        (Some(139), "preheat: the program's process ended without a word\n")
    );
}

#[test]
fn a_time_limit_holds_for_code_that_shuts_out_all_signals() {
    let mut attack = Attack::new();
    let all = attack.data(&[0xff; 8]);
    let block = Number(libc::SIG_BLOCK as u64);
    let attack = attack
        .call(libc::SYS_rt_sigprocmask, &[block, Address(all), Number(0), Number(8)])
        .then(&[0xeb, 0xfe]);
    let dir = tempfile::tempdir().unwrap();
    let output = attack.start(dir.path(), &["--timeout", "0.3"]).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(124));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(text, "preheat: the program was stopped at its time limit\n");
}

#[test]
fn memory_that_cannot_be_had_is_our_failure_and_no_trap() {
    // Takes its heap's room away, and has the agent need some: it aborts, as it does when memory is short.
    let dir = tempfile::tempdir().unwrap();
    let mut attack = Attack::new();
    let pid = attack.data(&[0; 8]);
    let _ = pid;
    let attack = attack
        .call(libc::SYS_getpid, &[])
        .call(libc::SYS_gettid, &[])
        .call(libc::SYS_tgkill, &[Answer(0), Answer(1), Number(libc::SIGABRT as u64)]);
    let output = attack.start(dir.path(), &[]).wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("memory is short"));
}

#[test]
fn proc_file_systems_are_no_folders_for_programs() {
    let dir = tempfile::tempdir().unwrap();
    let link = dir.path().join("link");
    std::os::unix::fs::symlink("/proc/self", &link).unwrap();
    let link = link.display().to_string();
    for folder in ["/proc", "/proc/self", "/proc/1", "/proc/self/fd", "/proc/../proc/sys", &link] {
        for command in ["run", "serve"] {
            let path = Attack::new().parts().write(dir.path(), "attack.preheat");
            let folder = format!("{folder}::/data");
            let output = agent()
                .arg(command)
                .args(["--dir", &folder])
                .arg(path)
                .stdin(Stdio::null())
                .output()
                .unwrap();
            let text = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{folder}: {text}");
            assert!(text.contains("part of a proc file system"), "{folder}: {text}");
        }
    }
    // With all files given, those are not: neither the process's memory nor anybody's.
    let open = |path: &str| {
        let mut attack = Attack::new();
        let path = attack.text(path);
        attack.call(libc::SYS_openat, &[HERE, Address(path), Number(0), Number(0)])
    };
    let options = ["--quiet", "--dir", "/::/all"];
    let gone = Ended::Answers(vec![-i64::from(libc::ENOENT)]);
    for path in ["/proc/self/mem", "/proc/1/mem", "/proc/self/maps"] {
        assert_eq!(open(path).run(&[], &options), gone, "{path}");
        assert_eq!(open(path).run(&["landlock", "seccomp"], &options), gone, "{path}");
    }
    assert!(open("/etc/passwd").run(&[], &options).succeeded());
    // Where they cannot be hidden, the folder is refused.
    let Ended::Other(text) = open("/proc/self/mem").run(&["namespaces"], &options) else {
        panic!()
    };
    assert!(text.contains("where processes' memory lies"), "{text}");
}

#[test]
fn walls_that_are_missing_are_told_once_or_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = Attack::new().parts().write(dir.path(), "attack.preheat");
    let run = |without: &[&str], command: &str, options: &[&str]| {
        let mut agent = agent_without(without);
        agent.arg(command).args(options).arg(&path).stdin(Stdio::null());
        let output = agent.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for command in ["run", "serve"] {
        assert_eq!(run(&[], command, &["--require-sandbox"]), (Some(0), String::new()));
        for wall in WALLS {
            let (code, text) = run(&[wall], command, &[]);
            assert_eq!((code, text.lines().count()), (Some(0), 1), "{command} {wall}: {text}");
            let start = "preheat: the program runs without some of the walls around it: ";
            assert!(text.starts_with(&format!("{start}{wall} (because PREHEAT_WITHOUT")), "{text}");
            assert_eq!(run(&[wall], command, &["--quiet"]), (Some(0), String::new()));
            let (code, text) = run(&[wall], command, &["--require-sandbox"]);
            assert_eq!(code, Some(1), "{command} {wall}: {text}");
            assert!(text.contains("--require-sandbox") && text.contains(wall), "{text}");
        }
        let (code, text) = run(&["seccomp", "moat"], command, &[]);
        assert_eq!(code, Some(2));
        assert!(text.contains("`moat` is none of environment, privileges"), "{text}");
    }
    // As doctor shows it.
    let doctor = |without: &[&str]| {
        let output = agent_without(without).args(["doctor", "--json"]).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(!doctor(&[]).contains("\"holds\":false"));
    for wall in WALLS {
        let rows = doctor(&[wall]);
        assert!(rows.contains(&format!("{{\"wall\":\"{wall}\",\"holds\":false,")), "{rows}");
        assert_eq!(rows.matches("\"holds\":false").count(), 1, "{rows}");
    }
}

#[test]
fn an_unprivileged_user_gets_the_same_walls() {
    // SAFETY: a plain system call.
    if unsafe { libc::geteuid() } != 0 {
        println!("skipped: only root can run the agent as somebody else");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(dir.path(), open).unwrap();
    let program: PathBuf = dir.path().join("agent");
    std::fs::copy(env!("CARGO_BIN_EXE_preheat-agent"), &program).unwrap();
    let user = 1_100_000 + std::process::id();
    let command = || {
        let mut command = Command::new(&program);
        command.uid(user).gid(user).stdin(Stdio::null());
        command
    };
    let output = command().args(["doctor", "--json"]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    if text.contains("{\"wall\":\"namespaces\",\"holds\":false") {
        println!("skipped: this system gives no namespaces to users");
        return;
    }
    assert!(!text.contains("\"holds\":false"), "{text}");
    let run = |attack: &Attack, name: &str| {
        let path: PathBuf = attack.parts().write(dir.path(), name);
        command().arg("run").arg(path).output().unwrap()
    };
    let attack = Attack::new().call(libc::SYS_getpid, &[]);
    assert_eq!(run(&attack, "a.preheat").stdout, 1_u64.to_le_bytes());
    let attack = Attack::new().call(libc::SYS_socket, &[]);
    assert_eq!(run(&attack, "b.preheat").status.code(), Some(139));
}

#[test]
fn a_request_that_reports_its_end_and_stays_does_not_hold_up_the_next() {
    // Its channel is the highest number that is open; a byte on it says that it is done.
    let mut attack = Attack::new().warm_point();
    let byte = attack.data(&[1]);
    for number in 3..10 {
        attack = attack.call(libc::SYS_write, &[Number(number), Address(byte), Number(1)]);
    }
    let attack = attack.then(&[0xeb, 0xfe]);
    let mut served = attack.served(&[], &["--timeout", "5"]);
    let start = Instant::now();
    for _ in 0..3 {
        let response = served.answer(b"x");
        assert!(matches!(response.outcome, Outcome::Died { .. }), "{response:?}");
    }
    // Far below the limits of three requests.
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_client_that_has_nothing_more_to_say_gets_its_answers_and_the_end() {
    use std::io::Read;
    use std::os::unix::net::UnixStream;
    let dir = tempfile::tempdir().unwrap();
    let artifact = chatty_echo().write(dir.path(), "a.preheat");
    for options in [&[][..], &["--fresh"]] {
        let socket: &Path = &dir.path().join("socket");
        let mut command = agent();
        command.arg("serve").arg(&artifact).arg("--socket").arg(socket).args(options);
        let mut server = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let mut stream = None;
        wait_until("the socket", || {
            stream = UnixStream::connect(socket).ok();
            stream.is_some()
        });
        for _ in 0..3 {
            let mut stream = stream.take().unwrap_or_else(|| UnixStream::connect(socket).unwrap());
            stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            assert!(matches!(read_frame(&stream), Ok(FromAgent::Ready(_))));
            for _ in 0..2 {
                // Kills what is warm, so that the next one is started while this client is connected.
                for process in descendants(server.id() as i32) {
                    // SAFETY: a plain system call on a process of this test.
                    unsafe { libc::kill(process, libc::SIGKILL) };
                }
                write_frame(&stream, &ToAgent::Request(request(b"last"))).unwrap();
            }
            stream.shutdown(std::net::Shutdown::Write).unwrap();
            for _ in 0..2 {
                assert!(matches!(read_frame(&stream), Ok(FromAgent::Response(_))));
            }
            assert_eq!(stream.read(&mut [0]).unwrap(), 0, "the end");
        }
        server.kill().unwrap();
        server.wait().unwrap();
    }
}

#[test]
fn what_cannot_be_an_artifact_is_refused_before_it_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let sparse = dir.path().join("sparse");
    std::fs::File::create(&sparse).unwrap().set_len(20 << 30).unwrap();
    let pipe = dir.path().join("pipe");
    let name = std::ffi::CString::new(pipe.to_str().unwrap()).unwrap();
    // SAFETY: a plain system call.
    assert_eq!(unsafe { libc::mkfifo(name.as_ptr(), 0o600) }, 0);
    // One with a trailer, whose content is 20 GB.
    let sealed = dir.path().join("sealed");
    let file =
        std::fs::File::options().write(true).create(true).truncate(false).open(&sealed).unwrap();
    file.set_len(20 << 30).unwrap();
    let kind = preheat_formats::artifact::KIND;
    let digest = preheat_formats::Digest([0; 32]);
    let seal = preheat_formats::seal::Seal { payload_len: (20 << 30) - 64, digest };
    std::os::unix::fs::FileExt::write_at(&file, &kind.seal(seal), (20 << 30) - 64).unwrap();
    for (path, what) in [
        (Path::new("/dev/zero"), "it is not a file"),
        (dir.path(), "it is not a file"),
        (&pipe, "it is not a file"),
        (&sparse, "its trailer is missing"),
        (&sealed, "over the limit"),
    ] {
        let output = agent().arg("run").arg(path).stdin(Stdio::null()).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains(what), "{}: {text}", path.display());
    }
}
