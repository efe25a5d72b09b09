//! The files that QEMU may open by itself: its program, libraries and firmware, to read. All that a machine
//! is made of reaches it as open descriptors or as memory files, which Landlock does not concern. It also
//! keeps signals and abstract sockets inside where the kernel knows that (ABI 6).

use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset,
    RulesetAttr, RulesetCreatedAttr, RulesetError, Scope,
};
use rustix::io::Errno;

/// The newest rights that are asked for; a kernel that knows fewer gives those.
const NEWEST: ABI = ABI::V6;

/// Where systems have libraries, and QEMU's firmware and modules.
const FOLDERS: [&str; 11] = [
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/usr/local/lib",
    "/usr/share/qemu",
    "/usr/share/seabios",
    "/usr/local/share/qemu",
    "/nix/store",
    "/gnu/store",
];

/// What the dynamic linker and the C library read, and a source of random numbers.
const FILES: [&str; 3] = ["/etc/ld.so.cache", "/etc/ld.so.preload", "/dev/urandom"];

/// Of a QEMU that is installed by itself, beside its `bin`.
const BESIDE: [&str; 4] = ["lib", "lib64", "libexec", "share/qemu"];

/// A ruleset for a process that will become this program; `kvm` is the device if it needs that.
pub(super) fn ruleset(program: &Path, kvm: Option<&Path>) -> Result<OwnedFd, Errno> {
    // A failure here is one of the kernel's: it has no Landlock, or it is turned off.
    let made = make(program, kvm).map_err(|_| Errno::OPNOTSUPP)?;
    made.ok_or(Errno::OPNOTSUPP)
}

fn make(program: &Path, kvm: Option<&Path>) -> Result<Option<OwnedFd>, RulesetError> {
    let mut ruleset = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?
        .create()?;
    let program = std::fs::canonicalize(program).unwrap_or_else(|_| program.to_owned());
    let prefix = program.parent().and_then(Path::parent);
    let beside = BESIDE.iter().filter_map(|name| Some(prefix?.join(name)));
    let read = AccessFs::from_read(NEWEST);
    for folder in FOLDERS.iter().map(PathBuf::from).chain(beside) {
        // What is not there is not opened either.
        if let Ok(folder) = PathFd::new(&folder) {
            ruleset = ruleset.add_rule(PathBeneath::new(folder, read))?;
        }
    }
    if let Ok(program) = PathFd::new(&program) {
        let access = AccessFs::ReadFile | AccessFs::Execute;
        ruleset = ruleset.add_rule(PathBeneath::new(program, access))?;
    }
    for file in FILES.iter().filter_map(|file| PathFd::new(file).ok()) {
        ruleset = ruleset.add_rule(PathBeneath::new(file, AccessFs::ReadFile))?;
    }
    if let Some(device) = kvm.and_then(|kvm| PathFd::new(kvm).ok()) {
        let access = AccessFs::ReadFile | AccessFs::WriteFile | AccessFs::IoctlDev;
        ruleset = ruleset.add_rule(PathBeneath::new(device, access))?;
    }
    Ok(ruleset.into())
}
