//! A run of an artifact of ours, in this process.

use std::cell::RefCell;
use std::rc::Rc;

use preheat_codegen::compile::CompileError;
use preheat_formats::abi::Slot;
use preheat_formats::artifact::ExportItem;
use preheat_formats::plan::Plan;
use preheat_loader::{Artifact, HostFunction, Instance, Setting, try_build};

use crate::bits::{bits, common, seen};
use crate::host::Host;
use crate::observe::{End, Run, State, Step, digest};
use crate::schedule::{Call, Schedule};

/// Compiles once, and runs all that wasmtime ran.
pub fn runs(
    wasm: &[u8],
    setting: Setting,
    plan: Option<&Plan>,
    schedule: &Schedule,
    wanted: &[Run],
) -> Result<Vec<Run>, CompileError> {
    let artifact = Artifact::open(try_build(wasm, setting, plan)?);
    Ok(schedule.parts(wanted).map(|calls| run(&artifact, schedule, calls)).collect())
}

fn run(artifact: &Artifact, schedule: &Schedule, calls: &[Call]) -> Run {
    let host = Rc::new(RefCell::new(Host::default()));
    let mut run = Run::default();
    let mut step = |what: &str, end: End| {
        let host_calls = std::mem::take(&mut host.borrow_mut().calls);
        let trapped = matches!(end, End::Trapped(_));
        run.steps.push(Step { what: what.to_owned(), host_calls, end });
        trapped
    };
    let loaded = match artifact.meta.instantiation_trap {
        Some(trap) => Err(trap),
        None => Instance::try_load(artifact, bind(artifact, &host)),
    };
    let mut instance = match loaded {
        Ok(instance) => instance,
        Err(trap) => {
            step("start", End::Trapped(common(trap)));
            return run;
        }
    };
    let state = look(&mut instance, schedule);
    step("start", End::Returned(vec![], state));
    for call in calls {
        let args: Vec<u128> = call.args.iter().map(|&arg| bits(arg)).collect();
        let end = match instance.call(&call.name, &args) {
            Ok(results) => {
                let results = call.results.iter().zip(results);
                let results = results.map(|(&ty, bits)| seen(ty, bits)).collect();
                End::Returned(results, look(&mut instance, schedule))
            }
            Err(trap) => End::Trapped(common(trap)),
        };
        if step(&call.name, end) {
            break;
        }
    }
    run
}

fn bind(artifact: &Artifact, host: &Rc<RefCell<Host>>) -> Vec<HostFunction> {
    let imports = artifact.meta.imports.iter().cloned();
    imports
        .map(|import| {
            let host = host.clone();
            Rc::new(move |_: &mut Instance, slots: &mut [Slot]| {
                let params = import.ty.params.iter().zip(slots.iter());
                let args = params.map(|(&ty, slot)| seen(ty, slot.0)).collect();
                let results = host.borrow_mut().call(&import.name, &import.ty, args);
                for (slot, result) in slots.iter_mut().zip(results) {
                    slot.0 = bits(result);
                }
                Ok(())
            }) as HostFunction
        })
        .collect()
}

fn look(instance: &mut Instance, schedule: &Schedule) -> State {
    let item = |instance: &Instance, name: &str| {
        let export = instance.meta.exports.iter().find(|export| export.name == name);
        export.expect("the module exports it").item.clone()
    };
    let mut state = State::default();
    for name in &schedule.memories {
        let ExportItem::Memory(index) = item(instance, name) else { panic!("{name}: no memory") };
        let bytes = instance.memory_at(index);
        state.memories.push((bytes.len() as u64 >> 16, digest(bytes)));
    }
    for (name, ty) in &schedule.globals {
        let ExportItem::Global(index) = item(instance, name) else { panic!("{name}: no global") };
        state.globals.push(seen(*ty, instance.global(index)));
    }
    for (name, ty) in &schedule.tables {
        let ExportItem::Table(index) = item(instance, name) else { panic!("{name}: no table") };
        let entries = instance.table(index).iter();
        state.tables.push(entries.map(|&entry| seen(*ty, entry.into())).collect());
    }
    state
}
