//! A small loader for artifacts, for tests only: maps one into this process, calls its entries, and turns
//! traps into values. It is written from the contract in `preheat_formats::abi`, and so simple that one can
//! see that it keeps to it; the loader that serves people is the agent's.
//!
//! Whatever breaks the contract (a fault that is no trap, say) ends the process by its signal.

mod activation;
mod artifact;
mod builtins;
mod call;
mod instance;
mod load;
mod mapping;
mod memory;
mod settings;
mod stack;

pub use artifact::Artifact;
pub use instance::{Bits, HostFunction, Instance, host};
pub use settings::{Setting, settings, try_build, wasm};
