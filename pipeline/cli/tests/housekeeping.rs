//! The store does not grow for ever: what is least useful goes, what is in use stays, whoever does it and
//! however they end.

mod support;

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use support::{module, ok, preheat, run, stderr, stdout};

const DAY: Duration = Duration::from_secs(24 * 3600);

struct Place {
    scratch: tempfile::TempDir,
    /// `PREHEAT_STORE_LIMIT`.
    limit: &'static str,
}

impl Place {
    fn limited(limit: &'static str) -> Place {
        Place { scratch: tempfile::tempdir().unwrap(), limit }
    }

    fn new() -> Place {
        Place::limited("")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    fn preheat(&self, args: &[&str]) -> Command {
        let mut command = preheat(args);
        command.env("PREHEAT_STORE", self.path("store")).env("PREHEAT_KEYS", self.path("keys"));
        command.env("PREHEAT_STORE_LIMIT", self.limit);
        command
    }

    #[track_caller]
    fn json(&self, args: &[&str]) -> Value {
        let mut command = self.preheat(args);
        command.arg("--json");
        serde_json::from_slice(&ok(command).stdout).unwrap()
    }

    /// A program that writes `number` and what it reads; another number is another module.
    fn program(&self, number: u32) -> PathBuf {
        let text = format!(
            r#"(module
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\20\00\00\00\04\00\00\00")
              (data (i32.const 16) "\40\00\00\00\10\00\00\00")
              (data (i32.const 32) "{number:04}")
              (func (export "_start")
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
                (drop (call $read (i32.const 0) (i32.const 16) (i32.const 1) (i32.const 20)))))"#
        );
        module(self.scratch.path(), &format!("program-{number}.wasm"), &text)
    }

    /// Compiles, and gives the new entry's file.
    fn compiled(&self, number: u32, backend: &str) -> PathBuf {
        let before = self.objects();
        let mut command = self.preheat(&["compile", "--backend", backend, "-o"]);
        command.arg(self.path("out.preheat")).arg(self.program(number));
        ok(command);
        self.objects().into_iter().find(|path| !before.contains(path)).expect("a new entry")
    }

    fn objects(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let Ok(folders) = fs::read_dir(self.path("store/objects")) else { return found };
        for folder in folders {
            let files = fs::read_dir(folder.unwrap().path()).unwrap();
            found.extend(files.map(|file| file.unwrap().path()));
        }
        found
    }

    /// Starts a program that waits for its input, once it has written its output.
    fn waiting(&self, number: u32) -> Child {
        let mut command = self.preheat(&["run", "--backend", "cranelift"]);
        command.arg(self.program(number)).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut said = [0; 4];
        std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut said).unwrap();
        assert_eq!(said, *format!("{number:04}").as_bytes());
        child
    }
}

/// As if it had been used last that long ago.
fn idle(file: &Path, time: Duration) {
    File::open(file).unwrap().set_modified(SystemTime::now() - time).unwrap();
}

fn count(list: &Value) -> usize {
    list.as_array().unwrap().len()
}

#[test]
fn what_is_kept_is_listed() {
    let place = Place::new();
    assert!(stdout(&ok(place.preheat(&["store", "ls"]))).ends_with("0 B of at most 5.37 GB\n"));
    let quick = place.compiled(1, "cranelift");
    idle(&quick, 3 * DAY);
    place.compiled(2, "llvm");
    let mut profile = place.preheat(&["profile", "-o"]);
    profile.arg(place.path("p")).arg(place.program(1));
    ok(profile);

    let said = stdout(&ok(place.preheat(&["store", "ls"])));
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 1 + 5 + 1, "head, code for four uses, a module, sum: {said}");
    assert!(lines[5].contains("generic, cranelift, ") && lines[5].contains("3 days ago"), "{said}");
    assert!(said.contains("generic, llvm, ") && said.contains("instrumented, "), "{said}");
    assert!(said.contains("profiled"), "{said}");
    let listed = place.json(&["store", "ls"]);
    let entries = listed["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 5);
    assert_eq!(listed["limit"], 5_u64 << 30);
    assert!(
        entries.iter().all(|entry| entry["in_use"] == false && entry["bytes"].as_u64() > Some(0))
    );
    assert!(entries.windows(2).all(|pair| pair[0]["used"].as_u64() >= pair[1]["used"].as_u64()));
}

#[test]
fn what_is_least_useful_goes_first() {
    let place = Place::new();
    let old_slow = place.compiled(1, "llvm");
    let old_quick = place.compiled(2, "cranelift");
    let new_quick = place.compiled(3, "cranelift");
    let junk = place.path("store/objects/ab").join("c".repeat(62));
    fs::create_dir_all(junk.parent().unwrap()).unwrap();
    fs::write(&junk, "nothing that belongs here").unwrap();
    idle(&old_slow, 10 * DAY);
    idle(&old_quick, 9 * DAY);
    // What takes long to make again outlives what was used a little later; junk goes in any case.
    let order = [&junk, &old_quick, &old_slow, &new_quick];
    for (number, next) in order.into_iter().enumerate() {
        let bytes = place.json(&["store", "ls"])["bytes"].as_u64().unwrap();
        let most = if number == 0 { bytes } else { bytes - 1 }.to_string();
        let would = place.json(&["store", "gc", "--dry-run", "--max-size", &most]);
        assert!(next.exists(), "a dry run changes nothing");
        let gone = place.json(&["store", "gc", "--max-size", &most]);
        assert_eq!(would["removed"], gone["removed"]);
        assert_eq!(count(&gone["removed"]), 1, "{gone}");
        assert!(!next.exists(), "{gone}");
        assert!(order[number + 1..].iter().all(|path| path.exists()), "{gone}");
    }
    // Being found is being used, and being looked at is not.
    let found = place.compiled(1, "cranelift");
    idle(&found, 30 * DAY);
    let again = place.compiled(2, "cranelift");
    idle(&again, 20 * DAY);
    let mut command = place.preheat(&["compile", "--backend", "cranelift", "-o"]);
    command.arg(place.path("out.preheat")).arg(place.program(1));
    ok(command);
    ok(place.preheat(&["store", "verify"]));
    let bytes = place.json(&["store", "ls"])["bytes"].as_u64().unwrap();
    place.json(&["store", "gc", "--max-size", &(bytes - 1).to_string()]);
    assert!(found.exists() && !again.exists());
}

#[test]
fn what_is_in_use_stays_and_a_death_ends_its_use() {
    let place = Place::new();
    let mut child = place.waiting(1);
    place.compiled(2, "cranelift");
    let listed = place.json(&["store", "ls"]);
    let used = listed["entries"].as_array().unwrap();
    assert_eq!(used.iter().filter(|entry| entry["in_use"] == true).count(), 1, "{listed}");
    let gone = place.json(&["store", "gc", "--max-size", "0"]);
    assert_eq!((count(&gone["removed"]), count(&gone["in_use"])), (1, 1), "{gone}");
    let said = stdout(&ok(place.preheat(&["store", "gc", "--max-size", "0"])));
    assert!(said.starts_with("0 removed (0 B); 1 in use stay"), "{said}");

    child.kill().unwrap();
    child.wait().unwrap();
    let gone = place.json(&["store", "gc", "--max-size", "0"]);
    assert_eq!((count(&gone["removed"]), count(&gone["in_use"])), (1, 0), "{gone}");
    assert_eq!(gone["bytes"], 0);
}

#[test]
fn the_limit_holds_by_itself() {
    let place = Place::limited("100kB");
    let mut most = 0;
    for number in 0..12 {
        place.compiled(number, "cranelift");
        let listed = place.json(&["store", "ls"]);
        most = most.max(listed["bytes"].as_u64().unwrap());
        assert_eq!(listed["limit"], 100_000);
    }
    assert!((50_000..=100_000).contains(&most), "{most}");
    let wrong = Place::limited("much");
    let output = run(wrong.preheat(&["store", "ls"]));
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("PREHEAT_STORE_LIMIT: `much` is no size"),
        "{}",
        stderr(&output)
    );
}

/// Runs a program with input, which a full store must not get in the way of.
fn answers(place: &Place, number: u32) -> Output {
    let mut command = place.preheat(&["run", "--backend", "cranelift"]);
    command.arg(place.path(&format!("program-{number}.wasm")));
    run(command)
}

#[test]
fn several_processes_make_room_and_use_what_is_there_at_once() {
    // Room for two or three entries.
    let place = Place::limited("40kB");
    (0..6).for_each(|number| drop(place.program(number)));
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let place = &place;
            scope.spawn(move || {
                for round in 0..15 {
                    let number = (worker + round) % 6;
                    let output = answers(place, number);
                    assert!(output.status.success(), "{}", stderr(&output));
                    assert_eq!(stdout(&output), format!("{number:04}"), "{}", stderr(&output));
                    assert!(output.stderr.is_empty(), "{}", stderr(&output));
                }
            });
        }
        scope.spawn(|| {
            for _ in 0..10 {
                ok(place.preheat(&["store", "gc", "--max-size", "0"]));
            }
        });
    });
    let said = stdout(&ok(place.preheat(&["store", "verify"])));
    assert!(said.ends_with(" read, 0 wrong\n"), "{said}");
}

#[test]
fn whoever_is_killed_leaves_a_store_that_is_whole() {
    let place = Place::limited("40kB");
    (0..6).for_each(|number| drop(place.program(number)));
    ok({
        let mut command = place.preheat(&["compile", "--backend", "cranelift", "-o"]);
        command.arg(place.path("out.preheat")).arg(place.path("program-0.wasm"));
        command
    });
    for round in 0..60_u32 {
        let mut command = if round % 3 == 0 {
            place.preheat(&["store", "gc", "--max-size", "0"])
        } else {
            let mut command = place.preheat(&["compile", "--backend", "cranelift", "-o"]);
            command.arg(place.path("out.preheat"));
            command.arg(place.path(&format!("program-{}.wasm", round % 6)));
            command
        };
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(u64::from(round * 7919 % 60) * 1000));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let said = stdout(&ok(place.preheat(&["store", "verify"])));
    assert!(said.ends_with(" read, 0 wrong\n"), "{said}");
    let gone = place.json(&["store", "gc", "--max-size", "0"]);
    assert_eq!((&gone["bytes"], count(&gone["in_use"])), (&Value::from(0), 0), "{gone}");
    assert_eq!(place.objects(), Vec::<PathBuf>::new(), "temporary files as well");
}

#[test]
fn damage_is_found_named_and_removed() {
    let place = Place::new();
    let (good, bad) = (place.compiled(1, "cranelift"), place.compiled(2, "cranelift"));
    ok(place.preheat(&["store", "verify"]));
    let mut content = fs::read(&bad).unwrap();
    let middle = content.len() / 2;
    content[middle] ^= 1;
    File::create(&bad).unwrap().write_all(&content).unwrap();
    let output = run(place.preheat(&["store", "verify"]));
    let said = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let folder = bad.parent().unwrap().file_name().unwrap().to_str().unwrap();
    let name = bad.file_name().unwrap().to_str().unwrap();
    assert!(said.contains(&format!("{folder}{}", &name[..10])), "{said}");
    assert!(said.contains("damaged") && said.ends_with("2 read, 1 wrong\n"), "{said}");
    let json = place.json(&["store", "verify", "--remove"]);
    assert_eq!((&json["entries"], &json["wrong"][0]["removed"]), (&2.into(), &true.into()));
    assert!(good.exists() && !bad.exists());
    ok(place.preheat(&["store", "verify"]));
}
