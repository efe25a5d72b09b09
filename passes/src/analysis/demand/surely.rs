//! Which values are needed on every path from their definition: by something with an effect, or to compute what is needed so
//! itself. A path that traps is none: what traps first between two host calls is not laid down.

use std::collections::HashSet;

use super::effects::{Place, effects, has_no_effect, store};
use super::examples::{Effect, Examples};
use super::flow::Flow;
use crate::analysis::Cfg;
use crate::analysis::known_bits::low;
use crate::interpret::is_pure;
use crate::ir::simd::Simd;
use crate::ir::{BlockId, Body, Inst, Op, Terminator, Value};

/// Blocks that are looked at to find out whether a value is needed on all paths. Beyond it is taken not to be.
const FAR: usize = 48;

impl<'a> Flow<'a> {
    /// For each value, whether it is needed so.
    pub(super) fn surely_needed(&self, cfg: &Cfg) -> Vec<bool> {
        let mut needs = Needs {
            bits: &self.bits,
            examples: Examples::new(self.body, self.known, &self.definitions),
            places: vec![vec![]; self.body.values.len()],
            surely: vec![false; self.body.values.len()],
        };
        let reached = |id: &&BlockId| self.known.is_reached(**id);
        for &id in cfg.reverse_postorder().iter().rev().filter(reached) {
            self.needs_of_block(cfg, id, &mut needs);
        }
        needs.surely
    }

    fn needs_of_block(&self, cfg: &Cfg, id: BlockId, needs: &mut Needs<'a>) {
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
        for (inst, stored) in block.insts.iter().zip(stored).rev() {
            for &result in &inst.results {
                needs.surely[result.index()] = needs.on_all_paths(body, cfg, id, result);
            }
            if let &[result] = &inst.results[..]
                && needs.surely[result.index()]
                && is_pure(&inst.op)
            {
                // An effect of it is so far away that it was not looked through.
                needs.note(Effect::Leaves(result, self.bits[result.index()]), here);
            }
            match &inst.op {
                Op::Call { args, .. } => needs.note_call(args, here),
                _ => self.effects_of(inst, stored, &mut |effect| needs.note(effect, here)),
            }
        }
        for &param in &block.params {
            needs.surely[param.index()] = needs.on_all_paths(body, cfg, id, param);
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
            Op::Unary(..) | Op::Binary(..) if !has_no_effect(inst) => note(Effect::Traps(inst)),
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
    /// Of each value, where it is needed.
    places: Vec<Vec<Needed>>,
    surely: Vec<bool>,
}

impl<'a> Needs<'a> {
    /// Notes for an effect what it needs.
    fn note(&mut self, effect: Effect<'a>, place: Needed) {
        for value in self.examples.shown(effect) {
            self.places[value.index()].push(place);
        }
    }

    fn note_call(&mut self, args: &[Value], place: Needed) {
        for value in self.examples.shown_by_call(args) {
            self.places[value.index()].push(place);
        }
    }

    fn on_all_paths(&self, body: &Body, cfg: &Cfg, from: BlockId, value: Value) -> bool {
        self.bits[value.index()] != 0 && on_all_paths(body, cfg, from, &self.places[value.index()])
    }
}

/// Where a value is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Needed {
    In(BlockId),
    Along(BlockId, BlockId),
}

fn on_all_paths(body: &Body, cfg: &Cfg, from: BlockId, places: &[Needed]) -> bool {
    if places.is_empty() || places.contains(&Needed::In(from)) {
        return !places.is_empty();
    }
    let places: HashSet<Needed> = places.iter().copied().collect();
    let mut seen = vec![from];
    let mut next = 0;
    while let Some(&block) = seen.get(next) {
        next += 1;
        let successors = cfg.successors(block);
        if successors.is_empty() && !matches!(body.block(block).term, Terminator::Trap(_)) {
            return false;
        }
        for &to in successors {
            if places.contains(&Needed::In(to)) || places.contains(&Needed::Along(block, to)) {
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
