//! A piece of address space that is given back when it is dropped.

use std::ptr::null_mut;

pub struct Mapping {
    start: *mut u8,
    len: usize,
}

/// What may be done with pages.
#[derive(Clone, Copy)]
pub enum Access {
    None,
    Write,
    Execute,
}

impl Access {
    fn bits(self) -> i32 {
        match self {
            Access::None => libc::PROT_NONE,
            Access::Write => libc::PROT_READ | libc::PROT_WRITE,
            Access::Execute => libc::PROT_READ | libc::PROT_EXEC,
        }
    }
}

impl Mapping {
    /// Zeros, wherever there is room.
    pub fn new(len: usize, access: Access) -> Mapping {
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        // SAFETY: a new mapping wherever there is room.
        let start = unsafe { libc::mmap(null_mut(), len, access.bits(), flags, -1, 0) };
        assert_ne!(start, libc::MAP_FAILED, "{}", std::io::Error::last_os_error());
        Mapping { start: start.cast(), len }
    }

    pub fn start(&self) -> *mut u8 {
        self.start
    }

    /// The address this far from the start.
    pub fn at(&self, offset: usize) -> *mut u8 {
        assert!(offset <= self.len);
        // SAFETY: inside the mapping, or its end.
        unsafe { self.start.add(offset) }
    }

    pub fn contains(&self, address: usize) -> bool {
        (self.start as usize..self.start as usize + self.len).contains(&address)
    }

    /// Changes what may be done with a part of it.
    pub fn protect(&self, offset: usize, len: usize, access: Access) {
        assert!(offset + len <= self.len);
        if len > 0 {
            // SAFETY: only a part of our own mapping.
            let done = unsafe { libc::mprotect(self.at(offset).cast(), len, access.bits()) };
            assert_eq!(done, 0, "{}", std::io::Error::last_os_error());
        }
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: it was mapped by us, and nothing borrows it any more.
        unsafe { libc::munmap(self.start.cast(), self.len) };
    }
}
