//! The target machine, the optimisation pipeline, and the object file that comes out of them.

use std::sync::Once;

use inkwell::OptimizationLevel;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{
    CodeModel, FileType, InitializationConfig, RelocMode, Target, TargetMachine, TargetTriple,
};
use preheat_formats::CpuLevel;
use preheat_formats::recipe::OptLevel;

use super::error::EmitError;
use super::mend::{LoopVectoriser, loop_vectoriser, set_switches};
use super::unit::Effort;

const TRIPLE: &str = "x86_64-unknown-linux-gnu";

/// Version of the LLVM library in use.
pub(crate) fn version() -> String {
    let (major, minor, patch) = inkwell::support::get_llvm_version();
    format!("{major}.{minor}.{patch}")
}

pub(super) fn machine(level: CpuLevel, effort: Effort) -> Result<TargetMachine, EmitError> {
    static INITIALIZED: Once = Once::new();
    INITIALIZED.call_once(|| {
        set_switches();
        Target::initialize_x86(&InitializationConfig::default());
    });
    let triple = TargetTriple::create(TRIPLE);
    let target = Target::from_triple(&triple).map_err(failed("choosing the target"))?;
    let codegen = match effort {
        Effort::Level(OptLevel::O0) => OptimizationLevel::None,
        Effort::Level(OptLevel::O1) | Effort::Size => OptimizationLevel::Less,
        Effort::Level(OptLevel::O2) => OptimizationLevel::Default,
        Effort::Level(OptLevel::O3) => OptimizationLevel::Aggressive,
    };
    target
        .create_target_machine(&triple, level.name(), "", codegen, RelocMode::PIC, CodeModel::Small)
        .ok_or_else(|| EmitError::NoTarget(level.to_string()))
}

/// Whether a module is valid; `what` names the moment.
pub(super) fn verify(module: &Module, what: &'static str) -> Result<(), EmitError> {
    module.verify().map_err(failed(what))
}

/// Optimises a module.
pub(super) fn optimise(
    module: &Module,
    machine: &TargetMachine,
    effort: Effort,
) -> Result<(), EmitError> {
    if cfg!(debug_assertions) {
        verify(module, "checking the emitted module")?;
    }
    let options = PassBuilderOptions::create();
    // As clang sets them; the C interface's defaults leave out SLP.
    let vectorize = effort != Effort::Size;
    let loops_too = loop_vectoriser() == LoopVectoriser::Mended;
    options.set_loop_vectorization(vectorize && loops_too);
    options.set_loop_slp_vectorization(vectorize);
    options.set_loop_interleaving(vectorize);
    options.set_loop_unrolling(vectorize);
    let pipeline = match effort {
        Effort::Level(OptLevel::O0) => "default<O0>",
        Effort::Level(OptLevel::O1) | Effort::Size => "default<O1>",
        Effort::Level(OptLevel::O2) => "default<O2>",
        Effort::Level(OptLevel::O3) => "default<O3>",
    };
    module.run_passes(pipeline, machine, options).map_err(failed("optimising"))
}

/// Object file of a module as it is.
pub(super) fn object(module: &Module, machine: &TargetMachine) -> Result<Vec<u8>, EmitError> {
    let buffer = machine
        .write_to_memory_buffer(module, FileType::Object)
        .map_err(failed("generating machine code"))?;
    Ok(buffer.as_slice().to_vec())
}

fn failed(what: &'static str) -> impl Fn(inkwell::support::LLVMString) -> EmitError {
    move |message| EmitError::Llvm { what, message: message.to_string() }
}
