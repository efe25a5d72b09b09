//! Many requests in a row through one warm process: nothing grows.

mod support;

use std::time::{Duration, Instant};

use preheat_formats::protocol::*;
use support::served::*;

const REQUESTS: u32 = 100_000;
/// Before the first measurement: what is set up once is there by then.
const WARM_UP: u32 = 1_000;

/// Where other work leaves too little of the machine, fewer must do. Alone it takes less than a minute.
const PATIENCE: Duration = Duration::from_secs(150);

/// What server and zygote hold. The request's process that waits is left out: it is a new one each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Held {
    /// Memory that is not a file's.
    resident_kib: usize,
    files: usize,
    mappings: usize,
    /// All their descendants; zombies included.
    processes: usize,
}

fn held(served: &Served) -> Held {
    let descendants = served.descendants();
    let measured = [served.child.id() as i32, descendants[0]];
    let sum = |what: &dyn Fn(i32) -> usize| measured.iter().map(|pid| what(*pid)).sum();
    // Not PSS: that depends on who else runs the same binary.
    let resident = |pid: i32| {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.split_whitespace().next().unwrap().parse::<usize>().unwrap()
        };
        field("RssAnon:") + field("RssShmem:")
    };
    Held {
        resident_kib: sum(&resident),
        files: sum(&|pid| std::fs::read_dir(format!("/proc/{pid}/fd")).unwrap().count()),
        mappings: sum(&|pid| {
            std::fs::read_to_string(format!("/proc/{pid}/maps")).unwrap().lines().count()
        }),
        processes: descendants.len(),
    }
}

/// The same when nothing moves any more: the answer comes before the last request's process is reaped and the
/// next one forked.
fn held_at_rest(served: &Served) -> Held {
    let mut last = held(served);
    loop {
        std::thread::sleep(Duration::from_millis(200));
        let now = held(served);
        if now == last {
            return now;
        }
        last = now;
    }
}

#[test]
fn a_hundred_thousand_requests_leave_nothing_behind() {
    let mut served = Served::start(&chatty_echo(), None, &[]);
    let answer = |served: &mut Served| {
        let response = served.answer(b"hello");
        assert_eq!((response.outcome, &response.stdout[..]), (Outcome::Exit(1), &b"abhello"[..]));
    };
    for _ in 0..WARM_UP {
        answer(&mut served);
    }
    let before = held_at_rest(&served);
    let start = Instant::now();
    let mut sent = 0;
    while sent < REQUESTS && start.elapsed() < PATIENCE {
        answer(&mut served);
        sent += 1;
    }
    let took = start.elapsed();
    let after = held_at_rest(&served);
    println!("{sent} requests in {took:.1?}\nbefore: {before:?}\nafter:  {after:?}");
    assert!(after.resident_kib <= before.resident_kib + 256, "memory grew: {before:?} {after:?}");
    assert_eq!(after.files, before.files);
    assert_eq!(after.mappings, before.mappings);
    // The zygote and the process that waits for the next request.
    assert_eq!((before.processes, after.processes), (2, 2));
    let FromAgent::Stats(stats) = served.ask(&ToAgent::Stats) else { panic!() };
    assert_eq!(stats.requests, u64::from(WARM_UP + sent));
    // Each exits with 1.
    assert_eq!(stats.failed, stats.requests);
    if sent < REQUESTS {
        println!("skipped: the machine is too busy for more than {sent} of {REQUESTS} requests");
    }
}
