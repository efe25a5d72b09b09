//! The store: everything derived, under what it was derived from and the code that derived it. Entries are native code, so
//! the store is its user's alone, and an entry is used only if this user's own key signed it together with
//! what it was made from: one that lies under another's name is as good as none. An entry is written to a temporary
//! name and renamed, so it is whole or absent.
//!
//! The folder is `$PREHEAT_STORE`, or `preheat` in the user's cache folder. It can be deleted at any
//! time. What an entry's content means, its reader knows.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use preheat_formats::Digest;
use preheat_formats::seal::Kind;
use preheat_formats::signature::{Claim, Signed, append};

use crate::error::{self, Error};
use crate::keys::Keys;
use crate::observer::Watching;
use crate::ownership::{make_private_folder, written_by_us_only};

#[derive(Debug, Clone)]
pub struct Store {
    root: PathBuf,
    keys: Arc<Keys>,
    /// Told what could not be kept.
    watching: Watching,
}

/// The name of an entry, and what it says that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    digest: Digest,
    statement: String,
}

impl Key {
    /// From a kind of thing and all that it depends on, by name; the code of this very program, and the LLVM that it
    /// runs with, are added.
    pub fn new(kind: &str, inputs: &[(&str, &dyn std::fmt::Display)]) -> Result<Key, Error> {
        let program = code_digest()?;
        let llvm = preheat_codegen::compile::llvm_version();
        let mut statement = format!("{kind}\nprogram {program}\nllvm {llvm}\n");
        for (name, value) in inputs {
            statement.push_str(&format!("{name} {value}\n"));
        }
        Ok(Key { digest: Digest::of(statement.as_bytes()), statement })
    }
}

impl Store {
    /// The user's store; its folder is made when something is put there. One that is not this user's alone is refused.
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
        for folder in [&root, &root.join(OBJECTS), &root.join(MACHINES)] {
            // What cannot be looked at cannot be used either, which is told when it is tried.
            let Ok(metadata) = std::fs::metadata(folder) else { continue };
            written_by_us_only(&metadata).map_err(|shared| Error::StoreShared {
                path: folder.clone(),
                what: shared.to_string(),
            })?;
        }
        Ok(Store { root, keys: Arc::new(keys), watching: watching.clone() })
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The keys of the store's user.
    pub fn keys(&self) -> &Arc<Keys> {
        &self.keys
    }

    /// Where the packager keeps boot files and templates.
    pub fn machines(&self) -> PathBuf {
        self.root.join(MACHINES)
    }

    /// Where an entry lies, whether it is there or not.
    pub fn path(&self, key: &Key) -> PathBuf {
        self.place(key.digest)
    }

    /// Keeps a module, so that a profile of it can be explained later.
    pub fn put_module(&self, digest: Digest, wasm: &[u8]) -> Result<(), Error> {
        self.write(&self.place(digest), wasm)
    }

    /// The module with this digest, if it was kept.
    pub fn get_module(&self, digest: Digest) -> Option<Vec<u8>> {
        std::fs::read(self.place(digest)).ok().filter(|wasm| Digest::of(wasm) == digest)
    }

    /// Reads an entry: a payload with its trailer, which this user put there under this very key. Nothing if it is anything else,
    /// or damaged: then it is to be made again.
    pub fn get(&self, key: &Key, kind: Kind) -> Result<Option<Vec<u8>>, Error> {
        let Ok(mut file) = std::fs::read(self.path(key)) else { return Ok(None) };
        let Some(len) = self.own_entry(key, kind, &file)? else { return Ok(None) };
        file.truncate(len);
        Ok(Some(file))
    }

    /// Length of payload and trailer of a file that is this entry.
    fn own_entry(&self, key: &Key, kind: Kind, file: &[u8]) -> Result<Option<usize>, Error> {
        let Ok(signed) = Signed::read(file) else { return Ok(None) };
        let (Some(signature), Ok(seal)) = (signed.signature, signed.seal(&kind)) else {
            return Ok(None);
        };
        let claim = Claim::entry(kind, seal.digest, signed.statement);
        let is_right = signed.statement == key.statement.as_bytes()
            && self.keys.is_own(&claim, &signature)?
            && kind.strip_trailer(file).is_ok();
        Ok(is_right.then_some(signed.sealed.len()))
    }

    /// Writes an entry: a payload with its trailer.
    pub fn put(&self, key: &Key, kind: Kind, sealed: &[u8]) -> Result<PathBuf, Error> {
        let path = self.path(key);
        let seal = Signed::read(sealed)
            .and_then(|file| file.seal(&kind))
            .map_err(|error| Error::Format { path: path.clone(), error })?;
        let statement = key.statement.as_bytes();
        let claim = Claim::entry(kind, seal.digest, statement);
        let Some(signature) = self.keys.sign(&claim)? else {
            return Err(Error::NoKey(self.keys.why_none()?.unwrap_or_default().into()));
        };
        self.write(&path, &append(sealed.to_vec(), statement, signature))?;
        Ok(path)
    }

    /// Says that something is not kept; what was made is used all the same.
    pub fn say_not_kept(&self, what: &str, error: &Error) {
        self.watching.remark(&format_args!(
            "{what} is not kept in the store, and will be made again: {error}"
        ));
    }

    fn place(&self, digest: Digest) -> PathBuf {
        let name = digest.to_string();
        self.root.join(OBJECTS).join(&name[..2]).join(&name[2..])
    }

    fn write(&self, path: &Path, content: &[u8]) -> Result<(), Error> {
        let folder = path.parent().unwrap_or(&self.root);
        make_private_folder(folder)
            .map_err(|error| Error::Write { path: folder.to_owned(), error })?;
        error::write(path, content)
    }
}

const OBJECTS: &str = "objects";
const MACHINES: &str = "machines";

/// Digest of the running program: another build may compile otherwise.
fn code_digest() -> Result<Digest, Error> {
    static DIGEST: OnceLock<Digest> = OnceLock::new();
    if let Some(digest) = DIGEST.get() {
        return Ok(*digest);
    }
    let path = PathBuf::from("/proc/self/exe");
    let digest = std::fs::File::open(&path)
        .and_then(Digest::of_reader)
        .map_err(|error| Error::Read { path, error })?;
    Ok(*DIGEST.get_or_init(|| digest))
}
