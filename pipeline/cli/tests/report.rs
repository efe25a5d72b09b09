//! `preheat profile` and `preheat report`: what is counted and what people are told about it.

mod support;

use std::path::Path;

use preheat_formats::Digest;
use preheat_formats::profile::Profile;
use support::{module, ok, preheat, run, stderr, stdout};

/// Calls one of two functions by the first byte of its request, so often.
const PROGRAM: &str = r#"(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (type $op (func (param i32) (result i32)))
  (table 2 funcref)
  (elem (i32.const 0) $even $odd)
  (func $even (type $op) (i32.add (local.get 0) (i32.const 2)))
  (func $odd (type $op) (i32.mul (local.get 0) (i32.const 3)))
  (func $work (param $which i32) (param $times i32)
    (loop $more
      (drop (call_indirect (type $op) (local.get $times) (i32.and (local.get $which) (i32.const 1))))
      (local.set $times (i32.sub (local.get $times) (i32.const 1)))
      (br_if $more (local.get $times))))
  (func (export "_start")
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 1))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (call $work (i32.load8_u (i32.const 64)) (i32.const 100))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"#;

fn profiled(folder: &Path) -> std::path::PathBuf {
    let wasm = module(folder, "work.wasm", PROGRAM);
    let requests = folder.join("requests");
    std::fs::create_dir(&requests).unwrap();
    for (name, content) in [("a", "1"), ("b", "3"), ("c", "2")] {
        std::fs::write(requests.join(name), content).unwrap();
    }
    let profile = folder.join("work.profile");
    let args = ["profile", wasm.to_str().unwrap(), "--requests", requests.to_str().unwrap()];
    let mut command = preheat(args);
    command.arg("-o").arg(&profile);
    ok(command);
    profile
}

fn report(file: &Path, flags: &[&str]) -> String {
    let mut command = preheat(["report"]);
    command.arg(file).args(flags);
    stdout(&ok(command))
}

#[test]
fn counts_are_exact() {
    let scratch = tempfile::tempdir().unwrap();
    let profile = profiled(scratch.path());
    let json: serde_json::Value = serde_json::from_str(&report(&profile, &["--json"])).unwrap();
    let function = |name: &str| {
        let functions = json["functions"].as_array().unwrap();
        functions.iter().find(|f| f["name"] == name).unwrap_or_else(|| panic!("no {name}: {json}"))
    };
    assert_eq!(function("_start")["entries"], 0, "it is entered before the warm point");
    assert_eq!(function("_start")["startup_entries"], 1);
    assert_eq!(function("work")["entries"], 3);
    assert_eq!(function("odd")["entries"], 200);
    assert_eq!(function("even")["entries"], 100);
    let work = function("work");
    let counts: Vec<u64> = work["blocks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|block| block["count"].as_u64().unwrap())
        .collect();
    assert_eq!(counts, [3, 300, 3]);
    let sites = work["sites"].to_string();
    // Functions 2 and 3 by way of the table, 100 rounds for each entry of the loop, and 100 as argument.
    assert!(sites.contains(r#""2":100"#) && sites.contains(r#""3":200"#), "{sites}");
    assert!(sites.contains(r#""100":3"#), "{sites}");
    assert_eq!(json["requests"]["wall_ns"]["count"], 3);
    assert_eq!(json["host_calls"]["wasi_snapshot_preview1.fd_write"], 3);
    // The call in which the program reached its warm point began before any request.
    assert_eq!(json["host_calls"].as_object().unwrap().len(), 1);
    assert_eq!(json["pages"]["0"], 3);
}

#[test]
fn a_report_names_what_is_hot() {
    let scratch = tempfile::tempdir().unwrap();
    let profile = profiled(scratch.path());
    let text = report(&profile, &[]);
    for word in ["work", "odd", "even", "fd_write", "3 requests"] {
        assert!(text.contains(word), "no {word} in\n{text}");
    }
}

#[test]
fn a_profile_goes_to_other_tools_and_into_a_plan() {
    let scratch = tempfile::tempdir().unwrap();
    let profile = profiled(scratch.path());
    let path = |name: &str| scratch.path().join(name).display().to_string();
    let (pprof, dot, plan) = (path("p.pb.gz"), path("p.dot"), path("p.plan"));
    report(&profile, &["--pprof", &pprof, "--map", &dot, "--plan", &plan]);
    assert!(std::fs::read(&pprof).unwrap().starts_with(&[0x1f, 0x8b]));
    assert!(std::fs::read_to_string(&dot).unwrap().starts_with("digraph"));
    assert!(report(Path::new(&plan), &[]).contains("work"));
}

#[test]
fn an_artifact_says_what_it_was_made_for() {
    let scratch = tempfile::tempdir().unwrap();
    let profile = profiled(scratch.path());
    let wasm = scratch.path().join("work.wasm");
    let artifact = scratch.path().join("work.preheat");
    let compile = |flags: &[&str]| {
        let mut command = preheat(["compile"]);
        command.arg(&wasm).args(flags);
        ok(command);
        report(&artifact, &[])
    };
    let text = compile(&[]);
    for word in ["generic", "LLVM 22", "fd_read", "work"] {
        assert!(text.contains(word), "no {word} in\n{text}");
    }
    let text = compile(&["--profile", profile.to_str().unwrap(), "--target-cpu", "x86-64-v2"]);
    assert!(text.contains("specialised with plan"), "{text}");
    assert!(text.contains("x86-64-v2"), "{text}");
}

#[test]
fn profiles_of_one_module_are_merged_and_others_are_refused() {
    let scratch = tempfile::tempdir().unwrap();
    let profile = profiled(scratch.path());
    let merged = scratch.path().join("merged.profile");
    let merge = |inputs: &[&Path], flags: &[&str]| {
        let mut command = preheat(["merge"]);
        command.args(inputs).arg("-o").arg(&merged).args(flags);
        command
    };
    let text = stdout(&ok(merge(&[&profile, &profile], &[])));
    assert!(text.contains("merged.profile: 6 requests") && text.contains("100.0 %"), "{text}");
    let json = report(&merged, &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let functions = json["functions"].as_array().unwrap();
    let odd = functions.iter().find(|function| function["name"] == "odd").unwrap();
    assert_eq!(odd["entries"], 400);
    let json = stdout(&ok(merge(&[&profile], &["--json"])));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["inputs"][0]["overlap"], 1.0);

    let other = scratch.path().join("other.profile");
    let none = Profile::new(Digest::of(b"another module"), 1);
    std::fs::write(&other, none.to_bytes()).unwrap();
    std::fs::remove_file(&merged).unwrap();
    let output = run(merge(&[&profile, &other], &[]));
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("other.profile: the profiles are of different modules"));
    assert!(!merged.exists(), "nothing is written");
    assert_eq!(run(merge(&[], &[])).status.code(), Some(2));
}
