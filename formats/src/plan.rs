//! The plan (specialization profile): what to optimise, how, and how sure we are. JSON, so that
//! people and other tools can read and write one.

use serde::{Deserialize, Serialize};

use crate::artifact::SiteKind;
use crate::cpu::CpuLevel;
use crate::digest::Digest;
use crate::seal::FormatError;

/// Version of the JSON layout.
pub const VERSION: u32 = 2;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub version: u32,
    pub module: Digest,
    /// The profile it was made from.
    pub profile: Digest,
    pub level: CpuLevel,
    /// Requests that the profile has seen.
    pub requests: u64,
    /// By function index. Functions that are not listed are cold.
    pub functions: Vec<FunctionPlan>,
    /// Function indices in the order in which their code should lie; the others follow.
    pub order: Vec<u32>,
    /// Host functions the requests need, most called first.
    pub libraries: Vec<String>,
    /// 4 KiB pages of linear memory that at least half of the requests touch, numbered as in a profile.
    pub pages: Vec<u32>,
    pub resources: Resources,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FunctionPlan {
    pub func: u32,
    pub name: String,
    pub heat: Heat,
    pub entries: u64,
    /// Share of all executed IR instructions, 0 to 1.
    pub share: f64,
    /// For every block with several successors: how often each was taken.
    pub branches: Vec<BranchWeights>,
    pub paths: Vec<HotPath>,
    /// Of hot functions: targets of indirect calls, values of parameters, trip counts of loops.
    pub sites: Vec<Site>,
}

/// What was seen at a place where values are counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The loop's header, for trip counts.
    pub block: u32,
    pub kind: SiteKind,
    /// The most frequent ones, with how often they were seen at least; most frequent first.
    pub values: Vec<(u64, u64)>,
    /// How often others were.
    pub other: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Heat {
    /// Never entered while serving.
    Cold,
    Warm,
    Hot,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchWeights {
    pub block: u32,
    /// By the position of the successor.
    pub weights: Vec<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HotPath {
    /// Ball–Larus number.
    pub path: u64,
    pub blocks: Vec<u32>,
    pub count: u64,
    /// Share of the function's path runs, 0 to 1.
    pub probability: f64,
    /// Half width of the 95 % interval of the probability.
    pub uncertainty: f64,
}

/// What a request takes: the largest seen, with nothing added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resources {
    pub cpu_ns: u64,
    pub memory_bytes: u64,
    pub output_bytes: u64,
}

impl Plan {
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a plan has only string keys");
        text.push('\n');
        text
    }

    pub fn from_json(text: &str) -> Result<Plan, FormatError> {
        let malformed = |error: serde_json::Error| FormatError::Malformed {
            kind: "plan",
            what: error.to_string(),
        };
        let value: serde_json::Value = serde_json::from_str(text).map_err(malformed)?;
        let version = value.get("version").and_then(|v| v.as_u64()).unwrap_or(0) as u32;
        if version != VERSION {
            return Err(FormatError::Version { kind: "plan", found: version, supported: VERSION });
        }
        serde_json::from_value(value).map_err(malformed)
    }

    pub fn digest(&self) -> Digest {
        Digest::of(self.to_json().as_bytes())
    }
}
