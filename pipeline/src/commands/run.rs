//! `preheat run`: compiles if need be, then becomes the agent.

use preheat_formats::artifact::KIND;
use preheat_passes::compile::Backend;

use crate::agent::Once;
use crate::cli::{Run, TargetCpu};
use crate::error::{self, Error};
use crate::stages::{self, Compiled, Input, Recipe};
use crate::store::Store;

pub fn run(options: &Run) -> Result<u8, Error> {
    let file = error::read(&options.input)?;
    let artifact = if file.starts_with(b"\x7fELF") {
        // The agent checks all of it; this only tells an artifact from another program early.
        KIND.strip_trailer(&file)
            .map_err(|error| Error::Format { path: options.input.clone(), error })?;
        options.input.clone()
    } else {
        let input = Input::new(&options.input, file);
        compiled(&Store::open()?, &input, options.backend)?.path
    };
    let default = || stages::program_name(&options.input);
    let once = Once {
        artifact: &artifact,
        called: &options.input,
        program: &options.argv0.clone().unwrap_or_else(default),
        world: &options.world,
        timeout: options.timeout,
        max_memory: options.max_memory,
        max_files: options.max_files,
        args: &options.args,
    };
    Err(once.become_it())
}

/// The artifact to run: the best that is there, else one that is there soon.
fn compiled(store: &Store, input: &Input, backend: Option<Backend>) -> Result<Compiled, Error> {
    let best = Recipe::generic(TargetCpu::Native.level()?);
    if let Some(backend) = backend {
        return stages::artifact(store, input, &Recipe { backend, ..best });
    }
    match stages::stored(store, input, &best)? {
        Some(compiled) => Ok(compiled),
        None => stages::artifact(store, input, &Recipe { backend: Backend::Cranelift, ..best }),
    }
}
