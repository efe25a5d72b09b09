//! What a forked process inherits of open files: its streams, and what it is told to keep.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, RawFd};

use crate::error::{AgentError, Result};

/// What stdin, stdout and stderr of a forked process are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Streams {
    /// Its parent's.
    Inherited,
    /// Nothing: the parent's are not the program's.
    Null,
}

/// Closes all other files. Gives what was stderr, if it is not any more.
pub fn leave(keep: &[RawFd], streams: Streams) -> Result<Option<File>> {
    let mut keep: Vec<u32> = keep.iter().map(|fd| *fd as u32).collect();
    keep.sort_unstable();
    // Behind the streams.
    let mut first = 3;
    for fd in keep.into_iter().filter(|fd| *fd >= 3) {
        close(first, fd - 1);
        first = fd + 1;
    }
    close(first, u32::MAX);
    match streams {
        Streams::Inherited => Ok(None),
        Streams::Null => replace_streams().map(Some).map_err(AgentError::system("open /dev/null")),
    }
}

fn replace_streams() -> io::Result<File> {
    let log = io::stderr().as_fd().try_clone_to_owned()?;
    let null = File::options().read(true).write(true).open("/dev/null")?;
    for number in 0..3 {
        // SAFETY: a plain system call; the numbers are stdin, stdout and stderr.
        if unsafe { libc::dup2(null.as_raw_fd(), number) } == -1 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(log.into())
}

fn close(first: u32, last: u32) {
    if first > last {
        return;
    }
    // SAFETY: whatever owned them belongs to the parent's part of the program, to which this process never
    // returns.
    let done = unsafe { libc::syscall(libc::SYS_close_range, first, last, 0) };
    if done != 0 {
        // A kernel before 5.9.
        let open = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
        let end = u64::from(last).min(open.unwrap_or(1 << 16).min(1 << 16)) as RawFd;
        for number in first as RawFd..=end {
            // SAFETY: as above.
            unsafe { libc::close(number) };
        }
    }
}
