//! Numeric instructions on scalars (core specification, "Numerics"), one arm for each.

use std::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Sub};

use preheat_formats::Trap;

use super::bits::{Bits, Float, Number};
use crate::ir::{BinaryOp, UnaryOp};

pub fn unary(op: UnaryOp, a: Bits) -> Result<Bits, Trap> {
    use UnaryOp::*;
    Ok(match op {
        I32Eqz => convert(a, |x: u32| u32::from(x == 0)),
        I64Eqz => convert(a, |x: u64| u32::from(x == 0)),
        I32Clz => convert(a, u32::leading_zeros),
        I32Ctz => convert(a, u32::trailing_zeros),
        I32Popcnt => convert(a, u32::count_ones),
        I64Clz => convert(a, u64::leading_zeros),
        I64Ctz => convert(a, u64::trailing_zeros),
        I64Popcnt => convert(a, u64::count_ones),

        // Sign operations change one bit of anything, NaNs too.
        F32Abs => convert(a, f32::abs),
        F32Neg => convert(a, |x: f32| -x),
        F64Abs => convert(a, f64::abs),
        F64Neg => convert(a, |x: f64| -x),
        F32Ceil => arithmetic(a, f32::ceil),
        F32Floor => arithmetic(a, f32::floor),
        F32Trunc => arithmetic(a, f32::trunc),
        F32Nearest => arithmetic(a, f32::round_ties_even),
        F32Sqrt => arithmetic(a, f32::sqrt),
        F64Ceil => arithmetic(a, f64::ceil),
        F64Floor => arithmetic(a, f64::floor),
        F64Trunc => arithmetic(a, f64::trunc),
        F64Nearest => arithmetic(a, f64::round_ties_even),
        F64Sqrt => arithmetic(a, f64::sqrt),

        I32WrapI64 => convert(a, |x: u64| x as u32),
        I64ExtendI32S => convert(a, |x: i32| i64::from(x)),
        I64ExtendI32U => convert(a, |x: u32| u64::from(x)),
        I32Extend8S => convert(a, |x: i8| i32::from(x)),
        I32Extend16S => convert(a, |x: i16| i32::from(x)),
        I64Extend8S => convert(a, |x: i8| i64::from(x)),
        I64Extend16S => convert(a, |x: i16| i64::from(x)),
        I64Extend32S => convert(a, |x: i32| i64::from(x)),

        I32TruncF32S => truncate::<f32, i32>(a)?,
        I32TruncF32U => truncate::<f32, u32>(a)?,
        I32TruncF64S => truncate::<f64, i32>(a)?,
        I32TruncF64U => truncate::<f64, u32>(a)?,
        I64TruncF32S => truncate::<f32, i64>(a)?,
        I64TruncF32U => truncate::<f32, u64>(a)?,
        I64TruncF64S => truncate::<f64, i64>(a)?,
        I64TruncF64U => truncate::<f64, u64>(a)?,
        // Rust's `as` saturates, and makes 0 of a NaN.
        I32TruncSatF32S => convert(a, |x: f32| x as i32),
        I32TruncSatF32U => convert(a, |x: f32| x as u32),
        I32TruncSatF64S => convert(a, |x: f64| x as i32),
        I32TruncSatF64U => convert(a, |x: f64| x as u32),
        I64TruncSatF32S => convert(a, |x: f32| x as i64),
        I64TruncSatF32U => convert(a, |x: f32| x as u64),
        I64TruncSatF64S => convert(a, |x: f64| x as i64),
        I64TruncSatF64U => convert(a, |x: f64| x as u64),

        // Rust's `as` rounds to nearest, ties to even.
        F32ConvertI32S => convert(a, |x: i32| x as f32),
        F32ConvertI32U => convert(a, |x: u32| x as f32),
        F32ConvertI64S => convert(a, |x: i64| x as f32),
        F32ConvertI64U => convert(a, |x: u64| x as f32),
        F64ConvertI32S => convert(a, |x: i32| x as f64),
        F64ConvertI32U => convert(a, |x: u32| x as f64),
        F64ConvertI64S => convert(a, |x: i64| x as f64),
        F64ConvertI64U => convert(a, |x: u64| x as f64),
        F32DemoteF64 => convert(a, demote),
        F64PromoteF32 => convert(a, promote),
        I32ReinterpretF32 | F32ReinterpretI32 | I64ReinterpretF64 | F64ReinterpretI64 => a,
    })
}

pub fn binary(op: BinaryOp, a: Bits, b: Bits) -> Result<Bits, Trap> {
    use BinaryOp::*;
    Ok(match op {
        I32Eq => compare(a, b, u32::eq),
        I32Ne => compare(a, b, u32::ne),
        I32LtS => compare(a, b, i32::lt),
        I32LtU => compare(a, b, u32::lt),
        I32GtS => compare(a, b, i32::gt),
        I32GtU => compare(a, b, u32::gt),
        I32LeS => compare(a, b, i32::le),
        I32LeU => compare(a, b, u32::le),
        I32GeS => compare(a, b, i32::ge),
        I32GeU => compare(a, b, u32::ge),
        I64Eq => compare(a, b, u64::eq),
        I64Ne => compare(a, b, u64::ne),
        I64LtS => compare(a, b, i64::lt),
        I64LtU => compare(a, b, u64::lt),
        I64GtS => compare(a, b, i64::gt),
        I64GtU => compare(a, b, u64::gt),
        I64LeS => compare(a, b, i64::le),
        I64LeU => compare(a, b, u64::le),
        I64GeS => compare(a, b, i64::ge),
        I64GeU => compare(a, b, u64::ge),
        F32Eq => compare(a, b, f32::eq),
        F32Ne => compare(a, b, f32::ne),
        F32Lt => compare(a, b, f32::lt),
        F32Gt => compare(a, b, f32::gt),
        F32Le => compare(a, b, f32::le),
        F32Ge => compare(a, b, f32::ge),
        F64Eq => compare(a, b, f64::eq),
        F64Ne => compare(a, b, f64::ne),
        F64Lt => compare(a, b, f64::lt),
        F64Gt => compare(a, b, f64::gt),
        F64Le => compare(a, b, f64::le),
        F64Ge => compare(a, b, f64::ge),

        I32Add => combine(a, b, u32::wrapping_add),
        I32Sub => combine(a, b, u32::wrapping_sub),
        I32Mul => combine(a, b, u32::wrapping_mul),
        I32DivS => divide(a, b, i32::checked_div)?,
        I32DivU => divide(a, b, u32::checked_div)?,
        I32RemS => divide(a, b, |x, y| Some(i32::wrapping_rem(x, y)))?,
        I32RemU => divide(a, b, u32::checked_rem)?,
        I32And => combine(a, b, u32::bitand),
        I32Or => combine(a, b, u32::bitor),
        I32Xor => combine(a, b, u32::bitxor),
        // Shifts take their count modulo the width.
        I32Shl => combine(a, b, |x: u32, n| x << (n % 32)),
        I32ShrS => combine(a, b, |x: i32, n| x >> (n as u32 % 32)),
        I32ShrU => combine(a, b, |x: u32, n| x >> (n % 32)),
        I32Rotl => combine(a, b, |x: u32, n| x.rotate_left(n % 32)),
        I32Rotr => combine(a, b, |x: u32, n| x.rotate_right(n % 32)),
        I64Add => combine(a, b, u64::wrapping_add),
        I64Sub => combine(a, b, u64::wrapping_sub),
        I64Mul => combine(a, b, u64::wrapping_mul),
        I64DivS => divide(a, b, i64::checked_div)?,
        I64DivU => divide(a, b, u64::checked_div)?,
        I64RemS => divide(a, b, |x, y| Some(i64::wrapping_rem(x, y)))?,
        I64RemU => divide(a, b, u64::checked_rem)?,
        I64And => combine(a, b, u64::bitand),
        I64Or => combine(a, b, u64::bitor),
        I64Xor => combine(a, b, u64::bitxor),
        I64Shl => combine(a, b, |x: u64, n| x << (n % 64)),
        I64ShrS => combine(a, b, |x: i64, n| x >> (n as u64 % 64)),
        I64ShrU => combine(a, b, |x: u64, n| x >> (n % 64)),
        I64Rotl => combine(a, b, |x: u64, n| x.rotate_left((n % 64) as u32)),
        I64Rotr => combine(a, b, |x: u64, n| x.rotate_right((n % 64) as u32)),

        F32Add => combine_floats(a, b, f32::add),
        F32Sub => combine_floats(a, b, f32::sub),
        F32Mul => combine_floats(a, b, f32::mul),
        F32Div => combine_floats(a, b, f32::div),
        F32Min => combine(a, b, <f32 as Float>::minimum),
        F32Max => combine(a, b, <f32 as Float>::maximum),
        F32Copysign => combine(a, b, f32::copysign),
        F64Add => combine_floats(a, b, f64::add),
        F64Sub => combine_floats(a, b, f64::sub),
        F64Mul => combine_floats(a, b, f64::mul),
        F64Div => combine_floats(a, b, f64::div),
        F64Min => combine(a, b, <f64 as Float>::minimum),
        F64Max => combine(a, b, <f64 as Float>::maximum),
        F64Copysign => combine(a, b, f64::copysign),
    })
}

pub fn demote(x: f64) -> f32 {
    (x as f32).canonical()
}

pub fn promote(x: f32) -> f64 {
    f64::from(x).canonical()
}

fn convert<A: Number, R: Number>(a: Bits, f: impl Fn(A) -> R) -> Bits {
    f(A::of(a)).bits()
}

fn arithmetic<A: Float>(a: Bits, f: impl Fn(A) -> A) -> Bits {
    f(A::of(a)).canonical().bits()
}

fn compare<A: Number>(a: Bits, b: Bits, f: impl Fn(&A, &A) -> bool) -> Bits {
    Bits::from(f(&A::of(a), &A::of(b)))
}

fn combine<A: Number>(a: Bits, b: Bits, f: impl Fn(A, A) -> A) -> Bits {
    f(A::of(a), A::of(b)).bits()
}

fn combine_floats<A: Float>(a: Bits, b: Bits, f: impl Fn(A, A) -> A) -> Bits {
    f(A::of(a), A::of(b)).canonical().bits()
}

/// `f` is None when the result does not fit.
fn divide<A: Number>(a: Bits, b: Bits, f: impl Fn(A, A) -> Option<A>) -> Result<Bits, Trap> {
    if b == 0 {
        return Err(Trap::IntegerDivideByZero);
    }
    Ok(f(A::of(a), A::of(b)).ok_or(Trap::IntegerOverflow)?.bits())
}

/// The float without its fraction, if the integer type has it.
fn truncate<A: Float + Into<f64>, R: Number + TryFrom<i128>>(a: Bits) -> Result<Bits, Trap> {
    let float: f64 = A::of(a).into();
    if float.is_nan() {
        return Err(Trap::InvalidConversionToInteger);
    }
    // An i128 holds every result that fits, exactly, and `as` takes the others to its own bounds.
    let whole = float as i128;
    Ok(R::try_from(whole).map_err(|_| Trap::IntegerOverflow)?.bits())
}
