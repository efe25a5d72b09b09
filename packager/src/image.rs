//! An image that exists: opened, verified whole, described by its manifest; and its cold boot. How images are
//! made is in `builder`, how clones come from their saved state in `template`. Who signed an image is told;
//! whether that is somebody to trust, the caller decides.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::{DirBuilderExt, FileExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use preheat_formats::Digest;
use preheat_formats::manifest::{Accelerator, FileRecord, KIND, Machine as Shape, Manifest};
use preheat_formats::protocol::{Request, ToAgent, read_frame};
use preheat_formats::seal::{FormatError, SEAL_LEN};
use preheat_formats::signature::{BLOCK_LEN, Block, Signature};

use crate::command_line::{DiskFile, Start};
use crate::cpu_model::{CPU, cpu_model};
use crate::disk::{INITRAMFS, PACKED_KERNEL, REHEARSAL, read_boot_file};
use crate::error::Error;
use crate::host::Hypervisor;
use crate::kernel::unpack;
use crate::kvm_probe::KvmProbe;
use crate::machine::Machine;
use crate::memory_file;
use crate::qcow2::CLUSTER;
use crate::qcow2_header::Header;
use crate::qcow2_reader::saved_state;
use crate::qemu::QemuVersion;
use crate::staging;
use crate::usage::note_use;

/// Where a cache keeps files to boot from, by their digests.
pub(crate) const BOOT_FOLDER: &str = "boot";

/// How long a guest may take from nothing to its warm point.
pub(crate) const BOOT_LIMIT: Duration = Duration::from_secs(120);

/// What a machine may have: more is a manifest that is wrong.
const SANE_MEMORY: std::ops::RangeInclusive<u32> = 1..=1 << 20;
const SANE_CPUS: std::ops::RangeInclusive<u32> = 1..=255;

/// An image whose content is what its maker wrote. The file stays open: it may be replaced meanwhile.
#[derive(Debug)]
pub struct Image {
    path: PathBuf,
    file: File,
    digest: Digest,
    signature: Option<Signature>,
    manifest: Manifest,
}

impl Image {
    /// Opens an image and verifies all of it before anything of it is used: that it is whole, and that its
    /// disk is one that QEMU may be given. A signature is only read.
    pub fn open(path: &Path) -> Result<Image, Error> {
        let file = File::open(path).map_err(Error::file("open the image", path))?;
        Image::of_file(file, path)
    }

    pub(crate) fn of_file(mut file: File, path: &Path) -> Result<Image, Error> {
        let reading = || Error::file("read the image", path);
        let refuse = || Error::format(path);
        let whole = file.seek(SeekFrom::End(0)).map_err(reading())?;
        let signature = read_signature(&file, whole).map_err(reading())?.map_err(refuse())?;
        let signed = if signature.is_some() { BLOCK_LEN as u64 } else { 0 };
        let Some(payload) = whole.checked_sub(signed + SEAL_LEN as u64) else {
            return Err(refuse()(FormatError::NoTrailer(KIND.name)));
        };
        let mut trailer = [0; SEAL_LEN];
        file.read_exact_at(&mut trailer, payload).map_err(reading())?;
        let seal = KIND.read_trailer(&trailer).map_err(refuse())?;
        if seal.payload_len != payload {
            let (kind, found, needed) = (KIND.name, payload, seal.payload_len);
            return Err(refuse()(FormatError::Truncated { kind, found, needed }));
        }
        file.seek(SeekFrom::Start(0)).map_err(reading())?;
        let digest = Digest::of_reader((&file).take(payload)).map_err(reading())?;
        if digest != seal.digest {
            return Err(refuse()(FormatError::Digest(KIND.name)));
        }
        let start = manifest_start(payload);
        let mut text = vec![0; (payload - start) as usize];
        file.read_exact_at(&mut text, start).map_err(reading())?;
        let malformed = |what: &str| FormatError::Malformed { kind: KIND.name, what: what.into() };
        let text =
            String::from_utf8(text).map_err(|_| refuse()(malformed("its manifest is not text")))?;
        let manifest = Manifest::from_json(&text).map_err(refuse())?;
        if manifest.qcow2_len != start {
            return Err(refuse()(malformed("its manifest is of another file")));
        }
        let image = Image { path: path.to_owned(), file, digest, signature, manifest };
        image.check_disk().map_err(|what| image.unreadable(what))?;
        image.check_shape().map_err(|what| refuse()(malformed(&what)))?;
        Ok(image)
    }

    /// QEMU does what a disk's header says, so it gets none that we did not understand.
    fn check_disk(&self) -> Result<(), String> {
        let header = Header::read(&self.file, self.manifest.qcow2_len)?;
        let snapshot = header.only_snapshot(&self.manifest.snapshot)?;
        let (found, told) = (snapshot.state_len, self.manifest.state.len);
        if found == told {
            return Ok(());
        }
        Err(format!("its saved machine has {found} bytes, and its manifest says {told}"))
    }

    /// What of the manifest becomes a part of QEMU's command line: words, not more options.
    fn check_shape(&self) -> Result<(), String> {
        let shape = &self.manifest.machine;
        let is_word = |text: &str, more: &str| {
            text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
        };
        if !is_word(&shape.machine_type, ".-") {
            return Err("its machine type is not one".into());
        }
        if !is_word(&shape.cpu_model, "=,.-") || !shape.cpu_model.starts_with(CPU) {
            return Err("its processor is not one that images have".into());
        }
        if !SANE_MEMORY.contains(&shape.memory_mib) || !SANE_CPUS.contains(&shape.cpus) {
            let (memory, cpus) = (shape.memory_mib, shape.cpus);
            return Err(format!("it is for a machine of {memory} MiB and {cpus} processors"));
        }
        Ok(())
    }

    /// Checks the saved machine against its own digest.
    pub(crate) fn check_state(&self, disk: &File) -> Result<(), Error> {
        let Manifest { qcow2_len, snapshot, state, .. } = &self.manifest;
        let found =
            saved_state(disk, *qcow2_len, snapshot).map_err(|what| self.unreadable(what))?;
        if found == *state {
            return Ok(());
        }
        Err(self.unreadable("its saved machine does not match its digest".into()))
    }

    fn unreadable(&self, what: String) -> Error {
        Error::DiskUnreadable { path: self.path.clone(), what }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Of everything before the trailer.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Who says that he made it. Whether the signature holds was not checked.
    pub fn signature(&self) -> Option<&Signature> {
        self.signature.as_ref()
    }

    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    /// Boots the image's kernel and runs the program up to its warm point, without the saved state.
    /// `cache` is a folder that keeps the unpacked kernel.
    pub fn boot_cold(&self, hypervisor: &Hypervisor, cache: &Path) -> Result<Machine, Error> {
        let shape = self.shape_for_cold_boot(hypervisor)?;
        let kernel = self.boot_file(cache, PACKED_KERNEL, &self.manifest.kernel)?;
        let initramfs = self.boot_file(cache, INITRAMFS, &self.manifest.initramfs)?;
        let start = Start::Kernel { kernel: &kernel, initramfs: &initramfs };
        let qemu = hypervisor.qemu.path();
        let mut machine = Machine::start(qemu, &shape, &start, (&self.file, DiskFile::ReadOnly))?;
        machine.await_ready(BOOT_LIMIT)?;
        machine.send_ping()?;
        Ok(machine)
    }

    /// The requests that the program answered before it was saved. Answering them again makes a machine
    /// quick.
    pub(crate) fn rehearsal(&self) -> Result<Vec<Request>, Error> {
        let unreadable = |what: String| self.unreadable(what);
        let frames = read_boot_file(&self.file, REHEARSAL).map_err(unreadable)?;
        let mut left = frames.as_slice();
        let mut requests = Vec::new();
        while !left.is_empty() {
            match read_frame(&mut left) {
                Ok(ToAgent::Request(request)) => requests.push(request),
                Ok(_) => return Err(unreadable(format!("{REHEARSAL} holds more than requests"))),
                Err(error) => return Err(unreadable(format!("{REHEARSAL}: {error}"))),
            }
        }
        Ok(requests)
    }

    /// Whether the saved state loads here; a clear refusal if not.
    pub(crate) fn check_state_loads(&self, hypervisor: &Hypervisor) -> Result<(), Error> {
        self.check_machine_type(hypervisor)?;
        let path = || self.path.clone();
        let saved = &self.manifest.machine.qemu_version;
        let here = hypervisor.qemu.version();
        let version: Result<QemuVersion, _> = saved.parse();
        if !version.is_ok_and(|saved| here.loads_from(&saved)) {
            let (saved, here) = (saved.clone(), here.to_string());
            return Err(Error::QemuTooOld { path: path(), saved, here });
        }
        if self.manifest.machine.accelerator == Accelerator::Kvm {
            if hypervisor.kvm != KvmProbe::Works {
                let why = format!("KVM is {}", hypervisor.kvm);
                return Err(Error::AcceleratorMissing { path: path(), needed: "KVM", why });
            }
            self.check_level(hypervisor, Accelerator::Kvm)?;
        }
        Ok(())
    }

    fn check_machine_type(&self, hypervisor: &Hypervisor) -> Result<(), Error> {
        let machine_type = &self.manifest.machine.machine_type;
        if hypervisor.qemu.has_machine_type(machine_type) {
            return Ok(());
        }
        Err(Error::MachineTypeMissing {
            path: self.path.clone(),
            machine_type: machine_type.clone(),
            here: hypervisor.qemu.version().to_string(),
        })
    }

    fn check_level(&self, hypervisor: &Hypervisor, accelerator: Accelerator) -> Result<(), Error> {
        let needed = self.manifest.level;
        if hypervisor.level(accelerator) >= needed {
            return Ok(());
        }
        let missing = match accelerator {
            Accelerator::Kvm => needed.missing_here(),
            Accelerator::Tcg => vec!["AVX-512 (QEMU's emulation has none)"],
        };
        Err(Error::LevelMissing { path: self.path.clone(), needed, missing })
    }

    /// A cold boot is not bound to the accelerator under which the state was saved.
    fn shape_for_cold_boot(&self, hypervisor: &Hypervisor) -> Result<Shape, Error> {
        self.check_machine_type(hypervisor)?;
        let accelerator = hypervisor.accelerator();
        self.check_level(hypervisor, accelerator)?;
        let cpu_model = cpu_model(self.manifest.level, accelerator);
        Ok(Shape { accelerator, cpu_model, ..self.manifest.machine.clone() })
    }

    /// A file to boot from: from the cache, where it lies under its digest, or unpacked now and left there if
    /// that can be. What was verified is what QEMU opens.
    fn boot_file(&self, cache: &Path, name: &str, record: &FileRecord) -> Result<File, Error> {
        let folder = cache.join(BOOT_FOLDER);
        let path = folder.join(record.digest.to_string());
        let cached = read_cached(&path).filter(|content| Digest::of(content) == record.digest);
        let content = match cached {
            Some(content) => content,
            None => {
                let content = self.unpacked(name, record)?;
                // Where it cannot be kept it is unpacked again the next time, which takes a blink beside a
                // boot.
                let _ = keep(&folder, &path, &content);
                content
            }
        };
        memory_file::holding(name, &content).map_err(Error::file("hold in memory", &path))
    }

    fn unpacked(&self, name: &str, record: &FileRecord) -> Result<Vec<u8>, Error> {
        let mut content = read_boot_file(&self.file, name).map_err(|what| self.unreadable(what))?;
        if name == PACKED_KERNEL {
            content = unpack(&content).map_err(|error| self.unreadable(error.to_string()))?;
        }
        if Digest::of(&content) != record.digest {
            return Err(self.unreadable(format!("{name} does not match its digest")));
        }
        Ok(content)
    }
}

/// What lies there, which is used from now on.
fn read_cached(path: &Path) -> Option<Vec<u8>> {
    let mut file = File::open(path).ok()?;
    note_use(&file);
    let mut content = Vec::new();
    file.read_to_end(&mut content).ok()?;
    Some(content)
}

fn keep(folder: &Path, path: &Path, content: &[u8]) -> Result<(), Error> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .map_err(Error::write(folder))?;
    staging::write(path, content).map_err(Error::write(path))
}

/// The signature at the end of a file of this length, if there is one.
fn read_signature(file: &File, len: u64) -> io::Result<Result<Option<Signature>, FormatError>> {
    let Some(at) = len.checked_sub(BLOCK_LEN as u64) else { return Ok(Ok(None)) };
    let mut block = [0; BLOCK_LEN];
    file.read_exact_at(&mut block, at)?;
    let malformed = |what: &str| FormatError::Malformed { kind: KIND.name, what: what.into() };
    Ok(match Block::read(&block) {
        Ok(Some(Block { statement_len: 0, signature })) => Ok(Some(signature)),
        Ok(Some(_)) => Err(malformed("its signature is not one of an image")),
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    })
}

/// Where the manifest starts in a payload of this length: the qcow2 part is whole clusters, and a manifest
/// is not empty and no longer than one.
pub(crate) fn manifest_start(payload: u64) -> u64 {
    payload.saturating_sub(1) / CLUSTER * CLUSTER
}
