//! Whose files are used: artifacts and images are native code and machine states, so whoever uses one trusts
//! its maker. What is made here is used here without a word; what comes from elsewhere only if its maker is
//! trusted.

mod support;

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;

use preheat_formats::artifact::KIND;
use preheat_formats::signature::{BLOCK_LEN, Claim, Signed, append};
use preheat_pipeline::keys::Keys;
use support::{fault, ok, preheat, run, run_with, stderr, stdout};

/// Somebody with keys and a store of his own.
struct Person<'a> {
    folder: &'a Path,
    name: &'static str,
}

impl Person<'_> {
    fn keys(&self) -> PathBuf {
        self.folder.join(format!("{}-keys", self.name))
    }

    fn preheat(&self, args: &[&str]) -> Command {
        let mut command = preheat(args);
        command.env("PREHEAT_KEYS", self.keys());
        command.env("PREHEAT_STORE", self.folder.join(format!("{}-store", self.name)));
        command
    }

    /// The public key.
    fn key(&self) -> String {
        let json: serde_json::Value =
            serde_json::from_slice(&ok(self.preheat(&["keys", "--json"])).stdout).unwrap();
        json["own"].as_str().unwrap().to_owned()
    }

    fn compile(&self, module: &Path, name: &str) -> PathBuf {
        let out = self.folder.join(name);
        let mut command = self.preheat(&["compile", "--backend", "cranelift", "-o"]);
        command.arg(&out).arg(module);
        ok(command);
        out
    }

    #[track_caller]
    fn runs(&self, artifact: &Path, flags: &[&str]) {
        let mut command = self.preheat(&["run"]);
        command.args(flags).arg(artifact);
        let output = run_with(command, b"hello");
        assert!(output.status.success(), "{flags:?}: {}", stderr(&output));
        assert_eq!(stderr(&output), "");
    }

    #[track_caller]
    fn refuses(&self, artifact: &Path, flags: &[&str]) -> String {
        let mut command = self.preheat(&["run"]);
        command.args(flags).arg(artifact);
        let output = run_with(command, b"hello");
        assert_eq!(output.status.code(), Some(2), "{flags:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "");
        stderr(&output)
    }
}

fn two(folder: &Path) -> (Person<'_>, Person<'_>) {
    (Person { folder, name: "ann" }, Person { folder, name: "ben" })
}

#[test]
fn what_somebody_else_made_runs_only_if_he_is_trusted() {
    let scratch = tempfile::tempdir().unwrap();
    let (ann, ben) = two(scratch.path());
    let module = fault(scratch.path(), "echo");
    let artifact = ann.compile(&module, "echo.preheat");
    ann.runs(&artifact, &[]);

    let key = ann.key();
    let message = ben.refuses(&artifact, &[]);
    for words in ["echo.preheat", "native code", &key, &format!("preheat keys trust {key}")] {
        assert!(message.contains(words), "{message}");
    }
    assert!(!ben.keys().exists(), "nothing of Ben's was needed");
    ben.refuses(&artifact, &["--trust", &ben.key()]);
    ben.runs(&artifact, &["--trust", &key]);
    ben.runs(&artifact, &["--allow-unsigned"]);
    ben.refuses(&artifact, &[]);

    let said = ok(ben.preheat(&["keys", "trust", &key, "--name", "Ann"]));
    assert_eq!(stdout(&said), format!("{key}: trusted from now on\n"));
    ben.runs(&artifact, &[]);
    let again = ok(ben.preheat(&["keys", "trust", &key]));
    assert_eq!(stdout(&again), format!("{key}: trusted already\n"));
    let list: serde_json::Value =
        serde_json::from_slice(&ok(ben.preheat(&["keys", "--json"])).stdout).unwrap();
    assert_eq!(list["trusted"], serde_json::json!([{ "key": key, "name": "Ann" }]));
    assert_eq!(list["own"], ben.key());
    assert!(stdout(&ok(ben.preheat(&["keys"]))).contains("trusted: Ann"));

    ok(ben.preheat(&["keys", "distrust", &key]));
    ben.refuses(&artifact, &[]);
    let twice = run(ben.preheat(&["keys", "distrust", &key]));
    assert_eq!(twice.status.code(), Some(2));
    let wrong = run(ben.preheat(&["run", "--trust", &key[..20], "x.preheat"]));
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("64 hexadecimal digits"), "{}", stderr(&wrong));
}

#[test]
fn what_nobody_signed_runs_only_if_that_is_allowed() {
    let scratch = tempfile::tempdir().unwrap();
    let (ann, _) = two(scratch.path());
    let artifact = ann.compile(&fault(scratch.path(), "echo"), "echo.preheat");
    let file = std::fs::read(&artifact).unwrap();
    std::fs::write(&artifact, Signed::read(&file).unwrap().sealed).unwrap();
    let message = ann.refuses(&artifact, &[]);
    for words in ["echo.preheat", "native code", "nobody has signed", "--allow-unsigned"] {
        assert!(message.contains(words), "{message}");
    }
    ann.refuses(&artifact, &["--trust", &ann.key()]);
    ann.runs(&artifact, &["--allow-unsigned"]);
}

#[test]
fn a_signature_that_does_not_hold_is_refused_whatever_is_allowed() {
    let scratch = tempfile::tempdir().unwrap();
    let (ann, ben) = two(scratch.path());
    let echo = ann.compile(&fault(scratch.path(), "echo"), "echo.preheat");
    let other = ann.compile(&fault(scratch.path(), "exit-7"), "other.preheat");
    let (echo, other) = (std::fs::read(echo).unwrap(), std::fs::read(other).unwrap());
    let sealed = Signed::read(&echo).unwrap().sealed.to_vec();
    let signature = Signed::read(&echo).unwrap().signature.unwrap();

    let changed = |at: usize| {
        let mut file = echo.clone();
        let at = file.len() - BLOCK_LEN + at;
        file[at] ^= 1;
        file
    };
    let of_other = Signed::read(&other).unwrap().signature.unwrap();
    let mut renamed = signature;
    renamed.key = ben.key().parse().unwrap();
    let entry = Claim::entry(KIND, Signed::read(&echo).unwrap().seal(&KIND).unwrap().digest, b"");
    let for_a_store = Keys::at(&ann.keys()).sign(&entry).unwrap().unwrap();
    let wrong = [
        ("the key", changed(20)),
        ("the signature", changed(60)),
        ("another file's", append(sealed.clone(), &[], of_other)),
        ("under another's name", append(sealed.clone(), &[], renamed)),
        ("one for a store", append(sealed.clone(), &[], for_a_store)),
    ];
    let path = scratch.path().join("wrong.preheat");
    let key = ann.key();
    for (what, file) in wrong {
        std::fs::write(&path, file).unwrap();
        for flags in [&[][..], &["--allow-unsigned"], &["--trust", &key]] {
            let message = ann.refuses(&path, flags);
            assert!(message.contains("corrupt artifact: its signature"), "{what}: {message}");
        }
        let report = run(ann.preheat(&["report", path.to_str().unwrap()]));
        assert_eq!(report.status.code(), Some(2), "{what}");
    }
    // An entry of a store, signed by its own key: it is for the store.
    let entry = Claim::entry(KIND, entry.digest, b"made from something");
    let signed = Keys::at(&ann.keys()).sign(&entry).unwrap().unwrap();
    std::fs::write(&path, append(sealed, b"made from something", signed)).unwrap();
    assert!(ann.refuses(&path, &["--allow-unsigned"]).contains("entry of a store"));
}

/// Who compiles decides about the last bytes only.
#[test]
fn the_same_key_gives_the_same_bytes_and_another_the_same_payload() {
    let scratch = tempfile::tempdir().unwrap();
    let (ann, ben) = two(scratch.path());
    let module = fault(scratch.path(), "args-env");
    let read = |path: PathBuf| std::fs::read(path).unwrap();
    let first = read(ann.compile(&module, "1.preheat"));
    std::fs::remove_dir_all(scratch.path().join("ann-store")).unwrap();
    let second = read(ann.compile(&module, "2.preheat"));
    assert!(first == second);
    let bens = read(ben.compile(&module, "3.preheat"));
    assert!(first != bens);
    let sealed = first.len() - BLOCK_LEN;
    assert!(first[..sealed] == bens[..sealed]);
    let report =
        stdout(&ok(ann.preheat(&["report", scratch.path().join("1.preheat").to_str().unwrap()])));
    assert!(report.contains("made by   this user"), "{report}");
    let path = scratch.path().join("1.preheat");
    let report = ok(ben.preheat(&["report", "--json", path.to_str().unwrap()]));
    let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
    assert_eq!(report["signed_by"], ann.key());
}

#[test]
fn a_key_is_made_once_and_for_its_user_only() {
    let scratch = tempfile::tempdir().unwrap();
    let (ann, _) = two(scratch.path());
    let all: Vec<_> = (0..12)
        .map(|_| {
            let mut command = ann.preheat(&["keys", "--json"]);
            command.stdout(std::process::Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let keys: Vec<_> = all.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
    assert!(keys.iter().all(|one| one.status.success()));
    assert!(keys.iter().all(|one| one.stdout == keys[0].stdout), "one key for all");
    let mode = |path: &Path| std::fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!(mode(&ann.keys()), 0o700);
    assert_eq!(mode(&ann.keys().join("key")), 0o600);
    let names: Vec<_> =
        std::fs::read_dir(ann.keys()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["key"], "nothing is left behind");
}

#[test]
fn keys_that_others_can_read_or_write_are_refused() {
    let scratch = tempfile::tempdir().unwrap();
    let (ann, ben) = two(scratch.path());
    let module = fault(scratch.path(), "echo");
    let artifact = ann.compile(&module, "echo.preheat");
    let mode = |path: &Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let fails = |words: &str| {
        for args in [&["keys"][..], &["run", artifact.to_str().unwrap()]] {
            let output = run(ann.preheat(args));
            assert_eq!(output.status.code(), Some(1), "{args:?}: {}", stderr(&output));
            assert!(stderr(&output).contains(words), "{args:?}: {}", stderr(&output));
        }
    };
    let key = ann.keys().join("key");
    mode(&key, 0o640);
    fails("may be read by others (mode 640)");
    mode(&key, 0o600);
    mode(&ann.keys(), 0o770);
    fails("may be written by others (mode 770)");
    mode(&ann.keys(), 0o700);
    ann.runs(&artifact, &[]);
    std::fs::write(&key, "something else\n").unwrap();
    fails("is not a key");

    // A list that others may write trusts whom they like.
    ok(ben.preheat(&["keys", "trust", &ben.key()]));
    mode(&ben.keys().join("trusted"), 0o777);
    let output = run(ben.preheat(&["keys"]));
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("may be written by others"), "{}", stderr(&output));
    if rustix::process::geteuid().is_root() {
        mode(&ben.keys().join("trusted"), 0o700);
        std::os::unix::fs::chown(ben.keys().join("key"), Some(12345), None).unwrap();
        let output = run(ben.preheat(&["keys"]));
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains("belongs to user 12345"), "{}", stderr(&output));
    }
}

/// A build without a home: what it makes is not signed, and it says so.
#[test]
fn without_a_place_for_a_key_things_are_made_unsigned() {
    let scratch = tempfile::tempdir().unwrap();
    let (ann, _) = two(scratch.path());
    let module = fault(scratch.path(), "echo");
    let out = scratch.path().join("echo.preheat");
    let without = |args: &[&str]| {
        let mut command = ann.preheat(args);
        command.env("PREHEAT_KEYS", "/proc/nowhere/keys");
        command
    };
    let mut command = without(&["compile", "--backend", "cranelift", "-o"]);
    command.arg(&out).arg(&module);
    let said = stderr(&ok(command));
    assert!(said.contains("echo.preheat is not signed"), "{said}");
    assert!(said.contains("is not kept in the store"), "{said}");
    assert!(Signed::read(&std::fs::read(&out).unwrap()).unwrap().signature.is_none());
    let mut command = without(&["run"]);
    command.arg(&module);
    let output = run_with(command, b"hello");
    assert!(output.status.success(), "{}", stderr(&output));
    let output = run(without(&["keys"]));
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no key"), "{}", stderr(&output));
}
