//! What is true of a whole module and lets code be simpler: which globals never change, which tables
//! and memories never grow, which functions can be reached other than by a direct call.

use preheat_formats::abi::InstanceLayout;
use preheat_passes::ir::{
    ConstExpr, ElementKind, ExportItem, FuncId, GlobalId, MemoryId, Module, Op, TableId, TypeId,
};

pub(crate) struct Facts {
    pub layout: InstanceLayout,
    written_globals: Vec<bool>,
    growing_tables: Vec<bool>,
    growing_memories: Vec<bool>,
    /// Its reference may be in a table, a global or a value.
    address_taken: Vec<bool>,
    entries: Vec<bool>,
    /// How wasm functions are called.
    pub convention: Convention,
}

/// How the wasm functions of a module call each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Convention {
    /// C's, on which emitters agree.
    C,
    /// Cranelift's own, in which tail calls need no stack. LLVM does not know it.
    Tail,
}

/// The number of a type in function references; never 0, so that null matches no type.
pub(crate) fn type_number(ty: TypeId) -> u32 {
    ty.0 + 1
}

impl Facts {
    pub fn new(module: &Module, counters: u32) -> Facts {
        let mut facts = Facts {
            layout: InstanceLayout {
                globals: module.globals.len() as u32,
                tables: module.tables.len() as u32,
                memories: module.memories.len() as u32,
                counters,
            },
            written_globals: vec![false; module.globals.len()],
            growing_tables: vec![false; module.tables.len()],
            growing_memories: vec![false; module.memories.len()],
            address_taken: vec![false; module.funcs.len()],
            entries: vec![false; module.funcs.len()],
            convention: if module.has_tail_calls() { Convention::Tail } else { Convention::C },
        };
        facts.read_code(module);
        facts.read_declarations(module);
        facts
    }

    fn read_code(&mut self, module: &Module) {
        let insts = module.bodies().flat_map(|(_, _, body)| &body.blocks).flat_map(|b| &b.insts);
        for inst in insts {
            match inst.op {
                Op::GlobalSet(global, _) => self.written_globals[global.index()] = true,
                Op::TableGrow(table, ..) => self.growing_tables[table.index()] = true,
                Op::MemoryGrow(memory, _) => self.growing_memories[memory.index()] = true,
                Op::RefFunc(func) => self.address_taken[func.index()] = true,
                _ => {}
            }
        }
    }

    fn read_declarations(&mut self, module: &Module) {
        let elements = module
            .elements
            .iter()
            .filter(|element| !matches!(element.kind, ElementKind::Declared))
            .flat_map(|element| &element.items);
        let globals = module.globals.iter().map(|global| &global.init);
        for item in elements.chain(globals) {
            if let ConstExpr::RefFunc(func) = item {
                self.address_taken[func.index()] = true;
            }
        }
        for export in &module.exports {
            if let ExportItem::Func(func) = export.item {
                self.entries[func.index()] = true;
            }
        }
        if let Some(func) = module.start {
            self.entries[func.index()] = true;
        }
    }

    /// The agent calls it: it needs an entry.
    pub fn has_entry(&self, func: FuncId) -> bool {
        self.entries[func.index()]
    }

    /// Only direct calls can reach it.
    pub fn only_called(&self, func: FuncId) -> bool {
        !self.entries[func.index()] && !self.address_taken[func.index()]
    }

    /// The value that a global has for as long as the instance lives, if it is one.
    pub fn constant_global(&self, module: &Module, global: GlobalId) -> Option<ConstExpr> {
        (!self.written_globals[global.index()]).then(|| module.globals[global.index()].init)
    }

    /// Number of entries of a table that no instruction grows. Nobody else does: the agent grows
    /// tables on request of the code only.
    pub fn constant_table_len(&self, module: &Module, table: TableId) -> Option<u32> {
        (!self.growing_tables[table.index()]).then(|| module.tables[table.index()].min)
    }

    /// Size in pages of a memory that no instruction grows.
    pub fn constant_memory_pages(&self, module: &Module, memory: MemoryId) -> Option<u32> {
        (!self.growing_memories[memory.index()]).then(|| module.memories[memory.index()].min)
    }

    /// The result of an operation that gives the same in every run, by what the module never changes.
    pub fn laid_down(&self, module: &Module, op: &Op) -> Option<u128> {
        match op {
            Op::GlobalGet(global) => match self.constant_global(module, *global)? {
                ConstExpr::Const(value) => Some(value.bits()),
                ConstExpr::RefNull => Some(0),
                ConstExpr::RefFunc(_) => None,
            },
            Op::MemorySize(memory) => self.constant_memory_pages(module, *memory).map(u128::from),
            Op::TableSize(table) => self.constant_table_len(module, *table).map(u128::from),
            _ => None,
        }
    }

    /// For each function, the type number of its reference; none if nothing refers to it.
    pub fn func_refs(&self, module: &Module) -> Vec<Option<u32>> {
        module
            .funcs
            .iter()
            .zip(&self.address_taken)
            .map(|(func, taken)| taken.then(|| type_number(func.ty)))
            .collect()
    }
}
