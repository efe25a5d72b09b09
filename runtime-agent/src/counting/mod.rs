//! What an instrumented artifact counts, in memory that forked requests share with the process that
//! started them, so that counts survive the request. Instrumented requests run one at a time.
//!
//! The counters of blocks and edges lie in the instance header and are written by compiled code; here are
//! values, paths and host calls ([`tables`]) and touched pages ([`pages`]). [`record`] turns them into a
//! profile.

pub mod pages;
pub mod record;
pub mod tables;

use preheat_formats::artifact::{CounterMap, Meta};

use crate::error::{AgentError, Result};
use tables::{CallCounts, PathCounts, ValueCounts};

/// Everything that is counted outside the instance header.
#[derive(Debug)]
pub struct Counts {
    pub values: ValueCounts,
    pub paths: PathCounts,
    pub host_calls: CallCounts,
    pub pages: pages::PageMap,
}

impl Counts {
    pub fn new(map: &CounterMap, meta: &Meta) -> Result<Counts> {
        let make = || {
            Ok::<_, rustix::io::Errno>(Counts {
                values: ValueCounts::new(map.sites.len())?,
                paths: PathCounts::new(map.path_slots as usize)?,
                host_calls: CallCounts::new(meta.imports.len())?,
                pages: pages::PageMap::new(meta.memories.len())?,
            })
        };
        make().map_err(AgentError::system("set memory aside for counts"))
    }

    /// Forgets everything counted so far.
    pub fn clear(&self) {
        self.values.clear();
        self.paths.clear();
        self.host_calls.clear();
        self.pages.take();
    }
}
