//! The profile: merged counts of what a module did on requests.
//!
//! Counts add up, so profiles merge in any order and grouping to the same result. A profile belongs
//! to one module (by digest); blocks also carry their hashes, so that counts can be found again in
//! other modules that hold the same code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::artifact::{BlockHash, SiteKind};
use crate::digest::Digest;
use crate::seal::{FormatError, Kind};

pub const KIND: Kind = Kind { magic: *b"PREHEATP", version: 1, name: "profile" };

/// Pages of 4 KiB that the largest memory has.
pub const PAGES_PER_MEMORY: u32 = 1 << 20;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub module: Digest,
    /// Version of the block hash.
    pub hash_version: u32,
    /// By function index; only functions that were entered.
    pub functions: BTreeMap<u32, FunctionProfile>,
    /// 4 KiB page of linear memory → number of requests that touched it. Pages of memory i have the numbers
    /// from i × [`PAGES_PER_MEMORY`].
    pub pages: BTreeMap<u32, u64>,
    /// Host function ("module.name") → number of calls.
    pub host_calls: BTreeMap<String, u64>,
    pub requests: RequestStats,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FunctionProfile {
    pub name: String,
    /// Entries while serving requests.
    pub entries: u64,
    /// Entries before the warm point.
    pub startup_entries: u64,
    /// By block number; every block of the function.
    pub blocks: Vec<BlockCount>,
    /// By (block, slot of the successor).
    pub edges: BTreeMap<(u32, u32), EdgeCount>,
    pub paths: Option<PathProfile>,
    /// By (block, kind).
    pub sites: BTreeMap<(u32, SiteKind), ValueCounts>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockCount {
    pub hash: BlockHash,
    pub count: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeCount {
    pub to: u32,
    pub count: u64,
}

/// Path number → runs. `total` is the number of possible paths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathProfile {
    pub total: u64,
    pub counts: BTreeMap<u64, u64>,
}

/// The most frequent values of a site, and how many occurrences were of others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueCounts {
    pub values: BTreeMap<u64, u64>,
    pub other: u64,
}

/// What requests took.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestStats {
    pub wall_ns: Summary,
    pub cpu_ns: Summary,
    /// Linear memory at the end of the request, bytes.
    pub memory_bytes: Summary,
    /// Resident memory of the request's process at its peak, bytes.
    pub peak_rss_bytes: Summary,
    pub input_bytes: Summary,
    pub output_bytes: Summary,
    /// Requests that ended in a trap, a limit or a non-zero exit code.
    pub failed: u64,
}

/// Count, sum, extremes and a histogram by powers of two of some quantity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub count: u64,
    pub sum: u64,
    pub min: Option<u64>,
    pub max: Option<u64>,
    /// Bit length of the value → occurrences.
    pub buckets: BTreeMap<u8, u64>,
}

impl Summary {
    pub fn add(&mut self, value: u64) {
        self.count += 1;
        self.sum = self.sum.saturating_add(value);
        self.min = Some(self.min.map_or(value, |min| min.min(value)));
        self.max = Some(self.max.map_or(value, |max| max.max(value)));
        *self.buckets.entry((64 - value.leading_zeros()) as u8).or_default() += 1;
    }

    pub fn mean(&self) -> Option<u64> {
        self.sum.checked_div(self.count)
    }
}

impl Profile {
    pub fn new(module: Digest, hash_version: u32) -> Profile {
        Profile {
            module,
            hash_version,
            functions: BTreeMap::new(),
            pages: BTreeMap::new(),
            host_calls: BTreeMap::new(),
            requests: RequestStats::default(),
        }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        let payload = postcard::to_allocvec(self).expect("a profile has no unserialisable part");
        KIND.wrap(&payload)
    }

    /// Checks digest and version, then decodes.
    pub fn from_bytes(file: &[u8]) -> Result<Profile, FormatError> {
        let payload = KIND.unwrap(file)?;
        postcard::from_bytes(payload)
            .map_err(|error| FormatError::Malformed { kind: KIND.name, what: error.to_string() })
    }
}
