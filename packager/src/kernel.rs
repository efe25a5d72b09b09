//! The guest's kernel as scripts/fetch-kernel left it: found, read, and unpacked. The uncompressed kernel
//! inside Debian's bzImage boots a second sooner than the bzImage (measured, of four), which under TCG
//! unpacks itself slowly.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::Error;

/// A kernel to build images with.
#[derive(Debug, Clone)]
pub struct Kernel {
    folder: PathBuf,
    record: Record,
}

/// `kernel.json`.
#[derive(Debug, Clone, Deserialize)]
struct Record {
    package: String,
    version: String,
    /// File names, in the order in which they load.
    modules: Vec<String>,
}

/// A module file and its name.
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
}

impl Kernel {
    /// The kernel in `$PREHEAT_KERNEL`, or in the folder where scripts/fetch-kernel puts it.
    pub fn find() -> Result<Kernel, Error> {
        Kernel::in_folder(&default_folder())
    }

    pub fn in_folder(folder: &Path) -> Result<Kernel, Error> {
        let path = folder.join("kernel.json");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::KernelMissing(folder.to_owned()));
            }
            Err(error) => return Err(Error::file("read", &path)(error)),
        };
        let record = serde_json::from_str(&text)
            .map_err(|error| unusable(folder, format!("kernel.json: {error}")))?;
        Ok(Kernel { folder: folder.to_owned(), record })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Debian package and version.
    pub fn origin(&self) -> String {
        format!("{} {}", self.record.package, self.record.version)
    }

    /// The zstd-compressed kernel, as it lies in the bzImage.
    pub(crate) fn packed(&self) -> Result<Vec<u8>, Error> {
        let path = self.folder.join("vmlinuz");
        let image = fs::read(&path).map_err(Error::file("read", &path))?;
        let payload = payload(&image).map_err(|what| unusable(&self.folder, what.into()))?;
        Ok(payload.to_vec())
    }

    pub(crate) fn modules(&self) -> Result<Vec<Module>, Error> {
        let read = |name: &String| {
            // The record is a file that anyone may have written: names only, no paths.
            if name.contains('/') {
                return Err(unusable(&self.folder, format!("`{name}` is no file name")));
            }
            let path = self.folder.join("modules").join(name);
            let content = fs::read(&path).map_err(Error::file("read", &path))?;
            Ok(Module { name: name.clone(), content })
        };
        self.record.modules.iter().map(read).collect()
    }
}

/// Unpacks a kernel that was packed with zstd.
pub(crate) fn unpack(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    // Twice today's size. A damaged or hostile length must not take all memory.
    const LIMIT: u64 = 128 << 20;
    let mut kernel = Vec::new();
    zstd::Decoder::new(packed)?.take(LIMIT + 1).read_to_end(&mut kernel)?;
    if kernel.len() as u64 > LIMIT {
        return Err(std::io::Error::other("the kernel is larger than 128 MiB"));
    }
    if !kernel.starts_with(b"\x7fELF") {
        return Err(std::io::Error::other("no ELF file is inside"));
    }
    Ok(kernel)
}

/// The zstd payload of a bzImage (Linux, Documentation/arch/x86/boot.rst: `setup_sects`, `payload_offset`,
/// `payload_length`). Its last four bytes are the unpacked length, which is no part of the zstd frame.
pub(crate) fn payload(image: &[u8]) -> Result<&[u8], &'static str> {
    const MESSAGE: &str = "vmlinuz is not a bzImage with a zstd payload";
    let u32_at = |at: usize| -> Result<usize, &'static str> {
        let bytes = image.get(at..at + 4).ok_or(MESSAGE)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize)
    };
    if image.get(0x202..0x206) != Some(b"HdrS") {
        return Err(MESSAGE);
    }
    let setup_sectors = match image[0x1f1] {
        0 => 4,
        count => usize::from(count),
    };
    let start = (setup_sectors + 1) * 512 + u32_at(0x248)?;
    let end = (start + u32_at(0x24c)?).checked_sub(4).ok_or(MESSAGE)?;
    let payload = image.get(start..end).ok_or(MESSAGE)?;
    if payload.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) { Ok(payload) } else { Err(MESSAGE) }
}

fn default_folder() -> PathBuf {
    if let Some(folder) = std::env::var_os("PREHEAT_KERNEL").filter(|value| !value.is_empty()) {
        return folder.into();
    }
    let data = std::env::var_os("XDG_DATA_HOME")
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .unwrap_or_else(|| {
            PathBuf::from(std::env::var_os("HOME").unwrap_or_default()).join(".local/share")
        });
    data.join("preheat/kernel")
}

fn unusable(folder: &Path, what: String) -> Error {
    Error::KernelUnusable { path: folder.to_owned(), what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_kernel_says_what_to_do() {
        let error = Kernel::in_folder(Path::new("/nowhere/kernel")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "no guest kernel in /nowhere/kernel: run scripts/setup (or scripts/fetch-kernel)"
        );
    }

    #[test]
    fn what_is_no_kernel_is_refused() {
        for bad in [&b""[..], b"\x7fELF", &[0; 2000]] {
            assert!(payload(bad).is_err());
        }
        let mut cut = vec![0; 2000];
        cut[0x202..0x206].copy_from_slice(b"HdrS");
        cut[0x248..0x250].fill(0xff);
        assert!(payload(&cut).is_err());
        assert!(unpack(b"not zstd").is_err());
    }
}
