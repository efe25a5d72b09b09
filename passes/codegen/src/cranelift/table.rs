//! Tables and references. A table's descriptor lies in the instance header; where the module never
//! grows a table, its length is a constant of the code and its address never changes.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, InstBuilder as _, types};
use preheat_formats::Trap;
use preheat_formats::abi::Builtin;
use preheat_passes::ir::{Op, Region, TableId, Value};

use super::function::FunctionEmitter;

impl FunctionEmitter<'_> {
    /// Emits an operation on tables or references; false if it is none.
    pub(super) fn table_op(&mut self, op: &Op, results: &[Value]) -> bool {
        let entries = self.code.flags.of(Region::TableEntries);
        match (op, results) {
            (Op::RefNull, &[result]) => {
                let null = self.code.iconst(types::I64, 0);
                self.set(result, null);
            }
            (Op::RefFunc(func), &[result]) => {
                let value = self.func_ref(*func);
                self.set(result, value);
            }
            (Op::RefIsNull(value), &[result]) => {
                let value = self.get(*value);
                let is_null = self.ins().icmp_imm_u(IntCC::Equal, value, 0);
                self.set_truth(result, is_null);
            }
            (Op::TableGet(table, index), &[result]) => {
                let entry = self.checked_entry(*table, *index, Trap::TableOutOfBounds);
                let value = self.ins().load(types::I64, entries, entry, 0);
                self.set(result, value);
            }
            (Op::TableSet(table, index, value), _) => {
                let entry = self.checked_entry(*table, *index, Trap::TableOutOfBounds);
                let value = self.get(*value);
                self.ins().store(entries, value, entry, 0);
            }
            (Op::TableSize(table), &[result]) => {
                let len = self.table_len(*table);
                let len = self.ins().ireduce(types::I32, len);
                self.set(result, len);
            }
            (Op::TableGrow(table, value, delta), &[result]) => {
                let values = [*value, *delta];
                let old = self.builtin(Builtin::TableGrow, &[table.0], &values, Some(types::I32));
                self.set(result, old.expect("called for a result"));
            }
            (Op::TableFill { table, dst, value, len }, _) => {
                self.builtin(Builtin::TableFill, &[table.0], &[*dst, *value, *len], None);
            }
            (Op::TableCopy { to, from, dst, src, len }, _) => {
                let tables = to.0 | from.0 << 16;
                self.builtin(Builtin::TableCopy, &[tables], &[*dst, *src, *len], None);
            }
            (Op::TableInit { table, elem, dst, src, len }, _) => {
                let numbers = [table.0, elem.0];
                self.builtin(Builtin::TableInit, &numbers, &[*dst, *src, *len], None);
            }
            (Op::ElemDrop(elem), _) => {
                self.builtin(Builtin::ElemDrop, &[elem.0], &[], None);
            }
            _ => return false,
        }
        true
    }

    /// Address of a table's entry, once its index has been found to be in bounds.
    pub(super) fn checked_entry(
        &mut self,
        table: TableId,
        index: Value,
        trap: Trap,
    ) -> clif::Value {
        let outside = self.is_outside(table, index);
        self.trap_if(outside, trap);
        self.entry_address(table, index)
    }

    pub(super) fn is_outside(&mut self, table: TableId, index: Value) -> clif::Value {
        let index = self.get(index);
        let setting = self.code.setting;
        if let Some(len) = setting.facts.module.constant_table_len(setting.module, table) {
            let len = i64::from(len);
            return self.ins().icmp_imm_u(IntCC::UnsignedGreaterThanOrEqual, index, len);
        }
        let index = self.code.widened(index);
        let len = self.table_len(table);
        self.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, index, len)
    }

    pub(super) fn entry_address(&mut self, table: TableId, index: Value) -> clif::Value {
        let setting = self.code.setting;
        let flags = match setting.facts.module.constant_table_len(setting.module, table) {
            Some(_) => self.code.flags.of(Region::Constant),
            None => self.code.flags.of(Region::TableDescriptors),
        };
        let at = setting.facts.layout.table(table.0);
        let m = self.m;
        let entries = self.ins().load(types::I64, flags, m, at);
        let index = self.get(index);
        let index = self.code.widened(index);
        let offset = self.ins().ishl_imm_u(index, 3);
        self.ins().iadd(entries, offset)
    }

    /// As i64.
    fn table_len(&mut self, table: TableId) -> clif::Value {
        let setting = self.code.setting;
        if let Some(len) = setting.facts.module.constant_table_len(setting.module, table) {
            return self.code.iconst(types::I64, u64::from(len));
        }
        let at = setting.facts.layout.table(table.0) + 8;
        let (flags, m) = (self.code.flags.of(Region::TableDescriptors), self.m);
        self.ins().load(types::I64, flags, m, at)
    }
}
