//! From WebAssembly to native artifacts: decode to IR, analyse, transform, emit, write ELF.
//!
//! Where a plan comes from, and what runs an artifact, other rooms know.

pub mod ir;
