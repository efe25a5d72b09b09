//! A linear memory: reserved addresses, of which the current size is accessible.

use preheat_formats::abi::{RESERVATION, WASM_PAGE};

use crate::mapping::{Access, Mapping};

/// Pages that no memory exceeds, whatever it declares.
const MOST_PAGES: u32 = 65536;

pub struct Memory {
    mapping: Mapping,
    /// Where byte 0 lies in the mapping; before it is the instance header, for memory 0.
    below: usize,
    pages: u32,
    max: u32,
}

impl Memory {
    /// With so many writable bytes before byte 0.
    pub fn new(below: usize, min: u32, max: Option<u32>) -> Memory {
        let mapping = Mapping::new(below + RESERVATION as usize, Access::None);
        mapping.protect(0, below, Access::Write);
        let max = max.unwrap_or(MOST_PAGES).min(MOST_PAGES);
        let mut memory = Memory { mapping, below, pages: 0, max };
        memory.open(min);
        memory
    }

    /// Address of byte 0.
    pub fn base(&self) -> *mut u8 {
        self.mapping.at(self.below)
    }

    pub fn len(&self) -> u64 {
        u64::from(self.pages) * WASM_PAGE
    }

    /// Whether an address is one that code reaches through this memory.
    pub fn reserves(&self, address: usize) -> bool {
        self.mapping.contains(address) && address >= self.base() as usize
    }

    /// The old size in pages, or none if it cannot grow so much.
    pub fn grow(&mut self, delta: u32) -> Option<u32> {
        let old = self.pages;
        let new = old.checked_add(delta).filter(|&new| new <= self.max)?;
        self.open(new);
        Some(old)
    }

    fn open(&mut self, pages: u32) {
        let added = u64::from(pages - self.pages) * WASM_PAGE;
        self.mapping.protect(self.below + self.len() as usize, added as usize, Access::Write);
        self.pages = pages;
    }

    pub fn bytes(&mut self) -> &mut [u8] {
        // SAFETY: so much of the reservation is accessible.
        unsafe { std::slice::from_raw_parts_mut(self.base(), self.len() as usize) }
    }
}
