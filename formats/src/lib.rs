//! What passes between Preheat's rooms, and nothing else: the four files (artifact, profile, plan,
//! manifest), the frames that an agent speaks, and the memory layout that compiled code and the agent
//! must agree on. This crate knows no other room; it defines shapes and checks them, and leaves to
//! others how they are made and what they are used for.

pub mod abi;
pub mod artifact;
pub mod artifact_index;
pub mod cpu;
pub mod decision;
pub mod digest;
pub mod guest;
pub mod imports;
pub mod manifest;
pub mod plan;
pub mod profile;
pub mod protocol;
pub mod recipe;
pub mod seal;
pub mod shown;
pub mod signature;
mod trailer;
pub mod trap;
pub mod types;

pub use cpu::CpuLevel;
pub use digest::Digest;
pub use seal::FormatError;
pub use signature::PublicKey;
pub use trap::Trap;
