//! The streams behind a program's fds 0 to 2: the process's own, or those of a request.
//!
//! The lock is never contended: there is one thread. A fork in the middle of a call leaves it held in the
//! child by the same thread, which goes on and releases it.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use tokio::io::{AsyncRead, AsyncWrite};
use wasmtime_wasi::async_trait;
use wasmtime_wasi::cli::{IsTerminal, StdinStream, StdoutStream};
use wasmtime_wasi::p2::pipe::{MemoryInputPipe, MemoryOutputPipe};
use wasmtime_wasi::p2::{InputStream, OutputStream, Pollable, StreamError, StreamResult};

/// Most bytes that a write takes at once.
const WRITE_CHUNK: usize = 64 << 10;
/// Most bytes of output kept from before the warm point.
pub const KEPT_LIMIT: usize = 64 << 20;

/// Where stdin comes from.
#[derive(Debug)]
pub enum Input {
    /// The process's own.
    Own,
    /// A request's; the bytes stay for the rest of the process.
    Request(&'static [u8]),
    /// There is none yet: reading it before the warm point is a way in that we did not see coming.
    NotYet,
}

/// Where stdout and stderr go.
pub enum Output {
    /// The process's own.
    Own,
    /// Kept for the requests to come.
    Kept(Kept),
    Request(Box<dyn Sink>),
}

/// What was written before the warm point.
#[derive(Debug, Default, Clone)]
pub struct Kept {
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

/// stdout or stderr.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    Stdout,
    Stderr,
}

/// Takes a request's output.
pub trait Sink: Send {
    fn write(&mut self, stream: Stream, bytes: &[u8]);
}

struct Streams {
    input: Input,
    output: Output,
}

/// A handle on a program's three streams; clones are the same streams.
#[derive(Clone)]
pub struct Stdio(Arc<Mutex<Streams>>);

impl Stdio {
    pub fn new(input: Input, output: Output) -> Stdio {
        Stdio(Arc::new(Mutex::new(Streams { input, output })))
    }

    pub fn set(&self, input: Input, output: Output) {
        *self.lock() = Streams { input, output };
    }

    /// What was kept, leaving nothing.
    pub fn take_kept(&self) -> Kept {
        match &mut self.lock().output {
            Output::Kept(kept) => std::mem::take(kept),
            _ => Kept::default(),
        }
    }

    pub fn stdin(&self) -> impl StdinStream + use<> {
        StdinHandle(self.clone())
    }

    pub fn stdout(&self) -> impl StdoutStream + use<> {
        StdoutHandle(self.clone(), Stream::Stdout)
    }

    pub fn stderr(&self) -> impl StdoutStream + use<> {
        StdoutHandle(self.clone(), Stream::Stderr)
    }

    /// Bytes that can be read without waiting; none if only the process's own stdin can tell.
    pub fn readable(&self) -> Option<u64> {
        match &self.lock().input {
            Input::Own => None,
            Input::Request(bytes) => Some(bytes.len() as u64),
            Input::NotYet => Some(0),
        }
    }

    /// Whether writing may wait for whoever reads our own stdout.
    pub fn is_output_own(&self) -> bool {
        matches!(self.lock().output, Output::Own)
    }

    fn lock(&self) -> MutexGuard<'_, Streams> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, size: usize) -> StreamResult<Bytes> {
        let size = size.min(WRITE_CHUNK);
        if size == 0 {
            return Ok(Bytes::new());
        }
        let mut streams = self.lock();
        match &mut streams.input {
            Input::Own => read_own(size),
            Input::Request([]) => Err(StreamError::Closed),
            Input::Request(bytes) => {
                let (head, rest) = bytes.split_at(size.min(bytes.len()));
                *bytes = rest;
                Ok(Bytes::from_static(head))
            }
            Input::NotYet => Err(StreamError::Trap(wiggle::error::format_err!(
                "stdin was read through another fd than 0 before the warm point"
            ))),
        }
    }

    fn write(&self, stream: Stream, bytes: &[u8]) -> StreamResult<()> {
        let mut streams = self.lock();
        match &mut streams.output {
            Output::Own => return write_own(stream, bytes),
            Output::Request(sink) => sink.write(stream, bytes),
            Output::Kept(kept) => {
                if kept.stdout.len() + kept.stderr.len() + bytes.len() > KEPT_LIMIT {
                    return Err(StreamError::Trap(wiggle::error::format_err!(
                        "more than {KEPT_LIMIT} bytes of output before the warm point"
                    )));
                }
                match stream {
                    Stream::Stdout => kept.stdout.extend_from_slice(bytes),
                    Stream::Stderr => kept.stderr.extend_from_slice(bytes),
                }
            }
        }
        Ok(())
    }
}

fn read_own(size: usize) -> StreamResult<Bytes> {
    let mut buffer = vec![0; size];
    loop {
        match rustix::io::read(io::stdin().as_fd(), &mut buffer) {
            Ok(0) => return Err(StreamError::Closed),
            Ok(n) => {
                buffer.truncate(n);
                return Ok(Bytes::from(buffer));
            }
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => wait(io::stdin().as_fd(), PollFlags::IN)?,
            Err(error) => return Err(failed(error)),
        }
    }
}

fn write_own(stream: Stream, mut bytes: &[u8]) -> StreamResult<()> {
    let (stdout, stderr) = (io::stdout(), io::stderr());
    let fd = match stream {
        Stream::Stdout => stdout.as_fd(),
        Stream::Stderr => stderr.as_fd(),
    };
    while !bytes.is_empty() {
        match rustix::io::write(fd, bytes) {
            Ok(n) => bytes = &bytes[n..],
            Err(Errno::INTR) => {}
            Err(Errno::AGAIN) => wait(fd, PollFlags::OUT)?,
            Err(Errno::PIPE) => return Err(StreamError::Closed),
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(())
}

fn wait(fd: BorrowedFd<'_>, flags: PollFlags) -> StreamResult<()> {
    match rustix::event::poll(&mut [PollFd::new(&fd, flags)], None) {
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(failed(error)),
    }
}

fn failed(error: Errno) -> StreamError {
    StreamError::LastOperationFailed(io::Error::from(error).into())
}

struct StdinHandle(Stdio);
struct StdoutHandle(Stdio, Stream);

impl IsTerminal for StdinHandle {
    fn is_terminal(&self) -> bool {
        matches!(self.0.lock().input, Input::Own) && io::IsTerminal::is_terminal(&io::stdin())
    }
}

impl StdinStream for StdinHandle {
    // Only preview 3 asks for it; preview 1 uses `p2_stream`.
    fn async_stream(&self) -> Box<dyn AsyncRead + Send + Sync> {
        MemoryInputPipe::new(Bytes::new()).async_stream()
    }

    fn p2_stream(&self) -> Box<dyn InputStream> {
        Box::new(StdinHandle(self.0.clone()))
    }
}

#[async_trait]
impl Pollable for StdinHandle {
    async fn ready(&mut self) {}
}

impl InputStream for StdinHandle {
    fn read(&mut self, size: usize) -> StreamResult<Bytes> {
        self.0.read(size)
    }
}

impl IsTerminal for StdoutHandle {
    fn is_terminal(&self) -> bool {
        self.0.is_output_own()
            && match self.1 {
                Stream::Stdout => io::IsTerminal::is_terminal(&io::stdout()),
                Stream::Stderr => io::IsTerminal::is_terminal(&io::stderr()),
            }
    }
}

impl StdoutStream for StdoutHandle {
    // Only preview 3 asks for it; preview 1 uses `p2_stream`.
    fn async_stream(&self) -> Box<dyn AsyncWrite + Send + Sync> {
        StdoutStream::async_stream(&MemoryOutputPipe::new(0))
    }

    fn p2_stream(&self) -> Box<dyn OutputStream> {
        Box::new(StdoutHandle(self.0.clone(), self.1))
    }
}

#[async_trait]
impl Pollable for StdoutHandle {
    async fn ready(&mut self) {}
}

impl OutputStream for StdoutHandle {
    fn write(&mut self, bytes: Bytes) -> StreamResult<()> {
        self.0.write(self.1, &bytes)
    }

    fn flush(&mut self) -> StreamResult<()> {
        Ok(())
    }

    fn check_write(&mut self) -> StreamResult<usize> {
        Ok(WRITE_CHUNK)
    }
}
