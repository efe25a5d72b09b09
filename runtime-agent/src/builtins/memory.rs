//! What code asks for that concerns its memories: growing them, and the bulk operations.

use std::ops::Range;

use preheat_formats::Trap;
use preheat_formats::abi::WASM_PAGE;

use crate::counting::pages;
use crate::host::Host;
use crate::table;

fn range(len: u64, start: u32, wanted: u32) -> Option<Range<usize>> {
    let end = u64::from(start) + u64::from(wanted);
    (end <= len).then_some(start as usize..end as usize)
}

/// Makes a memory larger and gives its old size in wasm pages; none if it may not become so large.
fn grown(host: &mut Host, memory: usize, delta: u32) -> Option<u32> {
    let limit = host.memories.limit;
    let total = host.memories.size() + table::bytes(&host.tables);
    let memory = host.memories.all[memory];
    let (old, more) = (memory.size(), u64::from(delta) * WASM_PAGE);
    if old + more > memory.max_size() || limit != 0 && total + more > limit {
        return None;
    }
    // While pages are counted, new ones stay closed until they are touched.
    if !pages::are_counted() {
        // SAFETY: the range lies in the reservation and above all memory in use.
        unsafe { memory.protect(old..old + more, libc::PROT_READ | libc::PROT_WRITE) }.ok()?;
    }
    // SAFETY: made accessible just now, and code waits while we are borrowed.
    unsafe { memory.set_size(old + more) };
    Some((old / WASM_PAGE) as u32)
}

pub unsafe extern "sysv64" fn grow(m: *mut u8, memory: u32, delta: u32) -> u32 {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
    grown(host, memory as usize, delta).unwrap_or(u32::MAX)
}

pub unsafe extern "sysv64" fn copy(m: *mut u8, memories: u32, dst: u32, src: u32, len: u32) {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
    let to = host.memories.all[(memories & 0xffff) as usize];
    let from = host.memories.all[(memories >> 16) as usize];
    match (range(from.size(), src, len), range(to.size(), dst, len)) {
        // SAFETY: both ranges lie in their memories; they may overlap when both are one memory.
        (Some(source), Some(target)) => unsafe {
            std::ptr::copy(
                from.base().add(source.start),
                to.base().add(target.start),
                len as usize,
            );
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
