//! What a block hash depends on, and what it does not.

use std::path::Path;

use preheat_formats::Digest;
use preheat_formats::artifact::BlockHash;
use preheat_passes::block_hash::{HASH_VERSION, block_hashes};
use preheat_passes::decode::decode;
use preheat_passes::instrument::{Detail, instrument};
use preheat_passes::ir::{Body, Module};
use preheat_passes::text::module_to_string;

/// The hashes of the last function.
fn hashes(wat: &str) -> Vec<BlockHash> {
    hashes_of(&decode(&wat::parse_str(wat).expect("valid text")).expect("valid module"))
}

fn hashes_of(module: &Module) -> Vec<BlockHash> {
    let (_, _, body) = module.bodies().last().expect("a function");
    block_hashes(module, body)
}

const WORK: &str = r#"
    (func $work (param $n i32) (result i64) (local $sum i64)
        (loop $again
            (local.set $sum (i64.add (local.get $sum) (i64.load offset=8 (local.get $n))))
            (call $helper (local.get $n))
            (global.set $g (call $next (i32.const -3)))
            (local.set $n (i32.sub (local.get $n) (i32.const 8)))
            (br_if $again (local.get $n)))
        (if (f64.lt (f64.const 0.5) (f64.convert_i32_s (local.get $n))) (then unreachable))
        (call_indirect (type $t) (i32.const 1))
        (i64.rotl (local.get $sum) (i64.const 7)))"#;

fn small() -> String {
    format!(
        r#"(module (type $t (func)) (import "env" "next" (func $next (param i32) (result i32)))
            (memory 1) (table 2 funcref) (global $g (mut i32) (i32.const 0))
            (func $helper (param i32)) {WORK})"#
    )
}

/// These must change only together with `HASH_VERSION`: profiles carry them.
#[test]
fn hashes_do_not_change_between_versions() {
    let text: Vec<_> = hashes(&small()).iter().map(BlockHash::to_string).collect();
    insta::assert_snapshot!(format!("version {HASH_VERSION}\n{}", text.join("\n")));
}

/// The whole IR of real programs, with the order of parameters, on which hashes depend. What is written here
/// was made by the algorithm of Braun et al. as it stands in their paper.
#[test]
fn real_programs_become_the_same_ir() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus");
    let programs = ["brotli", "go-json", "lua", "physics", "png", "quickjs", "regex", "wasmi"];
    let digest = |program: &&str| {
        let path = corpus.join(program).join(program).with_extension("wasm");
        let module = decode(&std::fs::read(path).expect("it is there")).expect("valid module");
        format!("{program} {}", Digest::of(module_to_string(&module).as_bytes()).short())
    };
    let digests: Vec<_> = programs.iter().map(digest).collect();
    insta::assert_snapshot!(digests.join("\n"));
}

#[test]
fn same_code_in_another_module_has_the_same_hashes() {
    let other = format!(
        r#"(module
            (type $unused (func (param f32 f32)))
            (type $t (func))
            (import "env" "other" (func))
            (import "env" "next" (func $next (param i32) (result i32)))
            (memory 7) (table 9 funcref)
            (global $first i64 (i64.const 4)) (global $g (mut i32) (i32.const 6))
            (export "work" (func $work))
            (func $before (param f64))
            (func $helper (param i32) (drop (i32.const 5))) {WORK})"#
    );
    assert_eq!(hashes(&small()), hashes(&other));
}

#[test]
fn renumbering_values_does_not_change_hashes() {
    let module = decode(&wat::parse_str(small()).expect("valid text")).expect("valid module");
    let mut renumbered = module.clone();
    let body = renumbered.funcs.last_mut().and_then(|f| f.body.as_mut()).expect("a body");
    reverse_values(body);
    assert_eq!(hashes_of(&module), hashes_of(&renumbered));
}

fn reverse_values(body: &mut Body) {
    let last = body.values.len() as u32 - 1;
    body.values.reverse();
    for block in &mut body.blocks {
        block.params.iter_mut().for_each(|value| value.0 = last - value.0);
        for inst in &mut block.insts {
            inst.op.for_each_use_mut(|value| value.0 = last - value.0);
            inst.results.iter_mut().for_each(|value| value.0 = last - value.0);
        }
        block.term.for_each_use_mut(|value| value.0 = last - value.0);
    }
}

#[test]
fn probes_are_no_part_of_a_hash() {
    let mut module = decode(&wat::parse_str(small()).expect("valid text")).expect("valid module");
    let before = hashes_of(&module);
    let map = instrument(&mut module, &Detail::All);
    assert_eq!(map.functions.last().expect("a function").blocks, before);
    // Blocks all of whose edges stay as they are keep their hashes even with probes inside.
    let after = hashes_of(&module);
    assert_eq!(before.last(), after.get(before.len() - 1));
}

/// Each change of the code gives some block a new hash.
#[test]
fn different_code_has_different_hashes() {
    let base = hashes(&small());
    let changes = [
        ("i64.add", "i64.sub"),
        ("offset=8", "offset=16"),
        ("i32.const -3", "i32.const -4"),
        ("i64.load ", "i64.load32_u "),
        ("i64.rotl (local.get $sum) (i64.const 7)", "i64.rotl (i64.const 7) (local.get $sum)"),
        ("f64.const 0.5", "f64.const -0.0"),
        ("(if (f64", "(if (i32.eqz (f64"),
        (r#""env" "next""#, r#""env" "previous""#),
        ("(func $helper (param i32))", "(func $helper (param i32) (result))"),
        ("(then unreachable)", "(then (drop (i32.div_s (i32.const 1) (local.get $n))))"),
    ];
    let mut seen = vec![base.clone()];
    for (from, to) in changes {
        let mut text = small().replace(from, to);
        if to.contains("eqz") {
            text = text.replace("(local.get $n))) (then", "(local.get $n)))) (then");
        }
        assert_ne!(text, small(), "{from} is in the text");
        let changed = hashes(&text);
        if to == "(func $helper (param i32) (result))" {
            // Only written differently.
            assert_eq!(changed, base);
            continue;
        }
        assert!(!seen.contains(&changed), "{from} → {to}");
        seen.push(changed);
    }
}
