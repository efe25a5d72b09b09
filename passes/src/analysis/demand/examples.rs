//! Whether what an effect makes of a value really depends on a load, shown by an example: two memories that differ in the last
//! byte that the load reads, for which the effect differs too. Then no optimiser may do without that byte, however clever it is, and
//! the access stays. Where no example is found, nothing is said, and the load is kept by force.
//!
//! Examples cover what is computed between loads, parameters and results of calls on one side and an effect on the other; contents
//! of these are made up, at random or aimed at making operands equal, which decides comparisons. What was stored or decided
//! before is not looked at. How operations compute is the interpreter's.

use std::collections::{HashMap, VecDeque};

use super::effects::Place;
use super::flow::Definition;
use crate::analysis::known_bits::{KnownBits, low, width};
use crate::interpret::{self, Bits};
use crate::ir::simd::{LoadLane, Simd, SimdLoad, SimdUnary};
use crate::ir::{BinaryOp, Body, Inst, LoadOp, Op, UnaryOp, ValType, Value};

/// Operations that are looked at for one effect. What lies behind them is judged as if it were an effect itself.
const OPERATIONS: usize = 48;
/// Operations whose operands are made equal.
const AIMS: usize = 12;

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

/// A byte of memory, as far as it is the same by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Byte {
    memory: u32,
    addr: Value,
    offset: u64,
}

/// How an operation of the tree gets its content.
#[derive(Debug, Clone, Copy)]
enum Source<'a> {
    Constant(Bits),
    /// From elsewhere.
    Input,
    /// Not looked at any more, and nothing is said of it.
    Beyond,
    Read(Read<'a>),
    Computed(&'a Op),
}

impl Source<'_> {
    fn operands(&self) -> Vec<Value> {
        match self {
            Source::Computed(op) => used(op),
            Source::Read(Read { op: ReadOp::Lane(_, _, vector), .. }) => vec![**vector],
            _ => vec![],
        }
    }
}

/// A load: its first byte, and what is made of the bytes.
#[derive(Debug, Clone, Copy)]
struct Read<'a> {
    first: Byte,
    op: ReadOp<'a>,
}

#[derive(Debug, Clone, Copy)]
enum ReadOp<'a> {
    Scalar(LoadOp),
    Vector(SimdLoad),
    Lane(LoadLane, u8, &'a Value),
}

impl<'a> Read<'a> {
    fn of(known: &KnownBits, op: &'a Op) -> Option<Read<'a>> {
        let (op, memory, addr, offset) = match op {
            Op::Load { op, memory, addr, offset } => (ReadOp::Scalar(*op), memory, addr, offset),
            Op::Simd(Simd::Load { op, memory, addr, offset }) => {
                (ReadOp::Vector(*op), memory, addr, offset)
            }
            Op::Simd(Simd::LoadLane { op, memory, addr, offset, lane, vector }) => {
                (ReadOp::Lane(*op, *lane, vector), memory, addr, offset)
            }
            _ => return None,
        };
        let addr = known.representative(*addr);
        Some(Read { first: Byte { memory: memory.0, addr, offset: *offset }, op })
    }

    fn bytes(&self) -> u32 {
        match self.op {
            ReadOp::Scalar(op) => op.bytes(),
            ReadOp::Vector(op) => op.bytes(),
            ReadOp::Lane(op, ..) => 16 / u32::from(op.lanes()),
        }
    }

    /// Of an access that reaches out of memory, the last byte does in any case.
    fn last(&self) -> Byte {
        let offset = self.first.offset + u64::from(self.bytes()) - 1;
        Byte { offset, ..self.first }
    }
}

/// What is computed for an effect: operands before what is made of them.
struct Tree<'a> {
    nodes: Vec<(Value, Source<'a>)>,
    /// Values that are taken as they come, by name; all that are taken for the same.
    inputs: Vec<Value>,
}

/// Made-up contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pattern {
    Random(u64),
    Every(u8),
    /// One of the others for each address and each input.
    Mixed(u64),
}

impl Pattern {
    /// That of one place.
    fn at(self, place: u64) -> Pattern {
        const EVERY: [u8; 3] = [0, 0x3f, 0xff];
        match self {
            Pattern::Mixed(seed) => {
                let any = mixed(mixed(seed) ^ place);
                let every = EVERY.get((any % 4) as usize);
                every.map_or(Pattern::Random(seed), |&byte| Pattern::Every(byte))
            }
            other => other,
        }
    }
}

/// What parameters of the body are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Params {
    /// Anything, like other values from elsewhere.
    Open,
    /// 0 of its type.
    Zero,
    /// All bits are ones; of a float -1, since nobody passes a NaN.
    Ones,
}

/// What is so before the effect.
#[derive(Debug, Clone)]
struct World {
    pattern: Pattern,
    params: Params,
    /// Contents that are laid down.
    bytes: Vec<(Byte, u8)>,
    inputs: Vec<(Value, Bits)>,
}

/// The one difference to a world.
#[derive(Debug, Clone, Copy)]
enum Change {
    Byte(Byte, u8),
    Input(Value, Bits),
}

pub(super) struct Examples<'a> {
    body: &'a Body,
    known: &'a KnownBits,
    definitions: &'a [Definition],
    /// Of the example at hand, by representative.
    contents: Vec<Bits>,
}

/// What is known of an effect in a world: what one would see, and of stores what is new.
type Seen = Bits;

impl<'a> Examples<'a> {
    pub fn new(body: &'a Body, known: &'a KnownBits, definitions: &'a [Definition]) -> Self {
        Examples { body, known, definitions, contents: vec![0; body.values.len()] }
    }

    /// The loads, parameters, results of calls and results of operations far away on which an effect depends.
    pub fn shown(&mut self, effect: Effect<'a>) -> Vec<Value> {
        if let Effect::Leaves(_, 0) | Effect::Stored { bits: 0, .. } = effect {
            return vec![];
        }
        let tree = self.tree(effect);
        let mut shown = self.shown_with(&tree, effect, Params::Open);
        if tree.nodes.iter().any(|(value, _)| self.is_param(*value)) {
            // A caller may pass constants, and the body be inlined there.
            for params in [Params::Zero, Params::Ones] {
                let also = self.shown_with(&tree, effect, params);
                shown.retain(|value| also.contains(value));
            }
        }
        let named = |value: &Value| shown.contains(&self.known.representative(*value));
        tree.inputs.iter().copied().filter(named).collect()
    }

    /// The same for the arguments of a call. What several depend on could cancel out in the callee.
    pub fn shown_by_call(&mut self, args: &[Value]) -> Vec<Value> {
        let of_arg = |&arg: &Value| self.shown(Effect::Leaves(arg, Bits::MAX));
        let all: Vec<Value> = args.iter().flat_map(of_arg).collect();
        let uses =
            |value: Value| all.iter().filter(|&&other| self.known.same(other, value)).count();
        all.iter().copied().filter(|&value| uses(value) == 1).collect()
    }

    /// The same for one way in which parameters are given, by representative.
    fn shown_with(&mut self, tree: &Tree<'a>, effect: Effect<'a>, params: Params) -> Vec<Value> {
        let mut open: Vec<(Value, Change)> = tree.nodes.iter().filter_map(change).collect();
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
        matches!(self.definitions[value.index()], Definition::Param(Body::ENTRY, _))
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
            let differs = [0, 0x80].into_iter().any(|flip| {
                let change = change.by(flip, world.pattern);
                self.see(tree, effect, world, Some(change)).is_some_and(|other| other != seen)
            });
            let found = differs || stores_over(effect, change, seen);
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
                let before = match place {
                    Place::Memory { memory, addr, offset, bytes } => {
                        read(world, change, Byte { memory: memory.0, addr, offset }, bytes)
                    }
                    Place::Global(_) => 0,
                };
                (self.content(value) >> first_bit ^ before) & bits
            }
        })
    }

    fn content(&self, value: Value) -> Bits {
        self.contents[self.known.representative(value).index()]
    }

    /// Fills in contents; none if something traps.
    fn evaluate(&mut self, tree: &Tree<'a>, world: &World, change: Option<Change>) -> Option<()> {
        for &(value, source) in &tree.nodes {
            let content = match source {
                Source::Constant(bits) => bits,
                Source::Input | Source::Beyond => {
                    let known = self.known.of(value);
                    let given = match world.params {
                        Params::Zero if self.is_param(value) => 0,
                        Params::Ones if self.is_param(value) => ones(self.body.ty(value)),
                        _ => world.input(value),
                    };
                    let bits = given ^ change.map_or(0, |change| change.of(value));
                    (bits & !known.zeros | known.ones) & low(width(self.body.ty(value)))
                }
                Source::Read(from) => {
                    let bits = read(world, change, from.first, from.bytes());
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
            };
            self.contents[value.index()] = content;
        }
        Some(())
    }

    /// Lays down contents so that a value becomes the wanted one, if that is easy. Contents are those of the world before.
    fn aim(&self, tree: &Tree<'a>, world: &mut World, value: Value, wanted: Bits) -> bool {
        use BinaryOp::*;
        let value = self.known.representative(value);
        let Some((_, source)) = tree.nodes.iter().find(|(node, _)| *node == value) else {
            return false;
        };
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
                let at = |index: u32| Byte {
                    offset: read.first.offset + u64::from(index),
                    ..read.first
                };
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
                    let bits = width(self.body.ty(a));
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

    /// What is computed for an effect, from the nearest operations on.
    fn tree(&self, effect: Effect<'a>) -> Tree<'a> {
        let roots = match effect {
            Effect::Leaves(value, _) | Effect::Decides(value) | Effect::Stored { value, .. } => {
                vec![value]
            }
            Effect::Traps(inst) => used(&inst.op),
        };
        // Breadth first, so that what is cut off is far away.
        let mut sources: HashMap<Value, Source<'a>> = HashMap::new();
        let mut inputs = vec![];
        let mut queue = VecDeque::from(roots.clone());
        while let Some(value) = queue.pop_front() {
            let name = self.known.representative(value);
            let near = sources.len() < OPERATIONS;
            let source = *sources.entry(name).or_insert_with(|| {
                let source = self.source(name, near);
                queue.extend(source.operands());
                source
            });
            if matches!(source, Source::Input | Source::Read(_)) && !inputs.contains(&value) {
                inputs.push(value);
            }
        }
        let mut tree = Tree { nodes: vec![], inputs };
        roots.into_iter().for_each(|root| self.put(&mut tree, &mut sources, root));
        tree
    }

    /// Puts a value into the tree after its operands.
    fn put(&self, tree: &mut Tree<'a>, sources: &mut HashMap<Value, Source<'a>>, value: Value) {
        let name = self.known.representative(value);
        let Some(source) = sources.remove(&name) else { return };
        source.operands().into_iter().for_each(|operand| self.put(tree, sources, operand));
        tree.nodes.push((name, source));
    }

    fn source(&self, value: Value, near: bool) -> Source<'a> {
        if let Some(number) = self.known.number(self.body, value) {
            return Source::Constant(number);
        }
        let Definition::Inst(block, index) = self.definitions[value.index()] else {
            return Source::Input;
        };
        let op = &self.body.block(block).insts[index as usize].op;
        match Read::of(self.known, op) {
            Some(Read { op: ReadOp::Lane(..), .. }) if !near => Source::Beyond,
            Some(read) => Source::Read(read),
            None if near && interpret::is_pure(op) => Source::Computed(op),
            None => Source::Input,
        }
    }
}

impl World {
    fn new(pattern: Pattern, params: Params) -> World {
        World { pattern, params, bytes: vec![], inputs: vec![] }
    }

    fn byte(&self, byte: Byte) -> u8 {
        let laid = self.bytes.iter().find(|(at, _)| *at == byte);
        let place = u64::from(byte.memory) << 32 | u64::from(byte.addr.0);
        let pattern = self.pattern.at(place ^ byte.offset & !7);
        laid.map(|(_, content)| *content).unwrap_or_else(|| match pattern {
            Pattern::Every(content) => content,
            Pattern::Random(seed) | Pattern::Mixed(seed) => {
                mixed(mixed(seed ^ place) ^ byte.offset) as u8
            }
        })
    }

    fn input(&self, value: Value) -> Bits {
        let laid = self.inputs.iter().find(|(of, _)| *of == value);
        let pattern = self.pattern.at(!u64::from(value.0));
        laid.map(|(_, content)| *content).unwrap_or_else(|| match pattern {
            Pattern::Every(content) => Bits::from_le_bytes([content; 16]),
            Pattern::Random(seed) | Pattern::Mixed(seed) => {
                let low = mixed(mixed(!seed) ^ u64::from(value.0));
                Bits::from(mixed(low)) << 64 | Bits::from(low)
            }
        })
    }
}

/// So many bytes, the first one lowest.
fn read(world: &World, change: Option<Change>, first: Byte, bytes: u32) -> Bits {
    (0..bytes).fold(0, |all, index| {
        let byte = Byte { offset: first.offset + u64::from(index), ..first };
        let flipped = match change {
            Some(Change::Byte(changed, flip)) if changed == byte => flip,
            _ => 0,
        };
        all | Bits::from(world.byte(byte) ^ flipped) << (8 * index)
    })
}

impl Change {
    /// The same place, changed by this; by 0: in any way.
    fn by(self, flip: u8, pattern: Pattern) -> Change {
        let any = match pattern {
            Pattern::Random(seed) | Pattern::Mixed(seed) => mixed(seed),
            Pattern::Every(content) => mixed(content.into()),
        };
        match self {
            Change::Byte(byte, _) => {
                Change::Byte(byte, if flip == 0 { any as u8 | 1 } else { flip })
            }
            Change::Input(value, _) => {
                let all = Bits::from(any) << 64 | Bits::from(any) | 1;
                Change::Input(value, if flip == 0 { all } else { 1 })
            }
        }
    }

    fn of(self, value: Value) -> Bits {
        match self {
            Change::Input(changed, by) if changed == value => by,
            _ => 0,
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

/// Whether a store writes something new to the byte that is changed, so that it is accessed in any case.
fn stores_over(effect: Effect<'_>, change: Change, seen: Seen) -> bool {
    match (effect, change) {
        (
            Effect::Stored { place: Place::Memory { memory, addr, offset, bytes }, .. },
            Change::Byte(byte, _),
        ) => {
            let index = byte.offset.wrapping_sub(offset);
            byte.memory == memory.0
                && byte.addr == addr
                && index < u64::from(bytes)
                && seen >> (8 * index) & 0xff != 0
        }
        _ => false,
    }
}

fn used(op: &Op) -> Vec<Value> {
    let mut values = vec![];
    op.for_each_use(|value| values.push(value));
    values
}

/// Operands to make equal; no value: 0.
fn operands(op: &Op) -> Option<(Option<Value>, Option<Value>)> {
    match op {
        Op::Binary(_, a, b) | Op::Simd(Simd::Binary(_, a, b)) => Some((Some(*a), Some(*b))),
        Op::Unary(UnaryOp::I32Eqz | UnaryOp::I64Eqz, a) => Some((Some(*a), None)),
        _ => None,
    }
}

fn ones(ty: ValType) -> Bits {
    match ty {
        ValType::F32 => (-1f32).to_bits().into(),
        ValType::F64 => (-1f64).to_bits().into(),
        _ => Bits::MAX,
    }
}

fn is_splat(op: SimdUnary) -> bool {
    op.name().ends_with(".splat")
}

/// A number from a number, as if by chance (SplitMix64: Steele, Lea and Flood 2014).
fn mixed(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}
