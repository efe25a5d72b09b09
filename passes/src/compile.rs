//! From IR to an artifact file: divides the module into units, has each compiled by the LLVM emitter
//! in parallel, links the objects, and adds everything that the agent needs to start an instance.
//!
//! How instructions become code is [`crate::llvm`]'s; where code lies, [`crate::link`]'s. The output
//! depends on the module and the options alone, not on threads or time.

use std::sync::atomic::{AtomicUsize, Ordering};

use preheat_formats::artifact::{self, CounterMap, Flavour, Meta};
use preheat_formats::plan::Plan;
use preheat_formats::{CpuLevel, Digest};
use rayon::prelude::*;

use crate::emit::{Facts, Profile, code_order};
use crate::ir::Module;
use crate::link::{self, LinkError};
use crate::llvm::{self, EmitError};

/// Stack of the threads that LLVM runs on: it recurses over what a program nests.
const LLVM_STACK: usize = 256 << 20;

/// Memories of a module; each takes 8 GiB of addresses. What engines for browsers agreed on.
const MEMORY_LIMIT: usize = 100;

/// How hard LLVM works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum OptLevel {
    O0,
    O1,
    O2,
    #[default]
    O3,
}

impl OptLevel {
    pub const ALL: [OptLevel; 4] = [OptLevel::O0, OptLevel::O1, OptLevel::O2, OptLevel::O3];

    /// `O0` to `O3`.
    pub fn name(self) -> &'static str {
        match self {
            OptLevel::O0 => "O0",
            OptLevel::O1 => "O1",
            OptLevel::O2 => "O2",
            OptLevel::O3 => "O3",
        }
    }
}

/// How far a compilation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub functions_done: usize,
    pub functions: usize,
}

pub struct CompileOptions<'a> {
    pub level: CpuLevel,
    pub opt: OptLevel,
    /// What to optimise for; made from a profile of the same module.
    pub plan: Option<&'a Plan>,
    /// Given when the module has probes: how to read their counters.
    pub counters: Option<&'a CounterMap>,
    /// Called from several threads.
    pub progress: &'a (dyn Fn(Progress) + Sync),
}

/// Why there is no artifact.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    #[error(
        "the plan is for module {plan}, not for {module}: make a plan from a profile of this module"
    )]
    OtherPlan { plan: String, module: String },
    #[error("internal error: the IR of module {ir} was given with the bytes of module {wasm}")]
    OtherModule { ir: String, wasm: String },
    #[error(
        "table {table} starts with {entries} entries, more than the {limit} that Preheat supports"
    )]
    TableTooLarge { table: u32, entries: u32, limit: u32 },
    #[error("{found} memories are more than the {limit} that Preheat supports")]
    TooManyMemories { found: usize, limit: usize },
    #[error("internal error while emitting code: {0}")]
    Emit(#[from] EmitError),
    #[error("threads to compile with cannot be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    #[error("internal error while linking: {0}")]
    Link(#[from] LinkError),
    #[error("internal error: a section of the artifact could not be encoded: {0}")]
    Encode(#[from] postcard::Error),
}

/// Compiles `module`, which was decoded from `wasm`, to an artifact file with its trailer.
pub fn compile(
    module: &Module,
    wasm: &[u8],
    options: &CompileOptions,
) -> Result<Vec<u8>, CompileError> {
    check_inputs(module, wasm, options)?;
    let facts = Facts::new(module, options.counters.map_or(0, |map| map.counters));
    let profile = options.plan.map(|plan| Profile::new(plan, module));
    let units = llvm::units(module, profile.as_ref(), options.opt);
    let objects = emit_units(module, &facts, profile.as_ref(), &units, options)?;
    let order = code_order(module, profile.as_ref());
    let linked = link::link(&objects, &order, &facts.func_refs(module))?;
    let state = link::instance::initial_state(module, &linked)?;

    let meta = Meta {
        module: module.digest,
        flavour: flavour(options),
        level: options.level,
        producer: producer(options),
        layout: facts.layout,
        imports: link::instance::imports(module),
        memories: link::instance::memories(module),
        image: state.image_runs,
        globals: state.globals,
        tables: state.table_metas,
        data: state.data,
        elements: state.elements,
        exports: link::instance::exports(module, &linked)?,
        start: module.start.map(|func| linked.entry(func)).transpose()?,
        instantiation_trap: state.trap,
    };
    let mut sections = vec![
        (artifact::IMAGE, state.image),
        (artifact::TABLES, state.tables),
        (artifact::SEGMENTS, state.segments),
        (artifact::META, postcard::to_stdvec(&meta)?),
        (artifact::FUNCS, postcard::to_stdvec(&linked.records(module))?),
        (artifact::BLOCKS, postcard::to_stdvec(&link::instance::block_map(module))?),
        (artifact::MODULE, wasm.to_vec()),
    ];
    if let Some(map) = options.counters {
        sections.push((artifact::COUNTERS, postcard::to_stdvec(map)?));
    }
    let file = link::elf::write(&linked, module, &sections)?;
    Ok(artifact::KIND.append_trailer(file))
}

fn check_inputs(
    module: &Module,
    wasm: &[u8],
    options: &CompileOptions,
) -> Result<(), CompileError> {
    let digest = Digest::of(wasm);
    if module.digest != digest {
        return Err(CompileError::OtherModule { ir: module.digest.short(), wasm: digest.short() });
    }
    if module.memories.len() > MEMORY_LIMIT {
        let found = module.memories.len();
        return Err(CompileError::TooManyMemories { found, limit: MEMORY_LIMIT });
    }
    match options.plan {
        Some(plan) if plan.module != digest => {
            Err(CompileError::OtherPlan { plan: plan.module.short(), module: digest.short() })
        }
        _ => Ok(()),
    }
}

/// Object files in the order of `units`, after the support routines.
fn emit_units(
    module: &Module,
    facts: &Facts,
    profile: Option<&Profile>,
    units: &[llvm::Unit],
    options: &CompileOptions,
) -> Result<Vec<Vec<u8>>, CompileError> {
    let functions = units.iter().map(|unit| unit.funcs.len()).sum();
    let done = AtomicUsize::new(0);
    (options.progress)(Progress { functions_done: 0, functions });

    // Heaviest first, so that no thread is left with a long unit at the end.
    let mut heaviest: Vec<usize> = (0..units.len()).collect();
    heaviest.sort_by_key(|&index| std::cmp::Reverse(units[index].weight));
    let emit = |index: usize| {
        let unit = &units[index];
        let object = llvm::emit(module, facts, profile, unit, options.level)?;
        let functions_done = done.fetch_add(unit.funcs.len(), Ordering::Relaxed) + unit.funcs.len();
        (options.progress)(Progress { functions_done, functions });
        Ok((index, object))
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(rayon::current_num_threads())
        .stack_size(LLVM_STACK)
        .build()?;
    let emitted: Result<Vec<(usize, Vec<u8>)>, EmitError> =
        pool.install(|| heaviest.into_par_iter().with_max_len(1).map(emit).collect());
    let mut emitted = emitted?;
    emitted.sort_by_key(|(index, _)| *index);

    let support = llvm::support(options.level)?;
    Ok(std::iter::once(support).chain(emitted.into_iter().map(|(_, object)| object)).collect())
}

fn flavour(options: &CompileOptions) -> Flavour {
    match (options.counters, options.plan) {
        (Some(_), _) => Flavour::Instrumented,
        (None, Some(plan)) => Flavour::Specialised { plan: plan.digest() },
        (None, None) => Flavour::Generic,
    }
}

/// Version of the LLVM library in use.
pub fn llvm_version() -> String {
    format!("LLVM {}", llvm::version())
}

fn producer(options: &CompileOptions) -> String {
    format!(
        "preheat {}, {}, {}, {}",
        env!("CARGO_PKG_VERSION"),
        llvm_version(),
        options.opt.name(),
        options.level
    )
}
