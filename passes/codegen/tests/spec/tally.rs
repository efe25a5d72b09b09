//! What was judged, what was left out and why, and what failed.

use std::collections::BTreeMap;

#[derive(Default)]
pub struct Tally {
    /// Assertions that hold.
    pub held: usize,
    /// Modules refused as they should be, by what was named.
    pub refused: BTreeMap<String, usize>,
    /// Assertions that were not judged, by the reason.
    pub left_out: BTreeMap<String, usize>,
    pub failures: Vec<String>,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.held += other.held;
        for (name, count) in other.refused {
            *self.refused.entry(name).or_default() += count;
        }
        for (reason, count) in other.left_out {
            *self.left_out.entry(reason).or_default() += count;
        }
        self.failures.extend(other.failures);
    }

    pub fn refuse(&mut self, what: impl Into<String>) {
        *self.refused.entry(what.into()).or_default() += 1;
    }

    pub fn leave_out(&mut self, reason: impl Into<String>) {
        *self.left_out.entry(reason.into()).or_default() += 1;
    }

    pub fn refusals(&self) -> usize {
        self.refused.values().sum()
    }

    /// Prints the numbers; fails if anything failed.
    pub fn report(&self, what: &str) {
        let left_out: usize = self.left_out.values().sum();
        println!(
            "judged: {what}: {} assertions hold, {} modules are refused rightly, {left_out} left out, {} fail",
            self.held,
            self.refusals(),
            self.failures.len()
        );
        for (what, count) in &self.refused {
            println!("    {count} refused: {what}");
        }
        for (reason, count) in &self.left_out {
            println!("    {count} left out: {reason}");
        }
        assert!(self.failures.is_empty(), "\n{}", self.failures.join("\n"));
    }
}
