//! Merging: counts add up.
//!
//! Merging is commutative and associative, and a new profile changes nothing; so it does not matter
//! how profiles were gathered. For that, sums saturate and no value is thrown away.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use preheat_formats::profile::{
    FunctionProfile, PathProfile, Profile, RequestStats, Summary, ValueCounts,
};

use crate::error::ProfilerError;

/// Both profiles in one. They must be of one module and one version of the block hash.
pub fn merge(mut left: Profile, right: &Profile) -> Result<Profile, ProfilerError> {
    same_module(&left, right)?;
    for (&func, function) in &right.functions {
        match left.functions.entry(func) {
            Entry::Vacant(entry) => {
                entry.insert(function.clone());
            }
            Entry::Occupied(mut entry) => merge_function(func, entry.get_mut(), function)?,
        }
    }
    add_all(&mut left.pages, &right.pages);
    add_all(&mut left.host_calls, &right.host_calls);
    merge_requests(&mut left.requests, &right.requests);
    Ok(left)
}

/// Whether counts of the two profiles mean the same things.
pub(crate) fn same_module(left: &Profile, right: &Profile) -> Result<(), ProfilerError> {
    if left.module != right.module {
        return Err(ProfilerError::DifferentModules { left: left.module, right: right.module });
    }
    if left.hash_version != right.hash_version {
        let (left, right) = (left.hash_version, right.hash_version);
        return Err(ProfilerError::DifferentHashVersions { left, right });
    }
    Ok(())
}

fn merge_function(
    func: u32,
    left: &mut FunctionProfile,
    right: &FunctionProfile,
) -> Result<(), ProfilerError> {
    let contradiction = {
        let name = left.name.clone();
        move |what| ProfilerError::Contradiction { func, name: name.clone(), what }
    };
    if left.name != right.name {
        return Err(contradiction("its name"));
    }
    if left.blocks.len() != right.blocks.len() {
        return Err(contradiction("the number of its blocks"));
    }
    add(&mut left.entries, right.entries);
    add(&mut left.startup_entries, right.startup_entries);
    for (left, right) in left.blocks.iter_mut().zip(&right.blocks) {
        if left.hash != right.hash {
            return Err(contradiction("the hash of a block"));
        }
        add(&mut left.count, right.count);
    }
    for (&edge, right) in &right.edges {
        let left = left
            .edges
            .entry(edge)
            .or_insert(preheat_formats::profile::EdgeCount { to: right.to, count: 0 });
        if left.to != right.to {
            return Err(contradiction("where an edge leads"));
        }
        add(&mut left.count, right.count);
    }
    if let Some(right) = &right.paths {
        let left = left
            .paths
            .get_or_insert_with(|| PathProfile { total: right.total, counts: BTreeMap::new() });
        if left.total != right.total {
            return Err(contradiction("the number of its paths"));
        }
        add_all(&mut left.counts, &right.counts);
    }
    for (&site, right) in &right.sites {
        let left: &mut ValueCounts = left.sites.entry(site).or_default();
        add_all(&mut left.values, &right.values);
        add(&mut left.other, right.other);
    }
    Ok(())
}

fn merge_requests(left: &mut RequestStats, right: &RequestStats) {
    // Taken apart, so that a new field is not forgotten.
    let RequestStats {
        wall_ns,
        cpu_ns,
        memory_bytes,
        peak_rss_bytes,
        input_bytes,
        output_bytes,
        failed,
    } = right;
    merge_summary(&mut left.wall_ns, wall_ns);
    merge_summary(&mut left.cpu_ns, cpu_ns);
    merge_summary(&mut left.memory_bytes, memory_bytes);
    merge_summary(&mut left.peak_rss_bytes, peak_rss_bytes);
    merge_summary(&mut left.input_bytes, input_bytes);
    merge_summary(&mut left.output_bytes, output_bytes);
    add(&mut left.failed, *failed);
}

fn merge_summary(left: &mut Summary, right: &Summary) {
    add(&mut left.count, right.count);
    add(&mut left.sum, right.sum);
    left.min = [left.min, right.min].into_iter().flatten().min();
    left.max = left.max.max(right.max);
    add_all(&mut left.buckets, &right.buckets);
}

fn add(left: &mut u64, right: u64) {
    *left = left.saturating_add(right);
}

fn add_all<K: Ord + Clone>(left: &mut BTreeMap<K, u64>, right: &BTreeMap<K, u64>) {
    for (key, count) in right {
        add(left.entry(key.clone()).or_default(), *count);
    }
}
