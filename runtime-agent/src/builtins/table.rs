//! What code asks for that concerns its tables: growing them, and the bulk operations.

use preheat_formats::Trap;
use preheat_formats::abi::TableDescriptor;

use crate::host::Host;
use crate::table::{ENTRY, bytes};

fn range(entries: &[u64], start: u32, len: u32) -> Option<std::ops::Range<usize>> {
    let (start, len) = (start as usize, len as usize);
    (start + len <= entries.len()).then(|| start..start + len)
}

pub unsafe extern "sysv64" fn grow(m: *mut u8, table: u32, value: u64, delta: u32) -> u32 {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
    let more = u64::from(delta) * ENTRY;
    let used = host.memories.size() + bytes(&host.tables);
    if host.memories.limit != 0 && used + more > host.memories.limit {
        return u32::MAX;
    }
    let table = &host.tables[table as usize];
    // SAFETY: the descriptor is the table's own.
    let descriptor = unsafe { &mut *table.descriptor };
    let old = descriptor.len;
    let new = old + u64::from(delta);
    if new > u64::from(table.max) {
        return u32::MAX;
    }
    descriptor.len = new;
    // SAFETY: as above; code waits.
    let entries = unsafe { table.entries() };
    entries[old as usize..].fill(value);
    old as u32
}

pub unsafe extern "sysv64" fn copy(m: *mut u8, tables: u32, dst: u32, src: u32, len: u32) {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
    let (to, from) = ((tables & 0xffff) as usize, (tables >> 16) as usize);
    // SAFETY: the descriptors are the tables' own; code waits.
    let (to, from) = unsafe { (*host.tables[to].descriptor, *host.tables[from].descriptor) };
    let fits = |start: u32, table: TableDescriptor| u64::from(start) + u64::from(len) <= table.len;
    if !fits(src, from) || !fits(dst, to) {
        return host.trap(m, Trap::TableOutOfBounds);
    }
    // SAFETY: both ranges lie in their tables; they may overlap when both are one table.
    unsafe {
        let (source, target) = (from.entries.add(src as usize), to.entries.add(dst as usize));
        std::ptr::copy(source, target, len as usize);
    }
}

pub unsafe extern "sysv64" fn init(
    m: *mut u8,
    table: u32,
    segment: u32,
    dst: u32,
    src: u32,
    len: u32,
) {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
    let elements = host.elements.get(segment as usize).map_or(&[][..], |elements| elements);
    // SAFETY: as above.
    let entries = unsafe { host.tables[table as usize].entries() };
    match (range(elements, src, len), range(entries, dst, len)) {
        (Some(source), Some(target)) => entries[target].copy_from_slice(&elements[source]),
        _ => host.trap(m, Trap::TableOutOfBounds),
    }
}

pub unsafe extern "sysv64" fn elem_drop(m: *mut u8, segment: u32) {
    // SAFETY: called by compiled code of this instance.
    if let Some(elements) = unsafe { Host::of(m) }.elements.get_mut(segment as usize) {
        *elements = Vec::new();
    }
}

pub unsafe extern "sysv64" fn fill(m: *mut u8, table: u32, dst: u32, value: u64, len: u32) {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
    // SAFETY: as above.
    let entries = unsafe { host.tables[table as usize].entries() };
    match range(entries, dst, len) {
        Some(target) => entries[target].fill(value),
        None => host.trap(m, Trap::TableOutOfBounds),
    }
}
