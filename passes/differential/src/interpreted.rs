//! A run by the interpreter of the IR: the third opinion.

use std::cell::RefCell;

use preheat_formats::plan::Plan;
use preheat_formats::{CpuLevel, Trap};
use preheat_passes::interpret::counting::Counting;
use preheat_passes::interpret::{Bits, Ending, Instance, Limits, Memory};
use preheat_passes::ir::{ExportItem, FuncId, Module};

use crate::bits::{bits, common, seen};
use crate::host::Host;
use crate::observe::{End, Run, State, Step, digest};
use crate::schedule::{Call, Schedule};

/// All that wasmtime ran.
pub fn runs(module: &Module, schedule: &Schedule, wanted: &[Run]) -> Vec<Run> {
    let runs = schedule.parts(wanted);
    runs.map(|calls| run(module, schedule, calls, None).0).collect()
}

/// A plan that says what the first of these runs does; none if it ends before anything is called.
pub fn true_plan(
    module: &Module,
    schedule: &Schedule,
    wanted: &[Run],
    level: CpuLevel,
) -> Option<Plan> {
    let calls = schedule.parts(wanted).next()?;
    run(module, schedule, calls, Some(level)).1
}

/// A run, and the plan for a level that says what it did.
fn run(
    module: &Module,
    schedule: &Schedule,
    calls: &[Call],
    level: Option<CpuLevel>,
) -> (Run, Option<Plan>) {
    let host = RefCell::new(Host::default());
    let call_host = |func: FuncId, args: &[Bits], _: &mut [Memory]| -> Result<Vec<Bits>, Ending> {
        let (name, ty) = &schedule.imports[func.index()];
        let args = ty.params.iter().zip(args).map(|(&ty, &bits)| seen(ty, bits)).collect();
        Ok(host.borrow_mut().call(name, ty, args).into_iter().map(bits).collect())
    };
    let mut run = Run::default();
    let mut step = |what: &str, end: End| {
        let host_calls = std::mem::take(&mut host.borrow_mut().calls);
        let trapped = matches!(end, End::Trapped(_));
        run.steps.push(Step { what: what.to_owned(), host_calls, end });
        trapped
    };
    let counting = Counting::new(call_host);
    let mut instance = match Instance::new(module, counting, Limits::default()) {
        Ok(instance) => instance,
        Err(ending) => {
            step("start", End::Trapped(trap(ending)));
            return (run, None);
        }
    };
    step("start", End::Returned(vec![], look(&instance, schedule)));
    for call in calls {
        let args: Vec<Bits> = call.args.iter().map(|&arg| bits(arg)).collect();
        let end = match instance.call(&call.name, &args) {
            Ok(results) => {
                let results = call.results.iter().zip(results);
                let results = results.map(|(&ty, bits)| seen(ty, bits)).collect();
                End::Returned(results, look(&instance, schedule))
            }
            Err(ending) => End::Trapped(trap(ending)),
        };
        if step(&call.name, end) {
            break;
        }
    }
    let plan = level.map(|level| instance.host.plan(module, level));
    (run, plan)
}

fn trap(ending: Ending) -> Trap {
    match ending {
        Ending::Trap(trap) => common(trap),
        other => panic!("{other}: no limit is set"),
    }
}

fn look<H: preheat_passes::interpret::Host>(instance: &Instance<H>, schedule: &Schedule) -> State {
    let mut state = State::default();
    for name in &schedule.memories {
        let Some(ExportItem::Memory(id)) = instance.export(name) else { panic!("{name}") };
        let memory = instance.memory(id);
        state.memories.push((memory.pages().into(), digest(memory.bytes())));
    }
    for (name, ty) in &schedule.globals {
        let Some(ExportItem::Global(id)) = instance.export(name) else { panic!("{name}") };
        state.globals.push(seen(*ty, instance.global(id)));
    }
    for (name, ty) in &schedule.tables {
        let Some(ExportItem::Table(id)) = instance.export(name) else { panic!("{name}") };
        let entries = instance.table(id).iter();
        state.tables.push(entries.map(|&entry| seen(*ty, entry.into())).collect());
    }
    state
}
