//! Room: when a store is larger than it may be, what is least useful goes.
//!
//! Usefulness is the time that an entry spares each time it is used, for each byte, times how often it is
//! likely to be used: once in as long as it has been lying idle (hyperbolic caching; Blankstein, Sen,
//! Freedman: USENIX ATC 2017, with recency in place of counts). The time that making an entry takes grows
//! with its size, so for each kind one number says how much.

use std::fs::File;
use std::io;
use std::time::{Duration, SystemTime};

use bytesize::ByteSize;
use preheat_formats::recipe::Backend;
use preheat_packager::usage::Removed;
use preheat_packager::{kept, staging};
use rustix::fs::FlockOperation;
use rustix::io::Errno;

use super::contents::{self, Entry, What};
use super::layout::Root;
use crate::error::Error;

/// Says how large a store may get.
pub const SETTING: &str = "PREHEAT_STORE_LIMIT";
/// Some thousand artifacts, or a hundred templates.
const DEFAULT: ByteSize = ByteSize::gib(5);
/// How full it may still be when room was made, so that not everyone who puts something there has to make
/// some.
const FULL: f64 = 0.9;

/// How large a store may get.
pub fn limit() -> Result<ByteSize, Error> {
    let Some(text) = std::env::var_os(SETTING).filter(|text| !text.is_empty()) else {
        return Ok(DEFAULT);
    };
    let text = text.to_string_lossy();
    text.parse().map_err(|error| {
        Error::Usage(format!("{SETTING}: `{text}` is no size ({error}): write 5GiB or 800MB"))
    })
}

/// What was removed, or would be.
#[derive(Debug, Default)]
pub struct Freed {
    pub removed: Vec<Entry>,
    /// Had to stay because somebody uses it.
    pub in_use: Vec<Entry>,
    /// On the disk, after that.
    pub left: u64,
}

/// Whether things are removed, or only said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    ForReal,
    /// Nothing is changed.
    Dry,
}

/// Removes what is least useful until this many bytes are left at the most, and what writers left that were
/// killed. Several processes do it one after the other.
pub(super) fn shrink(root: &Root, most: u64, doing: Doing) -> io::Result<Freed> {
    if doing == Doing::Dry {
        return remove_least_useful(root, most, doing);
    }
    let _alone = lock(root, FlockOperation::LockExclusive)?;
    contents::folders(root).iter().for_each(|folder| staging::sweep(folder));
    remove_least_useful(root, most, doing)
}

/// After something was put there: makes room if it is too much now. What cannot be removed stays, and is
/// tried the next time; if somebody else is at it, it is theirs to do.
pub(super) fn keep_within(root: &Root, limit: u64) {
    if contents::bytes(root) <= limit {
        return;
    }
    if let Ok(_alone) = lock(root, FlockOperation::NonBlockingLockExclusive) {
        let _ = remove_least_useful(root, (limit as f64 * FULL) as u64, Doing::ForReal);
    }
}

fn remove_least_useful(root: &Root, most: u64, doing: Doing) -> io::Result<Freed> {
    let now = SystemTime::now();
    let mut entries = contents::entries(root);
    entries.sort_by(|a, b| usefulness(a, now).total_cmp(&usefulness(b, now)));
    let mut freed =
        Freed { left: entries.iter().map(|entry| entry.bytes).sum(), ..Freed::default() };
    for entry in entries {
        let is_junk = matches!(entry.what, What::Unusable(_));
        if freed.left <= most && !is_junk {
            break;
        }
        let removed = match doing {
            Doing::ForReal => entry.remove()?,
            Doing::Dry if entry.in_use() => Removed::InUse,
            Doing::Dry => Removed::Yes,
        };
        match removed {
            Removed::Yes => {
                freed.left -= entry.bytes;
                freed.removed.push(entry);
            }
            Removed::InUse => freed.in_use.push(entry),
        }
    }
    Ok(freed)
}

fn lock(root: &Root, how: FlockOperation) -> io::Result<File> {
    let file =
        File::options().write(true).create(true).truncate(false).open(root.housekeeping())?;
    loop {
        match rustix::fs::flock(&file, how) {
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
            Ok(()) => return Ok(file),
        }
    }
}

/// Seconds that are likely to be spared by a megabyte of it, in a second.
fn usefulness(entry: &Entry, now: SystemTime) -> f64 {
    let idle = now.duration_since(entry.used).unwrap_or_default().max(Duration::from_secs(1));
    seconds_for_megabyte(&entry.what) / idle.as_secs_f64()
}

/// How long it takes about to make it again.
fn seconds_for_megabyte(what: &What) -> f64 {
    /// Only a program that is likely to be gone finds it.
    const OTHERS: f64 = 0.1;
    match what {
        What::Made(key) => {
            let quick = key.input("backend") == Some(Backend::Cranelift.name());
            let seconds = if quick { 0.5 } else { 10.0 };
            seconds * if key.is_of_this_program() { 1.0 } else { OTHERS }
        }
        // Its user most likely has it. Without it, reports of profiles say less.
        What::Module => 0.5,
        What::Machine(kept::What::BootFile) => 0.01,
        What::Machine(_) => 0.005,
        What::Unusable(_) => 0.0,
    }
}
