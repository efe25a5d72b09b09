//! Differential tests: random modules are run by wasmtime and by everything of ours that can run one (both
//! emitters, both mixed, with plans that are wrong, and the interpreter), and results, traps, host calls,
//! memories, globals and tables must agree after each call. Modules of one kind, `bombs`, are only compiled,
//! with little time and memory.
//!
//! A *case* is a seed of a kind ([`kind`]). Cases are run in worker processes ([`campaign`]), so that a crash
//! or a hang is a finding like any other; what differs is made smaller and kept ([`findings`]).

mod arrays;
mod assembly;
mod bits;
mod compiled;
mod host;
mod interpreted;
mod lanes;
mod loop_body;
mod loops;
mod made;
mod nan;
mod observe;
mod oracle;
mod random;
mod schedule;
mod shapes;
mod smith;
mod straight_line;
mod tail_calls;
mod traps;
mod wrong_plan;

pub mod bombs;
pub mod campaign;
pub mod case;
pub mod findings;
pub mod frugal;
pub mod kind;
pub mod request;
pub mod worker;
