//! How large the IR of a function and of a module may become: in proportion to the text, or up to a size that
//! every real program stays below. A short text can ask for very much (a thousand results of each of ten
//! thousand calls), and is refused before it is built.

use std::sync::atomic::{AtomicU64, Ordering};

/// Parts of a function whatever its length. A part is a value, or an argument that an instruction or a branch
/// passes.
pub(crate) const FUNCTION_PARTS: u64 = 16_000_000;
/// The same of a module, for all functions together.
pub(crate) const MODULE_PARTS: u64 = 32_000_000;
/// So many more for each byte of the text.
const PER_BYTE: u64 = 8;
/// What a parameter of a block that a local becomes takes while it is not known to be needed.
const PARAM: u64 = 4;
/// So many steps of a search take as long as a part.
const STEPS: u64 = 2;

/// What is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TooMuch {
    Function { limit: u64 },
    Module { limit: u64 },
}

/// Of all functions of a module.
pub(super) struct Budget {
    limit: u64,
    spent: AtomicU64,
}

impl Budget {
    /// For a module of so many bytes.
    pub fn new(bytes: usize) -> Budget {
        let limit = MODULE_PARTS + PER_BYTE * bytes as u64;
        Budget { limit, spent: AtomicU64::new(0) }
    }

    /// For so many parts.
    #[cfg(test)]
    pub fn of(limit: u64) -> Budget {
        Budget { limit, spent: AtomicU64::new(0) }
    }

    #[cfg(test)]
    pub fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }

    /// Takes what a function has come to have; whether that was there.
    pub fn take(&self, parts: u64) -> Result<(), TooMuch> {
        let before = self.spent.fetch_add(parts, Ordering::Relaxed);
        let limit = self.limit;
        if before + parts > limit { Err(TooMuch::Module { limit }) } else { Ok(()) }
    }
}

/// What a function has come to so far.
pub struct Spent {
    parts: u64,
    steps: u64,
    limit: u64,
}

impl Spent {
    /// For a function with a text of so many bytes.
    pub(super) fn new(bytes: u64) -> Spent {
        Spent { parts: 0, steps: 0, limit: FUNCTION_PARTS + PER_BYTE * bytes }
    }

    pub(super) fn parts(&self) -> u64 {
        self.parts
    }

    pub fn add(&mut self, parts: usize) {
        self.parts += parts as u64;
    }

    pub fn add_param(&mut self) {
        self.parts += PARAM;
    }

    pub fn step(&mut self) {
        self.steps += 1;
    }

    /// From then on the body is not finished, and must not be used.
    pub fn is_too_much(&self) -> bool {
        self.parts + self.steps / STEPS > self.limit
    }

    pub(super) fn check(&self) -> Result<(), TooMuch> {
        let limit = self.limit;
        if self.is_too_much() { Err(TooMuch::Function { limit }) } else { Ok(()) }
    }
}
