//! What a guest finds where: the contract between who builds an image and the agent that runs as
//! PID 1 inside it.
//!
//! The initramfs holds the agent as `/init` and kernel modules in [`MODULES_DIR`], loaded in the order of
//! their names. The disk (`/dev/vda`, squashfs) holds [`SETTINGS`], the artifacts that it names, and in
//! [`BOOT_DIR`] the kernel and the initramfs themselves, which only the host reads.

use serde::{Deserialize, Serialize};

use crate::cpu::CpuLevel;
use crate::protocol::Limits;

/// In the initramfs: uncompressed modules, named `NN-name.ko`.
pub const MODULES_DIR: &str = "/modules";
/// Where the agent mounts the disk.
pub const DISK_MOUNT: &str = "/disk";
/// On the disk: [`Settings`] as JSON.
pub const SETTINGS: &str = "settings.json";
/// On the disk: kernel and initramfs.
pub const BOOT_DIR: &str = "boot";
/// Name of the virtio-serial port, found in `/sys/class/virtio-ports/*/name`.
pub const PORT: &str = "preheat.0";

/// How the agent in a guest serves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The program's name, args[0].
    pub program: String,
    pub args: Vec<String>,
    pub env: Vec<(String, String)>,
    /// One per processor level; the agent takes the best that the machine can run.
    pub artifacts: Vec<ArtifactEntry>,
    /// Counts what it does; for [`crate::protocol::Mode::Count`].
    pub instrumented: Option<ArtifactEntry>,
    /// Upper bounds for what a request may ask.
    pub limits: Limits,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtifactEntry {
    pub level: CpuLevel,
    /// Relative to the disk's root.
    pub path: String,
}
