//! How keys are kept: a folder that only its user may write, with the own key (`key`, which only its user may
//! read), and a file for each key that is trusted (`trusted/`, called as the key's digits; it holds a name
//! for people). A file for each, so that two who add keys at the same time lose nothing.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use preheat_formats::Digest;
use preheat_formats::signature::PublicKey;
use preheat_packager::staging::Staged;

use crate::error::Error;
use crate::ownership::{make_private_folder, used_by_us_only, written_by_us_only};

/// Before the digits of a secret key, so that nobody takes it for a public one.
const SECRET: &str = "ed25519-secret:";
/// Longest file in the folder: a key, or a name.
const LONGEST: u64 = 4096;
const LONGEST_NAME: usize = 200;

/// The folder of a user's keys.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
}

/// A key that is trusted, and what its user calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trusted {
    pub key: PublicKey,
    pub name: String,
}

/// Whether something was changed, or was so already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    Yes,
    No,
}

impl Folder {
    /// `$PREHEAT_KEYS`, or `preheat` in the user's folder of settings.
    pub fn of_user() -> Option<Folder> {
        let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let path = match (folder("PREHEAT_KEYS"), folder("XDG_CONFIG_HOME")) {
            (Some(path), _) => PathBuf::from(path),
            (None, Some(config)) => PathBuf::from(config).join("preheat"),
            (None, None) => PathBuf::from(folder("HOME")?).join(".config/preheat"),
        };
        Some(Folder { path })
    }

    pub fn at(path: &Path) -> Folder {
        Folder { path: path.to_owned() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The own key, if there is one. One that others may read, or put there, is an error.
    pub(super) fn read_own(&self) -> Result<Option<SigningKey>, Error> {
        if !self.check(&self.path)? {
            return Ok(None);
        }
        let path = self.own();
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::Keys { path, what: error.to_string() }),
        };
        let metadata = file.metadata().map_err(unreadable(&path))?;
        if let Err(shared) = used_by_us_only(&metadata) {
            return Err(Error::Keys { path, what: shared.to_string() });
        }
        let mut text = String::new();
        file.take(LONGEST).read_to_string(&mut text).map_err(unreadable(&path))?;
        let digits = text.trim_end().strip_prefix(SECRET);
        match digits.and_then(|digits| digits.parse::<Digest>().ok()) {
            Some(secret) => Ok(Some(SigningKey::from_bytes(&secret.0))),
            None => {
                let what = format!("is not a key: it should be `{SECRET}` and 64 digits");
                Err(Error::Keys { path, what })
            }
        }
    }

    /// Makes the own key, unless somebody else does so at the same time: then it is theirs. It is there whole
    /// or not at all.
    pub(super) fn make_own(&self) -> io::Result<()> {
        make_private_folder(&self.path)?;
        let mut secret = [0; 32];
        let filled = rustix::rand::getrandom(&mut secret, rustix::rand::GetRandomFlags::empty())?;
        if filled != secret.len() {
            return Err(io::Error::other("the system gives no random numbers"));
        }
        write_new(&self.path, &self.own(), format!("{SECRET}{}\n", Digest(secret)).as_bytes())
    }

    /// Why no key could be made.
    pub(super) fn unusable(&self, error: &io::Error) -> String {
        format!("no key can be kept in {}: {error}", self.path.display())
    }

    pub(super) fn gone(&self) -> String {
        format!("the key in {} was removed just now", self.path.display())
    }

    /// All keys that are trusted, besides the own one.
    pub fn trusted(&self) -> Result<Vec<Trusted>, Error> {
        let folder = self.trusted_folder();
        if !self.check(&self.path)? || !self.check(&folder)? {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for entry in fs::read_dir(&folder).map_err(unreadable(&folder))? {
            let entry = entry.map_err(unreadable(&folder))?;
            // Other files, say an editor's, are no keys.
            let Some(key) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
                continue;
            };
            let Digest(key) = key;
            found.push(Trusted { key: PublicKey(key), name: name_in(&entry.path()) });
        }
        found.sort_by_key(|trusted| trusted.key);
        Ok(found)
    }

    /// The name of a key, if it is trusted.
    pub fn name_of(&self, key: &PublicKey) -> Result<Option<String>, Error> {
        let path = self.file_of(key);
        if !self.check(&self.path)? || !self.check(&self.trusted_folder())? || !self.check(&path)? {
            return Ok(None);
        }
        Ok(Some(name_in(&path)))
    }

    /// Trusts a key from now on.
    pub fn trust(&self, key: &PublicKey, name: &str) -> Result<Changed, Error> {
        let folder = self.trusted_folder();
        let failed =
            |error: io::Error| Error::Keys { path: folder.clone(), what: error.to_string() };
        let changed = if self.name_of(key)?.is_some() { Changed::No } else { Changed::Yes };
        make_private_folder(&folder).map_err(failed)?;
        if changed == Changed::Yes {
            write_new(&folder, &self.file_of(key), format!("{name}\n").as_bytes())
                .map_err(failed)?;
        }
        Ok(changed)
    }

    /// Trusts a key no more.
    pub fn distrust(&self, key: &PublicKey) -> Result<Changed, Error> {
        let path = self.file_of(key);
        match fs::remove_file(&path) {
            Ok(()) => Ok(Changed::Yes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Changed::No),
            Err(error) => Err(Error::Keys { path, what: error.to_string() }),
        }
    }

    fn own(&self) -> PathBuf {
        self.path.join("key")
    }

    fn trusted_folder(&self) -> PathBuf {
        self.path.join("trusted")
    }

    fn file_of(&self, key: &PublicKey) -> PathBuf {
        self.trusted_folder().join(key.digits())
    }

    /// Whether something is there; an error if others may write it.
    fn check(&self, path: &Path) -> Result<bool, Error> {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) if is_absence(&error) => return Ok(false),
            Err(error) => return Err(unreadable(path)(error)),
        };
        match written_by_us_only(&metadata) {
            Ok(()) => Ok(true),
            Err(shared) => Err(Error::Keys { path: path.to_owned(), what: shared.to_string() }),
        }
    }
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |error| Error::Keys { path, what: format!("cannot be read: {error}") }
}

/// A name for people; what it holds cannot take over a terminal.
fn name_in(path: &Path) -> String {
    let mut text = Vec::new();
    let read = File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut text));
    let text = String::from_utf8_lossy(&text);
    let name = text.lines().next().unwrap_or_default();
    if read.is_err() { String::new() } else { printable(name) }
}

/// What of a name is kept.
pub fn printable(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect()
}

/// Writes a file that only we may read, whole or not at all; one that is there already stays.
fn write_new(folder: &Path, path: &Path, content: &[u8]) -> io::Result<()> {
    let mut staged = Staged::new_in(folder)?;
    staged.file.set_permissions(fs::Permissions::from_mode(0o600))?;
    staged.file.write_all(content)?;
    staged.file.sync_all()?;
    match staged.publish_new(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
