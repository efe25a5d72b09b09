//! The IR: WebAssembly in SSA form. Blocks have parameters, values have types, and operations on
//! memories, tables, globals and functions stay those of WebAssembly; what they mean is written in the
//! specification and, for code, in the emitters, which walk over this and add nothing.
//!
//! This file is only the data; the tables of numeric instructions are in `ops`, of vector ones in [`simd`]. [`crate::decode`] makes it, [`crate::verify`] checks it, and
//! [`crate::text`] prints it.
//!
//! Invariants (checked by `verify`): block 0 is the entry, its parameters are the function's, and no
//! edge leads to it; every block is reachable from it; a value is defined once, before its uses (its definition dominates
//! them); edges pass as many arguments, of the same types, as their target has parameters.

mod ops;
pub mod simd;

pub use ops::{BinaryOp, LoadOp, StoreOp, UnaryOp};
use preheat_formats::Trap;
pub use preheat_formats::types::{FuncType, ValType};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident($prefix:literal);)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{self}")
            }
        }
    )*};
}

ids! {
    /// A wasm function, by its index in the module (imports first).
    FuncId("f");
    /// A function type of the module; equal types have one number.
    TypeId("t");
    GlobalId("g");
    TableId("table");
    MemoryId("mem");
    DataId("data");
    ElemId("elem");
    /// A basic block of a body.
    BlockId("b");
    /// An SSA value of a body.
    Value("v");
    /// A mutable cell of a body that instrumentation uses; an i64, 0 at entry.
    SlotId("slot");
}

/// A whole module.
#[derive(Debug, Clone)]
pub struct Module {
    pub digest: preheat_formats::Digest,
    pub types: Vec<FuncType>,
    pub imports: Vec<FuncImport>,
    /// Every function, imported ones first.
    pub funcs: Vec<Function>,
    pub tables: Vec<Table>,
    pub memories: Vec<Memory>,
    pub globals: Vec<Global>,
    pub exports: Vec<Export>,
    pub start: Option<FuncId>,
    pub elements: Vec<Element>,
    pub data: Vec<Data>,
}

#[derive(Debug, Clone)]
pub struct FuncImport {
    pub module: String,
    pub name: String,
}

#[derive(Debug, Clone)]
pub struct Function {
    pub ty: TypeId,
    /// From the name section, else an export, else `func[N]`; an import is `module.name`.
    pub name: String,
    /// None for an import.
    pub body: Option<Body>,
}

#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub ty: ValType,
    pub min: u32,
    pub max: Option<u32>,
}

/// Limits in wasm pages.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    pub min: u32,
    pub max: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
pub struct Global {
    pub ty: ValType,
    pub mutable: bool,
    pub init: ConstExpr,
}

/// What a constant expression comes to. Nothing that it could depend on is imported, so decode works it out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ConstExpr {
    Const(Const),
    RefNull,
    RefFunc(FuncId),
}

#[derive(Debug, Clone)]
pub struct Export {
    pub name: String,
    pub item: ExportItem,
}

#[derive(Debug, Clone, Copy)]
pub enum ExportItem {
    Func(FuncId),
    Table(TableId),
    Memory(MemoryId),
    Global(GlobalId),
}

#[derive(Debug, Clone)]
pub struct Element {
    pub kind: ElementKind,
    pub items: Vec<ConstExpr>,
}

#[derive(Debug, Clone, Copy)]
pub enum ElementKind {
    Active {
        table: TableId,
        offset: ConstExpr,
    },
    Passive,
    /// Declares functions for `ref.func`; empty at run time.
    Declared,
}

#[derive(Debug, Clone)]
pub struct Data {
    pub kind: DataKind,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
pub enum DataKind {
    Active { memory: MemoryId, offset: ConstExpr },
    Passive,
}

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
    Simd(simd::Simd),
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

#[derive(Debug, Clone, PartialEq)]
pub enum Terminator {
    Jump(Edge),
    /// `on_true` if `cond` (i32) is not 0. Successor 0 is `on_true`, 1 is `on_false`.
    Branch {
        cond: Value,
        on_true: Edge,
        on_false: Edge,
        /// What the module's producer expects; means nothing for what is computed.
        hint: Option<Hint>,
    },
    /// br_table: `targets[index]`, or `default` (the last successor) if there is none.
    Switch {
        index: Value,
        targets: Vec<Edge>,
        default: Edge,
    },
    Return(Vec<Value>),
    /// Returns what the callee returns; the caller's frame is gone before the callee runs.
    ReturnCall {
        func: FuncId,
        args: Vec<Value>,
    },
    /// The same through a table; what can trap does so in the caller's name.
    ReturnCallIndirect {
        ty: TypeId,
        table: TableId,
        index: Value,
        args: Vec<Value>,
    },
    Trap(Trap),
}

/// A branch hint of the module (custom section `metadata.code.branch_hint`): how likely `on_true` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    Likely,
    Unlikely,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    pub block: BlockId,
    pub args: Vec<Value>,
}

impl Terminator {
    /// Outgoing edges, in the order of their slots.
    pub fn edges(&self) -> Vec<&Edge> {
        match self {
            Terminator::Jump(edge) => vec![edge],
            Terminator::Branch { on_true, on_false, .. } => vec![on_true, on_false],
            Terminator::Switch { targets, default, .. } => {
                targets.iter().chain(std::iter::once(default)).collect()
            }
            Terminator::Return(_)
            | Terminator::ReturnCall { .. }
            | Terminator::ReturnCallIndirect { .. }
            | Terminator::Trap(_) => vec![],
        }
    }

    /// The edge at a slot.
    pub fn edge(&self, slot: usize) -> &Edge {
        match self {
            Terminator::Jump(edge) => edge,
            Terminator::Branch { on_true, on_false, .. } => [on_true, on_false][slot],
            Terminator::Switch { targets, default, .. } => targets.get(slot).unwrap_or(default),
            Terminator::Return(_)
            | Terminator::ReturnCall { .. }
            | Terminator::ReturnCallIndirect { .. }
            | Terminator::Trap(_) => panic!("it has no edges"),
        }
    }

    /// The edge at a slot, to change it.
    pub fn edge_mut(&mut self, slot: usize) -> &mut Edge {
        match self {
            Terminator::Jump(edge) => edge,
            Terminator::Branch { on_true, on_false, .. } => {
                if slot == 0 {
                    on_true
                } else {
                    on_false
                }
            }
            Terminator::Switch { targets, default, .. } => targets.get_mut(slot).unwrap_or(default),
            Terminator::Return(_)
            | Terminator::ReturnCall { .. }
            | Terminator::ReturnCallIndirect { .. }
            | Terminator::Trap(_) => panic!("it has no edges"),
        }
    }

    /// All outgoing edges, to change them.
    pub fn edges_mut(&mut self) -> Vec<&mut Edge> {
        match self {
            Terminator::Jump(edge) => vec![edge],
            Terminator::Branch { on_true, on_false, .. } => vec![on_true, on_false],
            Terminator::Switch { targets, default, .. } => {
                targets.iter_mut().chain(std::iter::once(default)).collect()
            }
            Terminator::Return(_)
            | Terminator::ReturnCall { .. }
            | Terminator::ReturnCallIndirect { .. }
            | Terminator::Trap(_) => vec![],
        }
    }

    /// Calls `f` on every value that is read, arguments of edges included.
    pub fn for_each_use_mut(&mut self, mut f: impl FnMut(&mut Value)) {
        match self {
            Terminator::Branch { cond, .. } => f(cond),
            Terminator::Switch { index, .. } => f(index),
            Terminator::Return(values) | Terminator::ReturnCall { args: values, .. } => {
                values.iter_mut().for_each(&mut f);
            }
            Terminator::ReturnCallIndirect { index, args, .. } => {
                f(index);
                args.iter_mut().for_each(&mut f);
            }
            Terminator::Jump(_) | Terminator::Trap(_) => {}
        }
        self.edges_mut().into_iter().flat_map(|edge| &mut edge.args).for_each(f);
    }

    /// Every value that is read, arguments of edges included.
    pub fn for_each_use(&self, mut f: impl FnMut(Value)) {
        match self {
            Terminator::Branch { cond, .. } => f(*cond),
            Terminator::Switch { index, .. } => f(*index),
            Terminator::Return(values) | Terminator::ReturnCall { args: values, .. } => {
                values.iter().copied().for_each(&mut f);
            }
            Terminator::ReturnCallIndirect { index, args, .. } => {
                f(*index);
                args.iter().copied().for_each(&mut f);
            }
            Terminator::Jump(_) | Terminator::Trap(_) => {}
        }
        self.edges().into_iter().flat_map(|edge| &edge.args).copied().for_each(f);
    }
}

/// Whom a call calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callee {
    Direct(FuncId),
    Indirect { ty: TypeId, table: TableId, index: Value },
}

impl Terminator {
    fn callee(&self) -> Option<Callee> {
        match *self {
            Terminator::ReturnCall { func, .. } => Some(Callee::Direct(func)),
            Terminator::ReturnCallIndirect { ty, table, index, .. } => {
                Some(Callee::Indirect { ty, table, index })
            }
            _ => None,
        }
    }
}

impl Block {
    /// Every call in it, with the number of its instruction; a tail call's is the one after the last.
    pub fn calls(&self) -> impl Iterator<Item = (u32, Callee)> {
        let insts = self.insts.iter().map(|inst| inst.op.callee());
        let all = insts.chain(std::iter::once(self.term.callee()));
        all.enumerate().filter_map(|(number, callee)| Some((number as u32, callee?)))
    }
}

impl Op {
    fn callee(&self) -> Option<Callee> {
        match *self {
            Op::Call { func, .. } => Some(Callee::Direct(func)),
            Op::CallIndirect { ty, table, index, .. } => {
                Some(Callee::Indirect { ty, table, index })
            }
            _ => None,
        }
    }

    /// Calls `f` on every value that is read.
    pub fn for_each_use_mut(&mut self, mut f: impl FnMut(&mut Value)) {
        match self {
            Op::Const(_)
            | Op::GlobalGet(_)
            | Op::MemorySize(_)
            | Op::DataDrop(_)
            | Op::RefNull
            | Op::RefFunc(_)
            | Op::TableSize(_)
            | Op::ElemDrop(_) => {}
            Op::Unary(_, a)
            | Op::GlobalSet(_, a)
            | Op::MemoryGrow(_, a)
            | Op::RefIsNull(a)
            | Op::TableGet(_, a) => f(a),
            Op::Binary(_, a, b) | Op::TableSet(_, a, b) | Op::TableGrow(_, a, b) => {
                f(a);
                f(b);
            }
            Op::Select { cond, on_true, on_false } => {
                f(cond);
                f(on_true);
                f(on_false);
            }
            Op::Load { addr, .. } => f(addr),
            Op::Store { addr, value, .. } => {
                f(addr);
                f(value);
            }
            Op::Call { args, .. } => args.iter_mut().for_each(f),
            Op::CallIndirect { index, args, .. } => {
                f(index);
                args.iter_mut().for_each(f);
            }
            Op::MemoryCopy { dst, src, len, .. }
            | Op::MemoryInit { dst, src, len, .. }
            | Op::TableCopy { dst, src, len, .. }
            | Op::TableInit { dst, src, len, .. } => {
                f(dst);
                f(src);
                f(len);
            }
            Op::MemoryFill { dst, byte, len, .. } => {
                f(dst);
                f(byte);
                f(len);
            }
            Op::TableFill { dst, value, len, .. } => {
                f(dst);
                f(value);
                f(len);
            }
            Op::Simd(simd) => simd.for_each_use_mut(f),
            Op::Probe(Probe::Value { value, .. }) => f(value),
            Op::Probe(Probe::CallTarget { index, .. }) => f(index),
            Op::Probe(_) => {}
        }
    }

    /// Every value that is read.
    pub fn for_each_use(&self, mut f: impl FnMut(Value)) {
        // A call may have very many.
        if let Op::Call { args, .. } = self {
            return args.iter().copied().for_each(f);
        }
        // Only reads through the mutable walk, so that operands are listed in one place.
        self.clone().for_each_use_mut(|value| f(*value));
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
}

impl Module {
    pub fn func_type(&self, func: FuncId) -> &FuncType {
        &self.types[self.funcs[func.index()].ty.index()]
    }

    /// Whether a function may end with a call, which decides how all of them are called.
    pub fn has_tail_calls(&self) -> bool {
        self.bodies().flat_map(|(_, _, body)| &body.blocks).any(|block| {
            matches!(
                block.term,
                Terminator::ReturnCall { .. } | Terminator::ReturnCallIndirect { .. }
            )
        })
    }

    /// Functions with a body, by their index.
    pub fn bodies(&self) -> impl Iterator<Item = (FuncId, &Function, &Body)> {
        self.funcs.iter().enumerate().filter_map(|(index, func)| {
            func.body.as_ref().map(|body| (FuncId(index as u32), func, body))
        })
    }
}
