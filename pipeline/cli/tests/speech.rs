//! What is said about work that takes long, where stderr is no terminal: a line now and then, unless nothing
//! is to be said. Short work is done without a word.

mod support;

use std::path::Path;

use support::{fault, module, ok, preheat, stderr};

/// Enough for some tenths of a second.
fn long_to_compile(folder: &Path) -> std::path::PathBuf {
    let one =
        "(func (param i64 i64) (result i64) (i64.div_s (local.get 0) (local.get 1)))".repeat(3000);
    module(folder, "long.wasm", &format!(r#"(module {one} (func (export "_start")))"#))
}

/// What `preheat compile` says with these options.
fn said_by_compile(module: &Path, options: &[&str]) -> String {
    let scratch = tempfile::tempdir().unwrap();
    let mut command = preheat(["compile", "--backend", "cranelift"]);
    command.args(options).arg(module).arg("-o").arg(scratch.path().join("out.preheat"));
    stderr(&ok({
        command.env("PREHEAT_STORE", scratch.path());
        command
    }))
}

#[test]
fn long_compiles_say_how_far_they_are() {
    let scratch = tempfile::tempdir().unwrap();
    let long = long_to_compile(scratch.path());
    let said = said_by_compile(&long, &["--progress-every", "0.005"]);
    let start = format!("preheat: compiling {}: ", long.display());
    let compiling: Vec<&str> = said.lines().filter(|line| line.starts_with(&start)).collect();
    assert!(compiling.len() > 1, "{said}");
    for line in compiling {
        let far = &line[start.len()..];
        let (done, rest) =
            far.split_once(" of 3001 functions, ").unwrap_or_else(|| panic!("{line}"));
        assert!(done.parse::<usize>().is_ok_and(|done| done <= 3001), "{line}");
        assert!(rest.strip_suffix(" s").is_some_and(|s| s.parse::<u64>().is_ok()), "{line}");
    }
    let quiet = said_by_compile(&long, &["--progress-every", "0.005", "--quiet"]);
    assert_eq!(quiet, "");
}

#[test]
fn short_compiles_say_nothing() {
    let scratch = tempfile::tempdir().unwrap();
    assert_eq!(said_by_compile(&fault(scratch.path(), "echo"), &[]), "");
}

#[test]
fn so_does_counting() {
    let scratch = tempfile::tempdir().unwrap();
    let wait = fault(scratch.path(), "loop");
    let profile = |quiet: &[&str]| {
        let mut command = preheat(["--progress-every", "0.1", "profile", "--timeout", "1"]);
        command.args(quiet).arg(&wait).arg("-o").arg(scratch.path().join("p.profile"));
        stderr(&ok(command))
    };
    let said = profile(&[]);
    assert!(said.contains("preheat: counting requests: 0 of 1, 0 s\n"), "{said}");
    assert!(!profile(&["-q"]).contains("counting requests"));
}
