//! The guest's disk: a squashfs that holds settings, artifacts, kernel and initramfs, in a qcow2 file.
//! Reading it back needs no QEMU.

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

use backhand::compression::{CompressionOptions, Compressor, Lz4};
use backhand::{FilesystemCompressor, FilesystemReader, FilesystemWriter, InnerNode, NodeHeader};
use preheat_formats::guest::BOOT_DIR;

use crate::qcow2;
use crate::qcow2_reader::Qcow2Reader;

/// Names in [`BOOT_DIR`]. The kernel is packed with zstd, as Debian's bzImage holds it.
pub(crate) const PACKED_KERNEL: &str = "kernel.zst";
pub(crate) const INITRAMFS: &str = "initramfs";
/// The frames of the warm-up requests, which pooled clones answer again before they wait.
pub(crate) const REHEARSAL: &str = "rehearsal";

/// A file to be on the disk: its path and its content.
pub(crate) struct DiskEntry<'a> {
    pub(crate) path: String,
    pub(crate) content: &'a [u8],
}

impl<'a> DiskEntry<'a> {
    /// A file that only the host reads.
    pub(crate) fn boot(name: &str, content: &'a [u8]) -> DiskEntry<'a> {
        DiskEntry { path: format!("{BOOT_DIR}/{name}"), content }
    }
}

/// A squashfs of these files. The same files give the same bytes.
pub(crate) fn file_system(entries: &[DiskEntry<'_>]) -> Result<Vec<u8>, String> {
    let describe = |error: backhand::BackhandError| error.to_string();
    let mut writer = FilesystemWriter::default();
    // Version 1, no high compression: what the kernel calls the legacy format, the only one that it reads.
    let options = CompressionOptions::Lz4(Lz4 { version: 1, flags: 0 });
    writer.set_compressor(
        FilesystemCompressor::new(Compressor::Lz4, Some(options)).map_err(describe)?,
    );
    writer.set_only_root_id();
    writer.set_root_mode(0o755);
    for entry in entries {
        let folder = Path::new(&entry.path).parent().unwrap_or(Path::new(""));
        if !folder.as_os_str().is_empty() {
            writer.push_dir_all(folder, NodeHeader::new(0o755, 0, 0, 0)).map_err(describe)?;
        }
        let header = NodeHeader::new(0o644, 0, 0, 0);
        writer.push_file(Cursor::new(entry.content), &entry.path, header).map_err(describe)?;
    }
    let mut out = Cursor::new(Vec::new());
    writer.write(&mut out).map_err(describe)?;
    Ok(out.into_inner())
}

/// Writes a file system into an empty file as a qcow2 disk.
pub(crate) fn write_disk(file: &Path, file_system: &[u8]) -> Result<(), String> {
    qcow2::write(file, file_system)
}

/// Reads a file of `BOOT_DIR` from the disk in a qcow2 file.
pub(crate) fn read_boot_file(disk: &File, name: &str) -> Result<Vec<u8>, String> {
    let reader = Qcow2Reader::open(disk)?;
    let system = FilesystemReader::from_reader(reader).map_err(|error| error.to_string())?;
    let path = Path::new("/").join(BOOT_DIR).join(name);
    let node = system
        .files()
        .find(|node| node.fullpath == path)
        .ok_or_else(|| format!("it has no {}", path.display()))?;
    let InnerNode::File(file) = &node.inner else {
        return Err(format!("{} is no file", path.display()));
    };
    let mut bytes = Vec::new();
    let mut reader = system.file(file).reader_checked().map_err(|error| error.to_string())?;
    reader.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}
