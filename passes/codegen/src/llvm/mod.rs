//! The LLVM emitter: a plain walk over the IR of one unit (some functions of a module), giving code
//! for the linker. It adds no meaning of its own; what an operation does is WebAssembly's, and how
//! code and agent speak is `preheat_formats::abi`'s.
//!
//! Where code ends up lying is [`crate::link`]'s.

mod alias;
mod call;
mod checked;
mod error;
mod float;
mod function;
mod lines;
mod memory;
mod mend;
mod numeric;
mod object_file;
mod probe;
mod profile;
mod simd;
mod state;
mod table;
mod target;
mod thunk;
mod unit;

use inkwell::context::Context;
use preheat_formats::CpuLevel;
use preheat_formats::recipe::OptLevel;
use preheat_passes::ir::Module;

pub use error::EmitError;
pub(crate) use target::version;
pub(crate) use unit::{Unit, units};

use unit::Effort;

use crate::emit::Facts;
use crate::object::Object;
use crate::timing::{Stage, Timings};

/// Compiles one unit. What LLVM's optimisers make is checked; where it is not even valid, the unit is
/// compiled again with those that have never been seen to do that.
pub(crate) fn emit(
    module: &Module,
    facts: &Facts,
    unit: &Unit,
    level: CpuLevel,
    timings: &Timings,
) -> Result<Object, EmitError> {
    let mut broken = None;
    for effort in [unit.effort, Effort::Level(OptLevel::O1)] {
        let context = Context::create();
        let machine = target::machine(level, effort)?;
        let state = state::UnitState::new(&context, &machine, module, facts, unit, level)?;
        timings.measure(Stage::LlvmBuild, || build(&context, &state, unit))?;
        timings
            .measure(Stage::LlvmOptimise, || target::optimise(&state.module, &machine, effort))?;
        match target::verify(&state.module, "checking the optimised module") {
            Ok(()) => {
                mend::hide_high_products(&state.module)?;
                mend::widen_short_canonicalize(&state.module)?;
                let file = timings
                    .measure(Stage::LlvmGenerate, || target::object(&state.module, &machine))?;
                return object_file::read(&file);
            }
            Err(error) => broken = Some(error),
        }
    }
    Err(broken.expect("it was tried"))
}

/// Puts the code of a unit's functions into its LLVM module.
fn build<'ctx>(
    context: &'ctx Context,
    state: &state::UnitState<'_, 'ctx>,
    unit: &Unit,
) -> Result<(), EmitError> {
    let (module, facts) = (state.ir, state.facts);
    for &func in &unit.funcs {
        match &module.funcs[func.index()].body {
            Some(body) => {
                let function = state.function(func)?;
                state.lines.enter(context, &state.builder, func, function);
                function::emit(state, func, body)?;
                state.lines.leave(&state.builder);
            }
            None => thunk::emit_import(state, func)?,
        }
        if facts.module.has_entry(func) {
            thunk::emit_entry(state, func)?;
        }
    }
    state.lines.finish();
    Ok(())
}

/// The routines that LLVM's code may call: copying, filling and comparing memory.
pub(crate) fn support(level: CpuLevel) -> Result<Object, EmitError> {
    let context = Context::create();
    let machine = target::machine(level, Effort::Level(OptLevel::O0))?;
    let module = context.create_module("support");
    module.set_triple(&machine.get_triple());
    module.set_data_layout(&machine.get_target_data().get_data_layout());
    module.set_inline_assembly(include_str!("support.s"));
    object_file::read(&target::object(&module, &machine)?)
}
