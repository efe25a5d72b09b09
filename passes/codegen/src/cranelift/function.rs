//! One function: its blocks in an order in which definitions come before uses, and terminators. Each
//! kind of operation has its own file.

use cranelift_codegen::cursor::FuncCursor;
use cranelift_codegen::ir::{
    self as clif, BlockArg, BlockCall, ConstantData, InsertBuilder, InstBuilder as _,
    JumpTableData, MemFlagsData, StackSlot, Type, types,
};
use preheat_formats::Trap;
use preheat_passes::ir::{Block, BlockId, Body, Const, Edge, FuncId, Inst, Op, Terminator, Value};

use super::cold::cold_blocks;
use super::error::EmitError;
use super::limit;
use super::setting::Setting;
use super::size::Size;
use super::thunk::{split, start};
use super::writer::{Writer, signature, trap_code, value_type};
use crate::emit::used;

pub(super) struct FunctionEmitter<'c> {
    pub code: Writer<'c>,
    func: FuncId,
    pub body: &'c Body,
    /// Address of byte 0 of linear memory.
    pub m: clif::Value,
    /// Where several results go.
    pub results: Option<clif::Value>,
    /// Cells of instrumentation.
    pub slots: Vec<StackSlot>,
    /// Where callees put several results; as large as the largest needs.
    pub area: Option<StackSlot>,
    /// Which values something reads.
    pub used: Vec<bool>,
    /// A vector has the type of the operation that made it.
    values: Vec<Option<clif::Value>>,
    blocks: Vec<clif::Block>,
}

/// Emits the code of a function that has a body, and says how large it is.
pub(super) fn emit(
    setting: &Setting,
    function: &mut clif::Function,
    func: FuncId,
    body: &Body,
) -> Result<Size, EmitError> {
    let used = used(body);
    limit::check(body, &used, &setting.module.funcs[func.index()].name)?;
    let ty = setting.module.func_type(func);
    function.signature = signature(setting, ty);
    let mut code = Writer::new(setting, function);
    let params = start(&mut code);
    let (m, results, args) = split(&params, ty.results.len());
    let mut values = vec![None; body.values.len()];
    for (param, &arg) in body.block(Body::ENTRY).params.iter().zip(args) {
        values[param.index()] = Some(arg);
    }
    let mut emitter = FunctionEmitter {
        code,
        func,
        body,
        m,
        results,
        slots: vec![],
        area: None,
        used,
        values,
        blocks: vec![],
    };
    let order = body.reverse_postorder();
    emitter.make_blocks(&order);
    for block in cold_blocks(body, &order) {
        let block = emitter.blocks[block.index()];
        emitter.code.at.func.layout.set_cold(block);
    }
    emitter.make_slots();
    order.iter().try_for_each(|&block| emitter.block(block))?;
    Ok(Size::of(body, &order))
}

impl<'c> FunctionEmitter<'c> {
    /// The value as it passes between blocks and functions: a vector by its bytes.
    pub fn get(&mut self, value: Value) -> clif::Value {
        let found = self.raw(value);
        self.viewed(found, value_type(self.body.ty(value)))
    }

    /// A value with a vector's lanes as they are.
    pub fn raw(&self, value: Value) -> clif::Value {
        self.values[value.index()].expect("the verifier saw a definition before each use")
    }

    /// A vector with its lanes seen in another way; anything else as it is.
    pub fn viewed(&mut self, value: clif::Value, ty: Type) -> clif::Value {
        let from = self.code.type_of(value);
        if from == ty || !from.is_vector() {
            return value;
        }
        let flags = MemFlagsData::new().with_endianness(clif::Endianness::Little);
        self.ins().bitcast(ty, flags, value)
    }

    pub fn set(&mut self, value: Value, to: clif::Value) {
        self.values[value.index()] = Some(to);
    }

    pub fn ins(&mut self) -> InsertBuilder<'_, &mut FuncCursor<'c>> {
        self.code.ins()
    }

    /// Goes on only if `bad` is 0.
    pub fn trap_if(&mut self, bad: clif::Value, trap: Trap) {
        self.ins().trapnz(bad, trap_code(trap));
    }

    fn make_blocks(&mut self, order: &[BlockId]) {
        let entry = self.code.at.func.layout.entry_block().expect("the first block was begun");
        self.blocks = vec![entry; self.body.blocks.len()];
        for &id in order.iter().filter(|&&id| id != Body::ENTRY) {
            let block = self.code.new_block();
            self.blocks[id.index()] = block;
            for &param in &self.body.block(id).params {
                let ty = value_type(self.body.ty(param));
                let value = self.code.at.func.dfg.append_block_param(block, ty);
                self.set(param, value);
            }
        }
    }

    fn make_slots(&mut self) {
        if self.body.slots == 0 {
            return;
        }
        let zero = self.code.iconst(types::I64, 0);
        for _ in 0..self.body.slots {
            let slot = self.code.stack_slots(1);
            self.ins().stack_store(types::I64, zero, slot, 0);
            self.slots.push(slot);
        }
    }

    fn block(&mut self, id: BlockId) -> Result<(), EmitError> {
        self.code.position(self.blocks[id.index()]);
        let block = self.body.block(id);
        let elsewhere = (block.origin.func != self.func).then_some(block.origin.func);
        self.code.come_from(elsewhere);
        for inst in &block.insts {
            self.inst(inst)?;
        }
        self.terminator(block);
        Ok(())
    }

    fn inst(&mut self, inst: &Inst) -> Result<(), EmitError> {
        match (&inst.op, &inst.results[..]) {
            (Op::Const(value), &[result]) => {
                let value = self.constant(*value);
                self.set(result, value);
            }
            (Op::Unary(op, a), &[result]) => self.unary(*op, *a, result),
            (Op::Binary(op, a, b), &[result]) => self.binary(*op, *a, *b, result),
            (Op::Select { cond, on_true, on_false }, &[result]) => {
                let cond = self.get(*cond);
                let (on_true, on_false) = (self.get(*on_true), self.get(*on_false));
                let value = self.ins().select(cond, on_true, on_false);
                self.set(result, value);
            }
            (Op::Call { func, args }, results) => self.call(*func, args, results),
            (Op::CallIndirect { ty, table, index, args }, results) => {
                self.call_indirect(*ty, *table, *index, args, results);
            }
            (Op::Simd(op), results) => self.simd(op, results.first().copied())?,
            (Op::Probe(probe), _) => self.probe(*probe)?,
            (op, results) => {
                if !self.memory_op(op, results) && !self.table_op(op, results) {
                    return Err(EmitError::Unsupported("an operation with this number of results"));
                }
            }
        }
        Ok(())
    }

    /// A constant with exactly these bits.
    pub fn constant(&mut self, value: Const) -> clif::Value {
        match value {
            Const::I32(bits) => self.code.iconst(types::I32, u64::from(bits)),
            Const::I64(bits) => self.code.iconst(types::I64, bits),
            Const::F32(bits) => self.ins().f32const(clif::immediates::Ieee32::with_bits(bits)),
            Const::F64(bits) => self.ins().f64const(clif::immediates::Ieee64::with_bits(bits)),
            Const::V128(bits) => {
                let bytes = ConstantData::from(&bits.to_le_bytes()[..]);
                let constant = self.code.at.func.dfg.constants.insert(bytes);
                self.ins().vconst(types::I8X16, constant)
            }
        }
    }

    fn terminator(&mut self, block: &Block) {
        match &block.term {
            Terminator::Jump(edge) => {
                let (to, args) = self.edge(edge);
                self.ins().jump(to, &args);
            }
            Terminator::Branch { cond, on_true, on_false, .. } => {
                let cond = self.get(*cond);
                let (to_true, true_args) = self.edge(on_true);
                let (to_false, false_args) = self.edge(on_false);
                self.ins().brif(cond, to_true, &true_args, to_false, &false_args);
            }
            Terminator::Switch { index, targets, default } => {
                let index = self.get(*index);
                let default = self.block_call(default);
                let targets: Vec<_> = targets.iter().map(|edge| self.block_call(edge)).collect();
                let table = JumpTableData::new(default, &targets);
                let table = self.code.at.func.create_jump_table(table);
                self.ins().br_table(index, table);
            }
            Terminator::Return(values) => self.build_return(values),
            Terminator::ReturnCall { func, args } => self.return_call(*func, args),
            Terminator::ReturnCallIndirect { ty, table, index, args } => {
                self.return_call_indirect(*ty, *table, *index, args);
            }
            Terminator::Trap(trap) => {
                self.ins().trap(trap_code(*trap));
            }
        }
    }

    fn edge(&mut self, edge: &Edge) -> (clif::Block, Vec<BlockArg>) {
        let args = edge.args.iter().map(|&arg| BlockArg::Value(self.get(arg))).collect();
        (self.blocks[edge.block.index()], args)
    }

    fn block_call(&mut self, edge: &Edge) -> BlockCall {
        let (block, args) = self.edge(edge);
        self.code.at.func.dfg.block_call(block, &args)
    }

    fn build_return(&mut self, values: &[Value]) {
        let values: Vec<_> = values.iter().map(|&value| self.get(value)).collect();
        match self.results {
            None => {
                self.ins().return_(&values);
            }
            Some(results) => {
                for (index, &value) in values.iter().enumerate() {
                    self.code.store_slot(value, results, index);
                }
                self.ins().return_(&[]);
            }
        }
    }
}
