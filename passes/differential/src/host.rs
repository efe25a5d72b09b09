//! The host functions that modules may call: results follow from the arguments and how many calls there were,
//! so that everyone gets the same.

use preheat_formats::types::{FuncType, ValType};

use crate::observe::{HostCall, Seen, digest};

/// What was called, and what it gives.
#[derive(Default)]
pub struct Host {
    pub calls: Vec<HostCall>,
    total: u64,
}

impl Host {
    pub fn call(&mut self, import: &str, ty: &FuncType, args: Vec<Seen>) -> Vec<Seen> {
        self.total += 1;
        let text = format!("{import} {} {args:?}", self.total);
        let mut hash = digest(text.as_bytes());
        self.calls.push(HostCall { import: import.to_owned(), args });
        let mut result = |&ty: &ValType| {
            hash = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31);
            value(ty, hash)
        };
        ty.results.iter().map(&mut result).collect()
    }
}

/// A value of a type that follows from a hash. Floats are no NaN; small integers are as likely as others.
pub fn value(ty: ValType, hash: u64) -> Seen {
    let small = hash & 3 == 0;
    let bits = match ty {
        ValType::I32 if small => (hash >> 8) & 63,
        ValType::I32 => hash >> 32,
        ValType::I64 if small => (hash >> 8) & 63,
        ValType::I64 => hash,
        ValType::F32 => u64::from(number(hash).to_bits()),
        ValType::F64 => f64::from(number(hash)).to_bits(),
        ValType::V128 => {
            let lanes = u128::from(hash) << 64 | u128::from(hash.rotate_left(17));
            return Seen::Number(ty, if small { lanes & 0x3f3f } else { lanes & NO_NAN });
        }
        ValType::FuncRef => return Seen::Function { null: true },
        ValType::ExternRef => {
            return Seen::Extern((!small).then_some((hash >> 40) as u32));
        }
    };
    Seen::Number(ty, bits.into())
}

/// Clears a bit of the exponent of every float of both widths that may lie in a vector.
const NO_NAN: u128 = 0xbfff_ffff_bfff_ffff_bfff_ffff_bfff_ffff;

fn number(hash: u64) -> f32 {
    let special = [0.0, -0.0, 1.0, -1.0, 0.5, f32::INFINITY, f32::MIN_POSITIVE, 2147483648.0, 1e30];
    match hash & 15 {
        index @ 0..=8 => special[index as usize],
        _ => (hash >> 32) as i32 as f32 / 65536.0,
    }
}
