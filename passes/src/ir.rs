//! The IR: WebAssembly in SSA form. Blocks have parameters, values have types, and operations on
//! memories, tables, globals and functions stay those of WebAssembly; what they mean is written in the
//! specification and, for code, in the emitters, which walk over this and add nothing.
//!
//! This file is only the data. [`crate::decode`] makes it, [`crate::verify`] checks it, and
//! [`crate::text`] prints it.
//!
//! Invariants (checked by `verify`): block 0 is the entry, its parameters are the function's, and no
//! edge leads to it; every block is reachable from it; a value is defined once, before its uses (its definition dominates
//! them); edges pass as many arguments, of the same types, as their target has parameters.

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

/// A constant expression.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ConstExpr {
    Const(Const),
    RefNull,
    RefFunc(FuncId),
    Global(GlobalId),
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
    },
    /// br_table: `targets[index]`, or `default` (the last successor) if there is none.
    Switch {
        index: Value,
        targets: Vec<Edge>,
        default: Edge,
    },
    Return(Vec<Value>),
    Trap(Trap),
}

#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    pub block: BlockId,
    pub args: Vec<Value>,
}

macro_rules! ops {
    ($(#[$doc:meta])* $enum:ident { $($name:ident = $text:literal : $($from:ident),* => $to:ident;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $enum { $($name,)* }

        impl $enum {
            pub const ALL: &'static [$enum] = &[$($enum::$name,)*];

            /// WebAssembly's name of it.
            pub fn name(self) -> &'static str {
                match self { $($enum::$name => $text,)* }
            }

            /// Types of the operands.
            pub fn operands(self) -> &'static [ValType] {
                match self { $($enum::$name => &[$(ValType::$from),*],)* }
            }

            /// Type of the result.
            pub fn result(self) -> ValType {
                match self { $($enum::$name => ValType::$to,)* }
            }
        }
    };
}

ops! {
    /// Numeric instructions with one operand.
    UnaryOp {
        I32Eqz = "i32.eqz": I32 => I32;
        I64Eqz = "i64.eqz": I64 => I32;
        I32Clz = "i32.clz": I32 => I32;
        I32Ctz = "i32.ctz": I32 => I32;
        I32Popcnt = "i32.popcnt": I32 => I32;
        I64Clz = "i64.clz": I64 => I64;
        I64Ctz = "i64.ctz": I64 => I64;
        I64Popcnt = "i64.popcnt": I64 => I64;
        F32Abs = "f32.abs": F32 => F32;
        F32Neg = "f32.neg": F32 => F32;
        F32Ceil = "f32.ceil": F32 => F32;
        F32Floor = "f32.floor": F32 => F32;
        F32Trunc = "f32.trunc": F32 => F32;
        F32Nearest = "f32.nearest": F32 => F32;
        F32Sqrt = "f32.sqrt": F32 => F32;
        F64Abs = "f64.abs": F64 => F64;
        F64Neg = "f64.neg": F64 => F64;
        F64Ceil = "f64.ceil": F64 => F64;
        F64Floor = "f64.floor": F64 => F64;
        F64Trunc = "f64.trunc": F64 => F64;
        F64Nearest = "f64.nearest": F64 => F64;
        F64Sqrt = "f64.sqrt": F64 => F64;
        I32WrapI64 = "i32.wrap_i64": I64 => I32;
        I32TruncF32S = "i32.trunc_f32_s": F32 => I32;
        I32TruncF32U = "i32.trunc_f32_u": F32 => I32;
        I32TruncF64S = "i32.trunc_f64_s": F64 => I32;
        I32TruncF64U = "i32.trunc_f64_u": F64 => I32;
        I64TruncF32S = "i64.trunc_f32_s": F32 => I64;
        I64TruncF32U = "i64.trunc_f32_u": F32 => I64;
        I64TruncF64S = "i64.trunc_f64_s": F64 => I64;
        I64TruncF64U = "i64.trunc_f64_u": F64 => I64;
        I32TruncSatF32S = "i32.trunc_sat_f32_s": F32 => I32;
        I32TruncSatF32U = "i32.trunc_sat_f32_u": F32 => I32;
        I32TruncSatF64S = "i32.trunc_sat_f64_s": F64 => I32;
        I32TruncSatF64U = "i32.trunc_sat_f64_u": F64 => I32;
        I64TruncSatF32S = "i64.trunc_sat_f32_s": F32 => I64;
        I64TruncSatF32U = "i64.trunc_sat_f32_u": F32 => I64;
        I64TruncSatF64S = "i64.trunc_sat_f64_s": F64 => I64;
        I64TruncSatF64U = "i64.trunc_sat_f64_u": F64 => I64;
        I64ExtendI32S = "i64.extend_i32_s": I32 => I64;
        I64ExtendI32U = "i64.extend_i32_u": I32 => I64;
        F32ConvertI32S = "f32.convert_i32_s": I32 => F32;
        F32ConvertI32U = "f32.convert_i32_u": I32 => F32;
        F32ConvertI64S = "f32.convert_i64_s": I64 => F32;
        F32ConvertI64U = "f32.convert_i64_u": I64 => F32;
        F32DemoteF64 = "f32.demote_f64": F64 => F32;
        F64ConvertI32S = "f64.convert_i32_s": I32 => F64;
        F64ConvertI32U = "f64.convert_i32_u": I32 => F64;
        F64ConvertI64S = "f64.convert_i64_s": I64 => F64;
        F64ConvertI64U = "f64.convert_i64_u": I64 => F64;
        F64PromoteF32 = "f64.promote_f32": F32 => F64;
        I32ReinterpretF32 = "i32.reinterpret_f32": F32 => I32;
        I64ReinterpretF64 = "i64.reinterpret_f64": F64 => I64;
        F32ReinterpretI32 = "f32.reinterpret_i32": I32 => F32;
        F64ReinterpretI64 = "f64.reinterpret_i64": I64 => F64;
        I32Extend8S = "i32.extend8_s": I32 => I32;
        I32Extend16S = "i32.extend16_s": I32 => I32;
        I64Extend8S = "i64.extend8_s": I64 => I64;
        I64Extend16S = "i64.extend16_s": I64 => I64;
        I64Extend32S = "i64.extend32_s": I64 => I64;
    }
}

ops! {
    /// Numeric instructions with two operands.
    BinaryOp {
        I32Eq = "i32.eq": I32, I32 => I32;
        I32Ne = "i32.ne": I32, I32 => I32;
        I32LtS = "i32.lt_s": I32, I32 => I32;
        I32LtU = "i32.lt_u": I32, I32 => I32;
        I32GtS = "i32.gt_s": I32, I32 => I32;
        I32GtU = "i32.gt_u": I32, I32 => I32;
        I32LeS = "i32.le_s": I32, I32 => I32;
        I32LeU = "i32.le_u": I32, I32 => I32;
        I32GeS = "i32.ge_s": I32, I32 => I32;
        I32GeU = "i32.ge_u": I32, I32 => I32;
        I64Eq = "i64.eq": I64, I64 => I32;
        I64Ne = "i64.ne": I64, I64 => I32;
        I64LtS = "i64.lt_s": I64, I64 => I32;
        I64LtU = "i64.lt_u": I64, I64 => I32;
        I64GtS = "i64.gt_s": I64, I64 => I32;
        I64GtU = "i64.gt_u": I64, I64 => I32;
        I64LeS = "i64.le_s": I64, I64 => I32;
        I64LeU = "i64.le_u": I64, I64 => I32;
        I64GeS = "i64.ge_s": I64, I64 => I32;
        I64GeU = "i64.ge_u": I64, I64 => I32;
        F32Eq = "f32.eq": F32, F32 => I32;
        F32Ne = "f32.ne": F32, F32 => I32;
        F32Lt = "f32.lt": F32, F32 => I32;
        F32Gt = "f32.gt": F32, F32 => I32;
        F32Le = "f32.le": F32, F32 => I32;
        F32Ge = "f32.ge": F32, F32 => I32;
        F64Eq = "f64.eq": F64, F64 => I32;
        F64Ne = "f64.ne": F64, F64 => I32;
        F64Lt = "f64.lt": F64, F64 => I32;
        F64Gt = "f64.gt": F64, F64 => I32;
        F64Le = "f64.le": F64, F64 => I32;
        F64Ge = "f64.ge": F64, F64 => I32;
        I32Add = "i32.add": I32, I32 => I32;
        I32Sub = "i32.sub": I32, I32 => I32;
        I32Mul = "i32.mul": I32, I32 => I32;
        I32DivS = "i32.div_s": I32, I32 => I32;
        I32DivU = "i32.div_u": I32, I32 => I32;
        I32RemS = "i32.rem_s": I32, I32 => I32;
        I32RemU = "i32.rem_u": I32, I32 => I32;
        I32And = "i32.and": I32, I32 => I32;
        I32Or = "i32.or": I32, I32 => I32;
        I32Xor = "i32.xor": I32, I32 => I32;
        I32Shl = "i32.shl": I32, I32 => I32;
        I32ShrS = "i32.shr_s": I32, I32 => I32;
        I32ShrU = "i32.shr_u": I32, I32 => I32;
        I32Rotl = "i32.rotl": I32, I32 => I32;
        I32Rotr = "i32.rotr": I32, I32 => I32;
        I64Add = "i64.add": I64, I64 => I64;
        I64Sub = "i64.sub": I64, I64 => I64;
        I64Mul = "i64.mul": I64, I64 => I64;
        I64DivS = "i64.div_s": I64, I64 => I64;
        I64DivU = "i64.div_u": I64, I64 => I64;
        I64RemS = "i64.rem_s": I64, I64 => I64;
        I64RemU = "i64.rem_u": I64, I64 => I64;
        I64And = "i64.and": I64, I64 => I64;
        I64Or = "i64.or": I64, I64 => I64;
        I64Xor = "i64.xor": I64, I64 => I64;
        I64Shl = "i64.shl": I64, I64 => I64;
        I64ShrS = "i64.shr_s": I64, I64 => I64;
        I64ShrU = "i64.shr_u": I64, I64 => I64;
        I64Rotl = "i64.rotl": I64, I64 => I64;
        I64Rotr = "i64.rotr": I64, I64 => I64;
        F32Add = "f32.add": F32, F32 => F32;
        F32Sub = "f32.sub": F32, F32 => F32;
        F32Mul = "f32.mul": F32, F32 => F32;
        F32Div = "f32.div": F32, F32 => F32;
        F32Min = "f32.min": F32, F32 => F32;
        F32Max = "f32.max": F32, F32 => F32;
        F32Copysign = "f32.copysign": F32, F32 => F32;
        F64Add = "f64.add": F64, F64 => F64;
        F64Sub = "f64.sub": F64, F64 => F64;
        F64Mul = "f64.mul": F64, F64 => F64;
        F64Div = "f64.div": F64, F64 => F64;
        F64Min = "f64.min": F64, F64 => F64;
        F64Max = "f64.max": F64, F64 => F64;
        F64Copysign = "f64.copysign": F64, F64 => F64;
    }
}

ops! {
    /// Loads; the operand is the address.
    LoadOp {
        I32Load = "i32.load": I32 => I32;
        I64Load = "i64.load": I32 => I64;
        F32Load = "f32.load": I32 => F32;
        F64Load = "f64.load": I32 => F64;
        I32Load8S = "i32.load8_s": I32 => I32;
        I32Load8U = "i32.load8_u": I32 => I32;
        I32Load16S = "i32.load16_s": I32 => I32;
        I32Load16U = "i32.load16_u": I32 => I32;
        I64Load8S = "i64.load8_s": I32 => I64;
        I64Load8U = "i64.load8_u": I32 => I64;
        I64Load16S = "i64.load16_s": I32 => I64;
        I64Load16U = "i64.load16_u": I32 => I64;
        I64Load32S = "i64.load32_s": I32 => I64;
        I64Load32U = "i64.load32_u": I32 => I64;
    }
}

/// Stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoreOp {
    I32Store,
    I64Store,
    F32Store,
    F64Store,
    I32Store8,
    I32Store16,
    I64Store8,
    I64Store16,
    I64Store32,
}

impl StoreOp {
    pub const ALL: &'static [StoreOp] = &[
        StoreOp::I32Store,
        StoreOp::I64Store,
        StoreOp::F32Store,
        StoreOp::F64Store,
        StoreOp::I32Store8,
        StoreOp::I32Store16,
        StoreOp::I64Store8,
        StoreOp::I64Store16,
        StoreOp::I64Store32,
    ];

    /// WebAssembly's name of it.
    pub fn name(self) -> &'static str {
        match self {
            StoreOp::I32Store => "i32.store",
            StoreOp::I64Store => "i64.store",
            StoreOp::F32Store => "f32.store",
            StoreOp::F64Store => "f64.store",
            StoreOp::I32Store8 => "i32.store8",
            StoreOp::I32Store16 => "i32.store16",
            StoreOp::I64Store8 => "i64.store8",
            StoreOp::I64Store16 => "i64.store16",
            StoreOp::I64Store32 => "i64.store32",
        }
    }

    /// Type of the value stored.
    pub fn operand(self) -> ValType {
        match self {
            StoreOp::I32Store | StoreOp::I32Store8 | StoreOp::I32Store16 => ValType::I32,
            StoreOp::F32Store => ValType::F32,
            StoreOp::F64Store => ValType::F64,
            _ => ValType::I64,
        }
    }
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
            Terminator::Return(_) | Terminator::Trap(_) => vec![],
        }
    }

    /// The same, to change them.
    pub fn edges_mut(&mut self) -> Vec<&mut Edge> {
        match self {
            Terminator::Jump(edge) => vec![edge],
            Terminator::Branch { on_true, on_false, .. } => vec![on_true, on_false],
            Terminator::Switch { targets, default, .. } => {
                targets.iter_mut().chain(std::iter::once(default)).collect()
            }
            Terminator::Return(_) | Terminator::Trap(_) => vec![],
        }
    }

    /// Calls `f` on every value that is read, arguments of edges included.
    pub fn for_each_use_mut(&mut self, mut f: impl FnMut(&mut Value)) {
        match self {
            Terminator::Branch { cond, .. } => f(cond),
            Terminator::Switch { index, .. } => f(index),
            Terminator::Return(values) => values.iter_mut().for_each(&mut f),
            Terminator::Jump(_) | Terminator::Trap(_) => {}
        }
        self.edges_mut().into_iter().flat_map(|edge| &mut edge.args).for_each(f);
    }

    /// Every value that is read, arguments of edges included.
    pub fn for_each_use(&self, mut f: impl FnMut(Value)) {
        match self {
            Terminator::Branch { cond, .. } => f(*cond),
            Terminator::Switch { index, .. } => f(*index),
            Terminator::Return(values) => values.iter().copied().for_each(&mut f),
            Terminator::Jump(_) | Terminator::Trap(_) => {}
        }
        self.edges().into_iter().flat_map(|edge| &edge.args).copied().for_each(f);
    }
}

impl Op {
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
            Op::Probe(Probe::Value { value, .. }) => f(value),
            Op::Probe(Probe::CallTarget { index, .. }) => f(index),
            Op::Probe(_) => {}
        }
    }

    /// Every value that is read.
    pub fn for_each_use(&self, mut f: impl FnMut(Value)) {
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

    /// Functions with a body, by their index.
    pub fn bodies(&self) -> impl Iterator<Item = (FuncId, &Function, &Body)> {
        self.funcs.iter().enumerate().filter_map(|(index, func)| {
            func.body.as_ref().map(|body| (FuncId(index as u32), func, body))
        })
    }
}
