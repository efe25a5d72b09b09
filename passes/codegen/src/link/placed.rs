//! A piece of code in its place.

use preheat_formats::artifact::Tier;
use preheat_passes::ir::Module;

use crate::object::Owner;

/// Address of `.text` in the artifact, the same as its place in the file.
pub(super) const TEXT_ADDRESS: u64 = 4096;

/// A piece of code and where it lies in `.text`.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub owner: Owner,
    pub symbol: String,
    /// Who made it; none for support routines and entries.
    pub tier: Option<Tier>,
    pub offset: u32,
    pub len: u32,
}

impl Placed {
    pub fn name(&self, module: &Module) -> String {
        match self.owner {
            Owner::Func(func) => module.funcs[func.index()].name.clone(),
            Owner::Entry(func) => format!("entry of {}", module.funcs[func.index()].name),
            Owner::Support => self.symbol.clone(),
        }
    }
}
