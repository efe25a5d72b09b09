//! Writes raw disks to new qcow2 files, through `qcow2-rs`, before QEMU has seen the file: writing with it to
//! a file that holds a snapshot corrupts the file. Reading is [`crate::qcow2_reader`]'s: the library takes a
//! file at its word, and panics when that is wrong.

use std::path::Path;

use futures::executor::block_on;
use qcow2_rs::dev::{Qcow2Dev, Qcow2DevParams};
use qcow2_rs::error::Qcow2Error;
use qcow2_rs::helpers::Qcow2IoBuf;
use qcow2_rs::meta::Qcow2Header;
use qcow2_rs::sync_io::Qcow2IoSync;
use qcow2_rs::utils::qcow2_alloc_dev_sync;

use crate::qcow2_header::LONGEST;

/// The unit of allocation; QEMU's own default.
pub(crate) const CLUSTER: u64 = 1 << CLUSTER_BITS;
const CLUSTER_BITS: usize = 16;
const REFCOUNT_ORDER: u8 = 4;
const BLOCK: usize = 512;
/// Written at once.
const CHUNK: usize = 16 * CLUSTER as usize;

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

    let disk = open(path)?;
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

/// Opens the file that was just written.
fn open(path: &Path) -> Result<Qcow2Dev<Qcow2IoSync>, String> {
    let io = Qcow2IoSync::new(path, false, false);
    let params = Qcow2DevParams::new(9, None, None, false, false);
    let (disk, _) = qcow2_alloc_dev_sync(path, io, &params).map_err(describe)?;
    block_on(disk.qcow2_prep_io()).map_err(describe)?;
    Ok(disk)
}

fn describe(error: Qcow2Error) -> String {
    format!("qcow2: {error:?}")
}
