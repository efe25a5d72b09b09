//! `preheat compile`: module to artifact.

use std::path::Path;
use std::time::Instant;

use preheat_formats::artifact::{Flavour as Made, KIND as ARTIFACT};
use preheat_passes::compile::Backend;
use preheat_passes::timing::{Stage, Timings};
use serde::{Deserialize, Serialize};

use crate::artifact::ArtifactFile;
use crate::cli::{Code, Compile};
use crate::error::{self, Error};
use crate::output::{self, path_json, print};
use crate::stages::{self, Compiled, Flavour, Input, Recipe};
use crate::store::Store;
use crate::timings::{self, Taken};

/// What the process that compiles gives back.
#[derive(Serialize, Deserialize)]
struct Work {
    compiled: Compiled,
    taken: Vec<Taken>,
    peak_memory: Option<u64>,
}

pub fn run(options: &Compile) -> Result<u8, Error> {
    let start = Instant::now();
    let input = Input::open(&options.input)?;
    let store = Store::open()?;
    let mut work = options.budget.budget().within(&input, options.code.backend, |backend| {
        let timings = Timings::default();
        let compiled = compiled(options, &store, &input, backend, &timings)?;
        let (taken, peak_memory) = (timings::taken(&timings), timings::peak_memory());
        Ok(Work { compiled, taken, peak_memory })
    })?;
    let path = options.output.clone().unwrap_or_else(|| options.input.with_extension("preheat"));
    // By this process, not by the one that has read the module.
    let signed =
        store.keys().sign_file(ARTIFACT, std::mem::take(&mut work.compiled.file), &path)?;
    error::write(&path, &signed)?;
    tell(options, &path, &input, work, signed, start)?;
    Ok(0)
}

/// In the process that compiles: all that depends on what the module holds.
fn compiled(
    options: &Compile,
    store: &Store,
    input: &Input,
    backend: Backend,
    timings: &Timings,
) -> Result<Compiled, Error> {
    let Code { opt, target_cpu, .. } = options.code;
    let level = target_cpu.level()?;
    timings.measure(Stage::Decode, || input.module().map(drop))?;
    let plan = options
        .profile
        .as_ref()
        .map(|path| timings.measure(Stage::Plan, || stages::plan(path, input, level)));
    let plan = plan.transpose()?;
    let flavour = plan.as_ref().map_or(Flavour::Generic, Flavour::Specialised);
    let recipe = Recipe { flavour, backend, level, opt };
    let found = if options.timings { None } else { stages::stored(store, input, &recipe)? };
    found.map_or_else(|| stages::compiled(store, input, &recipe, timings), Ok)
}

fn tell(
    options: &Compile,
    path: &Path,
    input: &Input,
    work: Work,
    signed: Vec<u8>,
    start: Instant,
) -> Result<(), Error> {
    let Work { compiled, taken, peak_memory } = work;
    let took = start.elapsed();
    let found = compiled.found();
    let len = signed.len() as u64;
    let artifact = ArtifactFile::from_bytes(path, signed)?;
    let functions = artifact.blocks()?.len();
    let flavour = flavour_name(&artifact.meta().flavour);
    let level = artifact.meta().level;
    if options.json {
        let json = serde_json::json!({
            "artifact": path_json(path),
            "module": input.digest,
            "level": level,
            "flavour": flavour,
            "functions": functions,
            "bytes": len,
            "from_store": found,
            "backend": options.code.backend.name(),
            "seconds": took.as_secs_f64(),
            "peak_memory_bytes": peak_memory,
            "timings": options.timings.then(|| timings::to_json(&taken)),
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
        text.push_str(&format!("\n{}", timings::table(&taken, took)));
        if let Some(peak) = peak_memory {
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
