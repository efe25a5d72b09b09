//! Which 4 KiB pages of linear memory a request touches: in a counting request all of memory is made
//! inaccessible; the first touch of a page faults, and the fault handler marks and opens it.
//!
//! This works for code and for the agent's own copying alike. The kernel does not fault for us: pages that
//! a system call will use are touched beforehand ([`crate::wasi`]).

use std::ptr;
use std::sync::atomic::{AtomicPtr, AtomicU64, Ordering};

use preheat_formats::abi::HOST_PAGE;
use rustix::io::Errno;

use super::tables::SharedWords;
use crate::memory;

/// Pages of the largest memory.
const PAGES: usize = (4 << 30) / HOST_PAGE as usize;

/// The bitmap of the request that this process serves; null while nothing is counted. Per process: set
/// in the forked child only.
static MARKS: AtomicPtr<AtomicU64> = AtomicPtr::new(ptr::null_mut());

/// One bit per page, shared with the process that collects them.
#[derive(Debug)]
pub struct PageMap(SharedWords);

impl PageMap {
    pub fn new() -> Result<PageMap, Errno> {
        SharedWords::new(PAGES / 64).map(PageMap)
    }

    /// Closes all of memory and counts from now on, for the rest of this process.
    ///
    /// # Safety
    /// `m` is the `M` of the instance that runs, and its host keeps `self` alive.
    pub unsafe fn start(&self, m: *mut u8) -> Result<(), Errno> {
        MARKS.store(self.0.get().as_ptr().cast_mut(), Ordering::Release);
        // SAFETY: the memory of the instance; faults on it are handled from here on.
        let closed = unsafe { libc::mprotect(m.cast(), memory::size(m) as usize, libc::PROT_NONE) };
        if closed == 0 { Ok(()) } else { Err(Errno::NOMEM) }
    }

    /// Numbers of the marked pages; unmarks them.
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

/// Opens the page of a faulting address if it was closed to be counted. Async-signal-safe: one system
/// call and one atomic.
///
/// # Safety
/// `m` is the `M` of the instance that runs.
pub unsafe fn open(m: usize, address: usize) -> bool {
    let marks = MARKS.load(Ordering::Acquire);
    // SAFETY: an instance's M, as the caller promises.
    let size = unsafe { memory::size(m as *mut u8) } as usize;
    if marks.is_null() || address < m || address - m >= size {
        return false;
    }
    let page = (address - m) / HOST_PAGE as usize;
    // SAFETY: the bitmap has a bit for every page of the largest memory and outlives the request.
    unsafe { (*marks.add(page / 64)).fetch_or(1 << (page % 64), Ordering::Relaxed) };
    let start = m + page * HOST_PAGE as usize;
    let access = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: pages of the instance's memory. Should the system have too many mappings for one page alone, all
    // of memory is opened: pages go uncounted, the program goes on.
    unsafe {
        libc::mprotect(start as *mut _, HOST_PAGE as usize, access) == 0
            || libc::mprotect(m as *mut _, size, access) == 0
    }
}
