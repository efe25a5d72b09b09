//! The decisions about one function, as they are taken.

use preheat_formats::decision::{Decision, Place};

use crate::ir::{Count, FuncId, Origin};

/// See the module's documentation.
pub struct Ledger {
    step: &'static str,
    within: FuncId,
    /// How many may still be taken.
    left: u32,
    decisions: Vec<Decision>,
}

/// What a decision is about.
pub struct Matter {
    pub origin: Origin,
    /// Instruction of the block as the step found it.
    pub inst: u32,
    /// What is to be done.
    pub what: String,
    pub count: Count,
    pub growth: i64,
}

impl Ledger {
    pub fn new(step: &'static str, within: FuncId, limit: u32) -> Ledger {
        Ledger { step, within, left: limit, decisions: Vec::new() }
    }

    /// Whether it may be done, which it is then.
    pub fn take(&mut self, matter: Matter, why: impl Into<String>) -> bool {
        let taken = self.left > 0;
        self.left -= u32::from(taken);
        let why = if taken { why.into() } else { "no more decisions are asked for".into() };
        self.note(matter, taken, why);
        taken
    }

    /// It is not done.
    pub fn decline(&mut self, matter: Matter, why: impl Into<String>) {
        self.note(matter, false, why.into());
    }

    fn note(&mut self, matter: Matter, taken: bool, why: String) {
        let Matter { origin, inst, what, count, growth } = matter;
        let place =
            Place { within: self.within.0, func: origin.func.0, block: origin.block.0, inst };
        let (step, count) = (self.step.to_owned(), count.get());
        self.decisions.push(Decision { step, place, what, taken, why, count, growth });
    }

    pub fn into_decisions(self) -> Vec<Decision> {
        self.decisions
    }
}
