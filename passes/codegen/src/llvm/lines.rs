//! Which wasm function each machine instruction comes from, told through LLVM's debug locations: the line is
//! the function's number + 1. So a trap in inlined code names the function that the user wrote.
//! The linker reads it back from the line table ([`crate::link`]).

use std::cell::Cell;

use inkwell::builder::Builder;
use inkwell::context::Context;
use inkwell::debug_info::{
    AsDIScope, DICompileUnit, DIFlags, DIFlagsConstants, DIScope, DISubroutineType,
    DWARFEmissionKind, DWARFSourceLanguage, DebugInfoBuilder,
};
use inkwell::module::{FlagBehavior, Module};
use inkwell::values::FunctionValue;
use preheat_passes::ir::FuncId;

use crate::object::line_of;

pub(super) struct Lines<'ctx> {
    debug: DebugInfoBuilder<'ctx>,
    unit: DICompileUnit<'ctx>,
    /// Functions have no types here; nobody asks.
    no_type: DISubroutineType<'ctx>,
    /// The function whose code is being emitted.
    scope: Cell<Option<DIScope<'ctx>>>,
}

impl<'ctx> Lines<'ctx> {
    pub fn new(context: &'ctx Context, module: &Module<'ctx>) -> Lines<'ctx> {
        let i32 = context.i32_type();
        // Version 4 names files in the line table itself, so that it stands alone.
        for (flag, value) in [("Debug Info Version", 3), ("Dwarf Version", 4)] {
            module.add_basic_value_flag(flag, FlagBehavior::Warning, i32.const_int(value, false));
        }
        let (debug, unit) = module.create_debug_info_builder(
            true,
            DWARFSourceLanguage::C,
            "wasm",
            "",
            "preheat",
            false,
            "",
            0,
            "",
            DWARFEmissionKind::LineTablesOnly,
            0,
            false,
            false,
            "",
            "",
        );
        let no_type = debug.create_subroutine_type(unit.get_file(), None, &[], DIFlags::ZERO);
        Lines { debug, unit, no_type, scope: Cell::default() }
    }

    /// From now on the builder's instructions are those of `function`, the code of `func`, and come from
    /// there.
    pub fn enter(
        &self,
        context: &'ctx Context,
        builder: &Builder<'ctx>,
        func: FuncId,
        function: FunctionValue<'ctx>,
    ) {
        let line = line_of(func);
        let subprogram = self.debug.create_function(
            self.unit.as_debug_info_scope(),
            &func.to_string(),
            None,
            self.unit.get_file(),
            line,
            self.no_type,
            true,
            true,
            line,
            DIFlags::ZERO,
            false,
        );
        function.set_subprogram(subprogram);
        self.scope.set(Some(subprogram.as_debug_info_scope()));
        self.come_from(context, builder, func);
    }

    /// From now on they come from `func`, whosever code they are.
    pub fn come_from(&self, context: &'ctx Context, builder: &Builder<'ctx>, func: FuncId) {
        let Some(scope) = self.scope.get() else { return };
        let location = self.debug.create_debug_location(context, line_of(func), 0, scope, None);
        builder.set_current_debug_location(location);
    }

    /// From now on they come from no wasm function.
    pub fn leave(&self, builder: &Builder<'ctx>) {
        self.scope.set(None);
        builder.unset_current_debug_location();
    }

    /// To be called once, before code is generated.
    pub fn finish(&self) {
        self.debug.finalize();
    }
}
