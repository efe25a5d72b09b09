//! The process's own environment: nobody behind the walls finds a trace of it. What the program sees as its
//! environment is WASI's business.

use std::ffi::c_char;

unsafe extern "C" {
    static mut environ: *mut *mut c_char;
}

/// Overwrites all variables where they lie, and forgets them.
pub fn empty() {
    // SAFETY: the process has one thread, so nobody else looks at the list or changes it; the entries are
    // writable strings, set up by the kernel or the C library, up to a null pointer.
    unsafe {
        let mut entry = environ;
        while !entry.is_null() && !(*entry).is_null() {
            let len = libc::strlen(*entry);
            std::ptr::write_bytes(*entry, 0, len);
            entry = entry.add(1);
        }
        libc::clearenv();
    }
}
