//! Who made a file: a block behind its seal. The seal proves that a file is whole, which anybody can make
//! true; the block says whose it is. Payload and seal are the same whoever signs, and readers that only need
//! a whole file pass over the block.
//!
//! | bytes | content |
//! |---|---|
//! | … | payload and trailer, as [`crate::seal`] has them |
//! | n | the statement: nothing in a file that is handed out; in an entry of a store, what the entry was made from |
//! | 128 | the block, little-endian, below |
//!
//! | bytes | field of the block |
//! |---|---|
//! | 0–7 | magic |
//! | 8–11 | version |
//! | 12–15 | n |
//! | 16–47 | public key of who signed, Ed25519 |
//! | 48–111 | signature of [`Claim::message`] |
//! | 112–119 | zero |
//! | 120–127 | magic again |
//!
//! This is about bytes. Keys, signing and whom to trust are the pipeline's; the agent does not ask.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::seal::{FormatError, Kind, SEAL_LEN, Seal};

/// Length of the block in bytes.
pub const BLOCK_LEN: usize = 128;
/// Longest statement: some lines of text.
pub const LONGEST_STATEMENT: usize = 1 << 16;
const MAGIC: [u8; 8] = *b"PREHEATS";
const VERSION: u32 = 1;
const NAME: &str = "signature";

/// Whom a signature is of. Written `ed25519:` and 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PublicKey(pub [u8; 32]);

impl PublicKey {
    /// Before the digits: nobody takes a key for a digest.
    pub const PREFIX: &str = "ed25519:";

    /// The digits alone.
    pub fn digits(&self) -> String {
        Digest(self.0).to_string()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", PublicKey::PREFIX, Digest(self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The text was no public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key is `ed25519:` and 64 hexadecimal digits, as `preheat keys` prints it")]
pub struct BadKey;

impl FromStr for PublicKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<PublicKey, BadKey> {
        let digits = text.strip_prefix(PublicKey::PREFIX).ok_or(BadKey)?;
        digits.parse().map(|Digest(bytes)| PublicKey(bytes)).map_err(|_| BadKey)
    }
}

/// Who signed, and the signature. Whether it holds is not said by its being here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Signature {
    pub key: PublicKey,
    pub bytes: [u8; 64],
}

impl From<Signature> for String {
    fn from(signature: Signature) -> String {
        let (halves, _) = signature.bytes.as_chunks();
        let digits: String = halves.iter().map(|half| Digest(*half).to_string()).collect();
        format!("{} {digits}", signature.key)
    }
}

impl TryFrom<String> for Signature {
    type Error = BadKey;

    fn try_from(text: String) -> Result<Signature, BadKey> {
        let (key, digits) = text.split_once(' ').ok_or(BadKey)?;
        let (first, second) = digits.split_at_checked(64).ok_or(BadKey)?;
        let half = |digits: &str| digits.parse().map(|Digest(half)| half).map_err(|_| BadKey);
        let mut bytes = [0; 64];
        bytes[..32].copy_from_slice(&half(first)?);
        bytes[32..].copy_from_slice(&half(second)?);
        Ok(Signature { key: key.parse()?, bytes })
    }
}

/// What a signature is for. One for a purpose holds for no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// "I made this file": it is handed out.
    File,
    /// "I put this into my store": nobody else uses it.
    Entry,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Purpose::File => "file",
            Purpose::Entry => "entry",
        }
    }
}

/// Everything that a signature vouches for.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    pub purpose: Purpose,
    pub kind: Kind,
    /// The one in the seal.
    pub digest: Digest,
    pub statement: &'a [u8],
}

impl<'a> Claim<'a> {
    /// Of a file that is handed out.
    pub fn file(kind: Kind, digest: Digest) -> Claim<'static> {
        Claim { purpose: Purpose::File, kind, digest, statement: &[] }
    }

    /// Of an entry of a store, made from what the statement says.
    pub fn entry(kind: Kind, digest: Digest, statement: &'a [u8]) -> Claim<'a> {
        Claim { purpose: Purpose::Entry, kind, digest, statement }
    }

    /// The bytes that are signed: nothing else of Preheat's, and nothing of another program's, is the same
    /// bytes.
    pub fn message(&self) -> Vec<u8> {
        let version = self.kind.version.to_le_bytes();
        let statement = Digest::of(self.statement);
        let parts: [&[u8]; 7] = [
            b"preheat signature 1\0",
            self.purpose.name().as_bytes(),
            b"\0",
            &self.kind.magic,
            &version,
            &self.digest.0,
            &statement.0,
        ];
        parts.concat()
    }
}

/// A block that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    pub signature: Signature,
    pub statement_len: usize,
}

impl Block {
    pub fn to_bytes(&self) -> [u8; BLOCK_LEN] {
        let mut out = [0; BLOCK_LEN];
        out[..8].copy_from_slice(&MAGIC);
        out[8..12].copy_from_slice(&VERSION.to_le_bytes());
        out[12..16].copy_from_slice(&(self.statement_len as u32).to_le_bytes());
        out[16..48].copy_from_slice(&self.signature.key.0);
        out[48..112].copy_from_slice(&self.signature.bytes);
        out[120..].copy_from_slice(&MAGIC);
        out
    }

    /// The block in the last bytes of a file; none if they are something else.
    pub fn read(bytes: &[u8; BLOCK_LEN]) -> Result<Option<Block>, FormatError> {
        if bytes[..8] != MAGIC || bytes[120..] != MAGIC {
            return Ok(None);
        }
        let number = |at: usize| u32::from_le_bytes(std::array::from_fn(|i| bytes[at + i]));
        if number(8) != VERSION {
            let (kind, found, supported) = (NAME, number(8), VERSION);
            return Err(FormatError::Version { kind, found, supported });
        }
        let statement_len = number(12) as usize;
        let malformed = |what: &str| FormatError::Malformed { kind: NAME, what: what.into() };
        if statement_len > LONGEST_STATEMENT {
            return Err(malformed("its statement is too long"));
        }
        if bytes[112..120] != [0; 8] {
            return Err(malformed("it holds something where nothing is"));
        }
        let key = PublicKey(std::array::from_fn(|i| bytes[16 + i]));
        let signature = Signature { key, bytes: std::array::from_fn(|i| bytes[48 + i]) };
        Ok(Some(Block { signature, statement_len }))
    }
}

/// How many bytes lie behind the seal of a file with these last ones.
pub fn tail_len(last: &[u8; BLOCK_LEN]) -> Result<u64, FormatError> {
    let block = Block::read(last)?;
    Ok(block.map_or(0, |block| (block.statement_len + BLOCK_LEN) as u64))
}

/// A file and what is behind its seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed<'a> {
    /// Payload and trailer.
    pub sealed: &'a [u8],
    pub statement: &'a [u8],
    pub signature: Option<Signature>,
}

impl<'a> Signed<'a> {
    /// Takes a file apart. Nothing of it has been checked.
    pub fn read(file: &'a [u8]) -> Result<Signed<'a>, FormatError> {
        let unsigned = Signed { sealed: file, statement: &[], signature: None };
        let Some((rest, block)) = file.split_last_chunk::<BLOCK_LEN>() else { return Ok(unsigned) };
        let Some(block) = Block::read(block)? else { return Ok(unsigned) };
        let Some(len) = rest.len().checked_sub(block.statement_len) else {
            let what = "its statement is longer than the file".into();
            return Err(FormatError::Malformed { kind: NAME, what });
        };
        let (sealed, statement) = rest.split_at(len);
        Ok(Signed { sealed, statement, signature: Some(block.signature) })
    }

    /// The seal, unchecked.
    pub fn seal(&self, kind: &Kind) -> Result<Seal, FormatError> {
        let trailer = self.sealed.last_chunk::<SEAL_LEN>();
        kind.read_trailer(trailer.ok_or(FormatError::NoTrailer(kind.name))?)
    }
}

/// Appends what says who made a file.
pub fn append(mut sealed: Vec<u8>, statement: &[u8], signature: Signature) -> Vec<u8> {
    sealed.extend_from_slice(statement);
    sealed.extend_from_slice(&Block { signature, statement_len: statement.len() }.to_bytes());
    sealed
}
