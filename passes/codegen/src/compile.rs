//! From IR to an artifact file: divides the module among the emitters and has the parts compiled in
//! parallel, links the objects, and adds everything that the agent needs to start an instance.
//!
//! How instructions become code is [`crate::llvm`]'s and [`crate::cranelift`]'s; where code lies,
//! [`crate::link`]'s. The output depends on the module and the options alone, not on threads or time.

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use preheat_formats::abi::InstanceLayout;
use preheat_formats::artifact::{self, CounterMap, Flavour, FuncBlocks, Meta, Tier};
use preheat_formats::decision::Decision;
use preheat_formats::plan::Plan;
use preheat_formats::recipe::{Backend, OptLevel, Recipe};
use preheat_formats::{CpuLevel, Digest};
use preheat_passes::annotate::annotate;
use preheat_passes::ir::{FuncId, Module, Table};
use preheat_passes::transform::{Policy, Selection, transform};
use preheat_passes::verify::VerifyError;
use rayon::prelude::*;

use crate::cranelift;
use crate::emit::{Facts, Share, code_order, divide, tiers};
use crate::link::{self, LinkError, Linked};
use crate::llvm;
use crate::llvm_versions::{self, UntestedLlvm};
use crate::object::Object;
use crate::timing::{Stage, Timings};

/// Stack of the threads that compile: LLVM recurses over what a program nests.
pub const THREAD_STACK: usize = 256 << 20;
/// About how many IR instructions Cranelift compiles in one go.
const CRANELIFT_SHARE: usize = 4_000;

/// Memories of a module; each takes 8 GiB of addresses. What engines for browsers agreed on.
const MEMORY_LIMIT: usize = 100;
/// Entries that a table may start with; what engines for browsers agreed on.
const TABLE_LIMIT: u32 = 10_000_000;

/// How far a compilation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub functions_done: usize,
    pub functions: usize,
}

pub struct CompileOptions<'a> {
    pub backend: Backend,
    pub level: CpuLevel,
    pub opt: OptLevel,
    /// About how much processor time there is for all of it, if that is limited: LLVM gets no more functions
    /// than it has time for.
    pub processor: Option<Duration>,
    /// What to optimise for; made from a profile of the same module.
    pub plan: Option<&'a Plan>,
    /// Transformations that may run.
    pub steps: Selection,
    /// Given when the module has probes: how to read their counters.
    pub counters: Option<&'a CounterMap>,
    /// Called from several threads.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Told how long each stage takes.
    pub timings: &'a Timings,
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
    #[error(transparent)]
    UntestedLlvm(#[from] UntestedLlvm),
    #[error("internal error while emitting code: {0}")]
    Llvm(#[from] llvm::EmitError),
    #[error(transparent)]
    Cranelift(#[from] cranelift::EmitError),
    #[error("threads to compile with cannot be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    #[error("internal error while linking: {0}")]
    Link(#[from] LinkError),
    #[error(transparent)]
    Transform(#[from] VerifyError),
    #[error("internal error: a section of the artifact could not be encoded: {0}")]
    Encode(#[from] postcard::Error),
}

impl CompileError {
    /// Whether the module asks for more than is supported, rather than something failed.
    pub fn is_about_the_module(&self) -> bool {
        use cranelift::EmitError;
        matches!(
            self,
            CompileError::TableTooLarge { .. }
                | CompileError::TooManyMemories { .. }
                | CompileError::Cranelift(
                    EmitError::TooLarge { .. }
                        | EmitError::PassesTooMuch { .. }
                        | EmitError::UsesTooMuch { .. }
                )
        )
    }
}

/// Compiles `module`, which was decoded from `wasm`, to an artifact file with its trailer.
pub fn compile(
    module: &Module,
    wasm: &[u8],
    options: &CompileOptions,
) -> Result<Vec<u8>, CompileError> {
    check_inputs(module, wasm, options)?;
    if options.backend != Backend::Cranelift {
        check_llvm()?;
    }
    let decoded = module;
    let mut module = Cow::Borrowed(decoded);
    if let Some(plan) = options.plan {
        annotate(plan, module.to_mut());
    }
    let timings = options.timings;
    let decisions = timings.measure(Stage::Transform, || transformed(&mut module, options))?;
    let module = &*module;
    let facts = Facts::new(module, options.counters.map_or(0, |map| map.counters));
    let jobs = jobs(module, &facts, options);
    let objects = timings.measure(Stage::Emit, || emit(module, &facts, &jobs, options))?;
    let order = code_order(module);
    let linked =
        timings.measure(Stage::Link, || link::link(&objects, &order, &facts.func_refs(module)))?;
    drop(objects);
    let producer = producer(options, &jobs);
    // What people are told of blocks is about the module as it was decoded.
    let told = Told { blocks: link::instance::block_map(decoded), decisions, producer };
    timings.measure(Stage::Write, || write(module, wasm, options, facts.layout, told, &linked))
}

/// Transforms a module for what a plan says of it. One that counts itself stays as its counters know it.
fn transformed(
    module: &mut Cow<'_, Module>,
    options: &CompileOptions,
) -> Result<Vec<Decision>, CompileError> {
    match (options.plan, options.counters) {
        (Some(_), None) => Ok(transform(module, options.steps, &Policy::default())?),
        _ => Ok(Vec::new()),
    }
}

/// What an artifact says about itself, for people.
struct Told {
    blocks: Vec<FuncBlocks>,
    decisions: Vec<Decision>,
    producer: String,
}

/// Adds to linked code what the agent needs to start an instance.
fn write(
    module: &Module,
    wasm: &[u8],
    options: &CompileOptions,
    layout: InstanceLayout,
    told: Told,
    linked: &Linked,
) -> Result<Vec<u8>, CompileError> {
    let state = link::instance::initial_state(module, linked)?;

    let meta = Meta {
        module: module.digest,
        flavour: flavour(options),
        level: options.level,
        producer: told.producer,
        layout,
        imports: link::instance::imports(module),
        memories: link::instance::memories(module),
        image: state.image_runs,
        globals: state.globals,
        tables: link::instance::tables(module),
        entries: state.entry_runs,
        data: state.data,
        elements: state.elements,
        exports: link::instance::exports(module, linked)?,
        start: module.start.map(|func| linked.entry(func)).transpose()?,
        instantiation_trap: state.trap,
    };
    let mut sections = vec![
        (artifact::IMAGE, state.image),
        (artifact::TABLES, state.tables),
        (artifact::SEGMENTS, state.segments),
        (artifact::META, postcard::to_stdvec(&meta)?),
        (artifact::FUNCS, postcard::to_stdvec(&linked.records(module))?),
        (artifact::BLOCKS, postcard::to_stdvec(&told.blocks)?),
        (artifact::MODULE, wasm.to_vec()),
    ];
    if !told.decisions.is_empty() {
        sections.push((artifact::DECISIONS, postcard::to_stdvec(&told.decisions)?));
    }
    if !linked.traps.is_empty() {
        let bytes = linked.traps.iter().flat_map(|site| site.to_bytes()).collect();
        sections.push((artifact::TRAPS, bytes));
    }
    match options.counters {
        Some(map) => sections.push((artifact::COUNTERS, postcard::to_stdvec(map)?)),
        // What counts is made for the host that counts, and not again from this.
        None => sections.push((artifact::RECIPE, postcard::to_stdvec(&recipe(options))?)),
    }
    let file = link::elf::write(linked, module, &sections)?;
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
    if let Some((table, &Table { min: entries, .. })) =
        (0..).zip(&module.tables).find(|(_, table)| table.min > TABLE_LIMIT)
    {
        return Err(CompileError::TableTooLarge { table, entries, limit: TABLE_LIMIT });
    }
    match options.plan {
        Some(plan) if plan.module != digest => {
            Err(CompileError::OtherPlan { plan: plan.module.short(), module: digest.short() })
        }
        _ => Ok(()),
    }
}

/// Functions that one emitter compiles together.
enum Job {
    Llvm(llvm::Unit),
    Cranelift(Share),
}

impl Job {
    fn funcs(&self) -> usize {
        match self {
            Job::Llvm(unit) => unit.funcs.len(),
            Job::Cranelift(share) => share.funcs.len(),
        }
    }

    /// About how long it takes, next to others.
    fn weight(&self) -> usize {
        match self {
            Job::Llvm(unit) => 10 * unit.weight,
            Job::Cranelift(share) => share.weight,
        }
    }
}

fn jobs(module: &Module, facts: &Facts, options: &CompileOptions) -> Vec<Job> {
    let tiers = tiers(module, facts, options.backend, options.processor);
    let of = |wanted: Tier| -> Vec<FuncId> {
        let funcs = (0..).map(FuncId).zip(&tiers);
        funcs.filter(|&(_, &tier)| tier == wanted).map(|(func, _)| func).collect()
    };
    let units = llvm::units(module, facts, &of(Tier::Llvm), options.opt);
    let shares = divide(module, &of(Tier::Cranelift), CRANELIFT_SHARE);
    units.into_iter().map(Job::Llvm).chain(shares.into_iter().map(Job::Cranelift)).collect()
}

/// Objects in the order of `jobs`, after the support routines.
fn emit(
    module: &Module,
    facts: &Facts,
    jobs: &[Job],
    options: &CompileOptions,
) -> Result<Vec<Object>, CompileError> {
    let functions = jobs.iter().map(Job::funcs).sum();
    let done = AtomicUsize::new(0);
    (options.progress)(Progress { functions_done: 0, functions });

    let targets = cranelift::Targets::new(options.level, options.opt, facts.convention)?;
    let cranelift =
        cranelift::Setting { module, facts, targets: &targets, timings: options.timings };
    let emit = |index: usize| {
        let job = &jobs[index];
        let object = match job {
            Job::Llvm(unit) => {
                let timings = options.timings;
                llvm::emit(module, facts, unit, options.level, timings)?
            }
            Job::Cranelift(share) => cranelift::emit(&cranelift, &share.funcs)?,
        };
        let functions_done = done.fetch_add(job.funcs(), Ordering::Relaxed) + job.funcs();
        (options.progress)(Progress { functions_done, functions });
        Ok((index, object))
    };
    // Heaviest first, so that no thread is left with a long one at the end.
    let mut heaviest: Vec<usize> = (0..jobs.len()).collect();
    heaviest.sort_by_key(|&index| std::cmp::Reverse(jobs[index].weight()));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(rayon::current_num_threads())
        .stack_size(THREAD_STACK)
        .build()?;
    let emitted: Result<Vec<(usize, Object)>, CompileError> =
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

fn recipe(options: &CompileOptions) -> Recipe {
    Recipe {
        backend: options.backend,
        opt: options.opt,
        plan: options.plan.cloned(),
        steps: options.steps.names().into_iter().map(str::to_owned).collect(),
        decisions: options.steps.decisions,
    }
}

/// Version of the LLVM library in use.
pub fn llvm_version() -> String {
    format!("LLVM {}", llvm::version())
}

/// Refuses an LLVM that was not tested.
pub fn check_llvm() -> Result<(), UntestedLlvm> {
    llvm_versions::check_loaded()
}

/// Version of the Cranelift library in use.
pub fn cranelift_version() -> String {
    format!("Cranelift {}", cranelift::version())
}

/// Who made the code, and how.
fn producer(options: &CompileOptions, jobs: &[Job]) -> String {
    let mut emitters = vec![];
    if jobs.iter().any(|job| matches!(job, Job::Llvm(_))) {
        emitters.push(llvm_version());
    }
    if jobs.iter().any(|job| matches!(job, Job::Cranelift(_))) {
        emitters.push(cranelift_version());
    }
    if emitters.is_empty() {
        emitters.push("no code".into());
    }
    let mut parts = vec![
        format!("preheat {}", env!("CARGO_PKG_VERSION")),
        emitters.join(" and "),
        options.opt.name().into(),
        options.level.to_string(),
    ];
    // They do nothing without a plan.
    let steps = options.steps.names();
    if options.plan.is_some() && !steps.is_empty() {
        parts.push(format!("steps {}", steps.join(" ")));
    }
    parts.join(", ")
}
