//! What WASI functions answer where docs/SEMANTICS.md says that they refuse or differ, and what the official
//! programs do not ask. One program makes all calls, in order, and writes each errno as a byte.

mod support;

use support::{module, preheat, run, stderr, stdout};

const SUCCESS: u8 = 0;
const BADF: u8 = 8;
const INVAL: u8 = 28;
const NOTSOCK: u8 = 57;
const NOTSUP: u8 = 58;
const PERM: u8 = 63;
const SPIPE: u8 = 70;

/// Memory of the program: strings, vectors and what calls write.
const MEMORY: &str = r#"
    (memory (export "memory") 1)
    (data (i32.const 0) "file")
    (data (i32.const 16) "../file")
    (data (i32.const 32) "/etc/passwd")
    (data (i32.const 48) "link")
    (data (i32.const 64) "../../..")
    (data (i32.const 80) "link/etc/passwd")
    (data (i32.const 96) "hard")
    ;; two vectors: an empty one, and "file"
    (data (i32.const 112) "\00\00\00\00\00\00\00\00\00\00\00\00\04\00\00\00")
    ;; a subscription of a clock of processor time
    (data (i32.const 144) "\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\00\02")"#;

/// Opens fd 3's path at `path` with this length; read and write, created if it is not there. The new fd
/// goes to 1024.
fn open(path: u32, len: u32) -> String {
    format!(
        "(call $path_open (i32.const 3) (i32.const 1) (i32.const {path}) (i32.const {len})
            (i32.const 1) (i64.const 0x42) (i64.const 0) (i32.const 0) (i32.const 1024))"
    )
}

fn calls() -> Vec<(String, u8)> {
    let call = |name: &str, args: &[&str]| {
        let args: Vec<String> = args.iter().map(|arg| format!("({arg})")).collect();
        format!("(call ${name} {})", args.join(" "))
    };
    let plain = |name: &str, args: &[i32]| {
        let args: Vec<String> = args.iter().map(|arg| format!("i32.const {arg}")).collect();
        call(name, &args.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let (file, two) = ("i32.const 4", "i64.const 2");
    vec![
        // Files. The first one opened is fd 4.
        (open(0, 4), SUCCESS),
        (plain("fd_sync", &[4]), SUCCESS),
        (plain("fd_datasync", &[4]), SUCCESS),
        (plain("fd_sync", &[1]), BADF),
        (plain("fd_datasync", &[1]), BADF),
        (call("fd_allocate", &[file, two, two]), NOTSUP),
        (call("fd_fdstat_set_rights", &[file, two, two]), NOTSUP),
        (plain("fd_fdstat_set_flags", &[4, 1]), SUCCESS),
        (plain("fd_fdstat_set_flags", &[4, 4]), SUCCESS),
        (plain("fd_fdstat_set_flags", &[4, 2]), INVAL),
        (plain("fd_fdstat_set_flags", &[4, 8]), INVAL),
        (plain("fd_fdstat_set_flags", &[4, 16]), INVAL),
        (plain("fd_renumber", &[4, 9]), BADF),
        // Streams have no position.
        (call("fd_seek", &["i32.const 1", "i64.const 0", "i32.const 0", "i32.const 1024"]), SPIPE),
        (plain("fd_tell", &[0, 1024]), SPIPE),
        (
            call(
                "fd_pread",
                &["i32.const 0", "i32.const 112", "i32.const 2", "i64.const 0", "i32.const 1024"],
            ),
            SPIPE,
        ),
        (
            call(
                "fd_pwrite",
                &["i32.const 1", "i32.const 112", "i32.const 2", "i64.const 0", "i32.const 1024"],
            ),
            SPIPE,
        ),
        // Paths stay in their folder.
        (open(16, 7), PERM),
        (open(32, 11), PERM),
        (plain("path_symlink", &[64, 8, 3, 48, 4]), SUCCESS),
        (open(80, 15), PERM),
        (plain("path_symlink", &[32, 11, 3, 96, 4]), PERM),
        (plain("path_link", &[3, 1, 0, 4, 3, 96, 4]), INVAL),
        (plain("path_link", &[3, 0, 0, 4, 3, 96, 4]), SUCCESS),
        // Clocks.
        (call("clock_time_get", &["i32.const 0", "i64.const 1", "i32.const 1024"]), SUCCESS),
        (call("clock_time_get", &["i32.const 1", "i64.const 1", "i32.const 1024"]), SUCCESS),
        (call("clock_time_get", &["i32.const 2", "i64.const 1", "i32.const 1024"]), BADF),
        (call("clock_time_get", &["i32.const 3", "i64.const 1", "i32.const 1024"]), BADF),
        (call("clock_time_get", &["i32.const 4", "i64.const 1", "i32.const 1024"]), INVAL),
        (plain("clock_res_get", &[2, 1024]), BADF),
        (plain("poll_oneoff", &[144, 1024, 0, 1020]), INVAL),
        (plain("poll_oneoff", &[144, 1024, 1, 1020]), INVAL),
        // No sockets, no signals.
        (plain("sock_accept", &[0, 0, 1024]), NOTSOCK),
        (plain("sock_recv", &[0, 112, 2, 0, 1024, 1028]), NOTSOCK),
        (plain("sock_send", &[1, 112, 2, 0, 1024]), NOTSOCK),
        (plain("sock_shutdown", &[4, 1]), NOTSOCK),
        (plain("sock_accept", &[77, 0, 1024]), BADF),
        (plain("sock_recv", &[77, 112, 2, 0, 1024, 1028]), BADF),
        (plain("sock_send", &[77, 112, 2, 0, 1024]), BADF),
        (plain("sock_shutdown", &[77, 1]), BADF),
        (plain("proc_raise", &[6]), NOTSUP),
        (plain("sched_yield", &[]), SUCCESS),
    ]
}

const IMPORTS: &[(&str, &str)] = &[
    ("path_open", "i32 i32 i32 i32 i32 i64 i64 i32 i32"),
    ("path_symlink", "i32 i32 i32 i32 i32"),
    ("path_link", "i32 i32 i32 i32 i32 i32 i32"),
    ("fd_sync", "i32"),
    ("fd_datasync", "i32"),
    ("fd_allocate", "i32 i64 i64"),
    ("fd_fdstat_set_rights", "i32 i64 i64"),
    ("fd_fdstat_set_flags", "i32 i32"),
    ("fd_renumber", "i32 i32"),
    ("fd_seek", "i32 i64 i32 i32"),
    ("fd_tell", "i32 i32"),
    ("fd_pread", "i32 i32 i32 i64 i32"),
    ("fd_pwrite", "i32 i32 i32 i64 i32"),
    ("fd_write", "i32 i32 i32 i32"),
    ("clock_time_get", "i32 i64 i32"),
    ("clock_res_get", "i32 i32"),
    ("poll_oneoff", "i32 i32 i32 i32"),
    ("sock_accept", "i32 i32 i32"),
    ("sock_recv", "i32 i32 i32 i32 i32 i32"),
    ("sock_send", "i32 i32 i32 i32 i32"),
    ("sock_shutdown", "i32 i32"),
    ("proc_raise", "i32"),
    ("sched_yield", ""),
];

/// A module with these imports and this code in `_start`.
fn program(code: &str) -> String {
    let imports: String = IMPORTS
        .iter()
        .map(|(name, params)| {
            format!(
                r#"(import "wasi_snapshot_preview1" "{name}"
                    (func ${name} (param {params}) (result i32)))"#
            )
        })
        .collect();
    format!(r#"(module {imports} {MEMORY} (func (export "_start") {code}))"#)
}

#[test]
fn what_is_refused_has_its_errno() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    // A path out of the folder leads to a file that is there.
    std::fs::write(scratch.path().join("file"), "outside").unwrap();
    let calls = calls();
    let mut code = String::new();
    for (number, (call, _)) in calls.iter().enumerate() {
        code += &format!("(i32.store8 (i32.const {}) {call})\n", 4096 + number);
    }
    // A vector of all answers at 2048.
    code += &format!(
        "(i32.store (i32.const 2048) (i32.const 4096))
         (i32.store (i32.const 2052) (i32.const {}))
         (drop (call $fd_write (i32.const 1) (i32.const 2048) (i32.const 1) (i32.const 2056)))",
        calls.len()
    );
    let path = module(scratch.path(), "answers.wasm", &program(&code));
    let mut command = preheat(["run"]);
    command.arg("--dir").arg(format!("{}::/", folder.display())).arg(path);
    let output = run(command);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(output.stdout.len(), calls.len());
    for ((call, expected), found) in calls.iter().zip(&output.stdout) {
        assert_eq!(found, expected, "{call}");
    }
}

#[test]
fn a_write_serves_the_first_buffer_that_is_not_empty() {
    let scratch = tempfile::tempdir().unwrap();
    let code = "
        (i32.store (i32.const 2048) (i32.const 0))
        (i32.store (i32.const 2052) (i32.const 0))
        (i32.store (i32.const 2056) (i32.const 0))
        (i32.store (i32.const 2060) (i32.const 4))
        (i32.store (i32.const 2064) (i32.const 48))
        (i32.store (i32.const 2068) (i32.const 4))
        (drop (call $fd_write (i32.const 1) (i32.const 2048) (i32.const 3) (i32.const 1024)))
        (if (i32.ne (i32.load (i32.const 1024)) (i32.const 4)) (then unreachable))";
    let mut command = preheat(["run"]);
    command.arg(module(scratch.path(), "write.wasm", &program(code)));
    let output = run(command);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(stdout(&output), "file");
}
