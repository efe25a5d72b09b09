//! Tables: their entries, with room to grow in place. What code does with them is in [`crate::builtins`].

use std::slice;

use preheat_formats::abi::TableDescriptor;
use preheat_formats::artifact::TableMeta;
use preheat_formats::artifact_index::MAX_TABLE;
use rustix::io::Errno;

use crate::mapping::{Access, Mapping, Sharing};

/// Bytes of an entry.
pub const ENTRY: u64 = 8;

/// One table's memory, as large as it may ever become; the kernel gives pages as they are touched.
#[derive(Debug)]
pub struct Table {
    _entries: Mapping,
    pub max: u32,
    pub descriptor: *mut TableDescriptor,
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
    pub unsafe fn entries<'a>(&self) -> &'a mut [u64] {
        // SAFETY: the descriptor is ours; its entries are mapped for `len`.
        unsafe {
            let descriptor = &*self.descriptor;
            slice::from_raw_parts_mut(descriptor.entries, descriptor.len as usize)
        }
    }
}

/// Bytes of all entries.
pub fn bytes(tables: &[Table]) -> u64 {
    // SAFETY: the descriptors are the tables' own; nobody writes them meanwhile.
    tables.iter().map(|table| unsafe { (*table.descriptor).len }.saturating_mul(ENTRY)).sum()
}
