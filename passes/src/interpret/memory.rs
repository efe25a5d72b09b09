//! A linear memory: bytes, read and written little-endian, every access checked before it does anything.

use std::ops::Range;

use preheat_formats::Trap;
use preheat_formats::abi::WASM_PAGE;

use super::bits::Bits;
use super::pure::loaded;
use crate::ir::{LoadOp, StoreOp};

/// A memory of an instance.
#[derive(Debug)]
pub struct Memory {
    bytes: Vec<u8>,
    max_pages: u32,
}

impl Memory {
    pub(super) fn new(pages: u32, max_pages: u32) -> Memory {
        Memory { bytes: zeros(pages), max_pages }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn bytes_mut(&mut self) -> &mut [u8] {
        &mut self.bytes
    }

    /// Size in wasm pages.
    pub fn pages(&self) -> u32 {
        (self.bytes.len() as u64 / WASM_PAGE) as u32
    }

    /// memory.grow: the old size, or -1.
    pub(super) fn grow(&mut self, delta: u32) -> u32 {
        let old = self.pages();
        match old.checked_add(delta) {
            Some(new) if new <= self.max_pages => {
                // A new vector of zeros, since the host gives pages of one only when they are touched.
                let mut bytes = zeros(new);
                bytes[..self.bytes.len()].copy_from_slice(&self.bytes);
                self.bytes = bytes;
                old
            }
            _ => u32::MAX,
        }
    }

    pub(super) fn load(&self, op: LoadOp, at: u64) -> Result<Bits, Trap> {
        Ok(loaded(op, self.read(at, op.bytes() as usize)?))
    }

    pub(super) fn store(&mut self, op: StoreOp, at: u64, value: Bits) -> Result<(), Trap> {
        self.write(at, op.bytes() as usize, value)
    }

    /// So many bytes as a number, the first one lowest.
    pub(super) fn read(&self, at: u64, len: usize) -> Result<Bits, Trap> {
        let range = self.range(at, len as u64)?;
        let mut bytes = [0; 16];
        bytes[..len].copy_from_slice(&self.bytes[range]);
        Ok(Bits::from_le_bytes(bytes))
    }

    /// The low bytes of a number, the lowest one first.
    pub(super) fn write(&mut self, at: u64, len: usize, value: Bits) -> Result<(), Trap> {
        let range = self.range(at, len as u64)?;
        self.bytes[range].copy_from_slice(&value.to_le_bytes()[..len]);
        Ok(())
    }

    pub(super) fn fill(&mut self, at: u64, byte: u8, len: u64) -> Result<(), Trap> {
        let range = self.range(at, len)?;
        self.bytes[range].fill(byte);
        Ok(())
    }

    /// Where so many bytes lie, if they are all there.
    pub(super) fn range(&self, at: u64, len: u64) -> Result<Range<usize>, Trap> {
        range(self.bytes.len(), at, len).ok_or(Trap::MemoryOutOfBounds)
    }
}

/// `at .. at + len`, if it lies in the first `size`.
pub(super) fn range(size: usize, at: u64, len: u64) -> Option<Range<usize>> {
    let end = at.checked_add(len)?;
    (end <= size as u64).then_some(at as usize..end as usize)
}

fn zeros(pages: u32) -> Vec<u8> {
    vec![0; (u64::from(pages) * WASM_PAGE) as usize]
}
