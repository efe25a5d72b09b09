//! `make bench-check`: what must not get worse. Ratios of a few programs, never times, since those are
//! another machine's; and the instructions that their code runs, which no noise moves.

use std::collections::BTreeMap;
use std::path::Path;

use preheat_formats::CpuLevel;
use preheat_pipeline::store::Store;
use serde::{Deserialize, Serialize};

use crate::code::{Codes, Source};
use crate::engine::Engine;
use crate::program::{Program, TestRequest};
use crate::results::Results;
use crate::{Outcome, callgrind};

/// Small programs of different kinds that compile in seconds.
pub const PROGRAMS: [&str; 5] = ["crypto", "deflate", "graph", "json", "markdown"];

/// Whose ratios are compared: they are here wherever Preheat is built.
pub const ENGINES: [Engine; 4] =
    [Engine::Generic, Engine::Specialised, Engine::Cranelift, Engine::Wasmtime];

/// Instructions are counted of code for this level, the highest that Valgrind knows.
pub const LEVEL: CpuLevel = CpuLevel::V3;

/// More instructions than this, as a share, are a regression. Less is for changes that only move code around.
const INSTRUCTIONS: f64 = 0.02;

/// A ratio is worse if even the better end of its interval is below the baseline by this share.
const RATIO: f64 = 0.15;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// LLVM's version: another one makes other code.
    pub llvm: String,
    pub programs: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// How many times as long as Preheat specialised the engine takes.
    pub ratios: BTreeMap<Engine, f64>,
    /// Of one test request.
    pub instructions: BTreeMap<Engine, u64>,
}

/// Something that was compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    pub program: String,
    pub what: String,
    pub baseline: f64,
    pub now: f64,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Worse,
    Same,
    Better,
}

impl Baseline {
    pub fn read(path: &Path) -> Outcome<Baseline> {
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("{}: {error}", path.display()))?;
        serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()).into())
    }

    /// What was measured, as a baseline for later.
    pub fn new(results: Option<&Results>, instructions: &Instructions) -> Baseline {
        let mut programs: BTreeMap<String, Entry> = BTreeMap::new();
        for (program, counts) in instructions {
            programs.entry(program.clone()).or_default().instructions = counts.clone();
        }
        for program in results.into_iter().flat_map(|results| &results.programs) {
            let ratios = ENGINES.into_iter().filter(|engine| *engine != Engine::Specialised);
            let ratios = ratios.filter_map(|engine| {
                Some((engine, program.ratio(engine, Engine::Specialised)?.median))
            });
            programs.entry(program.name.clone()).or_default().ratios = ratios.collect();
        }
        Baseline { llvm: preheat_codegen::compile::llvm_version(), programs }
    }

    /// Compares instructions. Counts of code that another LLVM made are left out.
    pub fn compare_instructions(&self, now: &Instructions) -> Vec<Finding> {
        let same_llvm = self.llvm == preheat_codegen::compile::llvm_version();
        let mut findings = Vec::new();
        for (program, entry) in &self.programs {
            for (engine, baseline) in &entry.instructions {
                let count = now.get(program).and_then(|counts| counts.get(engine));
                let Some(count) = count.filter(|_| same_llvm || *engine == Engine::Cranelift)
                else {
                    continue;
                };
                let share = *count as f64 / *baseline as f64;
                let verdict = match share {
                    more if more > 1.0 + INSTRUCTIONS => Verdict::Worse,
                    less if less < 1.0 - INSTRUCTIONS => Verdict::Better,
                    _ => Verdict::Same,
                };
                findings.push(Finding {
                    program: program.clone(),
                    what: format!("instructions, {}", engine.title()),
                    baseline: *baseline as f64,
                    now: *count as f64,
                    verdict,
                });
            }
        }
        findings
    }

    /// Compares ratios.
    pub fn compare_ratios(&self, now: &Results) -> Vec<Finding> {
        let mut findings = Vec::new();
        for program in &now.programs {
            let Some(entry) = self.programs.get(&program.name) else { continue };
            for (engine, baseline) in &entry.ratios {
                let Some(ratio) = program.ratio(*engine, Engine::Specialised) else { continue };
                let verdict = match ratio {
                    worse if worse.high < baseline * (1.0 - RATIO) => Verdict::Worse,
                    better if better.low > baseline * (1.0 + RATIO) => Verdict::Better,
                    _ => Verdict::Same,
                };
                findings.push(Finding {
                    program: program.name.clone(),
                    what: format!("ratio, {}", engine.title()),
                    baseline: *baseline,
                    now: ratio.median,
                    verdict,
                });
            }
        }
        findings
    }
}

/// By program and engine.
pub type Instructions = BTreeMap<String, BTreeMap<Engine, u64>>;

/// Counts the instructions of a program's code by each of our engines, on the test request of middling size.
pub fn count(program: &Program, store: &Store) -> Outcome<BTreeMap<Engine, u64>> {
    let mut codes = Codes::new(store, program, LEVEL, Source::Store);
    let test = middling(&program.test);
    let ours = ENGINES.into_iter().filter(|engine| engine.is_ours());
    let counts = ours.map(|engine| {
        let code = codes.of(engine)?;
        Ok((engine, callgrind::instructions(&code.compiled.path, &program.name, test)?))
    });
    counts.collect()
}

fn middling(tests: &[TestRequest]) -> &TestRequest {
    let mut by_size: Vec<&TestRequest> = tests.iter().collect();
    by_size.sort_by_key(|test| test.request.stdin.len());
    by_size[by_size.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instructions(count: u64) -> Instructions {
        BTreeMap::from([("p".to_owned(), BTreeMap::from([(Engine::Generic, count)]))])
    }

    #[test]
    fn more_instructions_are_worse_and_a_few_are_nothing() {
        let baseline = Baseline::new(None, &instructions(1000));
        let verdict = |count| baseline.compare_instructions(&instructions(count))[0].verdict;
        assert_eq!(verdict(1000), Verdict::Same);
        assert_eq!(verdict(1019), Verdict::Same);
        assert_eq!(verdict(1021), Verdict::Worse);
        assert_eq!(verdict(979), Verdict::Better);
    }

    #[test]
    fn what_another_llvm_made_is_not_compared() {
        let mut baseline = Baseline::new(None, &instructions(1000));
        baseline.llvm = "LLVM 1.0".into();
        assert_eq!(baseline.compare_instructions(&instructions(5000)), []);
    }
}
