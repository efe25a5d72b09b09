//! Forks the processes of requests and watches them: one is forked ahead of time and waits, so that the fork
//! is not on a request's way. A process is ended at its time limit, and reaped in any case before the
//! next is forked.

use std::io::Write;
use std::os::fd::{AsRawFd, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::time::{Duration, Instant};

use preheat_formats::protocol::{Outcome, Request, Response, Usage};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::process::{Pid, Signal};

use super::child::{Job, leave, offer_to_oom_killer};
use super::mailbox::{Head, Inherited, Mailbox};
use crate::error::{AgentError, Result};
use crate::sandbox::{self, Bounds, Company, Role, Sandbox, Streams};
use crate::wasi::stdio::Kept;

/// Which side of a fork returned.
pub enum Side {
    Parent,
    /// In the request's process, when it may begin.
    Child(Job),
}

/// Where requests' processes are forked.
#[derive(Clone, Copy)]
pub enum Nursery {
    /// In the server: each is closed in by itself.
    Server(&'static Sandbox, Bounds),
    /// In a zygote, which is behind walls already. Its channel to the server is not theirs.
    Zygote(&'static Sandbox, Company, &'static UnixStream),
}

pub struct Supervisor {
    nursery: Nursery,
    /// Lives until the process ends, because requests' processes hold on to it.
    mailbox: &'static Mailbox,
    spare: Option<Process>,
    /// Has reported its end and is leaving.
    leaving: Option<libc::pid_t>,
}

struct Process {
    pid: libc::pid_t,
    channel: UnixStream,
}

impl Supervisor {
    pub fn new(nursery: Nursery) -> Result<Supervisor> {
        let mailbox = Mailbox::new().map_err(AgentError::system("map a mailbox"))?;
        Ok(Supervisor {
            nursery,
            mailbox: Box::leak(Box::new(mailbox)),
            spare: None,
            leaving: None,
        })
    }

    /// Makes sure that a process waits for the next request.
    pub fn prepare(&mut self) -> Result<Side> {
        if let Some(pid) = self.leaving.take() {
            // It has nothing left to do. One that stays all the same would read the next request.
            kill(pid);
            wait(pid);
        }
        if let Some(process) = self.spare.take() {
            if !is_closed(&process.channel) {
                self.spare = Some(process);
                return Ok(Side::Parent);
            }
            // Killed while it waited.
            wait(process.pid);
        }
        let (ours, theirs) = UnixStream::pair().map_err(AgentError::system("make a channel"))?;
        // Shared with this process and no other that is forked here.
        self.mailbox.hand_to_forks(Inherited::Yes);
        let forked = self.fork(&theirs);
        self.mailbox.hand_to_forks(Inherited::No);
        match forked? {
            0 => {
                match self.nursery {
                    // Its number is closed already, and may be somebody else's.
                    Nursery::Server(..) => std::mem::forget(ours),
                    Nursery::Zygote(..) => drop(ours),
                }
                Ok(Side::Child(Job::wait(self.mailbox, theirs)))
            }
            pid => {
                self.spare = Some(Process { pid, channel: ours });
                Ok(Side::Parent)
            }
        }
    }

    /// Forks a process and closes it in, with this channel.
    fn fork(&self, theirs: &UnixStream) -> Result<libc::pid_t> {
        match self.nursery {
            Nursery::Server(sandbox, bounds) => {
                match sandbox.fork(Some(theirs.as_raw_fd()), Streams::Null)? {
                    sandbox::Side::Parent(pid) => Ok(pid),
                    sandbox::Side::Child(mut inside) => {
                        offer_to_oom_killer();
                        if let Err(error) = inside.close(Role::Program, bounds) {
                            inside.say(&error.to_string());
                            leave()
                        }
                        Ok(0)
                    }
                }
            }
            Nursery::Zygote(sandbox, company, channel) => {
                let pid = fork()?;
                if pid == 0 {
                    // SAFETY: this process has its own channel, and uses its zygote's no more.
                    unsafe { libc::close(channel.as_raw_fd()) };
                    if sandbox.narrow(company).is_err() {
                        leave();
                    }
                }
                Ok(pid)
            }
        }
    }

    /// Serves a request with the waiting process. `kept` goes before its own output. The request is stopped
    /// when `cancel` says so.
    pub fn serve(
        &mut self,
        request: &Request,
        kept: &Kept,
        cancel: Option<Cancel<'_>>,
    ) -> Result<Response> {
        let Some(process) = self.spare.take() else {
            return Err(AgentError::Internal("no process waits for a request".into()));
        };
        let kept_len = (kept.stdout.len() + kept.stderr.len()) as u64;
        let mut limits = request.limits;
        limits.output_bytes = limits.output_bytes.saturating_sub(kept_len);
        let head = Head { args: request.args.clone(), env: request.env.clone(), limits };
        if let Err(what) = self.mailbox.post(&head, &request.stdin) {
            self.spare = Some(process);
            return Err(AgentError::Usage(what));
        }
        let start = Instant::now();
        let deadline = (limits.time_ms > 0).then(|| Duration::from_millis(limits.time_ms));
        let end = match (&process.channel).write_all(&[1]) {
            Ok(()) => watch(&process.channel, start, deadline, cancel),
            Err(_) => End::Gone,
        };
        let wall_ns = start.elapsed().as_nanos() as u64;
        let (outcome, usage) = self.settle(process, end, wall_ns);
        let (stdout, stderr) = self.mailbox.output(kept, limits.output_bytes);
        let response = Response { outcome, stdout, stderr, usage };
        self.mailbox.shrink();
        Ok(response)
    }

    fn settle(&mut self, process: Process, end: End, wall_ns: u64) -> (Outcome, Usage) {
        if matches!(end, End::Reported)
            && let Some((outcome, measured)) = self.mailbox.outcome()
        {
            self.leaving = Some(process.pid);
            let usage = Usage {
                wall_ns,
                cpu_ns: measured.cpu_ns,
                memory_bytes: measured.memory_bytes,
                peak_rss_bytes: measured.peak_rss_bytes,
                marked_ns: measured.marked_ns,
            };
            return (outcome, usage);
        }
        if !matches!(end, End::Gone) {
            kill(process.pid);
        }
        let (status, rusage) = wait(process.pid);
        let cpu =
            |time: libc::timeval| time.tv_sec as u64 * 1_000_000_000 + time.tv_usec as u64 * 1000;
        let usage = Usage {
            wall_ns,
            cpu_ns: cpu(rusage.ru_utime) + cpu(rusage.ru_stime),
            memory_bytes: 0,
            peak_rss_bytes: rusage.ru_maxrss as u64 * 1024,
            marked_ns: 0,
        };
        let outcome = match end {
            End::TimedOut => Outcome::TimeLimit,
            _ => Outcome::Died { signal: sandbox::signal_of(status) },
        };
        (outcome, usage)
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        // Closing its channel ends a waiting process.
        if let Some(Process { pid, channel }) = self.spare.take() {
            drop(channel);
            wait(pid);
        }
        if let Some(pid) = self.leaving.take() {
            wait(pid);
        }
    }
}

/// Whether the process at the other end is gone.
fn is_closed(channel: &UnixStream) -> bool {
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    let mut fds = [PollFd::new(channel, PollFlags::empty())];
    matches!(rustix::event::poll(&mut fds, Some(&now)), Ok(1))
}

/// How watching ended.
enum End {
    /// The process said that it is done.
    Reported,
    TimedOut,
    Cancelled,
    /// It ended without a word.
    Gone,
}

/// Something reported on this file stops a request.
#[derive(Debug, Clone, Copy)]
pub struct Cancel<'a> {
    pub fd: BorrowedFd<'a>,
    /// Beside errors and the other side's going away.
    pub events: PollFlags,
}

fn watch(
    channel: &UnixStream,
    start: Instant,
    limit: Option<Duration>,
    cancel: Option<Cancel<'_>>,
) -> End {
    loop {
        let left = limit.map(|limit| limit.saturating_sub(start.elapsed()));
        let timeout = left.map(|left| Timespec {
            tv_sec: left.as_secs() as i64,
            tv_nsec: i64::from(left.subsec_nanos()),
        });
        let own = PollFd::new(channel, PollFlags::IN);
        // Without anything to cancel by, the channel stands there twice.
        let mut fds = match &cancel {
            Some(cancel) => [own, PollFd::new(&cancel.fd, cancel.events)],
            None => [own, PollFd::new(channel, PollFlags::IN)],
        };
        match rustix::event::poll(&mut fds, timeout.as_ref()) {
            Ok(0) => return End::TimedOut,
            Ok(_) if fds[0].revents().is_empty() => return End::Cancelled,
            Ok(_) => {
                let mut byte = [0];
                return match rustix::io::read(channel, &mut byte) {
                    Ok(1) => End::Reported,
                    Err(Errno::INTR) => continue,
                    _ => End::Gone,
                };
            }
            Err(Errno::INTR) => {}
            Err(_) => return End::Gone,
        }
    }
}

/// Forks; the child dies with its parent. The calling process has one thread only.
pub fn fork() -> Result<libc::pid_t> {
    let parent = rustix::process::getpid();
    // SAFETY: one thread, so no lock is held by another that the child would miss.
    match unsafe { libc::fork() } {
        -1 => Err(AgentError::Fork { source: std::io::Error::last_os_error() }),
        0 => {
            let set = rustix::process::set_parent_process_death_signal(Some(Signal::KILL));
            // If the parent died in between, the signal will not come.
            if set.is_err() || rustix::process::getppid() != Some(parent) {
                leave();
            }
            Ok(0)
        }
        pid => Ok(pid),
    }
}

/// Ends a process that we forked and have not reaped: until then its pid is not given to another.
pub fn kill(pid: libc::pid_t) {
    if let Some(pid) = Pid::from_raw(pid) {
        let _ = rustix::process::kill_process(pid, Signal::KILL);
    }
}

/// Reaps a child.
pub fn wait(pid: libc::pid_t) -> (libc::c_int, libc::rusage) {
    // SAFETY: wait4 fills in the zeroed values.
    unsafe {
        let mut status = 0;
        let mut usage: libc::rusage = std::mem::zeroed();
        while libc::wait4(pid, &mut status, 0, &mut usage) == -1
            && std::io::Error::last_os_error().kind() == std::io::ErrorKind::Interrupted
        {}
        (status, usage)
    }
}
