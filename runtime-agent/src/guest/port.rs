//! The virtio-serial port to the host.
//!
//! While nobody has the host's side open, reads give 0 bytes and poll says "hung up" at once, so there is
//! no event to wait for: we look again every few milliseconds. A connected port blocks as a pipe does.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use preheat_formats::guest::PORT;
use rustix::event::{PollFd, PollFlags, Timespec};

use crate::error::{AgentError, Result};

const PORTS: &str = "/sys/class/virtio-ports";
/// How long the port may take to appear.
const PATIENCE: Duration = Duration::from_secs(5);
/// Between looks at a port whose host side is closed.
const PAUSE: Duration = Duration::from_millis(2);

pub struct Port {
    file: File,
    hung_up: Cell<bool>,
}

impl Port {
    /// Finds the port by its name and opens it.
    pub fn open() -> Result<Port> {
        let start = Instant::now();
        let device = loop {
            match find() {
                Some(device) => break device,
                None if start.elapsed() > PATIENCE => {
                    return Err(AgentError::Internal(format!(
                        "this machine has no virtio-serial port named {PORT}"
                    )));
                }
                None => std::thread::sleep(Duration::from_millis(1)),
            }
        };
        let file = File::options().read(true).write(true).open(&device);
        let file = file.map_err(AgentError::system("open the port to the host"))?;
        Ok(Port { file, hung_up: Cell::new(false) })
    }

    /// Waits until the host's side is open.
    pub fn wait_for_host(&self) {
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        loop {
            let mut fds = [PollFd::new(&self.file, PollFlags::IN)];
            let polled = rustix::event::poll(&mut fds, Some(&now));
            let flags = fds[0].revents();
            // What was sent before the host left can still be read.
            let is_open = !flags.contains(PollFlags::HUP) || flags.contains(PollFlags::IN);
            if polled.is_ok() && is_open {
                self.hung_up.set(false);
                return;
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Whether the host's side was found closed since last asked.
    pub fn take_hang_up(&self) -> bool {
        self.hung_up.take()
    }
}

fn find() -> Option<PathBuf> {
    fs::read_dir(PORTS).ok()?.flatten().find_map(|entry| {
        let name = fs::read_to_string(entry.path().join("name")).ok()?;
        (name.trim_end() == PORT).then(|| PathBuf::from("/dev").join(entry.file_name()))
    })
}

impl Read for &Port {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = (&self.file).read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            self.hung_up.set(true);
        }
        Ok(read)
    }
}

impl Write for &Port {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&self.file).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
