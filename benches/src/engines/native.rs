//! The same source compiled for this processor, by `scripts/rebuild-corpus --native`. A request is a process;
//! what it takes to start one that does nothing is taken off, since no other engine's time holds it.

use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::engine::{Absent, CompileTime, Ready, Run, WorldOf};
use crate::samples::Samples;

/// `binary` is where it would be.
pub fn start(binary: &Path, world: &WorldOf) -> Outcome<Result<Box<dyn Ready>, Absent>> {
    if !binary.is_file() {
        let what = "not built here: scripts/rebuild-corpus --native".to_owned();
        return Ok(Err(Absent(what)));
    }
    let code_bytes = code_bytes(binary);
    let (binary, args) = (binary.to_owned(), world.args.to_vec());
    Ok(Ok(Box::new(Native { binary, args, code_bytes })))
}

struct Native {
    binary: PathBuf,
    args: Vec<String>,
    code_bytes: Option<u64>,
}

impl Ready for Native {
    fn run(&mut self, stdin: &[u8]) -> Outcome<Run> {
        let run = run(&self.binary, &self.args, stdin)?;
        Ok(Run {
            stdout: run.stdout,
            exit: run.exit,
            failure: run.exit.is_none().then(|| "it did not exit".into()),
            wall: run.wall.saturating_sub(process_start()?),
            marked: None,
        })
    }

    fn compile_time(&self) -> Option<CompileTime> {
        None
    }

    fn load_time(&self) -> Option<Duration> {
        None
    }

    fn code_bytes(&self) -> Option<u64> {
        self.code_bytes
    }

    /// The system tells the most of a process and of the one that it was forked from, which is us.
    fn peak_memory(&self) -> Option<u64> {
        None
    }
}

struct Process {
    stdout: Vec<u8>,
    exit: Option<u32>,
    wall: Duration,
}

/// Runs a program with files as stdin and stdout, so that nobody has to be woken while it runs.
fn run(binary: &Path, args: &[String], stdin: &[u8]) -> Outcome<Process> {
    let mut input = tempfile::tempfile()?;
    input.write_all(stdin)?;
    input.rewind()?;
    let mut output = tempfile::tempfile()?;
    let mut command = Command::new(binary);
    command.args(args).env_clear().stdin(input).stdout(output.try_clone()?).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().map_err(|error| format!("{}: {error}", binary.display()))?;
    let wall = start.elapsed();
    let mut stdout = Vec::new();
    output.rewind()?;
    output.read_to_end(&mut stdout)?;
    let exit = status.code().map(|code| code as u32);
    Ok(Process { stdout, exit, wall })
}

/// How long a process takes that does nothing, on this machine: measured once.
pub fn process_start() -> Outcome<Duration> {
    static MEASURED: OnceLock<Duration> = OnceLock::new();
    if let Some(measured) = MEASURED.get() {
        return Ok(*measured);
    }
    let mut samples = Samples::default();
    for _ in 0..51 {
        samples.add(run(Path::new("/bin/true"), &[], b"")?.wall);
    }
    Ok(*MEASURED.get_or_init(|| samples.median()))
}

/// The size of the executable sections, as `object` reads them.
fn code_bytes(binary: &Path) -> Option<u64> {
    let file = std::fs::read(binary).ok()?;
    crate::elf::code_bytes(&file)
}
