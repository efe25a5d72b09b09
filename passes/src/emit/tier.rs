//! Which emitter compiles which function.

use preheat_formats::artifact::Tier;
use preheat_formats::plan::Heat;

use super::divide::weight;
use super::facts::{Convention, Facts};
use super::profile::Profile;
use crate::compile::Backend;
use crate::ir::{FuncId, Module};

/// Instructions of the IR from which on a function is too large for LLVM's optimisers, some of which take time
/// that grows with the square of what they look at: 38,000 instructions of branches took 11 s, 265,000 of
/// loads and stores did not end within minutes. The largest functions of the corpus have a fifth of this.
const TOO_LARGE_FOR_LLVM: usize = 50_000;

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
        _ if weight(module, func) > TOO_LARGE_FOR_LLVM => Tier::Cranelift,
        (Backend::Mixed | Backend::Llvm, _) => Tier::Llvm,
    };
    (0..module.funcs.len() as u32).map(FuncId).map(tier).collect()
}
