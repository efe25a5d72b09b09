//! Analyses against their definitions, on random graphs.

mod support;

use std::collections::{BTreeSet, HashSet};

use preheat_passes::analysis::Cfg;
use preheat_passes::analysis::call_graph::CallGraph;
use preheat_passes::analysis::dominators::Dominators;
use preheat_passes::analysis::loops::Loops;
use preheat_passes::analysis::path_numbering::{
    Path, PathEnd, PathNumbering, PathStart, Step, TooManyPaths,
};
use preheat_passes::ir::{BlockId, FuncId};
use proptest::prelude::*;
use support::{Graph, graphs, reach};

fn plain(graph: &Graph) -> Vec<Vec<u32>> {
    graph.iter().map(|succs| succs.iter().map(|to| to.0).collect()).collect()
}

/// `a` dominates `b` if `b` cannot be reached without `a`.
fn dominates(graph: &[Vec<u32>], a: u32, b: u32) -> bool {
    a == b || !reach(graph, 0, Some(a))[b as usize]
}

/// Every path from a block on, as a list of blocks with its end.
fn walk_all(cfg: &Cfg, blocks: &mut Vec<BlockId>, found: &mut Vec<(Vec<BlockId>, PathEnd)>) {
    let last = *blocks.last().expect("a path has a block");
    let succs: BTreeSet<BlockId> = cfg.successors(last).iter().copied().collect();
    if succs.is_empty() {
        found.push((blocks.clone(), PathEnd::Exit));
    }
    for to in succs {
        if cfg.is_retreating(last, to) {
            found.push((blocks.clone(), PathEnd::BackEdge(to)));
        } else {
            blocks.push(to);
            walk_all(cfg, blocks, found);
            blocks.pop();
        }
    }
}

fn all_paths(cfg: &Cfg) -> HashSet<Path> {
    let mut paths = HashSet::new();
    let headers: BTreeSet<BlockId> =
        cfg.edges().filter(|(e, to)| cfg.is_retreating(e.from, *to)).map(|(_, to)| to).collect();
    for start in [BlockId(0)].into_iter().chain(headers) {
        let mut found = Vec::new();
        walk_all(cfg, &mut vec![start], &mut found);
        let kind = if start == BlockId(0) { PathStart::Entry } else { PathStart::LoopHeader };
        paths.extend(found.into_iter().map(|(blocks, end)| Path { start: kind, blocks, end }));
    }
    paths
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn graph_agrees_with_its_edges(graph in graphs()) {
        let cfg = Cfg::from_successors(&graph);
        prop_assert_eq!(cfg.len(), graph.len());
        let mut order = cfg.reverse_postorder().to_vec();
        order.sort();
        prop_assert!(order.into_iter().eq(cfg.block_ids()), "all blocks are reachable");
        for (block, succs) in graph.iter().enumerate() {
            prop_assert_eq!(cfg.successors(BlockId(block as u32)), &succs[..]);
        }
        for (edge, to) in cfg.edges() {
            prop_assert!(cfg.predecessors(to).contains(&edge));
        }
        let preds: usize = cfg.block_ids().map(|b| cfg.predecessors(b).len()).sum();
        prop_assert_eq!(preds, cfg.edges().count());
    }

    #[test]
    fn dominators_agree_with_their_definition(graph in graphs()) {
        let cfg = Cfg::from_successors(&graph);
        let dominators = Dominators::new(&cfg);
        let plain = plain(&graph);
        for a in cfg.block_ids() {
            for b in cfg.block_ids() {
                prop_assert_eq!(
                    dominators.dominates(a, b), dominates(&plain, a.0, b.0), "{:?} over {:?}", a, b
                );
            }
            if let Some(idom) = dominators.immediate(a) {
                for other in cfg.block_ids().filter(|b| *b != a && dominators.dominates(*b, a)) {
                    prop_assert!(dominators.dominates(other, idom));
                }
            } else {
                prop_assert_eq!(a, BlockId(0));
            }
        }
    }

    #[test]
    fn loops_agree_with_their_definition(graph in graphs()) {
        let cfg = Cfg::from_successors(&graph);
        let loops = Loops::new(&cfg, &Dominators::new(&cfg));
        let plain = plain(&graph);
        let mut expected = Vec::new();
        for header in cfg.block_ids() {
            let latches: Vec<u32> = (cfg.predecessors(header).iter().map(|e| e.from.0))
                .filter(|latch| dominates(&plain, header.0, *latch))
                .collect();
            if latches.is_empty() {
                continue;
            }
            let body: Vec<BlockId> = cfg.block_ids().filter(|block| {
                *block == header || {
                    let found = reach(&plain, block.0, Some(header.0));
                    latches.iter().any(|latch| found[*latch as usize])
                }
            }).collect();
            expected.push((header, latches.len(), body));
        }
        let mut found: Vec<_> = (loops.iter())
            .map(|(id, l)| (l.header, l.back_edges.len(), loops.body(id)))
            .collect();
        found.sort();
        prop_assert_eq!(&found, &expected);
        for (id, l) in loops.iter() {
            let around = expected.iter().filter(|(_, _, body)| body.contains(&l.header)).count();
            prop_assert_eq!(l.depth as usize, around);
            prop_assert!(l.parent.is_none_or(|parent| loops.contains(parent, l.header)));
            prop_assert!(l.parent.is_none_or(|parent| parent < id));
        }
        for (edge, to) in cfg.edges() {
            let left: BTreeSet<_> = loops.left_by(edge.from, to).collect();
            let expected = loops.iter().map(|(id, _)| id).filter(|id| {
                loops.contains(*id, edge.from) && !loops.contains(*id, to)
            });
            prop_assert!(left.into_iter().eq(expected));
        }
    }

    #[test]
    fn path_numbers_are_a_bijection(graph in graphs()) {
        let cfg = Cfg::from_successors(&graph);
        let numbering = PathNumbering::new(&cfg).expect("small graphs have few paths");
        let all = all_paths(&cfg);
        prop_assert_eq!(numbering.total(), all.len() as u64);
        let numbered: HashSet<Path> =
            (0..numbering.total()).map(|n| numbering.path(n).expect("below the total")).collect();
        prop_assert_eq!(&numbered, &all);
        for number in 0..numbering.total() {
            let path = numbering.path(number).expect("below the total");
            prop_assert_eq!(numbering.number(&path), Some(number));
        }
        prop_assert_eq!(numbering.path(numbering.total()), None);
    }

    /// A walk that adds up increments, as instrumented code does, finds the paths that it took.
    #[test]
    fn walking_gives_the_numbers_of_the_paths(graph in graphs(), turns in proptest::collection::vec(any::<u8>(), 0..60)) {
        let cfg = Cfg::from_successors(&graph);
        let numbering = PathNumbering::new(&cfg).expect("small graphs have few paths");
        let mut block = BlockId(0);
        let mut walked = vec![block];
        let mut sum = 0;
        for turn in turns {
            let succs = cfg.successors(block);
            if succs.is_empty() {
                break;
            }
            let to = succs[usize::from(turn) % succs.len()];
            match numbering.step(block, to).expect("an edge has a step") {
                Step::Add(increment) => sum += increment,
                Step::End { add, restart } => {
                    let path = numbering.path(sum + add).expect("a number of a path");
                    prop_assert_eq!(&path.blocks, &walked);
                    prop_assert_eq!(path.end, PathEnd::BackEdge(to));
                    walked.clear();
                    sum = restart;
                }
            }
            block = to;
            walked.push(block);
        }
        if cfg.successors(block).is_empty() {
            let path = numbering.path(sum).expect("a number of a path");
            prop_assert_eq!(path, Path {
                start: numbering.path(sum).expect("as above").start, blocks: walked, end: PathEnd::Exit,
            });
        }
    }
}

fn diamonds(count: u32) -> Graph {
    let mut graph = Vec::new();
    for at in 0..count {
        let base = at * 3;
        graph.push(vec![BlockId(base + 1), BlockId(base + 2)]);
        graph.push(vec![BlockId(base + 3)]);
        graph.push(vec![BlockId(base + 3)]);
    }
    graph.push(vec![]);
    graph
}

#[test]
fn too_many_paths_are_refused_not_miscounted() {
    let total =
        |count| PathNumbering::new(&Cfg::from_successors(&diamonds(count))).map(|n| n.total());
    assert_eq!(total(10), Ok(1024));
    assert_eq!(total(62), Ok(1 << 62));
    assert_eq!(total(63), Err(TooManyPaths));
    assert_eq!(total(5000), Err(TooManyPaths));
}

#[test]
fn last_path_of_a_numbering_of_full_size_is_found() {
    let cfg = Cfg::from_successors(&diamonds(62));
    let numbering = PathNumbering::new(&cfg).expect("2^62 paths are allowed");
    let path = numbering.path((1 << 62) - 1).expect("the last one");
    assert!((0..62).all(|at| path.blocks[at * 2 + 1] == BlockId(at as u32 * 3 + 2)));
    assert_eq!(numbering.number(&path), Some((1 << 62) - 1));
}

#[test]
fn numbers_do_not_change_between_versions() {
    // b0 → b1 (loop header) → b2 or b3 → b1 again, or out to b4.
    let to = |list: &[u32]| list.iter().map(|b| BlockId(*b)).collect::<Vec<_>>();
    let graph = [to(&[1]), to(&[2, 3, 4]), to(&[1]), to(&[1]), to(&[])];
    let numbering = PathNumbering::new(&Cfg::from_successors(&graph)).expect("few paths");
    let text: Vec<String> = (0..numbering.total())
        .map(|n| {
            let path = numbering.path(n).expect("below the total");
            format!("{n}: {:?} {:?} {:?}", path.start, path.blocks, path.end)
        })
        .collect();
    assert_eq!(
        text,
        [
            "0: Entry [b0, b1, b2] BackEdge(b1)",
            "1: Entry [b0, b1, b3] BackEdge(b1)",
            "2: Entry [b0, b1, b4] Exit",
            "3: LoopHeader [b1, b2] BackEdge(b1)",
            "4: LoopHeader [b1, b3] BackEdge(b1)",
            "5: LoopHeader [b1, b4] Exit",
        ]
    );
}

#[test]
fn deep_and_long_graphs_take_no_stack_and_little_time() {
    // 200 loops inside each other, then a chain of 200,000 blocks.
    let nest = 200u32;
    let mut graph: Graph = (0..nest).map(|at| vec![BlockId(at + 1)]).collect();
    graph.extend((0..nest - 1).map(|at| vec![BlockId(nest + at + 1), BlockId(nest - 1 - at)]));
    let chain = graph.len() as u32;
    graph.extend((0..200_000).map(|at| vec![BlockId(chain + at + 1)]));
    graph.push(vec![]);
    let cfg = Cfg::from_successors(&graph);
    let loops = Loops::new(&cfg, &Dominators::new(&cfg));
    assert_eq!(loops.len(), nest as usize - 1);
    assert_eq!(loops.iter().map(|(_, l)| l.depth).max(), Some(nest - 1));
    assert!(PathNumbering::new(&cfg).is_ok());
}

#[test]
fn call_graph_follows_tables_by_type() {
    let wasm = wat::parse_str(
        r#"(module
            (type $unary (func (param i32)))
            (type $none (func))
            (table 4 funcref)
            (elem (i32.const 0) $a $b $c)
            (func $a (param i32))
            (func $b (type $none) call $c)
            (func $c (type $none))
            (func $main (export "main")
                i32.const 1 call $a
                i32.const 2 call $a
                i32.const 0 call_indirect (type $none)))"#,
    )
    .expect("valid text");
    let module = preheat_passes::decode::decode(&wasm).expect("valid module");
    let graph = CallGraph::new(&module);
    let [a, b, c, main] = [0, 1, 2, 3].map(FuncId);
    assert_eq!(graph.callees(main), BTreeSet::from([a, b, c]));
    assert_eq!(graph.callees(b), BTreeSet::from([c]));
    assert_eq!(graph.callers(a), BTreeSet::from([main]));
    assert_eq!(graph.callers(c), BTreeSet::from([b, main]));
    assert_eq!(graph.callers(main), BTreeSet::new());
}
