//! Which emitter compiles which function. How much work a function is for LLVM is [`super::cost`]'s, how hot
//! it is without a profile [`super::likely`]'s.

use std::time::Duration;

use preheat_formats::artifact::Tier;
use preheat_formats::plan::Heat;
use preheat_formats::recipe::Backend;
use preheat_passes::ir::{FuncId, Module};

use super::cost::{TOO_MUCH, cost};
use super::divide::weight;
use super::facts::{Convention, Facts};
use super::likely::likely;

/// Work on one module when nobody asked for all of it to be LLVM's, in the unit of [`cost`]: some 100 s of
/// processor time. The program of the corpus with the most has half of it.
const BUDGET: usize = 1_750_000;
/// What LLVM gets of it however large the module is.
const AT_LEAST: usize = BUDGET / 4;
/// The unit, on a machine that others use as well.
const UNIT: Duration = Duration::from_micros(60);
/// How much of a limited time LLVM is given: it may take longer than was thought, and then all of it was in
/// vain.
const LLVM_SHARE: f64 = 0.4;
/// So many times as fast is Cranelift, with all that is done for every function, such as decoding, put on its
/// side.
const CRANELIFT: usize = 16;

/// The emitter of each function, by its index. Depends on the module and the backend alone: a module that is
/// compiled for another processor level is divided in the same way.
pub(crate) fn tiers(
    module: &Module,
    facts: &Facts,
    backend: Backend,
    processor: Option<Duration>,
) -> Vec<Tier> {
    let mut tiers = vec![Tier::Cranelift; module.funcs.len()];
    // Emitters do not know each other's convention for tail calls, and LLVM's loses the stack (docs/LLVM.md).
    if backend == Backend::Cranelift || facts.convention == Convention::Tail {
        return tiers;
    }
    let all = (0..module.funcs.len() as u32).map(FuncId);
    let candidate =
        |func| Candidate { func, heat: module.funcs[func.index()].heat, cost: cost(module, func) };
    let mut candidates: Vec<Candidate> = all.map(candidate).collect();
    candidates.retain(|candidate| {
        candidate.cost <= TOO_MUCH && (backend == Backend::Llvm || candidate.heat != Heat::Cold)
    });
    let whole = |func| weight(module, FuncId(func));
    let others = (0..module.funcs.len() as u32).map(whole).sum::<usize>() / CRANELIFT;
    let default = match backend {
        Backend::Mixed => BUDGET.saturating_sub(others).max(AT_LEAST),
        _ => usize::MAX,
    };
    let in_time = processor.map(|time| {
        let work = time.mul_f64(LLVM_SHARE).as_nanos() / UNIT.as_nanos();
        (work as usize).saturating_sub(others)
    });
    match in_time {
        Some(left) if left < default => {
            keep_to_budget(module, facts, &mut candidates, left, Hot::IfThereIsTime);
        }
        _ => keep_to_budget(module, facts, &mut candidates, default, Hot::InAnyCase),
    }
    candidates.iter().for_each(|candidate| tiers[candidate.func.index()] = Tier::Llvm);
    tiers
}

/// A function that LLVM may compile.
struct Candidate {
    func: FuncId,
    heat: Heat,
    cost: usize,
}

/// Whether a profile's hot functions have to fit into a budget.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hot {
    InAnyCase,
    IfThereIsTime,
}

/// Leaves what LLVM has time for: what is hot first, and then what is likely to be.
fn keep_to_budget(
    module: &Module,
    facts: &Facts,
    candidates: &mut Vec<Candidate>,
    mut left: usize,
    hot: Hot,
) {
    if candidates.iter().map(|candidate| candidate.cost).sum::<usize>() <= left {
        return;
    }
    let likely = likely(module, facts);
    candidates.sort_by(|a, b| {
        let [more, less] = [b, a].map(|candidate| likely[candidate.func.index()]);
        b.heat.cmp(&a.heat).then(more.total_cmp(&less)).then(a.func.cmp(&b.func))
    });
    candidates.retain(|candidate| {
        let must = hot == Hot::InAnyCase && candidate.heat == Heat::Hot;
        let stays = must || candidate.cost <= left;
        if stays {
            left = left.saturating_sub(candidate.cost);
        }
        stays
    });
}
