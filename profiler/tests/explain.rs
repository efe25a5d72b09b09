//! Text for people, and that nothing here fails on absurd profiles.

mod support;

use std::collections::BTreeMap;

use preheat_formats::artifact::{BlockHash, SiteKind};
use preheat_formats::profile::{
    BlockCount, EdgeCount, FunctionProfile, PathProfile, Profile, Summary, ValueCounts,
};
use preheat_formats::{CpuLevel, Digest};
use preheat_passes::block_hash::HASH_VERSION;
use preheat_passes::ir::FuncId;
use preheat_profiler::explain::{plan_text, profile_text};
use preheat_profiler::map::Scope;
use preheat_profiler::{PlanOptions, ProbabilityMap, make_plan, overlap, to_pprof};
use proptest::prelude::*;
use support::{example, example_profile};

#[test]
fn profile_with_its_module() {
    let module = example();
    insta::assert_snapshot!(profile_text(&example_profile(&module), Some(&module)));
}

#[test]
fn profile_alone() {
    insta::assert_snapshot!(profile_text(&example_profile(&example()), None));
}

#[test]
fn profile_with_another_module_says_so() {
    let other = support::module("(module (func))");
    let text = profile_text(&example_profile(&example()), Some(&other));
    assert!(text.contains("does not fit the module"), "{text}");
}

#[test]
fn plan() {
    let module = example();
    let profile = example_profile(&module);
    let plan = make_plan(&module, &profile, &PlanOptions::new(CpuLevel::V3)).expect("it fits");
    insta::assert_snapshot!(plan_text(&plan));
}

fn extreme() -> impl Strategy<Value = u64> {
    prop_oneof![Just(0u64), Just(1), Just(u64::MAX), Just(u64::MAX / 2), any::<u64>()]
}

proptest! {
    /// The example with every count replaced by something absurd still fits its module.
    #[test]
    fn absurd_counts_fail_nowhere(counts in proptest::collection::vec(extreme(), 64)) {
        let module = example();
        let mut profile = example_profile(&module);
        let mut next = counts.iter().copied().cycle();
        let mut draw = || next.next().expect("a cycle has no end");
        for function in profile.functions.values_mut() {
            (function.entries, function.startup_entries) = (draw(), draw());
            function.blocks.iter_mut().for_each(|block| block.count = draw());
            function.edges.values_mut().for_each(|edge| edge.count = draw());
            for count in function.paths.iter_mut().flat_map(|paths| paths.counts.values_mut()) {
                *count = draw();
            }
            for values in function.sites.values_mut() {
                values.values.values_mut().for_each(|count| *count = draw());
                let (value, count) = (draw(), draw());
                values.values.insert(value, count);
                values.other = draw();
            }
        }
        profile.pages.values_mut().for_each(|count| *count = draw());
        profile.requests.wall_ns =
            Summary { count: draw(), sum: draw(), min: Some(draw()), max: Some(draw()), buckets: BTreeMap::from([(0, draw()), (255, draw())]) };
        let plan = make_plan(&module, &profile, &PlanOptions::new(CpuLevel::V3)).expect("it fits");
        prop_assert!(preheat_formats::plan::Plan::from_json(&plan.to_json()).is_ok());
        plan_text(&plan);
        profile_text(&profile, Some(&module));
        profile_text(&profile, None);
        let map = ProbabilityMap::new(&module, &profile).expect("it fits");
        for (func, _) in map.functions() {
            map.most_probable_path(func);
            map.callees(func);
        }
        map.to_dot(Scope::All);
        prop_assert!(!map.to_json(Scope::Function(FuncId(2))).contains("null"));
        prop_assert!(to_pprof(&module, &profile).is_ok());
        prop_assert!(overlap(&profile, &profile).is_ok());
    }

    /// A profile that speaks of another program, without sense.
    #[test]
    fn senseless_profiles_fail_nowhere(numbers in proptest::collection::vec(extreme(), 24), name in ".*") {
        let n = |at: usize| numbers[at];
        let function = FunctionProfile {
            name: name.clone(),
            entries: n(0),
            startup_entries: n(1),
            blocks: vec![BlockCount { hash: BlockHash([0; 16]), count: n(2) }; 3],
            edges: BTreeMap::from([
                ((n(3) as u32, n(4) as u32), EdgeCount { to: n(5) as u32, count: n(6) }),
                ((n(3) as u32, n(7) as u32), EdgeCount { to: n(8) as u32, count: n(9) }),
            ]),
            paths: Some(PathProfile { total: n(10), counts: BTreeMap::from([(n(11), n(12))]) }),
            sites: [SiteKind::TripCount, SiteKind::CallTarget { inst: n(13) as u32 }, SiteKind::Param { index: n(14) as u32 }]
                .into_iter()
                .map(|kind| ((n(15) as u32, kind), ValueCounts { values: BTreeMap::from([(n(16), n(17))]), other: n(18) }))
                .collect(),
        };
        let module = example();
        for (digest, func) in [(module.digest, n(19) as u32), (module.digest, 2), (Digest([0; 32]), 1)] {
            let mut profile = Profile::new(digest, HASH_VERSION);
            profile.functions.insert(func, function.clone());
            profile.host_calls.insert(name.clone(), n(20));
            profile.requests.failed = n(21);
            profile_text(&profile, Some(&module));
            profile_text(&profile, None);
            prop_assert!(make_plan(&module, &profile, &PlanOptions::new(CpuLevel::V3)).is_err());
            prop_assert!(ProbabilityMap::new(&module, &profile).is_err());
        }
    }
}
