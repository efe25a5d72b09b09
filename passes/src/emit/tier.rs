//! Which emitter compiles which function.

use std::collections::HashSet;

use preheat_formats::artifact::Tier;
use preheat_formats::plan::Heat;

use super::divide::weight;
use super::facts::{Convention, Facts};
use super::profile::Profile;
use crate::compile::Backend;
use crate::ir::{BlockId, FuncId, Module};

/// What a function may have before it is too much for LLVM's optimisers, some of which take time that grows with the square of it.
/// Of the corpus, wasmi's largest function has nearly as many instructions and none passes a fifth of the values; loops were only
/// bounded by edges that lead back (1,628 at most), and parameters of a block were not counted.
mod limit {
    /// Instructions of the IR: 38,000 instructions of branches took 11 s, 265,000 of loads and stores did not end within minutes.
    pub const INSTRUCTIONS: usize = 50_000;
    /// Loops: 5,000 in a row took 14 s.
    pub const LOOPS: usize = 3_000;
    /// Values that edges pass on: 600,000, of an interpreter with 200 locals, took 13 s.
    pub const PASSED: usize = 60_000;
    /// Parameters of a block: a loop that changes 4,000 locals took 17 s.
    pub const PARAMETERS: usize = 1_500;
}

fn too_much_for_llvm(module: &Module, func: FuncId) -> bool {
    let Some(body) = &module.funcs[func.index()].body else { return false };
    let edges = || {
        let of = |id: BlockId| body.block(id).term.edges().into_iter().map(move |edge| (id, edge));
        body.block_ids().flat_map(of)
    };
    // Blocks are numbered in reverse postorder, so that what leads back leads around a loop.
    let headers = || -> HashSet<BlockId> {
        edges().filter(|(from, edge)| edge.block <= *from).map(|(_, edge)| edge.block).collect()
    };
    weight(module, func) > limit::INSTRUCTIONS
        || body.blocks.len() > limit::LOOPS && headers().len() > limit::LOOPS
        || edges().map(|(_, edge)| edge.args.len()).sum::<usize>() > limit::PASSED
        || body.blocks.iter().any(|block| block.params.len() > limit::PARAMETERS)
}

/// The emitter of each function, by its index.
pub(crate) fn tiers(
    module: &Module,
    facts: &Facts,
    profile: Option<&Profile>,
    backend: Backend,
) -> Vec<Tier> {
    let tier = |func: FuncId| match (backend, profile) {
        (Backend::Cranelift, _) => Tier::Cranelift,
        // Emitters do not know each other's convention for tail calls, and LLVM's loses the stack (docs/LLVM.md).
        _ if facts.convention == Convention::Tail => Tier::Cranelift,
        (Backend::Mixed, Some(profile)) if profile.heat(func) == Heat::Cold => Tier::Cranelift,
        _ if too_much_for_llvm(module, func) => Tier::Cranelift,
        (Backend::Mixed | Backend::Llvm, _) => Tier::Llvm,
    };
    (0..module.funcs.len() as u32).map(FuncId).map(tier).collect()
}
