//! A module that is worked on: its bytes, its digest, and its IR when somebody needs it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use preheat_formats::Digest;
use preheat_passes::decode::decode;
use preheat_passes::ir;

use crate::error::Error;
use crate::inputs;
use crate::observer::Watching;

/// A module as it was read, with its digest.
pub struct Input {
    pub path: PathBuf,
    pub wasm: Vec<u8>,
    pub digest: Digest,
    /// Decoded when it is first asked for.
    module: OnceLock<ir::Module>,
    /// Told about work on it.
    pub watching: Watching,
}

impl Input {
    pub fn open(path: &Path, watching: &Watching) -> Result<Input, Error> {
        Ok(Input::new(path, inputs::read(path, &inputs::MODULE)?, watching))
    }

    /// `path` names the module in errors.
    pub fn new(path: &Path, wasm: Vec<u8>, watching: &Watching) -> Input {
        let digest = Digest::of(&wasm);
        let (path, watching) = (path.to_owned(), watching.clone());
        Input { path, wasm, digest, module: OnceLock::new(), watching }
    }

    pub fn module(&self) -> Result<&ir::Module, Error> {
        if let Some(module) = self.module.get() {
            return Ok(module);
        }
        let _task = self.watching.begin(format!("reading {}", self.path.display()), "");
        let module =
            decode(&self.wasm).map_err(|error| Error::Module { path: self.path.clone(), error })?;
        Ok(self.module.get_or_init(|| module))
    }

    /// What the program is called: the file's name without its ending.
    pub fn program(&self) -> String {
        program_name(&self.path)
    }
}

/// The name that a program gets as its args\[0\].
pub fn program_name(path: &Path) -> String {
    path.file_stem().map_or_else(|| "program".into(), |stem| stem.to_string_lossy().into_owned())
}
