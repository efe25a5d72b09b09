//! What the end-to-end tests share: running `preheat` as a user would, with a store of the tests' own.
#![allow(dead_code)] // Each test program uses its part.

pub mod guest;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("pipeline/cli lies in the repository")
}

pub fn corpus() -> PathBuf {
    root().join("corpus")
}

/// Data beside the checkout, or none, after saying so.
pub fn shared_data(folder: &str) -> Option<PathBuf> {
    let path = root().join("../shared/data").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: {} is not there", path.display());
    None
}

/// Holds docs/SECURITY.md to its numbers: the row that starts so has this one.
#[track_caller]
pub fn security_says(row: &str, number: &str) {
    let page = std::fs::read_to_string(root().join("docs/SECURITY.md")).unwrap();
    let line = page.lines().find(|line| line.starts_with(&format!("| {row}")));
    let line = line.unwrap_or_else(|| panic!("docs/SECURITY.md has no row `{row}`"));
    assert!(line.contains(&format!("| {number} |")), "it was {number}: {line}");
}

/// A store that all tests of a build share, so that they do not compile the same module again.
pub fn store() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("store")
}

/// The keys that tests sign with, so that they neither make nor use their user's.
pub fn keys() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("keys")
}

/// `preheat` with arguments.
pub fn preheat<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_preheat"));
    command.args(args).env("PREHEAT_STORE", store()).env("PREHEAT_KEYS", keys());
    command.env_remove("PREHEAT_AGENT");
    command
}

/// Runs a command with this stdin.
pub fn run_with(mut command: Command, stdin: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    let stdin = stdin.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may end without reading all of it.
        let _ = std::io::Write::write_all(&mut to, &stdin);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

pub fn run(command: Command) -> Output {
    run_with(command, b"")
}

/// Runs a command that must succeed.
#[track_caller]
pub fn ok(command: Command) -> Output {
    let output = run(command);
    assert!(output.status.success(), "{}\n{}", output.status, stderr(&output));
    output
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Writes a module given as text into a folder.
pub fn module(folder: &Path, name: &str, wat: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, wat::parse_str(wat).expect("the test's own text is right")).unwrap();
    path
}

/// A program of corpus/faults, assembled into a folder.
pub fn fault(folder: &Path, name: &str) -> PathBuf {
    let path = corpus().join("faults").join(format!("{name}.wat"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    module(folder, &format!("{name}.wasm"), &text)
}
