//! Tables and references. A table's descriptor lies in the instance header; where the module never
//! grows a table, its length is a constant of the code and its address never changes.

use inkwell::IntPredicate;
use inkwell::values::{IntValue, PointerValue};
use preheat_formats::Trap;
use preheat_formats::abi::Builtin;
use preheat_passes::ir::{Op, Region, TableId, Value};

use super::error::EmitError;
use super::function::FunctionEmitter;

impl<'ctx> FunctionEmitter<'_, '_, 'ctx> {
    /// Emits an operation on tables or references; false if it is none.
    pub(super) fn table_op(&mut self, op: &Op, results: &[Value]) -> Result<bool, EmitError> {
        let state = self.state;
        match (op, results) {
            (Op::RefNull, &[result]) => self.set(result, state.i64.const_zero()),
            (Op::RefFunc(func), &[result]) => {
                let value = self.func_ref(*func)?;
                self.set(result, value);
            }
            (Op::RefIsNull(value), &[result]) => {
                let is_null =
                    self.compare(IntPredicate::EQ, self.int(*value), state.i64.const_zero())?;
                self.set(result, is_null);
            }
            (Op::TableGet(table, index), &[result]) => {
                let entry = self.checked_entry(*table, *index, Trap::TableOutOfBounds)?;
                let value = state.load(state.i64, entry, 8, Region::TableEntries)?;
                self.set(result, value);
            }
            (Op::TableSet(table, index, value), _) => {
                let entry = self.checked_entry(*table, *index, Trap::TableOutOfBounds)?;
                state.store(entry, self.get(*value), 8, Region::TableEntries)?;
            }
            (Op::TableSize(table), &[result]) => {
                let len = self.table_len(*table)?;
                let len = state.builder.build_int_truncate(len, state.i32, "")?;
                self.set(result, len);
            }
            (Op::TableGrow(table, value, delta), &[result]) => {
                let table = state.i32.const_int(u64::from(table.0), false);
                let args = [table, self.int(*value), self.int(*delta)];
                let old = self.builtin(Builtin::TableGrow, &args)?;
                self.set(result, old);
            }
            (Op::TableFill { table, dst, value, len }, _) => {
                self.builtin_on(Builtin::TableFill, &[table.0], &[*dst, *value, *len])?;
            }
            (Op::TableCopy { to, from, dst, src, len }, _) => {
                let tables = to.0 | from.0 << 16;
                self.builtin_on(Builtin::TableCopy, &[tables], &[*dst, *src, *len])?;
            }
            (Op::TableInit { table, elem, dst, src, len }, _) => {
                self.builtin_on(Builtin::TableInit, &[table.0, elem.0], &[*dst, *src, *len])?;
            }
            (Op::ElemDrop(elem), _) => self.builtin_on(Builtin::ElemDrop, &[elem.0], &[])?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Address of a table's entry, once its index has been found to be in bounds.
    pub(super) fn checked_entry(
        &mut self,
        table: TableId,
        index: Value,
        trap: Trap,
    ) -> Result<PointerValue<'ctx>, EmitError> {
        let outside = self.is_outside(table, index)?;
        self.trap_if(outside, trap)?;
        self.entry_address(table, index)
    }

    pub(super) fn is_outside(
        &self,
        table: TableId,
        index: Value,
    ) -> Result<IntValue<'ctx>, EmitError> {
        let index = self.widened(self.int(index))?;
        let len = self.table_len(table)?;
        Ok(self.state.builder.build_int_compare(IntPredicate::UGE, index, len, "")?)
    }

    pub(super) fn entry_address(
        &self,
        table: TableId,
        index: Value,
    ) -> Result<PointerValue<'ctx>, EmitError> {
        let state = self.state;
        let region = match state.facts.module.constant_table_len(state.ir, table) {
            Some(_) => Region::Constant,
            None => Region::TableDescriptors,
        };
        let at = state.header(self.m, state.facts.layout.table(table.0))?;
        let entries = state.load(state.ptr, at, 16, region)?.into_pointer_value();
        let index = self.widened(self.int(index))?;
        let eight = state.i64.const_int(3, false);
        let offset = state.builder.build_left_shift(index, eight, "")?;
        Ok(state.offset_up(entries, offset))
    }

    /// As i64.
    fn table_len(&self, table: TableId) -> Result<IntValue<'ctx>, EmitError> {
        let state = self.state;
        if let Some(len) = state.facts.module.constant_table_len(state.ir, table) {
            return Ok(state.i64.const_int(u64::from(len), false));
        }
        let at = state.header(self.m, state.facts.layout.table(table.0) + 8)?;
        Ok(state.load(state.i64, at, 8, Region::TableDescriptors)?.into_int_value())
    }
}
