//! What a transformation decided about a place in a program, and why: kept in an artifact, for people who
//! ask.

use serde::{Deserialize, Serialize};

/// One decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The step's name.
    pub step: String,
    pub place: Place,
    /// What was to be done there, such as the name of a callee.
    pub what: String,
    pub taken: bool,
    pub why: String,
    /// How often the place was reached while requests were counted; none if nobody knows.
    pub count: Option<u64>,
    /// IR instructions by which the function grew, or would have grown.
    pub growth: i64,
}

/// A place in the user's module: the block of a function as it was decoded, and there an instruction of the
/// IR as the step found it; one behind the last is the block's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The function whose code is changed.
    pub within: u32,
    /// The function that the place comes from; another one if its body was copied.
    pub func: u32,
    pub block: u32,
    pub inst: u32,
}
