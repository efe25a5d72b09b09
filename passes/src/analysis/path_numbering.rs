//! Numbers for the acyclic paths of a body (Ball and Larus, "Efficient path profiling", MICRO-29, 1996).
//!
//! A path starts at the entry or at a loop header, follows edges, and ends where the function ends
//! (return or trap) or by taking a back edge. Walking through a function, one adds up the increments of
//! the edges taken; what comes out at the end of a path is its number, and from the number the path can
//! be found again:
//!
//! ```text
//!     b0            b0 → b1: 0    b1 → b3: 0    paths 0: b0 b1 b3    1: b0 b2 b3
//!    /  \           b0 → b2: +1   b2 → b3: 0
//!   b1  b2
//!    \  /
//!     b3
//! ```
//!
//! Back edges are those that retreat in the reverse postorder, so that also graphs that are not reducible
//! have numbers. Several edges between the same two blocks (slots of a switch) are one here: a
//! path is told by its blocks. Numbers depend only on the graph: entry paths first, then those from
//! each header in reverse postorder; at a fork the earlier slot has the smaller numbers.

use crate::analysis::Cfg;
use crate::ir::{BlockId, Body};

/// Functions with more paths than this are not numbered.
pub const MAX_PATHS: u64 = 1 << 62;

/// The function has more than [`MAX_PATHS`] paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than 2^62 paths")]
pub struct TooManyPaths;

/// One path. `blocks` is never empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Path {
    pub start: PathStart,
    pub blocks: Vec<BlockId>,
    pub end: PathEnd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PathStart {
    Entry,
    LoopHeader,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PathEnd {
    /// The last block returns or traps.
    Exit,
    /// The last block jumps back to this header.
    BackEdge(BlockId),
}

/// What taking an edge does to the number of the path at hand, which starts at 0 at entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The path goes on; add this.
    Add(u64),
    /// The path is over: its number is what was added up, plus `add`. The next one starts with `restart`.
    End { add: u64, restart: u64 },
}

/// The numbering of a body.
#[derive(Debug, Clone)]
pub struct PathNumbering {
    total: u64,
    /// Where paths start, with the first number of those that start there; ascending.
    starts: Vec<(u64, BlockId)>,
    /// Ways on from each block, ascending by increment; none where the function ends.
    ways: Vec<Vec<Way>>,
}

#[derive(Debug, Clone, Copy)]
struct Way {
    to: BlockId,
    increment: u64,
    kind: WayKind,
}

impl Way {
    fn step(&self) -> Step {
        match self.kind {
            WayKind::Forward => Step::Add(self.increment),
            WayKind::Back { restart } => Step::End { add: self.increment, restart },
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WayKind {
    Forward,
    /// The next path starts with this number.
    Back {
        restart: u64,
    },
}

impl PathNumbering {
    pub fn new(cfg: &Cfg) -> Result<PathNumbering, TooManyPaths> {
        let mut ways: Vec<Vec<Way>> = vec![Vec::new(); cfg.len()];
        // Number of paths from each block to the end, later blocks first.
        let mut paths = vec![0u64; cfg.len()];
        let mut seen = vec![None; cfg.len()];
        let mut is_header = vec![Header::No; cfg.len()];
        for &from in cfg.reverse_postorder().iter().rev() {
            let mut sum = 0;
            for &to in cfg.successors(from) {
                if seen[to.index()].replace(from) == Some(from) {
                    continue;
                }
                let kind = if cfg.is_retreating(from, to) {
                    is_header[to.index()] = Header::Yes;
                    WayKind::Back { restart: 0 }
                } else {
                    WayKind::Forward
                };
                ways[from.index()].push(Way { to, increment: sum, kind });
                let further = if kind == WayKind::Forward { paths[to.index()] } else { 1 };
                sum = checked(sum, further)?;
            }
            paths[from.index()] = sum.max(1);
        }
        let mut total = 0;
        let mut starts = Vec::new();
        let mut first_from = vec![0; cfg.len()];
        for &block in cfg.reverse_postorder() {
            if block == Body::ENTRY || is_header[block.index()] == Header::Yes {
                starts.push((total, block));
                first_from[block.index()] = total;
                total = checked(total, paths[block.index()])?;
            }
        }
        for way in ways.iter_mut().flatten() {
            if let WayKind::Back { restart } = &mut way.kind {
                *restart = first_from[way.to.index()];
            }
        }
        Ok(PathNumbering { total, starts, ways })
    }

    /// Number of possible paths: numbers are 0 to `total` - 1.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// What taking an edge means; none if there is no such edge.
    pub fn step(&self, from: BlockId, to: BlockId) -> Option<Step> {
        let way = self.ways.get(from.index())?.iter().find(|way| way.to == to)?;
        Some(way.step())
    }

    /// The ways on from a block: each distinct successor, and what going there means.
    pub fn steps(&self, from: BlockId) -> impl Iterator<Item = (BlockId, Step)> + '_ {
        self.ways[from.index()].iter().map(|way| (way.to, way.step()))
    }

    /// The path with this number.
    pub fn path(&self, number: u64) -> Option<Path> {
        if number >= self.total {
            return None;
        }
        let at = self.starts.partition_point(|(first, _)| *first <= number) - 1;
        let (first, mut block) = self.starts[at];
        let start = if at == 0 { PathStart::Entry } else { PathStart::LoopHeader };
        let mut left = number - first;
        let mut blocks = vec![block];
        loop {
            let ways = &self.ways[block.index()];
            // The last way whose numbers do not start above ours.
            let taken = ways.partition_point(|way| way.increment <= left);
            let Some(way) = taken.checked_sub(1).map(|last| ways[last]) else {
                return Some(Path { start, blocks, end: PathEnd::Exit });
            };
            left -= way.increment;
            if way.kind != WayKind::Forward {
                return Some(Path { start, blocks, end: PathEnd::BackEdge(way.to) });
            }
            block = way.to;
            blocks.push(block);
        }
    }

    /// The number of a path; none if it is no path of this body.
    pub fn number(&self, path: &Path) -> Option<u64> {
        let (&first, rest) = path.blocks.split_first()?;
        let at = self.starts.iter().position(|(_, block)| *block == first)?;
        if (at == 0) != (path.start == PathStart::Entry) {
            return None;
        }
        let mut number = self.starts[at].0;
        let mut block = first;
        for &next in rest {
            let Step::Add(increment) = self.step(block, next)? else { return None };
            number += increment;
            block = next;
        }
        match path.end {
            PathEnd::Exit => self.ways[block.index()].is_empty().then_some(number),
            PathEnd::BackEdge(header) => match self.step(block, header)? {
                Step::End { add, .. } => Some(number + add),
                Step::Add(_) => None,
            },
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Header {
    No,
    Yes,
}

fn checked(a: u64, b: u64) -> Result<u64, TooManyPaths> {
    a.checked_add(b).filter(|sum| *sum <= MAX_PATHS).ok_or(TooManyPaths)
}
