//! Why the agent refuses or fails: what it was doing, with which file, and what to do about it.

use std::io;
use std::path::PathBuf;

use preheat_formats::cpu::HostLevelError;
use preheat_formats::protocol::ProtocolError;
use preheat_formats::{CpuLevel, FormatError};

pub type Result<T, E = AgentError> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum AgentError {
    #[error("cannot read artifact {}: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },

    #[error("{}: {source}; make it again with `preheat compile`", path.display())]
    Format { path: PathBuf, source: FormatError },

    #[error(
        "{} is compiled for {level}, and this machine's processor lacks {}; compile it with {}",
        path.display(), missing.join(", "),
        CpuLevel::of_this_machine().map_or("nothing that we have: it lacks x86-64-v2 as well".to_owned(),
            |best| format!("`--target-cpu {best}`"))
    )]
    Cpu { path: PathBuf, level: CpuLevel, missing: Vec<&'static str> },

    #[error(
        "{} imports `{module}.{name}`, which Preheat does not offer; it offers WASI preview 1 \
         (`wasi_snapshot_preview1`), `bench.start`, `bench.end` and `preheat.ready`",
        path.display()
    )]
    UnknownImport { path: PathBuf, module: String, name: String },

    #[error(
        "{} imports `{module}.{name}` as a function {found}, and it is a function {expected}",
        path.display()
    )]
    ImportType { path: PathBuf, module: String, name: String, found: String, expected: String },

    #[error(
        "{} cannot be run: it exports no function `_start` without parameters and results, so it is not \
         a WASI command",
        path.display()
    )]
    NoStart { path: PathBuf },

    #[error(
        "the memory limit of {limit} bytes is below the {needed} bytes that {} starts with; raise the limit",
        path.display()
    )]
    MemoryLimit { path: PathBuf, limit: u64, needed: u64 },

    #[error("cannot open directory {host} for the program: {what}")]
    Directory { host: String, what: String },

    #[error(
        "this system does not give all the walls that --require-sandbox asks for: {missing}; `preheat doctor` shows \
         what it gives"
    )]
    Walls { missing: String },

    #[error("{0}")]
    Usage(String),

    #[error(transparent)]
    HostLevel(#[from] HostLevelError),

    #[error("{0}")]
    Protocol(#[from] ProtocolError),

    #[error(
        "cannot start another process: {source}; too many processes run, or memory is short: try again later, or \
         raise the limit (`ulimit -u`)"
    )]
    Fork { source: io::Error },

    #[error(
        "the process that brings the program to its warm point was killed by signal {signal}: by somebody, or by the \
         system because memory is short"
    )]
    WarmUp { signal: i32 },

    #[error("cannot {what}: {source}")]
    System { what: &'static str, source: io::Error },

    /// The library that serves WASI went wrong, or the machine did in a way that has no other name.
    #[error("{0}")]
    Internal(String),
}

impl AgentError {
    /// For `map_err` on calls of the system.
    pub fn system<E: Into<io::Error>>(what: &'static str) -> impl FnOnce(E) -> AgentError {
        move |source| AgentError::System { what, source: source.into() }
    }

    /// 2 when the input is at fault, 1 when we are.
    pub fn exit_code(&self) -> u8 {
        match self {
            AgentError::Protocol(_)
            | AgentError::Walls { .. }
            | AgentError::Fork { .. }
            | AgentError::WarmUp { .. }
            | AgentError::System { .. }
            | AgentError::Internal(_) => 1,
            _ => 2,
        }
    }
}
