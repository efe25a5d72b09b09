//! Who may call whom.
//!
//! An indirect call may reach every function of its type that its table can hold. Thousands of such
//! calls and thousands of such functions would make millions of edges, so each pair of type and table
//! has a node of its own between them: caller → (type, table) → callee.

use std::collections::{BTreeSet, HashMap};

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};

use super::facts::Facts;
use crate::ir::{Block, Callee, ConstExpr, ElementKind, FuncId, Module, Op, TableId, TypeId};

/// A node of the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallNode {
    Func(FuncId),
    /// Whatever the table holds of this type.
    Indirect {
        ty: TypeId,
        table: TableId,
    },
}

/// The graph. Each edge carries the number of call instructions behind it; those from an
/// [`CallNode::Indirect`] node carry 0.
#[derive(Debug, Clone)]
pub struct CallGraph {
    pub graph: DiGraph<CallNode, u32>,
}

impl CallGraph {
    pub fn new(module: &Module) -> CallGraph {
        let mut graph = DiGraph::new();
        // Functions come first, so that a function's node has its index.
        for index in 0..module.funcs.len() as u32 {
            graph.add_node(CallNode::Func(FuncId(index)));
        }
        let mut classes = HashMap::new();
        for (caller, _, body) in module.bodies() {
            let mut calls: HashMap<NodeIndex, u32> = HashMap::new();
            for (_, callee) in body.blocks.iter().flat_map(Block::calls) {
                let callee = match callee {
                    Callee::Direct(func) => NodeIndex::new(func.index()),
                    Callee::Indirect { ty, table, .. } => *classes
                        .entry((ty, table))
                        .or_insert_with(|| graph.add_node(CallNode::Indirect { ty, table })),
                };
                *calls.entry(callee).or_default() += 1;
            }
            let mut calls: Vec<_> = calls.into_iter().collect();
            calls.sort();
            for (callee, sites) in calls {
                graph.add_edge(NodeIndex::new(caller.index()), callee, sites);
            }
        }
        let contents = table_contents(module);
        let mut classes: Vec<_> = classes.into_iter().collect();
        classes.sort();
        for ((ty, table), class) in classes {
            for func in &contents[table.index()] {
                if module.funcs[func.index()].ty == ty {
                    graph.add_edge(class, NodeIndex::new(func.index()), 0);
                }
            }
        }
        CallGraph { graph }
    }

    /// Functions that a function calls, directly or as far as tables allow; ascending.
    pub fn callees(&self, func: FuncId) -> BTreeSet<FuncId> {
        self.neighbours(func, Direction::Outgoing)
    }

    /// Functions that may call a function; ascending.
    pub fn callers(&self, func: FuncId) -> BTreeSet<FuncId> {
        self.neighbours(func, Direction::Incoming)
    }

    fn neighbours(&self, func: FuncId, direction: Direction) -> BTreeSet<FuncId> {
        let mut found = BTreeSet::new();
        for node in self.graph.neighbors_directed(NodeIndex::new(func.index()), direction) {
            match self.graph[node] {
                CallNode::Func(func) => {
                    found.insert(func);
                }
                CallNode::Indirect { .. } => {
                    let behind = self.graph.neighbors_directed(node, direction);
                    found.extend(behind.filter_map(|node| match self.graph[node] {
                        CallNode::Func(func) => Some(func),
                        CallNode::Indirect { .. } => None,
                    }));
                }
            }
        }
        found
    }
}

/// The functions that each table can hold. A table that code writes to may hold any function whose
/// reference is taken anywhere.
fn table_contents(module: &Module) -> Vec<BTreeSet<FuncId>> {
    let mut contents = vec![BTreeSet::new(); module.tables.len()];
    for element in &module.elements {
        if let ElementKind::Active { table, .. } = element.kind {
            contents[table.index()].extend(element.items.iter().filter_map(ConstExpr::func));
        }
    }
    let facts = Facts::new(module);
    let all = (0..module.funcs.len() as u32).map(FuncId);
    let taken: Vec<FuncId> = all.filter(|&func| facts.is_address_taken(func)).collect();
    for table in written_tables(module) {
        contents[table.index()].extend(taken.iter().copied());
    }
    contents
}

/// Tables into which code may put other references.
fn written_tables(module: &Module) -> BTreeSet<TableId> {
    let insts = module.bodies().flat_map(|(_, _, body)| &body.blocks).flat_map(|b| &b.insts);
    let written = insts.filter_map(|inst| match inst.op {
        Op::TableSet(table, ..)
        | Op::TableGrow(table, ..)
        | Op::TableFill { table, .. }
        | Op::TableInit { table, .. }
        | Op::TableCopy { to: table, .. } => Some(table),
        _ => None,
    });
    written.collect()
}
