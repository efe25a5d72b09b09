//! `preheat compile`: module to artifact.

use std::time::Instant;

use preheat_formats::artifact::{Flavour as Made, KIND as ARTIFACT};
use preheat_passes::timing::{Stage, Timings};

use crate::artifact::ArtifactFile;
use crate::cli::{Code, Compile};
use crate::error::{self, Error};
use crate::output;
use crate::stages::{self, Flavour, Input, Recipe};
use crate::store::Store;
use crate::timings;

pub fn run(options: &Compile) -> Result<u8, Error> {
    let start = Instant::now();
    let input = Input::open(&options.input)?;
    let level = options.code.target_cpu.level()?;
    let timings = Timings::default();
    timings.measure(Stage::Decode, || input.module().map(drop))?;
    let plan = options
        .profile
        .as_ref()
        .map(|path| timings.measure(Stage::Plan, || stages::plan(path, &input, level)));
    let plan = plan.transpose()?;
    let flavour = plan.as_ref().map_or(Flavour::Generic, Flavour::Specialised);
    let Code { backend, opt, .. } = options.code;
    let recipe = Recipe { flavour, backend, level, opt };
    let store = Store::open()?;
    let compiled = if options.timings {
        stages::compiled(&store, &input, &recipe, &timings)?
    } else {
        stages::artifact(&store, &input, &recipe)?
    };
    let path = options.output.clone().unwrap_or_else(|| options.input.with_extension("preheat"));
    let found = compiled.found();
    let signed = store.keys().sign_file(ARTIFACT, compiled.file, &path)?;
    error::write(&path, &signed)?;

    let took = start.elapsed();
    let len = signed.len() as u64;
    let artifact = ArtifactFile::from_bytes(&path, signed)?;
    let functions = artifact.blocks()?.len();
    let flavour = flavour_name(&artifact.meta().flavour);
    if options.json {
        println!(
            "{}",
            serde_json::json!({
                "artifact": path,
                "module": input.digest,
                "level": level,
                "flavour": flavour,
                "functions": functions,
                "bytes": len,
                "from_store": found,
                "backend": backend.name(),
                "seconds": took.as_secs_f64(),
                "peak_memory_bytes": timings::peak_memory(),
                "timings": options.timings.then(|| timings::to_json(&timings)),
            })
        );
    } else {
        let origin = if found { ", found in the store" } else { "" };
        println!(
            "{}: {flavour} code for {level}, {functions} functions, {} in {}{origin}",
            path.display(),
            output::bytes(len),
            output::nanoseconds(took.as_nanos() as u64),
        );
        if options.timings {
            print!("\n{}", timings::table(&timings, took));
            if let Some(peak) = timings::peak_memory() {
                println!("memory at its peak: {}", output::bytes(peak));
            }
        }
    }
    Ok(0)
}

pub fn flavour_name(flavour: &Made) -> &'static str {
    match flavour {
        Made::Generic => "generic",
        Made::Specialised { .. } => "specialised",
        Made::Instrumented => "instrumented",
    }
}
