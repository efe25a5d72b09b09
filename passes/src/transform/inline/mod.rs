//! Inlining by profile: a call that is often made becomes its callee's body. Before and after:
//!
//! ```text
//! b0(v0): …; v1 = call f7(v0); branch v1 ? b1 : b2
//!
//! b0(v0): …; jump b3(v0)
//! b3(v2): f7's entry …              the callee's blocks, with values of their own
//! b4:     f7's end …; jump b5(v9)   where f7 returned v9
//! b5(v1): branch v1 ? b1 : b2
//! ```
//!
//! Copies keep where they come from, so a trap in one still names the user's function, and have their part of
//! the callee's counts. Here is which calls are chosen; how a body is put in the place of a call is
//! [`graft`]'s.

mod graft;
mod site;

use std::collections::HashMap;

use self::graft::graft;
use self::site::{Site, sites};
use super::ledger::{Ledger, Matter};
use super::policy::Inline;
use super::step::Step;
use super::world::World;
use crate::ir::edit::Edits;
use crate::ir::tidy::tidy;
use crate::ir::{Block, BlockId, Body, Count, FuncId};

pub const STEP: Step = Step {
    name: "inline",
    title: "put the body of a callee in the place of a call that is often made",
    apply,
};

fn apply(world: &World<'_>, func: FuncId, ledger: &mut Ledger) -> Option<Body> {
    let known = &world.module.funcs[func.index()];
    let original = known.body.as_ref()?;
    let is_run = known.entries.get().is_some_and(|entries| entries > 0);
    // Cells of instrumentation are a function's own.
    if world.work == 0 || !is_run || original.slots > 0 {
        return None;
    }
    let mut inliner = Inliner {
        world,
        budget: world.policy.inline.growth + original.size() / 2,
        within: HashMap::new(),
        func,
    };
    let mut changed: Option<Body> = None;
    let mut fresh: Vec<BlockId> = original.block_ids().collect();
    for _ in 0..world.policy.inline.depth {
        let body = changed.as_ref().unwrap_or(original);
        let before = body.blocks.len();
        let Some(next) = inliner.round(body, known.entries, &fresh, ledger) else { break };
        // The rest of a block that was split has no more calls that were not looked at.
        fresh = (before as u32..next.blocks.len() as u32).map(BlockId).collect();
        fresh.retain(|block| inliner.within.contains_key(block));
        changed = Some(next);
    }
    changed.map(|mut body| {
        tidy(&mut body);
        body
    })
}

struct Inliner<'w> {
    world: &'w World<'w>,
    func: FuncId,
    /// Instructions by which the function may still grow.
    budget: usize,
    /// Of copied blocks: the functions whose bodies they were copied from, innermost last.
    within: HashMap<BlockId, Vec<FuncId>>,
}

impl<'w> Inliner<'w> {
    /// Looks at the calls in some blocks, and gives the body with those replaced that are worth it, if there
    /// are any. Blocks keep their numbers.
    fn round(
        &mut self,
        body: &Body,
        entries: Count,
        blocks: &[BlockId],
        ledger: &mut Ledger,
    ) -> Option<Body> {
        let policy = &self.world.policy.inline;
        let counts = body.block_counts(entries);
        let mut chosen: Vec<(Site, f64)> = Vec::new();
        for &block in blocks {
            for site in sites(body, block, counts[block.index()]) {
                let gain = self.gain(&site);
                if gain >= policy.least_gain && self.callee(&site).is_some() {
                    chosen.push((site, gain));
                }
            }
        }
        // What gains most comes first, and places among equals.
        chosen.sort_by(|(a, gain_a), (b, gain_b)| {
            gain_b.total_cmp(gain_a).then(a.place.cmp(&b.place))
        });
        let mut edits = Edits::new(body);
        let mut any = false;
        for (site, gain) in chosen {
            let Some(callee) = self.callee(&site) else { continue };
            let matter = self.matter(body, &site, weight(callee));
            match self.judge(&site, weight(callee), gain, policy) {
                Err(why) => ledger.decline(matter, why),
                Ok(why) => {
                    if ledger.take(matter, why) {
                        any = true;
                        self.put(&mut edits, &site, callee);
                    }
                }
            }
        }
        any.then(|| edits.finish())
    }

    /// The part of all work that a call costs besides what its callee does.
    fn gain(&self, site: &Site) -> f64 {
        let each = self.world.policy.inline.call + site.args.len() as u64;
        site.count.get().unwrap_or_default() as f64 * each as f64 / self.world.work as f64
    }

    fn callee(&self, site: &Site) -> Option<&'w Body> {
        let callee = self.world.module.funcs[site.callee.index()].body.as_ref()?;
        (callee.slots == 0).then_some(callee)
    }

    fn judge(
        &self,
        site: &Site,
        size: usize,
        gain: f64,
        policy: &Inline,
    ) -> Result<String, String> {
        let chain = self.within.get(&site.place.block);
        let is_recursive =
            site.callee == self.func || chain.is_some_and(|chain| chain.contains(&site.callee));
        if is_recursive {
            return Err("it is being copied already, and calls itself".into());
        }
        let allowed = policy.small + (gain * 1000.0 * policy.per_thousandth as f64) as usize;
        let allowed = allowed.min(policy.large.max(policy.small));
        if size > allowed {
            return Err(format!("{size} instructions are more than {allowed}"));
        }
        if size > self.budget {
            return Err("the function has grown enough".into());
        }
        Ok(format!("the call costs {:.2} % of all work", 100.0 * gain))
    }

    fn matter(&self, body: &Body, site: &Site, size: usize) -> Matter {
        Matter {
            origin: body.block(site.place.block).origin,
            inst: site.place.inst,
            what: self.world.module.funcs[site.callee.index()].name.clone(),
            count: site.count,
            growth: size as i64,
        }
    }

    fn put(&mut self, edits: &mut Edits, site: &Site, callee: &Body) {
        let entries = self.world.module.funcs[site.callee.index()].entries;
        let copies = graft(edits, self.world.module, site, callee, entries);
        self.budget = self.budget.saturating_sub(weight(callee));
        let mut chain = self.within.get(&site.place.block).cloned().unwrap_or_default();
        chain.push(site.callee);
        for copy in copies {
            self.within.insert(copy, chain.clone());
        }
    }
}

/// About how much code a body is: its instructions, and the ways that tables of branches have beyond two.
fn weight(body: &Body) -> usize {
    let ways = |block: &Block| block.term.edges().len().saturating_sub(2);
    body.size() + body.blocks.iter().map(ways).sum::<usize>()
}
