//! How compiled code ends other than by returning.

use preheat_formats::Trap;

/// Where and why compiled code stopped.
#[derive(Debug, Clone, Copy)]
pub struct TrapSite {
    pub trap: Trap,
    /// Address of the instruction.
    pub pc: usize,
    /// Return address on top of the stack then; names the caller if the instruction is in a leaf helper.
    pub caller: usize,
}

/// Why a call into compiled code ended other than by returning.
#[derive(Debug)]
pub enum Stop {
    Trap(TrapSite),
    Exit(u32),
    /// Our failure, in words.
    Failed(String),
}

impl Stop {
    /// A trap raised by a host function; the place is filled in where it ends the request.
    pub fn trap(trap: Trap) -> Stop {
        Stop::Trap(TrapSite { trap, pc: 0, caller: 0 })
    }
}
