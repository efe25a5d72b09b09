//! The code-path probability map: blocks as nodes, ways from block to block as edges, each with how
//! probable it is and how sure that is.
//!
//! Only functions that were entered are in it. Flow edges are those of the control flow graph; the
//! probability is the share of the block's runs that went that way. Where a block sometimes ends in the
//! middle (a trap, an exit), its shares sum to less than 1. Call edges lead to the callee's first block;
//! theirs is the probability that the call instruction calls this function.

mod export;

use std::collections::BTreeMap;

use petgraph::algo::astar;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{EdgeFiltered, EdgeRef};
use preheat_formats::artifact::BlockHash;
use preheat_formats::plan::HotPath;
use preheat_formats::profile::Profile;
use preheat_passes::ir::{BlockId, Body, FuncId, Module};

use crate::calls::{CallKind, calls_of};
use crate::confidence::{Estimate, share};
use crate::error::ProfilerError;
use crate::heat::{Coverage, heats};
use crate::paths::{PathChoice, hot_paths};
use crate::resolve::{Counted, Resolved, resolve};

/// A block of a function that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MapBlock {
    pub func: FuncId,
    pub block: BlockId,
    pub hash: BlockHash,
    /// Runs.
    pub count: u64,
    pub ending: Ending,
}

/// Whether edges leave a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    GoesOn,
    /// It returns or traps.
    Exits,
}

/// A way from one block to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapEdge {
    pub kind: EdgeKind,
    pub count: u64,
    pub estimate: Estimate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeKind {
    /// To a successor; `slot` is its position.
    Flow { slot: u32 },
    /// From the block with the call to the callee's first block.
    Call { inst: u32, kind: CallKind },
}

/// A way through a function from its entry to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct ProbablePath {
    pub func: FuncId,
    pub blocks: Vec<BlockId>,
    /// Product of the probabilities of its edges, as if each were decided alone.
    pub probability: f64,
}

/// A path that was counted.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedPath {
    pub func: FuncId,
    pub path: HotPath,
    /// Instructions run on it, of all instructions that were run, 0 to 1.
    pub share: f64,
}

/// The map of one module.
#[derive(Debug, Clone)]
pub struct ProbabilityMap {
    graph: DiGraph<MapBlock, MapEdge>,
    /// Node of block 0 of each function; the others follow it.
    functions: BTreeMap<FuncId, MapFunction>,
    /// Those with the largest shares first.
    paths: Vec<CountedPath>,
}

#[derive(Debug, Clone)]
struct MapFunction {
    name: String,
    first: NodeIndex,
    blocks: u32,
}

/// How much of the map to export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    All,
    /// One function and what it calls.
    Function(FuncId),
}

/// Paths that the map remembers of each function.
const PATHS_OF_FUNCTION: usize = 64;

impl ProbabilityMap {
    /// Makes the map of a module from a profile of it.
    pub fn new(module: &Module, profile: &Profile) -> Result<ProbabilityMap, ProfilerError> {
        Ok(ProbabilityMap::of(&resolve(module, profile)?))
    }

    /// The same, when the profile has been checked.
    pub fn of(resolved: &Resolved) -> ProbabilityMap {
        let mut map = ProbabilityMap {
            graph: DiGraph::new(),
            functions: BTreeMap::new(),
            paths: counted_paths(resolved),
        };
        for counted in resolved.functions() {
            let name = resolved.module().funcs[counted.func.index()].name.clone();
            map.add_blocks(&counted, name);
        }
        for counted in resolved.functions() {
            map.add_flow(&counted);
            map.add_calls(resolved, &counted);
        }
        map
    }

    fn add_blocks(&mut self, counted: &Counted, name: String) {
        let first = NodeIndex::new(self.graph.node_count());
        for (block, of_profile) in counted.body.block_ids().zip(&counted.profile.blocks) {
            let exits = counted.body.block(block).term.edges().len() == 0;
            self.graph.add_node(MapBlock {
                func: counted.func,
                block,
                hash: of_profile.hash,
                count: of_profile.count,
                ending: if exits { Ending::Exits } else { Ending::GoesOn },
            });
        }
        let blocks = counted.body.blocks.len() as u32;
        self.functions.insert(counted.func, MapFunction { name, first, blocks });
    }

    fn add_flow(&mut self, counted: &Counted) {
        for block in counted.body.block_ids() {
            let edges = counted.body.block(block).term.edges();
            let count = |slot: usize| counted.edge_count(block, slot as u32);
            let taken = (0..edges.len()).map(count).fold(0, u64::saturating_add);
            let runs = taken.max(counted.count(block));
            for (slot, edge) in edges.enumerate() {
                let (from, to) =
                    (self.node(counted.func, block), self.node(counted.func, edge.block));
                let (Some(from), Some(to)) = (from, to) else { continue };
                let estimate = Estimate::of(count(slot), runs);
                let kind = EdgeKind::Flow { slot: slot as u32 };
                self.graph.add_edge(from, to, MapEdge { kind, count: count(slot), estimate });
            }
        }
    }

    fn add_calls(&mut self, resolved: &Resolved, counted: &Counted) {
        for call in calls_of(resolved, counted) {
            let from = self.node(call.caller, call.block);
            let (Some(from), Some(to)) = (from, self.node(call.callee, Body::ENTRY)) else {
                continue;
            };
            let kind = EdgeKind::Call { inst: call.inst, kind: call.kind };
            let estimate = Estimate::of(call.count, call.of);
            self.graph.add_edge(from, to, MapEdge { kind, count: call.count, estimate });
        }
    }

    pub fn graph(&self) -> &DiGraph<MapBlock, MapEdge> {
        &self.graph
    }

    /// The functions in it, by index.
    pub fn functions(&self) -> impl Iterator<Item = (FuncId, &str)> {
        self.functions.iter().map(|(func, function)| (*func, function.name.as_str()))
    }

    /// The node of a block; none if its function was not entered.
    pub fn node(&self, func: FuncId, block: BlockId) -> Option<NodeIndex> {
        let function = self.functions.get(&func)?;
        (block.0 < function.blocks).then(|| NodeIndex::new(function.first.index() + block.index()))
    }

    /// The most probable way from a function's entry to an end of it; none if no way was ever taken to
    /// its end.
    pub fn most_probable_path(&self, func: FuncId) -> Option<ProbablePath> {
        let entry = self.node(func, Body::ENTRY)?;
        let taken = EdgeFiltered::from_fn(&self.graph, |edge| {
            matches!(edge.weight().kind, EdgeKind::Flow { .. })
                && edge.weight().estimate.probability > 0.0
        });
        // The product is largest where the sum of the negative logarithms is smallest.
        let (cost, nodes) = astar(
            &taken,
            entry,
            |node| self.graph[node].ending == Ending::Exits,
            |edge| -edge.weight().estimate.probability.ln(),
            |_| 0.0,
        )?;
        let blocks = nodes.into_iter().map(|node| self.graph[node].block).collect();
        Some(ProbablePath { func, blocks, probability: (-cost).exp() })
    }

    /// The counted paths on which most instructions were run, in all functions that count paths.
    pub fn top_paths(&self, at_most: usize) -> &[CountedPath] {
        &self.paths[..at_most.min(self.paths.len())]
    }

    /// The functions that a function called, with how often, most called first.
    pub fn callees(&self, func: FuncId) -> Vec<(FuncId, u64)> {
        let mut callees: BTreeMap<FuncId, u64> = BTreeMap::new();
        let blocks = self.functions.get(&func).map_or(0, |function| function.blocks);
        let nodes = (0..blocks).filter_map(|block| self.node(func, BlockId(block)));
        for edge in nodes.flat_map(|node| self.graph.edges(node)) {
            if let EdgeKind::Call { .. } = edge.weight().kind {
                let count = callees.entry(self.graph[edge.target()].func).or_default();
                *count = count.saturating_add(edge.weight().count);
            }
        }
        let mut callees: Vec<_> = callees.into_iter().collect();
        callees.sort_by_key(|(callee, count)| (std::cmp::Reverse(*count), *callee));
        callees
    }
}

fn counted_paths(resolved: &Resolved) -> Vec<CountedPath> {
    let total =
        heats(resolved).iter().fold(0u64, |sum, heat| sum.saturating_add(heat.instructions));
    let all = Coverage::new(1.0).expect("1 is at most 1");
    let choice = PathChoice { coverage: all, at_most: PATHS_OF_FUNCTION };
    let mut paths: Vec<CountedPath> = Vec::new();
    for counted in resolved.functions() {
        for path in hot_paths(&counted, choice) {
            let blocks = path.blocks.iter().map(|block| BlockId(*block));
            let length: u64 = blocks.map(|block| counted.body.block(block).size() as u64).sum();
            let share = share(path.count.saturating_mul(length), total);
            paths.push(CountedPath { func: counted.func, path, share });
        }
    }
    paths.sort_by(|a, b| {
        b.share.total_cmp(&a.share).then((a.func, a.path.path).cmp(&(b.func, b.path.path)))
    });
    paths
}
