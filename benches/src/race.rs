//! Interleaved runs: every request goes to each engine in turn, round after round, so that what else the
//! machine does falls on all of them alike. Every response is checked; a wrong one ends the measurement.

use std::time::{Duration, Instant};

use crate::Outcome;
use crate::engine::{Engine, Ready};
use crate::program::{Expected, TestRequest};
use crate::samples::Estimate;

/// An engine in the race.
pub struct Runner {
    pub engine: Engine,
    pub ready: Box<dyn Ready>,
}

/// How long to race.
#[derive(Debug, Clone, Copy)]
pub struct Length {
    /// At most so many rounds.
    pub rounds: usize,
    /// No new round after this, if there were `LEAST` already.
    pub time: Duration,
}

/// Fewer rounds say nothing.
pub const LEAST: usize = 5;

/// What one engine took, in seconds: per round and request.
#[derive(Debug, Clone)]
pub struct Times {
    pub engine: Engine,
    pub rounds: Vec<Vec<f64>>,
}

impl Times {
    /// All requests of each round together.
    pub fn sums(&self) -> Vec<f64> {
        self.rounds.iter().map(|round| round.iter().sum()).collect()
    }

    /// One request in each round.
    pub fn of_request(&self, request: usize) -> Vec<f64> {
        self.rounds.iter().map(|round| round[request]).collect()
    }

    /// How many times as long as `other`, from pairs of the same round.
    pub fn ratio_to(&self, other: &Times) -> Option<Estimate> {
        let pairs = self.sums().into_iter().zip(other.sums());
        Estimate::of(&pairs.map(|(ours, others)| ours / others.max(1e-9)).collect::<Vec<_>>())
    }
}

/// Rounds that are not timed. They warm caches, and let V8 find out what to compile well.
fn warm_up(engine: Engine) -> usize {
    match engine {
        Engine::V8 => 4,
        _ => 1,
    }
}

/// Runs all. A request without an expected response gets that of the first engine.
pub fn race(
    program: &str,
    tests: &mut [TestRequest],
    runners: &mut [Runner],
    length: Length,
) -> Outcome<Vec<Times>> {
    for runner in &mut *runners {
        for _ in 0..warm_up(runner.engine) {
            for test in &mut *tests {
                run(program, runner, test)?;
            }
        }
    }
    let mut times: Vec<Times> =
        runners.iter().map(|runner| Times { engine: runner.engine, rounds: Vec::new() }).collect();
    let requests = tests.len();
    let start = Instant::now();
    for round in 0..length.rounds {
        if round >= LEAST && start.elapsed() > length.time {
            break;
        }
        for times in &mut times {
            times.rounds.push(Vec::new());
        }
        for (request, test) in tests.iter_mut().enumerate() {
            let turn = round * requests + request;
            for at in order(turn, runners.len()) {
                let runner = &mut runners[at];
                let seconds = run(program, runner, test)?.as_secs_f64();
                times[at].rounds.last_mut().expect("pushed above").push(seconds);
            }
        }
    }
    Ok(times)
}

/// Who goes when in a turn. Caches hold what the one before left there, so over `2 * count` turns everyone
/// runs equally often after every other (Williams, "Experimental designs balanced for the estimation of
/// residual effects of treatments", 1949).
fn order(turn: usize, count: usize) -> impl Iterator<Item = usize> {
    let backwards = count % 2 == 1 && turn / count % 2 == 1;
    (0..count).map(move |step| {
        let step = if backwards { count - 1 - step } else { step };
        // 0, 1, -1, 2, -2, ...
        let zigzag = if step % 2 == 1 { step.div_ceil(2) } else { count - step / 2 };
        (turn + zigzag) % count
    })
}

/// Runs a request and gives how long it took. A wrong answer ends everything: how long it took does not
/// matter then.
fn run(program: &str, runner: &mut Runner, test: &mut TestRequest) -> Outcome<Duration> {
    let place = format!("{program}, request {}, {}", test.name, runner.engine.title());
    let run = runner.ready.run(&test.request.stdin).map_err(|error| format!("{place}: {error}"))?;
    let took = run.marked.unwrap_or(run.wall);
    let Some(exit) = run.exit else {
        let why = run.failure.unwrap_or_else(|| "it did not exit".into());
        return Err(format!("{place}: {why}").into());
    };
    let answer = Expected { stdout: run.stdout, exit };
    match &test.expected {
        None => test.expected = Some(answer),
        Some(expected) if *expected == answer => {}
        Some(expected) => return Err(format!("{place}: {}", difference(expected, &answer)).into()),
    }
    Ok(took)
}

fn difference(expected: &Expected, answer: &Expected) -> String {
    if expected.exit != answer.exit {
        return format!("exit code {} instead of {}", answer.exit, expected.exit);
    }
    let pairs = expected.stdout.iter().zip(&answer.stdout);
    let same = pairs.take_while(|(left, right)| left == right).count();
    format!(
        "a wrong response: {} bytes, expected {}, the same up to byte {same}",
        answer.stdout.len(),
        expected.stdout.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{CompileTime, Run};
    use crate::program::request;
    use preheat_formats::protocol::Mode;

    /// Answers what it is asked, and takes as long as it says.
    struct Fake {
        milliseconds: u64,
        answer: &'static [u8],
    }

    impl Ready for Fake {
        fn run(&mut self, _stdin: &[u8]) -> Outcome<Run> {
            Ok(Run {
                stdout: self.answer.to_vec(),
                exit: Some(0),
                failure: None,
                wall: Duration::from_millis(self.milliseconds),
                marked: None,
            })
        }

        fn compile_time(&self) -> Option<CompileTime> {
            None
        }

        fn load_time(&self) -> Option<Duration> {
            None
        }

        fn code_bytes(&self) -> Option<u64> {
            None
        }

        fn peak_memory(&self) -> Option<u64> {
            None
        }
    }

    fn runner(engine: Engine, milliseconds: u64, answer: &'static [u8]) -> Runner {
        Runner { engine, ready: Box::new(Fake { milliseconds, answer }) }
    }

    fn tests(expected: Option<&[u8]>) -> Vec<TestRequest> {
        let expected = expected.map(|stdout| Expected { stdout: stdout.to_vec(), exit: 0 });
        vec![TestRequest { name: "a".into(), request: request(vec![], Mode::Serve), expected }]
    }

    const LENGTH: Length = Length { rounds: 7, time: Duration::from_secs(60) };

    #[test]
    fn everyone_runs_equally_often_after_every_other() {
        for count in 1..8 {
            let mut after = vec![vec![0; count]; count];
            for turn in 0..2 * count {
                let turn: Vec<usize> = order(turn, count).collect();
                let mut all = turn.clone();
                all.sort_unstable();
                assert_eq!(all, (0..count).collect::<Vec<_>>());
                turn.windows(2).for_each(|pair| after[pair[0]][pair[1]] += 1);
            }
            for (left, row) in after.iter().enumerate() {
                for (right, &times) in row.iter().enumerate() {
                    assert_eq!(times, if left == right { 0 } else { 2 }, "{count} engines");
                }
            }
        }
    }

    #[test]
    fn ratios_are_of_rounds() {
        let mut runners = [runner(Engine::Generic, 10, b"x"), runner(Engine::Wasmtime, 15, b"x")];
        let times = race("p", &mut tests(Some(b"x")), &mut runners, LENGTH).unwrap();
        let ratio = times[1].ratio_to(&times[0]).unwrap();
        assert!((ratio.median - 1.5).abs() < 1e-9 && (ratio.high - 1.5).abs() < 1e-9);
        assert_eq!(times[0].rounds.len(), 7);
    }

    #[test]
    fn no_time_left_still_gives_the_fewest_rounds() {
        let mut runners = [runner(Engine::Generic, 10, b"x")];
        let length = Length { time: Duration::ZERO, ..LENGTH };
        let times = race("p", &mut tests(Some(b"x")), &mut runners, length).unwrap();
        assert_eq!(times[0].rounds.len(), LEAST);
    }

    #[test]
    fn a_wrong_response_fails_the_run_and_says_where() {
        let mut runners = [runner(Engine::Generic, 1, b"xy"), runner(Engine::Wasmtime, 1, b"xz")];
        let error = race("p", &mut tests(Some(b"xy")), &mut runners, LENGTH).unwrap_err();
        let text = error.to_string();
        assert_eq!(
            text,
            "p, request a, wasmtime: a wrong response: 2 bytes, expected 2, the same up to byte 1"
        );
        // Without an expected response, the engines have to agree.
        let error = race("p", &mut tests(None), &mut runners, LENGTH).unwrap_err();
        assert_eq!(error.to_string(), text);
    }
}
