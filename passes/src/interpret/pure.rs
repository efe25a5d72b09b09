//! What instructions compute that depend on their operands alone, and what loads make of the bytes that they
//! read. Needs no instance, so analyses can ask it what an operation does.

use preheat_formats::Trap;

use super::bits::{Bits, Number};
use super::reference::{NULL, Ref};
use super::{lanes, scalar, vector};
use crate::ir::simd::{LoadLane, Simd, SimdLoad};
use crate::ir::{LoadOp, Op, Value};

/// The result of an operation; none if it takes more than its operands to know it.
pub(crate) fn pure(op: &Op, get: impl Fn(Value) -> Bits) -> Option<Result<Bits, Trap>> {
    Some(match op {
        Op::Const(value) => Ok(value.bits()),
        Op::Unary(op, a) => scalar::unary(*op, get(*a)),
        Op::Binary(op, a, b) => scalar::binary(*op, get(*a), get(*b)),
        Op::Select { cond, on_true, on_false } => {
            Ok(get(if get(*cond) != 0 { *on_true } else { *on_false }))
        }
        Op::RefNull => Ok(Bits::from(NULL)),
        Op::RefIsNull(value) => Ok(Bits::from(get(*value) as Ref == NULL)),
        Op::Simd(op) => Ok(pure_vector(op, get)?),
        _ => return None,
    })
}

/// Whether [`pure`] knows it.
pub(crate) fn is_pure(op: &Op) -> bool {
    pure(op, |_| 0).is_some()
}

fn pure_vector(op: &Simd, get: impl Fn(Value) -> Bits) -> Option<Bits> {
    Some(match op {
        Simd::Unary(op, a) => vector::unary(*op, get(*a)),
        Simd::Binary(op, a, b) => vector::binary(*op, get(*a), get(*b)),
        Simd::Ternary(op, a, b, c) => vector::ternary(*op, get(*a), get(*b), get(*c)),
        Simd::Bitselect { on_one, on_zero, mask } => {
            vector::bitselect(get(*on_one), get(*on_zero), get(*mask))
        }
        Simd::Shuffle { lanes, a, b } => vector::shuffle(lanes, get(*a), get(*b)),
        Simd::ExtractLane { op, lane, vector } => {
            vector::extract_lane(*op, usize::from(*lane), get(*vector))
        }
        Simd::ReplaceLane { op, lane, vector, value } => {
            vector::replace_lane(*op, usize::from(*lane), get(*vector), get(*value))
        }
        _ => return None,
    })
}

/// The result of a load that has read these bytes, the first one lowest.
pub(crate) fn loaded(op: LoadOp, read: Bits) -> Bits {
    use LoadOp::*;
    match op {
        I32Load8U | I64Load8U | I32Load16U | I64Load16U | I32Load | F32Load | I64Load32U
        | I64Load | F64Load => read,
        I32Load8S => i32::from(i8::of(read)).bits(),
        I32Load16S => i32::from(i16::of(read)).bits(),
        I64Load8S => i64::from(i8::of(read)).bits(),
        I64Load16S => i64::from(i16::of(read)).bits(),
        I64Load32S => i64::from(i32::of(read)).bits(),
    }
}

pub(crate) fn loaded_vector(op: SimdLoad, read: Bits) -> Bits {
    use SimdLoad::*;
    match op {
        V128Load | V128Load32Zero | V128Load64Zero => read,
        V128Load8x8S => vector::widened(read, |x: i8| i16::from(x)),
        V128Load8x8U => vector::widened(read, |x: u8| u16::from(x)),
        V128Load16x4S => vector::widened(read, |x: i16| i32::from(x)),
        V128Load16x4U => vector::widened(read, |x: u16| u32::from(x)),
        V128Load32x2S => vector::widened(read, |x: i32| i64::from(x)),
        V128Load32x2U => vector::widened(read, |x: u32| u64::from(x)),
        V128Load8Splat => vector::splat::<u8>(read),
        V128Load16Splat => vector::splat::<u16>(read),
        V128Load32Splat => vector::splat::<u32>(read),
        V128Load64Splat => vector::splat::<u64>(read),
    }
}

pub(crate) fn with_loaded_lane(op: LoadLane, lane: usize, vector: Bits, read: Bits) -> Bits {
    match op {
        LoadLane::V128Load8Lane => lanes::with_lane(vector, lane, u8::of(read)),
        LoadLane::V128Load16Lane => lanes::with_lane(vector, lane, u16::of(read)),
        LoadLane::V128Load32Lane => lanes::with_lane(vector, lane, u32::of(read)),
        LoadLane::V128Load64Lane => lanes::with_lane(vector, lane, u64::of(read)),
    }
}
