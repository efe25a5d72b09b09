//! The probability map: probabilities, queries and exports.

mod support;

use petgraph::visit::EdgeRef;
use preheat_passes::ir::{BlockId, FuncId};
use preheat_profiler::ProbabilityMap;
use preheat_profiler::calls::CallKind;
use preheat_profiler::map::{EdgeKind, Scope};
use support::{Walks, example, example_profile, module};

fn map() -> ProbabilityMap {
    let module = example();
    ProbabilityMap::new(&module, &example_profile(&module)).expect("it fits")
}

#[test]
fn edges_carry_probabilities_and_how_sure_they_are() {
    let map = map();
    let from = map.node(FuncId(2), BlockId(1)).expect("it was entered");
    let mut ways: Vec<_> =
        map.graph().edges(from).map(|edge| (map.graph()[edge.target()], *edge.weight())).collect();
    ways.sort_by_key(|(to, _)| (to.func, to.block));
    let found: Vec<_> =
        ways.iter().map(|(to, edge)| (to.func.0, to.block.0, edge.count, edge.kind)).collect();
    let inst = match found[2].3 {
        EdgeKind::Call { inst, .. } => inst,
        EdgeKind::Flow { .. } => panic!("block 1 calls"),
    };
    let indirect = EdgeKind::Call { inst, kind: CallKind::Indirect };
    assert_eq!(
        found,
        [
            (2, 2, 2, EdgeKind::Flow { slot: 0 }),
            (2, 3, 998, EdgeKind::Flow { slot: 1 }),
            (3, 0, 500, indirect),
            (4, 0, 500, indirect),
        ]
    );
    let rare = ways[0].1.estimate;
    assert!((rare.probability - 0.002).abs() < 1e-12);
    assert!(
        rare.low > 0.0005 && rare.low < 0.002 && rare.high > 0.002 && rare.high < 0.008,
        "{rare:?}"
    );
    assert_eq!(map.node(FuncId(6), BlockId(0)), None, "it was never entered");
}

#[test]
fn most_probable_path_follows_the_larger_counts() {
    let path = map().most_probable_path(FuncId(2)).expect("it returned");
    assert_eq!(path.blocks, [0, 1, 3, 4, 5].map(BlockId));
    // 998 of 1000 past the rare branch, then 10 of 1000 out of the loop.
    assert!((path.probability - 0.998 * 0.01).abs() < 1e-9, "{path:?}");
}

#[test]
fn top_paths_are_those_with_most_work() {
    let map = map();
    let top = map.top_paths(3);
    let found: Vec<_> =
        top.iter().map(|top| (top.func.0, &top.path.blocks[..], top.path.count)).collect();
    assert_eq!(found[0], (2, &[1, 3, 4][..], 979));
    assert!(top[0].share > top[1].share);
    assert!(map.top_paths(1_000_000).len() < 20);
    assert_eq!(map.callees(FuncId(2)), [(FuncId(3), 500), (FuncId(4), 500), (FuncId(5), 2)]);
}

/// A block that often ends in the middle does not go on with probability 1.
#[test]
fn ending_in_the_middle_lowers_probabilities() {
    let module =
        module("(module (func (param i32) (loop (br_if 0 (i32.load (local.get 0))))) (memory 1))");
    let mut walks = Walks::new(&module);
    walks.walk(0, &[0, 1, 2], 25);
    let trapped = walks.profile.functions.get_mut(&0).expect("it was entered");
    trapped.entries += 75;
    trapped.blocks[0].count += 75;
    trapped.blocks[1].count += 75;
    trapped.edges.get_mut(&(0, 0)).expect("an edge").count += 75;
    let map = ProbabilityMap::new(&module, &walks.profile).expect("it fits");
    let path = map.most_probable_path(FuncId(0)).expect("it returned");
    assert!((path.probability - 0.25).abs() < 1e-9, "{path:?}");
}

#[test]
fn a_function_that_never_ended_has_no_most_probable_path() {
    let module = module("(module (func (loop (br 0))))");
    let mut walks = Walks::new(&module);
    walks.walk(0, &[0, 1, 1, 1], 1);
    let map = ProbabilityMap::new(&module, &walks.profile).expect("it fits");
    assert_eq!(map.most_probable_path(FuncId(0)), None);
    assert_eq!(map.most_probable_path(FuncId(7)), None);
}

#[test]
fn exports() {
    let map = map();
    let json = map.to_json(Scope::Function(FuncId(1)));
    insta::assert_snapshot!(format!("{}\n{json}", map.to_dot(Scope::All)));
    let all: serde_json::Value = serde_json::from_str(&map.to_json(Scope::All)).expect("JSON");
    assert_eq!(all["blocks"].as_array().map(Vec::len), Some(map.graph().node_count()));
    assert_eq!(all["edges"].as_array().map(Vec::len), Some(map.graph().edge_count()));
}
