//! `fd_readdir`: what is in a folder. A folder is read once, when its first entry is asked for, and what was
//! found is kept for the calls that ask for more; the library reads the folder again in each of them. A name
//! is the bytes that it is, UTF-8 or not.
//!
//! What is kept is plain memory, so forks have it each for itself.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use preheat_formats::abi::Slot;
use rustix::fs::{AtFlags, Dir, DirEntry, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;
use wasmtime_wasi::filesystem::Descriptor;

use super::arguments::{long, range, result, word};
use super::errno::{EBADF, EIO, EMFILE, ENFILE, ENOMEM, SUCCESS};
use super::library::Wasi;
use super::listing::Listing;
use super::poll;
use crate::stop::Stop;

const EACCES: i32 = 2;
const DIRECTORY: u8 = 3;

pub fn fd_readdir(wasi: &mut Wasi, memory: &mut [u8], args: &[Slot]) -> Result<i32, Stop> {
    let (fd, room, cookie) = (word(args, 0), word(args, 2) as usize, long(args, 3));
    if cookie == 0 {
        wasi.folders.forget(fd);
    }
    if wasi.folders.get(fd).is_none() {
        let listing = match folder(wasi, fd)? {
            Ok(folder) => read(&folder).map_err(errno_of),
            Err(errno) => Err(errno),
        };
        match listing {
            Ok(listing) => wasi.folders.keep(fd, listing),
            Err(errno) => return Ok(errno),
        }
    }
    let entries = wasi.folders.get(fd).map_or(&[][..], |listing| listing.from(cookie));
    // The last one may be cut, which tells the program that there are more.
    let entries = &entries[..entries.len().min(room)];
    range(memory, word(args, 1), entries.len())?.copy_from_slice(entries);
    result(memory, word(args, 4))?.copy_from_slice(&(entries.len() as u32).to_le_bytes());
    Ok(SUCCESS)
}

/// The folder that is open under an fd, or an errno. The library does not show what belongs to a number; it
/// tells the inode, and shows all that is open.
fn folder(wasi: &mut Wasi, fd: u32) -> Result<Result<Arc<std::fs::File>, i32>, Stop> {
    let mut stat = [0; 64];
    let errno = wasi.ask("fd_filestat_get", &mut stat, &[u64::from(fd), 0])?;
    if errno != SUCCESS {
        return Ok(Err(errno));
    }
    if stat[poll::STAT_FILETYPE] != DIRECTORY {
        return Ok(Err(EBADF));
    }
    let (longs, _) = stat.as_chunks::<8>();
    let inode = u64::from_le_bytes(longs[1]);
    let is_it = |folder: &Arc<std::fs::File>| {
        rustix::fs::fstat(folder).is_ok_and(|stat| inode_of(&stat) == inode)
    };
    let mut open = wasi.open_files();
    let found = open.find_map(|resource| match resource.downcast_ref::<Descriptor>() {
        Some(Descriptor::Dir(dir)) if is_it(&dir.dir) => Some(dir.dir.clone()),
        _ => None,
    });
    found.map(Ok).ok_or_else(|| Stop::Failed(format!("no folder is open for fd {fd}")))
}

fn read(folder: &std::fs::File) -> Result<Listing, Errno> {
    let own = rustix::fs::fstat(folder)?;
    let mut listing = Listing::default();
    listing.push(inode_of(&own), DIRECTORY, b".");
    // Not that of the folder above, which may lie outside.
    listing.push(inode_of(&own), DIRECTORY, b"..");
    // Opened anew: what the library has may be of no use for reading, and its position is shared by forks.
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    for entry in Dir::new(rustix::fs::openat(folder, c".", flags, Mode::empty())?)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == c"." || name == c".." {
            continue;
        }
        match rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => {
                let kind = FileType::from_raw_mode(stat.st_mode);
                listing.push(inode_of(&stat), kind_of(kind), name.to_bytes());
            }
            // Gone since.
            Err(Errno::NOENT) => {}
            // A folder that may be read and not entered.
            Err(_) => {
                listing.push(inode_in(&own, &entry), kind_of(entry.file_type()), name.to_bytes())
            }
        }
    }
    Ok(listing)
}

fn inode_of(stat: &Stat) -> u64 {
    hash(stat.st_dev, stat.st_ino)
}

fn inode_in(folder: &Stat, entry: &DirEntry) -> u64 {
    hash(folder.st_dev, entry.ino())
}

/// The number that the library gives a file as its inode, in `filestat`.
fn hash(device: u64, inode: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    (device, inode).hash(&mut hasher);
    hasher.finish()
}

fn kind_of(kind: FileType) -> u8 {
    match kind {
        FileType::BlockDevice => 1,
        FileType::CharacterDevice => 2,
        FileType::Directory => DIRECTORY,
        FileType::RegularFile => poll::REGULAR_FILE,
        FileType::Symlink => 7,
        // Preview 1 has no word for a pipe, and `filestat` none for a socket.
        FileType::Fifo | FileType::Socket | FileType::Unknown => 0,
    }
}

fn errno_of(error: Errno) -> i32 {
    match error {
        Errno::ACCESS => EACCES,
        Errno::MFILE => EMFILE,
        Errno::NFILE => ENFILE,
        Errno::NOMEM => ENOMEM,
        _ => EIO,
    }
}
