//! Block hashes: the identity of a basic block, the same in every module that holds the same code.
//!
//! A block is written out as bytes in a form of its own (below), and the hash is the first 16 bytes of
//! the BLAKE3 of them. The form names opcodes and types by their WebAssembly names, and knows no index
//! that depends on the rest of the module: values are numbered as they first appear, functions
//! are known by their type (imports by name), globals and tables by their type. So neither
//! renumbering nor adding functions changes a hash, and neither does a change of the Rust types of
//! the IR. Whoever changes the form must raise [`HASH_VERSION`]; golden tests watch it.
//!
//! Probes are no part of a block's code and are left out. Which blocks follow is left out as well: a
//! hash says what a block does, not where it stands.

use blake3::Hasher;
use preheat_formats::artifact::BlockHash;

use crate::ir::simd::Simd;
use crate::ir::{
    Block, Body, Const, DataId, Edge, ElemId, FuncId, GlobalId, Inst, MemoryId, Module, Op,
    TableId, Terminator, TypeId, ValType, Value,
};

/// Version of the canonical form.
pub const HASH_VERSION: u32 = 1;

/// The hash of every block of a body, by block number.
pub fn block_hashes(module: &Module, body: &Body) -> Vec<BlockHash> {
    let mut writer = Writer {
        module,
        body,
        bytes: Vec::new(),
        numbers: vec![NO_NUMBER; body.values.len()],
        numbered: Vec::new(),
        operands: Vec::new(),
    };
    body.blocks.iter().map(|block| writer.hash(block)).collect()
}

const NO_NUMBER: u32 = u32::MAX;

/// Writes blocks in canonical form. Numbers are little-endian; texts and lists have their length in
/// front (u32), so that two different blocks never read the same.
struct Writer<'a> {
    module: &'a Module,
    body: &'a Body,
    bytes: Vec<u8>,
    /// Number of each value in the block at hand.
    numbers: Vec<u32>,
    /// The values that have a number, to take it away again.
    numbered: Vec<Value>,
    /// Operands of the instruction at hand; kept for its room.
    operands: Vec<Value>,
}

impl Writer<'_> {
    fn hash(&mut self, block: &Block) -> BlockHash {
        self.bytes.clear();
        for value in self.numbered.drain(..) {
            self.numbers[value.index()] = NO_NUMBER;
        }
        self.text("preheat block");
        self.u32(HASH_VERSION);
        self.definitions(&block.params);
        let code = block.insts.iter().filter(|inst| !matches!(inst.op, Op::Probe(_)));
        for inst in code {
            self.inst(inst);
        }
        self.terminator(&block.term);
        let mut hash = [0; 16];
        Hasher::new().update(&self.bytes).finalize_xof().fill(&mut hash);
        BlockHash(hash)
    }

    fn u32(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    fn u64(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    fn len(&mut self, len: usize) {
        self.u64(len as u64);
    }

    fn text(&mut self, text: &str) {
        self.len(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn ty(&mut self, ty: ValType) {
        self.text(match ty {
            ValType::I32 => "i32",
            ValType::I64 => "i64",
            ValType::F32 => "f32",
            ValType::F64 => "f64",
            ValType::V128 => "v128",
            ValType::FuncRef => "funcref",
            ValType::ExternRef => "externref",
        });
    }

    fn func_type(&mut self, ty: TypeId) {
        let ty = &self.module.types[ty.index()];
        for list in [&ty.params, &ty.results] {
            self.len(list.len());
            list.iter().for_each(|ty| self.ty(*ty));
        }
    }

    /// A function by its name if it is imported, and by its type.
    fn func(&mut self, func: FuncId) {
        match self.module.imports.get(func.index()) {
            Some(import) => {
                self.text("import");
                self.text(&import.module);
                self.text(&import.name);
            }
            None => self.text("func"),
        }
        self.func_type(self.module.funcs[func.index()].ty);
    }

    fn global(&mut self, global: GlobalId) {
        let global = &self.module.globals[global.index()];
        self.text(if global.mutable { "mut" } else { "const" });
        self.ty(global.ty);
    }

    fn table(&mut self, table: TableId) {
        self.ty(self.module.tables[table.index()].ty);
    }

    fn data(&mut self, data: DataId) {
        self.len(self.module.data[data.index()].bytes.len());
    }

    fn elem(&mut self, elem: ElemId) {
        self.len(self.module.elements[elem.index()].items.len());
    }

    /// Gives values their numbers and writes their types.
    fn definitions(&mut self, values: &[Value]) {
        self.len(values.len());
        for &value in values {
            self.number(value);
            self.ty(self.body.ty(value));
        }
    }

    fn number(&mut self, value: Value) -> u32 {
        let number = self.numbered.len() as u32;
        self.numbers[value.index()] = number;
        self.numbered.push(value);
        number
    }

    /// A value that is read: its number, and at the first use of one from outside its type.
    fn value(&mut self, value: Value) {
        match self.numbers[value.index()] {
            NO_NUMBER => {
                let number = self.number(value);
                self.text("outer");
                self.u32(number);
                self.ty(self.body.ty(value));
            }
            number => {
                self.text("value");
                self.u32(number);
            }
        }
    }

    fn values(&mut self, values: &[Value]) {
        self.len(values.len());
        values.iter().for_each(|value| self.value(*value));
    }

    /// Name, immediates, operands, results.
    fn inst(&mut self, inst: &Inst) {
        match &inst.op {
            Op::Const(constant) => self.constant(*constant),
            Op::Unary(op, _) => self.text(op.name()),
            Op::Binary(op, _, _) => self.text(op.name()),
            Op::Select { .. } => self.text("select"),
            Op::Load { op, memory, offset, .. } => {
                self.text(op.name());
                self.memory(*memory);
                self.u64(*offset);
            }
            Op::Store { op, memory, offset, .. } => {
                self.text(op.name());
                self.memory(*memory);
                self.u64(*offset);
            }
            Op::GlobalGet(global) => {
                self.text("global.get");
                self.global(*global);
            }
            Op::GlobalSet(global, _) => {
                self.text("global.set");
                self.global(*global);
            }
            Op::Call { func, .. } => {
                self.text("call");
                self.func(*func);
            }
            Op::CallIndirect { ty, table, .. } => {
                self.text("call_indirect");
                self.func_type(*ty);
                self.table(*table);
            }
            Op::MemorySize(memory) => self.memory_op("memory.size", *memory),
            Op::MemoryGrow(memory, _) => self.memory_op("memory.grow", *memory),
            Op::MemoryCopy { to, from, .. } => {
                self.memory_op("memory.copy", *to);
                self.memory(*from);
            }
            Op::MemoryFill { memory, .. } => self.memory_op("memory.fill", *memory),
            Op::MemoryInit { memory, data, .. } => {
                self.memory_op("memory.init", *memory);
                self.data(*data);
            }
            Op::DataDrop(data) => {
                self.text("data.drop");
                self.data(*data);
            }
            Op::RefNull => self.text("ref.null"),
            Op::RefFunc(func) => {
                self.text("ref.func");
                self.func(*func);
            }
            Op::RefIsNull(_) => self.text("ref.is_null"),
            Op::TableGet(table, _) => self.table_op("table.get", *table),
            Op::TableSet(table, ..) => self.table_op("table.set", *table),
            Op::TableSize(table) => self.table_op("table.size", *table),
            Op::TableGrow(table, ..) => self.table_op("table.grow", *table),
            Op::TableFill { table, .. } => self.table_op("table.fill", *table),
            Op::TableCopy { to, from, .. } => {
                self.table_op("table.copy", *to);
                self.table(*from);
            }
            Op::TableInit { table, elem, .. } => {
                self.table_op("table.init", *table);
                self.elem(*elem);
            }
            Op::ElemDrop(elem) => {
                self.text("elem.drop");
                self.elem(*elem);
            }
            Op::Simd(op) => self.simd(op),
            Op::Probe(_) => {}
        }
        let mut operands = std::mem::take(&mut self.operands);
        inst.op.for_each_use(|value| operands.push(value));
        self.values(&operands);
        operands.clear();
        self.operands = operands;
        self.definitions(&inst.results);
    }

    /// The first memory says nothing, so that code that has only one is the same as ever.
    fn memory(&mut self, memory: MemoryId) {
        if memory.0 != 0 {
            self.text("memory");
            self.u32(memory.0);
        }
    }

    fn memory_op(&mut self, name: &str, memory: MemoryId) {
        self.text(name);
        self.memory(memory);
    }

    fn simd(&mut self, op: &Simd) {
        if let Some((memory, _)) = op.access() {
            self.memory(memory);
        }
        match op {
            Simd::Unary(op, _) => self.text(op.name()),
            Simd::Binary(op, ..) => self.text(op.name()),
            Simd::Ternary(op, ..) => self.text(op.name()),
            Simd::Bitselect { .. } => self.text("v128.bitselect"),
            Simd::Shuffle { lanes, .. } => {
                self.text("i8x16.shuffle");
                self.bytes.extend_from_slice(lanes);
            }
            Simd::ExtractLane { op, lane, .. } => {
                self.text(op.name());
                self.bytes.push(*lane);
            }
            Simd::ReplaceLane { op, lane, .. } => {
                self.text(op.name());
                self.bytes.push(*lane);
            }
            Simd::Load { op, offset, .. } => {
                self.text(op.name());
                self.u64(*offset);
            }
            Simd::Store { offset, .. } => {
                self.text("v128.store");
                self.u64(*offset);
            }
            Simd::LoadLane { op, offset, lane, .. } => {
                self.text(op.name());
                self.u64(*offset);
                self.bytes.push(*lane);
            }
            Simd::StoreLane { op, offset, lane, .. } => {
                self.text(op.name());
                self.u64(*offset);
                self.bytes.push(*lane);
            }
        }
    }

    fn table_op(&mut self, name: &str, table: TableId) {
        self.text(name);
        self.table(table);
    }

    fn constant(&mut self, constant: Const) {
        match constant {
            Const::I32(bits) => {
                self.text("i32.const");
                self.u32(bits);
            }
            Const::I64(bits) => {
                self.text("i64.const");
                self.u64(bits);
            }
            Const::F32(bits) => {
                self.text("f32.const");
                self.u32(bits);
            }
            Const::F64(bits) => {
                self.text("f64.const");
                self.u64(bits);
            }
            Const::V128(bits) => {
                self.text("v128.const");
                self.bytes.extend_from_slice(&bits.to_le_bytes());
            }
        }
    }

    fn terminator(&mut self, term: &Terminator) {
        match term {
            Terminator::Jump(_) => self.text("jump"),
            Terminator::Branch { cond, .. } => {
                self.text("branch");
                self.value(*cond);
            }
            Terminator::Switch { index, .. } => {
                self.text("switch");
                self.value(*index);
            }
            Terminator::Return(values) => {
                self.text("return");
                self.values(values);
            }
            Terminator::ReturnCall { func, args } => {
                self.text("return_call");
                self.func(*func);
                self.values(args);
            }
            Terminator::ReturnCallIndirect { ty, table, index, args } => {
                self.text("return_call_indirect");
                self.func_type(*ty);
                self.table(*table);
                self.value(*index);
                self.values(args);
            }
            Terminator::Trap(trap) => {
                self.text("trap");
                self.text(trap.name());
            }
        }
        let edges = term.edges();
        self.len(edges.len());
        for Edge { args, .. } in edges {
            self.values(args);
        }
    }
}
