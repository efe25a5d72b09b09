//! Arguments of a call, and what they mean in the program's memory.

use preheat_formats::Trap;
use preheat_formats::abi::{HOST_PAGE, Slot};

use super::functions::Function;
use crate::stop::Stop;

pub fn word(args: &[Slot], index: usize) -> u32 {
    args[index].0 as u32
}

pub fn long(args: &[Slot], index: usize) -> u64 {
    args[index].0 as u64
}

/// Where a call puts a result of 32 bits.
pub fn result(memory: &mut [u8], at: u32) -> Result<&mut [u8], Stop> {
    if !at.is_multiple_of(4) {
        return Err(Stop::trap(Trap::MemoryOutOfBounds));
    }
    range(memory, at, 4)
}

pub fn range(memory: &mut [u8], start: u32, len: usize) -> Result<&mut [u8], Stop> {
    let start = start as usize;
    memory.get_mut(start..start.saturating_add(len)).ok_or(Stop::trap(Trap::MemoryOutOfBounds))
}

/// Reads one byte of every page of a range, as far as it lies in memory.
pub fn touch(memory: &[u8], start: u32, len: u32) {
    let start = start as usize;
    let end = (start + len as usize).min(memory.len());
    for address in (start..end).step_by(HOST_PAGE as usize).chain(end.checked_sub(1)) {
        if address >= start && address < end {
            // SAFETY: inside the slice; volatile so that it happens.
            unsafe { std::ptr::from_ref(&memory[address]).read_volatile() };
        }
    }
}

/// Whether a function reads into buffers or writes from them.
pub fn moves_bytes(function: &Function) -> bool {
    matches!(function.name, "fd_read" | "fd_pread" | "fd_write" | "fd_pwrite")
}

/// Whether a call reads or writes, and all its buffers are empty.
pub fn moves_nothing(function: &Function, memory: &[u8], args: &[Slot]) -> bool {
    moves_bytes(function) && vectors(memory, args).all(|(_, len)| len == 0)
}

/// Start and length of the buffers that a call was given, as far as their list lies in memory.
pub fn vectors<'a>(memory: &'a [u8], args: &[Slot]) -> impl Iterator<Item = (u32, u32)> + use<'a> {
    let list = memory.get(word(args, 1) as usize..).unwrap_or_default();
    let (list, _) = list.as_chunks::<8>();
    list.iter().take(word(args, 2) as usize).map(|vector| {
        let (pair, _) = vector.as_chunks::<4>();
        (u32::from_le_bytes(pair[0]), u32::from_le_bytes(pair[1]))
    })
}
