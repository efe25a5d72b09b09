//! Why a module is not decoded.

use preheat_formats::shown::shown;

/// Why a module was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    #[error("not a WebAssembly module: it does not start with \\0asm")]
    NotWasm,
    #[error("a WebAssembly component, not a core module: compile for wasm32-wasip1")]
    Component,
    #[error("invalid module at byte {offset:#x}: {}", shown(message))]
    Invalid { offset: u64, message: String },
    #[error("unsupported WebAssembly feature at byte {offset:#x}: {feature} ({})", shown(message))]
    Unsupported { feature: &'static str, offset: u64, message: String },
    #[error(
        "unsupported import `{module}.{name}`: only functions can be imported, this is a {kind}"
    )]
    Import { module: String, name: String, kind: &'static str },
    #[error(
        "function {function} is too large: its {bytes} bytes of code make more than {limit} values and arguments of calls and \
         branches, which is the most that Preheat supports for them: divide it, or pass less between its blocks"
    )]
    FunctionTooLarge { function: String, bytes: u64, limit: u64 },
    #[error(
        "the module is too large: its functions make more than {limit} values and arguments of calls and branches, which is the \
         most that Preheat supports for a module of {bytes} bytes"
    )]
    ModuleTooLarge { bytes: usize, limit: u64 },
}

impl From<wasmparser::Error> for DecodeError {
    fn from(error: wasmparser::Error) -> DecodeError {
        DecodeError::Invalid { offset: error.offset(), message: error.message().to_string() }
    }
}
