//! Files, by Landlock: a program's process reaches what lies below its folders and nothing else, whatever
//! path it names. It also keeps the process from sockets of TCP, and from processes outside: no signals to
//! them, no tracing.

use std::path::PathBuf;

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, PathBeneath, PathFd,
    Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, RulesetStatus, Scope,
};
use rustix::io::Errno;

use super::finding::Why;

/// The newest that is asked for; a kernel that knows less does what it knows.
const NEWEST: ABI = ABI::V7;

/// Lets the process reach what is below these folders only, from now on. A second call narrows further: a
/// domain of its own inside the first, which reaches no process of the outer one.
pub fn confine(folders: &[PathBuf]) -> Result<(), Why> {
    match restrict(folders) {
        Ok(RulesetStatus::NotEnforced) => Err(Why::NotOffered),
        Ok(_) => Ok(()),
        Err(error) => Err(Why::Refused(errno(&error))),
    }
}

/// Of the last call that failed, which is what such an error is about.
fn errno(_error: &RulesetError) -> Errno {
    Errno::from_io_error(&std::io::Error::last_os_error()).unwrap_or(Errno::INVAL)
}

fn restrict(folders: &[PathBuf]) -> Result<RulesetStatus, RulesetError> {
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?;
    for folder in folders {
        // One that is gone since it was looked at cannot be reached anyway.
        if let Ok(folder) = PathFd::new(folder) {
            rules = rules.add_rule(PathBeneath::new(folder, given()))?;
        }
    }
    Ok(rules.restrict_self()?.ruleset)
}

/// What `--dir` gives: all that WASI has functions for. No execution, no devices, no pipes or sockets made.
fn given() -> BitFlags<AccessFs> {
    AccessFs::ReadFile
        | AccessFs::ReadDir
        | AccessFs::WriteFile
        | AccessFs::RemoveDir
        | AccessFs::RemoveFile
        | AccessFs::MakeDir
        | AccessFs::MakeReg
        | AccessFs::MakeSym
        | AccessFs::Refer
        | AccessFs::Truncate
}
