//! Why profiles could not be used together, or with a module.

use preheat_formats::Digest;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfilerError {
    #[error(
        "the profiles are of different modules ({} and {}): only profiles of one module can be merged or compared",
        .left.short(), .right.short()
    )]
    DifferentModules { left: Digest, right: Digest },
    #[error(
        "the profiles number blocks by different versions of the block hash ({left} and {right}): \
         profile again with one version of Preheat"
    )]
    DifferentHashVersions { left: u32, right: u32 },
    #[error(
        "the profiles contradict each other about function {func}, {name}: {what}; one of them is \
         damaged: profile again"
    )]
    Contradiction { func: u32, name: String, what: &'static str },
    #[error(
        "the profile is of another module ({}) than this one ({}): profile this module",
        .profile.short(), .module.short()
    )]
    WrongModule { profile: Digest, module: Digest },
    #[error(
        "the profile has version {found} of the block hash, this Preheat has {supported}: profile again"
    )]
    HashVersion { found: u32, supported: u32 },
    #[error(
        "the profile does not fit its module: it counts function {func}, {name}, but {what}; it is \
         damaged: profile again"
    )]
    Misfit { func: u32, name: String, what: String },
    #[error("a coverage is above 0 and at most 1, not {0}")]
    BadCoverage(String),
}
