//! Which values are needed on every path from their definition: by something with an effect, or to compute
//! what is needed so itself. A path that traps is none: what traps first between two host calls is not laid
//! down. But what only comes after a call does not count, since the call may not return, and an optimiser may
//! know that.

use std::collections::HashSet;

use super::effects::{Place, effects, store};
use super::examples::{Effect, Examples};
use super::flow::Flow;
use crate::analysis::Cfg;
use crate::analysis::known_bits::low;
use crate::interpret::is_pure;
use crate::ir::simd::Simd;
use crate::ir::{BlockId, Body, Inst, Op, Terminator, Value};

/// Blocks that are looked at to find out whether a value is needed on all paths. Beyond it is taken not to
/// be.
const FAR: usize = 48;

impl<'a> Flow<'a> {
    /// For each value, whether it is needed so.
    pub(super) fn surely_needed(&self, cfg: &Cfg) -> Vec<bool> {
        let mut needs = Needs {
            bits: &self.bits,
            examples: Examples::new(self.body, self.known, &self.definitions),
            places: vec![vec![]; self.body.values.len()],
            noted: vec![],
            calls: vec![false; self.body.blocks.len()],
            surely: vec![false; self.body.values.len()],
        };
        let reached = |id: &&BlockId| self.known.is_reached(**id);
        for &id in cfg.reverse_postorder().iter().rev().filter(reached) {
            self.needs_of_block(cfg, id, &mut needs);
        }
        needs.surely
    }

    fn needs_of_block(&self, cfg: &Cfg, id: BlockId, needs: &mut Needs<'a>) {
        needs.noted.clear();
        let body: &'a Body = self.body;
        let block = body.block(id);
        let here = Needed::In(id);
        let open = self.known.open_slots(body, block);
        for slot in open.clone() {
            let edge = block.term.edge(slot);
            let place = if open.len() == 1 { here } else { Needed::Along(id, edge.block) };
            for (&arg, param) in edge.args.iter().zip(&body.block(edge.block).params) {
                needs.note(Effect::Leaves(arg, self.bits[param.index()]), place);
            }
        }
        match &block.term {
            Terminator::Branch { cond, .. } if self.bits[cond.index()] != 0 => {
                needs.note(Effect::Decides(*cond), here);
            }
            Terminator::Jump(_) | Terminator::Trap(_) | Terminator::Branch { .. } => {}
            Terminator::Switch { index, .. } => needs.note(leaves(*index), here),
            ends => ends.for_each_use(|value| needs.note(leaves(value), here)),
        }
        let stored = self.stored(&block.insts);
        let mut calls = false;
        for (inst, stored) in block.insts.iter().zip(stored).rev() {
            for &result in &inst.results {
                needs.surely[result.index()] = needs.on_all_paths(body, cfg, (id, calls), result);
            }
            if let &[result] = &inst.results[..]
                && needs.surely[result.index()]
                && is_pure(&inst.op)
            {
                // An effect of it is so far away that it was not looked through.
                needs.note(Effect::Leaves(result, self.bits[result.index()]), here);
            }
            if matches!(inst.op, Op::Call { .. } | Op::CallIndirect { .. }) {
                calls = true;
                needs.forget(id);
            }
            match &inst.op {
                Op::Call { args, .. } => needs.note_call(args, here),
                _ => self.effects_of(inst, stored, &mut |effect| needs.note(effect, here)),
            }
        }
        needs.calls[id.index()] = calls;
        for &param in &block.params {
            needs.surely[param.index()] = needs.on_all_paths(body, cfg, (id, calls), param);
        }
    }

    /// Like [`effects`], with what can be said of each more closely.
    fn effects_of(&self, inst: &'a Inst, stored: u128, note: &mut dyn FnMut(Effect<'a>)) {
        let known = self.known;
        match &inst.op {
            Op::Simd(Simd::StoreLane { op, memory, addr, offset, lane, vector }) => {
                let bits = 128 / u32::from(op.lanes());
                let place = Place::in_memory(known, *memory, *addr, *offset, bits / 8);
                let first_bit = u32::from(*lane) * bits;
                note(leaves(*addr));
                note(Effect::Stored { value: *vector, first_bit, place, bits: low(bits) });
            }
            Op::Store { addr, .. } | Op::Simd(Simd::Store { addr, .. }) => {
                let (place, value) = store(inst, known).expect("it is one");
                note(leaves(*addr));
                note(Effect::Stored { value, first_bit: 0, place, bits: stored & place.bits() });
            }
            Op::Unary(..) | Op::Binary(..) if inst.op.effects().may_trap => {
                note(Effect::Traps(inst))
            }
            _ => effects(self.body, known, inst, stored, &mut |value, bits| {
                note(Effect::Leaves(value, bits));
            }),
        }
    }
}

fn leaves<'a>(value: Value) -> Effect<'a> {
    Effect::Leaves(value, u128::MAX)
}

/// What is found while blocks are walked from the last to the first.
struct Needs<'a> {
    bits: &'a [u128],
    examples: Examples<'a>,
    /// Of each value, where it is needed: in a block before it calls anything, or on an edge.
    places: Vec<Vec<Needed>>,
    /// Values with places in the block at hand.
    noted: Vec<Value>,
    /// Blocks that call something.
    calls: Vec<bool>,
    surely: Vec<bool>,
}

impl<'a> Needs<'a> {
    /// Notes for an effect what it needs.
    fn note(&mut self, effect: Effect<'a>, place: Needed) {
        let shown = self.examples.shown(effect);
        self.note_all(shown, place);
    }

    fn note_call(&mut self, args: &[Value], place: Needed) {
        let shown = self.examples.shown_by_call(args);
        self.note_all(shown, place);
    }

    fn note_all(&mut self, values: Vec<Value>, place: Needed) {
        values.iter().for_each(|value| self.places[value.index()].push(place));
        self.noted.extend(values);
    }

    /// Takes back what was noted in this block.
    fn forget(&mut self, block: BlockId) {
        for value in self.noted.drain(..) {
            // Blocks come one after the other.
            let places = &mut self.places[value.index()];
            while places.last().is_some_and(|place| place.block() == block) {
                places.pop();
            }
        }
    }

    /// `calls`: whether the block calls anything after the definition.
    fn on_all_paths(
        &self,
        body: &Body,
        cfg: &Cfg,
        (from, calls): (BlockId, bool),
        value: Value,
    ) -> bool {
        let places = &self.places[value.index()];
        if self.bits[value.index()] == 0 || places.is_empty() {
            return false;
        }
        if places.contains(&Needed::In(from)) {
            return true;
        }
        let places: HashSet<Needed> = places.iter().copied().collect();
        let mut seen = vec![from];
        let mut next = 0;
        while let Some(&id) = seen.get(next) {
            let calls = if next == 0 { calls } else { self.calls[id.index()] };
            next += 1;
            let successors = cfg.successors(id);
            let returns =
                successors.is_empty() && !matches!(body.block(id).term, Terminator::Trap(_));
            if calls || returns {
                return false;
            }
            for &to in successors {
                if places.contains(&Needed::In(to)) || places.contains(&Needed::Along(id, to)) {
                    continue;
                }
                if to == from || seen.len() > FAR {
                    return false;
                }
                if !seen.contains(&to) {
                    seen.push(to);
                }
            }
        }
        true
    }
}

/// Where a value is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Needed {
    In(BlockId),
    Along(BlockId, BlockId),
}

impl Needed {
    fn block(self) -> BlockId {
        match self {
            Needed::In(block) | Needed::Along(block, _) => block,
        }
    }
}
