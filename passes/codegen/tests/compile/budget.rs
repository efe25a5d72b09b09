//! Modules that are more work for LLVM than it is given: it gets what is likely to be hot, or what a profile
//! says is. Work is estimated, so functions can seem to be much and, without optimisation, compile at once.

use preheat_formats::CpuLevel;
use preheat_formats::artifact::Tier;
use preheat_formats::plan::Heat;
use preheat_formats::recipe::Backend;
use preheat_loader::{Artifact, Bits, Instance, Setting, try_build, wasm};

use super::mixed::{plan, tier_of};

/// So many stores in one block make a function of nearly the greatest cost that LLVM gets, for which
/// optimisers would compare each with each. 37 such functions are within the budget.
const STORES: usize = 5_700;

const MIXED: Setting = Setting::PLAIN.with(Backend::Mixed);

/// A module of functions that store much: `once` of them do it once, and in between `looping` of them in a
/// loop. The one after them calls each and gives the sum of what they say.
fn module(once: usize, looping: usize) -> Vec<u8> {
    let stores = "local.get 0 local.get 0 i32.store ".repeat(STORES);
    let function =
        |code: &str| format!("(func (param i32) (result i32) {code} (i32.load (local.get 0)))\n");
    let straight = function(&stores);
    let in_loop = function(&format!("(loop {stores} (br_if 0 (i32.eqz (local.get 0))))"));
    let text = |kind: &Kind| match kind {
        Kind::Once => &*straight,
        Kind::Looping => &in_loop,
    };
    let functions: String = kinds(once, looping).iter().map(text).collect();
    let call = |func| format!("(i32.add (call {func} (i32.const {})))", 4 * func + 4);
    let calls: String = (0..once + looping).map(call).collect();
    wasm(&format!(
        r#"(module (memory 1) {functions} (func (export "all") (result i32) (i32.const 7) {calls}))"#
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

fn build(bytes: &[u8], setting: Setting, heats: Option<&[(u32, Heat)]>) -> Artifact {
    let plan = heats.map(|heats| plan(bytes, heats));
    Artifact::open(try_build(bytes, setting, plan.as_ref()).expect("it compiles"))
}

#[test]
fn within_the_budget_all_is_llvms() {
    let artifact = build(&module(18, 18), MIXED, None);
    assert_eq!(by_llvm(&artifact, &kinds(18, 18)), (18, 18));
    assert_eq!(tier_of(&artifact, 36), Some(Tier::Llvm));
}

#[test]
fn beyond_the_budget_llvm_gets_what_loops() {
    let (bytes, kinds) = (module(22, 22), kinds(22, 22));
    let artifact = build(&bytes, MIXED, None);
    let (once, looping) = by_llvm(&artifact, &kinds);
    assert!(looping == 22 && (13..18).contains(&once), "{once} and {looping}");
    let sum = (1..=44).map(|func| 4 * func).sum::<Bits>() + 7;
    assert_eq!(Instance::load(&artifact, vec![]).call("all", &[]), Ok(vec![sum]));

    let elsewhere = build(&bytes, Setting { level: CpuLevel::V3, ..MIXED }, None);
    let tiers = |artifact| (0..45).map(|func| tier_of(artifact, func)).collect::<Vec<_>>();
    assert_eq!(tiers(&artifact), tiers(&elsewhere), "another level is divided in the same way");
}

#[test]
fn who_asks_for_llvm_gets_all_of_it() {
    let artifact = build(&module(22, 22), MIXED.with(Backend::Llvm), None);
    assert_eq!(by_llvm(&artifact, &kinds(22, 22)), (22, 22));
}

#[test]
fn what_a_profile_calls_hot_is_llvms_whatever_it_looks_like() {
    let (bytes, kinds) = (module(22, 22), kinds(22, 22));
    let heats = |once, looping| -> Vec<(u32, Heat)> {
        let heat = |kind: &Kind| if *kind == Kind::Once { once } else { looping };
        (0..).zip(kinds.iter().map(heat)).collect()
    };
    let artifact = build(&bytes, MIXED, Some(&heats(Heat::Hot, Heat::Warm)));
    let (once, looping) = by_llvm(&artifact, &kinds);
    assert!(once == 22 && (13..18).contains(&looping), "{once} and {looping}");
    assert_eq!(tier_of(&artifact, 44), Some(Tier::Cranelift), "it is in no profile");

    let artifact = build(&bytes, MIXED, Some(&heats(Heat::Hot, Heat::Hot)));
    assert_eq!(by_llvm(&artifact, &kinds), (22, 22), "hot beyond the budget");
}
