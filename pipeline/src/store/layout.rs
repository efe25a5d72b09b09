//! Where things lie in the store's folder.

use std::path::{Path, PathBuf};

use preheat_formats::Digest;

/// Entries under their digests, in folders by the first two digits.
const OBJECTS: &str = "objects";
/// What the packager keeps.
const MACHINES: &str = "machines";
/// Whoever removes entries has it locked.
const HOUSEKEEPING: &str = "housekeeping.lock";

/// The store's folder.
#[derive(Debug, Clone)]
pub(super) struct Root(pub PathBuf);

impl Root {
    pub fn objects(&self) -> PathBuf {
        self.0.join(OBJECTS)
    }

    pub fn machines(&self) -> PathBuf {
        self.0.join(MACHINES)
    }

    pub fn housekeeping(&self) -> PathBuf {
        self.0.join(HOUSEKEEPING)
    }

    /// All that have to be their user's alone.
    pub fn folders(&self) -> [PathBuf; 3] {
        [self.0.clone(), self.objects(), self.machines()]
    }

    pub fn object(&self, digest: Digest) -> PathBuf {
        let name = digest.to_string();
        self.objects().join(&name[..2]).join(&name[2..])
    }

    /// The digest whose object lies at a path.
    pub fn digest_of(path: &Path) -> Option<Digest> {
        let rest = path.file_name()?.to_str()?;
        let first = path.parent()?.file_name()?.to_str()?;
        format!("{first}{rest}").parse().ok()
    }
}
