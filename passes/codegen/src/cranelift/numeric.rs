//! Numeric operations: which Cranelift instruction each one is. Cranelift's have WebAssembly's meaning:
//! division and truncation trap as it wants, shifts take their amount modulo the width.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{self as clif, InstBuilder as _, MemFlagsData, Type, types};
use preheat_passes::ir::{BinaryOp, UnaryOp, Value};

use super::function::FunctionEmitter;
use super::writer::value_type;

impl FunctionEmitter<'_> {
    pub(super) fn unary(&mut self, op: UnaryOp, a: Value, result: Value) {
        use UnaryOp::*;
        let a = self.get(a);
        let to = value_type(op.result());
        let value = match op {
            I32Eqz | I64Eqz => {
                let is_zero = self.ins().icmp_imm_u(IntCC::Equal, a, 0);
                return self.set_truth(result, is_zero);
            }
            I32Clz | I64Clz => self.ins().clz(a),
            I32Ctz | I64Ctz => self.ins().ctz(a),
            I32Popcnt | I64Popcnt => self.ins().popcnt(a),
            F32Abs | F64Abs => self.ins().fabs(a),
            F32Neg | F64Neg => self.ins().fneg(a),
            F32Ceil | F64Ceil => self.ins().ceil(a),
            F32Floor | F64Floor => self.ins().floor(a),
            F32Trunc | F64Trunc => self.ins().trunc(a),
            F32Nearest | F64Nearest => self.ins().nearest(a),
            F32Sqrt | F64Sqrt => self.ins().sqrt(a),
            I32WrapI64 => self.ins().ireduce(to, a),
            I32TruncF32S | I32TruncF64S | I64TruncF32S | I64TruncF64S => {
                self.ins().fcvt_to_sint(to, a)
            }
            I32TruncF32U | I32TruncF64U | I64TruncF32U | I64TruncF64U => {
                self.ins().fcvt_to_uint(to, a)
            }
            I32TruncSatF32S | I32TruncSatF64S | I64TruncSatF32S | I64TruncSatF64S => {
                self.ins().fcvt_to_sint_sat(to, a)
            }
            I32TruncSatF32U | I32TruncSatF64U | I64TruncSatF32U | I64TruncSatF64U => {
                self.ins().fcvt_to_uint_sat(to, a)
            }
            I64ExtendI32S => self.ins().sextend(to, a),
            I64ExtendI32U => self.ins().uextend(to, a),
            F32ConvertI32S | F32ConvertI64S | F64ConvertI32S | F64ConvertI64S => {
                self.ins().fcvt_from_sint(to, a)
            }
            F32ConvertI32U | F32ConvertI64U | F64ConvertI32U | F64ConvertI64U => {
                self.ins().fcvt_from_uint(to, a)
            }
            F32DemoteF64 => self.ins().fdemote(to, a),
            F64PromoteF32 => self.ins().fpromote(to, a),
            I32ReinterpretF32 | I64ReinterpretF64 | F32ReinterpretI32 | F64ReinterpretI64 => {
                self.ins().bitcast(to, MemFlagsData::new(), a)
            }
            I32Extend8S | I64Extend8S => self.sign_extend(a, types::I8),
            I32Extend16S | I64Extend16S => self.sign_extend(a, types::I16),
            I64Extend32S => self.sign_extend(a, types::I32),
        };
        self.set(result, value);
    }

    pub(super) fn binary(&mut self, op: BinaryOp, a: Value, b: Value, result: Value) {
        use BinaryOp::*;
        let (a, b) = (self.get(a), self.get(b));
        if let Some(condition) = int_condition(op) {
            let holds = self.ins().icmp(condition, a, b);
            return self.set_truth(result, holds);
        }
        if let Some(condition) = float_condition(op) {
            let holds = self.ins().fcmp(condition, a, b);
            return self.set_truth(result, holds);
        }
        let ins = self.ins();
        let value = match op {
            I32Add | I64Add => ins.iadd(a, b),
            I32Sub | I64Sub => ins.isub(a, b),
            I32Mul | I64Mul => ins.imul(a, b),
            I32DivS | I64DivS => ins.sdiv(a, b),
            I32DivU | I64DivU => ins.udiv(a, b),
            I32RemS | I64RemS => ins.srem(a, b),
            I32RemU | I64RemU => ins.urem(a, b),
            I32And | I64And => ins.band(a, b),
            I32Or | I64Or => ins.bor(a, b),
            I32Xor | I64Xor => ins.bxor(a, b),
            I32Shl | I64Shl => ins.ishl(a, b),
            I32ShrS | I64ShrS => ins.sshr(a, b),
            I32ShrU | I64ShrU => ins.ushr(a, b),
            I32Rotl | I64Rotl => ins.rotl(a, b),
            I32Rotr | I64Rotr => ins.rotr(a, b),
            F32Add | F64Add => ins.fadd(a, b),
            F32Sub | F64Sub => ins.fsub(a, b),
            F32Mul | F64Mul => ins.fmul(a, b),
            F32Div | F64Div => ins.fdiv(a, b),
            F32Min | F64Min => ins.fmin(a, b),
            F32Max | F64Max => ins.fmax(a, b),
            F32Copysign | F64Copysign => ins.fcopysign(a, b),
            _ => unreachable!("comparisons were told apart above"),
        };
        self.set(result, value);
    }

    /// Cranelift's truth value as wasm's i32.
    pub(super) fn set_truth(&mut self, result: Value, truth: clif::Value) {
        let value = self.ins().uextend(types::I32, truth);
        self.set(result, value);
    }

    fn sign_extend(&mut self, a: clif::Value, from: Type) -> clif::Value {
        let to = self.code.type_of(a);
        let narrow = self.ins().ireduce(from, a);
        self.ins().sextend(to, narrow)
    }
}

fn int_condition(op: BinaryOp) -> Option<IntCC> {
    use BinaryOp::*;
    Some(match op {
        I32Eq | I64Eq => IntCC::Equal,
        I32Ne | I64Ne => IntCC::NotEqual,
        I32LtS | I64LtS => IntCC::SignedLessThan,
        I32LtU | I64LtU => IntCC::UnsignedLessThan,
        I32GtS | I64GtS => IntCC::SignedGreaterThan,
        I32GtU | I64GtU => IntCC::UnsignedGreaterThan,
        I32LeS | I64LeS => IntCC::SignedLessThanOrEqual,
        I32LeU | I64LeU => IntCC::UnsignedLessThanOrEqual,
        I32GeS | I64GeS => IntCC::SignedGreaterThanOrEqual,
        I32GeU | I64GeU => IntCC::UnsignedGreaterThanOrEqual,
        _ => return None,
    })
}

fn float_condition(op: BinaryOp) -> Option<FloatCC> {
    use BinaryOp::*;
    Some(match op {
        F32Eq | F64Eq => FloatCC::Equal,
        F32Ne | F64Ne => FloatCC::NotEqual,
        F32Lt | F64Lt => FloatCC::LessThan,
        F32Gt | F64Gt => FloatCC::GreaterThan,
        F32Le | F64Le => FloatCC::LessThanOrEqual,
        F32Ge | F64Ge => FloatCC::GreaterThanOrEqual,
        _ => return None,
    })
}
