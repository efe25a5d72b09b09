//! Time between a program's calls of `bench.start` and `bench.end`, with which benchmarks mark the part to
//! time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

/// Its clones share what was measured.
#[derive(Debug, Clone, Default)]
pub struct Marks {
    started: Option<Instant>,
    total_ns: Arc<AtomicU64>,
}

impl Marks {
    /// A second start without an end begins anew.
    pub fn start(&mut self) {
        self.started = Some(Instant::now());
    }

    /// An end without a start is nothing.
    pub fn end(&mut self) {
        if let Some(started) = self.started.take() {
            // Not 0, which is for programs without marks.
            let took = (started.elapsed().as_nanos() as u64).max(1);
            self.total_ns.fetch_add(took, Ordering::Relaxed);
        }
    }

    /// All pairs together.
    pub fn total_ns(&self) -> u64 {
        self.total_ns.load(Ordering::Relaxed)
    }
}
