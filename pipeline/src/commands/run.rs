//! `preheat run`: compiles if need be, then becomes the agent.

use std::time::{Duration, Instant};

use preheat_formats::artifact::{ELF_MAGIC, KIND};
use preheat_passes::compile::Backend;

use crate::agent::Once;
use crate::budget::Budget;
use crate::cli::{Run, TargetCpu};
use crate::error::Error;
use crate::inputs;
use crate::stages::{self, Compiled, Input, Recipe};
use crate::store::Store;

pub fn run(options: &Run) -> Result<u8, Error> {
    let start = Instant::now();
    let file = inputs::read(&options.input, &inputs::PROGRAM)?;
    let time = options.timeout.map(Duration::from_secs_f64);
    let artifact = if file.starts_with(ELF_MAGIC) {
        // The agent checks all of it; this only tells an artifact from another program early.
        KIND.strip_trailer(&file)
            .map_err(|error| Error::Format { path: options.input.clone(), error })?;
        options.input.clone()
    } else {
        let input = Input::new(&options.input, file);
        let budget = Budget { time, ..options.budget.budget() };
        compiled(&Store::open()?, &input, options.backend, &budget)?.path
    };
    let default = || stages::program_name(&options.input);
    // The agent refuses a time of nothing at all; what is over then ends at once.
    let left = |time: Duration| time.saturating_sub(start.elapsed()).max(Duration::from_micros(1));
    let once = Once {
        artifact: &artifact,
        called: &options.input,
        program: &options.argv0.clone().unwrap_or_else(default),
        world: &options.world,
        timeout: time.map(left),
        max_memory: options.max_memory,
        max_files: options.max_files,
        args: &options.args,
    };
    Err(once.become_it())
}

/// The artifact to run: the best that is there, else one that is there soon.
fn compiled(
    store: &Store,
    input: &Input,
    backend: Option<Backend>,
    budget: &Budget,
) -> Result<Compiled, Error> {
    let best = Recipe::generic(TargetCpu::Native.level()?);
    if let Some(backend) = backend {
        return stages::artifact(store, input, &Recipe { backend, ..best }, budget);
    }
    match stages::stored(store, input, &best)? {
        Some(compiled) => Ok(compiled),
        None => {
            let soon = Recipe { backend: Backend::Cranelift, ..best };
            stages::artifact(store, input, &soon, budget)
        }
    }
}
