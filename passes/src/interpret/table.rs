//! A table, and references.

use std::ops::Range;

use preheat_formats::Trap;

use super::bits::Bits;
use super::memory::range;
use crate::ir::FuncId;

/// A reference, as in the low bits of [`Bits`].
pub type Ref = u64;

pub const NULL: Ref = 0;

/// The reference to a function.
pub fn func_ref(func: FuncId) -> Ref {
    u64::from(func.0) + 1
}

/// The function that a funcref refers to; None for null.
pub fn referenced(reference: Ref) -> Option<FuncId> {
    Some(FuncId(reference.checked_sub(1)? as u32))
}

#[derive(Debug)]
pub(super) struct Table {
    pub entries: Vec<Ref>,
    max: u32,
}

impl Table {
    pub fn new(entries: u32, max: u32) -> Table {
        Table { entries: vec![NULL; entries as usize], max }
    }

    pub fn get(&self, index: Bits) -> Option<Ref> {
        self.entries.get(index as usize).copied()
    }

    pub fn set(&mut self, index: Bits, value: Ref) -> Result<(), Trap> {
        let entry = self.entries.get_mut(index as usize).ok_or(Trap::TableOutOfBounds)?;
        *entry = value;
        Ok(())
    }

    /// table.grow: the old size, or -1.
    pub fn grow(&mut self, value: Ref, delta: u32) -> u32 {
        let old = self.entries.len() as u32;
        match old.checked_add(delta) {
            Some(new) if new <= self.max => {
                self.entries.resize(new as usize, value);
                old
            }
            _ => u32::MAX,
        }
    }

    /// Where so many entries lie, if they are all there.
    pub fn range(&self, at: u64, len: u64) -> Result<Range<usize>, Trap> {
        range(self.entries.len(), at, len).ok_or(Trap::TableOutOfBounds)
    }
}
