//! The paths through a function that were run most.

use preheat_formats::plan::HotPath;
use preheat_passes::analysis::Cfg;
use preheat_passes::analysis::path_numbering::PathNumbering;
use preheat_passes::ir::BlockId;

use crate::confidence::{Estimate, rounded};
use crate::heat::Coverage;
use crate::resolve::Counted;

/// How many paths are worth naming.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PathChoice {
    /// Of the instructions run on counted paths.
    pub coverage: Coverage,
    pub at_most: usize,
}

/// The fewest paths that cover enough of a function, those with most instructions first.
pub fn hot_paths(counted: &Counted, choice: PathChoice) -> Vec<HotPath> {
    let Some(profile) = &counted.profile.paths else { return Vec::new() };
    let Ok(numbering) = PathNumbering::new(&Cfg::new(counted.body)) else { return Vec::new() };
    let runs = profile.counts.values().fold(0u64, |sum, count| sum.saturating_add(*count));
    // Paths are found again only for the most frequent numbers: a bound on time for absurd profiles
    // that costs real ones nothing.
    let mut frequent: Vec<(u64, u64)> =
        profile.counts.iter().map(|(path, count)| (*path, *count)).collect();
    frequent.retain(|(_, count)| *count > 0);
    frequent.sort_by_key(|(path, count)| (std::cmp::Reverse(*count), *path));
    frequent.truncate(MAX_CONSIDERED);
    let mut paths: Vec<(u64, HotPath)> = frequent
        .into_iter()
        .filter_map(|(number, count)| {
            let path = numbering.path(number)?;
            let estimate = Estimate::of(count, runs);
            let work =
                path.blocks.iter().map(|block| counted.body.block(*block).size() as u64).sum();
            let path = HotPath {
                path: number,
                blocks: path.blocks.iter().map(|block: &BlockId| block.0).collect(),
                count,
                probability: rounded(estimate.probability),
                uncertainty: rounded(estimate.uncertainty()),
            };
            Some((count.saturating_mul(work), path))
        })
        .collect();
    paths.sort_by_key(|(work, path)| (std::cmp::Reverse(*work), path.path));
    let total: f64 = paths.iter().map(|(work, _)| *work as f64).sum();
    let mut covered = 0.0;
    paths
        .into_iter()
        .take(choice.at_most)
        .take_while(|(work, _)| {
            let wanted = covered < choice.coverage.get() * total;
            covered += *work as f64;
            wanted
        })
        .map(|(_, path)| path)
        .collect()
}

const MAX_CONSIDERED: usize = 4096;
