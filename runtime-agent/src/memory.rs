//! Linear memory: growing it, and the bulk operations on it. Its mapping is made by [`crate::instance`].
//!
//! Memory grows in place inside the reservation by giving access to more pages of it.

use std::slice;

use preheat_formats::Trap;
use preheat_formats::abi::{MEMORY_BYTES, WASM_PAGE};

use crate::counting::pages;
use crate::host::Host;

/// How large a memory may become.
#[derive(Debug, Clone, Copy)]
pub struct MemoryBounds {
    /// By the module, in wasm pages.
    pub max_pages: u32,
    /// By whoever runs it, in bytes; 0 is none.
    pub limit: u64,
}

impl MemoryBounds {
    fn allow(&self, bytes: u64) -> bool {
        bytes <= u64::from(self.max_pages) * WASM_PAGE && (self.limit == 0 || bytes <= self.limit)
    }
}

/// Current size in bytes.
///
/// # Safety
/// `m` is an instance's `M`.
pub unsafe fn size(m: *mut u8) -> u64 {
    // SAFETY: the header lies below M.
    unsafe { *m.offset(MEMORY_BYTES as isize).cast::<u64>() }
}

/// The accessible memory.
///
/// # Safety
/// `m` is an instance's `M`, its code does not run, and no other such slice lives.
pub unsafe fn bytes<'a>(m: *mut u8) -> &'a mut [u8] {
    // SAFETY: as the caller promises; the first `size` bytes are readable and writable (in a counting
    // request the fault handler makes them so when they are touched).
    unsafe { slice::from_raw_parts_mut(m, size(m) as usize) }
}

pub unsafe extern "sysv64" fn grow(m: *mut u8, delta: u32) -> u32 {
    // SAFETY: called by compiled code of this instance.
    let (host, old) = unsafe { (Host::of(m), size(m)) };
    let new = old + u64::from(delta) * WASM_PAGE;
    if !host.memory.allow(new) {
        return u32::MAX;
    }
    // While pages are counted, new ones stay closed until they are touched.
    if delta > 0 && !pages::are_counted() {
        // SAFETY: the range lies in the reservation and above all memory in use.
        let result = unsafe {
            libc::mprotect(
                m.add(old as usize).cast(),
                (new - old) as usize,
                libc::PROT_READ | libc::PROT_WRITE,
            )
        };
        if result != 0 {
            return u32::MAX;
        }
    }
    // SAFETY: the header lies below M.
    unsafe { *m.offset(MEMORY_BYTES as isize).cast::<u64>() = new };
    (old / WASM_PAGE) as u32
}

fn range(memory: &[u8], start: u32, len: u32) -> Option<std::ops::Range<usize>> {
    let (start, len) = (start as usize, len as usize);
    (start + len <= memory.len()).then(|| start..start + len)
}

pub unsafe extern "sysv64" fn copy(m: *mut u8, dst: u32, src: u32, len: u32) {
    // SAFETY: called by compiled code of this instance, which waits.
    let (host, memory) = unsafe { (Host::of(m), bytes(m)) };
    match (range(memory, src, len), range(memory, dst, len)) {
        (Some(from), Some(_)) => memory.copy_within(from, dst as usize),
        _ => host.trap(m, Trap::MemoryOutOfBounds),
    }
}

pub unsafe extern "sysv64" fn fill(m: *mut u8, dst: u32, byte: u32, len: u32) {
    // SAFETY: called by compiled code of this instance, which waits.
    let (host, memory) = unsafe { (Host::of(m), bytes(m)) };
    match range(memory, dst, len) {
        Some(to) => memory[to].fill(byte as u8),
        None => host.trap(m, Trap::MemoryOutOfBounds),
    }
}

pub unsafe extern "sysv64" fn init(m: *mut u8, segment: u32, dst: u32, src: u32, len: u32) {
    // SAFETY: called by compiled code of this instance, which waits.
    let (host, memory) = unsafe { (Host::of(m), bytes(m)) };
    let data = host.data.get(segment as usize).copied().unwrap_or_default();
    match (range(data, src, len), range(memory, dst, len)) {
        (Some(from), Some(to)) => memory[to].copy_from_slice(&data[from]),
        _ => host.trap(m, Trap::MemoryOutOfBounds),
    }
}

pub unsafe extern "sysv64" fn data_drop(m: *mut u8, segment: u32) {
    // SAFETY: called by compiled code of this instance.
    if let Some(data) = unsafe { Host::of(m) }.data.get_mut(segment as usize) {
        *data = &[];
    }
}
