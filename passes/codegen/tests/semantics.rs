//! What docs/SEMANTICS.md says about modules and no other test holds: the name of every refused feature, and
//! limits.

use preheat_formats::Trap;
use preheat_passes::decode::{DecodeError, decode};

fn wasm(text: &str) -> Vec<u8> {
    wat::parse_str(text).unwrap_or_else(|error| panic!("{error}"))
}

fn refusal(wasm: &[u8]) -> DecodeError {
    decode(wasm).expect_err("it should be refused")
}

#[test]
fn every_refused_feature_is_named() {
    for (name, text) in [
        ("threads", "(module (memory 1 1 shared))"),
        ("threads", "(module (memory 1) (func (drop (i32.atomic.load (i32.const 0)))))"),
        ("exceptions", "(module (tag))"),
        ("exceptions", "(module (func (block $l (try_table (catch_all $l)))))"),
        ("legacy exceptions", "(module (func try catch_all end))"),
        ("64-bit memories", "(module (memory i64 1))"),
        ("64-bit memories", "(module (table i64 1 funcref))"),
        ("typed function references", "(module (type $t (func)) (func (param (ref $t))))"),
        ("garbage collection", "(module (type (struct)))"),
        ("garbage collection", "(module (func (param i31ref)))"),
        (
            "wide arithmetic",
            "(module (func (param i64) (result i64 i64)
                (i64.mul_wide_u (local.get 0) (local.get 0))))",
        ),
        ("custom page sizes", "(module (memory 1 (pagesize 1)))"),
        (
            "memory control",
            "(module (memory 1) (func (memory.discard (i32.const 0) (i32.const 0))))",
        ),
        ("stack switching", "(module (type $f (func)) (type (cont $f)))"),
    ] {
        match refusal(&wasm(text)) {
            DecodeError::Unsupported { feature, offset, .. } => {
                assert_eq!(feature, name, "{text}");
                assert!(offset > 8, "{text}");
            }
            other => panic!("{text}: {other}"),
        }
    }
}

#[test]
fn only_functions_can_be_imported() {
    for (kind, text) in [
        ("memory", r#"(module (import "env" "it" (memory 1)))"#),
        ("table", r#"(module (import "env" "it" (table 1 funcref)))"#),
        ("global", r#"(module (import "env" "it" (global i32)))"#),
    ] {
        let message = refusal(&wasm(text)).to_string();
        assert!(message.contains("`env.it`") && message.contains(kind), "{message}");
    }
}

/// LLVM may do the division before the load, since nobody sees which of them was first.
#[test]
fn of_several_traps_between_host_calls_one_is_reported() {
    let text = r#"(module (memory 1)
        (func (export "f") (param i32 i32) (result i32)
            (i32.add (i32.load (local.get 0)) (i32.div_u (i32.const 1) (local.get 1)))))"#;
    for setting in preheat_loader::settings() {
        let mut instance = preheat_loader::Instance::new(text, setting);
        let found = instance.call("f", &[0xffff_0000, 0]);
        let allowed = [Trap::MemoryOutOfBounds, Trap::IntegerDivideByZero];
        assert!(found.is_err_and(|trap| allowed.contains(&trap)), "{setting}");
    }
}

/// Each limit as it is documented: that much is accepted, one more is not.
#[test]
fn limits_of_a_module() {
    let times = |text: &str, count: usize| text.repeat(count);
    let locals = |count| wasm(&format!("(module (func (local {})))", times("i32 ", count)));
    let params = |count| wasm(&format!("(module (func (param {})))", times("i32 ", count)));
    let results =
        |count| wasm(&format!("(module (type (func (result {}))))", times("i32 ", count)));
    let memories = |count| wasm(&format!("(module {})", times("(memory 0) ", count)));
    let pages = |count: usize| wasm(&format!("(module (memory {count}))"));
    let name = |count| wasm(&format!(r#"(module (func (export "{}")))"#, times("x", count)));
    type Sized<'a> = &'a dyn Fn(usize) -> Vec<u8>;
    let limits: [(Sized, usize); 7] = [
        (&locals, 50_000),
        (&params, 1_000),
        (&results, 1_000),
        (&memories, 100),
        (&pages, 65_536),
        (&with_code, 7_654_321),
        (&name, 100_000),
    ];
    for (module, limit) in limits {
        if let Err(error) = decode(&module(limit)) {
            panic!("{limit}: {error}");
        }
        let error = refusal(&module(limit + 1));
        assert!(matches!(error, DecodeError::Invalid { .. }), "{limit}: {error}");
    }
}

/// A module with one function, of so many bytes of code. As text it would take long to read.
fn with_code(len: usize) -> Vec<u8> {
    let number = |mut value: usize| {
        let mut bytes = vec![];
        while value >= 0x80 {
            bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        bytes.push(value as u8);
        bytes
    };
    let sized = |content: Vec<u8>| [number(content.len()), content].concat();
    let nop = 1;
    let mut body = vec![nop; len];
    body[0] = 0; // no locals
    body[len - 1] = 0x0b; // end
    let code = [number(1), sized(body)].concat();
    let types = b"\x01\x04\x01\x60\0\0";
    let functions = b"\x03\x02\x01\0";
    [&b"\0asm\x01\0\0\0"[..], types, functions, b"\x0a", &sized(code)].concat()
}
