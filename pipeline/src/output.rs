//! How results look: as the profiler's reports do.

pub use preheat_profiler::explain::{Table, bytes, percent, time as nanoseconds};
