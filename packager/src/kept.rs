//! What a cache keeps of machines: templates, and files to boot from. Here it is listed, checked and removed;
//! all of it is made again when it is needed. How it is made and used, `template_files` and `image` know.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use preheat_formats::Digest;

use crate::image::BOOT_FOLDER;
use crate::notary::Notary;
use crate::template_files::{self, Files};
use crate::usage::{Removed, allocated, last_use};

/// One thing that is kept.
#[derive(Debug)]
pub struct Kept {
    pub what: What,
    /// The file's name, without its ending.
    pub name: String,
    /// On the disk.
    pub bytes: u64,
    pub used: SystemTime,
    place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The machine of an image, saved for a QEMU.
    Template { image: Digest, qemu: String },
    /// A template of which a part is missing or unreadable.
    Remains,
    /// A kernel or an initramfs, unpacked.
    BootFile,
}

#[derive(Debug)]
enum Place {
    Template(Files),
    File(PathBuf),
}

/// All that a cache's folder holds.
pub fn kept(cache: &Path) -> Vec<Kept> {
    let templates = template_files::all(cache).into_iter().map(|files| Kept {
        what: files.owner().map_or(What::Remains, |(image, qemu)| What::Template { image, qemu }),
        name: files.name(),
        bytes: files.metadata().map(|one| allocated(&one)).sum(),
        used: files.metadata().map(|one| last_use(&one)).max().unwrap_or(SystemTime::UNIX_EPOCH),
        place: Place::Template(files),
    });
    let boot_files = fs::read_dir(cache.join(BOOT_FOLDER)).into_iter().flatten().flatten();
    let boot_files = boot_files.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        name.parse::<Digest>().ok()?;
        let metadata = entry.metadata().ok()?;
        Some(Kept {
            what: What::BootFile,
            name,
            bytes: allocated(&metadata),
            used: last_use(&metadata),
            place: Place::File(entry.path()),
        })
    });
    templates.chain(boot_files).collect()
}

impl Kept {
    pub fn remove(&self) -> io::Result<Removed> {
        match &self.place {
            Place::Template(files) => files.remove(),
            // Whoever reads one has it open, or unpacks it again.
            Place::File(path) => fs::remove_file(path).map(|()| Removed::Yes),
        }
    }

    /// Reads all of it and says what is wrong with it, if something is.
    pub fn check(&self, notary: &dyn Notary) -> Result<(), String> {
        match &self.place {
            Place::Template(files) => files.check(notary),
            Place::File(path) => {
                let found = File::open(path).and_then(Digest::of_reader);
                match found {
                    Ok(digest) if digest.to_string() == self.name => Ok(()),
                    Ok(_) => Err("its content does not match its digest".into()),
                    Err(error) => Err(error.to_string()),
                }
            }
        }
    }
}
