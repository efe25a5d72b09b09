//! The keys of this user: signing with the own one, and telling what it has signed.

use std::fmt;
use std::path::Path;
use std::sync::OnceLock;

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use preheat_formats::seal::Kind;
use preheat_formats::signature::{Claim, PublicKey, Signature, Signed, append};

use super::folder::Folder;
use crate::error::Error;
use crate::observer::Observer;

/// The keys in the user's folder. They are looked at when they are needed.
pub struct Keys {
    folder: Option<Folder>,
    own: OnceLock<Own>,
}

/// The key to sign with.
enum Own {
    Key(SigningKey),
    /// None can be made, and why.
    None(String),
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl Keys {
    /// The folder that the user's environment names. Nothing is made or read yet.
    pub fn of_user() -> Keys {
        Keys { folder: Folder::of_user(), own: OnceLock::new() }
    }

    /// Those in this folder.
    pub fn at(folder: &Path) -> Keys {
        Keys { folder: Some(Folder::at(folder)), own: OnceLock::new() }
    }

    /// Where they are kept.
    pub fn folder(&self) -> Result<&Folder, Error> {
        self.folder.as_ref().ok_or_else(|| Error::NoKey(NO_FOLDER.into()))
    }

    /// The own public key; made if there is none yet.
    pub fn public(&self) -> Result<PublicKey, Error> {
        match self.own()? {
            Own::Key(key) => Ok(public_of(key)),
            Own::None(why) => Err(Error::NoKey(why.clone())),
        }
    }

    /// The own public key, if there is one.
    pub fn public_if_made(&self) -> Result<Option<PublicKey>, Error> {
        if let Some(Own::Key(key)) = self.own.get() {
            return Ok(Some(public_of(key)));
        }
        let Some(folder) = &self.folder else { return Ok(None) };
        Ok(folder.read_own()?.as_ref().map(public_of))
    }

    /// Why nothing can be signed, if it cannot.
    pub fn why_none(&self) -> Result<Option<&str>, Error> {
        match self.own()? {
            Own::Key(_) => Ok(None),
            Own::None(why) => Ok(Some(why)),
        }
    }

    /// Signs; nothing if there is no key and none can be made.
    pub fn sign(&self, claim: &Claim<'_>) -> Result<Option<Signature>, Error> {
        Ok(match self.own()? {
            Own::Key(key) => {
                let bytes = key.sign(&claim.message()).to_bytes();
                Some(Signature { key: public_of(key), bytes })
            }
            Own::None(_) => None,
        })
    }

    /// A file with its trailer, signed as made here. Where there is no key it stays as it is, and the
    /// observer is told.
    pub fn sign_file(
        &self,
        kind: Kind,
        sealed: Vec<u8>,
        path: &Path,
        observer: &dyn Observer,
    ) -> Result<Vec<u8>, Error> {
        let seal = Signed::read(&sealed)
            .and_then(|file| file.seal(&kind))
            .map_err(|error| Error::Format { path: path.to_owned(), error })?;
        match self.sign(&Claim::file(kind, seal.digest))? {
            Some(signature) => Ok(append(sealed, &[], signature)),
            None => {
                self.say_unsigned(path, observer)?;
                Ok(sealed)
            }
        }
    }

    /// Says what a file that nobody signs is good for.
    pub fn say_unsigned(&self, path: &Path, observer: &dyn Observer) -> Result<(), Error> {
        if let Some(why) = self.why_none()? {
            observer.remark(&format_args!(
                "{} is not signed, so it needs --allow-unsigned wherever it is used: {why}",
                path.display()
            ));
        }
        Ok(())
    }

    /// Whether the own key signed this.
    pub fn is_own(&self, claim: &Claim<'_>, signature: &Signature) -> Result<bool, Error> {
        let own = self.public_if_made()?;
        Ok(own == Some(signature.key) && holds(claim, signature))
    }

    fn own(&self) -> Result<&Own, Error> {
        if let Some(own) = self.own.get() {
            return Ok(own);
        }
        let own = match &self.folder {
            None => Own::None(NO_FOLDER.into()),
            Some(folder) => match folder.read_own()? {
                Some(key) => Own::Key(key),
                None => match folder.make_own() {
                    Ok(()) => folder.read_own()?.map_or_else(|| Own::None(folder.gone()), Own::Key),
                    Err(error) => Own::None(folder.unusable(&error)),
                },
            },
        };
        Ok(self.own.get_or_init(|| own))
    }
}

/// For the packager, which has no keys.
impl preheat_packager::Notary for Keys {
    fn sign(&self, claim: &Claim<'_>) -> Result<Option<Signature>, String> {
        Keys::sign(self, claim).map_err(|error| error.to_string())
    }

    fn is_own(&self, claim: &Claim<'_>, signature: &Signature) -> bool {
        Keys::is_own(self, claim, signature).unwrap_or(false)
    }
}

const NO_FOLDER: &str = "there is no folder for a key: set PREHEAT_KEYS or HOME";

/// Whether a signature is one of this, by the key that it names.
pub fn holds(claim: &Claim<'_>, signature: &Signature) -> bool {
    let key = VerifyingKey::from_bytes(&signature.key.0);
    let signature = ed25519_dalek::Signature::from_bytes(&signature.bytes);
    key.is_ok_and(|key| key.verify_strict(&claim.message(), &signature).is_ok())
}

fn public_of(key: &SigningKey) -> PublicKey {
    PublicKey(key.verifying_key().to_bytes())
}
