//! Which 4 KiB pages of linear memory a request touches: in a counting request all of memory is made
//! inaccessible; the first touch of a page faults, and the fault handler marks and opens it.
//!
//! This works for code and for the agent's own copying alike. The kernel does not fault for us: pages that
//! a system call will use are touched beforehand ([`crate::wasi`]).

use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

use preheat_formats::abi::HOST_PAGE;
use preheat_formats::profile::PAGES_PER_MEMORY;
use rustix::io::Errno;

use super::tables::SharedWords;
use crate::memory::Memory;

const PAGES: usize = PAGES_PER_MEMORY as usize;
const OPEN: libc::c_int = libc::PROT_READ | libc::PROT_WRITE;

/// The bitmap of the request that this process serves; null while nothing is counted. Per process: set
/// in the forked child only.
static MARKS: AtomicPtr<AtomicU64> = AtomicPtr::new(ptr::null_mut());

/// One bit per page, shared with the process that collects them.
#[derive(Debug)]
pub struct PageMap(SharedWords);

impl PageMap {
    pub fn new(memories: usize) -> Result<PageMap, Errno> {
        SharedWords::new(memories * PAGES / 64).map(PageMap)
    }

    /// Closes all of memory and counts from now on, for the rest of this process.
    ///
    /// # Safety
    /// These are the memories of the instance that runs, as many as the map was made for, and its host keeps
    /// `self` alive.
    pub unsafe fn start(&self, memories: &[Memory]) -> Result<(), Errno> {
        MARKS.store(self.0.get().as_ptr().cast_mut(), Ordering::Release);
        memories.iter().try_for_each(|memory| {
            // SAFETY: faults on it are handled from here on.
            unsafe { memory.protect(0..memory.size(), libc::PROT_NONE) }
        })
    }

    /// Numbers of the marked pages, as a profile has them; unmarks them.
    pub fn take(&self) -> Vec<u32> {
        let mut pages = Vec::new();
        for (index, word) in self.0.get().iter().enumerate() {
            let mut bits = word.load(Ordering::Relaxed);
            if bits != 0 {
                word.store(0, Ordering::Relaxed);
            }
            while bits != 0 {
                pages.push(64 * index as u32 + bits.trailing_zeros());
                bits &= bits - 1;
            }
        }
        pages
    }
}

/// Whether this process counts pages.
pub fn are_counted() -> bool {
    !MARKS.load(Ordering::Acquire).is_null()
}

/// Opens the page of a faulting address if it was closed to be counted. Async-signal-safe: system calls and
/// one atomic.
///
/// # Safety
/// These are the memories of the instance that runs.
pub unsafe fn open(memories: &[Memory], address: usize) -> bool {
    let marks = MARKS.load(Ordering::Acquire);
    let closed = |memory: &&Memory| {
        let offset = address.wrapping_sub(memory.base() as usize);
        (offset as u64) < memory.size()
    };
    let found = memories.iter().enumerate().find(|(_, memory)| closed(memory));
    let (false, Some((index, memory))) = (marks.is_null(), found) else { return false };
    let page = (address - memory.base() as usize) as u64 / HOST_PAGE;
    let mark = index * PAGES + page as usize;
    // SAFETY: the bitmap has a bit for every page of every memory and outlives the request. Should the system
    // have too many mappings for one page alone, all of the memory is opened: pages go uncounted, the program
    // goes on.
    unsafe {
        (*marks.add(mark / 64)).fetch_or(1 << (mark % 64), Ordering::Relaxed);
        memory.protect(page * HOST_PAGE..(page + 1) * HOST_PAGE, OPEN).is_ok()
            || memory.protect(0..memory.size(), OPEN).is_ok()
    }
}
