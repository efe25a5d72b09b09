//! What is done with a module, and what is looked at: every exported function is called with random
//! arguments.

use preheat_formats::types::{FuncType, ValType};
use preheat_passes::ir::{ExportItem, Module};

use crate::host;
use crate::observe::{Run, Seen};
use crate::random::Random;

pub struct Call {
    pub name: String,
    pub args: Vec<Seen>,
    pub results: Vec<ValType>,
}

/// Names of exports.
pub struct Schedule {
    pub calls: Vec<Call>,
    pub memories: Vec<String>,
    pub globals: Vec<(String, ValType)>,
    pub tables: Vec<(String, ValType)>,
    /// Types of the imported functions, in order.
    pub imports: Vec<(String, FuncType)>,
}

impl Schedule {
    /// The calls of each run, by how many calls each made before it ended.
    pub fn parts<'s>(&'s self, wanted: &'s [Run]) -> impl Iterator<Item = &'s [Call]> {
        let mut rest = &self.calls[..];
        wanted.iter().map(move |run| {
            let (part, others) = rest.split_at(run.steps.len() - 1);
            rest = others;
            part
        })
    }

    /// Each exported function is called so many times.
    pub fn new(module: &Module, seed: u64, rounds: usize) -> Schedule {
        let mut random = Random::new(seed, "arguments");
        let mut schedule = Schedule {
            calls: vec![],
            memories: vec![],
            globals: vec![],
            tables: vec![],
            imports: vec![],
        };
        let types = module.funcs.iter().map(|func| &module.types[func.ty.index()]);
        for (import, ty) in module.imports.iter().zip(types) {
            schedule.imports.push((import.name.clone(), ty.clone()));
        }
        for _ in 0..rounds {
            for export in &module.exports {
                let ExportItem::Func(func) = export.item else { continue };
                let ty = module.func_type(func);
                let args = ty.params.iter().map(|&ty| host::value(ty, random.next())).collect();
                let (name, results) = (export.name.clone(), ty.results.clone());
                schedule.calls.push(Call { name, args, results });
            }
        }
        for export in &module.exports {
            let name = export.name.clone();
            match export.item {
                ExportItem::Memory(_) => schedule.memories.push(name),
                ExportItem::Global(id) => {
                    schedule.globals.push((name, module.globals[id.index()].ty));
                }
                ExportItem::Table(id) => schedule.tables.push((name, module.tables[id.index()].ty)),
                ExportItem::Func(_) => {}
            }
        }
        schedule
    }
}
