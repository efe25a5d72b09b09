//! QEMU's command line. The same for a machine that is saved and for all that come from it, but for what each
//! starts from: a state loads only into the machine that wrote it.

use std::fs::File;
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::Path;
use std::process::{Command, Stdio};

use preheat_formats::guest::PORT;
use preheat_formats::manifest::{Accelerator, Machine as Shape};
use serde_json::json;

/// Counts changes that make a saved device state unusable; part of the key of templates.
pub(crate) const SHAPE_VERSION: u32 = 1;

/// Name of the node of QEMU's block graph that is the qcow2 file.
pub(crate) const IMAGE_NODE: &str = "image";

/// What a machine starts from.
pub(crate) enum Start<'a> {
    /// From the kernel, with empty memory.
    Kernel { kernel: &'a File, initramfs: &'a File },
    /// With nothing, and does not run: a snapshot is loaded into it. Its memory becomes this shared file.
    Stopped { memory: &'a File },
    /// From a device state, with the memory of a template copied on write.
    Clone { state: &'a File, memory: &'a File },
}

/// What the machine may do with its disk file. The guest only ever reads.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DiskFile {
    /// QEMU keeps snapshots in it.
    HoldsSnapshots,
    ReadOnly,
}

/// The machine's ends of its connections.
pub(crate) struct Connections {
    pub(crate) port: OwnedFd,
    pub(crate) qmp: OwnedFd,
    pub(crate) console: OwnedFd,
}

/// The command, without the inherited descriptors that it names by number.
pub(crate) fn command(
    qemu: &Path,
    shape: &Shape,
    start: &Start<'_>,
    disk: (&File, DiskFile),
    ends: &Connections,
) -> std::io::Result<Command> {
    let mut command = Command::new(qemu);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(ends.console.try_clone()?);
    // Nothing of the caller's environment concerns a machine.
    command.env_clear();
    command.args(["-no-user-config", "-nodefaults", "-display", "none", "-no-reboot"]);
    // The guest is not trusted: QEMU itself may not start programs or change users.
    command.args([
        "-sandbox",
        "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
    ]);
    add_machine(&mut command, shape, start);
    add_disk(&mut command, disk);
    add_connections(&mut command, ends);
    add_start(&mut command, shape, start);
    Ok(command)
}

fn add_machine(command: &mut Command, shape: &Shape, start: &Start<'_>) {
    let mib = shape.memory_mib;
    let mut machine = format!(
        "{},usb=off,sata=off,smbus=off,smm=off,vmport=off,hpet=off,i8042=off,graphics=off,\
         mem-merge=off,dump-guest-core=off",
        shape.machine_type
    );
    // The block of memory has the same name in all, given or by default.
    let (memory, share) = match start {
        Start::Kernel { .. } => (None, ""),
        Start::Stopped { memory } => (Some(memory), "on"),
        Start::Clone { memory, .. } => (Some(memory), "off"),
    };
    if let Some(memory) = memory {
        command.arg("-object").arg(format!(
            "memory-backend-file,id=pc.ram,size={mib}M,mem-path={},share={share}",
            inherited(memory)
        ));
        machine.push_str(",memory-backend=pc.ram");
    }
    command.arg("-machine").arg(machine);
    command.args([
        "-accel",
        match shape.accelerator {
            Accelerator::Kvm => "kvm",
            // The cache of translated code is bounded, 1 GiB otherwise.
            Accelerator::Tcg => "tcg,tb-size=128",
        },
    ]);
    command.args(["-cpu", &shape.cpu_model]);
    command.args(["-m", &format!("{mib}M"), "-smp", &shape.cpus.to_string()]);
}

fn add_disk(command: &mut Command, (file, access): (&File, DiskFile)) {
    let fd = file.as_raw_fd();
    command.args(["-add-fd", &format!("fd={fd},set=1")]);
    let read_only = match access {
        DiskFile::HoldsSnapshots => false,
        DiskFile::ReadOnly => true,
    };
    // Files are ours alone or only read, and share their descriptors: QEMU's locks would say nothing.
    // No backing file, whatever the file says; that its header names none was checked before.
    let image = json!({
        "driver": "qcow2",
        "node-name": IMAGE_NODE,
        "read-only": read_only,
        "backing": null,
        "file": { "driver": "file", "filename": "/dev/fdset/1", "locking": "off" },
    });
    command.arg("-blockdev").arg(image.to_string());
    // Through a node that only reads: the guest sees the same read-only disk whether QEMU writes
    // snapshots into the file or not.
    command.arg("-blockdev");
    command.arg(format!("driver=raw,node-name=disk,read-only=on,file={IMAGE_NODE}"));
    command.args(["-device", "virtio-blk-pci,drive=disk,disable-legacy=on"]);
}

fn add_connections(command: &mut Command, ends: &Connections) {
    let socket = |name: &str, fd: &OwnedFd| format!("socket,id={name},fd={}", fd.as_raw_fd());
    command.args(["-chardev", &socket("port", &ends.port)]);
    command.args(["-device", "virtio-serial-pci,id=serial,max_ports=2,disable-legacy=on"]);
    command.arg("-device");
    command.arg(format!("virtserialport,bus=serial.0,nr=1,chardev=port,name={PORT}"));
    command.args(["-chardev", &socket("qmp", &ends.qmp), "-mon", "chardev=qmp,mode=control"]);
    command.args(["-chardev", &socket("console", &ends.console), "-serial", "chardev:console"]);
}

fn add_start(command: &mut Command, shape: &Shape, start: &Start<'_>) {
    match start {
        Start::Kernel { kernel, initramfs } => {
            command.args(["-kernel", &inherited(kernel), "-initrd", &inherited(initramfs)]);
            command.args(["-append", kernel_arguments(shape.accelerator)]);
        }
        Start::Stopped { .. } => {
            command.arg("-S");
        }
        // What it waits for is told by QMP.
        Start::Clone { .. } => {
            command.args(["-incoming", "defer"]);
        }
    }
}

/// `panic` and `-no-reboot` end QEMU when the guest fails. Mitigations guard one program in a guest from
/// another, and there is only one. Under TCG the kernel's checks of clocks and timers cost much and can fail.
fn kernel_arguments(accelerator: Accelerator) -> &'static str {
    match accelerator {
        Accelerator::Kvm => {
            "console=ttyS0 quiet panic=-1 mitigations=off nowatchdog cryptomgr.notests"
        }
        Accelerator::Tcg => {
            "console=ttyS0 quiet panic=-1 mitigations=off nowatchdog cryptomgr.notests \
             no_timer_check tsc=reliable"
        }
    }
}

/// A path under which QEMU opens a file that it inherited. The files need no names, and no one can put
/// another under the name between our check and its use.
fn inherited(file: &File) -> String {
    format!("/proc/self/fd/{}", file.as_raw_fd())
}
