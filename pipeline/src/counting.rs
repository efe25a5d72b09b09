//! Requests in, profile out: a module is run on requests in code that counts.

use std::path::{Path, PathBuf};
use std::time::Duration;

use preheat_formats::CpuLevel;
use preheat_formats::profile::Profile;
use preheat_formats::protocol::{Limits, Mode, Outcome, Request};
use preheat_passes::instrument::Detail;
use preheat_passes::ir::FuncId;
use preheat_profiler::Coverage;

use crate::agent::{Agent, Served, Start};
use crate::budget::Budget;
use crate::error::Error;
use crate::inputs;
use crate::module::Input;
use crate::recipe::Recipe;
use crate::serves::Serves;
use crate::stages::artifact;
use crate::store::Store;
use crate::world::World;

/// One request of a folder: its file and its stdin.
pub struct RequestFile {
    pub path: PathBuf,
    pub stdin: Vec<u8>,
}

/// The files of a folder by name; each is one request's stdin.
pub fn request_files(folder: &Path) -> Result<Vec<RequestFile>, Error> {
    let unreadable = |error| Error::Read { path: folder.to_owned(), error };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        let what = "no files in it: every file is one request's stdin".to_owned();
        return Err(Error::Input { path: folder.to_owned(), what });
    }
    let request =
        |path: PathBuf| Ok(RequestFile { stdin: inputs::read(&path, &inputs::REQUEST)?, path });
    paths.into_iter().map(request).collect()
}

/// What to count.
pub struct Counting<'a> {
    pub input: &'a Input,
    pub requests: &'a [RequestFile],
    pub start: Start,
    pub world: &'a World,
    pub args: &'a [String],
    /// Most time of a request, and of the way to the warm point.
    pub timeout: Duration,
    pub budget: Budget,
}

/// A profile, and the requests that did not end well.
pub struct Counted {
    pub profile: Profile,
    pub failures: Vec<(PathBuf, Outcome)>,
}

impl Counting<'_> {
    /// Counts requests twice: blocks and edges of everything first, which says what is hot; then also paths,
    /// targets, values and trip counts of the hot functions.
    pub fn run(&self, store: &Store) -> Result<Counted, Error> {
        let level = CpuLevel::of_this_machine()?;
        let survey = self.pass(store, &Detail::None, level)?;
        if let Err(error) = store.put_module(self.input.digest, &self.input.wasm) {
            store.say_not_kept(&self.input.path.display().to_string(), &error);
        }
        let hot = self.budget.contain(self.input, || {
            let module = self.input.module()?;
            let hot = preheat_profiler::hot_functions(module, &survey.profile, Coverage::default())
                .map_err(|error| Error::Profiler { path: self.input.path.clone(), error })?;
            Ok(hot.into_iter().map(|func| func.0).collect::<Vec<u32>>())
        })?;
        let hot = hot.into_iter().map(FuncId).collect();
        self.pass(store, &Detail::Only(hot), level)
    }

    fn pass(&self, store: &Store, detail: &Detail, level: CpuLevel) -> Result<Counted, Error> {
        let counting = Recipe::counting(detail, level);
        let instrumented = artifact(store, self.input, &counting, &self.budget)?;
        let watching = &self.input.watching;
        let task = watching.begin("counting requests".into(), "");
        let mut agent = Agent::start(&Served {
            artifact: &instrumented.path,
            start: self.start,
            program: &self.input.program(),
            world: self.world,
            args: self.args,
            timeout: Some(self.timeout),
            silent: watching.wants_silence(),
        })?;
        let mut failures = Vec::new();
        for (index, request) in self.requests.iter().enumerate() {
            task.reached(index, self.requests.len());
            let response = agent.serve(&Request {
                stdin: request.stdin.clone(),
                args: None,
                env: None,
                limits: Limits { time_ms: milliseconds(self.timeout), ..Limits::default() },
                mode: Mode::Count,
            })?;
            if response.outcome != Outcome::Exit(0) {
                failures.push((request.path.clone(), response.outcome));
            }
        }
        Ok(Counted { profile: agent.export()?, failures })
    }
}

/// At least one: 0 is no limit.
fn milliseconds(time: Duration) -> u64 {
    (time.as_millis() as u64).max(1)
}
