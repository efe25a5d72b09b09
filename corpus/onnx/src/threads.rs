//! The functions of POSIX threads that Rust's standard library calls to start one. WASI preview 1 has no threads, and
//! Debian's C library for it has none of these functions. Here, starting a thread is answered with "not supported":
//! rayon, which rten divides its work with, then does all of it on the thread that there is.

use std::ffi::{c_int, c_void};

const SUCCESS: c_int = 0;
/// `ENOSYS` of WASI.
const NOT_SUPPORTED: c_int = 52;

#[unsafe(no_mangle)]
extern "C" fn pthread_attr_init(_attributes: *mut c_void) -> c_int {
    SUCCESS
}

#[unsafe(no_mangle)]
extern "C" fn pthread_attr_setstacksize(_attributes: *mut c_void, _size: usize) -> c_int {
    SUCCESS
}

#[unsafe(no_mangle)]
extern "C" fn pthread_attr_destroy(_attributes: *mut c_void) -> c_int {
    SUCCESS
}

#[unsafe(no_mangle)]
extern "C" fn pthread_create(
    _thread: *mut c_void,
    _attributes: *const c_void,
    _start: extern "C" fn(*mut c_void) -> *mut c_void,
    _argument: *mut c_void,
) -> c_int {
    NOT_SUPPORTED
}

/// Only called for threads that were started.
#[unsafe(no_mangle)]
extern "C" fn pthread_detach(_thread: *mut c_void) -> c_int {
    NOT_SUPPORTED
}
