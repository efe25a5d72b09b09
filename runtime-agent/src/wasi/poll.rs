//! `poll_oneoff`: the one call that waits. The library's needs an event loop; this one is poll(2).
//!
//! Layouts of a subscription (48 bytes) and an event (32 bytes) are those of the preview 1 witx file.

use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::time::Duration;

use preheat_formats::abi::Slot;
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;

use super::arguments::{range, word};
use super::errno::{EINVAL, EIO, ENOMEM, SUCCESS};
use super::library::Wasi;
use crate::stop::Stop;

const SUBSCRIPTION: usize = 48;
const EVENT: usize = 32;
/// Most subscriptions of one call: they are kept in memory of ours while it waits.
const MAX_SUBSCRIPTIONS: usize = 1 << 16;
pub const REGULAR_FILE: u8 = 4;
/// Where a `filestat` has the filetype.
pub const STAT_FILETYPE: usize = 16;
const ABSOLUTE: u16 = 1;
const HANGUP: u16 = 1;

/// What a subscription waits for.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Clock { id: u32, timeout: u64, absolute: bool },
    Read(u32),
    Write(u32),
}

struct Subscription {
    userdata: [u8; 8],
    kind: u8,
    /// None if it has a number that means nothing.
    wanted: Option<Wanted>,
}

/// How far a subscription is.
enum State {
    Ready {
        errno: i32,
        bytes: u64,
        flags: u16,
    },
    /// After that long.
    At(Duration),
    /// When this fd of ours is ready.
    On(u32, PollFlags),
}

const READY: State = State::Ready { errno: SUCCESS, bytes: 1, flags: 0 };

fn parse(bytes: &[u8; SUBSCRIPTION]) -> Subscription {
    let half = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
    let word = |at: usize| u32::from(half(at)) | u32::from(half(at + 2)) << 16;
    let long = |at: usize| u64::from(word(at)) | u64::from(word(at + 4)) << 32;
    let wanted = match bytes[8] {
        0 if half(40) & !ABSOLUTE != 0 => None,
        0 => Some(Wanted::Clock {
            id: word(16),
            timeout: long(24),
            absolute: half(40) & ABSOLUTE != 0,
        }),
        1 => Some(Wanted::Read(word(16))),
        2 => Some(Wanted::Write(word(16))),
        _ => None,
    };
    Subscription { userdata: long(0).to_le_bytes(), kind: bytes[8], wanted }
}

/// Whether one of the subscriptions is a read of fd 0.
pub fn waits_for_stdin(memory: &[u8], args: &[Slot]) -> bool {
    let subscriptions = memory.get(word(args, 0) as usize..).unwrap_or_default();
    let (subscriptions, _) = subscriptions.as_chunks::<SUBSCRIPTION>();
    subscriptions
        .iter()
        .take(word(args, 2) as usize)
        .any(|bytes| matches!(parse(bytes).wanted, Some(Wanted::Read(0))))
}

pub fn poll_oneoff(wasi: &mut Wasi, memory: &mut [u8], args: &[Slot]) -> Result<i32, Stop> {
    let count = word(args, 2) as usize;
    if count == 0 {
        return Ok(EINVAL);
    }
    if count > MAX_SUBSCRIPTIONS {
        return Ok(ENOMEM);
    }
    // All ranges are checked before anything is waited for.
    range(memory, word(args, 1), count.saturating_mul(EVENT))?;
    range(memory, word(args, 3), 4)?;
    let subscriptions = range(memory, word(args, 0), count.saturating_mul(SUBSCRIPTION))?;
    let (subscriptions, _) = subscriptions.as_chunks::<SUBSCRIPTION>();
    let subscriptions: Vec<Subscription> = subscriptions.iter().map(parse).collect();

    let mut states = Vec::with_capacity(count);
    for subscription in &subscriptions {
        match subscription.wanted {
            Some(wanted) => states.push(state(wasi, wanted)?),
            None => return Ok(EINVAL),
        }
    }
    if states.iter().any(|state| matches!(state, State::Ready { errno: EINVAL, .. })) {
        return Ok(EINVAL);
    }
    if let Err(errno) = wait(&mut states) {
        return Ok(errno);
    }

    let events = range(memory, word(args, 1), count * EVENT)?;
    let (events, _) = events.as_chunks_mut::<EVENT>();
    let mut written = 0;
    for (subscription, state) in subscriptions.iter().zip(&states) {
        if let State::Ready { errno, bytes, flags } = state {
            let event = &mut events[written];
            *event = [0; EVENT];
            event[0..8].copy_from_slice(&subscription.userdata);
            event[8..10].copy_from_slice(&(*errno as u16).to_le_bytes());
            event[10] = subscription.kind;
            if subscription.kind != 0 {
                event[16..24].copy_from_slice(&bytes.to_le_bytes());
                event[24..26].copy_from_slice(&flags.to_le_bytes());
            }
            written += 1;
        }
    }
    range(memory, word(args, 3), 4)?.copy_from_slice(&(written as u32).to_le_bytes());
    Ok(SUCCESS)
}

/// Waits until at least one state is ready, and makes ready those that are.
fn wait(states: &mut [State]) -> Result<(), i32> {
    let is_ready = |state: &State| matches!(state, State::Ready { .. });
    let deadline = states
        .iter()
        .filter_map(|state| if let State::At(after) = state { Some(*after) } else { None })
        .min();
    let start = std::time::Instant::now();
    loop {
        let left = if states.iter().any(is_ready) {
            Some(Duration::ZERO)
        } else {
            deadline.map(|deadline| deadline.saturating_sub(start.elapsed()))
        };
        let (stdin, stdout, stderr) = (io::stdin(), io::stdout(), io::stderr());
        let own: [BorrowedFd<'_>; 3] = [stdin.as_fd(), stdout.as_fd(), stderr.as_fd()];
        // Each once, however often it is subscribed to: the system takes only so many.
        let mut wanted = [PollFlags::empty(); 3];
        for state in states.iter() {
            if let State::On(fd, flags) = state {
                wanted[*fd as usize] |= *flags;
            }
        }
        let waiting: Vec<usize> = (0..3).filter(|fd| !wanted[*fd].is_empty()).collect();
        let mut fds: Vec<PollFd<'_>> =
            waiting.iter().map(|fd| PollFd::new(&own[*fd], wanted[*fd])).collect();
        let timeout = left.map(|left| Timespec {
            tv_sec: left.as_secs().min(i64::MAX as u64) as i64,
            tv_nsec: i64::from(left.subsec_nanos()),
        });
        match rustix::event::poll(&mut fds, timeout.as_ref()) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => return Err(EIO),
        }
        let mut answers = [PollFlags::empty(); 3];
        for (fd, answer) in waiting.iter().zip(&fds) {
            answers[*fd] = answer.revents();
        }
        let elapsed = start.elapsed();
        for state in states.iter_mut() {
            match state {
                State::At(after) if *after <= elapsed => *state = READY,
                State::On(fd, flags) => {
                    // What was asked for, and what is said unasked.
                    let unasked = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
                    let flags = answers[*fd as usize] & (*flags | unasked);
                    if flags.intersects(PollFlags::HUP) {
                        *state = State::Ready { errno: SUCCESS, bytes: 1, flags: HANGUP };
                    } else if !flags.is_empty() {
                        *state = READY;
                    }
                }
                _ => {}
            }
        }
        if states.iter().any(is_ready) {
            return Ok(());
        }
    }
}

fn state(wasi: &mut Wasi, wanted: Wanted) -> Result<State, Stop> {
    match wanted {
        Wanted::Clock { id, timeout, absolute } => clock(wasi, id, timeout, absolute),
        Wanted::Read(fd) => read(wasi, fd),
        Wanted::Write(fd) => write(wasi, fd),
    }
}

fn failed(errno: i32) -> State {
    State::Ready { errno, bytes: 0, flags: 0 }
}

fn clock(wasi: &mut Wasi, id: u32, timeout: u64, absolute: bool) -> Result<State, Stop> {
    if id > 1 {
        return Ok(failed(EINVAL));
    }
    let mut after = timeout;
    if absolute {
        let mut now = [0; 8];
        wasi.ask("clock_time_get", &mut now, &[u64::from(id), 0, 0])?;
        after = timeout.saturating_sub(u64::from_le_bytes(now));
    }
    Ok(State::At(Duration::from_nanos(after)))
}

/// The filetype of an fd, or an errno.
pub fn filetype(wasi: &mut Wasi, fd: u32) -> Result<Result<u8, i32>, Stop> {
    let mut stat = [0; 24];
    let errno = wasi.ask("fd_fdstat_get", &mut stat, &[u64::from(fd), 0])?;
    Ok(if errno == SUCCESS { Ok(stat[0]) } else { Err(errno) })
}

fn read(wasi: &mut Wasi, fd: u32) -> Result<State, Stop> {
    let kind = match filetype(wasi, fd)? {
        Ok(kind) => kind,
        Err(errno) => return Ok(failed(errno)),
    };
    if kind != REGULAR_FILE {
        return Ok(match wasi.stdio().readable() {
            _ if fd != 0 => READY,
            None => State::On(0, PollFlags::IN),
            Some(0) => State::Ready { errno: SUCCESS, bytes: 0, flags: HANGUP },
            Some(bytes) => State::Ready { errno: SUCCESS, bytes, flags: 0 },
        });
    }
    let (mut stat, mut at) = ([0; 64], [0; 8]);
    let errno = wasi.ask("fd_filestat_get", &mut stat, &[u64::from(fd), 0])?;
    if errno != SUCCESS {
        return Ok(failed(errno));
    }
    let errno = wasi.ask("fd_tell", &mut at, &[u64::from(fd), 0])?;
    if errno != SUCCESS {
        return Ok(failed(errno));
    }
    let (longs, _) = stat.as_chunks::<8>();
    let bytes = u64::from_le_bytes(longs[4]).saturating_sub(u64::from_le_bytes(at));
    Ok(State::Ready { errno: SUCCESS, bytes, flags: if bytes == 0 { HANGUP } else { 0 } })
}

fn write(wasi: &mut Wasi, fd: u32) -> Result<State, Stop> {
    match filetype(wasi, fd)? {
        Err(errno) => Ok(failed(errno)),
        Ok(kind) if kind != REGULAR_FILE && fd <= 2 && wasi.stdio().is_output_own() => {
            Ok(State::On(fd, PollFlags::OUT))
        }
        Ok(_) => Ok(READY),
    }
}
