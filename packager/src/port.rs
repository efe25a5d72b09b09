//! The host's end of the guest's port: frames of `preheat_formats::protocol` over a socket that does not
//! block. Waiting is the machine's part.

use std::io::{self, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::net::UnixStream;

use preheat_formats::protocol::{
    FromAgent, HEADER_LEN, MAGIC, MAX_PAYLOAD, ProtocolError, ToAgent, encode, read_frame,
};

pub(crate) struct Port {
    socket: UnixStream,
    outgoing: Vec<u8>,
    sent: usize,
    incoming: Vec<u8>,
    open: bool,
}

impl Port {
    /// `socket` must not block.
    pub(crate) fn new(socket: UnixStream) -> Port {
        Port { socket, outgoing: Vec::new(), sent: 0, incoming: Vec::new(), open: true }
    }

    /// What to poll; none once the other side has closed.
    pub(crate) fn fd(&self) -> Option<BorrowedFd<'_>> {
        self.open.then(|| self.socket.as_fd())
    }

    pub(crate) fn has_unsent(&self) -> bool {
        self.sent < self.outgoing.len()
    }

    /// Queues a frame and sends as much as goes.
    pub(crate) fn send(&mut self, message: &ToAgent) -> Result<(), ProtocolError> {
        let frame = encode(message)?;
        if self.has_unsent() {
            self.outgoing.extend_from_slice(&frame);
        } else {
            self.outgoing = frame;
            self.sent = 0;
        }
        self.flush()
    }

    pub(crate) fn flush(&mut self) -> Result<(), ProtocolError> {
        while self.has_unsent() {
            match self.socket.write(&self.outgoing[self.sent..]) {
                Ok(written) => self.sent += written,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
        self.outgoing = Vec::new();
        self.sent = 0;
        Ok(())
    }

    /// Takes what is there.
    pub(crate) fn receive(&mut self) -> Result<(), ProtocolError> {
        let mut buffer = [0; 65536];
        // No more than a frame can need: what else is there waits in the socket.
        while self.open && self.incoming.len() < HEADER_LEN + MAX_PAYLOAD as usize {
            match self.socket.read(&mut buffer) {
                Ok(0) => self.open = false,
                Ok(read) => self.incoming.extend_from_slice(&buffer[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::ConnectionReset => self.open = false,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// The next frame, if all of it has arrived.
    pub(crate) fn take_frame(&mut self) -> Result<Option<FromAgent>, ProtocolError> {
        let Some((header, rest)) = self.incoming.split_first_chunk::<HEADER_LEN>() else {
            return Ok(None);
        };
        let len = u32::from_le_bytes([header[4], header[5], header[6], header[7]]);
        // A header that is not one is refused at once, by the reader below.
        let plausible = header[..4] == MAGIC && len <= MAX_PAYLOAD;
        if plausible && rest.len() < len as usize {
            return Ok(None);
        }
        let message = read_frame(self.incoming.as_slice())?;
        self.incoming.drain(..HEADER_LEN + len as usize);
        Ok(Some(message))
    }
}

#[cfg(test)]
mod tests {
    use preheat_formats::protocol::write_frame;

    use super::*;

    fn pair() -> (UnixStream, Port) {
        let (guest, host) = UnixStream::pair().unwrap();
        host.set_nonblocking(true).unwrap();
        (guest, Port::new(host))
    }

    #[test]
    fn frames_arrive_in_pieces_and_together() {
        let (mut guest, mut port) = pair();
        let frame = encode(&FromAgent::Profile(vec![7; 1000])).unwrap();
        for part in frame.chunks(100) {
            assert_eq!(port.take_frame().unwrap(), None);
            guest.write_all(part).unwrap();
            port.receive().unwrap();
        }
        write_frame(&guest, &FromAgent::Pong).unwrap();
        port.receive().unwrap();
        assert_eq!(port.take_frame().unwrap(), Some(FromAgent::Profile(vec![7; 1000])));
        assert_eq!(port.take_frame().unwrap(), Some(FromAgent::Pong));
        assert_eq!(port.take_frame().unwrap(), None);
    }

    #[test]
    fn what_is_no_frame_is_refused_at_once() {
        let (mut guest, mut port) = pair();
        guest.write_all(b"login: please enter").unwrap();
        port.receive().unwrap();
        assert!(matches!(port.take_frame(), Err(ProtocolError::Malformed(_))));
    }
}
