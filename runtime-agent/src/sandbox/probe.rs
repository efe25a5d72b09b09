//! What this system gives: a process is closed in for nothing but to see which walls stand.

use serde::Serialize;

use super::descriptors::Streams;
use super::finding::{Findings, State};
use super::limits::Bounds;
use super::syscalls::Role;
use super::{Demand, Sandbox, Side};
use crate::error::{AgentError, Result};
use crate::serve::supervisor::wait;
use crate::wasi::Environment;

/// One wall, for machines.
#[derive(Debug, Serialize)]
pub struct Row {
    pub wall: &'static str,
    pub holds: bool,
    pub text: String,
}

/// Closes a process in and gives what it found.
pub fn findings() -> Result<Findings> {
    let sandbox = Sandbox::new(Demand::Quiet, &Environment::default())?;
    match sandbox.fork(None, Streams::Inherited)? {
        Side::Child(mut inside) => {
            let _ = inside.close(Role::Program, Bounds::default());
            // SAFETY: always allowed.
            unsafe { libc::_exit(0) }
        }
        Side::Parent(pid) => {
            wait(pid);
            Ok(sandbox.board.read())
        }
    }
}

/// Refuses a system that does not give all walls.
pub fn demand_all() -> Result<()> {
    match findings()?.missing() {
        Some(missing) => Err(AgentError::Walls { missing }),
        None => Ok(()),
    }
}

/// One row for each wall.
pub fn rows() -> Result<Vec<Row>> {
    let findings = findings()?;
    let rows = findings.all().map(|(wall, state)| {
        let text = match state {
            State::Held => wall.keeps_from().to_owned(),
            State::Missing(why) => format!("missing: {why}"),
            State::Unknown => "missing: the process that was to find out ended early".to_owned(),
        };
        Row { wall: wall.name(), holds: state == State::Held, text }
    });
    Ok(rows.collect())
}
