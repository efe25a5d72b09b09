//! What can go wrong in linking.

/// What was wrong with the objects.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    #[error("the ELF file cannot be written: {0}")]
    Write(#[from] ::object::write::Error),
    #[error("symbol {0} is not defined: LLVM's code calls something that Preheat does not bring")]
    Undefined(String),
    #[error("symbol {0} is defined twice")]
    Duplicate(String),
    #[error("a relocation in {section} reaches further than 2 GiB")]
    Range { section: String },
    #[error("a line table cannot be read: {0}")]
    Lines(#[from] gimli::Error),
    #[error("function {0} has no code")]
    NoCode(u32),
    #[error("code of {0} bytes is more than the 2 GiB that an artifact can hold")]
    TooLarge(u64),
}
