//! Plans: what is hot, and that a profile which does not fit is refused.

mod support;

use preheat_formats::CpuLevel;
use preheat_formats::Digest;
use preheat_formats::artifact::{BlockHash, SiteKind};
use preheat_formats::plan::{Heat, Plan};
use preheat_formats::profile::{EdgeCount, Profile, ValueCounts};
use preheat_passes::ir::FuncId;
use preheat_passes::text::module_to_string;
use preheat_profiler::resolve::resolve;
use preheat_profiler::{Coverage, PlanOptions, ProfilerError, hot_functions, make_plan};
use support::{example, example_profile};

#[test]
fn plan_of_an_example() {
    let module = example();
    let profile = example_profile(&module);
    let plan = make_plan(&module, &profile, &PlanOptions::new(CpuLevel::V3)).expect("it fits");
    assert_eq!(Plan::from_json(&plan.to_json()).expect("valid"), plan);
    assert_eq!(plan.profile, Digest::of(&profile.to_bytes()));
    insta::assert_snapshot!(format!("{}\n{}", module_to_string(&module), plan.to_json()));
}

#[test]
fn hot_functions_are_the_smallest_set_that_covers_enough() {
    let module = example();
    let profile = example_profile(&module);
    let hot = |coverage: f64| -> Vec<FuncId> {
        let coverage = Coverage::new(coverage).expect("a coverage");
        hot_functions(&module, &profile, coverage).expect("it fits").into_iter().collect()
    };
    assert_eq!(hot(0.5), [FuncId(2)]);
    assert_eq!(hot(0.99), [FuncId(2), FuncId(3), FuncId(4)]);
    assert_eq!(hot(1.0), [1, 2, 3, 4, 5].map(FuncId));
    for bad in [0.0, -1.0, 1.5, f64::NAN] {
        assert!(matches!(Coverage::new(bad), Err(ProfilerError::BadCoverage(_))), "{bad}");
    }
}

#[test]
fn functions_that_only_started_up_are_cold() {
    let module = example();
    let mut profile = example_profile(&module);
    let fail = profile.functions.get_mut(&5).expect("it was entered");
    (fail.entries, fail.startup_entries) = (0, 2);
    fail.blocks[0].count = 0;
    let plan = make_plan(&module, &profile, &PlanOptions::new(CpuLevel::V3)).expect("it fits");
    assert!(plan.functions.iter().all(|function| function.func != 5));
    assert!(!plan.order.contains(&5));
    assert!(plan.functions.iter().all(|function| function.heat != Heat::Cold));
}

#[test]
fn an_empty_profile_plans_nothing() {
    let module = example();
    let profile = Profile::new(module.digest, preheat_passes::block_hash::HASH_VERSION);
    let plan = make_plan(&module, &profile, &PlanOptions::new(CpuLevel::V2)).expect("it fits");
    assert!(plan.functions.is_empty() && plan.order.is_empty() && plan.pages.is_empty());
    assert_eq!(plan.requests, 0);
}

fn refused(change: impl FnOnce(&mut Profile)) -> String {
    let module = example();
    let mut profile = example_profile(&module);
    resolve(&module, &profile).expect("it fits before the change");
    change(&mut profile);
    let error = resolve(&module, &profile).expect_err("it no longer fits");
    let plan = make_plan(&module, &profile, &PlanOptions::new(CpuLevel::V3));
    assert_eq!(plan.expect_err("no plan either"), error);
    error.to_string()
}

#[test]
fn profiles_that_do_not_fit_are_refused_and_say_why() {
    let render = |p: &mut Profile| p.functions.remove(&2).expect("it is there");
    let put = |p: &mut Profile, f| {
        p.functions.insert(2, f);
    };
    let texts = [
        refused(|p| p.module = Digest::of(b"other")),
        refused(|p| p.hash_version += 1),
        refused(|p| {
            let f = render(p);
            p.functions.insert(99, f);
        }),
        refused(|p| {
            let f = render(p);
            p.functions.insert(0, f);
        }),
        refused(|p| {
            let mut f = render(p);
            f.blocks.pop();
            put(p, f);
        }),
        refused(|p| {
            let mut f = render(p);
            f.blocks[1].hash = BlockHash([7; 16]);
            put(p, f);
        }),
        refused(|p| {
            let mut f = render(p);
            f.edges.insert((77, 0), EdgeCount { to: 0, count: 1 });
            put(p, f);
        }),
        refused(|p| {
            let mut f = render(p);
            f.edges.insert((0, 0), EdgeCount { to: 3, count: 1 });
            put(p, f);
        }),
        refused(|p| {
            let mut f = render(p);
            f.paths.as_mut().expect("paths").total += 1;
            put(p, f);
        }),
        refused(|p| {
            let mut f = render(p);
            f.paths.as_mut().expect("paths").counts.insert(1 << 40, 1);
            put(p, f);
        }),
        refused(|p| {
            let mut f = render(p);
            f.sites.insert((1, SiteKind::CallTarget { inst: 900 }), ValueCounts::default());
            put(p, f);
        }),
        refused(|p| {
            let mut f = render(p);
            f.sites.insert((1, SiteKind::Param { index: 0 }), ValueCounts::default());
            put(p, f);
        }),
    ];
    insta::assert_snapshot!(texts.join("\n"));
}
