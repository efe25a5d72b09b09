//! What a generator gives.

use std::collections::BTreeSet;

/// A module of one of our own generators.
pub struct Made {
    pub wasm: Vec<u8>,
    /// What the generator put in, by name: tests see to it that it makes all it can.
    pub features: BTreeSet<&'static str>,
}
