//! Wasmtime, in the runner that lies beside this program.

use std::path::Path;
use std::process::Command;

use preheat_pipeline::beside::beside;

use super::runner::Runner;
use crate::Outcome;
use crate::engine::{Absent, Ready, WorldOf};

const RUNNER: &str = "preheat-bench-wasmtime";

/// Compiles the module.
pub fn start(module: &Path, world: &WorldOf) -> Outcome<Result<Box<dyn Ready>, Absent>> {
    let Some(program) = beside(RUNNER) else {
        return Ok(Err(Absent(format!("{RUNNER} is not beside preheat-bench"))));
    };
    let runner = Runner::start(Command::new(program), module, world)?;
    Ok(Ok(Box::new(runner)))
}
