//! Code of both emitters in one artifact: what a plan calls cold is Cranelift's, the rest LLVM's. They call
//! each other by the same convention, and each trap is found in the function that raised it.

use preheat_formats::artifact::{TRAPS, Tier, trap_at};
use preheat_formats::plan::{FunctionPlan, Heat, Plan, Resources, VERSION};
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_formats::{CpuLevel, Digest, Trap};
use preheat_loader::{Artifact, Bits, Instance, Setting, try_build, wasm};

const MIXED: Setting = Setting::new(OptLevel::O2, CpuLevel::V2).with(Backend::Mixed);

/// Says how warm each function is; those left out are cold.
pub(super) fn plan(module: &[u8], heats: &[(u32, Heat)]) -> Plan {
    let function = |&(func, heat): &(u32, Heat)| FunctionPlan {
        func,
        name: format!("f{func}"),
        heat,
        entries: 100,
        share: 0.1,
        branches: vec![],
        paths: vec![],
        sites: vec![],
    };
    Plan {
        version: VERSION,
        module: Digest::of(module),
        profile: Digest([7; 32]),
        level: CpuLevel::V2,
        requests: 1,
        functions: heats.iter().map(function).collect(),
        order: vec![],
        libraries: vec![],
        pages: vec![],
        resources: Resources { cpu_ns: 0, memory_bytes: 0, output_bytes: 0 },
    }
}

fn build(text: &str, heats: &[(u32, Heat)]) -> Artifact {
    let bytes = wasm(text);
    let plan = plan(&bytes, heats);
    Artifact::open(try_build(&bytes, MIXED, Some(&plan)).expect("it compiles"))
}

pub(super) fn tier_of(artifact: &Artifact, func: u32) -> Option<Tier> {
    let records = artifact.records();
    records.iter().find(|record| record.func == Some(func)).expect("it has a record").tier
}

/// Far more parameters of each type than there are registers, in an order that mixes them.
fn many_types() -> Vec<&'static str> {
    ["i32", "f64", "v128", "i64", "f32"].into_iter().cycle().take(200).collect()
}

/// A value of that type that no other parameter has.
fn value(ty: &str, index: usize) -> Bits {
    let odd = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835u128;
    let bits = odd.wrapping_mul(index as u128 + 1);
    match ty {
        "i32" | "f32" => bits & u128::from(u32::MAX),
        "i64" | "f64" => bits & u128::from(u64::MAX),
        _ => bits,
    }
}

/// `f0` gives its parameters back in reverse; `f1` and `f2` get the same from it, directly and through the
/// table.
fn reversing() -> String {
    let types = many_types();
    let params = types.join(" ");
    let results: Vec<&str> = types.iter().rev().copied().collect();
    let results = results.join(" ");
    let gets = |order: &mut dyn Iterator<Item = usize>| -> String {
        order.map(|index| format!("(local.get {index})")).collect()
    };
    let forwards = gets(&mut (0..types.len()));
    let backwards = gets(&mut (0..types.len()).rev());
    format!(
        r#"(module
        (type $t (func (param {params}) (result {results})))
        (table funcref (elem 0))
        (func (type $t) {backwards})
        (func (export "direct") (type $t) (call 0 {forwards}))
        (func (export "indirect") (type $t)
            (call_indirect (type $t) {forwards} (i32.const 0))))"#
    )
}

#[test]
fn many_parameters_and_results_pass_between_all_tiers() {
    let text = reversing();
    let types = many_types();
    let args: Vec<Bits> = types.iter().enumerate().map(|(i, ty)| value(ty, i)).collect();
    let reversed: Vec<Bits> = args.iter().rev().copied().collect();
    use Heat::{Cold, Hot};
    for heats in [[Hot, Hot], [Hot, Cold], [Cold, Hot], [Cold, Cold]] {
        let [callee, caller] = heats;
        let artifact = build(&text, &[(0, callee), (1, caller), (2, caller)]);
        let tier = |heat| if heat == Hot { Tier::Llvm } else { Tier::Cranelift };
        assert_eq!(tier_of(&artifact, 0), Some(tier(callee)));
        assert_eq!(tier_of(&artifact, 1), Some(tier(caller)));
        let mut instance = Instance::load(&artifact, vec![]);
        assert_eq!(instance.call("direct", &args), Ok(reversed.clone()), "{heats:?}");
        assert_eq!(instance.call("indirect", &args), Ok(reversed.clone()), "{heats:?}");
    }
}

/// Two functions that call each other, each with more values alive across the call than there are
/// registers that a callee must leave as they are.
const KEEPING: &str = r#"(module
    (memory 1)
    (func $down (export "down") (param $n i32) (param $x i64) (result i64)
        (local $a i64) (local $b i64) (local $c i64) (local $d i64) (local $e i64) (local $f f64)
        (if (i32.eqz (local.get $n)) (then (return (local.get $x))))
        (local.set $a (i64.mul (local.get $x) (i64.const 3)))
        (local.set $b (i64.xor (local.get $x) (i64.const 0x1234)))
        (local.set $c (i64.rotl (local.get $x) (i64.const 13)))
        (local.set $d (i64.sub (local.get $x) (i64.const 99)))
        (local.set $e (i64.shr_u (local.get $x) (i64.const 5)))
        (local.set $f (f64.convert_i64_s (local.get $b)))
        (i64.add (call $up (i32.sub (local.get $n) (i32.const 1)) (i64.add (local.get $a) (local.get $c)))
        (i64.add (i64.xor (local.get $a) (local.get $b))
        (i64.add (i64.xor (local.get $c) (local.get $d))
        (i64.add (i64.extend_i32_u (local.get $n))
        (i64.xor (local.get $e) (i64.trunc_sat_f64_s (local.get $f))))))))
    (func $up (export "up") (param $n i32) (param $x i64) (result i64)
        (local $a i64) (local $b i64) (local $c i64) (local $d i64) (local $e i64) (local $f f64)
        (if (i32.eqz (local.get $n)) (then (return (local.get $x))))
        (local.set $a (i64.mul (local.get $x) (i64.const 7)))
        (local.set $b (i64.or (local.get $x) (i64.const 0x4321)))
        (local.set $c (i64.rotr (local.get $x) (i64.const 9)))
        (local.set $d (i64.add (local.get $x) (i64.const 77)))
        (local.set $e (i64.shl (local.get $x) (i64.const 3)))
        (local.set $f (f64.convert_i64_u (local.get $c)))
        (i64.sub (call $down (i32.sub (local.get $n) (i32.const 1)) (i64.sub (local.get $b) (local.get $e)))
        (i64.add (i64.xor (local.get $a) (local.get $b))
        (i64.add (i64.xor (local.get $c) (local.get $d))
        (i64.add (i64.extend_i32_u (local.get $n))
        (i64.xor (local.get $e) (i64.trunc_sat_f64_u (local.get $f)))))))))"#;

#[test]
fn values_survive_calls_between_tiers() {
    let mut alone = Instance::new(KEEPING, MIXED.with(Backend::Llvm));
    let expected: Vec<_> = (0..40).map(|n| alone.call("down", &[n, 0x1234_5678_9abc])).collect();
    for hot in [0, 1] {
        let mut instance = Instance::load(&build(KEEPING, &[(hot, Heat::Hot)]), vec![]);
        let found: Vec<_> =
            (0..40).map(|n| instance.call("down", &[n, 0x1234_5678_9abc])).collect();
        assert_eq!(found, expected, "with function {hot} by LLVM");
    }
}

/// Each pair of functions raises the same trap; `inner` ones do it below a call from the other tier.
const TRAPPING: &str = r#"(module
    (memory 1)
    (table 2 funcref)
    (type $none (func))
    (func (export "unreachable") (unreachable))
    (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
    (func (export "unsigned") (param i64 i64) (result i64) (i64.rem_u (local.get 0) (local.get 1)))
    (func (export "convert") (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
    (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
    (func (export "fill") (param i32) (memory.fill (local.get 0) (i32.const 1) (i32.const 8)))
    (func (export "call") (param i32) (call_indirect (type $none) (local.get 0)))
    (func (export "get") (param i32) (drop (table.get (local.get 0))))
    (func (export "through") (param i32 i32) (result i32) (call 1 (local.get 0) (local.get 1))))"#;

#[test]
fn traps_are_the_same_in_both_tiers() {
    let lowest = u128::from(i32::MIN as u32);
    let cases: &[(&str, &[Bits], Trap)] = &[
        ("unreachable", &[], Trap::Unreachable),
        ("divide", &[1, 0], Trap::IntegerDivideByZero),
        ("divide", &[lowest, u128::from(u32::MAX)], Trap::IntegerOverflow),
        ("divide", &[lowest, 0], Trap::IntegerDivideByZero),
        ("unsigned", &[1, 0], Trap::IntegerDivideByZero),
        ("convert", &[u128::from(f64::NAN.to_bits())], Trap::InvalidConversionToInteger),
        ("convert", &[u128::from(2147483648f64.to_bits())], Trap::IntegerOverflow),
        ("load", &[65533], Trap::MemoryOutOfBounds),
        ("load", &[u128::from(u32::MAX)], Trap::MemoryOutOfBounds),
        ("fill", &[65529], Trap::MemoryOutOfBounds),
        ("call", &[1], Trap::NullFunctionReference),
        ("call", &[2], Trap::UndefinedElement),
        ("get", &[2], Trap::TableOutOfBounds),
        ("through", &[1, 0], Trap::IntegerDivideByZero),
    ];
    for heat in [Heat::Hot, Heat::Cold] {
        let heats: Vec<(u32, Heat)> = (0..8).map(|func| (func, heat)).collect();
        let mut instance = Instance::load(&build(TRAPPING, &heats), vec![]);
        for &(name, args, trap) in cases {
            assert_eq!(instance.call(name, args), Err(trap), "{name} {heat:?}");
        }
        assert_eq!(instance.memory()[65529..], [0; 7], "nothing was written");
    }
}

#[test]
fn listed_traps_lie_in_the_functions_that_raise_them() {
    let hot = [(0, Heat::Hot), (2, Heat::Hot), (6, Heat::Hot)];
    let artifact = build(TRAPPING, &hot);
    let sites = artifact.section(TRAPS).expect("Cranelift's code lists its traps");
    let traps_in = |func: u32| -> Vec<Trap> {
        let records = artifact.records();
        let record = records.iter().find(|record| record.func == Some(func)).unwrap();
        let offsets = record.offset..record.offset + record.len;
        offsets.filter_map(|offset| trap_at(sites, offset)).collect()
    };
    for (func, _) in hot {
        assert_eq!(tier_of(&artifact, func), Some(Tier::Llvm));
        assert_eq!(traps_in(func), vec![], "LLVM's traps say themselves what they are");
    }
    let divide = traps_in(1);
    assert!(divide.contains(&Trap::IntegerDivideByZero) && divide.contains(&Trap::IntegerOverflow));
    assert_eq!(traps_in(4), vec![], "accesses of memory are not listed");
    assert_eq!(traps_in(5), vec![Trap::MemoryOutOfBounds], "the check of memory.fill is");
    let offsets: Vec<&[u8]> = sites.chunks(8).map(|site| &site[..4]).collect();
    let numbers = offsets.iter().map(|bytes| u32::from_le_bytes((*bytes).try_into().unwrap()));
    assert!(numbers.is_sorted_by(|a, b| a < b), "so that they can be searched");
}

#[test]
fn endless_recursion_across_tiers_meets_the_end_of_the_stack() {
    let text = r#"(module
        (func $a (export "a") (param i64) (result i64)
            (i64.add (i64.const 1) (call $b (i64.add (local.get 0) (i64.const 1)))))
        (func $b (export "b") (param i64) (result i64)
            (i64.add (i64.const 2) (call $a (i64.mul (local.get 0) (i64.const 3))))))"#;
    let mut instance = Instance::load(&build(text, &[(0, Heat::Hot)]), vec![]);
    for name in ["a", "b"] {
        assert_eq!(instance.call(name, &[1]), Err(Trap::StackOverflow));
    }
}

/// So many values in use at one time that registers are given out in one pass, into a frame of many pages.
#[test]
fn more_values_than_anyone_writes_are_kept_across_a_call() {
    let count = 12_000u64;
    let sets: String = (1..=count)
        .map(|i| {
            format!("(local.set {i} (i64.mul (local.get 0) (i64.load (i32.const {}))))", 8 * i)
        })
        .collect();
    let sum: String = (1..=count)
        .map(|i| format!("(local.get {i}) (i64.add) (i64.const {}) (i64.rotl)", i % 63))
        .collect();
    let locals = "i64 ".repeat(count as usize);
    let text = format!(
        r#"(module (memory 4)
        (func $f (export "f") (param i64) (result i64) (local {locals})
            (if (i64.eqz (local.get 0)) (then (return (i64.const 7))))
            {sets}
            (call $f (i64.sub (local.get 0) (i64.const 1)))
            {sum}))"#
    );
    let word = |i: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let expected = (1..=2u64).fold(7u64, |below, n| {
        let add =
            |sum: u64, i| sum.wrapping_add(n.wrapping_mul(word(i))).rotate_left((i % 63) as u32);
        (1..=count).fold(below, add)
    });
    for setting in [Setting::PLAIN, MIXED].map(|setting| setting.with(Backend::Cranelift)) {
        let mut instance = Instance::new(&text, setting);
        for i in 1..=count {
            let at = 8 * i as usize;
            instance.memory()[at..at + 8].copy_from_slice(&word(i).to_le_bytes());
        }
        assert_eq!(instance.call1("f", &[2]), Ok(Bits::from(expected)), "{setting}");
        assert_eq!(instance.call1("f", &[1 << 40]), Err(Trap::StackOverflow), "{setting}");
    }
}

#[test]
fn without_a_plan_mixed_is_llvm_alone() {
    let artifact = Artifact::build(TRAPPING, MIXED);
    assert!((0..9).all(|func| tier_of(&artifact, func) == Some(Tier::Llvm)));
    assert_eq!(artifact.section(TRAPS), None);
    let cranelift = Artifact::build(TRAPPING, MIXED.with(Backend::Cranelift));
    assert!((0..9).all(|func| tier_of(&cranelift, func) == Some(Tier::Cranelift)));
    // It names who made code, not who might have.
    let mixed = build(TRAPPING, &[(0, Heat::Hot)]);
    let made_by = |artifact: &Artifact| {
        ["LLVM", "Cranelift"].map(|emitter| artifact.meta.producer.contains(emitter))
    };
    assert_eq!(made_by(&artifact), [true, false]);
    assert_eq!(made_by(&cranelift), [false, true]);
    assert_eq!(made_by(&mixed), [true, true]);
}

#[test]
fn mixed_output_does_not_depend_on_threads() {
    let bytes = wasm(&reversing());
    let plan = plan(&bytes, &[(0, Heat::Hot)]);
    let build = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| try_build(&bytes, MIXED, Some(&plan)).unwrap())
    };
    assert!(build(1) == build(3));
}
