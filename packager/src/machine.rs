//! A running or paused machine: requests to its agent, commands to its QEMU, and one place where all its
//! descriptors are waited for, so that a machine that dies, stops or says nothing is noticed at once. Dropping
//! a machine kills it. How machines come to be is told elsewhere (`image`, `template`).

use std::fs::File;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use preheat_formats::manifest::Machine as Shape;
use preheat_formats::protocol::{
    FromAgent, ProtocolError, Ready, Request, Response, Stats, ToAgent,
};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use serde_json::{Value, json};

use crate::Error;
use crate::command_line::{Connections, DiskFile, IMAGE_NODE, Start, command};
use crate::console::Console;
use crate::port::Port;
use crate::process::{Process, timespec};
use crate::qmp::{Qmp, Ticket};

/// How long QEMU may take to answer a command.
const COMMAND_LIMIT: Duration = Duration::from_secs(60);
/// The only job that a machine ever has.
const JOB: &str = "snapshot";

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

/// What one wait brought.
enum Turn {
    News,
    Ended(String),
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
        let process = Process::start(command, inherit).map_err(Error::Spawn)?;
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

    /// States are without the memory, which is in the template's file.
    fn share_memory(&mut self) -> std::io::Result<Ticket> {
        let on = |name: &str| json!({ "capability": name, "state": true });
        let capabilities = [on("x-ignore-shared"), on("events")];
        self.qmp.ask("migrate-set-capabilities", json!({ "capabilities": capabilities }))
    }

    /// QEMU's process id.
    pub fn pid(&self) -> u32 {
        self.process.id()
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

    /// Waits until the guest has nothing to do, as far as QEMU's use of the processor tells.
    pub(crate) fn await_idle(&mut self, limit: Duration) {
        const LOOK: Duration = Duration::from_millis(10);
        let deadline = Instant::now() + limit;
        let mut before = self.process.cpu_time();
        while Instant::now() < deadline {
            std::thread::sleep(LOOK);
            self.console.drain();
            let now = self.process.cpu_time();
            if now.saturating_sub(before) < LOOK / 10 {
                return;
            }
            before = now;
        }
    }

    /// Stops the machine's processor; `resume` goes on.
    pub(crate) fn pause(&mut self) -> Result<(), Error> {
        self.usable()?;
        self.activity = Activity::Paused;
        self.command("stop", json!({})).map(drop)
    }

    /// Goes on after `pause`, at once: QEMU's answer is not awaited.
    pub(crate) fn resume(&mut self) -> Result<(), Error> {
        self.usable()?;
        self.activity = Activity::Running;
        self.qmp.tell("cont").map_err(Error::Channel)?;
        self.send_ping()
    }

    /// Whether QEMU is still there.
    pub(crate) fn is_alive(&mut self) -> Alive {
        self.console.drain();
        match self.process.try_wait() {
            Ok(None) => Alive::Yes,
            _ => Alive::No,
        }
    }

    /// Saves the machine into its disk file under this name. It must be paused.
    pub(crate) fn save_snapshot(&mut self, name: &str) -> Result<(), Error> {
        self.snapshot_job("snapshot-save", name)
    }

    /// Makes the machine what it was when it was saved under this name.
    pub(crate) fn load_snapshot(&mut self, name: &str) -> Result<(), Error> {
        self.activity = Activity::Paused;
        self.snapshot_job("snapshot-load", name)
    }

    /// Saving and loading are jobs: the command starts one, and an event tells that it is over.
    fn snapshot_job(&mut self, command: &str, name: &str) -> Result<(), Error> {
        self.concluded = None;
        let nodes = [IMAGE_NODE];
        self.command(
            command,
            json!({ "job-id": JOB, "tag": name, "vmstate": IMAGE_NODE, "devices": nodes }),
        )?;
        self.wait("a snapshot", COMMAND_LIMIT, |machine| {
            Ok((machine.concluded.as_deref() == Some(JOB)).then_some(()))
        })?;
        let jobs = self.command("query-jobs", json!({}))?;
        self.command("job-dismiss", json!({ "id": JOB }))?;
        match jobs[0]["error"].as_str() {
            None => Ok(()),
            Some(what) => Err(Error::Qmp { command: command.into(), what: what.into() }),
        }
    }

    /// Writes the device state, without the memory, to this file.
    pub(crate) fn save_devices(&mut self, state: &File) -> Result<(), Error> {
        self.share_memory().map_err(Error::Channel)?;
        // As fast as it goes; the default is made for networks.
        self.command("migrate-set-parameters", json!({ "max-bandwidth": 1u64 << 40 }))?;
        self.send_descriptor(state, "state")?;
        self.command("migrate", json!({ "uri": "fd:state" }))?;
        self.wait("the saving of its state", COMMAND_LIMIT, |machine| {
            match machine.migration.as_deref() {
                Some("completed") => Ok(Some(())),
                Some("failed" | "cancelled") => Err(Error::Qmp {
                    command: "migrate".into(),
                    what: format!("it ended as {}", machine.migration.as_deref().unwrap_or("")),
                }),
                _ => Ok(None),
            }
        })
    }

    /// Ends QEMU in order, so that its files are complete.
    pub(crate) fn quit(mut self) -> Result<(), Error> {
        self.qmp.tell("quit").map_err(Error::Channel)?;
        self.await_end("its end", COMMAND_LIMIT)
    }

    /// One QMP command and its answer.
    fn command(&mut self, name: &str, arguments: Value) -> Result<Value, Error> {
        let ticket = self.qmp.ask(name, arguments).map_err(Error::Channel)?;
        let answer = self.wait("a command of QEMU", COMMAND_LIMIT, |machine| {
            Ok(machine.qmp.take_answer(ticket))
        })?;
        answer.map_err(|what| Error::Qmp { command: name.to_owned(), what })
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

    /// Waits until `ready` gives something. After an error the machine is not used again.
    fn wait<T>(
        &mut self,
        during: &'static str,
        limit: Duration,
        mut ready: impl FnMut(&mut Machine) -> Result<Option<T>, Error>,
    ) -> Result<T, Error> {
        let deadline = Instant::now() + limit;
        let result = loop {
            match ready(self) {
                Ok(Some(value)) => return Ok(value),
                Ok(None) => {}
                Err(error) => break error,
            }
            match self.turn(during, deadline) {
                Ok(Some(Turn::News)) => {}
                Ok(Some(Turn::Ended(status))) => match ready(self) {
                    Ok(Some(value)) => return Ok(value),
                    Ok(None) => {
                        break Error::MachineEnded { during, status, console: self.console.tail() };
                    }
                    Err(error) => break error,
                },
                Ok(None) => {
                    self.console.drain();
                    break Error::Timeout { during, after: limit, console: self.console.tail() };
                }
                Err(error) => break error,
            }
        };
        self.activity = Activity::Spoiled;
        Err(result)
    }

    /// Waits for any descriptor and takes what is there. None: the time is over.
    fn turn(&mut self, during: &'static str, deadline: Instant) -> Result<Option<Turn>, Error> {
        let left = deadline.saturating_duration_since(Instant::now());
        let mut flags = PollFlags::IN;
        if self.port.has_unsent() {
            flags |= PollFlags::OUT;
        }
        let mut fds = vec![PollFd::new(self.process.ended(), PollFlags::IN)];
        fds.extend(self.port.fd().map(|fd| PollFd::from_borrowed_fd(fd, flags)));
        fds.extend(self.qmp.fd().map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN)));
        fds.extend(self.console.fd().map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN)));
        match poll(&mut fds, Some(&timespec(left))) {
            Ok(0) => return Ok(None),
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(Error::Channel(error.into())),
        }
        let ended = !fds[0].revents().is_empty();
        drop(fds);
        if !ended && self.port.has_unsent() {
            self.port.flush().map_err(|source| self.protocol(source))?;
        }
        self.port.receive().map_err(|source| self.protocol(source))?;
        self.qmp.receive().map_err(Error::Channel)?;
        self.console.drain();
        if ended {
            let status = match self.process.try_wait() {
                Ok(Some(status)) => status.to_string(),
                _ => "its end is unknown".to_owned(),
            };
            return Ok(Some(Turn::Ended(status)));
        }
        self.listen(during)?;
        Ok(Some(Turn::News))
    }

    /// Acts on what QEMU said unasked.
    fn listen(&mut self, during: &'static str) -> Result<(), Error> {
        while let Some(event) = self.qmp.take_event() {
            match event.name.as_str() {
                "MIGRATION" => {
                    self.migration = event.data["status"].as_str().map(str::to_owned);
                    // The template was stopped, and so is what comes from it.
                    let restored = self.migration.as_deref() == Some("completed");
                    if restored && self.activity == Activity::Restoring {
                        self.activity = Activity::Running;
                        self.qmp.tell("cont").map_err(Error::Channel)?;
                    }
                }
                "JOB_STATUS_CHANGE" if event.data["status"] == "concluded" => {
                    self.concluded = event.data["id"].as_str().map(str::to_owned);
                }
                "STOP" if self.activity == Activity::Running => {
                    let ticket = self.qmp.ask("query-status", json!({}));
                    self.question = Some(ticket.map_err(Error::Channel)?);
                }
                _ => {}
            }
        }
        let answer = self.restoring.and_then(|ticket| self.qmp.take_answer(ticket));
        if let Some(answer) = answer {
            self.restoring = None;
            let command = "migrate-incoming".to_owned();
            answer.map_err(|what| Error::Qmp { command, what })?;
        }
        let answer = self.question.and_then(|ticket| self.qmp.take_answer(ticket));
        if let Some(answer) = answer {
            self.question = None;
            if answer.is_ok_and(|status| status["status"] == "internal-error") {
                return Err(Error::MachineStopped { during, console: self.console.tail() });
            }
        }
        Ok(())
    }

    fn await_end(mut self, during: &'static str, limit: Duration) -> Result<(), Error> {
        match self.process.wait_at_most(limit).map_err(Error::Channel)? {
            Some(status) if status.success() => Ok(()),
            Some(status) => {
                self.console.drain();
                let (status, console) = (status.to_string(), self.console.tail());
                Err(Error::MachineEnded { during, status, console })
            }
            None => {
                self.console.drain();
                Err(Error::Timeout { during, after: limit, console: self.console.tail() })
            }
        }
    }

    /// Gives QEMU a descriptor under a name.
    fn send_descriptor(&mut self, fd: &File, name: &str) -> Result<(), Error> {
        let ticket = self
            .qmp
            .ask_with_descriptor("getfd", json!({ "fdname": name }), fd)
            .map_err(Error::Channel)?;
        let answer = self.wait("a command of QEMU", COMMAND_LIMIT, |machine| {
            Ok(machine.qmp.take_answer(ticket))
        })?;
        answer.map(drop).map_err(|what| Error::Qmp { command: "getfd".into(), what })
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

/// Whether a machine's QEMU is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alive {
    Yes,
    No,
}
