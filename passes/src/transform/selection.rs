//! Which steps run, and how far.

use super::step::Step;
use super::steps::STEPS;

/// A choice among [`STEPS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// By place in the list.
    steps: u64,
    /// No more decisions are taken than this: the first ones. A wrong one is found by halving.
    pub decisions: Option<u32>,
    /// Verify every changed body, as debug builds do.
    pub check: bool,
}

/// There is no step of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no step `{name}`; there are {}", names().join(", "))]
pub struct UnknownStep {
    pub name: String,
}

fn names() -> Vec<&'static str> {
    STEPS.iter().map(|step| step.name).collect()
}

impl Selection {
    pub const NONE: Selection = Selection { steps: 0, decisions: None, check: false };
    pub const ALL: Selection =
        Selection { steps: (1 << STEPS.len()) - 1, decisions: None, check: false };

    /// Only steps of these names.
    pub fn only<S: AsRef<str>>(names: &[S]) -> Result<Selection, UnknownStep> {
        let mut steps = 0;
        for name in names {
            steps |= 1 << place(name.as_ref())?;
        }
        Ok(Selection { steps, ..Selection::NONE })
    }

    /// All but steps of these names.
    pub fn without<S: AsRef<str>>(names: &[S]) -> Result<Selection, UnknownStep> {
        let without = Selection::only(names)?.steps;
        Ok(Selection { steps: Selection::ALL.steps & !without, ..Selection::ALL })
    }

    /// No more than the first of their decisions, or all.
    pub fn first(self, decisions: Option<u32>) -> Selection {
        Selection { decisions, ..self }
    }

    /// With every changed body verified.
    pub fn checked(self) -> Selection {
        Selection { check: true, ..self }
    }

    /// The names of the steps that run.
    pub fn names(self) -> Vec<&'static str> {
        STEPS.iter().filter(|step| self.has(step)).map(|step| step.name).collect()
    }

    pub(super) fn has(self, step: &Step) -> bool {
        place(step.name).is_ok_and(|place| self.steps >> place & 1 == 1)
    }
}

impl Default for Selection {
    fn default() -> Selection {
        Selection::ALL
    }
}

fn place(name: &str) -> Result<usize, UnknownStep> {
    let place = STEPS.iter().position(|step| step.name == name);
    place.ok_or_else(|| UnknownStep { name: name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_chosen_by_their_names() {
        let all = names();
        assert_eq!(Selection::ALL.names(), all);
        assert!(Selection::NONE.names().is_empty());
        let first = &all[..1];
        assert_eq!(Selection::only(first).unwrap().names(), first);
        assert_eq!(Selection::without(first).unwrap().names(), all[1..]);
        assert_eq!(Selection::without::<&str>(&[]).unwrap(), Selection::ALL);
        let error = Selection::only(&["inlin"]).unwrap_err().to_string();
        assert!(error.contains("`inlin`") && error.contains("inline"), "{error}");
    }

    #[test]
    fn names_of_steps_are_words_and_differ() {
        let mut all = names();
        assert!(all.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]) && all.len() < 64);
    }
}
