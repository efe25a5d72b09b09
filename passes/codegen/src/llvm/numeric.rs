//! Numeric operations: which LLVM instruction or intrinsic each one is. Those that trap are in
//! `checked`, float arithmetic in `float`.

use inkwell::values::{BasicValueEnum, InstructionOpcode, IntValue};
use inkwell::{FloatPredicate, IntPredicate};
use preheat_passes::ir::{BinaryOp, UnaryOp, Value};

use super::error::EmitError;
use super::float::Extremum::{Maximum, Minimum};
use super::function::{Definition, FunctionEmitter};

type Emitted<'ctx> = Result<BasicValueEnum<'ctx>, EmitError>;

impl<'ctx> FunctionEmitter<'_, '_, 'ctx> {
    pub(super) fn unary(&mut self, op: UnaryOp, a: Value, result: Value) -> Result<(), EmitError> {
        use InstructionOpcode::{FPExt, FPToSI, FPToUI, SExt, SIToFP, Trunc, UIToFP, ZExt};
        use UnaryOp::*;
        let value = match op {
            I32Eqz | I64Eqz => {
                let zero = self.int(a).get_type().const_zero();
                self.compare(IntPredicate::EQ, self.int(a), zero)?
            }
            I32Clz | I64Clz => self.count_zeros("llvm.ctlz", a)?,
            I32Ctz | I64Ctz => self.count_zeros("llvm.cttz", a)?,
            I32Popcnt | I64Popcnt => self.unary_intrinsic("llvm.ctpop", a)?,
            F32Abs | F64Abs => self.unary_intrinsic("llvm.fabs", a)?,
            F32Neg | F64Neg => self.state.builder.build_float_neg(self.float(a), "")?.into(),
            F32Ceil | F64Ceil => self.unary_intrinsic("llvm.ceil", a)?,
            F32Floor | F64Floor => self.unary_intrinsic("llvm.floor", a)?,
            F32Trunc | F64Trunc => self.unary_intrinsic("llvm.trunc", a)?,
            F32Nearest | F64Nearest => self.unary_intrinsic("llvm.roundeven", a)?,
            F32Sqrt | F64Sqrt => self.unary_intrinsic("llvm.sqrt", a)?,
            I32WrapI64 => self.cast(Trunc, a, op)?,
            I32TruncF32S | I32TruncF64S | I64TruncF32S | I64TruncF64S => {
                self.check_truncation(op, a)?;
                self.cast(FPToSI, a, op)?
            }
            I32TruncF32U | I32TruncF64U | I64TruncF32U | I64TruncF64U => {
                self.check_truncation(op, a)?;
                self.cast(FPToUI, a, op)?
            }
            I32TruncSatF32S | I32TruncSatF64S | I64TruncSatF32S | I64TruncSatF64S => {
                self.saturate("llvm.fptosi.sat", a, op)?
            }
            I32TruncSatF32U | I32TruncSatF64U | I64TruncSatF32U | I64TruncSatF64U => {
                self.saturate("llvm.fptoui.sat", a, op)?
            }
            I64ExtendI32S => self.cast(SExt, a, op)?,
            I64ExtendI32U => self.cast(ZExt, a, op)?,
            F32ConvertI32S | F32ConvertI64S | F64ConvertI32S | F64ConvertI64S => {
                self.cast(SIToFP, a, op)?
            }
            F32ConvertI32U | F64ConvertI32U => self.cast(UIToFP, a, op)?,
            F32ConvertI64U | F64ConvertI64U => self.unsigned_to_float(a, op)?,
            F32DemoteF64 => self.demote(a)?,
            F64PromoteF32 => {
                self.set_definition(result, Definition::Promotion(a));
                self.cast(FPExt, a, op)?
            }
            I32ReinterpretF32 | I64ReinterpretF64 | F32ReinterpretI32 | F64ReinterpretI64 => {
                self.cast(InstructionOpcode::BitCast, a, op)?
            }
            I32Extend8S | I64Extend8S => self.sign_extend(a, self.state.i8)?,
            I32Extend16S | I64Extend16S => self.sign_extend(a, self.state.i16)?,
            I64Extend32S => self.sign_extend(a, self.state.i32)?,
        };
        self.set(result, value);
        Ok(())
    }

    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        a: Value,
        b: Value,
        result: Value,
    ) -> Result<(), EmitError> {
        use BinaryOp::*;
        let value = match op {
            I32Eq | I64Eq => self.compare(IntPredicate::EQ, self.int(a), self.int(b))?,
            I32Ne | I64Ne => self.compare(IntPredicate::NE, self.int(a), self.int(b))?,
            I32LtS | I64LtS => self.compare(IntPredicate::SLT, self.int(a), self.int(b))?,
            I32LtU | I64LtU => self.compare(IntPredicate::ULT, self.int(a), self.int(b))?,
            I32GtS | I64GtS => self.compare(IntPredicate::SGT, self.int(a), self.int(b))?,
            I32GtU | I64GtU => self.compare(IntPredicate::UGT, self.int(a), self.int(b))?,
            I32LeS | I64LeS => self.compare(IntPredicate::SLE, self.int(a), self.int(b))?,
            I32LeU | I64LeU => self.compare(IntPredicate::ULE, self.int(a), self.int(b))?,
            I32GeS | I64GeS => self.compare(IntPredicate::SGE, self.int(a), self.int(b))?,
            I32GeU | I64GeU => self.compare(IntPredicate::UGE, self.int(a), self.int(b))?,
            F32Eq | F64Eq => self.float_compare(FloatPredicate::OEQ, a, b)?,
            F32Ne | F64Ne => self.float_compare(FloatPredicate::UNE, a, b)?,
            F32Lt | F64Lt => self.float_compare(FloatPredicate::OLT, a, b)?,
            F32Gt | F64Gt => self.float_compare(FloatPredicate::OGT, a, b)?,
            F32Le | F64Le => self.float_compare(FloatPredicate::OLE, a, b)?,
            F32Ge | F64Ge => self.float_compare(FloatPredicate::OGE, a, b)?,
            I32Add | I64Add => self.operate(InstructionOpcode::Add, a, b)?,
            I32Sub | I64Sub => self.operate(InstructionOpcode::Sub, a, b)?,
            I32Mul | I64Mul => self.operate(InstructionOpcode::Mul, a, b)?,
            I32DivS | I64DivS => self.divide_signed(a, b)?,
            I32DivU | I64DivU => self.divide_unsigned(InstructionOpcode::UDiv, a, b)?,
            I32RemS | I64RemS => self.remainder_signed(a, b)?,
            I32RemU | I64RemU => self.divide_unsigned(InstructionOpcode::URem, a, b)?,
            I32And | I64And => self.operate(InstructionOpcode::And, a, b)?,
            I32Or | I64Or => self.operate(InstructionOpcode::Or, a, b)?,
            I32Xor | I64Xor => self.operate(InstructionOpcode::Xor, a, b)?,
            I32Shl | I64Shl => self.shift_int(InstructionOpcode::Shl, a, b)?,
            I32ShrS | I64ShrS => self.shift_int(InstructionOpcode::AShr, a, b)?,
            I32ShrU | I64ShrU => self.shift_int(InstructionOpcode::LShr, a, b)?,
            I32Rotl | I64Rotl => self.rotate("llvm.fshl", a, b)?,
            I32Rotr | I64Rotr => self.rotate("llvm.fshr", a, b)?,
            F32Add | F64Add | F32Sub | F64Sub | F32Mul | F64Mul | F32Div | F64Div => {
                self.float_arithmetic(op, a, b)?
            }
            F32Min => {
                self.extremum(Minimum, self.float(a), self.float(b), self.state.i32.into())?
            }
            F64Min => {
                self.extremum(Minimum, self.float(a), self.float(b), self.state.i64.into())?
            }
            F32Max => {
                self.extremum(Maximum, self.float(a), self.float(b), self.state.i32.into())?
            }
            F64Max => {
                self.extremum(Maximum, self.float(a), self.float(b), self.state.i64.into())?
            }
            F32Copysign | F64Copysign => self.binary_intrinsic("llvm.copysign", a, b)?,
        };
        self.set(result, value);
        Ok(())
    }

    /// 1 or 0, as i32.
    pub(super) fn compare(
        &self,
        predicate: IntPredicate,
        a: IntValue<'ctx>,
        b: IntValue<'ctx>,
    ) -> Emitted<'ctx> {
        let holds = self.state.builder.build_int_compare(predicate, a, b, "")?;
        Ok(self.state.builder.build_int_z_extend(holds, self.state.i32, "")?.into())
    }

    fn float_compare(&self, predicate: FloatPredicate, a: Value, b: Value) -> Emitted<'ctx> {
        let (a, b) = (self.float(a), self.float(b));
        let holds = self.state.builder.build_float_compare(predicate, a, b, "")?;
        Ok(self.state.builder.build_int_z_extend(holds, self.state.i32, "")?.into())
    }

    pub(super) fn operate(&self, op: InstructionOpcode, a: Value, b: Value) -> Emitted<'ctx> {
        Ok(self.state.builder.build_binop(op, self.get(a), self.get(b), "")?)
    }

    pub(super) fn cast(&self, cast: InstructionOpcode, a: Value, op: UnaryOp) -> Emitted<'ctx> {
        let to = self.state.value_type(op.result())?;
        Ok(self.state.builder.build_cast(cast, self.get(a), to, "")?)
    }

    pub(super) fn unary_intrinsic(&self, name: &'static str, a: Value) -> Emitted<'ctx> {
        let a = self.get(a);
        self.result_of(name, self.state.intrinsic(name, Some(a.get_type()), &[a.into()])?)
    }

    fn binary_intrinsic(&self, name: &'static str, a: Value, b: Value) -> Emitted<'ctx> {
        let (a, b) = (self.get(a), self.get(b));
        let value = self.state.intrinsic(name, Some(a.get_type()), &[a.into(), b.into()])?;
        self.result_of(name, value)
    }

    pub(super) fn result_of(
        &self,
        name: &'static str,
        value: Option<BasicValueEnum<'ctx>>,
    ) -> Emitted<'ctx> {
        value.ok_or(EmitError::NoIntrinsic(name))
    }

    /// Leading or trailing zeros; the width if the operand is 0.
    fn count_zeros(&self, name: &'static str, a: Value) -> Emitted<'ctx> {
        let a = self.get(a);
        let defined_for_zero = self.state.i1.const_zero();
        let args = [a.into(), defined_for_zero.into()];
        self.result_of(name, self.state.intrinsic(name, Some(a.get_type()), &args)?)
    }

    fn sign_extend(&self, a: Value, from: inkwell::types::IntType<'ctx>) -> Emitted<'ctx> {
        let a = self.int(a);
        let narrow = self.state.builder.build_int_truncate(a, from, "")?;
        Ok(self.state.builder.build_int_s_extend(narrow, a.get_type(), "")?.into())
    }

    /// Shifts by the amount modulo the width, where LLVM's shift by more is poison.
    fn shift_int(&self, op: InstructionOpcode, a: Value, b: Value) -> Emitted<'ctx> {
        let (a, b) = (self.int(a), self.int(b));
        let mask = u64::from(a.get_type().get_bit_width() - 1);
        let amount = self.state.builder.build_and(b, b.get_type().const_int(mask, false), "")?;
        Ok(self.state.builder.build_binop(op, a, amount, "")?)
    }

    /// A funnel shift of a value with itself; its amount is modulo the width already.
    fn rotate(&self, name: &'static str, a: Value, b: Value) -> Emitted<'ctx> {
        let (a, b) = (self.get(a), self.get(b));
        let args = [a.into(), a.into(), b.into()];
        self.result_of(name, self.state.intrinsic(name, Some(a.get_type()), &args)?)
    }

    fn saturate(&self, name: &'static str, a: Value, op: UnaryOp) -> Emitted<'ctx> {
        let a = self.get(a);
        let to = self.state.value_type(op.result())?;
        self.result_of(name, self.state.intrinsic_of(name, &[to, a.get_type()], &[a.into()])?)
    }
}
