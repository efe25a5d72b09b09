//! Processor levels: the x86-64 psABI micro-architecture levels, and which of them this machine has.

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

    /// The highest level that the processor we are running on has, by CPUID and XGETBV; none if it
    /// lacks even v2.
    pub fn of_this_machine() -> Option<CpuLevel> {
        CpuLevel::ALL.into_iter().rev().find(|level| level.missing_here().is_empty())
    }

    /// The features of this level that the processor we are running on lacks.
    pub fn missing_here(self) -> Vec<&'static str> {
        macro_rules! missing {
            ($($feature:tt),*) => {{
                let mut missing = Vec::new();
                $(if !std::arch::is_x86_feature_detected!($feature) { missing.push($feature); })*
                missing
            }};
        }
        let mut features = missing!("cmpxchg16b", "popcnt", "sse3", "ssse3", "sse4.1", "sse4.2");
        if self >= CpuLevel::V3 {
            features
                .extend(missing!("avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "lzcnt", "movbe"));
        }
        if self >= CpuLevel::V4 {
            features.extend(missing!("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"));
        }
        features
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
