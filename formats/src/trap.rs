//! Why a program stopped against its will. The numbers are part of the artifact format: compiled
//! code carries them in the immediate of the trapping instruction.

use serde::{Deserialize, Serialize};

/// A WebAssembly trap, or a limit of ours that ends a request the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Trap {
    Unreachable = 1,
    MemoryOutOfBounds = 2,
    IntegerDivideByZero = 3,
    IntegerOverflow = 4,
    InvalidConversionToInteger = 5,
    TableOutOfBounds = 6,
    UndefinedElement = 7,
    NullFunctionReference = 8,
    IndirectCallTypeMismatch = 9,
    StackOverflow = 10,
}

impl Trap {
    /// Every trap, in the order of its number.
    pub const ALL: [Trap; 10] = [
        Trap::Unreachable,
        Trap::MemoryOutOfBounds,
        Trap::IntegerDivideByZero,
        Trap::IntegerOverflow,
        Trap::InvalidConversionToInteger,
        Trap::TableOutOfBounds,
        Trap::UndefinedElement,
        Trap::NullFunctionReference,
        Trap::IndirectCallTypeMismatch,
        Trap::StackOverflow,
    ];

    /// The trap with this number.
    pub fn from_code(code: u8) -> Option<Trap> {
        Trap::ALL.into_iter().find(|trap| *trap as u8 == code)
    }

    /// The words of the WebAssembly specification's test suite.
    pub fn name(self) -> &'static str {
        match self {
            Trap::Unreachable => "unreachable",
            Trap::MemoryOutOfBounds => "out of bounds memory access",
            Trap::IntegerDivideByZero => "integer divide by zero",
            Trap::IntegerOverflow => "integer overflow",
            Trap::InvalidConversionToInteger => "invalid conversion to integer",
            Trap::TableOutOfBounds => "out of bounds table access",
            Trap::UndefinedElement => "undefined element",
            Trap::NullFunctionReference => "uninitialized element",
            Trap::IndirectCallTypeMismatch => "indirect call type mismatch",
            Trap::StackOverflow => "call stack exhausted",
        }
    }
}
