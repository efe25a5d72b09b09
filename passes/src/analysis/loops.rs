//! Natural loops and how they nest.
//!
//! A back edge leads from a block (the latch) to one that dominates it (the header). All back edges to one
//! header make one loop, whose body is every block from which a latch can be reached without passing the
//! header. Cycles without a header that dominates them (irreducible ones) are no loops here.

use crate::analysis::dominators::Dominators;
use crate::analysis::{Cfg, EdgeId};
use crate::ir::BlockId;

/// A loop of a [`Loops`]; outer loops have smaller numbers than those inside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoopId(pub u32);

impl LoopId {
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug, Clone)]
pub struct Loop {
    pub header: BlockId,
    /// The edges from inside the loop to the header.
    pub back_edges: Vec<EdgeId>,
    /// The innermost loop around this one.
    pub parent: Option<LoopId>,
    /// 1 for an outermost loop.
    pub depth: u32,
}

/// The loops of a body.
#[derive(Debug, Clone)]
pub struct Loops {
    loops: Vec<Loop>,
    /// Innermost loop of each block.
    innermost: Vec<Option<LoopId>>,
}

impl Loops {
    pub fn new(cfg: &Cfg, dominators: &Dominators) -> Loops {
        let mut loops = headers(cfg, dominators);
        let mut innermost = vec![None; cfg.len()];
        // Inner headers come later in the reverse postorder than outer ones.
        for id in (0..loops.len() as u32).rev().map(LoopId) {
            claim_body(cfg, &mut loops, &mut innermost, id);
        }
        for index in 0..loops.len() {
            let outer = loops[index].parent.map_or(0, |parent| loops[parent.index()].depth);
            loops[index].depth = outer + 1;
        }
        Loops { loops, innermost }
    }

    pub fn len(&self) -> usize {
        self.loops.len()
    }

    pub fn is_empty(&self) -> bool {
        self.loops.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (LoopId, &Loop)> {
        self.loops.iter().enumerate().map(|(index, l)| (LoopId(index as u32), l))
    }

    pub fn get(&self, id: LoopId) -> &Loop {
        &self.loops[id.index()]
    }

    /// The innermost loop that holds a block.
    pub fn innermost(&self, block: BlockId) -> Option<LoopId> {
        self.innermost[block.index()]
    }

    /// How many loops hold a block.
    pub fn depth(&self, block: BlockId) -> u32 {
        self.innermost(block).map_or(0, |id| self.get(id).depth)
    }

    /// The loops that hold a block, from the innermost outwards.
    pub fn around(&self, block: BlockId) -> impl Iterator<Item = LoopId> + '_ {
        std::iter::successors(self.innermost(block), |id| self.get(*id).parent)
    }

    pub fn contains(&self, id: LoopId, block: BlockId) -> bool {
        // A loop's number is above those of the loops around it.
        self.around(block).take_while(|around| *around >= id).any(|around| around == id)
    }

    /// The loops that an edge leaves, from the innermost outwards.
    pub fn left_by(&self, from: BlockId, to: BlockId) -> impl Iterator<Item = LoopId> + '_ {
        self.around(from).take_while(move |id| !self.contains(*id, to))
    }

    /// The blocks of a loop, those of loops inside it included, by number.
    pub fn body(&self, id: LoopId) -> Vec<BlockId> {
        let blocks = (0..self.innermost.len() as u32).map(BlockId);
        blocks.filter(|block| self.contains(id, *block)).collect()
    }
}

/// The loops by the reverse postorder of their headers, still without parents and depths.
fn headers(cfg: &Cfg, dominators: &Dominators) -> Vec<Loop> {
    let loop_at = |&header: &BlockId| {
        let edges = cfg.predecessors(header).iter().copied();
        let back_edges: Vec<EdgeId> =
            edges.filter(|edge| dominators.dominates(header, edge.from)).collect();
        (!back_edges.is_empty()).then_some(Loop { header, back_edges, parent: None, depth: 0 })
    };
    cfg.reverse_postorder().iter().filter_map(loop_at).collect()
}

/// Walks back from the latches to the header. Blocks that no inner loop has claimed become this loop's;
/// inner loops are stepped over as wholes, so that every block is claimed once.
fn claim_body(cfg: &Cfg, loops: &mut [Loop], innermost: &mut [Option<LoopId>], id: LoopId) {
    let header = loops[id.index()].header;
    let mut stack: Vec<BlockId> =
        loops[id.index()].back_edges.iter().map(|edge| edge.from).collect();
    while let Some(block) = stack.pop() {
        let entered = match innermost[block.index()] {
            None => {
                innermost[block.index()] = Some(id);
                block
            }
            Some(inner) => {
                let outermost = outermost(loops, inner);
                if outermost == id {
                    continue;
                }
                loops[outermost.index()].parent = Some(id);
                loops[outermost.index()].header
            }
        };
        if entered != header {
            let preds = cfg.predecessors(entered).iter().map(|edge| edge.from);
            stack.extend(preds.filter(|pred| cfg.position(*pred).is_some()));
        }
    }
    // The header of a loop is in it, also when its latches all lie in inner loops.
    if innermost[header.index()].is_none() {
        innermost[header.index()] = Some(id);
    }
}

fn outermost(loops: &[Loop], mut id: LoopId) -> LoopId {
    while let Some(parent) = loops[id.index()].parent {
        id = parent;
    }
    id
}
