//! `preheat run`: compiles if need be, then becomes the agent.

use std::path::PathBuf;

use preheat_formats::artifact::KIND;
use preheat_passes::compile::Backend;

use crate::agent::Once;
use crate::cli::{Run, TargetCpu};
use crate::error::{self, Error};
use crate::held::Held;
use crate::keys::Keys;
use crate::stages::{self, Compiled, Input, Recipe};
use crate::store::Store;

pub fn run(options: &Run) -> Result<u8, Error> {
    let file = error::read(&options.input)?;
    let artifact = if file.starts_with(b"\x7fELF") {
        let admitted = Keys::of_user().admit(&options.trust, &options.input, KIND, file)?;
        Artifact::FromElsewhere(Held::of(&admitted.sealed)?)
    } else {
        let input = Input::new(&options.input, file);
        Artifact::MadeHere(compiled(&Store::open()?, &input, options.backend)?)
    };
    let default = || stages::program_name(&options.input);
    let once = Once {
        artifact: &artifact.path(),
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

/// What to run; it has to be kept until the agent has it.
enum Artifact {
    /// What was checked, and not what somebody may have made of the file since.
    FromElsewhere(Held),
    MadeHere(Compiled),
}

impl Artifact {
    fn path(&self) -> PathBuf {
        match self {
            Artifact::FromElsewhere(held) => held.path(),
            Artifact::MadeHere(compiled) => compiled.path.clone(),
        }
    }
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
