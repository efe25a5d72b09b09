//! What is wrong in the LLVM that we link, and what we do about it: each file mends one kind of wrong code.
//! Those that the emitter avoids by not making the shape are told where it is not made. The list of all, with
//! their tests, is docs/LLVM.md.

mod high_product;
mod short_canonicalize;
mod switches;
mod wrapping;

pub(super) use high_product::{hidden, hide_high_products};
pub(super) use short_canonicalize::widen_short_canonicalize;
pub(super) use switches::set_switches;
pub(super) use wrapping::{LoopVectoriser, loop_vectoriser};
