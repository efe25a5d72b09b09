//! SSA construction while decoding: wasm locals become values and block parameters.
//!
//! It gives what the algorithm of Braun et al., "Simple and Efficient Construction of Static Single Assignment Form" (CC 2013), gives:
//! reading a local that a block does not define asks the predecessors, through a parameter where there are several. But no
//! parameter is made where none can be needed. What a read finds is the last write before it in the text, and on the way from there to
//! the read only two kinds of places can make something else of it: the end of a block that holds the write, and the header
//! of a loop that writes the local further on. Where that is, [`Ahead`] knows, and [`Ancestry`] finds it without walking. So time and
//! memory are in proportion to the text and the parameters. Those that turn out to be needless all the same (what is written
//! may be the same on all ways) are removed by [`super::tidy`].
//!
//! Block hashes hold the order of a block's parameters. It is that in which Braun's algorithm asks for them, which is not always that
//! in which we do: a read that passes through a loop whose end has not been seen makes parameters outside of it only at that
//! end, and those that are asked for at one time are made round by round, a block with several predecessors further away.

use std::cmp::Reverse;
use std::collections::hash_map::Entry;
use std::collections::{BinaryHeap, HashMap};

use super::ahead::Ahead;
use super::ancestry::Ancestry;
use super::limit::Spent;
use crate::ir::{Block, BlockId, Body, Const, Edge, Inst, Op, Terminator, ValType, Value};

/// A wasm local.
pub type Local = u32;
/// A place in the text: the offset of an instruction in the module.
pub type At = u32;

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
    /// Parameters that were asked for. Those of the entry are locals that start as zero.
    params: HashMap<(BlockId, u32), Param>,
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
    incomplete: Vec<(u32, Asked)>,
    /// Blocks with several predecessors on the shortest way to here, this one included.
    joins: u32,
    /// Where its terminator stands.
    end: At,
    region: u32,
}

#[derive(Clone, Copy)]
enum Asked {
    /// A parameter of the block, whose arguments are missing.
    Here,
    /// A parameter of this block, through the loop that starts here.
    Beyond(BlockId),
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
    state: Made,
}

#[derive(Clone, Copy, PartialEq)]
enum Made {
    Yes,
    /// At its turn.
    Soon,
    /// When the loop that starts there ends.
    After(At),
}

/// In which order what is due at one time happens: round by round, and within each in the order in which it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    round: u32,
    number: u32,
}

/// All of a local, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    /// The block gets the parameter.
    Make(BlockId, u32),
    /// The edges into the block get the arguments of the parameter.
    Complete(BlockId, u32),
    /// At the end of the loop with the first block as its header, the second gets the parameter.
    Wait(BlockId, BlockId, u32),
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
            params: HashMap::new(),
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
        for (slot, edge) in term.edges().into_iter().enumerate() {
            self.states[edge.block.index()].preds.push((self.here.block, slot));
        }
        let state = &mut self.states[self.here.block.index()];
        (state.end, state.region) = (self.here.at, self.here.region);
        self.body.blocks[self.here.block.index()].term = term;
    }

    pub fn jump(&mut self, block: BlockId, args: Vec<Value>) {
        self.terminate(Terminator::Jump(Edge { block, args }));
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
        for (number, (local, asked)) in (0..).zip(std::mem::take(&mut state.incomplete)) {
            let turn = Turn { round: 0, number };
            let due = match asked {
                Asked::Here => Due::Complete(block, local),
                Asked::Beyond(to) => {
                    let before = self.states[block.index()].preds[0].0;
                    self.ask(to, local, before, turn);
                    continue;
                }
            };
            self.due.push(Reverse((turn, due)));
        }
        self.settle();
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
            Found::Param(of, start) => self.param(local, of, start, block, at, turn),
        }
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

    /// The parameter of a block that stands at `start`, read at a place in another one.
    fn param(
        &mut self,
        local: u32,
        of: BlockId,
        start: At,
        from: BlockId,
        at: At,
        turn: Turn,
    ) -> Value {
        let param = match self.params.entry((of, local)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                self.spent.add_param();
                let value = self.body.new_value(self.types[local as usize]);
                new.insert(Param { value, state: Made::Soon })
            }
        };
        if param.state == Made::Yes {
            return param.value;
        }
        // Through an open loop that lies between.
        let inside = self.open_loops.partition_point(|open| open.start < at);
        let through = self.open_loops[..inside].last();
        let value = param.value;
        match through {
            Some(&OpenLoop { start: opened, header }) if opened > start => {
                let later = match param.state {
                    Made::After(known) => opened < known,
                    _ => true,
                };
                if later {
                    param.state = Made::After(opened);
                    let turn = turn.after(self.joins_between(header, from));
                    self.due.push(Reverse((turn, Due::Wait(header, of, local))));
                }
            }
            _ => {
                let turn = turn.after(self.joins_between(of, from));
                self.due.push(Reverse((turn, Due::Make(of, local))));
            }
        }
        value
    }

    fn joins_between(&self, above: BlockId, block: BlockId) -> u32 {
        self.states[block.index()].joins.saturating_sub(self.states[above.index()].joins)
    }

    /// Asks for a parameter that waited for the end of a loop, which `before` leads to.
    fn ask(&mut self, of: BlockId, local: u32, before: BlockId, turn: Turn) {
        let BlockState { end, region, .. } = self.states[before.index()];
        let found = self.value_at(local, before, end, region, turn);
        debug_assert_eq!(Some(found), self.params.get(&(of, local)).map(|param| param.value));
    }

    /// Does what is due. Parameters are completed in the order in which a block gets them, so arguments line up with them.
    fn settle(&mut self) {
        while let Some(Reverse((turn, due))) = self.due.pop() {
            if self.spent.is_too_much() {
                self.due.clear();
                return;
            }
            match due {
                Due::Make(block, local) => self.make(block, local, turn),
                Due::Complete(block, local) => self.complete(block, local, turn),
                Due::Wait(header, of, local) => {
                    self.states[header.index()].incomplete.push((local, Asked::Beyond(of)));
                }
            }
        }
    }

    fn make(&mut self, block: BlockId, local: u32, turn: Turn) {
        let Some(param) = self.params.get_mut(&(block, local)) else { return };
        if param.state == Made::Yes {
            return;
        }
        param.state = Made::Yes;
        let value = param.value;
        if block == Body::ENTRY {
            let op = zero(self.types[local as usize]);
            self.zeros.push(Inst { op, results: vec![value] });
            return;
        }
        self.body.blocks[block.index()].params.push(value);
        let state = &mut self.states[block.index()];
        if state.sealed {
            let next = turn.after(1);
            self.due.push(Reverse((next, Due::Complete(block, local))));
        } else {
            state.incomplete.push((local, Asked::Here));
        }
    }

    fn complete(&mut self, block: BlockId, local: u32, turn: Turn) {
        // Edges of one switch lie next to each other, and pass the same.
        let mut known = None;
        for edge in 0..self.states[block.index()].preds.len() {
            let (pred, slot) = self.states[block.index()].preds[edge];
            let value = match known {
                Some((of, value)) if of == pred => value,
                _ => {
                    let BlockState { end, region, .. } = self.states[pred.index()];
                    self.value_at(local, pred, end, region, turn)
                }
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
