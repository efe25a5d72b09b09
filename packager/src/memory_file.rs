//! Files that are only in memory: what QEMU opens by itself, or the agent, under the number of a descriptor
//! that it inherits. They need no permission of the user that QEMU runs as, and once sealed nobody can change
//! them, QEMU neither.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::fs::FileExt;

use preheat_formats::Digest;
use rustix::fs::{MemfdFlags, SealFlags};
use rustix::io::Errno;

const PAGE: usize = 4096;

/// An empty file.
pub(crate) fn empty(name: &str) -> io::Result<File> {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    Ok(rustix::fs::memfd_create(name, flags)?.into())
}

/// A file with this content, sealed.
pub fn holding(name: &str, content: &[u8]) -> io::Result<File> {
    let file = empty(name)?;
    file.write_all_at(content, 0)?;
    seal(&file)?;
    Ok(file)
}

/// Lets nobody change the file from now on. Private mappings of it may still be written.
pub(crate) fn seal(file: &File) -> io::Result<()> {
    let all = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL;
    Ok(rustix::fs::fcntl_add_seals(file, all)?)
}

/// The same file with a position of its own.
pub(crate) fn reopen(file: &File) -> io::Result<File> {
    File::open(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

/// Copies a guest's memory: what is not zero; the rest becomes holes. Gives its digest.
pub(crate) fn copy_memory(from: &File, to: &File) -> io::Result<Digest> {
    to.set_len(from.metadata()?.len())?;
    let mut hasher = blake3::Hasher::new();
    for_each_run(from, |at, bytes| {
        for (page, content) in (0u64..).zip(bytes.chunks(PAGE)) {
            hasher.update(&(at + page * PAGE as u64).to_le_bytes()).update(content);
        }
        to.write_all_at(bytes, at)
    })?;
    Ok(Digest(*hasher.finalize().as_bytes()))
}

/// Gives each run of pages that are not all zero, with its place. How a run is cut is not defined: it
/// depends on the file system's holes.
fn for_each_run(file: &File, mut act: impl FnMut(u64, &[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut buffer = vec![0; 256 * PAGE];
    let mut at = 0;
    loop {
        let data = match rustix::fs::seek(file, rustix::fs::SeekFrom::Data(at)) {
            // Pages are the guest's; a file system may know smaller pieces.
            Ok(data) => data / PAGE as u64 * PAGE as u64,
            // No data from here on.
            Err(Errno::NXIO) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        at = rustix::fs::seek(file, rustix::fs::SeekFrom::Hole(data))?;
        at = at.next_multiple_of(PAGE as u64);
        let mut start = data;
        while start < at {
            let want = buffer.len().min((at - start) as usize);
            file.read_exact_at(&mut buffer[..want], start)?;
            let pages: Vec<&[u8]> = buffer[..want].chunks(PAGE).collect();
            let mut first = 0;
            for run in pages.chunk_by(|a, b| is_zero(a) == is_zero(b)) {
                let bytes = &buffer[first * PAGE..(first + run.len()) * PAGE];
                if !is_zero(run[0]) {
                    act(start + (first * PAGE) as u64, bytes)?;
                }
                first += run.len();
            }
            start += want as u64;
        }
    }
}

fn is_zero(page: &[u8]) -> bool {
    // Comparing whole slices is a memcmp, many times as quick as looking at each byte.
    page == &[0; PAGE][..page.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_the_same_and_its_digest_depends_on_places() {
        let memory = |page: u64| {
            let file = empty("memory").unwrap();
            file.set_len(1 << 20).unwrap();
            file.write_all_at(b"something", page * PAGE as u64 + 7).unwrap();
            file
        };
        let copies = [memory(3), memory(3), memory(200)].map(|from| {
            let to = empty("copy").unwrap();
            let digest = copy_memory(&from, &to).unwrap();
            let content = |file: &File| {
                let mut bytes = vec![0; 1 << 20];
                file.read_exact_at(&mut bytes, 0).unwrap();
                bytes
            };
            assert!(content(&from) == content(&to));
            digest
        });
        assert_eq!(copies[0], copies[1]);
        assert_ne!(copies[0], copies[2]);
    }

    #[test]
    fn a_sealed_file_stays_as_it_is() {
        let file = holding("sealed", b"content").unwrap();
        assert!(file.write_all_at(b"other", 0).is_err());
        assert!(file.set_len(0).is_err());
        // Also for one who opens it anew.
        let path = format!("/proc/self/fd/{}", file.as_raw_fd());
        let again = File::options().read(true).write(true).open(path).unwrap();
        assert!(again.write_all_at(b"other", 0).is_err());
    }
}
