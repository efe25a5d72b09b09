//! The manifest of an image: what is in it, what it needs, and the digests that prove it.
//!
//! An image is one qcow2 file, followed by the manifest as JSON and the trailer of [`crate::seal`], whose
//! payload is everything before it, and who made it ([`crate::signature`]). QEMU ignores what follows the
//! last cluster. The manifest is at most 64 KiB long and starts at the last multiple of 64 KiB in the
//! payload, so that it is found from the end.

use serde::{Deserialize, Serialize};

use crate::cpu::CpuLevel;
use crate::digest::Digest;
use crate::seal::{FormatError, Kind};

pub const KIND: Kind = Kind { magic: *b"PREHEATI", version: 3, name: "image" };

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub version: u32,
    pub module: Digest,
    pub artifact: Digest,
    /// Processor level that the artifact needs.
    pub level: CpuLevel,
    pub kernel: FileRecord,
    pub initramfs: FileRecord,
    pub machine: Machine,
    /// Name of the internal snapshot that holds the machine at its warm point.
    pub snapshot: String,
    /// What that snapshot holds of memory and devices, as QEMU reads it back.
    pub state: StateRecord,
    /// Requests that were answered before the machine was saved.
    pub warmed_with: u32,
    /// Length of the qcow2 part in bytes.
    pub qcow2_len: u64,
}

/// A file that the machine boots from, kept inside the image's disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// What it is, for people: package and version.
    pub origin: String,
    pub digest: Digest,
    pub len: u64,
}

/// A saved machine's memory and devices, inside the qcow2 file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StateRecord {
    pub digest: Digest,
    pub len: u64,
}

/// The machine whose state was saved. A state loads only into the same machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Machine {
    pub qemu_version: String,
    /// Versioned, as `pc-q35-7.2`.
    pub machine_type: String,
    pub cpu_model: String,
    pub accelerator: Accelerator,
    pub memory_mib: u32,
    pub cpus: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Accelerator {
    Kvm,
    Tcg,
}

impl Manifest {
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a manifest has only string keys")
    }

    pub fn from_json(text: &str) -> Result<Manifest, FormatError> {
        serde_json::from_str(text)
            .map_err(|error| FormatError::Malformed { kind: "manifest", what: error.to_string() })
    }
}
