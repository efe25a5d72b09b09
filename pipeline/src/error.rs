//! Errors: what was being done, with which file, what to do; and whose fault it is.

use std::io;
use std::path::{Path, PathBuf};

use preheat_formats::cpu::HostLevelError;
use preheat_formats::protocol::ProtocolError;
use preheat_formats::{FormatError, PublicKey};
use preheat_packager::staging;
use serde::{Deserialize, Serialize};

use crate::program::NotAProgram;

/// Whose fault an error is; what that means for an exit code, the command says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// Ours, or the system's.
    Ours,
    /// Of what was given: wrong use, or an input that cannot be used.
    Input,
    /// The time was over.
    TimeLimit,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot read {path}: {error}")]
    Read { path: PathBuf, error: io::Error },
    #[error("cannot write {path}: {error}")]
    Write { path: PathBuf, error: io::Error },
    #[error("{path}: {error}")]
    Module { path: PathBuf, error: preheat_passes::decode::DecodeError },
    #[error("{path}: {error}")]
    NotAProgram { path: PathBuf, error: NotAProgram },
    #[error("{path}: {error}")]
    Format { path: PathBuf, error: FormatError },
    #[error("{path}: {what}")]
    Input { path: PathBuf, what: String },
    #[error("{0}")]
    Usage(String),
    #[error(transparent)]
    Compile(#[from] preheat_codegen::compile::CompileError),
    #[error(transparent)]
    Packager(#[from] preheat_packager::Error),
    #[error("{path}: {error}")]
    Profiler { path: PathBuf, error: preheat_profiler::ProfilerError },
    #[error(
        "cannot find preheat-agent, which runs artifacts: build it with `make`, put it beside preheat, or name it in PREHEAT_AGENT (looked at {looked})"
    )]
    NoAgent { looked: String },
    #[error("cannot start {path}: {error}")]
    Start { path: PathBuf, error: io::Error },
    #[error("the agent failed while {doing}: {what}")]
    Agent { doing: String, what: String },
    #[error(transparent)]
    HostLevel(#[from] HostLevelError),
    #[error("cannot find a folder for the store: set PREHEAT_STORE or HOME")]
    NoStore,
    #[error("{path}: {what}")]
    TooMuch { path: PathBuf, what: String },
    #[error("{path}: {doing} was stopped at the time limit")]
    TimeLimit { path: PathBuf, doing: &'static str },
    #[error(
        "{path}: compiling ended by signal {signal}; that is a fault of Preheat or of its compiler, please report it with the module"
    )]
    CompilerDied { path: PathBuf, signal: i32 },
    #[error("cannot start a process to compile in: {error}")]
    NoProcess { error: io::Error },
    /// Of work in another process, which has found the words.
    #[error("{message}")]
    Told { fault: Fault, message: String },
    #[error(
        "the store is not used: {path} {what}; it holds native code, so it has to be its user's alone. Name another \
         folder in PREHEAT_STORE, or remove this one"
    )]
    StoreShared { path: PathBuf, what: String },
    #[error("cannot use the keys: {path} {what}")]
    Keys { path: PathBuf, what: String },
    #[error(
        "this system does not give all the walls that --require-sandbox asks for around a machine's \
         QEMU: {missing}; `preheat doctor` shows them"
    )]
    MachineWalls { missing: String },
    #[error("there is no key to sign with: {0}")]
    NoKey(String),
    #[error(
        "{path} is {holds}, made by {key}, which is not trusted here: if you trust its maker, `preheat keys trust {key}`, or \
         --trust {key} for this once"
    )]
    Untrusted { path: PathBuf, holds: &'static str, key: PublicKey },
    #[error(
        "{path} is {holds}, and nobody has signed it: make it again from its module, or use it with --allow-unsigned if you \
         trust where it comes from"
    )]
    Unsigned { path: PathBuf, holds: &'static str },
}

impl Error {
    pub fn fault(&self) -> Fault {
        match self {
            Error::Read { .. }
            | Error::Module { .. }
            | Error::NotAProgram { .. }
            | Error::Format { .. }
            | Error::Input { .. }
            | Error::Usage(_)
            | Error::TooMuch { .. }
            | Error::Untrusted { .. }
            | Error::Unsigned { .. }
            | Error::HostLevel(HostLevelError::Unknown(_) | HostLevelError::Above { .. })
            | Error::Profiler { .. } => Fault::Input,
            Error::TimeLimit { .. } => Fault::TimeLimit,
            Error::Told { fault, .. } => *fault,
            Error::Packager(error) if is_about_input(error) => Fault::Input,
            Error::Compile(error) if error.is_about_the_module() => Fault::Input,
            _ => Fault::Ours,
        }
    }

    pub fn agent(doing: impl Into<String>, error: ProtocolError) -> Error {
        Error::Agent { doing: doing.into(), what: error.to_string() }
    }

    /// An agent exported what cannot be read.
    pub fn agent_profile(error: &FormatError) -> Error {
        Error::Agent { doing: "exporting a profile".into(), what: error.to_string() }
    }
}

/// Whether the packager refused what it was given, rather than failed.
fn is_about_input(error: &preheat_packager::Error) -> bool {
    use preheat_packager::Error;
    matches!(
        error,
        Error::File { .. }
            | Error::Format { .. }
            | Error::LevelTooHigh { .. }
            | Error::DiskUnreadable { .. }
            | Error::QemuTooOld { .. }
            | Error::MachineTypeMissing { .. }
            | Error::AcceleratorMissing { .. }
            | Error::LevelMissing { .. }
            | Error::WarmUp { .. }
            | Error::Refused(_)
    )
}

/// Writes a file so that it is there whole or not at all; what is no file is written through.
pub fn write(path: &Path, content: &[u8]) -> Result<(), Error> {
    staging::write(path, content).map_err(|error| Error::Write { path: path.to_owned(), error })
}
