//! What the emitters share: what they may know of a whole module, what a plan says of it, who compiles what,
//! the order of blocks, and which values are used. The names by which their objects and the linker speak of the same things are
//! [`crate::object`]'s.

mod cost;
mod divide;
mod facts;
mod likely;
mod order;
mod profile;
mod tier;
mod used;

pub(crate) use divide::{Share, divide};
pub(crate) use facts::{Convention, Facts, type_number};
pub(crate) use order::definitions_first;
pub(crate) use profile::{Profile, code_order};
pub(crate) use tier::tiers;
pub(crate) use used::used;
