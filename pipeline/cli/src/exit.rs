//! Exit codes, as every help documents them.

use preheat_pipeline::Error;
use preheat_pipeline::error::Fault;

pub const OUR_FAILURE: u8 = 1;
pub const BAD_INPUT: u8 = 2;
pub const TIMEOUT: u8 = 124;
pub const TRAP: u8 = 134;
/// A death by a signal that is no trap; the agent says it, and exits with it.
pub const DIED: u8 = 139;

/// The code for an error.
pub fn code_of(error: &Error) -> u8 {
    match error.fault() {
        Fault::Ours => OUR_FAILURE,
        Fault::Input => BAD_INPUT,
        Fault::TimeLimit => TIMEOUT,
    }
}
