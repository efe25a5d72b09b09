//! What compiled code does, tried by running it in this process.

mod artifact;
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
