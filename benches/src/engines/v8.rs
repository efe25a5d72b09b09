//! V8, in node. It starts with quick code and makes better code of what is hot while requests run; the
//! requests that are not timed give it the chance.

use std::path::Path;
use std::process::{Command, Stdio};

use super::runner::Runner;
use crate::Outcome;
use crate::engine::{Absent, Ready, WorldOf};

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
    // Node 20's collector may free a WASI object while its program runs, and then crashes, unless it marks
    // all at once.
    node.args(["--no-warnings", "--no-incremental-marking", "--expose-gc"]);
    node.args(["--input-type=module", "--eval", SCRIPT, "--"]);
    let runner = Runner::start(node, module, world)?;
    Ok(Ok(Box::new(runner)))
}
