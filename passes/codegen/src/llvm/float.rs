//! Float arithmetic, strict. LLVM does not promise that an operation turns a signalling NaN quiet, and
//! drops operations that otherwise change nothing (x · 1); WebAssembly wants the quiet NaN. Where
//! such an operation stands in the code, the operand is made canonical instead.

use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicValue, BasicValueEnum, FloatMathValue, InstructionOpcode};
use inkwell::{FloatPredicate, IntPredicate};
use llvm_sys::core::LLVMIsConstant;
use preheat_passes::ir::{BinaryOp, Const, UnaryOp, Value};

use super::error::EmitError;
use super::function::{Definition, FunctionEmitter};

/// What is left of an operation with a constant that LLVM would drop.
enum Remainder {
    Same,
    Negated,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extremum {
    Minimum,
    Maximum,
}

impl<'ctx> FunctionEmitter<'_, '_, 'ctx> {
    pub(super) fn float_arithmetic(
        &self,
        op: BinaryOp,
        a: Value,
        b: Value,
    ) -> Result<BasicValueEnum<'ctx>, EmitError> {
        if let Some((value, remainder)) = self.without_constant(op, a, b) {
            let quiet = self.unary_intrinsic("llvm.canonicalize", value)?.into_float_value();
            return Ok(match remainder {
                Remainder::Same => quiet.into(),
                Remainder::Negated => self.state.builder.build_float_neg(quiet, "")?.into(),
            });
        }
        let instruction = match op {
            BinaryOp::F32Add | BinaryOp::F64Add => InstructionOpcode::FAdd,
            BinaryOp::F32Sub | BinaryOp::F64Sub => InstructionOpcode::FSub,
            BinaryOp::F32Mul | BinaryOp::F64Mul => InstructionOpcode::FMul,
            _ => InstructionOpcode::FDiv,
        };
        self.operate(instruction, a, b)
    }

    /// `x + -0`, `x - 0`, `-0 - x`, `x · ±1`, `x / ±1`.
    fn without_constant(&self, op: BinaryOp, a: Value, b: Value) -> Option<(Value, Remainder)> {
        use BinaryOp::*;
        use Remainder::{Negated, Same};
        let (left, right) = (self.float_constant(a), self.float_constant(b));
        let is = |constant: Option<f64>, what: f64| {
            constant.is_some_and(|constant| constant.to_bits() == what.to_bits())
        };
        match op {
            F32Add | F64Add if is(right, -0.0) => Some((a, Same)),
            F32Add | F64Add if is(left, -0.0) => Some((b, Same)),
            F32Sub | F64Sub if is(right, 0.0) => Some((a, Same)),
            F32Sub | F64Sub if is(left, -0.0) => Some((b, Negated)),
            F32Mul | F64Mul | F32Div | F64Div if is(right, 1.0) => Some((a, Same)),
            F32Mul | F64Mul | F32Div | F64Div if is(right, -1.0) => Some((a, Negated)),
            F32Mul | F64Mul if is(left, 1.0) => Some((b, Same)),
            F32Mul | F64Mul if is(left, -1.0) => Some((b, Negated)),
            _ => None,
        }
    }

    fn float_constant(&self, value: Value) -> Option<f64> {
        match self.definition(value) {
            Definition::Const(Const::F32(bits)) => Some(f64::from(f32::from_bits(bits))),
            Definition::Const(Const::F64(bits)) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    /// Minimum or maximum, of scalars or lane by lane; `bits` is the type of integers of that shape.
    /// The processor's own instruction gives its second operand when the two are equal, as zeros of
    /// either sign are. So it is asked both ways: "or" of the answers has the sign of -0, "and" that
    /// of +0, and otherwise they are the same. A NaN goes through an addition, which makes it quiet.
    pub(super) fn extremum<T>(
        &self,
        which: Extremum,
        a: T,
        b: T,
        bits: BasicTypeEnum<'ctx>,
    ) -> Result<BasicValueEnum<'ctx>, EmitError>
    where
        T: FloatMathValue<'ctx> + BasicValue<'ctx> + Copy,
    {
        let builder = &self.state.builder;
        let (predicate, join) = match which {
            Extremum::Minimum => (FloatPredicate::OLT, InstructionOpcode::Or),
            Extremum::Maximum => (FloatPredicate::OGT, InstructionOpcode::And),
        };
        let pick = |a: T, b: T| {
            let first = builder.build_float_compare(predicate, a, b, "")?;
            let picked = builder.build_select(first, a, b, "")?;
            builder.build_bit_cast(picked, bits, "")
        };
        let joined = builder.build_binop(join, pick(a, b)?, pick(b, a)?, "")?;
        let number = builder.build_bit_cast(joined, a.as_basic_value_enum().get_type(), "")?;
        let any_nan = builder.build_float_compare(FloatPredicate::UNO, a, b, "")?;
        let quiet = self.quiet_sum(a, b)?;
        Ok(builder.build_select(any_nan, quiet, number, "")?)
    }

    /// A sum that is a quiet NaN if one of the operands is a NaN: LLVM drops an addition of -0 and does not
    /// quieten what is left.
    fn quiet_sum<T>(&self, a: T, b: T) -> Result<BasicValueEnum<'ctx>, EmitError>
    where
        T: FloatMathValue<'ctx> + BasicValue<'ctx> + Copy,
    {
        let builder = &self.state.builder;
        let sum = builder.build_float_add(a, b, "")?.as_basic_value_enum();
        // SAFETY: it only looks at the value.
        let is_constant = |value: T| unsafe { LLVMIsConstant(value.as_value_ref()) != 0 };
        if !is_constant(a) && !is_constant(b) {
            return Ok(sum);
        }
        let other = if is_constant(a) { b } else { a };
        let (name, ty) = ("llvm.canonicalize", other.as_basic_value_enum().get_type());
        let quiet = self.state.intrinsic(name, Some(ty), &[other.as_basic_value_enum().into()])?;
        let is_nan = builder.build_float_compare(FloatPredicate::UNO, other, other, "")?;
        Ok(builder.build_select(is_nan, self.result_of(name, quiet)?, sum, "")?)
    }

    /// An unsigned 64-bit number to a float. LLVM's SLP vectoriser takes the conversion of a number that is
    /// narrow with its sign for one of 32 bits (docs/LLVM.md), so numbers with the highest bit converted are
    /// hidden from it; where there are none, nothing is left but the signed conversion.
    pub(super) fn unsigned_to_float(
        &self,
        a: Value,
        op: UnaryOp,
    ) -> Result<BasicValueEnum<'ctx>, EmitError> {
        let builder = &self.state.builder;
        let number = self.int(a);
        let to = self.state.value_type(op.result())?.into_float_type();
        let zero = number.get_type().const_zero();
        let high = builder.build_int_compare(IntPredicate::SLT, number, zero, "")?;
        let of_low = builder.build_signed_int_to_float(number, to, "")?;
        let of_high = builder.build_unsigned_int_to_float(self.hidden(number)?, to, "")?;
        Ok(builder.build_select(high, of_high, of_low, "")?)
    }

    /// f64 to f32. Of a promoted f32 it is that f32, but with a quiet NaN.
    pub(super) fn demote(&self, a: Value) -> Result<BasicValueEnum<'ctx>, EmitError> {
        match self.definition(a) {
            Definition::Promotion(single) => self.unary_intrinsic("llvm.canonicalize", single),
            _ => self.cast(InstructionOpcode::FPTrunc, a, UnaryOp::F32DemoteF64),
        }
    }
}
