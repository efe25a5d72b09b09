//! Files whose seal stands behind the payload, perhaps followed by who made them ([`crate::signature`]),
//! which is passed over here.

use crate::digest::Digest;
use crate::seal::{FormatError, Kind, SEAL_LEN, Seal};
use crate::signature::Signed;

impl Kind {
    /// Payload followed by its trailer.
    pub fn append_trailer(&self, mut payload: Vec<u8>) -> Vec<u8> {
        let seal = Seal { payload_len: payload.len() as u64, digest: Digest::of(&payload) };
        payload.extend_from_slice(&self.seal(seal));
        payload
    }

    /// Checks a file with a trailer whole and gives its payload. Who signed it, if anyone did, is not asked.
    pub fn strip_trailer<'a>(&self, file: &'a [u8]) -> Result<&'a [u8], FormatError> {
        let sealed = Signed::read(file)?.sealed;
        let (payload, trailer) =
            sealed.split_last_chunk::<SEAL_LEN>().ok_or(FormatError::NoTrailer(self.name))?;
        self.check(&self.read_trailer(trailer)?, payload)
    }

    /// As [`Kind::read_seal`], for a trailer, which may have been cut off.
    pub fn read_trailer(&self, trailer: &[u8; SEAL_LEN]) -> Result<Seal, FormatError> {
        self.read_seal(trailer).map_err(|error| match error {
            FormatError::NotThisKind(name) => FormatError::NoTrailer(name),
            other => other,
        })
    }
}
