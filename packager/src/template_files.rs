//! How a template is kept in a cache: memory, device state, and a record, written last, of what they belong
//! to, with the digests of both and a signature. What lies there is used only if all of it is right; else it
//! is as good as none. Where nothing can be written, what is there is used all the same.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use preheat_formats::Digest;
use preheat_formats::seal::Kind;
use preheat_formats::signature::{Claim, Signature};
use rustix::fs::FlockOperation;
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use crate::command_line::SHAPE_VERSION;
use crate::error::Error;
use crate::host::Hypervisor;
use crate::image::Image;
use crate::memory_file::{copy_memory, empty, reopen, seal};
use crate::notary::{Cache, Notary};
use crate::staging::{self, Staged};
use crate::usage::{Removed, note_use};

/// What a signature of a record is of.
const KIND: Kind = Kind { magic: *b"PREHEATT", version: SHAPE_VERSION, name: "template" };

/// In a cache's folder.
const FOLDER: &str = "templates";
/// Lock, memory, state and record of one template have one name and these endings.
const ENDINGS: [&str; 4] = ["lock", "memory", "state", "json"];

/// Longest record.
const LONGEST_RECORD: u64 = 64 << 10;

/// A machine that was saved and waits in memory, where nobody can change it.
#[derive(Debug)]
pub(crate) struct Saved {
    /// Sealed, so that all clones have it as it is, whatever becomes of one of them.
    pub(crate) memory: File,
    /// Digest of the pages of the memory that are not all zero, each with its place.
    pub(crate) memory_digest: Digest,
    pub(crate) state: File,
}

/// Where a template lies.
#[derive(Debug)]
pub(crate) struct Files {
    folder: PathBuf,
    /// Of all of its files, before the ending.
    stem: String,
    lock: PathBuf,
    memory: PathBuf,
    state: PathBuf,
    record: PathBuf,
}

/// What a template was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Owner {
    image: Digest,
    qemu: String,
    shape: u32,
}

/// What proves that the two files are whole, and whose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    belongs_to: Owner,
    memory_len: u64,
    memory: Digest,
    state: Digest,
}

#[derive(Debug, Serialize, Deserialize)]
struct SignedRecord {
    record: Record,
    signature: Option<Signature>,
}

impl Owner {
    pub(crate) fn new(image: &Image, hypervisor: &Hypervisor) -> Owner {
        let qemu = hypervisor.qemu().version().to_string();
        Owner { image: image.digest(), qemu, shape: SHAPE_VERSION }
    }

    fn stem(&self) -> String {
        let Owner { image, qemu, shape } = self;
        let key = Digest::of(format!("{image} {qemu} {shape}").as_bytes());
        format!("{}-{}", image.short(), key.short())
    }
}

/// Those of all templates in a cache's folder, whole or not.
pub(crate) fn all(cache: &Path) -> Vec<Files> {
    let folder = cache.join(FOLDER);
    let names = fs::read_dir(&folder).into_iter().flatten().flatten();
    let stems: BTreeSet<String> = names
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let (stem, ending) = name.rsplit_once('.')?;
            (ENDINGS.contains(&ending) && !stem.starts_with('.')).then(|| stem.to_owned())
        })
        .collect();
    stems.into_iter().map(|stem| Files::called(&folder, stem)).collect()
}

impl Files {
    pub(crate) fn new(cache: &Cache, belongs_to: &Owner) -> Files {
        Files::called(&cache.folder.join(FOLDER), belongs_to.stem())
    }

    fn called(folder: &Path, stem: String) -> Files {
        let [lock, memory, state, record] =
            ENDINGS.map(|ending| folder.join(format!("{stem}.{ending}")));
        Files { folder: folder.to_owned(), stem, lock, memory, state, record }
    }

    pub(crate) fn name(&self) -> String {
        self.stem.clone()
    }

    /// Of those files that are there.
    pub(crate) fn metadata(&self) -> impl Iterator<Item = fs::Metadata> {
        [&self.lock, &self.memory, &self.state, &self.record].into_iter().flat_map(fs::metadata)
    }

    /// Image and QEMU of which a whole template says that it is.
    pub(crate) fn owner(&self) -> Option<(Digest, String)> {
        let owner = self.signed_record()?.1.record.belongs_to;
        let is_there = self.memory.exists() && self.state.exists();
        (is_there && owner.stem() == self.stem).then_some((owner.image, owner.qemu))
    }

    /// Removes it, unless somebody makes or loads it.
    pub(crate) fn remove(&self) -> io::Result<Removed> {
        let Some(_lock) = self.lock_at_once()? else { return Ok(Removed::InUse) };
        // Without a record the others mean nothing; the lock goes last, because of those who wait for it.
        for path in [&self.record, &self.memory, &self.state, &self.lock] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(Removed::Yes)
    }

    /// What is wrong with it, if something is.
    pub(crate) fn check(&self, notary: &dyn Notary) -> Result<(), String> {
        let owner =
            self.signed_record().ok_or("its record is missing or unreadable")?.1.record.belongs_to;
        if owner.stem() != self.stem {
            return Err("it lies under another's name".into());
        }
        self.load(&owner, Some(notary))
            .map(drop)
            .ok_or_else(|| "it is damaged, or was not put here by this user".into())
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes the folder and waits for others who want the same template. Held until it is dropped.
    pub(crate) fn lock(&self) -> Result<File, Error> {
        // Memory holds what requests brought: nobody else's business.
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.folder)
            .map_err(Error::file("make", &self.folder))?;
        loop {
            let file = self.open_lock().map_err(Error::file("open", &self.lock))?;
            match rustix::fs::flock(&file, FlockOperation::LockExclusive) {
                Ok(()) if self.is_lock(&file) => return Ok(file),
                Ok(()) | Err(Errno::INTR) => {}
                Err(error) => return Err(Error::file("lock", &self.lock)(error.into())),
            }
        }
    }

    /// None if somebody else has it.
    fn lock_at_once(&self) -> io::Result<Option<File>> {
        let file = self.open_lock()?;
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(self.is_lock(&file).then_some(file)),
            Err(Errno::WOULDBLOCK) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn open_lock(&self) -> io::Result<File> {
        File::options().write(true).create(true).truncate(false).open(&self.lock)
    }

    /// Whether a file that was locked is the lock still: whoever removes a template removes it as well.
    fn is_lock(&self, file: &File) -> bool {
        let same = |file: fs::Metadata| {
            fs::metadata(&self.lock)
                .is_ok_and(|lock| (lock.dev(), lock.ino()) == (file.dev(), file.ino()))
        };
        file.metadata().is_ok_and(same)
    }

    fn signed_record(&self) -> Option<(File, SignedRecord)> {
        let file = File::open(&self.record).ok()?;
        let mut text = Vec::new();
        (&file).take(LONGEST_RECORD).read_to_end(&mut text).ok()?;
        Some((file, serde_json::from_slice(&text).ok()?))
    }

    /// None: not there, not whole, another's, or not signed by this user. Then it is to be made again.
    pub(crate) fn load(&self, belongs_to: &Owner, notary: Option<&dyn Notary>) -> Option<Saved> {
        let (file, SignedRecord { record, signature }) = self.signed_record()?;
        if record.belongs_to != *belongs_to || !record.is_ours(notary, signature.as_ref()) {
            return None;
        }
        note_use(&file);
        let memory = File::open(&self.memory).ok()?;
        if memory.metadata().ok()?.len() != record.memory_len {
            return None;
        }
        let state = File::open(&self.state).ok()?;
        let saved = Saved::of(&memory, &state).ok()?;
        let whole = saved.record(belongs_to).ok()?;
        (whole == record).then_some(saved)
    }

    /// Keeps a template for the next time. Some words, why that could not be.
    pub(crate) fn keep(
        &self,
        belongs_to: &Owner,
        saved: &Saved,
        notary: Option<&dyn Notary>,
    ) -> Result<(), String> {
        let words = |error: Error| error.to_string();
        let record = saved.record(belongs_to).map_err(|error| error.to_string())?;
        let signature = match notary {
            None => None,
            Some(notary) => match record.signed(notary)? {
                Some(signature) => Some(signature),
                None => return Err("there is no key to sign it with".into()),
            },
        };
        let json = serde_json::to_vec(&SignedRecord { record, signature })
            .map_err(|error| error.to_string())?;
        let failed = |path| move |error| words(Error::write(path)(error));
        let memory = Staged::beside(&self.memory).map_err(failed(&self.memory))?;
        copy_memory(&saved.memory, &memory.file).map_err(failed(&self.memory))?;
        let state = Staged::beside(&self.state).map_err(failed(&self.state))?;
        copy(&saved.state, &state.file).map_err(failed(&self.state))?;
        memory.publish(&self.memory).map_err(failed(&self.memory))?;
        state.publish(&self.state).map_err(failed(&self.state))?;
        staging::write(&self.record, &json).map_err(failed(&self.record))
    }
}

impl Saved {
    /// Copies of both, as the files are now.
    fn of(memory: &File, state: &File) -> io::Result<Saved> {
        let (held_memory, held_state) = (empty("memory")?, empty("state")?);
        let memory_digest = copy_memory(memory, &held_memory)?;
        copy(state, &held_state)?;
        seal(&held_memory)?;
        seal(&held_state)?;
        Ok(Saved { memory: held_memory, memory_digest, state: held_state })
    }

    fn record(&self, belongs_to: &Owner) -> io::Result<Record> {
        Ok(Record {
            belongs_to: belongs_to.clone(),
            memory_len: self.memory.metadata()?.len(),
            memory: self.memory_digest,
            state: Digest::of_reader(reopen(&self.state)?)?,
        })
    }
}

impl Record {
    fn text(&self) -> Result<Vec<u8>, String> {
        serde_json::to_vec(self).map_err(|error| error.to_string())
    }

    fn signed(&self, notary: &dyn Notary) -> Result<Option<Signature>, String> {
        let text = self.text()?;
        notary.sign(&Claim::entry(KIND, Digest::of(&text), &text))
    }

    /// Where nobody signs, whatever is whole is.
    fn is_ours(&self, notary: Option<&dyn Notary>, signature: Option<&Signature>) -> bool {
        let Some(notary) = notary else { return true };
        let (Some(signature), Ok(text)) = (signature, self.text()) else { return false };
        notary.is_own(&Claim::entry(KIND, Digest::of(&text), &text), signature)
    }
}

fn copy(from: &File, to: &File) -> io::Result<u64> {
    io::copy(&mut reopen(from)?, &mut { to })
}
