//! Division of a module into units that compile in parallel. Depends on the module and the plan, never
//! on the number of threads, so that the same input gives the same bytes.

use preheat_formats::plan::Heat;

use crate::compile::OptLevel;
use crate::emit::{Facts, Profile};
use crate::ir::{Block, Callee, FuncId, Module};

/// About how many IR instructions a unit holds: enough for LLVM to inline among neighbours, few enough
/// to share the work.
const UNIT_WEIGHT: usize = 16_000;

/// What LLVM tries for in a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    Level(OptLevel),
    /// Small code, soon.
    Size,
}

/// Functions that compile together, in an LLVM module of their own.
#[derive(Debug)]
pub(crate) struct Unit {
    pub funcs: Vec<FuncId>,
    /// Same length; whether code outside the unit refers to the function.
    pub scopes: Vec<Scope>,
    pub effort: Effort,
    pub weight: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Called from this unit only: LLVM may inline it away or change how it is called.
    Unit,
    /// Called from elsewhere, through a table, or by the agent.
    Module,
}

/// Divides `module`. With a profile, hot functions form the first unit, so that they can be inlined
/// into each other, and cold ones form units of their own.
pub(crate) fn units(module: &Module, profile: Option<&Profile>, opt: OptLevel) -> Vec<Unit> {
    let all = (0..module.funcs.len() as u32).map(FuncId);
    let mut units = Vec::new();
    match profile {
        None => split(module, all.collect(), Effort::Level(opt), &mut units),
        Some(profile) => {
            let of = |heat| all.clone().filter(move |&func| profile.heat(func) == heat).collect();
            let cold = if opt == OptLevel::O0 { Effort::Level(opt) } else { Effort::Size };
            let hot: Vec<FuncId> = of(Heat::Hot);
            if !hot.is_empty() {
                let weight = hot.iter().map(|&func| weight(module, func)).sum();
                units.push(Unit { funcs: hot, scopes: vec![], effort: Effort::Level(opt), weight });
            }
            split(module, of(Heat::Warm), Effort::Level(opt), &mut units);
            split(module, of(Heat::Cold), cold, &mut units);
        }
    }
    set_scopes(module, &mut units);
    units
}

/// Cuts a list of functions into units of about equal weight, without changing its order.
fn split(module: &Module, funcs: Vec<FuncId>, effort: Effort, units: &mut Vec<Unit>) {
    let total: usize = funcs.iter().map(|&func| weight(module, func)).sum();
    let count = total.div_ceil(UNIT_WEIGHT);
    let mut before = 0;
    let mut current = None;
    for func in funcs {
        let number = before * count / total;
        if current != Some(number) {
            current = Some(number);
            units.push(Unit { funcs: vec![], scopes: vec![], effort, weight: 0 });
        }
        let unit = units.last_mut().expect("pushed just now or in an earlier round");
        let weight = weight(module, func);
        unit.funcs.push(func);
        unit.weight += weight;
        before += weight;
    }
}

fn weight(module: &Module, func: FuncId) -> usize {
    let body = module.funcs[func.index()].body.as_ref();
    10 + body.map_or(0, |body| body.blocks.iter().map(|block| block.insts.len() + 2).sum())
}

fn set_scopes(module: &Module, units: &mut [Unit]) {
    let facts = Facts::new(module, 0);
    let mut unit_of = vec![0; module.funcs.len()];
    for (number, unit) in units.iter().enumerate() {
        unit.funcs.iter().for_each(|func| unit_of[func.index()] = number);
    }
    let mut called_from_elsewhere = vec![false; module.funcs.len()];
    for (caller, _, body) in module.bodies() {
        for (_, callee) in body.blocks.iter().flat_map(Block::calls) {
            if let Callee::Direct(callee) = callee
                && unit_of[caller.index()] != unit_of[callee.index()]
            {
                called_from_elsewhere[callee.index()] = true;
            }
        }
    }
    for unit in units {
        let scope = |func: &FuncId| {
            if facts.only_called(*func) && !called_from_elsewhere[func.index()] {
                Scope::Unit
            } else {
                Scope::Module
            }
        };
        unit.scopes = unit.funcs.iter().map(scope).collect();
    }
}
