//! From counters to a profile: what was counted since the last export, by function, block, edge, path and
//! site, and what the requests took.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use preheat_formats::artifact::{CounterMap, FuncRecord, FunctionCounters, PathStore, SiteKind};
use preheat_formats::profile::{
    BlockCount, EdgeCount, FunctionProfile, PathProfile, Profile, RequestStats, ValueCounts,
};
use preheat_formats::protocol::{Outcome, Response};

use super::Counts;
use crate::error::Result;
use crate::instance::Instance;

/// A call target that is no function: the table entry was null or out of range.
const NO_TARGET: u64 = u64::MAX;

/// Collects the counts of one instrumented artifact, in the process that hands out the requests.
#[derive(Debug)]
pub struct Record {
    map: CounterMap,
    functions: Vec<FuncRecord>,
    counts: Arc<Counts>,
    startup: BTreeMap<u32, u64>,
    pages: BTreeMap<u32, u64>,
    requests: RequestStats,
}

impl Record {
    /// None if the artifact does not count.
    pub fn new(instance: &mut Instance) -> Result<Option<Record>> {
        let Some(map) = instance.artifact().counter_map()? else { return Ok(None) };
        let Some(counts) = instance.counts() else { return Ok(None) };
        let functions = instance.artifact().functions()?;
        Ok(Some(Record {
            map,
            functions,
            counts,
            startup: BTreeMap::new(),
            pages: BTreeMap::new(),
            requests: RequestStats::default(),
        }))
    }

    /// The program is at its warm point: what it entered so far is startup, the rest is forgotten.
    pub fn end_startup(&mut self, instance: &Instance) {
        let counters = instance.counters();
        for function in &self.map.functions {
            let entries = read(counters, function.entry);
            if entries > 0 {
                let startup = self.startup.entry(function.func).or_default();
                *startup = startup.saturating_add(entries);
            }
        }
        self.forget(instance);
    }

    /// Forgets what was counted in a run that serves no request.
    pub fn forget(&self, instance: &Instance) {
        instance.counters().iter().for_each(|counter| counter.store(0, Relaxed));
        self.counts.clear();
    }

    /// Forgets everything since the last export.
    pub fn discard(&mut self, instance: &Instance) {
        self.forget(instance);
        self.startup.clear();
        self.pages.clear();
        self.requests = RequestStats::default();
    }

    /// A request was served.
    pub fn end_request(&mut self, input_bytes: u64, response: &Response) {
        for page in self.counts.pages.take() {
            *self.pages.entry(page).or_default() += 1;
        }
        let stats = &mut self.requests;
        stats.wall_ns.add(response.usage.wall_ns);
        stats.cpu_ns.add(response.usage.cpu_ns);
        stats.memory_bytes.add(response.usage.memory_bytes);
        stats.peak_rss_bytes.add(response.usage.peak_rss_bytes);
        stats.input_bytes.add(input_bytes);
        stats.output_bytes.add((response.stdout.len() + response.stderr.len()) as u64);
        stats.failed += u64::from(response.outcome != Outcome::Exit(0));
    }

    /// Everything since the last export; counting starts from zero again.
    pub fn export(&mut self, instance: &Instance) -> Profile {
        let meta = instance.artifact().meta();
        let mut profile = Profile::new(meta.module, self.map.hash_version);
        let counters = instance.counters();
        let mut slots: BTreeMap<u32, BTreeMap<u64, u64>> = BTreeMap::new();
        self.counts.paths.read(|slot, path, count| {
            if count > 0 {
                slots.entry(slot).or_default().insert(path, count);
            }
        });
        for function in &self.map.functions {
            let startup_entries = self.startup.remove(&function.func).unwrap_or_default();
            let counted = self.function(function, counters, &mut slots, startup_entries);
            if counted.entries > 0 || startup_entries > 0 {
                profile.functions.insert(function.func, counted);
            }
        }
        for (number, site) in self.map.sites.iter().enumerate() {
            let (values, other) = self.counts.values.read(number as u32);
            if let Some(function) = profile.functions.get_mut(&site.func)
                && (other > 0 || !values.is_empty())
            {
                let values = values.into_iter().map(|(value, count)| match site.kind {
                    SiteKind::CallTarget { .. } => (self.target(value), count),
                    _ => (value, count),
                });
                let mut counted = ValueCounts { other, ..ValueCounts::default() };
                for (value, count) in values {
                    let sum = counted.values.entry(value).or_default();
                    *sum = sum.saturating_add(count);
                }
                function.sites.insert((site.block, site.kind), counted);
            }
        }
        for (index, import) in meta.imports.iter().enumerate() {
            let calls = self.counts.host_calls.read(index);
            if calls > 0 {
                let name = format!("{}.{}", import.module, import.name);
                *profile.host_calls.entry(name).or_default() += calls;
            }
        }
        profile.pages = std::mem::take(&mut self.pages);
        profile.requests = std::mem::take(&mut self.requests);
        self.forget(instance);
        profile
    }

    fn function(
        &self,
        map: &FunctionCounters,
        counters: &[AtomicU64],
        slots: &mut BTreeMap<u32, BTreeMap<u64, u64>>,
        startup_entries: u64,
    ) -> FunctionProfile {
        let entries = read(counters, map.entry);
        let blocks = map.blocks.iter().map(|hash| BlockCount { hash: *hash, count: 0 });
        let mut blocks: Vec<BlockCount> = blocks.collect();
        let mut edges = BTreeMap::new();
        if let Some(first) = blocks.first_mut() {
            first.count = entries;
        }
        for edge in &map.edges {
            let count = read(counters, edge.counter);
            let block = &mut blocks[edge.to as usize].count;
            *block = block.saturating_add(count);
            if count > 0 {
                edges.insert((edge.from, edge.slot), EdgeCount { to: edge.to, count });
            }
        }
        let paths = map.paths.and_then(|paths| {
            let counts = match paths.store {
                PathStore::Counters { first } => (0..paths.total)
                    .map(|path| (path, read(counters, first + path as u32)))
                    .filter(|(_, count)| *count > 0)
                    .collect(),
                PathStore::Slot(slot) => {
                    let lost = self.counts.paths.lost(slot);
                    if lost > 0 {
                        // Part of the counts would be taken for all of them.
                        eprintln!(
                            "preheat: {} runs of paths of `{}` found no room; its paths are left out",
                            lost, map.name
                        );
                        return None;
                    }
                    slots.remove(&slot).unwrap_or_default()
                }
            };
            Some(PathProfile { total: paths.total, counts })
        });
        FunctionProfile {
            name: map.name.clone(),
            entries,
            startup_entries,
            blocks,
            edges,
            paths,
            sites: BTreeMap::new(),
        }
    }

    /// Function index of a code offset that compiled code saw in a table.
    fn target(&self, offset: u64) -> u64 {
        // The first piece there: further ones are of functions inlined at the very start.
        let index = self.functions.partition_point(|piece| u64::from(piece.offset) < offset);
        let first = self.functions.get(index).filter(|piece| u64::from(piece.offset) == offset);
        first.and_then(|piece| piece.func).map_or(NO_TARGET, u64::from)
    }
}

fn read(counters: &[AtomicU64], index: u32) -> u64 {
    counters.get(index as usize).map_or(0, |counter| counter.load(Relaxed))
}
