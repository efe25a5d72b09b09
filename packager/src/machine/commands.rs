//! What a machine's QEMU is told: to stop and go on, to save and load, to end.

use std::fs::File;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Activity, Alive, Machine};
use crate::command_line::IMAGE_NODE;
use crate::error::Error;
use crate::qmp::Ticket;

/// How long QEMU may take to answer a command.
const COMMAND_LIMIT: Duration = Duration::from_secs(60);
/// The only job that a machine ever has.
const JOB: &str = "snapshot";

impl Machine {
    /// States are without the memory, which is in the template's file.
    pub(super) fn share_memory(&mut self) -> std::io::Result<Ticket> {
        let on = |name: &str| json!({ "capability": name, "state": true });
        let capabilities = [on("x-ignore-shared"), on("events")];
        self.qmp.ask("migrate-set-capabilities", json!({ "capabilities": capabilities }))
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
}
