//! The name of an entry: the digest of what it was made from, which it says in words as well. Lines of a name
//! and a value, behind one that says what kind of thing it is.

use std::fmt::Display;
use std::path::PathBuf;
use std::sync::OnceLock;

use preheat_formats::Digest;

use crate::error::Error;

/// The name of an entry, and what it says that it was made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    digest: Digest,
    statement: String,
}

const PROGRAM: &str = "program";

impl Key {
    /// From a kind of thing and all that it depends on, by name; the code of this very program, and the LLVM
    /// that it runs with, are added.
    pub fn new(kind: &str, inputs: &[(&str, &dyn Display)]) -> Result<Key, Error> {
        let program = code_digest()?;
        let llvm = preheat_codegen::compile::llvm_version();
        let mut statement = format!("{kind}\n{PROGRAM} {program}\nllvm {llvm}\n");
        for (name, value) in inputs {
            statement.push_str(&format!("{name} {value}\n"));
        }
        Ok(Key::of_statement(statement))
    }

    /// Of what an entry says of itself.
    pub(super) fn of_statement(statement: String) -> Key {
        Key { digest: Digest::of(statement.as_bytes()), statement }
    }

    pub(super) fn digest(&self) -> Digest {
        self.digest
    }

    pub(super) fn statement(&self) -> &str {
        &self.statement
    }

    /// The kind of thing that it is the name of.
    pub fn kind(&self) -> &str {
        self.statement.lines().next().unwrap_or_default()
    }

    /// What it says of one of the things that the entry was made from.
    pub fn input(&self, name: &str) -> Option<&str> {
        self.statement.lines().skip(1).find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
    }

    /// Whether this very program makes and finds what has this name.
    pub fn is_of_this_program(&self) -> bool {
        code_digest().is_ok_and(|own| self.input(PROGRAM) == Some(&own.to_string()))
    }
}

/// Digest of the running program: another build may compile otherwise.
fn code_digest() -> Result<Digest, Error> {
    static DIGEST: OnceLock<Digest> = OnceLock::new();
    if let Some(digest) = DIGEST.get() {
        return Ok(*digest);
    }
    let path = PathBuf::from("/proc/self/exe");
    let digest = std::fs::File::open(&path)
        .and_then(Digest::of_reader)
        .map_err(|error| Error::Read { path, error })?;
    Ok(*DIGEST.get_or_init(|| digest))
}
