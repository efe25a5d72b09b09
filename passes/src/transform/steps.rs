//! The list of all steps.

use super::inline;
use super::step::Step;

/// All steps, in the order in which they run.
pub const STEPS: &[Step] = &[inline::STEP];
