//! What an instruction does. Results are the instruction's ([`super::body::Inst`]).

use super::ids::{DataId, ElemId, FuncId, GlobalId, MemoryId, SlotId, TableId, TypeId, Value};
use super::ops::{BinaryOp, LoadOp, StoreOp, UnaryOp};
use super::simd::Simd;

/// Floats are kept as bits, so that NaN payloads survive and constants compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Const {
    I32(u32),
    I64(u64),
    F32(u32),
    F64(u64),
    V128(u128),
}

impl Const {
    /// The bits of the value, zeros above.
    pub fn bits(self) -> u128 {
        match self {
            Const::I32(bits) | Const::F32(bits) => bits.into(),
            Const::I64(bits) | Const::F64(bits) => bits.into(),
            Const::V128(bits) => bits,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Op {
    Const(Const),
    Unary(UnaryOp, Value),
    Binary(BinaryOp, Value, Value),
    /// `on_true` if `cond` (i32) is not 0.
    Select {
        cond: Value,
        on_true: Value,
        on_false: Value,
    },
    Load {
        op: LoadOp,
        memory: MemoryId,
        addr: Value,
        offset: u64,
    },
    Store {
        op: StoreOp,
        memory: MemoryId,
        addr: Value,
        value: Value,
        offset: u64,
    },
    GlobalGet(GlobalId),
    GlobalSet(GlobalId, Value),
    Call {
        func: FuncId,
        args: Vec<Value>,
    },
    CallIndirect {
        ty: TypeId,
        table: TableId,
        index: Value,
        args: Vec<Value>,
    },
    MemorySize(MemoryId),
    MemoryGrow(MemoryId, Value),
    MemoryCopy {
        to: MemoryId,
        from: MemoryId,
        dst: Value,
        src: Value,
        len: Value,
    },
    MemoryFill {
        memory: MemoryId,
        dst: Value,
        byte: Value,
        len: Value,
    },
    MemoryInit {
        memory: MemoryId,
        data: DataId,
        dst: Value,
        src: Value,
        len: Value,
    },
    DataDrop(DataId),
    RefNull,
    RefFunc(FuncId),
    RefIsNull(Value),
    TableGet(TableId, Value),
    TableSet(TableId, Value, Value),
    TableSize(TableId),
    /// Operands in wasm's order: initial value, then number of entries.
    TableGrow(TableId, Value, Value),
    TableFill {
        table: TableId,
        dst: Value,
        value: Value,
        len: Value,
    },
    TableCopy {
        to: TableId,
        from: TableId,
        dst: Value,
        src: Value,
        len: Value,
    },
    TableInit {
        table: TableId,
        elem: ElemId,
        dst: Value,
        src: Value,
        len: Value,
    },
    ElemDrop(ElemId),
    /// A vector instruction.
    Simd(Simd),
    /// Instrumentation; see [`Probe`].
    Probe(Probe),
}

/// What [`crate::instrument`] inserts. Probes have no results and touch nothing that the program sees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Probe {
    /// counters[index] += 1
    Count { counter: u32 },
    /// slot = value
    SlotSet { slot: SlotId, value: u64 },
    /// slot += value (wrapping)
    SlotAdd { slot: SlotId, value: u64 },
    /// counters[first + slot] += 1
    CountAtSlot { first: u32, slot: SlotId },
    /// The agent counts path number `slot` of path slot `store`.
    PathAtSlot { store: u32, slot: SlotId },
    /// The agent counts the value (an integer, zero-extended) at a site.
    Value { site: u32, value: Value },
    /// The agent counts the slot's content at a site.
    SlotValue { site: u32, slot: SlotId },
    /// The agent counts which function the entry `index` of a table refers to, at a site
    /// (its code offset; u64::MAX if there is none).
    CallTarget { site: u32, table: TableId, index: Value },
}
