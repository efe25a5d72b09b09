//! What compiling a module may take, and what is done where LLVM takes more: Cranelift compiles it, which is
//! an order of magnitude quicker. Which functions are LLVM's within a budget, [`preheat_codegen::compile`]
//! chooses; this is the wall behind it.

use std::time::{Duration, Instant};

use preheat_formats::recipe::Backend;
use preheat_profiler::explain::bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::contained::{Excess, Limits, contained};
use crate::error::Error;
use crate::module::Input;

/// Bytes that compiling may have.
pub const DEFAULT_MEMORY: u64 = 2 << 30;
/// Processor time of any module, and more for each byte of one. Of the corpus the hungriest take 45 s for 3.4
/// MB, CPython 78 s for 8 MB, and a C compiler 95 s for 24 MB (ARCHITECTURE.md, "Compile time"); on a
/// processor whose threads share cores with others' work, nearly twice as much. This is a wall, so it stands
/// far behind that: whether it is met must not depend on the hour.
const ANY: Duration = Duration::from_secs(150);
const EACH_BYTE: Duration = Duration::from_micros(15);

/// How much of the time is kept for Cranelift, should LLVM use up the rest.
fn cranelifts(all: Duration) -> Duration {
    const LEAST: Duration = Duration::from_secs(5);
    (all / 5).max(LEAST).min(all / 2)
}

/// See the module's documentation. The default is what people get who ask for nothing.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// None: by the module's length.
    pub processor: Option<Duration>,
    pub memory: u64,
    /// Most time on the clock, for whoever waits for it.
    pub time: Option<Duration>,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { processor: None, memory: DEFAULT_MEMORY, time: None }
    }
}

impl Budget {
    fn processor_for(&self, input: &Input) -> Duration {
        self.processor.unwrap_or(ANY + EACH_BYTE * input.wasm.len() as u32)
    }

    /// Has a module compiled by this backend, and by Cranelift if that takes too much. Nothing that may be
    /// waiting in other threads of this process is asked for by `attempt`.
    pub fn within<T: Serialize + DeserializeOwned + Send>(
        &self,
        input: &Input,
        backend: Backend,
        attempt: impl Fn(Backend) -> Result<T, Error> + Sync,
    ) -> Result<T, Error> {
        let all = self.processor_for(input);
        if backend == Backend::Cranelift {
            return self.contain(input, || attempt(backend));
        }
        let most = all - cranelifts(all);
        let deadline = self.deadline();
        let excess = match self.once(input, most, deadline, || attempt(backend)) {
            Ok(result) => return result,
            Err(excess) => excess,
        };
        let why = match excess {
            Excess::Processor => format!("took more than {} s of processor time", most.as_secs()),
            Excess::Memory => format!("took more than {} of memory", bytes(self.memory)),
            Excess::Died(signal) => format!("ended by signal {signal}"),
            Excess::Deadline | Excess::Start(_) => return Err(self.error(excess, all, input)),
        };
        let path = input.path.display();
        input.watching.remark(&format_args!(
            "{path}: compiling with LLVM {why}: Cranelift compiles it instead"
        ));
        let result = self.once(input, cranelifts(all), deadline, || attempt(Backend::Cranelift));
        result.map_err(|excess| self.error(excess, all, input))?
    }

    /// Does other work on a module, as reading it, with what compiling may take.
    pub fn contain<T: Serialize + DeserializeOwned + Send>(
        &self,
        input: &Input,
        work: impl FnOnce() -> Result<T, Error> + Send,
    ) -> Result<T, Error> {
        let all = self.processor_for(input);
        self.once(input, all, self.deadline(), work)
            .map_err(|excess| self.error(excess, all, input))?
    }

    fn deadline(&self) -> Option<Instant> {
        self.time.map(|time| Instant::now() + time)
    }

    fn once<T: Serialize + DeserializeOwned + Send>(
        &self,
        input: &Input,
        processor: Duration,
        deadline: Option<Instant>,
        work: impl FnOnce() -> Result<T, Error> + Send,
    ) -> Result<Result<T, Error>, Excess> {
        let limits = Limits { processor, memory: self.memory, deadline };
        let result = contained(&limits, work);
        if result.is_err() {
            input.watching.was_interrupted();
        }
        result
    }

    fn error(&self, excess: Excess, processor: Duration, input: &Input) -> Error {
        let path = input.path.clone();
        match excess {
            Excess::Processor => {
                let seconds = processor.as_secs();
                let what = format!(
                    "compiling it takes more than {seconds} s of processor time: --max-compile-seconds gives it more"
                );
                Error::TooMuch { path, what }
            }
            Excess::Memory => {
                let memory = bytes(self.memory);
                let what = format!(
                    "compiling it takes more than {memory} of memory: --max-compile-memory gives it more"
                );
                Error::TooMuch { path, what }
            }
            Excess::Deadline => Error::TimeLimit { path, doing: "compiling" },
            Excess::Died(signal) => Error::CompilerDied { path, signal },
            Excess::Start(error) => Error::NoProcess { error },
        }
    }
}
