//! Which emitter compiles which function.

use preheat_formats::artifact::Tier;
use preheat_formats::plan::Heat;

use super::divide::weight;
use super::facts::{Convention, Facts};
use super::profile::Profile;
use crate::compile::Backend;
use crate::ir::{FuncId, FuncType, Module, ValType};

/// Instructions of the IR from which on a function is too large for LLVM's optimisers, some of which take time
/// that grows with the square of what they look at: 38,000 instructions of branches took 11 s, 265,000 of
/// loads and stores did not end within minutes. The largest functions of the corpus have a fifth of this.
pub(crate) const TOO_LARGE_FOR_LLVM: usize = 50_000;

/// The emitter of each function, by its index.
pub(crate) fn tiers(
    module: &Module,
    facts: &Facts,
    profile: Option<&Profile>,
    backend: Backend,
) -> Vec<Tier> {
    let vectors_on_stack = module.types.iter().any(passes_vectors_on_stack);
    let tier = |func: FuncId| match (backend, profile, facts.convention) {
        (Backend::Cranelift, ..) => Tier::Cranelift,
        (_, _, Convention::Tail) if vectors_on_stack => Tier::Cranelift,
        (Backend::Mixed, Some(profile), Convention::C) if profile.heat(func) == Heat::Cold => {
            Tier::Cranelift
        }
        (_, _, Convention::C) if weight(module, func) > TOO_LARGE_FOR_LLVM => Tier::Cranelift,
        // Emitters do not know each other's convention for tail calls.
        (Backend::Mixed | Backend::Llvm, ..) => Tier::Llvm,
    };
    (0..module.funcs.len() as u32).map(FuncId).map(tier).collect()
}

/// With LLVM 22's convention for tail calls, caller and callee of such a function do not agree on how much of
/// the stack its parameters take, if they end in the middle of 16 bytes.
fn passes_vectors_on_stack(ty: &FuncType) -> bool {
    const REGISTERS: usize = 8;
    let floats =
        ty.params.iter().filter(|ty| matches!(ty, ValType::F32 | ValType::F64 | ValType::V128));
    floats.skip(REGISTERS).any(|&ty| ty == ValType::V128)
}
