//! Where probes go: collects them by place, then puts them all into the body at once.
//!
//! Probes of an edge go to the start of its target if no other edge leads there, else to the end of its
//! origin if no other edge leaves there, else into a new block on the edge.

use std::collections::HashMap;

use crate::analysis::Cfg;
use crate::ir::{Block, BlockId, Body, Edge, Inst, Op, Probe, Terminator};

/// The probes of one body.
pub struct Probes {
    entry: Vec<Probe>,
    /// By position of the edge in [`Cfg::edges`].
    edges: Vec<Vec<Probe>>,
    /// Before the terminator of a block that no edge leaves.
    exits: HashMap<BlockId, Vec<Probe>>,
    /// Before an instruction: (block, its number, probe), in this order.
    insts: Vec<(BlockId, u32, Probe)>,
}

impl Probes {
    pub fn new(cfg: &Cfg) -> Probes {
        Probes {
            entry: Vec::new(),
            edges: vec![Vec::new(); cfg.edges().count()],
            exits: HashMap::new(),
            insts: Vec::new(),
        }
    }

    /// Adds a probe that runs when the function is entered. Probes of one place run in the order in
    /// which they were added.
    pub fn at_entry(&mut self, probe: Probe) {
        self.entry.push(probe);
    }

    /// Adds a probe that runs when an edge is taken; `at` is its position in [`Cfg::edges`].
    pub fn on_edge(&mut self, at: usize, probe: Probe) {
        self.edges[at].push(probe);
    }

    /// Adds a probe that runs when a block that no edge leaves has run to its end.
    pub fn at_exit(&mut self, block: BlockId, probe: Probe) {
        self.exits.entry(block).or_default().push(probe);
    }

    /// Adds a probe before an instruction. Must be called in order of blocks and instructions.
    pub fn before_inst(&mut self, block: BlockId, inst: u32, probe: Probe) {
        debug_assert!(self.insts.last().is_none_or(|last| (last.0, last.1) <= (block, inst)));
        self.insts.push((block, inst, probe));
    }

    /// Puts all probes into the body that the graph was made from.
    pub fn place(mut self, body: &mut Body, cfg: &Cfg) {
        let mut starts: Vec<Vec<Probe>> = vec![Vec::new(); cfg.len()];
        let mut ends: Vec<Vec<Probe>> = vec![Vec::new(); cfg.len()];
        if let Some(entry) = starts.first_mut() {
            entry.append(&mut self.entry);
        }
        let mut splits = Vec::new();
        for ((edge, to), mut probes) in cfg.edges().zip(self.edges) {
            if probes.is_empty() {
                continue;
            }
            if cfg.predecessors(to).len() == 1 && to != Body::ENTRY {
                starts[to.index()].append(&mut probes);
            } else if cfg.successors(edge.from).len() == 1 {
                ends[edge.from.index()].append(&mut probes);
            } else {
                splits.push((edge, probes));
            }
        }
        for (block, mut probes) in self.exits {
            ends[block.index()].append(&mut probes);
        }
        let mut inner = self.insts.into_iter().peekable();
        for (index, (start, end)) in starts.into_iter().zip(ends).enumerate() {
            let block = &mut body.blocks[index];
            let mut insts: Vec<Inst> = start.into_iter().map(inst).collect();
            for (number, original) in std::mem::take(&mut block.insts).into_iter().enumerate() {
                let here = (BlockId(index as u32), number as u32);
                while let Some((_, _, probe)) = inner.next_if(|next| (next.0, next.1) == here) {
                    insts.push(inst(probe));
                }
                insts.push(original);
            }
            // A tail call has the number after the last instruction.
            while let Some((_, _, probe)) = inner.next_if(|next| next.0 == BlockId(index as u32)) {
                insts.push(inst(probe));
            }
            insts.extend(end.into_iter().map(inst));
            block.insts = insts;
        }
        // Edges of one block are neighbours, so its terminator is opened once.
        for of_block in splits.chunk_by_mut(|a, b| a.0.from == b.0.from) {
            split(
                body,
                of_block[0].0.from,
                of_block.iter_mut().map(|(e, p)| (e.slot, std::mem::take(p))),
            );
        }
    }
}

/// Puts new blocks on edges of a block, given by their slots in ascending order.
fn split(body: &mut Body, from: BlockId, probes: impl Iterator<Item = (u32, Vec<Probe>)>) {
    let first_new = body.blocks.len() as u32;
    let mut new = Vec::new();
    let mut edges =
        std::mem::replace(&mut body.blocks[from.index()].term, Terminator::Return(Vec::new()));
    for (slot, probes) in probes {
        let edge = edges.edge_mut(slot as usize);
        let count = edge.count;
        let block = BlockId(first_new + new.len() as u32);
        let onward = std::mem::replace(edge, Edge { block, args: Vec::new(), count });
        let target = &body.blocks[onward.block.index()];
        new.push(Block {
            params: Vec::new(),
            insts: probes.into_iter().map(inst).collect(),
            wasm_offset: target.wasm_offset,
            origin: target.origin,
            term: Terminator::Jump(onward),
        });
    }
    body.blocks[from.index()].term = edges;
    body.blocks.extend(new);
}

fn inst(probe: Probe) -> Inst {
    Inst { op: Op::Probe(probe), results: Vec::new() }
}
