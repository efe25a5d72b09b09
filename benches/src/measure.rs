//! One program, measured: its code is made, the engines race, and then what being prepared costs and brings.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use preheat_formats::CpuLevel;
use preheat_formats::protocol::Mode;
use preheat_pipeline::agent::Start;
use preheat_pipeline::store::Store;

use crate::Outcome;
use crate::code::{Code, Codes, Source};
use crate::engine::{Absent, Engine, Ready};
use crate::engines::{self, Served};
use crate::outside::has_marks;
use crate::program::Program;
use crate::race::{Length, Runner, Times, race};
use crate::results::{Costs, Measured, Ran};
use crate::samples::{Estimate, Samples};

/// How to measure.
pub struct Method<'a> {
    pub engines: &'a [Engine],
    pub length: Length,
    pub store: &'a Store,
    pub level: CpuLevel,
    pub source: Source,
}

impl Method<'_> {
    /// Measures a program. `say` is told what is being done.
    pub fn measure(&self, program: &mut Program, say: &dyn Fn(&str)) -> Outcome<Measured> {
        let checked_against = match program.test.iter().all(|test| test.expected.is_some()) {
            true => "its expected responses".to_owned(),
            false => "what the first engine answered".to_owned(),
        };
        let mut codes = Codes::new(self.store, program, self.level, self.source);
        let mut runners = Vec::new();
        let mut absent = BTreeMap::new();
        let mut specialised = None;
        let mut plain = None;
        for &engine in self.engines {
            say(&format!("{}: preparing {}", program.name, engine.title()));
            let started = match engine {
                Engine::Generic | Engine::Specialised | Engine::Cranelift => {
                    let code = codes.of(engine)?;
                    let served = Served::start(&code, &program.seen(), Start::Fresh, Mode::Serve)?;
                    match engine {
                        Engine::Specialised => specialised = Some(code),
                        Engine::Cranelift => plain = Some(code),
                        _ => {}
                    }
                    Ok(Box::new(served) as Box<dyn Ready>)
                }
                peer => start_peer(peer, program)?,
            };
            match started {
                Ok(ready) => runners.push(Runner { engine, ready }),
                Err(Absent(why)) => _ = absent.insert(engine, why),
            }
        }
        let profiling = codes.profiling;
        let counting = plain.is_some().then(|| codes.counting()).transpose()?;
        say(&format!("{}: running", program.name));
        // The first engine's answer may be what is expected of the others: then better a peer's.
        runners.sort_by_key(|runner| !runner.engine.is_peer());
        let times = race(&program.name, &mut program.test, &mut runners, self.length)?;
        let mut ran: BTreeMap<Engine, Ran> = runners
            .iter()
            .zip(&times)
            .map(|(runner, times)| (runner.engine, result(runner, times)))
            .collect();
        drop(runners);
        say(&format!("{}: costs", program.name));
        let mut costs = Costs {
            profiling: profiling.map(|duration| duration.as_secs_f64()),
            ..Costs::default()
        };
        if let (Some(plain), Some(counting)) = (&plain, &counting) {
            costs.counting = slowdown(program, plain, counting)?;
        }
        if let Some(code) = &specialised {
            let load = warm_requests(program, code, self.length.time / 4, &mut costs)?;
            if let Some(ran) = ran.get_mut(&Engine::Specialised) {
                ran.load_seconds = load.map(|load| load.as_secs_f64());
            }
        }
        Ok(Measured {
            name: program.name.clone(),
            class: program.class(),
            language: program.settings.as_ref().map(|settings| settings.language.clone()),
            wasm_bytes: program.input.wasm.len() as u64,
            train_requests: program.train.len(),
            test_requests: program.test.len(),
            trained_on: program.trained_on.to_owned(),
            checked_against,
            between_marks: program.settings.is_none() && has_marks(&program.input.wasm)?,
            engines: ran,
            absent,
            costs,
        })
    }
}

fn start_peer(peer: Engine, program: &Program) -> Outcome<Result<Box<dyn Ready>, Absent>> {
    let (module, seen) = (&program.input.path, program.seen());
    match (peer, &program.native) {
        (Engine::Wasmtime, _) => engines::start_wasmtime(module, &seen),
        (Engine::V8, _) => engines::start_v8(module, &seen),
        (_, Some(binary)) => engines::start_native(binary, &seen),
        (_, None) => {
            let reason =
                program.settings.as_ref().and_then(|settings| settings.native_reason.clone());
            Ok(Err(Absent(reason.unwrap_or_else(|| "its source is not known".into()))))
        }
    }
}

fn result(runner: &Runner, times: &Times) -> Ran {
    let requests = times.rounds.first().map_or(0, Vec::len);
    let median_of =
        |request| Estimate::of(&times.of_request(request)).map_or(0.0, |estimate| estimate.median);
    let ready = &runner.ready;
    let compile = ready.compile_time();
    Ran {
        rounds: times.sums(),
        requests: (0..requests).map(median_of).collect(),
        compile_seconds: compile.map(|time| time.wall.as_secs_f64()),
        compile_processor_seconds: compile
            .and_then(|time| time.processor)
            .map(|time| time.as_secs_f64()),
        load_seconds: ready.load_time().map(|load| load.as_secs_f64()),
        code_bytes: ready.code_bytes(),
        peak_memory_bytes: ready.peak_memory(),
    }
}

/// How many times as long requests take where edges are counted, in processor time. Counted requests run once
/// or a few times, so one round may have to do.
fn slowdown(program: &Program, plain: &Code, counting: &Code) -> Outcome<Option<f64>> {
    const TIME: Duration = Duration::from_secs(1);
    let seen = program.seen();
    let mut plain = Served::start(plain, &seen, Start::Fresh, Mode::Serve)?;
    let mut counting = Served::start(counting, &seen, Start::Fresh, Mode::Count)?;
    let mut ratios = Vec::new();
    let start = Instant::now();
    while ratios.is_empty() || (ratios.len() < 5 && start.elapsed() < TIME) {
        let mut sums = [0, 0];
        for test in &program.test {
            for (served, sum) in [&mut plain, &mut counting].into_iter().zip(&mut sums) {
                *sum += served.run_with_usage(&test.request.stdin)?.1.cpu_ns;
            }
        }
        ratios.push(sums[1] as f64 / (sums[0] as f64).max(1.0));
    }
    Ok(Estimate::of(&ratios).map(|estimate| estimate.median))
}

/// Round trips of requests to the process at the warm point. Gives how long the artifact took to load.
fn warm_requests(
    program: &Program,
    code: &Code,
    time: Duration,
    costs: &mut Costs,
) -> Outcome<Option<Duration>> {
    const ENOUGH: usize = 400;
    let mut served = Served::start(code, &program.seen(), Start::Warm, Mode::Serve)?;
    costs.warm = Some(served.is_warm());
    let mut samples = Samples::default();
    let start = Instant::now();
    for round in 0.. {
        // The first round finds the caches cold.
        if round > 1 && (samples.count() >= ENOUGH || start.elapsed() > time) {
            break;
        }
        for test in &program.test {
            let sent = Instant::now();
            served.run(&test.request.stdin)?;
            if round > 0 {
                samples.add(sent.elapsed());
            }
        }
    }
    costs.warm_p50 = Some(samples.median().as_secs_f64());
    costs.warm_p99 = Some(samples.quantile(0.99).as_secs_f64());
    costs.warm_requests = samples.count();
    Ok(served.load_time())
}
