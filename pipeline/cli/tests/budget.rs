//! What compiling may take: beyond its budget of time or memory a module is refused with one message, or
//! compiled by Cranelift instead of LLVM, and a time limit holds while compiling as well.

mod support;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use support::{corpus, ok, preheat, run, stderr};
use wasm_encoder::{
    CodeSection, ExportKind, ExportSection, Function, FunctionSection, Module, TypeSection, ValType,
};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A program of so many functions, each so long, with a branch here and there.
fn program(folder: &Path, functions: u32, length: u32) -> PathBuf {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let (mut funcs, mut exports, mut code) =
        (FunctionSection::new(), ExportSection::new(), CodeSection::new());
    for _ in 0..functions {
        funcs.function(0);
        let mut body = Function::new([(3, ValType::I32)]);
        let mut to = body.instructions();
        for number in 0..length {
            let (from, into) = (number % 3, (number + 1) % 3);
            to.local_get(from).local_get(into).i32_mul().i32_const(number as i32).i32_xor();
            to.local_set(into);
            if number % 16 == 0 {
                to.local_get(into).if_(wasm_encoder::BlockType::Empty).i32_const(7);
                to.local_set(from).end();
            }
        }
        to.end();
        code.function(&body);
    }
    exports.export("_start", ExportKind::Func, 0);
    let mut module = Module::new();
    module.section(&types).section(&funcs).section(&exports).section(&code);
    let path = folder.join(format!("program{functions}x{length}.wasm"));
    std::fs::write(&path, module.finish()).unwrap();
    path
}

/// Commands that compile, with a store of their own, so that there is something to do.
fn compile(folder: &Path, args: &[&str]) -> std::process::Command {
    let mut command = preheat(args);
    command.env("PREHEAT_STORE", folder.join("store"));
    command
}

#[track_caller]
fn refused(command: std::process::Command, code: i32, words: &[&str]) {
    let called = format!("{command:?}");
    let output = run(command);
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(code), "{called}: {message}");
    for word in words {
        assert!(message.contains(word), "{called} should say {word}: {message}");
    }
    assert!(!message.contains("panicked") && !message.contains("terminate called"), "{message}");
}

#[test]
fn too_much_time_is_refused() {
    let scratch = tempfile::tempdir().unwrap();
    // Minutes of Cranelift's time.
    let module = program(scratch.path(), 3_000, 3_000);
    let out = scratch.path().join("out");
    let words = ["x3000.wasm", "more than 2 s of processor time", "--max-compile-seconds"];
    let limit = ["--max-compile-seconds", "2"];
    for args in [
        vec!["compile", text(&module), "-o", text(&out), "--backend", "cranelift"],
        vec!["compile", text(&module), "-o", text(&out)],
        vec!["run", text(&module)],
        vec!["profile", text(&module), "-o", text(&out)],
    ] {
        refused(compile(scratch.path(), &[&args[..], &limit].concat()), 2, &words);
        assert!(!out.exists());
    }
}

#[test]
fn too_much_memory_is_refused_and_no_trap() {
    let scratch = tempfile::tempdir().unwrap();
    let module = program(scratch.path(), 600, 3_000);
    let out = scratch.path().join("out");
    let words = ["x3000.wasm", "of memory", "--max-compile-memory"];
    for backend in ["cranelift", "llvm", "mixed"] {
        let args = [
            "compile",
            text(&module),
            "-o",
            text(&out),
            "--backend",
            backend,
            "--max-compile-memory",
        ];
        refused(compile(scratch.path(), &[&args[..], &["64"]].concat()), 2, &words);
        assert!(!out.exists());
    }
}

/// The hungriest of LLVM, which Cranelift compiles in a second or two.
#[test]
fn what_is_too_much_for_llvm_is_cranelifts() {
    let scratch = tempfile::tempdir().unwrap();
    let module = corpus().join("sqlite/sqlite.wasm");
    let out = scratch.path().join("out");
    let mut command = compile(scratch.path(), &["compile", text(&module), "-o", text(&out)]);
    command.args(["--max-compile-seconds", "40", "--backend", "llvm"]);
    ok(command);
    let report = ok(preheat(["report", text(&out)]));
    let made_by = String::from_utf8(report.stdout).unwrap();
    assert!(made_by.contains("Cranelift"), "{made_by}");
}

#[test]
fn a_time_limit_covers_compiling() {
    let scratch = tempfile::tempdir().unwrap();
    let module = program(scratch.path(), 3_000, 3_000);
    let out = scratch.path().join("out");
    let start = Instant::now();
    let words = ["x3000.wasm: compiling was stopped at the time limit"];
    for args in [
        vec!["run", text(&module), "--timeout", "0.5"],
        vec!["profile", text(&module), "-o", text(&out), "--timeout", "0.5"],
    ] {
        refused(compile(scratch.path(), &args), 124, &words);
    }
    // Without the limit it takes minutes.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

/// A program that does not come to its warm point, nor to its end.
#[test]
fn a_time_limit_covers_the_way_to_the_warm_point_and_both_passes() {
    let scratch = tempfile::tempdir().unwrap();
    let endless = "(module (func (export \"_start\") (loop $on (br $on))))";
    let module = support::module(scratch.path(), "endless.wasm", endless);
    let out = scratch.path().join("out");
    let requests = scratch.path().join("requests");
    std::fs::create_dir(&requests).unwrap();
    std::fs::write(requests.join("a"), "a").unwrap();
    let start = Instant::now();
    let args = ["profile", text(&module), "-o", text(&out), "--requests", text(&requests)];
    let output = run(compile(scratch.path(), &[&args[..], &["--timeout", "0.5"]].concat()));
    assert!(stderr(&output).contains("stopped at its time limit"), "{}", stderr(&output));
    // Twice the way to the warm point and twice a request; without the limit the first takes a minute.
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}
