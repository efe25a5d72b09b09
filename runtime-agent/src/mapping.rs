//! Memory mappings that unmap themselves. What is put into them is their users' business.
//!
//! All of it survives a fork the usual way: private mappings become copy-on-write copies, shared ones stay
//! shared with the parent.

use std::fs::File;
use std::ops::Range;
use std::ptr;

use rustix::io::Errno;
use rustix::mm::{MapFlags, MprotectFlags, ProtFlags};

/// What may be done with mapped pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    None,
    Read,
    ReadWrite,
    ReadExecute,
}

impl Access {
    fn prot(self) -> ProtFlags {
        match self {
            Access::None => ProtFlags::empty(),
            Access::Read => ProtFlags::READ,
            Access::ReadWrite => ProtFlags::READ | ProtFlags::WRITE,
            Access::ReadExecute => ProtFlags::READ | ProtFlags::EXEC,
        }
    }
}

/// Whether forked processes see each other's writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    Private,
    Shared,
}

impl Sharing {
    fn flags(self) -> MapFlags {
        match self {
            Sharing::Private => MapFlags::PRIVATE,
            Sharing::Shared => MapFlags::SHARED,
        }
    }
}

/// A range of addresses that is ours, unmapped when dropped.
#[derive(Debug)]
pub struct Mapping {
    start: *mut u8,
    len: usize,
}

// SAFETY: it owns a range of addresses, which every thread sees alike; access to the bytes is unsafe anyway.
unsafe impl Send for Mapping {}
// SAFETY: as above.
unsafe impl Sync for Mapping {}

impl Mapping {
    /// Zeroed memory, set aside by the kernel only as it is touched.
    pub fn anonymous(len: usize, access: Access, sharing: Sharing) -> Result<Mapping, Errno> {
        let len = len.max(1);
        let flags = sharing.flags() | MapFlags::NORESERVE;
        // SAFETY: the kernel chooses an address that nothing uses.
        let start =
            unsafe { rustix::mm::mmap_anonymous(ptr::null_mut(), len, access.prot(), flags)? };
        Ok(Mapping { start: start.cast(), len })
    }

    /// A whole file, to read.
    pub fn file(file: &File, len: usize) -> Result<Mapping, Errno> {
        let flags = MapFlags::PRIVATE | MapFlags::POPULATE;
        // SAFETY: the kernel chooses an address that nothing uses.
        let start = unsafe {
            rustix::mm::mmap(ptr::null_mut(), len.max(1), ProtFlags::READ, flags, file, 0)?
        };
        Ok(Mapping { start: start.cast(), len })
    }

    pub fn start(&self) -> *mut u8 {
        self.start
    }

    pub fn addresses(&self) -> Range<usize> {
        self.start as usize..self.start as usize + self.len
    }

    /// The bytes, when they are readable and nobody writes them.
    ///
    /// # Safety
    /// All of the mapping is readable, and nothing changes it while the slice lives.
    pub unsafe fn bytes(&self) -> &[u8] {
        // SAFETY: as the caller promises.
        unsafe { std::slice::from_raw_parts(self.start, self.len) }
    }

    /// Changes what may be done with whole pages of it.
    pub fn protect(&self, range: Range<usize>, access: Access) -> Result<(), Errno> {
        assert!(range.start <= range.end && range.end <= self.len);
        if range.is_empty() {
            return Ok(());
        }
        let flags = match access {
            Access::None => MprotectFlags::empty(),
            Access::Read => MprotectFlags::READ,
            Access::ReadWrite => MprotectFlags::READ | MprotectFlags::WRITE,
            Access::ReadExecute => MprotectFlags::READ | MprotectFlags::EXEC,
        };
        // SAFETY: the range is inside this mapping; nobody holds references into pages whose access shrinks.
        unsafe { rustix::mm::mprotect(self.start.add(range.start).cast(), range.len(), flags) }
    }

    /// Replaces whole pages at `at` by pages of a file, copied when written to.
    pub fn place_file(
        &self,
        at: Range<usize>,
        access: Access,
        file: &File,
        offset: u64,
    ) -> Result<(), Errno> {
        assert!(at.start <= at.end && at.end <= self.len);
        if at.is_empty() {
            return Ok(());
        }
        let flags = MapFlags::PRIVATE | MapFlags::FIXED;
        // SAFETY: replaces only pages of this mapping, into which nobody holds references yet.
        unsafe {
            let start = self.start.add(at.start).cast();
            rustix::mm::mmap(start, at.len(), access.prot(), flags, file, offset)?;
        }
        Ok(())
    }

    /// Copies bytes to a part of it that can be written.
    pub fn fill(&self, at: Range<usize>, bytes: &[u8]) {
        assert!(at.start <= at.end && at.end <= self.len && at.len() == bytes.len());
        // SAFETY: inside this mapping, into which nobody holds references yet.
        unsafe {
            std::ptr::copy_nonoverlapping(bytes.as_ptr(), self.start.add(at.start), bytes.len());
        }
    }

    /// Replaces whole pages by zeroed memory that forked processes share.
    pub fn place_shared(&self, at: Range<usize>) -> Result<(), Errno> {
        assert!(at.start <= at.end && at.end <= self.len);
        if at.is_empty() {
            return Ok(());
        }
        let flags = MapFlags::SHARED | MapFlags::FIXED | MapFlags::NORESERVE;
        // SAFETY: replaces only pages of this mapping, into which nobody holds references yet.
        unsafe {
            let start = self.start.add(at.start).cast();
            rustix::mm::mmap_anonymous(start, at.len(), Access::ReadWrite.prot(), flags)?;
        }
        Ok(())
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the range is ours and whoever had pointers into it has ended: they borrow or own this.
        let _ = unsafe { rustix::mm::munmap(self.start.cast(), self.len.max(1)) };
    }
}
