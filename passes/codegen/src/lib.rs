//! From IR to native artifacts: emit by LLVM or Cranelift, link, write ELF.
//!
//! What a module means, `preheat-passes` knows; what runs an artifact and where a plan comes from, other
//! rooms.

pub mod compile;
mod cranelift;
mod emit;
mod link;
mod llvm;
mod llvm_versions;
mod object;
pub mod timing;
