//! What the emitters share: what they may know of a whole module, who compiles what, the order of functions,
//! and which values are used. The names by which their objects and the linker speak of the same things are
//! [`crate::object`]'s.

mod cost;
mod divide;
mod facts;
mod likely;
mod order;
mod tier;
mod used;

pub(crate) use divide::{Share, divide};
pub(crate) use facts::{Convention, Facts, type_number};
pub(crate) use order::code_order;
pub(crate) use tier::tiers;
pub(crate) use used::used;
