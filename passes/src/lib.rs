//! From WebAssembly to IR, and what can be said and done with it: analyses, block hashes, instrumentation, an
//! interpreter.
//!
//! No compiler library is needed here: how IR becomes machine code, `preheat-codegen` knows. Where a plan
//! comes from, other rooms know.

pub mod analysis;
pub mod annotate;
pub mod block_hash;
pub mod decode;
pub mod instrument;
pub mod interpret;
pub mod ir;
pub mod text;
pub mod transform;
pub mod verify;
