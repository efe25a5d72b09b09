//! How a block ends, and the edges that lead on from it.

use std::slice::{from_mut, from_ref};

use preheat_formats::Trap;

use super::count::Count;
use super::ids::{BlockId, FuncId, TableId, TypeId, Value};

#[derive(Debug, Clone, PartialEq)]
pub enum Terminator {
    Jump(Edge),
    /// `on_true` if `cond` (i32) is not 0. Successor 0 is `on_true`, 1 is `on_false`.
    Branch {
        cond: Value,
        on_true: Edge,
        on_false: Edge,
        /// What the module's producer expects; means nothing for what is computed.
        hint: Option<Hint>,
    },
    /// br_table: `targets[index]`, or `default` (the last successor) if there is none.
    Switch {
        index: Value,
        targets: Vec<Edge>,
        default: Edge,
    },
    Return(Vec<Value>),
    /// Returns what the callee returns; the caller's frame is gone before the callee runs.
    ReturnCall {
        func: FuncId,
        args: Vec<Value>,
    },
    /// The same through a table; what can trap does so in the caller's name.
    ReturnCallIndirect {
        ty: TypeId,
        table: TableId,
        index: Value,
        args: Vec<Value>,
    },
    Trap(Trap),
}

/// A branch hint of the module (custom section `metadata.code.branch_hint`): how likely `on_true` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    Likely,
    Unlikely,
}

#[derive(Debug, Clone)]
pub struct Edge {
    pub block: BlockId,
    pub args: Vec<Value>,
    /// How often it was taken.
    pub count: Count,
}

/// Edges are equal if they do the same; how often they were taken is no part of that.
impl PartialEq for Edge {
    fn eq(&self, other: &Edge) -> bool {
        let Edge { block, args, count: _ } = self;
        (block, args) == (&other.block, &other.args)
    }
}

impl Edge {
    /// Of which nobody knows how often it is taken.
    pub fn new(block: BlockId, args: Vec<Value>) -> Edge {
        Edge { block, args, count: Count::UNKNOWN }
    }
}

impl Terminator {
    /// Outgoing edges, in the order of their slots.
    pub fn edges(&self) -> Edges<'_> {
        let (many, last): (&[Edge], _) = match self {
            Terminator::Jump(edge) => (&[], Some(edge)),
            Terminator::Branch { on_true, on_false, .. } => (from_ref(on_true), Some(on_false)),
            Terminator::Switch { targets, default, .. } => (targets, Some(default)),
            Terminator::Return(_)
            | Terminator::ReturnCall { .. }
            | Terminator::ReturnCallIndirect { .. }
            | Terminator::Trap(_) => (&[], None),
        };
        Edges { many: many.iter(), last }
    }

    /// How often each edge was taken, in the order of their slots, where several can be and all of that is
    /// known.
    pub fn counts(&self) -> Option<Vec<u64>> {
        let edges = self.edges();
        if edges.len() < 2 {
            return None;
        }
        edges.map(|edge| edge.count.get()).collect()
    }

    /// The edge at a slot.
    pub fn edge(&self, slot: usize) -> &Edge {
        match self {
            Terminator::Jump(edge) => edge,
            Terminator::Branch { on_true, on_false, .. } => [on_true, on_false][slot],
            Terminator::Switch { targets, default, .. } => targets.get(slot).unwrap_or(default),
            Terminator::Return(_)
            | Terminator::ReturnCall { .. }
            | Terminator::ReturnCallIndirect { .. }
            | Terminator::Trap(_) => panic!("it has no edges"),
        }
    }

    /// The edge at a slot, to change it.
    pub fn edge_mut(&mut self, slot: usize) -> &mut Edge {
        match self {
            Terminator::Jump(edge) => edge,
            Terminator::Branch { on_true, on_false, .. } => {
                if slot == 0 {
                    on_true
                } else {
                    on_false
                }
            }
            Terminator::Switch { targets, default, .. } => targets.get_mut(slot).unwrap_or(default),
            Terminator::Return(_)
            | Terminator::ReturnCall { .. }
            | Terminator::ReturnCallIndirect { .. }
            | Terminator::Trap(_) => panic!("it has no edges"),
        }
    }

    /// All outgoing edges, to change them.
    pub fn edges_mut(&mut self) -> impl Iterator<Item = &mut Edge> {
        let (many, last): (&mut [Edge], _) = match self {
            Terminator::Jump(edge) => (&mut [], Some(edge)),
            Terminator::Branch { on_true, on_false, .. } => (from_mut(on_true), Some(on_false)),
            Terminator::Switch { targets, default, .. } => (targets, Some(default)),
            Terminator::Return(_)
            | Terminator::ReturnCall { .. }
            | Terminator::ReturnCallIndirect { .. }
            | Terminator::Trap(_) => (&mut [], None),
        };
        many.iter_mut().chain(last)
    }
}

/// The edges that leave a block. Walks ask for them all the time, so there is no list of them.
#[derive(Debug, Clone)]
pub struct Edges<'a> {
    many: std::slice::Iter<'a, Edge>,
    last: Option<&'a Edge>,
}

impl<'a> Iterator for Edges<'a> {
    type Item = &'a Edge;

    fn next(&mut self) -> Option<&'a Edge> {
        self.many.next().or_else(|| self.last.take())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.many.len() + usize::from(self.last.is_some());
        (left, Some(left))
    }
}

impl DoubleEndedIterator for Edges<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.last.take().or_else(|| self.many.next_back())
    }
}

impl ExactSizeIterator for Edges<'_> {}
