//! The kinds of modules that cases are made of, and which generator makes each.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::made::Made;
use crate::smith::{self, Size};
use crate::{arrays, bombs, loops, shapes, straight_line, tail_calls, traps};

/// Who makes the module of a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Anything that is valid, by wasm-smith.
    Random,
    /// Counted loops over memory.
    Loops,
    /// Functions without loops, in which neighbours are computed alike.
    StraightLine,
    /// Tail calls with many parameters.
    TailCalls,
    /// Large frames, signatures, tables and such.
    Shapes,
    /// Accesses out of bounds of which nobody needs the value.
    Traps,
    /// Small modules that are much work to compile. Nobody runs them.
    Bombs,
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
#[error("`{0}` is no kind: random, loops, straight-line, tail-calls, shapes, traps or bombs")]
pub struct UnknownKind(String);

impl Kind {
    pub const ALL: [Kind; 7] = [
        Kind::Random,
        Kind::Loops,
        Kind::StraightLine,
        Kind::TailCalls,
        Kind::Shapes,
        Kind::Traps,
        Kind::Bombs,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Random => "random",
            Kind::Loops => "loops",
            Kind::StraightLine => "straight-line",
            Kind::TailCalls => "tail-calls",
            Kind::Shapes => "shapes",
            Kind::Traps => "traps",
            Kind::Bombs => "bombs",
        }
    }

    pub fn module(self, seed: u64, part: Part) -> Vec<u8> {
        self.make(seed, part).wasm
    }

    /// The module, and what is in it if its generator says so.
    pub fn make(self, seed: u64, part: Part) -> Made {
        let only = match part {
            Part::Only(func) => Some(func),
            Part::Whole | Part::Sized(_) => None,
        };
        let random = |size| Made { wasm: smith::module(seed, size), features: BTreeSet::new() };
        match (self, part) {
            (Kind::Random, Part::Sized(size)) => random(size),
            (Kind::Random, _) => random(smith::size_of(seed)),
            (Kind::Loops, _) => loops::module(seed, only),
            (Kind::StraightLine, _) => straight_line::module(seed, only),
            (Kind::TailCalls, _) => tail_calls::module(seed),
            (Kind::Shapes, _) => shapes::module(seed),
            (Kind::Traps, _) => traps::module(seed, only),
            (Kind::Bombs, _) => bombs::module(seed),
        }
    }

    /// The smaller parts to try when a module differs, the smallest first.
    pub fn parts(self, seed: u64) -> Vec<Part> {
        match self {
            Kind::Random => smith::smaller(seed).into_iter().map(Part::Sized).collect(),
            Kind::Loops | Kind::StraightLine => (0..arrays::FUNCS).map(Part::Only).collect(),
            Kind::Traps => (0..traps::FUNCS).map(Part::Only).collect(),
            Kind::TailCalls | Kind::Shapes | Kind::Bombs => vec![],
        }
    }

    /// How often each exported function is called.
    pub fn rounds(self) -> usize {
        match self {
            Kind::Random | Kind::Loops | Kind::StraightLine => 3,
            Kind::TailCalls | Kind::Shapes => 2,
            Kind::Traps => 5,
            Kind::Bombs => 0,
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
