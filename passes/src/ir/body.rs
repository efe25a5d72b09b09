//! The code of a function: blocks of instructions.

use preheat_formats::types::ValType;

use super::count::Count;
use super::ids::{BlockId, FuncId, Value};
use super::op::Op;
use super::terminator::Terminator;

/// The code of one function.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// By [`BlockId`]; the first is the entry.
    pub blocks: Vec<Block>,
    /// Type of every [`Value`].
    pub values: Vec<ValType>,
    /// Number of [`SlotId`]s.
    pub slots: u32,
}

#[derive(Debug, Clone)]
pub struct Block {
    pub params: Vec<Value>,
    pub insts: Vec<Inst>,
    pub term: Terminator,
    /// Where its code starts in the module, bytes from the module's start.
    pub wasm_offset: u32,
    pub origin: Origin,
}

/// The block of the decoded module that a block was, wherever it or a copy of it is now: what it does is
/// reported by this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    pub func: FuncId,
    pub block: BlockId,
}

impl Origin {
    /// Of what is still being made.
    pub const PENDING: Origin = Origin { func: FuncId(u32::MAX), block: BlockId(u32::MAX) };
}

#[derive(Debug, Clone, PartialEq)]
pub struct Inst {
    pub op: Op,
    /// None, one, or, for a call, any number.
    pub results: Vec<Value>,
}

impl Block {
    /// How many instructions it has, its end among them.
    pub fn size(&self) -> usize {
        self.insts.len() + 1
    }
}

impl Body {
    pub const ENTRY: BlockId = BlockId(0);

    pub fn ty(&self, value: Value) -> ValType {
        self.values[value.index()]
    }

    pub fn new_value(&mut self, ty: ValType) -> Value {
        self.values.push(ty);
        Value(self.values.len() as u32 - 1)
    }

    pub fn new_block(&mut self, block: Block) -> BlockId {
        self.blocks.push(block);
        BlockId(self.blocks.len() as u32 - 1)
    }

    pub fn block_ids(&self) -> impl Iterator<Item = BlockId> + use<> {
        (0..self.blocks.len() as u32).map(BlockId)
    }

    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// How many instructions it has, ends of blocks among them.
    pub fn size(&self) -> usize {
        self.blocks.iter().map(Block::size).sum()
    }

    /// Says that all blocks are what was decoded as a function.
    pub fn set_origins(&mut self, func: FuncId) {
        for (id, block) in (0..).map(BlockId).zip(&mut self.blocks) {
            block.origin = Origin { func, block: id };
        }
    }

    /// How often each block was entered, as far as the edges to it say; the entry is entered with the
    /// function.
    pub fn block_counts(&self, entries: Count) -> Vec<Count> {
        let mut sums = vec![Some(0_u64); self.blocks.len()];
        sums[Body::ENTRY.index()] = entries.get();
        for edge in self.blocks.iter().flat_map(|block| block.term.edges()) {
            let sum = &mut sums[edge.block.index()];
            *sum = sum.zip(edge.count.get()).map(|(sum, count)| sum.saturating_add(count));
        }
        sums.into_iter().map(|sum| sum.map_or(Count::UNKNOWN, Count::known)).collect()
    }
}
