//! The algebra of merging, and what cannot be merged.

mod support;

use std::collections::BTreeMap;

use preheat_formats::Digest;
use preheat_formats::artifact::{BlockHash, SiteKind};
use preheat_formats::profile::{
    BlockCount, EdgeCount, FunctionProfile, PathProfile, Profile, Summary, ValueCounts,
};
use preheat_profiler::{ProfilerError, merge, overlap};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use support::{Walks, example, example_profile};

/// Mostly small, sometimes so large that sums saturate.
fn count() -> impl Strategy<Value = u64> {
    prop_oneof![6 => 0u64..1000, 1 => Just(u64::MAX), 1 => any::<u64>()]
}

fn summary() -> impl Strategy<Value = Summary> {
    let extreme = || option::of(count());
    (count(), count(), extreme(), extreme(), btree_map(0u8..=64, count(), 0..4))
        .prop_map(|(count, sum, min, max, buckets)| Summary { count, sum, min, max, buckets })
}

/// Function `func` always has the same name, blocks, edges and number of paths.
fn function(func: u32) -> impl Strategy<Value = FunctionProfile> {
    let blocks = 1 + func as usize;
    let block = move |at: usize| BlockHash([(func as usize * 16 + at) as u8; 16]);
    let paths = option::of(btree_map(0u64..9, count(), 0..4));
    let site = prop_oneof![
        Just((0, SiteKind::TripCount)),
        Just((0, SiteKind::CallTarget { inst: 1 })),
        Just((0, SiteKind::Param { index: 0 })),
    ];
    let values = (btree_map(0u64..5, count(), 0..4), count())
        .prop_map(|(values, other)| ValueCounts { values, other });
    (
        (count(), count()),
        vec(count(), blocks),
        btree_map((0u32..3, 0u32..2), count(), 0..4),
        paths,
        btree_map(site, values, 0..3),
    )
        .prop_map(move |(entries, counts, edges, paths, sites)| FunctionProfile {
            name: format!("f{func}"),
            entries: entries.0,
            startup_entries: entries.1,
            blocks: (counts.into_iter().enumerate())
                .map(|(at, count)| BlockCount { hash: block(at), count })
                .collect(),
            edges: (edges.into_iter())
                .map(|((from, slot), count)| ((from, slot), EdgeCount { to: from + slot, count }))
                .collect(),
            paths: paths.map(|counts| PathProfile { total: 9, counts }),
            sites,
        })
}

fn profiles() -> impl Strategy<Value = Profile> {
    let functions = (option::of(function(0)), option::of(function(1)), option::of(function(2)));
    let host_calls = btree_map("[ab]\\.[cd]", count(), 0..4);
    let stats = (summary(), summary(), count());
    (functions, btree_map(0u32..5, count(), 0..4), host_calls, stats).prop_map(
        |((a, b, c), pages, host_calls, (wall_ns, memory_bytes, failed))| {
            let mut profile = Profile::new(Digest::of(b"module"), 1);
            let functions = [a, b, c].into_iter().enumerate();
            profile.functions = functions
                .filter_map(|(func, f)| Some((func as u32, f?)))
                .collect::<BTreeMap<_, _>>();
            (profile.pages, profile.host_calls) = (pages, host_calls);
            profile.requests.wall_ns = wall_ns;
            profile.requests.memory_bytes = memory_bytes;
            profile.requests.failed = failed;
            profile
        },
    )
}

fn merged(left: &Profile, right: &Profile) -> Profile {
    merge(left.clone(), right).expect("profiles of one module")
}

proptest! {
    #[test]
    fn merging_is_commutative(a in profiles(), b in profiles()) {
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
    }

    #[test]
    fn merging_is_associative(a in profiles(), b in profiles(), c in profiles()) {
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
    }

    #[test]
    fn a_new_profile_changes_nothing(a in profiles()) {
        let new = Profile::new(a.module, a.hash_version);
        prop_assert_eq!(merged(&a, &new), a.clone());
        prop_assert_eq!(merged(&new, &a), a);
    }

    #[test]
    fn overlap_is_symmetric_and_between_0_and_1(a in profiles(), b in profiles()) {
        let (ab, ba) = (overlap(&a, &b).expect("one module"), overlap(&b, &a).expect("one module"));
        for (x, y) in [(ab.functions, ba.functions), (ab.blocks, ba.blocks), (ab.edges, ba.edges)] {
            prop_assert!((x - y).abs() < 1e-9 && (0.0..=1.0).contains(&x));
        }
        let own = overlap(&a, &a).expect("one module");
        prop_assert!(own.functions > 0.999_999 && own.blocks > 0.999_999 && own.edges > 0.999_999);
    }
}

#[test]
fn merging_adds_up_requests() {
    let module = example();
    let one = example_profile(&module);
    let two = merged(&one, &one);
    assert_eq!(two.functions[&2].blocks[1].count, 2000);
    assert_eq!(two.functions[&2].entries, 20);
    assert_eq!(two.requests.wall_ns.count, 20);
    assert_eq!(two.requests.wall_ns.max, one.requests.wall_ns.max);
    assert_eq!(two.pages[&1], 10);
}

#[test]
fn profiles_that_do_not_belong_together_are_refused() {
    let module = example();
    let one = example_profile(&module);
    let refused = |change: &dyn Fn(&mut Profile)| {
        let mut other = one.clone();
        change(&mut other);
        let error = merge(one.clone(), &other).expect_err("they differ");
        assert!(merge(other, &one).is_err());
        error
    };
    let module_error = refused(&|p| p.module = Digest::of(b"other"));
    assert!(matches!(module_error, ProfilerError::DifferentModules { .. }));
    let version_error = refused(&|p| p.hash_version = 99);
    assert!(matches!(version_error, ProfilerError::DifferentHashVersions { left: 1, right: 99 }));
    for change in [
        (&|f: &mut FunctionProfile| f.name = "another".into()) as &dyn Fn(&mut FunctionProfile),
        &|f| f.blocks.truncate(1),
        &|f| f.blocks[0].hash = BlockHash([1; 16]),
        &|f| f.edges.values_mut().for_each(|edge| edge.to = 0),
        &|f| f.paths.as_mut().expect("paths").total = 1,
    ] {
        let error = refused(&|p| change(p.functions.get_mut(&2).expect("it was entered")));
        assert!(matches!(error, ProfilerError::Contradiction { func: 2, .. }), "{error}");
    }
}

#[test]
fn overlap_tells_alike_from_unlike() {
    let module = example();
    let one = example_profile(&module);
    let same = overlap(&one, &merged(&one, &one)).expect("one module");
    assert!(same.blocks > 0.999_999);
    let mut other = Walks::new(&module);
    other.walk(5, &[0], 1000);
    let unlike = overlap(&one, &other.profile).expect("one module");
    assert!(unlike.blocks < 0.01 && unlike.functions < 0.01 && unlike.edges < 0.01, "{unlike:?}");
}
