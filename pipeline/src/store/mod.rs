//! The store: everything derived, under what it was derived from and the code that derived it. Entries are
//! native code, so the store is its user's alone, and an entry is used only if this user's own key signed it
//! together with what it was made from: one that lies under another's name is as good as none. An entry is
//! written to a temporary name and renamed, so it is whole or absent.
//!
//! The folder is `$PREHEAT_STORE`, or `preheat` in the user's cache folder. It can be deleted at any time,
//! and does not grow for ever: what is least useful goes (`housekeeping`), unless somebody uses it (`lease`).
//! What an entry's content means, its reader knows.

mod contents;
mod housekeeping;
mod key;
mod layout;
mod lease;

use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use preheat_formats::Digest;
use preheat_formats::artifact::KIND as ARTIFACT;
use preheat_formats::artifact_index::ArtifactIndex;
use preheat_formats::seal::Kind;
use preheat_formats::signature::{Claim, Signed, append};

use crate::error::{self, Error};
use crate::keys::Keys;
use crate::observer::Watching;
use crate::ownership::{make_private_folder, written_by_us_only};
pub use contents::{Entry, What};
pub use housekeeping::{Doing, Freed, SETTING as LIMIT_SETTING};
pub use key::Key;
use layout::Root;
pub use lease::Lease;
pub use preheat_packager::usage::Removed;

#[derive(Debug, Clone)]
pub struct Store {
    root: Root,
    /// Bytes that it may take.
    limit: u64,
    keys: Arc<Keys>,
    /// Told what could not be kept.
    watching: Watching,
}

impl Store {
    /// The user's store; its folder is made when something is put there. One that is not this user's alone is
    /// refused.
    pub fn open(watching: &Watching) -> Result<Store, Error> {
        let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let root = match folder("PREHEAT_STORE") {
            Some(root) => PathBuf::from(root),
            None => match folder("XDG_CACHE_HOME") {
                Some(cache) => PathBuf::from(cache).join("preheat"),
                None => PathBuf::from(folder("HOME").ok_or(Error::NoStore)?).join(".cache/preheat"),
            },
        };
        Store::of(root, Keys::of_user(), watching)
    }

    /// A store in this folder, of who has these keys.
    pub fn of(root: PathBuf, keys: Keys, watching: &Watching) -> Result<Store, Error> {
        let root = Root(root);
        for folder in root.folders() {
            // What cannot be looked at cannot be used either, which is told when it is tried.
            let Ok(metadata) = std::fs::metadata(&folder) else { continue };
            written_by_us_only(&metadata).map_err(|shared| Error::StoreShared {
                path: folder.clone(),
                what: shared.to_string(),
            })?;
        }
        let limit = housekeeping::limit()?.as_u64();
        Ok(Store { root, limit, keys: Arc::new(keys), watching: watching.clone() })
    }

    pub fn root(&self) -> &Path {
        &self.root.0
    }

    /// Bytes that it may take on the disk.
    pub fn limit(&self) -> u64 {
        self.limit
    }

    /// Bytes that it takes on the disk.
    pub fn bytes(&self) -> u64 {
        contents::bytes(&self.root)
    }

    /// All that it holds.
    pub fn entries(&self) -> Vec<Entry> {
        contents::entries(&self.root)
    }

    /// Removes what is least useful until this many bytes are left at the most.
    pub fn shrink(&self, most: u64, doing: Doing) -> Result<Freed, Error> {
        if !self.root().exists() {
            return Ok(Freed::default());
        }
        housekeeping::shrink(&self.root, most, doing)
            .map_err(|error| Error::Write { path: self.root().to_owned(), error })
    }

    /// To be called after something was put there otherwise than by [`Store::put`]: makes room if it is too
    /// much.
    pub fn keep_within_limit(&self) {
        housekeeping::keep_within(&self.root, self.limit);
    }

    /// The keys of the store's user.
    pub fn keys(&self) -> &Arc<Keys> {
        &self.keys
    }

    /// Where the packager keeps boot files and templates.
    pub fn machines(&self) -> PathBuf {
        self.root.machines()
    }

    /// Keeps a module, so that a profile of it can be explained later.
    pub fn put_module(&self, digest: Digest, wasm: &[u8]) -> Result<(), Error> {
        self.write(&self.root.object(digest), wasm)?;
        self.keep_within_limit();
        Ok(())
    }

    /// The module with this digest, if it was kept.
    pub fn get_module(&self, digest: Digest) -> Option<Vec<u8>> {
        let lease = Lease::of(&self.root.object(digest))?;
        lease.note_use();
        read(&lease).ok().filter(|wasm| Digest::of(wasm) == digest)
    }

    /// Reads an entry: a payload with its trailer, which this user put there under this very key. Nothing if
    /// it is anything else, or damaged: then it is to be made again.
    pub fn get(&self, key: &Key, kind: Kind) -> Result<Option<(Vec<u8>, Lease)>, Error> {
        let Some(lease) = Lease::of(&self.root.object(key.digest())) else { return Ok(None) };
        let Ok(mut file) = read(&lease) else { return Ok(None) };
        let Some(len) = self.own_entry(key, kind, &file)? else { return Ok(None) };
        file.truncate(len);
        lease.note_use();
        Ok(Some((file, lease)))
    }

    /// Length of payload and trailer of a file that is this entry.
    fn own_entry(&self, key: &Key, kind: Kind, file: &[u8]) -> Result<Option<usize>, Error> {
        let Ok(signed) = Signed::read(file) else { return Ok(None) };
        let (Some(signature), Ok(seal)) = (signed.signature, signed.seal(&kind)) else {
            return Ok(None);
        };
        let claim = Claim::entry(kind, seal.digest, signed.statement);
        let is_right = signed.statement == key.statement().as_bytes()
            && self.keys.is_own(&claim, &signature)?
            && kind.strip_trailer(file).is_ok();
        Ok(is_right.then_some(signed.sealed.len()))
    }

    /// Writes an entry: a payload with its trailer.
    pub fn put(&self, key: &Key, kind: Kind, sealed: &[u8]) -> Result<Lease, Error> {
        let path = self.root.object(key.digest());
        let seal = Signed::read(sealed)
            .and_then(|file| file.seal(&kind))
            .map_err(|error| Error::Format { path: path.clone(), error })?;
        let statement = key.statement().as_bytes();
        let claim = Claim::entry(kind, seal.digest, statement);
        let Some(signature) = self.keys.sign(&claim)? else {
            return Err(Error::NoKey(self.keys.why_none()?.unwrap_or_default().into()));
        };
        self.write(&path, &append(sealed.to_vec(), statement, signature))?;
        let lease = Lease::of(&path).ok_or_else(|| {
            let error = std::io::Error::other("somebody removed it at once");
            Error::Write { path, error }
        })?;
        self.keep_within_limit();
        Ok(lease)
    }

    /// Reads all of an entry, and says what is wrong with it, if something is. That is no use of it; one that was removed
    /// meanwhile is not wrong.
    pub fn check(&self, entry: &Entry) -> Result<(), String> {
        let words = |error: Error| error.to_string();
        let path = match entry.place() {
            Ok(path) => path,
            Err(kept) => return kept.check(&*self.keys),
        };
        let Some(lease) = Lease::of(path) else { return Ok(()) };
        let file = read(&lease).map_err(|error| error.to_string())?;
        match &entry.what {
            What::Made(key) => {
                let len = self.own_entry(key, ARTIFACT, &file).map_err(words)?;
                let len = len.ok_or("it is damaged, or was not put here by this user")?;
                ArtifactIndex::of_whole(&file[..len]).map(drop).map_err(|error| error.to_string())
            }
            What::Module if Digest::of(&file).to_string() != entry.name => {
                Err("its content does not match its digest".into())
            }
            What::Module | What::Machine(_) => Ok(()),
            What::Unusable(why) => Err((*why).into()),
        }
    }

    /// Removes an entry, unless it is in use.
    pub fn remove(&self, entry: &Entry) -> Result<Removed, Error> {
        let path = || self.root().join(&entry.name);
        entry.remove().map_err(|error| Error::Write { path: path(), error })
    }

    /// Says that something is not kept; what was made is used all the same.
    pub fn say_not_kept(&self, what: &str, error: &Error) {
        self.watching.remark(&format_args!(
            "{what} is not kept in the store, and will be made again: {error}"
        ));
    }

    fn write(&self, path: &Path, content: &[u8]) -> Result<(), Error> {
        let folder = path.parent().unwrap_or(&self.root.0);
        make_private_folder(folder)
            .map_err(|error| Error::Write { path: folder.to_owned(), error })?;
        error::write(path, content)
    }
}

fn read(lease: &Lease) -> std::io::Result<Vec<u8>> {
    let mut file = lease.file();
    let mut content = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut content)?;
    Ok(content)
}
