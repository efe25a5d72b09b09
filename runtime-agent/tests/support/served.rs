//! An agent that serves an artifact over pipes, as the tests talk to it.

use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use preheat_formats::protocol::*;

use super::*;

/// A served artifact; ends with the test.
pub struct Served {
    pub child: Child,
    pub to: Option<ChildStdin>,
    pub from: ChildStdout,
    pub ready: Ready,
    _dir: Option<tempfile::TempDir>,
}

impl Served {
    pub fn start(parts: &Parts, counting: Option<&Parts>, options: &[&str]) -> Served {
        let dir = tempfile::tempdir().unwrap();
        let mut command = agent();
        command.arg("serve").arg(parts.write(dir.path(), "a.preheat"));
        if let Some(parts) = counting {
            command.arg("--instrumented").arg(parts.write(dir.path(), "b.preheat"));
        }
        command.args(options);
        let mut served = Served::spawn(command);
        served._dir = Some(dir);
        served
    }

    pub fn spawn(mut command: Command) -> Served {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, mut from) = (child.stdin.take(), child.stdout.take().unwrap());
        let FromAgent::Ready(ready) = read_frame(&mut from).unwrap() else { panic!("not ready") };
        Served { child, to, from, ready, _dir: None }
    }

    pub fn ask(&mut self, message: &ToAgent) -> FromAgent {
        write_frame(self.to.as_mut().unwrap(), message).unwrap();
        read_frame(&mut self.from).unwrap()
    }

    pub fn request(&mut self, request: Request) -> Response {
        match self.ask(&ToAgent::Request(request)) {
            FromAgent::Response(response) => response,
            other => panic!("{other:?}"),
        }
    }

    pub fn answer(&mut self, stdin: &[u8]) -> Response {
        self.request(request(stdin))
    }

    pub fn descendants(&self) -> Vec<i32> {
        descendants(self.child.id() as i32)
    }

    /// The same once they stay the same: after an answer, the next process is still being forked for a
    /// moment.
    pub fn settled_descendants(&self) -> Vec<i32> {
        let deadline = Instant::now() + Duration::from_secs(10);
        let mut before = self.descendants();
        loop {
            std::thread::sleep(Duration::from_millis(300));
            let now = self.descendants();
            if now == before || Instant::now() > deadline {
                return now;
            }
            before = now;
        }
    }

    /// Says goodbye; gives the exit code.
    pub fn stop(mut self) -> Option<i32> {
        drop(self.to.take());
        self.child.wait().unwrap().code()
    }
}

/// All processes that come from one, parents first.
pub fn descendants(pid: i32) -> Vec<i32> {
    let mut found = vec![pid];
    let mut next = 0;
    while next < found.len() {
        let path = format!("/proc/{0}/task/{0}/children", found[next]);
        let children = std::fs::read_to_string(path).unwrap_or_default();
        found.extend(children.split_whitespace().map(|pid| pid.parse::<i32>().unwrap()));
        next += 1;
    }
    found.remove(0);
    found
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.to.take());
        let _ = self.child.wait();
    }
}

pub fn request(stdin: &[u8]) -> Request {
    Request {
        stdin: stdin.to_vec(),
        args: None,
        env: None,
        limits: Limits::default(),
        mode: Mode::Serve,
    }
}

/// Writes "ab" before it reads, then echoes; counts its runs in memory, and exits with that count.
pub fn chatty_echo() -> Parts {
    let mut memory = echo_memory();
    memory.extend_from_slice(&[56, 0, 0, 0, 2, 0, 0, 0]); // 24: iovec of "ab"
    memory.resize(56, 0);
    memory.extend_from_slice(b"ab");
    let before = Code::new().host_call(1, &[1, 24, 1, 8]);
    // inc dword [rbx + 40] after the read; proc_exit(memory[40])
    let code = echo(before)
        .bytes(&[0xff, 0x43, 40])
        .bytes(&[0x8b, 0x43, 40, 0x48, 0x83, 0xec, 16, 0x89, 0x04, 0x24])
        .bytes(&[0x48, 0x89, 0xdf, 0xbe, 2, 0, 0, 0, 0x48, 0x89, 0xe2])
        .builtin(0);
    Parts::command(code, &echo_imports(), &memory)
}
