//! Modules that are more work for LLVM than it is given: it gets what is likely to be hot, or what a profile says is. Work is
//! estimated, so functions can seem to be much and, without optimisation, compile at once.

use preheat_formats::CpuLevel;
use preheat_formats::artifact::Tier;
use preheat_formats::plan::Heat;
use preheat_loader::{Artifact, Bits, Instance, Setting, try_build, wasm};
use preheat_passes::compile::Backend;

use super::mixed::{plan, tier_of};

/// Parameters of one block, which
const LOCALS: usize = 1_292;

const MIXED: Setting = Setting::PLAIN.with(Backend::Mixed);

/// A module of functions that change all their locals: `once` of them under a condition, and in between `looping` of them in a
/// loop. The one after them calls each and gives the sum of what they say.
fn module(once: usize, looping: usize) -> Vec<u8> {
    let each = |text: &dyn Fn(usize) -> String| (1..=LOCALS).map(text).collect::<String>();
    let next = |local| local % LOCALS + 1;
    let change = each(&|local| {
        format!("(local.set {local} (i32.add (local.get {}) (local.get 0)))", next(local))
    });
    let mix = each(&|local| format!("(i32.xor (local.get {local}))"));
    let function = |body: String| {
        let locals = "i32 ".repeat(LOCALS);
        format!("(func (param i32) (result i32) (local {locals}) {body} (local.get 0) {mix})")
    };
    let under_condition = function(format!("(if (local.get 0) (then {change}))"));
    let in_loop =
        function(format!("(loop {change} (br_if 0 (i32.lt_u (local.get 1) (i32.const 3))))"));
    let functions: String = kinds(once, looping)
        .iter()
        .map(|kind| if *kind == Kind::Once { &*under_condition } else { &in_loop })
        .collect();
    let calls: String = (0..once + looping)
        .map(|func| format!("(i32.add (call {func} (i32.const {func})))"))
        .collect();
    wasm(&format!(
        r#"(module {functions} (func (export "all") (result i32) (i32.const 7) {calls}))"#
    ))
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Once,
    Looping,
}

/// What each function of that module is: one of each in turn, then the rest.
fn kinds(once: usize, looping: usize) -> Vec<Kind> {
    let mut kinds = [Kind::Once, Kind::Looping].repeat(once.min(looping));
    kinds.resize(once + looping, if once > looping { Kind::Once } else { Kind::Looping });
    kinds
}

/// How many functions of each kind are LLVM's.
fn by_llvm(artifact: &Artifact, kinds: &[Kind]) -> (usize, usize) {
    let of = |wanted| {
        let funcs = (0..).zip(kinds).filter(|(_, kind)| **kind == wanted);
        funcs.filter(|(func, _)| tier_of(artifact, *func) == Some(Tier::Llvm)).count()
    };
    (of(Kind::Once), of(Kind::Looping))
}

fn answer(artifact: &Artifact) -> Vec<Bits> {
    Instance::load(artifact, vec![]).call("all", &[]).expect("it ends")
}

fn build(bytes: &[u8], setting: Setting, heats: Option<&[(u32, Heat)]>) -> Artifact {
    let plan = heats.map(|heats| plan(bytes, heats));
    Artifact::open(try_build(bytes, setting, plan.as_ref()).expect("it compiles"))
}

#[test]
fn within_the_budget_all_is_llvms() {
    let bytes = module(19, 19);
    let artifact = build(&bytes, MIXED, None);
    assert_eq!(by_llvm(&artifact, &kinds(19, 19)), (19, 19));
    assert_eq!(tier_of(&artifact, 38), Some(Tier::Llvm));
}

#[test]
fn beyond_the_budget_llvm_gets_what_loops() {
    let (bytes, kinds) = (module(30, 30), kinds(30, 30));
    let artifact = build(&bytes, MIXED, None);
    let (once, looping) = by_llvm(&artifact, &kinds);
    assert!(looping == 30 && (5..15).contains(&once), "{once} and {looping}");
    assert_eq!(answer(&artifact), answer(&build(&bytes, MIXED.with(Backend::Cranelift), None)));

    let tiers =
        |artifact: &Artifact| -> Vec<_> { (0..61).map(|func| tier_of(artifact, func)).collect() };
    let elsewhere = Artifact::open(
        try_build(&bytes, Setting { level: CpuLevel::V3, ..MIXED }, None).expect("it compiles"),
    );
    assert_eq!(tiers(&artifact), tiers(&elsewhere), "another level is divided in the same way");
}

#[test]
fn who_asks_for_llvm_gets_all_of_it() {
    let artifact = build(&module(30, 30), MIXED.with(Backend::Llvm), None);
    assert_eq!(by_llvm(&artifact, &kinds(30, 30)), (30, 30));
}

#[test]
fn what_a_profile_calls_hot_is_llvms_whatever_it_looks_like() {
    let (bytes, kinds) = (module(30, 30), kinds(30, 30));
    let heat = |kind: &Kind| if *kind == Kind::Once { Heat::Hot } else { Heat::Warm };
    let heats: Vec<(u32, Heat)> = (0..).zip(kinds.iter().map(heat)).collect();
    let artifact = build(&bytes, MIXED, Some(&heats));
    let (once, looping) = by_llvm(&artifact, &kinds);
    assert!(once == 30 && (5..15).contains(&looping), "{once} and {looping}");
    assert_eq!(tier_of(&artifact, 60), Some(Tier::Cranelift), "it is in no profile");
    assert_eq!(answer(&artifact), answer(&build(&bytes, MIXED.with(Backend::Cranelift), None)));

    let all: Vec<(u32, Heat)> = (0..60).map(|func| (func, Heat::Hot)).collect();
    assert_eq!(
        by_llvm(&build(&bytes, MIXED, Some(&all)), &kinds),
        (30, 30),
        "hot beyond the budget"
    );
}
