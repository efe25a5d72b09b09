//! Vector instructions. A vector keeps the shape of the instruction that made it until another one, or
//! the edge of a block, wants it in a different one. Shape and operation come from the instruction's
//! name (see [`preheat_passes::ir::shape`]).

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{self as clif, ConstantData, InstBuilder as _, Type, types};
use preheat_formats::CpuLevel;
use preheat_formats::abi::Builtin;
use preheat_passes::ir::shape::{
    BYTES, DOUBLES, FLOATS, Half, Kind, Shape, Sign, half, sign, split,
};
use preheat_passes::ir::simd::{Simd, SimdLoad, SimdTernary};
use preheat_passes::ir::{Region, Value};

use super::error::EmitError;
use super::function::FunctionEmitter;
use super::memory::Address;

const UNKNOWN: EmitError = EmitError::Unsupported("this vector instruction");

type Emitted = Result<clif::Value, EmitError>;

impl FunctionEmitter<'_> {
    /// Emits a vector instruction.
    pub(super) fn simd(&mut self, op: &Simd, result: Option<Value>) -> Result<(), EmitError> {
        let value = match op {
            Simd::Unary(op, a) => self.simd_unary(op.name(), *a)?,
            Simd::Binary(op, a, b) => self.simd_binary(op.name(), *a, *b)?,
            Simd::Ternary(op, a, b, c) => self.simd_ternary(*op, *a, *b, *c)?,
            Simd::Bitselect { on_one, on_zero, mask } => {
                let (ones, zeros) = (self.get(*on_one), self.get(*on_zero));
                let mask = self.get(*mask);
                self.ins().bitselect(mask, ones, zeros)
            }
            Simd::Shuffle { lanes, a, b } => {
                let (a, b) = (self.get(*a), self.get(*b));
                let lanes = ConstantData::from(&lanes[..]);
                let lanes = self.code.at.func.dfg.immediates.push(lanes);
                self.ins().shuffle(a, b, lanes)
            }
            Simd::ExtractLane { op, lane, vector } => {
                self.extract_lane(op.name(), *lane, *vector)?
            }
            Simd::ReplaceLane { op, lane, vector, value } => {
                let shape = Shape::parse(split(op.name()).0).ok_or(UNKNOWN)?;
                let lanes = self.lanes(*vector, shape);
                let value = self.cut_to_lane(shape, *value);
                self.ins().insertlane(lanes, value, *lane)
            }
            Simd::Load { op, memory, addr, offset } => {
                let at = self.linear_address(*memory, *addr, *offset);
                self.simd_load(*op, at)?
            }
            Simd::Store { memory, addr, value, offset } => {
                let at = self.linear_address(*memory, *addr, *offset);
                let (flags, value) = (self.code.flags.of(Region::Memory), self.raw(*value));
                self.ins().store(flags, value, at.base, at.offset);
                return Ok(());
            }
            Simd::LoadLane { op, memory, addr, offset, lane, vector } => {
                let shape = lane_shape(op.lanes());
                let at = self.linear_address(*memory, *addr, *offset);
                let flags = self.code.flags.of(Region::Memory);
                let loaded = self.ins().load(lane_type(shape), flags, at.base, at.offset);
                let lanes = self.lanes(*vector, shape);
                self.ins().insertlane(lanes, loaded, *lane)
            }
            Simd::StoreLane { op, memory, addr, offset, lane, vector } => {
                let lanes = self.lanes(*vector, lane_shape(op.lanes()));
                let value = self.ins().extractlane(lanes, *lane);
                let at = self.linear_address(*memory, *addr, *offset);
                let flags = self.code.flags.of(Region::Memory);
                self.ins().store(flags, value, at.base, at.offset);
                return Ok(());
            }
        };
        if let Some(result) = result {
            self.set(result, value);
        }
        Ok(())
    }

    /// A vector as lanes of a shape.
    fn lanes(&mut self, value: Value, shape: Shape) -> clif::Value {
        let value = self.raw(value);
        self.viewed(value, vector_type(shape))
    }

    /// A scalar as wasm passes it, cut to a lane.
    fn cut_to_lane(&mut self, shape: Shape, value: Value) -> clif::Value {
        let value = self.get(value);
        let lane = lane_type(shape);
        if self.code.type_of(value) == lane { value } else { self.ins().ireduce(lane, value) }
    }

    fn extract_lane(&mut self, name: &str, lane: u8, vector: Value) -> Emitted {
        let (shape, operation) = split(name);
        let shape = Shape::parse(shape).ok_or(UNKNOWN)?;
        let lanes = self.lanes(vector, shape);
        let value = self.ins().extractlane(lanes, lane);
        if shape.kind == Kind::Float || shape.bits >= 32 {
            return Ok(value);
        }
        Ok(match sign(operation) {
            Sign::Signed => self.ins().sextend(types::I32, value),
            Sign::Unsigned => self.ins().uextend(types::I32, value),
        })
    }

    /// Half of the lanes, each made twice as wide.
    fn widened_half(&mut self, lanes: clif::Value, half: Half, sign: Sign) -> clif::Value {
        let ins = self.ins();
        match (half, sign) {
            (Half::Low, Sign::Signed) => ins.swiden_low(lanes),
            (Half::Low, Sign::Unsigned) => ins.uwiden_low(lanes),
            (Half::High, Sign::Signed) => ins.swiden_high(lanes),
            (Half::High, Sign::Unsigned) => ins.uwiden_high(lanes),
        }
    }

    /// Sums of neighbours, each in a lane twice as wide.
    fn add_pairwise(&mut self, lanes: clif::Value, sign: Sign) -> clif::Value {
        let low = self.widened_half(lanes, Half::Low, sign);
        let high = self.widened_half(lanes, Half::High, sign);
        self.ins().iadd_pairwise(low, high)
    }

    /// Products of neighbours, added up in a lane twice as wide.
    fn dot(&mut self, a: clif::Value, b: clif::Value) -> clif::Value {
        let halves = [Half::Low, Half::High].map(|half| {
            let a = self.widened_half(a, half, Sign::Signed);
            let b = self.widened_half(b, half, Sign::Signed);
            self.ins().imul(a, b)
        });
        self.ins().iadd_pairwise(halves[0], halves[1])
    }

    // Instructions with one operand.

    fn simd_unary(&mut self, name: &str, a: Value) -> Emitted {
        let (shape, operation) = split(name);
        let Some(shape) = Shape::parse(shape) else {
            let a = self.get(a);
            return match operation {
                "not" => Ok(self.ins().bnot(a)),
                "any_true" => {
                    let any = self.ins().vany_true(a);
                    Ok(self.ins().uextend(types::I32, any))
                }
                _ => Err(UNKNOWN),
            };
        };
        match operation {
            "splat" => {
                let value = self.cut_to_lane(shape, a);
                return Ok(self.ins().splat(vector_type(shape), value));
            }
            "all_true" => {
                let lanes = self.lanes(a, shape);
                let all = self.ins().vall_true(lanes);
                return Ok(self.ins().uextend(types::I32, all));
            }
            "bitmask" => {
                let lanes = self.lanes(a, shape);
                return Ok(self.ins().vhigh_bits(types::I32, lanes));
            }
            _ => {}
        }
        match shape.kind {
            Kind::Int => self.int_unary(shape, operation, a),
            Kind::Float => self.float_unary(shape, operation, a),
        }
    }

    fn int_unary(&mut self, shape: Shape, operation: &str, a: Value) -> Emitted {
        if let Some(from) = operation.strip_prefix("trunc_sat_") {
            return self.trunc_sat(from, a);
        }
        if operation.starts_with("extend_") {
            let lanes = self.lanes(a, shape.narrower());
            return Ok(self.widened_half(lanes, half(operation), sign(operation)));
        }
        if operation.starts_with("extadd_pairwise_") {
            let lanes = self.lanes(a, shape.narrower());
            return Ok(self.add_pairwise(lanes, sign(operation)));
        }
        let lanes = self.lanes(a, shape);
        Ok(match operation {
            "abs" => self.ins().iabs(lanes),
            "neg" => self.ins().ineg(lanes),
            "popcnt" => self.ins().popcnt(lanes),
            _ => return Err(UNKNOWN),
        })
    }

    fn trunc_sat(&mut self, from: &str, a: Value) -> Emitted {
        match from {
            "f32x4_s" => {
                let lanes = self.lanes(a, FLOATS);
                Ok(self.ins().fcvt_to_sint_sat(types::I32X4, lanes))
            }
            "f32x4_u" => {
                let lanes = self.lanes(a, FLOATS);
                Ok(self.ins().fcvt_to_uint_sat(types::I32X4, lanes))
            }
            "f64x2_s_zero" => {
                let (lanes, zero) = (self.lanes(a, DOUBLES), self.zero(types::I64X2));
                let wide = self.ins().fcvt_to_sint_sat(types::I64X2, lanes);
                Ok(self.ins().snarrow(wide, zero))
            }
            "f64x2_u_zero" => {
                let (lanes, zero) = (self.lanes(a, DOUBLES), self.zero(types::I64X2));
                let wide = self.ins().fcvt_to_uint_sat(types::I64X2, lanes);
                Ok(self.ins().uunarrow(wide, zero))
            }
            _ => Err(UNKNOWN),
        }
    }

    fn zero(&mut self, ty: Type) -> clif::Value {
        let bytes = ConstantData::from(&[0; 16][..]);
        let zero = self.code.at.func.dfg.constants.insert(bytes);
        self.ins().vconst(ty, zero)
    }

    fn float_unary(&mut self, shape: Shape, operation: &str, a: Value) -> Emitted {
        let ty = vector_type(shape);
        let ints = Shape { kind: Kind::Int, bits: 32 };
        let from = match operation {
            _ if operation.starts_with("convert_") => ints,
            "demote_f64x2_zero" => DOUBLES,
            "promote_low_f32x4" => FLOATS,
            _ => shape,
        };
        let lanes = self.lanes(a, from);
        Ok(match operation {
            "abs" => self.ins().fabs(lanes),
            "neg" => self.ins().fneg(lanes),
            "sqrt" => self.ins().sqrt(lanes),
            "ceil" => self.ins().ceil(lanes),
            "floor" => self.ins().floor(lanes),
            "trunc" => self.ins().trunc(lanes),
            "nearest" => self.ins().nearest(lanes),
            "convert_i32x4_s" => self.ins().fcvt_from_sint(ty, lanes),
            "convert_i32x4_u" => self.ins().fcvt_from_uint(ty, lanes),
            "convert_low_i32x4_s" => {
                let wide = self.widened_half(lanes, Half::Low, Sign::Signed);
                self.ins().fcvt_from_sint(ty, wide)
            }
            "convert_low_i32x4_u" => {
                let wide = self.widened_half(lanes, Half::Low, Sign::Unsigned);
                self.ins().fcvt_from_uint(ty, wide)
            }
            "demote_f64x2_zero" => self.ins().fvdemote(lanes),
            "promote_low_f32x4" => self.ins().fvpromote_low(lanes),
            _ => return Err(UNKNOWN),
        })
    }

    // Instructions with two operands.

    fn simd_binary(&mut self, name: &str, a: Value, b: Value) -> Emitted {
        let (shape, operation) = split(name);
        let Some(shape) = Shape::parse(shape) else {
            let (a, b) = (self.get(a), self.get(b));
            return Ok(match operation {
                "and" => self.ins().band(a, b),
                "andnot" => self.ins().band_not(a, b),
                "or" => self.ins().bor(a, b),
                "xor" => self.ins().bxor(a, b),
                _ => return Err(UNKNOWN),
            });
        };
        match shape.kind {
            _ if matches!(operation, "shl" | "shr_s" | "shr_u") => {
                let (a, count) = (self.lanes(a, shape), self.get(b));
                Ok(match operation {
                    "shl" => self.ins().ishl(a, count),
                    "shr_s" => self.ins().sshr(a, count),
                    _ => self.ins().ushr(a, count),
                })
            }
            Kind::Int => self.int_binary(shape, operation, a, b),
            Kind::Float => self.float_binary(shape, operation, a, b),
        }
    }

    fn int_binary(&mut self, shape: Shape, operation: &str, a: Value, b: Value) -> Emitted {
        if operation.starts_with("narrow_") {
            let (a, b) = (self.lanes(a, shape.wider()), self.lanes(b, shape.wider()));
            return Ok(match sign(operation) {
                Sign::Signed => self.ins().snarrow(a, b),
                Sign::Unsigned => self.ins().unarrow(a, b),
            });
        }
        if operation.starts_with("extmul_") {
            let (half, sign) = (half(operation), sign(operation));
            let (a, b) = (self.lanes(a, shape.narrower()), self.lanes(b, shape.narrower()));
            let (a, b) = (self.widened_half(a, half, sign), self.widened_half(b, half, sign));
            return Ok(self.ins().imul(a, b));
        }
        if operation.starts_with("dot_") || operation.starts_with("relaxed_dot_") {
            let (a, b) = (self.lanes(a, shape.narrower()), self.lanes(b, shape.narrower()));
            return Ok(self.dot(a, b));
        }
        let (a, b) = (self.lanes(a, shape), self.lanes(b, shape));
        if let Some(condition) = int_condition(operation) {
            return Ok(self.ins().icmp(condition, a, b));
        }
        let ins = self.ins();
        Ok(match operation {
            "add" => ins.iadd(a, b),
            "sub" => ins.isub(a, b),
            "mul" => ins.imul(a, b),
            "add_sat_s" => ins.sadd_sat(a, b),
            "add_sat_u" => ins.uadd_sat(a, b),
            "sub_sat_s" => ins.ssub_sat(a, b),
            "sub_sat_u" => ins.usub_sat(a, b),
            "min_s" => ins.smin(a, b),
            "min_u" => ins.umin(a, b),
            "max_s" => ins.smax(a, b),
            "max_u" => ins.umax(a, b),
            "avgr_u" => ins.avg_round(a, b),
            "q15mulr_sat_s" => ins.sqmul_round_sat(a, b),
            "swizzle" => ins.swizzle(a, b),
            _ => return Err(UNKNOWN),
        })
    }

    fn float_binary(&mut self, shape: Shape, operation: &str, a: Value, b: Value) -> Emitted {
        let (a, b) = (self.lanes(a, shape), self.lanes(b, shape));
        if let Some(condition) = float_condition(operation) {
            return Ok(self.ins().fcmp(condition, a, b));
        }
        Ok(match operation {
            "add" => self.ins().fadd(a, b),
            "sub" => self.ins().fsub(a, b),
            "mul" => self.ins().fmul(a, b),
            "div" => self.ins().fdiv(a, b),
            "min" => self.ins().fmin(a, b),
            "max" => self.ins().fmax(a, b),
            // b if b < a, or if a < b, else a.
            "pmin" => self.pick_if_less(b, a, b, a),
            "pmax" => self.pick_if_less(a, b, b, a),
            _ => return Err(UNKNOWN),
        })
    }

    /// In each lane `on_less` if `a < b`, else `otherwise`.
    fn pick_if_less(
        &mut self,
        a: clif::Value,
        b: clif::Value,
        on_less: clif::Value,
        otherwise: clif::Value,
    ) -> clif::Value {
        let ty = self.code.type_of(a);
        let less = self.ins().fcmp(FloatCC::LessThan, a, b);
        let less = self.viewed(less, ty);
        self.ins().bitselect(less, on_less, otherwise)
    }

    // Instructions with three operands.

    fn simd_ternary(&mut self, op: SimdTernary, a: Value, b: Value, c: Value) -> Emitted {
        let shape = Shape::parse(split(op.name()).0).ok_or(UNKNOWN)?;
        let from = if op == SimdTernary::I32x4DotAdd { BYTES } else { shape };
        let (a, b, c) = (self.lanes(a, from), self.lanes(b, from), self.lanes(c, shape));
        Ok(match op {
            SimdTernary::I32x4DotAdd => {
                let pairs = self.dot(a, b);
                let sums = self.add_pairwise(pairs, Sign::Signed);
                self.ins().iadd(sums, c)
            }
            SimdTernary::F32x4Fma | SimdTernary::F64x2Fma => self.fma(shape, a, b, c),
            SimdTernary::F32x4Fnma | SimdTernary::F64x2Fnma => {
                let negated = self.ins().fneg(a);
                self.fma(shape, negated, b, c)
            }
        })
    }

    /// a * b + c, rounded once on every processor: where it has no instruction for that, the agent computes
    /// each lane.
    fn fma(&mut self, shape: Shape, a: clif::Value, b: clif::Value, c: clif::Value) -> clif::Value {
        if self.code.setting.targets.level() >= CpuLevel::V3 {
            return self.ins().fma(a, b, c);
        }
        let (builtin, bits) = match shape.bits {
            32 => (Builtin::Fma32, types::I32),
            _ => (Builtin::Fma64, types::I64),
        };
        let vector = vector_type(Shape { kind: Kind::Int, ..shape });
        let operands = [a, b, c].map(|operand| self.viewed(operand, vector));
        let mut result = operands[2];
        for lane in 0..shape.lanes() as u8 {
            let args = operands.map(|operand| self.ins().extractlane(operand, lane));
            let value = self.code.call_builtin(self.m, builtin, &args, Some(bits));
            result = self.ins().insertlane(result, value.expect("called for a result"), lane);
        }
        result
    }

    // Memory.

    fn simd_load(&mut self, op: SimdLoad, at: Address) -> Emitted {
        let operation = split(op.name()).1.strip_prefix("load").ok_or(UNKNOWN)?;
        let (flags, Address { base, offset }) = (self.code.flags.of(Region::Memory), at);
        if let Some((bits, how)) = operation.split_once('_')
            && let Ok(bits) = bits.parse()
        {
            let shape = Shape { kind: Kind::Int, bits };
            let lane = self.ins().load(lane_type(shape), flags, base, offset);
            let ty = vector_type(shape);
            return match how {
                "splat" => Ok(self.ins().splat(ty, lane)),
                "zero" => Ok(self.ins().scalar_to_vector(ty, lane)),
                _ => Err(UNKNOWN),
            };
        }
        let ins = self.ins();
        Ok(match operation {
            "" => ins.load(types::I8X16, flags, base, offset),
            "8x8_s" => ins.sload8x8(flags, base, offset),
            "8x8_u" => ins.uload8x8(flags, base, offset),
            "16x4_s" => ins.sload16x4(flags, base, offset),
            "16x4_u" => ins.uload16x4(flags, base, offset),
            "32x2_s" => ins.sload32x2(flags, base, offset),
            "32x2_u" => ins.uload32x2(flags, base, offset),
            _ => return Err(UNKNOWN),
        })
    }
}

fn lane_shape(lanes: u8) -> Shape {
    Shape { kind: Kind::Int, bits: 128 / u32::from(lanes) }
}

fn lane_type(shape: Shape) -> Type {
    match (shape.kind, shape.bits) {
        (Kind::Float, 32) => types::F32,
        (Kind::Float, _) => types::F64,
        (Kind::Int, 8) => types::I8,
        (Kind::Int, 16) => types::I16,
        (Kind::Int, 32) => types::I32,
        (Kind::Int, _) => types::I64,
    }
}

fn vector_type(shape: Shape) -> Type {
    lane_type(shape).by(shape.lanes()).expect("lanes of 8 to 64 bits fill 128")
}

fn int_condition(operation: &str) -> Option<IntCC> {
    Some(match operation {
        "eq" => IntCC::Equal,
        "ne" => IntCC::NotEqual,
        "lt_s" => IntCC::SignedLessThan,
        "lt_u" => IntCC::UnsignedLessThan,
        "gt_s" => IntCC::SignedGreaterThan,
        "gt_u" => IntCC::UnsignedGreaterThan,
        "le_s" => IntCC::SignedLessThanOrEqual,
        "le_u" => IntCC::UnsignedLessThanOrEqual,
        "ge_s" => IntCC::SignedGreaterThanOrEqual,
        "ge_u" => IntCC::UnsignedGreaterThanOrEqual,
        _ => return None,
    })
}

fn float_condition(operation: &str) -> Option<FloatCC> {
    Some(match operation {
        "eq" => FloatCC::Equal,
        "ne" => FloatCC::NotEqual,
        "lt" => FloatCC::LessThan,
        "gt" => FloatCC::GreaterThan,
        "le" => FloatCC::LessThanOrEqual,
        "ge" => FloatCC::GreaterThanOrEqual,
        _ => return None,
    })
}
