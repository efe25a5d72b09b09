//! A lease: as long as somebody has one, an entry keeps its name. It is a shared lock of the entry's file, so
//! it ends with the process that holds it and with those that the process has started, however they end;
//! where files cannot be locked nothing is ever removed.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use preheat_packager::usage::{Removed, note_use};
use rustix::fs::FlockOperation;
use rustix::io::{Errno, FdFlags};

/// An entry that is used.
#[derive(Debug)]
pub struct Lease {
    path: PathBuf,
    file: File,
}

impl Lease {
    /// Of the file that has this name; nothing if there is none.
    pub(super) fn of(path: &Path) -> Option<Lease> {
        let file = File::open(path).ok()?;
        // Where files cannot be locked nothing is removed.
        while let Err(Errno::INTR) = rustix::fs::flock(&file, FlockOperation::LockShared) {}
        // Removed in between?
        if file.metadata().ok()?.nlink() == 0 {
            return None;
        }
        // An agent that this process becomes goes on using it.
        let _ = rustix::io::fcntl_setfd(&file, FdFlags::empty());
        Some(Lease { path: path.to_owned(), file })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Notes that what it holds is used, and not only looked at.
    pub(super) fn note_use(&self) {
        note_use(&self.file);
    }

    pub(super) fn file(&self) -> &File {
        &self.file
    }
}

/// Whether somebody has a lease.
pub(super) fn is_leased(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| !lock_alone(&file).unwrap_or(true))
}

/// Removes a file that nobody has a lease of.
pub(super) fn remove(path: &Path) -> io::Result<Removed> {
    let file = File::open(path)?;
    if !lock_alone(&file)? {
        return Ok(Removed::InUse);
    }
    let (locked, named) = (file.metadata()?, fs::metadata(path)?);
    // Another one has the name by now.
    if (locked.dev(), locked.ino()) != (named.dev(), named.ino()) {
        return Ok(Removed::InUse);
    }
    fs::remove_file(path)?;
    Ok(Removed::Yes)
}

/// Locks a file until it is closed, or tells that somebody else has.
fn lock_alone(file: &File) -> io::Result<bool> {
    match rustix::fs::flock(file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(true),
        Err(Errno::WOULDBLOCK) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
