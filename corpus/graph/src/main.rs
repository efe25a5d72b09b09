//! Answers questions about a graph. A request is lines of words: first edges, then questions.
//!
//!     edge FROM TO WEIGHT       nodes are numbers; an edge of a street that goes both ways is two lines
//!     distances FROM            path FROM TO            flow FROM TO           dominators ROOT
//!     components                order                   rank ITERATIONS        feedback
//!     tree                      matching                bridges                colours        cliques
//!
//! The questions of the last line here look at the graph without directions. Each gets one line of answer. The algorithms are
//! petgraph's; where the order of one of its results is left open, it is sorted here.

use std::io::{self, Read, Write};
use std::process::ExitCode;

use petgraph::algo;
use petgraph::data::Element;
use petgraph::graph::{DiGraph, NodeIndex, UnGraph};
use petgraph::visit::{EdgeRef, NodeIndexable};

/// The same edges twice. Node weights are not used.
#[derive(Default)]
struct Map {
    directed: DiGraph<(), u32>,
    plain: UnGraph<(), u32>,
}

fn main() -> ExitCode {
    let mut map = Map::default();
    let mut request = String::new();
    let result = io::stdin()
        .read_to_string(&mut request)
        .map_err(|error| format!("stdin cannot be read: {error}"))
        .and_then(|_| answer(&request, &mut map))
        .and_then(|report| {
            let written = io::stdout().write_all(report.as_bytes());
            written.map_err(|error| format!("stdout cannot be written: {error}"))
        });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("graph: {message}");
            ExitCode::FAILURE
        }
    }
}

fn answer(request: &str, map: &mut Map) -> Result<String, String> {
    let mut report = String::new();
    for (index, line) in request.lines().enumerate() {
        let wrong = |what| format!("line {}: {what}", index + 1);
        let mut words = line.split_whitespace();
        let verb = words.next().ok_or_else(|| wrong("is empty"))?;
        let numbers: Vec<u32> = words
            .map(|word| word.parse().map_err(|_| wrong("holds what is not a number")))
            .collect::<Result<_, _>>()?;
        if let ("edge", &[from, to, weight]) = (verb, numbers.as_slice()) {
            map.add(from, to, weight);
            continue;
        }
        let nodes = numbers.iter().all(|&number| verb == "rank" || map.has(number));
        if !nodes {
            return Err(wrong("names a node without edges"));
        }
        let text = map.question(verb, &numbers).ok_or_else(|| wrong("is no question"))?;
        report += &format!("{line}: {text}\n");
    }
    Ok(report)
}

impl Map {
    fn add(&mut self, from: u32, to: u32, weight: u32) {
        while self.directed.node_count() <= from.max(to) as usize {
            self.directed.add_node(());
            self.plain.add_node(());
        }
        self.directed.add_edge(node(from), node(to), weight);
        self.plain.add_edge(node(from), node(to), weight);
    }

    fn has(&self, number: u32) -> bool {
        (number as usize) < self.directed.node_count()
    }

    fn question(&self, verb: &str, numbers: &[u32]) -> Option<String> {
        Some(match (verb, numbers) {
            ("distances", &[from]) => self.distances(from),
            ("path", &[from, to]) => self.path(from, to),
            ("flow", &[from, to]) => {
                let (most, flows) = algo::dinics(&self.directed, node(from), node(to));
                let used = flows.iter().filter(|&&flow| flow > 0).count();
                format!("{most} over {used} edges")
            }
            ("dominators", &[root]) => self.dominators(root),
            ("components", []) => self.components(),
            ("order", []) => match algo::toposort(&self.directed, None) {
                Ok(order) => list(order.iter().map(|node| node.index())),
                Err(_) => "there are cycles".to_owned(),
            },
            ("rank", &[iterations]) => self.rank(iterations),
            ("feedback", []) => {
                let edges = algo::greedy_feedback_arc_set(&self.directed);
                list(edges.map(|edge| edge.id().index()))
            }
            ("tree", []) => self.tree(),
            ("matching", []) => {
                let pairs = algo::maximum_matching(&self.plain);
                format!(
                    "{} pairs, {}",
                    pairs.edges().count(),
                    list(pairs.nodes().map(|n| n.index()))
                )
            }
            ("bridges", []) => {
                let cuts = algo::articulation_points::articulation_points(&self.plain);
                let bridges = algo::bridges(&self.plain).map(|edge| edge.id().index());
                format!("{}; nodes {}", list(bridges), list(cuts.iter().map(|node| node.index())))
            }
            ("colours", []) => {
                let (colours, count) = algo::dsatur_coloring(&self.plain);
                let proper = self.plain.edge_references().all(|edge| {
                    edge.source() == edge.target()
                        || colours[&edge.source()] != colours[&edge.target()]
                });
                format!("{count}, {}", if proper { "proper" } else { "not proper" })
            }
            ("cliques", []) => {
                let mut sizes: Vec<usize> =
                    algo::maximal_cliques(&self.plain).iter().map(|clique| clique.len()).collect();
                sizes.sort_unstable();
                format!("{}, the largest of {}", sizes.len(), sizes.last().unwrap_or(&0))
            }
            _ => return None,
        })
    }

    fn distances(&self, from: u32) -> String {
        let reached = algo::dijkstra(&self.directed, node(from), None, |edge| *edge.weight());
        let far = reached.iter().map(|(node, &cost)| (cost, node.index())).max();
        let sum: u64 = reached.values().map(|&cost| u64::from(cost)).sum();
        format!("{} nodes, sum {sum}, farthest {far:?}", reached.len())
    }

    fn path(&self, from: u32, to: u32) -> String {
        let found = algo::astar(
            &self.directed,
            node(from),
            |at| at == node(to),
            |edge| *edge.weight(),
            |_| 0,
        );
        let second = algo::k_shortest_path(&self.directed, node(from), Some(node(to)), 2, |edge| {
            *edge.weight()
        });
        match found {
            Some((cost, path)) => {
                let next = second.get(&node(to));
                let nodes: Vec<String> = path.iter().map(|node| node.index().to_string()).collect();
                format!("{cost} by {}, the second best costs {next:?}", nodes.join(" "))
            }
            None => "there is none".to_owned(),
        }
    }

    /// How many nodes each of the nodes next to the root stands before.
    fn dominators(&self, root: u32) -> String {
        let dominators = algo::dominators::simple_fast(&self.directed, node(root));
        let mut depths = Vec::new();
        for at in self.directed.node_indices() {
            if let Some(chain) = dominators.dominators(at) {
                depths.push(chain.count());
            }
        }
        let deepest = depths.iter().max().unwrap_or(&0);
        format!(
            "{} nodes, the deepest {deepest}, sum {}",
            depths.len(),
            depths.iter().sum::<usize>()
        )
    }

    fn components(&self) -> String {
        let mut sizes: Vec<usize> =
            algo::tarjan_scc(&self.directed).iter().map(|nodes| nodes.len()).collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        let weak = algo::connected_components(&self.plain);
        let shown = &sizes[..sizes.len().min(8)];
        format!("{} strong, the largest {shown:?}, {weak} weak", sizes.len())
    }

    fn rank(&self, iterations: u32) -> String {
        let ranks = algo::page_rank(&self.directed, 0.85_f64, iterations as usize);
        let mut best: Vec<(String, usize)> =
            ranks.iter().enumerate().map(|(node, rank)| (format!("{rank:.6}"), node)).collect();
        best.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let best: Vec<String> =
            best.iter().take(6).map(|(rank, node)| format!("{node} {rank}")).collect();
        best.join(", ")
    }

    fn tree(&self) -> String {
        let (mut edges, mut weight) = (0, 0u64);
        for element in algo::min_spanning_tree(&self.plain) {
            if let Element::Edge { weight: more, .. } = element {
                edges += 1;
                weight += u64::from(more);
            }
        }
        format!("{edges} edges for {} nodes, weight {weight}", self.plain.node_bound())
    }
}

fn node(number: u32) -> NodeIndex {
    NodeIndex::new(number as usize)
}

/// Count, the first of them, and a digest of all. In the order given.
fn list(numbers: impl Iterator<Item = usize>) -> String {
    let mut all: Vec<u32> = numbers.map(|number| number as u32).collect();
    all.sort_unstable();
    let step = |hash: u32, &number: &u32| (hash ^ number).wrapping_mul(0x0100_0193);
    let digest = all.iter().fold(0x811c_9dc5, step);
    format!("{} {:?} {digest:08x}", all.len(), &all[..all.len().min(10)])
}
