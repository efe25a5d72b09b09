//! Measurements: programs run by us and by others, side by side and checked: every response that is timed is
//! also compared with the expected one. Times are medians of runs that take turns, because machines are
//! shared and noisy. `preheat bench` is the command, [`measure`] what happens to a program, [`results`] what
//! comes out of it.

pub mod baseline;
pub mod callgrind;
pub mod code;
pub mod compiling;
mod elf;
pub mod engine;
pub mod engines;
pub mod environment;
pub mod image;
pub mod large;
pub mod machines;
pub mod markdown;
pub mod measure;
pub mod outside;
pub mod page;
mod plot;
pub mod program;
pub mod race;
pub mod results;
pub mod samples;
pub mod services;
pub mod tables;
pub mod terminal;

/// Errors here end the program; nobody handles them.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Wrong use, as opposed to a failure.
#[derive(Debug)]
pub struct Misuse(pub String);

impl std::fmt::Display for Misuse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misuse {}
