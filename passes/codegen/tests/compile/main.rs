//! What compiled code does, tried by running it in this process.

mod artifact;
mod budget;
mod calls;
mod control;
mod large;
mod llvm_faults;
mod lost_traps;
mod memory;
mod mixed;
mod numeric;
mod plan;
mod tail;

use preheat_formats::CpuLevel;
use preheat_formats::recipe::OptLevel;
use preheat_loader::{Setting, settings};

/// Those of every emitter and level of this machine, and each optimisation, since optimisers move what
/// matters.
fn every_setting() -> Vec<Setting> {
    let levels = OptLevel::ALL.map(|opt| Setting::new(opt, CpuLevel::V2));
    levels.into_iter().chain(settings()).collect()
}
