//! Plans: people and other tools may write them, so they say anything.

use preheat_codegen::compile::{CompileOptions, compile};
use preheat_codegen::timing::Timings;
use preheat_formats::CpuLevel;
use preheat_formats::plan::Plan;
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_passes::transform::Selection;
use preheat_profiler::explain::plan_text;

use crate::module::EXAMPLE;
use crate::profile::example;
use crate::verdict::Verdict;

/// Reads and reports a plan.
pub fn plan(bytes: &[u8]) -> Verdict {
    Verdict::of(&read(bytes))
}

/// Compiles [`EXAMPLE`] by a plan: it is advice, and what does not fit is left out.
pub fn planned(bytes: &[u8]) -> Verdict {
    let Ok(mut plan) = read(bytes) else { return Verdict::Refused };
    plan.module = example().digest;
    let options = CompileOptions {
        processor: None,
        level: CpuLevel::V2,
        backend: Backend::Mixed,
        opt: OptLevel::O0,
        plan: Some(&plan),
        steps: Selection::ALL,
        counters: None,
        progress: &|_| {},
        timings: &Timings::default(),
    };
    compile(example(), EXAMPLE, &options).expect("no plan makes a module impossible to compile");
    Verdict::Accepted
}

fn read(bytes: &[u8]) -> Result<Plan, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let plan = Plan::from_json(text).map_err(|error| error.to_string())?;
    assert_eq!(Plan::from_json(&plan.to_json()).as_ref(), Ok(&plan), "plans are read as written");
    let _ = plan_text(&plan);
    Ok(plan)
}
