//! Work in a process of its own, with limits on what it may take: modules come from anywhere, and the
//! compiler below us is not trusted with its own memory or end. The process is a fork of this one, so it
//! finds what was read before; its result comes back through a pipe. What the work is, and what to do when it
//! took too much, others know.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::process::{Pid, Resource, Rlimit, Signal};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Fault};
use crate::exhaustion;

/// What a piece of work may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Processor time, of all its threads.
    pub processor: Duration,
    /// Memory beyond what this process has now, in bytes.
    pub memory: u64,
    /// When nobody needs the result any more.
    pub deadline: Option<Instant>,
}

/// Why there is no result.
#[derive(Debug)]
pub enum Excess {
    Processor,
    Memory,
    Deadline,
    /// It ended by a signal, as only a fault of ours or of a library's, or somebody else, can end it.
    Died(i32),
    /// There is no such process.
    Start(io::Error),
}

/// How the work ended by itself.
#[derive(Serialize, Deserialize)]
enum Told<T> {
    Done(T),
    /// With an error, which in the process above is only a text.
    Failed {
        fault: Fault,
        message: String,
    },
}

/// Does the work in a process of its own and gives its result.
pub fn contained<T: Serialize + DeserializeOwned + Send>(
    limits: &Limits,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> Result<Result<T, Error>, Excess> {
    let (result, to_us) = io::pipe().map_err(Excess::Start)?;
    let parent = rustix::process::getpid();
    // SAFETY: the child takes no lock that another thread of ours may hold: glibc makes its allocator usable
    // after a fork, and what the work needs of threads it starts anew.
    match unsafe { libc::fork() } {
        -1 => Err(Excess::Start(io::Error::last_os_error())),
        0 => {
            let done = rustix::process::set_parent_process_death_signal(Some(Signal::KILL));
            // If the parent died in between, the signal will not come.
            if done.is_ok() && rustix::process::getppid() == Some(parent) && limit(limits).is_ok() {
                tell(to_us, work);
            }
            leave(1)
        }
        pid => {
            // Only the child's is left, so that reading ends when it does.
            drop(to_us);
            let told = read_before(limits.deadline, result);
            let ended = wait(pid, limits, told.is_some())?;
            let told = told.and_then(|bytes| postcard::from_bytes(&bytes).ok());
            match (ended, told) {
                (End::Exit(0), Some(Told::Done(value))) => Ok(Ok(value)),
                (End::Exit(0), Some(Told::Failed { fault, message })) => {
                    Ok(Err(Error::Told { fault, message }))
                }
                (End::Exit(exhaustion::EXIT_CODE), _) => Err(Excess::Memory),
                (End::Exit(_), _) => Err(Excess::Died(libc::SIGABRT)),
                (End::Signal(libc::SIGXCPU), _) => Err(Excess::Processor),
                (End::Signal(signal), _) => Err(Excess::Died(signal)),
                // Who gets no memory may also fall over that.
                (End::Exhausted, _) => Err(Excess::Memory),
            }
        }
    }
}

/// In the child: sets the limits.
fn limit(limits: &Limits) -> io::Result<()> {
    exhaustion::end_silently();
    let set = |resource, soft: u64, hard: u64| {
        let wanted = Rlimit { current: Some(soft), maximum: Some(hard) };
        rustix::process::setrlimit(resource, lowered(resource, wanted))
    };
    set(Resource::Core, 0, 0)?;
    // The signal that tells of it comes at the softer limit, and the end at the harder one.
    let seconds = limits.processor.as_secs().max(1);
    set(Resource::Cpu, seconds, seconds + 5)?;
    let most = addresses().saturating_add(threads_reserve()).saturating_add(limits.memory);
    Ok(set(Resource::As, most, most)?)
}

/// A limit that is there already is not raised.
fn lowered(resource: Resource, wanted: Rlimit) -> Rlimit {
    let there = rustix::process::getrlimit(resource);
    let least = |a: Option<u64>, b: Option<u64>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    };
    let maximum = least(wanted.maximum, there.maximum);
    Rlimit { current: least(least(wanted.current, there.current), maximum), maximum }
}

/// Bytes of addresses that this process has.
fn addresses() -> u64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split_whitespace().next().and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or_default() * rustix::param::page_size() as u64
}

/// Addresses that each thread reserves and does not use: its stack, and the allocator's arena.
fn threads_reserve() -> u64 {
    let threads = std::thread::available_parallelism().map_or(1, |threads| threads.get() as u64);
    threads * (preheat_codegen::compile::THREAD_STACK as u64 + STACK as u64 + (128 << 20))
}

/// Decoding recurses a little, with frames of a build without optimisation.
const STACK: usize = 64 << 20;

/// In the child: does the work and leaves.
fn tell<T: Serialize + Send>(
    mut to: PipeWriter,
    work: impl FnOnce() -> Result<T, Error> + Send,
) -> ! {
    let on_threads = || match threads() {
        Ok(pool) => pool.install(work),
        Err(error) => Err(Error::Told {
            fault: Fault::Ours,
            message: format!("cannot start threads to compile with: {error}"),
        }),
    };
    let told = match catch_unwind(AssertUnwindSafe(on_threads)) {
        Ok(Ok(value)) => Told::Done(value),
        Ok(Err(error)) => Told::Failed { fault: error.fault(), message: error.to_string() },
        Err(_) => leave(1),
    };
    let written =
        postcard::to_stdvec(&told).map_err(io::Error::other).and_then(|bytes| to.write_all(&bytes));
    leave(i32::from(written.is_err()))
}

/// Threads of this process: those of the one that it was forked from are not here.
fn threads() -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    let builder = || rayon::ThreadPoolBuilder::new().stack_size(STACK);
    // One at least, where no more can be had.
    builder().build().or_else(|_| builder().num_threads(1).build())
}

fn leave(code: i32) -> ! {
    // SAFETY: always allowed. What the process above planned for its end is not run.
    unsafe { libc::_exit(code) }
}

/// All that comes through a pipe; nothing if it does not end in time.
fn read_before(deadline: Option<Instant>, mut from: PipeReader) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let mut chunk = vec![0; 1 << 16];
    loop {
        if !readable_before(deadline, &from) {
            return None;
        }
        match from.read(&mut chunk) {
            Ok(0) => return Some(content),
            Ok(len) => content.extend_from_slice(&chunk[..len]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // What is there is not a whole answer, which is seen when it is read.
            Err(_) => return Some(content),
        }
    }
}

fn readable_before(deadline: Option<Instant>, from: &PipeReader) -> bool {
    let Some(deadline) = deadline else { return true };
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let timeout =
            Timespec { tv_sec: left.as_secs() as i64, tv_nsec: i64::from(left.subsec_nanos()) };
        match rustix::event::poll(&mut [PollFd::new(from, PollFlags::IN)], Some(&timeout)) {
            Ok(0) => return false,
            Err(Errno::INTR) => {}
            Ok(_) | Err(_) => return true,
        }
    }
}

/// How the process ended.
enum End {
    Exit(i32),
    Signal(i32),
    /// By a signal, when it had about as much memory as it may have.
    Exhausted,
}

/// Waits for the child; ends it if it was not there in time.
fn wait(pid: libc::pid_t, limits: &Limits, in_time: bool) -> Result<End, Excess> {
    if !in_time && let Some(pid) = Pid::from_raw(pid) {
        // Our child, which was not waited for yet: the number is its own.
        let _ = rustix::process::kill_process(pid, Signal::KILL);
    }
    let (status, usage) = reap(pid).map_err(Excess::Start)?;
    if !in_time {
        return Err(Excess::Deadline);
    }
    if !libc::WIFSIGNALED(status) {
        return Ok(End::Exit(libc::WEXITSTATUS(status)));
    }
    let signal = libc::WTERMSIG(status);
    let full = usage.ru_maxrss as u64 * 1024 >= limits.memory / 4 * 3;
    let falls_over = [libc::SIGABRT, libc::SIGSEGV, libc::SIGBUS, libc::SIGILL].contains(&signal);
    Ok(if full && falls_over { End::Exhausted } else { End::Signal(signal) })
}

fn reap(pid: libc::pid_t) -> io::Result<(libc::c_int, libc::rusage)> {
    loop {
        let mut status = 0;
        // SAFETY: an all-zero rusage is a valid value, and wait4 fills both in.
        let (found, usage) = unsafe {
            let mut usage: libc::rusage = std::mem::zeroed();
            (libc::wait4(pid, &mut status, 0, &mut usage), usage)
        };
        if found == pid {
            return Ok((status, usage));
        }
        let error = io::Error::last_os_error();
        if error.kind() != io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}
