//! What a plan says, in LLVM's words: entry counts and branch weights; and the order in which code lies.
//!
//! LLVM could also be given a summary of all counts. It then inlines into hot code up to ten times as much,
//! which took three times as long and made twice the code of the Markdown program, and nothing faster.
//!
//! A plan is advice. Whatever does not fit the module (numbers of functions, blocks or weights) is left
//! out; it can cost speed, never correctness.

use std::collections::HashMap;

use inkwell::context::Context;
use inkwell::values::{AsValueRef, BasicMetadataValueEnum, FunctionValue, InstructionValue};
use llvm_sys::core::{LLVMGlobalSetMetadata, LLVMValueAsMetadata};
use preheat_formats::plan::{Heat, Plan};

use super::EmitError;
use crate::ir::{BlockId, FuncId, Module};

pub(crate) struct Profile {
    functions: HashMap<FuncId, Known>,
    /// Place of a function in the plan's order.
    places: HashMap<FuncId, u32>,
    imports: usize,
}

struct Known {
    heat: Heat,
    entries: u64,
    weights: HashMap<BlockId, Vec<u64>>,
}

impl Profile {
    pub fn new(plan: &Plan, module: &Module) -> Profile {
        let mut functions = HashMap::new();
        for function in &plan.functions {
            let func = FuncId(function.func);
            let Some(body) = module.funcs.get(func.index()).and_then(|func| func.body.as_ref())
            else {
                continue;
            };
            let fits = |block: u32, weights: &[u64]| {
                let block = body.blocks.get(block as usize);
                block.is_some_and(|block| block.term.edges().len() == weights.len())
            };
            let weights = function
                .branches
                .iter()
                .filter(|branch| fits(branch.block, &branch.weights) && branch.weights.len() > 1)
                .map(|branch| (BlockId(branch.block), branch.weights.clone()))
                .collect();
            let known = Known { heat: function.heat, entries: function.entries, weights };
            functions.insert(func, known);
        }
        let mut places = HashMap::new();
        for &func in &plan.order {
            let next = places.len() as u32;
            if (func as usize) < module.funcs.len() {
                places.entry(FuncId(func)).or_insert(next);
            }
        }
        Profile { functions, places, imports: module.imports.len() }
    }

    /// Functions that the plan does not list are cold; those that it cannot list, imports, are warm.
    pub fn heat(&self, func: FuncId) -> Heat {
        match self.functions.get(&func) {
            Some(known) => known.heat,
            None if func.index() < self.imports => Heat::Warm,
            None => Heat::Cold,
        }
    }

    /// How often each edge out of a block was taken, by position.
    pub fn weights(&self, func: FuncId, block: BlockId) -> Option<&[u64]> {
        Some(self.functions.get(&func)?.weights.get(&block)?)
    }

    pub fn set_entry_count(&self, context: &Context, func: FuncId, function: FunctionValue) {
        if func.index() < self.imports {
            return;
        }
        let entries = self.functions.get(&func).map_or(0, |known| known.entries);
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
}

/// All functions in the order in which their code should lie, each with its heat.
pub(crate) fn code_order(module: &Module, profile: Option<&Profile>) -> Vec<(FuncId, Heat)> {
    let all = (0..module.funcs.len() as u32).map(FuncId);
    let Some(profile) = profile else {
        return all.map(|func| (func, Heat::Warm)).collect();
    };
    let mut order: Vec<_> = all.map(|func| (func, profile.heat(func))).collect();
    order.sort_by_key(|&(func, heat)| {
        let place = profile.places.get(&func).copied().unwrap_or(u32::MAX);
        (std::cmp::Reverse(heat), place, func)
    });
    order
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
