//! Disks that QEMU must not be given. QEMU does what a qcow2 file's header says, and that may be to open
//! other files. So each of these is refused when the image is opened, though its seal and its manifest are
//! right: before there is a QEMU. They are made by QEMU's own tool.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use preheat_formats::manifest::{Accelerator, FileRecord, KIND, Machine, Manifest, StateRecord};
use preheat_formats::{CpuLevel, Digest};
use preheat_packager::{Error, Image};

const CLUSTER: usize = 65536;

/// A disk in a folder, or none if the tool is not installed.
struct Disk {
    folder: tempfile::TempDir,
}

impl Disk {
    fn new() -> Option<Disk> {
        if Command::new("qemu-img").arg("--version").output().is_err() {
            println!("skipped: qemu-img is not installed");
            return None;
        }
        Some(Disk { folder: tempfile::tempdir().unwrap() })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `qemu-img` in the folder.
    fn img(&self, args: &[&str]) -> &Disk {
        let output =
            Command::new("qemu-img").args(args).current_dir(self.folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "qemu-img {args:?}: {said}");
        self
    }

    /// `disk` with a saved machine, as images have it.
    fn saved(&self) -> &Disk {
        self.img(&["snapshot", "-c", "warm", "disk"])
    }

    fn create(&self, options: &[&str]) -> &Disk {
        self.img(&[&["create", "-q", "-f", "qcow2"], options, &["disk", "1M"]].concat())
    }

    fn image(&self) -> Result<Image, Error> {
        let disk = fs::read(self.path("disk")).unwrap();
        open(&self.path("image.qcow2"), disk, manifest())
    }

    /// What is wrong with it.
    #[track_caller]
    fn refused(&self, words: &str) {
        let error = self.image().unwrap_err();
        let message = error.to_string();
        assert!(message.contains(words), "{message}");
        assert!(matches!(error, Error::DiskUnreadable { .. }), "{message}");
    }

    /// Changes bytes of the disk.
    fn patch(&self, at: usize, bytes: &[u8]) -> &Disk {
        let mut disk = fs::read(self.path("disk")).unwrap();
        disk[at..at + bytes.len()].copy_from_slice(bytes);
        fs::write(self.path("disk"), disk).unwrap();
        self
    }
}

fn manifest() -> Manifest {
    let record = |name: &str| FileRecord { origin: name.into(), digest: Digest::of(b""), len: 1 };
    Manifest {
        version: 2,
        module: Digest::of(b"module"),
        artifact: Digest::of(b"artifact"),
        level: CpuLevel::V3,
        kernel: record("kernel"),
        initramfs: record("initramfs"),
        machine: Machine {
            qemu_version: "7.2.22".into(),
            machine_type: "pc-q35-7.2".into(),
            cpu_model: "qemu64-v1,enforce".into(),
            accelerator: Accelerator::Tcg,
            memory_mib: 128,
            cpus: 1,
        },
        snapshot: "warm".into(),
        state: StateRecord { digest: Digest::of(b""), len: 0 },
        warmed_with: 0,
        qcow2_len: 0,
    }
}

/// An image of this disk, rightly sealed.
fn open(path: &Path, mut disk: Vec<u8>, mut manifest: Manifest) -> Result<Image, Error> {
    disk.resize(disk.len().next_multiple_of(CLUSTER), 0);
    manifest.qcow2_len = disk.len() as u64;
    disk.extend_from_slice(manifest.to_json().as_bytes());
    fs::write(path, KIND.append_trailer(disk)).unwrap();
    Image::open(path)
}

#[test]
fn a_disk_that_is_only_itself_is_opened() {
    let Some(disk) = Disk::new() else { return };
    disk.create(&[]).saved().image().unwrap();
    disk.create(&["-o", "compat=0.10"]).saved().image().unwrap();
}

#[test]
fn no_other_file_is_named() {
    let Some(disk) = Disk::new() else { return };
    fs::write(disk.path("secret"), [0x55; 1 << 20]).unwrap();
    disk.create(&["-b", "secret", "-F", "raw"]).saved().refused("refers to another file");
    disk.create(&[
        "-u",
        "-b",
        "json:{\"driver\":\"file\",\"filename\":\"/etc/shadow\"}",
        "-F",
        "raw",
    ]);
    disk.refused("refers to another file");
    disk.create(&["-o", "data_file=data"]).refused("incompatible features 0x4");
    disk.create(&["-o", "data_file=data,data_file_raw=on"]).refused("features");
    // Also without the feature that would make QEMU look at them.
    let name = b"/etc/shadow\0\0\0\0\0";
    let extension = |id: u32| [&id.to_be_bytes()[..], &11u32.to_be_bytes(), name].concat();
    let extensions = 112;
    disk.create(&[]).saved().patch(extensions, &extension(0x4441_5441));
    disk.refused("an external data file");
    disk.create(&[]).saved().patch(extensions, &extension(0xe279_2aca));
    disk.refused("a backing file's format");
    // A name without a place.
    disk.create(&[]).saved().patch(16, &[0, 0, 0, 11]).refused("refers to another file");
}

#[test]
fn nothing_is_encrypted_compressed_or_unknown() {
    let Some(disk) = Disk::new() else { return };
    let secret = ["--object", "secret,id=s,data=abc"];
    let luks = ["-o", "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10"];
    let create = [&["create", "-q", "-f", "qcow2"], &secret[..], &luks, &["disk", "1M"]].concat();
    disk.img(&create).refused("encrypted");
    disk.create(&["-o", "compression_type=zstd"]).saved().refused("incompatible features 0x8");
    disk.create(&["-o", "extended_l2=on"]).saved().refused("incompatible features 0x10");
    disk.create(&["-o", "lazy_refcounts=on"]).saved().refused("compatible features 0x1");
    disk.create(&[]).img(&["bitmap", "--add", "disk", "b"]).saved().refused("features");
    disk.create(&[]).saved().patch(72, &[0x80]).refused("incompatible features");
    disk.create(&[]).saved().patch(88, &[0x80]).refused("self-clearing features");
    disk.create(&[]).saved().patch(112, &[1, 2, 3, 4]).refused("extension");
    disk.create(&[]).saved().patch(4, &[0, 0, 0, 4]).refused("version 4");
    disk.create(&[]).saved().patch(0, b"QED\0").refused("not qcow2");
}

#[test]
fn it_holds_one_saved_machine_and_that_is_the_manifests() {
    let Some(disk) = Disk::new() else { return };
    disk.create(&[]).refused("holds 0 saved machines");
    disk.saved().img(&["snapshot", "-c", "other", "disk"]).refused("holds 2 saved machines");
    disk.create(&[]).img(&["snapshot", "-c", "other", "disk"]).refused("(other)");
    disk.create(&[]).saved().image().unwrap();
    let bytes = fs::read(disk.path("disk")).unwrap();
    let longer = |manifest: &mut Manifest| manifest.state.len = 4096;
    let mut changed = manifest();
    longer(&mut changed);
    let error = open(&disk.path("image.qcow2"), bytes, changed).unwrap_err();
    assert!(error.to_string().contains("0 bytes, and its manifest says 4096"), "{error}");
}

#[test]
fn sizes_and_places_are_sane() {
    let Some(disk) = Disk::new() else { return };
    let good = || disk.create(&[]).saved();
    good().patch(20, &[0, 0, 0, 30]).refused("clusters of 2 to the power of 30");
    good().patch(24, &[0xff; 8]).refused("bytes, in clusters");
    good().patch(36, &[0xff; 4]).refused("a table of");
    good().patch(40, &[0xff; 8]).refused("outside of the file");
    good().patch(48, &[0xff; 8]).refused("reference counts outside");
    good().patch(60, &[0xff; 4]).refused("saved machines");
    good().patch(64, &[0x7f; 8]).refused("cut short");
    good().patch(96, &[0, 0, 0, 9]).refused("reference counts");
    good().patch(100, &[0, 1, 0, 0]).refused("header claims 65536 bytes");
    good().patch(104, &[1]).refused("unknown here");
    // A list of extensions that goes on beyond the header's cluster.
    good().patch(112 + 4, &[0x7f, 0xff, 0xff, 0xff]).refused("header does not end");
}

/// What of a manifest becomes a part of QEMU's command line.
#[test]
fn a_manifest_cannot_add_to_what_qemu_is_told() {
    let Some(disk) = Disk::new() else { return };
    disk.create(&[]).saved().image().unwrap();
    let bytes = fs::read(disk.path("disk")).unwrap();
    let refused = |change: &dyn Fn(&mut Machine)| {
        let mut manifest = manifest();
        change(&mut manifest.machine);
        let error = open(&disk.path("image.qcow2"), bytes.clone(), manifest).unwrap_err();
        assert!(matches!(error, Error::Format { .. }), "{error}");
    };
    refused(&|machine| machine.machine_type = "pc-q35-7.2,firmware=/etc/shadow".into());
    refused(&|machine| machine.cpu_model = "host".into());
    refused(&|machine| machine.cpu_model = "qemu64-v1,x=/etc/shadow".into());
    refused(&|machine| machine.memory_mib = u32::MAX);
    refused(&|machine| machine.cpus = 0);
}
