//! Calls: of wasm functions directly, through tables, and of the agent's builtins.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, InstBuilder as _, Type, types};
use preheat_formats::Trap;
use preheat_formats::abi::Builtin;
use preheat_passes::ir::{FuncId, Region, TableId, TypeId, Value};

use super::function::FunctionEmitter;
use super::writer::{Place, trap_code};
use crate::emit::type_number;

impl FunctionEmitter<'_> {
    pub(super) fn call(&mut self, func: FuncId, args: &[Value], results: &[Value]) {
        let callee = self.code.callee(func);
        let args = self.arguments(args, results.len());
        let call = self.ins().call(callee, &args);
        self.set_results(call, results);
    }

    pub(super) fn call_indirect(
        &mut self,
        ty: TypeId,
        table: TableId,
        index: Value,
        args: &[Value],
        results: &[Value],
    ) {
        let code = self.checked_callee(ty, table, index);
        let signature = self.code.signature(ty);
        let args = self.arguments(args, results.len());
        let call = self.ins().call_indirect(signature, code, &args);
        self.set_results(call, results);
    }

    /// A call in place of a return. The callee's results go where this function's should.
    pub(super) fn return_call(&mut self, func: FuncId, args: &[Value]) {
        let callee = self.code.callee(func);
        let args = self.all_arguments(args, self.results);
        self.ins().return_call(callee, &args);
    }

    pub(super) fn return_call_indirect(
        &mut self,
        ty: TypeId,
        table: TableId,
        index: Value,
        args: &[Value],
    ) {
        let code = self.checked_callee(ty, table, index);
        let signature = self.code.signature(ty);
        let args = self.all_arguments(args, self.results);
        self.ins().return_call_indirect(signature, code, &args);
    }

    /// The code that a table entry refers to. Checks in the order of the specification: index, null,
    /// type. Null has no type number, so one comparison finds both, and only then they are told apart.
    fn checked_callee(&mut self, ty: TypeId, table: TableId, index: Value) -> clif::Value {
        let entry = self.checked_entry(table, index, Trap::UndefinedElement);
        let flags = self.code.flags.of(Region::TableEntries);
        let found = self.ins().load(types::I32, flags, entry, 4);
        let wanted = i64::from(type_number(ty));
        let differs = self.ins().icmp_imm_u(IntCC::NotEqual, found, wanted);
        let (failing, calling) = (self.code.new_block(), self.code.new_block());
        self.code.at.func.layout.set_cold(failing);
        self.ins().brif(differs, failing, &[], calling, &[]);

        self.code.position(failing);
        self.ins().trapz(found, trap_code(Trap::NullFunctionReference));
        self.ins().trap(trap_code(Trap::IndirectCallTypeMismatch));

        self.code.position(calling);
        let offset = self.ins().load(types::I32, flags, entry, 0);
        let offset = self.code.widened(offset);
        let base = self.code.address_of(Place::TextBase, 0);
        self.ins().iadd(base, offset)
    }

    /// M, the place for several results, and the arguments.
    fn arguments(&mut self, args: &[Value], results: usize) -> Vec<clif::Value> {
        let area = (results > 1).then(|| self.result_area(results));
        self.all_arguments(args, area)
    }

    fn all_arguments(&mut self, args: &[Value], area: Option<clif::Value>) -> Vec<clif::Value> {
        let mut all = vec![self.m];
        all.extend(area);
        for &arg in args {
            let arg = self.get(arg);
            all.push(arg);
        }
        all
    }

    /// Address of room for so many results. Results are read right after a call, so all calls share it.
    fn result_area(&mut self, results: usize) -> clif::Value {
        let area = match self.area {
            Some(area) => area,
            None => self.code.stack_slots(results),
        };
        self.area = Some(area);
        let size = &mut self.code.at.func.sized_stack_slots[area].size;
        *size = (*size).max(16 * results as u32);
        self.ins().stack_addr(types::I64, area, 0)
    }

    fn set_results(&mut self, call: clif::Inst, results: &[Value]) {
        match results {
            [] => {}
            &[result] => {
                let value = self.code.at.func.dfg.first_result(call);
                self.set(result, value);
            }
            _ => {
                // Nothing is inlined here, so what nobody reads need not be loaded.
                let used: Vec<(usize, Value)> = (0..)
                    .zip(results.iter().copied())
                    .filter(|(_, result)| self.used[result.index()])
                    .collect();
                if used.is_empty() {
                    return;
                }
                let area = self.result_area(results.len());
                for (index, result) in used {
                    let value = self.code.load_slot(self.body.ty(result), area, index);
                    self.set(result, value);
                }
            }
        }
    }

    /// The reference of a function, from a constant of the linker.
    pub(super) fn func_ref(&mut self, func: FuncId) -> clif::Value {
        let at = self.code.address_of(Place::FuncRefs, 8 * i64::from(func.0));
        let flags = self.code.flags.of(Region::Constant);
        self.ins().load(types::I64, flags, at, 0)
    }

    /// A builtin that is given some numbers and then some values.
    pub(super) fn builtin(
        &mut self,
        builtin: Builtin,
        numbers: &[u32],
        values: &[Value],
        result: Option<Type>,
    ) -> Option<clif::Value> {
        let mut args = Vec::with_capacity(numbers.len() + values.len());
        for &number in numbers {
            let number = self.code.iconst(types::I32, u64::from(number));
            args.push(number);
        }
        for &value in values {
            let value = self.get(value);
            args.push(value);
        }
        self.code.call_builtin(self.m, builtin, &args, result)
    }
}
