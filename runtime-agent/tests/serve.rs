//! `preheat-agent serve`: the warm point, isolation between requests, limits, frames.

mod support;

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use preheat_formats::Trap;
use preheat_formats::artifact::{
    BlockHash, CounterMap, Flavour, FunctionCounters, Import, Site, SiteKind,
};
use preheat_formats::profile::Profile;
use preheat_formats::protocol::*;
use preheat_formats::types::FuncType;
use support::served::*;
use support::*;

#[test]
fn requests_start_at_the_warm_point_and_do_not_see_each_other() {
    let mut served = Served::start(&chatty_echo(), None, &[]);
    assert!(served.ready.warm);
    assert!(served.ready.load_ns > 0);
    for text in ["hello", "", "again"] {
        let response = served.answer(text.as_bytes());
        // The count is 1 each time: each request has the warm point's memory.
        assert_eq!(response.outcome, Outcome::Exit(1));
        assert_eq!(response.stdout, [b"ab", text.as_bytes()].concat());
        assert!(response.stderr.is_empty());
        assert!(response.usage.wall_ns > 0 && response.usage.peak_rss_bytes > 0);
        assert_eq!(response.usage.memory_bytes, 65536);
    }
    // With arguments of its own a request starts from the beginning: the output is the same.
    let mut own = request(b"own");
    own.args = Some(vec!["x".into()]);
    assert_eq!(served.request(own).stdout, b"abown");
    let FromAgent::Stats(stats) = served.ask(&ToAgent::Stats) else { panic!() };
    assert_eq!((stats.requests, stats.failed), (4, 4));
    assert!(stats.resident_bytes > 0);
    assert_eq!(served.ask(&ToAgent::Ping { entropy: [0; 32], unix_time_ns: 1 }), FromAgent::Pong);
    assert_eq!(served.stop(), Some(0));
}

#[test]
fn a_program_that_never_reads_is_run_from_its_beginning() {
    let memory: Vec<u8> = [8, 2].iter().flat_map(|word: &u32| word.to_le_bytes()).collect();
    let memory = [&memory[..], b"hi"].concat();
    let code = Code::new().host_call(0, &[1, 0, 1, 16]).finish();
    let parts = Parts::command(code, &[wasi("fd_write", 4, 1)], &memory);
    let mut served = Served::start(&parts, None, &[]);
    assert!(!served.ready.warm);
    for _ in 0..3 {
        let response = served.answer(b"unread");
        assert_eq!((response.outcome, &response.stdout[..]), (Outcome::Exit(0), &b"hi"[..]));
    }
}

#[test]
fn preheat_ready_is_a_warm_point_too() {
    let ready = Import {
        module: "preheat".into(),
        name: "ready".into(),
        ty: FuncType { params: vec![], results: vec![] },
    };
    let mut imports = echo_imports();
    imports.push(ready);
    // Loops for ever before the warm point only if it were run again: here it just goes through once.
    let code = echo(Code::new().host_call(3, &[])).finish();
    let mut served = Served::start(&Parts::command(code, &imports, &echo_memory()), None, &[]);
    assert!(served.ready.warm);
    assert_eq!(served.answer(b"x").stdout, b"x");
}

#[test]
fn a_stuck_request_is_killed_and_the_next_one_is_served() {
    // Loops for ever if the first byte of stdin is 'L': cmp byte [rbx+1024], 'L'; je self.
    let code = Code::new()
        .host_call(0, &[0, 0, 1, 8])
        .bytes(&[0x80, 0xbb, 0, 4, 0, 0, b'L', 0x74, 0xf7])
        .move_word(8, 20)
        .host_call(1, &[1, 16, 1, 8])
        .finish();
    let parts = Parts::command(code, &echo_imports(), &echo_memory());
    let mut served = Served::start(&parts, None, &[]);
    let mut stuck = request(b"Loop");
    stuck.limits.time_ms = 300;
    let start = Instant::now();
    let response = served.request(stuck);
    assert_eq!(response.outcome, Outcome::TimeLimit);
    assert!(response.usage.cpu_ns > 1_000_000, "{:?}", response.usage);
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(served.answer(b"fine").stdout, b"fine");
    // Server, zygote, one waiting process: nothing else is left, and no zombie.
    let descendants = served.settled_descendants();
    assert_eq!(descendants.len(), 2, "{descendants:?}");
    assert_eq!(served.stop(), Some(0));
    for pid in descendants {
        assert!(!std::path::Path::new(&format!("/proc/{pid}")).exists());
    }
}

#[test]
fn nothing_stays_when_the_server_is_killed() {
    let mut served = Served::start(&chatty_echo(), None, &[]);
    served.answer(b"x");
    let descendants = served.descendants();
    assert!(!descendants.is_empty());
    served.child.kill().unwrap();
    served.child.wait().unwrap();
    let deadline = Instant::now() + Duration::from_secs(5);
    let alive = |pid: &i32| std::path::Path::new(&format!("/proc/{pid}")).exists();
    while descendants.iter().any(alive) && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(!descendants.iter().any(alive));
}

#[test]
fn traps_and_crashes_are_told_apart() {
    let run = |code: Code| {
        let parts = Parts::command(code, &echo_imports(), &echo_memory());
        Served::start(&parts, None, &[]).answer(b"")
    };
    let reads = || Code::new().host_call(0, &[0, 0, 1, 8]);
    let trapped = run(reads().trap(Trap::IntegerOverflow));
    let function = Some("main".to_owned());
    assert_eq!(trapped.outcome, Outcome::Trap { trap: Trap::IntegerOverflow, function });
    let crashed = run(reads().load(1 << 45));
    assert_eq!(crashed.outcome, Outcome::Died { signal: Some(libc::SIGSEGV) });
    let bad_pointer = run(Code::new().host_call(1, &[1, 65530, 1, 8]));
    assert!(matches!(bad_pointer.outcome, Outcome::Trap { trap: Trap::MemoryOutOfBounds, .. }));
}

#[test]
fn output_ends_at_its_limit() {
    // Writes 64 KiB for ever, after reading.
    let memory: Vec<u8> =
        [1024, 16, 0, 0, 0, 65536].iter().flat_map(|word: &u32| word.to_le_bytes()).collect();
    let code = Code::new().host_call(0, &[0, 0, 1, 8]);
    let start = code.0.len();
    let code = code.host_call(1, &[1, 16, 1, 8]);
    let back = -((code.0.len() - start) as i32 + 5);
    let code = code.bytes(&[0xe9]).bytes(&back.to_le_bytes());
    let mut served = Served::start(&Parts::command(code, &echo_imports(), &memory), None, &[]);
    for limit in [100, 1 << 20, 64 << 20] {
        let mut flood = request(b"");
        flood.limits.output_bytes = limit;
        let response = served.request(flood);
        assert_eq!(response.outcome, Outcome::OutputLimit);
        assert_eq!(response.stdout.len() as u64, limit);
    }
}

#[test]
fn a_memory_limit_below_what_the_program_starts_with_is_refused() {
    let mut served = Served::start(&chatty_echo(), None, &[]);
    let mut small = request(b"");
    small.limits.memory_bytes = 1000;
    let FromAgent::Refused(what) = served.ask(&ToAgent::Request(small)) else { panic!() };
    assert!(what.contains("the memory limit of 1000 bytes is below the 65536"), "{what}");
    let FromAgent::Refused(what) = served.ask(&ToAgent::ExportProfile) else { panic!() };
    assert!(what.contains("no instrumented artifact"), "{what}");
    assert_eq!(served.answer(b"x").stdout, b"abx");
}

#[test]
fn malformed_frames_end_the_connection_with_a_clear_error() {
    let frames: [&[u8]; 3] = [b"GET / HTTP/1.1\r\n\r\n", b"PHFR\xff\xff\xff\xff01234567", b"PHFR"];
    for bytes in frames {
        let mut served = Served::start(&chatty_echo(), None, &[]);
        served.to.as_mut().unwrap().write_all(bytes).unwrap();
        drop(served.to.take());
        let answer: FromAgent = read_frame(&mut served.from).unwrap();
        assert!(matches!(&answer, FromAgent::Failed(what) if what.contains("bad frame")));
        assert_eq!(served.from.read(&mut [0]).unwrap(), 0);
        assert_eq!(served.child.wait().unwrap().code(), Some(1));
    }
}

#[test]
fn large_requests_and_responses_arrive_whole() {
    // Reads up to 60,000 bytes; the rest of the input is simply not read.
    let code = echo(Code::new()).finish();
    let parts = Parts::command(code, &echo_imports(), &echo_memory());
    let mut served = Served::start(&parts, None, &[]);
    let large: Vec<u8> = (0..60 << 20).map(|i: u32| (i * 7) as u8).collect();
    let response = served.answer(&large);
    assert_eq!(response.outcome, Outcome::Exit(0));
    assert_eq!(response.stdout, large[..60_000]);
    assert_eq!(served.answer(b"small").stdout, b"small");
}

#[test]
fn a_socket_serves_one_connection_after_the_other() {
    let dir = tempfile::tempdir().unwrap();
    let artifact = chatty_echo().write(dir.path(), "a.preheat");
    let socket = dir.path().join("s");
    let mut child =
        agent().arg("serve").arg(artifact).arg("--socket").arg(&socket).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    for round in 0..2 {
        let stream = loop {
            match std::os::unix::net::UnixStream::connect(&socket) {
                Ok(stream) => break stream,
                Err(error) => assert!(Instant::now() < deadline, "{error}"),
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        assert!(matches!(read_frame(&stream).unwrap(), FromAgent::Ready(_)));
        write_frame(&stream, &ToAgent::Request(request(b"!"))).unwrap();
        let FromAgent::Response(response) = read_frame(&stream).unwrap() else { panic!() };
        assert_eq!(response.stdout, b"ab!");
        if round == 1 {
            write_frame(&stream, &ToAgent::Shutdown).unwrap();
        }
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(!socket.exists());
}

/// The echo program, counting: one counter for its entry and a second for an edge to block 1, a value at
/// a site, its own code as a call target at another, a path.
fn counting_echo() -> Parts {
    let layout =
        preheat_formats::abi::InstanceLayout { globals: 0, tables: 0, memories: 1, counters: 2 };
    let bump = |code: Code, counter: u32| {
        // inc qword [rbx + disp32]
        code.bytes(&[0x48, 0xff, 0x83]).bytes(&layout.counter(counter).to_le_bytes())
    };
    // mov esi, site; mov rdx, value; mov rdi, rbx
    let count = |code: Code, builtin: u8, number: u32, value: u64| {
        code.bytes(&[0xbe])
            .bytes(&number.to_le_bytes())
            .bytes(&[0x48, 0xba])
            .bytes(&value.to_le_bytes())
            .bytes(&[0x48, 0x89, 0xdf])
            .builtin(builtin)
    };
    let code = bump(Code::new(), 0).host_call(0, &[0, 0, 1, 8]);
    let code = bump(bump(code, 0), 1);
    let code = count(code, 11, 0, 42);
    let code = count(code, 11, 1, START.into());
    let code = count(code, 12, 0, 5);
    let code = code.move_word(8, 20).host_call(1, &[1, 16, 1, 8]).finish();
    let mut parts = Parts::command(code, &echo_imports(), &echo_memory());
    parts.meta.flavour = Flavour::Instrumented;
    parts.meta.layout = layout;
    let site = |kind| Site { func: 3, block: 0, kind };
    parts.counters = Some(CounterMap {
        hash_version: 9,
        counters: 2,
        path_slots: 1,
        sites: vec![site(SiteKind::Param { index: 0 }), site(SiteKind::CallTarget { inst: 2 })],
        functions: vec![FunctionCounters {
            func: 3,
            name: "main".into(),
            entry: 0,
            blocks: vec![BlockHash([1; 16]), BlockHash([2; 16])],
            edges: vec![preheat_formats::artifact::EdgeCounter {
                from: 0,
                slot: 0,
                to: 1,
                counter: 1,
            }],
            paths: Some(preheat_formats::artifact::PathCounters {
                total: 10,
                store: preheat_formats::artifact::PathStore::Slot(0),
            }),
        }],
    });
    parts
}

#[test]
fn random_numbers_differ_from_request_to_request() {
    let mut imports = echo_imports();
    imports.push(wasi("random_get", 2, 1));
    // Reads, fills what it read to with 16 random bytes, and writes as many as it read.
    let code = Code::new()
        .host_call(0, &[0, 0, 1, 8])
        .host_call(3, &[1024, 16])
        .move_word(8, 20)
        .host_call(1, &[1, 16, 1, 8])
        .finish();
    let mut served = Served::start(&Parts::command(code, &imports, &echo_memory()), None, &[]);
    let mut seen = std::collections::HashSet::new();
    for _ in 0..10 {
        let response = served.answer(&[0; 16]);
        assert_eq!(response.stdout.len(), 16);
        assert!(seen.insert(response.stdout));
    }
}

#[test]
fn a_read_of_nothing_is_not_the_warm_point() {
    let mut imports = echo_imports();
    imports.push(wasi("random_get", 2, 1));
    // Reads into no buffer, which must not wait; asks for 16 random bytes at 2048; reads what is the request;
    // and writes the random bytes (iovec at 32).
    let mut memory = echo_memory();
    memory.resize(40, 0);
    memory[32..36].copy_from_slice(&2048_u32.to_le_bytes());
    memory[36..40].copy_from_slice(&16_u32.to_le_bytes());
    let code = Code::new()
        .host_call(0, &[0, 0, 0, 8])
        .host_call(3, &[2048, 16])
        .host_call(0, &[0, 0, 1, 8])
        .host_call(1, &[1, 32, 1, 8])
        .finish();
    let mut served = Served::start(&Parts::command(code, &imports, &memory), None, &[]);
    assert!(served.ready.warm);
    let first = served.answer(b"x").stdout;
    assert_eq!(first.len(), 16);
    assert_eq!(served.answer(b"y").stdout, first, "what came before the warm point came once");
}

#[test]
fn requests_read_on_in_a_folder_that_was_begun_before_the_warm_point() {
    use preheat_formats::types::ValType::{I32, I64};
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("only-one"), b"").unwrap();
    let readdir = Import {
        module: "wasi_snapshot_preview1".into(),
        name: "fd_readdir".into(),
        ty: FuncType { params: vec![I32, I32, I32, I64, I32], results: vec![I32] },
    };
    let mut imports = echo_imports();
    imports.push(readdir);
    // Asks for the beginning of fd 3, waits for the request, reads from cookie 2 on, begins again, and writes
    // the name that it had (iovec at 32).
    let mut memory = echo_memory();
    memory.resize(40, 0);
    memory[32..36].copy_from_slice(&(2048_u32 + 24).to_le_bytes());
    memory[36..40].copy_from_slice(&8_u32.to_le_bytes());
    let code = Code::new()
        .host_call(3, &[3, 4096, 30, 0, 8])
        .host_call(0, &[0, 0, 1, 8])
        .host_call(3, &[3, 2048, 100, 2, 8])
        .host_call(3, &[3, 4096, 100, 0, 8])
        .host_call(1, &[1, 32, 1, 8])
        .finish();
    let data = format!("{}::/", dir.path().display());
    let parts = Parts::command(code, &imports, &memory);
    let mut served = Served::start(&parts, None, &["--dir", &data]);
    assert!(served.ready.warm);
    assert_eq!(served.answer(b"x").stdout, b"only-one");
    std::fs::remove_file(dir.path().join("only-one")).unwrap();
    assert_eq!(served.answer(b"y").stdout, b"only-one", "as it was found");
}

#[test]
fn a_program_stuck_before_its_warm_point_is_stopped_in_every_request() {
    let code = Code::new().bytes(&[0xeb, 0xfe]);
    let parts = Parts::command(code, &[], &[]);
    let mut served = Served::start(&parts, None, &["--timeout", "0.2"]);
    assert!(!served.ready.warm);
    for _ in 0..2 {
        assert_eq!(served.answer(b"").outcome, Outcome::TimeLimit);
    }
}

#[test]
fn files_can_be_read_while_pages_are_counted() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("data.txt"), b"from a file").unwrap();
    let open = Import {
        module: "wasi_snapshot_preview1".into(),
        name: "path_open".into(),
        ty: {
            use preheat_formats::types::ValType::{I32, I64};
            FuncType {
                params: vec![I32, I32, I32, I32, I32, I64, I64, I32, I32],
                results: vec![I32],
            }
        },
    };
    let mut imports = echo_imports();
    imports.push(open);
    // Reads stdin; opens "data.txt" (at 64) in fd 3 with the right to read, as fd 4; reads from that
    // to a page not touched before (iovec at 32: 8192, 100), and writes what it read.
    let mut memory = echo_memory();
    memory.resize(72, 0);
    memory[32..36].copy_from_slice(&8192_u32.to_le_bytes());
    memory[36..40].copy_from_slice(&100_u32.to_le_bytes());
    memory[16..20].copy_from_slice(&8192_u32.to_le_bytes());
    memory[64..72].copy_from_slice(b"data.txt");
    let mut parts = counting_echo();
    let code = Code::new()
        .host_call(0, &[0, 0, 1, 8])
        .host_call(3, &[3, 0, 64, 8, 0, 2, 0, 0, 48])
        .host_call(0, &[4, 32, 1, 8])
        .move_word(8, 20)
        .host_call(1, &[1, 16, 1, 8])
        .finish();
    let plain = Parts::command(code, &imports, &memory);
    (parts.text, parts.image) = (plain.text.clone(), plain.image.clone());
    (parts.meta.imports, parts.meta.image) = (imports, plain.meta.image.clone());
    parts.functions.clone_from(&plain.functions);
    let data = format!("{}::/", dir.path().display());
    let mut served = Served::start(&plain, Some(&parts), &["--dir", &data]);
    for mode in [Mode::Serve, Mode::Count] {
        let mut counted = request(b"");
        counted.mode = mode;
        let response = served.request(counted);
        assert_eq!(response.stdout, b"from a file", "{mode:?} {response:?}");
    }
    let FromAgent::Profile(bytes) = served.ask(&ToAgent::ExportProfile) else { panic!() };
    assert_eq!(Profile::from_bytes(&bytes).unwrap().pages, [(0, 1), (2, 1)].into());
}

#[test]
fn counts_of_requests_come_back_as_a_profile() {
    let plain = Parts::command(echo(Code::new()).finish(), &echo_imports(), &echo_memory());
    let mut served = Served::start(&plain, Some(&counting_echo()), &[]);
    for text in ["a", "bcd"] {
        let mut counted = request(text.as_bytes());
        counted.mode = Mode::Count;
        assert_eq!(served.request(counted).stdout, text.as_bytes());
        assert_eq!(served.answer(b"not counted").stdout, b"not counted");
    }
    let mut export = || match served.ask(&ToAgent::ExportProfile) {
        FromAgent::Profile(bytes) => Profile::from_bytes(&bytes).unwrap(),
        other => panic!("{other:?}"),
    };
    let profile = export();
    assert_eq!(profile.hash_version, 9);
    let main = &profile.functions[&3];
    // One entry before the warm point; the one behind it, twice.
    assert_eq!((main.startup_entries, main.entries), (1, 2));
    assert_eq!(main.blocks.iter().map(|block| block.count).collect::<Vec<_>>(), [2, 2]);
    assert_eq!(main.edges[&(0, 0)].count, 2);
    assert_eq!(main.paths.as_ref().unwrap().counts, [(5, 2)].into());
    assert_eq!(main.sites[&(0, SiteKind::Param { index: 0 })].values, [(42, 2)].into());
    // The code offset came back as the function's index.
    assert_eq!(main.sites[&(0, SiteKind::CallTarget { inst: 2 })].values, [(3, 2)].into());
    let calls: Vec<_> = profile.host_calls.into_iter().collect();
    assert_eq!(calls, [("wasi_snapshot_preview1.fd_write".into(), 2)]);
    // Only the first page of memory was touched.
    assert_eq!(profile.pages, [(0, 2)].into());
    assert_eq!(profile.requests.wall_ns.count, 2);
    assert_eq!(profile.requests.input_bytes.sum, 4);
    assert_eq!(profile.requests.failed, 0);

    let again = export();
    assert!(again.functions.is_empty() && again.pages.is_empty());
    assert_eq!(again.requests.wall_ns.count, 0);
}
