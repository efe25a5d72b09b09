//! How `--timings` looks: a table for people, a list for machines; and what memory it took.

use std::time::Duration;

use preheat_passes::timing::{Extent, Spent, Stage, Timings};

use crate::output::{Table, nanoseconds};

/// A row for each stage that was run. `all` is the whole command's time on the clock.
pub fn table(timings: &Timings, all: Duration) -> Table {
    let mut table = Table::new(&["stage", ">time", ">processor"]);
    let mut processor = 0;
    for (stage, spent) in run(timings) {
        let (name, wall) = match stage.extent() {
            Extent::Whole => (stage.name().to_owned(), nanoseconds(spent.wall)),
            Extent::Part => (format!("  {}", stage.name()), String::new()),
        };
        if stage.extent() == Extent::Whole {
            processor += spent.cpu;
        }
        table.row([name, wall, nanoseconds(spent.cpu)]);
    }
    table.row(["all".into(), nanoseconds(all.as_nanos() as u64), nanoseconds(processor)]);
    table
}

/// Seconds by stage.
pub fn to_json(timings: &Timings) -> serde_json::Value {
    let stages = run(timings).map(|(stage, spent)| {
        let seconds = |nanoseconds: u64| nanoseconds as f64 / 1e9;
        let wall = (stage.extent() == Extent::Whole).then(|| seconds(spent.wall));
        serde_json::json!({
            "stage": stage.name(),
            "seconds": wall,
            "processor_seconds": seconds(spent.cpu),
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

fn run(timings: &Timings) -> impl Iterator<Item = (Stage, Spent)> {
    Stage::ALL.iter().filter_map(|&stage| Some((stage, timings.spent(stage)?)))
}
