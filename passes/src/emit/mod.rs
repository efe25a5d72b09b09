//! What the emitters share: what they may know of a whole module, what a plan says of it, who compiles what,
//! the order of blocks, which values are used, and the names by which their objects and the linker speak of the same things.

mod cost;
mod divide;
mod facts;
mod likely;
mod order;
mod profile;
pub(crate) mod shape;
mod tier;
mod used;

pub(crate) use divide::{Share, divide};
pub(crate) use facts::{Convention, Facts, type_number};
pub(crate) use order::definitions_first;
pub(crate) use profile::{Profile, code_order};
pub(crate) use tier::tiers;
pub(crate) use used::used;

/// Hidden symbol at the start of `.text`, defined by the linker.
pub(crate) const TEXT_BASE: &str = "preheat.text_base";
/// Hidden array of every function's reference ([`preheat_formats::abi::FuncRef`]), by function
/// index, defined by the linker.
pub(crate) const FUNC_REFS: &str = "preheat.func_refs";

/// Prefix of the symbol of a wasm function.
pub(crate) const FUNC_PREFIX: &str = "wasm.";
/// Prefix of the symbol of an entry.
pub(crate) const ENTRY_PREFIX: &str = "entry.";
