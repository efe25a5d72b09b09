//! What a plan says of a module: heat, entry counts, branch weights, and the order in which code lies.
//!
//! A plan is advice. Whatever does not fit the module (numbers of functions, blocks or weights) is left
//! out; it can cost speed, never correctness.

use std::collections::HashMap;

use preheat_formats::plan::{Heat, Plan};
use preheat_passes::ir::{BlockId, FuncId, Module};

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

    /// How often a function was entered; none for imports, of which a plan says nothing.
    pub fn entries(&self, func: FuncId) -> Option<u64> {
        (func.index() >= self.imports)
            .then(|| self.functions.get(&func).map_or(0, |known| known.entries))
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
