//! What the server survives and what it leaves behind: signals at any point, clients that go away or come all
//! at once, a system that has no process left to give.

mod support;

use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use preheat_formats::protocol::*;
use support::served::*;
use support::*;

fn send_signal(pid: i32, signal: i32) {
    // SAFETY: a plain system call on a process of this test.
    unsafe { libc::kill(pid, signal) };
}

/// Waits until something holds.
#[track_caller]
fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !holds() {
        assert!(Instant::now() < deadline, "still waiting: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Whether a process is there and has not ended.
fn runs(pid: &i32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['Z', 'X']))
}

/// The process that waits for the next request, once the one that served the last has made place for it.
fn next_worker(served: &Served, last: i32) -> i32 {
    let mut worker = 0;
    wait_until("the next worker", || {
        // The first one is the zygote, if there is one.
        let workers = served.descendants().into_iter().skip(usize::from(served.ready.warm));
        worker = workers.last().unwrap_or(last);
        worker != last && runs(&worker)
    });
    worker
}

/// Loops for ever if the first byte of stdin is 'L', else echoes.
fn echo_or_loop() -> Parts {
    // cmp byte [rbx + 1024], 'L'; je self
    let code = Code::new()
        .host_call(0, &[0, 0, 1, 8])
        .bytes(&[0x80, 0xbb, 0, 4, 0, 0, b'L', 0x74, 0xf7])
        .move_word(8, 20)
        .host_call(1, &[1, 16, 1, 8])
        .finish();
    Parts::command(code, &echo_imports(), &echo_memory())
}

/// Repeatable "random" numbers.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// A server on a Unix socket.
struct Listening {
    child: Child,
    path: PathBuf,
}

impl Listening {
    fn start(dir: &Path, options: &[&str]) -> Listening {
        let artifact = echo_or_loop().write(dir, "a.preheat");
        let path = dir.join("socket");
        let mut command = agent();
        command.arg("serve").arg(artifact).arg("--socket").arg(&path).args(options);
        let child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let listening = Listening { child, path };
        drop(listening.connect());
        listening
    }

    /// A connection that was greeted.
    fn connect(&self) -> UnixStream {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Ok(stream) = UnixStream::connect(&self.path)
                && matches!(read_frame(&stream), Ok(FromAgent::Ready(_)))
            {
                return stream;
            }
            assert!(Instant::now() < deadline, "no connection");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ask(stream: &UnixStream, request: Request) -> FromAgent {
    write_frame(stream, &ToAgent::Request(request)).unwrap();
    read_frame(stream).unwrap()
}

#[test]
fn a_zygote_that_dies_between_requests_is_replaced_unnoticed() {
    let mut served = Served::start(&chatty_echo(), None, &[]);
    assert_eq!(served.answer(b"1").outcome, Outcome::Exit(1));
    for signal in [libc::SIGKILL, libc::SIGTERM] {
        let zygote = served.descendants()[0];
        send_signal(zygote, signal);
        wait_until("the zygote's end", || !runs(&zygote));
        assert_eq!(served.answer(b"2").stdout, b"ab2");
    }
}

#[test]
fn a_zygote_that_dies_under_a_request_costs_that_one_and_says_so() {
    let mut served = Served::start(&echo_or_loop(), None, &[]);
    let zygote = served.descendants()[0];
    write_frame(served.to.as_mut().unwrap(), &ToAgent::Request(request(b"Loop"))).unwrap();
    std::thread::sleep(Duration::from_millis(100));
    send_signal(zygote, libc::SIGKILL);
    let FromAgent::Response(response) = read_frame(&mut served.from).unwrap() else { panic!() };
    assert_eq!(response.outcome, Outcome::Died { signal: None });
    let text = "preheat: the warm process died while it served this request\n";
    assert_eq!(String::from_utf8_lossy(&response.stderr), text);
    assert_eq!(served.answer(b"next").stdout, b"next");
}

#[test]
fn what_happens_besides_answers_is_told_once_to_whoever_asks() {
    let mut served = Served::start(&echo_or_loop(), None, &[]);
    let happened = |served: &mut Served| {
        let FromAgent::Events(events) = served.ask(&ToAgent::Events) else { panic!() };
        assert_eq!(events.dropped, 0);
        events.list.into_iter().map(|event| event.what).collect::<Vec<_>>()
    };
    assert_eq!(happened(&mut served), []);
    assert!(matches!(served.ask(&ToAgent::ExportProfile), FromAgent::Refused(_)));
    let limits = Limits { time_ms: 50, ..Limits::default() };
    let endless = Request { limits, ..request(b"Loop") };
    let FromAgent::Response(response) = served.ask(&ToAgent::Request(endless)) else { panic!() };
    assert_eq!(response.outcome, Outcome::TimeLimit);
    let told = happened(&mut served);
    assert!(
        matches!(&told[..], [Happening::Refused { .. }, Happening::LimitHit(Hit::Time)]),
        "{told:?}"
    );

    let zygote = served.descendants()[0];
    send_signal(zygote, libc::SIGKILL);
    wait_until("the zygote's end", || !runs(&zygote));
    assert_eq!(served.answer(b"next").stdout, b"next");
    let told = happened(&mut served);
    assert!(
        matches!(
            &told[..],
            [Happening::WarmProcessLost { why }, Happening::WarmProcessRestarted]
                if why == "it died between requests"
        ),
        "{told:?}"
    );
    assert_eq!(happened(&mut served), []);
}

#[test]
fn a_killed_worker_is_told_by_its_signal_and_the_next_request_is_served() {
    let mut served = Served::start(&echo_or_loop(), None, &[]);
    let mut last = 0;
    for signal in [libc::SIGKILL, libc::SIGTERM, libc::SIGINT, libc::SIGSEGV] {
        let worker = next_worker(&served, last);
        write_frame(served.to.as_mut().unwrap(), &ToAgent::Request(request(b"Loop"))).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        send_signal(worker, signal);
        let FromAgent::Response(response) = read_frame(&mut served.from).unwrap() else { panic!() };
        assert_eq!(response.outcome, Outcome::Died { signal: Some(signal) });
        last = next_worker(&served, worker);
        assert_eq!(served.answer(b"next").stdout, b"next");
    }
    // One that is killed while it waits costs nothing.
    let worker = next_worker(&served, last);
    send_signal(worker, libc::SIGKILL);
    wait_until("the worker's end", || !runs(&worker));
    assert_eq!(served.answer(b"next").stdout, b"next");
}

#[test]
fn signals_at_random_points_never_leave_a_request_without_an_answer() {
    let mut served = Served::start(&chatty_echo(), None, &[]);
    let mut dice = Dice(7);
    let (mut answered, mut died, mut last_victim) = (0, 0, 0);
    for _ in 0..150 {
        let mut victims = Vec::new();
        wait_until("a zygote", || {
            victims = served.descendants();
            !victims.is_empty()
        });
        let victim = victims[dice.below(victims.len() as u64) as usize];
        last_victim = victim;
        let signals = [libc::SIGKILL, libc::SIGTERM, libc::SIGINT, libc::SIGHUP];
        let signal = signals[dice.below(4) as usize];
        let delay = Duration::from_micros(dice.below(1500));
        let sender = std::thread::spawn(move || {
            std::thread::sleep(delay);
            send_signal(victim, signal);
        });
        match served.answer(b"x") {
            Response { outcome: Outcome::Exit(1), stdout, .. } if stdout == b"abx" => answered += 1,
            Response { outcome: Outcome::Died { .. }, .. } => died += 1,
            other => panic!("{other:?}"),
        }
        sender.join().unwrap();
    }
    println!("{answered} answered, {died} died of the signal");
    wait_until("the last victim's end", || !runs(&last_victim));
    assert_eq!(served.answer(b"x").stdout, b"abx");
    wait_until("nothing but zygote and worker", || served.descendants().len() == 2);
    let descendants = served.descendants();
    assert_eq!(served.stop(), Some(0));
    assert!(!descendants.iter().any(runs));
}

#[test]
fn a_server_ended_by_a_signal_at_any_point_leaves_no_process_and_no_socket() {
    let dir = tempfile::tempdir().unwrap();
    let mut dice = Dice(3);
    for round in 0..12 {
        let signal = [libc::SIGTERM, libc::SIGINT, libc::SIGHUP, libc::SIGKILL][round % 4];
        // After a SIGKILL the socket's file is still there, and is taken over.
        let mut listening = Listening::start(dir.path(), &[]);
        let stream = listening.connect();
        let looping = if round < 8 { &b"Loop"[..] } else { b"x" };
        write_frame(&stream, &ToAgent::Request(request(looping))).unwrap();
        std::thread::sleep(Duration::from_micros(dice.below(3000)));
        let descendants = descendants(listening.child.id() as i32);
        send_signal(listening.child.id() as i32, signal);
        let status = listening.child.wait().unwrap();
        assert_eq!(status.signal(), Some(signal));
        wait_until("the end of all processes", || !descendants.iter().any(runs));
        assert_eq!(listening.path.exists(), signal == libc::SIGKILL);
    }
}

#[test]
fn a_socket_that_is_in_use_is_not_taken_over() {
    let dir = tempfile::tempdir().unwrap();
    let listening = Listening::start(dir.path(), &[]);
    let artifact = dir.path().join("a.preheat");
    let output =
        agent().arg("serve").arg(&artifact).arg("--socket").arg(&listening.path).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot listen on"));
    // Nor is a file that is no socket.
    let output =
        agent().arg("serve").arg(&artifact).arg("--socket").arg(&artifact).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(artifact.exists());
    let FromAgent::Response(response) = ask(&listening.connect(), request(b"still")) else {
        panic!()
    };
    assert_eq!(response.stdout, b"still");
}

#[test]
fn a_request_without_a_time_limit_ends_when_its_client_goes_away() {
    let dir = tempfile::tempdir().unwrap();
    for options in [&[][..], &["--fresh"]] {
        let listening = Listening::start(dir.path(), options);
        let stream = listening.connect();
        let mut endless = request(b"Loop");
        endless.limits.time_ms = 0;
        write_frame(&stream, &ToAgent::Request(endless)).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        drop(stream);
        let FromAgent::Response(response) = ask(&listening.connect(), request(b"next")) else {
            panic!()
        };
        assert_eq!(response.stdout, b"next");
    }
    // One that only has nothing more to say is answered.
    let listening = Listening::start(dir.path(), &[]);
    let stream = listening.connect();
    write_frame(&stream, &ToAgent::Request(request(b"last"))).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let FromAgent::Response(response) = read_frame(&stream).unwrap() else { panic!() };
    assert_eq!(response.stdout, b"last");
}

#[test]
fn a_server_over_pipes_ends_when_its_reader_goes_away() {
    for mut endless in [request(b"Loop"), request(b"x")] {
        endless.limits.time_ms = 0;
        let mut served = Served::start(&echo_or_loop(), None, &[]);
        let descendants = served.descendants();
        let (gone, _keep) = std::io::pipe().unwrap();
        drop(std::mem::replace(&mut served.from, std::os::fd::OwnedFd::from(gone).into()));
        write_frame(served.to.as_mut().unwrap(), &ToAgent::Request(endless)).unwrap();
        wait_until("the server's end", || served.child.try_wait().unwrap().is_some());
        assert_eq!(served.child.wait().unwrap().code(), Some(1));
        wait_until("the end of all processes", || !descendants.iter().any(runs));
    }
}

#[test]
fn clients_that_come_all_at_once_are_all_served() {
    const CLIENTS: u32 = 40;
    const REQUESTS: u32 = 5;
    let dir = tempfile::tempdir().unwrap();
    let listening = Listening::start(dir.path(), &[]);
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let listening = &listening;
            scope.spawn(move || {
                for number in 0..REQUESTS {
                    let text = format!("client {client}, request {number}");
                    let stream = listening.connect();
                    // Some look at their limits, one in five runs into it.
                    if (client + number) % 5 == 0 {
                        let mut stuck = request(b"Loop");
                        stuck.limits.time_ms = 20;
                        let FromAgent::Response(response) = ask(&stream, stuck) else { panic!() };
                        assert_eq!(response.outcome, Outcome::TimeLimit);
                    }
                    let FromAgent::Response(response) = ask(&stream, request(text.as_bytes()))
                    else {
                        panic!()
                    };
                    assert_eq!(response.stdout, text.as_bytes());
                }
            });
        }
    });
    wait_until("nothing but zygote and worker", || {
        descendants(listening.child.id() as i32).len() == 2
    });
}

#[test]
fn a_system_without_processes_to_give_is_a_clear_error_and_not_the_end() {
    // SAFETY: a plain system call.
    if unsafe { libc::geteuid() } != 0 {
        println!(
            "skipped: only root can run the agent as a user of its own, whose processes can be limited"
        );
        return;
    }
    // Processes are counted by user, everywhere: this one is nobody else's.
    let user = 1_000_000 + std::process::id();
    let dir = tempfile::tempdir().unwrap();
    let program = dir.path().join("agent");
    std::fs::copy(env!("CARGO_BIN_EXE_preheat-agent"), &program).unwrap();
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(dir.path(), open).unwrap();
    let artifact = echo_or_loop().write(dir.path(), "a.preheat");
    // The server, what it keeps ready, and not one more. With --fresh that is one process less.
    for (mode, most) in [(&[][..], 3), (&["--fresh"], 2)] {
        let mut command = Command::new(&program);
        command.arg("serve").arg(&artifact).args(mode).uid(user).gid(user);
        // SAFETY: a plain system call.
        unsafe {
            command.pre_exec(move || {
                let limit = libc::rlimit { rlim_cur: most, rlim_max: most };
                libc::setrlimit(libc::RLIMIT_NPROC, &limit);
                Ok(())
            })
        };
        let mut served = Served::spawn(command);
        let first = next_worker(&served, 0);
        assert_eq!(served.answer(b"1").stdout, b"1");
        next_worker(&served, first);
        let mut other = Command::new("sleep").arg("60").uid(user).spawn().unwrap();
        assert_eq!(served.answer(b"2").stdout, b"2", "its process was there already");
        let FromAgent::Refused(what) = served.ask(&ToAgent::Request(request(b"3"))) else {
            panic!()
        };
        assert!(
            what.contains("cannot start another process") && what.contains("ulimit -u"),
            "{what}"
        );
        other.kill().unwrap();
        other.wait().unwrap();
        assert_eq!(served.answer(b"4").stdout, b"4");
        assert_eq!(served.stop(), Some(0));
    }
}
