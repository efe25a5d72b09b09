//! What a step is.

use super::ledger::Ledger;
use super::world::World;
use crate::ir::{Body, FuncId};

/// One transformation.
pub struct Step {
    /// What switches, keys and reports call it.
    pub name: &'static str,
    /// What it does, in a line.
    pub title: &'static str,
    /// A new body for a function of a frozen module; none if nothing is to be done there. What it takes with
    /// one ledger it also takes with one that allows less, as far as that goes.
    pub(super) apply: fn(&World<'_>, FuncId, &mut Ledger) -> Option<Body>,
}
