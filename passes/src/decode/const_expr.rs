//! Constant expressions, worked out: what is left is a number, null, or a function's reference.

use wasmparser::Operator;

use super::error::DecodeError;
use crate::ir::{Const, ConstExpr, FuncId, Global};

/// Evaluates an expression. It may name the globals before it, which do not change.
pub fn const_expr(
    expr: wasmparser::ConstExpr,
    globals: &[Global],
) -> Result<ConstExpr, DecodeError> {
    let mut stack: Vec<ConstExpr> = Vec::new();
    for operator in expr.get_operators_reader() {
        let value = match operator? {
            Operator::I32Const { value } => ConstExpr::Const(Const::I32(value as u32)),
            Operator::I64Const { value } => ConstExpr::Const(Const::I64(value as u64)),
            Operator::F32Const { value } => ConstExpr::Const(Const::F32(value.bits())),
            Operator::F64Const { value } => ConstExpr::Const(Const::F64(value.bits())),
            Operator::V128Const { value } => ConstExpr::Const(Const::V128(value.i128() as u128)),
            Operator::RefNull { .. } => ConstExpr::RefNull,
            Operator::RefFunc { function_index } => ConstExpr::RefFunc(FuncId(function_index)),
            Operator::GlobalGet { global_index } => globals[global_index as usize].init,
            Operator::I32Add => arithmetic(&mut stack, u32::wrapping_add, u64::wrapping_add),
            Operator::I64Add => arithmetic(&mut stack, u32::wrapping_add, u64::wrapping_add),
            Operator::I32Sub => arithmetic(&mut stack, u32::wrapping_sub, u64::wrapping_sub),
            Operator::I64Sub => arithmetic(&mut stack, u32::wrapping_sub, u64::wrapping_sub),
            Operator::I32Mul => arithmetic(&mut stack, u32::wrapping_mul, u64::wrapping_mul),
            Operator::I64Mul => arithmetic(&mut stack, u32::wrapping_mul, u64::wrapping_mul),
            Operator::End => break,
            other => unreachable!("validated as constant: {other:?}"),
        };
        stack.push(value);
    }
    Ok(stack.pop().expect("validated to leave one value"))
}

fn arithmetic(
    stack: &mut Vec<ConstExpr>,
    on_i32: impl Fn(u32, u32) -> u32,
    on_i64: impl Fn(u64, u64) -> u64,
) -> ConstExpr {
    let b = stack.pop();
    let a = stack.pop();
    ConstExpr::Const(match (a, b) {
        (Some(ConstExpr::Const(Const::I32(a))), Some(ConstExpr::Const(Const::I32(b)))) => {
            Const::I32(on_i32(a, b))
        }
        (Some(ConstExpr::Const(Const::I64(a))), Some(ConstExpr::Const(Const::I64(b)))) => {
            Const::I64(on_i64(a, b))
        }
        operands => unreachable!("validated as integers: {operands:?}"),
    })
}
