//! The stack on which compiled code runs, and the way onto and off it.
//!
//! Compiled code gets a stack of its own so that its end is known: a guard range below it turns an
//! overflow into a trap, and [`preheat_formats::abi::STACK_LIMIT`] keeps enough of it free for the
//! agent's own functions, which run on it when code calls a builtin.
//!
//! Leaving early (trap or exit) is a jump to [`landing_pad`], which takes the stack pointer back to where
//! [`enter`] saved it. Only compiled frames and thunks are skipped that way, never a Rust frame: builtins
//! return to their thunk first.

use std::arch::naked_asm;
use std::ops::Range;

use preheat_formats::abi::{SAVED_SP, Slot};
use rustix::io::Errno;

use crate::mapping::{Access, Mapping, Sharing};

/// For compiled code.
const WASM_STACK: usize = 8 << 20;
/// Kept free for builtins below it: WASI calls, and the serve loop at the warm point.
const HOST_STACK: usize = 1 << 20;
/// Unmapped below that; larger than any frame that does not touch its pages in order.
const GUARD: usize = 1 << 20;

/// A stack with its guard.
#[derive(Debug)]
pub struct WasmStack {
    mapping: Mapping,
}

impl WasmStack {
    pub fn new() -> Result<WasmStack, Errno> {
        let len = GUARD + HOST_STACK + WASM_STACK;
        let mapping = Mapping::anonymous(len, Access::None, Sharing::Private)?;
        mapping.protect(GUARD..len, Access::ReadWrite)?;
        Ok(WasmStack { mapping })
    }

    /// Where the first frame goes, 16-aligned.
    pub fn top(&self) -> usize {
        self.mapping.addresses().end
    }

    /// Lowest stack pointer at which a builtin may still be called.
    pub fn limit(&self) -> usize {
        self.mapping.addresses().start + GUARD + HOST_STACK
    }

    /// Addresses at which a fault is a stack overflow.
    pub fn guard(&self) -> Range<usize> {
        let start = self.mapping.addresses().start;
        start..start + GUARD
    }

    pub fn addresses(&self) -> Range<usize> {
        self.mapping.addresses()
    }
}

/// How [`enter`] came back.
pub const RETURNED: u64 = 0;

/// Calls an entry on another stack. Returns [`RETURNED`], or another number when the landing pad was
/// reached.
///
/// # Safety
/// `m` is an instance's `M` with its header filled in; `entry` is an entry of its artifact, `slots` has
/// room for its parameters and results, `stack_top` is 16-aligned and the end of a writable stack. One
/// call per instance at a time.
#[unsafe(naked)]
pub unsafe extern "sysv64" fn enter(
    m: *mut u8,
    slots: *mut Slot,
    entry: *const u8,
    stack_top: *mut u8,
) -> u64 {
    naked_asm!(
        "push rbp",
        "push rbx",
        "push r12",
        "push r13",
        "push r14",
        "push r15",
        "mov [rdi + {saved_sp}], rsp",
        "mov rbx, rdi",
        "mov rsp, rcx",
        "xor ebp, ebp",
        "call rdx",
        // Compiled code keeps rbx.
        "mov rsp, [rbx + {saved_sp}]",
        "xor eax, eax",
        "pop r15",
        "pop r14",
        "pop r13",
        "pop r12",
        "pop rbx",
        "pop rbp",
        "ret",
        saved_sp = const SAVED_SP,
    )
}

/// Ends the running [`enter`] early. Not called but jumped to, with `M` in rdi.
///
/// # Safety
/// An [`enter`] of this instance is running, and no Rust frame lies between.
#[unsafe(naked)]
pub unsafe extern "sysv64" fn landing_pad() {
    naked_asm!(
        "mov rsp, [rdi + {saved_sp}]",
        "cld",
        "mov eax, 1",
        "pop r15",
        "pop r14",
        "pop r13",
        "pop r12",
        "pop rbx",
        "pop rbp",
        "ret",
        saved_sp = const SAVED_SP,
    )
}
