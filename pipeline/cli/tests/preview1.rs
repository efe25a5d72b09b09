//! WASI preview 1, function by function: each of the 46 answers, rightly to good and to bad uses, and no path
//! leads out of the folders that a program was given.

mod support;

use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use support::guest::{FREE, FUNCTIONS, Guest};

const SUCCESS: u32 = 0;
const BADF: u32 = 8;
const EXIST: u32 = 20;
const INVAL: u32 = 28;
const ISDIR: u32 = 31;
const LOOP: u32 = 32;
const NOENT: u32 = 44;
const NOMEM: u32 = 48;
const NOTDIR: u32 = 54;
const NOTEMPTY: u32 = 55;
const NOTSOCK: u32 = 57;
const NOTSUP: u32 = 58;
const PERM: u32 = 63;
const SPIPE: u32 = 70;

/// fd of the first folder.
const FOLDER: u64 = 3;
const NO_FD: u64 = 99;
const FOLLOW: u64 = 1;
const CREATE: u64 = 1;
const DIRECTORY: u64 = 2;
const READ: u64 = 1 << 1;
const WRITE: u64 = 1 << 6;
const ALL_RIGHTS: u64 = (1 << 29) - 1;

/// Where tests put texts and take results.
const TEXT: u32 = FREE;
const TEXT2: u32 = FREE + 1024;
const RESULT: u32 = FREE + 2048;
const VECTOR: u32 = FREE + 3072;
const BUFFER: u32 = FREE + 4096;

/// A guest that has been given `folder` as its root.
fn guest_in(scratch: &Path, folder: &Path) -> Guest {
    let dir = format!("{}::/", folder.display());
    Guest::start(
        scratch,
        &["--timeout", "60", "--dir", &dir, "--env", "KEY=value"],
        &["first", "second"],
    )
}

trait Calls {
    fn open(&mut self, path: &str, lookup: u64, flags: u64, rights: u64) -> Result<u64, u32>;
    fn vector(&mut self, at: u32, len: u32) -> [u64; 2];
    fn with_path(&mut self, name: &str, path: &str, before: &[u64], after: &[u64]) -> u32;
}

impl Calls for Guest {
    fn open(&mut self, path: &str, lookup: u64, flags: u64, rights: u64) -> Result<u64, u32> {
        let [at, len] = self.text(TEXT, path);
        let args = [FOLDER, lookup, at, len, flags, rights, ALL_RIGHTS, 0, RESULT.into()];
        match self.call("path_open", &args) {
            SUCCESS => Ok(self.peek_u32(RESULT).into()),
            errno => Err(errno),
        }
    }

    /// One iovec.
    fn vector(&mut self, at: u32, len: u32) -> [u64; 2] {
        self.poke(VECTOR, &[at.to_le_bytes(), len.to_le_bytes()].concat());
        [VECTOR.into(), 1]
    }

    /// A call of which the path is somewhere in the middle.
    fn with_path(&mut self, name: &str, path: &str, before: &[u64], after: &[u64]) -> u32 {
        let text = self.text(TEXT, path);
        self.call(name, &[before, &text, after].concat())
    }
}

#[test]
fn each_of_the_46_functions_answers() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("folder");
    std::fs::create_dir_all(folder.join("sub")).unwrap();
    std::fs::write(folder.join("data"), b"0123456789").unwrap();
    let mut guest = guest_in(scratch.path(), &folder);
    let g = &mut guest;
    let result = u64::from(RESULT);
    let mut answered: Vec<&str> = Vec::new();
    let mut wrong: Vec<String> = Vec::new();
    let mut expect = |g: &mut Guest, name: &'static str, args: &[u64], errno: u32| {
        let found = g.call(name, args);
        if found != errno {
            wrong.push(format!("{name}{args:?} gave {found}, not {errno}"));
        }
        answered.push(name);
    };

    // Arguments and environment.
    expect(g, "args_sizes_get", &[result, result + 4], SUCCESS);
    assert_eq!(
        (g.peek_u32(RESULT), g.peek_u32(RESULT + 4)),
        (3, "guest\0first\0second\0".len() as u32)
    );
    expect(g, "args_get", &[result, BUFFER.into()], SUCCESS);
    assert_eq!(g.peek(BUFFER, 19), b"guest\0first\0second\0");
    assert_eq!(g.peek_u32(RESULT + 4), BUFFER + 6);
    expect(g, "environ_sizes_get", &[result, result + 4], SUCCESS);
    assert_eq!((g.peek_u32(RESULT), g.peek_u32(RESULT + 4)), (1, 10));
    expect(g, "environ_get", &[result, BUFFER.into()], SUCCESS);
    assert_eq!(g.peek(BUFFER, 10), b"KEY=value\0");

    // Clocks.
    for clock in [0, 1] {
        expect(g, "clock_res_get", &[clock, result], SUCCESS);
        assert!((1..=1_000_000_000).contains(&g.peek_u64(RESULT)));
    }
    expect(g, "clock_res_get", &[17, result], INVAL);
    expect(g, "clock_time_get", &[0, 1, result], SUCCESS);
    let there = Duration::from_nanos(g.peek_u64(RESULT));
    let here = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    assert!(here.abs_diff(there) < Duration::from_secs(10), "{here:?} {there:?}");
    expect(g, "clock_time_get", &[1, 1, result], SUCCESS);
    let before = g.peek_u64(RESULT);
    expect(g, "clock_time_get", &[1, 1, result], SUCCESS);
    assert!(g.peek_u64(RESULT) > before);
    expect(g, "clock_time_get", &[17, 1, result], INVAL);

    // The folder that was given.
    expect(g, "fd_prestat_get", &[FOLDER, result], SUCCESS);
    assert_eq!(
        (g.peek(RESULT, 1)[0], g.peek_u32(RESULT + 4)),
        (0, 1),
        "a folder, a name of 1 byte"
    );
    expect(g, "fd_prestat_get", &[FOLDER + 1, result], BADF);
    expect(g, "fd_prestat_dir_name", &[FOLDER, BUFFER.into(), 1], SUCCESS);
    assert_eq!(g.peek(BUFFER, 1), b"/");

    // A file: opened, read, written, sought.
    let file = g.open("data", FOLLOW, 0, READ | WRITE | ALL_RIGHTS).unwrap();
    expect(g, "path_open", &[NO_FD, 0, TEXT.into(), 4, 0, READ, 0, 0, result], BADF);
    let [vector, one] = g.vector(BUFFER, 4);
    expect(g, "fd_read", &[file, vector, one, result], SUCCESS);
    assert_eq!((g.peek_u32(RESULT), g.peek(BUFFER, 4)), (4, b"0123".to_vec()));
    expect(g, "fd_read", &[NO_FD, vector, one, result], BADF);
    expect(g, "fd_read", &[1, vector, one, result], BADF);
    expect(g, "fd_tell", &[file, result], SUCCESS);
    assert_eq!(g.peek_u64(RESULT), 4);
    expect(g, "fd_tell", &[NO_FD, result], BADF);
    expect(g, "fd_pread", &[file, vector, one, 8, result], SUCCESS);
    assert_eq!((g.peek_u32(RESULT), g.peek(BUFFER, 2)), (2, b"89".to_vec()));
    expect(g, "fd_pread", &[NO_FD, vector, one, 8, result], BADF);
    expect(g, "fd_seek", &[file, (-2_i64) as u64, 2, result], SUCCESS);
    assert_eq!(g.peek_u64(RESULT), 8);
    expect(g, "fd_seek", &[file, (-1_i64) as u64, 0, result], INVAL);
    g.poke(BUFFER, b"abcd");
    expect(g, "fd_write", &[file, vector, one, result], SUCCESS);
    expect(g, "fd_write", &[0, vector, one, result], BADF);
    expect(g, "fd_pwrite", &[file, vector, one, 1, result], SUCCESS);
    expect(g, "fd_pwrite", &[NO_FD, vector, one, 1, result], BADF);
    assert_eq!(std::fs::read(folder.join("data")).unwrap(), b"0abcd567abcd");
    for name in ["fd_sync", "fd_datasync"] {
        expect(g, name, &[file], SUCCESS);
        expect(g, name, &[NO_FD], BADF);
    }
    expect(g, "fd_advise", &[file, 0, 0, 0], SUCCESS);
    expect(g, "fd_advise", &[NO_FD, 0, 0, 0], BADF);
    // Not offered by the library, which follows later previews here.
    expect(g, "fd_allocate", &[file, 0, 100], NOTSUP);
    expect(g, "fd_allocate", &[NO_FD, 0, 100], BADF);

    // What is known of it.
    expect(g, "fd_fdstat_get", &[file, result], SUCCESS);
    assert_eq!(g.peek(RESULT, 1), [4], "a regular file");
    expect(g, "fd_fdstat_get", &[NO_FD, result], BADF);
    expect(g, "fd_fdstat_set_flags", &[file, 1], SUCCESS);
    expect(g, "fd_fdstat_set_flags", &[NO_FD, 1], BADF);
    // Rights are not kept: what a file was opened for is what can be done with it.
    expect(g, "fd_fdstat_set_rights", &[file, READ, 0], NOTSUP);
    expect(g, "fd_fdstat_set_rights", &[NO_FD, READ, 0], BADF);
    expect(g, "fd_filestat_get", &[file, result], SUCCESS);
    assert_eq!(g.peek_u64(RESULT + 32), 12);
    expect(g, "fd_filestat_get", &[NO_FD, result], BADF);
    expect(g, "fd_filestat_set_size", &[file, 5], SUCCESS);
    assert_eq!(std::fs::read(folder.join("data")).unwrap(), b"0abcd");
    expect(g, "fd_filestat_set_size", &[NO_FD, 5], BADF);
    expect(g, "fd_filestat_set_times", &[file, 0, 7_000_000_000, 4], SUCCESS);
    let modified = std::fs::metadata(folder.join("data")).unwrap().modified().unwrap();
    assert_eq!(modified, SystemTime::UNIX_EPOCH + Duration::from_secs(7));
    expect(g, "fd_filestat_set_times", &[file, 0, 0, 4 | 8], INVAL);
    expect(g, "fd_renumber", &[file, file], SUCCESS);
    expect(g, "fd_renumber", &[NO_FD, file], BADF);
    expect(g, "fd_close", &[file], SUCCESS);
    expect(g, "fd_close", &[file], BADF);

    // Names in the folder.
    let path = g.text(TEXT, "made");
    let other = g.text(TEXT2, "linked");
    let [at, len] = path;
    let [at2, len2] = other;
    expect(g, "path_create_directory", &[FOLDER, at, len], SUCCESS);
    expect(g, "path_create_directory", &[FOLDER, at, len], EXIST);
    expect(g, "path_remove_directory", &[FOLDER, at, len], SUCCESS);
    expect(g, "path_remove_directory", &[FOLDER, at, len], NOENT);
    let [sub, sub_len] = g.text(TEXT, "data");
    expect(g, "path_filestat_get", &[FOLDER, 0, sub, sub_len, result], SUCCESS);
    assert_eq!(g.peek_u64(RESULT + 32), 5);
    expect(g, "path_filestat_get", &[FOLDER, 0, at2, len2, result], NOENT);
    expect(g, "path_filestat_set_times", &[FOLDER, 0, sub, sub_len, 0, 9_000_000_000, 4], SUCCESS);
    expect(g, "path_filestat_set_times", &[FOLDER, 0, at2, len2, 0, 0, 4], NOENT);
    expect(g, "path_link", &[FOLDER, 0, sub, sub_len, FOLDER, at2, len2], SUCCESS);
    expect(g, "path_link", &[FOLDER, 0, sub, sub_len, FOLDER, at2, len2], EXIST);
    expect(g, "path_unlink_file", &[FOLDER, at2, len2], SUCCESS);
    expect(g, "path_unlink_file", &[FOLDER, at2, len2], NOENT);
    expect(g, "path_symlink", &[sub, sub_len, FOLDER, at2, len2], SUCCESS);
    expect(g, "path_symlink", &[sub, sub_len, FOLDER, at2, len2], EXIST);
    expect(g, "path_readlink", &[FOLDER, at2, len2, BUFFER.into(), 100, result], SUCCESS);
    assert_eq!((g.peek_u32(RESULT), g.peek(BUFFER, 4)), (4, b"data".to_vec()));
    expect(g, "path_readlink", &[FOLDER, sub, sub_len, BUFFER.into(), 100, result], INVAL);
    expect(g, "path_rename", &[FOLDER, sub, sub_len, FOLDER, at2, len2], SUCCESS);
    expect(g, "path_rename", &[FOLDER, sub, sub_len, FOLDER, at2, len2], NOENT);
    assert_eq!(g.with_path("path_remove_directory", "linked", &[FOLDER], &[]), NOTDIR);
    std::fs::write(folder.join("sub/file"), b"").unwrap();
    assert_eq!(g.with_path("path_remove_directory", "sub", &[FOLDER], &[]), NOTEMPTY);
    assert_eq!(g.with_path("path_unlink_file", "sub", &[FOLDER], &[]), ISDIR);
    assert_eq!(g.open("linked", 0, DIRECTORY, READ), Err(NOTDIR));
    assert_eq!(g.open("linked", 0, CREATE | 4, READ | WRITE), Err(EXIST));
    expect(g, "fd_readdir", &[FOLDER, BUFFER.into(), 1000, 0, result], SUCCESS);
    let used = g.peek_u32(RESULT) as usize;
    let entries = g.peek(BUFFER, used);
    for name in [&b"linked"[..], b"sub"] {
        assert!(entries.windows(name.len()).any(|window| window == name), "{entries:?}");
    }
    expect(g, "fd_readdir", &[NO_FD, BUFFER.into(), 1000, 0, result], BADF);

    // The rest.
    expect(g, "random_get", &[BUFFER.into(), 32], SUCCESS);
    let random = g.peek(BUFFER, 32);
    expect(g, "random_get", &[BUFFER.into(), 32], SUCCESS);
    assert_ne!(g.peek(BUFFER, 32), random);
    expect(g, "random_get", &[BUFFER.into(), 0], SUCCESS);
    expect(g, "sched_yield", &[], SUCCESS);
    expect(g, "proc_raise", &[15], NOTSUP);
    expect(g, "poll_oneoff", &[BUFFER.into(), BUFFER.into(), 0, result], INVAL);
    // Sockets: whatever is open is none.
    for (fd, errno) in [(0, NOTSOCK), (1, NOTSOCK), (FOLDER, NOTSOCK), (NO_FD, BADF)] {
        expect(g, "sock_accept", &[fd, 0, result], errno);
        expect(g, "sock_recv", &[fd, vector, one, 0, result, result + 8], errno);
        expect(g, "sock_send", &[fd, vector, one, 0, result], errno);
        expect(g, "sock_shutdown", &[fd, 3], errno);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    answered.push("proc_exit");
    answered.sort_unstable();
    answered.dedup();
    let mut all: Vec<&str> = FUNCTIONS.iter().map(|(name, _)| *name).collect();
    all.sort_unstable();
    assert_eq!(answered, all);
    println!("{} functions answered", answered.len());
    assert_eq!(guest.try_call("proc_exit", &[200]), None);
    assert_eq!(guest.end(), (Some(200), String::new()));
}

/// What docs/SEMANTICS.md says of uses that are refused or served in part, beyond the above.
#[test]
fn the_documented_refusals_are_these() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("data"), b"0123456789").unwrap();
    let mut guest = guest_in(scratch.path(), &folder);
    let g = &mut guest;
    let result = u64::from(RESULT);
    let file = g.open("data", FOLLOW, 0, READ | WRITE).unwrap();
    let [vector, one] = g.vector(BUFFER, 4);
    let [at, len] = g.text(TEXT, "data");
    let [to, to_len] = g.text(TEXT2, "other");
    const STDIN: u64 = 0;
    const STDOUT: u64 = 1;
    const PROCESSOR_TIME: [u64; 2] = [2, 3];
    for (name, args, errno) in [
        // Streams are no files, and have no position.
        ("fd_sync", vec![STDOUT], BADF),
        ("fd_datasync", vec![STDOUT], BADF),
        ("fd_seek", vec![STDOUT, 0, 0, result], SPIPE),
        ("fd_tell", vec![STDIN, result], SPIPE),
        ("fd_pread", vec![STDIN, vector, one, 0, result], SPIPE),
        ("fd_pwrite", vec![STDOUT, vector, one, 0, result], SPIPE),
        // append, nonblock; dsync, rsync, sync.
        ("fd_fdstat_set_flags", vec![file, 1], SUCCESS),
        ("fd_fdstat_set_flags", vec![file, 4], SUCCESS),
        ("fd_fdstat_set_flags", vec![file, 2], INVAL),
        ("fd_fdstat_set_flags", vec![file, 8], INVAL),
        ("fd_fdstat_set_flags", vec![file, 16], INVAL),
        ("fd_renumber", vec![file, NO_FD], BADF),
        ("path_link", vec![FOLDER, FOLLOW, at, len, FOLDER, to, to_len], INVAL),
        ("clock_time_get", vec![PROCESSOR_TIME[0], 1, result], BADF),
        ("clock_time_get", vec![PROCESSOR_TIME[1], 1, result], BADF),
        ("clock_res_get", vec![PROCESSOR_TIME[0], result], BADF),
    ] {
        assert_eq!(g.call(name, &args), errno, "{name}{args:?}");
    }
    let subscription = clock(1, 2, Duration::ZERO, 0);
    g.poke(BUFFER, &subscription);
    let after = u64::from(BUFFER) + 1024;
    assert_eq!(g.call("poll_oneoff", &[BUFFER.into(), after, 1, result]), INVAL);

    // One call serves the first buffer that is not empty.
    let vectors = [[BUFFER, 0], [BUFFER, 3], [BUFFER + 3, 3]];
    g.poke(BUFFER, b"abcdef");
    g.poke(
        VECTOR,
        &vectors.as_flattened().iter().flat_map(|n| n.to_le_bytes()).collect::<Vec<_>>(),
    );
    g.call("fd_fdstat_set_flags", &[file, 0]);
    assert_eq!(g.call("fd_write", &[file, VECTOR.into(), 3, result]), SUCCESS);
    assert_eq!(g.peek_u32(RESULT), 3);
    assert_eq!(std::fs::read(folder.join("data")).unwrap(), b"abc3456789");
    assert_eq!(g.call("fd_read", &[file, VECTOR.into(), 3, result]), SUCCESS);
    assert_eq!(g.peek_u32(RESULT), 3);
    assert_eq!(guest.end(), (Some(0), String::new()));
}

#[test]
fn bad_pointers_end_the_program_and_nothing_else() {
    let scratch = tempfile::tempdir().unwrap();
    let end = u64::from(4_u32 << 16);
    for (name, args) in [
        ("random_get", vec![end - 1, 2]),
        ("args_get", vec![end, 0]),
        ("fd_write", vec![1, end - 4, 1, 0]),
        // Not aligned.
        ("fd_write", vec![1, u64::from(FREE) + 2, 1, 0]),
        ("clock_time_get", vec![0, 0, u64::from(u32::MAX)]),
        ("poll_oneoff", vec![end - 8, 0, 1, 0]),
    ] {
        let mut guest = Guest::start(scratch.path(), &[], &[]);
        assert_eq!(guest.try_call(name, &args), None, "{name}");
        let (code, message) = guest.end();
        assert_eq!(code, Some(134), "{name}: {message}");
        assert!(message.contains("out of bounds memory access"), "{name}: {message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

/// A subscription to a clock, and one to an fd.
fn clock(userdata: u64, id: u32, timeout: Duration, flags: u16) -> Vec<u8> {
    let mut bytes = vec![0; 48];
    bytes[..8].copy_from_slice(&userdata.to_le_bytes());
    bytes[16..20].copy_from_slice(&id.to_le_bytes());
    bytes[24..32].copy_from_slice(&(timeout.as_nanos() as u64).to_le_bytes());
    bytes[40..42].copy_from_slice(&flags.to_le_bytes());
    bytes
}

fn fd(userdata: u64, kind: u8, fd: u32) -> Vec<u8> {
    let mut bytes = vec![0; 48];
    bytes[..8].copy_from_slice(&userdata.to_le_bytes());
    bytes[8] = kind;
    bytes[16..20].copy_from_slice(&fd.to_le_bytes());
    bytes
}

/// Polls; gives how long that took and the events: userdata and errno.
fn poll(guest: &mut Guest, subscriptions: &[Vec<u8>]) -> (Duration, Vec<(u64, u16)>) {
    guest.poke(BUFFER, &subscriptions.concat());
    let (events, count) = (BUFFER + 4096, subscriptions.len() as u64);
    // What the pipes take is not counted: the answer to this has gone both ways.
    guest.call("sched_yield", &[]);
    let start = Instant::now();
    let args = [BUFFER.into(), events.into(), count, RESULT.into()];
    assert_eq!(guest.call("poll_oneoff", &args), SUCCESS);
    let took = start.elapsed();
    let count = guest.peek_u32(RESULT);
    let event = |index: u32| {
        let bytes = guest.peek(events + 32 * index, 32);
        let userdata = u64::from_le_bytes(bytes[..8].try_into().unwrap());
        (userdata, u16::from_le_bytes([bytes[8], bytes[9]]))
    };
    (took, (0..count).map(event).collect())
}

#[test]
fn polling_waits_as_long_as_it_should() {
    const ABSOLUTE: u16 = 1;
    const LONG: Duration = Duration::from_secs(50);
    let ms = Duration::from_millis;
    let scratch = tempfile::tempdir().unwrap();
    let mut guest = Guest::start(scratch.path(), &[], &[]);
    let guest = &mut guest;
    let now = |guest: &mut Guest, id: u64| {
        assert_eq!(guest.call("clock_time_get", &[id, 1, RESULT.into()]), SUCCESS);
        Duration::from_nanos(guest.peek_u64(RESULT))
    };
    for id in [0, 1] {
        // Relative and absolute; the clock is at the wanted time afterwards, and not far beyond it.
        let (took, events) = poll(guest, &[clock(7, id, ms(80), 0)]);
        assert_eq!(events, [(7, 0)]);
        assert!((ms(80)..ms(5000)).contains(&took), "{took:?}");
        let wanted = now(guest, id.into()) + ms(80);
        let (took, events) = poll(guest, &[clock(8, id, wanted, ABSOLUTE)]);
        assert_eq!(events, [(8, 0)]);
        assert!(now(guest, id.into()) >= wanted && took < ms(5000), "{took:?}");
        // None at all, and one in the past.
        for (timeout, flags) in [(Duration::ZERO, 0), (ms(1), ABSOLUTE)] {
            let (took, events) = poll(guest, &[clock(9, id, timeout, flags)]);
            assert_eq!(events, [(9, 0)]);
            assert!(took < ms(5000), "{took:?}");
        }
    }
    // Of several the earliest, and all that are there at once.
    let several = [clock(1, 1, LONG, 0), clock(2, 1, ms(60), 0), clock(3, 0, LONG, 0)];
    let (took, events) = poll(guest, &several);
    assert_eq!(events, [(2, 0)]);
    assert!((ms(60)..ms(5000)).contains(&took), "{took:?}");
    let (took, events) = poll(guest, &[clock(1, 1, LONG, 0), fd(2, 2, 1), fd(3, 2, 2)]);
    assert_eq!(events, [(2, 0), (3, 0)]);
    assert!(took < ms(5000));
    // A bad fd is said of its subscription, a bad clock of the call.
    let (_, events) = poll(guest, &[fd(1, 1, 99), fd(2, 2, 99), clock(3, 1, LONG, 0)]);
    assert_eq!(events, [(1, BADF as u16), (2, BADF as u16)]);
    guest.poke(BUFFER, &clock(3, 17, ms(1), 0));
    let args = [BUFFER.into(), u64::from(BUFFER) + 4096, 1, RESULT.into()];
    assert_eq!(guest.call("poll_oneoff", &args), INVAL);
    // stdin has nothing: only the clock comes.
    let (took, events) = poll(guest, &[fd(1, 1, 0), clock(2, 1, ms(60), 0)]);
    assert_eq!(events, [(2, 0)]);
    assert!(took >= ms(60));
}

/// What must stay as it is, beside the folder that the program gets.
const SECRET: &[u8] = b"nobody's business";

#[test]
fn no_path_leads_out_of_the_folder() {
    use std::os::unix::fs::symlink;

    let scratch = tempfile::tempdir().unwrap();
    let (folder, outside) = (scratch.path().join("folder"), scratch.path().join("outside"));
    for path in [&folder, &outside, &folder.join("sub"), &outside.join("empty")] {
        std::fs::create_dir(path).unwrap();
    }
    let secret = outside.join("secret");
    std::fs::write(&secret, SECRET).unwrap();
    std::fs::write(folder.join("inside"), b"fine").unwrap();
    for (target, name) in [
        (secret.to_str().unwrap(), "absolute"),
        ("../outside/secret", "relative"),
        ("sub/../../outside/secret", "winding"),
        ("chain2", "chain1"),
        ("sub/chain3", "chain2"),
        ("../../outside/secret", "sub/chain3"),
        ("../outside", "out"),
        (outside.to_str().unwrap(), "absolute-out"),
        ("..", "up"),
        ("../outside/new", "dangling-out"),
        ("nowhere", "dangling"),
        ("loop2", "loop1"),
        ("loop1", "loop2"),
        ("sub/../inside", "good"),
        ("/inside", "rooted"),
    ] {
        symlink(target, folder.join(name)).unwrap();
    }
    let mut guest = guest_in(scratch.path(), &folder);
    let g = &mut guest;
    let result = u64::from(RESULT);

    // Ways that stay inside.
    for path in ["inside", "good", "sub/../inside", "./inside", "sub/./.././good"] {
        assert!(g.open(path, FOLLOW, 0, READ).is_ok(), "{path}");
    }
    assert_eq!(g.open("dangling", FOLLOW, 0, READ), Err(NOENT));
    assert_eq!(g.open("loop1", FOLLOW, 0, READ), Err(LOOP));
    assert_eq!(g.open("good", 0, 0, READ), Err(LOOP), "a link that is not to be followed");

    // Ways out, as every function takes them.
    let absolute = secret.to_str().unwrap();
    let to_secret = [
        "../outside/secret",
        "sub/../../outside/secret",
        "../folder/../outside/secret",
        absolute,
        "/etc/passwd",
        "absolute",
        "relative",
        "winding",
        "chain1",
        "out/secret",
        "absolute-out/secret",
        "up/outside/secret",
        "rooted",
    ];
    for path in to_secret {
        assert_eq!(g.open(path, FOLLOW, 0, READ), Err(PERM), "reading {path}");
        assert_eq!(g.open(path, FOLLOW, CREATE | 8, WRITE), Err(PERM), "writing {path}");
        let is_link = !path.contains('/');
        let get = |lookup| [FOLDER, lookup];
        let stat = g.with_path("path_filestat_get", path, &get(FOLLOW), &[result]);
        assert_eq!(stat, PERM, "status of {path}");
        let times = g.with_path("path_filestat_set_times", path, &get(FOLLOW), &[0, 0, 4]);
        assert_eq!(times, PERM, "times of {path}");
        let [to, to_len] = g.text(TEXT2, "taken");
        let link = g.with_path("path_link", path, &get(FOLLOW), &[FOLDER, to, to_len]);
        assert!([PERM, INVAL].contains(&link), "link to {path}: {link}");
        if is_link {
            // The link itself is in the folder, and may be looked at.
            let stat = g.with_path("path_filestat_get", path, &get(0), &[result]);
            assert_eq!(stat, SUCCESS, "{path}");
            continue;
        }
        for (name, after) in [
            ("path_create_directory", &[][..]),
            ("path_remove_directory", &[]),
            ("path_unlink_file", &[]),
            ("path_readlink", &[BUFFER.into(), 100, result]),
            ("path_rename", &[FOLDER, to, to_len]),
        ] {
            assert_eq!(g.with_path(name, path, &[FOLDER], after), PERM, "{name} {path}");
        }
        // From inside to outside: renames, hard links and symbolic links.
        let [from, from_len] = g.text(TEXT2, "inside");
        let rename = g.with_path("path_rename", path, &[FOLDER, from, from_len, FOLDER], &[]);
        assert_eq!(rename, PERM, "rename to {path}");
        let link = g.with_path("path_link", path, &[FOLDER, 0, from, from_len, FOLDER], &[]);
        assert_eq!(link, PERM, "link at {path}");
        let symlink = g.with_path("path_symlink", path, &[from, from_len, FOLDER], &[]);
        assert_eq!(symlink, PERM, "symlink at {path}");
    }
    for path in ["out/empty", "up/outside/empty", "../outside/empty"] {
        assert_eq!(g.with_path("path_remove_directory", path, &[FOLDER], &[]), PERM, "{path}");
        assert_eq!(g.open(path, FOLLOW, DIRECTORY, READ), Err(PERM), "{path}");
    }
    for path in ["..", "out", "up", "absolute-out", "/"] {
        assert_eq!(g.open(path, FOLLOW, DIRECTORY, READ), Err(PERM), "{path}");
    }
    // A dangling link out makes nothing there.
    assert_eq!(g.open("dangling-out", FOLLOW, CREATE, READ | WRITE), Err(PERM));
    // Links that a program makes itself: none with an absolute target, and a relative one out is of no use.
    let [to, to_len] = g.text(TEXT2, "mine");
    assert_eq!(g.with_path("path_symlink", absolute, &[], &[FOLDER, to, to_len]), PERM);
    let made = g.with_path("path_symlink", "../outside/secret", &[], &[FOLDER, to, to_len]);
    assert!([SUCCESS, PERM].contains(&made), "{made}");
    if made == SUCCESS {
        assert_eq!(g.open("mine", FOLLOW, 0, READ), Err(PERM));
    }
    // A folder inside that is opened leads out no more than the first.
    let sub = g.open("sub", FOLLOW, DIRECTORY, READ).unwrap();
    for path in ["../../outside/secret", "../inside", "chain3"] {
        let [at, len] = g.text(TEXT, path);
        let args = [sub, FOLLOW, at, len, 0, READ, 0, 0, result];
        assert_eq!(g.call("path_open", &args), PERM, "from sub: {path}");
    }

    assert_eq!(guest.end(), (Some(0), String::new()));
    assert_eq!(std::fs::read(&secret).unwrap(), SECRET);
    assert!(
        std::fs::metadata(&secret).unwrap().modified().unwrap()
            > SystemTime::UNIX_EPOCH + Duration::from_secs(1)
    );
    let mut left: Vec<_> =
        std::fs::read_dir(&outside).unwrap().map(|e| e.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["empty", "secret"]);
    assert_eq!(std::fs::read(folder.join("inside")).unwrap(), b"fine");
    assert!(!folder.join("taken").exists());
}

#[test]
fn reading_and_writing_nothing_succeeds_at_once() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("data"), b"0123").unwrap();
    let mut guest = guest_in(scratch.path(), &folder);
    let g = &mut guest;
    let file = g.open("data", FOLLOW, 0, READ | WRITE).unwrap();
    let result = u64::from(RESULT);
    let check = |g: &mut Guest, name, args: &[u64], errno| {
        g.poke(RESULT, &[0xff; 4]);
        assert_eq!(g.call(name, args), errno, "{name}{args:?}");
        let moved = g.peek_u32(RESULT);
        assert_eq!(moved, if errno == SUCCESS { 0 } else { u32::MAX }, "{name}{args:?}");
    };
    // No buffers, and three empty ones, the last of them at the end of memory.
    let buffers = [[BUFFER, 0], [0, 0], [4 << 16, 0]].concat();
    let buffers: Vec<u8> = buffers.iter().flat_map(|word| word.to_le_bytes()).collect();
    g.poke(VECTOR, &buffers);
    for count in [0, 3] {
        let list = [VECTOR.into(), count];
        // At the beginning of the file, and at its end. stdin stays open and has nothing to give meanwhile.
        for place in [0, 4] {
            assert_eq!(g.call("fd_seek", &[file, place, 0, result]), SUCCESS);
            check(g, "fd_read", &[file, list[0], list[1], result], SUCCESS);
            check(g, "fd_pread", &[file, list[0], list[1], place, result], SUCCESS);
            check(g, "fd_write", &[file, list[0], list[1], result], SUCCESS);
            check(g, "fd_pwrite", &[file, list[0], list[1], place, result], SUCCESS);
        }
        check(g, "fd_read", &[0, list[0], list[1], result], SUCCESS);
        for stream in [1, 2] {
            check(g, "fd_write", &[stream, list[0], list[1], result], SUCCESS);
        }
        // What is wrong with more is wrong with nothing.
        check(g, "fd_read", &[NO_FD, list[0], list[1], result], BADF);
        check(g, "fd_read", &[1, list[0], list[1], result], BADF);
        check(g, "fd_read", &[FOLDER, list[0], list[1], result], BADF);
        check(g, "fd_pread", &[0, list[0], list[1], 0, result], SPIPE);
        check(g, "fd_write", &[0, list[0], list[1], result], BADF);
    }
    assert_eq!(guest.end(), (Some(0), String::new()));
    assert_eq!(std::fs::read(folder.join("data")).unwrap(), b"0123");
    // After stdin has ended.
    let nothing_at_the_end = r#"(module
      (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") 1) (data (i32.const 4) "\08")
      (func (export "_start")
        (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)))
        (call $exit (call $read (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 16)))))"#;
    let mut command = support::preheat(["run"]);
    command.arg(support::module(scratch.path(), "end.wasm", nothing_at_the_end));
    assert_eq!(support::run(command).status.code(), Some(0));
}

#[test]
fn a_buffer_may_be_as_large_as_memory() {
    const HEAD: usize = 65536;
    let scratch = tempfile::tempdir().unwrap();
    let length = 300_usize << 20;
    let file = std::fs::File::create(scratch.path().join("data")).unwrap();
    file.set_len(length as u64).unwrap();
    std::os::unix::fs::FileExt::write_at(&file, b"end", length as u64 - 3).unwrap();
    // One buffer of 300 MiB behind the first page: read from a file at once, written to another, and offered
    // to stdin, stdout and fd_pread, of which each takes what it likes.
    let le = |word: usize| -> String {
        (word as u32).to_le_bytes().iter().map(|byte| format!("\\{byte:02x}")).collect()
    };
    let text = format!(
        r#"(module
      (import "wasi_snapshot_preview1" "path_open"
        (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
      (import "wasi_snapshot_preview1" "fd_pread" (func $pread (param i32 i32 i32 i64 i32) (result i32)))
      (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
      (memory (export "memory") {pages})
      (data (i32.const 0) "{start}{len}") (data (i32.const 64) "datacopy")
      (func $check (param $errno i32) (param $moved i32)
        (if (local.get $errno) (then (call $exit (local.get $errno))))
        (if (i32.lt_u (i32.load (i32.const 16)) (local.get $moved)) (then (call $exit (i32.const 100)))))
      (func $open_file (param $name i32) (param $flags i32) (result i32)
        (call $check (call $open (i32.const 3) (i32.const 0) (local.get $name) (i32.const 4) (local.get $flags)
          (i64.const 66) (i64.const 0) (i32.const 0) (i32.const 24)) (i32.const 0))
        (i32.load (i32.const 24)))
      (func (export "_start") (local $data i32)
        (call $check (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 16)) (i32.const 5))
        (local.set $data (call $open_file (i32.const 64) (i32.const 0)))
        (call $check (call $pread (local.get $data) (i32.const 0) (i32.const 1) (i64.const 0) (i32.const 16))
          (i32.const 1))
        (call $check (call $read (local.get $data) (i32.const 0) (i32.const 1) (i32.const 16)) (i32.const {length}))
        (if (i32.ne (i32.load8_u (i32.const {last})) (i32.const 100)) (then (call $exit (i32.const 101))))
        (call $check
          (call $write (call $open_file (i32.const 68) (i32.const 1)) (i32.const 0) (i32.const 1) (i32.const 16))
          (i32.const {length}))))"#,
        pages = length / 65536 + 1,
        start = le(HEAD),
        len = le(length),
        last = HEAD + length - 1,
    );
    let mut command = support::preheat(["run", "--dir"]);
    command.arg(format!("{}::/", scratch.path().display()));
    command.arg(support::module(scratch.path(), "big.wasm", &text));
    let output = support::run_with(command, b"hello");
    assert_eq!(output.status.code(), Some(0), "{}", support::stderr(&output));
    assert_eq!(std::fs::metadata(scratch.path().join("copy")).unwrap().len(), length as u64);
}

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    name: Vec<u8>,
    next: u64,
    inode: u64,
    kind: u8,
}

impl Entry {
    fn is_of_the_folder(&self) -> bool {
        ![&b"."[..], b".."].contains(&&self.name[..])
    }
}

/// The whole entries that one call with this much room gives, and whether that is all.
fn read_folder_once(g: &mut Guest, fd: u64, room: u32, cookie: u64) -> (Vec<Entry>, bool) {
    let args = [fd, BUFFER.into(), room.into(), cookie, RESULT.into()];
    assert_eq!(g.call("fd_readdir", &args), SUCCESS);
    let used = g.peek_u32(RESULT);
    let bytes = g.peek(BUFFER, used as usize);
    let (mut entries, mut rest) = (Vec::new(), &bytes[..]);
    while let Some((head, tail)) = rest.split_at_checked(24) {
        let long = |at: usize| u64::from_le_bytes(head[at..at + 8].try_into().unwrap());
        let Some((name, tail)) = tail.split_at_checked(long(16) as u32 as usize) else { break };
        entries.push(Entry { name: name.into(), next: long(0), inode: long(8), kind: head[20] });
        rest = tail;
    }
    (entries, used < room)
}

/// All of them, from a cookie on.
fn read_folder(g: &mut Guest, fd: u64, room: u32, mut cookie: u64) -> Vec<Entry> {
    let mut all: Vec<Entry> = Vec::new();
    loop {
        let (entries, is_end) = read_folder_once(g, fd, room, cookie);
        all.extend(entries);
        cookie = all.last().map_or(cookie, |entry| entry.next);
        if is_end {
            return all;
        }
    }
}

#[test]
fn a_folder_of_20_000_files_is_read_in_linear_time() {
    const FILES: usize = 20_000;
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    let mut names: Vec<Vec<u8>> = (0..FILES).map(|n| format!("file-{n}").into_bytes()).collect();
    for name in &names {
        std::fs::File::create(folder.join(str::from_utf8(name).unwrap())).unwrap();
    }
    let mut guest = guest_in(scratch.path(), &folder);
    guest.call("sched_yield", &[]);
    let start = Instant::now();
    let entries = read_folder(&mut guest, FOLDER, 1024, 0);
    let took = start.elapsed();
    let mut found: Vec<Vec<u8>> =
        entries.into_iter().filter(Entry::is_of_the_folder).map(|entry| entry.name).collect();
    found.sort();
    names.sort();
    assert!(found == names, "{} of {FILES}", found.len());
    println!("{FILES} files, 1,024 bytes at a time: {took:?}");
    // A build without optimisation on a busy machine; reading it again for each call took minutes.
    assert!(took < Duration::from_secs(10), "{took:?}");
    assert_eq!(guest.end(), (Some(0), String::new()));
}

#[test]
fn a_folder_can_be_read_on_from_any_cookie_and_anew_from_0() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("folder");
    std::fs::create_dir_all(folder.join("sub")).unwrap();
    for n in 0..20 {
        std::fs::write(folder.join(format!("file-{n}")), b"").unwrap();
    }
    std::os::unix::fs::symlink("file-1", folder.join("link")).unwrap();
    std::os::unix::net::UnixListener::bind(folder.join("socket")).unwrap();
    let mut guest = guest_in(scratch.path(), &folder);
    let g = &mut guest;
    let all = read_folder(g, FOLDER, 4096, 0);
    assert_eq!(all.len(), 25);
    assert_eq!([&all[0].name[..], &all[1].name], [&b"."[..], b".."]);
    for entry in &all {
        let kind = match &entry.name[..] {
            b"." | b".." | b"sub" => 3,
            b"link" => 7,
            b"socket" => 0,
            _ => 4,
        };
        assert_eq!(entry.kind, kind, "{entry:?}");
        // The library has no filetype for a socket in `filestat`.
        if entry.is_of_the_folder() && entry.name != b"socket" {
            let name = str::from_utf8(&entry.name).unwrap().to_owned();
            let stat = g.with_path("path_filestat_get", &name, &[FOLDER, 0], &[RESULT.into()]);
            assert_eq!((stat, g.peek_u64(RESULT + 8)), (SUCCESS, entry.inode), "inode of {name}");
        }
    }
    // Any room that holds an entry, and every cookie, in any order.
    for room in [64, 65, 100, 1000] {
        assert_eq!(read_folder(g, FOLDER, room, 0), all, "{room}");
    }
    for place in (0..all.len()).rev() {
        assert_eq!(read_folder(g, FOLDER, 200, all[place].next), all[place + 1..]);
    }
    for beyond in [26, u64::from(u32::MAX) + 1, u64::MAX] {
        assert_eq!(read_folder_once(g, FOLDER, 100, beyond), (vec![], true));
    }
    // What comes later is seen from the beginning, and what was seen stays in its place until then.
    std::fs::write(folder.join("later"), b"").unwrap();
    std::fs::remove_file(folder.join("file-3")).unwrap();
    assert_eq!(read_folder(g, FOLDER, 200, all[4].next), all[5..]);
    let names = |entries: Vec<Entry>| -> std::collections::BTreeSet<Vec<u8>> {
        entries.into_iter().map(|entry| entry.name).collect()
    };
    let anew = names(read_folder(g, FOLDER, 200, 0));
    assert!(anew.contains(&b"later"[..]) && !anew.contains(&b"file-3"[..]));
    // A number that is closed, given away or taken is another folder from then on.
    let sub = g.open("sub", FOLLOW, DIRECTORY, READ).unwrap();
    assert_eq!(read_folder(g, sub, 100, 0).len(), 2);
    assert_eq!(g.call("fd_close", &[sub]), SUCCESS);
    assert_eq!(g.call("fd_readdir", &[sub, BUFFER.into(), 100, 1, RESULT.into()]), BADF);
    let again = g.open(".", FOLLOW, DIRECTORY, READ).unwrap();
    assert_eq!(again, sub, "the number is used again");
    assert_eq!(read_folder(g, again, 200, all[1].next).len(), 23);
    let sub = g.open("sub", FOLLOW, DIRECTORY, READ).unwrap();
    assert_eq!(g.call("fd_renumber", &[sub, again]), SUCCESS);
    assert_eq!(read_folder(g, again, 200, 2), []);
    assert_eq!(g.call("fd_readdir", &[sub, BUFFER.into(), 100, 2, RESULT.into()]), BADF);
    // Not of folders.
    let file = g.open("file-1", FOLLOW, 0, READ).unwrap();
    for fd in [0, 1, 2, file] {
        assert_eq!(g.call("fd_readdir", &[fd, BUFFER.into(), 100, 0, RESULT.into()]), BADF);
    }
    assert_eq!(guest.end(), (Some(0), String::new()));
}

#[test]
fn names_that_are_not_utf_8_are_the_bytes_that_they_are() {
    use std::os::unix::ffi::OsStrExt as _;
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("folder");
    std::fs::create_dir(&folder).unwrap();
    let names: [&[u8]; 3] = [b"after", b"caf\xe9", b"\xff\xfe"];
    for name in names {
        std::fs::write(folder.join(std::ffi::OsStr::from_bytes(name)), b"").unwrap();
    }
    let mut guest = guest_in(scratch.path(), &folder);
    let entries = read_folder(&mut guest, FOLDER, 64, 0);
    let mut found: Vec<Vec<u8>> =
        entries.into_iter().filter(Entry::is_of_the_folder).map(|entry| entry.name).collect();
    found.sort();
    assert_eq!(found, names);
    assert_eq!(guest.end(), (Some(0), String::new()));
}

#[test]
fn flags_that_a_clock_does_not_have_are_invalid() {
    let scratch = tempfile::tempdir().unwrap();
    let mut guest = Guest::start(scratch.path(), &[], &[]);
    for bit in 1..16 {
        for other in [0, 1] {
            let subscriptions =
                [fd(1, 2, 1), clock(2, 1, Duration::ZERO, (1 << bit) | other)].concat();
            guest.poke(BUFFER, &subscriptions);
            let args = [BUFFER.into(), u64::from(BUFFER) + 4096, 2, RESULT.into()];
            assert_eq!(guest.call("poll_oneoff", &args), INVAL, "bit {bit}");
        }
    }
    assert_eq!(guest.end(), (Some(0), String::new()));
}

#[test]
fn many_subscriptions_are_served_and_too_many_refused() {
    let scratch = tempfile::tempdir().unwrap();
    let mut guest = Guest::start(scratch.path(), &[], &[]);
    // More of one fd than a process may have open: 1,999 reads of stdin, which has nothing, and a write.
    let mut subscriptions = vec![fd(1, 1, 0); 1999];
    subscriptions.push(fd(7, 2, 1));
    guest.poke(BUFFER, &subscriptions.concat());
    let args = [BUFFER.into(), 2 << 16, 2000, RESULT.into()];
    assert_eq!(guest.call("poll_oneoff", &args), SUCCESS);
    assert_eq!((guest.peek_u32(RESULT), guest.peek_u64(2 << 16)), (1, 7));
    let args = [BUFFER.into(), BUFFER.into(), 65537, RESULT.into()];
    assert_eq!(guest.call("poll_oneoff", &args), NOMEM);
    assert_eq!(guest.end(), (Some(0), String::new()));
}
