//! Faults of compiled code become traps: handlers for SIGSEGV, SIGBUS, SIGILL and SIGFPE on an
//! alternate stack.
//!
//! The handler is async-signal-safe: it reads the armed instance through one atomic pointer, writes a
//! plain record, and changes the interrupted context so that it resumes at the landing pad. It takes only
//! what is ours: a fault at an instruction of the artifact, or in the guard of the wasm stack. Everything
//! else gets the default action, so that a bug of ours ends the process and is not taken for a trap.
//!
//! The state is per process and inherited by fork: the child of a zygote that was in the middle of a
//! host call is armed with the same instance, at the same addresses.

use std::cell::UnsafeCell;
use std::io;
use std::mem::MaybeUninit;
use std::ops::Range;
use std::ptr;
use std::sync::Once;
use std::sync::atomic::{AtomicPtr, Ordering};

use libc::{c_int, c_void, siginfo_t, ucontext_t};
use preheat_formats::{Trap, artifact};

use crate::counting::pages;
use crate::error::{AgentError, Result};
use crate::mapping::{Access, Mapping, Sharing};
use crate::memory::Memory;
use crate::stack::landing_pad;
use crate::stop::TrapSite;

/// `ud1 code(%eax), %eax`, as LLVM writes `llvm.ubsantrap`, without its last byte, the code.
const TRAP_INSTRUCTION: [u8; 4] = [0x67, 0x0f, 0xb9, 0x40];

/// What the handler must know of the instance that runs.
#[derive(Debug)]
pub struct Armed {
    pub m: usize,
    pub memories: Vec<Memory>,
    pub text: Range<usize>,
    /// The instructions that raise a trap when they fault, as the artifact lists them.
    pub trap_sites: &'static [[u8; artifact::TrapSite::LEN]],
    pub guard: Range<usize>,
    pub stack: Range<usize>,
    pub site: UnsafeCell<Option<TrapSite>>,
}

static ARMED: AtomicPtr<Armed> = AtomicPtr::new(ptr::null_mut());

/// From now on faults of this instance are traps, until the guard is dropped.
///
/// # Safety
/// `armed` outlives the returned value, in this process and in forks of it.
pub unsafe fn arm(armed: &Armed) -> Disarm {
    Disarm(ARMED.swap(ptr::from_ref(armed).cast_mut(), Ordering::AcqRel))
}

/// Puts back what was armed before.
pub struct Disarm(*mut Armed);

impl Drop for Disarm {
    fn drop(&mut self) {
        ARMED.store(self.0, Ordering::Release);
    }
}

/// Installs the handlers and the alternate stack, once per process; forks inherit both.
pub fn install() -> Result<()> {
    static INSTALLED: Once = Once::new();
    let mut outcome = Ok(());
    INSTALLED.call_once(|| outcome = install_now().map_err(AgentError::system("handle faults")));
    outcome
}

fn install_now() -> io::Result<()> {
    // AVX-512 state alone takes 3 KiB of a signal frame.
    let stack = Mapping::anonymous(64 << 10, Access::ReadWrite, Sharing::Private)?;
    let alternate = libc::stack_t {
        ss_sp: stack.start().cast(),
        ss_flags: 0,
        ss_size: stack.addresses().len(),
    };
    // SAFETY: the stack is writable and, being leaked, stays.
    if unsafe { libc::sigaltstack(&alternate, ptr::null_mut()) } != 0 {
        return Err(io::Error::last_os_error());
    }
    std::mem::forget(stack);
    for signal in [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE] {
        // SAFETY: an all-zero sigaction is a valid value.
        let mut action: libc::sigaction = unsafe { MaybeUninit::zeroed().assume_init() };
        action.sa_sigaction = handle as *const () as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        // SAFETY: `handle` has the signature that SA_SIGINFO asks for and is async-signal-safe.
        if unsafe { libc::sigaction(signal, &action, ptr::null_mut()) } != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

/// The handler. Async-signal-safe: no allocation, no lock, no formatting.
extern "C" fn handle(signal: c_int, info: *mut siginfo_t, context: *mut c_void) {
    // SAFETY: the kernel passes valid pointers to a handler with SA_SIGINFO; `armed` is valid by the
    // contract of `arm`.
    unsafe {
        let armed = ARMED.load(Ordering::Acquire);
        if !armed.is_null() && (*info).si_code > 0 {
            let armed = &*armed;
            let address = (*info).si_addr() as usize;
            let registers = &mut (*context.cast::<ucontext_t>()).uc_mcontext.gregs;
            if signal == libc::SIGSEGV && pages::open(&armed.memories, address) {
                return;
            }
            let pc = registers[libc::REG_RIP as usize] as usize;
            if let Some(trap) = classify(armed, signal, pc, address) {
                let sp = registers[libc::REG_RSP as usize] as usize;
                let on_stack = sp >= armed.guard.end && sp + 8 <= armed.stack.end;
                let caller = if on_stack { ptr::read_unaligned(sp as *const usize) } else { 0 };
                *armed.site.get() = Some(TrapSite { trap, pc, caller });
                registers[libc::REG_RIP as usize] = landing_pad as *const () as i64;
                registers[libc::REG_RDI as usize] = armed.m as i64;
                return;
            }
        }
        // Not ours: the default action. A fault comes again at once; a signal that was sent is sent again
        // and arrives when this handler returns.
        libc::signal(signal, libc::SIG_DFL);
        if (*info).si_code <= 0 {
            libc::raise(signal);
        }
    }
}

/// # Safety
/// The text of `armed` and its trap sites are mapped and readable.
unsafe fn classify(armed: &Armed, signal: c_int, pc: usize, address: usize) -> Option<Trap> {
    let is_memory_fault = signal == libc::SIGSEGV || signal == libc::SIGBUS;
    if is_memory_fault && armed.guard.contains(&address) {
        return Some(Trap::StackOverflow);
    }
    if !armed.text.contains(&pc) {
        return None;
    }
    match signal {
        libc::SIGSEGV => {
            let reserves = |memory: &Memory| memory.reserves(address);
            armed.memories.iter().any(reserves).then_some(Trap::MemoryOutOfBounds)
        }
        // The emitters check for overflow themselves; what is left of #DE is division by zero.
        libc::SIGFPE => listed(armed, pc).or(Some(Trap::IntegerDivideByZero)),
        // SAFETY: as the caller promises.
        libc::SIGILL => listed(armed, pc).or_else(|| unsafe { written(armed, pc) }),
        _ => None,
    }
}

/// The trap that the artifact lists for an instruction.
fn listed(armed: &Armed, pc: usize) -> Option<Trap> {
    artifact::trap_at(armed.trap_sites.as_flattened(), (pc - armed.text.start) as u32)
}

/// The trap that is written in a trapping instruction itself.
///
/// # Safety
/// The text of `armed` is mapped and readable, and pc lies in it.
unsafe fn written(armed: &Armed, pc: usize) -> Option<Trap> {
    if pc + 5 > armed.text.end {
        return None;
    }
    // SAFETY: five bytes at pc lie in the text.
    let bytes = unsafe { ptr::read_unaligned(pc as *const [u8; 5]) };
    let (instruction, code) = (&bytes[..4], bytes[4]);
    if instruction == TRAP_INSTRUCTION { Trap::from_code(code) } else { None }
}
