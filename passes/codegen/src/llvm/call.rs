//! Calls: of wasm functions directly, through tables, and of the agent's builtins.

use inkwell::IntPredicate;
use inkwell::types::{BasicMetadataTypeEnum, BasicType, FunctionType};
use inkwell::values::{
    BasicMetadataValueEnum, BasicValueEnum, CallSiteValue, IntValue, PointerValue,
};
use preheat_formats::Trap;
use preheat_formats::abi::{self, Builtin};
use preheat_passes::ir::{FuncId, Region, TableId, TypeId, Value};

use super::error::EmitError;
use super::function::FunctionEmitter;
use super::state::UnitState;
use crate::emit::type_number;
use crate::object::{FUNC_REFS, TEXT_BASE};

impl<'ctx> FunctionEmitter<'_, '_, 'ctx> {
    pub(super) fn call(
        &mut self,
        func: FuncId,
        args: &[Value],
        results: &[Value],
    ) -> Result<(), EmitError> {
        let callee = self.state.function(func)?;
        let args = self.arguments(args, self.places(results.len()));
        let call = self.state.builder.build_direct_call(callee, &args, "")?;
        self.set_results(call, results)
    }

    pub(super) fn call_indirect(
        &mut self,
        ty: TypeId,
        table: TableId,
        index: Value,
        args: &[Value],
        results: &[Value],
    ) -> Result<(), EmitError> {
        let (callee_type, code) = self.checked_callee(ty, table, index)?;
        let args = self.arguments(args, self.places(results.len()));
        let call = self.state.builder.build_indirect_call(callee_type, code, &args, "")?;
        self.set_results(call, results)
    }

    /// The code that an entry of a table refers to, once it has been found to be there and of the type.
    /// Checks in the order of the specification: index, null, type. Null has no type number, so one
    /// comparison finds both, and only then they are told apart.
    fn checked_callee(
        &mut self,
        ty: TypeId,
        table: TableId,
        index: Value,
    ) -> Result<(FunctionType<'ctx>, PointerValue<'ctx>), EmitError> {
        let state = self.state;
        let entry = self.checked_entry(table, index, Trap::UndefinedElement)?;
        let high = state.offset_up(entry, state.i64.const_int(4, false));
        let found = state.load(state.i32, high, 4, Region::TableEntries)?.into_int_value();
        let wanted = state.i32.const_int(u64::from(type_number(ty)), false);
        let matches = state.builder.build_int_compare(IntPredicate::EQ, found, wanted, "")?;
        let (calling, failing) = (self.new_block(), self.new_block());
        state.builder.build_conditional_branch(matches, calling, failing)?;

        self.position(failing);
        let null = state.i32.const_zero();
        let is_null = state.builder.build_int_compare(IntPredicate::EQ, found, null, "")?;
        let null_trap = self.trap_block(Trap::NullFunctionReference)?;
        let type_trap = self.trap_block(Trap::IndirectCallTypeMismatch)?;
        state.builder.build_conditional_branch(is_null, null_trap, type_trap)?;

        self.position(calling);
        let offset = state.load(state.i32, entry, 8, Region::TableEntries)?.into_int_value();
        let base = state.linker_constant(TEXT_BASE, state.i8).as_pointer_value();
        let code = state.offset_up(base, self.widened(offset)?);
        Ok((state.function_type(&state.ir.types[ty.index()])?, code))
    }

    /// Where a callee with so many results writes them; none if it returns in a register.
    fn places(&self, results: usize) -> Option<PointerValue<'ctx>> {
        if results > 1 { self.callee_results } else { None }
    }

    fn arguments(
        &self,
        args: &[Value],
        results: Option<PointerValue<'ctx>>,
    ) -> Vec<BasicMetadataValueEnum<'ctx>> {
        let args = args.iter().map(|&arg| self.get(arg).into());
        std::iter::once(self.m.into()).chain(results.map(Into::into)).chain(args).collect()
    }

    fn set_results(
        &mut self,
        call: CallSiteValue<'ctx>,
        results: &[Value],
    ) -> Result<(), EmitError> {
        if let ([result], Some(value)) = (results, call.try_as_basic_value().basic()) {
            self.set(*result, value);
        }
        if let Some(places) = self.places(results.len()) {
            for (index, &result) in results.iter().enumerate() {
                let ty = self.state.value_type(self.body.ty(result))?;
                let at = self.state.slot(places, index);
                self.set(result, self.state.load(ty, at, 16, Region::Slots)?);
            }
        }
        Ok(())
    }

    /// The reference of a function. Read from a constant of the linker, since LLVM cannot write it as
    /// one without a relocation that has to be applied at load time.
    pub(super) fn func_ref(&self, func: FuncId) -> Result<BasicValueEnum<'ctx>, EmitError> {
        let state = self.state;
        let array = state.i64.array_type(state.ir.funcs.len() as u32);
        let refs = state.linker_constant(FUNC_REFS, array).as_pointer_value();
        let at = state.offset_up(refs, state.i64.const_int(8 * u64::from(func.0), false));
        state.load(state.i64, at, 8, Region::Constant)
    }

    pub(super) fn builtin(
        &self,
        builtin: Builtin,
        args: &[IntValue<'ctx>],
    ) -> Result<IntValue<'ctx>, EmitError> {
        let args: Vec<BasicMetadataValueEnum> = args.iter().map(|&arg| arg.into()).collect();
        let call = call_builtin(self.state, self.m, builtin, Some(self.state.i32.into()), &args)?;
        let value = call.try_as_basic_value().basic().expect("called as a function with a result");
        Ok(value.into_int_value())
    }

    pub(super) fn builtin_without_result(
        &self,
        builtin: Builtin,
        args: &[IntValue<'ctx>],
    ) -> Result<(), EmitError> {
        let args: Vec<BasicMetadataValueEnum> = args.iter().map(|&arg| arg.into()).collect();
        call_builtin(self.state, self.m, builtin, None, &args)?;
        Ok(())
    }
}

/// Calls the agent through the builtin table.
pub(super) fn call_builtin<'ctx>(
    state: &UnitState<'_, 'ctx>,
    m: PointerValue<'ctx>,
    builtin: Builtin,
    result: Option<inkwell::types::BasicTypeEnum<'ctx>>,
    args: &[BasicMetadataValueEnum<'ctx>],
) -> Result<CallSiteValue<'ctx>, EmitError> {
    let at = state.header(m, abi::BUILTINS)?;
    let table = state.load(state.ptr, at, 8, Region::Constant)?.into_pointer_value();
    let entry = state.offset_up(table, state.i64.const_int(8 * builtin as u64, false));
    let code = state.load(state.ptr, entry, 8, Region::Constant)?.into_pointer_value();
    let all: Vec<BasicMetadataValueEnum> =
        std::iter::once(m.into()).chain(args.iter().copied()).collect();
    let types: Vec<BasicMetadataTypeEnum> = all.iter().map(argument_type).collect();
    let ty = match result {
        Some(result) => result.fn_type(&types, false),
        None => state.context.void_type().fn_type(&types, false),
    };
    Ok(state.builder.build_indirect_call(ty, code, &all, "")?)
}

fn argument_type<'ctx>(value: &BasicMetadataValueEnum<'ctx>) -> BasicMetadataTypeEnum<'ctx> {
    match value {
        BasicMetadataValueEnum::PointerValue(value) => value.get_type().into(),
        BasicMetadataValueEnum::IntValue(value) => value.get_type().into(),
        other => unreachable!("builtins take integers and pointers, not {other:?}"),
    }
}
