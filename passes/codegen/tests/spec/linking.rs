//! Turns imported memories, tables and globals into the module's own, with what they would have held. Index
//! spaces stay as they are, since imports come first in each.
//!
//! It is sound where nobody else sees the thing: what `spectest` offers, as long as one module uses it, and
//! constants. The caller knows which these are.

use preheat_formats::types::ValType;
use preheat_loader::Bits;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    DataSection, ElementSection, GlobalSection, ImportSection, MemorySection, MemoryType, Module,
    RawSection, RefType, TableSection, TableType,
};
use wasmparser::{Operator, Parser, Payload, TypeRef};

/// What an import becomes.
#[derive(Clone, Copy)]
pub enum Definition {
    Constant(ValType, Bits),
    /// Pages.
    Memory {
        min: u64,
        max: u64,
    },
    /// Entries, all null functions.
    Table {
        min: u64,
        max: u64,
    },
}

/// The module with its imports defined, function imports left. None if it has no others.
pub fn define_imports<R>(
    wasm: &[u8],
    define: impl Fn(&str, &str, &TypeRef) -> Result<Definition, R>,
) -> Result<Option<Vec<u8>>, R> {
    let mut new = Defined::default();
    for payload in Parser::new(0).parse_all(wasm) {
        let Ok(Payload::ImportSection(imports)) = payload else { continue };
        for import in imports.into_imports().flatten() {
            if let TypeRef::Func(ty) = import.ty {
                let ty = wasm_encoder::EntityType::Function(ty);
                new.imports.import(import.module, import.name, ty);
            } else {
                new.define(define(import.module, import.name, &import.ty)?);
            }
        }
    }
    if new.definitions == 0 {
        return Ok(None);
    }
    Ok(Some(new.rewrite(wasm).expect("the module is valid")))
}

#[derive(Default)]
struct Defined {
    definitions: usize,
    imports: ImportSection,
    tables: TableSection,
    memories: MemorySection,
    globals: GlobalSection,
    constants: Vec<(ValType, Bits)>,
}

/// Numbers of the sections that change, and where a missing one belongs: by this order.
const ORDER: [u8; 13] = [1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11];

impl Defined {
    fn define(&mut self, definition: Definition) {
        self.definitions += 1;
        match definition {
            Definition::Constant(ty, bits) => {
                let val_type = match ty {
                    ValType::I32 => wasm_encoder::ValType::I32,
                    ValType::I64 => wasm_encoder::ValType::I64,
                    ValType::F32 => wasm_encoder::ValType::F32,
                    ValType::F64 => wasm_encoder::ValType::F64,
                    ValType::V128 => wasm_encoder::ValType::V128,
                    ValType::FuncRef => wasm_encoder::ValType::FUNCREF,
                    ValType::ExternRef => wasm_encoder::ValType::EXTERNREF,
                };
                let global = wasm_encoder::GlobalType { val_type, mutable: false, shared: false };
                self.globals.global(global, &constant(ty, bits));
                self.constants.push((ty, bits));
            }
            Definition::Memory { min, max } => {
                self.memories.memory(MemoryType {
                    minimum: min,
                    maximum: Some(max),
                    memory64: false,
                    shared: false,
                    page_size_log2: None,
                });
            }
            Definition::Table { min, max } => {
                self.tables.table(TableType {
                    element_type: RefType::FUNCREF,
                    minimum: min,
                    maximum: Some(max),
                    table64: false,
                    shared: false,
                });
            }
        }
    }

    fn rewrite(mut self, wasm: &[u8]) -> Result<Vec<u8>, Error> {
        let mut payloads = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            if let Some((id, range)) = payload.as_section() {
                payloads.push((id, range, payload));
            }
        }
        let mut module = Module::new();
        for id in ORDER {
            let section = payloads.iter().find(|(found, ..)| *found == id);
            self.section(
                &mut module,
                id,
                section.map(|(_, range, payload)| {
                    (&wasm[range.start as usize..range.end as usize], payload)
                }),
            )?;
        }
        for (_, range, _) in payloads.iter().filter(|(id, ..)| *id == 0) {
            let data = &wasm[range.start as usize..range.end as usize];
            module.section(&RawSection { id: 0, data });
        }
        Ok(module.finish())
    }

    fn section(
        &mut self,
        module: &mut Module,
        id: u8,
        old: Option<(&[u8], &Payload)>,
    ) -> Result<(), Error> {
        match old.map(|(_, payload)| payload) {
            Some(Payload::TableSection(reader)) => {
                let mut tables = std::mem::take(&mut self.tables);
                utils::parse_table_section(self, &mut tables, reader.clone())?;
                self.tables = tables;
            }
            Some(Payload::MemorySection(reader)) => {
                let mut memories = std::mem::take(&mut self.memories);
                utils::parse_memory_section(self, &mut memories, reader.clone())?;
                self.memories = memories;
            }
            Some(Payload::GlobalSection(reader)) => {
                let mut globals = std::mem::take(&mut self.globals);
                utils::parse_global_section(self, &mut globals, reader.clone())?;
                self.globals = globals;
            }
            Some(Payload::ElementSection(reader)) => {
                let mut elements = ElementSection::new();
                utils::parse_element_section(self, &mut elements, reader.clone())?;
                module.section(&elements);
                return Ok(());
            }
            Some(Payload::DataSection(reader)) => {
                let mut data = DataSection::new();
                utils::parse_data_section(self, &mut data, reader.clone())?;
                module.section(&data);
                return Ok(());
            }
            _ => {}
        }
        match (id, old) {
            (2, _) if !self.imports.is_empty() => module.section(&self.imports),
            (4, _) if !self.tables.is_empty() => module.section(&self.tables),
            (5, _) if !self.memories.is_empty() => module.section(&self.memories),
            (6, _) if !self.globals.is_empty() => module.section(&self.globals),
            (2 | 4 | 5 | 6, _) | (_, None) => return Ok(()),
            (_, Some((data, _))) => module.section(&RawSection { id, data }),
        };
        Ok(())
    }
}

impl Reencode for Defined {
    type Error = std::convert::Infallible;

    /// In constant expressions only (bodies are copied): the module's own globals may not stand there, so
    /// their values do.
    fn const_expr(
        &mut self,
        expr: wasmparser::ConstExpr,
    ) -> Result<wasm_encoder::ConstExpr, Error> {
        let mut bytes = Vec::new();
        let mut operators = expr.get_operators_reader();
        while !operators.is_end_then_eof() {
            match operators.read()? {
                Operator::GlobalGet { global_index } => {
                    match self.constants.get(global_index as usize) {
                        Some(&(ty, bits)) => bytes.extend(operators_of(&constant(ty, bits))),
                        None => wasm_encoder::Encode::encode(
                            &wasm_encoder::Instruction::GlobalGet(global_index),
                            &mut bytes,
                        ),
                    }
                }
                operator => wasm_encoder::Encode::encode(&self.instruction(operator)?, &mut bytes),
            }
        }
        Ok(wasm_encoder::ConstExpr::raw(bytes))
    }
}

fn constant(ty: ValType, bits: Bits) -> wasm_encoder::ConstExpr {
    use wasm_encoder::{ConstExpr, HeapType, Ieee32, Ieee64};
    match ty {
        ValType::I32 => ConstExpr::i32_const(bits as i32),
        ValType::I64 => ConstExpr::i64_const(bits as i64),
        ValType::F32 => ConstExpr::f32_const(Ieee32::new(bits as u32)),
        ValType::F64 => ConstExpr::f64_const(Ieee64::new(bits as u64)),
        ValType::V128 => ConstExpr::v128_const(bits as i128),
        ValType::FuncRef => ConstExpr::ref_null(HeapType::FUNC),
        ValType::ExternRef => ConstExpr::ref_null(HeapType::EXTERN),
    }
}

/// An expression's bytes without the `end` that closes it.
fn operators_of(expr: &wasm_encoder::ConstExpr) -> Vec<u8> {
    let mut bytes = Vec::new();
    wasm_encoder::Encode::encode(expr, &mut bytes);
    bytes.pop();
    bytes
}
