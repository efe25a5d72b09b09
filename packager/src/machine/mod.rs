//! A running or paused machine: its start, and requests to its agent. What its QEMU is told is in
//! [`commands`], how answers are waited for in [`wait`]. Dropping a machine kills it. What machines start
//! from is told elsewhere (`image`, `template`).

mod commands;
mod wait;

use std::fs::File;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use preheat_formats::manifest::Machine as Shape;
use preheat_formats::protocol::{
    Events, FromAgent, ProtocolError, Ready, Request, Response, Stats, ToAgent,
};
use serde_json::json;

use crate::command_line::{Connections, DiskFile, Start, command};
use crate::console::Console;
use crate::error::Error;
use crate::port::Port;
use crate::process::Process;
use crate::qcow2_header::LONGEST;
use crate::qmp::{Qmp, Ticket};
use crate::walls::{Needs, Standing, Walls};

pub struct Machine {
    process: Process,
    port: Port,
    qmp: Qmp,
    console: Console,
    activity: Activity,
    /// Pings that were sent and whose answers were not yet seen.
    pings: u32,
    /// Sent when QEMU stopped the machine unasked: it knows why.
    question: Option<Ticket>,
    /// The command to load a template's state.
    restoring: Option<Ticket>,
    /// What QEMU last said about writing its state out.
    migration: Option<String>,
    /// The job that is over.
    concluded: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Activity {
    Running,
    /// Loading the state of a template; runs when it has it.
    Restoring,
    Paused,
    /// An answer may still be on its way, or the machine is gone.
    Spoiled,
}

/// Whether a machine's QEMU is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alive {
    Yes,
    No,
}

impl Machine {
    /// Starts QEMU. The agent need not be there yet: what is sent to it is kept.
    pub(crate) fn start(
        qemu: &Path,
        shape: &Shape,
        start: &Start<'_>,
        (disk, access): (&File, DiskFile),
    ) -> Result<Machine, Error> {
        let pair = || -> Result<(UnixStream, OwnedFd), Error> {
            let (ours, theirs) = UnixStream::pair().map_err(Error::Channel)?;
            ours.set_nonblocking(true).map_err(Error::Channel)?;
            Ok((ours, theirs.into()))
        };
        let (port, port_end) = pair()?;
        let (qmp, qmp_end) = pair()?;
        let (console, console_end) = pair()?;
        let ends = Connections { port: port_end, qmp: qmp_end, console: console_end };

        // The child inherits descriptors of its own, under numbers that are nobody else's meanwhile.
        let mut inherit = Vec::new();
        let own = |file: &File| file.try_clone().map_err(Error::Spawn);
        let disk = own(disk)?;
        let files = match start {
            Start::Kernel { kernel, initramfs } => vec![own(kernel)?, own(initramfs)?],
            Start::Stopped { memory } => vec![own(memory)?],
            Start::Clone { state, memory } => vec![own(state)?, own(memory)?],
        };
        let start = match start {
            Start::Kernel { .. } => Start::Kernel { kernel: &files[0], initramfs: &files[1] },
            Start::Stopped { .. } => Start::Stopped { memory: &files[0] },
            Start::Clone { .. } => Start::Clone { state: &files[0], memory: &files[1] },
        };
        let command = command(qemu, shape, &start, (&disk, access), &ends).map_err(Error::Spawn)?;
        let restore_from = match &start {
            Start::Clone { state, .. } => Some(format!("fd:{}", state.as_raw_fd())),
            _ => None,
        };
        inherit.extend(files.into_iter().map(OwnedFd::from));
        inherit.extend([disk.into(), ends.port, ends.qmp, ends.console]);
        let walls = Walls::new(qemu, &needs(shape, access)).map_err(Error::Spawn)?;
        let process = Process::start(command, inherit, Some(walls)).map_err(Error::Spawn)?;
        let mut machine = Machine {
            process,
            port: Port::new(port),
            qmp: Qmp::new(qmp).map_err(Error::Channel)?,
            console: Console::new(console),
            activity: Activity::Running,
            pings: 0,
            question: None,
            restoring: None,
            migration: None,
            concluded: None,
        };
        if let Some(uri) = restore_from {
            // Not awaited: a clone whose state does not load ends, and a refusal is seen in `listen`.
            machine.activity = Activity::Restoring;
            machine.share_memory().map_err(Error::Channel)?;
            let ticket = machine.qmp.ask("migrate-incoming", json!({ "uri": uri }));
            machine.restoring = Some(ticket.map_err(Error::Channel)?);
        }
        Ok(machine)
    }

    /// QEMU's process id.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// What stands between QEMU and the host.
    pub fn walls(&self) -> Option<&Standing> {
        self.process.standing()
    }

    /// What the guest and QEMU wrote on the console lately.
    pub fn console(&mut self) -> String {
        self.console.drain();
        self.console.text()
    }

    /// One request, one answer. An error of the program is a response; an error here is one of the
    /// machine, which is then not used again.
    pub fn request(&mut self, request: &Request, limit: Duration) -> Result<Response, Error> {
        match self.exchange(&ToAgent::Request(request.clone()), "a request", limit)? {
            FromAgent::Response(response) => Ok(response),
            _ => Err(self.unexpected()),
        }
    }

    /// Gives the guest new random state and the right time, and waits until it has them.
    pub fn ping(&mut self, limit: Duration) -> Result<(), Error> {
        self.send_ping()?;
        self.wait("a ping", limit, |machine| match machine.next_frame()? {
            Some(_) => Err(machine.unexpected()),
            None => Ok((machine.pings == 0).then_some(())),
        })
    }

    /// What the instrumented artifact counted since the last time: a profile file.
    pub fn export_profile(&mut self, limit: Duration) -> Result<Vec<u8>, Error> {
        match self.exchange(&ToAgent::ExportProfile, "the export of a profile", limit)? {
            FromAgent::Profile(profile) => Ok(profile),
            _ => Err(self.unexpected()),
        }
    }

    pub fn stats(&mut self, limit: Duration) -> Result<Stats, Error> {
        match self.exchange(&ToAgent::Stats, "a question for its counts", limit)? {
            FromAgent::Stats(stats) => Ok(stats),
            _ => Err(self.unexpected()),
        }
    }

    /// What has happened to the agent besides its answers, since the last time.
    pub fn events(&mut self, limit: Duration) -> Result<Events, Error> {
        match self.exchange(&ToAgent::Events, "a question for events", limit)? {
            FromAgent::Events(events) => Ok(events),
            _ => Err(self.unexpected()),
        }
    }

    /// Lets the agent end and the guest power off. Dropping the machine is quicker.
    pub fn shutdown(mut self, limit: Duration) -> Result<(), Error> {
        self.usable()?;
        self.send(&ToAgent::Shutdown)?;
        self.await_end("its shutdown", limit)
    }

    /// Waits for the agent's first words after a cold boot.
    pub(crate) fn await_ready(&mut self, limit: Duration) -> Result<Ready, Error> {
        match self.wait("its boot", limit, |machine| machine.next_frame())? {
            FromAgent::Ready(ready) => Ok(ready),
            FromAgent::Failed(message) => Err(self.agent_failed(message)),
            _ => Err(self.unexpected()),
        }
    }

    /// Sends new random state and the time ahead of whatever is sent next.
    pub(crate) fn send_ping(&mut self) -> Result<(), Error> {
        self.usable()?;
        let mut entropy = [0; 32];
        let filled = rustix::rand::getrandom(&mut entropy, rustix::rand::GetRandomFlags::empty());
        if !matches!(filled, Ok(32)) {
            return Err(Error::Channel(std::io::Error::other(
                "this machine has no random numbers",
            )));
        }
        // A clock before 1970 is as good as none.
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        self.send(&ToAgent::Ping { entropy, unix_time_ns: now.as_nanos() as u64 })?;
        self.pings += 1;
        Ok(())
    }

    fn exchange(
        &mut self,
        message: &ToAgent,
        during: &'static str,
        limit: Duration,
    ) -> Result<FromAgent, Error> {
        self.usable()?;
        self.send(message)?;
        match self.wait(during, limit, |machine| machine.next_frame())? {
            FromAgent::Refused(message) => Err(Error::Refused(message)),
            FromAgent::Failed(message) => Err(self.agent_failed(message)),
            answer => Ok(answer),
        }
    }

    fn send(&mut self, message: &ToAgent) -> Result<(), Error> {
        match self.port.send(message) {
            Ok(()) => Ok(()),
            // QEMU has ended; who waits for the answer will say how.
            Err(ProtocolError::Io(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
                Ok(())
            }
            Err(source) => Err(self.protocol(source)),
        }
    }

    /// The next frame that is not the answer to a ping.
    fn next_frame(&mut self) -> Result<Option<FromAgent>, Error> {
        loop {
            match self.port.take_frame() {
                Ok(Some(FromAgent::Pong)) if self.pings > 0 => self.pings -= 1,
                Ok(frame) => return Ok(frame),
                Err(source) => return Err(self.protocol(source)),
            }
        }
    }

    fn usable(&self) -> Result<(), Error> {
        if self.activity == Activity::Spoiled { Err(Error::Spoiled) } else { Ok(()) }
    }

    fn unexpected(&mut self) -> Error {
        self.activity = Activity::Spoiled;
        self.console.drain();
        Error::UnexpectedAnswer(self.console.tail())
    }

    fn agent_failed(&mut self, message: String) -> Error {
        self.activity = Activity::Spoiled;
        self.console.drain();
        Error::AgentFailed { message, console: self.console.tail() }
    }

    fn protocol(&mut self, source: ProtocolError) -> Error {
        self.activity = Activity::Spoiled;
        self.console.drain();
        Error::Protocol { source, console: self.console.tail() }
    }
}

/// A machine that only reads its disk writes no file.
fn needs(shape: &Shape, access: DiskFile) -> Needs {
    let file_bytes = match access {
        DiskFile::HoldsSnapshots => 2 * LONGEST + 2 * (u64::from(shape.memory_mib) << 20),
        DiskFile::ReadOnly => 0,
    };
    Needs { accelerator: shape.accelerator, memory_mib: shape.memory_mib, file_bytes }
}
