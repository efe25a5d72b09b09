//! Who signs what is made here, and knows it again. Images are handed out and templates are kept in a cache,
//! and both are machine states: whoever can write one decides what a machine does. Keys are not the
//! packager's business, so the caller brings them.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use preheat_formats::signature::{Claim, Signature};

/// Signs with the user's own key.
pub trait Notary: fmt::Debug + Send + Sync {
    /// A signature of this; none if there is no key. An error says why keys cannot be used.
    fn sign(&self, claim: &Claim<'_>) -> Result<Option<Signature>, String>;

    /// Whether this is a signature of it by the own key, and not only by somebody's.
    fn is_own(&self, claim: &Claim<'_>, signature: &Signature) -> bool;
}

/// A folder that keeps what is made again if it is lost: unpacked kernels and templates.
#[derive(Debug, Clone)]
pub struct Cache {
    pub(crate) folder: PathBuf,
    pub(crate) notary: Option<Arc<dyn Notary>>,
}

impl Cache {
    /// A folder whose content is believed. It must be the user's alone.
    pub fn at(folder: &Path) -> Cache {
        Cache { folder: folder.to_owned(), notary: None }
    }

    /// A folder of whose templates only those are used that this notary has signed.
    pub fn signed(folder: &Path, notary: Arc<dyn Notary>) -> Cache {
        Cache { folder: folder.to_owned(), notary: Some(notary) }
    }
}

impl From<&Path> for Cache {
    fn from(folder: &Path) -> Cache {
        Cache::at(folder)
    }
}

impl From<&PathBuf> for Cache {
    fn from(folder: &PathBuf) -> Cache {
        Cache::at(folder)
    }
}
