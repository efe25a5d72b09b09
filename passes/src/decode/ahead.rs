//! What a body does further on, found before anything is built from it: where each local is written, where
//! blocks end, and which loops are repeated. So [`super::ssa`] knows at the start of a loop what goes around
//! it.
//!
//! It sees what [`super::body`] sees: code that cannot be reached is not there.

use wasmparser::{BinaryReaderError, FunctionBody, Operator};

/// A wasm local.
pub type Local = u32;
/// A place in the text: the offset of an instruction in the module.
pub type At = u32;

/// See the module's documentation.
#[derive(Default)]
pub(super) struct Ahead {
    /// The locals that the body reads or writes, in ascending order; all else speaks of them by their place
    /// here.
    locals: Vec<Local>,
    /// Where the `i`-th of them is written, in ascending order: `writes[starts[i]..starts[i + 1]]`.
    writes: Vec<At>,
    starts: Vec<u32>,
    /// The blocks, loops and ifs by their start.
    frames: Vec<FrameAhead>,
}

/// What is known at the start of a block, a loop or an if.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FrameAhead {
    /// Of its `end`.
    pub end: At,
    /// Whether a branch leads back to it.
    pub repeats: bool,
}

impl Ahead {
    pub fn of(body: &FunctionBody) -> Result<Ahead, BinaryReaderError> {
        let mut look = Look { open: vec![Open::new(0, Kind::Function)], ..Look::default() };
        for item in body.get_operators_reader()?.into_iter_with_offsets() {
            let (operator, offset) = item?;
            look.step(&operator, offset as At);
        }
        Ok(look.finish())
    }

    /// The place of a local among those that are used.
    pub fn place(&self, local: Local) -> usize {
        self.locals.partition_point(|&used| used < local)
    }

    /// The locals that are used.
    pub fn locals(&self) -> &[Local] {
        &self.locals
    }

    /// Where the local at a place is written, as a range of all writes.
    pub fn writes_of(&self, place: usize) -> std::ops::Range<usize> {
        self.starts[place] as usize..self.starts[place + 1] as usize
    }

    /// All writes, local by local.
    pub fn writes(&self) -> &[At] {
        &self.writes
    }

    /// The block, loop or if that is the `number`-th to start.
    pub fn frame(&self, number: usize) -> FrameAhead {
        self.frames[number]
    }
}

#[derive(Default)]
struct Look {
    open: Vec<Open>,
    frames: Vec<FrameAhead>,
    /// (local, where), in the order of the text.
    writes: Vec<(Local, At)>,
    reads: Vec<Local>,
    /// Blocks that were opened where nothing is reached.
    skipped: usize,
    unreachable: bool,
}

struct Open {
    /// Of its frame.
    number: usize,
    kind: Kind,
    /// Whether something leads to what follows its end.
    is_left: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Function,
    Block,
    Loop,
    If,
    Else,
}

impl Open {
    fn new(number: usize, kind: Kind) -> Open {
        Open { number, kind, is_left: false }
    }
}

impl Look {
    fn step(&mut self, operator: &Operator, at: At) {
        match operator {
            Operator::Block { .. } => self.start(Kind::Block),
            Operator::Loop { .. } => self.start(Kind::Loop),
            Operator::If { .. } => self.start(Kind::If),
            Operator::Else if self.skipped == 0 => {
                self.fall_through();
                if let Some(open) = self.open.last_mut() {
                    open.kind = Kind::Else;
                }
                self.unreachable = false;
            }
            Operator::End if self.skipped == 0 => self.end(at),
            Operator::End => self.skipped -= 1,
            _ if self.unreachable => {}
            Operator::Br { relative_depth } => {
                self.branch(*relative_depth);
                self.unreachable = true;
            }
            Operator::BrIf { relative_depth } => self.branch(*relative_depth),
            Operator::BrTable { targets } => {
                targets.targets().flatten().for_each(|depth| self.branch(depth));
                self.branch(targets.default());
                self.unreachable = true;
            }
            Operator::Unreachable
            | Operator::Return
            | Operator::ReturnCall { .. }
            | Operator::ReturnCallIndirect { .. } => self.unreachable = true,
            Operator::LocalGet { local_index } => self.reads.push(*local_index),
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                self.writes.push((*local_index, at));
            }
            _ => {}
        }
    }

    fn start(&mut self, kind: Kind) {
        if self.unreachable {
            self.skipped += 1;
            return;
        }
        self.open.push(Open::new(self.frames.len(), kind));
        self.frames.push(FrameAhead { end: At::MAX, repeats: false });
    }

    fn branch(&mut self, depth: u32) {
        let index = self.open.len() - 1 - depth as usize;
        match self.open[index].kind {
            Kind::Loop => self.frames[self.open[index].number].repeats = true,
            _ => self.open[index].is_left = true,
        }
    }

    fn fall_through(&mut self) {
        if let (false, Some(open)) = (self.unreachable, self.open.last_mut()) {
            open.is_left = true;
        }
    }

    fn end(&mut self, at: At) {
        self.fall_through();
        let Some(open) = self.open.pop() else { return };
        if open.kind == Kind::Function {
            return;
        }
        self.frames[open.number].end = at;
        // An if without an else passes by.
        self.unreachable = !open.is_left && open.kind != Kind::If;
    }

    fn finish(self) -> Ahead {
        let mut locals: Vec<Local> = self.reads;
        locals.extend(self.writes.iter().map(|&(local, _)| local));
        locals.sort_unstable();
        locals.dedup();
        let mut ahead = Ahead { locals, frames: self.frames, ..Ahead::default() };
        let mut writes = self.writes;
        // Those of one local stay in their order.
        writes.sort_unstable();
        ahead.starts = ahead
            .locals
            .iter()
            .map(|&local| writes.partition_point(|&(written, _)| written < local) as u32)
            .collect();
        ahead.starts.push(writes.len() as u32);
        ahead.writes = writes.into_iter().map(|(_, at)| at).collect();
        ahead
    }
}
