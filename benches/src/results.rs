//! What was measured, as it is kept in JSON: tables and pages are made of this, and later runs are compared
//! with it.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::Outcome;
use crate::engine::Engine;
use crate::program::Class;
use crate::samples::Estimate;

/// Raised when a field changes its meaning.
pub const VERSION: u32 = 1;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Results {
    pub version: u32,
    /// UTC, as `2026-11-21 08:30`.
    pub date: String,
    /// What was typed.
    pub command: String,
    /// How long all of it took.
    pub seconds: f64,
    pub machine: Machine,
    /// Name and version of what took part.
    pub versions: BTreeMap<String, String>,
    pub programs: Vec<Measured>,
    /// Only of runs of everything.
    pub services: Option<Services>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub memory_bytes: u64,
    pub level: String,
    pub kernel: String,
}

/// One program.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measured {
    pub name: String,
    pub class: Class,
    pub language: Option<String>,
    pub wasm_bytes: u64,
    pub train_requests: usize,
    pub test_requests: usize,
    /// Where the profile comes from.
    pub trained_on: String,
    /// Whose responses all are compared with.
    pub checked_against: String,
    /// Whether times are those between `bench.start` and `bench.end`.
    pub between_marks: bool,
    pub engines: BTreeMap<Engine, Ran>,
    /// Why other engines did not run it.
    pub absent: BTreeMap<Engine, String>,
    pub costs: Costs,
}

/// One engine's part.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Ran {
    /// Seconds of each round: all test requests, one after the other.
    pub rounds: Vec<f64>,
    /// Seconds of each test request, medians of the rounds.
    pub requests: Vec<f64>,
    pub compile_seconds: Option<f64>,
    pub compile_processor_seconds: Option<f64>,
    pub load_seconds: Option<f64>,
    pub code_bytes: Option<u64>,
    pub peak_memory_bytes: Option<u64>,
}

/// What it costs to be prepared, and what that is good for. Seconds.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Costs {
    /// Counting all training requests, twice, with the compiling for that.
    pub profiling: Option<f64>,
    /// How many times as long requests take in code that counts edges as in plain code of the same emitter.
    pub counting: Option<f64>,
    /// Round trips of requests to a warm process with specialised code.
    pub warm_p50: Option<f64>,
    pub warm_p99: Option<f64>,
    pub warm_requests: usize,
    /// Whether the program has a warm point.
    pub warm: Option<bool>,
}

/// What a server promises, whatever the program.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Services {
    pub lines: Vec<ServiceLine>,
    pub large: Vec<LargeInput>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ServiceLine {
    pub what: String,
    /// Of the artifact.
    pub bytes: Option<u64>,
    /// In words; empty if nothing was promised.
    pub target: String,
    pub reached: bool,
    pub runs: usize,
    pub median_seconds: f64,
    pub p99_seconds: f64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LargeInput {
    pub what: String,
    pub wasm_bytes: u64,
    pub backend: String,
    pub processor_seconds: f64,
    pub peak_memory_bytes: u64,
    pub artifact_bytes: u64,
}

impl Measured {
    /// How many times as long `slow` takes as `fast`; above 1 is good for `fast`.
    pub fn ratio(&self, slow: Engine, fast: Engine) -> Option<Estimate> {
        let (slow, fast) = (self.engines.get(&slow)?, self.engines.get(&fast)?);
        let pairs = slow.rounds.iter().zip(&fast.rounds);
        let ratios: Vec<f64> = pairs.map(|(slow, fast)| slow / fast.max(1e-9)).collect();
        // Nothing can be said of what takes no time.
        if self.seconds(&[slow, fast]) < TOO_SHORT { None } else { Estimate::of(&ratios) }
    }

    fn seconds(&self, engines: &[&Ran]) -> f64 {
        let median = |ran: &&Ran| Estimate::of(&ran.rounds).map_or(0.0, |estimate| estimate.median);
        engines.iter().map(median).fold(f64::INFINITY, f64::min)
    }

    /// Seconds of a round.
    pub fn time(&self, engine: Engine) -> Option<Estimate> {
        Estimate::of(&self.engines.get(&engine)?.rounds)
    }

    /// The runtime that comes nearest to `ours`, or is ahead of it.
    fn nearest(&self, ours: Engine) -> Option<Estimate> {
        let peers = Engine::ALL.into_iter().filter(|engine| engine.is_peer());
        let ratios = peers.filter_map(|peer| self.ratio(peer, ours));
        ratios.min_by(|left, right| left.median.total_cmp(&right.median))
    }

    /// Whether `ours` is faster than every other runtime that ran.
    pub fn verdict(&self, ours: Engine) -> Option<Verdict> {
        let nearest = self.nearest(ours)?;
        Some(match (nearest.low > 1.0, nearest.high < 1.0) {
            (true, _) => Verdict::Won,
            (_, true) => Verdict::Lost,
            _ => Verdict::Even,
        })
    }
}

/// Against the best of the other runtimes for WebAssembly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Won,
    /// Too near to tell.
    Even,
    Lost,
}

/// Rounds shorter than this are not compared: 20 µs.
const TOO_SHORT: f64 = 20e-6;

impl Results {
    /// Whether it ran any program.
    pub fn ran(&self, engine: Engine) -> bool {
        self.programs.iter().any(|program| program.engines.contains_key(&engine))
    }

    /// The engine that the others are compared with: the specialised code if it ran, else another of ours,
    /// else the first of all.
    pub fn reference(&self) -> Option<Engine> {
        let first = [Engine::Specialised];
        first.into_iter().chain(Engine::ALL).find(|engine| self.ran(*engine))
    }

    /// The others, in their order.
    pub fn compared(&self) -> Vec<Engine> {
        let reference = self.reference();
        let others = |engine: &Engine| Some(*engine) != reference && self.ran(*engine);
        Engine::ALL.into_iter().filter(others).collect()
    }

    /// Programs, those first in which we do worst against another runtime.
    pub fn worst_first(&self) -> Vec<&Measured> {
        let mut programs: Vec<&Measured> = self.programs.iter().collect();
        if let Some(ours) = self.reference() {
            let nearest = |program: &Measured| {
                program.nearest(ours).map_or(f64::INFINITY, |nearest| nearest.median)
            };
            programs.sort_by(|left, right| nearest(left).total_cmp(&nearest(right)));
        }
        programs
    }

    /// The geometric mean of an engine's ratio to the reference, over the programs that both ran.
    pub fn mean(&self, engine: Engine, class: Option<Class>) -> Option<(Estimate, usize)> {
        let reference = self.reference()?;
        let of_class = |program: &&Measured| class.is_none_or(|class| program.class == class);
        let programs = self.programs.iter().filter(of_class);
        let ratios: Vec<Estimate> =
            programs.filter_map(|program| program.ratio(engine, reference)).collect();
        Some((Estimate::geometric_mean(&ratios)?, ratios.len()))
    }

    /// The classes of the programs, in their order.
    pub fn classes(&self) -> Vec<Class> {
        let has = |class: &Class| self.programs.iter().any(|program| program.class == *class);
        Class::ALL.into_iter().filter(has).collect()
    }

    pub fn read(path: &Path) -> Outcome<Results> {
        let failed = |what: String| format!("{}: {what}", path.display());
        let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
        let results: Results = serde_json::from_str(&text)
            .map_err(|error| failed(format!("not what `preheat bench --json` prints: {error}")))?;
        if results.version != VERSION {
            let what =
                format!("version {} of results; this Preheat reads {VERSION}", results.version);
            return Err(failed(what).into());
        }
        Ok(results)
    }
}
