//! `preheat compile`: module to artifact.

use std::time::Instant;

use preheat_formats::artifact::Flavour as Made;

use crate::artifact::ArtifactFile;
use crate::cli::Compile;
use crate::error::{self, Error};
use crate::output;
use crate::stages::{self, Flavour, FromStore, Input};
use crate::store::Store;

pub fn run(options: &Compile) -> Result<u8, Error> {
    let start = Instant::now();
    let input = Input::open(&options.input)?;
    let level = options.code.target_cpu.level()?;
    let plan =
        options.profile.as_ref().map(|path| stages::plan(path, &input, level)).transpose()?;
    let flavour = plan.as_ref().map_or(Flavour::Generic, Flavour::Specialised);
    let compiled = stages::artifact(&Store::open()?, &input, &flavour, level, options.code.opt)?;
    let path = options.output.clone().unwrap_or_else(|| options.input.with_extension("preheat"));
    error::write(&path, &compiled.file)?;

    let took = start.elapsed();
    let found = compiled.from_store == FromStore::Yes;
    let len = compiled.file.len() as u64;
    let artifact = ArtifactFile::from_bytes(&path, compiled.file)?;
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
                "seconds": took.as_secs_f64(),
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
