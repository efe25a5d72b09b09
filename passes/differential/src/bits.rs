//! Values as bits, which is how code of ours and the interpreter have them.

use preheat_formats::Trap;
use preheat_formats::types::ValType;

use crate::observe::Seen;

/// wasmtime has one trap for these two.
pub fn common(trap: Trap) -> Trap {
    match trap {
        Trap::UndefinedElement => Trap::TableOutOfBounds,
        other => other,
    }
}

/// The host's references are their number plus one.
pub fn bits(value: Seen) -> u128 {
    match value {
        Seen::Number(_, bits) => bits,
        Seen::Function { .. } | Seen::Extern(None) => 0,
        Seen::Extern(Some(number)) => u128::from(number) + 1,
    }
}

/// `bits` may have anything above the width of the type.
pub fn seen(ty: ValType, bits: u128) -> Seen {
    match ty {
        ValType::I32 | ValType::F32 => Seen::Number(ty, bits & u128::from(u32::MAX)),
        ValType::I64 | ValType::F64 => Seen::Number(ty, bits & u128::from(u64::MAX)),
        ValType::V128 => Seen::Number(ty, bits),
        ValType::FuncRef => Seen::Function { null: bits as u64 == 0 },
        ValType::ExternRef => {
            Seen::Extern((bits as u64).checked_sub(1).map(|number| number as u32))
        }
    }
}
