//! `preheat run`: compiles if need be, then becomes the agent.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use preheat_formats::artifact::{ELF_MAGIC, KIND};
use preheat_formats::recipe::Backend;
use preheat_pipeline::Error;
use preheat_pipeline::agent::Once;
use preheat_pipeline::budget::Budget;
use preheat_pipeline::held::Held;
use preheat_pipeline::inputs;
use preheat_pipeline::keys::Keys;
use preheat_pipeline::module::{Input, program_name};
use preheat_pipeline::recipe::Recipe;
use preheat_pipeline::stages::{self, Compiled};
use preheat_pipeline::store::Store;

use crate::cli::{Run, TargetCpu};
use crate::progress::terminal;

pub fn run(options: &Run) -> Result<u8, Error> {
    let start = Instant::now();
    let file = inputs::read(&options.input, &inputs::PROGRAM)?;
    let time = options.timeout.map(Duration::from_secs_f64);
    let artifact = if file.starts_with(ELF_MAGIC) {
        let admitted = Keys::of_user().admit(&options.trust.given(), &options.input, KIND, file)?;
        match Held::of(&admitted.sealed) {
            Ok(held) => Artifact::FromElsewhere(held),
            // `ulimit -f` is for what the program writes.
            Err(Error::Write { error, .. }) if error.kind() == ErrorKind::FileTooLarge => {
                Artifact::AsItLies(options.input.clone())
            }
            Err(error) => return Err(error),
        }
    } else {
        let input = Input::new(&options.input, file, &terminal());
        let budget = Budget { time, ..options.budget.budget() };
        Artifact::MadeHere(compiled(&Store::open(&terminal())?, &input, options.backend, &budget)?)
    };
    let default = || program_name(&options.input);
    // The agent refuses a time of nothing at all; what is over then ends at once.
    let left = |time: Duration| time.saturating_sub(start.elapsed()).max(Duration::from_micros(1));
    let once = Once {
        artifact: &artifact.path(),
        called: &options.input,
        program: &options.argv0.clone().unwrap_or_else(default),
        world: &options.world.seen(),
        timeout: time.map(left),
        max_memory: options.max_memory,
        max_files: options.max_files,
        args: &options.args,
        silent: terminal().wants_silence(),
    };
    Err(once.become_it())
}

/// What to run; it has to be kept until the agent has it.
enum Artifact {
    /// What was checked, and not what somebody may have made of the file since.
    FromElsewhere(Held),
    /// Where that cannot be held.
    AsItLies(PathBuf),
    MadeHere(Compiled),
}

impl Artifact {
    fn path(&self) -> PathBuf {
        match self {
            Artifact::FromElsewhere(held) => held.path(),
            Artifact::AsItLies(path) => path.clone(),
            Artifact::MadeHere(compiled) => compiled.path.clone(),
        }
    }
}

/// The artifact to run: the best that is there, else one that is there soon.
fn compiled(
    store: &Store,
    input: &Input,
    backend: Option<Backend>,
    budget: &Budget,
) -> Result<Compiled, Error> {
    let best =
        Recipe { processor: budget.processor, ..Recipe::generic(TargetCpu::Native.level()?) };
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
