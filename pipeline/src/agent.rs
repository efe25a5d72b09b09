//! The host's agent: finds the `preheat-agent` binary, becomes it to run a program once, or talks to one
//! that serves requests. What happens inside it is the runtime agent's.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use preheat_formats::protocol::{self, Events, FromAgent, Ready, Request, Response, ToAgent};

use crate::beside::beside;
use crate::error::Error;
use crate::world::World;

/// The agent's binary: `$PREHEAT_AGENT`, or `preheat-agent` beside this program.
pub fn find() -> Result<PathBuf, Error> {
    if let Some(path) = std::env::var_os("PREHEAT_AGENT").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        return if path.is_file() {
            Ok(path)
        } else {
            Err(Error::NoAgent { looked: path.display().to_string() })
        };
    }
    beside("preheat-agent").ok_or_else(|| Error::NoAgent { looked: "beside this program".into() })
}

/// Flags that both `run` and `serve` of the agent take.
fn world_flags(command: &mut Command, program: &str, world: &World, silent: bool) {
    command.arg("--program").arg(program);
    for dir in &world.dir {
        command.arg("--dir").arg(dir);
    }
    for env in &world.env {
        command.arg("--env").arg(env);
    }
    if world.require_sandbox {
        command.arg("--require-sandbox");
    }
    if silent {
        command.arg("--quiet");
    }
}

/// A wall around programs' processes, and whether this system gives it.
#[derive(Debug, serde::Deserialize)]
pub struct Wall {
    pub wall: String,
    pub holds: bool,
    pub text: String,
}

/// What the agent finds of the walls here.
pub fn walls() -> Result<Vec<Wall>, Error> {
    let path = find()?;
    let output = Command::new(&path).args(["doctor", "--json"]).stdin(Stdio::null()).output();
    let output = output.map_err(|error| Error::Start { path, error })?;
    serde_json::from_slice(&output.stdout).map_err(|error| {
        let said = String::from_utf8_lossy(&output.stderr);
        let what = if said.is_empty() { error.to_string() } else { said.trim_end().to_owned() };
        Error::Agent { doing: "looking at the walls".into(), what }
    })
}

/// How to run a program once.
pub struct Once<'a> {
    pub artifact: &'a Path,
    /// The file that it was made from, for messages.
    pub called: &'a Path,
    pub program: &'a str,
    pub world: &'a World,
    pub timeout: Option<Duration>,
    pub max_memory: Option<u32>,
    pub max_files: Option<u64>,
    pub args: &'a [String],
    /// Says nothing of its own, such as which walls are missing.
    pub silent: bool,
}

impl Once<'_> {
    fn command(&self) -> Result<(PathBuf, Command), Error> {
        let path = find()?;
        let mut command = Command::new(&path);
        command.arg("run").arg(self.artifact).arg("--called").arg(self.called);
        world_flags(&mut command, self.program, self.world, self.silent);
        if let Some(timeout) = self.timeout {
            command.arg("--timeout").arg(timeout.as_secs_f64().to_string());
        }
        if let Some(mebibytes) = self.max_memory {
            command.arg("--max-memory").arg(mebibytes.to_string());
        }
        if let Some(files) = self.max_files {
            command.arg("--max-files").arg(files.to_string());
        }
        command.arg("--").args(self.args);
        Ok((path, command))
    }

    /// Replaces this process by the agent; returns only if that failed.
    pub fn become_it(&self) -> Error {
        match self.command() {
            Ok((path, mut command)) => Error::Start { path, error: command.exec() },
            Err(error) => error,
        }
    }
}

/// An agent that serves requests of one program on this host. It ends when this is dropped.
pub struct Agent {
    child: Child,
    to: Option<ChildStdin>,
    from: ChildStdout,
    ready: Ready,
}

/// How requests start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At the program's warm point, if it has one.
    Warm,
    /// From the program's beginning, each of them.
    Fresh,
}

/// What an agent serves; an instrumented artifact counts what it does.
pub struct Served<'a> {
    pub artifact: &'a Path,
    pub start: Start,
    pub program: &'a str,
    pub world: &'a World,
    pub args: &'a [String],
    /// Most time of the way to the warm point, and of a request that does not say less.
    pub timeout: Option<Duration>,
    /// Says nothing of its own, such as which walls are missing.
    pub silent: bool,
}

impl Agent {
    /// Starts an agent and waits until it is ready.
    pub fn start(served: &Served) -> Result<Agent, Error> {
        let path = find()?;
        let mut command = Command::new(&path);
        command.arg("serve").arg(served.artifact);
        if served.start == Start::Fresh {
            command.arg("--fresh");
        }
        if let Some(timeout) = served.timeout {
            command.arg("--timeout").arg(timeout.as_secs_f64().to_string());
        }
        world_flags(&mut command, served.program, served.world, served.silent);
        command.arg("--").args(served.args).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| Error::Start { path, error })?;
        let to = child.stdin.take();
        let from = child.stdout.take().expect("stdout is piped");
        let ready = Ready { warm: false, load_ns: 0 };
        let mut agent = Agent { child, to, from, ready };
        agent.ready = match agent.receive("starting")? {
            FromAgent::Ready(ready) => ready,
            other => return Err(unexpected("starting", other)),
        };
        Ok(agent)
    }

    pub fn ready(&self) -> Ready {
        self.ready.clone()
    }

    /// Sends a request and waits for its response.
    pub fn request(&mut self, request: &Request) -> Result<Response, Error> {
        self.send(&ToAgent::Request(request.clone()))?;
        match self.receive("serving a request")? {
            FromAgent::Response(response) => Ok(response),
            other => Err(unexpected("serving a request", other)),
        }
    }

    /// What has been counted since the last export, as a profile file.
    pub fn export_profile(&mut self) -> Result<Vec<u8>, Error> {
        self.send(&ToAgent::ExportProfile)?;
        match self.receive("exporting a profile")? {
            FromAgent::Profile(file) => Ok(file),
            other => Err(unexpected("exporting a profile", other)),
        }
    }

    /// What has happened besides answers, since the last time.
    pub fn events(&mut self) -> Result<Events, Error> {
        self.send(&ToAgent::Events)?;
        match self.receive("saying what has happened")? {
            FromAgent::Events(events) => Ok(events),
            other => Err(unexpected("saying what has happened", other)),
        }
    }

    fn send(&mut self, message: &ToAgent) -> Result<(), Error> {
        let to = self.to.as_mut().expect("open until dropped");
        protocol::write_frame(to, message).map_err(|error| Error::agent("sending", error))
    }

    fn receive(&mut self, doing: &str) -> Result<FromAgent, Error> {
        protocol::read_frame(&mut self.from).map_err(|error| Error::agent(doing, error))
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        // The agent ends when its input does; it is killed only if it does not.
        let _ = self.send(&ToAgent::Shutdown);
        self.to = None;
        for _ in 0..200 {
            if let Ok(Some(_)) = self.child.try_wait() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn unexpected(doing: &str, message: FromAgent) -> Error {
    let what = match message {
        FromAgent::Refused(why) | FromAgent::Failed(why) => why,
        _ => "it answered something else".to_owned(),
    };
    Error::Agent { doing: doing.to_owned(), what }
}
