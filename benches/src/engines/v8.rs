//! V8, in node. It starts with quick code and makes better code of what is hot while requests run; the requests that are
//! not timed give it the chance.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::runner::Runner;
use super::{Absent, CompileTime, Ready, Run, WorldOf};
use crate::Outcome;

const SCRIPT: &str = include_str!("v8.mjs");

/// The version of node and of its V8, if it is installed.
pub fn version() -> Option<String> {
    let script = "console.log(`${process.versions.v8}, node ${process.versions.node}`)";
    let output = Command::new("node").args(["-e", script]).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

pub fn start(module: &Path, world: &WorldOf) -> Outcome<Result<Box<dyn Ready>, Absent>> {
    if version().is_none() {
        return Ok(Err(Absent("node is not installed".into())));
    }
    let mut node = Command::new("node");
    node.args(["--no-warnings", "--expose-gc", "--input-type=module", "--eval", SCRIPT, "--"]);
    let runner = Runner::start(node, module, world)?;
    Ok(Ok(Box::new(V8(runner))))
}

struct V8(Runner);

impl Ready for V8 {
    fn run(&mut self, stdin: &[u8]) -> Outcome<Run> {
        self.0.run(stdin)
    }

    fn compile_time(&self) -> Option<CompileTime> {
        Some(self.0.compile_time())
    }

    fn load_time(&self) -> Option<Duration> {
        self.0.load_time()
    }

    fn code_bytes(&self) -> Option<u64> {
        self.0.code_bytes()
    }

    fn peak_memory(&self) -> Option<u64> {
        self.0.peak_memory()
    }
}
