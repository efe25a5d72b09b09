//! Run time of code outside of machines: the same requests to warm processes of two artifacts in turn.

use std::path::Path;
use std::time::Duration;

use preheat_pipeline::agent::{Agent, Served, Start};
use preheat_pipeline::cli::World;

use crate::Outcome;
use crate::program::{Program, TestRequest, check};
use crate::samples::Samples;

/// Times of one test request.
pub struct Comparison<'a> {
    pub test: &'a TestRequest,
    pub generic: Samples,
    pub specialised: Samples,
}

/// An agent that serves an artifact without arguments.
pub fn serve(artifact: &Path, program: &str) -> Outcome<Agent> {
    let world = World::default();
    Ok(Agent::start(&Served { artifact, start: Start::Warm, program, world: &world, args: &[] })?)
}

/// Sends every test request `runs` times to each artifact in turn. Times are the agent's own: from the
/// moment it has the request to the end of the program.
pub fn compare<'a>(
    program: &'a Program,
    generic: &Path,
    specialised: &Path,
    runs: usize,
    done: &mut dyn FnMut(usize),
) -> Outcome<Vec<Comparison<'a>>> {
    let name = program.input.program();
    let mut agents = [serve(generic, &name)?, serve(specialised, &name)?];
    let mut comparisons = Vec::new();
    for (index, test) in program.test.iter().enumerate() {
        let mut samples = [Samples::default(), Samples::default()];
        for run in 0..=runs {
            for (agent, samples) in agents.iter_mut().zip(&mut samples) {
                let response = agent.request(&test.request)?;
                check("a process", test, &response)?;
                // The first run of each only warms caches.
                if run > 0 {
                    samples.add(Duration::from_nanos(response.usage.wall_ns));
                }
            }
        }
        let [generic, specialised] = samples;
        comparisons.push(Comparison { test, generic, specialised });
        done(index + 1);
    }
    Ok(comparisons)
}
