//! The end of a process that gets no memory: a message and an exit code of ours, where Rust and C++ would
//! abort, whose exit code, 134, is that of a program that trapped. What limits there are, others set.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ffi::{c_int, c_void};
use std::sync::atomic::{AtomicBool, Ordering};

/// How a process that does contained work tells that memory was not enough; people do not see it.
pub const EXIT_CODE: c_int = 86;

/// Whether somebody else will say it.
static SILENT: AtomicBool = AtomicBool::new(false);

/// The system's allocator, but for what happens when there is no more.
pub struct Allocator;

// SAFETY: all is the system allocator's; where it gives nothing the process ends.
unsafe impl GlobalAlloc for Allocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        given(unsafe { System.alloc(layout) })
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as the caller promises.
        given(unsafe { System.alloc_zeroed(layout) })
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: as the caller promises.
        given(unsafe { System.realloc(pointer, layout, new_size) })
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

fn given(pointer: *mut u8) -> *mut u8 {
    if pointer.is_null() { out_of_memory() } else { pointer }
}

/// Neither allocates nor takes a lock.
extern "C" fn out_of_memory() -> ! {
    let line = b"preheat: out of memory\n";
    let silent = SILENT.load(Ordering::Relaxed);
    // SAFETY: plain system calls.
    unsafe {
        if !silent {
            libc::write(2, line.as_ptr().cast(), line.len());
        }
        libc::_exit(if silent { EXIT_CODE } else { 1 })
    }
}

/// From now on the process ends without a word and with [`EXIT_CODE`], also where C++ gets no memory.
pub fn end_silently() {
    SILENT.store(true, Ordering::Relaxed);
    // LLVM is built without exceptions: what it does not catch is `std::bad_alloc`. It brings the library
    // with it.
    // SAFETY: the name is a C string; std::set_terminate takes and gives a function without parameters.
    unsafe {
        let name = c"_ZSt13set_terminatePFvvE";
        let found = libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr());
        if !found.is_null() {
            let set_terminate: extern "C" fn(*const c_void) -> *const c_void =
                std::mem::transmute::<*mut c_void, _>(found);
            set_terminate(out_of_memory as *const c_void);
        }
    }
}
