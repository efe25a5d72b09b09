//! `preheat run`: programs behave as they would natively, and each way to go wrong has its message and exit
//! code. The programs are corpus/faults; what each does and should do stands in its first lines.

mod support;

use std::time::{Duration, Instant};

use support::{corpus, fault, module, preheat, run, run_with, stderr, stdout};

/// Runs a fault program with more flags of `preheat run`.
fn run_fault(name: &str, flags: &[&str], stdin: &[u8]) -> std::process::Output {
    let scratch = tempfile::tempdir().unwrap();
    let path = fault(scratch.path(), name);
    let mut command = preheat(["run"]);
    command.arg(path).args(flags);
    run_with(command, stdin)
}

#[track_caller]
fn check_trap(name: &str, trap: &str, function: Option<&str>) {
    let output = run_fault(name, &[], b"");
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(134), "{name}: {message}");
    assert!(message.contains(trap), "{name}: {message}");
    if let Some(function) = function {
        assert!(message.contains(function), "{name}: {message}");
    }
    assert_eq!(message.lines().count(), 1, "{name}: one clear message: {message}");
}

macro_rules! traps {
    ($($test:ident: $name:literal $trap:literal $function:expr;)*) => {$(
        #[test]
        fn $test() {
            check_trap($name, $trap, $function);
        }
    )*};
}

traps! {
    conversion: "trap-conversion" "invalid conversion to integer" Some("convert");
    divide_by_zero: "trap-divide-by-zero" "integer divide by zero" Some("divide");
    data_that_does_not_fit: "trap-in-segment" "out of bounds memory access" None;
    start_function: "trap-in-start" "unreachable" Some("prepare");
    load: "trap-load" "out of bounds memory access" Some("peek");
    load_beyond_8_gib: "trap-load-far" "out of bounds memory access" Some("peek");
    unused_load: "trap-unused-load" "out of bounds memory access" Some("peek");
    store: "trap-store" "out of bounds memory access" Some("poke");
    memory_fill: "trap-memory-fill" "out of bounds memory access" Some("wipe");
    overflow: "trap-overflow" "integer overflow" Some("divide");
    table: "trap-table" "out of bounds table access" Some("look");
    undefined_element: "trap-undefined-element" "undefined element" Some("dispatch");
    null_element: "trap-null-element" "uninitialized element" Some("dispatch");
    wrong_type: "trap-wrong-type" "indirect call type mismatch" Some("dispatch");
    unreachable: "trap-unreachable" "unreachable" Some("give_up");
    recursion: "recursion" "call stack exhausted" Some("deeper");
}

#[test]
fn output_before_a_trap_is_kept() {
    let output = run_fault("trap-late", &[], b"x");
    assert_eq!(output.status.code(), Some(134));
    assert_eq!(stdout(&output), "half\n");
}

#[test]
fn the_exit_code_is_the_programs() {
    assert_eq!(run_fault("exit-7", &[], b"").status.code(), Some(7));
    let output = run_fault("exit-late", &[], b"7");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(55), "bye\n"));
}

#[test]
fn stdin_and_stdout_pass_any_bytes() {
    let input: Vec<u8> = (0..300_000u32).map(|i| (i.wrapping_mul(i) >> 3) as u8).collect();
    let output = run_fault("echo", &[], &input);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(output.stdout == input);
}

#[test]
fn arguments_and_environment_are_the_given_ones_only() {
    let output = run_fault("args-env", &["--env", "A=b", "--env", "C=", "--", "x", "--y"], b"");
    assert_eq!(stdout(&output), "args-env\nx\n--y\nA=b\nC=\n");
}

#[test]
fn the_programs_name_is_the_same_in_both_forms_and_can_be_given() {
    let scratch = tempfile::tempdir().unwrap();
    let module = fault(scratch.path(), "args-env");
    let named = module.with_file_name("app.wasm");
    std::fs::rename(module, &named).unwrap();
    let artifact = named.with_extension("preheat");
    let mut compile = preheat(["compile", "--backend", "cranelift"]);
    compile.arg(&named).arg("-o").arg(&artifact);
    let output = run(compile);
    assert!(output.status.success(), "{}", stderr(&output));
    for input in [&named, &artifact] {
        let mut plain = preheat(["run"]);
        plain.arg(input);
        assert_eq!(stdout(&run(plain)), "app\n");
        let mut given = preheat(["run", "--argv0", "/bin/busy box"]);
        given.arg(input).args(["--", "x"]);
        assert_eq!(stdout(&run(given)), "/bin/busy box\nx\n");
    }
}

#[test]
fn a_directory_is_seen_only_when_given() {
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("data.txt"), "content").unwrap();
    let dir = scratch.path().display().to_string();
    assert_eq!(stdout(&run_fault("read-file", &["--dir", &dir], b"")), "content");
    let renamed = format!("{dir}::/data");
    assert_eq!(stdout(&run_fault("read-file", &["--dir", &renamed], b"")), "content");
    let output = run_fault("read-file", &[], b"");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(3), ""));
}

#[test]
fn a_program_that_never_ends_is_stopped_in_time() {
    let start = Instant::now();
    let output = run_fault("loop", &["--timeout", "0.5"], b"");
    assert_eq!(output.status.code(), Some(124), "{}", stderr(&output));
    assert!(stderr(&output).contains("time limit"), "{}", stderr(&output));
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[test]
fn memory_is_limited_when_asked() {
    let output = run_fault("grow", &[], b"");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "stopped\n"));
    let output = run_fault("grow", &["--max-memory", "16"], b"");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), "stopped\n"));
}

#[test]
fn a_missing_folder_is_an_input_error() {
    let output = run_fault("echo", &["--dir", "/no/such/folder"], b"");
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("/no/such/folder"), "{}", stderr(&output));
}

#[test]
fn an_unknown_import_is_named() {
    let scratch = tempfile::tempdir().unwrap();
    let path = module(
        scratch.path(),
        "m.wasm",
        r#"(module (import "env" "launch" (func)) (func (export "_start")))"#,
    );
    let mut command = preheat(["run"]);
    command.arg(path);
    let output = run(command);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("env.launch"), "{}", stderr(&output));
}

#[test]
fn a_module_without_a_start_is_an_input_error() {
    let scratch = tempfile::tempdir().unwrap();
    let path = module(scratch.path(), "m.wasm", r#"(module (func (export "run")))"#);
    let mut command = preheat(["run"]);
    command.arg(path);
    let output = run(command);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("_start"), "{}", stderr(&output));
}

#[test]
fn the_corpus_programs_give_the_expected_responses() {
    let markdown = corpus().join("markdown");
    for set in ["train", "test"] {
        for request in std::fs::read_dir(markdown.join("requests").join(set)).unwrap() {
            let request = request.unwrap().path();
            let name = request.file_stem().unwrap().to_str().unwrap();
            let expected = std::fs::read(markdown.join(format!("expected/{name}.html"))).unwrap();
            let mut command = preheat(["run"]);
            command.arg(markdown.join("markdown.wasm"));
            let output = run_with(command, &std::fs::read(&request).unwrap());
            assert!(output.status.success(), "{name}: {}", stderr(&output));
            assert!(output.stdout == expected, "{name}");
        }
    }
}
