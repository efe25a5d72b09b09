//! Where results go and what comes of it: outputs of every kind, streams that are full or closed, limits of
//! the system, and ends in the middle. Whatever happens there is one message and a documented exit code, and
//! nothing is left behind.

mod support;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use support::{fault, ok, preheat, run, security_says, stderr};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A program with an artifact and a profile of it.
struct Files {
    folder: tempfile::TempDir,
    module: PathBuf,
    profile: PathBuf,
}

impl Files {
    fn new() -> Files {
        let folder = tempfile::tempdir().unwrap();
        let module = fault(folder.path(), "echo");
        let profile = folder.path().join("echo.profile");
        ok(preheat(["compile", text(&module)]));
        ok(preheat(["profile", text(&module), "-o", text(&profile)]));
        Files { folder, module, profile }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Every command that writes a file, without the file.
    fn writers(&self) -> Vec<Vec<&str>> {
        let (module, profile) = (text(&self.module), text(&self.profile));
        vec![
            vec!["compile", module, "-o"],
            vec!["profile", module, "-o"],
            vec!["merge", profile, "-o"],
            vec!["report", profile, "--module", module, "--plan"],
            vec!["report", profile, "--module", module, "--map"],
            vec!["report", profile, "--module", module, "--pprof"],
        ]
    }

    /// Every command that prints.
    fn speakers(&self) -> Vec<Vec<&str>> {
        let (module, profile) = (text(&self.module), text(&self.profile));
        vec![
            vec!["compile", module],
            vec!["compile", module, "--json", "--timings"],
            vec!["report", profile],
            vec!["report", profile, "--json"],
            vec!["merge", profile, "-o", profile],
            vec!["profile", module, "-o", profile],
            vec!["doctor"],
            vec!["completions", "bash"],
            vec!["--help"],
            vec!["--version"],
            vec!["compile", "--help"],
        ]
    }
}

/// Temporary files of ours, whatever else there is.
fn left_in(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".preheat")).collect()
}

#[track_caller]
fn failed(output: &Output, code: i32, words: &[&str]) {
    let message = stderr(output);
    assert_eq!(output.status.code(), Some(code), "{:?}: {message}", output.status);
    for word in words {
        assert!(message.contains(word), "it should say {word}: {message}");
    }
    assert_eq!(message.lines().count(), 1, "one message: {message}");
}

#[test]
fn what_is_no_regular_file_is_never_replaced() {
    let files = Files::new();
    let (pipe, link, target) = (files.at("pipe"), files.at("link"), files.at("target"));
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    symlink("target", &link).unwrap();
    for writer in files.writers() {
        let to = |path: &Path| preheat(writer.iter().copied().chain([text(path)]));
        ok(to(Path::new("/dev/null")));
        assert!(Path::new("/dev/null").metadata().unwrap().file_type().is_char_device());
        let content = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read(pipe).unwrap()
        });
        ok(to(&pipe));
        let through = content.join().unwrap();
        assert!(!through.is_empty() && pipe.metadata().unwrap().file_type().is_fifo());
        ok(to(&link));
        assert!(link.is_symlink() && !target.is_symlink(), "{writer:?}");
        assert!(std::fs::metadata(&target).unwrap().len() > 0);
        std::fs::remove_file(&target).unwrap();
        failed(&run(to(files.folder.path())), 1, &["cannot write", "directory"]);
        failed(&run(to(Path::new("/dev/full"))), 1, &["cannot write /dev/full", "No space left"]);
        let nowhere = files.at("nowhere/out");
        failed(&run(to(&nowhere)), 1, &["cannot write", "nowhere/out", "No such file"]);
        assert!(left_in(files.folder.path()).is_empty());
    }
    security_says("writers of files", &format!("{0} of {0}", files.writers().len()));
}

#[test]
fn an_image_goes_into_a_file_only() {
    let files = Files::new();
    let artifact = files.module.with_extension("preheat");
    let mut command = preheat(["image", text(&artifact), "-o", "/dev/null"]);
    command.args(["--warm-with", text(&files.module)]);
    let output = run(command);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("cannot write /dev/null"), "{}", stderr(&output));
}

#[test]
fn a_full_disk_and_a_limit_of_file_sizes_are_told_with_the_file() {
    let files = Files::new();
    for writer in files.writers() {
        let out = files.at("out");
        let mut command = preheat(writer.iter().copied().chain([text(&out)]));
        // The profile of a run needs the store, where its modules are.
        if writer[0] == "profile" {
            continue;
        }
        // SAFETY: only a system call between fork and exec.
        unsafe { command.pre_exec(|| limit(libc::RLIMIT_FSIZE, 16)) };
        failed(&run(command), 1, &["cannot write", "out", "File too large"]);
        assert!(!out.exists() && left_in(files.folder.path()).is_empty());
    }
    let full = files.at("full");
    std::fs::create_dir(&full).unwrap();
    let script = "mount -t tmpfs -o size=16k none \"$1\" || exit 77; shift; exec \"$@\"";
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", script, "sh", text(&full), env!("CARGO_BIN_EXE_preheat")]);
    command.args(["compile", text(&files.module), "-o", text(&full.join("out.preheat"))]);
    command.env("PREHEAT_STORE", support::store());
    let output = run(command);
    match output.status.code() {
        Some(77) | None => println!("skipped: no file system can be mounted here"),
        _ => failed(&output, 1, &["cannot write", "full/out.preheat", "No space left"]),
    }
}

#[test]
fn a_stream_that_is_full_or_closed_makes_nothing_panic() {
    let files = Files::new();
    let full = || std::fs::File::options().write(true).open("/dev/full").unwrap();
    for speaker in files.speakers() {
        let mut command = preheat(&speaker);
        let output = command.stdout(full()).stderr(Stdio::piped()).output().unwrap();
        failed(&output, 1, &["cannot write stdout", "No space left"]);

        // Nobody reads.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = preheat(&speaker).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{speaker:?}: {}", stderr(&output));
        assert_eq!(stderr(&output), "", "{speaker:?}");

        // The result is told all the same.
        let output = preheat(&speaker).stderr(full()).stdout(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{speaker:?}");
        assert!(!output.stdout.is_empty(), "{speaker:?}");
    }
    security_says("commands that print", &format!("{0} of {0}", files.speakers().len()));
    for (wrong, code) in [(vec!["compile", "/nowhere.wasm"], 2), (vec!["compile", "--what"], 2)] {
        let output = preheat(&wrong).stderr(full()).stdout(full()).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{wrong:?}");
    }
}

#[test]
fn paths_need_not_be_unicode() {
    let files = Files::new();
    let name = |bytes: &'static [u8]| files.folder.path().join(OsStr::from_bytes(bytes));
    let (module, artifact, profile) =
        (name(b"m\xff.wasm"), name(b"m\xff.preheat"), name(b"p\xff.profile"));
    std::fs::copy(&files.module, &module).unwrap();
    let command = |args: &[&OsStr]| {
        let mut command = preheat(args);
        command.stdin(Stdio::null());
        command
    };
    let arg = |text: &'static str| OsStr::new(text);
    for json in [false, true] {
        let json: &[&OsStr] = if json { &[OsStr::new("--json")] } else { &[] };
        ok(command(&[&[arg("compile"), module.as_os_str()], json].concat()));
        let out = [arg("-o"), profile.as_os_str()];
        ok(command(&[&[arg("profile"), module.as_os_str()], &out[..], json].concat()));
        ok(command(&[&[arg("merge"), profile.as_os_str()], &out[..], json].concat()));
        for file in [&artifact, &profile] {
            ok(command(&[&[arg("report"), file.as_os_str()], json].concat()));
        }
    }
    for file in [&module, &artifact] {
        ok(command(&[arg("run"), file.as_os_str()]));
    }
    failed(&run(command(&[arg("run"), name(b"none\xff").as_os_str()])), 2, &["cannot read"]);
}

/// For `pre_exec`.
fn limit(resource: libc::__rlimit_resource_t, most: u64) -> std::io::Result<()> {
    let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
    // SAFETY: a plain system call.
    match unsafe { libc::setrlimit(resource, &limit) } {
        0 => Ok(()),
        _ => Err(std::io::Error::last_os_error()),
    }
}

#[test]
fn where_no_process_can_be_started_that_is_said() {
    if rustix::process::geteuid().as_raw() != 0 {
        println!("skipped: only root can become a user whose processes are limited");
        return;
    }
    let files = Files::new();
    // A user without other processes, so that the limit counts this one alone.
    let user = 64_321;
    std::os::unix::fs::chown(files.folder.path(), Some(user), Some(user)).unwrap();
    let out = files.at("out.preheat");
    let mut command = preheat(["compile", text(&files.module), "-o", text(&out)]);
    command.env("PREHEAT_KEYS", files.at("keys"));
    command.env("PREHEAT_STORE", files.at("store")).uid(user).gid(user);
    let before = command.output();
    if !before.is_ok_and(|output| output.status.success()) {
        println!("skipped: another user cannot run what was built here");
        return;
    }
    let out = files.at("other.preheat");
    let mut command = preheat(["compile", text(&files.module), "-o", text(&out), "--opt", "0"]);
    command.env("PREHEAT_KEYS", files.at("keys"));
    command.env("PREHEAT_STORE", files.at("store2")).gid(user);
    // SAFETY: only system calls between fork and exec.
    unsafe {
        command.pre_exec(move || {
            limit(libc::RLIMIT_NPROC, 1)?;
            match libc::setuid(user) {
                0 => Ok(()),
                _ => Err(std::io::Error::last_os_error()),
            }
        });
    }
    let output = run(command);
    failed(&output, 1, &["cannot start a process to compile in", "temporarily unavailable"]);
    assert!(!out.exists());
}

/// 134 would say that the program trapped.
#[test]
fn too_little_memory_is_a_failure_of_ours_and_no_trap() {
    let files = Files::new();
    let store = files.at("store");
    let mut enough = false;
    for mebibytes in [150, 200, 300, 400, 600, 800, 1000, 1400] {
        let mut command = preheat(["compile", text(&files.module), "-o"]);
        command.arg(files.at("out")).args(["--opt", "3"]).env("PREHEAT_STORE", &store);
        // SAFETY: only a system call between fork and exec.
        unsafe { command.pre_exec(move || limit(libc::RLIMIT_AS, mebibytes << 20)) };
        let output = run(command);
        let message = stderr(&output);
        assert!(output.status.signal().is_none(), "{mebibytes} MiB: {:?} {message}", output.status);
        assert!(!message.contains("panicked"), "{mebibytes} MiB: {message}");
        match output.status.code() {
            Some(0) => enough = true,
            // 127: the system's loader found no room for the libraries.
            Some(127) => {}
            Some(1 | 2) => assert!(!files.at("out").exists() || enough, "{message}"),
            code => panic!("{mebibytes} MiB: {code:?}: {message}"),
        }
        let _ = std::fs::remove_dir_all(&store);
        let _ = std::fs::remove_file(files.at("out"));
    }
    assert!(enough, "not even the largest was enough");
}

const INTERRUPTED: usize = 30;

#[test]
fn what_is_interrupted_leaves_nothing() {
    let files = Files::new();
    let out = files.at("results");
    std::fs::create_dir(&out).unwrap();
    let artifact = out.join("out.preheat");
    std::fs::write(&artifact, "what was there").unwrap();
    let signals = [libc::SIGINT, libc::SIGTERM, libc::SIGKILL];
    for (number, signal) in signals.into_iter().cycle().take(INTERRUPTED).enumerate() {
        let mut command = preheat(["compile", text(&files.module), "-o", text(&artifact)]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        // Every second one has to compile.
        if number % 2 == 0 {
            command.env("PREHEAT_STORE", files.at(&format!("store{number}")));
        }
        let mut child = command.spawn().unwrap();
        std::thread::sleep(Duration::from_millis(number as u64 * 5));
        // SAFETY: our own child, which was not waited for yet.
        unsafe { libc::kill(child.id() as i32, signal) };
        child.wait().unwrap();
        let content = std::fs::read(&artifact).unwrap();
        if content != b"what was there" {
            ok(preheat(["report", text(&artifact)]));
            std::fs::write(&artifact, "what was there").unwrap();
        }
    }
    // What a moment between two names left, the next one removes.
    ok(preheat(["compile", text(&files.module), "-o", text(&artifact)]));
    assert!(left_in(&out).is_empty(), "{:?}", left_in(&out));
    security_says("interrupted compilations", &format!("{INTERRUPTED} of {INTERRUPTED}"));
}

#[test]
fn inputs_are_looked_at_before_they_are_read() {
    let files = Files::new();
    let sparse = |name: &str, start: &[u8]| {
        let path = files.at(name);
        std::fs::write(&path, start).unwrap();
        let file = std::fs::File::options().write(true).open(&path).unwrap();
        file.set_len(20 << 30).unwrap();
        path
    };
    let inputs = [
        PathBuf::from("/dev/zero"),
        sparse("zeros", b""),
        sparse("module", b"\0asm\x01\0\0\0"),
        sparse("artifact", b"\x7fELF"),
        sparse("profile", b"PREHEATP"),
        sparse("plan", b"{"),
        sparse("image", b"QFI\xfb"),
    ];
    let out = files.at("out");
    for input in &inputs {
        let input = text(input);
        for args in [
            vec!["compile", input, "-o", text(&out)],
            vec!["run", input],
            vec!["profile", input, "-o", text(&out)],
            vec!["profile", text(&files.module), "--requests", input, "-o", text(&out)],
            vec!["compile", text(&files.module), "--profile", input, "-o", text(&out)],
            vec!["merge", input, "-o", text(&out)],
            vec!["report", input],
            vec!["report", text(&files.profile), "--module", input],
            vec!["image", input, "-o", text(&out)],
        ] {
            let mut command = preheat(&args);
            // SAFETY: only a system call between fork and exec.
            unsafe { command.pre_exec(|| limit(libc::RLIMIT_CPU, 20)) };
            let output = run(command);
            assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
            assert!(!out.exists(), "{args:?}");
        }
    }
}

/// Names that colour a terminal, clear it, and say what we did not.
#[test]
fn names_from_modules_are_only_shown() {
    let folder = tempfile::tempdir().unwrap();
    let bad = "x`\\0a\\1b[2J\\1b]0;pwned\\07\\1b[31mpreheat: all is well\\1b[0m\\0d";
    let program = format!(
        r#"(module (memory (export "memory") 1) (func $"{bad}" unreachable)
            (func (export "_start") (call $"{bad}")) (func (export "{bad}")))"#
    );
    let module = support::module(folder.path(), "names.wasm", &program);
    let library = format!(r#"(module (import "{bad}" "{bad}" (func)) (func (export "{bad}")))"#);
    let library = support::module(folder.path(), "library.wasm", &library);
    let twice = format!(r#"(module (func (export "{bad}")) (func (export "{bad}")))"#);
    let twice = support::module(folder.path(), "twice.wasm", &twice);
    let profile = folder.path().join("names.profile");
    let artifact = module.with_extension("preheat");
    let map = folder.path().join("names.dot");
    for args in [
        vec!["compile", text(&module)],
        vec!["compile", text(&library)],
        vec!["compile", text(&twice)],
        vec!["run", text(&module)],
        vec!["run", text(&artifact)],
        vec!["profile", text(&module), "-o", text(&profile)],
        vec!["report", text(&profile)],
        vec!["report", text(&profile), "--module", text(&module), "--map", text(&map)],
        vec!["report", text(&artifact)],
    ] {
        let output = run(preheat(&args));
        for stream in [&output.stdout, &output.stderr] {
            let shown = String::from_utf8(stream.clone()).unwrap();
            let acts = |char: char| char.is_control() && char != '\n';
            assert!(!shown.contains(acts), "{args:?}: {shown:?}");
            for line in shown.lines() {
                let forged = line.starts_with("preheat: all is well") || line.contains("J\n");
                assert!(!forged, "{args:?}: {shown}");
            }
        }
        if args[0] == "run" {
            assert_eq!(stderr(&output).lines().count(), 1, "{args:?}: {}", stderr(&output));
        }
    }
    let map = std::fs::read_to_string(map).unwrap();
    assert!(!map.contains(|char: char| char.is_control() && char != '\n'), "{map:?}");
}
