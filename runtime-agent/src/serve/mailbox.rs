//! The shared memory through which a request reaches its process and the response comes back. One
//! mailbox serves one process at a time; the next may use it when that one has ended.

use std::sync::atomic::{AtomicU64, Ordering};

use preheat_formats::protocol::{Limits, MAX_PAYLOAD, Outcome};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::limits::MAX_OUTPUT;
use crate::mapping::{Access, Mapping, Sharing};
use crate::wasi::stdio::Stream;

const PAGE: usize = 4096;
const OUTCOME_AT: usize = PAGE;
const OUTCOME_LEN: usize = 16 * PAGE;
const INPUT_AT: usize = OUTCOME_AT + OUTCOME_LEN;
/// A whole request fits one frame.
const INPUT_LEN: usize = MAX_PAYLOAD as usize + PAGE;
const STDOUT_AT: usize = INPUT_AT + INPUT_LEN;
const STDERR_AT: usize = STDOUT_AT + MAX_OUTPUT as usize;
const TOTAL: usize = STDERR_AT + MAX_OUTPUT as usize;
/// Pages kept between requests; what a large request used goes back to the system.
const KEEP: usize = 64 * PAGE;

/// A request without its stdin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub args: Option<Vec<String>>,
    pub env: Option<Vec<(String, String)>>,
    pub limits: Limits,
}

/// What a request's process measured of itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Measured {
    pub cpu_ns: u64,
    pub memory_bytes: u64,
    pub peak_rss_bytes: u64,
    pub marked_ns: u64,
}

#[derive(Default)]
#[repr(C)]
struct Header {
    stdin_len: AtomicU64,
    head_len: AtomicU64,
    /// 0 until the process has finished.
    outcome_len: AtomicU64,
    stdout_len: AtomicU64,
    stderr_len: AtomicU64,
    cpu_ns: AtomicU64,
    memory_bytes: AtomicU64,
    peak_rss_bytes: AtomicU64,
    marked_ns: AtomicU64,
}

#[derive(Debug)]
pub struct Mailbox(Mapping);

impl Mailbox {
    pub fn new() -> Result<Mailbox, Errno> {
        Mapping::anonymous(TOTAL, Access::ReadWrite, Sharing::Shared).map(Mailbox)
    }

    fn header(&self) -> &Header {
        // SAFETY: the mapping starts with a zero-initialised, page-aligned header, accessed atomically only.
        unsafe { &*self.0.start().cast() }
    }

    fn put(&self, at: usize, bytes: &[u8]) {
        debug_assert!(at + bytes.len() <= TOTAL);
        // SAFETY: inside the mapping; the other side does not look until it is told the length.
        unsafe {
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), self.0.start().add(at), bytes.len());
        }
    }

    fn get(&self, at: usize, len: usize) -> &[u8] {
        assert!(at + len <= TOTAL);
        // SAFETY: inside the mapping; only read while the other side waits or has ended.
        unsafe { std::slice::from_raw_parts(self.0.start().add(at), len) }
    }

    /// Puts a request in; false if it is too large.
    pub fn post(&self, head: &Head, stdin: &[u8]) -> Result<(), String> {
        let head = postcard::to_allocvec(head).map_err(|error| error.to_string())?;
        if stdin.len() + head.len() > INPUT_LEN {
            return Err(format!("a request of {} bytes is too large", stdin.len() + head.len()));
        }
        let header = self.header();
        self.put(INPUT_AT, stdin);
        self.put(INPUT_AT + stdin.len(), &head);
        header.stdin_len.store(stdin.len() as u64, Ordering::Relaxed);
        header.head_len.store(head.len() as u64, Ordering::Relaxed);
        for field in [&header.outcome_len, &header.stdout_len, &header.stderr_len] {
            field.store(0, Ordering::Relaxed);
        }
        let measured =
            [&header.cpu_ns, &header.memory_bytes, &header.peak_rss_bytes, &header.marked_ns];
        for field in measured {
            field.store(0, Ordering::Relaxed);
        }
        Ok(())
    }

    /// In the request's process: what to do.
    pub fn read(&self) -> Option<(Head, &[u8])> {
        let header = self.header();
        let stdin_len = header.stdin_len.load(Ordering::Relaxed) as usize;
        let head_len = header.head_len.load(Ordering::Relaxed) as usize;
        let stdin = self.get(INPUT_AT, stdin_len);
        let head = postcard::from_bytes(self.get(INPUT_AT + stdin_len, head_len)).ok()?;
        Some((head, stdin))
    }

    /// In the request's process: appends output, up to `limit` bytes on both streams together. Gives
    /// how many were taken.
    pub fn append(&self, stream: Stream, bytes: &[u8], limit: u64) -> usize {
        let header = self.header();
        let (stdout, stderr) = (&header.stdout_len, &header.stderr_len);
        let total = stdout.load(Ordering::Relaxed) + stderr.load(Ordering::Relaxed);
        let taken = bytes.len().min(limit.min(MAX_OUTPUT).saturating_sub(total) as usize);
        let (len, at) = match stream {
            Stream::Stdout => (stdout, STDOUT_AT),
            Stream::Stderr => (stderr, STDERR_AT),
        };
        self.put(at + len.load(Ordering::Relaxed) as usize, &bytes[..taken]);
        len.fetch_add(taken as u64, Ordering::Relaxed);
        taken
    }

    /// In the request's process: how it ended.
    pub fn finish(&self, outcome: &Outcome, measured: Measured) {
        let bytes = postcard::to_allocvec(outcome).unwrap_or_default();
        let len = bytes.len().min(OUTCOME_LEN);
        self.put(OUTCOME_AT, &bytes[..len]);
        let header = self.header();
        header.cpu_ns.store(measured.cpu_ns, Ordering::Relaxed);
        header.memory_bytes.store(measured.memory_bytes, Ordering::Relaxed);
        header.peak_rss_bytes.store(measured.peak_rss_bytes, Ordering::Relaxed);
        header.marked_ns.store(measured.marked_ns, Ordering::Relaxed);
        header.outcome_len.store(len as u64, Ordering::Release);
    }

    /// How the process said it ended, if it did.
    pub fn outcome(&self) -> Option<(Outcome, Measured)> {
        let header = self.header();
        let len = header.outcome_len.load(Ordering::Acquire) as usize;
        if len == 0 {
            return None;
        }
        let outcome = postcard::from_bytes(self.get(OUTCOME_AT, len)).ok()?;
        let measured = Measured {
            cpu_ns: header.cpu_ns.load(Ordering::Relaxed),
            memory_bytes: header.memory_bytes.load(Ordering::Relaxed),
            peak_rss_bytes: header.peak_rss_bytes.load(Ordering::Relaxed),
            marked_ns: header.marked_ns.load(Ordering::Relaxed),
        };
        Some((outcome, measured))
    }

    /// Output so far.
    pub fn output(&self) -> (&[u8], &[u8]) {
        let header = self.header();
        let stdout = header.stdout_len.load(Ordering::Relaxed) as usize;
        let stderr = header.stderr_len.load(Ordering::Relaxed) as usize;
        (self.get(STDOUT_AT, stdout), self.get(STDERR_AT, stderr))
    }

    /// Gives back what a large request used.
    pub fn shrink(&self) {
        let header = self.header();
        let input = header.stdin_len.load(Ordering::Relaxed) as usize;
        let stdout = header.stdout_len.load(Ordering::Relaxed) as usize;
        let stderr = header.stderr_len.load(Ordering::Relaxed) as usize;
        for (at, used) in [(INPUT_AT, input), (STDOUT_AT, stdout), (STDERR_AT, stderr)] {
            if used > KEEP {
                let (start, end) = (at + KEEP, (at + used).next_multiple_of(PAGE));
                // SAFETY: whole pages inside the mapping, which nobody reads until written again.
                unsafe {
                    let start_at = self.0.start().add(start).cast();
                    libc::madvise(start_at, end - start, libc::MADV_REMOVE);
                }
            }
        }
    }
}
