//! SSA construction while decoding: wasm locals become values and block parameters.
//!
//! It gives what the algorithm of Braun et al., "Simple and Efficient Construction of Static Single
//! Assignment Form" (CC 2013), gives: reading a local that a block does not define asks the predecessors,
//! through a parameter where there are several. But no parameter is made where none can be needed. What a
//! read finds is the last write before it in the text, and on the way from there to the read only two kinds
//! of places can make something else of it: the end of a block that holds the write, and the header of a loop
//! that writes the local further on. Where that is, [`Ahead`] knows, and [`Ancestry`] finds it without
//! walking. So time and memory are in proportion to the text and the parameters. Those that turn out to be
//! needless all the same (what is written may be the same on all ways) are removed by [`crate::ir::tidy`].
//!
//! Block hashes hold the order of a block's parameters. It is that in which Braun's algorithm asks for them,
//! which is not always that in which we do: a read that passes through a loop whose end has not been seen
//! makes parameters outside of it only at that end, and those that are asked for at one time are made round
//! by round, a block with several predecessors further away.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::ahead::{Ahead, At, Local};
use super::ancestry::Ancestry;
use super::limit::Spent;
use crate::ir::{Block, BlockId, Body, Const, Edge, Inst, Op, Origin, Terminator, ValType, Value};

/// A body under construction.
pub struct Builder {
    pub body: Body,
    pub spent: Spent,
    ahead: Ahead,
    /// Of each local that is used, by its place, here and below.
    types: Vec<ValType>,
    /// Parameters of the function among them.
    initial: Vec<Option<Value>>,
    /// How many of its writes were seen.
    written: Vec<u32>,
    /// The last value that was read or written, and the block in which it was.
    latest: Vec<(BlockId, Value)>,
    /// By the write's number among all writes.
    writes: Vec<Write>,
    states: Vec<BlockState>,
    regions: Ancestry,
    region_data: Vec<Region>,
    /// Repeated loops only; the root is none.
    loops: Ancestry,
    loop_data: Vec<Loop>,
    /// Loops whose end was not seen, from the outermost inwards.
    open_loops: Vec<OpenLoop>,
    /// Blocks, loops and ifs so far.
    frames: usize,
    here: Here,
    /// Parameters that were asked for, by their number. Those of the entry are locals that start as zero.
    params: Vec<Param>,
    /// The number of a block's parameter for a local.
    numbers: HashMap<(BlockId, u32), u32>,
    due: BinaryHeap<Reverse<(Turn, Due)>>,
    /// Zero values of locals; they go to the start of the entry block.
    zeros: Vec<Inst>,
}

/// Where the walk over the text is.
#[derive(Clone, Copy)]
struct Here {
    at: At,
    block: BlockId,
    region: u32,
}

#[derive(Clone, Copy)]
struct Write {
    value: Value,
    region: u32,
}

#[derive(Default)]
struct BlockState {
    /// (predecessor, slot of its successor), one for each edge.
    preds: Vec<(BlockId, usize)>,
    sealed: bool,
    /// What was asked for before the block was sealed.
    incomplete: Vec<Asked>,
    /// Blocks with several predecessors on the shortest way to here, this one included.
    joins: u32,
    /// Where its terminator stands.
    end: At,
    region: u32,
}

/// The number of a parameter.
#[derive(Clone, Copy)]
enum Asked {
    /// Of the block itself; its arguments are missing.
    Here(u32),
    /// Of a block before the loop that starts here.
    Beyond(u32),
}

/// A stretch of the text with one way in, at its start.
struct Region {
    start: At,
    kind: RegionKind,
    /// The innermost repeated loop that it is or lies in.
    repeated: u32,
}

#[derive(Clone, Copy)]
enum RegionKind {
    /// The whole body; a block, a loop or a whole `if`: control goes on at a block of its own after it.
    Frame { exit: Option<BlockId> },
    /// One side of an `if`. Its start is also where the other side starts from.
    Side,
}

struct Loop {
    start: At,
    end: At,
    header: BlockId,
}

struct OpenLoop {
    start: At,
    header: BlockId,
}

struct Param {
    value: Value,
    block: BlockId,
    /// Where the block stands, or any place before it that is not before a loop around it.
    start: At,
    local: u32,
    made: Made,
}

#[derive(Clone, Copy, PartialEq)]
enum Made {
    Yes,
    /// At its turn.
    Soon,
    /// When the loop that starts there ends.
    After(At),
}

/// In which order what is due at one time happens: round by round, and within each in the order in which it
/// was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    round: u32,
    number: u32,
}

/// With the number of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    /// Its block gets it.
    Make(u32),
    /// The edges into its block get its arguments.
    Complete(u32),
    /// The block gets it at the end of the loop with this header.
    Wait(u32, BlockId),
}

/// What a read finds.
enum Found {
    Value(Value),
    /// A parameter of a block, which stands there; of the entry: zero.
    Param(BlockId, At),
}

impl Builder {
    /// A body whose entry block takes `params`; `type_of` knows parameters and declared locals.
    pub fn new(
        params: &[ValType],
        type_of: impl Fn(Local) -> ValType,
        ahead: Ahead,
        spent: Spent,
    ) -> Builder {
        let types: Vec<ValType> = ahead.locals().iter().map(|&local| type_of(local)).collect();
        let nothing = Write { value: Value(0), region: Ancestry::ROOT };
        let root = RegionKind::Frame { exit: None };
        let mut builder = Builder {
            body: Body::default(),
            spent,
            initial: vec![None; types.len()],
            written: vec![0; types.len()],
            latest: vec![(NOWHERE, Value(0)); types.len()],
            types,
            writes: vec![nothing; ahead.writes().len()],
            ahead,
            states: Vec::new(),
            regions: Ancestry::new(),
            region_data: vec![Region { start: 0, kind: root, repeated: Ancestry::ROOT }],
            loops: Ancestry::new(),
            loop_data: vec![Loop { start: 0, end: At::MAX, header: NOWHERE }],
            open_loops: Vec::new(),
            frames: 0,
            here: Here { at: 0, block: Body::ENTRY, region: Ancestry::ROOT },
            params: Vec::new(),
            numbers: HashMap::new(),
            due: BinaryHeap::new(),
            zeros: Vec::new(),
        };
        let entry = builder.new_block(params, 0);
        builder.seal(entry);
        let params = &builder.body.block(entry).params;
        for (place, &local) in builder.ahead.locals().iter().enumerate() {
            builder.initial[place] = params.get(local as usize).copied();
        }
        builder
    }

    /// The walk comes to an instruction, or to the first one's place.
    pub fn come_to(&mut self, at: At) {
        self.here.at = at;
    }

    /// A new, unsealed block with parameters for values of the operand stack.
    pub fn new_block(&mut self, params: &[ValType], wasm_offset: u32) -> BlockId {
        self.spent.add(params.len());
        let params = params.iter().map(|&ty| self.body.new_value(ty)).collect();
        self.states.push(BlockState::default());
        self.body.new_block(Block {
            params,
            insts: Vec::new(),
            // Until `terminate` says otherwise; blocks that stay so are unreachable and removed.
            term: Terminator::Return(Vec::new()),
            wasm_offset,
            origin: Origin::PENDING,
        })
    }

    pub fn switch_to(&mut self, block: BlockId, wasm_offset: u32) {
        self.here.block = block;
        self.body.blocks[block.index()].wasm_offset = wasm_offset;
    }

    pub fn has_preds(&self, block: BlockId) -> bool {
        !self.states[block.index()].preds.is_empty()
    }

    pub fn push(&mut self, op: Op, results: &[ValType]) -> Vec<Value> {
        self.spent.add(results.len());
        let results: Vec<Value> = results.iter().map(|&ty| self.body.new_value(ty)).collect();
        let block = &mut self.body.blocks[self.here.block.index()];
        block.insts.push(Inst { op, results: results.clone() });
        results
    }

    /// Ends the current block.
    pub fn terminate(&mut self, term: Terminator) {
        for (slot, edge) in term.edges().enumerate() {
            self.states[edge.block.index()].preds.push((self.here.block, slot));
        }
        let state = &mut self.states[self.here.block.index()];
        (state.end, state.region) = (self.here.at, self.here.region);
        self.body.blocks[self.here.block.index()].term = term;
    }

    pub fn jump(&mut self, block: BlockId, args: Vec<Value>) {
        self.terminate(Terminator::Jump(Edge::new(block, args)));
    }

    // Regions.

    /// A block or an `if` starts, and goes on at a block of its own.
    pub fn start_frame(&mut self, exit: BlockId) {
        self.frames += 1;
        self.start_region(RegionKind::Frame { exit: Some(exit) }, None);
    }

    /// One side of an `if` starts.
    pub fn start_side(&mut self) {
        self.start_region(RegionKind::Side, None);
    }

    /// A loop starts, to whose header the current block has just gone.
    pub fn start_loop(&mut self, header: BlockId, exit: BlockId) {
        let ahead = self.ahead.frame(self.frames);
        self.frames += 1;
        let start = self.here.at;
        let before = self.region_data[self.here.region as usize].repeated;
        let repeated = ahead.repeats.then(|| {
            self.loop_data.push(Loop { start, end: ahead.end, header });
            self.loops.add(before)
        });
        self.states[header.index()].joins =
            self.states[self.here.block.index()].joins + u32::from(ahead.repeats);
        self.open_loops.push(OpenLoop { start, header });
        self.start_region(RegionKind::Frame { exit: Some(exit) }, repeated);
    }

    fn start_region(&mut self, kind: RegionKind, repeated: Option<u32>) {
        let before = self.region_data[self.here.region as usize].repeated;
        let repeated = repeated.unwrap_or(before);
        self.region_data.push(Region { start: self.here.at, kind, repeated });
        self.here.region = self.regions.add(self.here.region);
    }

    /// The innermost region ends.
    pub fn end_region(&mut self) {
        self.here.region = self.regions.parent(self.here.region);
    }

    /// The innermost loop ends: all edges to its header exist.
    pub fn end_loop(&mut self, header: BlockId) {
        self.open_loops.pop();
        self.seal(header);
        self.end_region();
    }

    /// Says that all edges into a block exist.
    pub fn seal(&mut self, block: BlockId) {
        self.set_joins(block);
        let state = &mut self.states[block.index()];
        state.sealed = true;
        let incomplete = std::mem::take(&mut state.incomplete);
        if self.hand_on(&incomplete) {
            return;
        }
        for (number, asked) in (0..).zip(incomplete) {
            let turn = Turn { round: 0, number };
            match asked {
                Asked::Here(param) => self.due.push(Reverse((turn, Due::Complete(param)))),
                Asked::Beyond(param) => {
                    let Param { local, value, .. } = self.params[param as usize];
                    let before = self.states[block.index()].preds[0].0;
                    let found = self.value_at_end(local, before, turn);
                    debug_assert_eq!(found, value);
                }
            }
        }
        self.settle();
    }

    /// If all that was asked for lies before the next loop outside as well, it waits for that one's end. (The
    /// loops would do so one by one too, but this is quick where many are nested.)
    fn hand_on(&mut self, incomplete: &[Asked]) -> bool {
        let Some(&OpenLoop { start: opened, header }) = self.open_loops.last() else {
            return false;
        };
        let is_beyond = |asked: &Asked| match *asked {
            Asked::Here(_) => false,
            Asked::Beyond(param) => self.params[param as usize].start < opened,
        };
        if !incomplete.iter().all(is_beyond) {
            return false;
        }
        for &asked in incomplete {
            let (Asked::Here(number) | Asked::Beyond(number)) = asked;
            let param = &mut self.params[number as usize];
            if param.made.is_later(opened) {
                param.made = Made::After(opened);
                self.states[header.index()].incomplete.push(asked);
            }
        }
        true
    }

    /// That of a loop's header was known at its start.
    fn set_joins(&mut self, block: BlockId) {
        let preds = &self.states[block.index()].preds;
        let joins = preds.iter().map(|(pred, _)| self.states[pred.index()].joins);
        let several = u32::from(preds.len() > 1);
        if let Some(joins) = joins.min() {
            self.states[block.index()].joins = joins + several;
        }
    }

    // Locals.

    pub fn write(&mut self, local: Local, value: Value) {
        let place = self.ahead.place(local);
        let number = self.ahead.writes_of(place).start + self.written[place] as usize;
        debug_assert_eq!(self.ahead.writes()[number], self.here.at);
        self.writes[number] = Write { value, region: self.here.region };
        self.written[place] += 1;
        self.latest[place] = (self.here.block, value);
    }

    pub fn read(&mut self, local: Local) -> Value {
        let place = self.ahead.place(local);
        let (block, latest) = self.latest[place];
        if block == self.here.block {
            return latest;
        }
        let Here { at, block, region } = self.here;
        let value = self.value_at(place as u32, block, at, region, Turn { round: 0, number: 0 });
        self.latest[place] = (block, value);
        self.settle();
        value
    }

    /// Value of a local at a place in a block.
    fn value_at(&mut self, local: u32, block: BlockId, at: At, region: u32, turn: Turn) -> Value {
        match self.find(local as usize, at, region) {
            Found::Value(value) => value,
            Found::Param(of, start) => {
                let param = self.param(local, of, start);
                self.ask(param, block, at, turn);
                self.params[param as usize].value
            }
        }
    }

    fn value_at_end(&mut self, local: u32, block: BlockId, turn: Turn) -> Value {
        let BlockState { end, region, .. } = self.states[block.index()];
        self.value_at(local, block, end, region, turn)
    }

    fn find(&mut self, local: usize, mut at: At, mut region: u32) -> Found {
        let range = self.ahead.writes_of(local);
        loop {
            let writes = &self.ahead.writes()[range.clone()];
            let before = writes.partition_point(|&write| write < at);
            let last = before.checked_sub(1).map(|index| writes[index]);
            // What the text writes next goes around a loop that both are in.
            if let Some(&next) = writes.get(before) {
                let repeated = self.region_data[region as usize].repeated;
                let around = self.loops.climb(repeated, |l| self.loop_data[l as usize].end > next);
                let Loop { start, header, .. } = self.loop_data[around as usize];
                if around != Ancestry::ROOT && last.is_none_or(|last| last < start) {
                    return Found::Param(header, start);
                }
            }
            let Some(last) = last else {
                return match self.initial[local] {
                    Some(value) => Found::Value(value),
                    None => Found::Param(Body::ENTRY, 0),
                };
            };
            let Write { value, region: written } = self.writes[range.start + before - 1];
            let regions = &self.region_data;
            let both = self.regions.climb(region, |r| regions[r as usize].start < last);
            if both == written {
                return Found::Value(value);
            }
            let depth = self.regions.depth(both) + 1;
            let holds = self.regions.climb(written, |r| self.regions.depth(r) <= depth);
            match self.region_data[holds as usize].kind {
                // We are on the other side, which starts where this one does.
                RegionKind::Side => {
                    at = self.region_data[both as usize].start;
                    region = self.regions.parent(both);
                }
                RegionKind::Frame { exit } => {
                    let exit = exit.expect("the whole body does not lie in another region");
                    let state = &self.states[exit.index()];
                    match state.preds[..] {
                        [(pred, _)] => {
                            let pred = &self.states[pred.index()];
                            (at, region) = (pred.end, pred.region);
                        }
                        _ => return Found::Param(exit, last),
                    }
                }
            }
            self.spent.step();
        }
    }

    /// The number of the parameter of a block that stands at `start`.
    fn param(&mut self, local: u32, block: BlockId, start: At) -> u32 {
        *self.numbers.entry((block, local)).or_insert_with(|| {
            self.spent.add_param();
            let value = self.body.new_value(self.types[local as usize]);
            self.params.push(Param { value, block, start, local, made: Made::Soon });
            self.params.len() as u32 - 1
        })
    }

    /// Sees to it that a block gets a parameter that is read at a place in another block.
    fn ask(&mut self, number: u32, from: BlockId, at: At, turn: Turn) {
        let Param { block, start, made, .. } = self.params[number as usize];
        if made == Made::Yes {
            return;
        }
        let inside = self.open_loops.partition_point(|open| open.start < at);
        match self.open_loops[..inside].last() {
            // Through a loop whose end was not seen.
            Some(&OpenLoop { start: opened, header }) if opened > start => {
                if made.is_later(opened) {
                    self.params[number as usize].made = Made::After(opened);
                    let turn = turn.after(self.joins_between(header, from));
                    self.due.push(Reverse((turn, Due::Wait(number, header))));
                }
            }
            _ => {
                let turn = turn.after(self.joins_between(block, from));
                self.due.push(Reverse((turn, Due::Make(number))));
            }
        }
    }

    fn joins_between(&self, above: BlockId, block: BlockId) -> u32 {
        self.states[block.index()].joins.saturating_sub(self.states[above.index()].joins)
    }

    /// Does what is due. Parameters are completed in the order in which a block gets them, so arguments line
    /// up with them.
    fn settle(&mut self) {
        while let Some(Reverse((turn, due))) = self.due.pop() {
            self.spent.step();
            if self.spent.is_too_much() {
                self.due.clear();
                return;
            }
            match due {
                Due::Make(param) => self.make(param, turn),
                Due::Complete(param) => self.complete(param, turn),
                Due::Wait(param, header) => {
                    self.states[header.index()].incomplete.push(Asked::Beyond(param));
                }
            }
        }
    }

    fn make(&mut self, number: u32, turn: Turn) {
        let param = &mut self.params[number as usize];
        if param.made == Made::Yes {
            return;
        }
        param.made = Made::Yes;
        let Param { value, block, local, .. } = *param;
        if block == Body::ENTRY {
            let op = zero(self.types[local as usize]);
            self.zeros.push(Inst { op, results: vec![value] });
            return;
        }
        self.body.blocks[block.index()].params.push(value);
        let state = &mut self.states[block.index()];
        if state.sealed {
            self.due.push(Reverse((turn.after(1), Due::Complete(number))));
        } else {
            state.incomplete.push(Asked::Here(number));
        }
    }

    fn complete(&mut self, number: u32, turn: Turn) {
        let Param { block, local, .. } = self.params[number as usize];
        // Edges of one switch lie next to each other, and pass the same.
        let mut known = None;
        for edge in 0..self.states[block.index()].preds.len() {
            let (pred, slot) = self.states[block.index()].preds[edge];
            let value = match known {
                Some((of, value)) if of == pred => value,
                _ => self.value_at_end(local, pred, turn),
            };
            known = Some((pred, value));
            self.spent.add(1);
            if self.spent.is_too_much() {
                return;
            }
            self.body.blocks[pred.index()].term.edge_mut(slot).args.push(value);
        }
    }

    pub fn finish(mut self) -> Body {
        let entry = &mut self.body.blocks[Body::ENTRY.index()];
        entry.insts.splice(0..0, self.zeros);
        self.body
    }
}

/// No block.
const NOWHERE: BlockId = BlockId(u32::MAX);

impl Made {
    /// Whether it is not laid down that it is made at the end of the loop that starts there, or sooner.
    fn is_later(self, opened: At) -> bool {
        match self {
            Made::Yes => false,
            Made::Soon => true,
            Made::After(start) => opened < start,
        }
    }
}

impl Turn {
    fn after(self, rounds: u32) -> Turn {
        Turn { round: self.round + rounds, ..self }
    }
}

/// A declared local starts as zero or null.
fn zero(ty: ValType) -> Op {
    match ty {
        ValType::I32 => Op::Const(Const::I32(0)),
        ValType::I64 => Op::Const(Const::I64(0)),
        ValType::F32 => Op::Const(Const::F32(0)),
        ValType::F64 => Op::Const(Const::F64(0)),
        ValType::FuncRef | ValType::ExternRef => Op::RefNull,
        ValType::V128 => Op::Const(Const::V128(0)),
    }
}
