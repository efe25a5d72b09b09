//! What a plan says, in LLVM's words: entry counts and branch weights.
//!
//! LLVM could also be given a summary of all counts. It then inlines into hot code up to ten times as much,
//! which took three times as long and made twice the code of the Markdown program, and nothing faster.

use inkwell::context::Context;
use inkwell::values::{AsValueRef, BasicMetadataValueEnum, FunctionValue, InstructionValue};
use llvm_sys::core::{LLVMGlobalSetMetadata, LLVMValueAsMetadata};

use super::error::EmitError;

pub(super) fn set_entry_count(context: &Context, function: FunctionValue, entries: u64) {
    let node = context.metadata_node(&[
        context.metadata_string("function_entry_count").into(),
        context.i64_type().const_int(entries, false).into(),
    ]);
    let kind = context.get_kind_id("prof");
    // SAFETY: function and node belong to the same context; inkwell has no call for this.
    unsafe {
        let node = LLVMValueAsMetadata(node.as_value_ref());
        LLVMGlobalSetMetadata(function.as_value_ref(), kind, node);
    }
}

/// Attaches weights, scaled to LLVM's 32 bits. All zero says nothing, so nothing is attached.
pub(super) fn set_branch_weights(
    context: &Context,
    jump: InstructionValue,
    weights: &[u64],
) -> Result<(), EmitError> {
    let highest = weights.iter().copied().max().unwrap_or(0);
    if highest == 0 {
        return Ok(());
    }
    let scale = highest / u64::from(u32::MAX) + 1;
    let mut operands: Vec<BasicMetadataValueEnum> =
        vec![context.metadata_string("branch_weights").into()];
    for weight in weights {
        // What was taken at all stays above what never was.
        let scaled = if *weight == 0 { 0 } else { (weight / scale).max(1) };
        operands.push(context.i32_type().const_int(scaled, false).into());
    }
    jump.set_metadata(context.metadata_node(&operands), context.get_kind_id("prof"))?;
    Ok(())
}
