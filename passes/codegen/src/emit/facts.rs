//! What emitters know of a whole module: what is true of it by itself ([`preheat_passes::analysis::facts`]),
//! where its instances keep what, and how its functions call each other.

use preheat_formats::abi::InstanceLayout;
use preheat_passes::analysis::facts;
use preheat_passes::ir::{FuncId, Module, TypeId};

pub(crate) struct Facts {
    pub module: facts::Facts,
    pub layout: InstanceLayout,
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
        Facts {
            module: facts::Facts::new(module),
            layout: InstanceLayout {
                globals: module.globals.len() as u32,
                tables: module.tables.len() as u32,
                memories: module.memories.len() as u32,
                counters,
            },
            convention: if module.has_tail_calls() { Convention::Tail } else { Convention::C },
        }
    }

    /// For each function, the type number of its reference; none if nothing refers to it.
    pub fn func_refs(&self, module: &Module) -> Vec<Option<u32>> {
        let funcs = (0..).map(FuncId).zip(&module.funcs);
        let reference = |(func, known): (FuncId, &preheat_passes::ir::Function)| {
            self.module.is_address_taken(func).then(|| type_number(known.ty))
        };
        funcs.map(reference).collect()
    }
}
