//! Measurements of what Preheat promises, side by side and checked: every response that is timed is also
//! compared with the expected one. Times are medians of runs that alternate between the things
//! compared, because machines are shared and noisy.

pub mod code;
pub mod compiling;
pub mod image;
pub mod large;
pub mod machines;
pub mod program;
pub mod samples;

/// Errors here end the program; nobody handles them.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
