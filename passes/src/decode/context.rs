//! What the sections of a module know that its bodies need.

use std::collections::HashMap;

use super::limit::Budget;
use crate::ir::{FuncType, Global, Table, TypeId, ValType};

/// The module's types, equal ones under one number.
#[derive(Default)]
pub(super) struct TypeTable {
    pub types: Vec<FuncType>,
    /// The module's type index → our number.
    pub by_index: Vec<TypeId>,
    numbers: HashMap<FuncType, TypeId>,
}

impl TypeTable {
    pub fn add(&mut self, ty: FuncType) {
        let next = TypeId(self.types.len() as u32);
        let id = *self.numbers.entry(ty.clone()).or_insert(next);
        if id == next {
            self.types.push(ty);
        }
        self.by_index.push(id);
    }
}

/// What a body needs to know of the rest of its module.
pub(super) struct Context<'a> {
    pub types: &'a TypeTable,
    pub func_types: &'a [TypeId],
    pub globals: &'a [Global],
    pub tables: &'a [Table],
    pub budget: &'a Budget,
}

pub(super) fn val_type(ty: wasmparser::ValType) -> ValType {
    match ty {
        wasmparser::ValType::I32 => ValType::I32,
        wasmparser::ValType::I64 => ValType::I64,
        wasmparser::ValType::F32 => ValType::F32,
        wasmparser::ValType::F64 => ValType::F64,
        wasmparser::ValType::V128 => ValType::V128,
        wasmparser::ValType::Ref(ty) => ref_type(ty),
    }
}

pub(super) fn ref_type(ty: wasmparser::RefType) -> ValType {
    if ty.is_func_ref() { ValType::FuncRef } else { ValType::ExternRef }
}
