//! How alike two profiles are: whether training requests stand for the others.
//!
//! The overlap (weight matching) of two distributions is the sum, over all items, of the smaller of the
//! two shares: 1 if they are the same, 0 if they have nothing in common. (It is how compilers' coverage
//! tools compare profiles as well.)

use std::collections::BTreeMap;
use std::hash::Hash;

use preheat_formats::profile::Profile;

use crate::error::ProfilerError;
use crate::merge::same_module;

/// Overlaps, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// Of entries of functions.
    pub functions: f64,
    /// Of runs of blocks.
    pub blocks: f64,
    /// Of edges taken.
    pub edges: f64,
}

/// Compares two profiles of one module.
pub fn overlap(left: &Profile, right: &Profile) -> Result<Overlap, ProfilerError> {
    same_module(left, right)?;
    Ok(Overlap {
        functions: matching(entries(left), entries(right)),
        blocks: matching(blocks(left), blocks(right)),
        edges: matching(edges(left), edges(right)),
    })
}

fn entries(profile: &Profile) -> impl Iterator<Item = (u32, u64)> {
    profile.functions.iter().map(|(func, function)| (*func, function.entries))
}

fn blocks(profile: &Profile) -> impl Iterator<Item = ((u32, usize), u64)> {
    profile.functions.iter().flat_map(|(func, function)| {
        let blocks = function.blocks.iter().enumerate();
        blocks.map(move |(block, counted)| ((*func, block), counted.count))
    })
}

fn edges(profile: &Profile) -> impl Iterator<Item = ((u32, u32, u32), u64)> {
    profile.functions.iter().flat_map(|(func, function)| {
        let edges = function.edges.iter();
        edges.map(move |((block, slot), counted)| ((*func, *block, *slot), counted.count))
    })
}

fn matching<K: Ord + Hash>(
    left: impl Iterator<Item = (K, u64)>,
    right: impl Iterator<Item = (K, u64)>,
) -> f64 {
    let shares = |items: Vec<(K, u64)>| -> BTreeMap<K, f64> {
        let total: f64 = items.iter().map(|(_, count)| *count as f64).sum();
        let counted = items.into_iter().filter(|(_, count)| *count > 0);
        counted.map(|(key, count)| (key, count as f64 / total)).collect()
    };
    let (left, right) = (shares(left.collect()), shares(right.collect()));
    if left.is_empty() && right.is_empty() {
        return 1.0;
    }
    let common =
        left.iter().filter_map(|(key, share)| right.get(key).map(|other| share.min(*other)));
    common.sum::<f64>().clamp(0.0, 1.0)
}
