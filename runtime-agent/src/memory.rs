//! Linear memories. Their mappings are made by [`crate::instance`]; what code does with them is in
//! [`crate::builtins`].
//!
//! A memory grows in place inside its reservation by giving access to more pages of it.

use std::ops::Range;
use std::slice;

use preheat_formats::abi::{RESERVATION, WASM_PAGE};
use rustix::io::Errno;

/// One linear memory: where it lies and how large it may become. A handle; copies are the same memory.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    base: *mut u8,
    /// Its current size in bytes, in the instance header, where code reads it.
    size: *mut u64,
    max_pages: u32,
}

// SAFETY: it names addresses, which every thread sees alike; access to the bytes is unsafe anyway.
unsafe impl Send for Memory {}
// SAFETY: as above.
unsafe impl Sync for Memory {}

impl Memory {
    /// `max_pages` is by the module, in wasm pages.
    ///
    /// # Safety
    /// At `base` a reservation starts and `size` is a field of an instance header; both stay as long as the
    /// handle or a copy is used, and the first `*size` bytes are accessible (in a counting request the fault
    /// handler makes them so when they are touched).
    pub unsafe fn new(base: *mut u8, size: *mut u64, max_pages: u32) -> Memory {
        Memory { base, size, max_pages }
    }

    /// Current size in bytes.
    pub fn size(&self) -> u64 {
        // SAFETY: a field of the header, as `new` was promised.
        unsafe { *self.size }
    }

    /// Sets its size, for code and for us.
    ///
    /// # Safety
    /// So many bytes are accessible, or will be when they are touched; code of the instance does not run.
    pub unsafe fn set_size(&self, size: u64) {
        // SAFETY: a field of the header, as `new` was promised.
        unsafe { *self.size = size };
    }

    /// The most bytes that it may have, by the module.
    pub fn max_size(&self) -> u64 {
        u64::from(self.max_pages) * WASM_PAGE
    }

    pub fn base(&self) -> *mut u8 {
        self.base
    }

    /// Whether an address lies in the reservation, accessible or not. Async-signal-safe.
    pub fn reserves(&self, address: usize) -> bool {
        let start = self.base as usize;
        (start..start + RESERVATION as usize).contains(&address)
    }

    /// The accessible bytes.
    ///
    /// # Safety
    /// Code of the instance does not run, and no other such slice of this memory lives.
    pub unsafe fn bytes<'a>(&self) -> &'a mut [u8] {
        // SAFETY: as `new` was promised.
        unsafe { slice::from_raw_parts_mut(self.base, self.size() as usize) }
    }

    /// Changes what may be done with some of its addresses. Async-signal-safe.
    ///
    /// # Safety
    /// The range lies in the reservation, and access that somebody relies on is not taken away.
    pub unsafe fn protect(&self, range: Range<u64>, access: libc::c_int) -> Result<(), Errno> {
        let len = (range.end - range.start) as usize;
        if len == 0 {
            return Ok(());
        }
        // SAFETY: as the caller promises.
        let result =
            unsafe { libc::mprotect(self.base.add(range.start as usize).cast(), len, access) };
        if result == 0 { Ok(()) } else { Err(Errno::NOMEM) }
    }
}

/// All memories of an instance.
#[derive(Debug, Clone)]
pub struct Memories {
    pub all: Vec<Memory>,
    /// By whoever runs it: most bytes of all of them and the tables together; 0 is none.
    pub limit: u64,
}

impl Memories {
    /// Current size of all of them, in bytes.
    pub fn size(&self) -> u64 {
        self.all.iter().map(Memory::size).sum()
    }
}
