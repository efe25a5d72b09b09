//! A table.

use std::ops::Range;

use preheat_formats::Trap;

use super::bits::Bits;
use super::memory::range;
use super::reference::{NULL, Ref};

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
