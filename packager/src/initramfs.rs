//! What the kernel unpacks into memory and starts: the agent as `/init`, the modules, and the folders that
//! the agent mounts things on. A cpio archive that is not compressed: measured with 6 MB under TCG, lz4 and
//! zstd make no difference to the boot.

use std::io::{self, Cursor};
use std::path::Path;

use cpio::newc::{Builder, ModeFileType, trailer};
use goblin::elf::Elf;
use goblin::elf::header::{EM_X86_64, ET_DYN, ET_EXEC};
use goblin::elf::program_header::PT_LOAD;
use preheat_formats::guest::{DISK_MOUNT, MODULES_DIR};

use crate::error::Error;
use crate::kernel::Module;

/// Length of the header of a 64-bit ELF file.
const ELF_HEADER: usize = 64;

/// The archive.
pub(crate) fn initramfs(agent: &[u8], modules: &[Module]) -> io::Result<Vec<u8>> {
    let mut archive = Archive { out: Vec::new(), entries: 0 };
    for folder in ["dev", "proc", "sys", "tmp", relative(DISK_MOUNT), relative(MODULES_DIR)] {
        archive.folder(folder)?;
    }
    // Standard input, output and error of the first process, before it has mounted anything.
    archive.character_device("dev/console", 5, 1)?;
    archive.file("init", 0o755, agent)?;
    for (number, module) in modules.iter().enumerate() {
        let name = format!("{}/{number:02}-{}", relative(MODULES_DIR), module.name);
        archive.file(&name, 0o644, &module.content)?;
    }
    trailer(archive.out)
}

fn relative(path: &str) -> &str {
    path.trim_start_matches('/')
}

struct Archive {
    out: Vec<u8>,
    entries: u32,
}

impl Archive {
    fn folder(&mut self, name: &str) -> io::Result<()> {
        self.add(Builder::new(name).mode(0o755).set_mode_file_type(ModeFileType::Directory), &[])
    }

    fn character_device(&mut self, name: &str, major: u32, minor: u32) -> io::Result<()> {
        let entry = Builder::new(name)
            .mode(0o600)
            .set_mode_file_type(ModeFileType::Char)
            .rdev_major(major)
            .rdev_minor(minor);
        self.add(entry, &[])
    }

    fn file(&mut self, name: &str, mode: u32, content: &[u8]) -> io::Result<()> {
        self.add(Builder::new(name).mode(mode).set_mode_file_type(ModeFileType::Regular), content)
    }

    fn add(&mut self, entry: Builder, content: &[u8]) -> io::Result<()> {
        self.entries += 1;
        let len = u32::try_from(content.len())
            .map_err(|_| io::Error::other("a file is larger than 4 GiB"))?;
        // No owners and times of the host: the same input gives the same archive.
        let mut writer = entry.ino(self.entries).nlink(1).write(&mut self.out, len);
        io::copy(&mut Cursor::new(content), &mut writer)?;
        writer.finish()?;
        Ok(())
    }
}

/// Reads an agent and leaves out what the kernel does not load (symbols, debug information): it would be
/// unpacked at each cold boot. Refuses a file that cannot run alone.
pub(crate) fn load_agent(path: &Path) -> Result<Vec<u8>, Error> {
    let file = std::fs::read(path).map_err(Error::file("read the agent", path))?;
    loaded_part(&file)
        .map_err(|what| Error::AgentUnusable { path: path.to_owned(), what: what.into() })
}

pub(crate) fn loaded_part(file: &[u8]) -> Result<Vec<u8>, &'static str> {
    let elf = Elf::parse(file).map_err(|_| "it is not an ELF program")?;
    let program = matches!(elf.header.e_type, ET_EXEC | ET_DYN);
    if !elf.is_64 || elf.header.e_machine != EM_X86_64 || !program {
        return Err("it is not a program for x86-64");
    }
    if elf.interpreter.is_some() {
        return Err("it is linked dynamically; build it with -C target-feature=+crt-static");
    }
    let end = elf
        .program_headers
        .iter()
        .filter(|header| header.p_type == PT_LOAD)
        .map(|header| header.file_range().end)
        .max()
        .ok_or("it has nothing to load")?;
    // The header is loaded too, in programs that run.
    let loaded = file.get(..end).filter(|loaded| loaded.len() >= ELF_HEADER);
    let mut loaded = loaded.ok_or("it was cut short")?.to_vec();
    // No section headers any more: e_shoff, e_shnum, e_shstrndx.
    loaded[0x28..0x30].fill(0);
    loaded[0x3c..0x40].fill(0);
    Ok(loaded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(archive: &[u8]) -> Vec<String> {
        let mut left = Cursor::new(archive);
        let mut lines = Vec::new();
        loop {
            let reader = cpio::NewcReader::new(left).unwrap();
            let entry = reader.entry();
            if entry.is_trailer() {
                return lines;
            }
            lines.push(format!("{:o} {} {}", entry.mode(), entry.file_size(), entry.name()));
            left = reader.finish().unwrap();
        }
    }

    #[test]
    fn the_archive_holds_what_the_contract_says() {
        let module = |name: &str| Module { name: name.into(), content: vec![1; 10] };
        let modules = [module("virtio_blk.ko"), module("squashfs.ko")];
        let archive = initramfs(b"agent", &modules).unwrap();
        insta::assert_snapshot!(list(&archive).join("\n"), @r"
        40755 0 dev
        40755 0 proc
        40755 0 sys
        40755 0 tmp
        40755 0 disk
        40755 0 modules
        20600 0 dev/console
        100755 5 init
        100644 10 modules/00-virtio_blk.ko
        100644 10 modules/01-squashfs.ko
        ");
        assert_eq!(archive, initramfs(b"agent", &modules).unwrap());
    }

    #[test]
    fn only_what_is_loaded_of_an_agent_is_kept() {
        // This test's own program is dynamically linked.
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        assert!(loaded_part(&own).unwrap_err().contains("crt-static"));
        assert!(loaded_part(b"#!/bin/sh").is_err());
    }
}
