//! What a step may know besides the function that it works on.

use rayon::prelude::*;

use super::policy::Policy;
use crate::ir::{Count, FuncId, Module};

/// A module that nobody changes while a step runs.
pub struct World<'a> {
    pub module: &'a Module,
    pub policy: &'a Policy,
    /// Instructions that were run while requests were counted, all functions together; 0 if nobody has
    /// counted.
    pub work: u64,
}

impl<'a> World<'a> {
    pub fn new(module: &'a Module, policy: &'a Policy) -> World<'a> {
        let funcs = (0..module.funcs.len() as u32).into_par_iter().map(FuncId);
        let work = funcs.map(|func| work(module, func)).reduce(|| 0, u64::saturating_add);
        World { module, policy, work }
    }
}

/// Instructions of a function that were run, as far as counts are known.
fn work(module: &Module, func: FuncId) -> u64 {
    let known = &module.funcs[func.index()];
    let Some(body) = &known.body else { return 0 };
    if known.entries == Count::UNKNOWN {
        return 0;
    }
    let counts = body.block_counts(known.entries);
    let blocks = counts.iter().zip(&body.blocks);
    blocks.fold(0_u64, |sum, (count, block)| {
        let times = count.get().unwrap_or_default();
        sum.saturating_add(times.saturating_mul(block.size() as u64))
    })
}
