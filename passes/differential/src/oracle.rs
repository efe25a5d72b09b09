//! A run by wasmtime. It checks for traps with explicit code here rather than with signals, which are ours.

use std::sync::{Arc, Mutex};

use preheat_formats::Trap;
use preheat_formats::types::ValType;
use wasmtime::{
    Config, Engine, Error, Extern, ExternRef, Func, FuncType, HeapType, Instance, Module, OptLevel,
    Ref, Store, V128, Val,
};

use crate::host::Host;
use crate::observe::{End, Run, Seen, State, Step, digest};
use crate::schedule::{Call, Schedule};

/// As much as wasmtime allows without its feature `async`; enough for the fuel that a module has.
const STACK: usize = 2 << 20;

/// Why wasmtime cannot judge.
#[derive(Debug, thiserror::Error)]
#[error("wasmtime does not take the module: {0}")]
pub struct Refused(String);

pub struct Oracle(Engine);

impl Oracle {
    pub fn new() -> Oracle {
        let mut config = Config::new();
        config
            .cranelift_opt_level(OptLevel::None)
            .signals_based_traps(false)
            .max_wasm_stack(STACK)
            .wasm_tail_call(true)
            .wasm_multi_memory(true)
            .wasm_relaxed_simd(true)
            .relaxed_simd_deterministic(true)
            .wasm_extended_const(true);
        Oracle(Engine::new(&config).expect("the settings fit together"))
    }

    /// One run after the other: after a trap, a new instance goes on with the next call.
    pub fn runs(&self, wasm: &[u8], schedule: &Schedule) -> Result<Vec<Run>, Refused> {
        let refused = |error: Error| Refused(format!("{error:#}"));
        let module = Module::new(&self.0, wasm).map_err(refused)?;
        let mut runs = vec![];
        let mut calls = &schedule.calls[..];
        loop {
            let run = self.run(&module, schedule, calls)?;
            // The first step is the start.
            let called = run.steps.len() - 1;
            let over = called == 0 || called == calls.len();
            runs.push(run);
            if over {
                return Ok(runs);
            }
            calls = &calls[called..];
        }
    }

    fn run(&self, module: &Module, schedule: &Schedule, calls: &[Call]) -> Result<Run, Refused> {
        let host = Arc::new(Mutex::new(Host::default()));
        let mut store = Store::new(&self.0, ());
        let imports: Vec<Extern> = module
            .imports()
            .zip(&schedule.imports)
            .map(|(import, (name, ty))| {
                let wanted = import.ty().func().expect("only functions are imported").clone();
                bind(&mut store, &host, name, wanted, ty)
            })
            .collect();

        let mut run = Run::default();
        let mut step = |what: &str, end: End| {
            let host_calls = std::mem::take(&mut host.lock().expect("one thread").calls);
            let trapped = matches!(end, End::Trapped(_));
            run.steps.push(Step { what: what.to_owned(), host_calls, end });
            trapped
        };
        let instance = match Instance::new(&mut store, module, &imports) {
            Ok(instance) => instance,
            Err(error) => {
                step("start", End::Trapped(trap(error)?));
                return Ok(run);
            }
        };
        let state = look(&mut store, &instance, schedule);
        step("start", End::Returned(vec![], state));
        for call in calls {
            let func = instance.get_func(&mut store, &call.name).expect("it is exported");
            let args: Vec<Val> = call.args.iter().map(|&arg| to_val(&mut store, arg)).collect();
            let mut results = vec![Val::I32(0); call.results.len()];
            let end = match func.call(&mut store, &args, &mut results) {
                Ok(()) => {
                    let results = results.iter().map(|val| seen(&mut store, val)).collect();
                    End::Returned(results, look(&mut store, &instance, schedule))
                }
                Err(error) => End::Trapped(trap(error)?),
            };
            if step(&call.name, end) {
                break;
            }
        }
        Ok(run)
    }
}

fn bind(
    store: &mut Store<()>,
    host: &Arc<Mutex<Host>>,
    name: &str,
    wanted: FuncType,
    ty: &preheat_formats::types::FuncType,
) -> Extern {
    let (host, name, ty) = (host.clone(), name.to_owned(), ty.clone());
    Func::new(store, wanted, move |mut caller, args, results| {
        let args = args.iter().map(|val| seen(&mut caller, val)).collect();
        let values = host.lock().expect("one thread").call(&name, &ty, args);
        for (result, value) in results.iter_mut().zip(values) {
            *result = to_val(&mut caller, value);
        }
        Ok(())
    })
    .into()
}

fn look(store: &mut Store<()>, instance: &Instance, schedule: &Schedule) -> State {
    let mut state = State::default();
    for name in &schedule.memories {
        let memory = instance.get_memory(&mut *store, name).expect("it is exported");
        state.memories.push((memory.size(&*store), digest(memory.data(&*store))));
    }
    for (name, _) in &schedule.globals {
        let global = instance.get_global(&mut *store, name).expect("it is exported");
        let value = global.get(&mut *store);
        state.globals.push(seen(&mut *store, &value));
    }
    for (name, _) in &schedule.tables {
        let table = instance.get_table(&mut *store, name).expect("it is exported");
        let entries = (0..table.size(&*store)).map(|index| {
            let entry = table.get(&mut *store, index).expect("the index is in bounds");
            seen(&mut *store, &ref_to_val(entry))
        });
        state.tables.push(entries.collect());
    }
    state
}

fn ref_to_val(value: Ref) -> Val {
    match value {
        Ref::Func(func) => Val::FuncRef(func),
        Ref::Extern(value) => Val::ExternRef(value),
        other => panic!("{other:?} is not of a supported type"),
    }
}

fn seen(store: impl wasmtime::AsContextMut, value: &Val) -> Seen {
    let number = Seen::Number;
    match value {
        Val::I32(value) => number(ValType::I32, u128::from(*value as u32)),
        Val::I64(value) => number(ValType::I64, u128::from(*value as u64)),
        Val::F32(bits) => number(ValType::F32, u128::from(*bits)),
        Val::F64(bits) => number(ValType::F64, u128::from(*bits)),
        Val::V128(value) => number(ValType::V128, value.as_u128()),
        Val::FuncRef(func) => Seen::Function { null: func.is_none() },
        Val::ExternRef(None) => Seen::Extern(None),
        Val::ExternRef(Some(value)) => {
            let data = value.data(&store).expect("it is rooted").expect("the host made it");
            Seen::Extern(Some(*data.downcast_ref::<u32>().expect("the host made it of a number")))
        }
        other => panic!("{other:?} is not of a supported type"),
    }
}

fn to_val(mut store: impl wasmtime::AsContextMut, value: Seen) -> Val {
    match value {
        Seen::Number(ValType::I32, bits) => Val::I32(bits as i32),
        Seen::Number(ValType::I64, bits) => Val::I64(bits as i64),
        Seen::Number(ValType::F32, bits) => Val::F32(bits as u32),
        Seen::Number(ValType::F64, bits) => Val::F64(bits as u64),
        Seen::Number(_, bits) => Val::V128(V128::from(bits)),
        Seen::Function { .. } => Val::null_ref(&HeapType::Func),
        Seen::Extern(None) => Val::null_ref(&HeapType::Extern),
        Seen::Extern(Some(value)) => {
            let made = ExternRef::new(&mut store, value).expect("there is room for a few");
            Val::ExternRef(Some(made))
        }
    }
}

fn trap(error: Error) -> Result<Trap, Refused> {
    use wasmtime::Trap as T;
    Ok(match error.downcast_ref::<T>() {
        Some(T::UnreachableCodeReached) => Trap::Unreachable,
        Some(T::MemoryOutOfBounds) => Trap::MemoryOutOfBounds,
        Some(T::IntegerDivisionByZero) => Trap::IntegerDivideByZero,
        Some(T::IntegerOverflow) => Trap::IntegerOverflow,
        Some(T::BadConversionToInteger) => Trap::InvalidConversionToInteger,
        Some(T::TableOutOfBounds) => Trap::TableOutOfBounds,
        Some(T::IndirectCallToNull) => Trap::NullFunctionReference,
        Some(T::BadSignature) => Trap::IndirectCallTypeMismatch,
        Some(T::StackOverflow) => Trap::StackOverflow,
        _ => return Err(Refused(format!("{error:#}"))),
    })
}
