//! One function body → IR: the walk over its instructions, with the operand stack and the stack of open
//! blocks. Locals are [`super::ssa`]'s.

use preheat_formats::Trap;
use wasmparser::{BlockType, FunctionBody, Operator};

use super::ahead::{Ahead, Local};
use super::context::{Context, val_type};
use super::limit::{Spent, TooMuch};
use super::ssa::Builder;
use crate::ir::tidy::tidy;
use crate::ir::{
    BinaryOp, BlockId, Body, Const, DataId, Edge, ElemId, FuncId, FuncType, GlobalId, Hint, LoadOp,
    MemoryId, Op, StoreOp, TableId, Terminator, TypeId, UnaryOp, ValType, Value,
};

/// Hints of one function, by the branch's place in its body.
pub type BranchHints = std::collections::HashMap<u32, Hint>;

/// Why there is no body.
pub(super) enum BodyError {
    Invalid(wasmparser::Error),
    TooMuch(TooMuch),
}

impl From<wasmparser::Error> for BodyError {
    fn from(error: wasmparser::Error) -> BodyError {
        BodyError::Invalid(error)
    }
}

impl From<TooMuch> for BodyError {
    fn from(what: TooMuch) -> BodyError {
        BodyError::TooMuch(what)
    }
}

pub(super) fn decode_body(
    context: &Context,
    ty: TypeId,
    body: &FunctionBody,
    hints: &BranchHints,
) -> Result<Body, BodyError> {
    let ty = &context.types.types[ty.index()];
    let locals = Locals::read(&ty.params, body)?;
    let operators = body.get_operators_reader()?;
    let start = operators.original_position() as u32;
    let spent = Spent::new(len(body));
    let mut builder = Builder::new(&ty.params, |local| locals.ty(local), Ahead::of(body)?, spent);
    builder.come_to(start);
    let mut walk = Walk {
        context,
        builder,
        stack: Vec::new(),
        frames: vec![Frame {
            kind: FrameKind::Function,
            end: BlockId(u32::MAX),
            results: &ty.results,
            height: 0,
        }],
        reachable: true,
        skipped: 0,
        offset: start,
        hints,
        hints_from: body.range().start as u32,
    };
    for item in operators.into_iter_with_offsets() {
        let (operator, offset) = item?;
        walk.offset = offset as u32;
        walk.builder.come_to(walk.offset);
        walk.step(&operator);
        walk.builder.spent.check()?;
    }
    context.budget.take(walk.builder.spent.parts())?;
    let mut body = walk.builder.finish();
    tidy(&mut body);
    Ok(body)
}

/// Bytes of its code.
pub(super) fn len(body: &FunctionBody) -> u64 {
    let range = body.range();
    range.end - range.start
}

/// The types of a function's locals, as they are declared: in groups.
struct Locals {
    /// The first local after each group, and what those of the group are.
    groups: Vec<(Local, ValType)>,
}

impl Locals {
    fn read(params: &[ValType], body: &FunctionBody) -> Result<Locals, wasmparser::Error> {
        let mut groups: Vec<_> = (1..).zip(params.iter().copied()).collect();
        let mut end = params.len() as Local;
        for declaration in body.get_locals_reader()? {
            let (count, ty) = declaration?;
            end += count;
            groups.push((end, val_type(ty)));
        }
        Ok(Locals { groups })
    }

    fn ty(&self, local: Local) -> ValType {
        self.groups[self.groups.partition_point(|&(end, _)| end <= local)].1
    }
}

/// An open `block`, `loop`, `if` or the function itself.
struct Frame<'a> {
    kind: FrameKind,
    /// Where control goes on after `end`; for the function, nowhere.
    end: BlockId,
    results: &'a [ValType],
    /// Operand stack at its start, without its parameters.
    height: usize,
}

enum FrameKind {
    Function,
    Block,
    Loop {
        header: BlockId,
        params: usize,
    },
    /// The `else` edge has not been seen yet; arguments are those of the `if`.
    If {
        otherwise: BlockId,
        params: Vec<Value>,
    },
    Else,
}

pub(super) struct Walk<'a> {
    context: &'a Context<'a>,
    builder: Builder,
    stack: Vec<Value>,
    frames: Vec<Frame<'a>>,
    reachable: bool,
    /// Blocks opened in unreachable code.
    skipped: u32,
    offset: u32,
    hints: &'a BranchHints,
    /// Where the body starts, from which hints count.
    hints_from: u32,
}

const VALID: &str = "the module was validated";

impl<'a> Walk<'a> {
    fn step(&mut self, operator: &Operator) {
        if !self.reachable {
            return self.skip(operator);
        }
        match operator {
            Operator::Nop => {}
            Operator::Unreachable => self.leave(Terminator::Trap(Trap::Unreachable)),
            Operator::Block { blockty } => {
                let ty = self.block_type(blockty);
                let end = self.builder.new_block(ty.results, self.offset);
                self.builder.start_frame(end);
                self.open(FrameKind::Block, end, ty);
            }
            Operator::Loop { blockty } => self.open_loop(blockty),
            Operator::If { blockty } => self.open_if(blockty),
            Operator::Else => self.otherwise(),
            Operator::End => self.end(),
            Operator::Br { relative_depth } => {
                let edge = self.edge(*relative_depth);
                self.leave_by(edge);
            }
            Operator::BrIf { relative_depth } => self.branch_if(*relative_depth),
            Operator::BrTable { targets } => self.branch_table(targets),
            Operator::Return => {
                let depth = self.frames.len() as u32 - 1;
                let edge = self.edge(depth);
                self.leave_by(edge);
            }
            Operator::Call { function_index } => self.call(FuncId(*function_index)),
            Operator::ReturnCall { function_index } => self.return_call(FuncId(*function_index)),
            Operator::ReturnCallIndirect { type_index, table_index } => {
                self.return_call_indirect(*type_index, TableId(*table_index));
            }
            Operator::CallIndirect { type_index, table_index } => {
                self.call_indirect(*type_index, TableId(*table_index));
            }
            Operator::Drop => {
                self.pop();
            }
            Operator::Select | Operator::TypedSelect { .. } => {
                let [on_true, on_false, cond] = self.pops();
                let ty = self.builder.body.ty(on_true);
                self.emit(Op::Select { cond, on_true, on_false }, ty);
            }
            Operator::LocalGet { local_index } => {
                let value = self.builder.read(*local_index);
                self.stack.push(value);
            }
            Operator::LocalSet { local_index } => {
                let value = self.pop();
                self.builder.write(*local_index, value);
            }
            Operator::LocalTee { local_index } => {
                let value = *self.stack.last().expect(VALID);
                self.builder.write(*local_index, value);
            }
            Operator::GlobalGet { global_index } => {
                let ty = self.context.globals[*global_index as usize].ty;
                self.emit(Op::GlobalGet(GlobalId(*global_index)), ty);
            }
            Operator::GlobalSet { global_index } => {
                let value = self.pop();
                self.effect(Op::GlobalSet(GlobalId(*global_index), value));
            }
            Operator::I32Const { value } => self.constant(Const::I32(*value as u32)),
            Operator::I64Const { value } => self.constant(Const::I64(*value as u64)),
            Operator::F32Const { value } => self.constant(Const::F32(value.bits())),
            Operator::F64Const { value } => self.constant(Const::F64(value.bits())),
            other => {
                if let Some(op) = unary_op(other) {
                    let [a] = self.pops();
                    self.emit(Op::Unary(op, a), op.result());
                } else if let Some(op) = binary_op(other) {
                    let [a, b] = self.pops();
                    self.emit(Op::Binary(op, a, b), op.result());
                } else if let Some((op, memarg)) = load_op(other) {
                    let [addr] = self.pops();
                    let (memory, offset) = address(&memarg);
                    self.emit(Op::Load { op, memory, addr, offset }, op.result());
                } else if let Some((op, memarg)) = store_op(other) {
                    let [addr, value] = self.pops();
                    let (memory, offset) = address(&memarg);
                    self.effect(Op::Store { op, memory, addr, value, offset });
                } else if !self.step_simd(other) {
                    self.step_bulk(other);
                }
            }
        }
    }

    /// Memory, table and reference instructions.
    fn step_bulk(&mut self, operator: &Operator) {
        match *operator {
            Operator::MemorySize { mem } => self.emit(Op::MemorySize(MemoryId(mem)), ValType::I32),
            Operator::MemoryGrow { mem } => {
                let [pages] = self.pops();
                self.emit(Op::MemoryGrow(MemoryId(mem), pages), ValType::I32);
            }
            Operator::MemoryCopy { dst_mem, src_mem } => {
                let [dst, src, len] = self.pops();
                let (to, from) = (MemoryId(dst_mem), MemoryId(src_mem));
                self.effect(Op::MemoryCopy { to, from, dst, src, len });
            }
            Operator::MemoryFill { mem } => {
                let [dst, byte, len] = self.pops();
                self.effect(Op::MemoryFill { memory: MemoryId(mem), dst, byte, len });
            }
            Operator::MemoryInit { data_index, mem } => {
                let [dst, src, len] = self.pops();
                let (memory, data) = (MemoryId(mem), DataId(data_index));
                self.effect(Op::MemoryInit { memory, data, dst, src, len });
            }
            Operator::DataDrop { data_index } => self.effect(Op::DataDrop(DataId(data_index))),
            Operator::RefNull { hty } => {
                let ty = match hty {
                    wasmparser::HeapType::Abstract {
                        ty: wasmparser::AbstractHeapType::Extern,
                        ..
                    } => ValType::ExternRef,
                    _ => ValType::FuncRef,
                };
                self.emit(Op::RefNull, ty);
            }
            Operator::RefFunc { function_index } => {
                self.emit(Op::RefFunc(FuncId(function_index)), ValType::FuncRef);
            }
            Operator::RefIsNull => {
                let [value] = self.pops();
                self.emit(Op::RefIsNull(value), ValType::I32);
            }
            Operator::TableGet { table } => {
                let [index] = self.pops();
                let ty = self.context.tables[table as usize].ty;
                self.emit(Op::TableGet(TableId(table), index), ty);
            }
            Operator::TableSet { table } => {
                let [index, value] = self.pops();
                self.effect(Op::TableSet(TableId(table), index, value));
            }
            Operator::TableSize { table } => self.emit(Op::TableSize(TableId(table)), ValType::I32),
            Operator::TableGrow { table } => {
                let [value, delta] = self.pops();
                self.emit(Op::TableGrow(TableId(table), value, delta), ValType::I32);
            }
            Operator::TableFill { table } => {
                let [dst, value, len] = self.pops();
                self.effect(Op::TableFill { table: TableId(table), dst, value, len });
            }
            Operator::TableCopy { dst_table, src_table } => {
                let [dst, src, len] = self.pops();
                let (to, from) = (TableId(dst_table), TableId(src_table));
                self.effect(Op::TableCopy { to, from, dst, src, len });
            }
            Operator::TableInit { elem_index, table } => {
                let [dst, src, len] = self.pops();
                let (table, elem) = (TableId(table), ElemId(elem_index));
                self.effect(Op::TableInit { table, elem, dst, src, len });
            }
            Operator::ElemDrop { elem_index } => self.effect(Op::ElemDrop(ElemId(elem_index))),
            ref other => unreachable!("validated without the feature of {other:?}"),
        }
    }

    /// In unreachable code only the nesting matters.
    fn skip(&mut self, operator: &Operator) {
        match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                self.skipped += 1
            }
            Operator::Else if self.skipped == 0 => self.otherwise(),
            Operator::End if self.skipped == 0 => self.end(),
            Operator::End => self.skipped -= 1,
            _ => {}
        }
    }

    // The operand stack.

    fn pop(&mut self) -> Value {
        self.stack.pop().expect(VALID)
    }

    /// The top operands, deepest first.
    pub(super) fn pops<const N: usize>(&mut self) -> [Value; N] {
        let at = self.stack.len() - N;
        let values = self.stack[at..].try_into().expect("exactly N");
        self.stack.truncate(at);
        values
    }

    fn pop_many(&mut self, count: usize) -> Vec<Value> {
        self.stack.split_off(self.stack.len() - count)
    }

    /// The same, as arguments of a call.
    fn passed(&mut self, count: usize) -> Vec<Value> {
        self.builder.spent.add(count);
        self.pop_many(count)
    }

    pub(super) fn constant(&mut self, value: Const) {
        let ty = match value {
            Const::I32(_) => ValType::I32,
            Const::I64(_) => ValType::I64,
            Const::F32(_) => ValType::F32,
            Const::F64(_) => ValType::F64,
            Const::V128(_) => ValType::V128,
        };
        self.emit(Op::Const(value), ty);
    }

    /// An instruction with one result.
    fn emit(&mut self, op: Op, result: ValType) {
        self.emit_many(op, &[result]);
    }

    /// An instruction without a result.
    fn effect(&mut self, op: Op) {
        self.emit_many(op, &[]);
    }

    pub(super) fn emit_many(&mut self, op: Op, results: &[ValType]) {
        let values = self.builder.push(op, results);
        self.stack.extend(values);
    }

    // Control.

    fn block_type(&self, ty: &BlockType) -> FrameType<'a> {
        match *ty {
            BlockType::Empty => FrameType { params: 0, results: &[] },
            BlockType::Type(ty) => FrameType { params: 0, results: one(val_type(ty)) },
            BlockType::FuncType(index) => {
                let ty = self.func_type(index);
                FrameType { params: ty.params.len(), results: &ty.results }
            }
        }
    }

    fn func_type(&self, index: u32) -> &'a FuncType {
        &self.context.types.types[self.context.types.by_index[index as usize].index()]
    }

    /// Opens a frame whose parameters are on the stack.
    fn open(&mut self, kind: FrameKind, end: BlockId, ty: FrameType<'a>) {
        let height = self.stack.len() - ty.params;
        self.frames.push(Frame { kind, end, results: ty.results, height });
    }

    fn open_loop(&mut self, ty: &BlockType) {
        let FrameType { params, results } = self.block_type(ty);
        let args = self.pop_many(params);
        let types: Vec<ValType> = args.iter().map(|&arg| self.builder.body.ty(arg)).collect();
        let header = self.builder.new_block(&types, self.offset);
        let end = self.builder.new_block(results, self.offset);
        self.builder.spent.add(params);
        self.builder.jump(header, args);
        self.builder.start_loop(header, end);
        self.builder.switch_to(header, self.offset);
        self.stack.extend(&self.builder.body.block(header).params);
        self.open(FrameKind::Loop { header, params }, end, FrameType { params, results });
    }

    fn open_if(&mut self, ty: &BlockType) {
        let ty = self.block_type(ty);
        let cond = self.pop();
        let then = self.builder.new_block(&[], self.offset);
        let otherwise = self.builder.new_block(&[], self.offset);
        let end = self.builder.new_block(ty.results, self.offset);
        self.builder.terminate(Terminator::Branch {
            cond,
            on_true: Edge::new(then, vec![]),
            on_false: Edge::new(otherwise, vec![]),
            hint: self.hint(),
        });
        self.builder.seal(then);
        self.builder.seal(otherwise);
        self.builder.start_frame(end);
        self.builder.start_side();
        self.builder.switch_to(then, self.offset);
        self.builder.spent.add(ty.params);
        let params = self.stack[self.stack.len() - ty.params..].to_vec();
        self.open(FrameKind::If { otherwise, params }, end, ty);
    }

    fn otherwise(&mut self) {
        self.fall_through();
        let frame = self.frames.last_mut().expect(VALID);
        let kind = std::mem::replace(&mut frame.kind, FrameKind::Else);
        let FrameKind::If { otherwise, params } = kind else { unreachable!("{VALID}") };
        self.stack.truncate(frame.height);
        self.stack.extend(params);
        self.builder.end_region();
        self.builder.start_side();
        self.builder.switch_to(otherwise, self.offset);
        self.reachable = true;
    }

    /// The end of a frame's code: its results go to its end block.
    fn fall_through(&mut self) {
        if self.reachable {
            let frame = self.frames.last().expect(VALID);
            let (end, count) = (frame.end, frame.results.len());
            let args = self.pop_many(count);
            self.builder.spent.add(count);
            self.builder.jump(end, args);
        }
    }

    fn end(&mut self) {
        if let FrameKind::If { .. } = self.frames.last().expect(VALID).kind {
            // No else: its edge passes the parameters on as results.
            self.otherwise();
        }
        if let FrameKind::Function = self.frames.last().expect(VALID).kind {
            if self.reachable {
                let edge = self.edge(0);
                self.leave_by(edge);
            }
            return;
        }
        self.fall_through();
        let frame = self.frames.pop().expect(VALID);
        match frame.kind {
            FrameKind::Loop { header, .. } => self.builder.end_loop(header),
            FrameKind::Block | FrameKind::Function => self.builder.end_region(),
            FrameKind::If { .. } | FrameKind::Else => {
                // Its side, and the whole.
                self.builder.end_region();
                self.builder.end_region();
            }
        }
        self.stack.truncate(frame.height);
        self.reachable = self.builder.has_preds(frame.end);
        if self.reachable {
            self.builder.seal(frame.end);
            self.builder.switch_to(frame.end, self.offset);
            self.stack.extend(&self.builder.body.block(frame.end).params[..frame.results.len()]);
        }
    }

    /// The current block ends here and what follows is unreachable.
    fn leave(&mut self, term: Terminator) {
        self.builder.terminate(term);
        self.reachable = false;
    }

    fn leave_by(&mut self, target: Target) {
        self.leave(match target {
            Target::Block(edge) => Terminator::Jump(edge),
            Target::Return(values) => Terminator::Return(values),
        });
    }

    /// A branch to the frame at a depth, with its arguments copied from the stack.
    fn edge(&mut self, depth: u32) -> Target {
        let frame = &self.frames[self.frames.len() - 1 - depth as usize];
        let (block, count) = match frame.kind {
            FrameKind::Loop { header, params } => (header, params),
            _ => (frame.end, frame.results.len()),
        };
        self.builder.spent.add(count);
        // A table of branches can ask for very many of them at once.
        let args = match self.builder.spent.is_too_much() {
            true => vec![],
            false => self.stack[self.stack.len() - count..].to_vec(),
        };
        match frame.kind {
            FrameKind::Function => Target::Return(args),
            _ => Target::Block(Edge::new(block, args)),
        }
    }

    /// The same as an edge: a return gets a block of its own.
    fn block_edge(&mut self, depth: u32) -> Edge {
        match self.edge(depth) {
            Target::Block(edge) => edge,
            Target::Return(values) => {
                let block = self.builder.new_block(&[], self.offset);
                self.builder.body.blocks[block.index()].term = Terminator::Return(values);
                Edge::new(block, vec![])
            }
        }
    }

    fn branch_if(&mut self, depth: u32) {
        let cond = self.pop();
        let on_true = self.block_edge(depth);
        let next = self.builder.new_block(&[], self.offset);
        let on_false = Edge::new(next, vec![]);
        let hint = self.hint();
        self.builder.terminate(Terminator::Branch { cond, on_true, on_false, hint });
        self.builder.seal(next);
        self.builder.switch_to(next, self.offset);
    }

    fn branch_table(&mut self, table: &wasmparser::BrTable) {
        let index = self.pop();
        let targets: Vec<Edge> =
            table.targets().map(|depth| self.block_edge(depth.expect(VALID))).collect();
        let default = self.block_edge(table.default());
        self.leave(Terminator::Switch { index, targets, default });
    }

    fn call(&mut self, func: FuncId) {
        let ty = self.context.func_types[func.index()];
        let ty = &self.context.types.types[ty.index()];
        let args = self.passed(ty.params.len());
        self.emit_many(Op::Call { func, args }, &ty.results);
    }

    fn return_call(&mut self, func: FuncId) {
        let ty = self.context.func_types[func.index()];
        let args = self.passed(self.context.types.types[ty.index()].params.len());
        self.leave(Terminator::ReturnCall { func, args });
    }

    fn return_call_indirect(&mut self, type_index: u32, table: TableId) {
        let ty = self.context.types.by_index[type_index as usize];
        let index = self.pop();
        let args = self.passed(self.context.types.types[ty.index()].params.len());
        self.leave(Terminator::ReturnCallIndirect { ty, table, index, args });
    }

    /// What the module says of the branch that is being read.
    fn hint(&self) -> Option<Hint> {
        self.hints.get(&(self.offset - self.hints_from)).copied()
    }

    fn call_indirect(&mut self, type_index: u32, table: TableId) {
        let id = self.context.types.by_index[type_index as usize];
        let ty = &self.context.types.types[id.index()];
        let index = self.pop();
        let args = self.passed(ty.params.len());
        self.emit_many(Op::CallIndirect { ty: id, table, index, args }, &ty.results);
    }
}

/// What a block takes from the stack, and what it leaves there.
#[derive(Clone, Copy)]
struct FrameType<'a> {
    params: usize,
    results: &'a [ValType],
}

/// A list of one type.
fn one(ty: ValType) -> &'static [ValType] {
    match ty {
        ValType::I32 => &[ValType::I32],
        ValType::I64 => &[ValType::I64],
        ValType::F32 => &[ValType::F32],
        ValType::F64 => &[ValType::F64],
        ValType::V128 => &[ValType::V128],
        ValType::FuncRef => &[ValType::FuncRef],
        ValType::ExternRef => &[ValType::ExternRef],
    }
}

pub(super) fn address(memarg: &wasmparser::MemArg) -> (MemoryId, u64) {
    match memarg.target {
        wasmparser::MemArgTarget::Memory(memory) => (MemoryId(memory), memarg.offset),
        wasmparser::MemArgTarget::Array(_) => unreachable!("validated without garbage collection"),
    }
}

enum Target {
    Block(Edge),
    Return(Vec<Value>),
}

/// Numeric instructions and ours have the same names.
macro_rules! same_names {
    ($fn:ident -> $enum:ident { $($name:ident)* }) => {
        fn $fn(operator: &Operator) -> Option<$enum> {
            Some(match operator {
                $(Operator::$name => $enum::$name,)*
                _ => return None,
            })
        }
    };
}

same_names! { unary_op -> UnaryOp {
    I32Eqz I64Eqz I32Clz I32Ctz I32Popcnt I64Clz I64Ctz I64Popcnt
    F32Abs F32Neg F32Ceil F32Floor F32Trunc F32Nearest F32Sqrt
    F64Abs F64Neg F64Ceil F64Floor F64Trunc F64Nearest F64Sqrt
    I32WrapI64 I32TruncF32S I32TruncF32U I32TruncF64S I32TruncF64U
    I64TruncF32S I64TruncF32U I64TruncF64S I64TruncF64U
    I32TruncSatF32S I32TruncSatF32U I32TruncSatF64S I32TruncSatF64U
    I64TruncSatF32S I64TruncSatF32U I64TruncSatF64S I64TruncSatF64U
    I64ExtendI32S I64ExtendI32U F32ConvertI32S F32ConvertI32U F32ConvertI64S F32ConvertI64U
    F32DemoteF64 F64ConvertI32S F64ConvertI32U F64ConvertI64S F64ConvertI64U F64PromoteF32
    I32ReinterpretF32 I64ReinterpretF64 F32ReinterpretI32 F64ReinterpretI64
    I32Extend8S I32Extend16S I64Extend8S I64Extend16S I64Extend32S
} }

same_names! { binary_op -> BinaryOp {
    I32Eq I32Ne I32LtS I32LtU I32GtS I32GtU I32LeS I32LeU I32GeS I32GeU
    I64Eq I64Ne I64LtS I64LtU I64GtS I64GtU I64LeS I64LeU I64GeS I64GeU
    F32Eq F32Ne F32Lt F32Gt F32Le F32Ge F64Eq F64Ne F64Lt F64Gt F64Le F64Ge
    I32Add I32Sub I32Mul I32DivS I32DivU I32RemS I32RemU
    I32And I32Or I32Xor I32Shl I32ShrS I32ShrU I32Rotl I32Rotr
    I64Add I64Sub I64Mul I64DivS I64DivU I64RemS I64RemU
    I64And I64Or I64Xor I64Shl I64ShrS I64ShrU I64Rotl I64Rotr
    F32Add F32Sub F32Mul F32Div F32Min F32Max F32Copysign
    F64Add F64Sub F64Mul F64Div F64Min F64Max F64Copysign
} }

/// Likewise loads and stores, which carry an offset.
macro_rules! same_names_with_memarg {
    ($fn:ident -> $enum:ident { $($name:ident)* }) => {
        fn $fn(operator: &Operator) -> Option<($enum, wasmparser::MemArg)> {
            Some(match operator {
                $(Operator::$name { memarg } => ($enum::$name, *memarg),)*
                _ => return None,
            })
        }
    };
}

same_names_with_memarg! { load_op -> LoadOp {
    I32Load I64Load F32Load F64Load I32Load8S I32Load8U I32Load16S I32Load16U
    I64Load8S I64Load8U I64Load16S I64Load16U I64Load32S I64Load32U
} }

same_names_with_memarg! { store_op -> StoreOp {
    I32Store I64Store F32Store F64Store I32Store8 I32Store16 I64Store8 I64Store16 I64Store32
} }
