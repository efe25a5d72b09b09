//! Dominators: which blocks every way from the entry to a block goes through.
//!
//! The iterative algorithm of Cooper, Harvey and Kennedy ("A simple, fast dominance algorithm", 2001): one
//! pass over the reverse postorder for reducible graphs, and one more to see that it is done.

use crate::analysis::Cfg;
use crate::ir::{BlockId, Body};

/// The dominator tree of the blocks that can be reached.
#[derive(Debug, Clone)]
pub struct Dominators {
    /// Immediate dominator; the entry's is itself, none if unreachable.
    idom: Vec<Option<BlockId>>,
    /// First and last number of the block's subtree, in a walk over the tree.
    span: Vec<(u32, u32)>,
}

impl Dominators {
    pub fn new(cfg: &Cfg) -> Dominators {
        let idom = immediate_dominators(cfg);
        let span = spans(cfg, &idom);
        Dominators { idom, span }
    }

    /// The closest block that dominates this one, other than itself.
    pub fn immediate(&self, block: BlockId) -> Option<BlockId> {
        self.idom[block.index()].filter(|_| block != Body::ENTRY)
    }

    /// Whether every way to `b` goes through `a` (also when they are the same). Blocks that cannot be
    /// reached dominate nothing and are dominated by nothing.
    pub fn dominates(&self, a: BlockId, b: BlockId) -> bool {
        if self.idom[a.index()].is_none() || self.idom[b.index()].is_none() {
            return false;
        }
        let (first, last) = self.span[a.index()];
        (first..=last).contains(&self.span[b.index()].0)
    }
}

fn immediate_dominators(cfg: &Cfg) -> Vec<Option<BlockId>> {
    let mut idom: Vec<Option<BlockId>> = vec![None; cfg.len()];
    let Some((&entry, rest)) = cfg.reverse_postorder().split_first() else { return idom };
    idom[entry.index()] = Some(entry);
    let mut changed = true;
    while changed {
        changed = false;
        for &block in rest {
            let known = cfg.predecessors(block).iter().map(|edge| edge.from);
            let new = known
                .filter(|pred| idom[pred.index()].is_some())
                .reduce(|a, b| common_dominator(cfg, &idom, a, b));
            if new.is_some() && idom[block.index()] != new {
                idom[block.index()] = new;
                changed = true;
            }
        }
    }
    idom
}

/// The closest block that dominates both, by what is known so far.
fn common_dominator(
    cfg: &Cfg,
    idom: &[Option<BlockId>],
    mut a: BlockId,
    mut b: BlockId,
) -> BlockId {
    let up = |block: BlockId| idom[block.index()].unwrap_or(Body::ENTRY);
    while a != b {
        // Both are reachable, and a dominator lies earlier in the order than what it dominates.
        if cfg.position(a) > cfg.position(b) {
            a = up(a);
        } else {
            b = up(b);
        }
    }
    a
}

/// Numbers the tree so that a subtree is a range.
fn spans(cfg: &Cfg, idom: &[Option<BlockId>]) -> Vec<(u32, u32)> {
    let order = cfg.reverse_postorder();
    // A dominator comes before what it dominates, so sizes add up from the end, and places are handed
    // out from the start.
    let mut size = vec![1u32; cfg.len()];
    for block in order.iter().skip(1).rev() {
        if let Some(parent) = idom[block.index()] {
            size[parent.index()] += size[block.index()];
        }
    }
    let mut span = vec![(0, 0); cfg.len()];
    let mut next = vec![0u32; cfg.len()];
    for &block in order {
        let first = match idom[block.index()] {
            Some(parent) if parent != block => {
                let first = next[parent.index()];
                next[parent.index()] += size[block.index()];
                first
            }
            _ => 0,
        };
        span[block.index()] = (first, first + size[block.index()] - 1);
        next[block.index()] = first + 1;
    }
    span
}
