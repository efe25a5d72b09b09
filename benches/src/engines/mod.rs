//! What runs a program: ours in three ways, and peers ([`crate::engine`]). Every engine runs a request from a
//! fresh instance to the end of the program; making the code, starting the engine's own process and opening
//! the module are not part of that.

mod native;
mod preheat;
mod runner;
mod v8;
mod wasmtime;

pub use native::{process_start, start as start_native};
pub use preheat::Served;
pub use v8::{start as start_v8, version as v8_version};
pub use wasmtime::start as start_wasmtime;
