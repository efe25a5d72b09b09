//! The flow of needed bits from effects back to what they are made of, to a fixed point over the whole body.

use std::collections::{HashMap, HashSet};

use super::effects::{Place, effects, load, may_look, store};
use super::operands::operands;
use crate::analysis::Cfg;
use crate::analysis::known_bits::{KnownBits, low, width};
use crate::ir::{BinaryOp, BlockId, Body, Edge, Inst, Op, Terminator, UnaryOp, Value};

/// The flow of needed bits from effects back to what they are made of.
pub(super) struct Flow<'a> {
    pub(super) body: &'a Body,
    pub(super) known: &'a KnownBits,
    pub(super) bits: Vec<u128>,
    pub(super) definitions: Vec<Definition>,
    /// What decides which of several values a parameter is.
    deciders: HashMap<Value, Vec<Value>>,
    /// Values whose needed bits have grown.
    grown: Vec<Value>,
}

#[derive(Clone, Copy)]
pub(super) enum Definition {
    Inst(BlockId, u32),
    Param(BlockId, u32),
}

impl<'a> Flow<'a> {
    pub(super) fn new(body: &'a Body, cfg: &'a Cfg, known: &'a KnownBits) -> Flow<'a> {
        let mut definitions = vec![Definition::Param(Body::ENTRY, 0); body.values.len()];
        for id in body.block_ids() {
            for (index, param) in body.block(id).params.iter().enumerate() {
                definitions[param.index()] = Definition::Param(id, index as u32);
            }
            for (index, inst) in body.block(id).insts.iter().enumerate() {
                for result in &inst.results {
                    definitions[result.index()] = Definition::Inst(id, index as u32);
                }
            }
        }
        let (bits, grown) = (vec![0; body.values.len()], vec![]);
        let deciders = HashMap::new();
        let mut flow = Flow { body, known, bits, definitions, deciders, grown };
        for &id in cfg.reverse_postorder().iter().filter(|&&id| known.is_reached(id)) {
            flow.effects(id);
        }
        flow.follow(cfg);
        flow
    }

    fn need(&mut self, value: Value, bits: u128) {
        let before = self.bits[value.index()];
        let now = before | bits & low(width(self.body.ty(value)));
        if now != before {
            self.bits[value.index()] = now;
            self.grown.push(value);
        }
    }

    fn need_all(&mut self, value: Value) {
        self.need(value, u128::MAX);
    }

    /// What the effects of a block need.
    fn effects(&mut self, id: BlockId) {
        let body = self.body;
        let block = body.block(id);
        let stored = self.stored(&block.insts);
        for (inst, stored) in block.insts.iter().zip(stored) {
            effects(body, self.known, inst, stored, &mut |value, bits| self.need(value, bits));
        }
        match &block.term {
            Terminator::Branch { cond: decider, .. }
            | Terminator::Switch { index: decider, .. } => self.decision(id, *decider),
            Terminator::Jump(_) | Terminator::Trap(_) => {}
            ends => ends.for_each_use(|value| self.need_all(value)),
        }
    }

    /// What decides where to go is needed at once if anything happens on the way there; if all ways meet
    /// again before that, only once it is needed what they bring along.
    fn decision(&mut self, id: BlockId, decider: Value) {
        let block = self.body.block(id);
        let open = self.known.open_slots(self.body, block);
        let first = |slot| self.first_effect(block.term.edge(slot), &mut { NEAR });
        let ways: Vec<&Edge> = open.map(first).collect();
        let (Some(first), true) = (ways.first(), ways.len() > 1) else { return };
        if ways.iter().any(|way| way.block != first.block) {
            if !ways.iter().all(|way| self.alike(way.block, first.block)) {
                self.need_all(decider);
            }
            return;
        }
        for (index, param) in self.body.block(first.block).params.iter().enumerate() {
            let differs = |way: &&Edge| !self.known.same(way.args[index], first.args[index]);
            if ways.iter().any(differs) {
                self.deciders.entry(*param).or_default().push(decider);
            }
        }
    }

    /// Whether two blocks do the same, so that an optimiser could make one of them.
    fn alike(&self, a: BlockId, b: BlockId) -> bool {
        let (a, b) = (self.body.block(a), self.body.block(b));
        let same_op = |(a, b): (&Inst, &Inst)| {
            let mut ops = [a.op.clone(), b.op.clone()];
            for op in &mut ops {
                op.for_each_use_mut(|value| *value = self.known.representative(*value));
            }
            let mut results = a.results.iter().zip(&b.results);
            ops[0] == ops[1] && results.all(|(&a, &b)| self.known.same(a, b))
        };
        let mut ends = [a.term.clone(), b.term.clone()];
        for end in &mut ends {
            end.for_each_use_mut(|value| *value = self.known.representative(*value));
        }
        a.params.is_empty()
            && b.params.is_empty()
            && a.insts.len() == b.insts.len()
            && a.insts.iter().zip(&b.insts).all(same_op)
            && ends[0] == ends[1]
    }

    /// Where an edge leads beyond blocks in which nothing happens, and beyond decisions whose ways meet
    /// again. Looks at so many blocks at most.
    fn first_effect(&self, edge: &'a Edge, left: &mut u32) -> &'a Edge {
        let mut edge = edge;
        while *left > 0 {
            *left -= 1;
            let block = self.body.block(edge.block);
            if !block.params.is_empty()
                || !block.insts.iter().all(|inst| inst.op.effects().is_removable())
            {
                break;
            }
            let mut open = self.known.open_slots(self.body, block);
            let ways = open.len() as u32;
            let Some(slot) = open.next() else { break };
            let mut next = block.term.edge(slot);
            if ways > 1 {
                if ways > *left {
                    break;
                }
                next = self.first_effect(next, left);
                let meets = |way: &Edge| {
                    let mut args = way.args.iter().zip(&next.args);
                    way.block == next.block && args.all(|(&a, &b)| self.known.same(a, b))
                };
                if !open.all(|slot| meets(self.first_effect(block.term.edge(slot), left))) {
                    break;
                }
            }
            edge = next;
        }
        edge
    }

    fn follow(&mut self, cfg: &Cfg) {
        let body = self.body;
        while let Some(value) = self.grown.pop() {
            match self.definitions[value.index()] {
                Definition::Param(block, index) => {
                    let deciders = self.deciders.remove(&value).unwrap_or_default();
                    deciders.into_iter().for_each(|decider| self.need_all(decider));
                    let needed = self.bits[value.index()] & !self.known.of(value).all();
                    for edge in cfg.predecessors(block) {
                        let from = body.block(edge.from);
                        let slot = edge.slot as usize;
                        if self.known.is_reached(edge.from)
                            && self.known.open_slots(body, from).contains(&slot)
                        {
                            self.need(from.term.edge(slot).args[index as usize], needed);
                        }
                    }
                }
                Definition::Inst(block, index) => {
                    let inst = &body.block(block).insts[index as usize];
                    let needed = self.bits[value.index()];
                    operands(body, self.known, inst, needed, &mut |value, bits| {
                        self.need(value, bits);
                    });
                }
            }
        }
    }
}

impl Flow<'_> {
    /// For each instruction of a block, the bits of the value that it stores which are new and stay: not
    /// those that were there before, and none if something is stored over them before anybody could look.
    pub(super) fn stored(&self, insts: &[Inst]) -> Vec<u128> {
        // From the end: places that are stored to later.
        let mut later = HashSet::new();
        let mut stored: Vec<u128> = insts
            .iter()
            .rev()
            .map(|inst| {
                if let Some((place, value)) = store(inst, self.known) {
                    return match later.insert(place) {
                        true => !self.unchanged(place, value, CHAIN),
                        false => 0,
                    };
                }
                match load(inst, self.known) {
                    Some(place) => drop(later.remove(&place)),
                    None if may_look(&inst.op) => later.clear(),
                    None => {}
                }
                0
            })
            .collect();
        stored.reverse();
        stored
    }

    /// The bits of a value that are as they were loaded from this place.
    fn unchanged(&self, place: Place, value: Value, chain: u32) -> u128 {
        use BinaryOp::*;
        let value = self.known.representative(value);
        let Definition::Inst(block, index) = self.definitions[value.index()] else { return 0 };
        let inst = &self.body.block(block).insts[index as usize];
        if load(inst, self.known) == Some(place) {
            return u128::MAX;
        }
        if chain == 0 {
            return 0;
        }
        let of = |value| self.unchanged(place, value, chain - 1);
        let (zeros, ones) = (|value| self.known.of(value).zeros, |value| self.known.of(value).ones);
        match inst.op {
            Op::Binary(I32And | I64And, a, b) => of(a) & ones(b) | of(b) & ones(a),
            Op::Binary(I32Or | I64Or | I32Xor | I64Xor, a, b) => {
                of(a) & zeros(b) | of(b) & zeros(a)
            }
            Op::Unary(op, a) if keeps_low_bits(op) => of(a),
            _ => 0,
        }
    }
}

/// Blocks in which nothing happens that are looked through behind each way of a decision.
const NEAR: u32 = 24;

/// How many operations there may be between a load and a store of what is left of it.
const CHAIN: u32 = 6;

/// Conversions of which a store of the bits that were there sees nothing.
fn keeps_low_bits(op: UnaryOp) -> bool {
    use UnaryOp::*;
    matches!(
        op,
        I32WrapI64
            | I64ExtendI32S
            | I64ExtendI32U
            | I32ReinterpretF32
            | F32ReinterpretI32
            | I64ReinterpretF64
            | F64ReinterpretI64
    )
}
