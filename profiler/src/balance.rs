//! Whether the counts of a profile agree among themselves: an oracle for whoever counts.
//!
//! Blocks and edges, paths, and sites are counted in different ways, yet each says how often a block was run.
//! In a function that always ran from its entry to an end of it while being counted, all must say the
//! same. They need not where the program trapped or exited in the middle, or where it was when it
//! reached its warm point.

use preheat_formats::artifact::SiteKind;
use preheat_passes::analysis::Cfg;
use preheat_passes::analysis::path_numbering::PathNumbering;
use preheat_passes::ir::{BlockId, FuncId};

use crate::calls::occurrences;
use crate::resolve::{Counted, Resolved};

/// Two counts that ought to be equal and are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imbalance {
    pub func: FuncId,
    pub block: BlockId,
    pub of: Witness,
    /// Runs of the block.
    pub counted: u64,
    /// Runs by the other witness.
    pub implied: u64,
}

/// What else tells how often a block was run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witness {
    /// The edges that leave it.
    Edges,
    /// The paths through it.
    Paths,
    /// The values at a site in it.
    Site(SiteKind),
}

/// Every disagreement, by function and block.
pub fn imbalances(resolved: &Resolved) -> Vec<Imbalance> {
    resolved.functions().flat_map(|counted| of_function(&counted)).collect()
}

fn of_function(counted: &Counted) -> Vec<Imbalance> {
    let cfg = Cfg::new(counted.body);
    let mut implied: Vec<(BlockId, Witness, u64)> = Vec::new();
    for block in cfg.block_ids().filter(|block| !cfg.successors(*block).is_empty()) {
        let slots = 0..cfg.successors(block).len() as u32;
        let taken = slots.map(|slot| counted.edge_count(block, slot));
        implied.push((block, Witness::Edges, taken.fold(0, u64::saturating_add)));
    }
    if let Some(runs) = runs_by_paths(counted, &cfg) {
        implied.extend(cfg.block_ids().zip(runs).map(|(block, n)| (block, Witness::Paths, n)));
    }
    for ((block, kind), values) in &counted.profile.sites {
        let runs = match kind {
            SiteKind::CallTarget { .. } | SiteKind::Param { .. } => occurrences(values),
            // Iterations add up to the runs of the header, if none was left out.
            SiteKind::TripCount if values.other == 0 => values
                .values
                .iter()
                .fold(0u64, |sum, (trips, times)| sum.saturating_add(trips.saturating_mul(*times))),
            SiteKind::TripCount => continue,
        };
        implied.push((BlockId(*block), Witness::Site(*kind), runs));
    }
    implied.sort_by_key(|(block, ..)| *block);
    implied
        .into_iter()
        .map(|(block, of, implied)| {
            let counted_runs = match of {
                Witness::Site(SiteKind::Param { .. }) => counted.profile.entries,
                _ => counted.count(block),
            };
            Imbalance { func: counted.func, block, of, counted: counted_runs, implied }
        })
        .filter(|imbalance| imbalance.counted != imbalance.implied)
        .collect()
}

fn runs_by_paths(counted: &Counted, cfg: &Cfg) -> Option<Vec<u64>> {
    let paths = counted.profile.paths.as_ref()?;
    let numbering = PathNumbering::new(cfg).ok()?;
    let mut runs = vec![0u64; cfg.len()];
    for (number, times) in &paths.counts {
        for block in numbering.path(*number)?.blocks {
            runs[block.index()] = runs[block.index()].saturating_add(*times);
        }
    }
    Some(runs)
}
