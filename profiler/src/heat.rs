//! Which functions matter: by their share of the IR instructions that were run.

use std::collections::BTreeSet;

use preheat_formats::profile::Profile;
use preheat_passes::ir::{FuncId, Module};

use crate::confidence::share;
use crate::error::ProfilerError;
use crate::resolve::{Resolved, resolve};

/// The part of the executed instructions that hot functions must cover, above 0 and at most 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coverage(f64);

impl Coverage {
    pub fn new(coverage: f64) -> Result<Coverage, ProfilerError> {
        if coverage > 0.0 && coverage <= 1.0 {
            Ok(Coverage(coverage))
        } else {
            Err(ProfilerError::BadCoverage(coverage.to_string()))
        }
    }

    pub fn get(self) -> f64 {
        self.0
    }
}

/// 99 %.
impl Default for Coverage {
    fn default() -> Coverage {
        Coverage(0.99)
    }
}

/// How much a function did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunctionHeat {
    pub func: FuncId,
    pub instructions: u64,
    /// Of all executed instructions, 0 to 1.
    pub share: f64,
}

/// The functions that were entered, hottest first.
pub fn heats(resolved: &Resolved) -> Vec<FunctionHeat> {
    let mut heats: Vec<FunctionHeat> = resolved
        .functions()
        .map(|counted| FunctionHeat {
            func: counted.func,
            instructions: counted.instructions(),
            share: 0.0,
        })
        .collect();
    let total = heats.iter().fold(0u64, |sum, heat| sum.saturating_add(heat.instructions));
    for heat in &mut heats {
        heat.share = share(heat.instructions, total);
    }
    heats.sort_by_key(|heat| (std::cmp::Reverse(heat.instructions), heat.func));
    heats
}

/// How many of the first of them, hottest first, cover so much.
pub fn covering(heats: &[FunctionHeat], coverage: Coverage) -> usize {
    let total: f64 = heats.iter().map(|heat| heat.instructions as f64).sum();
    let mut covered = 0.0;
    heats
        .iter()
        .take_while(|heat| {
            let wanted = covered < coverage.get() * total && heat.instructions > 0;
            covered += heat.instructions as f64;
            wanted
        })
        .count()
}

/// The smallest set of functions that covers so much of what was executed: worth counting in detail.
pub fn hot_functions(
    module: &Module,
    profile: &Profile,
    coverage: Coverage,
) -> Result<BTreeSet<FuncId>, ProfilerError> {
    let heats = heats(&resolve(module, profile)?);
    Ok(heats[..covering(&heats, coverage)].iter().map(|heat| heat.func).collect())
}
