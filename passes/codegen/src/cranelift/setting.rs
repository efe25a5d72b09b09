//! What is the same for all functions of an artifact.

use cranelift_codegen::isa::CallConv;
use preheat_passes::ir::Module;

use super::target::Targets;
use crate::emit::{Convention, Facts};
use crate::timing::Timings;

#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub module: &'a Module,
    pub facts: &'a Facts,
    pub targets: &'a Targets,
    pub timings: &'a Timings,
}

impl Setting<'_> {
    /// How wasm functions are called.
    pub(super) fn convention(&self) -> CallConv {
        match self.facts.convention {
            Convention::C => CallConv::SystemV,
            Convention::Tail => CallConv::Tail,
        }
    }
}
