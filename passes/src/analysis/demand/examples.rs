//! Whether what an effect makes of a value really depends on a load, shown by an example: two memories that
//! differ in the last byte that the load reads, for which the effect differs too. Then no optimiser may do
//! without that byte, however clever it is, and the access stays. Where no example is found, nothing is said,
//! and the load is kept by force.
//!
//! Examples cover what is computed between loads, parameters and results of calls on one side and an effect
//! on the other; contents of these are made up, at random or aimed at making operands equal, which decides
//! comparisons. Addresses are computed like everything else, so that two loads read the same bytes where
//! their addresses are always the same, however they are written. What was stored or decided before is not looked
//! at. How operations compute is the interpreter's.

use std::collections::HashMap;

use super::effects::Place;
use super::flow::Definition;
use super::tree::{Origins, Read, ReadOp, Source, Tree, used};
use super::unconditional::Unconditional;
use super::world::{Byte, Change, Params, Pattern, World, ones, read};
use crate::analysis::known_bits::{KnownBits, low, width};
use crate::interpret::{self, Bits};
use crate::ir::simd::{Simd, SimdUnary};
use crate::ir::{BinaryOp, Body, Inst, Op, UnaryOp, Value};

/// Operations whose operands are made equal.
const AIMS: usize = 12;
/// Worlds in which addresses are compared: two that have nothing to do with each other may be equally far apart in one
/// or two of them, if they are masked.
const WORLDS: usize = 12;

/// What happens with a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Effect<'a> {
    /// These bits of it leave the body, or make an address.
    Leaves(Value, Bits),
    /// It decides where to go: 0 or not.
    Decides(Value),
    /// These of the bits from the first one on are stored.
    Stored { value: Value, first_bit: u32, place: Place, bits: Bits },
    /// The instruction may trap.
    Traps(&'a Inst),
}

impl Effect<'_> {
    /// The values that it makes something of.
    fn values(&self) -> Vec<Value> {
        match self {
            Effect::Leaves(value, _) | Effect::Decides(value) | Effect::Stored { value, .. } => {
                vec![*value]
            }
            Effect::Traps(inst) => used(&inst.op),
        }
    }

    /// The first byte of memory that it writes.
    fn place(&self) -> Option<Byte> {
        match *self {
            Effect::Stored { place: Place::Memory { memory, addr, offset, .. }, .. } => {
                Some(Byte { memory: memory.0, addr, offset })
            }
            _ => None,
        }
    }
}

pub(super) struct Examples<'a> {
    origins: Origins<'a>,
    /// Of the example at hand, by representative.
    contents: Vec<Bits>,
    /// Of the effect at hand: what each node that is a load reads first, by its number, and where the effect
    /// stores.
    firsts: Vec<Option<Byte>>,
    stored: Option<Byte>,
    /// Accesses by the addresses that they have in some worlds.
    met: Vec<([i64; WORLDS], Byte)>,
}

/// What is known of an effect in a world: what one would see, and of stores what is new.
type Seen = Bits;

impl<'a> Examples<'a> {
    pub fn new(body: &'a Body, known: &'a KnownBits, definitions: &'a [Definition]) -> Self {
        let origins = Origins { body, known, definitions };
        let contents = vec![0; body.values.len()];
        Examples { origins, contents, firsts: vec![], stored: None, met: vec![] }
    }

    /// The loads, parameters, results of calls and results of operations far away on which an effect depends.
    pub fn shown(&mut self, effect: Effect<'a>) -> Vec<Value> {
        if let Effect::Leaves(_, 0) | Effect::Stored { bits: 0, .. } = effect {
            return vec![];
        }
        let tree = self.origins.tree(effect.values(), effect.place().map(|place| place.addr));
        self.lay_out(&tree, effect);
        // What is only taken if something else holds could be read only then; no examples need be made of it.
        let wanted = Unconditional::new(self.origins, &tree).leaves(&effect.values());
        let mut shown = self.shown_with(&tree, effect, Params::Open, &wanted);
        if tree.nodes.iter().any(|(value, _)| self.is_param(*value)) {
            // A caller may pass constants, and the body be inlined there.
            for params in [Params::Zero, Params::Ones] {
                shown = self.shown_with(&tree, effect, params, &shown);
            }
        }
        let named = |value: &Value| shown.contains(&self.origins.known.representative(*value));
        tree.inputs.iter().copied().filter(named).collect()
    }

    /// The same for the arguments of a call. What several depend on could cancel out in the callee.
    pub fn shown_by_call(&mut self, args: &[Value]) -> Vec<Value> {
        let of_arg = |&arg: &Value| self.shown(Effect::Leaves(arg, Bits::MAX));
        let all: Vec<Value> = args.iter().flat_map(of_arg).collect();
        let uses = |value: Value| {
            all.iter().filter(|&&other| self.origins.known.same(other, value)).count()
        };
        all.iter().copied().filter(|&value| uses(value) == 1).collect()
    }

    /// Those of `candidates` on which it depends for one way in which parameters are given, by
    /// representative.
    fn shown_with(
        &mut self,
        tree: &Tree<'a>,
        effect: Effect<'a>,
        params: Params,
        candidates: &[Value],
    ) -> Vec<Value> {
        let candidate = |(value, _): &&(Value, Source)| candidates.contains(value);
        let nodes = tree.nodes.iter().filter(candidate);
        let mut open: Vec<(Value, Change)> = nodes.filter_map(change).collect();
        let mut shown = vec![];
        let random = (1..4).map(Pattern::Random);
        let every = [0x3f, 0, 0xff].map(Pattern::Every);
        let mixed = (11..19).map(Pattern::Mixed);
        for pattern in random.chain(every).chain(mixed) {
            self.compare(tree, effect, &World::new(pattern, params), &mut open, &mut shown);
        }
        self.aimed(tree, effect, params, &mut open, &mut shown);
        shown
    }

    fn is_param(&self, value: Value) -> bool {
        matches!(self.origins.definitions[value.index()], Definition::Param(Body::ENTRY, _))
    }

    /// Worlds in which operands of an operation are equal, or nearly so.
    fn aimed(
        &mut self,
        tree: &Tree<'a>,
        effect: Effect<'a>,
        params: Params,
        open: &mut Vec<(Value, Change)>,
        shown: &mut Vec<Value>,
    ) {
        let operations = tree.nodes.iter().rev().filter_map(|(_, source)| match source {
            Source::Computed(op) => operands(op),
            _ => None,
        });
        for (number, (a, b)) in operations.take(AIMS).enumerate() {
            let pattern = Pattern::Random(100 + number as u64);
            for (from, to) in [(a, b), (b, a)] {
                for by in [0, 1, u128::MAX] {
                    if open.is_empty() {
                        return;
                    }
                    let mut world = World::new(pattern, params);
                    if self.evaluate(tree, &world, None).is_none() {
                        continue;
                    }
                    let wanted = to.map_or(0, |to| self.content(to)).wrapping_add(by);
                    if from.is_some_and(|from| self.aim(tree, &mut world, from, wanted)) {
                        self.compare(tree, effect, &world, open, shown);
                    }
                }
            }
        }
    }

    /// Moves what is shown by changes of a world from `open` to `shown`.
    fn compare(
        &mut self,
        tree: &Tree<'a>,
        effect: Effect<'a>,
        world: &World,
        open: &mut Vec<(Value, Change)>,
        shown: &mut Vec<Value>,
    ) {
        if open.is_empty() {
            return;
        }
        let Some(seen) = self.see(tree, effect, world, None) else { return };
        open.retain(|&(value, change)| {
            let change = self.placed(tree, value, change);
            let differs = [0, 0x80].into_iter().any(|flip| {
                let change = change.by(flip, world.pattern);
                self.see(tree, effect, world, Some(change)).is_some_and(|other| other != seen)
            });
            let found = differs || self.stores_over(effect, change, seen);
            if found {
                shown.push(value);
            }
            !found
        });
    }

    /// What an effect is in a world; none if something traps before.
    fn see(
        &mut self,
        tree: &Tree<'a>,
        effect: Effect<'a>,
        world: &World,
        change: Option<Change>,
    ) -> Option<Seen> {
        self.evaluate(tree, world, change)?;
        Some(match effect {
            Effect::Leaves(value, bits) => self.content(value) & bits,
            Effect::Decides(value) => Bits::from(self.content(value) != 0),
            Effect::Traps(inst) => {
                let result = interpret::pure(&inst.op, |value| self.content(value));
                Bits::from(result.is_some_and(|result| result.is_err()))
            }
            Effect::Stored { value, first_bit, place, bits } => {
                let before = match (place, self.stored) {
                    (Place::Memory { bytes, .. }, Some(first)) => read(world, change, first, bytes),
                    _ => 0,
                };
                (self.content(value) >> first_bit ^ before) & bits
            }
        })
    }

    fn content(&self, value: Value) -> Bits {
        self.contents[self.origins.known.representative(value).index()]
    }

    /// Finds out what is where: addresses are computed in some worlds, and accesses that are equally far from each other
    /// in all of these are the same place by another name. Those that are near only here and there are different: what
    /// is read through one of them says nothing of the other. Parameters are open: that a caller passes one pointer
    /// twice is not thought of.
    fn lay_out(&mut self, tree: &Tree<'a>, effect: Effect<'a>) {
        let worlds: [World; WORLDS] = std::array::from_fn(|number| {
            World::new(Pattern::Random(1000 + number as u64), Params::Open)
        });
        self.met.clear();
        let mut addresses: HashMap<Value, [Bits; WORLDS]> = HashMap::new();
        for &(value, source) in &tree.addresses {
            let first = match source {
                Source::Read(from) => Some(self.meet(from.first, &addresses)),
                _ => None,
            };
            let operands = source.operands();
            let contents = std::array::from_fn(|number| {
                for operand in &operands {
                    let name = self.origins.known.representative(*operand);
                    let known = addresses.get(&name).map_or(0, |contents| contents[number]);
                    self.contents[name.index()] = known;
                }
                let content = self.computed(value, source, first, &worlds[number], None);
                // Where it would trap nothing is read, and any address does.
                content.unwrap_or_else(|| worlds[number].input(value))
            });
            addresses.insert(value, contents);
        }
        let reads = tree.nodes.iter().map(|(_, source)| match source {
            Source::Read(from) => Some(self.meet(from.first, &addresses)),
            _ => None,
        });
        self.firsts = reads.collect();
        self.stored = effect.place().map(|place| self.meet(place, &addresses));
    }

    /// What a byte is called.
    fn meet(&mut self, byte: Byte, addresses: &HashMap<Value, [Bits; WORLDS]>) -> Byte {
        /// Accesses that may overlap, or reach into each other by constants, have one name.
        const NEAR: i64 = 64;
        let name = self.origins.known.representative(byte.addr);
        let contents = addresses.get(&name).copied().unwrap_or_default();
        let at =
            contents.map(|content| i64::from(content as u32).saturating_add_unsigned(byte.offset));
        let distance = |other: &[i64; WORLDS]| {
            let first = at[0] - other[0];
            let same = at.iter().zip(other).all(|(at, other)| at - other == first);
            (same && first.abs() < NEAR).then_some(first)
        };
        let mut near = self.met.iter().filter(|(_, of)| of.memory == byte.memory);
        let named = near
            .find_map(|(other, of)| Some((distance(other)?, *of)))
            .map_or(byte, |(far, of)| Byte { offset: of.offset.wrapping_add_signed(far), ..of });
        self.met.push((at, named));
        named
    }

    /// A change under the name of its place.
    fn placed(&self, tree: &Tree<'a>, value: Value, change: Change) -> Change {
        let mut nodes = tree.nodes.iter().zip(&self.firsts);
        match (change, nodes.find(|((node, _), _)| *node == value)) {
            (Change::Byte(_, flip), Some(((_, Source::Read(from)), Some(first)))) => {
                Change::Byte(Read { first: *first, ..*from }.last(), flip)
            }
            _ => change,
        }
    }

    /// Fills in contents; none if something traps.
    fn evaluate(&mut self, tree: &Tree<'a>, world: &World, change: Option<Change>) -> Option<()> {
        for (index, &(value, source)) in tree.nodes.iter().enumerate() {
            let content = self.computed(value, source, self.firsts[index], world, change)?;
            self.contents[value.index()] = content;
        }
        Some(())
    }

    /// The content of one node, whose operands have theirs; none if it traps.
    fn computed(
        &self,
        value: Value,
        source: Source<'a>,
        first: Option<Byte>,
        world: &World,
        change: Option<Change>,
    ) -> Option<Bits> {
        Some(match source {
            Source::Constant(bits) => bits,
            Source::Input | Source::Beyond => {
                let known = self.origins.known.of(value);
                let given = match world.params {
                    Params::Zero if self.is_param(value) => 0,
                    Params::Ones if self.is_param(value) => ones(self.origins.body.ty(value)),
                    _ => world.input(value),
                };
                let bits = given ^ change.map_or(0, |change| change.of(value));
                (bits & !known.zeros | known.ones) & low(width(self.origins.body.ty(value)))
            }
            Source::Read(from) => {
                let bits = read(world, change, first.unwrap_or(from.first), from.bytes());
                match from.op {
                    ReadOp::Scalar(op) => interpret::loaded(op, bits),
                    ReadOp::Vector(op) => interpret::loaded_vector(op, bits),
                    ReadOp::Lane(op, lane, vector) => {
                        let vector = self.content(*vector);
                        interpret::with_loaded_lane(op, usize::from(lane), vector, bits)
                    }
                }
            }
            Source::Computed(op) => {
                interpret::pure(op, |value| self.content(value)).and_then(Result::ok)?
            }
        })
    }

    /// Whether a store writes something new to the byte that is changed, so that it is accessed in any case.
    fn stores_over(&self, effect: Effect<'_>, change: Change, seen: Seen) -> bool {
        match (effect, change, self.stored) {
            (
                Effect::Stored { place: Place::Memory { bytes, .. }, .. },
                Change::Byte(byte, _),
                Some(first),
            ) => {
                let index = byte.offset.wrapping_sub(first.offset);
                byte.memory == first.memory
                    && byte.addr == first.addr
                    && index < u64::from(bytes)
                    && seen >> (8 * index) & 0xff != 0
            }
            _ => false,
        }
    }

    /// Lays down contents so that a value becomes the wanted one, if that is easy. Contents are those of the
    /// world before.
    fn aim(&self, tree: &Tree<'a>, world: &mut World, value: Value, wanted: Bits) -> bool {
        use BinaryOp::*;
        let value = self.origins.known.representative(value);
        let Some(index) = tree.nodes.iter().position(|(node, _)| *node == value) else {
            return false;
        };
        let source = &tree.nodes[index].1;
        let given = world.params != Params::Open && self.is_param(value);
        let mut aim = |value, wanted| self.aim(tree, world, value, wanted);
        let of = |value| self.content(value);
        match *source {
            Source::Constant(_) | Source::Beyond => false,
            Source::Input if given => false,
            Source::Input => {
                world.inputs.push((value, wanted));
                true
            }
            Source::Read(read) => {
                let bytes = wanted.to_le_bytes();
                let first = self.firsts[index].unwrap_or(read.first);
                let at =
                    |index: u32| Byte { offset: first.offset.wrapping_add(index.into()), ..first };
                let laid = (0..read.bytes()).map(|index| (at(index), bytes[index as usize]));
                world.bytes.extend(laid);
                true
            }
            Source::Computed(op) => match op {
                Op::Unary(UnaryOp::I32Eqz | UnaryOp::I64Eqz, a) => {
                    aim(*a, Bits::from(wanted & 1 == 0))
                }
                Op::Unary(_, a) => aim(*a, wanted),
                Op::Binary(op, a, b) => {
                    let (a, b) = (*a, *b);
                    let bits = width(self.origins.body.ty(a));
                    let amount = (of(b) % u128::from(bits)) as u32;
                    match op {
                        I32Sub | I64Sub => {
                            aim(a, wanted.wrapping_add(of(b))) || aim(b, of(a).wrapping_sub(wanted))
                        }
                        I32Add | I64Add => {
                            aim(a, wanted.wrapping_sub(of(b))) || aim(b, wanted.wrapping_sub(of(a)))
                        }
                        I32Xor | I64Xor => aim(a, wanted ^ of(b)) || aim(b, wanted ^ of(a)),
                        I32And | I64And | I32Or | I64Or => aim(a, wanted) || aim(b, wanted),
                        I32Shl | I64Shl => aim(a, (wanted & low(bits)) >> amount),
                        I32ShrU | I64ShrU | I32ShrS | I64ShrS => {
                            aim(a, wanted << amount & low(bits))
                        }
                        _ => false,
                    }
                }
                Op::Select { cond, on_true, on_false } => {
                    aim(if of(*cond) != 0 { *on_true } else { *on_false }, wanted)
                }
                Op::Simd(Simd::Unary(op, a)) if is_splat(*op) => aim(*a, wanted),
                Op::Simd(Simd::ExtractLane { op, lane, vector }) => {
                    let bits = 128 / u32::from(op.lanes());
                    let at = u32::from(*lane) * bits;
                    let lane = low(bits) << at;
                    aim(*vector, of(*vector) & !lane | wanted << at & lane)
                }
                _ => false,
            },
        }
    }
}

/// What there is to change of a node, if there is anything.
fn change(&(value, source): &(Value, Source<'_>)) -> Option<(Value, Change)> {
    match source {
        Source::Read(read) => Some((value, Change::Byte(read.last(), 0))),
        Source::Input => Some((value, Change::Input(value, 0))),
        _ => None,
    }
}

/// Operands to make equal; no value: 0.
fn operands(op: &Op) -> Option<(Option<Value>, Option<Value>)> {
    match op {
        Op::Binary(_, a, b) | Op::Simd(Simd::Binary(_, a, b)) => Some((Some(*a), Some(*b))),
        Op::Unary(UnaryOp::I32Eqz | UnaryOp::I64Eqz, a) => Some((Some(*a), None)),
        _ => None,
    }
}

fn is_splat(op: SimdUnary) -> bool {
    op.name().ends_with(".splat")
}
