//! The stack that code runs on, one for each thread, and the one that its signals are handled on.

use std::ptr::null_mut;

use crate::mapping::{Access, Mapping};

/// Of code. Enough for a recursion of some ten thousand calls, as in the official tests.
const CODE: usize = 8 << 20;
/// Kept for builtins and host functions that are called when code has used up its part.
const RESERVE: usize = 1 << 20;
/// Code touches every page of a frame, so that it meets this.
const GUARD: usize = 64 << 10;
const SIGNALS: usize = 64 << 10;

pub struct Stack {
    code: Mapping,
    signals: Mapping,
}

impl Stack {
    /// Installs the one for the signals of this thread.
    pub fn install() -> Stack {
        let code = Mapping::new(GUARD + RESERVE + CODE, Access::Write);
        code.protect(0, GUARD, Access::None);
        let signals = Mapping::new(SIGNALS, Access::Write);
        let stack = libc::stack_t { ss_sp: signals.start().cast(), ss_flags: 0, ss_size: SIGNALS };
        // SAFETY: it stays mapped until `drop` has switched it off.
        assert_eq!(unsafe { libc::sigaltstack(&stack, null_mut()) }, 0);
        Stack { code, signals }
    }

    pub fn top(&self) -> *mut u8 {
        self.code.at(GUARD + RESERVE + CODE)
    }

    /// The lowest stack pointer with which a builtin may be called.
    pub fn limit(&self) -> u64 {
        self.code.at(GUARD + RESERVE) as u64
    }

    pub fn guards(&self, address: usize) -> bool {
        address.wrapping_sub(self.code.start() as usize) < GUARD
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        let none = libc::stack_t {
            ss_sp: self.signals.start().cast(),
            ss_flags: libc::SS_DISABLE,
            ss_size: SIGNALS,
        };
        // SAFETY: switched off before it is unmapped.
        unsafe { libc::sigaltstack(&none, null_mut()) };
    }
}
