//! Division of functions into units that compile in parallel. Depends on the module alone, never on the
//! number of threads, so that the same input gives the same bytes.

use preheat_passes::ir::{Block, FuncId, Module, Terminator};

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

/// About how many instructions a function has: those of the IR, and one for each value of several that are
/// returned together, at the return and at each call.
pub(crate) fn weight(module: &Module, func: FuncId) -> usize {
    let body = module.funcs[func.index()].body.as_ref();
    let block = |block: &Block| block.size() + 1 + returned_together(block);
    10 + body.map_or(0, |body| body.blocks.iter().map(block).sum())
}

/// Values that pass through memory because they are returned with others.
pub(super) fn returned_together(block: &Block) -> usize {
    let several = |count: usize| if count > 1 { count } else { 0 };
    let returned = match &block.term {
        Terminator::Return(values) => values.len(),
        _ => 0,
    };
    let results = block.insts.iter().map(|inst| several(inst.results.len()));
    results.sum::<usize>() + several(returned)
}
