//! Which emitter compiles which function.

use preheat_formats::artifact::Tier;
use preheat_formats::plan::Heat;

use super::facts::{Convention, Facts};
use super::profile::Profile;
use crate::compile::Backend;
use crate::ir::{FuncId, Module};

/// The emitter of each function, by its index.
pub(crate) fn tiers(
    module: &Module,
    facts: &Facts,
    profile: Option<&Profile>,
    backend: Backend,
) -> Vec<Tier> {
    let tier = |func: FuncId| match (backend, profile, facts.convention) {
        (Backend::Cranelift, ..) => Tier::Cranelift,
        (Backend::Mixed, Some(profile), Convention::C) if profile.heat(func) == Heat::Cold => {
            Tier::Cranelift
        }
        // Emitters do not know each other's convention for tail calls.
        (Backend::Mixed | Backend::Llvm, ..) => Tier::Llvm,
    };
    (0..module.funcs.len() as u32).map(FuncId).map(tier).collect()
}
