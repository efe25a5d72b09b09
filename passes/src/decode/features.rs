//! Which WebAssembly features are supported, and a name for the one that is missing.

use wasmparser::{Validator, WasmFeatures};

use super::error::DecodeError;

/// Validates a module under the supported features. When it would be valid with one more feature, that
/// feature is named; otherwise the validator's own message stands.
pub fn validate(wasm: &[u8]) -> Result<(), DecodeError> {
    match wasm.get(..8) {
        Some([0, b'a', b's', b'm', 1, 0, 0, 0]) => {}
        Some([0, b'a', b's', b'm', 0x0d, 0, 1, 0]) => return Err(DecodeError::Component),
        Some([0, b'a', b's', b'm', ..]) => {
            return Err(DecodeError::Invalid {
                offset: 4,
                message: "unknown binary version".into(),
            });
        }
        _ => return Err(DecodeError::NotWasm),
    }
    let supported = supported();
    let Err(error) = Validator::new_with_features(supported).validate_all(wasm) else {
        return Ok(());
    };
    for (feature, flags) in REFUSED {
        // A feature is the reason if, with it, validation gets further.
        let reached = match Validator::new_with_features(supported | *flags).validate_all(wasm) {
            Ok(_) => u64::MAX,
            Err(next) => next.offset(),
        };
        if reached > error.offset() {
            return Err(DecodeError::Unsupported {
                feature,
                offset: error.offset(),
                message: error.message().to_string(),
            });
        }
    }
    Err(error.into())
}

fn supported() -> WasmFeatures {
    WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::REFERENCE_TYPES
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::FLOATS
        | WasmFeatures::SIMD
        | WasmFeatures::RELAXED_SIMD
        | WasmFeatures::TAIL_CALL
        | WasmFeatures::EXTENDED_CONST
        | WasmFeatures::MULTI_MEMORY
        // The validator needs this to be able to name reference types at all.
        | WasmFeatures::GC_TYPES
}

/// Features that are not supported, with what they need; the more common first.
const REFUSED: &[(&str, WasmFeatures)] = &[
    ("threads", WasmFeatures::THREADS),
    ("exceptions", WasmFeatures::EXCEPTIONS),
    ("legacy exceptions", WasmFeatures::LEGACY_EXCEPTIONS),
    ("64-bit memories", WasmFeatures::MEMORY64),
    ("typed function references", WasmFeatures::FUNCTION_REFERENCES),
    ("garbage collection", WasmFeatures::FUNCTION_REFERENCES.union(WasmFeatures::GC)),
    ("wide arithmetic", WasmFeatures::WIDE_ARITHMETIC),
    ("custom page sizes", WasmFeatures::CUSTOM_PAGE_SIZES),
    (
        "64-bit memories with custom page sizes",
        WasmFeatures::MEMORY64.union(WasmFeatures::CUSTOM_PAGE_SIZES),
    ),
    ("memory control", WasmFeatures::MEMORY_CONTROL),
    ("compact imports", WasmFeatures::COMPACT_IMPORTS),
    (
        "stack switching",
        WasmFeatures::STACK_SWITCHING
            .union(WasmFeatures::FUNCTION_REFERENCES)
            .union(WasmFeatures::EXCEPTIONS),
    ),
];
