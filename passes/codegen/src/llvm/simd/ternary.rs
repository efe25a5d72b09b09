//! Vector instructions with three operands: fused multiplication and addition, and the sum of a dot product.

use inkwell::values::{BasicMetadataValueEnum, BasicValueEnum, IntValue, VectorValue};
use preheat_formats::CpuLevel;
use preheat_formats::abi::Builtin;
use preheat_passes::ir::Value;
use preheat_passes::ir::shape::{DOUBLES, FLOATS, Shape, Sign, split};
use preheat_passes::ir::simd::SimdTernary;

use super::super::call::call_builtin;
use super::Emitted;
use crate::llvm::error::EmitError;
use crate::llvm::function::FunctionEmitter;

impl<'ctx> FunctionEmitter<'_, '_, 'ctx> {
    pub(super) fn simd_ternary(
        &self,
        op: SimdTernary,
        [a, b, c]: [Value; 3],
    ) -> Emitted<VectorValue<'ctx>> {
        let shape = Shape::parse(split(op.name()).0).ok_or(super::UNKNOWN)?;
        let lanes = match op {
            SimdTernary::I32x4DotAdd => {
                let pairs = self.int_binary(shape.narrower(), DOT_BYTES, a, b)?;
                let pairs = self.extend(pairs, shape.bits, Sign::Signed)?;
                let (even, odd) = (self.every_other(pairs, 0)?, self.every_other(pairs, 1)?);
                let builder = &self.state.builder;
                let sums = builder.build_int_add(even, odd, "")?;
                builder.build_int_add(sums, self.operand(c, shape)?, "")?
            }
            SimdTernary::F32x4Fma => self.fma(FLOATS, self.operand(a, FLOATS)?, b, c)?,
            SimdTernary::F64x2Fma => self.fma(DOUBLES, self.operand(a, DOUBLES)?, b, c)?,
            SimdTernary::F32x4Fnma => self.fma(FLOATS, self.negated(a, FLOATS)?, b, c)?,
            SimdTernary::F64x2Fnma => self.fma(DOUBLES, self.negated(a, DOUBLES)?, b, c)?,
        };
        self.back(lanes)
    }

    fn negated(&self, value: Value, shape: Shape) -> Emitted<VectorValue<'ctx>> {
        Ok(self.state.builder.build_float_neg(self.operand(value, shape)?, "")?)
    }

    /// a * b + c, rounded once on every processor: where it has no instruction for that, the agent computes
    /// each lane.
    fn fma(
        &self,
        shape: Shape,
        a: VectorValue<'ctx>,
        b: Value,
        c: Value,
    ) -> Emitted<VectorValue<'ctx>> {
        let operands = [a, self.operand(b, shape)?, self.operand(c, shape)?];
        if self.state.level >= CpuLevel::V3 {
            return self.vector_intrinsic("llvm.fma", &operands);
        }
        let mut result = operands[2];
        for lane in 0..shape.lanes() {
            let index = self.state.i32.const_int(u64::from(lane), false);
            let value = self.fma_lane(shape, operands, index)?;
            result = self.state.builder.build_insert_element(result, value, index, "")?;
        }
        Ok(result)
    }

    fn fma_lane(
        &self,
        shape: Shape,
        operands: [VectorValue<'ctx>; 3],
        index: IntValue<'ctx>,
    ) -> Emitted<BasicValueEnum<'ctx>> {
        let state = self.state;
        let (builtin, bits) = match shape.bits {
            32 => (Builtin::Fma32, state.i32),
            _ => (Builtin::Fma64, state.i64),
        };
        let mut args: Vec<BasicMetadataValueEnum> = vec![];
        for operand in operands {
            let lane = state.builder.build_extract_element(operand, index, "")?;
            args.push(state.builder.build_bit_cast(lane, bits, "")?.into_int_value().into());
        }
        let call = call_builtin(state, self.m, builtin, Some(bits.into()), &args)?;
        let value = call.try_as_basic_value().basic().ok_or(EmitError::NoIntrinsic("fma"))?;
        Ok(state.builder.build_bit_cast(value, self.lane_type(shape), "")?)
    }
}

/// The operation that adds two neighbouring products.
const DOT_BYTES: &str = "relaxed_dot_i8x16_i7x16_s";
