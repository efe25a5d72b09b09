//! The stages by name: module in, artifact out; profile in, plan out. Each asks the store first. How requests
//! become a profile is in [`crate::counting`].

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use preheat_codegen::compile::{CompileOptions, compile};
use preheat_codegen::timing::{Stage, Timings};
use preheat_formats::CpuLevel;
use preheat_formats::artifact::KIND as ARTIFACT;
use preheat_formats::artifact_index::ArtifactIndex;
use preheat_formats::plan::Plan;
use preheat_formats::profile::Profile;
use preheat_passes::instrument::instrument;
use preheat_passes::ir;
use preheat_profiler::{PlanOptions, ProfilerError};
use serde::{Deserialize, Serialize};

use crate::budget::Budget;
use crate::error::Error;
use crate::held::Held;
use crate::inputs;
use crate::module::Input;
use crate::program;
use crate::recipe::{Flavour, Recipe};
use crate::store::{Lease, Store};

/// An artifact that was made here.
pub struct Compiled {
    /// Where the agent finds it, while this is not dropped: in the store, or in memory.
    pub path: PathBuf,
    /// Payload and trailer.
    pub file: Vec<u8>,
    pub from_store: FromStore,
    _kept: Kept,
}

/// What keeps an artifact where its path says.
enum Kept {
    InStore { _lease: Lease },
    InMemory { _held: Held },
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
    let Some((file, lease)) = store.get(&key, ARTIFACT)? else { return Ok(None) };
    // Its key was compared; this is what it holds. What does not fit is made again.
    let fits =
        ArtifactIndex::of_whole(&file).is_ok_and(|index| recipe.made(&input.digest, &index.meta));
    let path = lease.path().to_owned();
    let kept = Kept::InStore { _lease: lease };
    Ok(fits.then_some(Compiled { path, file, from_store: FromStore::Yes, _kept: kept }))
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
    let task = input.watching.begin(format!("compiling {}", input.path.display()), "functions");
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
        steps: recipe.steps,
        counters: counters.as_ref(),
        progress: &|at| task.reached(at.functions_done, at.functions),
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
    let (path, kept) = match store.put(&recipe.key(&input.digest)?, ARTIFACT, &file) {
        Ok(lease) => (lease.path().to_owned(), Kept::InStore { _lease: lease }),
        Err(error @ (Error::Write { .. } | Error::NoKey(_))) => {
            store.say_not_kept(&format!("the code of {}", input.path.display()), &error);
            let held = Held::of(&file)?;
            (held.path(), Kept::InMemory { _held: held })
        }
        Err(error) => return Err(error),
    };
    Ok(Compiled { path, file, from_store: FromStore::No, _kept: kept })
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
