//! Makes vectors of two floats that are made canonical as wide as a register.
//!
//! LLVM's code generation ends the process when it meets `llvm.canonicalize` of two floats, which its
//! vectorisers make (docs/upstream/canonicalize-two-floats.md).

use inkwell::intrinsics::Intrinsic;
use inkwell::module::Module;
use inkwell::values::{
    BasicValue, BasicValueEnum, CallSiteValue, FunctionValue, InstructionValue, VectorValue,
};

use crate::llvm::error::EmitError;

const NAME: &str = "llvm.canonicalize";

/// To be called between optimising and generating code.
pub(in crate::llvm) fn widen_short_canonicalize(module: &Module) -> Result<(), EmitError> {
    let Some(short) = module.get_function("llvm.canonicalize.v2f32") else { return Ok(()) };
    let whole = module.get_context().f32_type().vec_type(4);
    let widened = Intrinsic::find(NAME)
        .and_then(|canonicalize| canonicalize.get_declaration(module, &[whole.into()]))
        .ok_or(EmitError::NoIntrinsic(NAME))?;
    let blocks = module.get_functions().flat_map(|function| function.get_basic_blocks());
    let is_short = |instruction: &InstructionValue| {
        CallSiteValue::try_from(*instruction)
            .is_ok_and(|call| call.get_called_fn_value() == Some(short))
    };
    let calls: Vec<_> =
        blocks.flat_map(|block| block.get_instructions()).filter(is_short).collect();
    calls.into_iter().try_for_each(|call| widen(module, call, widened))
}

fn widen<'ctx>(
    module: &Module<'ctx>,
    call: InstructionValue<'ctx>,
    widened: FunctionValue<'ctx>,
) -> Result<(), EmitError> {
    let context = module.get_context();
    let builder = context.create_builder();
    builder.position_before(&call);
    let lanes = |lanes: &[u64]| -> VectorValue<'ctx> {
        let lanes: Vec<_> =
            lanes.iter().map(|&lane| context.i32_type().const_int(lane, false)).collect();
        inkwell::types::VectorType::const_vector(&lanes)
    };
    let Some(BasicValueEnum::VectorValue(pair)) = call.get_operand(0).and_then(|it| it.value())
    else {
        return Ok(());
    };
    // Lanes 2 and 3 are poison, which is nobody's.
    let four = builder.build_shuffle_vector(
        pair,
        pair.get_type().get_poison(),
        lanes(&[0, 1, 2, 3]),
        "",
    )?;
    let four = builder.build_call(widened, &[four.into()], "")?.try_as_basic_value();
    let four = four.basic().expect("it gives what it is given").into_vector_value();
    let two =
        builder.build_shuffle_vector(four, four.get_type().get_poison(), lanes(&[0, 1]), "")?;
    call.replace_all_uses_with(&two.as_instruction_value().expect("no operand is constant"));
    call.erase_from_basic_block();
    Ok(())
}
