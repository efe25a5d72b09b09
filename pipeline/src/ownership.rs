//! Whose a file or folder is: what only its user may write cannot have been put there by anybody else. What
//! is done with one that others may write, its user decides.

use std::fmt;
use std::fs::{DirBuilder, Metadata};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::Path;

/// Write permission of the group and of all others.
const OTHERS_WRITE: u32 = 0o022;
/// Any permission of theirs.
const OTHERS: u32 = 0o077;

/// Why something is not its user's alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    BelongsTo { owner: u32, us: u32 },
    OthersWrite { mode: u32 },
    OthersUse { mode: u32 },
}

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shared::BelongsTo { owner, us } => {
                write!(f, "belongs to user {owner}, and this is user {us}")
            }
            Shared::OthersWrite { mode } => {
                write!(
                    f,
                    "may be written by others (mode {mode:o}): `chmod go-w` it, if nobody has"
                )
            }
            Shared::OthersUse { mode } => {
                write!(f, "may be read by others (mode {mode:o}): `chmod go-rwx` it, if nobody has")
            }
        }
    }
}

/// Whether only we write it.
pub fn written_by_us_only(metadata: &Metadata) -> Result<(), Shared> {
    check(metadata, OTHERS_WRITE, |mode| Shared::OthersWrite { mode })
}

/// Whether only we even read it.
pub fn used_by_us_only(metadata: &Metadata) -> Result<(), Shared> {
    check(metadata, OTHERS, |mode| Shared::OthersUse { mode })
}

fn check(metadata: &Metadata, others: u32, shared: fn(u32) -> Shared) -> Result<(), Shared> {
    let (owner, us) = (metadata.uid(), rustix::process::geteuid().as_raw());
    let mode = metadata.mode() & 0o7777;
    if owner != us {
        return Err(Shared::BelongsTo { owner, us });
    }
    if mode & others != 0 { Err(shared(mode)) } else { Ok(()) }
}

/// Makes a folder, and those that it lies in, for us alone; one that is there stays as it is.
pub fn make_private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}
