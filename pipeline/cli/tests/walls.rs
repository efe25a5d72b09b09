//! The walls around programs as a user of `preheat` sees them, and what a program may take that no wall is
//! about: mappings, tables, what host calls keep. That the walls hold is proved beside the agent, by code
//! that is wrong.

mod support;

use std::fmt::Write;
use std::process::{Command, Output};

use support::{module, ok, preheat, run, stderr, stdout};

const NOMEM: i32 = 48;

/// `preheat run` of a module in text form, with a store of its own.
fn run_text(text: &str, options: &[&str]) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let path = module(dir.path(), "program.wasm", text);
    let mut command: Command = preheat(["run"]);
    command.env("PREHEAT_STORE", dir.path().join("store")).args(options).arg(path);
    run(command)
}

const EMPTY: &str = r#"(module (memory (export "memory") 1) (func (export "_start")))"#;

#[test]
fn every_wall_is_shown_by_doctor_with_a_word() {
    let doctor = |without: &str| {
        let mut command = preheat(["doctor"]);
        command.env("PREHEAT_WITHOUT_WALLS", without);
        stdout(&run(command))
    };
    for wall in ["environment", "privileges", "limits", "seccomp", "landlock", "namespaces"] {
        let line = |text: &str| {
            let start = format!("wall: {wall} ");
            let line = text.lines().find(|line| line.starts_with(&start));
            line.unwrap_or_else(|| panic!("no line of {wall} in {text}")).to_owned()
        };
        let missing = line(&doctor(wall));
        assert!(missing.contains(" limited "), "{missing}");
        assert!(missing.contains("PREHEAT_WITHOUT_WALLS says so"), "{missing}");
        assert!(line(&doctor("")).contains(" ok "));
    }
}

#[test]
fn a_missing_wall_is_told_and_can_be_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = module(dir.path(), "program.wasm", EMPTY);
    let profile = dir.path().join("a.profile");
    for (name, more) in [("run", vec![]), ("profile", vec!["-o".into(), profile.into_os_string()])]
    {
        let call = |without: &str, options: &[&str]| {
            let mut command = preheat([name]);
            command.env("PREHEAT_WITHOUT_WALLS", without).args(options).arg(&path).args(&more);
            let output = run(command);
            (output.status.code(), stderr(&output))
        };
        let told = "preheat: the program runs without some of the walls around it: seccomp";
        let (code, text) = call("seccomp", &[]);
        assert_eq!(code, Some(0), "{name}: {text}");
        assert!(text.contains(told), "{name}: {text}");
        let (code, text) = call("seccomp", &["--quiet"]);
        assert_eq!((code, text.contains(told)), (Some(0), false), "{name}: {text}");
        let (code, text) = call("seccomp", &["--require-sandbox"]);
        assert_eq!(code, Some(1), "{name}: {text}");
        assert!(text.contains("--require-sandbox asks for: seccomp"), "{name}: {text}");
        let (code, text) = call("", &["--require-sandbox"]);
        assert_eq!((code, text.contains("walls")), (Some(0), false), "{name}: {text}");
    }
}

#[test]
fn the_exit_code_of_a_death_that_is_no_trap_is_in_every_help() {
    for command in ["run", "boot"] {
        assert!(stdout(&ok(preheat([command, "--help"]))).contains("\n  139  "), "{command}");
    }
}

#[test]
fn a_proc_file_system_is_no_folder_for_a_program() {
    for folder in ["/proc", "/proc/self"] {
        let output = run_text(EMPTY, &["--dir", folder]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("part of a proc file system"), "{}", stderr(&output));
    }
}

#[test]
fn memory_in_more_pieces_than_the_system_maps_is_there_all_the_same() {
    // One byte on every second page.
    const PIECES: u32 = 40_000;
    const APART: u32 = 8192;
    let mut text = format!(
        r#"(module (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") {})
          (func (export "_start") (local $i i32) (local $wrong i32)
            (loop $next
              (local.set $wrong (i32.add (local.get $wrong)
                (i32.ne (i32.load8_u (i32.mul (local.get $i) (i32.const {APART})))
                        (i32.add (i32.rem_u (local.get $i) (i32.const 251)) (i32.const 1)))))
              (local.set $i (i32.add (local.get $i) (i32.const 1)))
              (br_if $next (i32.lt_u (local.get $i) (i32.const {PIECES}))))
            (call $exit (i32.ne (local.get $wrong) (i32.const 0))))"#,
        PIECES * APART / 65536 + 1
    );
    for piece in 0..PIECES {
        writeln!(text, "(data (i32.const {}) \"\\{:02x}\")", piece * APART, piece % 251 + 1)
            .unwrap();
    }
    text.push(')');
    let output = run_text(&text, &[]);
    assert_eq!((output.status.code(), &stderr(&output)[..]), (Some(0), ""));
}

#[test]
fn tables_count_against_the_memory_limit() {
    // Three tables grow by five million entries, 38 MiB, each; exits with how many did.
    const GROW: &str = r#"(module
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1)
      (table $a 0 funcref) (table $b 0 funcref) (table $c 0 externref)
      (func $grown (param i32) (result i32) (i32.ne (local.get 0) (i32.const -1)))
      (func (export "_start")
        (call $exit (i32.add
          (i32.add
            (call $grown (table.grow $a (ref.null func) (i32.const 5000000)))
            (call $grown (table.grow $b (ref.null func) (i32.const 5000000))))
          (call $grown (table.grow $c (ref.null extern) (i32.const 5000000)))))))"#;
    assert_eq!(run_text(GROW, &[]).status.code(), Some(3));
    assert_eq!(run_text(GROW, &["--max-memory", "100"]).status.code(), Some(2));
    assert_eq!(run_text(GROW, &["--max-memory", "10"]).status.code(), Some(0));
    // What tables took is not left for memory.
    let memory = r#"(module
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1)
      (table $a 100000 funcref)
      (func (export "_start")
        (call $exit (i32.ne (memory.grow (i32.const 5)) (i32.const -1)))))"#;
    assert_eq!(run_text(memory, &[]).status.code(), Some(1));
    assert_eq!(run_text(memory, &["--max-memory", "1"]).status.code(), Some(0));
    let output = run_text(&memory.replace("100000", "1000000"), &["--max-memory", "1"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("below the 8065536 bytes"), "{}", stderr(&output));
}

#[test]
fn more_subscriptions_than_are_kept_are_refused() {
    let text = r#"(module
      (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 16384)
      (func (export "_start")
        (call $exit (call $poll (i32.const 0) (i32.const 0) (i32.const 20000000) (i32.const 0)))))"#;
    assert_eq!(run_text(text, &["--max-memory", "1024"]).status.code(), Some(NOMEM));
}
