//! What emitters give to the linker: sections of code and constants, symbols, relocations, places that trap,
//! and the names and numbers by which both speak of the same things. How it is made, the emitters know; where
//! it ends up, [`crate::link`].

use std::borrow::Cow;

use preheat_formats::artifact::{Tier, TrapSite};
use preheat_passes::ir::FuncId;

#[derive(Default)]
pub(crate) struct Object {
    /// Who made it; none for support routines.
    pub tier: Option<Tier>,
    pub sections: Vec<Section>,
    pub symbols: Vec<Symbol>,
    /// The line table.
    pub lines: Option<Section>,
}

/// A section that becomes part of the artifact.
pub(crate) struct Section {
    pub name: String,
    pub kind: Kind,
    pub align: u64,
    pub data: Vec<u8>,
    pub relocations: Vec<Relocation>,
    /// Places that trap; offsets are from the start of the section.
    pub traps: Vec<TrapSite>,
    /// Code that comes from another function than the owner, where the line table does not say so; offsets as
    /// above, ascending.
    pub pieces: Vec<Piece>,
}

/// Code from `start` to `end` comes from a function of the user's module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Piece {
    pub start: u32,
    pub end: u32,
    pub func: FuncId,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Code(Owner),
    Constants,
}

/// A symbol that has a name.
pub(crate) struct Symbol {
    pub name: String,
    /// Position in `sections`.
    pub section: usize,
    pub offset: u64,
    pub len: u64,
    pub is_code: bool,
}

/// The distance from a place to its target, plus `addend`, goes into the four bytes there. (In a line
/// table it is the address itself, in eight.)
pub(crate) struct Relocation {
    pub offset: u64,
    pub target: Target,
    pub addend: i64,
}

pub(crate) enum Target {
    /// A place in this object.
    Here {
        section: usize,
        offset: u64,
    },
    /// Where someone's code starts.
    Code(Owner),
    Named(Cow<'static, str>),
}

/// Whose code a section is, from the names that the emitter gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Owner {
    Support,
    Func(FuncId),
    Entry(FuncId),
}

/// Hidden symbol at the start of `.text`, defined by the linker.
pub(crate) const TEXT_BASE: &str = "preheat.text_base";
/// Hidden array of every function's reference ([`preheat_formats::abi::FuncRef`]), by function
/// index, defined by the linker.
pub(crate) const FUNC_REFS: &str = "preheat.func_refs";

/// Prefix of the symbol of a wasm function.
pub(crate) const FUNC_PREFIX: &str = "wasm.";
/// Prefix of the symbol of an entry.
pub(crate) const ENTRY_PREFIX: &str = "entry.";

/// The line of a line table that stands for a function.
pub(crate) fn line_of(func: FuncId) -> u32 {
    func.0 + 1
}

/// The function that a line stands for; 0 is LLVM's "unknown".
pub(crate) fn func_of_line(line: u64) -> Option<FuncId> {
    u32::try_from(line.checked_sub(1)?).ok().map(FuncId)
}
