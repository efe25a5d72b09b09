//! Code between compiled functions and the agent: entries, which the agent calls, and the bodies of
//! imported functions, which call the agent. Both pass values in 16-byte slots.

use inkwell::attributes::AttributeLoc;
use inkwell::values::BasicMetadataValueEnum;
use preheat_formats::abi::Builtin;
use preheat_passes::ir::{FuncId, Region};

use super::call::call_builtin;
use super::error::EmitError;
use super::state::{UnitState, enum_attribute};
use crate::object::ENTRY_PREFIX;

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
    let places = if ty.results.len() > 1 { params.next() } else { None };
    for (index, param) in params.enumerate() {
        state.store(state.slot(slots, index), param, 16, Region::Slots)?;
    }
    let import = state.i32.const_int(u64::from(func.0), false);
    call_builtin(state, m, Builtin::HostCall, None, &[import.into(), slots.into()])?;
    let mut results = Vec::with_capacity(ty.results.len());
    for (index, &result) in ty.results.iter().enumerate() {
        let ty = state.value_type(result)?;
        results.push(state.load(ty, state.slot(slots, index), 16, Region::Slots)?);
    }
    state.build_return(&results, places.map(|places| places.into_pointer_value()))
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
        args.push(state.load(ty, state.slot(slots, index), 16, Region::Slots)?.into());
    }
    if ty.results.len() > 1 {
        // Its arguments have been read.
        args.insert(1, slots.into());
    }
    let call = state.builder.build_direct_call(state.function(func)?, &args, "")?;
    // The function exists anyway, and a trap in it should be seen as its own.
    call.add_attribute(AttributeLoc::Function, enum_attribute(state.context, "noinline", 0));
    if let Some(result) = call.try_as_basic_value().basic() {
        state.store(state.slot(slots, 0), result, 16, Region::Slots)?;
    }
    state.builder.build_return(None)?;
    Ok(())
}
