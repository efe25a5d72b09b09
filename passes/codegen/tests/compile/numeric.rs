//! Numeric instructions against Rust's own arithmetic, with operands that are known when code is
//! compiled and with operands that are not. (Edge cases one by one are the official suite's.)

use preheat_formats::Trap;
use preheat_loader::*;
use preheat_passes::ir::{BinaryOp, UnaryOp, ValType};
use proptest::prelude::*;

/// The bits of a result, or the trap.
type Outcome = Result<u64, Trap>;

fn unary(op: UnaryOp, a: u64) -> Option<Outcome> {
    use UnaryOp::*;
    let (i, l) = (a as u32, a);
    let (f, d) = (f32::from_bits(i), f64::from_bits(l));
    let int = |value: u32| Some(Ok(u64::from(value)));
    let single = |value: f32| Some(Ok(u64::from(value.to_bits())));
    let double = |value: f64| Some(Ok(value.to_bits()));
    let wide = if matches!(op.operands()[0], ValType::F32) { f64::from(f) } else { d };
    match op {
        I32Eqz => int(u32::from(i == 0)),
        I64Eqz => int(u32::from(l == 0)),
        I32Clz => int(i.leading_zeros()),
        I32Ctz => int(i.trailing_zeros()),
        I32Popcnt => int(i.count_ones()),
        I64Clz => Some(Ok(l.leading_zeros().into())),
        I64Ctz => Some(Ok(l.trailing_zeros().into())),
        I64Popcnt => Some(Ok(l.count_ones().into())),
        F32Abs => int(i & 0x7fff_ffff),
        F32Neg => int(i ^ 0x8000_0000),
        F64Abs => Some(Ok(l & (u64::MAX >> 1))),
        F64Neg => Some(Ok(l ^ 1 << 63)),
        F32Ceil => single(f.ceil()),
        F32Floor => single(f.floor()),
        F32Trunc => single(f.trunc()),
        F32Nearest => single(f.round_ties_even()),
        F32Sqrt => single(f.sqrt()),
        F64Ceil => double(d.ceil()),
        F64Floor => double(d.floor()),
        F64Trunc => double(d.trunc()),
        F64Nearest => double(d.round_ties_even()),
        F64Sqrt => double(d.sqrt()),
        I32WrapI64 => int(l as u32),
        I32TruncF32S | I32TruncF64S => {
            Some(truncated(wide, -2147483649.0, 2147483648.0).map(|v| u64::from(v as i32 as u32)))
        }
        I32TruncF32U | I32TruncF64U => {
            Some(truncated(wide, -1.0, 4294967296.0).map(|v| u64::from(v as u32)))
        }
        I64TruncF32S | I64TruncF64S => {
            // -2⁶³ itself is allowed; the next double below it is far away.
            let low = (-9223372036854775808.0f64).next_down();
            Some(truncated(wide, low, 9223372036854775808.0).map(|v| v as i64 as u64))
        }
        I64TruncF32U | I64TruncF64U => {
            Some(truncated(wide, -1.0, 18446744073709551616.0).map(|v| v as u64))
        }
        I32TruncSatF32S | I32TruncSatF64S => int(wide as i32 as u32),
        I32TruncSatF32U | I32TruncSatF64U => int(wide as u32),
        I64TruncSatF32S | I64TruncSatF64S => Some(Ok(wide as i64 as u64)),
        I64TruncSatF32U | I64TruncSatF64U => Some(Ok(wide as u64)),
        I64ExtendI32S => Some(Ok(i as i32 as i64 as u64)),
        I64ExtendI32U => Some(Ok(i.into())),
        F32ConvertI32S => single(i as i32 as f32),
        F32ConvertI32U => single(i as f32),
        F32ConvertI64S => single(l as i64 as f32),
        F32ConvertI64U => single(l as f32),
        F32DemoteF64 => single(d as f32),
        F64ConvertI32S => double((i as i32).into()),
        F64ConvertI32U => double(i.into()),
        F64ConvertI64S => double(l as i64 as f64),
        F64ConvertI64U => double(l as f64),
        F64PromoteF32 => double(f.into()),
        I32ReinterpretF32 | F32ReinterpretI32 => int(i),
        I64ReinterpretF64 | F64ReinterpretI64 => Some(Ok(l)),
        I32Extend8S => int(i as i8 as i32 as u32),
        I32Extend16S => int(i as i16 as i32 as u32),
        I64Extend8S => Some(Ok(l as i8 as i64 as u64)),
        I64Extend16S => Some(Ok(l as i16 as i64 as u64)),
        I64Extend32S => Some(Ok(l as i32 as i64 as u64)),
    }
}

/// The float if it lies between the bounds, which are outside themselves.
fn truncated(value: f64, low: f64, high: f64) -> Result<f64, Trap> {
    match value {
        _ if value.is_nan() => Err(Trap::InvalidConversionToInteger),
        _ if value > low && value < high => Ok(value),
        _ => Err(Trap::IntegerOverflow),
    }
}

macro_rules! int_binary {
    ($op:expr, $a:expr, $b:expr, $unsigned:ty, $signed:ty) => {{
        let (a, b) = ($a as $unsigned, $b as $unsigned);
        let (sa, sb) = (a as $signed, b as $signed);
        let truth = |holds: bool| Some(Ok(u64::from(holds)));
        let value = |value: $unsigned| Some(Ok(u64::from(value)));
        let by = b as u32 % <$unsigned>::BITS;
        // "i32.div_s" → "div_s"
        match $op.name().split_once('.').unwrap().1 {
            "eq" => truth(a == b),
            "ne" => truth(a != b),
            "lt_s" => truth(sa < sb),
            "lt_u" => truth(a < b),
            "gt_s" => truth(sa > sb),
            "gt_u" => truth(a > b),
            "le_s" => truth(sa <= sb),
            "le_u" => truth(a <= b),
            "ge_s" => truth(sa >= sb),
            "ge_u" => truth(a >= b),
            "add" => value(a.wrapping_add(b)),
            "sub" => value(a.wrapping_sub(b)),
            "mul" => value(a.wrapping_mul(b)),
            "div_s" | "div_u" | "rem_s" | "rem_u" if b == 0 => Some(Err(Trap::IntegerDivideByZero)),
            "div_s" => match sa.checked_div(sb) {
                Some(quotient) => value(quotient as $unsigned),
                None => Some(Err(Trap::IntegerOverflow)),
            },
            "div_u" => value(a / b),
            "rem_s" => value(sa.wrapping_rem(sb) as $unsigned),
            "rem_u" => value(a % b),
            "and" => value(a & b),
            "or" => value(a | b),
            "xor" => value(a ^ b),
            "shl" => value(a << by),
            "shr_s" => value((sa >> by) as $unsigned),
            "shr_u" => value(a >> by),
            "rotl" => value(a.rotate_left(by)),
            "rotr" => value(a.rotate_right(by)),
            _ => None,
        }
    }};
}

macro_rules! float_binary {
    ($op:expr, $a:expr, $b:expr, $float:ty, $bits:ty) => {{
        let (a, b) = (<$float>::from_bits($a as $bits), <$float>::from_bits($b as $bits));
        let truth = |holds: bool| Some(Ok(u64::from(holds)));
        let value = |value: $float| Some(Ok(u64::from(value.to_bits())));
        let nan = a.is_nan() || b.is_nan();
        match $op.name().split_once('.').unwrap().1 {
            "eq" => truth(a == b),
            "ne" => truth(a != b),
            "lt" => truth(a < b),
            "gt" => truth(a > b),
            "le" => truth(a <= b),
            "ge" => truth(a >= b),
            "add" => value(a + b),
            "sub" => value(a - b),
            "mul" => value(a * b),
            "div" => value(a / b),
            "min" | "max" if nan => value(<$float>::NAN),
            "min" if a == b => value(if a.is_sign_negative() { a } else { b }),
            "max" if a == b => value(if a.is_sign_negative() { b } else { a }),
            "min" => value(if a < b { a } else { b }),
            "max" => value(if a > b { a } else { b }),
            "copysign" => value(a.copysign(b)),
            _ => None,
        }
    }};
}

fn binary(op: BinaryOp, a: u64, b: u64) -> Option<Outcome> {
    match op.operands()[0] {
        ValType::I32 => int_binary!(op, a, b, u32, i32),
        ValType::I64 => int_binary!(op, a, b, u64, i64),
        ValType::F32 => float_binary!(op, a, b, f32, u32),
        _ => float_binary!(op, a, b, f64, u64),
    }
}

/// Equal, or both a NaN where arithmetic may choose which; that one is quiet.
fn agrees(op: &str, ty: ValType, found: u64, expected: u64) -> bool {
    let exact = ["abs", "neg", "copysign", "reinterpret"].iter().any(|name| op.contains(name));
    match ty {
        ValType::F32 if f32::from_bits(expected as u32).is_nan() && !exact => {
            found & 0x7fc0_0000 == 0x7fc0_0000
        }
        ValType::F64 if f64::from_bits(expected).is_nan() && !exact => {
            found & 0x7ff8 << 48 == 0x7ff8 << 48
        }
        _ => found == expected,
    }
}

/// Integers and floats of both widths that sit at some edge, among any others.
fn operand() -> impl Strategy<Value = u64> {
    let edges = [
        0,
        1,
        31,
        32,
        63,
        64,
        0x7fff_ffff,
        0x8000_0000,
        0xffff_ffff,
        1 << 63,
        u64::MAX,
        u64::MAX >> 1,
    ];
    let floats = [
        0.0,
        -0.0,
        0.5,
        -0.5,
        1.5,
        2.5,
        1.0,
        -1.0,
        -0.99,
        2147483647.5,
        2147483648.0,
        -2147483648.9,
        -2147483649.0,
        4294967295.9,
        4294967296.0,
        9223372036854775808.0,
        -9223372036854775808.0,
        18446744073709551616.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        f64::MIN_POSITIVE,
        5e-324,
        f64::MAX,
    ];
    prop_oneof![
        any::<u64>(),
        (-200i64..200).prop_map(|value| value as u64),
        prop::sample::select(edges.to_vec()),
        prop::sample::select(floats.to_vec()).prop_map(f64::to_bits),
        prop::sample::select(floats.to_vec()).prop_map(|value| u64::from((value as f32).to_bits())),
        // Signalling NaNs.
        any::<u16>().prop_map(|bits| 0x7ff0_0000_0000_0001 | u64::from(bits) << 48),
        any::<u8>().prop_map(|bits| u64::from(0x7f80_0001u32 | u32::from(bits) << 31)),
        any::<f32>().prop_map(|value| u64::from(value.to_bits())),
    ]
}

fn constant(ty: ValType, bits: u64) -> String {
    match ty {
        ValType::I32 => format!("(i32.const {})", bits as u32),
        ValType::I64 => format!("(i64.const {bits})"),
        ValType::F32 => {
            let value = f32::from_bits(bits as u32);
            format!("(f32.const {})", float(value.into(), (bits & 0x7f_ffff, bits >> 31 & 1)))
        }
        _ => {
            let value = f64::from_bits(bits);
            format!("(f64.const {})", float(value, (bits & (u64::MAX >> 12), bits >> 63)))
        }
    }
}

/// As text, with the payload and sign of a NaN.
fn float(value: f64, (payload, sign): (u64, u64)) -> String {
    match value.is_nan() {
        true => format!("{}nan:{payload:#x}", ["", "-"][sign as usize]),
        false => format!("{value:?}"),
    }
}

/// Exports each instruction with unknown operands, and with the left, the right or both known.
fn functions(name: &str, operands: &[ValType], result: ValType, known: &[u64]) -> String {
    let variants = 1 << operands.len();
    let variant = |which: usize| {
        let params: String = operands.iter().map(|ty| format!("{ty} ")).collect();
        let operand = |(index, &ty): (usize, &ValType)| match which >> index & 1 {
            0 => format!("(local.get {index})"),
            _ => constant(ty, known[index]),
        };
        let args: String = operands.iter().enumerate().map(operand).collect();
        format!(
            r#"(func (export "{name} {which}") (param {params}) (result {result}) ({name} {args}))"#
        )
    };
    (0..variants).map(variant).collect()
}

fn check(
    instance: &mut Instance,
    name: &str,
    ty: ValType,
    operands: &[u64],
    expected: Outcome,
) -> Result<(), TestCaseError> {
    let args: Vec<u128> = operands.iter().map(|&operand| operand.into()).collect();
    for which in 0..1 << operands.len() {
        let found = instance.call1(&format!("{name} {which}"), &args).map(|bits| bits as u64);
        let agree = match (found, expected) {
            (Ok(found), Ok(expected)) => agrees(name, ty, found, expected),
            (found, expected) => found == expected,
        };
        prop_assert!(agree, "{name} {which} of {operands:x?}: {found:x?}, expected {expected:x?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, failure_persistence: None, ..Default::default() })]
    #[test]
    fn instructions_agree_with_rust(a in operand(), b in operand(), more in prop::collection::vec((operand(), operand()), 60)) {
        let unaries = UnaryOp::ALL.iter().map(|op| functions(op.name(), op.operands(), op.result(), &[a, b]));
        let binaries = BinaryOp::ALL.iter().map(|op| functions(op.name(), op.operands(), op.result(), &[a, b]));
        let text = format!("(module {})", unaries.chain(binaries).collect::<String>());
        for setting in settings() {
            let mut instance = Instance::new(&text, setting);
            for op in UnaryOp::ALL {
                check(&mut instance, op.name(), op.result(), &[a], unary(*op, a).unwrap())?;
            }
            for op in BinaryOp::ALL {
                check(&mut instance, op.name(), op.result(), &[a, b], binary(*op, a, b).unwrap())?;
            }
            // Unknown operands only: those of variant 0.
            for &(a, b) in &more {
                for op in UnaryOp::ALL {
                    let found = instance.call1(&format!("{} 0", op.name()), &[a.into()]).map(|bits| bits as u64);
                    let expected = unary(*op, a).unwrap();
                    let agree = found == expected || matches!((found, expected), (Ok(found), Ok(expected)) if agrees(op.name(), op.result(), found, expected));
                    prop_assert!(agree, "{} of {a:x}: {found:x?}, expected {expected:x?}", op.name());
                }
                for op in BinaryOp::ALL {
                    let found = instance.call1(&format!("{} 0", op.name()), &[a.into(), b.into()]).map(|bits| bits as u64);
                    let expected = binary(*op, a, b).unwrap();
                    let agree = found == expected || matches!((found, expected), (Ok(found), Ok(expected)) if agrees(op.name(), op.result(), found, expected));
                    prop_assert!(agree, "{} of {a:x}, {b:x}: {found:x?}, expected {expected:x?}", op.name());
                }
            }
        }
    }
}

/// Also beside a constant that changes no number.
#[test]
fn the_smaller_and_the_larger_of_a_signalling_nan_and_a_constant_are_quiet() {
    let ops = [BinaryOp::F32Min, BinaryOp::F32Max, BinaryOp::F64Min, BinaryOp::F64Max];
    for known in [-0.0, 0.0, 1.0, f64::INFINITY, f64::NAN] {
        // Of the constant, and of a signalling NaN.
        let bits_of = |ty: ValType| -> (u64, u64) {
            match ty {
                ValType::F32 => ((known as f32).to_bits().into(), 0xffa0_0001),
                _ => (known.to_bits(), 0xfff5_0000_0000_0001),
            }
        };
        let texts = ops.iter().map(|op| {
            let (known, _) = bits_of(op.result());
            functions(op.name(), op.operands(), op.result(), &[known, known])
        });
        let vectors = ["f32x4.min", "f32x4.max", "f64x2.min", "f64x2.max"].map(|name| {
            let (lanes, lane) = (&name[..5], &name[..3]);
            let known = format!("{known:?}").replace("NaN", "nan");
            format!(
                r#"(func (export "{name}") (param {lane}) (result v128)
                    ({name} ({lanes}.splat (local.get 0)) ({lanes}.splat ({lane}.const {known}))))"#
            )
        });
        let text = format!("(module {}{})", texts.collect::<String>(), vectors.concat());
        for setting in settings() {
            let mut instance = Instance::new(&text, setting);
            for op in ops {
                let (constant, nan) = bits_of(op.result());
                for which in 0..4 {
                    let found = instance
                        .call1(&format!("{} {which}", op.name()), &[nan.into(), nan.into()]);
                    let found = found.unwrap() as u64;
                    let ok = agrees(op.name(), op.result(), found, u64::MAX)
                        || which == 3 && found == constant;
                    assert!(ok, "{} {which} of {known}, {setting}: {found:x}", op.name());
                }
            }
            for (name, nan, bits) in [
                ("f32x4.min", 0xffa0_0001_u64, 0x7fc0_0000_u128),
                ("f32x4.max", 0xffa0_0001, 0x7fc0_0000),
                ("f64x2.min", 0xfff5_0000_0000_0001, 0x7ff8 << 48),
                ("f64x2.max", 0xfff5_0000_0000_0001, 0x7ff8 << 48),
            ] {
                let found = instance.call1(name, &[nan.into()]).unwrap();
                assert_eq!(found & bits, bits, "{name} of {known}, {setting}: {found:x}");
            }
        }
    }
}

/// Moves keep every bit of a NaN, signalling ones too.
#[test]
fn moves_keep_nan_bits() {
    let text = r#"(module (memory 1) (global $g (mut f32) (f32.const 0)) (global $h (mut f64) (f64.const 0))
        (func $id32 (param f32) (result f32) (local.get 0))
        (func (export "f32") (param f32 i32) (result f32)
            (f32.store (i32.const 0) (select (local.get 0) (f32.const 1) (local.get 1)))
            (global.set $g (f32.load (i32.const 0)))
            (call $id32 (global.get $g)))
        (func (export "f64") (param f64 i32) (result f64)
            (f64.store (i32.const 8) (select (local.get 0) (f64.const 1) (local.get 1)))
            (global.set $h (f64.load (i32.const 8)))
            (global.get $h))
        (func (export "constant") (result f32 f64)
            (f32.const -nan:0x200001) (f64.const nan:0x4000000000001)))"#;
    for setting in settings() {
        let mut instance = Instance::new(text, setting);
        for bits in [0x7fa0_0001u128, 0xffa0_0000, 0x7fc1_2345, 0xffff_ffff] {
            assert_eq!(instance.call1("f32", &[bits, 1]), Ok(bits));
        }
        for bits in [0x7ff4_0000_0000_0001u128, 0xfff0_0000_0000_0001, 0x7ff8_0000_0000_0000] {
            assert_eq!(instance.call1("f64", &[bits, 1]), Ok(bits));
        }
        let constants = vec![0xffa0_0001, 0x7ff4_0000_0000_0001];
        assert_eq!(instance.call("constant", &[]), Ok(constants));
    }
}
