//! Builds an image: disk, cold boot, warm-up requests, saved state, manifest. The file appears under its name
//! when all of it is there, or not at all.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use preheat_formats::artifact;
use preheat_formats::guest::{ArtifactEntry, SETTINGS, Settings};
use preheat_formats::manifest::{FileRecord, KIND, Machine as Shape, Manifest, StateRecord};
use preheat_formats::protocol::{Limits, Outcome, Request, ToAgent, write_frame};
use preheat_formats::seal::{SEAL_LEN, Seal};
use preheat_formats::signature::{Block, Claim};
use preheat_formats::{CpuLevel, Digest};

use crate::command_line::{DiskFile, Start};
use crate::cpu_model::cpu_model;
use crate::disk::{DiskEntry, INITRAMFS, PACKED_KERNEL, REHEARSAL, file_system, write_disk};
use crate::error::Error;
use crate::host::Hypervisor;
use crate::image::Image;
use crate::image::{BOOT_LIMIT, manifest_start};
use crate::initramfs::{initramfs, load_agent};
use crate::kernel::Kernel;
use crate::kernel::unpack;
use crate::machine::Machine;
use crate::memory_file;
use crate::notary::Notary;
use crate::qcow2::CLUSTER;
use crate::qcow2_reader::saved_state;
use crate::staging::{self, Staged};

/// Name of the internal snapshot.
const SNAPSHOT: &str = "warm";
const MANIFEST_VERSION: u32 = 2;
/// Kernel and agent, with little left for a program.
const LEAST_MEMORY: Memory = Memory(128);
/// How long the guest may be busy after the last request. It is saved then all the same.
const IDLE_LIMIT: Duration = Duration::from_secs(5);

/// What goes into an image.
#[derive(Debug, Clone)]
pub struct ImageBuilder {
    /// The module that the artifacts were compiled from.
    pub module: Digest,
    /// One for each processor level that there is; the guest takes the best that it can run.
    pub artifacts: Vec<ArtifactFile>,
    /// Counts what it does.
    pub instrumented: Option<ArtifactFile>,
    pub program: Program,
    /// The static agent binary.
    pub agent: PathBuf,
    pub kernel: Kernel,
    /// Answered, in this order, before the state is saved.
    pub warm_up: Vec<Request>,
    pub memory: Memory,
    /// Signs it; without one it is unsigned, and needs to be allowed wherever it is used.
    pub notary: Option<Arc<dyn Notary>>,
}

/// An artifact and the level that it was compiled for.
#[derive(Debug, Clone)]
pub struct ArtifactFile {
    pub level: CpuLevel,
    pub path: PathBuf,
}

/// How the program is called.
#[derive(Debug, Clone)]
pub struct Program {
    pub name: String,
    pub args: Vec<String>,
    pub env: Vec<(String, String)>,
    /// Upper bounds for what a request may ask.
    pub limits: Limits,
}

/// A guest's memory in MiB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Memory(pub u32);

impl Default for Memory {
    /// Room for kernel, agent and a program of some 100 MiB.
    fn default() -> Memory {
        Memory(256)
    }
}

/// What a build is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading artifacts, agent and kernel.
    Collect,
    /// Writing the guest's disk.
    WriteDisk,
    /// Booting, up to the warm point.
    Boot,
    /// Answering warm-up request `number` (from 1) of `of`.
    WarmUp { number: usize, of: usize },
    /// Saving the machine's state.
    Save,
    /// Computing the digest of the file and naming it.
    Seal,
}

impl ImageBuilder {
    /// Builds the image. `progress` is told each stage as it begins.
    pub fn build(
        &self,
        hypervisor: &Hypervisor,
        output: &Path,
        progress: &mut dyn FnMut(Stage),
    ) -> Result<Image, Error> {
        progress(Stage::Collect);
        if self.memory < LEAST_MEMORY {
            return Err(Error::Memory { given: self.memory.0, least: LEAST_MEMORY.0 });
        }
        let chosen = self.best_artifact(hypervisor)?;
        let shape = self.shape(hypervisor, self.artifacts[chosen].level)?;
        let parts = self.collect()?;

        progress(Stage::WriteDisk);
        let name = staging::regular(output).map_err(Error::write(output))?;
        let mut staged = Staged::beside(&name).map_err(Error::write(output))?;
        let settings = self.settings();
        let json = serde_json::to_vec_pretty(&settings)
            .map_err(|error| Error::Disk(format!("settings: {error}")))?;
        let entries = parts.disk_entries(&settings, &json);
        let system = file_system(&entries).map_err(Error::Disk)?;
        write_disk(&staged.path(), &system).map_err(Error::Disk)?;

        progress(Stage::Boot);
        let mut machine = boot(hypervisor, &shape, &parts, &staged.file)?;
        for (index, request) in self.warm_up.iter().enumerate() {
            let (number, of) = (index + 1, self.warm_up.len());
            progress(Stage::WarmUp { number, of });
            warm_up(&mut machine, request).map_err(|error| match error {
                Answered::Badly(what) => Error::WarmUp { number, of, what },
                Answered::Not(error) => error,
            })?;
        }

        progress(Stage::Save);
        // What the agent still does between requests, every clone would do again.
        machine.await_idle(IDLE_LIMIT);
        machine.pause()?;
        machine.save_snapshot(SNAPSHOT)?;
        machine.quit()?;

        progress(Stage::Seal);
        let len = staged.file.metadata().map_err(Error::file("read", output))?.len();
        let state = saved_state(&staged.file, len, SNAPSHOT).map_err(Error::Disk)?;
        let manifest = self.manifest(chosen, shape, state, &parts);
        let digest = seal(&mut staged.file, manifest).map_err(Error::write(output))?;
        self.sign(&mut staged.file, digest).map_err(Error::file("sign", output))?;
        // All is there when it has its name; a crash of the host must not make that untrue.
        staged.file.sync_all().map_err(Error::write(output))?;
        staged.publish(&name).map_err(Error::write(output))?;
        Image::open(output)
    }

    /// Which of the artifacts is the best that the machine can run.
    fn best_artifact(&self, hypervisor: &Hypervisor) -> Result<usize, Error> {
        let levels = || self.artifacts.iter().map(|file| file.level);
        let (Some(lowest), true) = (levels().min(), all_different(levels().collect())) else {
            return Err(Error::Artifacts);
        };
        let machine = hypervisor.level(hypervisor.accelerator());
        let best = levels().enumerate().filter(|(_, level)| *level <= machine);
        best.max_by_key(|(_, level)| *level).map(|(index, _)| index).ok_or_else(|| {
            let why = hypervisor.note().unwrap_or_else(|| "that is this processor's".into());
            Error::LevelTooHigh { machine, artifact: lowest, why }
        })
    }

    fn shape(&self, hypervisor: &Hypervisor, level: CpuLevel) -> Result<Shape, Error> {
        let accelerator = hypervisor.accelerator();
        Ok(Shape {
            qemu_version: hypervisor.qemu.version().to_string(),
            machine_type: hypervisor.qemu.machine_type()?,
            cpu_model: cpu_model(level, accelerator),
            accelerator,
            memory_mib: self.memory.0,
            cpus: 1,
        })
    }

    fn collect(&self) -> Result<Parts, Error> {
        let packed_kernel = self.kernel.packed()?;
        let kernel = unpack(&packed_kernel).map_err(|error| Error::KernelUnusable {
            path: self.kernel.folder().to_owned(),
            what: error.to_string(),
        })?;
        let agent = load_agent(&self.agent)?;
        let initramfs =
            initramfs(&agent, &self.kernel.modules()?).map_err(Error::file("pack", &self.agent))?;
        let read = |file: &ArtifactFile| Artifact::read(&file.path);
        let artifacts = self.artifacts.iter().map(read).collect::<Result<_, _>>()?;
        let instrumented = self.instrumented.as_ref().map(read).transpose()?;
        let mut rehearsal = Vec::new();
        for request in &self.warm_up {
            write_frame(&mut rehearsal, &ToAgent::Request(request.clone()))
                .map_err(|error| Error::Disk(format!("warm-up request: {error}")))?;
        }
        Ok(Parts { packed_kernel, kernel, initramfs, artifacts, instrumented, rehearsal })
    }

    fn settings(&self) -> Settings {
        Settings {
            program: self.program.name.clone(),
            args: self.program.args.clone(),
            env: self.program.env.clone(),
            artifacts: self
                .artifacts
                .iter()
                .map(|file| ArtifactEntry {
                    level: file.level,
                    path: format!("artifacts/{}", file.level),
                })
                .collect(),
            instrumented: self.instrumented.as_ref().map(|file| ArtifactEntry {
                level: file.level,
                path: "artifacts/instrumented".into(),
            }),
            limits: self.program.limits,
        }
    }

    /// Appends who made the file. It is at its end.
    fn sign(&self, file: &mut File, digest: Digest) -> io::Result<()> {
        let Some(notary) = &self.notary else { return Ok(()) };
        let signed = notary.sign(&Claim::file(KIND, digest)).map_err(io::Error::other)?;
        match signed {
            Some(signature) => file.write_all(&Block { signature, statement_len: 0 }.to_bytes()),
            None => Ok(()),
        }
    }

    fn manifest(
        &self,
        chosen: usize,
        machine: Shape,
        state: StateRecord,
        parts: &Parts,
    ) -> Manifest {
        Manifest {
            version: MANIFEST_VERSION,
            module: self.module,
            artifact: parts.artifacts[chosen].digest,
            level: self.artifacts[chosen].level,
            kernel: FileRecord {
                origin: self.kernel.origin(),
                digest: Digest::of(&parts.kernel),
                len: parts.kernel.len() as u64,
            },
            initramfs: FileRecord {
                origin: format!("preheat-agent and modules of {}", self.kernel.origin()),
                digest: Digest::of(&parts.initramfs),
                len: parts.initramfs.len() as u64,
            },
            machine,
            snapshot: SNAPSHOT.into(),
            state,
            warmed_with: self.warm_up.len() as u32,
            // Known when the file is sealed.
            qcow2_len: 0,
        }
    }
}

/// The content of the files that go into an image.
struct Parts {
    packed_kernel: Vec<u8>,
    kernel: Vec<u8>,
    initramfs: Vec<u8>,
    artifacts: Vec<Artifact>,
    instrumented: Option<Artifact>,
    /// The warm-up requests as frames.
    rehearsal: Vec<u8>,
}

struct Artifact {
    content: Vec<u8>,
    /// The one in its trailer.
    digest: Digest,
}

impl Artifact {
    fn read(path: &Path) -> Result<Artifact, Error> {
        let mut content = std::fs::read(path).map_err(Error::file("read the artifact", path))?;
        let payload = artifact::KIND.strip_trailer(&content).map_err(Error::format(path))?;
        let digest = Digest::of(payload);
        // Who made the artifact does not matter in the image: whoever signs that vouches for all of it.
        let sealed = payload.len() + SEAL_LEN;
        content.truncate(sealed);
        Ok(Artifact { content, digest })
    }
}

impl Parts {
    /// Everything on the disk, under the names that the settings give.
    fn disk_entries<'a>(&'a self, settings: &Settings, json: &'a [u8]) -> Vec<DiskEntry<'a>> {
        let contents = self.artifacts.iter().chain(&self.instrumented);
        let names = settings.artifacts.iter().chain(&settings.instrumented);
        let mut entries = vec![DiskEntry { path: SETTINGS.into(), content: json }];
        entries.extend(names.zip(contents).map(|(entry, artifact)| DiskEntry {
            path: entry.path.clone(),
            content: &artifact.content,
        }));
        entries.push(DiskEntry::boot(PACKED_KERNEL, &self.packed_kernel));
        entries.push(DiskEntry::boot(INITRAMFS, &self.initramfs));
        entries.push(DiskEntry::boot(REHEARSAL, &self.rehearsal));
        entries
    }
}

fn all_different(mut levels: Vec<CpuLevel>) -> bool {
    levels.sort();
    levels.windows(2).all(|pair| pair[0] != pair[1])
}

/// Boots from memory: the kernel needs no file.
fn boot(
    hypervisor: &Hypervisor,
    shape: &Shape,
    parts: &Parts,
    disk: &File,
) -> Result<Machine, Error> {
    let kernel = in_memory("kernel", &parts.kernel)?;
    let initramfs = in_memory("initramfs", &parts.initramfs)?;
    let start = Start::Kernel { kernel: &kernel, initramfs: &initramfs };
    let mut machine =
        Machine::start(hypervisor.qemu.path(), shape, &start, (disk, DiskFile::HoldsSnapshots))?;
    machine.await_ready(BOOT_LIMIT)?;
    machine.ping(BOOT_LIMIT)?;
    Ok(machine)
}

fn in_memory(name: &str, content: &[u8]) -> Result<File, Error> {
    memory_file::holding(name, content).map_err(Error::file("hold in memory the", Path::new(name)))
}

enum Answered {
    /// With something that makes the image not worth saving.
    Badly(String),
    Not(Error),
}

fn warm_up(machine: &mut Machine, request: &Request) -> Result<(), Answered> {
    let limit = Duration::from_millis(request.limits.time_ms) + BOOT_LIMIT;
    let response = machine.request(request, limit).map_err(Answered::Not)?;
    // A program may say with its exit code what it likes; only an end against its will counts.
    match response.outcome {
        Outcome::Exit(_) => Ok(()),
        other => Err(Answered::Badly(format!("{other:?}"))),
    }
}

/// Appends manifest and trailer, and gives the digest in it.
fn seal(file: &mut File, mut manifest: Manifest) -> io::Result<Digest> {
    let start = file.seek(SeekFrom::End(0))?.next_multiple_of(CLUSTER);
    manifest.qcow2_len = start;
    let json = manifest.to_json();
    let payload_len = start + json.len() as u64;
    if manifest_start(payload_len) != start {
        return Err(io::Error::other("the manifest is longer than 64 KiB"));
    }
    file.set_len(start)?;
    file.seek(SeekFrom::Start(start))?;
    file.write_all(json.as_bytes())?;
    file.seek(SeekFrom::Start(0))?;
    let digest = Digest::of_reader(&*file)?;
    file.seek(SeekFrom::Start(payload_len))?;
    file.write_all(&KIND.seal(Seal { payload_len, digest }))?;
    Ok(digest)
}
