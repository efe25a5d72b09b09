//! The store: everything derived, under the digest of what it was derived from and of the code that
//! derived it. An entry is written to a temporary name and renamed, so it is whole or absent.
//!
//! The folder is `$PREHEAT_STORE`, or `preheat` in the user's cache folder. It can be deleted at any
//! time. What an entry holds, and how it is checked before use, its reader knows.

use std::path::PathBuf;
use std::sync::OnceLock;

use preheat_formats::Digest;

use crate::error::{self, Error};

#[derive(Debug, Clone)]
pub struct Store {
    root: PathBuf,
}

/// The name of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(Digest);

impl Key {
    /// From a kind of thing and all that it depends on; the code of this very program, and the LLVM that it
    /// runs with, are added.
    pub fn new(kind: &str, inputs: &[&dyn std::fmt::Display]) -> Result<Key, Error> {
        let llvm = preheat_passes::compile::llvm_version();
        let mut text = format!("{kind}\0{}\0{llvm}", code_digest()?);
        for input in inputs {
            text.push_str(&format!("\0{input}"));
        }
        Ok(Key(Digest::of(text.as_bytes())))
    }
}

impl Store {
    /// The user's store; its folder is made when something is put there.
    pub fn open() -> Result<Store, Error> {
        let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let root = match folder("PREHEAT_STORE") {
            Some(root) => PathBuf::from(root),
            None => match folder("XDG_CACHE_HOME") {
                Some(cache) => PathBuf::from(cache).join("preheat"),
                None => PathBuf::from(folder("HOME").ok_or(Error::NoStore)?).join(".cache/preheat"),
            },
        };
        Ok(Store { root })
    }

    /// A store in this folder.
    pub fn at(root: PathBuf) -> Store {
        Store { root }
    }

    pub fn root(&self) -> &std::path::Path {
        &self.root
    }

    /// Where the packager keeps boot files and templates.
    pub fn machines(&self) -> PathBuf {
        self.root.join("machines")
    }

    /// Where an entry lies, whether it is there or not.
    pub fn path(&self, key: Key) -> PathBuf {
        let name = key.0.to_string();
        self.root.join("objects").join(&name[..2]).join(&name[2..])
    }

    /// Keeps a module, so that a profile of it can be explained later.
    pub fn put_module(&self, digest: Digest, wasm: &[u8]) -> Result<(), Error> {
        self.put(Key(digest), wasm).map(drop)
    }

    /// The module with this digest, if it was kept.
    pub fn get_module(&self, digest: Digest) -> Option<Vec<u8>> {
        self.get(Key(digest)).filter(|wasm| Digest::of(wasm) == digest)
    }

    /// Reads an entry.
    pub fn get(&self, key: Key) -> Option<Vec<u8>> {
        std::fs::read(self.path(key)).ok()
    }

    /// Writes an entry.
    pub fn put(&self, key: Key, content: &[u8]) -> Result<PathBuf, Error> {
        let path = self.path(key);
        let folder = path.parent().expect("an entry lies in a folder");
        std::fs::create_dir_all(folder)
            .map_err(|error| Error::Write { path: folder.to_owned(), error })?;
        error::write(&path, content)?;
        Ok(path)
    }
}

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
