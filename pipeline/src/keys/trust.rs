//! Whether a file from elsewhere is used: native code and machine states do what their maker wrote, so the
//! question is who that is. A file that is damaged, or whose signature does not hold, is refused whatever is
//! allowed.

use std::path::Path;

use preheat_formats::manifest;
use preheat_formats::seal::Kind;
use preheat_formats::signature::{Claim, PublicKey, Signature, Signed};
use preheat_formats::{Digest, FormatError};

use super::keyring::{Keys, holds};
use crate::error::Error;

/// Whose files are used besides the own ones.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// For this once.
    pub trust: Vec<PublicKey>,
    /// Also files that nobody has signed, or somebody unknown.
    pub allow_unsigned: bool,
}

/// Who made a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Maker {
    /// This user.
    Own(PublicKey),
    /// Somebody who is trusted always, under this name, or for this once.
    Trusted { key: PublicKey, name: Option<String> },
    /// Somebody unknown.
    Unknown(PublicKey),
    /// Nobody says so.
    Unsigned,
}

/// What runs if a file of this kind is used.
fn content_of(kind: Kind) -> &'static str {
    if kind.magic == manifest::KIND.magic {
        "a machine's state and native code"
    } else {
        "native code"
    }
}

impl Maker {
    /// The key that signed.
    pub fn key(&self) -> Option<PublicKey> {
        match self {
            Maker::Own(key) | Maker::Trusted { key, .. } | Maker::Unknown(key) => Some(*key),
            Maker::Unsigned => None,
        }
    }
}

/// A file that may be used: whole, and made by somebody who may make it.
#[derive(Debug)]
pub struct Admitted {
    /// Payload and trailer.
    pub sealed: Vec<u8>,
    pub maker: Maker,
}

impl Keys {
    /// Checks a file that was read, its seal first. `path` is only named in errors.
    pub fn admit(
        &self,
        trust: &Trust,
        path: &Path,
        kind: Kind,
        mut file: Vec<u8>,
    ) -> Result<Admitted, Error> {
        let bad = |error| Error::Format { path: path.to_owned(), error };
        let signed = Signed::read(&file).map_err(bad)?;
        let payload = kind.strip_trailer(&file).map_err(bad)?;
        let digest = signed.seal(&kind).map_err(bad)?.digest;
        debug_assert_eq!(Digest::of(payload), digest);
        if !signed.statement.is_empty() {
            let what = "an entry of a store is for that store only: use `preheat compile`".into();
            return Err(Error::Input { path: path.to_owned(), what });
        }
        let maker = self.admit_digest(trust, path, kind, digest, signed.signature.as_ref())?;
        let len = signed.sealed.len();
        file.truncate(len);
        Ok(Admitted { sealed: file, maker })
    }

    /// Checks who made what has this digest, which its content was found to have.
    pub fn admit_digest(
        &self,
        trust: &Trust,
        path: &Path,
        kind: Kind,
        digest: Digest,
        signature: Option<&Signature>,
    ) -> Result<Maker, Error> {
        let maker = self.maker(trust, path, kind, digest, signature)?;
        let path = path.to_owned();
        match maker {
            Maker::Unknown(key) if !trust.allow_unsigned => {
                Err(Error::Untrusted { path, holds: content_of(kind), key })
            }
            Maker::Unsigned if !trust.allow_unsigned => {
                Err(Error::Unsigned { path, holds: content_of(kind) })
            }
            maker => Ok(maker),
        }
    }

    /// Who made what has this digest; an error if the signature is not one of it.
    pub fn maker(
        &self,
        trust: &Trust,
        path: &Path,
        kind: Kind,
        digest: Digest,
        signature: Option<&Signature>,
    ) -> Result<Maker, Error> {
        let Some(signature) = signature else { return Ok(Maker::Unsigned) };
        if !holds(&Claim::file(kind, digest), signature) {
            let error = FormatError::Signature(kind.name);
            return Err(Error::Format { path: path.to_owned(), error });
        }
        let key = signature.key;
        if trust.trust.contains(&key) {
            return Ok(Maker::Trusted { key, name: None });
        }
        if self.public_if_made()? == Some(key) {
            return Ok(Maker::Own(key));
        }
        let Ok(folder) = self.folder() else { return Ok(Maker::Unknown(key)) };
        Ok(match folder.name_of(&key)? {
            Some(name) => Maker::Trusted { key, name: Some(name) },
            None => Maker::Unknown(key),
        })
    }
}

impl std::fmt::Display for Maker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Maker::Own(_) => f.write_str("this user"),
            Maker::Trusted { key, name: Some(name) } if !name.is_empty() => {
                write!(f, "{name} ({key}), who is trusted")
            }
            Maker::Trusted { key, .. } => write!(f, "{key}, which is trusted"),
            Maker::Unknown(key) => write!(f, "{key}, which is not trusted here"),
            Maker::Unsigned => f.write_str("nobody knows: it is not signed"),
        }
    }
}
