//! The envelope of every file of ours: it says what the file is and proves that it is whole.
//!
//! Two forms. *Sealed* (profiles): a 64-byte header, then the payload.
//! *Trailed* (artifacts, images): a payload that must start at byte 0 because other tools read it
//! (ELF, qcow2), then a 64-byte trailer; [`crate::trailer`] has those.
//! Header and trailer have the same layout, little-endian:
//!
//! | bytes | field |
//! |---|---|
//! | 0–7 | magic, names the kind of file |
//! | 8–11 | format version |
//! | 12–15 | zero |
//! | 16–23 | length of the payload in bytes |
//! | 24–55 | BLAKE3 digest of the payload |
//! | 56–63 | magic again |

use crate::digest::Digest;

/// Length of a header or trailer in bytes.
pub const SEAL_LEN: usize = 64;

/// A kind of file with its current version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    pub magic: [u8; 8],
    pub version: u32,
    /// What people call it: "artifact", "profile".
    pub name: &'static str,
}

/// Why a file of ours was refused. Nothing of it has been used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    #[error("not a Preheat {0}")]
    NotThisKind(&'static str),
    #[error("not a Preheat {0}, or one that was cut short: its trailer is missing")]
    NoTrailer(&'static str),
    #[error("truncated {kind}: {found} bytes, {needed} expected")]
    Truncated { kind: &'static str, found: u64, needed: u64 },
    #[error(
        "{kind} has format version {found}, this Preheat reads version {supported}: make it again"
    )]
    Version { kind: &'static str, found: u32, supported: u32 },
    #[error("corrupt {0}: its content does not match its digest")]
    Digest(&'static str),
    #[error("corrupt {0}: its signature is not one of its digest by the key that it names")]
    Signature(&'static str),
    #[error("corrupt {kind}: {what}")]
    Malformed { kind: &'static str, what: String },
}

/// The decoded fields of a header or trailer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    pub payload_len: u64,
    pub digest: Digest,
}

impl Kind {
    /// The 64 bytes for a payload.
    pub fn seal(&self, seal: Seal) -> [u8; SEAL_LEN] {
        let mut out = [0; SEAL_LEN];
        out[0..8].copy_from_slice(&self.magic);
        out[8..12].copy_from_slice(&self.version.to_le_bytes());
        out[16..24].copy_from_slice(&seal.payload_len.to_le_bytes());
        out[24..56].copy_from_slice(&seal.digest.0);
        out[56..64].copy_from_slice(&self.magic);
        out
    }

    /// Reads the 64 bytes back; checks kind and version, not the payload.
    pub fn read_seal(&self, bytes: &[u8; SEAL_LEN]) -> Result<Seal, FormatError> {
        if bytes[0..8] != self.magic || bytes[56..64] != self.magic {
            return Err(FormatError::NotThisKind(self.name));
        }
        let version = u32::from_le_bytes(bytes[8..12].try_into().expect("four bytes"));
        if version != self.version {
            let (kind, supported) = (self.name, self.version);
            return Err(FormatError::Version { kind, found: version, supported });
        }
        let payload_len = u64::from_le_bytes(bytes[16..24].try_into().expect("eight bytes"));
        let digest = Digest(bytes[24..56].try_into().expect("32 bytes"));
        Ok(Seal { payload_len, digest })
    }

    /// Header and payload in one.
    pub fn wrap(&self, payload: &[u8]) -> Vec<u8> {
        let seal = Seal { payload_len: payload.len() as u64, digest: Digest::of(payload) };
        [&self.seal(seal)[..], payload].concat()
    }

    /// Checks a wrapped file whole and gives its payload.
    pub fn unwrap<'a>(&self, file: &'a [u8]) -> Result<&'a [u8], FormatError> {
        let (header, payload) =
            file.split_first_chunk::<SEAL_LEN>().ok_or(FormatError::NotThisKind(self.name))?;
        self.check(&self.read_seal(header)?, payload)
    }

    /// Checks a payload against its seal.
    pub(crate) fn check<'a>(
        &self,
        seal: &Seal,
        payload: &'a [u8],
    ) -> Result<&'a [u8], FormatError> {
        if seal.payload_len != payload.len() as u64 {
            return Err(FormatError::Truncated {
                kind: self.name,
                found: payload.len() as u64,
                needed: seal.payload_len,
            });
        }
        if Digest::of(payload) != seal.digest {
            return Err(FormatError::Digest(self.name));
        }
        Ok(payload)
    }
}
