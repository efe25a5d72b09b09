//! Who called whom, and how often, as far as counts tell.
//!
//! A direct call is made as often as its block is run. (A block that ends in the middle, by a trap or an
//! exit, makes its last calls once less often; that is not told apart.) Of an indirect call the targets are
//! known if they were counted.

use std::collections::BTreeMap;

use preheat_formats::artifact::SiteKind;
use preheat_formats::profile::ValueCounts;
use preheat_passes::ir::{BlockId, Callee, FuncId};

use crate::resolve::{Counted, Resolved};

/// One call instruction and one function that it called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    pub caller: FuncId,
    pub block: BlockId,
    /// The instruction's number in the block.
    pub inst: u32,
    pub kind: CallKind,
    pub callee: FuncId,
    pub count: u64,
    /// How often the instruction was run, whatever it called.
    pub of: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallKind {
    Direct,
    Indirect,
}

/// The calls that a function made of functions with a body.
pub fn calls_of(resolved: &Resolved, counted: &Counted) -> Vec<Call> {
    let module = resolved.module();
    let has_body = |func: FuncId| module.funcs.get(func.index()).is_some_and(|f| f.body.is_some());
    let mut calls = Vec::new();
    for block in counted.body.block_ids() {
        let run = counted.count(block);
        if run == 0 {
            continue;
        }
        for (inst, callee) in counted.body.block(block).calls() {
            let call = |kind, callee, count, of| Call {
                caller: counted.func,
                block,
                inst,
                kind,
                callee,
                count,
                of,
            };
            match callee {
                Callee::Direct(func) if has_body(func) => {
                    calls.push(call(CallKind::Direct, func, run, run));
                }
                Callee::Direct(_) => {}
                Callee::Indirect { .. } => {
                    let site = (block.0, SiteKind::CallTarget { inst });
                    let Some(targets) = counted.profile.sites.get(&site) else { continue };
                    let of = occurrences(targets);
                    for (&value, &count) in &targets.values {
                        let Ok(callee) = u32::try_from(value).map(FuncId) else { continue };
                        if count > 0 && has_body(callee) {
                            calls.push(call(CallKind::Indirect, callee, count, of));
                        }
                    }
                }
            }
        }
    }
    calls
}

/// How many values were counted at a site.
pub fn occurrences(counts: &ValueCounts) -> u64 {
    counts.values.values().fold(counts.other, |sum, count| sum.saturating_add(*count))
}

/// All calls from one function to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc {
    pub count: u64,
    /// The block of the caller with most of them.
    pub block: BlockId,
    block_count: u64,
}

/// Every pair of functions one of which called the other: by callee, then caller.
pub fn arcs(resolved: &Resolved) -> BTreeMap<FuncId, BTreeMap<FuncId, Arc>> {
    let mut arcs: BTreeMap<FuncId, BTreeMap<FuncId, Arc>> = BTreeMap::new();
    for counted in resolved.functions() {
        for call in calls_of(resolved, &counted) {
            let arc = arcs.entry(call.callee).or_default().entry(call.caller).or_insert(Arc {
                count: 0,
                block: call.block,
                block_count: 0,
            });
            arc.count = arc.count.saturating_add(call.count);
            if call.count > arc.block_count {
                (arc.block, arc.block_count) = (call.block, call.count);
            }
        }
    }
    arcs
}
