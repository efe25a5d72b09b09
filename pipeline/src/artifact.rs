//! Reads an artifact file on the host, to report on it or to compile its module again. The agent has its
//! own reader, which maps; this one copies.

use std::path::{Path, PathBuf};

use goblin::elf::Elf;
use preheat_formats::FormatError;
use preheat_formats::artifact::{self, CounterMap, FuncBlocks, FuncRecord, KIND, Meta};
use serde::de::DeserializeOwned;

use crate::error::{self, Error};

/// An artifact file whose digest has been checked.
pub struct ArtifactFile {
    path: PathBuf,
    file: Vec<u8>,
    meta: Meta,
}

impl ArtifactFile {
    pub fn open(path: &Path) -> Result<ArtifactFile, Error> {
        ArtifactFile::from_bytes(path, error::read(path)?)
    }

    /// `path` is only named in errors.
    pub fn from_bytes(path: &Path, file: Vec<u8>) -> Result<ArtifactFile, Error> {
        let format = |error| Error::Format { path: path.to_owned(), error };
        KIND.strip_trailer(&file).map_err(format)?;
        let meta = section(&file, artifact::META)
            .and_then(|bytes| decode(artifact::META, bytes))
            .map_err(format)?;
        Ok(ArtifactFile { path: path.to_owned(), file, meta })
    }

    /// The file as it is.
    pub fn bytes(&self) -> &[u8] {
        &self.file
    }

    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The module it was compiled from.
    pub fn module(&self) -> Result<&[u8], Error> {
        self.section(artifact::MODULE)
    }

    pub fn functions(&self) -> Result<Vec<FuncRecord>, Error> {
        self.decoded(artifact::FUNCS)
    }

    pub fn blocks(&self) -> Result<Vec<FuncBlocks>, Error> {
        self.decoded(artifact::BLOCKS)
    }

    /// Only an instrumented one has counters.
    pub fn counters(&self) -> Result<CounterMap, Error> {
        self.decoded(artifact::COUNTERS)
    }

    /// Content of a section.
    pub fn section(&self, name: &'static str) -> Result<&[u8], Error> {
        section(&self.file, name).map_err(|error| Error::Format { path: self.path.clone(), error })
    }

    fn decoded<T: DeserializeOwned>(&self, name: &'static str) -> Result<T, Error> {
        decode(name, self.section(name)?)
            .map_err(|error| Error::Format { path: self.path.clone(), error })
    }
}

fn malformed(what: String) -> FormatError {
    FormatError::Malformed { kind: KIND.name, what }
}

fn section<'a>(file: &'a [u8], name: &str) -> Result<&'a [u8], FormatError> {
    let elf = Elf::parse(file).map_err(|error| malformed(error.to_string()))?;
    let header = elf
        .section_headers
        .iter()
        .find(|header| elf.shdr_strtab.get_at(header.sh_name) == Some(name))
        .ok_or_else(|| malformed(format!("no section {name}")))?;
    header
        .file_range()
        .and_then(|range| file.get(range))
        .ok_or_else(|| malformed(format!("section {name} lies outside the file")))
}

fn decode<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, FormatError> {
    postcard::from_bytes(bytes).map_err(|error| malformed(format!("section {name}: {error}")))
}
