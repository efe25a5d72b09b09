//! Linear memories: growing them, and the bulk operations on them. Their mappings are made by
//! [`crate::instance`].
//!
//! A memory grows in place inside its reservation by giving access to more pages of it.

use std::ops::Range;
use std::slice;

use preheat_formats::Trap;
use preheat_formats::abi::{RESERVATION, WASM_PAGE};
use rustix::io::Errno;

use crate::counting::pages;
use crate::host::Host;
use crate::table;

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

    /// Makes one larger and gives its old size in wasm pages; none if it may not become so large.
    /// `others` are bytes of other things that count against the limit.
    fn grow(&mut self, memory: usize, delta: u32, others: u64) -> Option<u32> {
        let total = self.size() + others;
        let memory = self.all[memory];
        let (old, more) = (memory.size(), u64::from(delta) * WASM_PAGE);
        if old + more > u64::from(memory.max_pages) * WASM_PAGE
            || self.limit != 0 && total + more > self.limit
        {
            return None;
        }
        // While pages are counted, new ones stay closed until they are touched.
        if !pages::are_counted() {
            // SAFETY: the range lies in the reservation and above all memory in use.
            unsafe { memory.protect(old..old + more, libc::PROT_READ | libc::PROT_WRITE) }.ok()?;
        }
        // SAFETY: a field of the header; code waits while we are borrowed.
        unsafe { *memory.size = old + more };
        Some((old / WASM_PAGE) as u32)
    }
}

fn range(len: u64, start: u32, wanted: u32) -> Option<Range<usize>> {
    let end = u64::from(start) + u64::from(wanted);
    (end <= len).then_some(start as usize..end as usize)
}

pub unsafe extern "sysv64" fn grow(m: *mut u8, memory: u32, delta: u32) -> u32 {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
    let tables = table::bytes(&host.tables);
    host.memories.grow(memory as usize, delta, tables).unwrap_or(u32::MAX)
}

pub unsafe extern "sysv64" fn copy(m: *mut u8, memories: u32, dst: u32, src: u32, len: u32) {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
    let to = host.memories.all[(memories & 0xffff) as usize];
    let from = host.memories.all[(memories >> 16) as usize];
    match (range(from.size(), src, len), range(to.size(), dst, len)) {
        // SAFETY: both ranges lie in their memories; they may overlap when both are one memory.
        (Some(source), Some(target)) => unsafe {
            std::ptr::copy(from.base.add(source.start), to.base.add(target.start), len as usize);
        },
        _ => host.trap(m, Trap::MemoryOutOfBounds),
    }
}

pub unsafe extern "sysv64" fn fill(m: *mut u8, memory: u32, dst: u32, byte: u32, len: u32) {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
    // SAFETY: as above.
    let bytes = unsafe { host.memories.all[memory as usize].bytes() };
    match range(bytes.len() as u64, dst, len) {
        Some(to) => bytes[to].fill(byte as u8),
        None => host.trap(m, Trap::MemoryOutOfBounds),
    }
}

pub unsafe extern "sysv64" fn init(
    m: *mut u8,
    memory: u32,
    segment: u32,
    dst: u32,
    src: u32,
    len: u32,
) {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
    let data = host.data.get(segment as usize).copied().unwrap_or_default();
    // SAFETY: as above.
    let bytes = unsafe { host.memories.all[memory as usize].bytes() };
    match (range(data.len() as u64, src, len), range(bytes.len() as u64, dst, len)) {
        (Some(from), Some(to)) => bytes[to].copy_from_slice(&data[from]),
        _ => host.trap(m, Trap::MemoryOutOfBounds),
    }
}

pub unsafe extern "sysv64" fn data_drop(m: *mut u8, segment: u32) {
    // SAFETY: called by compiled code of this instance.
    if let Some(data) = unsafe { Host::of(m) }.data.get_mut(segment as usize) {
        *data = &[];
    }
}
