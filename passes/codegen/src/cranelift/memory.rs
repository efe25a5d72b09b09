//! Linear memory and globals: loads, stores, size and growth. The address of an access is the 64-bit
//! sum of M, the address and the offset; bounds are the reservation's affair, so no code checks them.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{self as clif, InstBuilder as _, types};
use preheat_formats::Trap;
use preheat_formats::abi::{self, Builtin};
use preheat_passes::ir::{ConstExpr, GlobalId, LoadOp, MemoryId, Op, Region, StoreOp, Value};

use super::function::FunctionEmitter;
use super::writer::{Routine, value_type};

/// An address as Cranelift's loads and stores take it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address {
    pub base: clif::Value,
    pub offset: i32,
}

impl FunctionEmitter<'_> {
    /// Emits an operation on memories or globals; false if it is none.
    pub(super) fn memory_op(&mut self, op: &Op, results: &[Value]) -> bool {
        match (op, results) {
            (Op::Load { op, memory, addr, offset }, &[result]) => {
                let at = self.linear_address(*memory, *addr, *offset);
                let value = self.linear_load(*op, at);
                self.set(result, value);
            }
            (Op::Store { op, memory, addr, value, offset }, _) => {
                let at = self.linear_address(*memory, *addr, *offset);
                let value = self.get(*value);
                self.linear_store(*op, value, at);
            }
            (Op::GlobalGet(global), &[result]) => {
                let value = self.global_get(*global);
                self.set(result, value);
            }
            (Op::GlobalSet(global, value), _) => {
                let at = self.code.setting.facts.layout.global(global.0);
                let (flags, m, value) =
                    (self.code.flags.of(Region::Globals), self.m, self.get(*value));
                self.ins().store(flags, value, m, at);
            }
            (Op::MemorySize(memory), &[result]) => {
                let pages = self.memory_size(*memory);
                self.set(result, pages);
            }
            (Op::MemoryGrow(memory, delta), &[result]) => {
                let numbers = [memory.0];
                let old = self.builtin(Builtin::MemoryGrow, &numbers, &[*delta], Some(types::I32));
                self.set(result, old.expect("called for a result"));
            }
            (Op::MemoryCopy { to, from, dst, src, len }, _) => {
                self.memory_copy((*to, *dst), (*from, *src), *len);
            }
            (Op::MemoryFill { memory, dst, byte, len }, _) => {
                self.memory_fill((*memory, *dst), *byte, *len);
            }
            (Op::MemoryInit { memory, data, dst, src, len }, _) => {
                let numbers = [memory.0, data.0];
                self.builtin(Builtin::MemoryInit, &numbers, &[*dst, *src, *len], None);
            }
            (Op::DataDrop(data), _) => {
                self.builtin(Builtin::DataDrop, &[data.0], &[], None);
            }
            _ => return false,
        }
        true
    }

    /// Where an access goes. Offsets that no instruction can hold are added before.
    pub(super) fn linear_address(&mut self, memory: MemoryId, addr: Value, offset: u64) -> Address {
        let start = self.memory_start(memory);
        let addr = self.get(addr);
        let wide = self.code.widened(addr);
        let base = self.ins().iadd(start, wide);
        match i32::try_from(offset) {
            Ok(offset) => Address { base, offset },
            Err(_) => {
                let offset = self.code.iconst(types::I64, offset);
                Address { base: self.ins().iadd(base, offset), offset: 0 }
            }
        }
    }

    /// Address of byte 0 of a memory.
    fn memory_start(&mut self, memory: MemoryId) -> clif::Value {
        let m = self.m;
        if memory == MemoryId(0) {
            return m;
        }
        let flags = self.code.flags.of(Region::Constant);
        let at = self.code.setting.facts.layout.memory(memory.0);
        self.ins().load(types::I64, flags, m, at)
    }

    /// A load traps also if its result is not used: Cranelift keeps loads that may trap.
    fn linear_load(&mut self, op: LoadOp, at: Address) -> clif::Value {
        use LoadOp::*;
        let flags = self.code.flags.of(Region::Memory);
        let Address { base, offset } = at;
        let to = value_type(op.result());
        match op {
            I32Load | I64Load | F32Load | F64Load => self.ins().load(to, flags, base, offset),
            I32Load8S | I64Load8S => self.ins().sload8(to, flags, base, offset),
            I32Load8U | I64Load8U => self.ins().uload8(to, flags, base, offset),
            I32Load16S | I64Load16S => self.ins().sload16(to, flags, base, offset),
            I32Load16U | I64Load16U => self.ins().uload16(to, flags, base, offset),
            I64Load32S => self.ins().sload32(flags, base, offset),
            I64Load32U => self.ins().uload32(flags, base, offset),
        }
    }

    fn linear_store(&mut self, op: StoreOp, value: clif::Value, at: Address) {
        use StoreOp::*;
        let flags = self.code.flags.of(Region::Memory);
        let Address { base, offset } = at;
        match op {
            I32Store | I64Store | F32Store | F64Store => {
                self.ins().store(flags, value, base, offset)
            }
            I32Store8 | I64Store8 => self.ins().istore8(flags, value, base, offset),
            I32Store16 | I64Store16 => self.ins().istore16(flags, value, base, offset),
            I64Store32 => self.ins().istore32(flags, value, base, offset),
        };
    }

    fn global_get(&mut self, global: GlobalId) -> clif::Value {
        let setting = self.code.setting;
        match setting.facts.module.constant_global(setting.module, global) {
            Some(ConstExpr::Const(value)) => return self.constant(value),
            Some(ConstExpr::RefNull) => return self.code.iconst(types::I64, 0),
            Some(ConstExpr::RefFunc(func)) => return self.func_ref(func),
            None => {}
        }
        let ty = value_type(setting.module.globals[global.index()].ty);
        let (flags, m) = (self.code.flags.of(Region::Globals), self.m);
        self.ins().load(ty, flags, m, setting.facts.layout.global(global.0))
    }

    /// Checks both ranges first, since nothing may be written if one does not fit.
    fn memory_copy(&mut self, to: (MemoryId, Value), from: (MemoryId, Value), len: Value) {
        let len = self.get(len);
        let len = self.code.widened(len);
        let to = self.checked_range(to, len);
        let from = self.checked_range(from, len);
        self.code.call_routine(Routine::Move, [to, from, len]);
    }

    fn memory_fill(&mut self, to: (MemoryId, Value), byte: Value, len: Value) {
        let len = self.get(len);
        let len = self.code.widened(len);
        let to = self.checked_range(to, len);
        let byte = self.get(byte);
        self.code.call_routine(Routine::Set, [to, byte, len]);
    }

    /// Traps unless the memory holds `len` bytes from `start` on; the address of `start`.
    fn checked_range(
        &mut self,
        (memory, start): (MemoryId, Value),
        len: clif::Value,
    ) -> clif::Value {
        let start = self.get(start);
        let start = self.code.widened(start);
        let end = self.ins().iadd(start, len);
        let size = self.memory_bytes(memory);
        let outside = self.ins().icmp(IntCC::UnsignedGreaterThan, end, size);
        self.trap_if(outside, Trap::MemoryOutOfBounds);
        let base = self.memory_start(memory);
        self.ins().iadd(base, start)
    }

    fn memory_size(&mut self, memory: MemoryId) -> clif::Value {
        let setting = self.code.setting;
        if let Some(pages) = setting.facts.module.constant_memory_pages(setting.module, memory) {
            return self.code.iconst(types::I32, u64::from(pages));
        }
        let bytes = self.memory_bytes(memory);
        let page_bits = i64::from(abi::WASM_PAGE.trailing_zeros());
        let pages = self.ins().ushr_imm_u(bytes, page_bits);
        self.ins().ireduce(types::I32, pages)
    }

    /// Current size in bytes, as i64.
    fn memory_bytes(&mut self, memory: MemoryId) -> clif::Value {
        let setting = self.code.setting;
        if let Some(pages) = setting.facts.module.constant_memory_pages(setting.module, memory) {
            return self.code.iconst(types::I64, u64::from(pages) * abi::WASM_PAGE);
        }
        let (flags, m) = (self.code.flags.of(Region::MemorySize), self.m);
        let at = match memory {
            MemoryId(0) => abi::MEMORY_BYTES,
            MemoryId(index) => setting.facts.layout.memory(index) + 8,
        };
        self.ins().load(types::I64, flags, m, at)
    }
}
