//! How long the stages of a compilation take, for people who ask where the time goes. It only measures; who
//! prints it is somebody else's affair.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use rustix::time::{ClockId, clock_gettime};

macro_rules! stages {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $extent:ident;)*) => {
        /// A stage of a compilation.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Stage { $($(#[$doc])* $name,)* }

        impl Stage {
            pub const ALL: &'static [Stage] = &[$(Stage::$name,)*];

            /// In a word or two, for people.
            pub fn name(self) -> &'static str {
                match self { $(Stage::$name => $text,)* }
            }

            pub fn extent(self) -> Extent {
                match self { $(Stage::$name => Extent::$extent,)* }
            }
        }
    };
}

stages! {
    /// Validation, and IR of all functions.
    Decode = "decode", Whole;
    /// A profile that becomes a plan.
    Plan = "plan", Whole;
    /// Probes.
    Instrument = "instrument", Whole;
    /// Steps that change the IR.
    Transform = "transform", Whole;
    /// Machine code of all functions.
    Emit = "emit", Whole;
    LlvmBuild = "LLVM: build", Part;
    LlvmOptimise = "LLVM: optimise", Part;
    LlvmGenerate = "LLVM: generate", Part;
    CraneliftBuild = "Cranelift: build", Part;
    CraneliftGenerate = "Cranelift: generate", Part;
    /// Code and constants in their places.
    Link = "link", Whole;
    /// Initial memory, block map, and the file itself.
    Write = "write", Whole;
}

/// Whether a stage is the only thing that happens, or one of several tasks on several threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Time on the clock and processor time of all threads.
    Whole,
    /// Processor time of the tasks, added up; time on the clock would mean nothing.
    Part,
}

/// What was measured so far. Shared by threads.
#[derive(Debug, Default)]
pub struct Timings {
    stages: [Cell; Stage::ALL.len()],
}

#[derive(Debug, Default)]
struct Cell {
    wall: AtomicU64,
    cpu: AtomicU64,
    runs: AtomicU64,
}

/// The time of a stage, in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    pub wall: u64,
    pub cpu: u64,
}

impl Timings {
    /// Runs a stage, or a task of one, and measures it.
    pub fn measure<T>(&self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let clock = match stage.extent() {
            Extent::Whole => ClockId::ProcessCPUTime,
            Extent::Part => ClockId::ThreadCPUTime,
        };
        let (start, cpu) = (Instant::now(), now(clock));
        let result = work();
        let cell = &self.stages[stage as usize];
        cell.wall.fetch_add(start.elapsed().as_nanos() as u64, Ordering::Relaxed);
        cell.cpu.fetch_add(now(clock).saturating_sub(cpu), Ordering::Relaxed);
        cell.runs.fetch_add(1, Ordering::Relaxed);
        result
    }

    /// None if it was not run.
    pub fn spent(&self, stage: Stage) -> Option<Spent> {
        let cell = &self.stages[stage as usize];
        let spent = || Spent {
            wall: cell.wall.load(Ordering::Relaxed),
            cpu: cell.cpu.load(Ordering::Relaxed),
        };
        (cell.runs.load(Ordering::Relaxed) > 0).then(spent)
    }
}

fn now(clock: ClockId) -> u64 {
    let time = clock_gettime(clock);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_run_has_a_time() {
        let timings = Timings::default();
        let sum = timings.measure(Stage::Link, || (0..1_000_000u64).map(|n| n ^ 5).sum::<u64>());
        timings
            .measure(Stage::LlvmBuild, || std::thread::sleep(std::time::Duration::from_millis(5)));
        assert_ne!(sum, 0);
        assert_eq!(timings.spent(Stage::Decode), None);
        assert!(timings.spent(Stage::Link).is_some_and(|spent| spent.wall > 0));
        // Sleeping takes time, but not the processor's.
        let slept = timings.spent(Stage::LlvmBuild).expect("it was run");
        assert!(slept.wall > slept.cpu, "{slept:?}");
    }
}
