//! What can be known about a body by looking at it: its control flow graph here, and one file for each
//! further question. Analyses only read; they answer for the body as it was when they were made.
//!
//! They are made for the reducible graphs that WebAssembly gives, and stay correct or say less, but
//! never fail, on others.

pub mod call_graph;
pub mod demand;
pub mod dominators;
pub mod facts;
pub mod known_bits;
pub mod loops;
pub mod path_numbering;

use crate::ir::{BlockId, Body};

/// An edge by where it leaves: the block and the position among its successors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EdgeId {
    pub from: BlockId,
    pub slot: u32,
}

/// The control flow graph of a body. Edges are those of the terminators, one by one: a switch with three
/// slots to one block has three edges to it.
#[derive(Debug, Clone)]
pub struct Cfg {
    /// Successors of block b are `succs[succ_start[b]..succ_start[b + 1]]`, by slot.
    succs: Vec<BlockId>,
    succ_start: Vec<u32>,
    /// Likewise; by block and slot of origin.
    preds: Vec<EdgeId>,
    pred_start: Vec<u32>,
    postorder: ReversePostorder,
}

#[derive(Debug, Clone)]
struct ReversePostorder {
    blocks: Vec<BlockId>,
    /// Position of each block in `blocks`; [`UNREACHABLE`] if it has none.
    position: Vec<u32>,
}

const UNREACHABLE: u32 = u32::MAX;

impl Cfg {
    pub fn new(body: &Body) -> Cfg {
        let mut succs = Vec::new();
        let mut succ_start = vec![0];
        for block in &body.blocks {
            succs.extend(block.term.edges().map(|edge| edge.block));
            succ_start.push(succs.len() as u32);
        }
        Cfg::from_flat(succs, succ_start)
    }

    /// The graph with these successors of each block; block 0 is the entry.
    pub fn from_successors(successors: &[Vec<BlockId>]) -> Cfg {
        let mut succs = Vec::new();
        let mut succ_start = vec![0];
        for list in successors {
            succs.extend_from_slice(list);
            succ_start.push(succs.len() as u32);
        }
        Cfg::from_flat(succs, succ_start)
    }

    fn from_flat(succs: Vec<BlockId>, succ_start: Vec<u32>) -> Cfg {
        let blocks = succ_start.len() - 1;
        let mut pred_start = vec![0; blocks + 1];
        for succ in &succs {
            pred_start[succ.index() + 1] += 1;
        }
        for block in 0..blocks {
            pred_start[block + 1] += pred_start[block];
        }
        let mut next = pred_start.clone();
        let mut preds = vec![EdgeId { from: BlockId(0), slot: 0 }; succs.len()];
        for from in 0..blocks {
            let range = succ_start[from] as usize..succ_start[from + 1] as usize;
            for (slot, succ) in succs[range].iter().enumerate() {
                preds[next[succ.index()] as usize] =
                    EdgeId { from: BlockId(from as u32), slot: slot as u32 };
                next[succ.index()] += 1;
            }
        }
        let empty = ReversePostorder { blocks: Vec::new(), position: Vec::new() };
        let mut cfg = Cfg { succs, succ_start, preds, pred_start, postorder: empty };
        cfg.postorder = cfg.walk();
        cfg
    }

    /// Depth first, successors by slot. Everything that depends on an order (path numbers above all)
    /// depends on this one, so it must not change.
    fn walk(&self) -> ReversePostorder {
        let mut position = vec![UNREACHABLE; self.len()];
        let mut blocks = Vec::with_capacity(self.len());
        let mut stack = Vec::new();
        if !position.is_empty() {
            position[0] = 0;
            stack.push((Body::ENTRY, 0));
        }
        while let Some((block, next)) = stack.last_mut() {
            match self.successors(*block).get(*next) {
                Some(&succ) => {
                    *next += 1;
                    if position[succ.index()] == UNREACHABLE {
                        position[succ.index()] = 0;
                        stack.push((succ, 0));
                    }
                }
                None => {
                    blocks.push(*block);
                    stack.pop();
                }
            }
        }
        blocks.reverse();
        for (at, block) in blocks.iter().enumerate() {
            position[block.index()] = at as u32;
        }
        ReversePostorder { blocks, position }
    }

    /// Number of blocks.
    pub fn len(&self) -> usize {
        self.succ_start.len() - 1
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn block_ids(&self) -> impl Iterator<Item = BlockId> + use<> {
        (0..self.len() as u32).map(BlockId)
    }

    /// By slot.
    pub fn successors(&self, block: BlockId) -> &[BlockId] {
        &self.succs
            [self.succ_start[block.index()] as usize..self.succ_start[block.index() + 1] as usize]
    }

    /// The edges that lead to a block, by block and slot of origin.
    pub fn predecessors(&self, block: BlockId) -> &[EdgeId] {
        &self.preds
            [self.pred_start[block.index()] as usize..self.pred_start[block.index() + 1] as usize]
    }

    /// Every edge with its target, by block and slot.
    pub fn edges(&self) -> impl Iterator<Item = (EdgeId, BlockId)> + '_ {
        self.block_ids().flat_map(move |from| {
            let succs = self.successors(from).iter().enumerate();
            succs.map(move |(slot, to)| (EdgeId { from, slot: slot as u32 }, *to))
        })
    }

    /// The blocks that can be reached from the entry, each before its successors except along retreating
    /// edges.
    pub fn reverse_postorder(&self) -> &[BlockId] {
        &self.postorder.blocks
    }

    /// Position of a block in the reverse postorder; none if it cannot be reached.
    pub fn position(&self, block: BlockId) -> Option<u32> {
        match self.postorder.position[block.index()] {
            UNREACHABLE => None,
            position => Some(position),
        }
    }

    /// Whether an edge leads against the reverse postorder. Without such edges the graph has no cycle; in
    /// a reducible graph they are exactly the back edges of its loops.
    pub fn is_retreating(&self, from: BlockId, to: BlockId) -> bool {
        match (self.position(from), self.position(to)) {
            (Some(from), Some(to)) => to <= from,
            _ => false,
        }
    }
}
