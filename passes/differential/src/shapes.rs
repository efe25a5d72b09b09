//! Modules with few functions of large shapes, which a generator that picks instruction by instruction hardly ever makes. Each file
//! makes one shape; a seed has one or two of them.

mod branches;
mod frames;
mod globals;
mod holes;
mod memories;
mod nesting;
mod signatures;

use std::collections::BTreeSet;

use wasm_encoder::{Instruction as I, ValType};

use crate::assembly::Assembly;
use crate::kind::Made;
use crate::random::Random;

type Code = Vec<I<'static>>;

const TYPES: [ValType; 5] = [ValType::I32, ValType::I64, ValType::F32, ValType::F64, ValType::V128];

/// What shapes add themselves to.
struct Shaper {
    module: Assembly,
    random: Random,
    features: BTreeSet<&'static str>,
    /// Of the host: (i32) → i64.
    number: u32,
    memories: u32,
    globals: u32,
}

/// The module of a seed.
pub fn module(seed: u64) -> Made {
    let mut module = Assembly::default();
    let number = module.ty(&[ValType::I32], &[ValType::I64]);
    let number = module.import("number", number);
    let mut shaper = Shaper {
        module,
        random: Random::new(seed, "shapes"),
        features: BTreeSet::new(),
        number,
        memories: 0,
        globals: 0,
    };
    type Shape = fn(&mut Shaper);
    let shapes: [Shape; 7] = [
        frames::add,
        signatures::add,
        memories::add,
        branches::add,
        holes::add,
        nesting::add,
        globals::add,
    ];
    let first = shaper.random.below(shapes.len() as u64) as usize;
    shapes[first](&mut shaper);
    if shaper.random.percent(20) {
        let second = shaper.random.below(shapes.len() as u64) as usize;
        if second != first {
            shapes[second](&mut shaper);
        }
    }
    Made { wasm: shaper.module.finish(), features: shaper.features }
}

impl Shaper {
    fn has(&mut self, feature: &'static str) {
        self.features.insert(feature);
    }

    fn types(&mut self, count: u64) -> Vec<ValType> {
        // Of one type often, so that registers of that kind run out.
        let one = self.random.pick(&TYPES);
        let mixed = self.random.percent(60);
        (0..count).map(|_| if mixed { self.random.pick(&TYPES) } else { one }).collect()
    }

    fn constant(&mut self, ty: ValType) -> I<'static> {
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
fn to_number(ty: ValType) -> Code {
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
fn of_number(ty: ValType) -> Code {
    match ty {
        ValType::I32 => vec![I::I32WrapI64],
        ValType::I64 => vec![],
        ValType::F32 => vec![I::F32ConvertI64S],
        ValType::F64 => vec![I::F64ConvertI64S],
        _ => vec![I::I64x2Splat],
    }
}

/// Puts a local into a sum, in an order that shows.
fn add_to(sum: u32, local: u32, ty: ValType) -> Code {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_valid_and_the_same_for_a_seed() {
        let mut features = BTreeSet::new();
        for seed in 0..150 {
            let made = module(seed);
            wasmparser::validate(&made.wasm).unwrap_or_else(|error| panic!("{seed}: {error}"));
            assert_eq!(made.wasm, module(seed).wasm);
            features.extend(made.features);
        }
        let all = [
            "a branch to the loop",
            "a call through a hole",
            "bulk operations between memories",
            "deep nesting",
            "frames over a page",
            "hundreds of globals",
            "hundreds of parameters",
            "hundreds of results",
            "many memories",
            "mutual recursion",
            "parameters of blocks",
            "values passed by a table of branches",
            "wide table of branches",
        ];
        assert_eq!(features.into_iter().collect::<Vec<_>>(), all);
    }
}
