//! Errors of the command: what was being done, with which file, what to do; and the exit code.

use std::io;
use std::path::{Path, PathBuf};

use preheat_formats::FormatError;
use preheat_formats::cpu::HostLevelError;
use preheat_formats::protocol::ProtocolError;

use crate::program::NotAProgram;

pub const OUR_FAILURE: u8 = 1;
pub const BAD_INPUT: u8 = 2;
pub const TIMEOUT: u8 = 124;
pub const TRAP: u8 = 134;

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
    Compile(#[from] preheat_passes::compile::CompileError),
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
}

impl Error {
    /// The documented exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Read { .. }
            | Error::Module { .. }
            | Error::NotAProgram { .. }
            | Error::Format { .. }
            | Error::Input { .. }
            | Error::Usage(_)
            | Error::HostLevel(HostLevelError::Unknown(_) | HostLevelError::Above { .. })
            | Error::Profiler { .. } => BAD_INPUT,
            Error::Packager(error) if is_about_input(error) => BAD_INPUT,
            Error::Compile(error) if error.is_about_the_module() => BAD_INPUT,
            _ => OUR_FAILURE,
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

/// Reads a whole input file.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| Error::Read { path: path.to_owned(), error })
}

/// Writes a file so that it is there whole or not at all: to a temporary name in the same folder,
/// then renamed.
pub fn write(path: &Path, content: &[u8]) -> Result<(), Error> {
    let failed = |error| Error::Write { path: path.to_owned(), error };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".preheat-")
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .tempfile_in(folder)
        .map_err(failed)?;
    io::Write::write_all(&mut file, content).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
