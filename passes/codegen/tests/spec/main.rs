//! The official test suite: WebAssembly 2.0 with SIMD, and of 3.0 what Preheat supports. Everything in it is
//! either judged or left out for a reason that is printed with its number.
//!
//! Preheat runs programs, which import functions only; so the harness gives modules that import other
//! things what they would find there, where that makes no difference (`linking`).

mod engine;
mod files;
mod linking;
mod refusals;
mod run;
mod script;
mod tally;
mod values;
