//! Call stacks from call counts.
//!
//! From a function upwards: each caller takes the share of the entries that it made; what no known
//! call explains starts at the function itself. Rare branches and recursion are cut off where they
//! begin, so that there are few stacks of each function.

use std::collections::BTreeMap;

use preheat_passes::ir::{BlockId, FuncId};

use crate::calls::Arc;
use crate::resolve::Resolved;

/// Stacks of less than this share of a function's entries are cut short.
const RARE: f64 = 0.02;
/// Longest stack.
const DEEPEST: usize = 48;

/// Who was on the stack, and for which share of a function's entries.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// The callers, the direct one first, each with the block that called.
    pub callers: Vec<(FuncId, BlockId)>,
    pub share: f64,
}

pub struct Stacks<'a> {
    resolved: &'a Resolved<'a>,
    arcs: BTreeMap<FuncId, BTreeMap<FuncId, Arc>>,
}

impl<'a> Stacks<'a> {
    /// `arcs` are the calls, by callee, then caller.
    pub fn new(
        resolved: &'a Resolved<'a>,
        arcs: BTreeMap<FuncId, BTreeMap<FuncId, Arc>>,
    ) -> Stacks<'a> {
        Stacks { resolved, arcs }
    }

    /// The stacks under which a function ran; their shares sum to 1, the largest is the last. Never empty.
    pub fn of(&self, func: FuncId) -> Vec<Stack> {
        let mut found = Vec::new();
        self.climb(func, &mut vec![func], &mut Vec::new(), 1.0, &mut found);
        found.sort_by(|a: &Stack, b: &Stack| a.share.total_cmp(&b.share));
        found
    }

    fn climb(
        &self,
        top: FuncId,
        on_stack: &mut Vec<FuncId>,
        callers: &mut Vec<(FuncId, BlockId)>,
        share: f64,
        found: &mut Vec<Stack>,
    ) {
        let mut here = share;
        let entries = self.entries(top);
        for (&caller, arc) in self.arcs.get(&top).into_iter().flatten() {
            let part = share * arc.count as f64 / entries;
            if part < RARE || callers.len() == DEEPEST || on_stack.contains(&caller) {
                continue;
            }
            here -= part;
            on_stack.push(caller);
            callers.push((caller, arc.block));
            self.climb(caller, on_stack, callers, part, found);
            callers.pop();
            on_stack.pop();
        }
        // What is left after subtracting all callers may be only a rounding error.
        if here > 1e-9 || found.is_empty() {
            found.push(Stack { callers: callers.clone(), share: here });
        }
    }

    /// Entries of a function, counted or, if that is more, made by known calls. At least 1.
    fn entries(&self, func: FuncId) -> f64 {
        let counted = self.resolved.function(func).map_or(0, |counted| counted.profile.entries);
        let arcs = self.arcs.get(&func).into_iter().flatten();
        let called: f64 = arcs.map(|(_, arc)| arc.count as f64).sum();
        called.max(counted as f64).max(1.0)
    }
}
