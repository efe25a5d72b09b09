//! What decoding makes of modules: the IR as text, and refusals.

use preheat_passes::decode::{DecodeError, decode};
use preheat_passes::{text, verify};

fn ir(wat: &str) -> String {
    let module = decode(&wat::parse_str(wat).expect("the test's own text is right")).unwrap();
    verify::verify(&module).unwrap();
    text::module_to_string(&module)
}

fn refusal(wasm: &[u8]) -> String {
    decode(wasm).expect_err("it should be refused").to_string()
}

#[test]
fn a_loop_keeps_only_the_locals_that_change_as_parameters() {
    let text = ir(r#"(module (func (export "sum") (param $n i32) (param $k i32) (result i32)
        (local $i i32) (local $s i32)
        loop $l
          local.get $s  local.get $i  local.get $k  i32.mul  i32.add  local.set $s
          local.get $i  i32.const 1  i32.add  local.tee $i
          local.get $n  i32.lt_u  br_if $l
        end
        local.get $s))"#);
    insta::assert_snapshot!(text, @r#"
    export "sum" Func(f0)

    func f0 "sum" (i32, i32) -> (i32)
    b0(v0: i32, v1: i32):
        v2 = i32.const 0
        v3 = i32.const 0
        jump b1(v2, v3)
    b1(v4: i32, v5: i32):
        v6 = i32.mul v5, v1
        v7 = i32.add v4, v6
        v8 = i32.const 1
        v9 = i32.add v5, v8
        v10 = i32.lt_u v9, v0
        branch v10, b1(v7, v9), b2
    b2():
        return v7
    "#);
}

#[test]
fn if_without_else_passes_its_parameters_on() {
    let text = ir(r#"(module (func (export "f") (param i32) (result i32)
        i32.const 5
        local.get 0
        if (param i32) (result i32)
          i32.const 1
          i32.add
        end))"#);
    insta::assert_snapshot!(text, @r#"
    export "f" Func(f0)

    func f0 "f" (i32) -> (i32)
    b0(v0: i32):
        v1 = i32.const 5
        branch v0, b1, b2
    b1():
        v2 = i32.const 1
        v3 = i32.add v1, v2
        jump b3(v3)
    b2():
        jump b3(v1)
    b3(v4: i32):
        return v4
    "#);
}

#[test]
fn br_table_has_an_edge_for_each_slot_and_unreachable_code_is_gone() {
    let text = ir(r#"(module (func (export "f") (param i32) (result i32)
        block $a (result i32)
          block $b (result i32)
            i32.const 7
            local.get 0
            br_table $a $b $a 2
            i32.const 1
            drop
            unreachable
          end
          i32.const 1
          i32.add
        end))"#);
    insta::assert_snapshot!(text, @r#"
    export "f" Func(f0)

    func f0 "f" (i32) -> (i32)
    b0(v0: i32):
        v1 = i32.const 7
        switch v0, [b2(v1), b1, b2(v1)], b3
    b1():
        v2 = i32.const 1
        v3 = i32.add v1, v2
        jump b2(v3)
    b2(v4: i32):
        return v4
    b3():
        return v1
    "#);
}

#[test]
fn a_tail_call_ends_its_block() {
    let text = ir(r#"(module
        (type $t (func (param i32) (result i32)))
        (table 1 funcref)
        (func $f (type $t)
          local.get 0
          if
            local.get 0
            return_call $f
          end
          local.get 0
          i32.const 0
          return_call_indirect (type $t)))"#);
    insta::assert_snapshot!(text);
}

#[test]
fn constant_expressions_are_worked_out() {
    let text = ir(r#"(module
        (memory 1)
        (global i32 (i32.add (i32.mul (i32.const 3) (i32.const 5)) (i32.const -1)))
        (global i64 (i64.sub (i64.const 0) (i64.const 1)))
        (data (offset (i32.mul (i32.const 0x10000) (i32.const 0x10001))) "abc"))"#);
    insta::assert_snapshot!(text);
}

#[test]
fn branch_hints_are_read() {
    let text = ir(r#"(module (func (param i32)
        block
          local.get 0
          (@metadata.code.branch_hint "\01")
          br_if 0
          local.get 0
          (@metadata.code.branch_hint "\00")
          if
            nop
          end
          local.get 0
          br_if 0
        end))"#);
    insta::assert_snapshot!(text);
}

#[test]
fn damaged_branch_hints_are_ignored() {
    let hints = |section: &[u8]| {
        let mut wasm = wat::parse_str("(module (func (param i32)))").expect("it is right");
        let name = b"metadata.code.branch_hint";
        wasm.push(0);
        wasm.push((1 + name.len() + section.len()) as u8);
        wasm.push(name.len() as u8);
        wasm.extend(name);
        wasm.extend(section);
        wasm
    };
    // None; one of a function that is not there; bytes that are no hints.
    for section in
        [&b"\0"[..], b"\x01\x05\x01\x05\x01\x01", b"\xff\xff\xff\xff\x0f", b"\x01\0\x01\x01\x07"]
    {
        decode(&hints(section)).expect("hints only help");
    }
}

#[test]
fn relaxed_instructions_become_their_deterministic_form() {
    let text = ir(r#"(module (func (param v128 v128 v128) (result v128)
        local.get 0
        local.get 1
        i8x16.relaxed_swizzle
        local.get 1
        local.get 2
        f32x4.relaxed_nmadd
        local.get 1
        local.get 2
        i16x8.relaxed_laneselect
        i32x4.relaxed_trunc_f32x4_u
        local.get 0
        f64x2.relaxed_min))"#);
    insta::assert_snapshot!(text);
}

#[test]
fn unsupported_features_are_refused_by_name() {
    for (wat, feature) in [
        ("(module (memory 1 1 shared))", "threads"),
        ("(module (memory i64 1))", "64-bit memories"),
        ("(module (tag))", "exceptions"),
        ("(module (type (struct)))", "garbage collection"),
    ] {
        let message = refusal(&wat::parse_str(wat).expect("the test's own text is right"));
        assert!(message.contains("feature at byte 0x"), "{message}");
        assert!(message.contains(feature), "{message}");
    }
}

#[test]
fn what_is_not_a_module_is_refused() {
    assert_eq!(decode(b"").unwrap_err(), DecodeError::NotWasm);
    assert_eq!(decode(b"\x7fELF").unwrap_err(), DecodeError::NotWasm);
    assert_eq!(decode(b"\0asm\x0d\0\x01\0").unwrap_err(), DecodeError::Component);
    assert!(refusal(b"\0asm\x02\0\0\0").contains("version"));
    let import = wat::parse_str(r#"(module (import "env" "memory" (memory 1)))"#).unwrap();
    assert!(refusal(&import).contains("`env.memory`"));
}

#[test]
fn a_module_cut_short_anywhere_is_refused_and_never_panics() {
    let wasm = wat::parse_str(
        r#"(module (memory 1) (data (i32.const 0) "abc")
             (func (export "f") (result i32) i32.const 1 i32.load))"#,
    )
    .unwrap();
    for len in 9..wasm.len() {
        // A cut between sections can leave a smaller module that is valid.
        if let Ok(module) = decode(&wasm[..len]) {
            verify::verify(&module).unwrap();
        }
    }
}

#[test]
fn real_modules_decode_to_valid_ir() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/sightglass");
    let Ok(programs) = std::fs::read_dir(folder) else {
        println!("skipped: {folder} is not there");
        return;
    };
    for program in programs.flatten().filter(|entry| entry.path().is_dir()) {
        for file in std::fs::read_dir(program.path()).unwrap().flatten() {
            if file.path().extension().is_some_and(|extension| extension == "wasm") {
                let wasm = std::fs::read(file.path()).unwrap();
                verify::verify(&decode(&wasm).unwrap()).unwrap();
            }
        }
    }
}
