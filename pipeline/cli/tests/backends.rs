//! Who makes the code: whatever `--backend` says, a real program answers the same; and `--timings` says where
//! the time went.

mod support;

use std::path::Path;

use support::{corpus, ok, preheat, run, run_with, stderr, stdout};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn every_backend_answers_as_expected_also_with_a_profile() {
    let scratch = tempfile::tempdir().unwrap();
    let markdown = corpus().join("markdown");
    let module = markdown.join("markdown.wasm");
    let profile = scratch.path().join("markdown.profile");
    let train = markdown.join("requests/train");
    ok(preheat(["profile", text(&module), "--requests", text(&train), "-o", text(&profile)]));
    let request = std::fs::read(markdown.join("requests/test/memo.md")).unwrap();
    let expected = std::fs::read(markdown.join("expected/memo.html")).unwrap();

    for backend in ["llvm", "cranelift", "mixed"] {
        let artifact = scratch.path().join(format!("{backend}.preheat"));
        let mut compile = preheat(["compile", text(&module), "-o", text(&artifact), "--json"]);
        compile.args(["--backend", backend, "--profile", text(&profile), "--opt", "1"]);
        let printed: serde_json::Value = serde_json::from_slice(&ok(compile).stdout).unwrap();
        assert_eq!(printed["backend"], backend);
        assert_eq!(printed["flavour"], "specialised");
        let output = run_with(preheat(["run", text(&artifact)]), &request);
        assert_eq!(output.status.code(), Some(0), "{backend}: {}", stderr(&output));
        assert!(output.stdout == expected, "{backend} answers otherwise");
    }
}

#[test]
fn timings_say_where_the_time_went() {
    let scratch = tempfile::tempdir().unwrap();
    let module = corpus().join("markdown/markdown.wasm");
    let artifact = scratch.path().join("out.preheat");
    let compile = |more: &[&str]| {
        let mut command = preheat(["compile", text(&module), "-o", text(&artifact), "--timings"]);
        command.args(["--backend", "cranelift"]).args(more);
        ok(command)
    };
    // Also when the store has it: what was not compiled has no times.
    for _ in 0..2 {
        let printed: serde_json::Value =
            serde_json::from_slice(&compile(&["--json"]).stdout).unwrap();
        let stages = printed["timings"].as_array().unwrap();
        let spent = |name: &str| {
            let stage = stages.iter().find(|stage| stage["stage"] == name);
            stage.unwrap_or_else(|| panic!("no {name} in {stages:?}"))["processor_seconds"]
                .as_f64()
                .unwrap()
        };
        for stage in ["decode", "emit", "Cranelift: generate", "write"] {
            assert!(spent(stage) > 0.0, "{stage}");
        }
        assert!(printed["peak_memory_bytes"].as_u64().unwrap() > 1 << 20);
    }
    let table = stdout(&compile(&[]));
    for word in ["decode", "emit", "link", "write", "memory at its peak"] {
        assert!(table.contains(word), "{word} is not in {table}");
    }
}

#[test]
fn an_unknown_backend_is_refused() {
    let module = corpus().join("markdown/markdown.wasm");
    let output = run(preheat(["compile", text(&module), "--backend", "gcc"]));
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("none of llvm, cranelift and mixed"), "{}", stderr(&output));
}
