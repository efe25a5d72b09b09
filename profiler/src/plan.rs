//! The plan: what the compiler should do with a module, by what its requests did.
//!
//! Nothing here changes what the program answers; a plan only says what is worth what.

use std::collections::BTreeSet;

use preheat_formats::artifact::SiteKind;
use preheat_formats::plan::{
    BranchWeights, FunctionPlan, Heat, HotPath, Plan, Resources, Site, VERSION,
};
use preheat_formats::profile::{Profile, ValueCounts};
use preheat_formats::{CpuLevel, Digest};
use preheat_passes::ir::{FuncId, Module};

use crate::calls::arcs;
use crate::confidence::rounded;
use crate::error::ProfilerError;
use crate::heat::{Coverage, FunctionHeat, covering, heats};
use crate::layout::{Placed, order};
use crate::paths::{PathChoice, hot_paths};
use crate::resolve::{Counted, Resolved, resolve};

/// What a plan is made for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanOptions {
    pub level: CpuLevel,
    /// Hot functions cover so much of the executed instructions.
    pub hot: Coverage,
    /// Which paths of hot functions are named.
    pub paths: PathChoice,
}

impl PlanOptions {
    /// 99 % of the instructions are hot; up to 16 paths cover 95 % of a function.
    pub fn new(level: CpuLevel) -> PlanOptions {
        let coverage = Coverage::new(0.95).expect("0.95 lies between 0 and 1");
        PlanOptions { level, hot: Coverage::default(), paths: PathChoice { coverage, at_most: 16 } }
    }
}

/// Makes a plan for a module from a profile of it.
pub fn make_plan(
    module: &Module,
    profile: &Profile,
    options: &PlanOptions,
) -> Result<Plan, ProfilerError> {
    let resolved = resolve(module, profile)?;
    let heats = heats(&resolved);
    let hot: BTreeSet<FuncId> =
        heats[..covering(&heats, options.hot)].iter().map(|heat| heat.func).collect();
    let mut functions: Vec<FunctionPlan> = heats
        .iter()
        .filter_map(|heat| Some((heat, resolved.function(heat.func)?)))
        .filter(|(_, counted)| served(counted))
        .map(|(heat, counted)| {
            let name = &module.funcs[counted.func.index()].name;
            let (heat_kind, paths) = if hot.contains(&counted.func) {
                (Heat::Hot, choices(&counted, options.paths))
            } else {
                (Heat::Warm, Vec::new())
            };
            FunctionPlan {
                func: counted.func.0,
                name: name.clone(),
                heat: heat_kind,
                entries: counted.profile.entries,
                share: rounded(heat.share),
                branches: branches(&counted),
                paths,
                sites: if heat_kind == Heat::Hot { sites(&counted) } else { Vec::new() },
            }
        })
        .collect();
    functions.sort_by_key(|function| function.func);
    let requests = profile.requests.wall_ns.count;
    Ok(Plan {
        version: VERSION,
        module: module.digest,
        profile: Digest::of(&profile.to_bytes()),
        level: options.level,
        requests,
        functions,
        order: code_order(&resolved, &heats, &hot),
        libraries: libraries(profile),
        pages: pages(profile, requests),
        resources: Resources {
            cpu_ns: profile.requests.cpu_ns.max.unwrap_or(0),
            memory_bytes: profile.requests.memory_bytes.max.unwrap_or(0),
            output_bytes: profile.requests.output_bytes.max.unwrap_or(0),
        },
    })
}

/// Whether a function did anything while serving. One that was entered before the warm point and
/// is still running counts blocks, but no entry.
fn served(counted: &Counted) -> bool {
    counted.profile.entries > 0 || counted.profile.blocks.iter().any(|block| block.count > 0)
}

/// The hot paths of a function that has a choice of paths.
fn choices(counted: &Counted, choice: PathChoice) -> Vec<HotPath> {
    match &counted.profile.paths {
        Some(paths) if paths.total > 1 => hot_paths(counted, choice),
        _ => Vec::new(),
    }
}

/// What was seen at each place of a function where values are counted.
fn sites(counted: &Counted) -> Vec<Site> {
    /// More of them say nothing that code could be made for.
    const MOST: usize = 4;
    let site = |(&(block, kind), counts): (&(u32, SiteKind), &ValueCounts)| {
        let mut values: Vec<(u64, u64)> =
            counts.values.iter().map(|(&value, &count)| (value, count)).collect();
        values.sort_by_key(|&(value, count)| (std::cmp::Reverse(count), value));
        let rest = values.split_off(values.len().min(MOST));
        let other = rest.iter().fold(counts.other, |sum, (_, count)| sum.saturating_add(*count));
        Site { block, kind, values, other }
    };
    counted.profile.sites.iter().map(site).collect()
}

fn branches(counted: &Counted) -> Vec<BranchWeights> {
    let weights = |block| {
        let edges = counted.body.block(block).term.edges().len() as u32;
        (edges > 1).then(|| BranchWeights {
            block: block.0,
            weights: (0..edges).map(|slot| counted.edge_count(block, slot)).collect(),
        })
    };
    counted.body.block_ids().filter_map(weights).collect()
}

/// Hot functions first, then the others that were entered; both by call chains.
fn code_order(resolved: &Resolved, heats: &[FunctionHeat], hot: &BTreeSet<FuncId>) -> Vec<u32> {
    let arcs = arcs(resolved);
    let (hot, warm): (Vec<Placed>, Vec<Placed>) = heats
        .iter()
        .filter_map(|heat| {
            let counted = resolved.function(heat.func).filter(served)?;
            let size = counted.body.size() as u64;
            Some(Placed { func: heat.func, heat: heat.instructions, size })
        })
        .partition(|placed| hot.contains(&placed.func));
    order(&hot, &arcs).into_iter().chain(order(&warm, &arcs)).map(|func| func.0).collect()
}

fn libraries(profile: &Profile) -> Vec<String> {
    let mut calls: Vec<(&String, &u64)> =
        profile.host_calls.iter().filter(|(_, count)| **count > 0).collect();
    calls.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), *name));
    calls.into_iter().map(|(name, _)| name.clone()).collect()
}

/// Pages that at least half of the requests touched.
fn pages(profile: &Profile, requests: u64) -> Vec<u32> {
    let half = requests.div_ceil(2).max(1);
    profile.pages.iter().filter(|(_, count)| **count >= half).map(|(page, _)| *page).collect()
}
