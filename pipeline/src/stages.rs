//! The stages by name: module in, artifact out; requests in, profile out. Each asks the store first.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;

use preheat_formats::artifact::{Flavour as Made, KIND as ARTIFACT, Meta};
use preheat_formats::artifact_index::ArtifactIndex;
use preheat_formats::plan::Plan;
use preheat_formats::profile::Profile;
use preheat_formats::protocol::{Limits, Mode, Outcome, Request};
use preheat_formats::{CpuLevel, Digest, recipe};
use preheat_passes::compile::{Backend, CompileOptions, OptLevel, compile};
use preheat_passes::decode::decode;
use preheat_passes::instrument::{Detail, instrument};
use preheat_passes::ir::{self, FuncId};
use preheat_passes::timing::{Stage, Timings};
use preheat_profiler::{Coverage, PlanOptions, ProfilerError};
use serde::{Deserialize, Serialize};

use crate::agent::{Agent, Served, Start};
use crate::budget::Budget;
use crate::cli::{TargetCpu, World};
use crate::error::Error;
use crate::held::Held;
use crate::inputs;
use crate::program;
use crate::progress::Progress;
use crate::store::{self, Key, Store};

/// A module as it was read, with its digest.
pub struct Input {
    pub path: PathBuf,
    pub wasm: Vec<u8>,
    pub digest: Digest,
    /// Decoded when it is first asked for.
    module: OnceLock<ir::Module>,
}

impl Input {
    pub fn open(path: &Path) -> Result<Input, Error> {
        Ok(Input::new(path, inputs::read(path, &inputs::MODULE)?))
    }

    /// `path` names the module in errors.
    pub fn new(path: &Path, wasm: Vec<u8>) -> Input {
        let digest = Digest::of(&wasm);
        Input { path: path.to_owned(), wasm, digest, module: OnceLock::new() }
    }

    pub fn module(&self) -> Result<&ir::Module, Error> {
        if let Some(module) = self.module.get() {
            return Ok(module);
        }
        let _progress = Progress::start(format!("reading {}", self.path.display()));
        let module =
            decode(&self.wasm).map_err(|error| Error::Module { path: self.path.clone(), error })?;
        Ok(self.module.get_or_init(|| module))
    }

    /// What the program is called: the file's name without its ending.
    pub fn program(&self) -> String {
        program_name(&self.path)
    }
}

/// The name that a program gets as its args\[0\].
pub fn program_name(path: &Path) -> String {
    path.file_stem().map_or_else(|| "program".into(), |stem| stem.to_string_lossy().into_owned())
}

impl TargetCpu {
    pub fn level(self) -> Result<CpuLevel, Error> {
        match self {
            TargetCpu::Level(level) => Ok(level),
            TargetCpu::Native => Ok(CpuLevel::of_this_machine()?),
        }
    }
}

/// What to compile a module into.
#[derive(Debug, Clone, Copy)]
pub enum Flavour<'a> {
    Generic,
    Specialised(&'a Plan),
    Instrumented(&'a Detail),
}

/// How to compile a module.
#[derive(Debug, Clone, Copy)]
pub struct Recipe<'a> {
    pub flavour: Flavour<'a>,
    pub backend: Backend,
    pub level: CpuLevel,
    pub opt: OptLevel,
    /// Processor time that was given for it, where somebody gave one: LLVM then gets what it has time for.
    pub processor: Option<Duration>,
}

impl<'a> Recipe<'a> {
    /// Code that counts. It runs rarely, so it has to be there soon.
    pub fn counting(detail: &'a Detail, level: CpuLevel) -> Recipe<'a> {
        let flavour = Flavour::Instrumented(detail);
        Recipe { flavour, backend: Backend::Cranelift, level, opt: OptLevel::O1, processor: None }
    }

    /// What `preheat compile` makes without a profile.
    pub fn generic(level: CpuLevel) -> Recipe<'static> {
        let flavour = Flavour::Generic;
        Recipe { flavour, backend: Backend::Mixed, level, opt: OptLevel::O3, processor: None }
    }

    /// What an artifact says that it was made by, for a level.
    pub fn again(made: &'a recipe::Recipe, level: CpuLevel) -> Recipe<'a> {
        let flavour = made.plan.as_ref().map_or(Flavour::Generic, Flavour::Specialised);
        Recipe { flavour, backend: made.backend, level, opt: made.opt, processor: None }
    }

    fn key(&self, module: &Digest) -> Result<Key, Error> {
        let flavour = match self.flavour {
            Flavour::Generic => "generic".to_owned(),
            Flavour::Specialised(plan) => format!("specialised with plan {}", plan.digest()),
            Flavour::Instrumented(Detail::None) => "instrumented".to_owned(),
            Flavour::Instrumented(Detail::All) => "instrumented, all in detail".to_owned(),
            Flavour::Instrumented(Detail::Only(funcs)) => {
                // A module may have a million functions.
                let functions = Digest::of(format!("{funcs:?}").as_bytes());
                format!("instrumented, in detail functions {functions}")
            }
        };
        let processor = match self.processor {
            Some(time) if self.backend != Backend::Cranelift => format!("{time:?}"),
            _ => "as needed".to_owned(),
        };
        let inputs: [(&str, &dyn std::fmt::Display); 6] = [
            ("module", module),
            ("level", &self.level),
            ("opt", &self.opt.name()),
            ("backend", &self.backend.name()),
            ("processor", &processor),
            ("flavour", &flavour),
        ];
        Key::new("artifact", &inputs)
    }

    /// Whether what an artifact says of itself is what this makes of a module.
    fn made(&self, module: &Digest, meta: &Meta) -> bool {
        let flavour = match self.flavour {
            Flavour::Generic => Made::Generic,
            Flavour::Specialised(plan) => Made::Specialised { plan: plan.digest() },
            Flavour::Instrumented(_) => Made::Instrumented,
        };
        (meta.module, meta.level, meta.flavour) == (*module, self.level, flavour)
    }
}

/// An artifact that was made here.
pub struct Compiled {
    /// Where the agent finds it, while this is not dropped: in the store, or in memory.
    pub path: PathBuf,
    /// Payload and trailer.
    pub file: Vec<u8>,
    pub from_store: FromStore,
    /// What the path names, if it is not in the store.
    _held: Option<Held>,
}

impl Compiled {
    /// Whether nothing had to be compiled.
    pub fn found(&self) -> bool {
        self.from_store == FromStore::Yes
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromStore {
    Yes,
    No,
}

/// Finds in the store what a module was compiled to.
pub fn stored(store: &Store, input: &Input, recipe: &Recipe) -> Result<Option<Compiled>, Error> {
    let key = recipe.key(&input.digest)?;
    let Some(file) = store.get(&key, ARTIFACT)? else { return Ok(None) };
    // Its key was compared; this is what it holds. What does not fit is made again.
    let fits =
        ArtifactIndex::of_whole(&file).is_ok_and(|index| recipe.made(&input.digest, &index.meta));
    let path = store.path(&key);
    Ok(fits.then_some(Compiled { path, file, from_store: FromStore::Yes, _held: None }))
}

/// Compiles a module within a budget, or finds in the store that it has been.
pub fn artifact(
    store: &Store,
    input: &Input,
    recipe: &Recipe,
    budget: &Budget,
) -> Result<Compiled, Error> {
    if let Some(compiled) = stored(store, input, recipe)? {
        return Ok(compiled);
    }
    let (file, backend) = budget.within(input, recipe.backend, |backend| {
        let file = code(input, &Recipe { backend, ..*recipe }, &Timings::default())?;
        Ok((file, backend))
    })?;
    keep(store, input, &Recipe { backend, ..*recipe }, file)
}

/// Compiles a module in this process, whatever is in the store.
pub fn compiled(
    store: &Store,
    input: &Input,
    recipe: &Recipe,
    timings: &Timings,
) -> Result<Compiled, Error> {
    keep(store, input, recipe, code(input, recipe, timings)?)
}

/// Compiles a module in this process, to payload and trailer; refuses one that is no program before that.
pub fn code(input: &Input, recipe: &Recipe, timings: &Timings) -> Result<Vec<u8>, Error> {
    let mut module = Cow::Borrowed(timings.measure(Stage::Decode, || input.module())?);
    program::check(&module)
        .map_err(|error| Error::NotAProgram { path: input.path.clone(), error })?;
    let progress = Progress::start(format!("compiling {}", input.path.display())).of("functions");
    let counters = match recipe.flavour {
        Flavour::Instrumented(detail) => {
            let module = module.to_mut();
            Some(timings.measure(Stage::Instrument, || instrument(module, detail)))
        }
        _ => None,
    };
    let plan = match recipe.flavour {
        Flavour::Specialised(plan) => Some(plan),
        _ => None,
    };
    let options = CompileOptions {
        backend: recipe.backend,
        level: recipe.level,
        opt: recipe.opt,
        processor: recipe.processor,
        plan,
        counters: counters.as_ref(),
        progress: &|at| progress.set(at.functions_done, at.functions),
        timings,
    };
    Ok(compile(&module, &input.wasm, &options)?)
}

/// Puts what was compiled into the store, or where that cannot be, into memory, and says so.
pub fn keep(
    store: &Store,
    input: &Input,
    recipe: &Recipe,
    file: Vec<u8>,
) -> Result<Compiled, Error> {
    let (path, held) = match store.put(&recipe.key(&input.digest)?, ARTIFACT, &file) {
        Ok(path) => (path, None),
        Err(error @ (Error::Write { .. } | Error::NoKey(_))) => {
            store::say_not_kept(&format!("the code of {}", input.path.display()), &error);
            let held = Held::of(&file)?;
            (held.path(), Some(held))
        }
        Err(error) => return Err(error),
    };
    Ok(Compiled { path, file, from_store: FromStore::No, _held: held })
}

/// Reads a profile file, checks that it fits the module, and makes a plan of it.
pub fn plan(path: &Path, input: &Input, level: CpuLevel) -> Result<Plan, Error> {
    let profile = Profile::from_bytes(&inputs::read(path, &inputs::PROFILE)?)
        .map_err(|error| Error::Format { path: path.to_owned(), error })?;
    plan_of(&profile, input.module()?, level)
        .map_err(|error| Error::Profiler { path: path.to_owned(), error })
}

/// The plan for a profile that is already at hand.
pub fn plan_of(
    profile: &Profile,
    module: &ir::Module,
    level: CpuLevel,
) -> Result<Plan, ProfilerError> {
    preheat_profiler::make_plan(module, profile, &PlanOptions::new(level))
}

/// One request of a folder: its file and its stdin.
pub struct RequestFile {
    pub path: PathBuf,
    pub stdin: Vec<u8>,
}

/// The files of a folder by name; each is one request's stdin.
pub fn request_files(folder: &Path) -> Result<Vec<RequestFile>, Error> {
    let unreadable = |error| Error::Read { path: folder.to_owned(), error };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        let what = "no files in it: every file is one request's stdin".to_owned();
        return Err(Error::Input { path: folder.to_owned(), what });
    }
    let request =
        |path: PathBuf| Ok(RequestFile { stdin: inputs::read(&path, &inputs::REQUEST)?, path });
    paths.into_iter().map(request).collect()
}

/// What to count.
pub struct Counting<'a> {
    pub input: &'a Input,
    pub requests: &'a [RequestFile],
    pub start: Start,
    pub world: &'a World,
    pub args: &'a [String],
    /// Most time of a request, and of the way to the warm point.
    pub timeout: Duration,
    pub budget: Budget,
}

/// A profile, and the requests that did not end well.
pub struct Counted {
    pub profile: Profile,
    pub failures: Vec<(PathBuf, Outcome)>,
}

impl Counting<'_> {
    /// Counts requests twice: blocks and edges of everything first, which says what is hot; then also paths, targets, values and
    /// trip counts of the hot functions.
    pub fn run(&self, store: &Store) -> Result<Counted, Error> {
        let level = TargetCpu::Native.level()?;
        let survey = self.pass(store, &Detail::None, level)?;
        if let Err(error) = store.put_module(self.input.digest, &self.input.wasm) {
            store::say_not_kept(&self.input.path.display().to_string(), &error);
        }
        let hot = self.budget.contain(self.input, || {
            let module = self.input.module()?;
            let hot = preheat_profiler::hot_functions(module, &survey.profile, Coverage::default())
                .map_err(|error| Error::Profiler { path: self.input.path.clone(), error })?;
            Ok(hot.into_iter().map(|func| func.0).collect::<Vec<u32>>())
        })?;
        let hot = hot.into_iter().map(FuncId).collect();
        self.pass(store, &Detail::Only(hot), level)
    }

    fn pass(&self, store: &Store, detail: &Detail, level: CpuLevel) -> Result<Counted, Error> {
        let counting = Recipe::counting(detail, level);
        let instrumented = artifact(store, self.input, &counting, &self.budget)?;
        let progress = Progress::start("counting requests");
        let mut agent = Agent::start(&Served {
            artifact: &instrumented.path,
            start: self.start,
            program: &self.input.program(),
            world: self.world,
            args: self.args,
            timeout: Some(self.timeout),
        })?;
        let mut failures = Vec::new();
        for (index, request) in self.requests.iter().enumerate() {
            progress.set(index, self.requests.len());
            let response = agent.request(&Request {
                stdin: request.stdin.clone(),
                args: None,
                env: None,
                limits: Limits { time_ms: milliseconds(self.timeout), ..Limits::default() },
                mode: Mode::Count,
            })?;
            if response.outcome != Outcome::Exit(0) {
                failures.push((request.path.clone(), response.outcome));
            }
        }
        let profile = Profile::from_bytes(&agent.export_profile()?)
            .map_err(|error| Error::agent_profile(&error))?;
        Ok(Counted { profile, failures })
    }
}

/// At least one: 0 is no limit.
fn milliseconds(time: Duration) -> u64 {
    (time.as_millis() as u64).max(1)
}
