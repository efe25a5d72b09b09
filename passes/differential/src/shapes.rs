//! Modules with few functions of large shapes, which a generator that picks instruction by instruction hardly
//! ever makes. Each file makes one shape; a seed has one or two of them.

mod branches;
mod frames;
mod globals;
mod holes;
mod memories;
mod nesting;
mod shaper;
mod signatures;

use std::collections::BTreeSet;

use shaper::Shaper;
use wasm_encoder::ValType;

use crate::assembly::Assembly;
use crate::made::Made;
use crate::random::Random;

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
