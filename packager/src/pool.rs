//! Clones that have been restored, made different from each other, and stopped: one that is taken answers in
//! a millisecond or two. A thread keeps the pool filled up to its size.
//!
//! Before it stops, a clone answers the image's warm-up requests once more. The program keeps nothing of
//! them (each request is a fork of its own), but the host does: pages that were copied, and under TCG the
//! translated code, which is not part of a saved state.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use preheat_formats::protocol::Request;

use crate::error::Error;
use crate::machine::Alive;
use crate::machine::Machine;
use crate::template::Template;

/// How long a clone may take to answer its first ping.
const CLONE_LIMIT: Duration = Duration::from_secs(30);
/// No more requests are rehearsed after this time: the pool should fill soon.
const REHEARSAL_LIMIT: Duration = Duration::from_secs(2);
/// How long a clone may be busy after its rehearsal. It is stopped then all the same.
const IDLE_LIMIT: Duration = Duration::from_millis(500);
/// After a clone could not be made, the next attempt waits this long.
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Dropping it ends its thread and its machines.
pub struct Pool {
    shared: Arc<Shared>,
    filler: Option<JoinHandle<()>>,
}

struct Shared {
    template: Template,
    rehearsal: Vec<Request>,
    size: usize,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    ready: VecDeque<Machine>,
    closing: Closing,
    /// Why the last clone could not be made, until one could.
    failure: Option<Error>,
}

#[derive(PartialEq, Eq)]
enum Closing {
    No,
    Yes,
}

impl Pool {
    /// Starts filling. Each clone that waits costs some 50 MB when emulated, most of it translated code.
    pub fn new(template: Template, size: usize) -> Result<Pool, Error> {
        let rehearsal = template.image().rehearsal()?;
        let state = State { ready: VecDeque::new(), closing: Closing::No, failure: None };
        let shared = Arc::new(Shared {
            template,
            rehearsal,
            size,
            state: Mutex::new(state),
            changed: Condvar::new(),
        });
        let filling = Arc::clone(&shared);
        let filler = thread::Builder::new()
            .name("preheat-pool".into())
            .spawn(move || filling.fill())
            .map_err(Error::Spawn)?;
        Ok(Pool { shared, filler: Some(filler) })
    }

    /// Machines that wait.
    pub fn ready(&self) -> usize {
        self.shared.lock().ready.len()
    }

    /// Waits until the pool is full; an error if clones cannot be made, or not in this time.
    pub fn await_full(&self, limit: Duration) -> Result<(), Error> {
        let deadline = Instant::now() + limit;
        let mut state = self.shared.lock();
        while state.ready.len() < self.shared.size {
            if let Some(failure) = state.failure.take() {
                return Err(failure);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let console = crate::error::ConsoleTail(String::new());
                return Err(Error::Timeout {
                    during: "the filling of the pool",
                    after: limit,
                    console,
                });
            }
            state = self
                .shared
                .changed
                .wait_timeout(state, left)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        Ok(())
    }

    /// A machine that runs: one that waited, or a fresh clone if none did.
    pub fn take(&self) -> Result<Machine, Error> {
        loop {
            let waiting = self.shared.lock().ready.pop_front();
            self.shared.changed.notify_all();
            let Some(mut machine) = waiting else { return self.shared.template.clone_machine() };
            // Someone may have killed it meanwhile.
            if machine.is_alive() == Alive::Yes {
                machine.resume()?;
                return Ok(machine);
            }
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.lock().closing = Closing::Yes;
        self.shared.changed.notify_all();
        if let Some(filler) = self.filler.take() {
            let _ = filler.join();
        }
    }
}

impl Shared {
    /// A thread that panicked while it held the lock has at worst lost a machine.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fill(&self) {
        let mut state = self.lock();
        while state.closing == Closing::No {
            if state.ready.len() >= self.size {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            drop(state);
            let made = self.paused_clone();
            state = self.lock();
            match made {
                Ok(machine) => {
                    state.failure = None;
                    state.ready.push_back(machine);
                }
                Err(failure) => state.failure = Some(failure),
            }
            self.changed.notify_all();
            if state.failure.is_some() && state.closing == Closing::No {
                let waited = self.changed.wait_timeout(state, PAUSE_AFTER_FAILURE);
                state = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }

    fn paused_clone(&self) -> Result<Machine, Error> {
        let mut machine = self.template.clone_machine()?;
        machine.ping(CLONE_LIMIT)?;
        let start = Instant::now();
        for request in &self.rehearsal {
            if start.elapsed() > REHEARSAL_LIMIT {
                break;
            }
            let limit = Duration::from_millis(request.limits.time_ms) + CLONE_LIMIT;
            machine.request(request, limit)?;
        }
        // The agent prepares for its next request now; a machine that is stopped before it is done does
        // that when it is taken.
        machine.await_idle(IDLE_LIMIT);
        machine.pause()?;
        Ok(machine)
    }
}
