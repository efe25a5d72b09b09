//! Which bits of its operands an operation needs for bits of its result: one arm for each kind.

use crate::analysis::known_bits::{KnownBits, low, width};
use crate::ir::shape::{Half, Shape, half, split};
use crate::ir::simd::{Simd, SimdBinary, SimdUnary};
use crate::ir::{BinaryOp, Body, Inst, Op, UnaryOp, Value};

/// What an instruction needs of its operands if those bits of its result are needed.
pub(super) fn operands(
    body: &Body,
    known: &KnownBits,
    inst: &Inst,
    needed: u128,
    need: &mut dyn FnMut(Value, u128),
) {
    let &[result] = &inst.results[..] else { return };
    // What is known needs no operands.
    let needed = needed & !known.of(result).all();
    if needed == 0 {
        return;
    }
    match &inst.op {
        Op::Unary(op, a) => need(*a, unary(*op, needed)),
        Op::Binary(op, a, b) => {
            let (left, right) = binary(body, known, *op, (*a, *b), needed);
            need(*a, left);
            need(*b, right);
        }
        Op::Select { cond, on_true, on_false } => {
            let number = known.of(*cond);
            let (never, always) = (known.number(body, *cond) == Some(0), number.ones != 0);
            if !always {
                need(*on_false, needed);
            }
            if !never {
                need(*on_true, needed);
            }
            if !never && !always && !known.same(*on_true, *on_false) {
                need(*cond, u128::MAX);
            }
        }
        Op::RefIsNull(a) => need(*a, u128::MAX),
        Op::Simd(simd) => vector(known, simd, needed, need),
        // Others have effects, and need what they need for those.
        _ => {}
    }
}

fn unary(op: UnaryOp, needed: u128) -> u128 {
    use UnaryOp::*;
    let signed = |bits: u32| {
        let sign = if needed & !low(bits) != 0 { 1 << (bits - 1) } else { 0 };
        needed & low(bits) | sign
    };
    match op {
        I32WrapI64 | I32ReinterpretF32 | I64ReinterpretF64 | F32ReinterpretI32
        | F64ReinterpretI64 | F32Neg | F64Neg => needed,
        F32Abs => needed & low(31),
        F64Abs => needed & low(63),
        I64ExtendI32U => needed & low(32),
        I64ExtendI32S | I64Extend32S => signed(32),
        I32Extend8S | I64Extend8S => signed(8),
        I32Extend16S | I64Extend16S => signed(16),
        _ => u128::MAX,
    }
}

fn binary(
    body: &Body,
    known: &KnownBits,
    op: BinaryOp,
    (a, b): (Value, Value),
    needed: u128,
) -> (u128, u128) {
    use BinaryOp::*;
    const ALL: u128 = u128::MAX;
    let bits = width(body.ty(a));
    let (x, y) = (known.of(a), known.of(b));
    let number = known.number(body, b);
    let by = number.map(|amount| (amount % u128::from(bits)) as u32);
    let amount = u128::from(bits - 1);
    let sign = 1 << (bits - 1);
    match op {
        I32And | I64And => (needed & !y.zeros, needed & !x.zeros),
        I32Or | I64Or => (needed & !y.ones, needed & !x.ones),
        I32Xor | I64Xor => (needed, needed),
        I32Add | I64Add | I32Sub | I64Sub => (up_to(needed), up_to(needed)),
        I32Mul | I64Mul => {
            let below = |zeros: u128| up_to(needed) >> zeros.trailing_ones().min(127);
            (below(y.zeros), below(x.zeros))
        }
        I32Shl | I64Shl => match by {
            Some(by) => (needed >> by, 0),
            None => (up_to(needed), amount),
        },
        I32ShrU | I64ShrU => match by {
            Some(by) => (needed << by & low(bits), 0),
            None => (ALL, amount),
        },
        I32ShrS | I64ShrS => match by {
            Some(by) => {
                let copies = if needed & !low(bits - by) & low(bits) != 0 { sign } else { 0 };
                (needed << by & low(bits) | copies, 0)
            }
            None => (ALL, amount),
        },
        I32Rotl | I64Rotl | I32Rotr | I64Rotr => match by {
            Some(by) => {
                let right = if matches!(op, I32Rotl | I64Rotl) { by } else { (bits - by) % bits };
                let needed = needed & low(bits);
                (needed >> right | needed << (bits - right) & low(bits), 0)
            }
            None => (ALL, amount),
        },
        I32RemU | I64RemU if number.is_some_and(u128::is_power_of_two) => {
            (needed & (number.unwrap_or(1) - 1), 0)
        }
        I32DivU | I64DivU if number.is_some_and(u128::is_power_of_two) => {
            (needed << number.unwrap_or(1).trailing_zeros() & low(bits), 0)
        }
        // Only the sign.
        I32LtS | I64LtS | I32GeS | I64GeS if number == Some(0) => (sign, 0),
        I32GtS | I64GtS | I32LeS | I64LeS if number == Some(low(bits)) => (sign, 0),
        I32LtU | I64LtU | I32GeU | I64GeU if number.is_some_and(u128::is_power_of_two) => {
            (!(number.unwrap_or(1) - 1), 0)
        }
        F32Copysign | F64Copysign => (needed & !sign, needed & sign),
        _ => (ALL, ALL),
    }
}

fn vector(known: &KnownBits, simd: &Simd, needed: u128, need: &mut dyn FnMut(Value, u128)) {
    const ALL: u128 = u128::MAX;
    match simd {
        Simd::Unary(op, a) => need(*a, vector_unary(*op, needed)),
        Simd::Binary(op, a, b) => {
            let (x, y) = (known.of(*a), known.of(*b));
            let (left, right) = match op {
                SimdBinary::V128And => (needed & !y.zeros, needed & !x.zeros),
                SimdBinary::V128AndNot => (needed & !y.ones, needed & !x.zeros),
                SimdBinary::V128Or => (needed & !y.ones, needed & !x.ones),
                SimdBinary::V128Xor => (needed, needed),
                SimdBinary::I8x16Swizzle if y.all() == ALL => {
                    let picked =
                        (0..16).filter(|byte| needed >> (8 * byte) & 0xff != 0).map(|byte| {
                            let from = (y.ones >> (8 * byte)) as u8;
                            if from < 16 { 0xff << (8 * u32::from(from)) } else { 0 }
                        });
                    (picked.fold(0, |all, byte| all | byte), 0)
                }
                op => vector_binary(op.name(), needed),
            };
            need(*a, left);
            need(*b, right);
        }
        Simd::Ternary(op, a, b, c) => {
            let lane = Shape::parse(split(op.name()).0).map_or(128, |shape| shape.bits);
            [a, b, c].into_iter().for_each(|value| need(*value, lanes(lane, needed)));
        }
        Simd::Bitselect { on_one, on_zero, mask } => {
            let picks = known.of(*mask);
            need(*on_one, needed & !picks.zeros);
            need(*on_zero, needed & !picks.ones);
            need(*mask, needed);
        }
        Simd::Shuffle { lanes, a, b } => {
            for (byte, &from) in lanes.iter().enumerate() {
                let bits = needed >> (8 * byte) & 0xff;
                let from_value = if from < 16 { *a } else { *b };
                need(from_value, bits << (8 * u32::from(from % 16)));
            }
        }
        Simd::ExtractLane { op, lane, vector } => {
            let bits = 128 / u32::from(op.lanes());
            let sign = if needed & !low(bits) != 0 { 1 << (bits - 1) } else { 0 };
            need(*vector, (needed & low(bits) | sign) << (u32::from(*lane) * bits));
        }
        Simd::ReplaceLane { op, lane, vector, value } => {
            let bits = 128 / u32::from(op.lanes());
            let at = u32::from(*lane) * bits;
            need(*vector, needed & !(low(bits) << at));
            need(*value, needed >> at & low(bits));
        }
        Simd::LoadLane { op, lane, vector, .. } => {
            let bits = 128 / u32::from(op.lanes());
            need(*vector, needed & !(low(bits) << (u32::from(*lane) * bits)));
        }
        Simd::Load { .. } | Simd::Store { .. } | Simd::StoreLane { .. } => {}
    }
}

fn vector_unary(op: SimdUnary, needed: u128) -> u128 {
    let (shape, operation) = split(op.name());
    let Some(shape) = Shape::parse(shape) else { return needed | op_reads_all(op) };
    match operation {
        "splat" => (0..shape.lanes())
            .map(|lane| needed >> (lane * shape.bits) & low(shape.bits))
            .fold(0, |all, bits| all | bits),
        "all_true" | "bitmask" => u128::MAX,
        _ if operation.contains("_zero") => u128::MAX,
        _ if operation.starts_with("extend_") => halved(shape, half(operation), needed),
        _ if operation.contains("_low_") => halved(shape, Half::Low, needed),
        // Lane by lane; neighbours that are added lie in the lane of their sum.
        _ => lanes(shape.bits, needed),
    }
}

/// `v128.any_true` reads everything, `v128.not` bit by bit.
fn op_reads_all(op: SimdUnary) -> u128 {
    if op == SimdUnary::V128AnyTrue { u128::MAX } else { 0 }
}

/// Lanes of half the width in one half of a vector, of which lanes of the result are made.
fn halved(shape: Shape, half: Half, needed: u128) -> u128 {
    let narrow = shape.bits / 2;
    let first = if half == Half::High { shape.lanes() } else { 0 };
    (0..shape.lanes())
        .filter(|lane| needed >> (lane * shape.bits) & low(shape.bits) != 0)
        .map(|lane| low(narrow) << ((first + lane) * narrow))
        .fold(0, |all, lane| all | lane)
}

fn vector_binary(name: &str, needed: u128) -> (u128, u128) {
    const ALL: u128 = u128::MAX;
    let (shape, operation) = split(name);
    let Some(shape) = Shape::parse(shape) else { return (ALL, ALL) };
    if matches!(operation, "shl" | "shr_s" | "shr_u") {
        return (lanes(shape.bits, needed), ALL);
    }
    if operation.starts_with("narrow_") {
        let half = |from: u32| {
            (0..shape.lanes() / 2)
                .filter(|lane| needed >> ((from + lane) * shape.bits) & low(shape.bits) != 0)
                .map(|lane| low(2 * shape.bits) << (lane * 2 * shape.bits))
                .fold(0, |all, lane| all | lane)
        };
        return (half(0), half(shape.lanes() / 2));
    }
    if operation.starts_with("extmul_") {
        let both = halved(shape, half(operation), needed);
        return (both, both);
    }
    match operation {
        "swizzle" => (ALL, ALL),
        _ => (lanes(shape.bits, needed), lanes(shape.bits, needed)),
    }
}

/// The lanes of so many bits of which at least one bit is needed, whole.
fn lanes(lane: u32, needed: u128) -> u128 {
    (0..128 / lane)
        .map(|index| low(lane) << (index * lane))
        .filter(|lane| needed & lane != 0)
        .fold(0, |all, lane| all | lane)
}

/// All bits up to the highest that is needed: what sums and products are made of.
fn up_to(needed: u128) -> u128 {
    low(128 - needed.leading_zeros())
}
