//! A template: the memory and the device state of an image's saved machine, as two files from which clones
//! start in some 50 ms whatever the memory size. Clones map the memory privately, so they share all pages that
//! they do not write. Templates are made once for each image, QEMU and accelerator, and kept in a cache.

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{DirBuilderExt, FileExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use preheat_formats::Digest;
use rustix::fs::{FlockOperation, MemfdFlags};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use crate::command_line::{DiskFile, SHAPE_VERSION, Start};
use crate::staging::{self, Staged};
use crate::{Error, Hypervisor, Image, Machine};

const PAGE: usize = 4096;

/// Ready to make clones. Cheap to share.
#[derive(Debug, Clone)]
pub struct Template {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    image: Arc<Image>,
    hypervisor: Hypervisor,
    memory: File,
    state: File,
}

/// What proves that the two files are whole. Written last.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    memory_len: u64,
    /// Of the pages of the memory file that are not all zero, each with its place.
    memory: Digest,
    state: Digest,
}

impl Template {
    /// Takes the image's template from the cache folder, or makes it (some 200 ms) and leaves it there.
    pub fn open(
        image: Arc<Image>,
        hypervisor: &Hypervisor,
        cache: &Path,
    ) -> Result<Template, Error> {
        image.check_state_loads(hypervisor)?;
        let folder = cache.join("templates");
        // Memory holds what requests brought: nobody else's business.
        fs::create_dir_all(cache).map_err(Error::file("make", cache))?;
        match fs::DirBuilder::new().mode(0o700).create(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Error::file("make", &folder)(error));
            }
            _ => {}
        }
        let files = Files::new(&folder, &image, hypervisor);
        // Two who want the same template: the second waits and takes what the first made.
        let _lock = lock(&files.lock)?;
        let (memory, state) = match files.load()? {
            Some(found) => found,
            None => make(&image, hypervisor, &folder, &files)?,
        };
        let hypervisor = hypervisor.clone();
        Ok(Template { inner: Arc::new(Inner { image, hypervisor, memory, state }) })
    }

    pub fn image(&self) -> &Image {
        &self.inner.image
    }

    /// Starts a clone. It takes requests at once, though QEMU is still starting: new random state and the
    /// time have been sent ahead of them.
    pub fn clone_machine(&self) -> Result<Machine, Error> {
        let Inner { image, hypervisor, memory, state } = &*self.inner;
        // A descriptor with a position of its own: QEMU reads it to its end.
        let state = reopen(state).map_err(Error::Spawn)?;
        let start = Start::Clone { state: &state, memory };
        let disk = (image.file(), DiskFile::ReadOnly);
        let shape = &image.manifest().machine;
        let mut machine = Machine::start(hypervisor.qemu().path(), shape, &start, disk)?;
        machine.send_ping()?;
        Ok(machine)
    }
}

/// Where a template lies.
struct Files {
    lock: PathBuf,
    memory: PathBuf,
    state: PathBuf,
    record: PathBuf,
}

impl Files {
    fn new(folder: &Path, image: &Image, hypervisor: &Hypervisor) -> Files {
        let key = format!("{} {} {SHAPE_VERSION}", image.digest(), hypervisor.qemu().version());
        let key = Digest::of(key.as_bytes()).short();
        let file = |kind: &str| folder.join(format!("{}-{key}.{kind}", image.digest().short()));
        Files {
            lock: file("lock"),
            memory: file("memory"),
            state: file("state"),
            record: file("json"),
        }
    }

    /// None: not there, or not whole, and to be made again.
    fn load(&self) -> Result<Option<(File, File)>, Error> {
        let open = |path: &Path| match File::options().read(true).write(true).open(path) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::file("open", path)(error)),
        };
        let record = match fs::read(&self.record) {
            Ok(text) => serde_json::from_slice::<Record>(&text).ok(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Error::file("read", &self.record)(error)),
        };
        let (Some(record), Some(memory), Some(state)) =
            (record, open(&self.memory)?, open(&self.state)?)
        else {
            return Ok(None);
        };
        let found = Record::of(&memory, &state).map_err(Error::file("read", &self.memory))?;
        Ok((found == record).then_some((memory, state)))
    }
}

impl Record {
    fn of(memory: &File, state: &File) -> io::Result<Record> {
        Ok(Record {
            memory_len: memory.metadata()?.len(),
            memory: digest_of_memory(memory)?,
            state: Digest::of_reader(reopen(state)?)?,
        })
    }
}

/// Restores the machine from a copy of the image, and writes its memory and its device state out. The copy is
/// needed because restoring writes to a qcow2 file. The machine's own memory is no file on a disk: a file
/// system that allocates page by page, as the machine touches them, takes ten times as long.
fn make(
    image: &Image,
    hypervisor: &Hypervisor,
    folder: &Path,
    files: &Files,
) -> Result<(File, File), Error> {
    let manifest = image.manifest();
    let copy = Staged::new_in(folder).map_err(Error::write(folder))?;
    copy_start(image.file(), &copy.file, manifest.qcow2_len)
        .map_err(Error::file("copy", image.path()))?;
    let restored = rustix::fs::memfd_create("memory", MemfdFlags::CLOEXEC)
        .map(File::from)
        .map_err(|error| Error::file("hold in memory", &files.memory)(error.into()))?;
    let len = u64::from(manifest.machine.memory_mib) << 20;
    restored.set_len(len).map_err(Error::file("hold in memory", &files.memory))?;
    let state = Staged::beside(&files.state).map_err(Error::write(&files.state))?;

    let start = Start::Stopped { memory: &restored };
    let disk = (&copy.file, DiskFile::HoldsSnapshots);
    let mut machine = Machine::start(hypervisor.qemu().path(), &manifest.machine, &start, disk)?;
    machine.load_snapshot(&manifest.snapshot)?;
    machine.save_devices(&state.file)?;
    machine.quit()?;
    let memory = Staged::beside(&files.memory).map_err(Error::write(&files.memory))?;
    copy_memory(&restored, &memory.file).map_err(Error::write(&files.memory))?;
    drop(restored);

    let record =
        Record::of(&memory.file, &state.file).map_err(Error::file("read", &files.memory))?;
    let json =
        serde_json::to_vec(&record).map_err(|error| Error::write(&files.record)(error.into()))?;

    let own = |file: &File, path: &Path| file.try_clone().map_err(Error::file("open", path));
    let made = (own(&memory.file, &files.memory)?, own(&state.file, &files.state)?);
    memory.publish(&files.memory).map_err(Error::write(&files.memory))?;
    state.publish(&files.state).map_err(Error::write(&files.state))?;
    staging::write(&files.record, &json).map_err(Error::write(&files.record))?;
    Ok(made)
}

fn copy_start(from: &File, to: &File, len: u64) -> io::Result<()> {
    let mut from = reopen(from)?.take(len);
    let mut to = to;
    if io::copy(&mut from, &mut to)? == len {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// The same file with a position of its own.
fn reopen(file: &File) -> io::Result<File> {
    File::open(format!("/proc/self/fd/{}", file.as_raw_fd()))
}

/// Copies what is not zero; the rest becomes holes.
fn copy_memory(from: &File, to: &File) -> io::Result<()> {
    to.set_len(from.metadata()?.len())?;
    for_each_run(from, |at, bytes| to.write_all_at(bytes, at))
}

fn digest_of_memory(file: &File) -> io::Result<Digest> {
    let mut hasher = blake3::Hasher::new();
    for_each_run(file, |at, bytes| {
        for (page, content) in (0u64..).zip(bytes.chunks(PAGE)) {
            hasher.update(&(at + page * PAGE as u64).to_le_bytes()).update(content);
        }
        Ok(())
    })?;
    Ok(Digest(*hasher.finalize().as_bytes()))
}

/// Gives each run of pages that are not all zero, with its place. How a run is cut is not defined: it
/// depends on the file system's holes.
fn for_each_run(file: &File, mut act: impl FnMut(u64, &[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut buffer = vec![0; 256 * PAGE];
    let mut at = 0;
    loop {
        let data = match rustix::fs::seek(file, rustix::fs::SeekFrom::Data(at)) {
            // Pages are the guest's; a file system may know smaller pieces.
            Ok(data) => data / PAGE as u64 * PAGE as u64,
            // No data from here on.
            Err(Errno::NXIO) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        at = rustix::fs::seek(file, rustix::fs::SeekFrom::Hole(data))?;
        at = at.next_multiple_of(PAGE as u64);
        let mut start = data;
        while start < at {
            let want = buffer.len().min((at - start) as usize);
            file.read_exact_at(&mut buffer[..want], start)?;
            let pages: Vec<&[u8]> = buffer[..want].chunks(PAGE).collect();
            let mut first = 0;
            for run in pages.chunk_by(|a, b| is_zero(a) == is_zero(b)) {
                let bytes = &buffer[first * PAGE..(first + run.len()) * PAGE];
                if !is_zero(run[0]) {
                    act(start + (first * PAGE) as u64, bytes)?;
                }
                first += run.len();
            }
            start += want as u64;
        }
    }
}

fn is_zero(page: &[u8]) -> bool {
    // Comparing whole slices is a memcmp, many times as quick as looking at each byte.
    page == &[0; PAGE][..page.len()]
}

/// Held until it is dropped.
fn lock(path: &Path) -> Result<File, Error> {
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(Error::file("open", path))?;
    loop {
        match rustix::fs::flock(&file, FlockOperation::LockExclusive) {
            Ok(()) => return Ok(file),
            Err(Errno::INTR) => {}
            Err(error) => return Err(Error::file("lock", path)(error.into())),
        }
    }
}
