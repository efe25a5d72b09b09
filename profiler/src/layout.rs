//! In which order code should lie, so that callers and their callees share pages and cache lines.
//!
//! Call-chain clustering (G. Ottoni and B. Maher, "Optimizing function placement for large-scale data-center
//! applications", CGO 2017): hottest function first, each cluster of functions is put behind the cluster
//! of its first function's most frequent caller, unless that would grow too long; then clusters
//! are laid out by how much they do per byte.

use std::collections::{BTreeMap, HashMap};

use preheat_passes::ir::FuncId;

use crate::calls::Arc;

/// A function to place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    pub func: FuncId,
    /// Instructions that were run.
    pub heat: u64,
    /// Instructions that there are; code size is not known yet.
    pub size: u64,
}

/// Clusters end at so many IR instructions: some 64 KiB of code, what a first-level instruction
/// TLB reaches with small pages.
const MAX_CLUSTER: u64 = 16 << 10;

struct Cluster {
    funcs: Vec<FuncId>,
    heat: u64,
    size: u64,
}

/// The functions in a good order. `arcs` are the calls, by callee, then caller.
pub fn order(functions: &[Placed], arcs: &BTreeMap<FuncId, BTreeMap<FuncId, Arc>>) -> Vec<FuncId> {
    let mut hottest = functions.to_vec();
    hottest.sort_by_key(|placed| (std::cmp::Reverse(placed.heat), placed.func));
    let mut clusters: Vec<Cluster> = hottest
        .iter()
        .map(|placed| Cluster { funcs: vec![placed.func], heat: placed.heat, size: placed.size })
        .collect();
    let mut cluster_of: HashMap<FuncId, usize> =
        hottest.iter().enumerate().map(|(index, placed)| (placed.func, index)).collect();
    for placed in &hottest {
        let callers = arcs.get(&placed.func).into_iter().flatten();
        let known = callers
            .filter(|(caller, _)| **caller != placed.func && cluster_of.contains_key(caller));
        // Of equally frequent callers, the one with the smallest index.
        let best = known.max_by_key(|(caller, arc)| (arc.count, std::cmp::Reverse(**caller)));
        let Some((caller, _)) = best else { continue };
        let (front, back) = (cluster_of[caller], cluster_of[&placed.func]);
        let size = clusters[front].size.saturating_add(clusters[back].size);
        // A function leads its cluster until its own turn has come.
        if front == back || size > MAX_CLUSTER {
            continue;
        }
        let moved = std::mem::take(&mut clusters[back].funcs);
        for func in &moved {
            cluster_of.insert(*func, front);
        }
        let heat = clusters[back].heat;
        let cluster = &mut clusters[front];
        cluster.funcs.extend(moved);
        cluster.heat = cluster.heat.saturating_add(heat);
        cluster.size = size;
    }
    clusters.retain(|cluster| !cluster.funcs.is_empty());
    let density = |cluster: &Cluster| cluster.heat as f64 / cluster.size.max(1) as f64;
    clusters.sort_by(|a, b| density(b).total_cmp(&density(a)).then(a.funcs[0].cmp(&b.funcs[0])));
    clusters.into_iter().flat_map(|cluster| cluster.funcs).collect()
}
