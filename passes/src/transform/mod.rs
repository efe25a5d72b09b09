//! Transformations: IR → IR that does the same and is faster for what a plan says. Each step is one file or
//! folder here and one line in [`STEPS`]; help, switches, keys, reports and tests derive from that list, and
//! the steps run in its order.
//!
//! A step sees a frozen module and gives new bodies, all functions in parallel and with one result. It knows
//! how; whether it pays is said by [`policy`]. Everything that it decides is written down ([`ledger`]).

mod inline;
mod ledger;
mod policy;
mod selection;
mod step;
mod steps;
mod world;

use std::borrow::Cow;

use preheat_formats::decision::Decision;
use rayon::prelude::*;

pub use policy::Policy;
pub use selection::{Selection, UnknownStep};
pub use step::Step;
pub use steps::STEPS;

use crate::ir::{Body, FuncId, Module};
use crate::verify::{VerifyError, verify_function};
use ledger::Ledger;
use world::World;

/// Runs the selected steps. The module was just annotated. Gives what was decided: by step, function, and
/// place.
pub fn transform(
    module: &mut Cow<'_, Module>,
    selection: Selection,
    policy: &Policy,
) -> Result<Vec<Decision>, VerifyError> {
    let mut all = Vec::new();
    let mut left = selection.decisions.unwrap_or(u32::MAX);
    for step in STEPS.iter().filter(|step| selection.has(step)) {
        let outcomes = run(step, module, policy, &mut left);
        for Outcome { func, body, decisions } in outcomes {
            all.extend(decisions);
            if let Some(body) = body {
                module.to_mut().funcs[func.index()].body = Some(body);
                if cfg!(debug_assertions) || selection.check {
                    verify_function(module, func)?;
                }
            }
        }
    }
    Ok(all)
}

/// What a step did with a function.
struct Outcome {
    func: FuncId,
    /// None: it stays as it is.
    body: Option<Body>,
    decisions: Vec<Decision>,
}

/// Runs a step on all functions. No more than `left` decisions are taken, the first ones; they are counted
/// down.
fn run(step: &Step, module: &Module, policy: &Policy, left: &mut u32) -> Vec<Outcome> {
    let world = World::new(module, policy);
    let run_one = |func: FuncId, limit: u32| {
        let mut ledger = Ledger::new(step.name, func, limit);
        let body = (step.apply)(&world, func, &mut ledger);
        Outcome { func, body, decisions: ledger.into_decisions() }
    };
    let funcs: Vec<FuncId> = module.bodies().map(|(func, _, _)| func).collect();
    let mut outcomes: Vec<Outcome> =
        funcs.par_iter().map(|&func| run_one(func, u32::MAX)).collect();
    for outcome in &mut outcomes {
        let taken = |outcome: &Outcome| {
            outcome.decisions.iter().filter(|decision| decision.taken).count() as u32
        };
        if taken(outcome) > *left {
            *outcome = run_one(outcome.func, *left);
        }
        *left = left.saturating_sub(taken(outcome));
    }
    outcomes
}
