//! Which values of a body something reads.

use preheat_passes::ir::Body;

/// By value.
pub(crate) fn used(body: &Body) -> Vec<bool> {
    let mut used = vec![false; body.values.len()];
    for block in &body.blocks {
        for inst in &block.insts {
            inst.op.for_each_use(|value| used[value.index()] = true);
        }
        block.term.for_each_use(|value| used[value.index()] = true);
    }
    used
}
