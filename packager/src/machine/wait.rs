//! The one place where a machine is waited for. All its descriptors are watched at once, so that one that
//! ends, is stopped by QEMU or says nothing is noticed whatever the wait is for.

use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use serde_json::json;

use super::{Activity, Machine};
use crate::error::Error;
use crate::process::timespec;

/// What one wait brought.
enum Turn {
    News,
    Ended(String),
}

impl Machine {
    /// Waits until `ready` gives something. After an error the machine is not used again.
    pub(super) fn wait<T>(
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

    pub(super) fn await_end(mut self, during: &'static str, limit: Duration) -> Result<(), Error> {
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
}
