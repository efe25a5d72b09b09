//! What is true of a whole module and lets code be simpler: which globals never change, which tables
//! and memories never grow, which functions can be reached other than by a direct call.

use crate::ir::{
    ConstExpr, ElementKind, ExportItem, FuncId, GlobalId, MemoryId, Module, Op, TableId,
};

/// They answer for the module that they were made from.
#[derive(Debug, Clone)]
pub struct Facts {
    written_globals: Vec<bool>,
    growing_tables: Vec<bool>,
    growing_memories: Vec<bool>,
    /// Its reference may be in a table, a global or a value.
    address_taken: Vec<bool>,
    entries: Vec<bool>,
}

impl Facts {
    pub fn new(module: &Module) -> Facts {
        let mut facts = Facts {
            written_globals: vec![false; module.globals.len()],
            growing_tables: vec![false; module.tables.len()],
            growing_memories: vec![false; module.memories.len()],
            address_taken: vec![false; module.funcs.len()],
            entries: vec![false; module.funcs.len()],
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
        for func in elements.chain(globals).filter_map(ConstExpr::func) {
            self.address_taken[func.index()] = true;
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

    /// Whether a reference to it may be in a table, a global or a value.
    pub fn is_address_taken(&self, func: FuncId) -> bool {
        self.address_taken[func.index()]
    }
}
