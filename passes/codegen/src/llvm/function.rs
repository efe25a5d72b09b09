//! One function: its blocks in an order in which definitions come before uses, block parameters as
//! phis, and terminators. Each kind of operation has its own file.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use inkwell::IntPredicate;
use inkwell::attributes::AttributeLoc;
use inkwell::basic_block::BasicBlock;
use inkwell::values::{
    BasicValue, BasicValueEnum, FloatValue, FunctionValue, InstructionValue, IntValue, PhiValue,
    PointerValue,
};
use preheat_formats::Trap;
use preheat_passes::analysis::Cfg;
use preheat_passes::analysis::demand::Demand;
use preheat_passes::ir::{
    Block, BlockId, Body, Const, Edge, FuncId, Hint, Inst, Op, Terminator, Value,
};

use super::error::EmitError;
use super::state::UnitState;

pub(super) struct FunctionEmitter<'s, 'a, 'ctx> {
    pub state: &'s UnitState<'a, 'ctx>,
    pub body: &'s Body,
    pub function: FunctionValue<'ctx>,
    /// Address of byte 0 of the first memory.
    pub m: PointerValue<'ctx>,
    /// Where the caller wants several results.
    pub results: Option<PointerValue<'ctx>>,
    /// A place for those of callees; one for all, since they are read at once.
    pub callee_results: Option<PointerValue<'ctx>>,
    pub slots: Vec<PointerValue<'ctx>>,
    values: Vec<Option<BasicValueEnum<'ctx>>>,
    /// How each value is defined, where that matters to its users.
    definitions: Vec<Definition>,
    demand: Demand,
    blocks: Vec<BasicBlock<'ctx>>,
    phis: Vec<Vec<PhiValue<'ctx>>>,
    /// Whose code is being emitted: this function's, or that of one whose body was copied into it.
    from: FuncId,
    /// In the name of each of these.
    traps: HashMap<(Trap, FuncId), BasicBlock<'ctx>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Definition {
    Other,
    Const(Const),
    /// `f64.promote_f32` of this value.
    Promotion(Value),
}

/// Emits the code of a function that has a body.
pub(super) fn emit(state: &UnitState, func: FuncId, body: &Body) -> Result<(), EmitError> {
    let function = state.function(func)?;
    let blocks: Vec<_> =
        body.blocks.iter().map(|_| state.context.append_basic_block(function, "")).collect();
    let mut params = function.get_param_iter();
    let m = params.next().expect("M is the first parameter of all code");
    let several = state.ir.func_type(func).results.len() > 1;
    let results = if several { params.next() } else { None };
    let mut emitter = FunctionEmitter {
        state,
        body,
        function,
        m: m.into_pointer_value(),
        results: results.map(|results| results.into_pointer_value()),
        callee_results: None,
        slots: vec![],
        values: vec![None; body.values.len()],
        definitions: vec![Definition::Other; body.values.len()],
        demand: Demand::new(body, &Cfg::new(body), &|op| {
            state.facts.module.laid_down(state.ir, op)
        }),
        phis: vec![vec![]; body.blocks.len()],
        blocks,
        from: func,
        traps: HashMap::new(),
    };
    emitter.entry()?;
    let order = body.reverse_postorder();
    for &block in &order {
        emitter.block_params(block)?;
    }
    for &block in &order {
        emitter.block(block)?;
    }
    Ok(())
}

impl<'s, 'a, 'ctx> FunctionEmitter<'s, 'a, 'ctx> {
    pub fn get(&self, value: Value) -> BasicValueEnum<'ctx> {
        self.values[value.index()].expect("the verifier saw a definition before each use")
    }

    pub fn int(&self, value: Value) -> IntValue<'ctx> {
        self.get(value).into_int_value()
    }

    pub fn float(&self, value: Value) -> FloatValue<'ctx> {
        self.get(value).into_float_value()
    }

    pub fn set(&mut self, value: Value, to: impl BasicValue<'ctx>) {
        self.values[value.index()] = Some(to.as_basic_value_enum());
    }

    pub fn definition(&self, value: Value) -> Definition {
        self.definitions[value.index()]
    }

    pub fn set_definition(&mut self, value: Value, definition: Definition) {
        self.definitions[value.index()] = definition;
    }

    pub fn new_block(&self) -> BasicBlock<'ctx> {
        self.state.context.append_basic_block(self.function, "")
    }

    pub fn current_block(&self) -> BasicBlock<'ctx> {
        self.state.builder.get_insert_block().expect("emission starts with a block")
    }

    pub fn position(&self, block: BasicBlock<'ctx>) {
        self.state.builder.position_at_end(block);
    }

    /// Zero-extended to i64; a 64-bit value as it is.
    pub fn widened(&self, value: IntValue<'ctx>) -> Result<IntValue<'ctx>, EmitError> {
        if value.get_type() == self.state.i64 {
            return Ok(value);
        }
        Ok(self.state.builder.build_int_z_extend(value, self.state.i64, "")?)
    }

    /// Goes on only if `bad` does not hold.
    pub fn trap_if(&mut self, bad: IntValue<'ctx>, trap: Trap) -> Result<(), EmitError> {
        let trapping = self.trap_block(trap)?;
        let going_on = self.new_block();
        self.state.builder.build_conditional_branch(bad, trapping, going_on)?;
        self.position(going_on);
        Ok(())
    }

    /// The block that raises a trap; there is one for each kind, and each function in whose name it is
    /// raised.
    pub fn trap_block(&mut self, trap: Trap) -> Result<BasicBlock<'ctx>, EmitError> {
        if let Some(&block) = self.traps.get(&(trap, self.from)) {
            return Ok(block);
        }
        let from = self.current_block();
        let block = self.new_block();
        self.position(block);
        self.raise(trap)?;
        self.position(from);
        self.traps.insert((trap, self.from), block);
        Ok(block)
    }

    fn raise(&self, trap: Trap) -> Result<(), EmitError> {
        let code = self.state.i8.const_int(trap as u64, false);
        let trap = self.state.intrinsic_call("llvm.ubsantrap", &[], &[code.into()])?;
        // Merged with another function's trap it would no longer say where it happened.
        let nomerge = super::state::enum_attribute(self.state.context, "nomerge", 0);
        trap.add_attribute(AttributeLoc::Function, nomerge);
        self.state.builder.build_unreachable()?;
        Ok(())
    }

    /// Parameters become values, slots become cells set to 0.
    fn entry(&mut self) -> Result<(), EmitError> {
        self.position(self.blocks[Body::ENTRY.index()]);
        let ours = 1 + usize::from(self.results.is_some());
        let params = self.function.get_param_iter().skip(ours);
        for (&value, param) in self.body.block(Body::ENTRY).params.iter().zip(params) {
            self.set(value, param);
            if self.demand.uncertain(value) {
                self.hold(value)?;
            }
        }
        for _ in 0..self.body.slots {
            let slot = self.state.builder.build_alloca(self.state.i64, "")?;
            self.state.builder.build_store(slot, self.state.i64.const_zero())?;
            self.slots.push(slot);
        }
        let calls = self.body.blocks.iter().flat_map(|block| &block.insts);
        let most = calls.map(|inst| inst.results.len()).max().unwrap_or(0);
        if most > 1 {
            let places = self.state.context.i128_type().array_type(most as u32);
            self.callee_results = Some(self.state.builder.build_alloca(places, "")?);
        }
        Ok(())
    }

    fn block_params(&mut self, id: BlockId) -> Result<(), EmitError> {
        if id == Body::ENTRY {
            return Ok(());
        }
        self.position(self.blocks[id.index()]);
        for &param in &self.body.block(id).params {
            let ty = self.state.value_type(self.body.ty(param))?;
            let phi = self.state.builder.build_phi(ty, "")?;
            self.set(param, phi.as_basic_value());
            self.phis[id.index()].push(phi);
        }
        Ok(())
    }

    fn block(&mut self, id: BlockId) -> Result<(), EmitError> {
        self.position(self.blocks[id.index()]);
        let body = self.body;
        let block = body.block(id);
        if block.origin.func != self.from {
            self.from = block.origin.func;
            self.state.lines.come_from(self.state.context, &self.state.builder, self.from);
        }
        for inst in &block.insts {
            self.inst(inst)?;
        }
        self.terminator(block)
    }

    fn inst(&mut self, inst: &Inst) -> Result<(), EmitError> {
        match (&inst.op, &inst.results[..]) {
            (Op::Const(value), &[result]) => {
                self.set_definition(result, Definition::Const(*value));
                let value = self.constant(*value)?;
                self.set(result, value);
            }
            (Op::Unary(op, a), &[result]) => self.unary(*op, *a, result)?,
            (Op::Binary(op, a, b), &[result]) => self.binary(*op, *a, *b, result)?,
            (Op::Select { cond, on_true, on_false }, &[result]) => {
                let cond = self.is_nonzero(*cond)?;
                let (on_true, on_false) = (self.get(*on_true), self.get(*on_false));
                let value = self.state.builder.build_select(cond, on_true, on_false, "")?;
                self.set(result, value);
            }
            (Op::Call { func, args }, results) => self.call(*func, args, results)?,
            (Op::CallIndirect { ty, table, index, args }, results) => {
                self.call_indirect(*ty, *table, *index, args, results)?;
            }
            (Op::Simd(op), results) => {
                self.simd(op, results.first().copied())?;
            }
            (Op::Probe(probe), _) => self.probe(*probe)?,
            (op, results) => {
                if !self.memory_op(inst)? && !self.table_op(op, results)? {
                    return Err(EmitError::Unsupported("an operation with this number of results"));
                }
            }
        }
        let from_elsewhere = matches!(inst.op, Op::Call { .. } | Op::CallIndirect { .. });
        let uncertain = |value: &&Value| from_elsewhere && self.demand.uncertain(**value);
        inst.results.iter().filter(uncertain).try_for_each(|&value| self.hold(value))?;
        match &inst.results[..] {
            &[loaded] if self.demand.keeps(inst) => self.hold(loaded),
            _ => Ok(()),
        }
    }

    /// "Uses" the whole of a value in an empty instruction, so that LLVM cannot lose what it comes from. That
    /// costs next to nothing. For loads that something might not need, which must still trap; being volatile
    /// would cost more, and not keep LLVM from reading less than the whole (docs/LLVM.md). And for what comes
    /// from another function, which may be inlined and then may turn out to load something that is not
    /// needed.
    fn hold(&self, value: Value) -> Result<(), EmitError> {
        let value = self.get(value);
        let class = if value.is_int_value() { "r" } else { "x" };
        let ty = self.state.context.void_type().fn_type(&[value.get_type().into()], false);
        let (text, constraint) = (String::new(), class.to_owned());
        let context = self.state.context;
        let nothing = context.create_inline_asm(ty, text, constraint, true, false, None, false);
        self.state.builder.build_indirect_call(ty, nothing, &[value.into()], "")?;
        Ok(())
    }

    /// The same number, of which LLVM knows nothing.
    pub fn hidden(&self, number: IntValue<'ctx>) -> Result<IntValue<'ctx>, EmitError> {
        super::mend::hidden(&self.state.builder, number)
    }

    /// A constant with exactly these bits.
    pub fn constant(&self, value: Const) -> Result<BasicValueEnum<'ctx>, EmitError> {
        let state = self.state;
        Ok(match value {
            Const::I32(bits) => state.i32.const_int(u64::from(bits), false).into(),
            Const::I64(bits) => state.i64.const_int(bits, false).into(),
            // By way of integers, since a NaN's payload would not survive a conversion from f64.
            Const::F32(bits) => {
                let bits = state.i32.const_int(u64::from(bits), false);
                state.builder.build_bit_cast(bits, state.f32, "")?
            }
            Const::F64(bits) => {
                let bits = state.i64.const_int(bits, false);
                state.builder.build_bit_cast(bits, state.f64, "")?
            }
            Const::V128(bits) => {
                let bytes = bits.to_le_bytes();
                let lanes = bytes.map(|byte| state.i8.const_int(u64::from(byte), false));
                inkwell::types::VectorType::const_vector(&lanes).into()
            }
        })
    }

    pub fn is_nonzero(&self, value: Value) -> Result<IntValue<'ctx>, EmitError> {
        let value = self.int(value);
        let zero = value.get_type().const_zero();
        Ok(self.state.builder.build_int_compare(IntPredicate::NE, value, zero, "")?)
    }

    fn terminator(&mut self, block: &Block) -> Result<(), EmitError> {
        let state = self.state;
        let jump = match &block.term {
            Terminator::Jump(_) => {
                let targets = self.edges(&block.term)?;
                Some(state.builder.build_unconditional_branch(targets[0])?)
            }
            Terminator::Branch { cond, .. } => {
                let cond = self.is_nonzero(*cond)?;
                let targets = self.edges(&block.term)?;
                Some(state.builder.build_conditional_branch(cond, targets[0], targets[1])?)
            }
            Terminator::Switch { index, .. } => {
                let index = self.int(*index);
                let targets = self.edges(&block.term)?;
                let (default, cases) = targets.split_last().expect("a switch has a default");
                let cases: Vec<_> = cases
                    .iter()
                    .enumerate()
                    .map(|(case, &target)| (state.i32.const_int(case as u64, false), target))
                    .collect();
                Some(state.builder.build_switch(index, *default, &cases)?)
            }
            Terminator::Return(values) => {
                self.build_return(values)?;
                None
            }
            // Cranelift's: see `emit::tiers`.
            Terminator::ReturnCall { .. } | Terminator::ReturnCallIndirect { .. } => {
                return Err(EmitError::Unsupported("a tail call"));
            }
            Terminator::Trap(trap) => {
                self.raise(*trap)?;
                None
            }
        };
        let Some(jump) = jump else { return Ok(()) };
        // What was counted is worth more than what was expected.
        let expected = || hinted(&block.term).map(Vec::from);
        match block.term.counts().or_else(expected) {
            Some(weights) => self.set_weights(jump, &weights, &block.term),
            None => Ok(()),
        }
    }

    fn build_return(&self, values: &[Value]) -> Result<(), EmitError> {
        let values: Vec<_> = values.iter().map(|&value| self.get(value)).collect();
        self.state.build_return(&values, self.results)
    }

    /// Gives the phis of all targets their arguments and returns a block to go to for each edge. An
    /// LLVM phi has one value for each predecessor; so where two edges lead to one block with
    /// different arguments, each goes by way of a block of its own.
    fn edges(&mut self, term: &Terminator) -> Result<Vec<BasicBlock<'ctx>>, EmitError> {
        let edges = term.edges();
        let from = self.current_block();
        let mut targets = Vec::with_capacity(edges.len());
        let mut detours: HashMap<(BlockId, &[Value]), BasicBlock<'ctx>> = HashMap::new();
        // The first edge to each block goes directly, and so do those with the same arguments.
        let mut direct: HashMap<BlockId, &Edge> = HashMap::new();
        for edge in edges {
            let first = *direct.entry(edge.block).or_insert(edge);
            if first.args == edge.args {
                self.add_arguments(edge, from);
                targets.push(self.blocks[edge.block.index()]);
                continue;
            }
            let detour = match detours.entry((edge.block, &edge.args)) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    let detour = self.new_block();
                    self.position(detour);
                    self.state
                        .builder
                        .build_unconditional_branch(self.blocks[edge.block.index()])?;
                    self.add_arguments(edge, detour);
                    *new.insert(detour)
                }
            };
            targets.push(detour);
        }
        self.position(from);
        Ok(targets)
    }

    fn add_arguments(&self, edge: &Edge, from: BasicBlock<'ctx>) {
        for (phi, &arg) in self.phis[edge.block.index()].iter().zip(&edge.args) {
            phi.add_incoming(&[(&self.get(arg), from)]);
        }
    }

    fn set_weights(
        &self,
        jump: InstructionValue<'ctx>,
        weights: &[u64],
        term: &Terminator,
    ) -> Result<(), EmitError> {
        // LLVM lists a switch's default first.
        let by_position: Vec<u64> = match term {
            Terminator::Switch { .. } => {
                let (default, cases) = weights.split_last().expect("one weight for each edge");
                std::iter::once(default).chain(cases).copied().collect()
            }
            _ => weights.to_vec(),
        };
        super::profile::set_branch_weights(self.state.context, jump, &by_position)
    }
}

/// The weights that stand for a branch hint.
fn hinted(term: &Terminator) -> Option<[u64; 2]> {
    /// How many times as often as the other edge; what clang takes for `__builtin_expect`.
    const LIKELY: u64 = 2000;
    match term {
        Terminator::Branch { hint, .. } => hint.map(|hint| match hint {
            Hint::Likely => [LIKELY, 1],
            Hint::Unlikely => [1, LIKELY],
        }),
        _ => None,
    }
}
