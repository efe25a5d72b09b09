//! One artifact, ready to serve: loaded once; a zygote at its warm point, if it has one; and for
//! requests that bring their own arguments or environment, and programs without a warm point, forks of
//! the freshly loaded instance.

use std::path::Path;
use std::time::Duration;

use preheat_formats::profile::Profile;
use preheat_formats::protocol::{Happening, Limits, Outcome, Request, Response, Usage};
use rustix::event::PollFlags;

use super::child::Job;
use super::client::Client;
use super::limits;
use super::supervisor::{Cancel, Nursery, Side, Supervisor};
use super::zygote::Zygote;
use crate::artifact::Artifact;
use crate::counting::record::Record;
use crate::error::{AgentError, Result};
use crate::file_limit::FileLimit;
use crate::instance::Instance;
use crate::sandbox::{Bounds, Sandbox};
use crate::wasi::stdio::{Input, Kept, Output, Stdio};
use crate::wasi::{Environment, Wasi};

/// How long a program may take to its warm point if requests have no time limit.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Pool {
    warmth: Warmth,
    supervisor: Supervisor,
    record: Option<Record>,
    instance: Instance,
    environment: Environment,
    allowed: Limits,
    start: Start,
    sandbox: &'static Sandbox,
    load_ns: u64,
    /// Not told yet.
    happened: Vec<Happening>,
}

enum Warmth {
    /// A zygote waits at the warm point.
    Warm(Zygote),
    /// There is no warm point, or none is wanted.
    Cold,
    /// The zygote died (killed from outside, out of memory); another one is to be started.
    Lost,
}

/// How a program's requests start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At the warm point, if the program has one.
    Warm,
    /// From the beginning, each of them; the program is not run ahead of requests.
    Fresh,
}

impl Pool {
    /// Loads the artifact and runs it to its warm point. An instrumented artifact counts.
    pub fn open(
        path: &Path,
        start: Start,
        environment: &Environment,
        allowed: Limits,
        sandbox: &'static Sandbox,
    ) -> Result<Pool> {
        let mut instance = Instance::new(Artifact::open(path)?, allowed.memory_bytes)?;
        instance.command()?;
        // Directories that cannot be opened are refused here and now, not in some request.
        if !environment.dirs.is_empty() {
            drop(Wasi::new(environment, Stdio::new(Input::NotYet, Output::Kept(Kept::default())))?);
        }
        let record = Record::new(&mut instance)?;
        let nursery = Nursery::Server(sandbox, bounds(&instance, &allowed));
        let mut pool = Pool {
            warmth: Warmth::Cold,
            supervisor: Supervisor::new(nursery)?,
            record,
            instance,
            environment: environment.clone(),
            allowed,
            start,
            sandbox,
            load_ns: 0,
            happened: Vec::new(),
        };
        pool.warm_up()?;
        pool.prepare()?;
        Ok(pool)
    }

    fn warm_up(&mut self) -> Result<()> {
        if self.start == Start::Fresh {
            return Ok(());
        }
        // Before it is replaced: it takes its time to leave.
        self.warmth = Warmth::Lost;
        let patience = match self.allowed.time_ms {
            0 => PATIENCE,
            ms => Duration::from_millis(ms),
        };
        let bounds = bounds(&self.instance, &self.allowed);
        let start =
            Zygote::start(&mut self.instance, &self.environment, patience, self.sandbox, bounds)?;
        self.load_ns = start.load_ns;
        if let Some(record) = &mut self.record {
            match start.zygote {
                Some(_) => record.end_startup(&self.instance),
                None => record.forget(&self.instance),
            }
        }
        self.warmth = start.zygote.map_or(Warmth::Cold, Warmth::Warm);
        Ok(())
    }

    /// What has happened to its processes since the last time.
    pub fn take_happenings(&mut self) -> impl Iterator<Item = Happening> + use<> {
        std::mem::take(&mut self.happened).into_iter()
    }

    /// Whether its artifact counts what it does.
    pub fn counts(&self) -> bool {
        self.record.is_some()
    }

    /// Whether a zygote waits at the warm point.
    pub fn is_warm(&self) -> bool {
        matches!(self.warmth, Warmth::Warm(_))
    }

    /// From opening the artifact to its first instruction.
    pub fn load_ns(&self) -> u64 {
        self.load_ns
    }

    /// Processes that live as long as the pool.
    pub fn processes(&self) -> impl Iterator<Item = u32> + use<> {
        match &self.warmth {
            Warmth::Warm(zygote) => Some(zygote.pid()),
            _ => None,
        }
        .into_iter()
    }

    /// Between requests: replaces a zygote that died, and forks the next request's process ahead of time. A
    /// zygote does that by itself.
    pub fn prepare(&mut self) -> Result<()> {
        if let Warmth::Warm(zygote) = &self.warmth
            && !zygote.is_alive()
        {
            self.lose_zygote("it died between requests");
        }
        match self.warmth {
            Warmth::Warm(_) => Ok(()),
            Warmth::Lost => {
                self.warm_up()?;
                self.happened.push(Happening::WarmProcessRestarted);
                Ok(())
            }
            Warmth::Cold => match self.supervisor.prepare()? {
                Side::Parent => Ok(()),
                Side::Child(job) => self.run(job),
            },
        }
    }

    /// Serves a request in a process of its own. Nobody needs the response any more if the client goes away.
    pub fn serve(&mut self, mut request: Request, client: Client<'_>) -> Result<Response> {
        request.limits = limits::effective(&request.limits, &self.allowed);
        let limits = request.limits;
        self.instance.artifact().check_memory_limit(limits.memory_bytes)?;
        let input_bytes = request.stdin.len() as u64;
        let starts_afresh = request.args.is_some() || request.env.is_some();
        // If that fails, the request is served all the same, or says why not.
        let _ = self.prepare();
        let response = match &mut self.warmth {
            Warmth::Warm(zygote) if !starts_afresh => {
                match zygote.serve(request, limits.time_ms, client) {
                    Ok(answer) => answer.map_err(AgentError::Usage)?,
                    Err(error) => {
                        self.lose_zygote(&error.to_string());
                        died_with_zygote()
                    }
                }
            }
            _ => self.serve_afresh(&request, client)?,
        };
        if let Some(record) = &mut self.record {
            record.end_request(input_bytes, &response);
        }
        Ok(response)
    }

    fn serve_afresh(&mut self, request: &Request, client: Client<'_>) -> Result<Response> {
        let cancel = client.map(|fd| Cancel { fd, events: PollFlags::empty() });
        match self.supervisor.prepare()? {
            Side::Parent => self.supervisor.serve(request, &Kept::default(), cancel),
            Side::Child(job) => self.run(job),
        }
    }

    fn lose_zygote(&mut self, why: &str) {
        eprintln!("preheat: the warm process was lost ({why}); starting another");
        self.happened.push(Happening::WarmProcessLost { why: why.to_owned() });
        self.warmth = Warmth::Lost;
        if let Some(record) = &mut self.record {
            // The new zygote's startup counts would mix with what was counted before.
            eprintln!("preheat: what was counted since the last export is lost with it");
            record.discard(&self.instance);
        }
    }

    /// A request's process: runs the program from its beginning.
    fn run(&mut self, job: Job) -> ! {
        let mut environment = self.environment.clone();
        if let Some(args) = &job.head.args {
            environment.args.truncate(1);
            environment.args.extend(args.iter().cloned());
        }
        if let Some(env) = &job.head.env {
            environment.env.clone_from(env);
        }
        let stdio = Stdio::new(Input::NotYet, Output::Kept(Kept::default()));
        let reporter = job.attach(&stdio, self.instance.host());
        match Wasi::new(&environment, stdio) {
            Ok(wasi) => self.instance.host().wasi = Some(wasi),
            Err(error) => reporter.fail(&error.to_string()),
        }
        if let Err(error) = FileLimit::new(environment.max_files).impose() {
            reporter.fail(&error.to_string());
        }
        reporter.finish(self.instance.run())
    }

    /// Counts since the last export; none if the artifact does not count.
    pub fn export(&mut self) -> Option<Profile> {
        self.record.as_mut().map(|record| record.export(&self.instance))
    }
}

/// What the process of a program may take. Time is for each request, and limited there.
fn bounds(instance: &Instance, allowed: &Limits) -> Bounds {
    Bounds { growth: instance.artifact().growth(allowed.memory_bytes), time: None }
}

/// The answer to a request under which the zygote died. It cannot be run again: it may have done something.
fn died_with_zygote() -> Response {
    Response {
        outcome: Outcome::Died { signal: None },
        stdout: Vec::new(),
        stderr: b"preheat: the warm process died while it served this request\n".to_vec(),
        usage: Usage::default(),
    }
}
