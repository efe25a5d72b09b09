//! SSA construction while decoding: wasm locals become values and block parameters.
//!
//! The algorithm of Braun et al., "Simple and Efficient Construction of Static Single Assignment
//! Form" (CC 2013): a block is *sealed* once all its predecessors are known; reading a local that a block
//! does not define asks the predecessors, through a new block parameter where there are several
//! or not all are known. Parameters that turn out to be needless are removed by [`super::tidy`].
//! Recursion is replaced by a work list, since bodies can be deep.

use std::collections::{HashMap, VecDeque};

use crate::ir::{Block, BlockId, Body, Const, Edge, Inst, Op, Terminator, ValType, Value};

/// A wasm local.
pub type Local = u32;

#[derive(Default)]
struct BlockState {
    /// (predecessor, slot of its successor), one for each edge.
    preds: Vec<(BlockId, usize)>,
    sealed: bool,
    /// Parameters made before the block was sealed; their arguments are still missing.
    incomplete: Vec<(Local, Value)>,
}

/// A body under construction.
pub struct Builder {
    pub body: Body,
    states: Vec<BlockState>,
    locals: Vec<ValType>,
    /// Current value of a local at the end of a block, as far as known.
    defs: HashMap<(BlockId, Local), Value>,
    /// Zero values of locals; they go to the start of the entry block.
    zeros: Vec<Inst>,
    current: BlockId,
    pending: VecDeque<(BlockId, Local)>,
}

impl Builder {
    /// A body whose entry block takes `params`; `locals` lists parameters and declared locals.
    pub fn new(params: &[ValType], locals: Vec<ValType>, wasm_offset: u32) -> Builder {
        let mut builder = Builder {
            body: Body::default(),
            states: Vec::new(),
            locals,
            defs: HashMap::new(),
            zeros: Vec::new(),
            current: Body::ENTRY,
            pending: VecDeque::new(),
        };
        let entry = builder.new_block(params, wasm_offset);
        builder.seal(entry);
        for (local, value) in builder.body.block(entry).params.clone().into_iter().enumerate() {
            builder.defs.insert((entry, local as Local), value);
        }
        builder
    }

    /// A new, unsealed block with parameters for values of the operand stack.
    pub fn new_block(&mut self, params: &[ValType], wasm_offset: u32) -> BlockId {
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
        self.current = block;
        self.body.blocks[block.index()].wasm_offset = wasm_offset;
    }

    pub fn has_preds(&self, block: BlockId) -> bool {
        !self.states[block.index()].preds.is_empty()
    }

    pub fn push(&mut self, op: Op, results: &[ValType]) -> Vec<Value> {
        let results: Vec<Value> = results.iter().map(|&ty| self.body.new_value(ty)).collect();
        let block = &mut self.body.blocks[self.current.index()];
        block.insts.push(Inst { op, results: results.clone() });
        results
    }

    /// Ends the current block.
    pub fn terminate(&mut self, term: Terminator) {
        for (slot, edge) in term.edges().into_iter().enumerate() {
            self.states[edge.block.index()].preds.push((self.current, slot));
        }
        self.body.blocks[self.current.index()].term = term;
    }

    /// Says that all edges into a block exist.
    pub fn seal(&mut self, block: BlockId) {
        let state = &mut self.states[block.index()];
        state.sealed = true;
        let incomplete = std::mem::take(&mut state.incomplete);
        self.pending.extend(incomplete.into_iter().map(|(local, _)| (block, local)));
        self.complete_params();
    }

    pub fn write(&mut self, local: Local, value: Value) {
        self.defs.insert((self.current, local), value);
    }

    pub fn read(&mut self, local: Local) -> Value {
        let value = self.read_in(self.current, local);
        self.complete_params();
        value
    }

    /// Adds the arguments of new parameters to the edges into their blocks. Parameters are
    /// completed in the order of their creation, so arguments line up with them.
    fn complete_params(&mut self) {
        while let Some((block, local)) = self.pending.pop_front() {
            // Edges of one switch lie next to each other, and pass the same.
            let mut known = None;
            for edge in 0..self.states[block.index()].preds.len() {
                let (pred, slot) = self.states[block.index()].preds[edge];
                let value = match known {
                    Some((of, value)) if of == pred => value,
                    _ => self.read_in(pred, local),
                };
                known = Some((pred, value));
                self.body.blocks[pred.index()].term.edge_mut(slot).args.push(value);
            }
        }
    }

    /// Value of a local at the end of `block` (as known so far).
    fn read_in(&mut self, block: BlockId, local: Local) -> Value {
        let mut passed = Vec::new();
        let mut at = block;
        let value = loop {
            if let Some(&value) = self.defs.get(&(at, local)) {
                break value;
            }
            passed.push(at);
            let state = &self.states[at.index()];
            match (state.sealed, state.preds.as_slice()) {
                (true, []) => break self.zero(local),
                (true, &[(pred, _)]) => at = pred,
                _ => {
                    let param = self.body.new_value(self.locals[local as usize]);
                    self.body.blocks[at.index()].params.push(param);
                    if self.states[at.index()].sealed {
                        self.pending.push_back((at, local));
                    } else {
                        self.states[at.index()].incomplete.push((local, param));
                    }
                    break param;
                }
            }
        };
        for block in passed {
            self.defs.insert((block, local), value);
        }
        value
    }

    /// A declared local starts as zero or null.
    fn zero(&mut self, local: Local) -> Value {
        let ty = self.locals[local as usize];
        let op = match ty {
            ValType::I32 => Op::Const(Const::I32(0)),
            ValType::I64 => Op::Const(Const::I64(0)),
            ValType::F32 => Op::Const(Const::F32(0)),
            ValType::F64 => Op::Const(Const::F64(0)),
            ValType::FuncRef | ValType::ExternRef => Op::RefNull,
            ValType::V128 => Op::Const(Const::V128(0)),
        };
        let value = self.body.new_value(ty);
        self.zeros.push(Inst { op, results: vec![value] });
        value
    }

    pub fn finish(mut self) -> Body {
        let entry = &mut self.body.blocks[Body::ENTRY.index()];
        entry.insts.splice(0..0, self.zeros);
        self.body
    }

    pub fn jump(&mut self, block: BlockId, args: Vec<Value>) {
        self.terminate(Terminator::Jump(Edge { block, args }));
    }
}
