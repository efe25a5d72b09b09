//! The guest's serial console and QEMU's own messages, of which the last part is kept in memory for error
//! messages.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;

use crate::error::ConsoleTail;

const KEPT: usize = 64 << 10;
const LINES_IN_MESSAGES: usize = 12;

pub(crate) struct Console {
    from: UnixStream,
    kept: VecDeque<u8>,
    open: bool,
}

impl Console {
    /// `from` must not block.
    pub(crate) fn new(from: UnixStream) -> Console {
        Console { from, kept: VecDeque::new(), open: true }
    }

    /// What to poll; none once the other side has closed.
    pub(crate) fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.open.then(|| self.from.as_fd())
    }

    /// Takes what is there. A guest that writes without end must not fill QEMU's buffers, so this is
    /// called whenever the machine is used.
    pub(crate) fn drain(&mut self) {
        let mut buffer = [0; 4096];
        while self.open {
            match self.from.read(&mut buffer) {
                Ok(0) => self.open = false,
                Ok(read) => {
                    self.kept.extend(&buffer[..read]);
                    let excess = self.kept.len().saturating_sub(KEPT);
                    self.kept.drain(..excess);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return,
                Err(_) => self.open = false,
            }
        }
    }

    /// Everything kept, as text that is safe to print.
    pub(crate) fn text(&self) -> String {
        let bytes: Vec<u8> = self.kept.iter().copied().collect();
        printable(&bytes)
    }

    /// The last lines. When the kernel panicked, those up to its saying so: the registers and calls that
    /// follow are no use to most.
    pub(crate) fn tail(&self) -> ConsoleTail {
        let text = self.text();
        let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
        if let Some(panic) = lines.iter().rposition(|line| line.contains("Kernel panic")) {
            lines.truncate(panic + 1);
        }
        ConsoleTail(lines[lines.len().saturating_sub(LINES_IN_MESSAGES)..].join("\n"))
    }
}

/// Firmware and guests write escape sequences; a terminal must not act on them.
fn printable(bytes: &[u8]) -> String {
    let mut out = String::new();
    let text = String::from_utf8_lossy(bytes);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\x1b' => {
                if chars.next_if_eq(&'[').is_some() {
                    // Parameters, then one final letter.
                    while chars.next_if(|c| !c.is_ascii_alphabetic()).is_some() {}
                    chars.next();
                } else {
                    chars.next();
                }
            }
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn escape_sequences_are_left_out() {
        assert_eq!(printable(b"\x1bc\x1b[?7l\x1b[2Jab\x00c\r\nd\te"), "abc\nd\te");
        assert_eq!(printable(b"\x1b["), "");
    }

    fn console() -> (UnixStream, Console) {
        let (guest, host) = UnixStream::pair().unwrap();
        host.set_nonblocking(true).unwrap();
        (guest, Console::new(host))
    }

    #[test]
    fn a_panic_ends_the_tail() {
        let (mut guest, mut console) = console();
        write!(guest, "agent: no disk\n[1.0] Kernel panic - not syncing\n[1.1] RIP: 0\n").unwrap();
        console.drain();
        assert_eq!(console.tail().0, "agent: no disk\n[1.0] Kernel panic - not syncing");
    }

    #[test]
    fn only_the_last_part_is_kept() {
        let (mut guest, mut console) = console();
        for number in 0..20_000 {
            writeln!(guest, "line {number}").unwrap();
            console.drain();
        }
        assert!(console.kept.len() <= KEPT);
        let tail = console.tail().0;
        assert_eq!(tail.lines().count(), LINES_IN_MESSAGES);
        assert!(tail.ends_with("line 19999"));
    }
}
