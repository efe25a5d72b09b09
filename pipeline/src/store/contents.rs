//! What a store holds, entry by entry. What the packager keeps in it, the packager lists.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use preheat_formats::signature::{BLOCK_LEN, Block};
use preheat_packager::kept::{self, Kept};
use preheat_packager::usage::{Removed, allocated, last_use};

use super::key::Key;
use super::layout::Root;
use super::lease;

/// One thing that is kept.
#[derive(Debug)]
pub struct Entry {
    pub what: What,
    /// What tells it from others.
    pub name: String,
    /// On the disk.
    pub bytes: u64,
    pub used: SystemTime,
    place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Made from something, as its key says.
    Made(Key),
    /// A module that was profiled.
    Module,
    /// The packager's.
    Machine(kept::What),
    /// Nobody can use it, and why.
    Unusable(&'static str),
}

#[derive(Debug)]
enum Place {
    Object(PathBuf),
    Machine(Box<Kept>),
}

/// All entries.
pub(super) fn entries(root: &Root) -> Vec<Entry> {
    let objects = files(&root.objects()).into_iter().filter_map(|(path, metadata)| {
        let digest = Root::digest_of(&path)?;
        Some(Entry {
            what: object(&path, &digest.to_string()).unwrap_or(What::Unusable("it cannot be read")),
            name: digest.to_string(),
            bytes: allocated(&metadata),
            used: last_use(&metadata),
            place: Place::Object(path),
        })
    });
    let machines = kept::kept(&root.machines()).into_iter().map(|kept| Entry {
        what: match &kept.what {
            kept::What::Remains => What::Unusable("its record is missing or unreadable"),
            what => What::Machine(what.clone()),
        },
        name: kept.name.clone(),
        bytes: kept.bytes,
        used: kept.used,
        place: Place::Machine(Box::new(kept)),
    });
    objects.chain(machines).collect()
}

/// Bytes on the disk, without looking into files.
pub(super) fn bytes(root: &Root) -> u64 {
    let folders = [root.objects(), root.machines()];
    let files = folders.iter().flat_map(|folder| files(folder));
    files.map(|(_, metadata)| allocated(&metadata)).sum()
}

/// Folders in which entries lie.
pub(super) fn folders(root: &Root) -> Vec<PathBuf> {
    let below = |folder: PathBuf| {
        let names = fs::read_dir(folder).into_iter().flatten().flatten();
        names.map(|entry| entry.path()).filter(|path| path.is_dir())
    };
    below(root.objects()).chain(below(root.machines())).collect()
}

/// Those in the folders of a folder. One that goes away meanwhile is passed over.
fn files(folder: &Path) -> Vec<(PathBuf, fs::Metadata)> {
    let inside = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
    let files = inside(folder).flat_map(|folder| inside(&folder.path()));
    files.filter_map(|entry| Some((entry.path(), entry.metadata().ok()?))).collect()
}

/// What a file says that it is. Whether that is true is not asked.
fn object(path: &Path, name: &str) -> io::Result<What> {
    const MODULE: [u8; 4] = *b"\0asm";
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    let mut last = [0; BLOCK_LEN];
    let block_at = len.checked_sub(BLOCK_LEN as u64);
    if let Some(at) = block_at {
        file.read_exact_at(&mut last, at)?;
    }
    if let (Some(end), Ok(Some(block))) = (block_at, Block::read(&last)) {
        let mut statement = vec![0; block.statement_len];
        let Some(at) = end.checked_sub(statement.len() as u64) else {
            return Ok(What::Unusable("its statement is longer than the file"));
        };
        file.read_exact_at(&mut statement, at)?;
        let key = String::from_utf8(statement).map(Key::of_statement);
        return Ok(match key {
            Ok(key) if key.digest().to_string() == name => What::Made(key),
            _ => What::Unusable("it lies under another's name"),
        });
    }
    let mut first = [0; MODULE.len()];
    let is_module = file.read_exact_at(&mut first, 0).is_ok() && first == MODULE;
    Ok(if is_module { What::Module } else { What::Unusable("it is nothing that belongs here") })
}

impl Entry {
    /// Whether somebody uses it at this moment. Of what the packager keeps that is asked when it is to be
    /// removed.
    pub fn in_use(&self) -> bool {
        match &self.place {
            Place::Object(path) => lease::is_leased(path),
            Place::Machine(_) => false,
        }
    }

    /// Removes it, unless it is in use. One that somebody else removed meanwhile is removed.
    pub(super) fn remove(&self) -> io::Result<Removed> {
        let removed = match &self.place {
            Place::Object(path) => lease::remove(path),
            Place::Machine(kept) => kept.remove(),
        };
        match removed {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Removed::Yes),
            other => other,
        }
    }

    /// Where its one file lies, or what the packager keeps.
    pub(super) fn place(&self) -> Result<&Path, &Kept> {
        match &self.place {
            Place::Object(path) => Ok(path),
            Place::Machine(kept) => Err(kept),
        }
    }
}
