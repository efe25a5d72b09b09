//! The runner as `preheat bench` talks to it.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

/// Exits with the first byte of stdin as its code.
const EXITS: &str = r#"(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\00\04\00\00\01\00\00\00")
  (func (export "_start")
    (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (if (i32.eqz (i32.load (i32.const 8))) (then unreachable))
    (call $exit (i32.load8_u (i32.const 1024)))))"#;

fn start(module: &std::path::Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_preheat-bench-wasmtime"))
        .arg(module)
        .args(["--program", "exits"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn take(from: &mut impl Read) -> Vec<u8> {
    let mut length = [0; 4];
    from.read_exact(&mut length).unwrap();
    let mut bytes = vec![0; u32::from_le_bytes(length) as usize];
    from.read_exact(&mut bytes).unwrap();
    bytes
}

#[test]
fn requests_are_answered_in_new_instances() {
    let folder = tempfile::tempdir().unwrap();
    let module = folder.path().join("exits.wasm");
    std::fs::write(&module, wat::parse_str(EXITS).unwrap()).unwrap();
    let mut child = start(&module);
    let (mut to, mut from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let greeting: serde_json::Value = serde_json::from_slice(&take(&mut from)).unwrap();
    assert!(
        greeting["compile_ns"].as_u64().unwrap() > 0
            && greeting["code_bytes"].as_u64().unwrap() > 0
    );
    for (stdin, exit) in [(&b"\x07"[..], Some(7)), (b"", None), (b"\x00", Some(0))] {
        to.write_all(&(stdin.len() as u32).to_le_bytes()).unwrap();
        to.write_all(stdin).unwrap();
        let report: serde_json::Value = serde_json::from_slice(&take(&mut from)).unwrap();
        assert_eq!(report["exit"].as_u64(), exit, "{report}");
        // A trap is told, and the next request is served all the same.
        assert_eq!(report["failure"].is_string(), exit.is_none(), "{report}");
        assert!(take(&mut from).is_empty());
    }
    drop(to);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_broken_module_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let module = folder.path().join("broken.wasm");
    std::fs::write(&module, b"\0asm\x01\0\0\0\xff").unwrap();
    let output = start(&module).wait_with_output().unwrap();
    assert!(!output.status.success() && output.stdout.is_empty() && !output.stderr.is_empty());
}
