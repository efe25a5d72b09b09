//! The shared memory through which a request reaches its process and the response comes back. One
//! mailbox serves one process at a time; the next may use it when that one has ended.
//!
//! **The request's process may write anything anywhere in it**, at any time until it has ended, because its
//! code may be wrong. So whoever reads here reads every number once, takes it as far as the place that it is
//! about is large, and copies bytes out before looking at them. Nothing here is believed but as an answer to
//! that process's own request.

use std::sync::atomic::{AtomicU64, Ordering};

use preheat_formats::protocol::{Limits, MAX_PAYLOAD, Outcome};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::limits::MAX_OUTPUT;
use crate::mapping::{Access, Mapping, Sharing};
use crate::wasi::stdio::{Kept, Stream};

const PAGE: usize = 4096;
const HEADER: Place = Place { at: 0, len: PAGE };
const OUTCOME: Place = HEADER.followed_by(16 * PAGE);
/// A whole request fits one frame.
const INPUT: Place = OUTCOME.followed_by(MAX_PAYLOAD as usize + PAGE);
const STDOUT: Place = INPUT.followed_by(MAX_OUTPUT as usize);
const STDERR: Place = STDOUT.followed_by(MAX_OUTPUT as usize);
const TOTAL: usize = STDERR.at + STDERR.len;
/// Pages kept between requests; what a large request used goes back to the system.
const KEEP: usize = 64 * PAGE;

/// A part of the mailbox, in bytes; whole pages.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: usize,
    len: usize,
}

impl Place {
    const fn followed_by(self, len: usize) -> Place {
        Place { at: self.at + self.len, len }
    }

    /// A length that somebody wrote, as far as it means anything here.
    fn length(self, said: &AtomicU64) -> usize {
        usize::try_from(said.load(Ordering::Relaxed)).map_or(self.len, |len| len.min(self.len))
    }
}

/// Whether forked processes find it in their memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inherited {
    Yes,
    No,
}

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
    /// Not handed to forks.
    pub fn new() -> Result<Mailbox, Errno> {
        let mailbox = Mapping::anonymous(TOTAL, Access::ReadWrite, Sharing::Shared).map(Mailbox)?;
        mailbox.hand_to_forks(Inherited::No);
        Ok(mailbox)
    }

    fn header(&self) -> &Header {
        // SAFETY: the mapping starts with a zero-initialised, page-aligned header, accessed atomically only.
        unsafe { &*self.0.start().cast() }
    }

    /// Whether processes that are forked from now on share it.
    pub fn hand_to_forks(&self, inherited: Inherited) {
        let advice = match inherited {
            Inherited::Yes => libc::MADV_DOFORK,
            Inherited::No => libc::MADV_DONTFORK,
        };
        // SAFETY: the mapping is ours; a fork without it never looks at it.
        unsafe { libc::madvise(self.0.start().cast(), TOTAL, advice) };
    }

    /// Writes from a byte of a place on, as much as has room there; gives how much that was.
    fn put(&self, place: Place, from: usize, bytes: &[u8]) -> usize {
        let from = from.min(place.len);
        let len = bytes.len().min(place.len - from);
        // SAFETY: inside the place, which lies inside the mapping; what is written is ours.
        unsafe {
            let to = self.0.start().add(place.at + from);
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), to, len);
        }
        len
    }

    /// Appends a copy of bytes of a place, as far as they lie in it.
    fn copy(&self, place: Place, from: usize, len: usize, to: &mut Vec<u8>) {
        let from = from.min(place.len);
        let len = len.min(place.len - from);
        to.reserve(len);
        // SAFETY: inside the place, which lies inside the mapping. Somebody else may write it meanwhile;
        // bytes have no value that would be wrong, and the copy is only looked at when it is whole.
        unsafe {
            let start = self.0.start().add(place.at + from);
            std::ptr::copy_nonoverlapping(start, to.as_mut_ptr().add(to.len()), len);
            to.set_len(to.len() + len);
        }
    }

    /// Puts a request in, or says why it does not fit.
    pub fn post(&self, head: &Head, stdin: &[u8]) -> Result<(), String> {
        let head = postcard::to_allocvec(head).map_err(|error| error.to_string())?;
        if stdin.len() + head.len() > INPUT.len {
            return Err(format!("a request of {} bytes is too large", stdin.len() + head.len()));
        }
        let header = self.header();
        self.put(INPUT, 0, stdin);
        self.put(INPUT, stdin.len(), &head);
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
        let stdin_len = INPUT.length(&header.stdin_len);
        let mut head = Vec::new();
        self.copy(INPUT, stdin_len, INPUT.length(&header.head_len), &mut head);
        let head = postcard::from_bytes(&head).ok()?;
        // SAFETY: inside the mapping; nobody but this process writes it before its end.
        let stdin = unsafe { std::slice::from_raw_parts(self.0.start().add(INPUT.at), stdin_len) };
        Some((head, stdin))
    }

    /// In the request's process: appends output, up to `limit` bytes on both streams together. Gives
    /// how many were taken.
    pub fn append(&self, stream: Stream, bytes: &[u8], limit: u64) -> usize {
        let header = self.header();
        let stdout = STDOUT.length(&header.stdout_len);
        let stderr = STDERR.length(&header.stderr_len);
        let left = limit.min(MAX_OUTPUT).saturating_sub((stdout + stderr) as u64);
        let wanted = bytes.len().min(left as usize);
        let (place, len, field) = match stream {
            Stream::Stdout => (STDOUT, stdout, &header.stdout_len),
            Stream::Stderr => (STDERR, stderr, &header.stderr_len),
        };
        let taken = self.put(place, len, &bytes[..wanted]);
        field.store((len + taken) as u64, Ordering::Relaxed);
        taken
    }

    /// In the request's process: how it ended.
    pub fn finish(&self, outcome: &Outcome, measured: Measured) {
        let bytes = postcard::to_allocvec(outcome).unwrap_or_default();
        let len = self.put(OUTCOME, 0, &bytes);
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
        let len = OUTCOME.length(&header.outcome_len);
        // What was written before the length is there when the length is.
        std::sync::atomic::fence(Ordering::Acquire);
        if len == 0 {
            return None;
        }
        let mut bytes = Vec::new();
        self.copy(OUTCOME, 0, len, &mut bytes);
        let outcome = postcard::from_bytes(&bytes).ok()?;
        let measured = Measured {
            cpu_ns: header.cpu_ns.load(Ordering::Relaxed),
            memory_bytes: header.memory_bytes.load(Ordering::Relaxed),
            peak_rss_bytes: header.peak_rss_bytes.load(Ordering::Relaxed),
            marked_ns: header.marked_ns.load(Ordering::Relaxed),
        };
        Some((outcome, measured))
    }

    /// What `kept` holds and the output so far behind it, stdout and stderr, up to `limit` bytes of output on
    /// both streams together.
    pub fn output(&self, kept: &Kept, limit: u64) -> (Vec<u8>, Vec<u8>) {
        let header = self.header();
        let most = limit.min(MAX_OUTPUT) as usize;
        let stdout_len = STDOUT.length(&header.stdout_len).min(most);
        let stderr_len = STDERR.length(&header.stderr_len).min(most - stdout_len);
        let (mut stdout, mut stderr) = (kept.stdout.clone(), kept.stderr.clone());
        self.copy(STDOUT, 0, stdout_len, &mut stdout);
        self.copy(STDERR, 0, stderr_len, &mut stderr);
        (stdout, stderr)
    }

    /// Gives back what a large request used.
    pub fn shrink(&self) {
        let header = self.header();
        for (place, said) in
            [(INPUT, &header.stdin_len), (STDOUT, &header.stdout_len), (STDERR, &header.stderr_len)]
        {
            let used = place.length(said).next_multiple_of(PAGE);
            if used > KEEP {
                // SAFETY: whole pages inside the place, which nobody reads until written again.
                unsafe {
                    let start = self.0.start().add(place.at + KEEP).cast();
                    libc::madvise(start, used - KEEP, libc::MADV_REMOVE);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a request's process may do to the numbers, and to the bytes behind them.
    fn spoil(mailbox: &Mailbox, number: u64) {
        let header = mailbox.header();
        let fields = [
            &header.stdin_len,
            &header.head_len,
            &header.outcome_len,
            &header.stdout_len,
            &header.stderr_len,
        ];
        fields.into_iter().for_each(|field| field.store(number, Ordering::Relaxed));
    }

    #[test]
    fn a_request_and_its_response_pass() {
        let mailbox = Mailbox::new().unwrap();
        let limits = Limits { output_bytes: 5, ..Limits::default() };
        let head = Head { args: Some(vec!["a".into()]), env: None, limits };
        mailbox.post(&head, b"stdin").unwrap();
        assert_eq!(mailbox.outcome().map(|(outcome, _)| outcome), None);
        assert_eq!(mailbox.read(), Some((head, &b"stdin"[..])));
        assert_eq!(mailbox.append(Stream::Stdout, b"out", 5), 3);
        assert_eq!(mailbox.append(Stream::Stderr, b"err", 5), 2);
        mailbox.finish(&Outcome::Exit(7), Measured::default());
        assert_eq!(mailbox.outcome().map(|(outcome, _)| outcome), Some(Outcome::Exit(7)));
        let kept = Kept { stdout: b"kept ".to_vec(), stderr: vec![] };
        assert_eq!(mailbox.output(&kept, 5), (b"kept out".to_vec(), b"er".to_vec()));
        mailbox.shrink();
    }

    #[test]
    fn no_number_that_a_process_writes_leads_out_of_the_mailbox_or_over_its_limits() {
        let mailbox = Mailbox::new().unwrap();
        let page = PAGE as u64;
        for number in [
            u64::MAX,
            u64::MAX - page,
            1 << 63,
            1 << 32,
            TOTAL as u64,
            TOTAL as u64 + 1,
            STDERR.at as u64,
            MAX_OUTPUT + 1,
            0u64.wrapping_sub(OUTCOME.at as u64),
        ] {
            spoil(&mailbox, number);
            assert!(
                mailbox.read().is_none_or(|(_, stdin)| stdin.len() <= INPUT.len),
                "{number:#x}"
            );
            let _ = mailbox.outcome();
            let (stdout, stderr) = mailbox.output(&Kept::default(), 1000);
            assert!(stdout.len() + stderr.len() <= 1000, "{number:#x}");
            let (stdout, stderr) = mailbox.output(&Kept::default(), u64::MAX);
            assert!((stdout.len() + stderr.len()) as u64 <= MAX_OUTPUT, "{number:#x}");
            assert_eq!(mailbox.append(Stream::Stderr, b"more", u64::MAX), 0, "{number:#x}");
            mailbox.shrink();
        }
    }

    #[test]
    fn an_outcome_that_is_none_is_not_taken_for_one() {
        let mailbox = Mailbox::new().unwrap();
        mailbox.put(OUTCOME, 0, &[0xff; 64]);
        mailbox.header().outcome_len.store(64, Ordering::Relaxed);
        assert_eq!(mailbox.outcome().map(|(outcome, _)| outcome), None);
    }
}
