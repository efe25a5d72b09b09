//! How `--timings` looks: a table for people, a list for machines; and what memory it took. What was measured
//! is copied out of the process that measured it.

use std::time::Duration;

use preheat_codegen::timing::{Extent, Stage, Timings};
use serde::{Deserialize, Serialize};

use crate::output::{Table, nanoseconds};

/// What a stage took, in nanoseconds.
#[derive(Debug, Serialize, Deserialize)]
pub struct Taken {
    stage: String,
    /// None for tasks of a stage that ran on several threads.
    wall: Option<u64>,
    processor: u64,
}

/// Each stage that was run.
pub fn taken(timings: &Timings) -> Vec<Taken> {
    let taken = |stage: &Stage| {
        let spent = timings.spent(*stage)?;
        let wall = (stage.extent() == Extent::Whole).then_some(spent.wall);
        Some(Taken { stage: stage.name().to_owned(), wall, processor: spent.cpu })
    };
    Stage::ALL.iter().filter_map(taken).collect()
}

/// A row for each stage. `all` is the whole command's time on the clock.
pub fn table(taken: &[Taken], all: Duration) -> Table {
    let mut table = Table::new(&["stage", ">time", ">processor"]);
    let mut processor = 0;
    for Taken { stage, wall, processor: spent } in taken {
        let (name, wall) = match wall {
            Some(wall) => (stage.clone(), nanoseconds(*wall)),
            None => (format!("  {stage}"), String::new()),
        };
        if !wall.is_empty() {
            processor += spent;
        }
        table.row([name, wall, nanoseconds(*spent)]);
    }
    table.row(["all".into(), nanoseconds(all.as_nanos() as u64), nanoseconds(processor)]);
    table
}

/// Seconds by stage.
pub fn to_json(taken: &[Taken]) -> serde_json::Value {
    let seconds = |nanoseconds: u64| nanoseconds as f64 / 1e9;
    let stages = taken.iter().map(|taken| {
        serde_json::json!({
            "stage": taken.stage,
            "seconds": taken.wall.map(seconds),
            "processor_seconds": seconds(taken.processor),
        })
    });
    stages.collect()
}

/// The most memory that this process has had at a time, in bytes.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}
