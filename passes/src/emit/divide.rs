//! Division of functions into units that compile in parallel. Depends on the module alone, never on the number
//! of threads, so that the same input gives the same bytes.

use crate::ir::{FuncId, Module};

/// Functions that compile together.
#[derive(Debug)]
pub(crate) struct Share {
    pub funcs: Vec<FuncId>,
    pub weight: usize,
}

/// Cuts a list of functions into shares of about `each` IR instructions, without changing its order.
pub(crate) fn divide(module: &Module, funcs: &[FuncId], each: usize) -> Vec<Share> {
    let total: usize = funcs.iter().map(|&func| weight(module, func)).sum();
    let count = total.div_ceil(each);
    let mut shares: Vec<Share> = Vec::with_capacity(count);
    let mut before = 0;
    let mut current = None;
    for &func in funcs {
        let number = before * count / total;
        if current != Some(number) {
            current = Some(number);
            shares.push(Share { funcs: vec![], weight: 0 });
        }
        let share = shares.last_mut().expect("pushed just now or in an earlier round");
        let weight = weight(module, func);
        share.funcs.push(func);
        share.weight += weight;
        before += weight;
    }
    shares
}

/// About how many instructions of the IR a function has.
pub(crate) fn weight(module: &Module, func: FuncId) -> usize {
    let body = module.funcs[func.index()].body.as_ref();
    10 + body.map_or(0, |body| body.blocks.iter().map(|block| block.insts.len() + 2).sum())
}
