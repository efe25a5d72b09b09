//! Call-chain clustering.

mod support;

use preheat_passes::ir::FuncId;
use preheat_profiler::calls::arcs;
use preheat_profiler::layout::{Placed, order};
use preheat_profiler::resolve;
use support::{Walks, module};

#[test]
fn callees_lie_behind_their_most_frequent_callers() {
    // main calls a 100 times and b 10 times; a and b call leaf 1000 and 5 times; alone calls nobody.
    let module = module(
        "(module
            (func $leaf)
            (func $alone)
            (func $b (call $leaf))
            (func $a (call $leaf))
            (func $main (call $a) (call $b)))",
    );
    let mut walks = Walks::new(&module);
    walks.walk(0, &[0], 1005);
    walks.walk(1, &[0], 50);
    walks.walk(2, &[0], 5);
    walks.walk(3, &[0], 1000);
    walks.walk(4, &[0], 10);
    let resolved = resolve(&module, &walks.profile).expect("it fits");
    let arcs = arcs(&resolved);
    let placed = |size: u64| -> Vec<Placed> {
        (0..5)
            .map(|f| Placed {
                func: FuncId(f),
                heat: resolved.function(FuncId(f)).expect("entered").instructions(),
                size,
            })
            .collect()
    };
    // main → a → leaf is one chain, b is called from main as well, alone lies by itself.
    assert_eq!(order(&placed(10), &arcs), [4, 3, 0, 2, 1].map(FuncId));
    // Functions too long for a cluster lie by their heat.
    assert_eq!(order(&placed(10_000), &arcs), [3, 0, 1, 4, 2].map(FuncId));
    assert_eq!(order(&[], &arcs), []);
}
