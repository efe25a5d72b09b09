//! From counts to decisions: merges profiles, maps how probable each way through a program is, and plans
//! what to specialise.
//!
//! Profiles come from the agent, which counts; plans go to the compiler, which acts on them. How
//! either is done, other rooms know. Profiles may come from elsewhere and say absurd things: what is
//! read here is first checked against its module ([`resolve`]), and sums saturate.

pub mod calls;
pub mod confidence;
mod error;
pub mod explain;
pub mod heat;
pub mod layout;
pub mod map;
pub mod merge;
pub mod overlap;
pub mod paths;
pub mod plan;
pub mod pprof;
pub mod resolve;

pub use error::ProfilerError;
pub use heat::{Coverage, hot_functions};
pub use map::ProbabilityMap;
pub use merge::merge;
pub use overlap::{Overlap, overlap};
pub use plan::{PlanOptions, make_plan};
pub use pprof::to_pprof;
pub use resolve::{Resolved, resolve};
