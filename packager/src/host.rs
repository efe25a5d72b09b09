//! What this machine offers for running machines: QEMU, KVM if it works, the guest kernel. For `preheat doctor`
//! and for everything that starts a machine.

use std::path::PathBuf;

use preheat_formats::CpuLevel;
use preheat_formats::cpu::HostLevelError;
use preheat_formats::manifest::Accelerator;

use crate::cpu_model::TCG_LEVEL;
use crate::qemu::find_program;
use crate::{Error, Kernel, KvmProbe, Qemu};

/// QEMU and how it can run machines here.
#[derive(Debug, Clone)]
pub struct Hypervisor {
    pub(crate) qemu: Qemu,
    pub(crate) kvm: KvmProbe,
}

impl Hypervisor {
    /// Finds QEMU and tries KVM (about 40 ms).
    pub fn find() -> Result<Hypervisor, Error> {
        Ok(Hypervisor { qemu: Qemu::find()?, kvm: KvmProbe::run() })
    }

    pub fn qemu(&self) -> &Qemu {
        &self.qemu
    }

    pub fn kvm(&self) -> &KvmProbe {
        &self.kvm
    }

    /// KVM if it works, else QEMU's own emulation.
    pub fn accelerator(&self) -> Accelerator {
        match self.kvm {
            KvmProbe::Works => Accelerator::Kvm,
            _ => Accelerator::Tcg,
        }
    }

    /// What a person should be told, once, about how machines run here.
    pub fn note(&self) -> Option<String> {
        match &self.kvm {
            KvmProbe::Works => None,
            other => Some(format!("KVM is {other}; machines run emulated (TCG), which is slower")),
        }
    }

    /// The highest processor level that a guest can have here: what to compile for.
    pub fn guest_level(&self) -> CpuLevel {
        self.level(self.accelerator())
    }

    /// The highest processor level that a guest can have under this accelerator.
    pub(crate) fn level(&self, accelerator: Accelerator) -> CpuLevel {
        match accelerator {
            Accelerator::Tcg => TCG_LEVEL,
            Accelerator::Kvm => CpuLevel::of_this_machine().unwrap_or(CpuLevel::V2),
        }
    }
}

/// Everything that images and machines need, each found or not.
#[derive(Debug)]
pub struct Host {
    pub qemu: Result<Qemu, Error>,
    /// Only used to check images by hand and in tests.
    pub qemu_img: Option<PathBuf>,
    pub kvm: KvmProbe,
    pub kernel: Result<Kernel, Error>,
    /// Of this machine's processor, for artifacts that run outside of guests.
    pub level: Result<CpuLevel, HostLevelError>,
}

impl Host {
    pub fn inspect() -> Host {
        Host {
            qemu: Qemu::find(),
            qemu_img: find_program("qemu-img"),
            kvm: KvmProbe::run(),
            kernel: Kernel::find(),
            level: CpuLevel::of_this_machine(),
        }
    }
}
