//! What a plan says, in LLVM's words: entry counts, branch weights, a summary of the counts, and the
//! order in which code lies.
//!
//! A plan is advice. Whatever does not fit the module (numbers of functions, blocks or weights) is left
//! out; it can cost speed, never correctness.

use std::collections::HashMap;

use inkwell::context::Context;
use inkwell::module::{FlagBehavior, Module as LlvmModule};
use inkwell::values::{
    AsValueRef, BasicMetadataValueEnum, FunctionValue, InstructionValue, MetadataValue,
};
use llvm_sys::core::{LLVMGlobalSetMetadata, LLVMValueAsMetadata};
use preheat_formats::plan::{Heat, Plan};

use super::EmitError;
use crate::ir::{BlockId, FuncId, Module};

pub(crate) struct Profile {
    functions: HashMap<FuncId, Known>,
    /// Place of a function in the plan's order.
    places: HashMap<FuncId, u32>,
    imports: usize,
    summary: Summary,
}

struct Known {
    heat: Heat,
    entries: u64,
    weights: HashMap<BlockId, Vec<u64>>,
}

/// All counts together, as LLVM's `ProfileSummary`.
struct Summary {
    /// Descending.
    counts: Vec<u64>,
    functions: u64,
    highest_entry: u64,
    highest_inside: u64,
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
        let (summary, imports) = (Summary::new(functions.values()), module.imports.len());
        Profile { functions, places, imports, summary }
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

    /// Tells LLVM which counts are high and which are low in this program.
    pub fn describe<'ctx>(&self, context: &'ctx Context, module: &LlvmModule<'ctx>) {
        if !self.summary.counts.is_empty() {
            let summary = self.summary.metadata(context);
            module.add_metadata_flag("ProfileSummary", FlagBehavior::Error, summary);
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

impl Summary {
    fn new<'k>(functions: impl Iterator<Item = &'k Known>) -> Summary {
        let mut summary =
            Summary { counts: vec![], functions: 0, highest_entry: 0, highest_inside: 0 };
        for known in functions {
            summary.functions += 1;
            summary.counts.push(known.entries);
            summary.highest_entry = summary.highest_entry.max(known.entries);
            for &count in known.weights.values().flatten() {
                summary.counts.push(count);
                summary.highest_inside = summary.highest_inside.max(count);
            }
        }
        summary.counts.sort_unstable_by(|a, b| b.cmp(a));
        summary
    }

    /// In the layout of LLVM's `ProfileSummary::getMD`.
    fn metadata<'ctx>(&self, context: &'ctx Context) -> MetadataValue<'ctx> {
        let number = |value: u64| context.i64_type().const_int(value, false);
        let pair = |key: &str, value: BasicMetadataValueEnum<'ctx>| {
            context.metadata_node(&[context.metadata_string(key).into(), value])
        };
        let total = self.counts.iter().fold(0u64, |sum, &count| sum.saturating_add(count));
        let highest = self.highest_entry.max(self.highest_inside);
        let format = context.metadata_string("InstrProf");
        let detailed = self.detailed(context, total);
        let fields = [
            pair("ProfileFormat", format.into()),
            pair("TotalCount", number(total).into()),
            pair("MaxCount", number(highest).into()),
            pair("MaxInternalCount", number(self.highest_inside).into()),
            pair("MaxFunctionCount", number(self.highest_entry).into()),
            pair("NumCounts", number(self.counts.len() as u64).into()),
            pair("NumFunctions", number(self.functions).into()),
            pair("DetailedSummary", detailed.into()),
        ];
        context.metadata_node(&fields.map(BasicMetadataValueEnum::from))
    }

    /// For each share of the total, in millionths: the lowest count among the highest that make it up,
    /// and how many those are.
    fn detailed<'ctx>(&self, context: &'ctx Context, total: u64) -> MetadataValue<'ctx> {
        const SHARES: [u32; 16] = [
            10_000, 100_000, 200_000, 300_000, 400_000, 500_000, 600_000, 700_000, 800_000,
            900_000, 950_000, 990_000, 999_000, 999_900, 999_990, 999_999,
        ];
        let (mut sum, mut taken) = (0u128, 0usize);
        let entries = SHARES.map(|share| {
            let wanted = u128::from(total) * u128::from(share) / 1_000_000;
            while sum < wanted && taken < self.counts.len() {
                sum += u128::from(self.counts[taken]);
                taken += 1;
            }
            let lowest = self.counts[taken.saturating_sub(1)];
            let node = context.metadata_node(&[
                context.i32_type().const_int(u64::from(share), false).into(),
                context.i64_type().const_int(lowest, false).into(),
                context.i32_type().const_int(taken as u64, false).into(),
            ]);
            BasicMetadataValueEnum::from(node)
        });
        context.metadata_node(&entries)
    }
}
