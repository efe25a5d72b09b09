//! Calls: direct, indirect, of the host, with many results, too deep.

use preheat_formats::Trap;
use preheat_formats::abi::Slot;
use preheat_loader::*;

#[test]
fn many_results_come_back_in_order() {
    let text = r#"(module
        (table funcref (elem $many))
        (type $many (func (param i32) (result i32 i64 f32 f64 i32 i64 f64)))
        (func $many (export "many") (type $many)
            (local.get 0) (i64.const -5) (f32.const 1.5) (f64.const -2.5) (i32.const 7)
            (i64.extend_i32_u (local.get 0)) (f64.const 0.25))
        (func (export "direct") (type $many) (call $many (local.get 0)))
        (func (export "indirect") (param i32 i32) (result i32 i64 f32 f64 i32 i64 f64)
            (call_indirect (type $many) (local.get 0) (local.get 1))))"#;
    let expected = vec![
        0xffff_fff0,
        u128::from(-5i64 as u64),
        u128::from(1.5f32.to_bits()),
        u128::from((-2.5f64).to_bits()),
        7,
        0xffff_fff0,
        u128::from(0.25f64.to_bits()),
    ];
    for setting in settings() {
        let mut instance = Instance::new(text, setting);
        assert_eq!(instance.call("many", &[0xffff_fff0]), Ok(expected.clone()));
        assert_eq!(instance.call("direct", &[0xffff_fff0]), Ok(expected.clone()));
        assert_eq!(instance.call("indirect", &[0xffff_fff0, 0]), Ok(expected.clone()));
    }
}

#[test]
fn an_indirect_call_checks_index_then_null_then_type() {
    let text = r#"(module
        (type $takes (func (param i32) (result i32)))
        (type $gives (func (result i32)))
        (table $t (export "t") 4 4 funcref)
        (elem (table $t) (i32.const 0) func $takes $gives)
        (func $takes (type $takes) (i32.add (local.get 0) (i32.const 1)))
        (func $gives (type $gives) (i32.const 42))
        (func (export "call") (param i32) (result i32)
            (call_indirect (type $takes) (i32.const 9) (local.get 0)))
        (func (export "clear") (param i32) (table.set (local.get 0) (ref.null func)))
        (func (export "move") (param i32 i32)
            (table.set (local.get 0) (table.get (local.get 1)))))"#;
    for setting in settings() {
        let mut instance = Instance::new(text, setting);
        assert_eq!(instance.call1("call", &[0]), Ok(10));
        assert_eq!(instance.call1("call", &[1]), Err(Trap::IndirectCallTypeMismatch));
        assert_eq!(instance.call1("call", &[2]), Err(Trap::NullFunctionReference));
        assert_eq!(instance.call1("call", &[4]), Err(Trap::UndefinedElement));
        assert_eq!(instance.call1("call", &[u128::from(u32::MAX)]), Err(Trap::UndefinedElement));
        instance.call("move", &[3, 0]).unwrap();
        instance.call("clear", &[0]).unwrap();
        assert_eq!(instance.call1("call", &[3]), Ok(10));
        assert_eq!(instance.call1("call", &[0]), Err(Trap::NullFunctionReference));
        assert_eq!(instance.call("move", &[4, 0]), Err(Trap::TableOutOfBounds));
    }
}

/// The length is read anew where the module grows its table.
#[test]
fn a_grown_table_has_more_entries() {
    let text = r#"(module
        (table 1 10 funcref)
        (elem declare func $five)
        (func $five (result i32) (i32.const 5))
        (func (export "grow") (param i32) (result i32)
            (table.grow (ref.func $five) (local.get 0)))
        (func (export "size") (result i32) (table.size))
        (func (export "call") (param i32) (result i32)
            (call_indirect (result i32) (local.get 0))))"#;
    for setting in settings() {
        let mut instance = Instance::new(text, setting);
        assert_eq!(instance.call1("call", &[5]), Err(Trap::UndefinedElement));
        assert_eq!(instance.call1("grow", &[6]), Ok(1));
        assert_eq!(instance.call1("size", &[]), Ok(7));
        assert_eq!(instance.call1("call", &[5]), Ok(5));
        assert_eq!(instance.call1("grow", &[4]), Ok(u128::from(u32::MAX)));
    }
}

/// The host sees every argument in its own slot, and its results come back.
#[test]
fn the_host_is_called_with_slots() {
    fn called(instance: &mut Instance, slots: &mut [Slot]) {
        assert_eq!(slots[0].0 as u32, 1);
        assert_eq!(slots[1].0 as u64, u64::MAX - 1);
        assert_eq!(f32::from_bits(slots[2].0 as u32), 3.5);
        assert_eq!(f64::from_bits(slots[3].0 as u64), -4.5);
        instance.memory()[8] = 99;
        slots[0] = Slot(u128::from(2.5f64.to_bits()));
        slots[1] = Slot(77);
    }
    let text = r#"(module
        (import "host" "call"
            (func $host (param i32 i64 f32 f64) (result f64 i32)))
        (memory 1)
        (func (export "run") (result f64 i32 i32)
            (i32.store8 (i32.const 8) (i32.const 1))
            (call $host (i32.const 1) (i64.const -2) (f32.const 3.5) (f64.const -4.5))
            (i32.load8_u (i32.const 8))))"#;
    for setting in settings() {
        let artifact = Artifact::build(text, setting);
        let mut instance = Instance::load(&artifact, vec![host(called)]);
        let expected = vec![u128::from(2.5f64.to_bits()), 77, 99];
        assert_eq!(instance.call("run", &[]), Ok(expected));
    }
}

/// Also where it could become a loop, and with frames larger than the guard page.
#[test]
fn endless_recursion_exhausts_the_stack() {
    let locals = 1500;
    let read = |index| format!("(local.set {index} (i64.load (i32.const {})))", 8 * index);
    let reads: String = (0..locals).map(read).collect();
    let add = |index| format!("(i64.store (i32.const {}) (local.get {index}))", 8 * index);
    let adds: String = (0..locals).map(add).collect();
    let text = format!(
        r#"(module (memory 1)
            (func $tail (export "tail") (param i32) (result i32)
                (call $tail (i32.add (local.get 0) (i32.const 1))))
            (func $large (export "large") (local {}) {reads} (call $large) {adds})
            (func $even (export "even") (param i32) (result i32)
                (call $odd (i32.sub (local.get 0) (i32.const 1))))
            (func $odd (param i32) (result i32)
                (call $even (i32.add (local.get 0) (i32.const 1)))))"#,
        "i64 ".repeat(locals)
    );
    for setting in settings() {
        let mut instance = Instance::new(&text, setting);
        assert_eq!(instance.call("tail", &[0]), Err(Trap::StackOverflow));
        assert_eq!(instance.call("large", &[]), Err(Trap::StackOverflow));
        assert_eq!(instance.call("even", &[0]), Err(Trap::StackOverflow));
        assert_eq!(instance.call("tail", &[0]), Err(Trap::StackOverflow), "and once more");
    }
}

/// A function of a thousand results, called often: those that somebody reads are right, whoever else is not
/// looked at.
#[test]
fn of_a_thousand_results_those_are_there_that_are_read() {
    let results: String = (0..1_000).map(|number| format!("(i64.const {number}) ")).collect();
    let one = |skip: usize| {
        let drops = "drop ".repeat(999 - skip);
        let rest = "drop ".repeat(skip);
        format!(
            "call $many {drops} local.set 0 {rest} local.get 1 local.get 0 i64.add local.set 1 "
        )
    };
    let code: String = [0, 7, 500, 998, 999].map(one).concat();
    let text = format!(
        r#"(module
            (func $many (result {}) {results})
            (func (export "sum") (result i64) (local i64 i64) {code} local.get 1))"#,
        "i64 ".repeat(1_000)
    );
    for setting in settings() {
        let mut instance = Instance::new(&text, setting);
        assert_eq!(instance.call1("sum", &[]), Ok(7 + 500 + 998 + 999), "{setting}");
    }
}
