//! An artifact file of which the sections can be read.

use preheat_formats::artifact::{self, FuncRecord, Meta};

use crate::settings::{Setting, try_build, wasm};

pub struct Artifact {
    pub file: Vec<u8>,
    pub meta: Meta,
}

impl Artifact {
    /// Compiles a module given as text.
    pub fn build(text: &str, setting: Setting) -> Artifact {
        Artifact::open(try_build(&wasm(text), setting, None).expect("it compiles"))
    }

    /// Checks the trailer and reads what the file says about itself.
    pub fn open(file: Vec<u8>) -> Artifact {
        artifact::KIND.strip_trailer(&file).expect("it has a trailer");
        let meta = decoded(&file, artifact::META);
        Artifact { file, meta }
    }

    pub fn elf(&self) -> goblin::elf::Elf<'_> {
        elf(&self.file)
    }

    pub fn section(&self, name: &str) -> Option<&[u8]> {
        section(&self.file, name)
    }

    /// A section that is postcard.
    pub fn decoded<T: serde::de::DeserializeOwned>(&self, name: &str) -> T {
        decoded(&self.file, name)
    }

    pub fn records(&self) -> Vec<FuncRecord> {
        self.decoded(artifact::FUNCS)
    }
}

fn elf(file: &[u8]) -> goblin::elf::Elf<'_> {
    let payload = artifact::KIND.strip_trailer(file).expect("checked when opened");
    goblin::elf::Elf::parse(payload).expect("it is ELF")
}

fn section<'a>(file: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let elf = elf(file);
    let header = elf
        .section_headers
        .iter()
        .find(|header| elf.shdr_strtab.get_at(header.sh_name) == Some(name))?;
    Some(&file[header.file_range().expect("it has content")])
}

fn decoded<T: serde::de::DeserializeOwned>(file: &[u8], name: &str) -> T {
    let bytes = section(file, name).unwrap_or_else(|| panic!("it has {name}"));
    postcard::from_bytes(bytes).expect("it decodes")
}
