//! The IR: WebAssembly in SSA form. Blocks have parameters, values have types, and operations on
//! memories, tables, globals and functions stay those of WebAssembly; what they mean is written in the
//! specification and, for code, in the emitters, which walk over this and add nothing.
//!
//! [`crate::decode`] makes it, [`crate::verify`] checks it, and [`crate::text`] prints it. Here is what it
//! consists of: [`module`], [`body`], [`op`], [`terminator`], the instructions' names and types ([`ops`],
//! [`simd`]); what is known of how often it runs ([`count`], which [`crate::annotate`] fills in); and what
//! everyone asks of it: which values are read (`uses`), who is called ([`calls`]), what instructions take and
//! give ([`signature`]) and do besides ([`effects`]).
//!
//! Invariants (checked by `verify`): block 0 is the entry, its parameters are the function's, and no edge
//! leads to it; every block is reachable from it; a value is defined once, before its uses (its definition
//! dominates them); edges pass as many arguments, of the same types, as their target has parameters.

pub mod body;
pub mod calls;
pub mod copy;
pub mod count;
pub mod edit;
pub mod effects;
pub mod ids;
pub mod module;
pub mod op;
pub mod ops;
mod order;
pub mod region;
pub mod shape;
pub mod signature;
pub mod simd;
pub mod ssa;
pub mod terminator;
pub mod tidy;
mod uses;

pub use body::{Block, Body, Inst, Origin};
pub use calls::Callee;
pub use count::Count;
pub use effects::Effects;
pub use ids::{
    BlockId, DataId, ElemId, FuncId, GlobalId, MemoryId, SlotId, TableId, TypeId, Value,
};
pub use module::{
    ConstExpr, Data, DataKind, Element, ElementKind, Export, ExportItem, FuncImport, Function,
    Global, Memory, Module, Table,
};
pub use op::{Const, Op, Probe};
pub use ops::{BinaryOp, LoadOp, StoreOp, UnaryOp};
pub use preheat_formats::types::{FuncType, ValType};
pub use region::{Region, Regions};
pub use signature::{Results, Signature};
pub use terminator::{Edge, Hint, Terminator};
