//! Control flow: block parameters, loops, switches whose edges meet.

use preheat_codegen::compile::{CompileOptions, compile};
use preheat_codegen::timing::Timings;
use preheat_formats::Trap;
use preheat_loader::*;
use preheat_passes::decode::decode;
use preheat_passes::ir::{
    BinaryOp, Block, BlockId, Body, Const, Edge, FuncId, Inst, Op, Origin, Terminator, ValType,
};
use preheat_passes::transform::Selection;
use preheat_passes::verify::verify;

#[test]
fn loop_parameters_change_places() {
    let text = r#"(module (func (export "fib") (param $n i32) (result i64)
        (i64.const 0) (i64.const 1)
        (loop $l (param i64 i64) (result i64)
            (call $step)
            (local.set $n (i32.sub (local.get $n) (i32.const 1)))
            (br_if $l (local.get $n))
            (drop)))
        (func $step (param i64 i64) (result i64 i64)
            (local.get 1) (i64.add (local.get 0) (local.get 1)))
        (func (export "swap") (param $n i32) (param $a i32) (param $b i32) (result i32) (local $t i32)
            (loop $l
                (local.set $t (local.get $a))
                (local.set $a (local.get $b))
                (local.set $b (local.get $t))
                (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
            (local.get $a)))"#;
    for setting in settings() {
        let mut instance = Instance::new(text, setting);
        assert_eq!(instance.call1("fib", &[10]), Ok(55));
        assert_eq!(instance.call1("fib", &[90]), Ok(2_880_067_194_370_816_120));
        assert_eq!(instance.call1("swap", &[7, 1, 2]), Ok(2));
        assert_eq!(instance.call1("swap", &[8, 1, 2]), Ok(1));
    }
}

/// Several edges of one switch or branch lead to the same block, with the same or other arguments.
#[test]
fn edges_meet_in_one_block() {
    let text = r#"(module
        (func (export "switch") (param i32) (result i32)
            (block $out (result i32)
                (block $b (result i32)
                    (block $a (result i32)
                        (i32.const 100)
                        (br_table $a $b $a $b $out $a (local.get 0)))
                    (br $b (i32.add (i32.const 1))))
                (i32.add (i32.const 10))))
        (func (export "choose") (param i32) (result i32)
            (block $end (result i32)
                (drop (br_if $end (i32.const 1) (local.get 0)))
                (i32.const 2)))
        (func (export "none") (param i32) (result i32)
            (block $a (br_table $a (local.get 0)))
            (i32.const 5)))"#;
    for setting in settings() {
        let mut instance = Instance::new(text, setting);
        let expected = [111, 110, 111, 110, 100, 111, 111];
        for (index, expected) in expected.into_iter().enumerate() {
            assert_eq!(instance.call1("switch", &[index as u128]), Ok(expected), "{index}");
        }
        assert_eq!(instance.call1("switch", &[u128::from(u32::MAX)]), Ok(111));
        assert_eq!(instance.call1("choose", &[3]), Ok(1));
        assert_eq!(instance.call1("choose", &[0]), Ok(2));
        assert_eq!(instance.call1("none", &[9]), Ok(5));
    }
}

/// A dense switch becomes a jump table, one with constant results a lookup: both without relocations.
#[test]
fn large_switches_need_no_relocation() {
    let cases = 200;
    let blocks = "(block ".repeat(cases + 1);
    let labels: String = (0..=cases).map(|label| format!("{label} ")).collect();
    let arm = |case: usize| {
        let body = match case % 3 {
            0 => format!("(return (call $f (i32.const {case})))"),
            1 => format!("(return (i32.add (local.get 0) (i32.const {case})))"),
            _ => format!("(i32.store (i32.const 0) (i32.const {case})) (return (i32.const 3))"),
        };
        format!(") {body}")
    };
    let arms: String = (0..=cases).map(arm).collect();
    let constants: String =
        (0..=cases).map(|case| format!(") (return (i32.const {}))", case * case)).collect();
    let text = format!(
        r#"(module (memory 1)
            (func $f (param i32) (result i32) (i32.xor (local.get 0) (i32.const 1)))
            (func (export "jump") (param i32) (result i32)
                {blocks} (br_table {labels} (local.get 0)) {arms} (unreachable))
            (func (export "look") (param i32) (result i32)
                {blocks} (br_table {labels} (local.get 0)) {constants} (unreachable)))"#
    );
    for setting in settings() {
        let mut instance = Instance::new(&text, setting);
        for index in 0..cases as u128 + 5 {
            let case = index.min(cases as u128);
            let expected = match case % 3 {
                0 => case ^ 1,
                1 => index + case,
                _ => 3,
            };
            assert_eq!(instance.call1("jump", &[index]), Ok(expected), "{index}");
            assert_eq!(instance.call1("look", &[index]), Ok(case * case), "{index}");
        }
    }
}

#[test]
fn unreachable_traps_and_endless_loops_stay() {
    let text = r#"(module (memory 1)
        (func (export "trap") (param i32) (result i32)
            (if (local.get 0) (then (unreachable)))
            (i32.const 1))
        (func (export "spin") (param i32) (result i32)
            (loop $l (br_if $l (i32.eqz (i32.load (local.get 0)))))
            (unreachable)))"#;
    for setting in settings() {
        let mut instance = Instance::new(text, setting);
        assert_eq!(instance.call1("trap", &[0]), Ok(1));
        assert_eq!(instance.call1("trap", &[1]), Err(Trap::Unreachable));
        instance.memory()[4] = 1;
        assert_eq!(instance.call1("spin", &[4]), Err(Trap::Unreachable));
    }
}

/// Transformations may make what decoding does not: edges of one terminator to one block, with
/// different arguments.
#[test]
fn edges_to_one_block_may_bring_different_values() {
    let bytes = wasm(r#"(module (func (export "pick") (param i32) (result i32) (local.get 0)))"#);
    let mut module = decode(&bytes).unwrap();
    let mut body = Body::default();
    let [index, ten, twenty, sum] = [(); 4].map(|()| body.new_value(ValType::I32));
    let constant = |value, result| Inst { op: Op::Const(Const::I32(value)), results: vec![result] };
    let edge = |arg| Edge::new(BlockId(1), vec![arg]);
    body.new_block(Block {
        params: vec![index],
        insts: vec![constant(10, ten), constant(20, twenty)],
        term: Terminator::Switch {
            index,
            targets: vec![edge(ten), edge(twenty), edge(ten), edge(index)],
            default: edge(twenty),
        },
        wasm_offset: 0,
        origin: Origin::PENDING,
    });
    let param = body.new_value(ValType::I32);
    let add = Op::Binary(BinaryOp::I32Add, param, index);
    body.new_block(Block {
        params: vec![param],
        insts: vec![Inst { op: add, results: vec![sum] }],
        term: Terminator::Branch {
            cond: index,
            on_true: Edge::new(BlockId(2), vec![sum]),
            on_false: Edge::new(BlockId(2), vec![ten]),
            hint: None,
        },
        wasm_offset: 0,
        origin: Origin::PENDING,
    });
    let result = body.new_value(ValType::I32);
    body.new_block(Block {
        params: vec![result],
        insts: vec![],
        term: Terminator::Return(vec![result]),
        wasm_offset: 0,
        origin: Origin::PENDING,
    });
    body.set_origins(FuncId(0));
    module.funcs[0].body = Some(body);
    verify(&module).unwrap();
    for setting in settings() {
        let Setting { backend, opt, level } = setting;
        let options = CompileOptions {
            processor: None,
            backend,
            level,
            opt,
            plan: None,
            steps: Selection::ALL,
            counters: None,
            progress: &|_| {},
            timings: &Timings::default(),
        };
        let artifact = Artifact::open(compile(&module, &bytes, &options).unwrap());
        let mut instance = Instance::load(&artifact, vec![]);
        let found = [0, 1, 2, 3, 4, 9].map(|index| instance.call1("pick", &[index]).unwrap());
        assert_eq!(found, [10, 21, 12, 6, 24, 29]);
    }
}
