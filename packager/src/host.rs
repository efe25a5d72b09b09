//! What this machine offers for running machines: QEMU, KVM if it works, the guest kernel. For `preheat
//! doctor` and for everything that starts a machine.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use preheat_formats::CpuLevel;
use preheat_formats::cpu::HostLevelError;
use preheat_formats::manifest::Accelerator;

use crate::cpu_model::TCG_LEVEL;
use crate::error::Error;
use crate::kernel::Kernel;
use crate::kvm_probe::KvmProbe;
use crate::process::Process;
use crate::qemu::Qemu;
use crate::qemu::find_program;
use crate::walls::{Needs, Standing, Walls};

/// How long QEMU may take to say its version.
const PROBE_LIMIT: Duration = Duration::from_secs(20);

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

    /// Starts QEMU inside the walls that machines have, and says which of them this system gives.
    pub fn walls(&self) -> Result<Standing, Error> {
        let needs = Needs { accelerator: self.accelerator(), memory_mib: 256, file_bytes: 0 };
        let walls = Walls::new(self.qemu.path(), &needs).map_err(Error::Spawn)?;
        let mut command = Command::new(self.qemu.path());
        command.arg("--version").env_clear();
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut qemu = Process::start(command, Vec::new(), Some(walls)).map_err(Error::Spawn)?;
        let ended = qemu.wait_at_most(PROBE_LIMIT).map_err(Error::Spawn)?;
        match (ended, qemu.standing()) {
            (Some(status), Some(standing)) if status.success() => Ok(*standing),
            (status, _) => {
                let what = status.map_or("it did not end".into(), |status| status.to_string());
                Err(Error::ToolUnusable { tool: "QEMU inside its walls", what })
            }
        }
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
