//! Tables: their entries, with room to grow in place, and the operations on them.

use std::slice;

use preheat_formats::Trap;
use preheat_formats::abi::TableDescriptor;
use preheat_formats::artifact::TableMeta;
use rustix::io::Errno;

use crate::host::Host;
use crate::mapping::{Access, Mapping, Sharing};
use preheat_formats::artifact_index::MAX_TABLE;

/// One table's memory, as large as it may ever become; the kernel gives pages as they are touched.
#[derive(Debug)]
pub struct Table {
    _entries: Mapping,
    max: u32,
    descriptor: *mut TableDescriptor,
}

impl Table {
    /// Makes the entries, all null, and fills in the descriptor.
    ///
    /// # Safety
    /// `descriptor` is writable and stays so while the table lives.
    pub unsafe fn new(meta: &TableMeta, descriptor: *mut TableDescriptor) -> Result<Table, Errno> {
        let max = meta.max.unwrap_or(MAX_TABLE).min(MAX_TABLE);
        let entries = Mapping::anonymous(8 * max as usize, Access::ReadWrite, Sharing::Private)?;
        let start = entries.start().cast();
        // SAFETY: the descriptor is writable.
        unsafe { descriptor.write(TableDescriptor { entries: start, len: u64::from(meta.min) }) };
        Ok(Table { _entries: entries, max, descriptor })
    }

    /// Sets entries from a place on; `bytes` are those of an artifact.
    ///
    /// # Safety
    /// As of [`Table::entries`].
    pub unsafe fn place(&self, first: u32, bytes: &[u8]) {
        let (values, _) = bytes.as_chunks::<8>();
        // SAFETY: as the caller promises.
        let entries = unsafe { self.entries() };
        let place = first as usize..first as usize + values.len();
        for (entry, value) in entries[place].iter_mut().zip(values) {
            *entry = u64::from_le_bytes(*value);
        }
    }

    /// The current entries.
    ///
    /// # Safety
    /// Compiled code of the instance does not run, and no other such slice of this table lives.
    unsafe fn entries<'a>(&self) -> &'a mut [u64] {
        // SAFETY: the descriptor is ours; its entries are mapped for `len`.
        unsafe {
            let descriptor = &*self.descriptor;
            slice::from_raw_parts_mut(descriptor.entries, descriptor.len as usize)
        }
    }
}

fn range(entries: &[u64], start: u32, len: u32) -> Option<std::ops::Range<usize>> {
    let (start, len) = (start as usize, len as usize);
    (start + len <= entries.len()).then(|| start..start + len)
}

pub unsafe extern "sysv64" fn grow(m: *mut u8, table: u32, value: u64, delta: u32) -> u32 {
    // SAFETY: called by compiled code of this instance, which waits.
    let host = unsafe { Host::of(m) };
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
