//! What depends on the processor: the commands that README.md shows do the same on hosts of each level, and
//! an image holds code for what its machine has. A host is lowered by `PREHEAT_HOST_LEVEL`; what it lacks
//! cannot be tried.

mod support;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use preheat_formats::artifact::KIND;
use preheat_formats::{CpuLevel, Digest, cpu};
use preheat_packager::Hypervisor;
use serde_json::Value;
use support::{corpus, module, ok, preheat, root, run_with, stderr, stdout};

/// Whether this processor has a level; says so if not.
fn has(level: CpuLevel) -> bool {
    let missing = level.missing_here();
    if !missing.is_empty() {
        println!(
            "skipped: no host of {level} can be tried: this processor lacks {}",
            missing.join(", ")
        );
    }
    missing.is_empty()
}

fn on_host(level: CpuLevel, mut command: Command) -> Command {
    command.env(cpu::SETTING, level.name());
    command
}

/// The commands under "The same by hand" in README.md.
fn commands_of_readme() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = text.split_once("The same by hand").expect("README.md shows the way by hand");
    let lines = rest.lines().skip_while(|line| !line.starts_with("    "));
    lines.take_while(|line| line.starts_with("    ")).map(|line| line.trim().to_owned()).collect()
}

/// Runs README's commands, with a folder of ours for /tmp, and checks each response.
fn readme_works_on(host: CpuLevel) {
    if !has(host) {
        return;
    }
    let scratch = tempfile::tempdir().unwrap();
    let here = Path::new(env!("CARGO_BIN_EXE_preheat")).parent().unwrap();
    let path = std::env::join_paths(
        [here.to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let path: OsString = path.unwrap();
    let expected = std::fs::read(corpus().join("markdown/expected/memo.html")).unwrap();
    let commands = commands_of_readme();
    let (first, commands) = commands.split_first().unwrap();
    let folder: PathBuf = root().join(first.strip_prefix("cd ").expect("first into the folder"));
    let mut responses = 0;
    for line in commands {
        let mut command = Command::new("sh");
        command
            .arg("-c")
            .arg(line.replace("/tmp/", &format!("{}/", scratch.path().display())))
            .current_dir(&folder)
            .env("PATH", &path)
            .env("PREHEAT_STORE", support::store())
            .env("PREHEAT_KEYS", support::keys())
            .env_remove("PREHEAT_AGENT");
        let output = support::run(on_host(host, command));
        assert!(output.status.success(), "on {host}: {line}: {}", stderr(&output));
        if line.contains("< requests/test/memo.md") {
            assert!(output.stdout == expected, "on {host}: {line}");
            responses += 1;
        }
    }
    assert_eq!(responses, 3, "run, boot and boot --cold");
    let report = |name: &str| {
        let mut command = preheat(["report", "--json"]);
        command.arg(scratch.path().join(name));
        serde_json::from_slice::<Value>(&ok(command).stdout).unwrap()
    };
    assert_eq!(report("markdown.preheat")["level"], host.name());
    assert_eq!(report("markdown.preheat")["flavour"], "specialised");
    assert_eq!(report("markdown.qcow2")["level"], host.min(machines_on(host)).name());
}

/// The highest level that machines have on a host of this level: emulation does not depend on it.
fn machines_on(host: CpuLevel) -> CpuLevel {
    match Hypervisor::find().unwrap().kvm() {
        preheat_packager::KvmProbe::Works => host,
        _ => preheat_packager::TCG_LEVEL,
    }
}

#[test]
fn the_commands_of_the_readme_work_on_a_v2_host() {
    readme_works_on(CpuLevel::V2);
}

#[test]
fn the_commands_of_the_readme_work_on_a_v3_host() {
    readme_works_on(CpuLevel::V3);
}

#[test]
fn the_commands_of_the_readme_work_on_a_v4_host() {
    readme_works_on(CpuLevel::V4);
}

/// Reads a byte, and works by it.
const PROGRAM: &str = r#"(module
  (import "wasi_snapshot_preview1" "fd_read" (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func $rare (param i32) (result i32) (i32.rem_u (local.get 0) (i32.const 7)))
  (func $step (param i32) (result i32)
    (if (result i32) (local.get 0) (then (i32.mul (local.get 0) (i32.const 3))) (else (call $rare (local.get 0)))))
  (func (export "_start")
    (local $n i32)
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 1))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (local.set $n (i32.const 100))
    (loop $more
      (i32.store8 (i32.const 64) (call $step (i32.load8_u (i32.const 64))))
      (br_if $more (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))"#;

/// Machines have v3 at the most where they are emulated, and on a host of v3 in any case.
#[test]
fn an_artifact_for_more_than_machines_have_is_compiled_again_in_the_same_way() {
    let scratch = tempfile::tempdir().unwrap();
    let path = |name: &str| scratch.path().join(name);
    let host = CpuLevel::V3;
    if !has(host) {
        return;
    }
    let wasm = module(scratch.path(), "app.wasm", PROGRAM);
    std::fs::create_dir(path("requests")).unwrap();
    std::fs::write(path("requests/a"), "a").unwrap();
    let profile = path("app.profile");
    let with_store = |mut command: Command| {
        on_host(host, {
            command.env("PREHEAT_STORE", path("store"));
            command
        })
    };
    let mut command = preheat(["profile"]);
    command.arg(&wasm).arg("--requests").arg(path("requests")).arg("-o").arg(&profile);
    ok(with_store(command));
    let compile = |level: &str, flags: &[&str]| {
        let artifact = path(&format!("{level}.preheat"));
        let mut command = preheat(["compile", "--target-cpu", level]);
        command.arg(&wasm).args(flags).arg("-o").arg(&artifact);
        ok(with_store(command));
        artifact
    };
    let image = |artifact: &Path| {
        let mut command = preheat(["image", "--json", "--quiet"]);
        command.arg(artifact).arg("-o").arg(path("app.qcow2"));
        let output = ok(with_store(command));
        (serde_json::from_slice::<Value>(&output.stdout).unwrap(), stderr(&output))
    };
    let profile = profile.to_str().unwrap();
    for flags in [&["--profile", profile, "--opt", "2"][..], &["--backend", "cranelift"]] {
        let wide = compile("x86-64-v4", flags);
        let (manifest, said) = image(&wide);
        assert_eq!(manifest["level"], "x86-64-v3", "{flags:?}");
        let again = &manifest["compiled_again"];
        assert_eq!((&again["from"], &again["from_store"]), (&"x86-64-v4".into(), &false.into()));
        let says = format!(
            "preheat: {} is for x86-64-v4, and machines have x86-64-v3 here: compiled again",
            wide.display()
        );
        assert!(said.contains(&says), "{said}");

        // By hand it is the same, bit for bit, and so was found.
        let narrow = compile("x86-64-v3", flags);
        let file = std::fs::read(&narrow).unwrap();
        let digest = Digest::of(KIND.strip_trailer(&file).unwrap());
        assert_eq!(manifest["artifact"], digest.to_string(), "{flags:?}");
        let (manifest, said) = image(&wide);
        assert_eq!(manifest["compiled_again"]["from_store"], true);
        assert!(said.contains("taken from the store"), "{said}");

        // What machines can run stays as it is.
        let (manifest, said) = image(&compile("x86-64-v2", flags));
        assert_eq!(
            (&manifest["level"], &manifest["compiled_again"]),
            (&"x86-64-v2".into(), &Value::Null)
        );
        assert_eq!(said, "");
    }
    let mut boot = preheat(["boot"]);
    boot.arg(path("app.qcow2"));
    let mut run = preheat(["run"]);
    run.arg(path("x86-64-v2.preheat"));
    let responses = [boot, run].map(|command| run_with(with_store(command), b"a"));
    assert!(responses.iter().all(|output| output.status.success()), "{}", stderr(&responses[0]));
    assert_eq!(stdout(&responses[0]), stdout(&responses[1]));
    assert_eq!(responses[0].stdout.len(), 1);
}
