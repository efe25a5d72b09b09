//! Images and their machines through the command: the response is the same from the host, from a cold
//! machine and from a clone, damage is refused, and nothing is left behind. (Pooled clones are compared
//! by `preheat-demo` and by the packager's tests.)

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use preheat_packager::Hypervisor;
use support::{corpus, fault, ok, preheat, run, run_with, stderr};

/// One image that the tests of this file share; made by whoever comes first.
fn image() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("machine-tests");
    std::fs::create_dir_all(&folder).unwrap();
    let lock = std::fs::File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let markdown = corpus().join("markdown");
    let artifact = folder.join("markdown.preheat");
    let image = folder.join("markdown.qcow2");
    // The store makes this quick, and tells whether the image is of the present code.
    let compile = ok(preheat([
        Path::new("compile"),
        &markdown.join("markdown.wasm"),
        Path::new("--json"),
        Path::new("--opt=1"),
        Path::new("-o"),
        &artifact,
    ]));
    let made: serde_json::Value = serde_json::from_slice(&compile.stdout).unwrap();
    if made["from_store"] == true && image.exists() {
        return image;
    }
    ok(preheat([
        Path::new("image"),
        &artifact,
        Path::new("--warm-with"),
        &markdown.join("requests/train/note.md"),
        Path::new("-o"),
        &image,
    ]));
    image
}

fn test_request(name: &str) -> (Vec<u8>, Vec<u8>) {
    let markdown = corpus().join("markdown");
    let stdin = std::fs::read(markdown.join(format!("requests/test/{name}.md"))).unwrap();
    let expected = std::fs::read(markdown.join(format!("expected/{name}.html"))).unwrap();
    (stdin, expected)
}

#[test]
fn cold_machines_and_clones_give_the_expected_response() {
    let image = image();
    for (flags, names) in [(&["--cold"][..], &["survey"][..]), (&[], &["survey", "empty", "memo"])]
    {
        for name in names {
            let (stdin, expected) = test_request(name);
            let mut command = preheat(["boot"]);
            command.arg(&image).args(flags);
            let output = run_with(command, &stdin);
            assert!(output.status.success(), "{flags:?} {name}: {}", stderr(&output));
            assert!(output.stdout == expected, "{flags:?} {name}");
        }
    }
}

/// As root of a namespace of users, who may not become somebody else for a machine: that wall is missing there.
#[test]
fn a_machine_without_all_walls_is_refused_if_all_are_asked_for() {
    let image = image();
    let (stdin, expected) = test_request("empty");
    let boot = |program: &str, before: &[&str]| {
        let asked = preheat(["boot", "--require-sandbox"]);
        let mut command = Command::new(program);
        command.args(before).args(asked.get_args()).arg(&image);
        command.envs(asked.get_envs().filter_map(|(name, value)| Some((name, value?))));
        run_with(command, &stdin)
    };
    let preheat = env!("CARGO_BIN_EXE_preheat");
    let walls = Hypervisor::find().unwrap().walls().unwrap();
    let output = boot(preheat, &[]);
    match walls.all_missing().next() {
        None => {
            assert!(output.status.success(), "{}", stderr(&output));
            assert!(output.stdout == expected);
        }
        Some((wall, _)) => {
            assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
            assert!(stderr(&output).contains(wall.name()), "{}", stderr(&output));
        }
    }
    let probe = Command::new("unshare").args(["--user", "--map-root-user", "true"]).status();
    if !probe.is_ok_and(|status| status.success()) {
        println!("skipped: this system gives no namespaces to users");
        return;
    }
    let output = boot("unshare", &["--user", "--map-root-user", preheat]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("--require-sandbox") && said.contains("a user of its own"), "{said}");
}

#[test]
fn a_request_is_counted_inside_a_machine_as_on_the_host() {
    let image = image();
    let scratch = tempfile::tempdir().unwrap();
    let requests = scratch.path().join("requests");
    std::fs::create_dir(&requests).unwrap();
    let (stdin, expected) = test_request("memo");
    std::fs::write(requests.join("memo.md"), &stdin).unwrap();

    let in_machine = scratch.path().join("machine.profile");
    let mut command = preheat(["boot"]);
    command.arg(&image).arg("--profile").arg(&in_machine);
    let output = run_with(command, &stdin);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(output.stdout == expected);

    let on_host = scratch.path().join("host.profile");
    let mut command = preheat(["profile"]);
    command.arg(corpus().join("markdown/markdown.wasm"));
    ok({
        command.arg("--requests").arg(&requests).arg("-o").arg(&on_host);
        command
    });
    let read = |path: &Path| {
        preheat_formats::profile::Profile::from_bytes(&std::fs::read(path).unwrap()).unwrap()
    };
    let (in_machine, on_host) = (read(&in_machine), read(&on_host));
    assert_eq!(in_machine.module, on_host.module);
    assert_eq!(in_machine.host_calls, on_host.host_calls);
    let mut compared = 0;
    for (func, counted) in &on_host.functions {
        // Hash maps are seeded anew in each process, so what they do differs a little.
        let Some(there) = in_machine.functions.get(func) else { continue };
        let hashes = |f: &preheat_formats::profile::FunctionProfile| {
            f.blocks.iter().map(|block| block.hash).collect::<Vec<_>>()
        };
        assert_eq!(hashes(counted), hashes(there), "{}", counted.name);
        compared += usize::from(counted.blocks == there.blocks);
    }
    let all = on_host.functions.len();
    assert!(compared * 10 >= all * 9, "{compared} of {all} functions counted alike");
}

#[test]
fn what_a_program_does_wrong_in_a_machine_has_the_same_exit_codes() {
    let scratch = tempfile::tempdir().unwrap();
    let module = fault(scratch.path(), "trap-late");
    let artifact = module.with_extension("preheat");
    let image = module.with_extension("qcow2");
    ok(preheat(["compile".as_ref(), module.as_os_str()]));
    ok(preheat(["image".as_ref(), artifact.as_os_str(), "-o".as_ref(), image.as_os_str()]));
    let mut command = preheat(["boot"]);
    command.arg(&image);
    let output = run_with(command, b"x");
    assert_eq!(output.status.code(), Some(134), "{}", stderr(&output));
    assert_eq!(output.stdout, b"half\n");
    assert!(stderr(&output).contains("unreachable"), "{}", stderr(&output));
    assert!(stderr(&output).contains("fail"), "{}", stderr(&output));

    // Corrupt anywhere, or cut short: refused by the digest.
    let whole = std::fs::read(&image).unwrap();
    let damaged = scratch.path().join("damaged.qcow2");
    for at in [1000, whole.len() / 2, whole.len() - 200] {
        let mut bytes = whole.clone();
        bytes[at] ^= 4;
        std::fs::write(&damaged, &bytes).unwrap();
        let mut command = preheat(["boot"]);
        command.arg(&damaged);
        let output = run(command);
        assert_eq!(output.status.code(), Some(2), "{at}: {}", stderr(&output));
        assert!(stderr(&output).contains("damaged.qcow2"), "{at}: {}", stderr(&output));
    }
    std::fs::write(&damaged, &whole[..whole.len() - 70_000]).unwrap();
    let mut command = preheat(["report"]);
    command.arg(&damaged);
    let output = run(command);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
}

/// QEMU processes whose parent is `pid`.
fn machines_of(pid: u32) -> Vec<u32> {
    let mut machines = Vec::new();
    for entry in std::fs::read_dir("/proc").unwrap().flatten() {
        let Ok(status) = std::fs::read_to_string(entry.path().join("status")) else { continue };
        let field = |name: &str| {
            status
                .lines()
                .find_map(|line| line.strip_prefix(name))
                .map(|value| value.trim().to_owned())
        };
        if field("PPid:") == Some(pid.to_string())
            && field("Name:").is_some_and(|name| name.starts_with("qemu-system"))
        {
            machines.extend(field("Pid:").and_then(|pid| pid.parse::<u32>().ok()));
        }
    }
    machines
}

#[test]
fn an_interrupt_leaves_no_machine_and_no_file() {
    let image = image();
    let scratch = tempfile::tempdir().unwrap();
    for signal in [rustix::process::Signal::INT, rustix::process::Signal::KILL] {
        let mut command: Command = preheat(["boot", "--cold"]);
        command.arg(&image).env("TMPDIR", scratch.path());
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let deadline = Instant::now() + Duration::from_secs(60);
        let machines = loop {
            let machines = machines_of(child.id());
            if !machines.is_empty() {
                break machines;
            }
            assert!(Instant::now() < deadline, "no machine was started");
            assert!(child.try_wait().unwrap().is_none(), "it ended too soon");
            std::thread::sleep(Duration::from_millis(2));
        };
        let pid = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(pid, signal).unwrap();
        child.wait().unwrap();
        for machine in machines {
            let path = PathBuf::from(format!("/proc/{machine}"));
            while path.exists() {
                assert!(Instant::now() < deadline, "QEMU {machine} was left behind");
                std::thread::sleep(Duration::from_millis(10));
            }
        }
        let left: Vec<_> = std::fs::read_dir(scratch.path()).unwrap().collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
