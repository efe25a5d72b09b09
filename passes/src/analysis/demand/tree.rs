//! What is computed for an effect: the operations between it and loads, parameters, results of calls and
//! other values from elsewhere.

use std::collections::{HashMap, VecDeque};

use super::flow::Definition;
use super::world::Byte;
use crate::analysis::known_bits::KnownBits;
use crate::interpret::{self, Bits};
use crate::ir::simd::{LoadLane, Simd, SimdLoad};
use crate::ir::{Body, LoadOp, Op, Value};

/// How an operation of the tree gets its content.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'a> {
    Constant(Bits),
    /// From elsewhere.
    Input,
    /// Not looked at any more, and nothing is said of it.
    Beyond,
    Read(Read<'a>),
    Computed(&'a Op),
}

impl Source<'_> {
    pub fn operands(&self) -> Vec<Value> {
        match self {
            Source::Computed(op) => used(op),
            Source::Read(Read { op: ReadOp::Lane(_, _, vector), .. }) => vec![**vector],
            _ => vec![],
        }
    }

    /// The address of a load.
    fn address(&self) -> Option<Value> {
        match self {
            Source::Read(read) => Some(read.first.addr),
            _ => None,
        }
    }
}

/// A load: its first byte, and what is made of the bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Read<'a> {
    pub first: Byte,
    pub op: ReadOp<'a>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum ReadOp<'a> {
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

    pub fn bytes(&self) -> u32 {
        match self.op {
            ReadOp::Scalar(op) => op.bytes(),
            ReadOp::Vector(op) => op.bytes(),
            ReadOp::Lane(op, ..) => 16 / u32::from(op.lanes()),
        }
    }

    /// Of an access that reaches out of memory, the last byte does in any case.
    pub fn last(&self) -> Byte {
        let offset = self.first.offset.wrapping_add(u64::from(self.bytes()) - 1);
        Byte { offset, ..self.first }
    }
}

/// What is computed for an effect, by representative: operands before what is made of them.
pub(super) struct Tree<'a> {
    pub nodes: Vec<(Value, Source<'a>)>,
    /// The same of the addresses, which tell what is read twice. An effect does not depend on these by
    /// itself.
    pub addresses: Vec<(Value, Source<'a>)>,
    /// Loads and values from elsewhere as they are used; several may have one representative.
    pub inputs: Vec<Value>,
}

/// Where what is computed comes from.
#[derive(Clone, Copy)]
pub(super) struct Origins<'a> {
    pub body: &'a Body,
    pub known: &'a KnownBits,
    pub definitions: &'a [Definition],
}

/// Operations that are looked at for one effect. What lies behind them is judged as if it were an effect
/// itself.
const OPERATIONS: usize = 48;
/// The same for all addresses together. Those that are not looked through are different if their names are.
const ADDRESS_OPERATIONS: usize = 64;

impl<'a> Origins<'a> {
    /// What is computed for these values, from the nearest operations on; `place` is an address that is used
    /// with them.
    pub fn tree(self, roots: Vec<Value>, place: Option<Value>) -> Tree<'a> {
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
        let mut nodes = vec![];
        roots.into_iter().for_each(|root| self.put(&mut nodes, &mut sources, root));
        let addresses = nodes.iter().filter_map(|(_, source)| source.address());
        let addresses = self.addresses(addresses.chain(place).collect());
        Tree { nodes, addresses, inputs }
    }

    /// What addresses are made of.
    fn addresses(&self, roots: Vec<Value>) -> Vec<(Value, Source<'a>)> {
        let mut sources: HashMap<Value, Source<'a>> = HashMap::new();
        let mut queue = VecDeque::from(roots.clone());
        while let Some(value) = queue.pop_front() {
            let name = self.known.representative(value);
            let near = sources.len() < ADDRESS_OPERATIONS;
            sources.entry(name).or_insert_with(|| {
                let source = match self.source(name, near) {
                    Source::Read(_) | Source::Beyond if !near => Source::Input,
                    source => source,
                };
                queue.extend(source.operands().into_iter().chain(source.address()));
                source
            });
        }
        let mut nodes = vec![];
        roots.into_iter().for_each(|root| self.put(&mut nodes, &mut sources, root));
        nodes
    }

    /// Puts a value after its operands, and after its address if that is wanted too.
    fn put(
        &self,
        nodes: &mut Vec<(Value, Source<'a>)>,
        sources: &mut HashMap<Value, Source<'a>>,
        value: Value,
    ) {
        let name = self.known.representative(value);
        let Some(source) = sources.remove(&name) else { return };
        let before = source.operands().into_iter().chain(source.address());
        before.for_each(|operand| self.put(nodes, sources, operand));
        nodes.push((name, source));
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

pub(super) fn used(op: &Op) -> Vec<Value> {
    let mut values = vec![];
    op.for_each_use(|value| values.push(value));
    values
}
