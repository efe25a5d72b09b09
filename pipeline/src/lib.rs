//! The pipeline: it wires the stages of the other rooms together and keeps what they make in a
//! content-addressed store. How code is compiled, counted, planned or packaged, the other rooms know;
//! arguments and terminals are the command's, who is told of progress an observer ([`observer`]).

// Whoever uses this owns the streams.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod agent;
pub mod artifact;
pub mod beside;
pub mod budget;
mod contained;
pub mod counting;
pub mod error;
pub mod exhaustion;
pub mod held;
pub mod inputs;
pub mod keys;
pub mod module;
pub mod observer;
mod ownership;
pub mod program;
pub mod recipe;
pub mod serves;
pub mod stages;
pub mod store;
pub mod world;

pub use error::Error;
