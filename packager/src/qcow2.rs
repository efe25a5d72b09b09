//! Raw disks in and out of qcow2 files, through `qcow2-rs`. It is used before QEMU has seen a file and for
//! reading only afterwards: writing with it to a file that holds a snapshot corrupts the file.

use std::fs::File;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

use futures::executor::block_on;
use qcow2_rs::dev::{Qcow2Dev, Qcow2DevParams};
use qcow2_rs::error::Qcow2Error;
use qcow2_rs::helpers::Qcow2IoBuf;
use qcow2_rs::meta::Qcow2Header;
use qcow2_rs::sync_io::Qcow2IoSync;
use qcow2_rs::utils::qcow2_alloc_dev_sync;

/// The unit of allocation; QEMU's own default.
pub(crate) const CLUSTER: u64 = 1 << CLUSTER_BITS;
const CLUSTER_BITS: usize = 16;
const REFCOUNT_ORDER: u8 = 4;
const BLOCK: usize = 512;
/// Written and read at once.
const CHUNK: usize = 16 * CLUSTER as usize;
/// No disk of ours is larger: artifacts of some MB and a kernel.
const LONGEST: u64 = 4 << 30;

/// Makes an empty file a qcow2 disk with this content, padded with zeros to whole clusters.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    let len = (content.len() as u64).next_multiple_of(CLUSTER);
    if len > LONGEST {
        return Err(format!("{len} bytes are over the limit of {LONGEST}"));
    }
    let (table, block, _) =
        Qcow2Header::calculate_meta_params(len, CLUSTER_BITS, REFCOUNT_ORDER, BLOCK);
    let metadata = ((1 + table.1 + block.1) as usize) << CLUSTER_BITS;
    // The first level table, empty, follows the other metadata.
    let mut head = vec![0; metadata + BLOCK];
    Qcow2Header::format_qcow2(&mut head, len, CLUSTER_BITS, REFCOUNT_ORDER, BLOCK)
        .map_err(describe)?;
    std::fs::write(path, head).map_err(|error| error.to_string())?;

    let disk = open(path, Access::Write)?;
    let mut buffer = Qcow2IoBuf::<u8>::new(CHUNK);
    for (number, chunk) in content.chunks(CHUNK).enumerate() {
        buffer[..chunk.len()].copy_from_slice(chunk);
        let filled = chunk.len().next_multiple_of(CLUSTER as usize);
        buffer[chunk.len()..filled].fill(0);
        let at = (number * CHUNK) as u64;
        block_on(disk.write_at(&buffer[..filled], at)).map_err(describe)?;
    }
    block_on(disk.flush_meta()).map_err(describe)
}

/// The whole content of the disk in a qcow2 file.
pub(crate) fn read(file: &File) -> Result<Vec<u8>, String> {
    // The library opens by name; this name is the file that was verified, whatever happened to its own.
    let path = PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd()));
    let disk = open(&path, Access::Read)?;
    let len = disk.info.virtual_size();
    if len > LONGEST {
        return Err(format!("its disk claims {len} bytes"));
    }
    let mut content = Vec::with_capacity(len as usize);
    let mut buffer = Qcow2IoBuf::<u8>::new(CHUNK);
    while (content.len() as u64) < len {
        let want = CHUNK.min(len as usize - content.len());
        let read =
            block_on(disk.read_at(&mut buffer[..want], content.len() as u64)).map_err(describe)?;
        if read == 0 {
            return Err("its disk ends too soon".into());
        }
        content.extend_from_slice(&buffer[..read]);
    }
    Ok(content)
}

#[derive(PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

fn open(path: &Path, access: Access) -> Result<Qcow2Dev<Qcow2IoSync>, String> {
    let read_only = access == Access::Read;
    // The library ends the process when it cannot open a file, so that is tried first.
    File::options().read(true).write(!read_only).open(path).map_err(|error| error.to_string())?;
    let io = Qcow2IoSync::new(path, read_only, false);
    let params = Qcow2DevParams::new(9, None, None, read_only, false);
    let (disk, backing) = qcow2_alloc_dev_sync(path, io, &params).map_err(describe)?;
    if backing.is_some() {
        return Err("its disk refers to another file".into());
    }
    block_on(disk.qcow2_prep_io()).map_err(describe)?;
    Ok(disk)
}

fn describe(error: Qcow2Error) -> String {
    format!("qcow2: {error:?}")
}
