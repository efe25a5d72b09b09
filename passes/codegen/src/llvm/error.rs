//! What can go wrong in the LLVM emitter.

use inkwell::builder::BuilderError;
use inkwell::values::InstructionValueError;

/// What went wrong in LLVM or in our use of it; always a bug of ours.
#[derive(Debug, thiserror::Error)]
pub enum EmitError {
    #[error("LLVM refused an instruction: {0}")]
    Builder(#[from] BuilderError),
    #[error("LLVM refused a flag of an instruction: {0}")]
    Instruction(#[from] InstructionValueError),
    #[error("LLVM has no x86-64 target for {0}")]
    NoTarget(String),
    #[error("LLVM lacks the intrinsic {0}")]
    NoIntrinsic(&'static str),
    #[error("LLVM: {what}: {message}")]
    Llvm { what: &'static str, message: String },
    #[error("{0} cannot be compiled")]
    Unsupported(&'static str),
    #[error("LLVM's object cannot be read: {0}")]
    Object(#[from] object::read::Error),
    #[error("section {0} has a kind that no artifact holds")]
    Section(String),
    #[error("code refers to {0}, which lies in a section that no artifact holds")]
    LeftOut(String),
    #[error("relocation of type {r_type} in {section}: only PC-relative ones can be resolved")]
    Relocation { section: String, r_type: u32 },
}
