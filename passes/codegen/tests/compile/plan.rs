//! Plans and probes: what they change is where code lies and what is counted, never a result.

use std::collections::BTreeSet;

use preheat_codegen::compile::{CompileError, CompileOptions, compile};
use preheat_codegen::timing::Timings;
use preheat_formats::artifact::{self, CounterMap, Flavour, PathStore, SiteKind};
use preheat_formats::artifact_index::ArtifactIndex;
use preheat_formats::plan::{BranchWeights, FunctionPlan, Heat, Plan, Resources, VERSION};
use preheat_formats::recipe::Recipe;
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_formats::{CpuLevel, Digest, Trap};
use preheat_loader::*;
use preheat_passes::decode::decode;
use preheat_passes::instrument::{Detail, instrument};
use preheat_passes::transform::Selection;

/// `run(n)` calls `odd` or `even` for each number below n, by way of a table; `rare` never for small n.
const PROGRAM: &str = r#"(module
    (import "host" "note" (func $note (param i32)))
    (memory 1)
    (table funcref (elem $even $odd))
    (type $step (func (param i32) (result i32)))
    (func $rare (param i32) (result i32)
        (call $note (local.get 0))
        (i32.div_u (i32.const 1000) (i32.sub (local.get 0) (i32.const 1000))))
    (func $even (type $step) (i32.mul (local.get 0) (i32.const 3)))
    (func $odd (type $step) (i32.add (local.get 0) (i32.const 7)))
    (func $unused (export "unused") (param i32) (result i32)
        (block $a (block $b (block $c (br_table $a $b $c (local.get 0)))
            (return (i32.const 1))) (return (i32.const 2)))
        (i32.const 3))
    (func $run (export "run") (param $n i32) (result i32) (local $sum i32) (local $i i32)
        (loop $l
            (if (i32.eq (local.get $i) (i32.const 1000))
                (then (local.set $sum (i32.add (local.get $sum) (call $rare (local.get $i))))))
            (local.set $sum (i32.add (local.get $sum)
                (call_indirect (type $step)
                    (local.get $i) (i32.and (local.get $i) (i32.const 1)))))
            (br_if $l (i32.lt_u
                (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
        (local.get $sum))
)"#;

/// Indices in the module.
const RARE: u32 = 1;
const EVEN: u32 = 2;
const ODD: u32 = 3;
const RUN: u32 = 5;

fn function(func: u32, heat: Heat, entries: u64, branches: Vec<BranchWeights>) -> FunctionPlan {
    let name = format!("f{func}");
    FunctionPlan { func, name, heat, entries, share: 0.1, branches, paths: vec![], sites: vec![] }
}

fn plan(functions: Vec<FunctionPlan>, order: Vec<u32>) -> Plan {
    Plan {
        version: VERSION,
        module: Digest::of(&wasm(PROGRAM)),
        profile: Digest([7; 32]),
        level: CpuLevel::V2,
        requests: 3,
        functions,
        order,
        libraries: vec![],
        pages: vec![],
        resources: Resources { cpu_ns: 0, memory_bytes: 0, output_bytes: 0 },
    }
}

fn sensible() -> Plan {
    let decode = decode(&wasm(PROGRAM)).unwrap();
    let blocks = &decode.funcs[RUN as usize].body.as_ref().unwrap().blocks;
    let branches = (0..blocks.len() as u32)
        .filter(|&block| blocks[block as usize].term.edges().len() == 2)
        .map(|block| BranchWeights { block, weights: vec![1, 9_000_000_000_000] })
        .collect();
    plan(
        vec![
            function(RUN, Heat::Hot, 10, branches),
            function(ODD, Heat::Hot, 5000, vec![]),
            function(EVEN, Heat::Warm, 5000, vec![]),
            function(RARE, Heat::Cold, 0, vec![]),
        ],
        vec![ODD, RUN, EVEN],
    )
}

#[test]
fn an_artifact_says_how_it_was_made() {
    let plan = sensible();
    let setting = Setting::new(OptLevel::O1, CpuLevel::V2).with(Backend::Mixed);
    let recipe_of = |plan| {
        let artifact = try_build(&wasm(PROGRAM), setting, plan).unwrap();
        ArtifactIndex::read(&artifact).unwrap().recipe(&artifact).unwrap()
    };
    let recipe = |plan| Recipe {
        backend: Backend::Mixed,
        opt: OptLevel::O1,
        plan,
        steps: vec!["inline".into()],
        decisions: None,
    };
    assert_eq!(recipe_of(None), Some(recipe(None)));
    assert_eq!(recipe_of(Some(&plan)), Some(recipe(Some(plan.clone()))));
}

/// Every level of each emitter, and both together.
fn settings() -> Vec<Setting> {
    let llvm = OptLevel::ALL.map(|opt| Setting::new(opt, CpuLevel::V2));
    let cranelift = [llvm[0], llvm[3]].map(|setting| setting.with(Backend::Cranelift));
    llvm.into_iter().chain(cranelift).chain([llvm[3].with(Backend::Mixed)]).collect()
}

fn load(plan: Option<&Plan>, setting: Setting) -> (Artifact, Box<Instance>) {
    let file = try_build(&wasm(PROGRAM), setting, plan).expect("it compiles");
    let artifact = Artifact::open(file);
    let instance = Instance::load(&artifact, vec![host(|_, _| ())]);
    (artifact, instance)
}

fn results(instance: &mut Instance) -> Vec<Result<u128, Trap>> {
    let runs = [1, 2, 17, 1000, 1001].map(|n| instance.call1("run", &[n]));
    let unused = [0, 1, 2, 9].map(|n| instance.call1("unused", &[n]));
    runs.into_iter().chain(unused).collect()
}

#[test]
fn a_plan_changes_no_result() {
    let expected = results(&mut load(None, Setting::PLAIN).1);
    assert_eq!(expected[4], Err(Trap::IntegerDivideByZero));
    for setting in settings() {
        assert_eq!(results(&mut load(None, setting).1), expected);
        let (artifact, mut instance) = load(Some(&sensible()), setting);
        assert_eq!(results(&mut instance), expected);
        assert_eq!(artifact.meta.flavour, Flavour::Specialised { plan: sensible().digest() });
    }
}

/// Numbers that fit nothing are left out.
#[test]
fn a_wrong_plan_costs_speed_only() {
    let weights = |block, weights: &[u64]| BranchWeights { block, weights: weights.to_vec() };
    let nonsense = vec![
        weights(0, &[1]),
        weights(1, &[1, 2, 3, 4, 5]),
        weights(2, &[0, 0]),
        weights(3, &[u64::MAX, u64::MAX]),
        weights(4, &[u64::MAX, 0]),
        weights(u32::MAX, &[1, 2]),
    ];
    let functions = [0, RARE, EVEN, 4, RUN, 6, 77, u32::MAX]
        .map(|func| function(func, Heat::Hot, u64::MAX, nonsense.clone()));
    let twice = functions.iter().chain(&functions).cloned().collect();
    let plan = plan(twice, vec![RUN, RUN, 9, u32::MAX, 0, EVEN]);
    let expected = results(&mut load(None, Setting::PLAIN).1);
    for setting in settings() {
        assert_eq!(results(&mut load(Some(&plan), setting).1), expected, "{setting}");
    }
}

#[test]
fn code_lies_hot_then_warm_then_cold() {
    for setting in settings() {
        let (artifact, _) = load(Some(&sensible()), setting);
        let records = artifact.records();
        let place = |func| records.iter().find(|record| record.func == Some(func)).unwrap().offset;
        assert!(place(ODD) < place(RUN), "in the plan's order");
        assert!(place(RUN) < place(EVEN));
        let cold = place(4);
        assert!(place(EVEN) < cold);
        let text = artifact.section(artifact::TEXT).unwrap();
        assert!(cold >= 4096 && text.len() > 4096, "cold code starts on a page of its own");
    }
}

#[test]
fn refuses_a_plan_for_another_module() {
    let plan = Plan { module: Digest([1; 32]), ..sensible() };
    let error = try_build(&wasm(PROGRAM), Setting::PLAIN, Some(&plan)).unwrap_err();
    assert!(matches!(error, CompileError::OtherPlan { .. }));
    assert!(error.to_string().contains("make a plan"), "{error}");
}

fn instrumented(setting: Setting) -> (Artifact, Box<Instance>, CounterMap) {
    let bytes = wasm(PROGRAM);
    let mut module = decode(&bytes).unwrap();
    let map = instrument(&mut module, &Detail::All);
    let options = CompileOptions {
        processor: None,
        backend: setting.backend,
        level: setting.level,
        opt: setting.opt,
        plan: None,
        steps: Selection::ALL,
        counters: Some(&map),
        progress: &|_| {},
        timings: &Timings::default(),
    };
    let artifact = Artifact::open(compile(&module, &bytes, &options).expect("it compiles"));
    let instance = Instance::load(&artifact, vec![host(|_, _| ())]);
    (artifact, instance, map)
}

#[test]
fn probes_count_and_change_nothing() {
    for setting in settings() {
        let (artifact, mut instance, map) = instrumented(setting);
        assert_eq!(artifact.meta.flavour, Flavour::Instrumented);
        assert_eq!(artifact.decoded::<CounterMap>(artifact::COUNTERS), map);
        assert_eq!(artifact.meta.layout.counters, map.counters);
        assert!(instance.counters(&map).iter().all(|&count| count == 0));
        let sum = (0..100).map(|i| if i % 2 == 0 { i * 3 } else { i + 7 }).sum::<u128>();
        assert_eq!(instance.call1("run", &[100]), Ok(sum));

        let of = |func| map.functions.iter().find(|counters| counters.func == func).unwrap();
        assert_eq!(instance.counter(of(RUN).entry), 1);
        assert_eq!(instance.counter(of(ODD).entry), 50);
        assert_eq!(instance.counter(of(RARE).entry), 0);
        let taken: u64 = of(RUN).edges.iter().map(|edge| instance.counter(edge.counter)).sum();
        assert!(taken > 200, "edges were counted");
        let paths: u64 = match of(RUN).paths.unwrap() {
            artifact::PathCounters { total, store: PathStore::Counters { first } } => {
                (0..total).map(|path| instance.counter(first + path as u32)).sum()
            }
            _ => instance.paths.len() as u64,
        };
        assert_eq!(paths, 100, "one path for each round of the loop");
    }
}

#[test]
fn probes_report_call_targets_as_code() {
    for setting in settings() {
        let (artifact, mut instance, map) = instrumented(setting);
        instance.call("run", &[9]).unwrap();
        let records = artifact.records();
        let mut called = BTreeSet::new();
        let mut count = 0;
        for &(site, value) in &instance.values {
            if let SiteKind::CallTarget { .. } = map.sites[site as usize].kind {
                let record = records.iter().find(|record| u64::from(record.offset) == value);
                called.insert(record.unwrap().func.unwrap());
                count += 1;
            }
        }
        assert_eq!(called, BTreeSet::from([EVEN, ODD]));
        assert_eq!(count, 9);
    }
}
