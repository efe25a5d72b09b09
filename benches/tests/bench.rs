//! `preheat bench` as a user calls it: modules from outside, what is refused, what a wrong response does, and
//! what the results look like.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use preheat_benches::results::Results;

/// Says what it read, backwards: `abc` becomes `cba`. Whatever its first byte is, it does some work for the
/// clock.
const BACKWARDS: &str = r#"(module
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\00\04\00\00\00\02\00\00")
  (func (export "_start") (local $from i32) (local $to i32) (local $work i32)
    (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (loop $again
      (br_if $again (i32.lt_u (local.tee $work (i32.add (local.get $work) (i32.const 1))) (i32.const 3000000))))
    (local.set $from (i32.add (i32.const 1024) (i32.load (i32.const 8))))
    (local.set $to (i32.const 2048))
    (block $done
      (loop $next
        (br_if $done (i32.eq (local.get $from) (i32.const 1024)))
        (local.set $from (i32.sub (local.get $from) (i32.const 1)))
        (i32.store8 (local.get $to) (i32.load8_u (local.get $from)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br $next)))
    (i32.store (i32.const 16) (i32.const 2048))
    (i32.store (i32.const 20) (i32.load (i32.const 8)))
    (drop (call $write (i32.const 1) (i32.const 16) (i32.const 1) (i32.const 24)))))"#;

/// Works for long, and marks a small part of it.
const MARKED: &str = r#"(module
  (import "bench" "start" (func $start))
  (import "bench" "end" (func $end))
  (memory (export "memory") 1)
  (func $work (param $times i32)
    (loop $again
      (i32.store (i32.const 0) (local.get $times))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1))))))
  (func (export "_start")
    (call $work (i32.const 40000000))
    (call $start)
    (call $work (i32.const 1000000))
    (call $end)))"#;

struct Outside {
    folder: tempfile::TempDir,
}

impl Outside {
    /// A module with requests to train and to test.
    fn new(text: &str) -> Outside {
        let folder = tempfile::tempdir().unwrap();
        let outside = Outside { folder };
        std::fs::write(outside.path("program.wasm"), wat::parse_str(text).unwrap()).unwrap();
        outside.put("train", "first.txt", "ab");
        outside.put("train", "second.txt", "abcdef");
        outside.put("test", "short.txt", "xyz");
        outside.put("test", "empty.txt", "");
        outside
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, folder: &str, name: &str, text: &str) {
        std::fs::create_dir_all(self.path(folder)).unwrap();
        std::fs::write(self.path(folder).join(name), text).unwrap();
    }

    /// `preheat-bench` in its folder, with few rounds.
    fn bench(&self, args: &[&str]) -> Output {
        let mut command = bench();
        command.current_dir(self.folder.path()).args(["--rounds", "5", "--time", "0.1"]).args(args);
        command.output().unwrap()
    }

    fn results(&self, args: &[&str]) -> Results {
        let output = self.bench(&[args, &["--json"]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

fn bench() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_preheat-bench"));
    command.env("PREHEAT_STORE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("store"));
    command.env("PREHEAT_KEYS", Path::new(env!("CARGO_TARGET_TMPDIR")).join("keys"));
    command
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const REQUESTS: [&str; 5] = ["program.wasm", "--train", "train", "--test", "test"];

#[test]
fn all_engines_run_a_module_from_outside() {
    use preheat_benches::engine::Engine;
    let outside = Outside::new(BACKWARDS);
    let results = outside.results(&REQUESTS);
    let program = &results.programs[0];
    assert_eq!(
        (program.name.as_str(), program.train_requests, program.test_requests),
        ("program", 2, 2)
    );
    let node = Command::new("node").arg("--version").output().is_ok();
    if !node {
        println!("skipped: V8, because node is not installed");
    }
    for engine in Engine::ALL {
        let expected = engine != Engine::Native && (engine != Engine::V8 || node);
        assert_eq!(
            program.engines.contains_key(&engine),
            expected,
            "{engine:?}: {:?}",
            program.absent
        );
    }
    for (engine, ran) in &program.engines {
        assert_eq!((ran.rounds.len(), ran.requests.len()), (5, 2), "{engine:?}");
        assert!(ran.rounds.iter().all(|seconds| *seconds > 0.0));
        assert!(ran.peak_memory_bytes.is_some_and(|bytes| bytes > 100_000), "{engine:?}");
        assert_eq!(ran.code_bytes.is_some(), *engine != Engine::V8, "{engine:?}");
    }
    assert_eq!(program.costs.warm, Some(true));
    assert!(program.costs.warm_p99 >= program.costs.warm_p50);
    assert!(program.costs.counting.is_some() && program.costs.profiling.is_some());
}

#[test]
fn only_the_time_between_the_marks_counts() {
    let outside = Outside::new(MARKED);
    let results = outside.results(&["program.wasm", "--engines", "cranelift,wasmtime,v8"]);
    let program = &results.programs[0];
    assert!(program.between_marks);
    assert_eq!(program.trained_on, "the same inputs that are measured");
    // The marked part is a fortieth of the work before it.
    let all =
        outside.results(&["program.wasm", "--test", "test", "--engines", "cranelift,wasmtime,v8"]);
    for (engine, ran) in &program.engines {
        assert_eq!(ran.rounds.len(), 5, "{engine:?}");
        assert!(
            ran.rounds.iter().all(|seconds| *seconds > 0.0 && *seconds < 0.5),
            "{engine:?}: {ran:?}"
        );
    }
    // Requests do not change what is timed: two of them are two samples of the same.
    assert!(all.programs[0].between_marks && all.programs[0].test_requests == 2);
}

#[test]
fn profiles_from_elsewhere_are_said_to_be() {
    let outside = Outside::new(MARKED);
    let args = ["program.wasm", "--engines", "specialised", "--train-env", "SIZE=2"];
    assert_eq!(
        outside.results(&args).programs[0].trained_on,
        "runs with other folders or variables"
    );
}

#[test]
fn a_wrong_response_fails_the_run() {
    let outside = Outside::new(BACKWARDS);
    outside.put("expected", "short.txt", "zyx");
    outside.put("expected", "empty.txt", "");
    let expected = [&REQUESTS[..], &["--expected", "expected", "--engines", "cranelift"]].concat();
    assert!(outside.bench(&expected).status.success());
    outside.put("expected", "short.txt", "zyX");
    let output = outside.bench(&expected);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output),
        "preheat: program, request short, Preheat Cranelift: a wrong response: 3 bytes, expected 3, the same up to byte 2\n"
    );
}

#[test]
fn wrong_use_has_its_own_exit_code_and_says_what_to_do() {
    let outside = Outside::new(BACKWARDS);
    std::fs::write(outside.path("broken.wasm"), b"\0asm\x01\0\0\0\xff").unwrap();
    let cases: [(&[&str], &str); 7] = [
        (&["program.wasm"], "so requests are needed: --test DIR"),
        (&["missing.wasm", "--test", "test"], "cannot read missing.wasm"),
        (&["broken.wasm", "--test", "test"], "broken.wasm"),
        (&["program.wasm", "--test", "nowhere"], "nowhere"),
        (&["no-such-program"], "there is no program `no-such-program` in the corpus: see --list"),
        (&["--train", "train"], "--train and --test are for a module from outside"),
        (&["markdown", "--engines", "spidermonkey"], "spidermonkey"),
    ];
    for (args, said) in cases {
        let output = outside.bench(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(said), "{args:?}: {}", stderr(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn results_become_a_page_and_tables_and_can_be_read_again() {
    let outside = Outside::new(BACKWARDS);
    let args = ["--engines", "cranelift,wasmtime", "--save", "first.json"];
    let output = outside.bench(&[&REQUESTS[..], &args].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("How many times as long as Preheat Cranelift"), "{said}");
    let args = [
        "--from",
        "first.json",
        "--previous",
        "first.json",
        "--html",
        "page.html",
        "--markdown",
        "r.md",
    ];
    assert!(outside.bench(&args).status.success());
    let page = std::fs::read_to_string(outside.path("page.html")).unwrap();
    assert!(page.contains("<h2>History</h2>") && page.contains("prefers-color-scheme: dark"));
    // Complete in one file: nothing is fetched.
    assert!(!page.contains("http") && !page.contains("<script") && !page.contains("<link"));
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
    let markdown = std::fs::read_to_string(outside.path("r.md")).unwrap();
    assert!(markdown.starts_with("# Results\n") && markdown.contains("| program |"), "{markdown}");

    std::fs::write(outside.path("damaged.json"), "{}").unwrap();
    let output = outside.bench(&["--from", "damaged.json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("damaged.json: not what `preheat bench --json` prints"));
}
