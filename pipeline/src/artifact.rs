//! An artifact file on the host, to report on it or to compile its module again. Which bytes are what, and
//! whether they are sound, [`ArtifactIndex`] says.

use std::path::{Path, PathBuf};

use preheat_formats::FormatError;
use preheat_formats::artifact::{FuncBlocks, FuncRecord, MODULE, Meta};
use preheat_formats::artifact_index::ArtifactIndex;
use preheat_formats::decision::Decision;
use preheat_formats::recipe::Recipe;

use crate::error::Error;
use crate::inputs;

/// An artifact file that has been checked.
pub struct ArtifactFile {
    path: PathBuf,
    file: Vec<u8>,
    index: ArtifactIndex,
}

impl ArtifactFile {
    pub fn open(path: &Path) -> Result<ArtifactFile, Error> {
        ArtifactFile::from_bytes(path, inputs::read(path, &inputs::ARTIFACT)?)
    }

    /// `path` is only named in errors.
    pub fn from_bytes(path: &Path, file: Vec<u8>) -> Result<ArtifactFile, Error> {
        let index = ArtifactIndex::read(&file)
            .map_err(|error| Error::Format { path: path.to_owned(), error })?;
        Ok(ArtifactFile { path: path.to_owned(), file, index })
    }

    pub fn meta(&self) -> &Meta {
        &self.index.meta
    }

    /// The module it was compiled from.
    pub fn module(&self) -> Result<&[u8], Error> {
        self.index.content(&self.file, MODULE).map_err(|error| self.bad(error))
    }

    pub fn functions(&self) -> Result<Vec<FuncRecord>, Error> {
        self.index.functions(&self.file).map_err(|error| self.bad(error))
    }

    /// How to compile it again, if it says so.
    pub fn recipe(&self) -> Result<Option<Recipe>, Error> {
        self.index.recipe(&self.file).map_err(|error| self.bad(error))
    }

    /// What transformations decided about it.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        self.index.decisions(&self.file).map_err(|error| self.bad(error))
    }

    pub fn blocks(&self) -> Result<Vec<FuncBlocks>, Error> {
        self.index.blocks(&self.file).map_err(|error| self.bad(error))
    }

    fn bad(&self, error: FormatError) -> Error {
        Error::Format { path: self.path.clone(), error }
    }
}
