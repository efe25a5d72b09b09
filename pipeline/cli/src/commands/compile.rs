//! `preheat compile`: module to artifact.

use std::path::Path;
use std::time::Instant;

use preheat_codegen::timing::{Stage, Timings};
use preheat_formats::artifact::{Flavour as Made, KIND as ARTIFACT};
use preheat_formats::plan::Plan;
use preheat_formats::recipe::Backend;
use preheat_pipeline::Error;
use preheat_pipeline::artifact::ArtifactFile;
use preheat_pipeline::error;
use preheat_pipeline::module::Input;
use preheat_pipeline::recipe::{Flavour, Recipe};
use preheat_pipeline::stages::{self, FromStore};
use preheat_pipeline::store::Store;
use serde::{Deserialize, Serialize};

use crate::cli::{Code, Compile};
use crate::output::{self, path_json, print};
use crate::progress::terminal;
use crate::timings::{self, Taken};

/// What the process that compiles gives back.
#[derive(Serialize, Deserialize)]
struct Work {
    file: Vec<u8>,
    from_store: FromStore,
    backend: Backend,
    plan: Option<Plan>,
    taken: Vec<Taken>,
    peak_memory: Option<u64>,
}

pub fn run(options: &Compile) -> Result<u8, Error> {
    let start = Instant::now();
    let watching = terminal();
    let input = Input::open(&options.input, &watching)?;
    let store = Store::open(&watching)?;
    let backend = options.code.backend;
    let mut work = options
        .budget
        .budget()
        .within(&input, backend, |backend| work(options, &store, &input, backend))?;
    let mut file = std::mem::take(&mut work.file);
    if work.from_store == FromStore::No {
        file =
            stages::keep(&store, &input, &recipe(options, &work.plan, work.backend)?, file)?.file;
    }
    let path = options.output.clone().unwrap_or_else(|| options.input.with_extension("preheat"));
    let signed = store.keys().sign_file(ARTIFACT, file, &path, &*watching)?;
    error::write(&path, &signed)?;
    tell(options, &path, signed, &work, start)?;
    Ok(0)
}

/// In the process that compiles: all that depends on what the module holds.
fn work(options: &Compile, store: &Store, input: &Input, backend: Backend) -> Result<Work, Error> {
    let timings = Timings::default();
    timings.measure(Stage::Decode, || input.module().map(drop))?;
    let level = options.code.target_cpu.level()?;
    let plan = options
        .profile
        .as_ref()
        .map(|path| timings.measure(Stage::Plan, || stages::plan(path, input, level)));
    let plan = plan.transpose()?;
    let recipe = recipe(options, &plan, backend)?;
    let found = if options.timings { None } else { stages::stored(store, input, &recipe)? };
    let (file, from_store) = match found {
        Some(found) => (found.file, FromStore::Yes),
        None => (stages::code(input, &recipe, &timings)?, FromStore::No),
    };
    let (taken, peak_memory) = (timings::taken(&timings), timings::peak_memory());
    Ok(Work { file, from_store, backend, plan, taken, peak_memory })
}

fn recipe<'a>(
    options: &Compile,
    plan: &'a Option<Plan>,
    backend: Backend,
) -> Result<Recipe<'a>, Error> {
    let Code { opt, target_cpu, backend: _, steps } = &options.code;
    let flavour = plan.as_ref().map_or(Flavour::Generic, Flavour::Specialised);
    let processor = options.budget.budget().processor;
    let (level, steps) = (target_cpu.level()?, steps.selection()?);
    Ok(Recipe { flavour, backend, level, opt: *opt, steps, processor })
}

fn tell(
    options: &Compile,
    path: &Path,
    signed: Vec<u8>,
    work: &Work,
    start: Instant,
) -> Result<(), Error> {
    let took = start.elapsed();
    let found = work.from_store == FromStore::Yes;
    let len = signed.len() as u64;
    let artifact = ArtifactFile::from_bytes(path, signed)?;
    let functions = artifact.blocks()?.len();
    let flavour = flavour_name(&artifact.meta().flavour);
    let level = artifact.meta().level;
    if options.json {
        let json = serde_json::json!({
            "artifact": path_json(path),
            "module": artifact.meta().module,
            "level": level,
            "flavour": flavour,
            "functions": functions,
            "bytes": len,
            "from_store": found,
            "backend": options.code.backend.name(),
            "seconds": took.as_secs_f64(),
            "peak_memory_bytes": work.peak_memory,
            "timings": options.timings.then(|| timings::to_json(&work.taken)),
        });
        return print(format_args!("{json}\n"));
    }
    let origin = if found { ", found in the store" } else { "" };
    let mut text = format!(
        "{}: {flavour} code for {level}, {functions} functions, {} in {}{origin}\n",
        path.display(),
        output::bytes(len),
        output::nanoseconds(took.as_nanos() as u64),
    );
    if options.timings {
        text.push_str(&format!("\n{}", timings::table(&work.taken, took)));
        if let Some(peak) = work.peak_memory {
            text.push_str(&format!("memory at its peak: {}\n", output::bytes(peak)));
        }
    }
    print(text)
}

pub fn flavour_name(flavour: &Made) -> &'static str {
    match flavour {
        Made::Generic => "generic",
        Made::Specialised { .. } => "specialised",
        Made::Instrumented => "instrumented",
    }
}
