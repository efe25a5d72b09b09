//! What a guest is made of: a kernel's file and an agent's program. They come from a package and a build, and
//! may be cut short or be something else.

use preheat_packager::parsers;

use crate::verdict::Verdict;

/// Finds the kernel in a bzImage, and what is loaded of an agent.
pub fn boot(bytes: &[u8]) -> Verdict {
    match (parsers::packed_kernel(bytes), parsers::agent(bytes)) {
        (Err(_), Err(_)) => Verdict::Refused,
        _ => Verdict::Accepted,
    }
}
