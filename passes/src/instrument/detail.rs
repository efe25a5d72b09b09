//! The probes that count in detail: paths, trip counts, indirect call targets, parameter values.
//!
//! **Paths** (Ball and Larus): a slot adds up the increments of the edges taken; where a path ends, its
//! number is counted and the slot starts over. **Trip counts**: a slot per loop is 1 when the loop is
//! entered, grows at each back edge, and is counted at each edge that leaves the loop. A loop that is left
//! by a trap or an exit is not counted, and neither is the path that was being walked.

use std::collections::HashMap;

use preheat_formats::artifact::{PathCounters, PathStore, Site, SiteKind};

use crate::analysis::Cfg;
use crate::analysis::dominators::Dominators;
use crate::analysis::loops::Loops;
use crate::analysis::path_numbering::{PathNumbering, Step};
use crate::instrument::placement::Probes;
use crate::instrument::supply::Supply;
use crate::ir::{BlockId, Body, Callee, FuncId, Probe, SlotId, ValType};

/// With at most so many paths, each has a counter of its own.
pub const MAX_DIRECT_PATHS: u64 = 1024;
/// No more counters for paths beyond so many of all kinds (128 MiB); what follows is left to the agent.
const MAX_DIRECT_COUNTERS: u32 = 1 << 24;

/// Adds the detail probes of one function.
pub fn add(
    func: FuncId,
    body: &mut Body,
    cfg: &Cfg,
    supply: &mut Supply,
    probes: &mut Probes,
) -> Option<PathCounters> {
    params(func, body, supply, probes);
    call_targets(func, body, supply, probes);
    let paths = paths(body, cfg, supply, probes);
    trip_counts(func, body, cfg, supply, probes);
    paths
}

fn params(func: FuncId, body: &Body, supply: &mut Supply, probes: &mut Probes) {
    let Some(entry) = body.blocks.first() else { return };
    for (index, &value) in entry.params.iter().enumerate() {
        if matches!(body.ty(value), ValType::I32 | ValType::I64) {
            let kind = SiteKind::Param { index: index as u32 };
            let site = supply.site(Site { func: func.0, block: Body::ENTRY.0, kind });
            probes.at_entry(Probe::Value { site, value });
        }
    }
}

fn call_targets(func: FuncId, body: &Body, supply: &mut Supply, probes: &mut Probes) {
    for id in body.block_ids() {
        for (inst, callee) in body.block(id).calls() {
            let Callee::Indirect { table, index, .. } = callee else { continue };
            let kind = SiteKind::CallTarget { inst };
            let site = supply.site(Site { func: func.0, block: id.0, kind });
            probes.before_inst(id, inst, Probe::CallTarget { site, table, index });
        }
    }
}

fn paths(
    body: &mut Body,
    cfg: &Cfg,
    supply: &mut Supply,
    probes: &mut Probes,
) -> Option<PathCounters> {
    // A function with too many paths to number is left to its edge counts.
    let numbering = PathNumbering::new(cfg).ok()?;
    let total = numbering.total();
    let slot = new_slot(body);
    let direct = u32::try_from(total)
        .ok()
        .filter(|total| u64::from(*total) <= MAX_DIRECT_PATHS)
        .filter(|total| supply.counters.saturating_add(*total) <= MAX_DIRECT_COUNTERS);
    let (store, count) = match direct {
        Some(total) => {
            let first = supply.counter_run(total);
            (PathStore::Counters { first }, Probe::CountAtSlot { first, slot })
        }
        None => {
            let store = supply.path_slot();
            (PathStore::Slot(store), Probe::PathAtSlot { store, slot })
        }
    };
    let mut steps: HashMap<BlockId, Step> = HashMap::new();
    let mut of_block = None;
    for (at, (edge, to)) in cfg.edges().enumerate() {
        if of_block.replace(edge.from) != Some(edge.from) {
            steps.clear();
            steps.extend(numbering.steps(edge.from));
        }
        match steps.get(&to) {
            // Unreachable blocks have no numbers.
            None | Some(Step::Add(0)) => {}
            Some(Step::Add(value)) => probes.on_edge(at, Probe::SlotAdd { slot, value: *value }),
            Some(Step::End { add, restart }) => {
                if *add != 0 {
                    probes.on_edge(at, Probe::SlotAdd { slot, value: *add });
                }
                probes.on_edge(at, count);
                probes.on_edge(at, Probe::SlotSet { slot, value: *restart });
            }
        }
    }
    for &block in cfg.reverse_postorder() {
        if cfg.successors(block).is_empty() {
            probes.at_exit(block, count);
        }
    }
    Some(PathCounters { total, store })
}

fn trip_counts(func: FuncId, body: &mut Body, cfg: &Cfg, supply: &mut Supply, probes: &mut Probes) {
    let loops = Loops::new(cfg, &Dominators::new(cfg));
    let counted: Vec<(SlotId, u32)> = loops
        .iter()
        .map(|(_, l)| {
            let site = Site { func: func.0, block: l.header.0, kind: SiteKind::TripCount };
            (new_slot(body), supply.site(site))
        })
        .collect();
    for (at, (edge, to)) in cfg.edges().enumerate() {
        for left in loops.left_by(edge.from, to) {
            let (slot, site) = counted[left.index()];
            probes.on_edge(at, Probe::SlotValue { site, slot });
        }
        let headed = loops.innermost(to).filter(|id| loops.get(*id).header == to);
        if let Some(id) = headed {
            let (slot, _) = counted[id.index()];
            probes.on_edge(
                at,
                if loops.contains(id, edge.from) {
                    Probe::SlotAdd { slot, value: 1 }
                } else {
                    Probe::SlotSet { slot, value: 1 }
                },
            );
        }
    }
}

fn new_slot(body: &mut Body) -> SlotId {
    body.slots += 1;
    SlotId(body.slots - 1)
}
