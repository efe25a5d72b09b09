//! Peers that are programs of their own: a runner is started with a module and then asked to run requests,
//! one after the other, each in a new instance.
//!
//! Everything is a u32 length, little-endian, and as many bytes. The runner says first, as JSON, what it has
//! done with the module ([`Greeting`]). A request is its stdin. The answer is JSON ([`Report`]), then the
//! program's stdout. A runner ends when its input does.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde::Deserialize;

use crate::Outcome;
use crate::engine::{CompileTime, Ready, Run, WorldOf};

/// What a runner has done with the module.
#[derive(Debug, Deserialize)]
struct Greeting {
    compile_ns: u64,
    /// Of all threads. None if compiling goes on while the module runs.
    compile_processor_ns: Option<u64>,
    /// Opening what was compiled before.
    load_ns: Option<u64>,
    code_bytes: Option<u64>,
}

/// How a request ended.
#[derive(Debug, Deserialize)]
struct Report {
    /// From the instantiation to the end.
    wall_ns: u64,
    /// Between `bench.start` and `bench.end`; 0 without them.
    marked_ns: u64,
    /// None if it did not exit.
    exit: Option<u32>,
    failure: Option<String>,
}

pub struct Runner {
    child: Child,
    /// None once it is to end.
    to: Option<ChildStdin>,
    from: ChildStdout,
    greeting: Greeting,
}

impl Runner {
    /// Starts it: `command`, the module, and what the program sees.
    pub fn start(mut command: Command, module: &Path, world: &WorldOf) -> Outcome<Runner> {
        command.arg(module).arg("--program").arg(world.program);
        for dir in &world.world.dir {
            // Both ways to write it mean the same to every runner.
            let dir = if dir.contains("::") { dir.clone() } else { format!("{dir}::{dir}") };
            command.args(["--dir", &dir]);
        }
        for variable in &world.world.env {
            command.args(["--env", variable]);
        }
        command.arg("--").args(world.args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child =
            command.spawn().map_err(|error| format!("cannot start {program}: {error}"))?;
        let to = child.stdin.take();
        let mut from = child.stdout.take().expect("stdout is piped");
        let greeting = match take(&mut from) {
            Ok(bytes) => serde_json::from_slice(&bytes)?,
            Err(error) => {
                let mut said = String::new();
                if let Some(mut stderr) = child.stderr.take() {
                    let _ = stderr.read_to_string(&mut said);
                }
                let _ = child.wait();
                let why = said.lines().next().map_or_else(|| error.to_string(), str::to_owned);
                return Err(format!("{program} does not run {}: {why}", module.display()).into());
            }
        };
        // Nothing more comes: runners do not hand on what programs write there.
        drop(child.stderr.take());
        Ok(Runner { child, to, from, greeting })
    }
}

impl Ready for Runner {
    fn run(&mut self, stdin: &[u8]) -> Outcome<Run> {
        let mut to = self.to.as_ref().expect("open until dropped");
        to.write_all(&(stdin.len() as u32).to_le_bytes())?;
        to.write_all(stdin)?;
        let ended = |error| format!("its process ended, or does not answer: {error}");
        let report: Report = serde_json::from_slice(&take(&mut self.from).map_err(ended)?)?;
        let stdout = take(&mut self.from).map_err(ended)?;
        Ok(Run {
            stdout,
            exit: report.exit,
            failure: report.failure,
            wall: Duration::from_nanos(report.wall_ns),
            marked: (report.marked_ns > 0).then(|| Duration::from_nanos(report.marked_ns)),
        })
    }

    fn compile_time(&self) -> Option<CompileTime> {
        Some(CompileTime {
            wall: Duration::from_nanos(self.greeting.compile_ns),
            processor: self.greeting.compile_processor_ns.map(Duration::from_nanos),
        })
    }

    fn load_time(&self) -> Option<Duration> {
        self.greeting.load_ns.map(Duration::from_nanos)
    }

    fn code_bytes(&self) -> Option<u64> {
        self.greeting.code_bytes
    }

    fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kibibytes * 1024)
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.to = None;
        for _ in 0..200 {
            if let Ok(Some(_)) = self.child.try_wait() {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads a length and as many bytes.
fn take(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}
