//! From WebAssembly to native artifacts: decode to IR, analyse, transform, emit, write ELF.
//!
//! Where a plan comes from, and what runs an artifact, other rooms know.

pub mod analysis;
pub mod block_hash;
pub mod compile;
mod cranelift;
pub mod decode;
mod emit;
pub mod instrument;
pub mod interpret;
pub mod ir;
mod link;
mod llvm;
mod llvm_versions;
pub mod text;
pub mod timing;
pub mod verify;
