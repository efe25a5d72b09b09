//! What compiled code does, tried by running it in this process.

mod artifact;
mod calls;
mod control;
mod large;
mod lost_traps;
mod llvm_faults;
mod memory;
mod mixed;
mod numeric;
mod plan;
mod tail;
