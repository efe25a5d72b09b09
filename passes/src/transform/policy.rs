//! How far steps go: budgets and thresholds, all of them here, so that steps only know how.

/// Of all steps.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    pub inline: Inline,
}

/// When calls are replaced by their callee's body. Sizes are IR instructions.
#[derive(Debug, Clone)]
pub struct Inline {
    /// What a call costs besides its callee's body, in instructions that are run.
    pub call: u64,
    /// The part of all work that a call has to cost for its callee to be looked at.
    pub least_gain: f64,
    /// A callee of at most this size is copied wherever that is so.
    pub small: usize,
    /// A larger one may have this much more for each thousandth of all work that its call costs…
    pub per_thousandth: usize,
    /// …up to this.
    pub large: usize,
    /// A function may grow by so much, and by half of what it was.
    pub growth: usize,
    /// Copies within copies within copies.
    pub depth: usize,
}

impl Default for Inline {
    fn default() -> Inline {
        Inline {
            call: 8,
            least_gain: 0.0005,
            small: 24,
            per_thousandth: 40,
            large: 400,
            growth: 800,
            depth: 6,
        }
    }
}
