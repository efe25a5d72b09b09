//! A module: its functions, and what they share.

use preheat_formats::Digest;
use preheat_formats::plan::Heat;
use preheat_formats::types::{FuncType, ValType};

use super::body::Body;
use super::count::Count;
use super::ids::{FuncId, GlobalId, MemoryId, TableId, TypeId};
use super::op::Const;
use super::terminator::Terminator;

/// A whole module.
#[derive(Debug, Clone)]
pub struct Module {
    pub digest: Digest,
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
    /// Functions in the order in which their code should lie, as far as somebody has said; others follow.
    pub order: Vec<FuncId>,
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
    /// Warm, if nobody has counted.
    pub heat: Heat,
    /// How often it was entered.
    pub entries: Count,
}

impl Function {
    /// Of which nobody knows how often it runs.
    pub fn new(ty: TypeId, name: String, body: Option<Body>) -> Function {
        Function { ty, name, body, heat: Heat::Warm, entries: Count::UNKNOWN }
    }
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

impl ConstExpr {
    /// The function that it refers to.
    pub fn func(&self) -> Option<FuncId> {
        match self {
            ConstExpr::RefFunc(func) => Some(*func),
            ConstExpr::Const(_) | ConstExpr::RefNull => None,
        }
    }
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
