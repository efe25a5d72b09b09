//! Which bits of each value make a difference, and with that which memory accesses an optimiser could lose.
//!
//! In WebAssembly an access out of bounds traps whether or not its value matters. Optimisers drop a load that nobody needs, read less
//! of it if only a part is needed, move it to the one path on which it is needed, and drop a store of what was just loaded
//! from there; the trap is lost with it. Here we find the accesses of which that can be said, so that an emitter
//! can keep them ([`Demand::keeps`], [`Demand::uncertain`]). It says it of too many rather than too few: that costs a little speed.
//!
//! Bits flow backwards from what has an effect, as in LLVM's analysis of demanded bits; what is known of values beforehand is
//! [`super::known_bits`]'s. Functions are looked at alone: parameters and results of calls are uncertain if they are not needed here.

use std::collections::{HashMap, HashSet};

use super::Cfg;
use super::known_bits::{KnownBits, low, width};
use crate::emit::shape::{Half, Shape, half, split};
use crate::ir::simd::{Simd, SimdBinary, SimdLoad, SimdUnary};
use crate::ir::{
    BinaryOp, BlockId, Body, Edge, GlobalId, Inst, LoadOp, MemoryId, Op, Probe, Terminator,
    UnaryOp, Value,
};

/// Blocks that are looked at to find out whether a value is needed on all paths. Beyond it is taken not to be.
const FAR: usize = 48;

/// What a body's values are needed for.
pub struct Demand {
    /// The bits of each value that make a difference.
    bits: Vec<u128>,
    /// Whether they make it on every path from the value's definition.
    surely: Vec<bool>,
}

impl Demand {
    pub fn new(body: &Body, cfg: &Cfg) -> Demand {
        let known = KnownBits::new(body, cfg);
        let bits = Flow::new(body, cfg, &known).bits;
        let surely = surely_needed(body, cfg, &known, &bits);
        Demand { bits, surely }
    }

    /// Whether the load that is this instruction has to be kept by force.
    pub fn keeps(&self, inst: &Inst) -> bool {
        let &[result] = &inst.results[..] else { return false };
        let needed = self.bits[result.index()];
        // Of an access that reaches out of memory, the last byte does in any case.
        last_byte(&inst.op).is_some_and(|last| needed & last == 0 || !self.surely[result.index()])
    }

    /// Whether nothing needs the value on some path, so that what it came from could be lost.
    pub fn uncertain(&self, value: Value) -> bool {
        self.bits[value.index()] == 0 || !self.surely[value.index()]
    }
}

/// Of a load, the bits of its result that the last byte of the access makes; none if it is no load.
fn last_byte(op: &Op) -> Option<u128> {
    use LoadOp::*;
    let bits = |from: u32, to: u32| low(to) & !low(from);
    Some(match op {
        Op::Load { op, .. } => match op {
            I32Load8S | I32Load8U | I64Load8S | I64Load8U => u128::MAX,
            I32Load16U | I64Load16U => bits(8, 16),
            I32Load16S | I64Load16S => !low(8),
            I32Load | F32Load | I64Load32U => bits(24, 32),
            I64Load32S => !low(24),
            I64Load | F64Load => bits(56, 64),
        },
        Op::Simd(Simd::Load { op, .. }) => match op {
            SimdLoad::V128Load => bits(120, 128),
            SimdLoad::V128Load8x8S | SimdLoad::V128Load8x8U => bits(112, 128),
            SimdLoad::V128Load16x4S | SimdLoad::V128Load32x2S => !low(104),
            SimdLoad::V128Load16x4U => bits(104, 112),
            SimdLoad::V128Load32x2U => bits(88, 96),
            SimdLoad::V128Load8Splat => u128::MAX,
            SimdLoad::V128Load16Splat => every(16, bits(8, 16)),
            SimdLoad::V128Load32Splat => every(32, bits(24, 32)),
            SimdLoad::V128Load64Splat => every(64, bits(56, 64)),
            SimdLoad::V128Load32Zero => bits(24, 32),
            SimdLoad::V128Load64Zero => bits(56, 64),
        },
        Op::Simd(Simd::LoadLane { op, lane, .. }) => {
            let lane_bits = 128 / u32::from(op.lanes());
            let end = (u32::from(*lane) + 1) * lane_bits;
            bits(end - 8, end)
        }
        _ => return None,
    })
}

/// The same bits in every lane of a vector.
fn every(lane: u32, bits: u128) -> u128 {
    (0..128 / lane).map(|index| bits << (index * lane)).fold(0, |all, bits| all | bits)
}

/// The lanes of so many bits of which at least one bit is needed, whole.
fn lanes(lane: u32, needed: u128) -> u128 {
    (0..128 / lane)
        .map(|index| low(lane) << (index * lane))
        .filter(|lane| needed & lane != 0)
        .fold(0, |all, lane| all | lane)
}

/// All bits up to the highest that is needed: what sums and products are made of.
fn up_to(needed: u128) -> u128 {
    low(128 - needed.leading_zeros())
}

/// The flow of needed bits from effects back to what they are made of.
struct Flow<'a> {
    body: &'a Body,
    known: &'a KnownBits,
    bits: Vec<u128>,
    definitions: Vec<Definition>,
    /// What decides which of several values a parameter is.
    deciders: HashMap<Value, Vec<Value>>,
    /// Values whose needed bits have grown.
    grown: Vec<Value>,
}

#[derive(Clone, Copy)]
enum Definition {
    Inst(BlockId, u32),
    Param(BlockId, u32),
}

impl<'a> Flow<'a> {
    fn new(body: &'a Body, cfg: &'a Cfg, known: &'a KnownBits) -> Flow<'a> {
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

    /// What decides where to go is needed at once if anything happens on the way there; if all ways meet again before that, only
    /// once it is needed what they bring along.
    fn decision(&mut self, id: BlockId, decider: Value) {
        let block = self.body.block(id);
        let open = self.known.open_slots(self.body, block);
        let ways: Vec<&Edge> = open.map(|slot| self.first_effect(block.term.edge(slot))).collect();
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

    /// Where an edge leads beyond blocks in which nothing happens.
    fn first_effect(&self, edge: &'a Edge) -> &'a Edge {
        let mut edge = edge;
        for _ in 0..CHAIN {
            let block = self.body.block(edge.block);
            match &block.term {
                Terminator::Jump(next)
                    if block.params.is_empty() && block.insts.iter().all(has_no_effect) =>
                {
                    edge = next;
                }
                _ => break,
            }
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

/// Whether nobody would notice that an instruction is not there, if its result is not needed.
fn has_no_effect(inst: &Inst) -> bool {
    use BinaryOp::*;
    match &inst.op {
        Op::Const(_) | Op::Select { .. } | Op::GlobalGet(_) | Op::RefNull | Op::RefFunc(_) => true,
        Op::Unary(op, _) => !op.may_trap(),
        Op::Binary(op, ..) => !matches!(
            op,
            I32DivS | I32DivU | I32RemS | I32RemU | I64DivS | I64DivU | I64RemS | I64RemU
        ),
        Op::Simd(simd) => simd.access().is_none(),
        _ => false,
    }
}

/// What an instruction needs for its effects, traps included, whoever needs its result.
fn effects(
    body: &Body,
    known: &KnownBits,
    inst: &Inst,
    stored: u128,
    need: &mut dyn FnMut(Value, u128),
) {
    use BinaryOp::*;
    const ALL: u128 = u128::MAX;
    match &inst.op {
        Op::Const(_) | Op::Select { .. } | Op::RefIsNull(_) => {}
        Op::Load { addr, .. } => need(*addr, ALL),
        Op::Store { op, addr, value, .. } => {
            need(*addr, ALL);
            need(*value, stored & low(8 * op.bytes()));
        }
        Op::GlobalSet(_, value) => need(*value, stored),
        Op::MemoryFill { dst, byte, len, .. } => {
            need(*dst, ALL);
            need(*len, ALL);
            if known.number(body, *len) != Some(0) {
                need(*byte, 0xff);
            }
        }
        Op::Unary(op, a) => {
            if op.may_trap() {
                need(*a, ALL);
            }
        }
        Op::Binary(op, a, b) => {
            let divisor = known.number(body, *b);
            let minus_one = low(width(op.result()));
            match op {
                I32DivU | I64DivU | I32RemU | I64RemU | I32RemS | I64RemS
                    if divisor.is_none_or(|divisor| divisor == 0) =>
                {
                    need(*b, ALL);
                }
                I32DivS | I64DivS if divisor.is_none_or(|divisor| divisor == 0) => {
                    need(*a, ALL);
                    need(*b, ALL);
                }
                I32DivS | I64DivS if divisor == Some(minus_one) => need(*a, ALL),
                _ => {}
            }
        }
        Op::Simd(simd) => match simd {
            Simd::Load { addr, .. } | Simd::LoadLane { addr, .. } => need(*addr, ALL),
            Simd::Store { addr, value, .. } => {
                need(*addr, ALL);
                need(*value, stored);
            }
            Simd::StoreLane { op, addr, lane, vector, .. } => {
                need(*addr, ALL);
                let lane_bits = 128 / u32::from(op.lanes());
                need(*vector, low(lane_bits) << (u32::from(*lane) * lane_bits));
            }
            _ => {}
        },
        Op::Probe(Probe::Value { value, .. }) => need(*value, ALL),
        op => op.for_each_use(|value| need(value, ALL)),
    }
}

/// A place, as far as it is the same by name.
#[derive(PartialEq, Eq, Hash, Clone, Copy)]
enum Place {
    Memory { memory: MemoryId, addr: Value, offset: u64, bytes: u32 },
    Global(GlobalId),
}

impl Place {
    fn in_memory(
        known: &KnownBits,
        memory: MemoryId,
        addr: Value,
        offset: u64,
        bytes: u32,
    ) -> Place {
        Place::Memory { memory, addr: known.representative(addr), offset, bytes }
    }
}

impl Flow<'_> {
    /// For each instruction of a block, the bits of the value that it stores which are new and stay: not those that were there
    /// before, and none if something is stored over them before anybody could look.
    fn stored(&self, insts: &[Inst]) -> Vec<u128> {
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

/// Whether something else than a load may read memory or globals, or end the program.
fn may_look(op: &Op) -> bool {
    matches!(
        op,
        Op::Call { .. }
            | Op::CallIndirect { .. }
            | Op::MemoryCopy { .. }
            | Op::MemoryGrow(..)
            | Op::Probe(_)
    )
}

fn store(inst: &Inst, known: &KnownBits) -> Option<(Place, Value)> {
    Some(match inst.op {
        Op::Store { op, memory, addr, value, offset } => {
            (Place::in_memory(known, memory, addr, offset, op.bytes()), value)
        }
        Op::Simd(Simd::Store { memory, addr, value, offset }) => {
            (Place::in_memory(known, memory, addr, offset, 16), value)
        }
        Op::GlobalSet(global, value) => (Place::Global(global), value),
        _ => return None,
    })
}

fn load(inst: &Inst, known: &KnownBits) -> Option<Place> {
    Some(match inst.op {
        Op::Load { op, memory, addr, offset } => {
            Place::in_memory(known, memory, addr, offset, op.bytes())
        }
        Op::Simd(Simd::Load { op: SimdLoad::V128Load, memory, addr, offset }) => {
            Place::in_memory(known, memory, addr, offset, 16)
        }
        Op::GlobalGet(global) => Place::Global(global),
        _ => return None,
    })
}

/// What an instruction needs of its operands if those bits of its result are needed.
fn operands(
    body: &Body,
    known: &KnownBits,
    inst: &Inst,
    needed: u128,
    need: &mut dyn FnMut(Value, u128),
) {
    let &[result] = &inst.results[..] else { return };
    // What is known needs no operands.
    let needed = needed & !known.of(result).all();
    if needed == 0 {
        return;
    }
    match &inst.op {
        Op::Unary(op, a) => need(*a, unary(*op, needed)),
        Op::Binary(op, a, b) => {
            let (left, right) = binary(body, known, *op, (*a, *b), needed);
            need(*a, left);
            need(*b, right);
        }
        Op::Select { cond, on_true, on_false } => {
            let number = known.of(*cond);
            let (never, always) = (known.number(body, *cond) == Some(0), number.ones != 0);
            if !always {
                need(*on_false, needed);
            }
            if !never {
                need(*on_true, needed);
            }
            if !never && !always && !known.same(*on_true, *on_false) {
                need(*cond, u128::MAX);
            }
        }
        Op::RefIsNull(a) => need(*a, u128::MAX),
        Op::Simd(simd) => vector(known, simd, needed, need),
        // Others have effects, and need what they need for those.
        _ => {}
    }
}

fn unary(op: UnaryOp, needed: u128) -> u128 {
    use UnaryOp::*;
    let signed = |bits: u32| {
        let sign = if needed & !low(bits) != 0 { 1 << (bits - 1) } else { 0 };
        needed & low(bits) | sign
    };
    match op {
        I32WrapI64 | I32ReinterpretF32 | I64ReinterpretF64 | F32ReinterpretI32
        | F64ReinterpretI64 | F32Neg | F64Neg => needed,
        F32Abs => needed & low(31),
        F64Abs => needed & low(63),
        I64ExtendI32U => needed & low(32),
        I64ExtendI32S | I64Extend32S => signed(32),
        I32Extend8S | I64Extend8S => signed(8),
        I32Extend16S | I64Extend16S => signed(16),
        _ => u128::MAX,
    }
}

fn binary(
    body: &Body,
    known: &KnownBits,
    op: BinaryOp,
    (a, b): (Value, Value),
    needed: u128,
) -> (u128, u128) {
    use BinaryOp::*;
    const ALL: u128 = u128::MAX;
    let bits = width(body.ty(a));
    let (x, y) = (known.of(a), known.of(b));
    let number = known.number(body, b);
    let by = number.map(|amount| (amount % u128::from(bits)) as u32);
    let amount = u128::from(bits - 1);
    let sign = 1 << (bits - 1);
    match op {
        I32And | I64And => (needed & !y.zeros, needed & !x.zeros),
        I32Or | I64Or => (needed & !y.ones, needed & !x.ones),
        I32Xor | I64Xor => (needed, needed),
        I32Add | I64Add | I32Sub | I64Sub => (up_to(needed), up_to(needed)),
        I32Mul | I64Mul => {
            let below = |zeros: u128| up_to(needed) >> zeros.trailing_ones().min(127);
            (below(y.zeros), below(x.zeros))
        }
        I32Shl | I64Shl => match by {
            Some(by) => (needed >> by, 0),
            None => (up_to(needed), amount),
        },
        I32ShrU | I64ShrU => match by {
            Some(by) => (needed << by & low(bits), 0),
            None => (ALL, amount),
        },
        I32ShrS | I64ShrS => match by {
            Some(by) => {
                let copies = if needed & !low(bits - by) & low(bits) != 0 { sign } else { 0 };
                (needed << by & low(bits) | copies, 0)
            }
            None => (ALL, amount),
        },
        I32Rotl | I64Rotl | I32Rotr | I64Rotr => match by {
            Some(by) => {
                let right = if matches!(op, I32Rotl | I64Rotl) { by } else { (bits - by) % bits };
                let needed = needed & low(bits);
                (needed >> right | needed << (bits - right) & low(bits), 0)
            }
            None => (ALL, amount),
        },
        I32RemU | I64RemU if number.is_some_and(u128::is_power_of_two) => {
            (needed & (number.unwrap_or(1) - 1), 0)
        }
        I32DivU | I64DivU if number.is_some_and(u128::is_power_of_two) => {
            (needed << number.unwrap_or(1).trailing_zeros() & low(bits), 0)
        }
        // Only the sign.
        I32LtS | I64LtS | I32GeS | I64GeS if number == Some(0) => (sign, 0),
        I32GtS | I64GtS | I32LeS | I64LeS if number == Some(low(bits)) => (sign, 0),
        I32LtU | I64LtU | I32GeU | I64GeU if number.is_some_and(u128::is_power_of_two) => {
            (!(number.unwrap_or(1) - 1), 0)
        }
        F32Copysign | F64Copysign => (needed & !sign, needed & sign),
        _ => (ALL, ALL),
    }
}

fn vector(known: &KnownBits, simd: &Simd, needed: u128, need: &mut dyn FnMut(Value, u128)) {
    const ALL: u128 = u128::MAX;
    match simd {
        Simd::Unary(op, a) => need(*a, vector_unary(*op, needed)),
        Simd::Binary(op, a, b) => {
            let (x, y) = (known.of(*a), known.of(*b));
            let (left, right) = match op {
                SimdBinary::V128And => (needed & !y.zeros, needed & !x.zeros),
                SimdBinary::V128AndNot => (needed & !y.ones, needed & !x.zeros),
                SimdBinary::V128Or => (needed & !y.ones, needed & !x.ones),
                SimdBinary::V128Xor => (needed, needed),
                SimdBinary::I8x16Swizzle if y.all() == ALL => {
                    let picked =
                        (0..16).filter(|byte| needed >> (8 * byte) & 0xff != 0).map(|byte| {
                            let from = (y.ones >> (8 * byte)) as u8;
                            if from < 16 { 0xff << (8 * u32::from(from)) } else { 0 }
                        });
                    (picked.fold(0, |all, byte| all | byte), 0)
                }
                op => vector_binary(op.name(), needed),
            };
            need(*a, left);
            need(*b, right);
        }
        Simd::Ternary(op, a, b, c) => {
            let lane = Shape::parse(split(op.name()).0).map_or(128, |shape| shape.bits);
            [a, b, c].into_iter().for_each(|value| need(*value, lanes(lane, needed)));
        }
        Simd::Bitselect { on_one, on_zero, mask } => {
            let picks = known.of(*mask);
            need(*on_one, needed & !picks.zeros);
            need(*on_zero, needed & !picks.ones);
            need(*mask, needed);
        }
        Simd::Shuffle { lanes, a, b } => {
            for (byte, &from) in lanes.iter().enumerate() {
                let bits = needed >> (8 * byte) & 0xff;
                let from_value = if from < 16 { *a } else { *b };
                need(from_value, bits << (8 * u32::from(from % 16)));
            }
        }
        Simd::ExtractLane { op, lane, vector } => {
            let bits = 128 / u32::from(op.lanes());
            let sign = if needed & !low(bits) != 0 { 1 << (bits - 1) } else { 0 };
            need(*vector, (needed & low(bits) | sign) << (u32::from(*lane) * bits));
        }
        Simd::ReplaceLane { op, lane, vector, value } => {
            let bits = 128 / u32::from(op.lanes());
            let at = u32::from(*lane) * bits;
            need(*vector, needed & !(low(bits) << at));
            need(*value, needed >> at & low(bits));
        }
        Simd::LoadLane { op, lane, vector, .. } => {
            let bits = 128 / u32::from(op.lanes());
            need(*vector, needed & !(low(bits) << (u32::from(*lane) * bits)));
        }
        Simd::Load { .. } | Simd::Store { .. } | Simd::StoreLane { .. } => {}
    }
}

fn vector_unary(op: SimdUnary, needed: u128) -> u128 {
    let (shape, operation) = split(op.name());
    let Some(shape) = Shape::parse(shape) else { return needed | op_reads_all(op) };
    match operation {
        "splat" => (0..shape.lanes())
            .map(|lane| needed >> (lane * shape.bits) & low(shape.bits))
            .fold(0, |all, bits| all | bits),
        "all_true" | "bitmask" => u128::MAX,
        _ if operation.contains("_zero") => u128::MAX,
        _ if operation.starts_with("extend_") => halved(shape, half(operation), needed),
        _ if operation.contains("_low_") => halved(shape, Half::Low, needed),
        // Lane by lane; neighbours that are added lie in the lane of their sum.
        _ => lanes(shape.bits, needed),
    }
}

/// `v128.any_true` reads everything, `v128.not` bit by bit.
fn op_reads_all(op: SimdUnary) -> u128 {
    if op == SimdUnary::V128AnyTrue { u128::MAX } else { 0 }
}

/// Lanes of half the width in one half of a vector, of which lanes of the result are made.
fn halved(shape: Shape, half: Half, needed: u128) -> u128 {
    let narrow = shape.bits / 2;
    let first = if half == Half::High { shape.lanes() } else { 0 };
    (0..shape.lanes())
        .filter(|lane| needed >> (lane * shape.bits) & low(shape.bits) != 0)
        .map(|lane| low(narrow) << ((first + lane) * narrow))
        .fold(0, |all, lane| all | lane)
}

fn vector_binary(name: &str, needed: u128) -> (u128, u128) {
    const ALL: u128 = u128::MAX;
    let (shape, operation) = split(name);
    let Some(shape) = Shape::parse(shape) else { return (ALL, ALL) };
    if matches!(operation, "shl" | "shr_s" | "shr_u") {
        return (lanes(shape.bits, needed), ALL);
    }
    if operation.starts_with("narrow_") {
        let half = |from: u32| {
            (0..shape.lanes() / 2)
                .filter(|lane| needed >> ((from + lane) * shape.bits) & low(shape.bits) != 0)
                .map(|lane| low(2 * shape.bits) << (lane * 2 * shape.bits))
                .fold(0, |all, lane| all | lane)
        };
        return (half(0), half(shape.lanes() / 2));
    }
    if operation.starts_with("extmul_") {
        let both = halved(shape, half(operation), needed);
        return (both, both);
    }
    match operation {
        "swizzle" => (ALL, ALL),
        _ => (lanes(shape.bits, needed), lanes(shape.bits, needed)),
    }
}

/// Which values are needed on every path from their definition: by something with an effect, or to compute what is needed so
/// itself. A path that traps is none: what traps first between two host calls is not laid down.
fn surely_needed(body: &Body, cfg: &Cfg, known: &KnownBits, bits: &[u128]) -> Vec<bool> {
    let mut surely = vec![false; body.values.len()];
    // Blocks and edges at which a value is needed.
    let mut places: Vec<Vec<Needed>> = vec![vec![]; body.values.len()];
    for &id in cfg.reverse_postorder().iter().rev().filter(|&&id| known.is_reached(id)) {
        let block = body.block(id);
        let term = &block.term;
        let open = known.open_slots(body, block);
        for slot in open.clone() {
            let edge = term.edge(slot);
            for (arg, param) in edge.args.iter().zip(&body.block(edge.block).params) {
                if bits[param.index()] != 0 {
                    let everywhere = open.len() == 1;
                    let place =
                        if everywhere { Needed::In(id) } else { Needed::Along(id, edge.block) };
                    places[arg.index()].push(place);
                }
            }
        }
        match term {
            Terminator::Branch { cond, .. } => places[cond.index()].push(Needed::In(id)),
            Terminator::Switch { index, .. } => places[index.index()].push(Needed::In(id)),
            Terminator::Return(values) | Terminator::ReturnCall { args: values, .. } => {
                values.iter().for_each(|value| places[value.index()].push(Needed::In(id)));
            }
            Terminator::ReturnCallIndirect { index, args, .. } => {
                places[index.index()].push(Needed::In(id));
                args.iter().for_each(|value| places[value.index()].push(Needed::In(id)));
            }
            Terminator::Jump(_) | Terminator::Trap(_) => {}
        }
        for inst in block.insts.iter().rev() {
            for result in &inst.results {
                surely[result.index()] = on_all_paths(body, cfg, id, &places[result.index()]);
            }
            let mut used = |value: Value, bits: u128| {
                if bits != 0 {
                    places[value.index()].push(Needed::In(id));
                }
            };
            effects(body, known, inst, u128::MAX, &mut used);
            if let &[result] = &inst.results[..]
                && surely[result.index()]
            {
                operands(body, known, inst, bits[result.index()], &mut used);
            }
        }
        for param in &block.params {
            surely[param.index()] = on_all_paths(body, cfg, id, &places[param.index()]);
        }
    }
    surely
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
