//! The kinds of modules that cases are made of, and which generator makes each.

use std::fmt;
use std::str::FromStr;

use crate::smith::{self, Size};
use crate::{loops, tail_calls};

/// Who makes the module of a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Anything that is valid, by wasm-smith.
    Random,
    /// Counted loops over memory.
    Loops,
    /// Tail calls with many parameters.
    TailCalls,
}

/// Which part of a seed's module there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// Only this of its functions, where the generator can leave out the others.
    Only(u32),
    /// As large as this; for random modules.
    Sized(Size),
}

/// A name of no kind.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no kind: random, loops or tail-calls")]
pub struct UnknownKind(String);

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Random, Kind::Loops, Kind::TailCalls];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Random => "random",
            Kind::Loops => "loops",
            Kind::TailCalls => "tail-calls",
        }
    }

    pub fn module(self, seed: u64, part: Part) -> Vec<u8> {
        let only = match part {
            Part::Only(func) => Some(func),
            Part::Whole | Part::Sized(_) => None,
        };
        match (self, part) {
            (Kind::Random, Part::Sized(size)) => smith::module(seed, size),
            (Kind::Random, _) => smith::module(seed, smith::size_of(seed)),
            (Kind::Loops, _) => loops::module(seed, only).wasm,
            (Kind::TailCalls, _) => tail_calls::module(seed).wasm,
        }
    }

    /// The smaller parts to try when a module differs, the smallest first.
    pub fn parts(self, seed: u64) -> Vec<Part> {
        match self {
            Kind::Random => smith::smaller(seed).into_iter().map(Part::Sized).collect(),
            Kind::Loops => (0..loops::FUNCS).map(Part::Only).collect(),
            Kind::TailCalls => vec![],
        }
    }

    /// How often each exported function is called.
    pub fn rounds(self) -> usize {
        match self {
            Kind::Random | Kind::Loops => 3,
            Kind::TailCalls => 2,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Kind, UnknownKind> {
        let mut all = Kind::ALL.into_iter();
        all.find(|kind| kind.name() == name).ok_or_else(|| UnknownKind(name.to_owned()))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Whole => f.write_str("whole"),
            Part::Only(func) => write!(f, "only {func}"),
            Part::Sized(Size { funcs, instructions, bytes }) => {
                write!(f, "sized {funcs} {instructions} {bytes}")
            }
        }
    }
}

/// A module of one of our own generators.
pub struct Made {
    pub wasm: Vec<u8>,
    /// What the generator put in, by name: tests see to it that it makes all it can.
    pub features: std::collections::BTreeSet<&'static str>,
}
