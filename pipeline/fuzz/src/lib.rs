//! Everything of Preheat that reads bytes from outside, one function of the bytes for each kind. A function
//! passes when it returns: whatever the bytes are, it must neither panic nor overflow nor take memory that
//! they only claim to need, and what it accepts must hold what its reader promises.
//!
//! Digests and checksums would hide the readers behind them, since no mutation hits a right one. So they are
//! made right here, and the bytes are also given as they are.
//!
//! `fuzz_targets/` gives these functions to libFuzzer (`make fuzz-parsers`), `tests/` runs them on `seeds/`
//! and on mutations of those (`make test`).

mod artifact;
mod boot;
pub mod elf;
mod frames;
mod machines;
mod memory_file;
mod module;
mod plan;
mod profile;
mod verdict;

pub use artifact::{artifact, sections};
pub use boot::boot;
pub use frames::protocol;
pub use machines::{disk, image, monitor};
pub use module::{EXAMPLE, module};
pub use plan::{plan, planned};
pub use profile::profile;
pub use verdict::Verdict;

/// A function of the bytes, and how much a test does with it.
pub struct Target {
    /// Also its folder in `seeds/` and its program in `fuzz_targets/`.
    pub name: &'static str,
    pub body: fn(&[u8]) -> Verdict,
    /// Mutations of each seed that a test tries.
    pub mutations: u64,
}

const fn target(name: &'static str, body: fn(&[u8]) -> Verdict, mutations: u64) -> Target {
    Target { name, body, mutations }
}

/// All of them.
pub const TARGETS: [Target; 11] = [
    target("module", module, 1500),
    target("artifact", artifact, 1500),
    target("sections", sections, 3000),
    target("profile", profile, 1000),
    target("plan", plan, 3000),
    target("planned", planned, 10),
    target("image", image, 3000),
    target("disk", disk, 300),
    target("protocol", protocol, 3000),
    target("monitor", monitor, 3000),
    target("boot", boot, 3000),
];
