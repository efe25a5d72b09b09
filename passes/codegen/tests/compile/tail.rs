//! Tail calls: they need no stack, whatever they pass, and come back to whoever called first.

use preheat_formats::Trap;
use preheat_formats::artifact::Tier;
use preheat_loader::{Bits, Instance};

use crate::every_setting;

/// Deeper than any stack.
const DEEP: Bits = 3_000_000;

#[test]
fn direct_and_indirect_ones_need_no_stack() {
    let text = r#"(module
        (type $t (func (param i32 i64) (result i64)))
        (table funcref (elem $even $odd))
        (func $even (export "even") (type $t)
            (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
            (return_call $odd (i32.sub (local.get 0) (i32.const 1))
                (i64.add (local.get 1) (i64.const 3))))
        (func $odd (type $t)
            (if (i32.eqz (local.get 0)) (then (return (i64.const -1))))
            (return_call_indirect (type $t) (i32.sub (local.get 0) (i32.const 1))
                (i64.add (local.get 1) (i64.const 4)) (i32.const 0))))"#;
    for setting in every_setting() {
        let mut instance = Instance::new(text, setting);
        let sum = 7 * DEEP / 2;
        assert_eq!(instance.call1("even", &[DEEP, 0]), Ok(sum), "{setting}");
        let minus_one = Bits::from(u64::MAX);
        assert_eq!(instance.call1("even", &[DEEP + 1, 0]), Ok(minus_one), "{setting}");
    }
}

/// Functions with few and many parameters take turns, so that arguments on the stack come and go.
#[test]
fn parameters_on_the_stack_come_and_go() {
    let many = "i64 ".repeat(20);
    let numbers: String = (0..19).map(|i| format!("(i64.const {i})")).collect();
    let sum: String = (1..20).map(|i| format!("(local.get {i}) (i64.add)")).collect();
    let text = format!(
        r#"(module
        (func $few (export "few") (param i64) (result i64 f64 i64)
            (if (i64.eqz (local.get 0))
                (then (return (i64.const 1) (f64.const 2) (i64.const 3))))
            (return_call $many (i64.sub (local.get 0) (i64.const 1)) {numbers}))
        (func $many (param {many}) (result i64 f64 i64)
            (if (i64.eqz (local.get 0))
                (then (return (i64.const 0) {sum} (f64.const 5) (i64.const 6))))
            (return_call $few (i64.sub (local.get 0) (i64.const 1)))))"#
    );
    for setting in every_setting() {
        let mut instance = Instance::new(&text, setting);
        let two = Bits::from(2f64.to_bits());
        assert_eq!(instance.call("few", &[DEEP]), Ok(vec![1, two, 3]), "{setting}");
        let (five, sum) = (Bits::from(5f64.to_bits()), (0..19).sum());
        assert_eq!(instance.call("few", &[DEEP + 1]), Ok(vec![sum, five, 6]), "{setting}");
    }
}

/// The same with vectors and floats among them.
#[test]
fn vectors_on_the_stack_come_and_go() {
    for rest in ["", "f32"] {
        let many = "i64 v128 f32 ".repeat(12) + rest;
        let last = if rest.is_empty() { "" } else { "(f32.const 0.5)" };
        let numbers: String = (0..12)
            .map(|i| format!("(i64.const {i}) (v128.const i64x2 {} {i}) (f32.const {i})", 7 * i))
            .collect();
        let sum: String = (0..12)
            .map(|i| {
                let (number, vector, float) = (3 * i + 1, 3 * i + 2, 3 * i + 3);
                format!(
                    "(local.get {number}) (i64.add)
                     (i64x2.extract_lane 0 (local.get {vector})) (i64.add)
                     (i64.trunc_f32_s (local.get {float})) (i64.add)"
                )
            })
            .collect();
        let text = format!(
            r#"(module
            (func $few (export "few") (param i64) (result i64)
                (if (i64.eqz (local.get 0)) (then (return (i64.const 1))))
                (return_call $many (i64.sub (local.get 0) (i64.const 1)) {numbers} {last}))
            (func $many (param i64 {many}) (result i64)
                (if (i64.eqz (local.get 0)) (then (return (i64.const 0) {sum})))
                (return_call $few (i64.sub (local.get 0) (i64.const 1))))
            (func (export "often") (param i64) (result i64) (local $sum i64)
                (loop $again
                    (local.set $sum (i64.add (local.get $sum)
                        (call $many (i64.const 0) {numbers} {last})))
                    (local.set 0 (i64.sub (local.get 0) (i64.const 1)))
                    (br_if $again (i64.ne (local.get 0) (i64.const 0))))
                (local.get $sum)))"#
        );
        let sum: Bits = (0..12).map(|i| 9 * i).sum();
        for setting in every_setting() {
            let mut instance = Instance::new(&text, setting);
            assert_eq!(instance.call1("few", &[DEEP]), Ok(1), "{setting}");
            assert_eq!(instance.call1("few", &[DEEP + 1]), Ok(sum), "{setting}");
            assert_eq!(instance.call1("often", &[100_000]), Ok(100_000 * sum), "{setting}");
        }
    }
}

#[test]
fn what_the_caller_keeps_survives_them() {
    let text = r#"(module
        (func $last (param i64 i64 i64 i64 i64 i64 i64 i64) (result i64)
            (i64.mul (i64.add (local.get 0) (local.get 7)) (i64.sub (local.get 3) (local.get 5))))
        (func $middle (param i64) (result i64)
            (return_call $last (local.get 0) (i64.const 1) (i64.const 2) (local.get 0)
                (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7)))
        (func (export "f") (param i64) (result i64)
            (local i64 i64 i64 i64)
            (local.set 1 (i64.mul (local.get 0) (i64.const 3)))
            (local.set 2 (i64.mul (local.get 0) (i64.const 5)))
            (local.set 3 (i64.mul (local.get 0) (i64.const 7)))
            (local.set 4 (call $middle (local.get 0)))
            (i64.add (i64.add (local.get 1) (local.get 2)) (i64.add (local.get 3)
                (i64.add (local.get 4) (call $middle (local.get 2)))))))"#;
    let middle = |x: i64| (x + 7) * (x - 5);
    let expected = |x: i64| 15 * x + middle(x) + middle(5 * x);
    for setting in every_setting() {
        let mut instance = Instance::new(text, setting);
        for x in [0, 1, -9, 123_456] {
            let found = instance.call1("f", &[Bits::from(x as u64)]);
            assert_eq!(found, Ok(Bits::from(expected(x) as u64)), "{setting}");
        }
    }
}

#[test]
fn what_is_wrong_with_an_indirect_one_traps_as_in_a_call() {
    let text = r#"(module
        (type $none (func))
        (table 3 funcref)
        (elem (i32.const 1) func $takes)
        (func $takes (param i32))
        (func (export "f") (param i32) (return_call_indirect (type $none) (local.get 0))))"#;
    for setting in every_setting() {
        let mut instance = Instance::new(text, setting);
        assert_eq!(instance.call("f", &[0]), Err(Trap::NullFunctionReference), "{setting}");
        assert_eq!(instance.call("f", &[1]), Err(Trap::IndirectCallTypeMismatch), "{setting}");
        assert_eq!(instance.call("f", &[3]), Err(Trap::UndefinedElement), "{setting}");
    }
}

/// Imports are called as functions of the module are, and can be called last.
#[test]
fn an_import_can_be_called_last() {
    let text = r#"(module
        (import "host" "twice" (func $twice (param i64) (result i64)))
        (func (export "f") (param i64) (result i64) (return_call $twice (local.get 0))))"#;
    for setting in every_setting() {
        let twice = preheat_loader::host(|_, slots| slots[0].0 *= 2);
        let artifact = preheat_loader::Artifact::build(text, setting);
        let mut instance = Instance::load(&artifact, vec![twice]);
        assert_eq!(instance.call1("f", &[21]), Ok(42), "{setting}");
    }
}

/// LLVM's convention for tail calls loses the stack pointer (docs/LLVM.md), and emitters do not know each
/// other's.
#[test]
fn a_module_with_tail_calls_is_cranelifts() {
    let text = r#"(module
        (func $a (export "a") (param i32) (result i32) (return_call $b (local.get 0)))
        (func $b (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
        (func $c (export "c") (result i32) (i32.const 7)))"#;
    for setting in every_setting() {
        let artifact = preheat_loader::Artifact::build(text, setting);
        let records = artifact.records();
        assert!(records.iter().all(|record| record.tier != Some(Tier::Llvm)), "{setting}");
        let producer = &artifact.meta.producer;
        assert!(producer.contains("Cranelift") && !producer.contains("LLVM"), "{producer}");
    }
}

/// What a module could do to us through LLVM's: its first call takes arguments to the place of a return
/// address.
#[test]
fn a_path_without_the_larger_tail_call_keeps_the_stack() {
    let many = "i64 ".repeat(40);
    let fewer = "i64 ".repeat(30);
    let (numbers, same) = ("(i64.const 0x414141414141)".repeat(40), "(local.get 0)".repeat(30));
    let text = format!(
        r#"(module
        (global $never (mut i64) (i64.const 0))
        (table funcref (elem $f $big $host))
        (func $f (param i64) (result i64)
            (if (i64.ne (global.get $never) (i64.const 0))
                (then (return_call_indirect (param {fewer}) (result i64) {same} (i32.const 1))))
            (global.set $never (i64.sub (global.get $never) (i64.const 0)))
            (if (i64.eqz (local.get 0)) (then (return (i64.const 7))))
            (return_call $f (i64.sub (local.get 0) (i64.const 1))))
        (func $big (param {fewer}) (result i64) (local.get 29))
        (func $host (param {many}) (result i64)
            (i64.add (call $f (i64.const 1)) (i64.const 1)))
        (func (export "start") (result i64)
            (call_indirect (param {many}) (result i64) {numbers} (i32.const 2))))"#
    );
    for setting in every_setting() {
        assert_eq!(Instance::new(&text, setting).call1("start", &[]), Ok(8), "{setting}");
    }
}
