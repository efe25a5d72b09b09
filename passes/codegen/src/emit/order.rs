//! The order in which an emitter walks over the blocks of a body.

use preheat_passes::ir::{BlockId, Body};

/// Blocks in reverse postorder: dominators come before what they dominate.
pub(crate) fn definitions_first(body: &Body) -> Vec<BlockId> {
    let mut seen = vec![false; body.blocks.len()];
    let mut postorder = Vec::with_capacity(body.blocks.len());
    let successors =
        |block: BlockId| body.block(block).term.edges().map(|edge| edge.block).collect::<Vec<_>>();
    let mut stack = vec![(Body::ENTRY, successors(Body::ENTRY))];
    seen[Body::ENTRY.index()] = true;
    while let Some((block, rest)) = stack.last_mut() {
        match rest.pop() {
            Some(next) if !seen[next.index()] => {
                seen[next.index()] = true;
                stack.push((next, successors(next)));
            }
            Some(_) => {}
            None => {
                postorder.push(*block);
                stack.pop();
            }
        }
    }
    postorder.reverse();
    postorder
}
