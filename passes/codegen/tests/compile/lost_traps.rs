//! An access out of bounds traps whether or not anything needs its value: optimisers drop loads, narrow them,
//! move them to the one path that needs them, and drop stores of what was there, and each of these would lose
//! the trap.

use preheat_formats::plan::{BranchWeights, FunctionPlan, Heat, Plan, Resources, VERSION};
use preheat_formats::{CpuLevel, Digest, Trap};
use preheat_loader::{Artifact, Instance, try_build, wasm};
use preheat_passes::decode::decode;
use preheat_passes::ir::Module;

use crate::every_setting;

/// Just beyond the one page of memory, and so that only the last byte of 4, 8 and 16 is beyond it.
const BEYOND: &str = "(i32.const 65536)";
const LAST_OF_4: &str = "(i32.const 65533)";
const LAST_OF_8: &str = "(i32.const 65529)";
const LAST_OF_16: &str = "(i32.const 65521)";

/// Each text is the body of a function of an i32 that is 0, with a local of each type, that has to trap.
fn all_trap(bodies: &[(&str, String)]) {
    let functions: String = bodies
        .iter()
        .enumerate()
        .map(|(index, (_, body))| {
            format!(
                r#"(func (export "f{index}") (param i32) (result i32)
                    (local $i i32) (local $l i64) (local $d f64) (local $v v128)
                    {body} (i32.const 7))"#
            )
        })
        .collect();
    let text = format!(
        r#"(module (memory (export "memory") 1 1)
            (global $g (mut i32) (i32.const 0)) (global $vector (mut v128) (v128.const i64x2 0 0))
            (global $zero (mut i32) (i32.const 0))
            (func $ignores (param i32 i32) (result i32) (local.get 1))
            (func $at_times (param i32 i32) (result i32)
                (if (result i32) (local.get 1) (then (local.get 0)) (else (i32.const 3))))
            (func $loads (param i32) (result i32) (i32.load (local.get 0)))
            (func $product (param i32 i32) (result i32) (i32.mul (local.get 0) (local.get 1)))
            (func $difference (param i32 i32) (result i32) (i32.sub (local.get 0) (local.get 1)))
            (func $chosen (param i32 i32) (result i32)
                (select (local.get 0) (i32.const 3) (local.get 1)))
            (func $masked (param i32 i32) (result i32)
                (i32.and (local.get 0) (i32.load (local.get 1))))
            {functions})"#
    );
    let mut wrong = vec![];
    let bytes = wasm(&text);
    let plan = busy_plan(&decode(&bytes).unwrap());
    for (setting, plan) in every_setting().into_iter().flat_map(|s| [(s, None), (s, Some(&plan))]) {
        let artifact = Artifact::open(try_build(&bytes, setting, plan).unwrap());
        for (index, (what, _)) in bodies.iter().enumerate() {
            let mut instance = Instance::load(&artifact, vec![]);
            let found = instance.call(&format!("f{index}"), &[0]);
            if found != Err(Trap::MemoryOutOfBounds) {
                let planned = if plan.is_some() { ", with a plan" } else { "" };
                wrong.push(format!("{what}, {setting}{planned}: {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Of functions that are all hot, and edges each of which was taken another number of times: all calls are inlined, and
/// nothing is the same as anything else but by what it does.
fn busy_plan(module: &Module) -> Plan {
    let mut times = 0;
    let mut weights = |count: usize| {
        times += 3;
        (0..count as u64).map(|slot| times + slot).collect::<Vec<_>>()
    };
    let functions = module.bodies().map(|(func, known, body)| {
        let branches = body.block_ids().map(|id| {
            let weights = weights(body.block(id).term.edges().len());
            BranchWeights { block: id.0, weights }
        });
        FunctionPlan {
            func: func.0,
            name: known.name.clone(),
            heat: Heat::Hot,
            entries: 1000,
            share: 0.1,
            branches: branches.filter(|branch| branch.weights.len() > 1).collect(),
            paths: vec![],
            sites: vec![],
        }
    });
    Plan {
        version: VERSION,
        module: module.digest,
        profile: Digest([1; 32]),
        level: CpuLevel::V2,
        requests: 1,
        functions: functions.collect(),
        order: vec![],
        libraries: vec![],
        pages: vec![],
        resources: Resources { cpu_ns: 0, memory_bytes: 0, output_bytes: 0 },
    }
}

fn kinds(kinds: &[(&'static str, impl AsRef<str>)], address: &str) -> Vec<(&'static str, String)> {
    let with = |text: &str| text.replace("ADDRESS", address);
    kinds.iter().map(|(what, text)| (*what, with(text.as_ref()))).collect()
}

#[test]
fn of_values_that_make_no_difference() {
    let load = "(i32.load ADDRESS)";
    let scalars = [
        ("dropped", "(drop LOAD)"),
        ("times zero", "(global.set $g (i32.mul LOAD (i32.const 0)))"),
        ("zero times", "(global.set $g (i32.mul (i32.const 0) LOAD))"),
        ("and zero", "(global.set $g (i32.and LOAD (i32.const 0)))"),
        ("or all ones", "(global.set $g (i32.or LOAD (i32.const -1)))"),
        ("minus itself", "(global.set $g (i32.sub (local.tee $i LOAD) (local.get $i)))"),
        ("xor itself, loaded twice", "(global.set $g (i32.xor LOAD LOAD))"),
        ("equal to itself", "(global.set $g (i32.eq (local.tee $i LOAD) (local.get $i)))"),
        ("not less than itself", "(global.set $g (i32.lt_s LOAD LOAD))"),
        ("selected away", "(global.set $g (select LOAD (i32.const 5) (i32.const 0)))"),
        ("selected away, first", "(global.set $g (select (i32.const 5) LOAD (i32.const 1)))"),
        ("selects between the same", "(global.set $g (select (local.get 0) (local.get 0) LOAD))"),
        ("shifted out", "(global.set $g (i32.shl (i32.shl LOAD (i32.const 20)) (i32.const 12)))"),
        ("shifted out to the right", "(global.set $g (i32.shr_u (i32.load8_u ADDRESS) (i32.const 8)))"),
        ("masked twice", "(global.set $g (i32.and (i32.and LOAD (i32.const 1)) (i32.const 2)))"),
        ("rest of one", "(global.set $g (i32.rem_u LOAD (i32.const 1)))"),
        ("signed rest of one", "(global.set $g (i32.rem_s LOAD (i32.const 1)))"),
        ("rest of minus one", "(global.set $g (i32.rem_s LOAD (i32.const -1)))"),
        ("divided by more", "(global.set $g (i32.div_u (i32.load8_u ADDRESS) (i32.const 300)))"),
        ("below zero", "(global.set $g (i32.lt_u LOAD (i32.const 0)))"),
        ("at least zero", "(global.set $g (i32.ge_u LOAD (i32.const 0)))"),
        ("a byte is small", "(global.set $g (i32.lt_u (i32.load8_u ADDRESS) (i32.const 256)))"),
        ("an odd number is not zero", "(global.set $g (i32.eqz (i32.or LOAD (i32.const 1))))"),
        ("decides nothing", "(if LOAD (then) (else))"),
        ("branches to one place", "(block (br_if 0 LOAD))"),
        ("picks one of two returns", "(br_table 0 0 (i32.const 7) LOAD)"),
        (
            "does the same either way",
            "(if LOAD (then (global.set $g (i32.const 1))) (else (global.set $g (i32.const 1))))",
        ),
        (
            "decides between unneeded values",
            "(local.set $i (if (result i32) LOAD (then (i32.const 1)) (else (i32.const 2))))",
        ),
        ("picks one of the same", "(block (br_table 0 0 0 LOAD))"),
        ("decides whether to decide nothing", "(if LOAD (then (block (br_table 0 0 (memory.size)))))"),
        ("decides not to go round for ever", "(if LOAD (then) (else (if (local.get 0) (then (loop $l (br $l))))))"),
        ("decides what decides nothing",
            "(if LOAD (then (if (local.get 0) (then) (else (drop (memory.size))))) (else (block (br_if 0 (local.get 0)))))"),
        ("not reached", "(if (i32.const 0) (then (global.set $g LOAD)))(drop LOAD)"),
        ("stored over", "(i32.store (i32.const 8) LOAD) (i32.store (i32.const 8) (i32.const 1))"),
        ("set over", "(global.set $g LOAD) (global.set $g (i32.const 1))"),
        ("fills nothing", "(memory.fill (i32.const 0) LOAD (i32.const 0))"),
        ("sign not taken", "(local.set $d (f64.copysign (f64.load ADDRESS) (f64.const 1)))"),
        ("nobody's float", "(local.set $d (f64.mul (f64.load ADDRESS) (f64.const 0)))"),
        ("given to who ignores it", "(global.set $g (call $ignores LOAD (i32.const 4)))"),
        ("given to who needs it at times", "(global.set $g (call $at_times LOAD (local.get 0)))"),
        ("a result times zero", "(global.set $g (i32.mul (call $loads ADDRESS) (i32.const 0)))"),
        (
            "summed for nobody",
            "(loop (local.set $i (i32.add (local.get $i) LOAD))
                (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 9))))",
        ),
        ("needed on another path", "(local.set $i LOAD)
            (if (local.get 0) (then (global.set $g (local.get $i))))"),
        ("computed with on another path", "(local.set $i (i32.add LOAD (i32.const 3)))
            (if (local.get 0) (then (global.set $g (local.get $i))) (else (global.set $g (i32.const 1))))"),
        ("stored on another path", "(local.set $i LOAD)
            (block (br_if 0 (i32.eqz (local.get 0))) (i32.store (i32.const 8) (local.get $i)))"),
    ];
    let scalars: Vec<_> = scalars.map(|(what, text)| (what, text.replace("LOAD", load))).into();
    all_trap(&kinds(&scalars, BEYOND));
}

#[test]
fn of_stores_of_what_was_there() {
    let stores = [
        ("a word", "(i32.store ADDRESS (i32.load ADDRESS))"),
        ("a byte", "(i32.store8 ADDRESS (i32.load8_u ADDRESS))"),
        ("a signed half", "(i32.store16 ADDRESS (i32.load16_s ADDRESS))"),
        ("a wide word", "(i64.store ADDRESS (i64.load ADDRESS))"),
        ("half of one", "(i64.store32 ADDRESS (i64.load32_u ADDRESS))"),
        ("a float", "(f64.store ADDRESS (f64.load ADDRESS))"),
        ("a float as a number", "(i32.store ADDRESS (i32.reinterpret_f32 (f32.load ADDRESS)))"),
        ("a vector", "(v128.store ADDRESS (v128.load ADDRESS))"),
        ("plus nothing", "(i32.store ADDRESS (i32.add (i32.load ADDRESS) (i32.const 0)))"),
        ("or nothing", "(i32.store ADDRESS (i32.or (i32.load ADDRESS) (i32.const 0)))"),
        ("and all ones", "(i32.store ADDRESS (i32.and (i32.load ADDRESS) (i32.const -1)))"),
    ];
    all_trap(&kinds(&stores, BEYOND));
}

/// The access reaches out of memory with its last byte, of which nothing is needed.
#[test]
fn of_parts_that_make_no_difference() {
    let words = [
        ("one byte", "(global.set $g (i32.and (i32.load ADDRESS) (i32.const 255)))"),
        ("the lower half", "(global.set $g (i32.and (i32.load ADDRESS) (i32.const 0xffff)))"),
        (
            "a byte in the middle",
            "(global.set $g (i32.and (i32.shr_u (i32.load ADDRESS)
            (i32.const 8)) (i32.const 255)))",
        ),
        ("a byte with its sign", "(global.set $g (i32.extend8_s (i32.load ADDRESS)))"),
        ("stored as a byte", "(i32.store8 (i32.const 0) (i32.load ADDRESS))"),
        (
            "one bit decides",
            "(if (i32.and (i32.load ADDRESS) (i32.const 2))
            (then (global.set $g (i32.const 1))))",
        ),
        ("a bit is set", "(i32.store ADDRESS (i32.or (i32.load ADDRESS) (i32.const 1)))"),
        ("a bit is cleared", "(i32.store ADDRESS (i32.and (i32.load ADDRESS) (i32.const -2)))"),
        ("a bit is turned", "(i32.store ADDRESS (i32.xor (i32.load ADDRESS) (i32.const 4)))"),
        (
            "a byte is put in",
            "(i32.store ADDRESS (i32.or (i32.and (i32.load ADDRESS)
            (i32.const -256)) (i32.and (local.get 0) (i32.const 255))))",
        ),
    ];
    let wide = [
        ("the lower word", "(global.set $g (i32.wrap_i64 (i64.load ADDRESS)))"),
        (
            "a byte of a wide word",
            "(global.set $g (i32.wrap_i64 (i64.and (i64.shr_u (i64.load ADDRESS)
            (i64.const 16)) (i64.const 255))))",
        ),
        ("the lower word, stored", "(i64.store32 (i32.const 0) (i64.load ADDRESS))"),
        (
            "the lower half is extended",
            "(global.set $vector (i16x8.extend_low_i8x16_u
            (v128.load64_zero ADDRESS))) (global.set $g (i32.wrap_i64 (i64x2.extract_lane 0
            (global.get $vector))))",
        ),
    ];
    let vectors = [
        ("the first lane", "(global.set $g (i32x4.extract_lane 0 (v128.load ADDRESS)))"),
        (
            "the lower half of a vector",
            "(global.set $vector (i16x8.extend_low_i8x16_s
            (v128.load ADDRESS)))",
        ),
        (
            "the last lane is replaced",
            "(global.set $vector (i32x4.replace_lane 3
            (v128.load ADDRESS) (local.get 0)))",
        ),
        (
            "masked",
            "(global.set $vector (v128.and (v128.load ADDRESS)
            (v128.const i64x2 -1 0)))",
        ),
        (
            "shuffled away",
            "(global.set $vector (i8x16.shuffle 0 1 2 3 4 5 6 7 16 16 16 16 16 16 16 16
            (v128.load ADDRESS) (local.get $v)))",
        ),
    ];
    let mut all = kinds(&words, LAST_OF_4);
    all.extend(kinds(&wide, LAST_OF_8));
    all.extend(kinds(&vectors, LAST_OF_16));
    all_trap(&all);
}

#[test]
fn of_lanes_that_are_overwritten() {
    let replaced =
        "(i64x2.replace_lane 1 (i64x2.replace_lane 0 (VECTOR) (i64.const 1)) (i64.const 2))";
    let shuffled =
        "(i8x16.shuffle 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 (VECTOR) (local.get $v))";
    let of = |how: &str, vector: &str| {
        format!("(global.set $vector {})", how.replace("(VECTOR)", vector))
    };
    let loads = [
        ("a vector", "(v128.load ADDRESS)"),
        ("a splat", "(v128.load32_splat ADDRESS)"),
        ("a lane and zeros", "(v128.load64_zero ADDRESS)"),
        ("extended", "(v128.load8x8_s ADDRESS)"),
        ("one lane", "(v128.load16_lane 3 ADDRESS (local.get $v))"),
        ("a scalar, splat", "(i32x4.splat (i32.load ADDRESS))"),
        ("a scalar in a lane", "(i32x4.replace_lane 2 (local.get $v) (i32.load ADDRESS))"),
        ("times zero", "(i32x4.mul (v128.load ADDRESS) (v128.const i64x2 0 0))"),
        ("and zero", "(v128.and (v128.load ADDRESS) (v128.const i64x2 0 0))"),
        ("minus itself", "(i8x16.sub (v128.load ADDRESS) (v128.load ADDRESS))"),
    ];
    let mut texts: Vec<(&str, String)> = vec![];
    for (what, load) in loads {
        texts.push((what, of(replaced, load)));
        texts.push((what, of(shuffled, load)));
    }
    for (what, load) in &loads[7..] {
        texts.push((what, format!("(global.set $vector {load})")));
    }
    all_trap(&kinds(&texts, BEYOND));
}

/// Each operation needs its operands, and all together they do not.
#[test]
fn of_values_that_cancel_out() {
    let tee = "(local.tee $i (i32.load ADDRESS))";
    let scalars = [
        ("a sum minus it", "(global.set $g (i32.sub (i32.add TEE (i32.const 7)) (local.get $i)))"),
        ("turned over and back with it", "(global.set $g (i32.xor (i32.xor TEE (local.get 0)) (local.get $i)))"),
        ("three times, less one and two times", "(global.set $g (i32.sub (i32.sub (i32.mul TEE (i32.const 3))
            (i32.mul (local.get $i) (i32.const 2))) (local.get $i)))"),
        ("bits and the other bits", "(global.set $g (i32.or (i32.and TEE (i32.const 240))
            (i32.xor (i32.and (local.get $i) (i32.const 240)) (i32.const 240))))"),
        ("a size below zero", "(global.set $g (f64.lt (f64.abs (f64.convert_i32_s (i32.load ADDRESS))) (f64.const 0)))"),
        ("a square below zero", "(global.set $g (f64.lt (f64.mul (local.tee $d (f64.load ADDRESS)) (local.get $d)) (f64.const 0)))"),
        ("a half is the smallest word", "(global.set $g (i32.eq (i32.load16_s ADDRESS) (i32.const 0x80000000)))"),
        ("a byte is below -128", "(global.set $g (i32.lt_s (i32.load8_s ADDRESS) (i32.const -128)))"),
        ("a byte is above 300", "(global.set $g (i32.gt_u (i32.load8_u ADDRESS) (i32.const 300)))"),
        ("a byte and more", "(global.set $g (i32.gt_u (i32.add (i32.load8_u ADDRESS) (i32.const 10)) (i32.const 500)))"),
        ("a product of bytes", "(global.set $g (i32.gt_u (i32.mul (i32.load8_u ADDRESS)
            (i32.load8_u (local.get 0))) (i32.const 65025)))"),
        ("more than 32 zeros", "(global.set $g (i32.gt_u (i32.clz (i32.load ADDRESS)) (i32.const 32)))"),
        ("the sign of a byte", "(global.set $g (i32.shr_s (i32.load8_u ADDRESS) (i32.const 31)))"),
        ("times a size of 1, less itself", "(global.set $g (i32.sub (i32.mul TEE (memory.size)) (local.get $i)))"),
        ("masked by a global that nobody sets", "(global.set $g (i32.and (i32.load ADDRESS) (global.get $zero)))"),
        ("both sides of a choice", "(global.set $g (i32.add (select TEE (i32.const 3) (local.get 0))
            (select (i32.sub (i32.const 0) (local.get $i)) (i32.const 4) (local.get 0))))"),
        ("a size that is never cut", "(drop (i32.trunc_f64_u (f64.convert_i32_u (i32.load8_u ADDRESS))))"),
        (
            "a product that stays zero",
            "(local.set $l (i64.const 0)) (loop
                (local.set $l (i64.mul (local.get $l) (i64.load ADDRESS)))
                (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 9))))
            (global.set $g (i32.wrap_i64 (local.get $l)))",
        ),
        (
            "the smaller of zero and an unsigned number, around a loop",
            "(loop (local.set $l (select (local.get $l) (i64.load32_u ADDRESS)
                    (i64.lt_s (local.get $l) (i64.load32_u ADDRESS))))
                (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 9))))
            (global.set $g (i32.wrap_i64 (local.get $l)))",
        ),
        (
            "the larger of all ones and a number",
            "(local.set $i (i32.const -1)) (loop (local.set $i (select (i32.load ADDRESS) (local.get $i)
                    (i32.gt_u (i32.load ADDRESS) (local.get $i))))
                (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 9))))
            (global.set $g (local.get $i))",
        ),
        (
            "a mask that stays zero",
            "(loop (local.set $i (i32.and (local.get $i) (i32.load ADDRESS)))
                (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 9))))
            (global.set $g (local.get $i))",
        ),
    ];
    let stores = [
        ("turned twice", "(i32.xor (i32.xor LOAD (i32.const 90)) (i32.const 90))"),
        ("turned by another, twice", "(i32.xor (i32.xor LOAD (local.get 0)) (local.get 0))"),
        ("more and less", "(i32.sub (i32.add LOAD (local.get 0)) (local.get 0))"),
        ("minus minus", "(i32.sub (i32.const 0) (i32.sub (i32.const 0) LOAD))"),
        ("rotated and back", "(i32.rotr (i32.rotl LOAD (i32.const 9)) (i32.const 9))"),
        (
            "its halves put together",
            "(i32.or (i32.and TEE (i32.const 0xffff))
            (i32.shl (i32.shr_u (local.get $i) (i32.const 16)) (i32.const 16)))",
        ),
        ("itself and itself", "(i32.and TEE (local.get $i))"),
        ("chosen from the same", "(select TEE (local.get $i) (local.get 0))"),
        ("times one", "(i32.mul LOAD (i32.const 1))"),
        ("as a float and back", "(i32.reinterpret_f32 (f32.neg (f32.neg (f32.load ADDRESS))))"),
    ];
    let put = |text: &str| text.replace("TEE", tee).replace("LOAD", "(i32.load ADDRESS)");
    let mut texts: Vec<(&str, String)> =
        scalars.map(|(what, text)| (what, put(text))).into_iter().collect();
    texts.extend(stores.map(|(what, value)| (what, put(&format!("(i32.store ADDRESS {value})")))));
    all_trap(&kinds(&texts, BEYOND));
}

/// What is needed of a value once a function is inlined depends on what else it is given.
#[test]
fn of_values_that_cancel_out_in_callees() {
    let load = "(i32.load ADDRESS)";
    let calls = [
        ("times zero", "(call $product LOAD (i32.const 0))"),
        ("zero times", "(call $product (i32.const 0) LOAD)"),
        ("minus itself", "(call $difference (local.tee $i LOAD) (local.get $i))"),
        ("minus itself, loaded twice", "(call $difference LOAD LOAD)"),
        ("not chosen", "(call $chosen LOAD (i32.const 0))"),
        ("not chosen, which nobody knows", "(call $chosen LOAD (local.get 0))"),
        (
            "rest of one of what is chosen",
            "(i32.rem_u (call $chosen LOAD (local.get 0)) (i32.const 1))",
        ),
        ("masked away there", "(call $masked (i32.const 0) ADDRESS)"),
        ("a result that is ignored", "(local.tee $i (call $masked (local.get 0) ADDRESS))"),
        ("a choice, without a call", "(select LOAD (i32.const 3) (local.get 0))"),
    ];
    let calls =
        calls.map(|(what, text)| (what, format!("(global.set $g {})", text.replace("LOAD", load))));
    all_trap(&kinds(&calls, BEYOND));
}

/// What is only taken under a condition that does not hold: LLVM makes branches of choices and of conditions
/// that are joined, and loads of vectors under masks, which do not fault where the mask has none.
#[test]
fn of_values_that_a_condition_leaves_out() {
    let never = "(i32.eq (i32.load (i32.shl (local.get $i) (i32.const 2))) (i32.const 77777))";
    let load = "(i32.load (i32.add (i32.const 65500) (i32.shl (local.get $i) (i32.const 2))))";
    // Which is 9, but known to nobody; loops are made for both cases.
    let nine = "(i32.add (local.get 0) (i32.const 9))";
    let sum = |term: &str| {
        format!(
            "(loop (global.set $g (i32.add (global.get $g) {term}))
                (br_if 0 (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 32))))"
        )
    };
    let terms = [
        ("chosen", "(select LOAD (i32.const 3) NEVER)"),
        ("chosen, the other way round", "(select (i32.const 3) LOAD (i32.eqz NEVER))"),
        ("under a mask", "(i32.and LOAD (i32.sub (i32.const 0) NEVER))"),
        ("times a condition", "(i32.mul LOAD NEVER)"),
        (
            "under a sign",
            "(i32.and LOAD (i32.shr_s (i32.load (i32.shl (local.get $i) (i32.const 2))) (i32.const 31)))",
        ),
        ("two conditions", "(i32.and NEVER (i32.lt_s LOAD (i32.const 5)))"),
        ("one of two conditions", "(i32.or (i32.eqz NEVER) (i32.lt_s LOAD (i32.const 5)))"),
        ("an order with 0 or 1", "(i32.lt_u NINE (i32.eq LOAD (i32.const 7)))"),
        ("an order with 0 or 1, signed", "(i32.gt_s (i32.and LOAD (i32.const 1)) NINE)"),
        ("a quotient of 0 or 1", "(i32.gt_u (i32.div_u LOAD (i32.const -3)) NINE)"),
        ("more than one condition", "(i32.le_u (i32.lt_s LOAD (i32.const 5)) NEVER)"),
        (
            "what two conditions decide",
            "(if (result i32) (i32.and NEVER (i32.lt_s LOAD (i32.const 5)))
            (then (local.get $i)) (else (i32.const 9)))",
        ),
    ];
    let mut texts: Vec<(&str, String)> = terms
        .map(|(what, term)| {
            (what, sum(&term.replace("LOAD", load).replace("NEVER", never).replace("NINE", nine)))
        })
        .into();
    let vectors = [
        ("lanes of a choice", "(v128.bitselect LOAD (local.get $v) MASK)"),
        ("lanes of the other choice", "(v128.bitselect (local.get $v) LOAD (v128.not MASK))"),
        ("lanes under a mask", "(v128.and LOAD MASK)"),
        ("lanes not under a mask", "(v128.andnot LOAD (v128.not MASK))"),
        ("lanes beside a mask", "(v128.or LOAD (v128.not MASK))"),
    ];
    let mask = "(i32x4.eq (v128.load (i32.const 0)) (i32x4.splat (i32.const 7)))";
    texts.extend(vectors.map(|(what, value)| {
        let value = value.replace("LOAD", "(v128.load (i32.const 65521))").replace("MASK", mask);
        (what, format!("(global.set $vector {value})"))
    }));
    all_trap(&texts);
}

/// Two loads from one address read the same, however the address is written; what compares them depends on
/// neither.
#[test]
fn of_loads_from_one_address_that_is_written_in_two_ways() {
    let x = "(local.get 0)";
    let spelled = [
        "(i32.add X (i32.const 65536))".to_owned(),
        "(i32.add (i32.const 65536) X)".to_owned(),
        "(i32.add (i32.add X (i32.const 65530)) (i32.const 6))".to_owned(),
        "(i32.sub (i32.const 65536) (i32.sub (i32.const 0) X))".to_owned(),
        "(i32.sub X (i32.const -65536))".to_owned(),
        "(i32.xor (i32.const 99) (i32.xor (i32.add X (i32.const 65536)) (i32.const 99)))"
            .to_owned(),
    ];
    let scaled = [
        "(i32.add (i32.shl X (i32.const 2)) (i32.const 65536))".to_owned(),
        "(i32.add (i32.const 65536) (i32.mul X (i32.const 4)))".to_owned(),
        "(i32.shl (i32.add X (i32.const 16384)) (i32.const 2))".to_owned(),
        "(i32.add (i32.add (i32.shl X (i32.const 1)) (i32.const 65536)) (i32.shl X (i32.const 1)))"
            .to_owned(),
    ];
    let effects = [
        ("equal", "i32.eq"),
        ("not less", "i32.ge_u"),
        ("less", "i32.lt_s"),
        ("xor", "i32.xor"),
        ("minus", "i32.sub"),
    ];
    let mut bodies = vec![];
    for spelled in [&spelled[..], &scaled[..]] {
        for first in spelled {
            for second in spelled.iter().filter(|second| *second != first) {
                for (what, by) in effects {
                    let text =
                        format!("(global.set $g ({by} (i32.load {first}) (i32.load {second})))");
                    bodies.push((what, text.replace('X', x)));
                }
                let decides = format!(
                    "(if (i32.ge_u (i32.load {first}) (i32.load {second})) (then (global.set $g (i32.const 1))))"
                );
                bodies.push(("decides", decides.replace('X', x)));
            }
        }
    }
    // Another access that may be there at times, and of which the effect does depend.
    let masked = "(i32.and (local.get 0) (i32.const 7))";
    let first = format!("(i32.shl (i32.add {masked} (i32.const 8192)) (i32.const 3))");
    let second = format!("(i32.add (i32.mul {masked} (i32.const 8)) (i32.const 65536))");
    let other = "(i32.wrap_i64 (i64.shr_u (i64.load (i32.add (i32.const 65526)
        (i32.and (global.get $g) (i32.const 7)))) (i64.const 32)))";
    for by in ["i32.ge_u", "i32.eq", "i32.xor"] {
        let text = format!(
            "(global.set $g (i32.xor {other} ({by} (i32.load8_s {first}) (i32.load8_s {second}))))"
        );
        bodies.push(("beside another one that is near at times", text));
    }
    all_trap(&bodies);
}

/// The same through an offset, where nothing is carried over.
#[test]
fn of_loads_from_one_address_with_and_without_an_offset() {
    let pairs = [
        (
            "(i32.load offset=65280 (i32.and X (i32.const 255)))",
            "(i32.load (i32.add (i32.and X (i32.const 255)) (i32.const 65280)))",
        ),
        (
            "(i32.load offset=65280 (i32.and X (i32.const 255)))",
            "(i32.load (i32.or (i32.and X (i32.const 255)) (i32.const 65280)))",
        ),
        ("(i32.load offset=65536 (i32.const 0))", "(i32.load (i32.const 65536))"),
        ("(i32.load offset=65500 (i32.const 36))", "(i32.load offset=36 (i32.const 65500))"),
    ];
    let bodies: Vec<_> = pairs
        .iter()
        .map(|(first, second)| {
            let text = format!("(global.set $g (i32.eq {first} {second}))");
            ("equal", text.replace('X', "(i32.add (local.get 0) (i32.const 254))"))
        })
        .collect();
    all_trap(&bodies);
}
