//! Which blocks of a function are unlikely to run, so that Cranelift puts their code behind the rest:
//! those that are reached only over edges that were never taken, or that the module's producer
//! thinks unlikely, or only to trap.

use preheat_passes::ir::{BlockId, Body, Hint, Terminator};

/// The cold blocks among `order`, which is a reverse postorder.
pub(super) fn cold_blocks(body: &Body, order: &[BlockId]) -> Vec<BlockId> {
    let mut warm = vec![false; body.blocks.len()];
    warm[Body::ENTRY.index()] = true;
    let mut open = vec![Body::ENTRY];
    while let Some(from) = open.pop() {
        let term = &body.block(from).term;
        let counts = term.counts();
        for (position, edge) in term.edges().enumerate() {
            let to = edge.block.index();
            let unlikely = match &counts {
                Some(counts) => never_taken(counts, position),
                None => hinted_away(term, position),
            };
            if !warm[to] && !unlikely && !traps(body, edge.block) {
                warm[to] = true;
                open.push(edge.block);
            }
        }
    }
    order.iter().copied().filter(|block| !warm[block.index()]).collect()
}

/// Another edge out of the block was taken, and this one was not.
fn never_taken(counts: &[u64], position: usize) -> bool {
    counts[position] == 0 && counts.iter().any(|&count| count > 0)
}

fn hinted_away(term: &Terminator, position: usize) -> bool {
    match term {
        Terminator::Branch { hint: Some(Hint::Likely), .. } => position == 1,
        Terminator::Branch { hint: Some(Hint::Unlikely), .. } => position == 0,
        _ => false,
    }
}

fn traps(body: &Body, block: BlockId) -> bool {
    matches!(body.block(block).term, Terminator::Trap(_))
}
