//! Calling code, and coming back from it with a trap: a trap is a fault whose handler continues after the
//! call.

use std::arch::{asm, global_asm};
use std::cell::Cell;
use std::ptr::{null, null_mut};

use preheat_formats::Trap;
use preheat_formats::abi::Slot;

use crate::instance::Instance;
use crate::stack::Stack;

/// A call of code that has not returned. Calls nest when a host function calls code.
struct Activation {
    /// The stack pointer of the caller; first, because assembly writes it.
    saved: u64,
    instance: *const Instance,
    outer: *const Activation,
}

thread_local! {
    static INNERMOST: Cell<*const Activation> = const { Cell::new(null()) };
    static STACK: Stack = Stack::install();
}

unsafe extern "C" {
    fn preheat_loader_call(
        code: *const u8,
        m: *mut u8,
        slots: *mut Slot,
        saved: *mut u64,
        stack: *mut u8,
    ) -> u64;
    fn preheat_loader_back();
}

global_asm!(
    ".globl preheat_loader_call",
    "preheat_loader_call:",
    "push rbp",
    "push rbx",
    "push r12",
    "push r13",
    "push r14",
    "push r15",
    "mov [rcx], rsp",
    "mov rbx, rsp",
    "test r8, r8",
    "cmovnz rsp, r8",
    "and rsp, -16",
    "mov rax, rdi",
    "mov rdi, rsi",
    "mov rsi, rdx",
    "call rax",
    "mov rsp, rbx",
    "xor eax, eax",
    ".globl preheat_loader_back",
    "preheat_loader_back:",
    "pop r15",
    "pop r14",
    "pop r13",
    "pop r12",
    "pop rbx",
    "pop rbp",
    "ret",
);

/// Calls an entry. The innermost call is on the thread's stack for code; one inside it stays on it.
///
/// # Safety
/// `code` is an entry of the instance's artifact, and there are slots for all parameters and results.
pub unsafe fn enter(
    instance: &mut Instance,
    code: *const u8,
    m: *mut u8,
    slots: *mut Slot,
) -> Result<(), Trap> {
    catch_signals();
    let outer = INNERMOST.get();
    let stack = if outer.is_null() { STACK.with(Stack::top) } else { null_mut() };
    let mut activation = Activation { saved: 0, instance, outer };
    let saved = &raw mut activation.saved;
    INNERMOST.set(&raw const activation);
    // SAFETY: as the caller says; a trap comes back to the same place as a return.
    let code = unsafe { preheat_loader_call(code, m, slots, saved, stack) };
    INNERMOST.set(activation.outer);
    match code {
        0 => Ok(()),
        code => Err(Trap::from_code(code as u8).expect("a trap's number")),
    }
}

/// Ends the innermost call. The frames in between are forgotten: they must own nothing.
pub fn raise(trap: Trap) -> ! {
    // SAFETY: only called below `enter`, whose activation is alive; the caller owns nothing.
    unsafe {
        asm!(
            "mov rsp, {saved}",
            "jmp {back}",
            saved = in(reg) (*INNERMOST.get()).saved,
            back = sym preheat_loader_back,
            in("rax") trap as u64,
            options(noreturn),
        )
    }
}

/// The lowest stack pointer with which a builtin may be called.
pub fn stack_limit() -> u64 {
    STACK.with(Stack::limit)
}

fn catch_signals() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        for signal in [libc::SIGILL, libc::SIGSEGV, libc::SIGBUS, libc::SIGFPE] {
            // SAFETY: a zeroed action is valid; the handler has the type that SA_SIGINFO asks for.
            unsafe {
                let mut action: libc::sigaction = std::mem::zeroed();
                action.sa_sigaction = on_signal as *const () as usize;
                action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_NODEFER;
                assert_eq!(libc::sigaction(signal, &action, null_mut()), 0);
            }
        }
    });
}

extern "C" fn on_signal(signal: i32, info: *mut libc::siginfo_t, context: *mut libc::ucontext_t) {
    // SAFETY: the kernel gives valid pointers; an activation and its instance live as long as code runs.
    unsafe {
        let registers = &mut (*context).uc_mcontext.gregs;
        let at = registers[libc::REG_RIP as usize] as usize;
        let address = (*info).si_addr() as usize;
        match trap_of(signal, at, address) {
            Some((activation, trap)) => {
                registers[libc::REG_RSP as usize] = (*activation).saved as i64;
                registers[libc::REG_RIP as usize] = preheat_loader_back as *const () as i64;
                registers[libc::REG_RAX as usize] = i64::from(trap as u8);
            }
            // Not a trap: it happens again, and ends the process.
            None => {
                libc::signal(signal, libc::SIG_DFL);
            }
        }
    }
}

/// What the fault of the instruction `at` means, if it is a trap.
///
/// # Safety
/// What is in [`INNERMOST`] is alive.
unsafe fn trap_of(signal: i32, at: usize, address: usize) -> Option<(*const Activation, Trap)> {
    let activation = INNERMOST.get();
    if activation.is_null() {
        return None;
    }
    if signal == libc::SIGSEGV && STACK.with(|stack| stack.guards(address)) {
        return Some((activation, Trap::StackOverflow));
    }
    // SAFETY: the caller's.
    let instance = unsafe { &*(*activation).instance };
    let trap = match signal {
        libc::SIGILL | libc::SIGFPE => instance.trap_at(at)?,
        _ => instance.trap_of_access(at, address)?,
    };
    Some((activation, trap))
}
