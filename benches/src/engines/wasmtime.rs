//! Wasmtime, in the runner that lies beside this program.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::runner::Runner;
use super::{Absent, CompileTime, Ready, Run, WorldOf};
use crate::Outcome;
use preheat_pipeline::beside::beside;

pub const RUNNER: &str = "preheat-bench-wasmtime";

/// Compiles the module.
pub fn start(module: &Path, world: &WorldOf) -> Outcome<Result<Box<dyn Ready>, Absent>> {
    let Some(program) = beside(RUNNER) else {
        return Ok(Err(Absent(format!("{RUNNER} is not beside preheat-bench"))));
    };
    let runner = Runner::start(Command::new(program), module, world)?;
    Ok(Ok(Box::new(Wasmtime(runner))))
}

struct Wasmtime(Runner);

impl Ready for Wasmtime {
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
