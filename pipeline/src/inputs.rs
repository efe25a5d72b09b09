//! Reads files that come from anywhere: what a file is and how long, before its content. Of a file that is
//! not what is wanted only the start is read, of which its parser then says what is wrong.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use preheat_formats::protocol::MAX_PAYLOAD;
use preheat_formats::{artifact, profile};

use crate::error::Error;

/// What can be read.
pub struct Kind {
    what: &'static str,
    /// How such files start; empty: in any way.
    starts: &'static [&'static [u8]],
    /// Most bytes of one.
    most: u64,
}

impl Kind {
    fn starts(&self, content: &[u8]) -> bool {
        self.starts.is_empty() || self.starts.iter().any(|start| content.starts_with(start))
    }

    fn too_long(&self, path: &Path) -> Error {
        let what = format!("longer than the {} bytes that a {} may have", self.most, self.what);
        Error::Input { path: path.to_owned(), what }
    }
}

/// As engines in browsers have it.
const LARGEST_MODULE: u64 = 1 << 30;

pub const MODULE: Kind = Kind { what: "module", starts: &[b"\0asm"], most: LARGEST_MODULE };
pub const ARTIFACT: Kind = Kind { what: "artifact", starts: &[artifact::ELF_MAGIC], most: 2 << 30 };
pub const PROGRAM: Kind =
    Kind { what: "module or artifact", starts: &[b"\0asm", artifact::ELF_MAGIC], most: 2 << 30 };
pub const PROFILE: Kind = Kind { what: "profile", starts: &[&profile::KIND.magic], most: 1 << 30 };
pub const PLAN: Kind = Kind { what: "plan", starts: &[b"{"], most: 256 << 20 };
/// One request's stdin; it has to fit a frame.
pub const REQUEST: Kind = Kind { what: "request", starts: &[], most: MAX_PAYLOAD as u64 };

/// The longest of the starts.
const START: u64 = 8;

/// Reads a file of this kind, or the start of one that is none.
pub fn read(path: &Path, kind: &Kind) -> Result<Vec<u8>, Error> {
    let unreadable = |error| Error::Read { path: path.to_owned(), error };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    let too_long = metadata.is_file() && metadata.len() > kind.most;
    // Of a file that is too long the start says whether it is one of these at all.
    read_from(file.take(if too_long { START } else { u64::MAX }), path, kind).and_then(|content| {
        if too_long && kind.starts(&content) { Err(kind.too_long(path)) } else { Ok(content) }
    })
}

/// As [`read`], from a stream that `path` only names.
pub fn read_from(from: impl Read, path: &Path, kind: &Kind) -> Result<Vec<u8>, Error> {
    let unreadable = |error| Error::Read { path: path.to_owned(), error };
    let mut content = Vec::new();
    // One byte more shows that there is more than may be.
    let mut from = from.take(kind.most + 1);
    from.by_ref().take(START).read_to_end(&mut content).map_err(unreadable)?;
    if !kind.starts(&content) {
        return Ok(content);
    }
    from.read_to_end(&mut content).map_err(unreadable)?;
    if content.len() as u64 > kind.most {
        return Err(kind.too_long(path));
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Fault;

    const KIND: Kind = Kind { what: "thing", starts: &[b"abc", b"xyz1"], most: 100 };

    fn read_of(content: &[u8]) -> Result<Vec<u8>, Error> {
        read_from(content, Path::new("x"), &KIND)
    }

    #[test]
    fn what_is_no_such_thing_is_not_read_on() {
        assert_eq!(read_of(b"abcdefghijkl").unwrap(), b"abcdefghijkl");
        assert_eq!(read_of(b"hello, world").unwrap(), b"hello, w");
        assert_eq!(read_of(b"").unwrap(), b"");
        // It has no end.
        assert_eq!(read(Path::new("/dev/zero"), &KIND).unwrap(), [0; 8]);
    }

    #[test]
    fn what_is_too_long_is_refused() {
        let text = |len: usize| [b"xyz1".to_vec(), vec![0; len - 4]].concat();
        assert_eq!(read_of(&text(100)).unwrap().len(), 100);
        let error = read_of(&text(101)).unwrap_err();
        assert_eq!(error.to_string(), "x: longer than the 100 bytes that a thing may have");
        assert_eq!(error.fault(), Fault::Input);
    }
}
