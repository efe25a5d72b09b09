//! A file in memory that is nowhere else, and that nobody can change: what was checked is what the agent
//! opens, whatever becomes of the file that it came from.

use std::fs::File;
use std::os::fd::AsRawFd;
use std::path::PathBuf;

use preheat_packager::memory_file;
use rustix::io::FdFlags;

use crate::error::Error;

/// The file; it is gone when this is dropped and no process has it open.
#[derive(Debug)]
pub struct Held {
    file: File,
}

impl Held {
    pub fn of(content: &[u8]) -> Result<Held, Error> {
        let hold = || -> std::io::Result<File> {
            let file = memory_file::holding("preheat", content)?;
            // The agent, which is started or becomes this process, opens it.
            rustix::io::fcntl_setfd(&file, FdFlags::empty())?;
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
