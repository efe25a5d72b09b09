//! Small modules that are much work to compile: `preheat compile` makes an artifact of them or refuses them
//! with one clear error, with little time and memory. `make fuzz` looks for more of them.

mod support;

use std::path::Path;
use std::process::{Command, Output};

use preheat_differential::bombs::Shape::{self, *};
use preheat_differential::bombs::bomb;
use support::{preheat, run, security_says, stderr};

/// What must not be exceeded: 20 s, if it is built with optimisation.
const SECONDS: u64 = if cfg!(debug_assertions) { 120 } else { 20 };
/// What may be resident.
const MEMORY: u64 = 1 << 30;
/// In KiB. Stacks of threads and what else is never touched are addresses too.
const ADDRESSES: u64 = 4 << 20;

#[derive(Debug, PartialEq)]
enum Ends {
    WithAnArtifact,
    Refused,
}
use Ends::{Refused, WithAnArtifact};

/// What an audit found, each with how it ends now: by 16 MB of null entries a byte, a thousand results a
/// call, and so on.
const FOUND: [(Shape, u32, u32, Ends); 7] = [
    (NullTables, 100, 100_000, WithAnArtifact),
    (Results, 1_000, 1_000, WithAnArtifact),
    (Results, 1_000, 10_000, WithAnArtifact),
    (LoopsOnce, 2_000, 5_000, WithAnArtifact),
    (LoopsRepeated, 200, 1_000, WithAnArtifact),
    (TableToLoop, 10_000, 10_000, Refused),
    (Accesses, 20_000, 20_000, WithAnArtifact),
];

/// The same as `command`, with limits.
fn limited(command: &Command) -> Command {
    let mut limited = Command::new("sh");
    let limits =
        format!("ulimit -t {SECONDS}; ulimit -v {ADDRESSES}; ulimit -c 0; exec \"$0\" \"$@\"");
    limited.args(["-c", &limits]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    limited
}

fn compile(folder: &Path, wasm: &Path, backend: &str) -> Output {
    let mut command = preheat(["compile", "--backend", backend, "--target-cpu", "x86-64-v2"]);
    // A store of its own, where nothing is found.
    command.env("PREHEAT_STORE", folder.join("store"));
    command.arg(wasm).arg("-o").arg(folder.join("artifact"));
    run(limited(&command))
}

/// The most that a child process of ours had resident, in bytes.
fn peak_of_children() -> u64 {
    // SAFETY: plain numbers, for which zeros are valid, and which the call only writes.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_CHILDREN, &raw mut usage);
        usage
    };
    usage.ru_maxrss as u64 * 1024
}

#[test]
fn what_is_much_work_compiles_or_is_refused_with_little_time_and_memory() {
    let folder = tempfile::tempdir().unwrap();
    let wasm = folder.path().join("bomb.wasm");
    for (shape, a, b, ends) in FOUND {
        std::fs::write(&wasm, bomb(shape, a, b)).unwrap();
        for backend in ["cranelift", "llvm", "mixed"] {
            let output = compile(folder.path(), &wasm, backend);
            let what = format!("{shape:?} {a} {b} by {backend}: {:?}", output.status);
            let error = stderr(&output);
            let (code, lines) = match ends {
                WithAnArtifact => (0, 0),
                Refused => (2, 1),
            };
            assert_eq!(output.status.code(), Some(code), "{what}: {error}");
            assert_eq!(error.trim_end().lines().count(), lines, "{what}: {error}");
            assert!(
                ends == WithAnArtifact || error.contains("function _start is too large"),
                "{error}"
            );
            assert!(peak_of_children() < MEMORY, "{what}: {} MiB", peak_of_children() >> 20);
        }
    }
    security_says("hostile modules", &format!("{0} of {0}", FOUND.len()));
}
