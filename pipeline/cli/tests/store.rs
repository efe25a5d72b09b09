//! The store is its user's alone, and an entry is used only if that user's own key signed it for the very
//! name under which it lies. A store that cannot be written costs time, never an answer.

mod support;

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use preheat_formats::artifact::KIND;
use preheat_formats::signature::{Claim, Signed, append};
use preheat_pipeline::keys::Keys;
use support::{fault, module, ok, preheat, run, stderr, stdout};

struct Place {
    scratch: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        Place { scratch: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    fn store(&self) -> PathBuf {
        self.path("store")
    }

    fn keys(&self) -> PathBuf {
        self.path("keys")
    }

    fn preheat(&self, args: &[&str]) -> Command {
        let mut command = preheat(args);
        command.env("PREHEAT_STORE", self.store()).env("PREHEAT_KEYS", self.keys());
        command
    }

    /// Compiles with these flags; whether it was found in the store.
    #[track_caller]
    fn found(&self, module: &Path, flags: &[&str]) -> bool {
        let mut command = self.preheat(&["compile", "--json", "--backend", "cranelift"]);
        command.args(flags).arg(module).arg("-o").arg(self.path("out.preheat"));
        let output = ok(command);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        json["from_store"].as_bool().unwrap()
    }

    fn run(&self, module: &Path) -> Output {
        let mut command = self.preheat(&["run"]);
        command.arg(module);
        run(command)
    }

    /// The files of all entries.
    fn entries(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.store().join("objects")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(path) }
            }
        }
        found.sort();
        found
    }
}

/// Ends with this code.
fn exits(place: &Place, code: u8) -> PathBuf {
    let text = format!(
        r#"(module
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (func (export "_start") (call $exit (i32.const {code}))))"#
    );
    module(place.scratch.path(), &format!("exits-{code}.wasm"), &text)
}

#[test]
fn an_entry_under_anothers_name_is_not_used() {
    let place = Place::new();
    let (three, four) = (exits(&place, 3), exits(&place, 4));
    assert_eq!(place.run(&three).status.code(), Some(3));
    assert_eq!(place.run(&four).status.code(), Some(4));
    let entries = place.entries();
    let [one, other] = &entries[..] else { panic!("{entries:?}") };
    // Both are this user's own, whole and signed.
    let kept = place.path("kept");
    std::fs::rename(one, &kept).unwrap();
    std::fs::rename(other, one).unwrap();
    std::fs::rename(&kept, other).unwrap();
    assert_eq!(place.run(&three).status.code(), Some(3));
    assert_eq!(place.run(&four).status.code(), Some(4));
}

#[test]
fn an_entry_made_in_another_way_is_not_used() {
    let place = Place::new();
    let module = exits(&place, 5);
    let ways = [&[][..], &["--opt", "0"], &["--target-cpu", "x86-64-v2", "--opt", "1"]];
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for flags in ways {
        assert!(!place.found(&module, flags));
        let known: Vec<_> = files.iter().map(|(path, _)| path.clone()).collect();
        let new = place.entries().into_iter().find(|path| !known.contains(path)).unwrap();
        let content = std::fs::read(&new).unwrap();
        files.push((new, content));
    }
    for (number, flags) in ways.iter().enumerate() {
        assert!(place.found(&module, flags), "{flags:?}");
        for (other, (_, content)) in files.iter().enumerate() {
            std::fs::write(&files[number].0, content).unwrap();
            assert_eq!(place.found(&module, flags), number == other, "{flags:?} as {other}");
        }
    }
    // An entry says what it was made from.
    let statement = Signed::read(&files[2].1).unwrap().statement;
    let statement = std::str::from_utf8(statement).unwrap();
    for line in
        ["artifact\n", "level x86-64-v2\n", "opt O1\n", "backend cranelift\n", "flavour generic\n"]
    {
        assert!(statement.contains(line), "{statement}");
    }
}

#[test]
fn an_entry_that_this_user_did_not_sign_is_not_used() {
    let place = Place::new();
    let (three, four) = (exits(&place, 3), exits(&place, 4));
    assert!(!place.found(&three, &[]));
    let entry = place.entries().remove(0);
    let good = std::fs::read(&entry).unwrap();
    assert!(!place.found(&four, &[]));
    let signed = Signed::read(&good).unwrap();
    let digest = signed.seal(&KIND).unwrap().digest;
    let (sealed, statement) = (signed.sealed.to_vec(), signed.statement.to_vec());
    let by = |keys: &Path, claim: &Claim| Keys::at(keys).sign(claim).unwrap().unwrap();
    let right = Claim::entry(KIND, digest, &statement);

    // What somebody would plant: the other program's code with this one's statement.
    let other = std::fs::read(place.path("out.preheat")).unwrap();
    let other = Signed::read(&other).unwrap().sealed.to_vec();
    let old_signature = signed.signature.unwrap();
    let stranger = place.path("stranger");
    let of_other = Signed::read(&other).unwrap().seal(&KIND).unwrap().digest;
    let planted = [
        ("unsigned", sealed.clone()),
        ("by a stranger", append(sealed.clone(), &statement, by(&stranger, &right))),
        (
            "signed as a file",
            append(sealed.clone(), &statement, by(&place.keys(), &Claim::file(KIND, digest))),
        ),
        (
            "without a statement",
            append(sealed.clone(), &[], by(&place.keys(), &Claim::entry(KIND, digest, &[]))),
        ),
        ("other code", append(other.clone(), &statement, old_signature)),
        ("other code by a stranger", {
            let claim = Claim::entry(KIND, of_other, &statement);
            append(other.clone(), &statement, by(&stranger, &claim))
        }),
        // Even by the own key: what the code says of itself is compared as well.
        ("another module's", {
            let claim = Claim::entry(KIND, of_other, &statement);
            append(other.clone(), &statement, by(&place.keys(), &claim))
        }),
        ("empty", Vec::new()),
    ];
    for (what, content) in planted {
        std::fs::write(&entry, content).unwrap();
        assert!(!place.found(&three, &[]), "{what}");
        // It was made again.
        assert!(std::fs::read(&entry).unwrap() == good, "{what}");
        assert!(place.found(&three, &[]));
    }
}

#[test]
fn the_store_is_made_for_its_user_and_refused_if_others_may_write_it() {
    let place = Place::new();
    let module = exits(&place, 3);
    assert_eq!(place.run(&module).status.code(), Some(3));
    let folders = [place.store(), place.store().join("objects")];
    for folder in &folders {
        assert_eq!(std::fs::metadata(folder).unwrap().mode() & 0o777, 0o700, "{folder:?}");
    }
    let refused = |folder: &Path, words: &str| {
        for args in [&["run"][..], &["compile", "-o", place.path("x").to_str().unwrap()]] {
            let mut command = place.preheat(args);
            command.arg(&module);
            let output = run(command);
            let message = stderr(&output);
            assert_eq!(output.status.code(), Some(1), "{args:?}: {message}");
            for words in [words, folder.to_str().unwrap(), "PREHEAT_STORE"] {
                assert!(message.contains(words), "{args:?}: {message}");
            }
        }
        assert!(!place.path("x").exists());
    };
    for folder in &folders {
        let mode = |mode: u32| {
            let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
            std::fs::set_permissions(folder, mode).unwrap();
        };
        mode(0o720);
        refused(folder, "may be written by others (mode 720)");
        mode(0o702);
        refused(folder, "may be written by others (mode 702)");
        mode(0o755);
        assert_eq!(place.run(&module).status.code(), Some(3), "reading is no harm");
        mode(0o700);
    }
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can give a folder to somebody else");
        return;
    }
    std::os::unix::fs::chown(place.store(), Some(12345), None).unwrap();
    refused(&place.store(), "belongs to user 12345");
}

/// Runs a shell script in a namespace of mounts of its own, or says why not.
fn with_mounts(place: &Place, script: &str) -> Option<Output> {
    let probe =
        Command::new("unshare").args(["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    if !probe.is_ok_and(|output| output.status.success()) {
        println!("skipped: nothing can be mounted here");
        return None;
    }
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-ec", script]);
    command.env("PREHEAT_STORE", place.store()).env("PREHEAT_KEYS", place.keys());
    command.env("STORE", place.store()).env("OUT", place.path("out.preheat"));
    command.env("PREHEAT", env!("CARGO_BIN_EXE_preheat"));
    Some(run(command))
}

#[test]
fn a_read_only_store_serves_what_it_holds_and_stops_nothing_else() {
    let place = Place::new();
    let (known, new) = (exits(&place, 3), exits(&place, 4));
    assert!(!place.found(&known, &[]));
    let script = format!(
        "mount --bind \"$STORE\" \"$STORE\"; mount -o remount,ro,bind \"$STORE\"
         \"$PREHEAT\" compile --backend cranelift --json {known} -o \"$OUT\"
         \"$PREHEAT\" compile --backend cranelift --json {new} -o \"$OUT\"
         \"$PREHEAT\" run \"$OUT\" || echo \"ended with $?\"
         \"$PREHEAT\" run {new} || echo \"ended with $?\"",
        known = known.display(),
        new = new.display()
    );
    let Some(output) = with_mounts(&place, &script) else { return };
    let (said, complained) = (stdout(&output), stderr(&output));
    assert!(output.status.success(), "{said}{complained}");
    let lines: Vec<_> = said.lines().collect();
    assert!(lines[0].contains("\"from_store\":true"), "{said}");
    assert!(lines[1].contains("\"from_store\":false"), "{said}");
    assert_eq!(lines[2..], ["ended with 4", "ended with 4"], "{said}");
    assert_eq!(complained.matches("is not kept in the store").count(), 2, "{complained}");
    assert!(complained.contains("Read-only file system"), "{complained}");
}

#[test]
fn a_full_store_stops_nothing() {
    let place = Place::new();
    let new = fault(place.scratch.path(), "exit-7");
    std::fs::create_dir(place.store()).unwrap();
    let script = format!(
        "mount -t tmpfs -o size=4k,mode=700 none \"$STORE\"
         \"$PREHEAT\" compile --backend cranelift {new} -o \"$OUT\" >/dev/null
         \"$PREHEAT\" run \"$OUT\" || echo \"ended with $?\"
         \"$PREHEAT\" run {new} || echo \"ended with $?\"
         \"$PREHEAT\" profile {new} -o \"$OUT.profile\" >/dev/null",
        new = new.display()
    );
    let Some(output) = with_mounts(&place, &script) else { return };
    let complained = stderr(&output);
    assert!(output.status.success(), "{complained}");
    assert_eq!(stdout(&output), "ended with 7\nended with 7\n", "{complained}");
    assert!(complained.contains("No space left on device"), "{complained}");
    assert!(place.path("out.preheat.profile").exists());
}
