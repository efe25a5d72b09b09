//! What folders hold, kept between the calls of a program that reads them.

use std::collections::BTreeMap;

/// Most bytes kept of folders other than the one that is being read; those that are dropped are read again.
const KEPT: usize = 64 << 20;

/// The folders that a program is in the middle of reading, by its fd.
#[derive(Debug, Default)]
pub struct Folders(BTreeMap<u32, Listing>);

impl Folders {
    /// An fd is closed, or is another folder from now on.
    pub fn forget(&mut self, fd: u32) {
        self.0.remove(&fd);
    }

    /// What was read of a folder.
    pub fn get(&self, fd: u32) -> Option<&Listing> {
        self.0.get(&fd)
    }

    pub fn keep(&mut self, fd: u32, listing: Listing) {
        if self.0.values().map(Listing::size).sum::<usize>() + listing.size() > KEPT {
            self.0.clear();
        }
        self.0.insert(fd, listing);
    }
}

/// A folder's entries as a program gets them, one behind the other.
#[derive(Debug, Default)]
pub struct Listing {
    entries: Vec<u8>,
    /// Where each begins. A cookie is an index.
    starts: Vec<usize>,
}

impl Listing {
    /// A `dirent` of the preview 1 witx file (24 bytes: next cookie, inode, length of the name, type), then
    /// the name.
    pub fn push(&mut self, inode: u64, kind: u8, name: &[u8]) {
        self.starts.push(self.entries.len());
        self.entries.extend((self.starts.len() as u64).to_le_bytes());
        self.entries.extend(inode.to_le_bytes());
        self.entries.extend((name.len() as u32).to_le_bytes());
        self.entries.extend([kind, 0, 0, 0]);
        self.entries.extend(name);
    }

    /// From the entry of this cookie on; nothing beyond the last.
    pub fn from(&self, cookie: u64) -> &[u8] {
        let start = usize::try_from(cookie).ok().and_then(|cookie| self.starts.get(cookie));
        &self.entries[start.copied().unwrap_or(self.entries.len())..]
    }

    fn size(&self) -> usize {
        self.entries.len() + size_of_val(&self.starts[..])
    }
}
