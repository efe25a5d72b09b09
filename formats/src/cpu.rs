//! Processor levels: the x86-64 psABI micro-architecture levels, and which of them this machine has or is to
//! be taken to have.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What an artifact needs from the processor (x86-64 psABI, "Micro-Architecture Levels").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CpuLevel {
    #[serde(rename = "x86-64-v2")]
    V2,
    #[serde(rename = "x86-64-v3")]
    V3,
    #[serde(rename = "x86-64-v4")]
    V4,
}

impl CpuLevel {
    pub const ALL: [CpuLevel; 3] = [CpuLevel::V2, CpuLevel::V3, CpuLevel::V4];

    /// The psABI name, which LLVM and QEMU documentation use as well.
    pub fn name(self) -> &'static str {
        match self {
            CpuLevel::V2 => "x86-64-v2",
            CpuLevel::V3 => "x86-64-v3",
            CpuLevel::V4 => "x86-64-v4",
        }
    }

    /// The highest level that the processor we are running on has, by CPUID and XGETBV; or the lower one that
    /// [`SETTING`] names.
    pub fn of_this_machine() -> Result<CpuLevel, HostLevelError> {
        if let Some(lowered) = lowered_to()? {
            return Ok(lowered);
        }
        let best =
            CpuLevel::ALL.into_iter().rev().find(|level| level.lacked(CpuLevel::V4).is_empty());
        best.ok_or_else(|| HostLevelError::TooOld(CpuLevel::V2.lacked(CpuLevel::V4)))
    }

    /// The features of this level that the processor we are running on lacks, or is to be taken to lack.
    pub fn missing_here(self) -> Vec<&'static str> {
        // A setting that means nothing does not hide what the processor has; the programs refuse it when they
        // start.
        let limit = lowered_to().ok().flatten().unwrap_or(CpuLevel::V4);
        self.lacked(limit)
    }

    /// The features of this level that the processor lacks, with all above `limit` taken for lacking.
    fn lacked(self, limit: CpuLevel) -> Vec<&'static str> {
        let lacks = |(level, _, is_there): &(CpuLevel, _, bool)| {
            *level <= self && !(*is_there && *level <= limit)
        };
        features().into_iter().filter(lacks).map(|(_, name, _)| name).collect()
    }
}

/// The environment variable that lowers the level of this machine, so that tests and people see what happens
/// on a lesser processor. What a virtual machine sees is not changed by it where QEMU emulates the processor.
pub const SETTING: &str = "PREHEAT_HOST_LEVEL";

/// What [`SETTING`] says, if it is set: a level that this processor has. The only place that reads it.
/// Programs call this when they start, so that a wrong setting is told before anything else is.
pub fn lowered_to() -> Result<Option<CpuLevel>, HostLevelError> {
    let Some(text) = std::env::var_os(SETTING).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let level: CpuLevel = text.to_string_lossy().parse()?;
    let missing = level.lacked(CpuLevel::V4);
    if missing.is_empty() { Ok(Some(level)) } else { Err(HostLevelError::Above { level, missing }) }
}

/// Why this machine has no level to work with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostLevelError {
    #[error("this processor lacks x86-64-v2 ({} missing); Preheat needs at least that", .0.join(", "))]
    TooOld(Vec<&'static str>),
    #[error("{SETTING}: {0}")]
    Unknown(#[from] UnknownCpuLevel),
    #[error(
        "{SETTING} is {level}, and this processor lacks {}: it can only lower what the processor has",
        missing.join(", ")
    )]
    Above { level: CpuLevel, missing: Vec<&'static str> },
}

/// Every feature, the level from which on it is asked for, and whether the processor has it.
fn features() -> Vec<(CpuLevel, &'static str, bool)> {
    macro_rules! features {
        ($($level:ident: $($feature:tt),*;)*) => {
            vec![$($((CpuLevel::$level, $feature, std::arch::is_x86_feature_detected!($feature)),)*)*]
        };
    }
    features! {
        V2: "cmpxchg16b", "popcnt", "sse3", "ssse3", "sse4.1", "sse4.2";
        V3: "avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "lzcnt", "movbe";
        V4: "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl";
    }
}

impl fmt::Display for CpuLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text named no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a processor level: use x86-64-v2, x86-64-v3 or x86-64-v4")]
pub struct UnknownCpuLevel(pub String);

impl FromStr for CpuLevel {
    type Err = UnknownCpuLevel;

    fn from_str(text: &str) -> Result<CpuLevel, UnknownCpuLevel> {
        CpuLevel::ALL
            .into_iter()
            .find(|level| level.name() == text)
            .ok_or_else(|| UnknownCpuLevel(text.to_owned()))
    }
}
