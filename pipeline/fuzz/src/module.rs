//! Modules, as users upload them: decoding, and the IR that comes of it.

use preheat_passes::block_hash::block_hashes;
use preheat_passes::decode::decode;
use preheat_passes::instrument::{Detail, instrument};
use preheat_passes::{text, verify};

use crate::verdict::Verdict;

/// A small module that profiles and plans of other targets are read for.
pub const EXAMPLE: &[u8] = include_bytes!("../seeds/module/valid-example.wasm");

/// Decodes a module; the IR of one that is accepted is right, and can be printed, hashed and instrumented.
pub fn module(bytes: &[u8]) -> Verdict {
    let Ok(mut module) = decode(bytes) else { return Verdict::Refused };
    verify::verify(&module).expect("decode makes IR that is right");
    let _ = text::module_to_string(&module);
    for (_, _, body) in module.bodies() {
        assert_eq!(block_hashes(&module, body).len(), body.blocks.len());
    }
    instrument(&mut module, &Detail::All);
    verify::verify(&module).expect("instrumented IR is right as well");
    Verdict::Accepted
}
