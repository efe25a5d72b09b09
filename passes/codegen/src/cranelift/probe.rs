//! Instrumentation: counters in the instance header, slots as cells on the stack, and calls of the agent
//! where a counter is not enough.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder as _, types};
use preheat_formats::abi::Builtin;
use preheat_passes::ir::{Probe, Region, SlotId, TableId, Value};

use super::error::EmitError;
use super::function::FunctionEmitter;

impl FunctionEmitter<'_> {
    pub(super) fn probe(&mut self, probe: Probe) -> Result<(), EmitError> {
        let layout = self.code.setting.facts.layout;
        match probe {
            Probe::Count { counter } => self.increment(self.m, layout.counter(counter)),
            Probe::SlotSet { slot, value } => {
                let value = self.code.iconst(types::I64, value);
                self.set_slot(slot, value);
            }
            Probe::SlotAdd { slot, value } => {
                let sum = self.slot_value(slot);
                let sum = self.ins().iadd_imm_s(sum, value as i64);
                self.set_slot(slot, sum);
            }
            Probe::CountAtSlot { first, slot } => {
                let number = self.slot_value(slot);
                let offset = self.ins().ishl_imm_u(number, 3);
                let m = self.m;
                let at = self.ins().iadd(m, offset);
                self.increment(at, layout.counter(first));
            }
            Probe::PathAtSlot { store, slot } => {
                let value = self.slot_value(slot);
                self.report(Builtin::CountPath, store, value);
            }
            Probe::Value { site, value } => {
                let value = self.get(value);
                if !self.code.type_of(value).is_int() {
                    return Err(EmitError::Unsupported("a probe of a float"));
                }
                let value = self.code.widened(value);
                self.report(Builtin::CountValue, site, value);
            }
            Probe::SlotValue { site, slot } => {
                let value = self.slot_value(slot);
                self.report(Builtin::CountValue, site, value);
            }
            Probe::CallTarget { site, table, index } => {
                let target = self.call_target(table, index);
                self.report(Builtin::CountValue, site, target);
            }
        }
        Ok(())
    }

    fn increment(&mut self, base: clif::Value, offset: i32) {
        let flags = self.code.flags.of(Region::Counters);
        let count = self.ins().load(types::I64, flags, base, offset);
        let sum = self.ins().iadd_imm_u(count, 1);
        self.ins().store(flags, sum, base, offset);
    }

    fn set_slot(&mut self, slot: SlotId, value: clif::Value) {
        let cell = self.slots[slot.index()];
        self.ins().stack_store(types::I64, value, cell, 0);
    }

    fn slot_value(&mut self, slot: SlotId) -> clif::Value {
        let cell = self.slots[slot.index()];
        self.ins().stack_load(types::I64, types::I64, cell, 0)
    }

    fn report(&mut self, builtin: Builtin, number: u32, value: clif::Value) {
        let number = self.code.iconst(types::I32, u64::from(number));
        self.code.call_builtin(self.m, builtin, &[number, value], None);
    }

    /// Code offset of the function that a table entry refers to; all ones if there is none.
    fn call_target(&mut self, table: TableId, index: Value) -> clif::Value {
        let nothing = self.code.iconst(types::I64, u64::MAX);
        let outside = self.is_outside(table, index);
        let (inside, done) = (self.code.new_block(), self.code.new_block());
        let target = self.code.at.func.dfg.append_block_param(done, types::I64);
        self.ins().brif(outside, done, &[BlockArg::Value(nothing)], inside, &[]);

        self.code.position(inside);
        let entry = self.entry_address(table, index);
        let flags = self.code.flags.of(Region::TableEntries);
        let offset = self.ins().load(types::I32, flags, entry, 0);
        let wide = self.code.widened(offset);
        let is_null = self.ins().icmp_imm_u(IntCC::Equal, offset, 0);
        let found = self.ins().select(is_null, nothing, wide);
        self.ins().jump(done, &[BlockArg::Value(found)]);

        self.code.position(done);
        target
    }
}
