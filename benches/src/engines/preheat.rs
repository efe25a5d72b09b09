//! Ours: an artifact, served by an agent on this host.

use std::time::Duration;

use preheat_formats::protocol::{Mode, Outcome as Ending, Usage};
use preheat_pipeline::agent::{self, Agent, Start};

use crate::Outcome;
use crate::code::Code;
use crate::elf;
use crate::engine::{CompileTime, Ready, Run, WorldOf};
use crate::program::request;

/// An artifact and the agent that serves it.
pub struct Served {
    agent: Agent,
    mode: Mode,
    compile_time: Option<CompileTime>,
    code_bytes: Option<u64>,
    peak_memory: u64,
}

impl Served {
    /// At the warm point a request has less to do than in any other engine; [`Start::Fresh`] compares.
    pub fn start(code: &Code, world: &WorldOf, start: Start, mode: Mode) -> Outcome<Served> {
        let agent = Agent::start(&agent::Served {
            artifact: &code.compiled.path,
            start,
            program: world.program,
            world: world.world,
            args: world.args,
            timeout: None,
            silent: false,
        })?;
        Ok(Served {
            agent,
            mode,
            compile_time: code.time,
            code_bytes: elf::code_bytes(&code.compiled.file),
            peak_memory: 0,
        })
    }

    /// Whether requests start at a warm point.
    pub fn is_warm(&self) -> bool {
        self.agent.ready().warm
    }

    /// What a request used beside its response.
    pub fn run_with_usage(&mut self, stdin: &[u8]) -> Outcome<(Run, Usage)> {
        let response = self.agent.request(&request(stdin.to_vec(), self.mode))?;
        let usage = response.usage;
        self.peak_memory = self.peak_memory.max(usage.peak_rss_bytes);
        let (exit, failure) = match response.outcome {
            Ending::Exit(code) => (Some(code), None),
            other => (None, Some(format!("{other:?}"))),
        };
        let run = Run {
            stdout: response.stdout,
            exit,
            failure,
            wall: Duration::from_nanos(usage.wall_ns),
            marked: (usage.marked_ns > 0).then(|| Duration::from_nanos(usage.marked_ns)),
        };
        Ok((run, usage))
    }
}

impl Ready for Served {
    fn run(&mut self, stdin: &[u8]) -> Outcome<Run> {
        Ok(self.run_with_usage(stdin)?.0)
    }

    fn compile_time(&self) -> Option<CompileTime> {
        self.compile_time
    }

    fn load_time(&self) -> Option<Duration> {
        let ns = self.agent.ready().load_ns;
        (ns > 0).then(|| Duration::from_nanos(ns))
    }

    fn code_bytes(&self) -> Option<u64> {
        self.code_bytes
    }

    fn peak_memory(&self) -> Option<u64> {
        Some(self.peak_memory)
    }
}
