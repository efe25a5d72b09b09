//! The zygote: a process that runs the program to its warm point and stays there, in the middle of a host
//! call, forking a process for each request. The fork returns from the host call with the request's stdin;
//! the zygote itself never does.
//!
//! It speaks frames ([`preheat_formats::protocol`]) with the server over a socket pair: it says `Ready`, then
//! answers each [`Order`] to serve a request with `Response` or `Refused`. It ends when the server closes the
//! pair.

use std::cell::OnceCell;
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use libc::c_int;
use preheat_formats::protocol::{
    FromAgent, ProtocolError, Ready, Request, Response, read_frame, write_frame,
};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal};
use serde::{Deserialize, Serialize};

use super::child::{Job, Reporter, leave, offer_to_oom_killer};
use super::client::Client;
use super::supervisor::{Cancel, Nursery, Side, Supervisor, wait};
use crate::error::{AgentError, Result};
use crate::file_limit::FileLimit;
use crate::host::Host;
use crate::instance::Instance;
use crate::sandbox::{self, Bounds, Company, Inside, Role, Sandbox, Streams};
use crate::wasi::stdio::{Input, Kept, Output, Stdio};
use crate::wasi::{Environment, Wasi};

/// How much longer than a request's own limit the server waits for the zygote to enforce it.
const GRACE: Duration = Duration::from_secs(10);

/// How long a zygote may take to end by itself.
const FAREWELL: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };

/// Signals that no program makes: somebody else, or the system when memory is short, ended the process.
const FROM_OUTSIDE: [c_int; 4] = [libc::SIGKILL, libc::SIGTERM, libc::SIGINT, libc::SIGHUP];

/// What the server asks of a zygote.
#[derive(Debug, Serialize, Deserialize)]
enum Order {
    Serve(Request),
    /// Stop the request that runs; its response comes all the same. If it has ended meanwhile, nothing.
    Cancel,
}

/// The server's end of a zygote at the warm point.
pub struct Zygote {
    /// 0 once it was reaped.
    pid: libc::pid_t,
    /// Names the process even after somebody else reaped it, as PID 1 may.
    pidfd: OwnedFd,
    channel: UnixStream,
}

/// How starting one ended.
pub struct Start {
    /// None if the program ended without reaching a warm point.
    pub zygote: Option<Zygote>,
    /// See [`Ready`].
    pub load_ns: u64,
}

impl Zygote {
    /// Starts one, and waits until the program is at its warm point or has ended; longer than
    /// `patience` counts as ended.
    pub fn start(
        instance: &mut Instance,
        environment: &Environment,
        patience: Duration,
        sandbox: &'static Sandbox,
        bounds: Bounds,
    ) -> Result<Start> {
        let (ours, theirs) = UnixStream::pair().map_err(AgentError::system("make a channel"))?;
        let loading = instance.artifact().opened.elapsed();
        let pid = match sandbox.fork(Some(theirs.as_raw_fd()), Streams::Null)? {
            sandbox::Side::Child(inside) => {
                // Its number is closed already, and may be somebody else's.
                std::mem::forget(ours);
                run(instance, environment, theirs, loading, inside, bounds)
            }
            sandbox::Side::Parent(pid) => pid,
        };
        drop(theirs);
        let pidfd = open_pidfd(pid).map_err(AgentError::system("watch a process"))?;
        let mut zygote = Zygote { pid, pidfd, channel: ours };
        zygote
            .channel
            .set_read_timeout(Some(patience))
            .map_err(AgentError::system("set a timeout"))?;
        match read_frame(&zygote.channel) {
            Ok(FromAgent::Ready(Ready { warm: true, load_ns })) => {
                Ok(Start { zygote: Some(zygote), load_ns })
            }
            Ok(FromAgent::Ready(Ready { warm: false, load_ns })) => {
                Ok(Start { zygote: None, load_ns })
            }
            Ok(FromAgent::Failed(what)) => Err(AgentError::Internal(what)),
            Err(ProtocolError::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                Ok(Start { zygote: None, load_ns: 0 })
            }
            _ => match zygote.end() {
                Some(signal) if FROM_OUTSIDE.contains(&signal) => {
                    Err(AgentError::WarmUp { signal })
                }
                // Requests will show whether the program can be run at all.
                _ => Ok(Start { zygote: None, load_ns: 0 }),
            },
        }
    }

    pub fn pid(&self) -> u32 {
        self.pid as u32
    }

    /// Whether its process is still there.
    pub fn is_alive(&self) -> bool {
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        let mut fds = [PollFd::new(&self.pidfd, PollFlags::IN)];
        !matches!(rustix::event::poll(&mut fds, Some(&now)), Ok(1))
    }

    /// Has a request served, and stopped when the client is gone. An error means that the zygote is of no use
    /// any more.
    pub fn serve(
        &mut self,
        request: Request,
        time_ms: u64,
        client: Client<'_>,
    ) -> Result<Result<Response, String>, ProtocolError> {
        let patience = (time_ms > 0).then(|| Duration::from_millis(time_ms) + GRACE);
        write_frame(&self.channel, &Order::Serve(request))?;
        self.wait(client, patience)?;
        self.channel.set_read_timeout(Some(GRACE))?;
        match read_frame(&self.channel)? {
            FromAgent::Response(response) => Ok(Ok(response)),
            FromAgent::Refused(what) => Ok(Err(what)),
            other => Err(ProtocolError::Malformed(format!("a zygote answered {other:?}"))),
        }
    }

    /// Waits for an answer, and has the request stopped when the client goes away before.
    fn wait(&self, client: Client<'_>, patience: Option<Duration>) -> Result<(), ProtocolError> {
        let timeout = patience.map(|patience| Timespec {
            tv_sec: patience.as_secs() as i64,
            tv_nsec: i64::from(patience.subsec_nanos()),
        });
        loop {
            let own = PollFd::new(&self.channel, PollFlags::IN);
            // Without a client to watch, the channel stands there twice.
            let mut fds = match &client {
                Some(client) => [own, PollFd::new(client, PollFlags::empty())],
                None => [own.clone(), own],
            };
            match rustix::event::poll(&mut fds, timeout.as_ref()) {
                Ok(0) => return Err(io::Error::from(io::ErrorKind::TimedOut).into()),
                Ok(_) if !fds[0].revents().is_empty() => return Ok(()),
                Ok(_) => return write_frame(&self.channel, &Order::Cancel),
                Err(Errno::INTR) => {}
                Err(error) => return Err(io::Error::from(error).into()),
            }
        }
    }

    /// Ends it and gives the signal that ended it, if one did. At the warm point it ends by itself, with the
    /// process that it keeps waiting, when its channel closes. Elsewhere it may be stuck.
    fn end(&mut self) -> Option<c_int> {
        let pid = std::mem::take(&mut self.pid);
        if pid == 0 {
            return None;
        }
        let _ = self.channel.shutdown(std::net::Shutdown::Both);
        let mut fds = [PollFd::new(&self.pidfd, PollFlags::IN)];
        let _ = rustix::event::poll(&mut fds, Some(&FAREWELL));
        let _ = rustix::process::pidfd_send_signal(&self.pidfd, Signal::KILL);
        let (status, _) = wait(pid);
        sandbox::signal_of(status)
    }
}

impl Drop for Zygote {
    fn drop(&mut self) {
        self.end();
    }
}

fn open_pidfd(pid: libc::pid_t) -> Result<OwnedFd, Errno> {
    let pid = Pid::from_raw(pid).ok_or(Errno::SRCH)?;
    rustix::process::pidfd_open(pid, PidfdFlags::empty())
}

/// The zygote's process. `loading` is how long the artifact took to load until it was forked.
fn run(
    instance: &mut Instance,
    environment: &Environment,
    channel: UnixStream,
    loading: Duration,
    mut inside: Inside<'static>,
    bounds: Bounds,
) -> ! {
    // As long as the process lives; a request's, which is forked in the middle of it, closes it.
    let channel: &'static UnixStream = Box::leak(Box::new(channel));
    let (sandbox, company) = (inside.sandbox(), inside.company());
    offer_to_oom_killer();
    let started = Instant::now();
    let stdio = Stdio::new(Input::NotYet, Output::Kept(Kept::default()));
    let wasi = match Wasi::new(environment, stdio.clone()) {
        Ok(wasi) => wasi,
        Err(error) => fail(channel, &error),
    };
    if let Err(error) = inside.close(Role::Zygote, bounds) {
        fail(channel, &error);
    }
    drop(inside);
    // Filled in only in the processes of requests, which return from the warm point.
    let reporter: Rc<OnceCell<Arc<Reporter>>> = Rc::default();
    let at_warm_point = reporter.clone();
    let files = FileLimit::new(environment.max_files);
    if let Err(error) = files.impose() {
        fail(channel, &error);
    }
    let load_ns = Rc::new(OnceCell::new());
    let loaded = load_ns.clone();
    let host = instance.host();
    host.wasi = Some(wasi);
    host.warm_point = Some(Box::new(move |host: &mut Host| {
        let kept = stdio.take_kept();
        let load_ns = loaded.get().copied().unwrap_or_default();
        if let Err(error) = files.lift() {
            fail(channel, &error);
        }
        // What comes back is a request's process. It has one file of its own, the job's, in place of the
        // channel.
        let job = serve_forks(sandbox, company, channel, &kept, load_ns);
        let reporter = job.attach(&stdio, host);
        if let Err(error) = files.impose() {
            reporter.fail(&error.to_string());
        }
        let _ = at_warm_point.set(reporter);
        Ok(())
    }));
    let _ = load_ns.set((loading + started.elapsed()).as_nanos() as u64);
    let ending = instance.run();
    match reporter.get() {
        Some(reporter) => reporter.finish(ending),
        None => {
            let load_ns = load_ns.get().copied().unwrap_or_default();
            let _ = write_frame(channel, &FromAgent::Ready(Ready { warm: false, load_ns }));
            leave()
        }
    }
}

/// The zygote's life at the warm point. Returns only in the process of a request.
fn serve_forks(
    sandbox: &'static Sandbox,
    company: Company,
    channel: &'static UnixStream,
    kept: &Kept,
    load_ns: u64,
) -> Job {
    let mut supervisor = match Supervisor::new(Nursery::Zygote(sandbox, company, channel)) {
        Ok(supervisor) => supervisor,
        Err(error) => fail(channel, &error),
    };
    let mut greeting = Some(FromAgent::Ready(Ready { warm: true, load_ns }));
    loop {
        match supervisor.prepare() {
            Ok(Side::Child(job)) => return job,
            Ok(Side::Parent) => {}
            Err(error) if greeting.is_some() => fail(channel, &error),
            // The next request tries again, and says so if it fails.
            Err(_) => {}
        }
        if let Some(greeting) = greeting.take()
            && write_frame(channel, &greeting).is_err()
        {
            leave();
        }
        let request = match read_frame(channel) {
            Ok(Order::Serve(request)) => request,
            Ok(Order::Cancel) => continue,
            Err(_) => {
                drop(supervisor);
                leave()
            }
        };
        let cancel = Some(Cancel { fd: channel.as_fd(), events: PollFlags::IN });
        let response = match supervisor.prepare() {
            Ok(Side::Child(job)) => return job,
            Ok(Side::Parent) => supervisor.serve(&request, kept, cancel),
            Err(error) => Err(error),
        };
        let answer = match response {
            Ok(response) => FromAgent::Response(response),
            Err(error) => FromAgent::Refused(error.to_string()),
        };
        if write_frame(channel, &answer).is_err() {
            leave();
        }
    }
}

fn fail(channel: &UnixStream, error: &AgentError) -> ! {
    let _ = write_frame(channel, &FromAgent::Failed(error.to_string()));
    leave()
}
