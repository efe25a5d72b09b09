//! A file in memory that is nowhere else, and that nobody can change: what was checked is what the agent opens, whatever
//! becomes of the file that it came from.

use std::fs::File;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::path::PathBuf;

use rustix::fs::{MemfdFlags, SealFlags};

use crate::error::Error;

/// The file; it is gone when this is dropped and no process has it open.
#[derive(Debug)]
pub struct Held {
    file: File,
}

impl Held {
    pub fn of(content: &[u8]) -> Result<Held, Error> {
        let hold = || -> std::io::Result<File> {
            // Without close-on-exec: the agent, which is started or becomes this process, opens it.
            let fd = rustix::fs::memfd_create("preheat", MemfdFlags::ALLOW_SEALING)?;
            let mut file = File::from(fd);
            file.write_all(content)?;
            let all = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL;
            rustix::fs::fcntl_add_seals(&file, all)?;
            Ok(file)
        };
        let path = PathBuf::from("a file in memory");
        Ok(Held { file: hold().map_err(|error| Error::Write { path, error })? })
    }

    /// Its name in this process and in what it starts.
    pub fn path(&self) -> PathBuf {
        format!("/proc/self/fd/{}", self.file.as_raw_fd()).into()
    }
}
