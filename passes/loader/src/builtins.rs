//! What code asks of its agent, as plainly as it can be written.

use preheat_formats::Trap;
use preheat_formats::abi::{self, Builtin, Slot};

use crate::activation::{raise, stack_limit};
use crate::instance::{BuiltinTable, Instance};

pub const TABLE: BuiltinTable = {
    let mut table = [std::ptr::null(); abi::BUILTIN_COUNT];
    table[Builtin::HostCall as usize] = host_call as *const ();
    table[Builtin::MemoryGrow as usize] = memory_grow as *const ();
    table[Builtin::MemoryCopy as usize] = memory_copy as *const ();
    table[Builtin::MemoryFill as usize] = memory_fill as *const ();
    table[Builtin::MemoryInit as usize] = memory_init as *const ();
    table[Builtin::DataDrop as usize] = data_drop as *const ();
    table[Builtin::TableGrow as usize] = table_grow as *const ();
    table[Builtin::TableCopy as usize] = table_copy as *const ();
    table[Builtin::TableInit as usize] = table_init as *const ();
    table[Builtin::ElemDrop as usize] = elem_drop as *const ();
    table[Builtin::TableFill as usize] = table_fill as *const ();
    table[Builtin::CountValue as usize] = count_value as *const ();
    table[Builtin::CountPath as usize] = count_path as *const ();
    table[Builtin::Fma32 as usize] = fma32 as *const ();
    table[Builtin::Fma64 as usize] = fma64 as *const ();
    table
};

/// A builtin whose body may fail with a trap. The body is a closure, so that whatever it owned is gone when
/// the trap leaves the frame.
macro_rules! builtin {
    ($name:ident($instance:ident $(, $arg:ident: $ty:ty)*) $(-> $result:ty)? $body:block) => {
        extern "C" fn $name(m: *mut u8 $(, $arg: $ty)*) $(-> $result)? {
            check_stack();
            // SAFETY: code passes its own M, the header holds the instance's address, and code waits.
            let $instance = unsafe { &mut **m.offset(abi::HOST as isize).cast::<*mut Instance>() };
            let mut run = move || $body;
            match run() {
                Ok(result) => result,
                Err(trap) => raise(trap),
            }
        }
    };
}

fn check_stack() {
    let here = 0u8;
    if (&raw const here as u64) < stack_limit() {
        raise(Trap::StackOverflow);
    }
}

/// The part of something that is copied from or to.
fn part<T>(all: &mut [T], start: u32, len: u32, trap: Trap) -> Result<&mut [T], Trap> {
    all.get_mut(start as usize..).and_then(|rest| rest.get_mut(..len as usize)).ok_or(trap)
}

fn bytes_of(instance: &mut Instance, memory: u32, start: u32, len: u32) -> Result<&mut [u8], Trap> {
    part(instance.memory_at(memory), start, len, Trap::MemoryOutOfBounds)
}

fn entries_of(
    instance: &mut Instance,
    table: u32,
    start: u32,
    len: u32,
) -> Result<&mut [u64], Trap> {
    part(instance.table(table), start, len, Trap::TableOutOfBounds)
}

builtin!(host_call(instance, import: u32, slots: *mut Slot) {
    let ty = &instance.meta.imports[import as usize].ty;
    let count = ty.params.len().max(ty.results.len());
    // SAFETY: code brings slots for every parameter and result.
    let slots = unsafe { std::slice::from_raw_parts_mut(slots, count) };
    let function = instance.host[import as usize].clone();
    function(instance, slots)
});

builtin!(memory_grow(instance, memory: u32, delta: u32) -> u32 {
    Ok(instance.grow_memory(memory, delta).unwrap_or(u32::MAX))
});

builtin!(memory_copy(instance, memories: u32, dst: u32, src: u32, len: u32) {
    let bytes = bytes_of(instance, memories >> 16, src, len)?.to_vec();
    bytes_of(instance, memories & 0xffff, dst, len)?.copy_from_slice(&bytes);
    Ok(())
});

builtin!(memory_fill(instance, memory: u32, dst: u32, byte: u32, len: u32) {
    bytes_of(instance, memory, dst, len)?.fill(byte as u8);
    Ok(())
});

builtin!(memory_init(instance, memory: u32, segment: u32, dst: u32, src: u32, len: u32) {
    let data = &mut instance.data[segment as usize];
    let bytes = part(data, src, len, Trap::MemoryOutOfBounds)?.to_vec();
    bytes_of(instance, memory, dst, len)?.copy_from_slice(&bytes);
    Ok(())
});

builtin!(data_drop(instance, segment: u32) {
    instance.data[segment as usize].clear();
    Ok(())
});

builtin!(table_grow(instance, table: u32, value: u64, delta: u32) -> u32 {
    Ok(instance.grow_table(table, value, delta).unwrap_or(u32::MAX))
});

builtin!(table_copy(instance, tables: u32, dst: u32, src: u32, len: u32) {
    let entries = entries_of(instance, tables >> 16, src, len)?.to_vec();
    entries_of(instance, tables & 0xffff, dst, len)?.copy_from_slice(&entries);
    Ok(())
});

builtin!(table_init(instance, table: u32, segment: u32, dst: u32, src: u32, len: u32) {
    let elements = &mut instance.elements[segment as usize];
    let entries = part(elements, src, len, Trap::TableOutOfBounds)?.to_vec();
    entries_of(instance, table, dst, len)?.copy_from_slice(&entries);
    Ok(())
});

builtin!(elem_drop(instance, segment: u32) {
    instance.elements[segment as usize].clear();
    Ok(())
});

builtin!(table_fill(instance, table: u32, dst: u32, value: u64, len: u32) {
    entries_of(instance, table, dst, len)?.fill(value);
    Ok(())
});

builtin!(count_value(instance, site: u32, value: u64) {
    instance.values.push((site, value));
    Ok(())
});

builtin!(count_path(instance, slot: u32, path: u64) {
    instance.paths.push((slot, path));
    Ok(())
});

extern "C" fn fma32(_: *mut u8, a: u32, b: u32, c: u32) -> u32 {
    let [a, b, c] = [a, b, c].map(f32::from_bits);
    a.mul_add(b, c).to_bits()
}

extern "C" fn fma64(_: *mut u8, a: u64, b: u64, c: u64) -> u64 {
    let [a, b, c] = [a, b, c].map(f64::from_bits);
    a.mul_add(b, c).to_bits()
}
