//! Functions beyond what optimisers stand: they compile all the same, and what they compute does not change.

use preheat_codegen::compile::CompileError;
use preheat_formats::CpuLevel;
use preheat_formats::artifact::Tier;
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_loader::{Artifact, Bits, Instance, Setting, try_build, wasm};

/// What a function may cost, in instructions if there is nothing else.
const TOO_LARGE: u32 = 50_000;

const OPTIMISED: Setting = Setting::new(OptLevel::O3, CpuLevel::V2);

/// Adds to its parameter so many times, each time another number; with a branch now and then.
fn sums(steps: u32) -> (String, Bits) {
    let mut expected = 1u32;
    let code: String = (0..steps)
        .map(|step| {
            let number = step.wrapping_mul(2_654_435_761);
            expected = (expected ^ number).wrapping_add(number >> 7);
            let first = format!("local.get 0 i32.const {} i32.xor ", number as i32);
            let branch = if step % 50 == 0 { "local.get 0 i32.eqz br_if 0 " } else { "" };
            format!("{first} i32.const {} i32.add local.set 0 {branch}", number >> 7)
        })
        .collect();
    let text = format!(
        r#"(module
          (func $last (param i32) (result i32) local.get 0)
          (func $large (export "large") (param i32) (result i32)
            block {code} end
            local.get 0 call $last))"#
    );
    (text, Bits::from(expected))
}

#[test]
fn a_function_too_large_for_llvm_is_cranelifts() {
    let (text, expected) = sums(TOO_LARGE / 3);
    for backend in [Backend::Llvm, Backend::Mixed] {
        let file = try_build(&wasm(&text), OPTIMISED.with(backend), None).expect("it compiles");
        let artifact = Artifact::open(file);
        let tier = |func| {
            let records = artifact.records();
            records.iter().find(|record| record.func == Some(func)).expect("it has code").tier
        };
        assert_eq!((tier(0), tier(1)), (Some(Tier::Llvm), Some(Tier::Cranelift)), "{backend:?}");
        let mut instance = Instance::load(&artifact, vec![]);
        assert_eq!(instance.call("large", &[1]), Ok(vec![expected]), "{backend:?}");
    }
}

/// Small next to that, and too much all the same: rows of loops, loops with very many locals, interpreters
/// with many, what accesses memory all the time, and calls that pass or return very much.
#[test]
fn what_llvm_takes_long_for_is_cranelifts_whatever_its_size() {
    let count = "(local.set 0 (i32.add (local.get 0) (i32.const 1)))";
    let loops =
        format!("(loop {count} (br_if 0 (i32.lt_u (local.get 0) (local.get 1))))").repeat(3_100);
    let each = |text: &dyn Fn(u32) -> String, most: u32| (1..most).map(text).collect::<String>();
    let turned = each(
        &|i| format!("(local.set {i} (i32.xor (local.get {}) (local.get 0)))", i % 1_600 + 1),
        1_601,
    );
    let locals =
        format!("(loop {turned} {count} (br_if 0 (i32.lt_u (local.get 0) (i32.const 9))))");
    let cases = 1_200;
    let labels = each(&|i| format!(" {i}"), cases);
    let opened = "(block ".repeat(cases as usize);
    let bodies = each(
        &|i| {
            format!(
                ") (local.set {} (i32.add (local.get {}) (local.get 0))) {count} (br {})",
                i % 180 + 2,
                (i + 7) % 180 + 2,
                cases - i
            )
        },
        cases,
    );
    let interpreter = format!("(loop $next {opened} (br_table {labels} (local.get 0)) {bodies} ))");
    let stores = "(i32.store (local.get 0) (local.get 1))".repeat(6_500);
    let results = format!("(call $many) {}", "drop ".repeat(1_000)).repeat(60);
    let passed = format!("(call $takes {})", "(local.get 0) ".repeat(1_000)).repeat(60);
    let all = [
        ("loops", loops),
        ("locals", locals),
        ("interpreter", interpreter),
        ("stores", stores),
        ("results", results),
        ("arguments", passed),
    ];
    let thousand = "i32 ".repeat(1_000);
    for (what, code) in all {
        let text = format!(
            r#"(module (memory 1)
                (func (export "f") (param i32 i32) (result i32) (local {}) {code} (local.get 1))
                (func $many (result {thousand}) {})
                (func $takes (param {thousand})))"#,
            "i32 ".repeat(1_700),
            "(i32.const 1) ".repeat(1_000),
        );
        let file = try_build(&wasm(&text), OPTIMISED, None).expect("it compiles");
        let artifact = Artifact::open(file);
        let tiers: Vec<_> = artifact
            .records()
            .iter()
            .filter(|record| record.func == Some(0))
            .map(|record| record.tier)
            .collect();
        assert!(tiers.contains(&Some(Tier::Cranelift)), "{what}: {tiers:?}");
    }
}

fn refusal(text: &str, backend: Backend) -> CompileError {
    try_build(&wasm(text), OPTIMISED.with(backend), None).expect_err("it is too much")
}

/// 1,000 values from each call to the next: seven million instructions of 2,000.
#[test]
fn a_function_that_passes_too_much_is_refused_by_its_name() {
    let text = format!(
        r#"(module
            (func $many (result {thousand}) {})
            (func $takes (param {thousand}))
            (func $pass {}))"#,
        "(i64.const 1) ".repeat(1_000),
        "call $many call $takes ".repeat(1_000),
        thousand = "i64 ".repeat(1_000),
    );
    for backend in [Backend::Cranelift, Backend::Llvm, Backend::Mixed] {
        let error = refusal(&text, backend).to_string();
        assert!(
            error.starts_with("function pass is too large: its calls and branches pass"),
            "{error}"
        );
    }
}

/// 12,000 locals, one more of which lives through each of 12,000 loops: a register allocator looks at each of
/// them in each block.
#[test]
fn a_function_with_too_much_in_use_is_refused_by_its_name() {
    let count = 12_000;
    let change = |local| format!("(local.set {local} (i64.add (local.get {local}) (local.get 0)))");
    let loops =
        (1..count).map(|local| format!("(loop {} (br_if 0 (local.get $c)))", change(local)));
    let sums = (0..count).map(|local| format!("(i64.store (i32.const 8) (local.get {local}))"));
    let text = format!(
        r#"(module (memory 1) (func $crowd (param i64) (local {}) (local $c i32) {} {}))"#,
        "i64 ".repeat(count),
        loops.collect::<String>(),
        sums.collect::<String>()
    );
    for backend in [Backend::Cranelift, Backend::Mixed] {
        let error = refusal(&text, backend).to_string();
        assert!(error.starts_with("function crowd is too large: up to 12"), "{error}");
    }
}
