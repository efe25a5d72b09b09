//! What an engine is asked, and what it answers, whichever it is. Which there are is told in
//! [`crate::engines`].

use std::time::Duration;

use preheat_pipeline::world::World;

pub use preheat_cli::cli::bench::Engine;
use serde::{Deserialize, Serialize};

use crate::Outcome;

/// What a program sees, whoever runs it.
#[derive(Debug, Clone, Copy)]
pub struct WorldOf<'a> {
    /// Its args\[0\].
    pub program: &'a str,
    pub world: &'a World,
    pub args: &'a [String],
}

/// A request that was run.
#[derive(Debug)]
pub struct Run {
    pub stdout: Vec<u8>,
    /// None if it did not exit.
    pub exit: Option<u32>,
    /// Why not.
    pub failure: Option<String>,
    pub wall: Duration,
    /// Between the program's `bench.start` and `bench.end`, if it calls them.
    pub marked: Option<Duration>,
}

/// How long an engine took to make its code.
#[derive(Debug, Clone, Copy)]
pub struct CompileTime {
    pub wall: Duration,
    /// Of all threads. None where compiling goes on while the program runs.
    pub processor: Option<Duration>,
}

/// An engine that has a program ready to run.
pub trait Ready {
    fn run(&mut self, stdin: &[u8]) -> Outcome<Run>;

    /// None where nothing was compiled just now, or it cannot be told.
    fn compile_time(&self) -> Option<CompileTime>;

    /// Opening what was compiled before, up to the program's first instruction.
    fn load_time(&self) -> Option<Duration>;

    /// Machine code, without data.
    fn code_bytes(&self) -> Option<u64>;

    /// The most memory that a request's process has had resident so far.
    fn peak_memory(&self) -> Option<u64>;
}

/// Why an engine does not run a program. Not an error.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absent(pub String);
