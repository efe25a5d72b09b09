//! How a template is kept in a cache: memory, device state, and a record, written last, of what they belong to, with the
//! digests of both and a signature. What lies there is used only if all of it is right; else it is as good as
//! none. Where nothing can be written, what is there is used all the same.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::fs::DirBuilderExt;
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

/// What a signature of a record is of.
const KIND: Kind = Kind { magic: *b"PREHEATT", version: SHAPE_VERSION, name: "template" };

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
pub(crate) struct Files {
    folder: PathBuf,
    lock: PathBuf,
    memory: PathBuf,
    state: PathBuf,
    record: PathBuf,
    belongs_to: Owner,
}

/// What a template was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Owner {
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

impl Files {
    pub(crate) fn new(cache: &Cache, image: &Image, hypervisor: &Hypervisor) -> Files {
        let folder = cache.folder.join("templates");
        let qemu = hypervisor.qemu().version().to_string();
        let key = format!("{} {qemu} {SHAPE_VERSION}", image.digest());
        let key = Digest::of(key.as_bytes()).short();
        let file = |kind: &str| folder.join(format!("{}-{key}.{kind}", image.digest().short()));
        Files {
            lock: file("lock"),
            memory: file("memory"),
            state: file("state"),
            record: file("json"),
            belongs_to: Owner { image: image.digest(), qemu, shape: SHAPE_VERSION },
            folder,
        }
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
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&self.lock)
            .map_err(Error::file("open", &self.lock))?;
        loop {
            match rustix::fs::flock(&file, FlockOperation::LockExclusive) {
                Ok(()) => return Ok(file),
                Err(Errno::INTR) => {}
                Err(error) => return Err(Error::file("lock", &self.lock)(error.into())),
            }
        }
    }

    /// None: not there, not whole, another's, or not signed by this user. Then it is to be made again.
    pub(crate) fn load(&self, notary: Option<&dyn Notary>) -> Option<Saved> {
        let mut text = Vec::new();
        File::open(&self.record).ok()?.take(LONGEST_RECORD).read_to_end(&mut text).ok()?;
        let SignedRecord { record, signature } = serde_json::from_slice(&text).ok()?;
        if record.belongs_to != self.belongs_to || !record.is_ours(notary, signature.as_ref()) {
            return None;
        }
        let memory = File::open(&self.memory).ok()?;
        if memory.metadata().ok()?.len() != record.memory_len {
            return None;
        }
        let state = File::open(&self.state).ok()?;
        let saved = Saved::of(&memory, &state).ok()?;
        let whole = saved.record(&self.belongs_to).ok()?;
        (whole == record).then_some(saved)
    }

    /// Keeps a template for the next time. Some words, why that could not be.
    pub(crate) fn keep(&self, saved: &Saved, notary: Option<&dyn Notary>) -> Result<(), String> {
        let words = |error: Error| error.to_string();
        let record = saved.record(&self.belongs_to).map_err(|error| error.to_string())?;
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
