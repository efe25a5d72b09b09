//! What shapes have in common: the module that they add to, and code for numbers of all types.

use std::collections::BTreeSet;

use wasm_encoder::{Instruction as I, ValType};

use crate::assembly::Assembly;
use crate::random::Random;

pub type Code = Vec<I<'static>>;

const TYPES: [ValType; 5] = [ValType::I32, ValType::I64, ValType::F32, ValType::F64, ValType::V128];

/// What shapes add themselves to.
pub struct Shaper {
    pub module: Assembly,
    pub random: Random,
    pub features: BTreeSet<&'static str>,
    /// Of the host: (i32) → i64.
    pub number: u32,
    pub memories: u32,
    pub globals: u32,
}

impl Shaper {
    pub fn has(&mut self, feature: &'static str) {
        self.features.insert(feature);
    }

    pub fn types(&mut self, count: u64) -> Vec<ValType> {
        // Of one type often, so that registers of that kind run out.
        let one = self.random.pick(&TYPES);
        let mixed = self.random.percent(60);
        (0..count).map(|_| if mixed { self.random.pick(&TYPES) } else { one }).collect()
    }

    pub fn constant(&mut self, ty: ValType) -> I<'static> {
        let bits = self.random.next();
        match ty {
            ValType::I32 => I::I32Const(bits as i32),
            ValType::I64 => I::I64Const(bits as i64),
            ValType::F32 => I::F32Const((bits as i16 as f32).into()),
            ValType::F64 => I::F64Const((bits as i32 as f64).into()),
            _ => I::V128Const(i128::from(bits) << 64 | i128::from(self.random.next())),
        }
    }
}

/// Makes an i64 of a value, all of whose bits count.
pub fn to_number(ty: ValType) -> Code {
    match ty {
        ValType::I32 => vec![I::I64ExtendI32U],
        ValType::I64 => vec![],
        ValType::F32 => vec![I::I32ReinterpretF32, I::I64ExtendI32U],
        ValType::F64 => vec![I::I64ReinterpretF64],
        _ => vec![
            I::V128Const(0x0123_4567_89ab_cdef << 64 | 0xfedc),
            I::I64x2Mul,
            I::I64x2ExtractLane(1),
        ],
    }
}

/// Makes a value of an i64, no NaN.
pub fn of_number(ty: ValType) -> Code {
    match ty {
        ValType::I32 => vec![I::I32WrapI64],
        ValType::I64 => vec![],
        ValType::F32 => vec![I::F32ConvertI64S],
        ValType::F64 => vec![I::F64ConvertI64S],
        _ => vec![I::I64x2Splat],
    }
}

/// Puts a local into a sum, in an order that shows.
pub fn add_to(sum: u32, local: u32, ty: ValType) -> Code {
    let mut code = vec![I::LocalGet(sum), I::I64Const(0x9e37_79b9_7f4a_7c15_u64 as i64), I::I64Mul];
    code.push(I::LocalGet(local));
    code.extend(match ty {
        ValType::V128 => {
            vec![I::I64x2ExtractLane(0), I::LocalGet(local), I::I64x2ExtractLane(1), I::I64Sub]
        }
        ty => to_number(ty),
    });
    code.extend([I::I64Add, I::I64Const(29), I::I64Rotl, I::LocalSet(sum)]);
    code
}
