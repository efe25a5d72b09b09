//! A client of QEMU's machine protocol: JSON objects, one on each line. Commands may be sent ahead of
//! their answers; each carries a number by which its answer is found. Waiting is the machine's part.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, IoSlice, Read, Write};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};
use serde::Deserialize;
use serde_json::{Value, json};

/// What QEMU says at once is some KB.
const LONGEST_LINE: usize = 16 << 20;

pub(crate) struct Qmp {
    socket: UnixStream,
    unread: Vec<u8>,
    answers: Vec<Answer>,
    events: VecDeque<Event>,
    next: u64,
    open: bool,
}

/// Names the answer to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ticket(u64);

struct Answer {
    ticket: Ticket,
    result: Result<Value, String>,
}

/// Something that QEMU says unasked.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Event {
    #[serde(rename = "event")]
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) data: Value,
}

#[derive(Deserialize)]
struct Line {
    id: Option<u64>,
    #[serde(rename = "return")]
    answer: Option<Value>,
    error: Option<Refusal>,
}

#[derive(Deserialize)]
struct Refusal {
    desc: String,
}

impl Qmp {
    /// Takes a socket that does not block, and starts the conversation: QEMU reads our commands when it is
    /// ready for them, so its greeting need not be awaited.
    pub(crate) fn new(socket: UnixStream) -> io::Result<Qmp> {
        let mut qmp = Qmp {
            socket,
            unread: Vec::new(),
            answers: Vec::new(),
            events: VecDeque::new(),
            next: 0,
            open: true,
        };
        qmp.tell("qmp_capabilities")?;
        Ok(qmp)
    }

    /// What to poll; none once the other side has closed.
    pub(crate) fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.open.then(|| self.socket.as_fd())
    }

    /// Sends a command whose answer nobody needs.
    pub(crate) fn tell(&mut self, command: &str) -> io::Result<()> {
        self.write(&json!({ "execute": command }))
    }

    /// Sends a command whose answer will be asked for.
    pub(crate) fn ask(&mut self, command: &str, arguments: Value) -> io::Result<Ticket> {
        let ticket = Ticket(self.next);
        self.next += 1;
        self.write(&json!({ "execute": command, "arguments": arguments, "id": ticket.0 }))?;
        Ok(ticket)
    }

    /// The same, and QEMU gets a descriptor with it.
    pub(crate) fn ask_with_descriptor(
        &mut self,
        command: &str,
        arguments: Value,
        fd: &File,
    ) -> io::Result<Ticket> {
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
        let mut ancillary = SendAncillaryBuffer::new(&mut space);
        let fds = [fd.as_fd()];
        if !ancillary.push(SendAncillaryMessage::ScmRights(&fds)) {
            return Err(io::Error::other("no room for a descriptor"));
        }
        // A descriptor travels with at least one byte; a space before a command means nothing.
        let space = [IoSlice::new(b" ")];
        sendmsg(&self.socket, &space, &mut ancillary, SendFlags::empty())?;
        self.ask(command, arguments)
    }

    fn write(&mut self, command: &Value) -> io::Result<()> {
        let mut line = command.to_string();
        line.push('\n');
        let mut left = line.as_bytes();
        while !left.is_empty() {
            match self.socket.write(left) {
                Ok(written) => left = &left[written..],
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // Commands are much smaller than the socket's buffer, so this does not last.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let _ = poll(&mut [PollFd::new(&self.socket, PollFlags::OUT)], None);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Takes what is there.
    pub(crate) fn receive(&mut self) -> io::Result<()> {
        let mut buffer = [0; 16384];
        while self.open && self.unread.len() <= LONGEST_LINE {
            match self.socket.read(&mut buffer) {
                Ok(0) => self.open = false,
                Ok(read) => self.unread.extend_from_slice(&buffer[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::ConnectionReset => self.open = false,
                Err(error) => return Err(error),
            }
        }
        while let Some(end) = self.unread.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.unread.drain(..=end).collect();
            self.sort(&line)?;
        }
        if self.unread.len() > LONGEST_LINE {
            return Err(io::Error::other("QEMU sends a line without an end"));
        }
        Ok(())
    }

    fn sort(&mut self, line: &[u8]) -> io::Result<()> {
        if let Ok(event) = serde_json::from_slice::<Event>(line) {
            self.events.push_back(event);
            return Ok(());
        }
        let line: Line = serde_json::from_slice(line)?;
        // Without a number: the greeting, or the answer to something only told.
        let Some(ticket) = line.id.map(Ticket) else { return Ok(()) };
        let result = match line.error {
            Some(refusal) => Err(refusal.desc),
            None => Ok(line.answer.unwrap_or_default()),
        };
        self.answers.push(Answer { ticket, result });
        Ok(())
    }

    /// The answer to a command, or why QEMU refused it.
    pub(crate) fn take_answer(&mut self, ticket: Ticket) -> Option<Result<Value, String>> {
        let at = self.answers.iter().position(|answer| answer.ticket == ticket)?;
        Some(self.answers.remove(at).result)
    }

    pub(crate) fn take_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_and_events_are_sorted() {
        let (mut qemu, host) = UnixStream::pair().unwrap();
        host.set_nonblocking(true).unwrap();
        let mut qmp = Qmp::new(host).unwrap();
        let first = qmp.ask("stop", json!({})).unwrap();
        let second = qmp.ask("cont", json!({})).unwrap();
        qemu.write_all(b"{\"QMP\": {}}\r\n{\"return\": {}}\r\n{\"event\": \"STOP\"}\r\n").unwrap();
        qemu.write_all(b"{\"return\": {}, \"id\": 0}\r\n{\"error\": {\"class\": \"G\", ").unwrap();
        qmp.receive().unwrap();
        assert_eq!(qmp.take_event().unwrap().name, "STOP");
        assert!(qmp.take_event().is_none());
        assert_eq!(qmp.take_answer(first), Some(Ok(json!({}))));
        assert_eq!(qmp.take_answer(second), None);
        qemu.write_all(b"\"desc\": \"no\"}, \"id\": 1}\r\n").unwrap();
        qmp.receive().unwrap();
        assert_eq!(qmp.take_answer(second), Some(Err("no".into())));
    }
}
