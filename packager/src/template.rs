//! A template: the memory and the device state of an image's saved machine, as two files from which clones
//! start in some 50 ms whatever the memory size. Clones map the memory privately, so they share all pages
//! that they do not write. Templates are made once for each image, QEMU and accelerator, and kept in a cache
//! (`template_files`).

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use preheat_formats::Digest;

use crate::command_line::{DiskFile, Start};
use crate::error::Error;
use crate::host::Hypervisor;
use crate::image::Image;
use crate::machine::Machine;
use crate::memory_file::{copy_memory, empty, reopen, seal};
use crate::notary::Cache;
use crate::staging::Staged;
use crate::template_files::{Files, Owner, Saved};

/// Ready to make clones. Cheap to share.
#[derive(Debug, Clone)]
pub struct Template {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    image: Arc<Image>,
    hypervisor: Hypervisor,
    saved: Saved,
    made: bool,
    remark: Option<String>,
}

impl Template {
    /// Takes the image's template from the cache, or makes it (some 200 ms) and leaves it there if it can.
    pub fn open(
        image: Arc<Image>,
        hypervisor: &Hypervisor,
        cache: impl Into<Cache>,
    ) -> Result<Template, Error> {
        image.check_state_loads(hypervisor)?;
        let cache = cache.into();
        let notary = cache.notary.as_deref();
        let owner = Owner::new(&image, hypervisor);
        let files = Files::new(&cache, &owner);
        // Two who want the same template: the second waits and takes what the first made.
        let lock = files.lock();
        let loaded = files.load(&owner, notary);
        let made = loaded.is_none();
        let (saved, kept) = match loaded {
            Some(saved) => (saved, Ok(())),
            None => {
                let saved = make(&image, hypervisor, files.folder())?;
                let kept = match &lock {
                    Ok(_) => files.keep(&owner, &saved, notary),
                    Err(error) => Err(error.to_string()),
                };
                (saved, kept)
            }
        };
        let remark = kept.err().map(|why| {
            format!("the machine's template is not kept, and will be made again: {why}")
        });
        let hypervisor = hypervisor.clone();
        Ok(Template { inner: Arc::new(Inner { image, hypervisor, saved, made, remark }) })
    }

    pub fn image(&self) -> &Image {
        &self.inner.image
    }

    /// Whether it was made now, and was not in the cache.
    pub fn was_made(&self) -> bool {
        self.inner.made
    }

    /// What a person should be told: that the template could not be kept.
    pub fn remark(&self) -> Option<&str> {
        self.inner.remark.as_deref()
    }

    /// Starts a clone. It takes requests at once, though QEMU is still starting: new random state and the
    /// time have been sent ahead of them.
    pub fn clone_machine(&self) -> Result<Machine, Error> {
        let Inner { image, hypervisor, saved, .. } = &*self.inner;
        // A descriptor with a position of its own: QEMU reads it to its end.
        let state = reopen(&saved.state).map_err(Error::Spawn)?;
        let start = Start::Clone { state: &state, memory: &saved.memory };
        let disk = (image.file(), DiskFile::ReadOnly);
        let shape = &image.manifest().machine;
        let mut machine = Machine::start(hypervisor.qemu().path(), shape, &start, disk)?;
        machine.send_ping()?;
        Ok(machine)
    }
}

/// Restores the machine from a copy of the image, and writes its device state out; its memory is in a file
/// already. The copy is needed because restoring writes to a qcow2 file. The machine's memory is no file on a
/// disk: a file system that allocates page by page, as the machine touches them, takes ten times as long.
fn make(image: &Image, hypervisor: &Hypervisor, folder: &Path) -> Result<Saved, Error> {
    let manifest = image.manifest();
    let holding = |error| Error::file("hold in memory the machine of", image.path())(error);
    let copy = Copy::of(image, folder)?;
    // What QEMU is about to read, and not what was read before.
    image.check_state(copy.file())?;
    let restored = empty("memory").map_err(holding)?;
    let len = u64::from(manifest.machine.memory_mib) << 20;
    restored.set_len(len).map_err(holding)?;
    let state = empty("state").map_err(holding)?;

    let start = Start::Stopped { memory: &restored };
    let disk = (copy.file(), DiskFile::HoldsSnapshots);
    let mut machine = Machine::start(hypervisor.qemu().path(), &manifest.machine, &start, disk)?;
    machine.load_snapshot(&manifest.snapshot)?;
    machine.save_devices(&state)?;
    machine.quit()?;
    seal(&state).map_err(holding)?;
    // Copied once more: the zero pages that QEMU touched become holes.
    let memory = empty("memory").map_err(holding)?;
    let memory_digest: Digest = copy_memory(&restored, &memory).map_err(holding)?;
    seal(&memory).map_err(holding)?;
    Ok(Saved { memory, memory_digest, state })
}

/// A copy of an image's disk that QEMU may write: in the cache's folder, or in memory where that has no room.
enum Copy {
    Disk(Staged),
    Memory(File),
}

impl Copy {
    fn of(image: &Image, folder: &Path) -> Result<Copy, Error> {
        let len = image.manifest().qcow2_len;
        if let Ok(staged) = Staged::new_in(folder)
            && copy_start(image.file(), &staged.file, len).is_ok()
        {
            return Ok(Copy::Disk(staged));
        }
        let copied = || {
            let file = empty("disk")?;
            copy_start(image.file(), &file, len)?;
            Ok(file)
        };
        copied().map(Copy::Memory).map_err(Error::file("copy", image.path()))
    }

    fn file(&self) -> &File {
        match self {
            Copy::Disk(staged) => &staged.file,
            Copy::Memory(file) => file,
        }
    }
}

fn copy_start(from: &File, mut to: &File, len: u64) -> io::Result<()> {
    let mut from = reopen(from)?.take(len);
    if io::copy(&mut from, &mut to)? == len {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}
