//! The units that LLVM compiles, each an LLVM module of its own.

use preheat_formats::plan::Heat;
use preheat_formats::recipe::OptLevel;
use preheat_passes::ir::{Block, Callee, FuncId, Module};

use crate::emit::{Facts, Share, divide};

/// About how many IR instructions a unit holds: enough for LLVM to inline among neighbours, few enough
/// to share the work.
const UNIT_WEIGHT: usize = 16_000;
/// The same for hot functions, which gain most from being inlined into each other.
const HOT_UNIT_WEIGHT: usize = 64_000;

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

/// Divides `funcs`, those of the module that LLVM compiles. Hot functions form the first
/// units, so that they can be inlined into each other, and cold ones form units of their own.
pub(crate) fn units(module: &Module, facts: &Facts, funcs: &[FuncId], opt: OptLevel) -> Vec<Unit> {
    let mut units = Vec::new();
    let mut add = |shares: Vec<Share>, effort| {
        units.extend(shares.into_iter().map(|Share { funcs, weight }| Unit {
            funcs,
            scopes: vec![],
            effort,
            weight,
        }));
    };
    let full = Effort::Level(opt);
    let of = |heat| -> Vec<FuncId> {
        funcs.iter().copied().filter(|func| module.funcs[func.index()].heat == heat).collect()
    };
    let cold = if opt == OptLevel::O0 { full } else { Effort::Size };
    add(divide(module, &of(Heat::Hot), HOT_UNIT_WEIGHT), full);
    add(divide(module, &of(Heat::Warm), UNIT_WEIGHT), full);
    add(divide(module, &of(Heat::Cold), UNIT_WEIGHT), cold);
    set_scopes(module, facts, &mut units);
    units
}

fn set_scopes(module: &Module, facts: &Facts, units: &mut [Unit]) {
    // What others compile is in no unit.
    let mut unit_of = vec![usize::MAX; module.funcs.len()];
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
            if facts.module.only_called(*func) && !called_from_elsewhere[func.index()] {
                Scope::Unit
            } else {
                Scope::Module
            }
        };
        unit.scopes = unit.funcs.iter().map(scope).collect();
    }
}
