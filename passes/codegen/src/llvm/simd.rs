//! Vector instructions. A v128 is `<16 x i8>` between instructions, and each instruction sees it in its own
//! shape. Shape and operation come from the instruction's name (see [`preheat_passes::ir::shape`]). A test
//! emits every one of them.

mod ternary;

use inkwell::types::{BasicTypeEnum, VectorType};
use inkwell::values::{BasicValueEnum, IntValue, PointerValue, VectorValue};
use inkwell::{FloatPredicate, IntPredicate};

use super::error::EmitError;
use super::float::Extremum;
use super::function::FunctionEmitter;
use preheat_passes::ir::shape::{
    BYTES, DOUBLES, FLOATS, Half, Kind, Shape, Sign, half, sign, split,
};
use preheat_passes::ir::simd::{Simd, SimdLoad};
use preheat_passes::ir::{Region, Value};

const UNKNOWN: EmitError = EmitError::Unsupported("this vector instruction");

type Emitted<T> = Result<T, EmitError>;

impl<'ctx> FunctionEmitter<'_, '_, 'ctx> {
    /// Emits a vector instruction.
    pub(super) fn simd(&mut self, op: &Simd, result: Option<Value>) -> Emitted<()> {
        let value: BasicValueEnum<'ctx> = match op {
            Simd::Unary(op, a) => self.simd_unary(op.name(), *a)?,
            Simd::Binary(op, a, b) => self.simd_binary(op.name(), *a, *b)?.into(),
            Simd::Ternary(op, a, b, c) => self.simd_ternary(*op, [*a, *b, *c])?.into(),
            Simd::Bitselect { on_one, on_zero, mask } => {
                let (ones, zeros) = (self.bytes(*on_one), self.bytes(*on_zero));
                self.bitselect(ones, zeros, self.bytes(*mask))?.into()
            }
            Simd::Shuffle { lanes, a, b } => {
                let lanes: Vec<u32> = lanes.iter().map(|&lane| u32::from(lane)).collect();
                self.shuffle(self.bytes(*a), self.bytes(*b), &lanes)?.into()
            }
            Simd::ExtractLane { op, lane, vector } => {
                self.extract_lane(op.name(), *lane, self.bytes(*vector))?
            }
            Simd::ReplaceLane { op, lane, vector, value } => {
                let shape = Shape::parse(split(op.name()).0).ok_or(UNKNOWN)?;
                let value = self.to_lane(shape, self.get(*value))?;
                self.insert_lane(shape, self.bytes(*vector), *lane, value)?.into()
            }
            Simd::Load { op, memory, addr, offset } => {
                let at = self.linear_address(*memory, *addr, *offset)?;
                self.simd_load(*op, at)?.into()
            }
            Simd::Store { memory, addr, value, offset } => {
                let at = self.linear_address(*memory, *addr, *offset)?;
                return self.state.store(at, self.get(*value), 1, Region::Memory);
            }
            Simd::LoadLane { op, memory, addr, offset, lane, vector } => {
                let shape = Shape { kind: Kind::Int, bits: 128 / u32::from(op.lanes()) };
                let at = self.linear_address(*memory, *addr, *offset)?;
                let loaded = self.load_from(self.lane_type(shape), at)?;
                self.insert_lane(shape, self.bytes(*vector), *lane, loaded)?.into()
            }
            Simd::StoreLane { op, memory, addr, offset, lane, vector } => {
                let shape = Shape { kind: Kind::Int, bits: 128 / u32::from(op.lanes()) };
                let lanes = self.view(self.bytes(*vector), shape)?;
                let index = self.state.i32.const_int(u64::from(*lane), false);
                let value = self.state.builder.build_extract_element(lanes, index, "")?;
                let at = self.linear_address(*memory, *addr, *offset)?;
                return self.state.store(at, value, 1, Region::Memory);
            }
        };
        if let Some(result) = result {
            self.set(result, value);
        }
        Ok(())
    }

    // Shapes and lanes.

    fn bytes(&self, value: Value) -> VectorValue<'ctx> {
        self.get(value).into_vector_value()
    }

    fn lane_type(&self, shape: Shape) -> BasicTypeEnum<'ctx> {
        let state = self.state;
        match (shape.kind, shape.bits) {
            (Kind::Float, 32) => state.f32.into(),
            (Kind::Float, _) => state.f64.into(),
            (Kind::Int, bits) => {
                let bits = std::num::NonZeroU32::new(bits).expect("a lane has bits");
                state.context.custom_width_int_type(bits).expect("lanes are 8 to 64 bits").into()
            }
        }
    }

    fn vector_of(&self, lane: BasicTypeEnum<'ctx>, lanes: u32) -> VectorType<'ctx> {
        match lane {
            BasicTypeEnum::IntType(ty) => ty.vec_type(lanes),
            BasicTypeEnum::FloatType(ty) => ty.vec_type(lanes),
            _ => unreachable!("lanes are numbers"),
        }
    }

    fn vector_type(&self, shape: Shape) -> VectorType<'ctx> {
        self.vector_of(self.lane_type(shape), shape.lanes())
    }

    /// A v128 as lanes of a shape.
    fn view(&self, bytes: VectorValue<'ctx>, shape: Shape) -> Emitted<VectorValue<'ctx>> {
        let ty = self.vector_type(shape);
        Ok(self.state.builder.build_bit_cast(bytes, ty, "")?.into_vector_value())
    }

    fn operand(&self, value: Value, shape: Shape) -> Emitted<VectorValue<'ctx>> {
        self.view(self.bytes(value), shape)
    }

    /// Any 128 bits as a v128.
    fn back(&self, lanes: VectorValue<'ctx>) -> Emitted<VectorValue<'ctx>> {
        self.view(lanes, BYTES)
    }

    /// A scalar as wasm passes it, cut to a lane.
    fn to_lane(&self, shape: Shape, value: BasicValueEnum<'ctx>) -> Emitted<BasicValueEnum<'ctx>> {
        match (value, self.lane_type(shape)) {
            (BasicValueEnum::IntValue(value), BasicTypeEnum::IntType(ty))
                if ty != value.get_type() =>
            {
                Ok(self.state.builder.build_int_truncate(value, ty, "")?.into())
            }
            (value, _) => Ok(value),
        }
    }

    fn insert_lane(
        &self,
        shape: Shape,
        bytes: VectorValue<'ctx>,
        lane: u8,
        value: BasicValueEnum<'ctx>,
    ) -> Emitted<VectorValue<'ctx>> {
        let index = self.state.i32.const_int(u64::from(lane), false);
        let lanes = self.view(bytes, shape)?;
        self.back(self.state.builder.build_insert_element(lanes, value, index, "")?)
    }

    fn extract_lane(
        &self,
        name: &str,
        lane: u8,
        bytes: VectorValue<'ctx>,
    ) -> Emitted<BasicValueEnum<'ctx>> {
        let (shape, operation) = split(name);
        let shape = Shape::parse(shape).ok_or(UNKNOWN)?;
        let index = self.state.i32.const_int(u64::from(lane), false);
        let value =
            self.state.builder.build_extract_element(self.view(bytes, shape)?, index, "")?;
        if shape.kind == Kind::Float || shape.bits >= 32 {
            return Ok(value);
        }
        let (value, i32) = (value.into_int_value(), self.state.i32);
        Ok(match sign(operation) {
            Sign::Signed => self.state.builder.build_int_s_extend(value, i32, "")?.into(),
            Sign::Unsigned => self.state.builder.build_int_z_extend(value, i32, "")?.into(),
        })
    }

    fn splat(
        &self,
        ty: VectorType<'ctx>,
        value: BasicValueEnum<'ctx>,
    ) -> Emitted<VectorValue<'ctx>> {
        let first = self.state.i32.const_zero();
        let vector = self.state.builder.build_insert_element(ty.get_poison(), value, first, "")?;
        self.shuffle(vector, vector, &vec![0; ty.get_size() as usize])
    }

    fn splat_int(&self, ty: VectorType<'ctx>, value: i64) -> VectorValue<'ctx> {
        let lane = ty.get_element_type().into_int_type().const_int(value as u64, true);
        VectorType::const_vector(&vec![lane; ty.get_size() as usize])
    }

    /// Lanes of `a` followed by `b`, chosen by number.
    fn shuffle(
        &self,
        a: VectorValue<'ctx>,
        b: VectorValue<'ctx>,
        lanes: &[u32],
    ) -> Emitted<VectorValue<'ctx>> {
        let lanes: Vec<IntValue> =
            lanes.iter().map(|&lane| self.state.i32.const_int(u64::from(lane), false)).collect();
        let mask = VectorType::const_vector(&lanes);
        Ok(self.state.builder.build_shuffle_vector(a, b, mask, "")?)
    }

    fn concat(&self, a: VectorValue<'ctx>, b: VectorValue<'ctx>) -> Emitted<VectorValue<'ctx>> {
        let lanes: Vec<u32> = (0..2 * a.get_type().get_size()).collect();
        self.shuffle(a, b, &lanes)
    }

    fn take_half(&self, vector: VectorValue<'ctx>, half: Half) -> Emitted<VectorValue<'ctx>> {
        let count = vector.get_type().get_size() / 2;
        let first = if half == Half::High { count } else { 0 };
        let lanes: Vec<u32> = (first..first + count).collect();
        self.shuffle(vector, vector, &lanes)
    }

    /// Lanes `first`, `first` + 2 and so on.
    fn every_other(&self, vector: VectorValue<'ctx>, first: u32) -> Emitted<VectorValue<'ctx>> {
        let lanes: Vec<u32> = (first..vector.get_type().get_size()).step_by(2).collect();
        self.shuffle(vector, vector, &lanes)
    }

    /// Integer lanes made wider.
    fn extend(
        &self,
        vector: VectorValue<'ctx>,
        bits: u32,
        sign: Sign,
    ) -> Emitted<VectorValue<'ctx>> {
        let lane = self.lane_type(Shape { kind: Kind::Int, bits });
        let ty = self.vector_of(lane, vector.get_type().get_size());
        Ok(match sign {
            Sign::Signed => self.state.builder.build_int_s_extend(vector, ty, "")?,
            Sign::Unsigned => self.state.builder.build_int_z_extend(vector, ty, "")?,
        })
    }

    fn truncate(&self, vector: VectorValue<'ctx>, bits: u32) -> Emitted<VectorValue<'ctx>> {
        let lane = self.lane_type(Shape { kind: Kind::Int, bits });
        let ty = self.vector_of(lane, vector.get_type().get_size());
        Ok(self.state.builder.build_int_truncate(vector, ty, "")?)
    }

    /// One lane for each truth value: all ones or zero.
    fn mask(&self, truths: VectorValue<'ctx>, shape: Shape) -> Emitted<VectorValue<'ctx>> {
        self.extend(truths, shape.bits, Sign::Signed)
    }

    /// An intrinsic overloaded on the type of its first argument.
    fn vector_intrinsic(
        &self,
        name: &'static str,
        args: &[VectorValue<'ctx>],
    ) -> Emitted<VectorValue<'ctx>> {
        let overload = args[0].get_type().into();
        let args: Vec<_> = args.iter().map(|&arg| arg.into()).collect();
        let value = self.state.intrinsic(name, Some(overload), &args)?;
        Ok(value.ok_or(EmitError::NoIntrinsic(name))?.into_vector_value())
    }

    // Instructions with one operand.

    fn simd_unary(&self, name: &str, a: Value) -> Emitted<BasicValueEnum<'ctx>> {
        let builder = &self.state.builder;
        let (shape, operation) = split(name);
        let Some(shape) = Shape::parse(shape) else {
            return match operation {
                "not" => Ok(builder.build_not(self.bytes(a), "")?.into()),
                "any_true" => self.any_true(self.bytes(a)),
                _ => Err(UNKNOWN),
            };
        };
        match operation {
            "splat" => {
                let value = self.to_lane(shape, self.get(a))?;
                return Ok(self.back(self.splat(self.vector_type(shape), value)?)?.into());
            }
            "all_true" => return self.all_true(self.operand(a, shape)?),
            "bitmask" => return self.bitmask(self.operand(a, shape)?),
            _ => {}
        }
        let lanes = match shape.kind {
            Kind::Int => self.int_unary(shape, operation, a)?,
            Kind::Float => self.float_unary(shape, operation, a)?,
        };
        Ok(self.back(lanes)?.into())
    }

    fn int_unary(&self, shape: Shape, operation: &str, a: Value) -> Emitted<VectorValue<'ctx>> {
        let builder = &self.state.builder;
        match operation {
            "abs" => {
                let a = self.operand(a, shape)?;
                // The most negative number is its own absolute value.
                let poison = self.state.i1.const_zero();
                let overload = a.get_type().into();
                let args = [a.into(), poison.into()];
                let value = self.state.intrinsic("llvm.abs", Some(overload), &args)?;
                Ok(value.ok_or(EmitError::NoIntrinsic("llvm.abs"))?.into_vector_value())
            }
            "neg" => Ok(builder.build_int_neg(self.operand(a, shape)?, "")?),
            "popcnt" => self.vector_intrinsic("llvm.ctpop", &[self.operand(a, shape)?]),
            _ if operation.starts_with("extend_") => {
                let from = self.operand(a, shape.narrower())?;
                self.extend(self.take_half(from, half(operation))?, shape.bits, sign(operation))
            }
            _ if operation.starts_with("extadd_pairwise_") => {
                let from = self.operand(a, shape.narrower())?;
                let wide = self.extend(from, shape.bits, sign(operation))?;
                let (even, odd) = (self.every_other(wide, 0)?, self.every_other(wide, 1)?);
                Ok(builder.build_int_add(even, odd, "")?)
            }
            _ if operation.starts_with("trunc_sat_f32x4_") => {
                self.trunc_sat(self.operand(a, FLOATS)?, sign(operation))
            }
            "trunc_sat_f64x2_s_zero" | "trunc_sat_f64x2_u_zero" => {
                let sign = if operation.contains("_u_") { Sign::Unsigned } else { Sign::Signed };
                let low = self.trunc_sat(self.operand(a, DOUBLES)?, sign)?;
                self.concat(low, low.get_type().const_zero())
            }
            _ => Err(UNKNOWN),
        }
    }

    fn trunc_sat(&self, floats: VectorValue<'ctx>, sign: Sign) -> Emitted<VectorValue<'ctx>> {
        let name = match sign {
            Sign::Signed => "llvm.fptosi.sat",
            Sign::Unsigned => "llvm.fptoui.sat",
        };
        let ty = self.state.i32.vec_type(floats.get_type().get_size());
        let overloads = [ty.into(), floats.get_type().into()];
        let value = self.state.intrinsic_of(name, &overloads, &[floats.into()])?;
        Ok(value.ok_or(EmitError::NoIntrinsic(name))?.into_vector_value())
    }

    fn float_unary(&self, shape: Shape, operation: &str, a: Value) -> Emitted<VectorValue<'ctx>> {
        let builder = &self.state.builder;
        let intrinsic = |name| self.vector_intrinsic(name, &[self.operand(a, shape)?]);
        let ty = self.vector_type(shape);
        let ints = Shape { kind: Kind::Int, bits: 32 };
        match operation {
            "abs" => intrinsic("llvm.fabs"),
            "neg" => Ok(builder.build_float_neg(self.operand(a, shape)?, "")?),
            "sqrt" => intrinsic("llvm.sqrt"),
            "ceil" => intrinsic("llvm.ceil"),
            "floor" => intrinsic("llvm.floor"),
            "trunc" => intrinsic("llvm.trunc"),
            "nearest" => intrinsic("llvm.roundeven"),
            "convert_i32x4_s" => {
                Ok(builder.build_signed_int_to_float(self.operand(a, ints)?, ty, "")?)
            }
            "convert_i32x4_u" => {
                Ok(builder.build_unsigned_int_to_float(self.operand(a, ints)?, ty, "")?)
            }
            "convert_low_i32x4_s" => {
                let low = self.take_half(self.operand(a, ints)?, Half::Low)?;
                Ok(builder.build_signed_int_to_float(low, ty, "")?)
            }
            "convert_low_i32x4_u" => {
                let low = self.take_half(self.operand(a, ints)?, Half::Low)?;
                Ok(builder.build_unsigned_int_to_float(low, ty, "")?)
            }
            "demote_f64x2_zero" => {
                let half = self.state.f32.vec_type(2);
                let low = builder.build_float_trunc(self.operand(a, DOUBLES)?, half, "")?;
                self.concat(low, half.const_zero())
            }
            "promote_low_f32x4" => {
                let low = self.take_half(self.operand(a, FLOATS)?, Half::Low)?;
                Ok(builder.build_float_ext(low, ty, "")?)
            }
            _ => Err(UNKNOWN),
        }
    }

    fn any_true(&self, bytes: VectorValue<'ctx>) -> Emitted<BasicValueEnum<'ctx>> {
        let builder = &self.state.builder;
        let i128 = self.state.context.i128_type();
        let all = builder.build_bit_cast(bytes, i128, "")?.into_int_value();
        let any = builder.build_int_compare(IntPredicate::NE, all, i128.const_zero(), "")?;
        Ok(builder.build_int_z_extend(any, self.state.i32, "")?.into())
    }

    fn all_true(&self, lanes: VectorValue<'ctx>) -> Emitted<BasicValueEnum<'ctx>> {
        let builder = &self.state.builder;
        let zero = lanes.get_type().const_zero();
        let zeros = builder.build_int_compare(IntPredicate::EQ, lanes, zero, "")?;
        let bits = self.as_bits(zeros)?;
        let none = bits.get_type().const_zero();
        let all = builder.build_int_compare(IntPredicate::EQ, bits, none, "")?;
        Ok(builder.build_int_z_extend(all, self.state.i32, "")?.into())
    }

    fn bitmask(&self, lanes: VectorValue<'ctx>) -> Emitted<BasicValueEnum<'ctx>> {
        let builder = &self.state.builder;
        let zero = lanes.get_type().const_zero();
        let signs = builder.build_int_compare(IntPredicate::SLT, lanes, zero, "")?;
        Ok(builder.build_int_z_extend(self.as_bits(signs)?, self.state.i32, "")?.into())
    }

    /// Truth values as the bits of one integer, lane 0 lowest.
    fn as_bits(&self, truths: VectorValue<'ctx>) -> Emitted<IntValue<'ctx>> {
        let bits = std::num::NonZeroU32::new(truths.get_type().get_size()).expect("lanes");
        let ty = self.state.context.custom_width_int_type(bits).expect("at most 16 bits");
        Ok(self.state.builder.build_bit_cast(truths, ty, "")?.into_int_value())
    }

    // Instructions with two operands.

    fn simd_binary(&self, name: &str, a: Value, b: Value) -> Emitted<VectorValue<'ctx>> {
        let builder = &self.state.builder;
        let (shape, operation) = split(name);
        let Some(shape) = Shape::parse(shape) else {
            let (a, b) = (self.bytes(a), self.bytes(b));
            return Ok(match operation {
                "and" => builder.build_and(a, b, "")?,
                "andnot" => builder.build_and(a, builder.build_not(b, "")?, "")?,
                "or" => builder.build_or(a, b, "")?,
                "xor" => builder.build_xor(a, b, "")?,
                _ => return Err(UNKNOWN),
            });
        };
        let lanes = match shape.kind {
            _ if matches!(operation, "shl" | "shr_s" | "shr_u") => {
                self.shift(shape, operation, a, b)?
            }
            Kind::Int => self.int_binary(shape, operation, a, b)?,
            Kind::Float => self.float_binary(shape, operation, a, b)?,
        };
        self.back(lanes)
    }

    /// The count is taken modulo the width of a lane.
    fn shift(
        &self,
        shape: Shape,
        operation: &str,
        a: Value,
        count: Value,
    ) -> Emitted<VectorValue<'ctx>> {
        let builder = &self.state.builder;
        let a = self.operand(a, shape)?;
        let modulus = self.state.i32.const_int(u64::from(shape.bits - 1), false);
        let count = builder.build_and(self.int(count), modulus, "")?;
        let lane = a.get_type().get_element_type().into_int_type();
        let count = builder.build_int_cast_sign_flag(count, lane, false, "")?;
        let counts = self.splat(a.get_type(), count.into())?;
        Ok(match operation {
            "shl" => builder.build_left_shift(a, counts, "")?,
            _ => builder.build_right_shift(a, counts, operation == "shr_s", "")?,
        })
    }

    fn int_binary(
        &self,
        shape: Shape,
        operation: &str,
        a: Value,
        b: Value,
    ) -> Emitted<VectorValue<'ctx>> {
        if operation == "swizzle" {
            return self.swizzle(self.bytes(a), self.bytes(b));
        }
        if operation.starts_with("narrow_") {
            return self.narrow(shape, operation, a, b);
        }
        if operation.starts_with("extmul_") {
            let narrow = shape.narrower();
            let (half, sign) = (half(operation), sign(operation));
            let a = self.take_half(self.operand(a, narrow)?, half)?;
            let b = self.take_half(self.operand(b, narrow)?, half)?;
            let (a, b) = (self.extend(a, shape.bits, sign)?, self.extend(b, shape.bits, sign)?);
            return Ok(self.state.builder.build_int_mul(a, b, "")?);
        }
        if matches!(operation, "dot_i16x8_s" | "relaxed_dot_i8x16_i7x16_s") {
            let narrow = shape.narrower();
            let a = self.extend(self.operand(a, narrow)?, shape.bits, Sign::Signed)?;
            let b = self.extend(self.operand(b, narrow)?, shape.bits, Sign::Signed)?;
            let products = self.state.builder.build_int_mul(a, b, "")?;
            let (even, odd) = (self.every_other(products, 0)?, self.every_other(products, 1)?);
            return Ok(self.state.builder.build_int_add(even, odd, "")?);
        }
        self.int_lanewise(shape, operation, self.operand(a, shape)?, self.operand(b, shape)?)
    }

    fn int_lanewise(
        &self,
        shape: Shape,
        operation: &str,
        a: VectorValue<'ctx>,
        b: VectorValue<'ctx>,
    ) -> Emitted<VectorValue<'ctx>> {
        let builder = &self.state.builder;
        let compare = |predicate| self.mask(builder.build_int_compare(predicate, a, b, "")?, shape);
        match operation {
            "add" => Ok(builder.build_int_add(a, b, "")?),
            "sub" => Ok(builder.build_int_sub(a, b, "")?),
            "mul" => Ok(builder.build_int_mul(a, b, "")?),
            "add_sat_s" => self.vector_intrinsic("llvm.sadd.sat", &[a, b]),
            "add_sat_u" => self.vector_intrinsic("llvm.uadd.sat", &[a, b]),
            "sub_sat_s" => self.vector_intrinsic("llvm.ssub.sat", &[a, b]),
            "sub_sat_u" => self.vector_intrinsic("llvm.usub.sat", &[a, b]),
            "min_s" => self.vector_intrinsic("llvm.smin", &[a, b]),
            "min_u" => self.vector_intrinsic("llvm.umin", &[a, b]),
            "max_s" => self.vector_intrinsic("llvm.smax", &[a, b]),
            "max_u" => self.vector_intrinsic("llvm.umax", &[a, b]),
            "avgr_u" => {
                // (a + b + 1) / 2 without overflow.
                let bits = 2 * shape.bits;
                let a = self.extend(a, bits, Sign::Unsigned)?;
                let b = self.extend(b, bits, Sign::Unsigned)?;
                let one = self.splat_int(a.get_type(), 1);
                let sum = builder.build_int_add(builder.build_int_add(a, b, "")?, one, "")?;
                self.truncate(builder.build_right_shift(sum, one, false, "")?, shape.bits)
            }
            "q15mulr_sat_s" => {
                // (a * b + 2^14) >> 15, which only -1 * -1 takes over the largest lane.
                let (a, b) = (self.extend(a, 32, Sign::Signed)?, self.extend(b, 32, Sign::Signed)?);
                let ty = a.get_type();
                let product = builder.build_int_mul(a, b, "")?;
                let rounded = builder.build_int_add(product, self.splat_int(ty, 1 << 14), "")?;
                let shifted =
                    builder.build_right_shift(rounded, self.splat_int(ty, 15), true, "")?;
                let most = self.splat_int(ty, i64::from(i16::MAX));
                self.truncate(self.vector_intrinsic("llvm.smin", &[shifted, most])?, 16)
            }
            "eq" => compare(IntPredicate::EQ),
            "ne" => compare(IntPredicate::NE),
            "lt_s" => compare(IntPredicate::SLT),
            "lt_u" => compare(IntPredicate::ULT),
            "gt_s" => compare(IntPredicate::SGT),
            "gt_u" => compare(IntPredicate::UGT),
            "le_s" => compare(IntPredicate::SLE),
            "le_u" => compare(IntPredicate::ULE),
            "ge_s" => compare(IntPredicate::SGE),
            "ge_u" => compare(IntPredicate::UGE),
            _ => Err(UNKNOWN),
        }
    }

    /// Signed lanes of both operands, saturated into lanes of half the width.
    fn narrow(
        &self,
        shape: Shape,
        operation: &str,
        a: Value,
        b: Value,
    ) -> Emitted<VectorValue<'ctx>> {
        let wide = Shape { bits: 2 * shape.bits, ..shape };
        let all = self.concat(self.operand(a, wide)?, self.operand(b, wide)?)?;
        let (least, most) = match sign(operation) {
            Sign::Signed => (-(1 << (shape.bits - 1)), (1 << (shape.bits - 1)) - 1),
            Sign::Unsigned => (0, (1 << shape.bits) - 1),
        };
        let least = self.splat_int(all.get_type(), least);
        let most = self.splat_int(all.get_type(), most);
        let clamped = self.vector_intrinsic("llvm.smax", &[all, least])?;
        self.truncate(self.vector_intrinsic("llvm.smin", &[clamped, most])?, shape.bits)
    }

    /// Bytes of `a` by index; 0 for an index over 15. PSHUFB gives 0 where bit 7 is set, and adding
    /// 0x70 with saturation sets it exactly for those indices.
    fn swizzle(
        &self,
        a: VectorValue<'ctx>,
        indices: VectorValue<'ctx>,
    ) -> Emitted<VectorValue<'ctx>> {
        const PSHUFB: &str = "llvm.x86.ssse3.pshuf.b.128";
        let most = self.splat_int(indices.get_type(), 0x70);
        let indices = self.vector_intrinsic("llvm.uadd.sat", &[indices, most])?;
        let value = self.state.intrinsic(PSHUFB, None, &[a.into(), indices.into()])?;
        Ok(value.ok_or(EmitError::NoIntrinsic(PSHUFB))?.into_vector_value())
    }

    fn float_binary(
        &self,
        shape: Shape,
        operation: &str,
        a: Value,
        b: Value,
    ) -> Emitted<VectorValue<'ctx>> {
        let builder = &self.state.builder;
        let (a, b) = (self.operand(a, shape)?, self.operand(b, shape)?);
        let bits = self.vector_type(Shape { kind: Kind::Int, ..shape }).into();
        let compare =
            |predicate| self.mask(builder.build_float_compare(predicate, a, b, "")?, shape);
        let select = |cond, on_true: VectorValue<'ctx>, on_false: VectorValue<'ctx>| {
            let value = builder.build_select::<_, VectorValue>(cond, on_true, on_false, "")?;
            Ok(value.into_vector_value())
        };
        match operation {
            "add" => Ok(builder.build_float_add(a, b, "")?),
            "sub" => Ok(builder.build_float_sub(a, b, "")?),
            "mul" => Ok(builder.build_float_mul(a, b, "")?),
            "div" => Ok(builder.build_float_div(a, b, "")?),
            "min" => Ok(self.extremum(Extremum::Minimum, a, b, bits)?.into_vector_value()),
            "max" => Ok(self.extremum(Extremum::Maximum, a, b, bits)?.into_vector_value()),
            "pmin" => select(builder.build_float_compare(FloatPredicate::OLT, b, a, "")?, b, a),
            "pmax" => select(builder.build_float_compare(FloatPredicate::OLT, a, b, "")?, b, a),
            "eq" => compare(FloatPredicate::OEQ),
            "ne" => compare(FloatPredicate::UNE),
            "lt" => compare(FloatPredicate::OLT),
            "gt" => compare(FloatPredicate::OGT),
            "le" => compare(FloatPredicate::OLE),
            "ge" => compare(FloatPredicate::OGE),
            _ => Err(UNKNOWN),
        }
    }

    fn bitselect(
        &self,
        on_one: VectorValue<'ctx>,
        on_zero: VectorValue<'ctx>,
        mask: VectorValue<'ctx>,
    ) -> Emitted<VectorValue<'ctx>> {
        let builder = &self.state.builder;
        let ones = builder.build_and(on_one, mask, "")?;
        let zeros = builder.build_and(on_zero, builder.build_not(mask, "")?, "")?;
        Ok(builder.build_or(ones, zeros, "")?)
    }

    // Memory.

    fn simd_load(&self, op: SimdLoad, at: PointerValue<'ctx>) -> Emitted<VectorValue<'ctx>> {
        let operation = split(op.name()).1.strip_prefix("load").ok_or(UNKNOWN)?;
        if operation.is_empty() {
            let ty = self.vector_type(BYTES).into();
            return Ok(self.load_from(ty, at)?.into_vector_value());
        }
        if let Some((bits, how)) = operation.split_once('_')
            && let Ok(bits) = bits.parse()
        {
            let shape = Shape { kind: Kind::Int, bits };
            let value = self.load_from(self.lane_type(shape), at)?;
            let ty = self.vector_type(shape);
            return match how {
                "splat" => self.back(self.splat(ty, value)?),
                "zero" => {
                    let zero = self.vector_type(BYTES).const_zero();
                    self.insert_lane(shape, zero, 0, value)
                }
                _ => Err(UNKNOWN),
            };
        }
        // "8x8_s": 64 bits in lanes of 8, each extended to twice its width.
        let bits: u32 = operation.split('x').next().and_then(|n| n.parse().ok()).ok_or(UNKNOWN)?;
        let lane = self.lane_type(Shape { kind: Kind::Int, bits });
        let loaded = self.load_from(self.vector_of(lane, 64 / bits).into(), at)?;
        self.back(self.extend(loaded.into_vector_value(), 2 * bits, sign(operation))?)
    }
}
