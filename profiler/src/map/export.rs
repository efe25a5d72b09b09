//! The map for other tools: Graphviz's DOT for a picture, JSON for everything else.

use std::fmt::Write;

use petgraph::graph::{EdgeReference, NodeIndex};
use petgraph::visit::EdgeRef;
use preheat_formats::shown::shown;
use preheat_passes::ir::FuncId;
use serde::Serialize;

use crate::calls::CallKind;
use crate::confidence::rounded;
use crate::map::{EdgeKind, MapEdge, ProbabilityMap, Scope};

#[derive(Serialize)]
struct JsonMap<'a> {
    functions: Vec<JsonFunction<'a>>,
    blocks: Vec<JsonBlock>,
    edges: Vec<JsonEdge>,
}

#[derive(Serialize)]
struct JsonFunction<'a> {
    func: u32,
    name: &'a str,
}

#[derive(Serialize)]
struct JsonBlock {
    func: u32,
    block: u32,
    hash: String,
    count: u64,
}

#[derive(Serialize)]
struct JsonEdge {
    /// Function and block.
    from: (u32, u32),
    to: (u32, u32),
    kind: &'static str,
    /// Slot of the successor, or number of the call instruction.
    position: u32,
    count: u64,
    probability: f64,
    low: f64,
    high: f64,
}

impl ProbabilityMap {
    /// As JSON: `functions`, `blocks` and `edges`, each with its counts, probability and 95 % interval.
    pub fn to_json(&self, scope: Scope) -> String {
        let functions = self.functions().filter(|(func, _)| in_scope(scope, *func));
        let blocks = self.graph.node_weights().filter(|block| in_scope(scope, block.func));
        let map = JsonMap {
            functions: functions.map(|(func, name)| JsonFunction { func: func.0, name }).collect(),
            blocks: blocks
                .map(|block| JsonBlock {
                    func: block.func.0,
                    block: block.block.0,
                    hash: block.hash.to_string(),
                    count: block.count,
                })
                .collect(),
            edges: self.edges_in(scope).map(|edge| self.json_edge(edge)).collect(),
        };
        serde_json::to_string_pretty(&map).expect("names, numbers and lists are all JSON")
    }

    fn json_edge(&self, edge: EdgeReference<MapEdge>) -> JsonEdge {
        let place = |node: NodeIndex| (self.graph[node].func.0, self.graph[node].block.0);
        let MapEdge { kind, count, estimate } = *edge.weight();
        let (kind, position) = match kind {
            EdgeKind::Flow { slot } => ("flow", slot),
            EdgeKind::Call { inst, kind: CallKind::Direct } => ("call", inst),
            EdgeKind::Call { inst, kind: CallKind::Indirect } => ("call_indirect", inst),
        };
        JsonEdge {
            from: place(edge.source()),
            to: place(edge.target()),
            kind,
            position,
            count,
            probability: rounded(estimate.probability),
            low: rounded(estimate.low),
            high: rounded(estimate.high),
        }
    }

    /// As a Graphviz graph: a cluster per function, blocks with their counts, edges with probabilities.
    /// Blocks that were never run are left out.
    pub fn to_dot(&self, scope: Scope) -> String {
        let mut dot =
            String::from("digraph preheat {\n    node [shape=box, fontname=monospace];\n");
        for (func, name) in self.functions().filter(|(func, _)| in_scope(scope, *func)) {
            let title = escape(&format!("{func} {name}"));
            line(&mut dot, format_args!("    subgraph cluster_{} {{ label=\"{title}\";", func.0));
            for block in self.graph.node_weights().filter(|b| b.func == func && b.count > 0) {
                let id = block.block;
                line(
                    &mut dot,
                    format_args!("        {func}{id} [label=\"{id}\\n{} runs\"];", block.count),
                );
            }
            dot.push_str("    }\n");
        }
        for edge in self.edges_in(scope).filter(|edge| edge.weight().count > 0) {
            let (from, to) = (&self.graph[edge.source()], &self.graph[edge.target()]);
            let style = match edge.weight().kind {
                EdgeKind::Flow { .. } => "",
                EdgeKind::Call { .. } => ", style=dashed",
            };
            let percent = edge.weight().estimate.probability * 100.0;
            line(
                &mut dot,
                format_args!(
                    "    {}{} -> {}{} [label=\"{percent:.1} %\"{style}];",
                    from.func, from.block, to.func, to.block
                ),
            );
        }
        dot.push_str("}\n");
        dot
    }

    fn edges_in(&self, scope: Scope) -> impl Iterator<Item = EdgeReference<'_, MapEdge>> {
        let edges = self.graph.edge_references();
        edges.filter(move |edge| in_scope(scope, self.graph[edge.source()].func))
    }
}

fn in_scope(scope: Scope, func: FuncId) -> bool {
    match scope {
        Scope::All => true,
        Scope::Function(only) => only == func,
    }
}

fn escape(text: &str) -> String {
    shown(text).replace('\\', "\\\\").replace('"', "\\\"")
}

fn line(out: &mut String, args: std::fmt::Arguments) {
    writeln!(out, "{args}").expect("writing to a string cannot fail");
}
