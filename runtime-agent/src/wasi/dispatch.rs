//! Calls of WASI, each to whoever serves it: the library, or a file of ours.

use preheat_formats::abi::Slot;
use rustix::io::Errno;

use super::arguments::{moves_nothing, range, touch, vectors, word};
use super::errno::{EIO, SUCCESS};
use super::functions::Function;
use super::library::Wasi;
use super::{folder, poll};
use crate::counting::pages;
use crate::stop::Stop;

impl Wasi {
    /// Calls a function; the result is an errno, if it has one.
    pub fn call(
        &mut self,
        function: &Function,
        memory: &mut [u8],
        args: &[Slot],
    ) -> Result<Option<i32>, Stop> {
        if pages::are_counted() {
            self.touch(function.name, memory, args)?;
        }
        match function.name {
            "fd_close" => self.folders.forget(word(args, 0)),
            "fd_renumber" => {
                self.folders.forget(word(args, 0));
                self.folders.forget(word(args, 1));
            }
            _ => {}
        }
        if function.call.is_some() {
            return self.ask_library(function, memory, args).map(Some);
        }
        match function.name {
            "fd_readdir" => folder::fd_readdir(self, memory, args).map(Some),
            "poll_oneoff" => poll::poll_oneoff(self, memory, args).map(Some),
            "random_get" => random_get(memory, args).map(Some),
            // The library's refuses codes from 126 on. Ours are the program's own, whatever they are.
            "proc_exit" => Err(Stop::Exit(word(args, 0))),
            other => Err(Stop::Failed(format!("no function {other}"))),
        }
    }

    /// While pages are counted they are closed until touched, and the kernel, unlike code, gets an
    /// error for a closed page. So the pages that it will copy to or from are touched here first.
    fn touch(&mut self, name: &str, memory: &[u8], args: &[Slot]) -> Result<(), Stop> {
        match name {
            "random_get" => touch(memory, word(args, 0), word(args, 1)),
            // Only what goes to and from files is the kernel's copying; streams are ours.
            "fd_read" | "fd_pread" | "fd_write" | "fd_pwrite"
                if poll::filetype(self, word(args, 0))? == Ok(poll::REGULAR_FILE) =>
            {
                for (start, len) in vectors(memory, args) {
                    touch(memory, start, len);
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// Whether a call is about to wait for the request: it reads something from fd 0, or polls it.
pub fn waits_for_stdin(function: &Function, memory: &[u8], args: &[Slot]) -> bool {
    match function.name {
        "fd_read" => word(args, 0) == 0 && !moves_nothing(function, memory, args),
        "poll_oneoff" => poll::waits_for_stdin(memory, args),
        _ => false,
    }
}

/// The kernel's random numbers, so that forks and clones do not share any.
fn random_get(memory: &mut [u8], args: &[Slot]) -> Result<i32, Stop> {
    let mut rest = range(memory, word(args, 0), word(args, 1) as usize)?;
    while !rest.is_empty() {
        match rustix::rand::getrandom(&mut *rest, rustix::rand::GetRandomFlags::empty()) {
            Ok(filled) => rest = &mut rest[filled..],
            Err(Errno::INTR) => {}
            Err(_) => return Ok(EIO),
        }
    }
    Ok(SUCCESS)
}
