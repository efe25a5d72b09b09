//! Vector instructions (core specification, "Vector Instructions"), one arm for each. How those that access
//! memory do so is in [`super::operations`].

use std::ops::{Add, Div, Mul, Sub};

use super::bits::{Bits, Float, Number};
use super::lanes::{all, bitmask, build, count, lane, map, mask, with_lane, zip, zip3};
use super::scalar::{demote, promote};
use crate::ir::simd::{ExtractLane, ReplaceLane, SimdBinary, SimdTernary, SimdUnary};

pub fn unary(op: SimdUnary, a: Bits) -> Bits {
    use SimdUnary::*;
    match op {
        I8x16Splat => splat::<u8>(a),
        I16x8Splat => splat::<u16>(a),
        I32x4Splat | F32x4Splat => splat::<u32>(a),
        I64x2Splat | F64x2Splat => splat::<u64>(a),

        V128Not => !a,
        V128AnyTrue => Bits::from(a != 0),
        I8x16AllTrue => Bits::from(all(a, |x: u8| x != 0)),
        I16x8AllTrue => Bits::from(all(a, |x: u16| x != 0)),
        I32x4AllTrue => Bits::from(all(a, |x: u32| x != 0)),
        I64x2AllTrue => Bits::from(all(a, |x: u64| x != 0)),
        I8x16Bitmask => bitmask::<u8>(a),
        I16x8Bitmask => bitmask::<u16>(a),
        I32x4Bitmask => bitmask::<u32>(a),
        I64x2Bitmask => bitmask::<u64>(a),

        I8x16Abs => map(a, i8::wrapping_abs),
        I16x8Abs => map(a, i16::wrapping_abs),
        I32x4Abs => map(a, i32::wrapping_abs),
        I64x2Abs => map(a, i64::wrapping_abs),
        I8x16Neg => map(a, i8::wrapping_neg),
        I16x8Neg => map(a, i16::wrapping_neg),
        I32x4Neg => map(a, i32::wrapping_neg),
        I64x2Neg => map(a, i64::wrapping_neg),
        I8x16Popcnt => map(a, |x: u8| x.count_ones() as u8),

        I16x8ExtAddPairwiseI8x16S => add_pairs(a, |x: i8| i16::from(x), i16::wrapping_add),
        I16x8ExtAddPairwiseI8x16U => add_pairs(a, |x: u8| u16::from(x), u16::wrapping_add),
        I32x4ExtAddPairwiseI16x8S => add_pairs(a, |x: i16| i32::from(x), i32::wrapping_add),
        I32x4ExtAddPairwiseI16x8U => add_pairs(a, |x: u16| u32::from(x), u32::wrapping_add),
        I16x8ExtendLowI8x16S => widened(a, |x: i8| i16::from(x)),
        I16x8ExtendHighI8x16S => widened(high(a), |x: i8| i16::from(x)),
        I16x8ExtendLowI8x16U => widened(a, |x: u8| u16::from(x)),
        I16x8ExtendHighI8x16U => widened(high(a), |x: u8| u16::from(x)),
        I32x4ExtendLowI16x8S => widened(a, |x: i16| i32::from(x)),
        I32x4ExtendHighI16x8S => widened(high(a), |x: i16| i32::from(x)),
        I32x4ExtendLowI16x8U => widened(a, |x: u16| u32::from(x)),
        I32x4ExtendHighI16x8U => widened(high(a), |x: u16| u32::from(x)),
        I64x2ExtendLowI32x4S => widened(a, |x: i32| i64::from(x)),
        I64x2ExtendHighI32x4S => widened(high(a), |x: i32| i64::from(x)),
        I64x2ExtendLowI32x4U => widened(a, |x: u32| u64::from(x)),
        I64x2ExtendHighI32x4U => widened(high(a), |x: u32| u64::from(x)),

        F32x4Abs => map(a, f32::abs),
        F64x2Abs => map(a, f64::abs),
        F32x4Neg => map(a, |x: f32| -x),
        F64x2Neg => map(a, |x: f64| -x),
        F32x4Ceil => map(a, |x: f32| x.ceil().canonical()),
        F64x2Ceil => map(a, |x: f64| x.ceil().canonical()),
        F32x4Floor => map(a, |x: f32| x.floor().canonical()),
        F64x2Floor => map(a, |x: f64| x.floor().canonical()),
        F32x4Trunc => map(a, |x: f32| x.trunc().canonical()),
        F64x2Trunc => map(a, |x: f64| x.trunc().canonical()),
        F32x4Nearest => map(a, |x: f32| x.round_ties_even().canonical()),
        F64x2Nearest => map(a, |x: f64| x.round_ties_even().canonical()),
        F32x4Sqrt => map(a, |x: f32| x.sqrt().canonical()),
        F64x2Sqrt => map(a, |x: f64| x.sqrt().canonical()),

        // Rust's `as` saturates, and makes 0 of a NaN.
        I32x4TruncSatF32x4S => map(a, |x: f32| x as i32),
        I32x4TruncSatF32x4U => map(a, |x: f32| x as u32),
        I32x4TruncSatF64x2SZero => low_or_zero(a, |x: f64| x as i32),
        I32x4TruncSatF64x2UZero => low_or_zero(a, |x: f64| x as u32),
        F32x4DemoteF64x2Zero => low_or_zero(a, demote),
        F32x4ConvertI32x4S => map(a, |x: i32| x as f32),
        F32x4ConvertI32x4U => map(a, |x: u32| x as f32),
        F64x2ConvertLowI32x4S => widened(a, |x: i32| f64::from(x)),
        F64x2ConvertLowI32x4U => widened(a, |x: u32| f64::from(x)),
        F64x2PromoteLowF32x4 => widened(a, promote),
    }
}

pub fn binary(op: SimdBinary, a: Bits, b: Bits) -> Bits {
    use SimdBinary::*;
    match op {
        I8x16Swizzle => build(|i| match lane::<u8>(b, i) {
            from @ 0..16 => lane(a, usize::from(from)),
            _ => 0u8,
        }),

        I8x16Eq => mask::<u8, u8>(a, b, u8::eq),
        I8x16Ne => mask::<u8, u8>(a, b, u8::ne),
        I8x16LtS => mask::<i8, u8>(a, b, i8::lt),
        I8x16LtU => mask::<u8, u8>(a, b, u8::lt),
        I8x16GtS => mask::<i8, u8>(a, b, i8::gt),
        I8x16GtU => mask::<u8, u8>(a, b, u8::gt),
        I8x16LeS => mask::<i8, u8>(a, b, i8::le),
        I8x16LeU => mask::<u8, u8>(a, b, u8::le),
        I8x16GeS => mask::<i8, u8>(a, b, i8::ge),
        I8x16GeU => mask::<u8, u8>(a, b, u8::ge),
        I16x8Eq => mask::<u16, u16>(a, b, u16::eq),
        I16x8Ne => mask::<u16, u16>(a, b, u16::ne),
        I16x8LtS => mask::<i16, u16>(a, b, i16::lt),
        I16x8LtU => mask::<u16, u16>(a, b, u16::lt),
        I16x8GtS => mask::<i16, u16>(a, b, i16::gt),
        I16x8GtU => mask::<u16, u16>(a, b, u16::gt),
        I16x8LeS => mask::<i16, u16>(a, b, i16::le),
        I16x8LeU => mask::<u16, u16>(a, b, u16::le),
        I16x8GeS => mask::<i16, u16>(a, b, i16::ge),
        I16x8GeU => mask::<u16, u16>(a, b, u16::ge),
        I32x4Eq => mask::<u32, u32>(a, b, u32::eq),
        I32x4Ne => mask::<u32, u32>(a, b, u32::ne),
        I32x4LtS => mask::<i32, u32>(a, b, i32::lt),
        I32x4LtU => mask::<u32, u32>(a, b, u32::lt),
        I32x4GtS => mask::<i32, u32>(a, b, i32::gt),
        I32x4GtU => mask::<u32, u32>(a, b, u32::gt),
        I32x4LeS => mask::<i32, u32>(a, b, i32::le),
        I32x4LeU => mask::<u32, u32>(a, b, u32::le),
        I32x4GeS => mask::<i32, u32>(a, b, i32::ge),
        I32x4GeU => mask::<u32, u32>(a, b, u32::ge),
        I64x2Eq => mask::<u64, u64>(a, b, u64::eq),
        I64x2Ne => mask::<u64, u64>(a, b, u64::ne),
        I64x2LtS => mask::<i64, u64>(a, b, i64::lt),
        I64x2GtS => mask::<i64, u64>(a, b, i64::gt),
        I64x2LeS => mask::<i64, u64>(a, b, i64::le),
        I64x2GeS => mask::<i64, u64>(a, b, i64::ge),
        F32x4Eq => mask::<f32, u32>(a, b, f32::eq),
        F32x4Ne => mask::<f32, u32>(a, b, f32::ne),
        F32x4Lt => mask::<f32, u32>(a, b, f32::lt),
        F32x4Gt => mask::<f32, u32>(a, b, f32::gt),
        F32x4Le => mask::<f32, u32>(a, b, f32::le),
        F32x4Ge => mask::<f32, u32>(a, b, f32::ge),
        F64x2Eq => mask::<f64, u64>(a, b, f64::eq),
        F64x2Ne => mask::<f64, u64>(a, b, f64::ne),
        F64x2Lt => mask::<f64, u64>(a, b, f64::lt),
        F64x2Gt => mask::<f64, u64>(a, b, f64::gt),
        F64x2Le => mask::<f64, u64>(a, b, f64::le),
        F64x2Ge => mask::<f64, u64>(a, b, f64::ge),

        V128And => a & b,
        V128AndNot => a & !b,
        V128Or => a | b,
        V128Xor => a ^ b,

        // Signed lanes in both, saturated to lanes of half the width.
        I8x16NarrowI16x8S => narrow(a, b, |x: i16| x.clamp(-128, 127) as i8),
        I8x16NarrowI16x8U => narrow(a, b, |x: i16| x.clamp(0, 255) as u8),
        I16x8NarrowI32x4S => narrow(a, b, |x: i32| x.clamp(-32768, 32767) as i16),
        I16x8NarrowI32x4U => narrow(a, b, |x: i32| x.clamp(0, 65535) as u16),

        // Shifts take their count, an i32, modulo the width of a lane.
        I8x16Shl => map(a, |x: u8| x << (b % 8)),
        I8x16ShrS => map(a, |x: i8| x >> (b % 8)),
        I8x16ShrU => map(a, |x: u8| x >> (b % 8)),
        I16x8Shl => map(a, |x: u16| x << (b % 16)),
        I16x8ShrS => map(a, |x: i16| x >> (b % 16)),
        I16x8ShrU => map(a, |x: u16| x >> (b % 16)),
        I32x4Shl => map(a, |x: u32| x << (b % 32)),
        I32x4ShrS => map(a, |x: i32| x >> (b % 32)),
        I32x4ShrU => map(a, |x: u32| x >> (b % 32)),
        I64x2Shl => map(a, |x: u64| x << (b % 64)),
        I64x2ShrS => map(a, |x: i64| x >> (b % 64)),
        I64x2ShrU => map(a, |x: u64| x >> (b % 64)),

        I8x16Add => zip(a, b, u8::wrapping_add),
        I8x16AddSatS => zip(a, b, i8::saturating_add),
        I8x16AddSatU => zip(a, b, u8::saturating_add),
        I8x16Sub => zip(a, b, u8::wrapping_sub),
        I8x16SubSatS => zip(a, b, i8::saturating_sub),
        I8x16SubSatU => zip(a, b, u8::saturating_sub),
        I8x16MinS => zip(a, b, i8::min),
        I8x16MinU => zip(a, b, u8::min),
        I8x16MaxS => zip(a, b, i8::max),
        I8x16MaxU => zip(a, b, u8::max),
        I8x16AvgrU => zip(a, b, |x: u8, y: u8| (u16::from(x) + u16::from(y)).div_ceil(2) as u8),
        I16x8Add => zip(a, b, u16::wrapping_add),
        I16x8AddSatS => zip(a, b, i16::saturating_add),
        I16x8AddSatU => zip(a, b, u16::saturating_add),
        I16x8Sub => zip(a, b, u16::wrapping_sub),
        I16x8SubSatS => zip(a, b, i16::saturating_sub),
        I16x8SubSatU => zip(a, b, u16::saturating_sub),
        I16x8Mul => zip(a, b, u16::wrapping_mul),
        I16x8MinS => zip(a, b, i16::min),
        I16x8MinU => zip(a, b, u16::min),
        I16x8MaxS => zip(a, b, i16::max),
        I16x8MaxU => zip(a, b, u16::max),
        I16x8AvgrU => zip(a, b, |x: u16, y: u16| (u32::from(x) + u32::from(y)).div_ceil(2) as u16),
        I16x8Q15MulrSatS => zip(a, b, |x: i16, y: i16| {
            let rounded = (i32::from(x) * i32::from(y) + (1 << 14)) >> 15;
            rounded.clamp(-32768, 32767) as i16
        }),
        I32x4Add => zip(a, b, u32::wrapping_add),
        I32x4Sub => zip(a, b, u32::wrapping_sub),
        I32x4Mul => zip(a, b, u32::wrapping_mul),
        I32x4MinS => zip(a, b, i32::min),
        I32x4MinU => zip(a, b, u32::min),
        I32x4MaxS => zip(a, b, i32::max),
        I32x4MaxU => zip(a, b, u32::max),
        I64x2Add => zip(a, b, u64::wrapping_add),
        I64x2Sub => zip(a, b, u64::wrapping_sub),
        I64x2Mul => zip(a, b, u64::wrapping_mul),

        I16x8ExtMulLowI8x16S => multiply_wide(a, b, |x: i8| i16::from(x), i16::wrapping_mul),
        I16x8ExtMulHighI8x16S => {
            multiply_wide(high(a), high(b), |x: i8| i16::from(x), i16::wrapping_mul)
        }
        I16x8ExtMulLowI8x16U => multiply_wide(a, b, |x: u8| u16::from(x), u16::wrapping_mul),
        I16x8ExtMulHighI8x16U => {
            multiply_wide(high(a), high(b), |x: u8| u16::from(x), u16::wrapping_mul)
        }
        I32x4ExtMulLowI16x8S => multiply_wide(a, b, |x: i16| i32::from(x), i32::wrapping_mul),
        I32x4ExtMulHighI16x8S => {
            multiply_wide(high(a), high(b), |x: i16| i32::from(x), i32::wrapping_mul)
        }
        I32x4ExtMulLowI16x8U => multiply_wide(a, b, |x: u16| u32::from(x), u32::wrapping_mul),
        I32x4ExtMulHighI16x8U => {
            multiply_wide(high(a), high(b), |x: u16| u32::from(x), u32::wrapping_mul)
        }
        I64x2ExtMulLowI32x4S => multiply_wide(a, b, |x: i32| i64::from(x), i64::wrapping_mul),
        I64x2ExtMulHighI32x4S => {
            multiply_wide(high(a), high(b), |x: i32| i64::from(x), i64::wrapping_mul)
        }
        I64x2ExtMulLowI32x4U => multiply_wide(a, b, |x: u32| u64::from(x), u64::wrapping_mul),
        I64x2ExtMulHighI32x4U => {
            multiply_wide(high(a), high(b), |x: u32| u64::from(x), u64::wrapping_mul)
        }
        I32x4DotI16x8S => build(|i| {
            let product = |i| i32::from(lane::<i16>(a, i)) * i32::from(lane::<i16>(b, i));
            // Only the sum of two squares of -2^15 does not fit.
            product(2 * i).wrapping_add(product(2 * i + 1))
        }),
        I16x8DotI8x16S => build(|i| {
            let product = |i| i16::from(lane::<i8>(a, i)) * i16::from(lane::<i8>(b, i));
            product(2 * i).wrapping_add(product(2 * i + 1))
        }),

        F32x4Add => zip(a, b, |x: f32, y| x.add(y).canonical()),
        F32x4Sub => zip(a, b, |x: f32, y| x.sub(y).canonical()),
        F32x4Mul => zip(a, b, |x: f32, y| x.mul(y).canonical()),
        F32x4Div => zip(a, b, |x: f32, y| x.div(y).canonical()),
        F64x2Add => zip(a, b, |x: f64, y| x.add(y).canonical()),
        F64x2Sub => zip(a, b, |x: f64, y| x.sub(y).canonical()),
        F64x2Mul => zip(a, b, |x: f64, y| x.mul(y).canonical()),
        F64x2Div => zip(a, b, |x: f64, y| x.div(y).canonical()),
        F32x4Min => zip(a, b, <f32 as Float>::minimum),
        F32x4Max => zip(a, b, <f32 as Float>::maximum),
        F64x2Min => zip(a, b, <f64 as Float>::minimum),
        F64x2Max => zip(a, b, <f64 as Float>::maximum),
        // One of the operands as it is, NaNs too.
        F32x4PMin => zip(a, b, |x: f32, y: f32| if y < x { y } else { x }),
        F32x4PMax => zip(a, b, |x: f32, y: f32| if x < y { y } else { x }),
        F64x2PMin => zip(a, b, |x: f64, y: f64| if y < x { y } else { x }),
        F64x2PMax => zip(a, b, |x: f64, y: f64| if x < y { y } else { x }),
    }
}

pub fn ternary(op: SimdTernary, a: Bits, b: Bits, c: Bits) -> Bits {
    use SimdTernary::*;
    match op {
        // One rounding, at the end.
        F32x4Fma => zip3(a, b, c, |x: f32, y, z| x.mul_add(y, z).canonical()),
        F32x4Fnma => zip3(a, b, c, |x: f32, y, z| (-x).mul_add(y, z).canonical()),
        F64x2Fma => zip3(a, b, c, |x: f64, y, z| x.mul_add(y, z).canonical()),
        F64x2Fnma => zip3(a, b, c, |x: f64, y, z| (-x).mul_add(y, z).canonical()),
        I32x4DotAdd => {
            let pairs = binary(SimdBinary::I16x8DotI8x16S, a, b);
            let sums = unary(SimdUnary::I32x4ExtAddPairwiseI16x8S, pairs);
            binary(SimdBinary::I32x4Add, sums, c)
        }
    }
}

/// Bits of `on_one` where `mask` has a one, of `on_zero` elsewhere.
pub fn bitselect(on_one: Bits, on_zero: Bits, mask: Bits) -> Bits {
    (on_one & mask) | (on_zero & !mask)
}

/// Byte i is byte `lanes[i]` of `a` followed by `b`.
pub fn shuffle(lanes: &[u8; 16], a: Bits, b: Bits) -> Bits {
    build(|i| match usize::from(lanes[i]) {
        from @ 0..16 => lane::<u8>(a, from),
        from => lane(b, from - 16),
    })
}

pub fn extract_lane(op: ExtractLane, index: usize, vector: Bits) -> Bits {
    use ExtractLane::*;
    match op {
        I8x16ExtractLaneS => i32::from(lane::<i8>(vector, index)).bits(),
        I8x16ExtractLaneU => lane::<u8>(vector, index).bits(),
        I16x8ExtractLaneS => i32::from(lane::<i16>(vector, index)).bits(),
        I16x8ExtractLaneU => lane::<u16>(vector, index).bits(),
        I32x4ExtractLane | F32x4ExtractLane => lane::<u32>(vector, index).bits(),
        I64x2ExtractLane | F64x2ExtractLane => lane::<u64>(vector, index).bits(),
    }
}

pub fn replace_lane(op: ReplaceLane, index: usize, vector: Bits, value: Bits) -> Bits {
    use ReplaceLane::*;
    match op {
        I8x16ReplaceLane => with_lane(vector, index, u8::of(value)),
        I16x8ReplaceLane => with_lane(vector, index, u16::of(value)),
        I32x4ReplaceLane | F32x4ReplaceLane => with_lane(vector, index, u32::of(value)),
        I64x2ReplaceLane | F64x2ReplaceLane => with_lane(vector, index, u64::of(value)),
    }
}

pub fn splat<T: Number>(value: Bits) -> Bits {
    build(|_| T::of(value))
}

/// The low half of the lanes, each made as wide as two.
pub fn widened<A: Number, R: Number>(a: Bits, widen: impl Fn(A) -> R) -> Bits {
    build(|i| widen(lane(a, i)))
}

/// The upper half where the lower one was.
fn high(a: Bits) -> Bits {
    a >> 64
}

/// Lanes of half the width in the low half, zeros above.
fn low_or_zero<A: Number, R: Number>(a: Bits, f: impl Fn(A) -> R) -> Bits {
    (0..count::<A>()).fold(0, |vector, i| vector | f(lane(a, i)).bits() << (R::WIDTH * i))
}

/// All lanes of `a`, then all of `b`, each made half as wide.
fn narrow<A: Number, R: Number>(a: Bits, b: Bits, f: impl Fn(A) -> R) -> Bits {
    let half = count::<A>();
    build(|i| f(if i < half { lane(a, i) } else { lane(b, i - half) }))
}

/// Sums of neighbours, made wider first.
fn add_pairs<A: Number, R: Number>(
    a: Bits,
    widen: impl Fn(A) -> R,
    add: impl Fn(R, R) -> R,
) -> Bits {
    build(|i| add(widen(lane(a, 2 * i)), widen(lane(a, 2 * i + 1))))
}

/// Products of the low halves, made wider first.
fn multiply_wide<A: Number, R: Number>(
    a: Bits,
    b: Bits,
    widen: impl Fn(A) -> R,
    multiply: impl Fn(R, R) -> R,
) -> Bits {
    build(|i| multiply(widen(lane(a, i)), widen(lane(b, i))))
}
