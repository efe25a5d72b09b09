//! The runtime holds: whatever a program wants too much of ends with its own clear error, within its limit,
//! and the next request is served.

mod support;

use std::io::Read;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::time::{Duration, Instant};

use preheat_formats::Trap;
use preheat_formats::protocol::*;
use support::{module, ok, preheat, run_with, stderr, stdout};

const MFILE: u32 = 33;
const NOSPC: u32 = 51;
const FBIG: u32 = 22;

/// Does what the first byte of stdin says, and wants more of it than there is: l loops, r recurses, t traps,
/// g grows memory and touches it, f opens files, o writes to stdout, d to a file in the folder fd 3; e only
/// answers. What comes to an end by itself says how far it came, and the errno.
const GREEDY: &str = r#"(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 64) "file")
  (func $write (param $fd i32) (param $at i32) (param $len i32) (result i32)
    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4) (local.get $len))
    (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))
  ;; A number and a space.
  (func $say (param $n i32)
    (local $at i32)
    (local.set $at (i32.const 200))
    (i32.store8 (local.get $at) (i32.const 32))
    (loop $digit
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at) (i32.add (i32.const 48) (i32.rem_u (local.get $n) (i32.const 10))))
      (local.set $n (i32.div_u (local.get $n) (i32.const 10)))
      (br_if $digit (local.get $n)))
    (drop (call $write (i32.const 1) (local.get $at) (i32.sub (i32.const 201) (local.get $at)))))
  (func $open (param $flags i32) (result i32)
    (call $path_open (i32.const 3) (i32.const 0) (i32.const 64) (i32.const 4) (local.get $flags)
      (i64.const 66) (i64.const 0) (i32.const 0) (i32.const 16)))
  (func $deeper (param $n i32) (result i32)
    (i32.add (call $deeper (i32.add (local.get $n) (i32.const 1))) (i32.const 1)))
  (func $grow (result i32)
    (local $page i32)
    (loop $more (result i32)
      (local.set $page (memory.grow (i32.const 1)))
      (if (result i32) (i32.eq (local.get $page) (i32.const -1))
        (then (memory.size))
        (else
          (i32.store (i32.mul (local.get $page) (i32.const 65536)) (i32.const 1))
          (br $more)))))
  (func (export "_start")
    (local $count i32)
    (local $errno i32)
    (local $what i32)
    (i32.store (i32.const 0) (i32.const 128))
    (i32.store (i32.const 4) (i32.const 1))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (local.set $what (i32.load8_u (i32.const 128)))
    (if (i32.eq (local.get $what) (i32.const 0x6c)) (then (loop $for_ever (br $for_ever))))
    (if (i32.eq (local.get $what) (i32.const 0x72)) (then (call $say (call $deeper (i32.const 0)))))
    (if (i32.eq (local.get $what) (i32.const 0x74)) (then (unreachable)))
    (if (i32.eq (local.get $what) (i32.const 0x67)) (then (call $say (call $grow))))
    (if (i32.eq (local.get $what) (i32.const 0x66))
      (then
        (loop $more
          (local.set $errno (call $open (i32.const 1)))
          (if (i32.eqz (local.get $errno))
            (then
              (local.set $count (i32.add (local.get $count) (i32.const 1)))
              (br $more))))
        (call $say (local.get $count))
        (call $say (local.get $errno))))
    (if (i32.eq (local.get $what) (i32.const 0x6f))
      (then
        (loop $more
          (local.set $errno (call $write (i32.const 1) (i32.const 65536) (i32.const 65536)))
          (br_if $more (i32.eqz (local.get $errno))))
        (call $proc_exit (local.get $errno))))
    (if (i32.eq (local.get $what) (i32.const 0x64))
      (then
        (drop (call $open (i32.const 9)))
        (loop $more
          (local.set $errno
            (call $write (i32.load (i32.const 16)) (i32.const 65536) (i32.const 65536)))
          (br_if $more (i32.eqz (local.get $errno))))
        (call $say (local.get $errno))))
    (if (i32.eq (local.get $what) (i32.const 0x65)) (then (call $say (i32.const 1))))))"#;

/// The greedy program, compiled.
fn greedy(folder: &Path) -> PathBuf {
    let source = module(folder, "greedy.wasm", GREEDY);
    let artifact = folder.join("greedy.preheat");
    let mut compile = preheat(["compile"]);
    compile.arg(source).arg("-o").arg(&artifact);
    ok(compile);
    artifact
}

fn agent() -> Command {
    Command::new(Path::new(env!("CARGO_BIN_EXE_preheat")).with_file_name("preheat-agent"))
}

/// An agent that serves over pipes.
struct Served {
    child: Child,
    to: Option<ChildStdin>,
    from: ChildStdout,
}

impl Served {
    fn start(mut command: Command) -> Served {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, mut from) = (child.stdin.take(), child.stdout.take().unwrap());
        assert!(matches!(read_frame(&mut from), Ok(FromAgent::Ready(Ready { warm: true, .. }))));
        Served { child, to, from }
    }

    fn request(&mut self, what: &str, limits: Limits) -> Response {
        let stdin = what.as_bytes().to_vec();
        let request = Request { stdin, args: None, env: None, limits, mode: Mode::Serve };
        write_frame(self.to.as_mut().unwrap(), &ToAgent::Request(request)).unwrap();
        match read_frame(&mut self.from) {
            Ok(FromAgent::Response(response)) => response,
            other => panic!("{other:?}"),
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.to.take());
        let _ = self.child.wait();
    }
}

fn run_greedy(artifact: &Path, folder: &Path, flags: &[&str], what: &str) -> Output {
    let mut command = preheat(["run"]);
    command.args(flags).arg("--dir").arg(format!("{}::/", folder.display())).arg(artifact);
    run_with(command, what.as_bytes())
}

#[test]
fn a_greedy_program_ends_with_its_own_error() {
    let scratch = tempfile::tempdir().unwrap();
    let artifact = greedy(scratch.path());
    let run = |flags: &[&str], what| {
        let output = run_greedy(&artifact, scratch.path(), flags, what);
        (output.status.code(), stdout(&output), stderr(&output))
    };
    let start = Instant::now();
    let (code, out, message) = run(&["--timeout", "0.3"], "l");
    let late = "preheat: the program was stopped at its time limit\n";
    assert_eq!((code, &out[..], &message[..]), (Some(124), "", late));
    assert!(start.elapsed() < Duration::from_secs(20));
    let (code, _, message) = run(&[], "r");
    assert_eq!(code, Some(134));
    assert!(message.starts_with("preheat: trap: call stack exhausted in function"), "{message}");
    let (code, _, message) = run(&[], "t");
    assert_eq!((code, message.contains("trap: unreachable")), (Some(134), true), "{message}");
    // Memory and files are refused to the program, which goes on.
    assert_eq!(run(&["--max-memory", "64"], "g"), (Some(0), "1024 ".into(), String::new()));
    assert_eq!(run(&[], "f"), (Some(0), format!("1024 {MFILE} "), String::new()));
    assert_eq!(run(&["--max-files", "7"], "f"), (Some(0), format!("7 {MFILE} "), String::new()));
    assert_eq!(run(&[], "e"), (Some(0), "1 ".into(), String::new()));
}

#[test]
fn ten_thousand_files_can_be_open() {
    let scratch = tempfile::tempdir().unwrap();
    let most = rustix::process::getrlimit(rustix::process::Resource::Nofile).maximum;
    if most.is_some_and(|most| most < 10_100) {
        println!("skipped: the system's hard limit of open files is {most:?}, not 10,100");
        return;
    }
    let artifact = greedy(scratch.path());
    let output = run_greedy(&artifact, scratch.path(), &["--max-files", "10000"], "f");
    assert_eq!(stdout(&output), format!("10000 {MFILE} "));
}

#[test]
fn endless_output_ends_with_its_reader_or_its_disk() {
    let scratch = tempfile::tempdir().unwrap();
    let artifact = greedy(scratch.path());
    let start = |stdout: Stdio| {
        let mut command = preheat(["run"]);
        let mut child =
            command.arg(&artifact).stdin(Stdio::piped()).stdout(stdout).spawn().unwrap();
        std::io::Write::write_all(child.stdin.as_mut().unwrap(), b"o").unwrap();
        child
    };
    let mut child = start(Stdio::piped());
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut vec![0; 10 << 20]).unwrap();
    drop(out);
    assert_eq!(child.wait().unwrap().signal(), Some(libc::SIGPIPE));
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    assert_eq!(start(full.into()).wait().unwrap().code(), Some(NOSPC as i32));
}

#[test]
fn after_each_greedy_request_the_next_is_served() {
    let scratch = tempfile::tempdir().unwrap();
    let artifact = greedy(scratch.path());
    let mut command = agent();
    command.arg("serve").arg(&artifact).args(["--max-files", "50", "--max-output", "2"]);
    command.arg("--dir").arg(format!("{}::/", scratch.path().display()));
    let mut served = Served::start(command);
    let limits = Limits { time_ms: 300, memory_bytes: 64 << 20, output_bytes: 1 << 30 };
    for _ in 0..3 {
        for what in ["l", "r", "t", "g", "f", "o"] {
            // Only the endless loop is meant to meet the time limit.
            let time_ms = if what == "l" { limits.time_ms } else { 60_000 };
            let start = Instant::now();
            let response = served.request(what, Limits { time_ms, ..limits });
            let out = String::from_utf8_lossy(&response.stdout).into_owned();
            match what {
                "l" => assert_eq!(response.outcome, Outcome::TimeLimit),
                "r" => assert!(matches!(
                    response.outcome,
                    Outcome::Trap { trap: Trap::StackOverflow, .. }
                )),
                "t" => {
                    assert!(matches!(
                        response.outcome,
                        Outcome::Trap { trap: Trap::Unreachable, .. }
                    ));
                }
                "g" => assert_eq!((response.outcome, &out[..]), (Outcome::Exit(0), "1024 ")),
                "f" => assert_eq!(out, format!("50 {MFILE} ")),
                // The agent's limit, which is the smaller one.
                _ => {
                    assert_eq!(response.outcome, Outcome::OutputLimit);
                    assert_eq!(out.len(), 2 << 20);
                }
            }
            assert!(start.elapsed() < Duration::from_secs(30), "{what}");
            assert_eq!(served.request("e", limits).stdout, b"1 ", "after {what}");
        }
    }
}

#[test]
fn a_full_disk_is_an_error_for_the_program_and_the_next_request_is_served() {
    let scratch = tempfile::tempdir().unwrap();
    let artifact = greedy(scratch.path());
    let folder = scratch.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    let dir = format!("{}::/", folder.display());
    // A file may not become larger than 1 MiB.
    let limit = |mut command: Command| {
        // SAFETY: a plain system call.
        unsafe {
            command.pre_exec(|| {
                let limit = libc::rlimit { rlim_cur: 1 << 20, rlim_max: 1 << 20 };
                libc::setrlimit(libc::RLIMIT_FSIZE, &limit);
                Ok(())
            })
        };
        command
    };
    let mut command = preheat(["run", "--dir", &dir]);
    command.arg(&artifact);
    let output = run_with(limit(command), b"d");
    assert_eq!((stdout(&output), stderr(&output)), (format!("{FBIG} "), String::new()));
    let mut command = agent();
    command.args(["serve", "--dir", &dir]).arg(&artifact);
    let mut served = Served::start(limit(command));
    for _ in 0..2 {
        let response = served.request("d", Limits::default());
        assert_eq!(String::from_utf8_lossy(&response.stdout), format!("{FBIG} "));
        assert_eq!(served.request("e", Limits::default()).stdout, b"1 ");
    }
    drop(served);

    // A disk of 2 MiB.
    let Some(_mounted) = SmallDisk::mount(&folder) else { return };
    let output = run_greedy(&artifact, &folder, &[], "d");
    assert_eq!((stdout(&output), stderr(&output)), (format!("{NOSPC} "), String::new()));
    // And on it `preheat` itself: nothing stays of what does not fit.
    let mut compile = preheat(["compile"]);
    let out = folder.join("out.preheat");
    compile.arg(scratch.path().join("greedy.wasm")).arg("-o").arg(&out);
    let output = run_with(compile, b"");
    assert_eq!(output.status.code(), Some(1));
    let message = stderr(&output);
    assert!(message.contains("cannot write") && message.contains("out.preheat"), "{message}");
    let left: Vec<_> =
        std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["file"]);
}

/// A file system of 2 MiB in a folder, if the system lets us mount one.
struct SmallDisk<'a>(&'a Path);

impl SmallDisk<'_> {
    fn mount(folder: &Path) -> Option<SmallDisk<'_>> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(folder).stderr(Stdio::null());
        if mount.status().is_ok_and(|status| status.success()) {
            return Some(SmallDisk(folder));
        }
        println!("skipped: a small file system cannot be mounted here");
        None
    }
}

impl Drop for SmallDisk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}
