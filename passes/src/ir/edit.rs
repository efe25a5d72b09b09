//! Edits of a body. The body that they are of stays as it is, so that places and values mean what they mean
//! there and analyses of it stay true; all edits together make a new body. Whoever makes one verifies and
//! tidies it.

use std::collections::{BTreeMap, HashMap, HashSet};

use preheat_formats::types::ValType;

use super::body::{Block, Body, Inst};
use super::ids::{BlockId, Value};
use super::terminator::{Edge, Terminator};

/// A place in the old body: in front of an instruction, or, behind the last one, in front of the block's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub block: BlockId,
    pub inst: u32,
}

impl Place {
    pub fn new(block: BlockId, inst: usize) -> Place {
        Place { block, inst: inst as u32 }
    }
}

/// See the module's documentation.
#[derive(Debug)]
pub struct Edits<'b> {
    body: &'b Body,
    /// Types of the old values and of new ones.
    values: Vec<ValType>,
    /// Behind the old ones. Those that a split makes are filled in at the end.
    blocks: Vec<Option<Block>>,
    inserted: BTreeMap<Place, Vec<Inst>>,
    removed: HashSet<Place>,
    splits: BTreeMap<Place, Split>,
    edges: HashMap<(BlockId, usize), Edge>,
    ends: HashMap<BlockId, Terminator>,
    replaced: HashMap<Value, Value>,
}

#[derive(Debug)]
struct Split {
    end: Terminator,
    rest: BlockId,
    params: Vec<Value>,
}

impl<'b> Edits<'b> {
    pub fn new(body: &'b Body) -> Edits<'b> {
        Edits {
            body,
            values: body.values.clone(),
            blocks: Vec::new(),
            inserted: BTreeMap::new(),
            removed: HashSet::new(),
            splits: BTreeMap::new(),
            edges: HashMap::new(),
            ends: HashMap::new(),
            replaced: HashMap::new(),
        }
    }

    /// The body that is edited.
    pub fn body(&self) -> &'b Body {
        self.body
    }

    pub fn new_value(&mut self, ty: ValType) -> Value {
        self.values.push(ty);
        Value(self.values.len() as u32 - 1)
    }

    /// Of an old value or a new one.
    pub fn ty(&self, value: Value) -> ValType {
        self.values[value.index()]
    }

    /// The number that the next block gets that is added.
    pub fn next_block(&self) -> BlockId {
        BlockId((self.body.blocks.len() + self.blocks.len()) as u32)
    }

    /// Adds a block. It may use old values and new ones, and edges may lead anywhere.
    pub fn append(&mut self, block: Block) -> BlockId {
        let id = self.next_block();
        self.blocks.push(Some(block));
        id
    }

    /// Instructions in front of a place, behind those that were inserted there before.
    pub fn insert(&mut self, place: Place, insts: impl IntoIterator<Item = Inst>) {
        self.inserted.entry(place).or_default().extend(insts);
    }

    /// Takes an instruction away; somebody else defines its results, or nobody uses them.
    pub fn remove(&mut self, place: Place) {
        self.removed.insert(place);
    }

    /// Ends a block in front of a place, behind what is inserted there. The rest of it becomes a block of its
    /// own with these parameters, whose number is returned.
    pub fn split(&mut self, place: Place, end: Terminator, params: Vec<Value>) -> BlockId {
        let rest = self.next_block();
        self.blocks.push(None);
        let before = self.splits.insert(place, Split { end, rest, params });
        assert!(before.is_none(), "{place:?} is split once");
        rest
    }

    /// Has the edge at a slot of an old block lead elsewhere.
    pub fn redirect(&mut self, from: BlockId, slot: usize, edge: Edge) {
        self.edges.insert((from, slot), edge);
    }

    /// Instructions on an edge: in a block of their own, which is as often run as the edge is taken.
    pub fn insert_on_edge(&mut self, from: BlockId, slot: usize, insts: Vec<Inst>) -> BlockId {
        let old = self.body.block(from).term.edge(slot);
        let onward = self.edges.remove(&(from, slot)).unwrap_or_else(|| old.clone());
        let (count, target) = (onward.count, self.body.blocks.get(onward.block.index()));
        let near = target.unwrap_or_else(|| self.body.block(from));
        let block = self.append(Block {
            params: Vec::new(),
            insts,
            wasm_offset: near.wasm_offset,
            origin: near.origin,
            term: Terminator::Jump(onward),
        });
        self.redirect(from, slot, Edge { block, args: Vec::new(), count });
        block
    }

    /// Another end for an old block; its edges are not redirected.
    pub fn replace_end(&mut self, block: BlockId, end: Terminator) {
        self.ends.insert(block, end);
    }

    /// Another value wherever a value is used, in new blocks as well.
    pub fn replace(&mut self, value: Value, by: Value) {
        self.replaced.insert(value, by);
    }

    /// The new body.
    pub fn finish(mut self) -> Body {
        let body = self.body;
        let mut blocks = Vec::with_capacity(body.blocks.len() + self.blocks.len());
        for id in body.block_ids() {
            let block = self.rebuilt(id);
            blocks.push(block);
        }
        let added = std::mem::take(&mut self.blocks);
        blocks.extend(added.into_iter().map(|block| block.expect("every split is in a block")));
        for block in &mut blocks {
            let insts = block.insts.iter_mut().map(|inst| &mut inst.op);
            insts.for_each(|op| op.for_each_use_mut(|value| *value = self.current(*value)));
            block.term.for_each_use_mut(|value| *value = self.current(*value));
        }
        Body { blocks, values: self.values, slots: body.slots }
    }

    /// An old block as it is now; what was split off goes to its place.
    fn rebuilt(&mut self, id: BlockId) -> Block {
        let old = self.body.block(id);
        let start = |params| Block {
            params,
            insts: Vec::new(),
            term: Terminator::Return(Vec::new()),
            wasm_offset: old.wasm_offset,
            origin: old.origin,
        };
        let mut first = None;
        let mut rest_of = None;
        let mut current = start(old.params.clone());
        for index in 0..=old.insts.len() {
            let place = Place::new(id, index);
            current.insts.extend(self.inserted.remove(&place).unwrap_or_default());
            if let Some(Split { end, rest, params }) = self.splits.remove(&place) {
                current.term = end;
                let ended = std::mem::replace(&mut current, start(params));
                self.put(ended, rest_of.replace(rest), &mut first);
            }
            if let Some(inst) = old.insts.get(index)
                && !self.removed.contains(&place)
            {
                current.insts.push(inst.clone());
            }
        }
        current.term = match self.ends.remove(&id) {
            Some(end) => end,
            None => self.redirected(id, &old.term),
        };
        self.put(current, rest_of, &mut first);
        first.expect("a block has a first part")
    }

    fn put(&mut self, block: Block, split_off_as: Option<BlockId>, first: &mut Option<Block>) {
        match split_off_as {
            None => *first = Some(block),
            Some(id) => self.blocks[id.index() - self.body.blocks.len()] = Some(block),
        }
    }

    fn redirected(&mut self, id: BlockId, term: &Terminator) -> Terminator {
        let mut term = term.clone();
        for (slot, edge) in term.edges_mut().enumerate() {
            if let Some(other) = self.edges.remove(&(id, slot)) {
                *edge = other;
            }
        }
        term
    }

    fn current(&self, mut value: Value) -> Value {
        while let Some(&by) = self.replaced.get(&value) {
            value = by;
        }
        value
    }
}
