//! Code between compiled functions and the agent: entries, which the agent calls, and the bodies of
//! imported functions, which call the agent. Both pass values in 16-byte slots.

use inkwell::attributes::AttributeLoc;
use inkwell::values::{BasicMetadataValueEnum, PointerValue};
use preheat_formats::abi::Builtin;

use super::EmitError;
use super::alias::Region;
use super::call::call_builtin;
use super::state::{UnitState, enum_attribute};
use crate::emit::ENTRY_PREFIX;
use crate::ir::FuncId;

/// The code of an imported function: asks the agent to call the host.
pub(super) fn emit_import(state: &UnitState, func: FuncId) -> Result<(), EmitError> {
    let function = state.function(func)?;
    let ty = state.ir.func_type(func);
    let block = state.context.append_basic_block(function, "");
    state.builder.position_at_end(block);
    let count = ty.params.len().max(ty.results.len()).max(1) as u32;
    let slots = state.builder.build_alloca(state.context.i128_type().array_type(count), "")?;
    let mut params = function.get_param_iter();
    let m = params.next().expect("M is the first parameter of all code").into_pointer_value();
    for (index, param) in params.enumerate() {
        state.store(slot(state, slots, index), param, 16, Region::Slots)?;
    }
    let import = state.i32.const_int(u64::from(func.0), false);
    call_builtin(state, m, Builtin::HostCall, None, &[import.into(), slots.into()])?;
    let mut results = Vec::with_capacity(ty.results.len());
    for (index, &result) in ty.results.iter().enumerate() {
        let ty = state.value_type(result)?;
        results.push(state.load(ty, slot(state, slots, index), 16, Region::Slots)?);
    }
    match &results[..] {
        [] => state.builder.build_return(None)?,
        [result] => state.builder.build_return(Some(result))?,
        _ => state.builder.build_aggregate_return(&results)?,
    };
    Ok(())
}

/// The entry of a function: `fn(M, slots)`.
pub(super) fn emit_entry(state: &UnitState, func: FuncId) -> Result<(), EmitError> {
    let void = state.context.void_type();
    let symbol = format!("{ENTRY_PREFIX}{}", func.0);
    let entry = state.declare(&symbol, void.fn_type(&[state.ptr.into(), state.ptr.into()], false));
    entry.set_section(Some(&format!(".text.{symbol}")));
    let block = state.context.append_basic_block(entry, "");
    state.builder.position_at_end(block);
    let mut params = entry.get_param_iter().map(|param| param.into_pointer_value());
    let m = params.next().expect("declared with two parameters");
    let slots = params.next().expect("declared with two parameters");

    let ty = state.ir.func_type(func);
    let mut args: Vec<BasicMetadataValueEnum> = vec![m.into()];
    for (index, &param) in ty.params.iter().enumerate() {
        let ty = state.value_type(param)?;
        args.push(state.load(ty, slot(state, slots, index), 16, Region::Slots)?.into());
    }
    let call = state.builder.build_direct_call(state.function(func)?, &args, "")?;
    // The function exists anyway, and a trap in it should be seen as its own.
    call.add_attribute(AttributeLoc::Function, enum_attribute(state.context, "noinline", 0));
    match (call.try_as_basic_value().basic(), ty.results.len()) {
        (None, _) => {}
        (Some(result), 1) => state.store(slot(state, slots, 0), result, 16, Region::Slots)?,
        (Some(results), count) => {
            for index in 0..count {
                let results = results.into_struct_value();
                let result = state.builder.build_extract_value(results, index as u32, "")?;
                state.store(slot(state, slots, index), result, 16, Region::Slots)?;
            }
        }
    }
    state.builder.build_return(None)?;
    Ok(())
}

fn slot<'ctx>(
    state: &UnitState<'_, 'ctx>,
    slots: PointerValue<'ctx>,
    index: usize,
) -> PointerValue<'ctx> {
    state.offset_up(slots, state.i64.const_int(16 * index as u64, false))
}
