//! Numeric operations that may trap: division, and conversion of floats to integers. LLVM's own
//! instructions are undefined where WebAssembly's trap, so each is preceded by its checks.

use inkwell::values::{BasicValueEnum, InstructionOpcode, IntValue};
use inkwell::{FloatPredicate, IntPredicate};
use preheat_formats::Trap;
use preheat_passes::ir::{UnaryOp, Value};

use super::error::EmitError;
use super::function::FunctionEmitter;

impl<'ctx> FunctionEmitter<'_, '_, 'ctx> {
    pub(super) fn divide_unsigned(
        &mut self,
        op: InstructionOpcode,
        a: Value,
        b: Value,
    ) -> Result<BasicValueEnum<'ctx>, EmitError> {
        self.check_divisor(b)?;
        self.operate(op, a, b)
    }

    pub(super) fn divide_signed(
        &mut self,
        a: Value,
        b: Value,
    ) -> Result<BasicValueEnum<'ctx>, EmitError> {
        self.check_divisor(b)?;
        let builder = &self.state.builder;
        let (dividend, divisor) = (self.int(a), self.int(b));
        let ty = dividend.get_type();
        let lowest = ty.const_int(1 << (ty.get_bit_width() - 1), false);
        let is_lowest = builder.build_int_compare(IntPredicate::EQ, dividend, lowest, "")?;
        let overflows = builder.build_and(is_lowest, self.is_minus_one(divisor)?, "")?;
        self.trap_if(overflows, Trap::IntegerOverflow)?;
        self.operate(InstructionOpcode::SDiv, a, b)
    }

    /// A remainder by -1 is 0, also that of the lowest number, where LLVM's overflows: so divide by 1.
    pub(super) fn remainder_signed(
        &mut self,
        a: Value,
        b: Value,
    ) -> Result<BasicValueEnum<'ctx>, EmitError> {
        self.check_divisor(b)?;
        let builder = &self.state.builder;
        let (dividend, divisor) = (self.int(a), self.int(b));
        let one = divisor.get_type().const_int(1, false);
        let safe = builder.build_select(self.is_minus_one(divisor)?, one, divisor, "")?;
        Ok(builder.build_int_signed_rem(dividend, safe.into_int_value(), "")?.into())
    }

    fn check_divisor(&mut self, divisor: Value) -> Result<(), EmitError> {
        let divisor = self.int(divisor);
        let zero = divisor.get_type().const_zero();
        let is_zero = self.state.builder.build_int_compare(IntPredicate::EQ, divisor, zero, "")?;
        self.trap_if(is_zero, Trap::IntegerDivideByZero)
    }

    fn is_minus_one(&self, value: IntValue<'ctx>) -> Result<IntValue<'ctx>, EmitError> {
        let minus_one = value.get_type().const_all_ones();
        Ok(self.state.builder.build_int_compare(IntPredicate::EQ, value, minus_one, "")?)
    }

    /// Goes on only if the truncated float is in the integer's range.
    pub(super) fn check_truncation(&mut self, op: UnaryOp, a: Value) -> Result<(), EmitError> {
        let range = range(op);
        let float = self.float(a);
        let ty = float.get_type();
        let builder = &self.state.builder;
        let above = builder.build_float_compare(
            range.low_predicate,
            float,
            ty.const_float(range.low),
            "",
        )?;
        let below = builder.build_float_compare(
            FloatPredicate::OLT,
            float,
            ty.const_float(range.high),
            "",
        )?;
        let fits = builder.build_and(above, below, "")?;
        let (going_on, failing) = (self.new_block(), self.new_block());
        builder.build_conditional_branch(fits, going_on, failing)?;

        self.position(failing);
        let is_nan = builder.build_float_compare(FloatPredicate::UNO, float, float, "")?;
        let not_a_number = self.trap_block(Trap::InvalidConversionToInteger)?;
        let out_of_range = self.trap_block(Trap::IntegerOverflow)?;
        self.state.builder.build_conditional_branch(is_nan, not_a_number, out_of_range)?;
        self.position(going_on);
        Ok(())
    }
}

/// The floats whose truncation an integer type can hold: from `low` (itself only with OGE) to
/// below `high`. All bounds are exact in their float type.
struct Range {
    low: f64,
    low_predicate: FloatPredicate,
    high: f64,
}

fn range(op: UnaryOp) -> Range {
    use FloatPredicate::{OGE, OGT};
    const TWO_31: f64 = (1u64 << 31) as f64;
    const TWO_32: f64 = (1u64 << 32) as f64;
    const TWO_63: f64 = (1u64 << 63) as f64;
    const TWO_64: f64 = 2.0 * TWO_63;
    let (low_predicate, low, high) = match op {
        // In f32 there is nothing between -2³¹ - 1 and -2³¹, so the bound is -2³¹ itself.
        UnaryOp::I32TruncF32S => (OGE, -TWO_31, TWO_31),
        UnaryOp::I32TruncF64S => (OGT, -TWO_31 - 1.0, TWO_31),
        UnaryOp::I64TruncF32S | UnaryOp::I64TruncF64S => (OGE, -TWO_63, TWO_63),
        UnaryOp::I32TruncF32U | UnaryOp::I32TruncF64U => (OGT, -1.0, TWO_32),
        _ => (OGT, -1.0, TWO_64),
    };
    Range { low, low_predicate, high }
}
