//! What can be seen of a run, in the same words for everyone who runs a module.

use std::fmt;

use preheat_formats::Trap;
use preheat_formats::types::ValType;

/// A value as everyone can give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    Number(ValType, u128),
    /// Functions have no identity that everyone knows.
    Function {
        null: bool,
    },
    /// Null, or the host's number.
    Extern(Option<u32>),
}

/// What is looked at after each step, as long as nothing has trapped.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// Exported memories: pages and a digest of the content.
    pub memories: Vec<(u64, u64)>,
    pub globals: Vec<Seen>,
    pub tables: Vec<Vec<Seen>>,
}

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// With these results, leaving this state.
    Returned(Vec<Seen>, State),
    /// Nothing is compared after that.
    Trapped(Trap),
}

/// A call of the host: import and arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostCall {
    pub import: String,
    pub args: Vec<Seen>,
}

/// Instantiation, or the call of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub what: String,
    pub host_calls: Vec<HostCall>,
    pub end: End,
}

/// All steps up to the first trap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Run {
    pub steps: Vec<Step>,
}

impl Run {
    /// Stacks differ, so nothing that follows from their end can be compared.
    pub fn exhausted(&self) -> bool {
        matches!(self.steps.last().map(|step| &step.end), Some(End::Trapped(Trap::StackOverflow)))
    }

    /// Whether code by LLVM may do `found` where this is what should happen (docs/SEMANTICS.md): of several
    /// traps between two host calls any may be reported, if one of them is that of an access. So this and
    /// `found` end in the same step after the same calls of the host, with a trap each.
    pub fn excuses(&self, found: &Run) -> bool {
        let (Some((last, before)), Some((found_last, found_before))) =
            (self.steps.split_last(), found.steps.split_last())
        else {
            return false;
        };
        let [End::Trapped(wanted), End::Trapped(reported)] = [&last.end, &found_last.end] else {
            return false;
        };
        before == found_before
            && last.host_calls == found_last.host_calls
            && [wanted, reported].contains(&&Trap::MemoryOutOfBounds)
    }

    pub fn trapped(&self) -> bool {
        matches!(self.steps.last().map(|step| &step.end), Some(End::Trapped(_)))
    }
}

/// Some other bits for other bytes: FNV-1a over words, quick and good enough for equality.
pub fn digest(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        hash = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x100_0000_01b3).rotate_left(29);
    }
    for byte in rest {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
    }
    hash
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Seen::Number(ty, bits) => write!(f, "{ty}:{bits:#x}"),
            Seen::Function { null: true } => write!(f, "null function"),
            Seen::Function { null: false } => write!(f, "function"),
            Seen::Extern(None) => write!(f, "null extern"),
            Seen::Extern(Some(number)) => write!(f, "extern {number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(ends: &[End]) -> Run {
        let step = |end: &End| Step { what: "f".into(), host_calls: vec![], end: end.clone() };
        Run { steps: ends.iter().map(step).collect() }
    }

    #[test]
    fn only_traps_of_accesses_are_excused() {
        let returned = End::Returned(vec![], State::default());
        let other = End::Returned(vec![Seen::Extern(None)], State::default());
        let [access, unreachable, division] =
            [Trap::MemoryOutOfBounds, Trap::Unreachable, Trap::IntegerDivideByZero]
                .map(End::Trapped);
        let wanted = run(&[returned.clone(), access.clone()]);
        assert!(wanted.excuses(&run(&[returned.clone(), unreachable.clone()])), "order");
        let lost = run(&[returned.clone(), returned.clone(), division.clone()]);
        assert!(!wanted.excuses(&lost), "lost");
        let lost = run(&[returned.clone(), returned.clone()]);
        assert!(!wanted.excuses(&lost), "lost, and no trap after it");
        assert!(!wanted.excuses(&run(&[other.clone(), access.clone()])), "an earlier step");
        assert!(!wanted.excuses(&run(std::slice::from_ref(&access))), "too early");

        let wanted = run(&[returned.clone(), unreachable.clone()]);
        let excused = |found: &Run| wanted.excuses(found);
        assert!(excused(&run(&[returned.clone(), access.clone()])), "another order");
        assert!(!excused(&run(&[returned.clone(), division])));
        let lost = run(&[returned.clone(), returned.clone()]);
        assert!(!excused(&lost), "no trap is lost");
        let mut after_call = run(&[returned.clone(), access.clone()]);
        after_call.steps[1].host_calls.push(HostCall { import: "f".into(), args: vec![] });
        assert!(!wanted.excuses(&after_call), "not beyond a call of the host");

        let wanted = run(&[returned.clone(), returned.clone()]);
        let excused = |found: &Run| wanted.excuses(found);
        assert!(!excused(&run(&[returned.clone(), other])));
        assert!(!excused(&run(&[returned, access])), "no trap is invented");
    }
}
