//! A template: the memory and the device state of an image's saved machine, as two files from which clones
//! start in some 50 ms whatever the memory size. Clones map the memory privately, so they share all pages that
//! they do not write. Templates are made once for each image, QEMU and accelerator, and kept in a cache.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::fd::AsRawFd;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use preheat_formats::Digest;
use rustix::fs::FlockOperation;
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use crate::command_line::{DiskFile, SHAPE_VERSION, Start};
use crate::staging::Staged;
use crate::{Error, Hypervisor, Image, Machine};

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
    /// Of the parts of the memory file that are not holes.
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
        fs::create_dir_all(&folder).map_err(Error::file("make", &folder))?;
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
            memory: digest_of_data(memory)?,
            state: Digest::of_reader(reopen(state)?)?,
        })
    }
}

/// Restores the machine from a copy of the image, and writes its device state out; its memory is the file
/// already. The copy is needed because restoring writes to a qcow2 file.
fn make(
    image: &Image,
    hypervisor: &Hypervisor,
    folder: &Path,
    files: &Files,
) -> Result<(File, File), Error> {
    let manifest = image.manifest();
    let copy = Staged::new_in(folder)?;
    copy_start(image.file(), &copy.file, manifest.qcow2_len)
        .map_err(Error::file("copy", image.path()))?;
    let memory = Staged::new_in(folder)?;
    let len = u64::from(manifest.machine.memory_mib) << 20;
    memory.file.set_len(len).map_err(Error::file("size", &files.memory))?;
    let state = Staged::new_in(folder)?;

    let start = Start::Stopped { memory: &memory.file };
    let disk = (&copy.file, DiskFile::HoldsSnapshots);
    let mut machine = Machine::start(hypervisor.qemu().path(), &manifest.machine, &start, disk)?;
    machine.load_snapshot(&manifest.snapshot)?;
    machine.save_devices(&state.file)?;
    machine.quit()?;

    let record =
        Record::of(&memory.file, &state.file).map_err(Error::file("read", &files.memory))?;
    let json = serde_json::to_vec(&record)
        .map_err(|error| Error::file("write", &files.record)(error.into()))?;
    let record = Staged::new_in(folder)?;
    record.file.write_all_at(&json, 0).map_err(Error::file("write", &files.record))?;

    let own = |file: &File, path: &Path| file.try_clone().map_err(Error::file("open", path));
    let made = (own(&memory.file, &files.memory)?, own(&state.file, &files.state)?);
    memory.publish(&files.memory)?;
    state.publish(&files.state)?;
    record.publish(&files.record)?;
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

/// Digest of where and what the data of a file with holes is.
fn digest_of_data(file: &File) -> io::Result<Digest> {
    let mut file = reopen(file)?;
    let mut hasher = blake3::Hasher::new();
    let mut at = 0;
    loop {
        let data = match rustix::fs::seek(&file, rustix::fs::SeekFrom::Data(at)) {
            Ok(data) => data,
            // No data from here on.
            Err(Errno::NXIO) => return Ok(Digest(*hasher.finalize().as_bytes())),
            Err(error) => return Err(error.into()),
        };
        let hole = rustix::fs::seek(&file, rustix::fs::SeekFrom::Hole(data))?;
        hasher.update(&data.to_le_bytes()).update(&hole.to_le_bytes());
        file.seek(SeekFrom::Start(data))?;
        hasher.update_reader((&file).take(hole - data))?;
        at = hole;
    }
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
