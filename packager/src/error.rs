//! Why an image could not be made, opened or started: what was being done, with which file, and what to do
//! about it. Errors of a running machine carry the last lines of the guest's console.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use preheat_formats::protocol::ProtocolError;
use preheat_formats::{CpuLevel, FormatError};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot {doing} {}: {source}", path.display())]
    File { doing: &'static str, path: PathBuf, source: io::Error },
    #[error("cannot write {}: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("{}: {source}", path.display())]
    Format { path: PathBuf, source: FormatError },
    #[error("{tool} is not installed: run scripts/setup (Debian: apt-get install {package})")]
    ToolMissing { tool: &'static str, package: &'static str },
    #[error("{tool} does not run: {what}")]
    ToolUnusable { tool: &'static str, what: String },
    #[error("no guest kernel in {}: run scripts/setup (or scripts/fetch-kernel)", .0.display())]
    KernelMissing(PathBuf),
    #[error("cannot use the guest kernel in {}: {what}; run scripts/fetch-kernel --force", path.display())]
    KernelUnusable { path: PathBuf, what: String },
    #[error("{} cannot be the first process of a guest: {what}", path.display())]
    AgentUnusable { path: PathBuf, what: String },
    #[error("an image needs at least one artifact, and no more than one for each processor level")]
    Artifacts,
    #[error(
        "the machine has {machine} at most ({why}), the lowest level among the artifacts is {artifact}: \
         compile with --target-cpu {machine}"
    )]
    LevelTooHigh { machine: CpuLevel, artifact: CpuLevel, why: String },
    #[error(
        "a machine of {given} MiB is too small for kernel and agent: give it at least {least} MiB"
    )]
    Memory { given: u32, least: u32 },
    #[error("cannot write the image's disk: {0}")]
    Disk(String),
    #[error("cannot read the disk of {}: {what}; build the image again", path.display())]
    DiskUnreadable { path: PathBuf, what: String },
    #[error(
        "{} was saved by QEMU {saved}, this is QEMU {here}: install at least QEMU {saved}, \
         or build the image again",
        path.display()
    )]
    QemuTooOld { path: PathBuf, saved: String, here: String },
    #[error(
        "{} needs the machine type {machine_type}, which QEMU {here} does not have: build the image again",
        path.display()
    )]
    MachineTypeMissing { path: PathBuf, machine_type: String, here: String },
    #[error("{} was saved under {needed}, which does not work here: {why}; boot it with --cold, or build it again here", path.display())]
    AcceleratorMissing { path: PathBuf, needed: &'static str, why: String },
    #[error(
        "{} needs {needed}, this machine lacks {}: build it again here (`preheat image` makes code for what \
         machines have)",
        path.display(), missing.join(", ")
    )]
    LevelMissing { path: PathBuf, needed: CpuLevel, missing: Vec<&'static str> },
    #[error("the template in {} is damaged: {what}", path.display())]
    Template { path: PathBuf, what: String },
    #[error("cannot start QEMU: {0}")]
    Spawn(io::Error),
    #[error("QEMU refused {command}: {what}")]
    Qmp { command: String, what: String },
    #[error("the machine ended during {during} ({status}){console}")]
    MachineEnded { during: &'static str, status: String, console: ConsoleTail },
    #[error(
        "QEMU stopped the machine with an internal error during {during}: KVM does not run it{console}"
    )]
    MachineStopped { during: &'static str, console: ConsoleTail },
    #[error("{during} was not over after {after:?}{console}")]
    Timeout { during: &'static str, after: Duration, console: ConsoleTail },
    #[error("cannot talk to the agent in the machine: {source}{console}")]
    Protocol { source: ProtocolError, console: ConsoleTail },
    #[error("cannot talk to QEMU: {0}")]
    Channel(io::Error),
    #[error("the agent in the machine failed: {message}{console}")]
    AgentFailed { message: String, console: ConsoleTail },
    #[error("the agent in the machine refused: {0}")]
    Refused(String),
    #[error("the agent in the machine answered with something else than was asked for{0}")]
    UnexpectedAnswer(ConsoleTail),
    #[error("this machine failed before and is not used again")]
    Spoiled,
    #[error("warm-up request {number} of {of} was not answered well: {what}")]
    WarmUp { number: usize, of: usize, what: String },
}

impl Error {
    /// For `map_err`: what was being done with which file.
    pub(crate) fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        let path = path.to_owned();
        move |source| Error::File { doing, path, source }
    }

    /// For `map_err`: a file of ours that cannot be made.
    pub(crate) fn write(path: &Path) -> impl FnOnce(io::Error) -> Error {
        let path = path.to_owned();
        move |source| Error::Write { path, source }
    }

    pub(crate) fn format(path: &Path) -> impl FnOnce(FormatError) -> Error {
        let path = path.to_owned();
        move |source| Error::Format { path, source }
    }
}

/// The last lines of a guest's console, as the end of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsoleTail(pub String);

impl fmt::Display for ConsoleTail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("; its console is empty");
        }
        f.write_str("; the last lines of its console:")?;
        self.0.lines().try_for_each(|line| write!(f, "\n    {line}"))
    }
}
