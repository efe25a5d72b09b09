//! What the interpreter does besides what the official test suite asks of it (`spec/`).

use preheat_formats::Trap;
use preheat_passes::decode::decode;
use preheat_passes::interpret::{Bits, Ending, Instance, Limits, Memory};
use preheat_passes::ir::{FuncId, GlobalId, MemoryId, Module, TableId};

fn module(text: &str) -> Module {
    let wasm = wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"));
    decode(&wasm).unwrap_or_else(|error| panic!("{error}"))
}

fn no_host(func: FuncId, _: &[Bits], _: &mut [Memory]) -> Result<Vec<Bits>, Ending> {
    panic!("{func} is not imported")
}

/// The one result of calling `f` of a module without imports.
fn result_of(text: &str, args: &[Bits]) -> Result<Bits, Ending> {
    let module = module(text);
    let mut instance = Instance::new(&module, no_host, Limits::default())?;
    Ok(instance.call("f", args)?[0])
}

#[test]
fn tail_calls_take_no_stack() {
    let text = r#"(module
        (type $t (func (param i32) (result i32)))
        (table 2 funcref)
        (elem (i32.const 0) $direct $indirect)
        (func $direct (export "f") (param i32) (result i32)
            (if (i32.eqz (local.get 0)) (then (return (i32.const 7))))
            (return_call $indirect (i32.sub (local.get 0) (i32.const 1))))
        (func $indirect (param i32) (result i32)
            (return_call_indirect (type $t) (local.get 0) (i32.const 0))))"#;
    let module = module(text);
    let limits = Limits { stack: 32, ..Limits::default() };
    let mut instance = Instance::new(&module, no_host, limits).expect("nothing can fail");
    assert_eq!(instance.call("f", &[100_000]), Ok(vec![7]));
}

#[test]
fn a_tail_call_of_an_import_returns_its_results() {
    let module = module(
        r#"(module
            (import "env" "double" (func $double (param i32) (result i32)))
            (func $g (param i32) (result i32) (return_call $double (local.get 0)))
            (func (export "f") (param i32) (result i32)
                (i32.add (i32.const 1) (call $g (local.get 0)))))"#,
    );
    let double = |_: FuncId, args: &[Bits], _: &mut [Memory]| Ok(vec![2 * args[0]]);
    let mut instance = Instance::new(&module, double, Limits::default()).expect("it starts");
    assert_eq!(instance.call("f", &[20]), Ok(vec![41]));
}

#[test]
fn endless_recursion_is_a_trap_and_the_instance_lives_on() {
    let module = module(
        r#"(module
            (func $down (export "down") (call $down))
            (func (export "f") (result i32) (i32.const 3)))"#,
    );
    let mut instance = Instance::new(&module, no_host, Limits::default()).expect("it starts");
    assert_eq!(instance.call("down", &[]), Err(Ending::Trap(Trap::StackOverflow)));
    assert_eq!(instance.call("f", &[]), Ok(vec![3]));
}

#[test]
fn fuel_ends_an_endless_loop() {
    let module = module(r#"(module (func (export "f") (loop $l (br $l))))"#);
    let limits = Limits { fuel: 1000, ..Limits::default() };
    let mut instance = Instance::new(&module, no_host, limits).expect("it starts");
    assert_eq!(instance.call("f", &[]), Err(Ending::OutOfFuel));
    assert_eq!(instance.limits.fuel, 0);
}

#[test]
fn the_host_sees_memory_and_can_end_the_program() {
    let module = module(
        r#"(module
            (import "env" "put" (func $put (param i32)))
            (import "env" "exit" (func $exit))
            (memory 1)
            (func (export "f") (result i32)
                (call $put (i32.const 8))
                (i32.load (i32.const 8)))
            (func (export "g") (call $exit) unreachable))"#,
    );
    let host = |func: FuncId, args: &[Bits], memories: &mut [Memory]| match func {
        FuncId(0) => {
            memories[0].bytes_mut()[args[0] as usize] = 42;
            Ok(vec![])
        }
        _ => Err(Ending::Exit),
    };
    let mut instance = Instance::new(&module, host, Limits::default()).expect("it starts");
    assert_eq!(instance.call("f", &[]), Ok(vec![42]));
    assert_eq!(instance.call("g", &[]), Err(Ending::Exit));
}

#[test]
fn an_access_across_the_end_of_memory_does_nothing_but_trap() {
    let module = module(
        r#"(module (memory 1)
            (func (export "f") (i64.store (i32.const 65532) (i64.const -1)))
            (func (export "g") (v128.store (i32.const 65521) (v128.const i64x2 -1 -1)))
            (func (export "h")
                (memory.fill (i32.const 65000) (i32.const 1) (i32.const 1000))))"#,
    );
    let mut instance = Instance::new(&module, no_host, Limits::default()).expect("it starts");
    for function in ["f", "g", "h"] {
        assert_eq!(instance.call(function, &[]), Err(Ending::Trap(Trap::MemoryOutOfBounds)));
    }
    assert!(instance.memory(MemoryId(0)).bytes().iter().all(|&byte| byte == 0));
}

#[test]
fn what_a_program_did_before_a_trap_is_still_there() {
    let module = module(
        r#"(module (memory 1) (global $g (mut i32) (i32.const 1))
            (func (export "f")
                (global.set $g (i32.const 2))
                (i32.store (i32.const 0) (i32.const 5))
                unreachable))"#,
    );
    let mut instance = Instance::new(&module, no_host, Limits::default()).expect("it starts");
    assert_eq!(instance.call("f", &[]), Err(Ending::Trap(Trap::Unreachable)));
    assert_eq!(instance.global(GlobalId(0)), 2);
    assert_eq!(instance.memory(MemoryId(0)).bytes()[0], 5);
}

#[test]
fn a_failing_segment_or_start_function_is_a_trap() {
    let trap = |text: &str| {
        let module = module(text);
        Instance::new(&module, no_host, Limits::default()).map(|_| ()).unwrap_err()
    };
    assert_eq!(
        trap(r#"(module (memory 1) (data (i32.const 65535) "ab"))"#),
        Ending::Trap(Trap::MemoryOutOfBounds)
    );
    // Tables come before memories.
    assert_eq!(
        trap(
            r#"(module (memory 1) (data (i32.const 65535) "ab")
                (table 1 funcref) (func $f) (elem (i32.const 1) $f))"#
        ),
        Ending::Trap(Trap::TableOutOfBounds)
    );
    assert_eq!(
        trap("(module (func $start unreachable) (start $start))"),
        Ending::Trap(Trap::Unreachable)
    );
}

#[test]
fn limits_hold_at_the_start_and_when_growing() {
    let limits = Limits { pages: 3, entries: 3, ..Limits::default() };
    for text in ["(module (memory 4))", "(module (table 4 funcref))"] {
        let module = module(text);
        let failed = Instance::new(&module, no_host, limits).map(|_| ());
        assert_eq!(failed, Err(Ending::TooLarge));
    }
    let module = module(
        r#"(module (memory 1) (table 1 externref)
            (func (export "pages") (param i32) (result i32) (memory.grow (local.get 0)))
            (func (export "entries") (param i32) (result i32)
                (table.grow (ref.null extern) (local.get 0))))"#,
    );
    let mut instance = Instance::new(&module, no_host, limits).expect("it starts");
    for function in ["pages", "entries"] {
        assert_eq!(instance.call(function, &[3]), Ok(vec![0xffff_ffff]));
        assert_eq!(instance.call(function, &[2]), Ok(vec![1]));
        assert_eq!(instance.call(function, &[0]), Ok(vec![3]));
    }
    assert_eq!(instance.memory(MemoryId(0)).pages(), 3);
    assert_eq!(instance.table(TableId(0)).len(), 3);
}

#[test]
fn arithmetic_makes_the_canonical_nan_and_nothing_else_changes_one() {
    let binary = |op: &str, a: Bits, b: Bits| {
        let text = format!(
            r#"(module (func (export "f") (param f32 f32) (result f32)
                ({op} (local.get 0) (local.get 1))))"#
        );
        result_of(&text, &[a, b]).expect("it does not trap")
    };
    let signalling = 0xffa0_0001;
    for op in ["f32.add", "f32.sub", "f32.mul", "f32.div", "f32.min", "f32.max"] {
        assert_eq!(binary(op, signalling, 0x3f80_0000), 0x7fc0_0000, "{op}");
        assert_eq!(binary(op, 0x3f80_0000, signalling), 0x7fc0_0000, "{op}");
    }
    assert_eq!(binary("f32.copysign", signalling, 0), 0x7fa0_0001);

    let vector = |op: &str, a: Bits, b: Bits| {
        let text = format!(
            r#"(module (func (export "f") (param v128 v128) (result v128)
                ({op} (local.get 0) (local.get 1))))"#
        );
        result_of(&text, &[a, b]).expect("it does not trap")
    };
    assert_eq!(vector("f32x4.add", signalling, 0) as u32, 0x7fc0_0000);
    assert_eq!(vector("f32x4.pmin", signalling, 0), signalling);
    assert_eq!(vector("f32x4.pmax", 0, signalling), 0);
}

#[test]
fn relaxed_operations_are_the_documented_ones() {
    let ternary = |op: &str, args: &[Bits; 3]| {
        let text = format!(
            r#"(module (func (export "f") (param v128 v128 v128) (result v128)
                ({op} (local.get 0) (local.get 1) (local.get 2))))"#
        );
        result_of(&text, args).expect("it does not trap")
    };
    // (1 + 2⁻²³)² - (1 + 2⁻²²) = 2⁻⁴⁶ if the product is not rounded, and 0 if it is.
    let (a, c) = (0x3f80_0001, 0xbf80_0002);
    assert_eq!(ternary("f32x4.relaxed_madd", &[a, a, c]) as u32, 2f32.powi(-46).to_bits());
    let minus_c = c & 0x7fff_ffff;
    let negated = (-2f32.powi(-46)).to_bits();
    assert_eq!(ternary("f32x4.relaxed_nmadd", &[a, a, minus_c]) as u32, negated);
    // -128 · -128 twice is 2¹⁵, which wraps in the 16 bits in between.
    assert_eq!(ternary("i32x4.relaxed_dot_i8x16_i7x16_add_s", &[0x8080, 0x8080, 1]), 0xffff_8001);
}

#[test]
fn a_memory_is_copied_to_another() {
    let text = r#"(module
        (memory 1) (memory $other 1)
        (data (memory $other) (i32.const 10) "abcd")
        (func (export "f") (result i32)
            (memory.copy 0 $other (i32.const 100) (i32.const 10) (i32.const 4))
            (i32.load (i32.const 100))))"#;
    assert_eq!(result_of(text, &[]), Ok(Bits::from(u32::from_le_bytes(*b"abcd"))));
}
