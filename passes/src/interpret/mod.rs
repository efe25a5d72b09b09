//! An interpreter of the IR: slow, small, and obvious. It says what a module means without the help of
//! an emitter, so that, when two of them disagree, it tells which one is wrong.
//!
//! It is written from the WebAssembly core specification (2.0, with tail calls, multiple memories and relaxed
//! SIMD as the IR has them), with Rust's own arithmetic and without `unsafe`. This file is the instance and
//! its initialisation; [`execute`] runs code, [`operations`] one instruction, [`pure`] one that needs only
//! its operands; [`scalar`] and [`vector`] are the numeric ones, over [`bits`] and [`lanes`]; [`memory`] and
//! [`table`] are what their names say. A trap leaves the instance as it was when it trapped.
//!
//! Decoding is not its business: what decode gets wrong, it gets wrong too. For that there are other judges.

mod bits;
pub mod counting;
mod execute;
mod lanes;
mod memory;
mod operations;
mod pure;
mod reference;
mod scalar;
mod table;
mod vector;

use preheat_formats::Trap;

pub use self::bits::Bits;
pub use self::memory::Memory;
pub(crate) use self::pure::{is_pure, loaded, loaded_vector, pure, with_loaded_lane};
pub use self::reference::{NULL, Ref, func_ref, referenced};

use self::table::Table;
use crate::ir::{
    BlockId, ConstExpr, DataKind, ElementKind, ExportItem, FuncId, GlobalId, MemoryId, Module,
    TableId,
};

/// Why a call did not return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ending {
    #[error("{}", .0.name())]
    Trap(Trap),
    #[error("the host ended the program")]
    Exit,
    #[error("out of fuel")]
    OutOfFuel,
    #[error("the module starts with a larger memory or table than the limits allow")]
    TooLarge,
}

impl From<Trap> for Ending {
    fn from(trap: Trap) -> Ending {
        Ending::Trap(trap)
    }
}

/// How far a program may go.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Instructions and terminators that may still be executed.
    pub fuel: u64,
    /// Values of all active calls together; beyond that is the trap `StackOverflow`.
    pub stack: usize,
    /// Size of each memory.
    pub pages: u32,
    /// Size of each table.
    pub entries: u32,
}

impl Default for Limits {
    /// Compiled code's limits, but for the stack, which does not compare.
    fn default() -> Limits {
        Limits { fuel: u64::MAX, stack: 1 << 20, pages: 1 << 16, entries: 10_000_000 }
    }
}

/// What a probe counts; slots are already read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probed {
    Counter(u32),
    Path { store: u32, path: u64 },
    Value { site: u32, value: u64 },
    Target { site: u32, target: Option<FuncId> },
}

/// What is around a module. A closure is one that only answers calls.
pub trait Host {
    /// Calls an imported function. There are as many results as its type says.
    fn call(
        &mut self,
        func: FuncId,
        args: &[Bits],
        memories: &mut [Memory],
    ) -> Result<Vec<Bits>, Ending>;

    /// A function that has code is entered.
    fn enter(&mut self, _func: FuncId) {}

    /// An edge is taken: the one at `slot` of the block's terminator.
    fn edge(&mut self, _func: FuncId, _from: BlockId, _slot: usize) {}

    /// A probe counts something.
    fn probe(&mut self, _counted: Probed) {}
}

impl<F> Host for F
where
    F: FnMut(FuncId, &[Bits], &mut [Memory]) -> Result<Vec<Bits>, Ending>,
{
    fn call(
        &mut self,
        func: FuncId,
        args: &[Bits],
        memories: &mut [Memory],
    ) -> Result<Vec<Bits>, Ending> {
        self(func, args, memories)
    }
}

/// A module with its state.
pub struct Instance<'m, H> {
    module: &'m Module,
    pub host: H,
    pub limits: Limits,
    globals: Vec<Bits>,
    memories: Vec<Memory>,
    tables: Vec<Table>,
    /// What segments still hold; nothing once they were dropped.
    data: Vec<&'m [u8]>,
    elements: Vec<Vec<Ref>>,
}

impl<'m, H: Host> Instance<'m, H> {
    /// Initialises globals, tables and memories in the specification's order and runs the start function.
    pub fn new(module: &'m Module, host: H, limits: Limits) -> Result<Instance<'m, H>, Ending> {
        let fits = module.tables.iter().all(|table| table.min <= limits.entries)
            && module.memories.iter().all(|memory| memory.min <= limits.pages);
        if !fits {
            return Err(Ending::TooLarge);
        }
        let most = |max: Option<u32>, limit: u32| max.map_or(limit, |max| max.min(limit));
        let memory = |of: &crate::ir::Memory| Memory::new(of.min, most(of.max, limits.pages));
        let table = |of: &crate::ir::Table| Table::new(of.min, most(of.max, limits.entries));
        let entries = |of: &crate::ir::Element| -> Vec<Ref> {
            of.items.iter().map(|item| constant(item) as Ref).collect()
        };
        let mut instance = Instance {
            module,
            host,
            limits,
            globals: module.globals.iter().map(|global| constant(&global.init)).collect(),
            memories: module.memories.iter().map(memory).collect(),
            tables: module.tables.iter().map(table).collect(),
            data: module.data.iter().map(|data| &data.bytes[..]).collect(),
            elements: module.elements.iter().map(entries).collect(),
        };
        instance.apply_segments()?;
        if let Some(start) = module.start {
            instance.invoke(start, &[])?;
        }
        Ok(instance)
    }

    /// Active segments are copied, in order, and dropped; declared ones only dropped.
    fn apply_segments(&mut self) -> Result<(), Ending> {
        let module = self.module;
        for (index, element) in module.elements.iter().enumerate() {
            if let ElementKind::Active { table: TableId(table), offset } = &element.kind {
                let at = constant(offset) as u64;
                let entries = &self.elements[index];
                let table = &mut self.tables[*table as usize];
                let range = table.range(at, entries.len() as u64)?;
                table.entries[range].copy_from_slice(entries);
            }
            if !matches!(element.kind, ElementKind::Passive) {
                self.elements[index] = vec![];
            }
        }
        for (index, data) in module.data.iter().enumerate() {
            if let DataKind::Active { memory, offset } = &data.kind {
                let at = constant(offset) as u64;
                let memory = &mut self.memories[memory.index()];
                let range = memory.range(at, data.bytes.len() as u64)?;
                memory.bytes_mut()[range].copy_from_slice(&data.bytes);
                self.data[index] = &[];
            }
        }
        Ok(())
    }

    /// Calls an exported function.
    ///
    /// # Panics
    /// If there is no such export, or it takes other arguments.
    pub fn call(&mut self, export: &str, args: &[Bits]) -> Result<Vec<Bits>, Ending> {
        match self.export(export) {
            Some(ExportItem::Func(func)) => self.invoke(func, args),
            _ => panic!("no function {export} is exported"),
        }
    }

    /// The export of this name.
    pub fn export(&self, name: &str) -> Option<ExportItem> {
        let export = self.module.exports.iter().find(|export| export.name == name)?;
        Some(export.item)
    }

    pub fn global(&self, global: GlobalId) -> Bits {
        self.globals[global.index()]
    }

    pub fn memory(&self, memory: MemoryId) -> &Memory {
        &self.memories[memory.index()]
    }

    pub fn memory_mut(&mut self, memory: MemoryId) -> &mut Memory {
        &mut self.memories[memory.index()]
    }

    pub fn table(&self, table: TableId) -> &[Ref] {
        &self.tables[table.index()].entries
    }
}

fn constant(expr: &ConstExpr) -> Bits {
    match *expr {
        ConstExpr::Const(value) => value.bits(),
        ConstExpr::RefNull => Bits::from(NULL),
        ConstExpr::RefFunc(func) => Bits::from(func_ref(func)),
    }
}
