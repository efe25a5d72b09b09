//! Counts that agree, and counts that do not.

mod support;

use preheat_formats::artifact::SiteKind;
use preheat_formats::profile::Profile;
use preheat_passes::ir::{BlockId, FuncId, Module};
use preheat_profiler::balance::{Imbalance, Witness, imbalances};
use preheat_profiler::resolve;
use support::{example, example_profile};

fn found(module: &Module, profile: &Profile) -> Vec<Imbalance> {
    imbalances(&resolve(module, profile).expect("it fits"))
}

#[test]
fn walks_from_entry_to_end_are_balanced() {
    let module = example();
    assert_eq!(found(&module, &example_profile(&module)), []);
}

#[test]
fn every_kind_of_count_is_held_against_the_blocks() {
    let module = example();
    let good = example_profile(&module);
    let witnesses = |change: &dyn Fn(&mut Profile)| -> Vec<(BlockId, Witness, u64, u64)> {
        let mut profile = good.clone();
        change(&mut profile);
        let all = found(&module, &profile);
        assert!(all.iter().all(|one| one.func == FuncId(2)));
        all.into_iter().map(|one| (one.block, one.of, one.counted, one.implied)).collect()
    };
    let render =
        |p: &mut Profile, change: &dyn Fn(&mut preheat_formats::profile::FunctionProfile)| {
            change(p.functions.get_mut(&2).expect("it was entered"));
        };
    let edges =
        witnesses(&|p| render(p, &|f| f.edges.get_mut(&(1, 0)).expect("an edge").count = 3));
    assert_eq!(edges, [(BlockId(1), Witness::Edges, 1000, 1001)]);
    // Path 0 is b0 b1 b2 b4 → b1.
    let paths = witnesses(&|p| {
        render(p, &|f| {
            f.paths.as_mut().expect("paths").counts.insert(0, 5);
        })
    });
    let blocks: Vec<u32> = paths.iter().map(|(block, ..)| block.0).collect();
    assert_eq!(blocks, [0, 1, 2, 4]);
    assert!(
        paths
            .iter()
            .all(|(_, of, counted, implied)| *of == Witness::Paths && *implied == counted + 5)
    );
    let trips = (1, SiteKind::TripCount);
    let sites = witnesses(&|p| {
        render(p, &|f| f.sites.get_mut(&trips).expect("a site").values = [(99, 10)].into())
    });
    assert_eq!(sites, [(BlockId(1), Witness::Site(SiteKind::TripCount), 1000, 990)]);
    let others = witnesses(&|p| render(p, &|f| f.sites.get_mut(&trips).expect("a site").other = 1));
    assert_eq!(others, [], "iterations that were not told apart say nothing");
}
