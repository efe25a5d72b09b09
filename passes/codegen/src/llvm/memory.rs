//! Linear memories and globals: loads, stores, size and growth. The address of an access is the 64-bit
//! sum of the memory's base, the address and the offset; bounds are the reservation's affair, so no code
//! checks them. The first memory's base is M, the others' are in the instance header.

use inkwell::IntPredicate;
use inkwell::types::{BasicTypeEnum, IntType};
use inkwell::values::{BasicValueEnum, IntValue, PointerValue};
use preheat_formats::Trap;
use preheat_formats::abi::{self, Builtin};
use preheat_passes::ir::{
    ConstExpr, GlobalId, Inst, LoadOp, MemoryId, Op, Region, StoreOp, ValType, Value,
};

use super::error::EmitError;
use super::function::FunctionEmitter;

enum Extension {
    Signed,
    Zero,
}

impl<'ctx> FunctionEmitter<'_, '_, 'ctx> {
    /// Emits an operation on memories or globals; false if it is none.
    pub(super) fn memory_op(&mut self, inst: &Inst) -> Result<bool, EmitError> {
        match (&inst.op, &inst.results[..]) {
            (Op::Load { op, memory, addr, offset }, &[result]) => {
                let at = self.linear_address(*memory, *addr, *offset)?;
                self.linear_load(*op, at, result)?;
            }
            (Op::Store { op, memory, addr, value, offset }, _) => {
                let at = self.linear_address(*memory, *addr, *offset)?;
                self.linear_store(*op, at, *value)?;
            }
            (Op::GlobalGet(global), &[result]) => {
                let value = self.global_get(*global)?;
                self.set(result, value);
            }
            (Op::GlobalSet(global, value), _) => {
                let at = self.state.header(self.m, self.state.facts.layout.global(global.0))?;
                self.state.store(at, self.get(*value), 16, Region::Globals)?;
            }
            (Op::MemorySize(memory), &[result]) => {
                let pages = self.memory_size(*memory)?;
                self.set(result, pages);
            }
            (Op::MemoryGrow(memory, delta), &[result]) => {
                let memory = self.state.i32.const_int(u64::from(memory.0), false);
                let old = self.builtin(Builtin::MemoryGrow, &[memory, self.int(*delta)])?;
                self.set(result, old);
            }
            (Op::MemoryCopy { to, from, dst, src, len }, _) => {
                self.memory_copy((*to, *dst), (*from, *src), *len)?;
            }
            (Op::MemoryFill { memory, dst, byte, len }, _) => {
                self.memory_fill(*memory, *dst, *byte, *len)?;
            }
            (Op::MemoryInit { memory, data, dst, src, len }, _) => {
                self.builtin_on(Builtin::MemoryInit, &[memory.0, data.0], &[*dst, *src, *len])?;
            }
            (Op::DataDrop(data), _) => self.builtin_on(Builtin::DataDrop, &[data.0], &[])?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn base(&self, memory: MemoryId) -> Result<PointerValue<'ctx>, EmitError> {
        if memory == MemoryId(0) {
            return Ok(self.m);
        }
        let at = self.state.header(self.m, self.state.facts.layout.memory(memory.0))?;
        Ok(self.state.load(self.state.ptr, at, 16, Region::Constant)?.into_pointer_value())
    }

    pub(super) fn linear_address(
        &self,
        memory: MemoryId,
        addr: Value,
        offset: u64,
    ) -> Result<PointerValue<'ctx>, EmitError> {
        let wide = self.widened(self.int(addr))?;
        let at = self.state.offset_up(self.base(memory)?, wide);
        Ok(match offset {
            0 => at,
            _ => self.state.offset_up(at, self.state.i64.const_int(offset, false)),
        })
    }

    fn linear_load(
        &mut self,
        op: LoadOp,
        at: PointerValue<'ctx>,
        result: Value,
    ) -> Result<(), EmitError> {
        let to = self.state.value_type(op.result())?;
        let (from, extension) = self.loaded(op, to);
        let value = self.load_from(from, at)?;
        let value = match extension {
            None => value,
            Some(extension) => {
                let (narrow, to) = (value.into_int_value(), to.into_int_type());
                let builder = &self.state.builder;
                match extension {
                    Extension::Signed => builder.build_int_s_extend(narrow, to, "")?.into(),
                    Extension::Zero => builder.build_int_z_extend(narrow, to, "")?.into(),
                }
            }
        };
        self.set(result, value);
        Ok(())
    }

    /// Loads from linear memory, in a way that traps out of bounds.
    pub(super) fn load_from(
        &self,
        ty: BasicTypeEnum<'ctx>,
        at: PointerValue<'ctx>,
    ) -> Result<BasicValueEnum<'ctx>, EmitError> {
        self.state.load(ty, at, 1, Region::Memory)
    }

    /// What lies in memory, and how it becomes the result.
    fn loaded(
        &self,
        op: LoadOp,
        to: BasicTypeEnum<'ctx>,
    ) -> (BasicTypeEnum<'ctx>, Option<Extension>) {
        use LoadOp::*;
        let state = self.state;
        match op {
            I32Load | I64Load | F32Load | F64Load => (to, None),
            I32Load8S | I64Load8S => (state.i8.into(), Some(Extension::Signed)),
            I32Load8U | I64Load8U => (state.i8.into(), Some(Extension::Zero)),
            I32Load16S | I64Load16S => (state.i16.into(), Some(Extension::Signed)),
            I32Load16U | I64Load16U => (state.i16.into(), Some(Extension::Zero)),
            I64Load32S => (state.i32.into(), Some(Extension::Signed)),
            I64Load32U => (state.i32.into(), Some(Extension::Zero)),
        }
    }

    fn linear_store(
        &mut self,
        op: StoreOp,
        at: PointerValue<'ctx>,
        value: Value,
    ) -> Result<(), EmitError> {
        use StoreOp::*;
        let narrow: Option<IntType<'ctx>> = match op {
            I32Store | I64Store | F32Store | F64Store => None,
            I32Store8 | I64Store8 => Some(self.state.i8),
            I32Store16 | I64Store16 => Some(self.state.i16),
            I64Store32 => Some(self.state.i32),
        };
        let value = match narrow {
            None => self.get(value),
            Some(ty) => self.state.builder.build_int_truncate(self.int(value), ty, "")?.into(),
        };
        self.state.store(at, value, 1, Region::Memory)
    }

    fn global_get(&self, global: GlobalId) -> Result<BasicValueEnum<'ctx>, EmitError> {
        let state = self.state;
        match state.facts.module.constant_global(state.ir, global) {
            Some(ConstExpr::Const(value)) => return self.constant(value),
            Some(ConstExpr::RefNull) => return Ok(state.i64.const_zero().into()),
            Some(ConstExpr::RefFunc(func)) => return self.func_ref(func),
            None => {}
        }
        let ty = state.value_type(state.ir.globals[global.index()].ty)?;
        let at = state.header(self.m, state.facts.layout.global(global.0))?;
        state.load(ty, at, 16, Region::Globals)
    }

    /// Checks both ranges first, since nothing may be written if one does not fit; then what LLVM makes
    /// of a `memmove`: a few moves for a small constant length, else a call of our own routine.
    fn memory_copy(
        &mut self,
        (to_memory, dst): (MemoryId, Value),
        (from_memory, src): (MemoryId, Value),
        len: Value,
    ) -> Result<(), EmitError> {
        let (to, from) = (self.widened(self.int(dst))?, self.widened(self.int(src))?);
        let len = if to_memory == from_memory {
            let args = [to.into(), from.into()];
            let later = self.state.intrinsic("llvm.umax", Some(to.get_type().into()), &args)?;
            let later = self.result_of("llvm.umax", later)?.into_int_value();
            self.check_range(to_memory, later, len)?
        } else {
            self.check_range(to_memory, to, len)?;
            self.check_range(from_memory, from, len)?
        };
        let to = self.state.offset_up(self.base(to_memory)?, to);
        let from = self.state.offset_up(self.base(from_memory)?, from);
        let call = self.state.builder.build_memmove(to, 1, from, 1, len)?;
        self.mark_bulk(call)
    }

    fn memory_fill(
        &mut self,
        memory: MemoryId,
        dst: Value,
        byte: Value,
        len: Value,
    ) -> Result<(), EmitError> {
        let to = self.widened(self.int(dst))?;
        let len = self.check_range(memory, to, len)?;
        let byte = self.state.builder.build_int_truncate(self.int(byte), self.state.i8, "")?;
        let to = self.state.offset_up(self.base(memory)?, to);
        let call = self.state.builder.build_memset(to, 1, byte, len)?;
        self.mark_bulk(call)
    }

    /// Traps unless the memory holds `len` bytes from `start` on; the length, widened.
    fn check_range(
        &mut self,
        memory: MemoryId,
        start: IntValue<'ctx>,
        len: Value,
    ) -> Result<IntValue<'ctx>, EmitError> {
        let builder = &self.state.builder;
        let len = self.widened(self.int(len))?;
        let end = builder.build_int_add(start, len, "")?;
        let size = self.memory_bytes(memory)?;
        let outside = builder.build_int_compare(IntPredicate::UGT, end, size, "")?;
        self.trap_if(outside, Trap::MemoryOutOfBounds)?;
        Ok(len)
    }

    fn mark_bulk(&self, call: PointerValue<'ctx>) -> Result<(), EmitError> {
        let call = call.as_instruction().expect("a call is an instruction");
        Ok(self.state.alias.mark(call, Region::Memory)?)
    }

    fn memory_size(&self, memory: MemoryId) -> Result<BasicValueEnum<'ctx>, EmitError> {
        let state = self.state;
        if let Some(pages) = state.facts.module.constant_memory_pages(state.ir, memory) {
            return Ok(state.i32.const_int(u64::from(pages), false).into());
        }
        let bytes = self.memory_bytes(memory)?;
        let page_bits = state.i64.const_int(u64::from(abi::WASM_PAGE.trailing_zeros()), false);
        let pages = state.builder.build_right_shift(bytes, page_bits, false, "")?;
        Ok(state.builder.build_int_truncate(pages, state.i32, "")?.into())
    }

    /// Current size in bytes, as i64.
    fn memory_bytes(&self, memory: MemoryId) -> Result<IntValue<'ctx>, EmitError> {
        let state = self.state;
        if let Some(pages) = state.facts.module.constant_memory_pages(state.ir, memory) {
            return Ok(state.i64.const_int(u64::from(pages) * abi::WASM_PAGE, false));
        }
        let at = match memory {
            MemoryId(0) => abi::MEMORY_BYTES,
            MemoryId(index) => state.facts.layout.memory(index) + 8,
        };
        let at = state.header(self.m, at)?;
        Ok(state.load(state.i64, at, 8, Region::MemorySize)?.into_int_value())
    }

    /// A builtin without result, given some numbers and then some values.
    pub(super) fn builtin_on(
        &self,
        builtin: Builtin,
        numbers: &[u32],
        values: &[Value],
    ) -> Result<(), EmitError> {
        let numbers =
            numbers.iter().map(|&number| self.state.i32.const_int(u64::from(number), false));
        let args: Vec<_> = numbers.chain(values.iter().map(|&value| self.int(value))).collect();
        self.builtin_without_result(builtin, &args)
    }

    /// True if values of this type are integers for LLVM.
    pub(super) fn is_integer(ty: ValType) -> bool {
        matches!(ty, ValType::I32 | ValType::I64 | ValType::FuncRef | ValType::ExternRef)
    }
}
