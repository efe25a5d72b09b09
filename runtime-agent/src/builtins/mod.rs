//! What compiled code may ask of the agent ([`preheat_formats::abi::Builtin`]): the table of thunks, and the
//! functions behind them: here those for host calls, counting and arithmetic, beside it those for memories
//! and tables.
//!
//! A thunk checks that the stack has room for us, calls the Rust function, and then looks whether that
//! asked to end the request; if so it jumps to the landing pad. So a Rust frame is always returned
//! from, never jumped over.

mod memory;
mod table;

use std::arch::naked_asm;

use preheat_formats::Trap;
use preheat_formats::abi::{BUILTIN_COUNT, STACK_LIMIT, Slot, UNWIND};

use crate::host::{BUILTIN_SP, Host};
use crate::stack::landing_pad;
use crate::stop::Stop;

/// An address in compiled code's table of builtins.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Thunk(#[allow(dead_code, reason = "read by compiled code")] unsafe extern "sysv64" fn());

macro_rules! thunks {
    ($($thunk:ident => $function:path;)*) => {
        $(
            #[unsafe(naked)]
            unsafe extern "sysv64" fn $thunk() {
                naked_asm!(
                    "cmp rsp, [rdi + {limit}]",
                    "jb {overflow}",
                    "mov [rdi + {builtin_sp}], rsp",
                    "push rdi",
                    "call {function}",
                    "pop rdi",
                    "cmp qword ptr [rdi + {unwind}], 0",
                    "jne {landing_pad}",
                    "ret",
                    limit = const STACK_LIMIT,
                    builtin_sp = const BUILTIN_SP,
                    unwind = const UNWIND,
                    overflow = sym overflow_thunk,
                    function = sym $function,
                    landing_pad = sym landing_pad,
                )
            }
        )*

        /// In the order of [`preheat_formats::abi::Builtin`].
        pub static TABLE: [Thunk; BUILTIN_COUNT] = [$(Thunk($thunk),)*];
    };
}

thunks! {
    host_call_thunk => host_call;
    memory_grow_thunk => memory::grow;
    memory_copy_thunk => memory::copy;
    memory_fill_thunk => memory::fill;
    memory_init_thunk => memory::init;
    data_drop_thunk => memory::data_drop;
    table_grow_thunk => table::grow;
    table_copy_thunk => table::copy;
    table_init_thunk => table::init;
    elem_drop_thunk => table::elem_drop;
    table_fill_thunk => table::fill;
    count_value_thunk => count_value;
    count_path_thunk => count_path;
    fma32_thunk => fma32;
    fma64_thunk => fma64;
}

/// Reached with `M` in rdi and little stack left, though far more than this needs.
#[unsafe(naked)]
unsafe extern "sysv64" fn overflow_thunk() {
    naked_asm!(
        "mov [rdi + {builtin_sp}], rsp",
        "push rdi",
        "call {overflow}",
        "pop rdi",
        "jmp {landing_pad}",
        builtin_sp = const BUILTIN_SP,
        overflow = sym overflow,
        landing_pad = sym landing_pad,
    )
}

unsafe extern "sysv64" fn overflow(m: *mut u8) {
    // SAFETY: called by compiled code of this instance.
    unsafe { Host::of(m) }.trap(m, Trap::StackOverflow);
}

unsafe extern "sysv64" fn host_call(m: *mut u8, import: u32, slots: *mut Slot) {
    // SAFETY: called by compiled code of this instance.
    let host = unsafe { Host::of(m) };
    // SAFETY: with the slots that the ABI promises.
    let result = unsafe { host.call(import, slots) };
    if let Err(stop) = result {
        match stop {
            Stop::Trap(site) => host.trap(m, site.trap),
            other => host.end(m, other),
        }
    }
}

unsafe extern "sysv64" fn count_value(m: *mut u8, site: u32, value: u64) {
    // SAFETY: called by compiled code of this instance.
    if let Some(counts) = &unsafe { Host::of(m) }.counts {
        counts.values.count(site, value);
    }
}

unsafe extern "sysv64" fn count_path(m: *mut u8, slot: u32, path: u64) {
    // SAFETY: called by compiled code of this instance.
    if let Some(counts) = &unsafe { Host::of(m) }.counts {
        counts.paths.count(slot, path);
    }
}

/// The C library's `fmaf`, which rounds once on every processor.
extern "sysv64" fn fma32(_m: *mut u8, a: u32, b: u32, c: u32) -> u32 {
    f32::from_bits(a).mul_add(f32::from_bits(b), f32::from_bits(c)).to_bits()
}

extern "sysv64" fn fma64(_m: *mut u8, a: u64, b: u64, c: u64) -> u64 {
    f64::from_bits(a).mul_add(f64::from_bits(b), f64::from_bits(c)).to_bits()
}
