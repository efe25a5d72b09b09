//! The vector instructions, by WebAssembly's names: tables only, generated once
//! from the specification's list and since then kept by hand. Relaxed instructions are those for which decode
//! has made the choice that the specification leaves open. Nested in [`super::op::Op::Simd`], so that a walk
//! that does not care can pass them over in one arm.

use preheat_formats::types::ValType;

use super::ids::{MemoryId, Value};
use super::ops::ops;

/// One vector instruction.
#[derive(Debug, Clone, PartialEq)]
pub enum Simd {
    Unary(SimdUnary, Value),
    Binary(SimdBinary, Value, Value),
    Ternary(SimdTernary, Value, Value, Value),
    /// v128.bitselect: bits of `on_one` where `mask` has a one, of `on_zero` elsewhere.
    Bitselect {
        on_one: Value,
        on_zero: Value,
        mask: Value,
    },
    /// i8x16.shuffle: byte i is byte `lanes[i]` of `a` followed by `b`.
    Shuffle {
        lanes: [u8; 16],
        a: Value,
        b: Value,
    },
    ExtractLane {
        op: ExtractLane,
        lane: u8,
        vector: Value,
    },
    ReplaceLane {
        op: ReplaceLane,
        lane: u8,
        vector: Value,
        value: Value,
    },
    Load {
        op: SimdLoad,
        memory: MemoryId,
        addr: Value,
        offset: u64,
    },
    /// v128.store
    Store {
        memory: MemoryId,
        addr: Value,
        value: Value,
        offset: u64,
    },
    LoadLane {
        op: LoadLane,
        memory: MemoryId,
        addr: Value,
        offset: u64,
        lane: u8,
        vector: Value,
    },
    StoreLane {
        op: StoreLane,
        memory: MemoryId,
        addr: Value,
        offset: u64,
        lane: u8,
        vector: Value,
    },
}

impl Simd {
    /// Type of the result, if there is one.
    pub fn result(&self) -> Option<ValType> {
        Some(match self {
            Simd::Unary(op, _) => op.result(),
            Simd::Binary(op, ..) => op.result(),
            Simd::Ternary(op, ..) => op.result(),
            Simd::ExtractLane { op, .. } => op.result(),
            Simd::ReplaceLane { op, .. } => op.result(),
            Simd::Load { op, .. } => op.result(),
            Simd::LoadLane { op, .. } => op.result(),
            Simd::Bitselect { .. } | Simd::Shuffle { .. } => ValType::V128,
            Simd::Store { .. } | Simd::StoreLane { .. } => return None,
        })
    }

    /// Values that are read, with the types they must have.
    pub fn operands(&self) -> Vec<(Value, ValType)> {
        let zip = |values: &[Value], types: &[ValType]| {
            values.iter().copied().zip(types.iter().copied()).collect()
        };
        match self {
            Simd::Unary(op, a) => zip(&[*a], op.operands()),
            Simd::Binary(op, a, b) => zip(&[*a, *b], op.operands()),
            Simd::Ternary(op, a, b, c) => zip(&[*a, *b, *c], op.operands()),
            Simd::Bitselect { on_one, on_zero, mask } => {
                zip(&[*on_one, *on_zero, *mask], &[ValType::V128; 3])
            }
            Simd::Shuffle { a, b, .. } => zip(&[*a, *b], &[ValType::V128; 2]),
            Simd::ExtractLane { op, vector, .. } => zip(&[*vector], op.operands()),
            Simd::ReplaceLane { op, vector, value, .. } => zip(&[*vector, *value], op.operands()),
            Simd::Load { op, addr, .. } => zip(&[*addr], op.operands()),
            Simd::Store { addr, value, .. } => {
                zip(&[*addr, *value], &[ValType::I32, ValType::V128])
            }
            Simd::LoadLane { op, addr, vector, .. } => zip(&[*addr, *vector], op.operands()),
            Simd::StoreLane { addr, vector, .. } => {
                zip(&[*addr, *vector], &[ValType::I32, ValType::V128])
            }
        }
    }

    /// The memory access in it: memory and constant offset.
    pub fn access(&self) -> Option<(MemoryId, u64)> {
        match self {
            Simd::Load { memory, offset, .. }
            | Simd::Store { memory, offset, .. }
            | Simd::LoadLane { memory, offset, .. }
            | Simd::StoreLane { memory, offset, .. } => Some((*memory, *offset)),
            _ => None,
        }
    }

    /// The lane it names, and how many there are.
    pub fn lane(&self) -> Option<(u8, u8)> {
        match self {
            Simd::ExtractLane { op, lane, .. } => Some((*lane, op.lanes())),
            Simd::ReplaceLane { op, lane, .. } => Some((*lane, op.lanes())),
            Simd::LoadLane { op, lane, .. } => Some((*lane, op.lanes())),
            Simd::StoreLane { op, lane, .. } => Some((*lane, op.lanes())),
            _ => None,
        }
    }
}

/// Lanes of a vector by the name of an instruction: "i16x8…" has 8, "v128.load16_lane" has 8.
fn lanes_of(name: &str) -> u8 {
    let bits = |text: &str| {
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u8>().expect("the tables name a width")
    };
    match name.strip_prefix("v128.load").or(name.strip_prefix("v128.store")) {
        Some(rest) => 128 / bits(rest),
        None => 128 / bits(&name[1..]),
    }
}

impl SimdLoad {
    /// Bytes that are read.
    pub fn bytes(self) -> u32 {
        use SimdLoad::*;
        match self {
            V128Load8Splat => 1,
            V128Load16Splat => 2,
            V128Load32Splat | V128Load32Zero => 4,
            V128Load8x8S | V128Load8x8U | V128Load16x4S | V128Load16x4U | V128Load32x2S
            | V128Load32x2U | V128Load64Splat | V128Load64Zero => 8,
            V128Load => 16,
        }
    }
}

impl ExtractLane {
    pub fn lanes(self) -> u8 {
        lanes_of(self.name())
    }
}

impl ReplaceLane {
    pub fn lanes(self) -> u8 {
        lanes_of(self.name())
    }
}

impl LoadLane {
    pub fn lanes(self) -> u8 {
        lanes_of(self.name())
    }
}

impl StoreLane {
    pub fn lanes(self) -> u8 {
        lanes_of(self.name())
    }
}

ops! {
    /// One operand.
    SimdUnary {
        I8x16Splat = "i8x16.splat": I32 => V128;
        I16x8Splat = "i16x8.splat": I32 => V128;
        I32x4Splat = "i32x4.splat": I32 => V128;
        I64x2Splat = "i64x2.splat": I64 => V128;
        F32x4Splat = "f32x4.splat": F32 => V128;
        F64x2Splat = "f64x2.splat": F64 => V128;
        V128Not = "v128.not": V128 => V128;
        V128AnyTrue = "v128.any_true": V128 => I32;
        I8x16Abs = "i8x16.abs": V128 => V128;
        I8x16Neg = "i8x16.neg": V128 => V128;
        I8x16Popcnt = "i8x16.popcnt": V128 => V128;
        I8x16AllTrue = "i8x16.all_true": V128 => I32;
        I8x16Bitmask = "i8x16.bitmask": V128 => I32;
        I16x8ExtAddPairwiseI8x16S = "i16x8.extadd_pairwise_i8x16_s": V128 => V128;
        I16x8ExtAddPairwiseI8x16U = "i16x8.extadd_pairwise_i8x16_u": V128 => V128;
        I16x8Abs = "i16x8.abs": V128 => V128;
        I16x8Neg = "i16x8.neg": V128 => V128;
        I16x8AllTrue = "i16x8.all_true": V128 => I32;
        I16x8Bitmask = "i16x8.bitmask": V128 => I32;
        I16x8ExtendLowI8x16S = "i16x8.extend_low_i8x16_s": V128 => V128;
        I16x8ExtendHighI8x16S = "i16x8.extend_high_i8x16_s": V128 => V128;
        I16x8ExtendLowI8x16U = "i16x8.extend_low_i8x16_u": V128 => V128;
        I16x8ExtendHighI8x16U = "i16x8.extend_high_i8x16_u": V128 => V128;
        I32x4ExtAddPairwiseI16x8S = "i32x4.extadd_pairwise_i16x8_s": V128 => V128;
        I32x4ExtAddPairwiseI16x8U = "i32x4.extadd_pairwise_i16x8_u": V128 => V128;
        I32x4Abs = "i32x4.abs": V128 => V128;
        I32x4Neg = "i32x4.neg": V128 => V128;
        I32x4AllTrue = "i32x4.all_true": V128 => I32;
        I32x4Bitmask = "i32x4.bitmask": V128 => I32;
        I32x4ExtendLowI16x8S = "i32x4.extend_low_i16x8_s": V128 => V128;
        I32x4ExtendHighI16x8S = "i32x4.extend_high_i16x8_s": V128 => V128;
        I32x4ExtendLowI16x8U = "i32x4.extend_low_i16x8_u": V128 => V128;
        I32x4ExtendHighI16x8U = "i32x4.extend_high_i16x8_u": V128 => V128;
        I64x2Abs = "i64x2.abs": V128 => V128;
        I64x2Neg = "i64x2.neg": V128 => V128;
        I64x2AllTrue = "i64x2.all_true": V128 => I32;
        I64x2Bitmask = "i64x2.bitmask": V128 => I32;
        I64x2ExtendLowI32x4S = "i64x2.extend_low_i32x4_s": V128 => V128;
        I64x2ExtendHighI32x4S = "i64x2.extend_high_i32x4_s": V128 => V128;
        I64x2ExtendLowI32x4U = "i64x2.extend_low_i32x4_u": V128 => V128;
        I64x2ExtendHighI32x4U = "i64x2.extend_high_i32x4_u": V128 => V128;
        F32x4Ceil = "f32x4.ceil": V128 => V128;
        F32x4Floor = "f32x4.floor": V128 => V128;
        F32x4Trunc = "f32x4.trunc": V128 => V128;
        F32x4Nearest = "f32x4.nearest": V128 => V128;
        F32x4Abs = "f32x4.abs": V128 => V128;
        F32x4Neg = "f32x4.neg": V128 => V128;
        F32x4Sqrt = "f32x4.sqrt": V128 => V128;
        F64x2Ceil = "f64x2.ceil": V128 => V128;
        F64x2Floor = "f64x2.floor": V128 => V128;
        F64x2Trunc = "f64x2.trunc": V128 => V128;
        F64x2Nearest = "f64x2.nearest": V128 => V128;
        F64x2Abs = "f64x2.abs": V128 => V128;
        F64x2Neg = "f64x2.neg": V128 => V128;
        F64x2Sqrt = "f64x2.sqrt": V128 => V128;
        I32x4TruncSatF32x4S = "i32x4.trunc_sat_f32x4_s": V128 => V128;
        I32x4TruncSatF32x4U = "i32x4.trunc_sat_f32x4_u": V128 => V128;
        F32x4ConvertI32x4S = "f32x4.convert_i32x4_s": V128 => V128;
        F32x4ConvertI32x4U = "f32x4.convert_i32x4_u": V128 => V128;
        I32x4TruncSatF64x2SZero = "i32x4.trunc_sat_f64x2_s_zero": V128 => V128;
        I32x4TruncSatF64x2UZero = "i32x4.trunc_sat_f64x2_u_zero": V128 => V128;
        F64x2ConvertLowI32x4S = "f64x2.convert_low_i32x4_s": V128 => V128;
        F64x2ConvertLowI32x4U = "f64x2.convert_low_i32x4_u": V128 => V128;
        F32x4DemoteF64x2Zero = "f32x4.demote_f64x2_zero": V128 => V128;
        F64x2PromoteLowF32x4 = "f64x2.promote_low_f32x4": V128 => V128;
    }
}

ops! {
    /// Two operands; shifts take their count as i32.
    SimdBinary {
        I8x16Swizzle = "i8x16.swizzle": V128, V128 => V128;
        I8x16Eq = "i8x16.eq": V128, V128 => V128;
        I8x16Ne = "i8x16.ne": V128, V128 => V128;
        I8x16LtS = "i8x16.lt_s": V128, V128 => V128;
        I8x16LtU = "i8x16.lt_u": V128, V128 => V128;
        I8x16GtS = "i8x16.gt_s": V128, V128 => V128;
        I8x16GtU = "i8x16.gt_u": V128, V128 => V128;
        I8x16LeS = "i8x16.le_s": V128, V128 => V128;
        I8x16LeU = "i8x16.le_u": V128, V128 => V128;
        I8x16GeS = "i8x16.ge_s": V128, V128 => V128;
        I8x16GeU = "i8x16.ge_u": V128, V128 => V128;
        I16x8Eq = "i16x8.eq": V128, V128 => V128;
        I16x8Ne = "i16x8.ne": V128, V128 => V128;
        I16x8LtS = "i16x8.lt_s": V128, V128 => V128;
        I16x8LtU = "i16x8.lt_u": V128, V128 => V128;
        I16x8GtS = "i16x8.gt_s": V128, V128 => V128;
        I16x8GtU = "i16x8.gt_u": V128, V128 => V128;
        I16x8LeS = "i16x8.le_s": V128, V128 => V128;
        I16x8LeU = "i16x8.le_u": V128, V128 => V128;
        I16x8GeS = "i16x8.ge_s": V128, V128 => V128;
        I16x8GeU = "i16x8.ge_u": V128, V128 => V128;
        I32x4Eq = "i32x4.eq": V128, V128 => V128;
        I32x4Ne = "i32x4.ne": V128, V128 => V128;
        I32x4LtS = "i32x4.lt_s": V128, V128 => V128;
        I32x4LtU = "i32x4.lt_u": V128, V128 => V128;
        I32x4GtS = "i32x4.gt_s": V128, V128 => V128;
        I32x4GtU = "i32x4.gt_u": V128, V128 => V128;
        I32x4LeS = "i32x4.le_s": V128, V128 => V128;
        I32x4LeU = "i32x4.le_u": V128, V128 => V128;
        I32x4GeS = "i32x4.ge_s": V128, V128 => V128;
        I32x4GeU = "i32x4.ge_u": V128, V128 => V128;
        I64x2Eq = "i64x2.eq": V128, V128 => V128;
        I64x2Ne = "i64x2.ne": V128, V128 => V128;
        I64x2LtS = "i64x2.lt_s": V128, V128 => V128;
        I64x2GtS = "i64x2.gt_s": V128, V128 => V128;
        I64x2LeS = "i64x2.le_s": V128, V128 => V128;
        I64x2GeS = "i64x2.ge_s": V128, V128 => V128;
        F32x4Eq = "f32x4.eq": V128, V128 => V128;
        F32x4Ne = "f32x4.ne": V128, V128 => V128;
        F32x4Lt = "f32x4.lt": V128, V128 => V128;
        F32x4Gt = "f32x4.gt": V128, V128 => V128;
        F32x4Le = "f32x4.le": V128, V128 => V128;
        F32x4Ge = "f32x4.ge": V128, V128 => V128;
        F64x2Eq = "f64x2.eq": V128, V128 => V128;
        F64x2Ne = "f64x2.ne": V128, V128 => V128;
        F64x2Lt = "f64x2.lt": V128, V128 => V128;
        F64x2Gt = "f64x2.gt": V128, V128 => V128;
        F64x2Le = "f64x2.le": V128, V128 => V128;
        F64x2Ge = "f64x2.ge": V128, V128 => V128;
        V128And = "v128.and": V128, V128 => V128;
        V128AndNot = "v128.andnot": V128, V128 => V128;
        V128Or = "v128.or": V128, V128 => V128;
        V128Xor = "v128.xor": V128, V128 => V128;
        I8x16NarrowI16x8S = "i8x16.narrow_i16x8_s": V128, V128 => V128;
        I8x16NarrowI16x8U = "i8x16.narrow_i16x8_u": V128, V128 => V128;
        I8x16Shl = "i8x16.shl": V128, I32 => V128;
        I8x16ShrS = "i8x16.shr_s": V128, I32 => V128;
        I8x16ShrU = "i8x16.shr_u": V128, I32 => V128;
        I8x16Add = "i8x16.add": V128, V128 => V128;
        I8x16AddSatS = "i8x16.add_sat_s": V128, V128 => V128;
        I8x16AddSatU = "i8x16.add_sat_u": V128, V128 => V128;
        I8x16Sub = "i8x16.sub": V128, V128 => V128;
        I8x16SubSatS = "i8x16.sub_sat_s": V128, V128 => V128;
        I8x16SubSatU = "i8x16.sub_sat_u": V128, V128 => V128;
        I8x16MinS = "i8x16.min_s": V128, V128 => V128;
        I8x16MinU = "i8x16.min_u": V128, V128 => V128;
        I8x16MaxS = "i8x16.max_s": V128, V128 => V128;
        I8x16MaxU = "i8x16.max_u": V128, V128 => V128;
        I8x16AvgrU = "i8x16.avgr_u": V128, V128 => V128;
        I16x8Q15MulrSatS = "i16x8.q15mulr_sat_s": V128, V128 => V128;
        I16x8NarrowI32x4S = "i16x8.narrow_i32x4_s": V128, V128 => V128;
        I16x8NarrowI32x4U = "i16x8.narrow_i32x4_u": V128, V128 => V128;
        I16x8Shl = "i16x8.shl": V128, I32 => V128;
        I16x8ShrS = "i16x8.shr_s": V128, I32 => V128;
        I16x8ShrU = "i16x8.shr_u": V128, I32 => V128;
        I16x8Add = "i16x8.add": V128, V128 => V128;
        I16x8AddSatS = "i16x8.add_sat_s": V128, V128 => V128;
        I16x8AddSatU = "i16x8.add_sat_u": V128, V128 => V128;
        I16x8Sub = "i16x8.sub": V128, V128 => V128;
        I16x8SubSatS = "i16x8.sub_sat_s": V128, V128 => V128;
        I16x8SubSatU = "i16x8.sub_sat_u": V128, V128 => V128;
        I16x8Mul = "i16x8.mul": V128, V128 => V128;
        I16x8MinS = "i16x8.min_s": V128, V128 => V128;
        I16x8MinU = "i16x8.min_u": V128, V128 => V128;
        I16x8MaxS = "i16x8.max_s": V128, V128 => V128;
        I16x8MaxU = "i16x8.max_u": V128, V128 => V128;
        I16x8AvgrU = "i16x8.avgr_u": V128, V128 => V128;
        I16x8ExtMulLowI8x16S = "i16x8.extmul_low_i8x16_s": V128, V128 => V128;
        I16x8ExtMulHighI8x16S = "i16x8.extmul_high_i8x16_s": V128, V128 => V128;
        I16x8ExtMulLowI8x16U = "i16x8.extmul_low_i8x16_u": V128, V128 => V128;
        I16x8ExtMulHighI8x16U = "i16x8.extmul_high_i8x16_u": V128, V128 => V128;
        I32x4Shl = "i32x4.shl": V128, I32 => V128;
        I32x4ShrS = "i32x4.shr_s": V128, I32 => V128;
        I32x4ShrU = "i32x4.shr_u": V128, I32 => V128;
        I32x4Add = "i32x4.add": V128, V128 => V128;
        I32x4Sub = "i32x4.sub": V128, V128 => V128;
        I32x4Mul = "i32x4.mul": V128, V128 => V128;
        I32x4MinS = "i32x4.min_s": V128, V128 => V128;
        I32x4MinU = "i32x4.min_u": V128, V128 => V128;
        I32x4MaxS = "i32x4.max_s": V128, V128 => V128;
        I32x4MaxU = "i32x4.max_u": V128, V128 => V128;
        I32x4DotI16x8S = "i32x4.dot_i16x8_s": V128, V128 => V128;
        I32x4ExtMulLowI16x8S = "i32x4.extmul_low_i16x8_s": V128, V128 => V128;
        I32x4ExtMulHighI16x8S = "i32x4.extmul_high_i16x8_s": V128, V128 => V128;
        I32x4ExtMulLowI16x8U = "i32x4.extmul_low_i16x8_u": V128, V128 => V128;
        I32x4ExtMulHighI16x8U = "i32x4.extmul_high_i16x8_u": V128, V128 => V128;
        I64x2Shl = "i64x2.shl": V128, I32 => V128;
        I64x2ShrS = "i64x2.shr_s": V128, I32 => V128;
        I64x2ShrU = "i64x2.shr_u": V128, I32 => V128;
        I64x2Add = "i64x2.add": V128, V128 => V128;
        I64x2Sub = "i64x2.sub": V128, V128 => V128;
        I64x2Mul = "i64x2.mul": V128, V128 => V128;
        I64x2ExtMulLowI32x4S = "i64x2.extmul_low_i32x4_s": V128, V128 => V128;
        I64x2ExtMulHighI32x4S = "i64x2.extmul_high_i32x4_s": V128, V128 => V128;
        I64x2ExtMulLowI32x4U = "i64x2.extmul_low_i32x4_u": V128, V128 => V128;
        I64x2ExtMulHighI32x4U = "i64x2.extmul_high_i32x4_u": V128, V128 => V128;
        F32x4Add = "f32x4.add": V128, V128 => V128;
        F32x4Sub = "f32x4.sub": V128, V128 => V128;
        F32x4Mul = "f32x4.mul": V128, V128 => V128;
        F32x4Div = "f32x4.div": V128, V128 => V128;
        F32x4Min = "f32x4.min": V128, V128 => V128;
        F32x4Max = "f32x4.max": V128, V128 => V128;
        F32x4PMin = "f32x4.pmin": V128, V128 => V128;
        F32x4PMax = "f32x4.pmax": V128, V128 => V128;
        F64x2Add = "f64x2.add": V128, V128 => V128;
        F64x2Sub = "f64x2.sub": V128, V128 => V128;
        F64x2Mul = "f64x2.mul": V128, V128 => V128;
        F64x2Div = "f64x2.div": V128, V128 => V128;
        F64x2Min = "f64x2.min": V128, V128 => V128;
        F64x2Max = "f64x2.max": V128, V128 => V128;
        F64x2PMin = "f64x2.pmin": V128, V128 => V128;
        /// Sums of two neighbouring products of signed bytes, wrapping.
        I16x8DotI8x16S = "i16x8.relaxed_dot_i8x16_i7x16_s": V128, V128 => V128;
        F64x2PMax = "f64x2.pmax": V128, V128 => V128;
    }
}

ops! {
    /// Lane → scalar.
    ExtractLane {
        I8x16ExtractLaneS = "i8x16.extract_lane_s": V128 => I32;
        I8x16ExtractLaneU = "i8x16.extract_lane_u": V128 => I32;
        I16x8ExtractLaneS = "i16x8.extract_lane_s": V128 => I32;
        I16x8ExtractLaneU = "i16x8.extract_lane_u": V128 => I32;
        I32x4ExtractLane = "i32x4.extract_lane": V128 => I32;
        I64x2ExtractLane = "i64x2.extract_lane": V128 => I64;
        F32x4ExtractLane = "f32x4.extract_lane": V128 => F32;
        F64x2ExtractLane = "f64x2.extract_lane": V128 => F64;
    }
}

ops! {
    /// Three operands. A fused multiplication and addition rounds once.
    SimdTernary {
        F32x4Fma = "f32x4.relaxed_madd": V128, V128, V128 => V128;
        F32x4Fnma = "f32x4.relaxed_nmadd": V128, V128, V128 => V128;
        F64x2Fma = "f64x2.relaxed_madd": V128, V128, V128 => V128;
        F64x2Fnma = "f64x2.relaxed_nmadd": V128, V128, V128 => V128;
        /// Products of signed bytes, the sums of four neighbours, and the third operand.
        I32x4DotAdd = "i32x4.relaxed_dot_i8x16_i7x16_add_s": V128, V128, V128 => V128;
    }
}

ops! {
    /// Vector with one lane replaced by a scalar.
    ReplaceLane {
        I8x16ReplaceLane = "i8x16.replace_lane": V128, I32 => V128;
        I16x8ReplaceLane = "i16x8.replace_lane": V128, I32 => V128;
        I32x4ReplaceLane = "i32x4.replace_lane": V128, I32 => V128;
        I64x2ReplaceLane = "i64x2.replace_lane": V128, I64 => V128;
        F32x4ReplaceLane = "f32x4.replace_lane": V128, F32 => V128;
        F64x2ReplaceLane = "f64x2.replace_lane": V128, F64 => V128;
    }
}

ops! {
    /// Loads of vectors; the operand is the address.
    SimdLoad {
        V128Load = "v128.load": I32 => V128;
        V128Load8x8S = "v128.load8x8_s": I32 => V128;
        V128Load8x8U = "v128.load8x8_u": I32 => V128;
        V128Load16x4S = "v128.load16x4_s": I32 => V128;
        V128Load16x4U = "v128.load16x4_u": I32 => V128;
        V128Load32x2S = "v128.load32x2_s": I32 => V128;
        V128Load32x2U = "v128.load32x2_u": I32 => V128;
        V128Load8Splat = "v128.load8_splat": I32 => V128;
        V128Load16Splat = "v128.load16_splat": I32 => V128;
        V128Load32Splat = "v128.load32_splat": I32 => V128;
        V128Load64Splat = "v128.load64_splat": I32 => V128;
        V128Load32Zero = "v128.load32_zero": I32 => V128;
        V128Load64Zero = "v128.load64_zero": I32 => V128;
    }
}

ops! {
    /// Vector with one lane loaded; operands are address and vector.
    LoadLane {
        V128Load8Lane = "v128.load8_lane": I32, V128 => V128;
        V128Load16Lane = "v128.load16_lane": I32, V128 => V128;
        V128Load32Lane = "v128.load32_lane": I32, V128 => V128;
        V128Load64Lane = "v128.load64_lane": I32, V128 => V128;
    }
}

/// Stores of one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoreLane {
    V128Store8Lane,
    V128Store16Lane,
    V128Store32Lane,
    V128Store64Lane,
}

impl StoreLane {
    /// WebAssembly's name of it.
    pub fn name(self) -> &'static str {
        match self {
            StoreLane::V128Store8Lane => "v128.store8_lane",
            StoreLane::V128Store16Lane => "v128.store16_lane",
            StoreLane::V128Store32Lane => "v128.store32_lane",
            StoreLane::V128Store64Lane => "v128.store64_lane",
        }
    }
}
