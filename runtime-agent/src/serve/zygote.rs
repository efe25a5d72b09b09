//! The zygote: a process that runs the program to its warm point and stays there, in the middle of a host call,
//! forking a process for each request. The fork returns from the host call with the request's
//! stdin; the zygote itself never does.
//!
//! It speaks the agent's own frames ([`preheat_formats::protocol`]) with the server over a socket pair: first
//! `Ready`, then a `Response` for every `Request`. It ends when the server closes the pair.

use std::cell::OnceCell;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use preheat_formats::protocol::{
    FromAgent, ProtocolError, Ready, Response, ToAgent, read_frame, write_frame,
};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use rustix::process::{Pid, PidfdFlags, Signal};

use super::child::{Job, Reporter, leave};
use super::supervisor::{Side, Supervisor, fork, wait};
use crate::error::{AgentError, Result};
use crate::host::Host;
use crate::instance::Instance;
use crate::wasi::stdio::{Input, Kept, Output, Stdio};
use crate::wasi::{Environment, Wasi};

/// How much longer than a request's own limit the server waits for the zygote to enforce it.
const GRACE: Duration = Duration::from_secs(10);

/// How long a zygote may take to end by itself.
const FAREWELL: Timespec = Timespec { tv_sec: 1, tv_nsec: 0 };

/// The server's end of a zygote at the warm point.
pub struct Zygote {
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
    ) -> Result<Start> {
        let (ours, theirs) = UnixStream::pair().map_err(AgentError::system("make a channel"))?;
        let loading = instance.artifact().opened.elapsed();
        let pid = match fork()? {
            0 => {
                drop(ours);
                run(instance, environment, theirs, loading)
            }
            pid => pid,
        };
        drop(theirs);
        let pidfd = open_pidfd(pid).map_err(AgentError::system("watch a process"))?;
        let zygote = Zygote { pid, pidfd, channel: ours };
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
            // It died, or took too long: requests will show whether the program can be run at all.
            _ => Ok(Start { zygote: None, load_ns: 0 }),
        }
    }

    pub fn pid(&self) -> u32 {
        self.pid as u32
    }

    /// Has a request served. An error means that the zygote is of no use any more.
    pub fn serve(
        &mut self,
        request: &ToAgent,
        time_ms: u64,
    ) -> Result<Result<Response, String>, ProtocolError> {
        let patience = (time_ms > 0).then(|| Duration::from_millis(time_ms) + GRACE);
        self.channel.set_read_timeout(patience)?;
        write_frame(&self.channel, request)?;
        match read_frame(&self.channel)? {
            FromAgent::Response(response) => Ok(Ok(response)),
            FromAgent::Refused(what) => Ok(Err(what)),
            other => Err(ProtocolError::Malformed(format!("a zygote answered {other:?}"))),
        }
    }
}

impl Drop for Zygote {
    /// At the warm point it ends, with the process that it keeps waiting, when its channel closes. Elsewhere it
    /// may be stuck.
    fn drop(&mut self) {
        let _ = self.channel.shutdown(std::net::Shutdown::Both);
        let mut fds = [PollFd::new(&self.pidfd, PollFlags::IN)];
        let _ = rustix::event::poll(&mut fds, Some(&FAREWELL));
        let _ = rustix::process::pidfd_send_signal(&self.pidfd, Signal::KILL);
        wait(self.pid);
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
) -> ! {
    let started = Instant::now();
    let stdio = Stdio::new(Input::NotYet, Output::Kept(Kept::default()));
    let wasi = match Wasi::new(environment, stdio.clone()) {
        Ok(wasi) => wasi,
        Err(error) => fail(&channel, &error),
    };
    // Filled in only in the processes of requests, which return from the warm point.
    let reporter: Rc<OnceCell<Arc<Reporter>>> = Rc::default();
    let at_warm_point = reporter.clone();
    let (for_requests, for_start) = match channel.try_clone() {
        Ok(clone) => (channel, clone),
        Err(error) => fail(&channel, &AgentError::System { what: "copy a channel", source: error }),
    };
    let load_ns = Rc::new(OnceCell::new());
    let loaded = load_ns.clone();
    let host = instance.host();
    host.wasi = Some(wasi);
    host.warm_point = Some(Box::new(move |host: &mut Host| {
        let kept = stdio.take_kept();
        let load_ns = loaded.get().copied().unwrap_or_default();
        let job = serve_forks(&for_requests, &kept, load_ns);
        // This is a request's process now.
        drop(for_requests);
        let _ = at_warm_point.set(job.attach(&stdio, host));
        Ok(())
    }));
    let _ = load_ns.set((loading + started.elapsed()).as_nanos() as u64);
    let ending = instance.run();
    match reporter.get() {
        Some(reporter) => reporter.finish(ending),
        None => {
            let load_ns = load_ns.get().copied().unwrap_or_default();
            let _ = write_frame(&for_start, &FromAgent::Ready(Ready { warm: false, load_ns }));
            leave()
        }
    }
}

/// The zygote's life at the warm point. Returns only in the process of a request.
fn serve_forks(channel: &UnixStream, kept: &Kept, load_ns: u64) -> Job {
    let mut supervisor = match Supervisor::new() {
        Ok(supervisor) => supervisor,
        Err(error) => fail(channel, &error),
    };
    let mut greeting = Some(FromAgent::Ready(Ready { warm: true, load_ns }));
    loop {
        match supervisor.prepare() {
            Ok(Side::Child(job)) => return job,
            Ok(Side::Parent) => {}
            Err(error) => fail(channel, &error),
        }
        if let Some(greeting) = greeting.take()
            && write_frame(channel, &greeting).is_err()
        {
            leave();
        }
        let answer = match read_frame(channel) {
            Ok(ToAgent::Request(request)) => match supervisor.serve(&request, kept) {
                Ok(response) => FromAgent::Response(response),
                Err(error) => FromAgent::Refused(error.to_string()),
            },
            _ => {
                drop(supervisor);
                leave()
            }
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
