//! Files that are kept as long as there is room: when one was used last, and what it takes. The time of its
//! last change tells the former: what is kept is never changed, and the time of access is not kept up
//! everywhere.

use std::fs::{File, Metadata};
use std::os::unix::fs::MetadataExt;
use std::time::SystemTime;

use rustix::fs::{Timespec, Timestamps, UTIME_NOW, UTIME_OMIT};

/// Notes that a file is used now; where that cannot be written, nothing is noted.
pub fn note_use(file: &File) {
    let time = |tv_nsec| Timespec { tv_sec: 0, tv_nsec };
    let times = Timestamps { last_access: time(UTIME_OMIT), last_modification: time(UTIME_NOW) };
    let _ = rustix::fs::futimens(file, &times);
}

pub fn last_use(metadata: &Metadata) -> SystemTime {
    metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH)
}

/// Bytes on the disk; holes take none.
pub fn allocated(metadata: &Metadata) -> u64 {
    metadata.blocks() * 512
}

/// Whether something that is kept was removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removed {
    Yes,
    /// Somebody makes or uses it.
    InUse,
}
