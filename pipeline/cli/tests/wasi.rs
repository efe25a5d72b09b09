//! The preview-1 programs of the official WASI test suite, by `preheat run`, each in a copy of its directory.

mod support;

use std::path::{Path, PathBuf};

use support::{preheat, run, shared_data, stderr, stdout};

fn programs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            programs(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "wasm") {
            found.push(path);
        }
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            copy(&entry.path(), &target);
        } else if kind.is_symlink() {
            std::os::unix::fs::symlink(std::fs::read_link(entry.path()).unwrap(), target).unwrap();
        } else {
            // Written anew, so that it can be changed though the suite's own is read-only.
            std::fs::write(target, std::fs::read(entry.path()).unwrap()).unwrap();
        }
    }
}

/// Runs one program as its JSON says; what went wrong, if anything.
fn check(program: &Path) -> Result<(), String> {
    let spec: serde_json::Value = match std::fs::read(program.with_extension("json")) {
        Ok(json) => serde_json::from_slice(&json).unwrap(),
        Err(_) => serde_json::Value::Null,
    };
    let scratch = tempfile::tempdir().unwrap();
    let mut command = preheat(["run", "--timeout", "60"]);
    if let Some(root) = spec["root"].as_str() {
        copy(&program.with_file_name(root), scratch.path());
        command.arg("--dir").arg(format!("{}::/", scratch.path().display()));
    }
    for (name, value) in spec["env"].as_object().into_iter().flatten() {
        command.arg("--env").arg(format!("{name}={}", value.as_str().unwrap()));
    }
    command.arg(program).arg("--");
    command.args(spec["args"].as_array().into_iter().flatten().map(|arg| arg.as_str().unwrap()));
    let output = run(command);
    let code = spec["exit_code"].as_i64().unwrap_or(0);
    let same = spec["stdout"].as_str().is_none_or(|expected| expected == stdout(&output));
    if output.status.code().map(i64::from) == Some(code) && same {
        return Ok(());
    }
    Err(format!("{}: {}: {}", program.display(), output.status, stderr(&output)))
}

#[test]
fn the_official_programs_pass() {
    let Some(folder) = shared_data("wasi-testsuite") else { return };
    let mut all = Vec::new();
    programs(&folder, &mut all);
    assert_eq!(all.len(), 72);
    let failures: Vec<String> = all.iter().filter_map(|program| check(program).err()).collect();
    assert!(failures.is_empty(), "{} of 72 failed:\n{}", failures.len(), failures.join("\n"));
}
