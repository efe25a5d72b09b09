//! Bad input: each kind of damaged or wrong file is refused with one clear message and exit code 2, before
//! anything of it is used, and nothing is left half-written.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use preheat_formats::cpu;
use support::{fault, module, ok, preheat, run, stderr};

#[track_caller]
fn refused(args: &[&str], words: &[&str]) {
    refused_command(preheat(args), words);
}

#[track_caller]
fn refused_command(command: Command, words: &[&str]) {
    let called = format!("{command:?}");
    let output = run(command);
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{called}: {message}");
    for word in words {
        assert!(message.contains(word), "{called} should say {word}: {message}");
    }
    assert!(output.stdout.is_empty());
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn flip(path: &Path, at: usize) -> PathBuf {
    let mut bytes = std::fs::read(path).unwrap();
    let at = at.min(bytes.len() - 1);
    bytes[at] ^= 0x40;
    let damaged = path.with_extension(format!("{at}"));
    std::fs::write(&damaged, bytes).unwrap();
    damaged
}

fn cut(path: &Path, len: usize) -> PathBuf {
    let bytes = std::fs::read(path).unwrap();
    let cut = path.with_extension(format!("cut{len}"));
    std::fs::write(&cut, &bytes[..len.min(bytes.len())]).unwrap();
    cut
}

#[test]
fn wrong_modules() {
    let scratch = tempfile::tempdir().unwrap();
    let path = |name: &str| scratch.path().join(name);
    std::fs::write(path("text.wasm"), "hello").unwrap();
    refused(&["compile", text(&path("text.wasm"))], &["text.wasm", "not a WebAssembly module"]);
    refused(&["run", text(&path("text.wasm"))], &["text.wasm", "not a WebAssembly module"]);
    refused(&["compile", text(&path("none.wasm"))], &["none.wasm", "No such file"]);
    std::fs::write(path("component.wasm"), b"\0asm\x0d\0\x01\0").unwrap();
    refused(&["compile", text(&path("component.wasm"))], &["component", "wasm32-wasip1"]);
    let good = fault(scratch.path(), "echo");
    let whole = std::fs::read(&good).unwrap();
    refused(&["compile", text(&cut(&good, whole.len() - 3))], &["invalid module at byte"]);
    let wide = module(scratch.path(), "wide.wasm", "(module (memory i64 1))");
    refused(&["compile", text(&wide)], &["unsupported", "64-bit memories", "at byte 0x"]);
    let left: Vec<_> = std::fs::read_dir(scratch.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".preheat") || name.starts_with('.'))
        .collect();
    assert!(left.is_empty(), "left behind: {left:?}");
}

/// So nothing comes into the store.
#[test]
fn modules_that_are_no_programs_are_refused_before_they_are_compiled() {
    let scratch = tempfile::tempdir().unwrap();
    let store = scratch.path().join("store");
    let library = r#"(module (func (export "convert")))"#;
    let library = module(scratch.path(), "library.wasm", library);
    let foreign = r#"(module
        (import "env" "launch" (func (param i32) (result i32)))
        (import "wasi_snapshot_preview1" "fd_close" (func (param i32)))
        (func (export "_start") (param i32)))"#;
    let foreign = module(scratch.path(), "foreign.wasm", foreign);
    let profile = scratch.path().join("p.profile");
    let commands = |module: &Path| {
        [vec!["compile"], vec!["run"], vec!["profile", "-o", text(&profile)]].map(|args| {
            let mut command = preheat(args);
            command.arg(module).env("PREHEAT_STORE", &store);
            command
        })
    };
    let words = ["library.wasm: cannot be run", "`_start`", "`convert`", "wasm32-wasip1"];
    for command in commands(&library) {
        refused_command(command, &words);
    }
    let words = [
        "`env.launch` (i32) -> (i32)",
        "fd_close` (i32) -> (), which is (i32) -> (i32)",
        "has to be () -> ()",
    ];
    for command in commands(&foreign) {
        refused_command(command, &words);
    }
    assert!(!store.exists() && !profile.exists());
    assert!(!library.with_extension("preheat").exists());
}

#[test]
fn damaged_artifacts() {
    let scratch = tempfile::tempdir().unwrap();
    let module = fault(scratch.path(), "echo");
    ok(preheat(["compile", text(&module)]));
    let artifact = module.with_extension("preheat");
    let len = std::fs::metadata(&artifact).unwrap().len() as usize;
    for at in [70, len / 3, len / 2, len - 100] {
        refused(&["run", text(&flip(&artifact, at))], &["corrupt artifact", "digest"]);
        refused(&["report", text(&flip(&artifact, at))], &["corrupt artifact", "digest"]);
    }
    for len in [4, 100, len / 2, len - 1] {
        refused(&["run", text(&cut(&artifact, len))], &["artifact", "cut short"]);
    }
    // The agent checks for itself: it may be given a file by anyone.
    let agent = preheat_pipeline::agent::find().unwrap();
    let mut command = std::process::Command::new(agent);
    command.arg("run").arg(flip(&artifact, len / 2));
    let output = run(command);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("corrupt artifact"), "{}", stderr(&output));
}

#[test]
fn damaged_and_foreign_profiles() {
    let scratch = tempfile::tempdir().unwrap();
    let path = |name: &str| scratch.path().join(name);
    let module = fault(scratch.path(), "echo");
    let other = fault(scratch.path(), "exit-7");
    let profile = path("echo.profile");
    ok(preheat(["profile", text(&module), "-o", text(&profile)]));
    let compile = |module: &Path, profile: &Path| {
        ["compile", text(module), "--profile", text(profile)].map(str::to_owned)
    };
    let refused_compile = |module: &Path, profile: &Path, words: &[&str]| {
        let args = compile(module, profile);
        refused(&args.each_ref().map(String::as_str), words);
    };
    let len = std::fs::metadata(&profile).unwrap().len() as usize;
    refused_compile(&module, &flip(&profile, 80), &["corrupt profile", "digest"]);
    refused_compile(&module, &flip(&profile, 0), &["not a Preheat profile"]);
    refused_compile(&module, &cut(&profile, len - 1), &["truncated profile"]);
    refused_compile(&other, &profile, &["another module", "profile this module"]);
    assert!(!module.with_extension("preheat").exists());
    assert!(!other.with_extension("preheat").exists());
}

#[test]
fn damaged_images() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("x.qcow2");
    std::fs::write(&path, b"QFI\xfb and nothing more").unwrap();
    refused(&["boot", text(&path)], &["x.qcow2", "image"]);
    refused(&["report", text(&path)], &["x.qcow2"]);
}

#[test]
fn a_level_that_this_machine_lacks_is_refused_by_name() {
    let scratch = tempfile::tempdir().unwrap();
    let module = fault(scratch.path(), "echo");
    ok(preheat(["compile", text(&module), "--target-cpu", "x86-64-v3"]));
    let artifact = module.with_extension("preheat");
    let command = on_host(preheat(["run", text(&artifact)]), "x86-64-v2");
    refused_command(command, &["x86-64-v3", "avx2", "--target-cpu x86-64-v2"]);
}

fn on_host(mut command: Command, level: &str) -> Command {
    command.env(cpu::SETTING, level);
    command
}

/// Also by the agent, whoever calls it.
#[test]
fn a_level_of_this_machine_that_means_nothing_is_refused_before_anything_is_done() {
    let scratch = tempfile::tempdir().unwrap();
    let module = fault(scratch.path(), "echo");
    ok(on_host(preheat(["compile", text(&module)]), "x86-64-v2"));
    let artifact = module.with_extension("preheat");
    let mut agent = Command::new(preheat_pipeline::agent::find().unwrap());
    agent.arg("run").arg(&artifact);
    refused_command(on_host(agent, "v5"), &[cpu::SETTING, "`v5` is not a processor level"]);
    let run = preheat(["run", text(&artifact)]);
    refused_command(on_host(run, "fast"), &[cpu::SETTING, "`fast`", "x86-64-v3"]);
}

#[test]
fn a_level_of_this_machine_cannot_be_raised() {
    let agent = preheat_pipeline::agent::find().unwrap();
    let mut command = Command::new(&agent);
    if std::arch::is_x86_feature_detected!("avx512bw") {
        // Valgrind's processor lacks that.
        if Command::new("valgrind").arg("--version").output().is_err() {
            println!("skipped: this processor has all levels, and valgrind is not installed");
            return;
        }
        command = Command::new("valgrind");
        command.args(["-q", "--log-file=/dev/null"]).arg(&agent);
    }
    command.args(["run", "any.preheat"]);
    refused_command(
        on_host(command, "x86-64-v4"),
        &[cpu::SETTING, "x86-64-v4", "lacks avx512", "only lower"],
    );
}

#[test]
fn wrong_use_says_how() {
    for args in [
        &["compile"][..],
        &["compile", "a.wasm", "--opt", "4"],
        &["compile", "a.wasm", "--target-cpu", "pentium"],
        &["run", "a.wasm", "--timeout", "-1"],
        &["launch"],
    ] {
        let output = run(preheat(args));
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains("--help"), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn the_second_compile_is_a_lookup_with_the_same_result() {
    let scratch = tempfile::tempdir().unwrap();
    let module = fault(scratch.path(), "args-env");
    let store = scratch.path().join("store");
    let compile = |name: &str| {
        let out = scratch.path().join(name);
        let mut command = preheat(["compile", text(&module), "--json", "-o", text(&out)]);
        command.env("PREHEAT_STORE", &store);
        let output = ok(command);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        (json["from_store"].as_bool().unwrap(), std::fs::read(out).unwrap())
    };
    let (first_found, first) = compile("1.preheat");
    let (second_found, second) = compile("2.preheat");
    assert!(!first_found);
    assert!(second_found);
    assert!(first == second);

    // A damaged entry is not used.
    let mut folders = vec![store.join("objects")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let mut bytes = std::fs::read(&path).unwrap();
                bytes[200] ^= 1;
                std::fs::write(&path, bytes).unwrap();
            }
        }
    }
    let (third_found, third) = compile("3.preheat");
    assert!(!third_found);
    assert!(third == first);
}
