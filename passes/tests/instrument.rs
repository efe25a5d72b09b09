//! Instrumented bodies count exactly what uninstrumented ones do, and change nothing else.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use preheat_formats::artifact::{CounterMap, PathStore, Site, SiteKind};
use preheat_passes::analysis::Cfg;
use preheat_passes::analysis::dominators::Dominators;
use preheat_passes::analysis::loops::{LoopId, Loops};
use preheat_passes::analysis::path_numbering::{Path, PathEnd, PathNumbering, PathStart};
use preheat_passes::block_hash::{HASH_VERSION, block_hashes};
use preheat_passes::decode::decode;
use preheat_passes::instrument::{Detail, instrument};
use preheat_passes::ir::{BlockId, Body, FuncId, Module, Op};
use preheat_passes::text::body_to_string;
use preheat_passes::verify::verify;
use proptest::prelude::*;
use support::walk::{Counted, End, Run, walk};
use support::{ANSWERS, TESTED, graphs, module_of};

/// Argument and answers of one run.
type Input = (u32, Vec<u32>);

fn inputs() -> impl Strategy<Value = Vec<Input>> {
    let answers = proptest::collection::vec(0..ANSWERS, 0..120);
    proptest::collection::vec((any::<u32>(), answers), 1..5)
}

fn body(module: &Module) -> &Body {
    module.funcs[TESTED.index()].body.as_ref().expect("the tested function has a body")
}

fn trace(module: &Module, inputs: &[Input], mut counted: Option<&mut Counted>) -> Vec<Run> {
    let one = |(argument, answers): &Input| {
        walk(module, *argument, answers.iter().copied(), counted.as_deref_mut())
    };
    inputs.iter().map(one).collect()
}

/// What ought to be counted, found from the walks themselves.
struct Expected {
    edges: BTreeMap<(u32, u32), u64>,
    paths: BTreeMap<u64, u64>,
    values: BTreeMap<(SiteKind, u32, u64), u64>,
}

fn expected(body: &Body, inputs: &[Input], runs: &[Run]) -> Expected {
    let cfg = Cfg::new(body);
    let numbering = PathNumbering::new(&cfg).expect("small graphs have few paths");
    let loops = Loops::new(&cfg, &Dominators::new(&cfg));
    let mut all =
        Expected { edges: BTreeMap::new(), paths: BTreeMap::new(), values: BTreeMap::new() };
    for ((argument, _), run) in inputs.iter().zip(runs) {
        *all.values.entry((SiteKind::Param { index: 0 }, 0, u64::from(*argument))).or_default() +=
            1;
        for (block, target) in &run.indirect {
            let insts = &body.block(*block).insts;
            let inst = insts.iter().position(|inst| matches!(inst.op, Op::CallIndirect { .. }));
            let kind = SiteKind::CallTarget { inst: inst.expect("it was executed") as u32 };
            *all.values.entry((kind, block.0, u64::from(target.0))).or_default() += 1;
        }
        let mut blocks = vec![Body::ENTRY];
        let mut start = PathStart::Entry;
        let mut ends = Vec::new();
        let mut trips: BTreeMap<LoopId, u64> = BTreeMap::new();
        for (from, slot, to) in &run.edges {
            *all.edges.entry((from.0, *slot)).or_default() += 1;
            if cfg.is_retreating(*from, *to) {
                let walked = std::mem::take(&mut blocks);
                ends.push(Path { start, blocks: walked, end: PathEnd::BackEdge(*to) });
                start = PathStart::LoopHeader;
            }
            blocks.push(*to);
            for (id, l) in loops.iter() {
                if loops.contains(id, *from) && !loops.contains(id, *to) {
                    let trips = trips.remove(&id).expect("a loop is entered by its header");
                    *all.values.entry((SiteKind::TripCount, l.header.0, trips)).or_default() += 1;
                }
                if l.header == *to {
                    *trips.entry(id).or_default() += 1;
                }
            }
        }
        if run.end != End::Exited {
            ends.push(Path { start, blocks, end: PathEnd::Exit });
        }
        for path in ends {
            let number = numbering.number(&path).expect("a walked path has a number");
            *all.paths.entry(number).or_default() += 1;
        }
    }
    all
}

fn counted_edges(map: &CounterMap, counted: &Counted) -> BTreeMap<(u32, u32), u64> {
    let edges = map.functions[0].edges.iter();
    edges
        .map(|edge| ((edge.from, edge.slot), counted.counters[edge.counter as usize]))
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn counted_paths(map: &CounterMap, counted: &Counted) -> BTreeMap<u64, u64> {
    let paths = map.functions[0].paths.expect("few paths");
    match paths.store {
        PathStore::Counters { first } => (0..paths.total)
            .map(|path| (path, counted.counters[first as usize + path as usize]))
            .filter(|(_, count)| *count > 0)
            .collect(),
        PathStore::Slot(slot) => counted
            .paths
            .iter()
            .map(|((store, path), count)| {
                assert_eq!(*store, slot);
                (*path, *count)
            })
            .collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn counts_are_what_was_executed(
        graph in graphs(),
        shape in proptest::collection::vec(any::<u8>(), 12),
        inputs in inputs(),
    ) {
        let original = module_of(&graph, &shape);
        prop_assert!(verify(&original).is_ok(), "{:?}", verify(&original));
        let mut module = original.clone();
        let map = instrument(&mut module, &Detail::All);
        prop_assert!(verify(&module).is_ok(), "{:?}", verify(&module));

        let mut counted = Counted::new(&map);
        let plain = trace(&original, &inputs, None);
        let probed = trace(&module, &inputs, Some(&mut counted));
        for (plain, probed) in plain.iter().zip(&probed) {
            prop_assert_eq!(&plain.end, &probed.end);
            prop_assert_eq!(&plain.calls, &probed.calls);
        }

        let function = &map.functions[0];
        prop_assert_eq!(counted.counters[function.entry as usize], inputs.len() as u64);
        let expected = expected(body(&original), &inputs, &plain);
        prop_assert_eq!(counted_edges(&map, &counted), expected.edges);
        prop_assert_eq!(counted_paths(&map, &counted), expected.paths);
        let values: BTreeMap<_, _> = (counted.values.iter())
            .map(|((site, value), count)| {
                let Site { func, block, kind } = map.sites[*site as usize];
                assert_eq!(func, TESTED.0);
                ((kind, block, *value), *count)
            })
            .collect();
        prop_assert_eq!(values, expected.values);
    }

    #[test]
    fn blocks_keep_their_numbers_and_code(
        graph in graphs(),
        shape in proptest::collection::vec(any::<u8>(), 12),
    ) {
        let original = module_of(&graph, &shape);
        let mut module = original.clone();
        let map = instrument(&mut module, &Detail::All);
        prop_assert_eq!(&map.functions[0].blocks, &block_hashes(&original, body(&original)));
        prop_assert_eq!(map.hash_version, HASH_VERSION);
        let (before, after) = (body(&original), body(&module));
        for (old, new) in before.blocks.iter().zip(&after.blocks) {
            prop_assert_eq!(&old.params, &new.params);
            let code: Vec<_> =
                new.insts.iter().filter(|inst| !matches!(inst.op, Op::Probe(_))).cloned().collect();
            prop_assert_eq!(&old.insts, &code);
            // Each edge leads where it led, straight or through one new block.
            for (edge, new_edge) in old.term.edges().zip(new.term.edges()) {
                if new_edge.block.index() < before.blocks.len() {
                    prop_assert_eq!(edge, new_edge);
                } else {
                    let onward: Vec<_> = after.block(new_edge.block).term.edges().collect();
                    prop_assert_eq!(vec![edge], onward);
                }
            }
        }
        for new in &after.blocks[before.blocks.len()..] {
            prop_assert!(new.insts.iter().all(|inst| matches!(inst.op, Op::Probe(_))));
        }
    }
}

/// 11 diamonds: 2048 paths, more than have counters of their own.
#[test]
fn many_paths_are_left_to_the_agent() {
    let mut graph = Vec::new();
    for at in 0..11u32 {
        let base = at * 3;
        graph.push(vec![BlockId(base + 1), BlockId(base + 2)]);
        graph.push(vec![BlockId(base + 3)]);
        graph.push(vec![BlockId(base + 3)]);
    }
    graph.push(vec![]);
    let original = module_of(&graph, &[]);
    let mut module = original.clone();
    let map = instrument(&mut module, &Detail::All);
    assert_eq!(map.path_slots, 1);
    let inputs: Vec<Input> =
        (0..32u32).map(|at| (at, (0..200).map(|n| (at >> (n % 5)) & 1).collect())).collect();
    let mut counted = Counted::new(&map);
    let runs = trace(&original, &inputs, None);
    trace(&module, &inputs, Some(&mut counted));
    let expected = expected(body(&original), &inputs, &runs);
    assert!(expected.paths.len() > 5);
    assert_eq!(counted_paths(&map, &counted), expected.paths);
}

#[test]
fn detail_is_only_where_it_was_asked_for() {
    let wasm = wat::parse_str(
        r#"(module
            (func $a (param i32) (if (local.get 0) (then nop)))
            (func $b (param i32 f32 i64) (if (local.get 0) (then nop))))"#,
    )
    .expect("valid text");
    let map = |detail: &Detail| instrument(&mut decode(&wasm).expect("valid module"), detail);
    let none = map(&Detail::None);
    assert!(none.sites.is_empty() && none.functions.iter().all(|f| f.paths.is_none()));
    let only = map(&Detail::Only(BTreeSet::from([FuncId(1)])));
    assert_eq!(only.functions.iter().map(|f| f.paths.is_some()).collect::<Vec<_>>(), [false, true]);
    // A float parameter is no site.
    let sites: Vec<_> = only.sites.iter().map(|site| (site.func, site.kind)).collect();
    assert_eq!(sites, [(1, SiteKind::Param { index: 0 }), (1, SiteKind::Param { index: 2 })]);
    assert!(map(&Detail::All).functions.iter().all(|f| f.paths.is_some()));
}

fn before_and_after(wat: &str, detail: &Detail) -> String {
    let mut module = decode(&wat::parse_str(wat).expect("valid text")).expect("valid module");
    let text = |module: &Module| {
        module.bodies().map(|(_, _, body)| body_to_string(body)).collect::<Vec<_>>().join("\n")
    };
    let before = text(&module);
    let map = instrument(&mut module, detail);
    verify(&module).expect("instrumented code is valid");
    let sites: String = map.sites.iter().map(|site| format!("{site:?}\n")).collect();
    format!("{before}\n=== instrumented\n{}\n=== sites\n{sites}", text(&module))
}

#[test]
fn counting_edges_of_an_if() {
    let text = before_and_after(
        "(module (func (param i32) (result i32)
            (if (local.get 0) (then (local.set 0 (i32.const 7))))
            (local.get 0)))",
        &Detail::None,
    );
    insta::assert_snapshot!(text);
}

#[test]
fn counting_a_loop_in_detail() {
    let text = before_and_after(
        "(module
            (table 1 funcref)
            (type $t (func (param i32)))
            (func (param $n i32)
            (loop $again
                (call_indirect (type $t) (local.get $n) (i32.const 0))
                (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                (br_if $again (local.get $n)))))",
        &Detail::All,
    );
    insta::assert_snapshot!(text);
}

#[test]
fn counting_a_switch_with_several_slots_to_one_block() {
    let text = before_and_after(
        "(module (func (param i32) (result i32)
            (block $a (block $b (br_table $a $b $a $b (local.get 0))) (return (i32.const 1)))
            (i32.const 2)))",
        &Detail::None,
    );
    insta::assert_snapshot!(text);
}

#[test]
fn a_real_program_stays_valid() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpus/markdown/markdown.wasm");
    let wasm = std::fs::read(path).expect("the corpus is part of the repository");
    let original = decode(&wasm).expect("valid module");
    let mut module = original.clone();
    let map = instrument(&mut module, &Detail::All);
    verify(&module).expect("instrumented code is valid");
    assert_eq!(map.functions.len(), original.bodies().count());
    let edges: usize = map.functions.iter().map(|f| f.edges.len()).sum();
    assert!(map.counters as usize > edges + map.functions.len());
    let numbered = map.functions.iter().filter(|f| f.paths.is_some()).count();
    assert!(numbered * 100 > map.functions.len() * 95, "{numbered} have path numbers");
}
