//! Instrumentation: counters in the instance header, slots as stack cells that LLVM turns into
//! registers, and calls of the agent where a counter is not enough.

use inkwell::IntPredicate;
use inkwell::values::{IntValue, PointerValue};
use preheat_formats::abi::Builtin;
use preheat_passes::ir::{Probe, Region, SlotId, TableId, Value};

use super::error::EmitError;
use super::function::FunctionEmitter;

impl<'ctx> FunctionEmitter<'_, '_, 'ctx> {
    pub(super) fn probe(&mut self, probe: Probe) -> Result<(), EmitError> {
        let state = self.state;
        match probe {
            Probe::Count { counter } => {
                let at = state.header(self.m, state.facts.layout.counter(counter))?;
                self.increment(at)
            }
            Probe::SlotSet { slot, value } => {
                let value = state.i64.const_int(value, false);
                state.builder.build_store(self.slot(slot), value)?;
                Ok(())
            }
            Probe::SlotAdd { slot, value } => {
                let by = state.i64.const_int(value, false);
                let sum = state.builder.build_int_add(self.slot_value(slot)?, by, "")?;
                state.builder.build_store(self.slot(slot), sum)?;
                Ok(())
            }
            Probe::CountAtSlot { first, slot } => {
                let first = state.header(self.m, state.facts.layout.counter(first))?;
                let number = self.slot_value(slot)?;
                // SAFETY: a GEP without `inbounds` only adds; its operands belong to the context.
                let at = unsafe { state.builder.build_gep(state.i64, first, &[number], "")? };
                self.increment(at)
            }
            Probe::PathAtSlot { store, slot } => {
                self.report(Builtin::CountPath, store, self.slot_value(slot)?)
            }
            Probe::Value { site, value } => {
                if !Self::is_integer(self.body.ty(value)) {
                    return Err(EmitError::Unsupported("a probe of a float"));
                }
                self.report(Builtin::CountValue, site, self.widened(self.int(value))?)
            }
            Probe::SlotValue { site, slot } => {
                self.report(Builtin::CountValue, site, self.slot_value(slot)?)
            }
            Probe::CallTarget { site, table, index } => {
                let target = self.call_target(table, index)?;
                self.report(Builtin::CountValue, site, target)
            }
        }
    }

    fn increment(&self, counter: PointerValue<'ctx>) -> Result<(), EmitError> {
        let state = self.state;
        let count = state.load(state.i64, counter, 8, Region::Counters)?.into_int_value();
        let one = state.i64.const_int(1, false);
        let sum = state.builder.build_int_add(count, one, "")?;
        state.store(counter, sum.into(), 8, Region::Counters)
    }

    fn slot(&self, slot: SlotId) -> PointerValue<'ctx> {
        self.slots[slot.index()]
    }

    fn slot_value(&self, slot: SlotId) -> Result<IntValue<'ctx>, EmitError> {
        let value = self.state.builder.build_load(self.state.i64, self.slot(slot), "")?;
        Ok(value.into_int_value())
    }

    fn report(
        &self,
        builtin: Builtin,
        number: u32,
        value: IntValue<'ctx>,
    ) -> Result<(), EmitError> {
        let number = self.state.i32.const_int(u64::from(number), false);
        self.builtin_without_result(builtin, &[number, value])
    }

    /// Code offset of the function that a table entry refers to; all ones if there is none.
    fn call_target(&mut self, table: TableId, index: Value) -> Result<IntValue<'ctx>, EmitError> {
        let state = self.state;
        let nothing = state.i64.const_all_ones();
        let outside = self.is_outside(table, index)?;
        let (from, inside, done) = (self.current_block(), self.new_block(), self.new_block());
        state.builder.build_conditional_branch(outside, done, inside)?;

        self.position(inside);
        let entry = self.entry_address(table, index)?;
        let offset = state.load(state.i32, entry, 8, Region::TableEntries)?.into_int_value();
        let null = state.i32.const_zero();
        let is_null = state.builder.build_int_compare(IntPredicate::EQ, offset, null, "")?;
        let offset = self.widened(offset)?;
        let target = state.builder.build_select(is_null, nothing, offset, "")?;
        state.builder.build_unconditional_branch(done)?;

        self.position(done);
        let phi = state.builder.build_phi(state.i64, "")?;
        phi.add_incoming(&[(&nothing, from), (&target, inside)]);
        Ok(phi.as_basic_value().into_int_value())
    }
}
