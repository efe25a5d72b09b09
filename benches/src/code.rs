//! Our code for a program: what is compiled, from which profile, and how long that took.

use std::time::{Duration, Instant};

use preheat_codegen::timing::Timings;
use preheat_formats::CpuLevel;
use preheat_formats::recipe::Backend;
use preheat_passes::instrument::Detail;
use preheat_pipeline::budget::Budget;
use preheat_pipeline::counting::Counting;
use preheat_pipeline::module::Input;
use preheat_pipeline::recipe::{Flavour, Recipe};
use preheat_pipeline::stages::{self, Compiled, FromStore, plan_of};
use preheat_pipeline::store::Store;

use crate::Outcome;
use crate::engine::{CompileTime, Engine};
use crate::program::Program;

/// An artifact.
pub struct Code {
    pub compiled: Compiled,
    /// None if it was in the store.
    pub time: Option<CompileTime>,
}

/// Whether to compile what the store already has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Compile anew, so that it can be told how long that takes.
    Compiler,
    Store,
}

/// The artifacts of one program.
pub struct Codes<'a> {
    store: &'a Store,
    program: &'a Program,
    level: CpuLevel,
    source: Source,
    /// Counting the training requests, both passes; None if it was not needed.
    pub profiling: Option<Duration>,
}

impl<'a> Codes<'a> {
    pub fn new(
        store: &'a Store,
        program: &'a Program,
        level: CpuLevel,
        source: Source,
    ) -> Codes<'a> {
        Codes { store, program, level, source, profiling: None }
    }

    /// The code that one of our engines runs.
    pub fn of(&mut self, engine: Engine) -> Outcome<Code> {
        let generic = Recipe::generic(self.level);
        match engine {
            Engine::Cranelift => self.compile(&Recipe { backend: Backend::Cranelift, ..generic }),
            Engine::Specialised => self.specialised(),
            _ => self.compile(&generic),
        }
    }

    /// As `preheat compile --profile` makes it.
    fn specialised(&mut self) -> Outcome<Code> {
        let program = self.program;
        let start = Instant::now();
        let counting = Counting {
            input: &program.input,
            requests: &program.train,
            start: program.profile_start(),
            world: &program.train_world,
            args: &program.args,
            timeout: Duration::from_secs(600),
            budget: Budget::default(),
        };
        let counted = counting.run(self.store)?;
        self.profiling = Some(start.elapsed());
        let plan = plan_of(&counted.profile, program.input.module()?, self.level)?;
        let flavour = Flavour::Specialised(&plan);
        self.compile(&Recipe { flavour, backend: Backend::Mixed, ..Recipe::generic(self.level) })
    }

    /// Code that counts edges, as the first of the two passes of profiling runs it.
    pub fn counting(&self) -> Outcome<Code> {
        self.compile(&Recipe::counting(&Detail::None, self.level))
    }

    fn compile(&self, recipe: &Recipe) -> Outcome<Code> {
        // What every artifact of the module shares is not any one's time.
        self.program.input.module()?;
        let input: &Input = &self.program.input;
        let (start, processor) = (Instant::now(), processor_time());
        let compiled = match self.source {
            Source::Compiler => None,
            Source::Store => stages::stored(self.store, input, recipe)?,
        };
        // In this process, whose time is measured.
        let compiled = match compiled {
            Some(compiled) => compiled,
            None => stages::compiled(self.store, input, recipe, &Timings::default())?,
        };
        let time = CompileTime {
            wall: start.elapsed(),
            processor: Some(processor_time().saturating_sub(processor)),
        };
        let time = (compiled.from_store == FromStore::No).then_some(time);
        Ok(Code { compiled, time })
    }
}

/// Of all threads of this process.
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
