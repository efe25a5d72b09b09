//! Vector instructions → IR. The names on both sides are the same, except for relaxed instructions: where the
//! specification leaves a choice, it is made here, the same for all processors and emitters
//! (docs/SEMANTICS.md).

use wasmparser::{MemArg, Operator};

use super::body::{Walk, address};
use crate::ir::simd::{
    ExtractLane, LoadLane, ReplaceLane, Simd, SimdBinary, SimdLoad, SimdTernary, SimdUnary,
    StoreLane,
};
use crate::ir::{Const, Op, ValType};

impl Walk<'_> {
    /// Decodes a vector instruction; says whether it was one.
    pub(super) fn step_simd(&mut self, operator: &Operator) -> bool {
        let simd = match operator {
            Operator::V128Const { value } => {
                self.constant(Const::V128(value.i128() as u128));
                return true;
            }
            Operator::V128Bitselect => {
                let [on_one, on_zero, mask] = self.pops();
                Simd::Bitselect { on_one, on_zero, mask }
            }
            Operator::I8x16Shuffle { lanes } => {
                let [a, b] = self.pops();
                Simd::Shuffle { lanes: *lanes, a, b }
            }
            Operator::V128Store { memarg } => {
                let [addr, value] = self.pops();
                let (memory, offset) = address(memarg);
                Simd::Store { memory, addr, value, offset }
            }
            other => match self.named(other) {
                Some(simd) => simd,
                None => return false,
            },
        };
        let results: Vec<ValType> = simd.result().into_iter().collect();
        self.emit_many(Op::Simd(simd), &results);
        true
    }

    fn named(&mut self, operator: &Operator) -> Option<Simd> {
        if let Some(simd) = self.relaxed(operator) {
            return Some(simd);
        }
        if let Some(op) = unary(operator) {
            return Some(self.unary(op));
        }
        if let Some(op) = binary(operator) {
            return Some(self.binary(op));
        }
        if let Some((op, lane)) = extract_lane(operator) {
            let [vector] = self.pops();
            return Some(Simd::ExtractLane { op, lane, vector });
        }
        if let Some((op, lane)) = replace_lane(operator) {
            let [vector, value] = self.pops();
            return Some(Simd::ReplaceLane { op, lane, vector, value });
        }
        if let Some((op, memarg)) = load(operator) {
            let [addr] = self.pops();
            let (memory, offset) = address(&memarg);
            return Some(Simd::Load { op, memory, addr, offset });
        }
        if let Some((op, memarg, lane)) = load_lane(operator) {
            let [addr, vector] = self.pops();
            let (memory, offset) = address(&memarg);
            return Some(Simd::LoadLane { op, memory, addr, offset, lane, vector });
        }
        let (op, memarg, lane) = store_lane(operator)?;
        let [addr, vector] = self.pops();
        let (memory, offset) = address(&memarg);
        Some(Simd::StoreLane { op, memory, addr, offset, lane, vector })
    }
}

impl Walk<'_> {
    /// Relaxed instructions as what they are here.
    fn relaxed(&mut self, operator: &Operator) -> Option<Simd> {
        use Operator::*;
        Some(match operator {
            I32x4RelaxedTruncF32x4S => self.unary(SimdUnary::I32x4TruncSatF32x4S),
            I32x4RelaxedTruncF32x4U => self.unary(SimdUnary::I32x4TruncSatF32x4U),
            I32x4RelaxedTruncF64x2SZero => self.unary(SimdUnary::I32x4TruncSatF64x2SZero),
            I32x4RelaxedTruncF64x2UZero => self.unary(SimdUnary::I32x4TruncSatF64x2UZero),
            I8x16RelaxedSwizzle => self.binary(SimdBinary::I8x16Swizzle),
            F32x4RelaxedMin => self.binary(SimdBinary::F32x4Min),
            F32x4RelaxedMax => self.binary(SimdBinary::F32x4Max),
            F64x2RelaxedMin => self.binary(SimdBinary::F64x2Min),
            F64x2RelaxedMax => self.binary(SimdBinary::F64x2Max),
            I16x8RelaxedQ15mulrS => self.binary(SimdBinary::I16x8Q15MulrSatS),
            I16x8RelaxedDotI8x16I7x16S => self.binary(SimdBinary::I16x8DotI8x16S),
            F32x4RelaxedMadd => self.ternary(SimdTernary::F32x4Fma),
            F32x4RelaxedNmadd => self.ternary(SimdTernary::F32x4Fnma),
            F64x2RelaxedMadd => self.ternary(SimdTernary::F64x2Fma),
            F64x2RelaxedNmadd => self.ternary(SimdTernary::F64x2Fnma),
            I32x4RelaxedDotI8x16I7x16AddS => self.ternary(SimdTernary::I32x4DotAdd),
            I8x16RelaxedLaneselect
            | I16x8RelaxedLaneselect
            | I32x4RelaxedLaneselect
            | I64x2RelaxedLaneselect => {
                let [on_one, on_zero, mask] = self.pops();
                Simd::Bitselect { on_one, on_zero, mask }
            }
            _ => return None,
        })
    }

    fn unary(&mut self, op: SimdUnary) -> Simd {
        let [a] = self.pops();
        Simd::Unary(op, a)
    }

    fn binary(&mut self, op: SimdBinary) -> Simd {
        let [a, b] = self.pops();
        Simd::Binary(op, a, b)
    }

    fn ternary(&mut self, op: SimdTernary) -> Simd {
        let [a, b, c] = self.pops();
        Simd::Ternary(op, a, b, c)
    }
}

/// Instructions with the same immediates, by name.
macro_rules! same_names {
    ($fn:ident -> $enum:ident { $($name:ident)* }) => {
        fn $fn(operator: &Operator) -> Option<$enum> {
            Some(match operator {
                $(Operator::$name => $enum::$name,)*
                _ => return None,
            })
        }
    };
    ($fn:ident -> $enum:ident, lane { $($name:ident)* }) => {
        fn $fn(operator: &Operator) -> Option<($enum, u8)> {
            Some(match operator {
                $(Operator::$name { lane } => ($enum::$name, *lane),)*
                _ => return None,
            })
        }
    };
    ($fn:ident -> $enum:ident, memarg { $($name:ident)* }) => {
        fn $fn(operator: &Operator) -> Option<($enum, MemArg)> {
            Some(match operator {
                $(Operator::$name { memarg } => ($enum::$name, *memarg),)*
                _ => return None,
            })
        }
    };
    ($fn:ident -> $enum:ident, memarg lane { $($name:ident)* }) => {
        fn $fn(operator: &Operator) -> Option<($enum, MemArg, u8)> {
            Some(match operator {
                $(Operator::$name { memarg, lane } => ($enum::$name, *memarg, *lane),)*
                _ => return None,
            })
        }
    };
}

same_names! { unary -> SimdUnary {
    I8x16Splat I16x8Splat I32x4Splat I64x2Splat F32x4Splat
    F64x2Splat V128Not V128AnyTrue I8x16Abs I8x16Neg
    I8x16Popcnt I8x16AllTrue I8x16Bitmask I16x8ExtAddPairwiseI8x16S I16x8ExtAddPairwiseI8x16U
    I16x8Abs I16x8Neg I16x8AllTrue I16x8Bitmask I16x8ExtendLowI8x16S
    I16x8ExtendHighI8x16S I16x8ExtendLowI8x16U I16x8ExtendHighI8x16U I32x4ExtAddPairwiseI16x8S I32x4ExtAddPairwiseI16x8U
    I32x4Abs I32x4Neg I32x4AllTrue I32x4Bitmask I32x4ExtendLowI16x8S
    I32x4ExtendHighI16x8S I32x4ExtendLowI16x8U I32x4ExtendHighI16x8U I64x2Abs I64x2Neg
    I64x2AllTrue I64x2Bitmask I64x2ExtendLowI32x4S I64x2ExtendHighI32x4S I64x2ExtendLowI32x4U
    I64x2ExtendHighI32x4U F32x4Ceil F32x4Floor F32x4Trunc F32x4Nearest
    F32x4Abs F32x4Neg F32x4Sqrt F64x2Ceil F64x2Floor
    F64x2Trunc F64x2Nearest F64x2Abs F64x2Neg F64x2Sqrt
    I32x4TruncSatF32x4S I32x4TruncSatF32x4U F32x4ConvertI32x4S F32x4ConvertI32x4U I32x4TruncSatF64x2SZero
    I32x4TruncSatF64x2UZero F64x2ConvertLowI32x4S F64x2ConvertLowI32x4U F32x4DemoteF64x2Zero F64x2PromoteLowF32x4
} }

same_names! { binary -> SimdBinary {
    I8x16Swizzle I8x16Eq I8x16Ne I8x16LtS I8x16LtU
    I8x16GtS I8x16GtU I8x16LeS I8x16LeU I8x16GeS
    I8x16GeU I16x8Eq I16x8Ne I16x8LtS I16x8LtU
    I16x8GtS I16x8GtU I16x8LeS I16x8LeU I16x8GeS
    I16x8GeU I32x4Eq I32x4Ne I32x4LtS I32x4LtU
    I32x4GtS I32x4GtU I32x4LeS I32x4LeU I32x4GeS
    I32x4GeU I64x2Eq I64x2Ne I64x2LtS I64x2GtS
    I64x2LeS I64x2GeS F32x4Eq F32x4Ne F32x4Lt
    F32x4Gt F32x4Le F32x4Ge F64x2Eq F64x2Ne
    F64x2Lt F64x2Gt F64x2Le F64x2Ge V128And
    V128AndNot V128Or V128Xor I8x16NarrowI16x8S I8x16NarrowI16x8U
    I8x16Shl I8x16ShrS I8x16ShrU I8x16Add I8x16AddSatS
    I8x16AddSatU I8x16Sub I8x16SubSatS I8x16SubSatU I8x16MinS
    I8x16MinU I8x16MaxS I8x16MaxU I8x16AvgrU I16x8Q15MulrSatS
    I16x8NarrowI32x4S I16x8NarrowI32x4U I16x8Shl I16x8ShrS I16x8ShrU
    I16x8Add I16x8AddSatS I16x8AddSatU I16x8Sub I16x8SubSatS
    I16x8SubSatU I16x8Mul I16x8MinS I16x8MinU I16x8MaxS
    I16x8MaxU I16x8AvgrU I16x8ExtMulLowI8x16S I16x8ExtMulHighI8x16S I16x8ExtMulLowI8x16U
    I16x8ExtMulHighI8x16U I32x4Shl I32x4ShrS I32x4ShrU I32x4Add
    I32x4Sub I32x4Mul I32x4MinS I32x4MinU I32x4MaxS
    I32x4MaxU I32x4DotI16x8S I32x4ExtMulLowI16x8S I32x4ExtMulHighI16x8S I32x4ExtMulLowI16x8U
    I32x4ExtMulHighI16x8U I64x2Shl I64x2ShrS I64x2ShrU I64x2Add
    I64x2Sub I64x2Mul I64x2ExtMulLowI32x4S I64x2ExtMulHighI32x4S I64x2ExtMulLowI32x4U
    I64x2ExtMulHighI32x4U F32x4Add F32x4Sub F32x4Mul F32x4Div
    F32x4Min F32x4Max F32x4PMin F32x4PMax F64x2Add
    F64x2Sub F64x2Mul F64x2Div F64x2Min F64x2Max
    F64x2PMin F64x2PMax
} }

same_names! { extract_lane -> ExtractLane, lane {
    I8x16ExtractLaneS I8x16ExtractLaneU I16x8ExtractLaneS I16x8ExtractLaneU I32x4ExtractLane
    I64x2ExtractLane F32x4ExtractLane F64x2ExtractLane
} }

same_names! { replace_lane -> ReplaceLane, lane {
    I8x16ReplaceLane I16x8ReplaceLane I32x4ReplaceLane I64x2ReplaceLane F32x4ReplaceLane
    F64x2ReplaceLane
} }

same_names! { load -> SimdLoad, memarg {
    V128Load V128Load8x8S V128Load8x8U V128Load16x4S V128Load16x4U
    V128Load32x2S V128Load32x2U V128Load8Splat V128Load16Splat V128Load32Splat
    V128Load64Splat V128Load32Zero V128Load64Zero
} }

same_names! { load_lane -> LoadLane, memarg lane {
    V128Load8Lane V128Load16Lane V128Load32Lane V128Load64Lane
} }

same_names! { store_lane -> StoreLane, memarg lane {
    V128Store8Lane V128Store16Lane V128Store32Lane V128Store64Lane
} }
