//! What can go wrong in the Cranelift emitter.

use cranelift_codegen::CodegenError;
use cranelift_codegen::settings::SetError;

/// What went wrong in Cranelift or in our use of it.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    #[error("{name} is larger than Cranelift can compile ({reason}): choose the backend llvm")]
    TooLarge { name: String, reason: CodegenError },
    #[error(
        "function {name} is too large: its calls and branches pass {passed} values, more than the {limit} that Preheat supports for a \
         function of its length (a result of a call counts as 4, its argument as 3): divide it, or pass less"
    )]
    PassesTooMuch { name: String, passed: usize, limit: usize },
    #[error(
        "function {name} is too large: up to {live} values are in use at one time, and {crossing} where its blocks begin, all together; \
         Preheat supports 150000000: divide it, or keep less in its locals"
    )]
    UsesTooMuch { name: String, live: usize, crossing: usize },
    #[error("internal error: Cranelift could not compile {name}: {reason}")]
    Codegen { name: String, reason: String },
    #[error("internal error: Cranelift has no x86-64 target: {0}")]
    NoTarget(#[from] cranelift_codegen::isa::LookupError),
    #[error("internal error: Cranelift refused a setting: {0}")]
    Setting(#[from] SetError),
    #[error("internal error: Cranelift refused its settings: {0}")]
    Settings(#[from] CodegenError),
    #[error("internal error: {name}: code refers to {what}, which cannot be linked")]
    Reference { name: String, what: String },
    #[error("internal error: {0} cannot be compiled by Cranelift")]
    Unsupported(&'static str),
}
