//! Which emitter compiles which function. How much work a function is for LLVM is [`super::cost`]'s, how hot it is without a
//! profile [`super::likely`]'s.

use std::cmp::Reverse;

use preheat_formats::artifact::Tier;
use preheat_formats::plan::Heat;

use super::cost::{TOO_MUCH, cost};
use super::facts::{Convention, Facts};
use super::likely::likely;
use super::profile::Profile;
use crate::compile::Backend;
use crate::ir::{FuncId, Module};

/// What LLVM does for one module when nobody asked for all of it, in the unit of [`cost`]: some 90 s of processor time. No program
/// of the corpus has half as much. Hot functions of a profile are LLVM's beyond it.
const BUDGET: usize = 1_800_000;

/// The emitter of each function, by its index. Depends on the module, the profile and the backend alone: a module that is
/// compiled for another processor level is divided in the same way.
pub(crate) fn tiers(
    module: &Module,
    facts: &Facts,
    profile: Option<&Profile>,
    backend: Backend,
) -> Vec<Tier> {
    let all = (0..module.funcs.len() as u32).map(FuncId);
    // Emitters do not know each other's convention for tail calls, and LLVM's loses the stack (docs/LLVM.md).
    if backend == Backend::Cranelift || facts.convention == Convention::Tail {
        return all.map(|_| Tier::Cranelift).collect();
    }
    let mut tiers = vec![Tier::Cranelift; module.funcs.len()];
    let heat = |func| profile.map_or(Heat::Warm, |profile| profile.heat(func));
    let wanted = |func: &FuncId| backend == Backend::Llvm || heat(*func) != Heat::Cold;
    let costs = all.filter(wanted).map(|func| (func, cost(module, func)));
    let mut possible: Vec<(FuncId, usize)> = costs.filter(|&(_, cost)| cost <= TOO_MUCH).collect();
    let total: usize = possible.iter().map(|(_, cost)| cost).sum();
    if backend == Backend::Mixed && total > BUDGET {
        let likely = likely(module, facts);
        possible.sort_by(|(a, _), (b, _)| {
            let hottest = likely[b.index()].total_cmp(&likely[a.index()]);
            Reverse(heat(*a)).cmp(&Reverse(heat(*b))).then(hottest).then(a.cmp(b))
        });
        let mut left = BUDGET;
        possible.retain(|&(func, cost)| {
            let fits = cost <= left;
            if fits || heat(func) == Heat::Hot {
                left = left.saturating_sub(cost);
                return true;
            }
            false
        });
    }
    possible.iter().for_each(|(func, _)| tiers[func.index()] = Tier::Llvm);
    tiers
}
