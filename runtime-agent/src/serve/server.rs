//! The server: answers frames, one after the other, with the help of a pool per artifact. It knows neither
//! where frames come from nor what a guest is.

use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;

use preheat_formats::protocol::{
    FromAgent, Happening, Limits, Mode, Outcome, ProtocolError, Ready, Request, Stats, ToAgent,
    read_frame, write_frame,
};
use rustix::process::WaitOptions;

use super::client::Client;
use super::events::EventLog;
use super::pool::{Pool, Start};
use crate::error::{AgentError, Result};
use crate::sandbox::{Demand, Sandbox, probe};
use crate::wasi::{self, Environment};

/// What is served, and how.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    pub artifact: PathBuf,
    /// Serves `Mode::Count`, loaded when first asked for. Not needed if `artifact` counts itself.
    pub instrumented: Option<PathBuf>,
    pub start: Start,
    pub environment: Environment,
    /// Upper bounds for what a request may ask.
    pub limits: Limits,
    /// What to do where the system does not give all walls.
    pub demand: Demand,
}

/// How serving a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The other side closed it between frames.
    Closed,
    Shutdown,
}

/// What a ping does beyond its answer: in a guest it sets clock and random state.
pub type OnPing<'a> = &'a mut dyn FnMut([u8; 32], u64);

/// See the module's documentation. The process that uses it must have one thread only.
pub struct Server {
    pool: Pool,
    counting: Option<Pool>,
    options: ServeOptions,
    sandbox: &'static Sandbox,
    stats: Stats,
    events: EventLog,
}

impl Server {
    /// Loads the artifact and runs it to its warm point, if it has one.
    pub fn start(options: ServeOptions) -> Result<Server> {
        let environment = &options.environment;
        if options.demand == Demand::All {
            probe::demand_all()?;
        }
        // Until the process ends, because its forks hold on to it.
        let sandbox =
            Sandbox::new(options.demand, environment)?.entered()?.keeping(wasi::random_device());
        let sandbox: &'static Sandbox = Box::leak(Box::new(sandbox));
        let pool =
            Pool::open(&options.artifact, options.start, environment, options.limits, sandbox)?;
        let (stats, events) = (Stats::default(), EventLog::default());
        Ok(Server { pool, counting: None, options, sandbox, stats, events })
    }

    pub fn ready(&self) -> Ready {
        Ready { warm: self.pool.is_warm(), load_ns: self.pool.load_ns() }
    }

    /// Serves one connection: greets, then answers until the other side closes it or says `Shutdown`. A
    /// malformed frame is answered with `Failed` and ends the connection, since what follows it
    /// cannot be told apart any more.
    pub fn serve(
        &mut self,
        mut from: impl Read,
        mut to: impl Write,
        client: Client<'_>,
        on_ping: OnPing<'_>,
    ) -> Result<End> {
        write_frame(&mut to, &FromAgent::Ready(self.ready()))?;
        self.answer_frames(&mut from, &mut to, client, on_ping)
    }

    /// As [`Server::serve`], without the greeting.
    pub fn answer_frames(
        &mut self,
        mut from: impl Read,
        mut to: impl Write,
        client: Client<'_>,
        on_ping: OnPing<'_>,
    ) -> Result<End> {
        loop {
            let message = match read_frame(&mut from) {
                Ok(ToAgent::Shutdown) => return Ok(End::Shutdown),
                Ok(message) => message,
                Err(ProtocolError::Closed) => return Ok(End::Closed),
                Err(error) => {
                    // Whoever sends such frames may not listen either.
                    let _ = write_frame(&mut to, &FromAgent::Failed(error.to_string()));
                    return Err(error.into());
                }
            };
            if let ToAgent::Ping { entropy, unix_time_ns } = &message {
                on_ping(*entropy, *unix_time_ns);
            }
            write_frame(&mut to, &self.answer(message, client))?;
            self.prepare();
        }
    }

    fn answer(&mut self, message: ToAgent, client: Client<'_>) -> FromAgent {
        let answer = match message {
            ToAgent::Ping { .. } | ToAgent::Shutdown => Ok(FromAgent::Pong),
            ToAgent::Stats => Ok(FromAgent::Stats(self.stats())),
            ToAgent::Events => {
                self.collect_happenings();
                Ok(FromAgent::Events(self.events.take()))
            }
            ToAgent::ExportProfile => self.export(),
            ToAgent::Request(request) => self.request(request, client),
        };
        answer.unwrap_or_else(|error| {
            let why = error.to_string();
            self.events.note(Happening::Refused { why: why.clone() });
            FromAgent::Refused(why)
        })
    }

    /// What pools have to tell.
    fn collect_happenings(&mut self) {
        for pool in [Some(&mut self.pool), self.counting.as_mut()].into_iter().flatten() {
            pool.take_happenings().for_each(|what| self.events.note(what));
        }
    }

    fn request(&mut self, request: Request, client: Client<'_>) -> Result<FromAgent> {
        let pool = match request.mode {
            Mode::Serve => &mut self.pool,
            Mode::Count => self.counting()?,
        };
        let response = pool.serve(request, client)?;
        self.collect_happenings();
        self.events.note_outcome(&response.outcome);
        self.stats.requests += 1;
        self.stats.failed += u64::from(response.outcome != Outcome::Exit(0));
        Ok(FromAgent::Response(response))
    }

    fn counting(&mut self) -> Result<&mut Pool> {
        if self.pool.counts() {
            return Ok(&mut self.pool);
        }
        let options = &self.options;
        let path = options.instrumented.as_ref().ok_or_else(|| {
            AgentError::Usage(
                "there is no instrumented artifact here to count with; give one with --instrumented"
                    .into(),
            )
        })?;
        if self.counting.is_none() {
            let (environment, limits) = (&options.environment, options.limits);
            let pool = Pool::open(path, options.start, environment, limits, self.sandbox)?;
            if !pool.counts() {
                let path = path.display();
                return Err(AgentError::Usage(format!(
                    "{path} counts nothing; an instrumented artifact is needed here"
                )));
            }
            self.counting = Some(pool);
        }
        self.counting.as_mut().ok_or_else(|| AgentError::Internal("no counting pool".into()))
    }

    fn export(&mut self) -> Result<FromAgent> {
        let profile = self.counting()?.export();
        let profile =
            profile.ok_or_else(|| AgentError::Internal("a pool does not count".into()))?;
        Ok(FromAgent::Profile(profile.to_bytes()))
    }

    /// Between requests. What fails now is tried again by the next request, which then says so.
    fn prepare(&mut self) {
        reap_orphans();
        for pool in [Some(&mut self.pool), self.counting.as_mut()].into_iter().flatten() {
            let _ = pool.prepare();
        }
        self.collect_happenings();
    }

    fn stats(&self) -> Stats {
        let own = std::process::id();
        let pools = [Some(&self.pool), self.counting.as_ref()];
        let zygotes = pools.into_iter().flatten().flat_map(Pool::processes);
        let resident_bytes = [own].into_iter().chain(zygotes).map(resident).sum();
        Stats { resident_bytes, ..self.stats }
    }
}

/// Resident bytes of a process, shared pages divided among those that share them; 0 if it is gone.
fn resident(pid: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or_default() * 1024
}

/// As PID 1 we inherit the processes of a zygote that died. Those of our own that this reaps have
/// nothing more to tell.
fn reap_orphans() {
    if std::process::id() == 1 {
        while let Ok(Some(_)) = rustix::process::wait(WaitOptions::NOHANG) {}
    }
}
