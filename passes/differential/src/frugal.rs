//! Compiles a module in a process of its own, which has little time and memory: it ends with an artifact or
//! with one clear refusal. What takes more is a finding. What the modules are is [`crate::bombs`]'s.

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use preheat_codegen::compile::{CompileOptions, compile};
use preheat_codegen::timing::Timings;
use preheat_formats::CpuLevel;
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_passes::decode::decode;
use preheat_passes::transform::Selection;
use rustix::process::{Resource, Rlimit, setrlimit};

/// Seconds of processor time. A build without optimisation takes a few times as long.
const SECONDS: u64 = if cfg!(debug_assertions) { 60 } else { 20 };
/// What may be resident.
const MEMORY: u64 = 1 << 30;
/// Addresses that are never touched: of stacks, libraries, and what allocators keep.
const UNTOUCHED: u64 = 1 << 30;
/// How a process ends that was refused what it asked for.
const REFUSED: i32 = 3;

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    Compiled,
    /// With what was said.
    Refused(String),
    /// It took more than it may, or died.
    Failed(String),
}

/// Has `program`, which does as [`compile_here`] when it is called with `--compile BACKEND`, compile a
/// module.
pub fn compile_apart(program: &Path, backend: Backend, wasm: &[u8]) -> std::io::Result<End> {
    let mut child = Command::new(program)
        .args(["--compile", backend.name()])
        .env("RAYON_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Who died has not read it; how is asked below.
        let _ = stdin.write_all(wasm);
    }
    let output = child.wait_with_output()?;
    Ok(end(output.status, &String::from_utf8_lossy(&output.stderr)))
}

fn end(status: ExitStatus, said: &str) -> End {
    match (status.code(), status.signal()) {
        (Some(0), _) => End::Compiled,
        (Some(REFUSED), _) => End::Refused(said.trim_end().to_owned()),
        (_, Some(libc::SIGXCPU | libc::SIGKILL)) => {
            End::Failed(format!("it took more than {SECONDS} s of processor time"))
        }
        _ => End::Failed(format!("{status} {}", said.trim_end())),
    }
}

/// Compiles the module on stdin within the limits, and ends with the code that says how it went.
pub fn compile_here(backend: Backend) -> std::io::Result<i32> {
    let mut wasm = vec![];
    std::io::stdin().read_to_end(&mut wasm)?;
    setrlimit(Resource::Cpu, limit(SECONDS))?;
    setrlimit(Resource::Core, limit(0))?;
    setrlimit(Resource::As, limit(MEMORY + UNTOUCHED))?;
    let module = match decode(&wasm) {
        Ok(module) => module,
        Err(error) => return Ok(refused(&error)),
    };
    let options = CompileOptions {
        processor: None,
        backend,
        level: CpuLevel::V2,
        opt: OptLevel::O2,
        plan: None,
        steps: Selection::ALL,
        counters: None,
        progress: &|_| {},
        timings: &Timings::default(),
    };
    match compile(&module, &wasm, &options) {
        Ok(file) => {
            println!("{} bytes", file.len());
            match peak() {
                Some(peak) if peak > MEMORY => {
                    eprintln!("it took {} MiB of memory", peak >> 20);
                    Ok(1)
                }
                _ => Ok(0),
            }
        }
        Err(error) => Ok(refused(&error)),
    }
}

fn refused(error: &dyn std::error::Error) -> i32 {
    eprintln!("{error}");
    // What is a bug of ours says so.
    if error.to_string().contains("internal error") { 1 } else { REFUSED }
}

fn limit(most: u64) -> Rlimit {
    Rlimit { current: Some(most), maximum: Some(most) }
}

/// The most bytes that were resident.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? << 10)
}
