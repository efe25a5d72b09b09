//! How long it takes from a request to its response when there is no machine yet, with a template, and
//! with a pool.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use preheat_packager::{Hypervisor, Image, Machine, Pool, Template};

use crate::Outcome;
use crate::program::{Program, TestRequest, check};
use crate::samples::Samples;

/// Longer than any boot; a machine that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// The three ways to get a machine.
pub struct Machines<'a> {
    image: Arc<Image>,
    hypervisor: &'a Hypervisor,
    cache: &'a Path,
    template: Template,
    pool: Pool,
}

/// From the decision to start a machine to the response, each way.
#[derive(Default)]
pub struct StartTimes {
    pub cold: Samples,
    pub clone: Samples,
    pub pooled: Samples,
}

impl<'a> Machines<'a> {
    /// Makes the template and fills the pool.
    pub fn prepare(
        image: Arc<Image>,
        hypervisor: &'a Hypervisor,
        cache: &'a Path,
    ) -> Outcome<Machines<'a>> {
        let template = Template::open(image.clone(), hypervisor, cache)?;
        let pool = Pool::new(template.clone(), 2)?;
        pool.await_full(PATIENCE)?;
        Ok(Machines { image, hypervisor, cache, template, pool })
    }

    fn cold(&self) -> Outcome<Machine> {
        Ok(self.image.boot_cold(self.hypervisor, self.cache)?)
    }

    fn clone(&self) -> Outcome<Machine> {
        Ok(self.template.clone_machine()?)
    }

    fn pooled(&self) -> Outcome<Machine> {
        Ok(self.pool.take()?)
    }

    /// Has a cold machine, a clone and a pooled clone answer every test request, and checks that the
    /// responses are the expected ones. Gives the number of responses.
    pub fn check_all(&self, program: &Program, done: &mut dyn FnMut(usize)) -> Outcome<usize> {
        let ways = [
            ("cold machine", self.cold()?),
            ("clone", self.clone()?),
            ("pooled clone", self.pooled()?),
        ];
        let mut count = 0;
        for (what, mut machine) in ways {
            for test in &program.test {
                check(what, test, &machine.request(&test.request, PATIENCE)?)?;
                count += 1;
                done(count);
            }
        }
        Ok(count)
    }

    /// Times one request each way, `runs` times in turn.
    pub fn start_times(
        &self,
        test: &TestRequest,
        runs: usize,
        done: &mut dyn FnMut(usize),
    ) -> Outcome<StartTimes> {
        let mut times = StartTimes::default();
        for run in 0..runs {
            times.cold.add(time("cold machine", test, || self.cold())?);
            times.clone.add(time("clone", test, || self.clone())?);
            // A pool refills while requests are far apart; here it is given the time.
            self.pool.await_full(PATIENCE)?;
            times.pooled.add(time("pooled clone", test, || self.pooled())?);
            done(run + 1);
        }
        Ok(times)
    }
}

fn time(
    what: &str,
    test: &TestRequest,
    machine: impl FnOnce() -> Outcome<Machine>,
) -> Outcome<Duration> {
    let start = Instant::now();
    let mut machine = machine()?;
    let response = machine.request(&test.request, PATIENCE)?;
    let took = start.elapsed();
    check(what, test, &response)?;
    Ok(took)
}
