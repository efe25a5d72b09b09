//! The code of a function: blocks of instructions.

use preheat_formats::types::ValType;

use super::ids::{BlockId, Value};
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
}

#[derive(Debug, Clone, PartialEq)]
pub struct Inst {
    pub op: Op,
    /// None, one, or, for a call, any number.
    pub results: Vec<Value>,
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
}
