//! Hides from LLVM's x86 back end that a vector of 64-bit products is shifted right by a constant.
//!
//! It takes 16 bits of such a product, of factors that fit into 16 bits with their sign, for the high half
//! that `pmulhw` gives, shifted on by the rest; but it shifts with zeros where the sign's bits belong
//! (llvm-project #218844, mended after 22.1.8). It looks for constants only. So the amount becomes a number
//! that it does not know, set once at the start of the function. The instruction is the same, with its amount
//! in a register; code that has no such vectors stays as it is.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use inkwell::builder::Builder;
use inkwell::module::Module;
use inkwell::types::BasicTypeEnum;
use inkwell::values::{
    AsValueRef, BasicValue, BasicValueEnum, FunctionValue, InstructionOpcode, InstructionValue,
    IntValue, VectorValue,
};
use llvm_sys::core::{LLVMGetAggregateElement, LLVMIsAConstantInt};

use crate::llvm::error::EmitError;

/// To be called between optimising and generating code.
pub(in crate::llvm) fn hide_high_products(module: &Module) -> Result<(), EmitError> {
    for function in module.get_functions() {
        let instructions =
            function.get_basic_block_iter().flat_map(|block| block.get_instructions());
        let shifts: Vec<_> = instructions.filter_map(product_shift).collect();
        let mut hidden = HashMap::new();
        for (shift, amount) in shifts {
            let amount = match hidden.entry(amount) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => *new.insert(unknown_number(module, function, amount)?),
            };
            shift_by(module, shift, amount)?;
        }
    }
    Ok(())
}

/// The amount, if this shifts a vector of 64-bit products to the right by a constant.
fn product_shift<'ctx>(
    shift: InstructionValue<'ctx>,
) -> Option<(InstructionValue<'ctx>, IntValue<'ctx>)> {
    use InstructionOpcode::{AShr, LShr, Mul};
    if !matches!(shift.get_opcode(), LShr | AShr) {
        return None;
    }
    let operand = |index| shift.get_operand(index)?.value();
    let (Some(BasicValueEnum::VectorValue(shifted)), Some(BasicValueEnum::VectorValue(amounts))) =
        (operand(0), operand(1))
    else {
        return None;
    };
    // Shifts that follow each other become one.
    let mut origin = shifted.as_instruction_value()?;
    while matches!(origin.get_opcode(), LShr | AShr) {
        origin = origin.get_operand(0)?.value()?.into_vector_value().as_instruction_value()?;
    }
    let is_product = origin.get_opcode() == Mul;
    let lanes = matches!(shifted.get_type().get_element_type(), BasicTypeEnum::IntType(lane) if lane.get_bit_width() == 64);
    if !is_product || !lanes {
        return None;
    }
    Some((shift, same_in_all_lanes(amounts)?))
}

/// The number that all lanes of a constant vector hold, but for those that may hold anything.
fn same_in_all_lanes(vector: VectorValue) -> Option<IntValue> {
    let mut all = None;
    for lane in (0..vector.get_type().get_size()).filter(|_| vector.is_const()) {
        // SAFETY: a constant that has this lane.
        let number = unsafe {
            let lane = LLVMGetAggregateElement(vector.as_value_ref(), lane);
            (!lane.is_null() && !LLVMIsAConstantInt(lane).is_null()).then(|| IntValue::new(lane))
        };
        match (all, number) {
            (Some(all), Some(number)) if all != number => return None,
            _ => all = all.or(number),
        }
    }
    all
}

/// This number, of which LLVM knows nothing, from the start of the function on.
fn unknown_number<'ctx>(
    module: &Module<'ctx>,
    function: FunctionValue<'ctx>,
    number: IntValue<'ctx>,
) -> Result<IntValue<'ctx>, EmitError> {
    let start = function.get_first_basic_block().and_then(|entry| entry.get_first_instruction());
    let builder = module.get_context().create_builder();
    builder.position_before(&start.expect("a function with a shift has a first instruction"));
    hidden(&builder, number)
}

/// The same number, given by an empty instruction, so that LLVM knows nothing of it.
pub(in crate::llvm) fn hidden<'ctx>(
    builder: &Builder<'ctx>,
    number: IntValue<'ctx>,
) -> Result<IntValue<'ctx>, EmitError> {
    let ty = number.get_type();
    let asm_type = ty.fn_type(&[ty.into()], false);
    let (text, constraints) = (String::new(), "=r,0".to_owned());
    let itself =
        ty.get_context().create_inline_asm(asm_type, text, constraints, false, false, None, false);
    let call = builder.build_indirect_call(asm_type, itself, &[number.into()], "")?;
    Ok(call.try_as_basic_value().basic().expect("it has a result").into_int_value())
}

fn shift_by<'ctx>(
    module: &Module<'ctx>,
    shift: InstructionValue<'ctx>,
    amount: IntValue<'ctx>,
) -> Result<(), EmitError> {
    let context = module.get_context();
    let builder = context.create_builder();
    builder.position_before(&shift);
    let lanes = shift.get_type().into_vector_type();
    let first = context.i32_type().const_zero();
    let one = builder.build_insert_element(lanes.get_poison(), amount, first, "")?;
    let every = context.i32_type().vec_type(lanes.get_size()).const_zero();
    let all = builder.build_shuffle_vector(one, lanes.get_poison(), every, "")?;
    shift.set_operand(1, all);
    Ok(())
}
