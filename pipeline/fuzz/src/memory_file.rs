//! Bytes as a file that is nowhere, for readers that want one.

use std::fs::File;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::path::PathBuf;

use rustix::fs::{MemfdFlags, memfd_create};

pub struct MemoryFile(pub File);

impl MemoryFile {
    pub fn of(bytes: &[u8]) -> MemoryFile {
        let file = memfd_create("bytes", MemfdFlags::CLOEXEC).expect("a file in memory");
        let mut file = File::from(file);
        file.write_all(bytes).expect("room in memory");
        MemoryFile(file)
    }

    /// A name by which it can be opened while it lives.
    pub fn path(&self) -> PathBuf {
        format!("/proc/self/fd/{}", self.0.as_raw_fd()).into()
    }
}
