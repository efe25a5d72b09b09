//! Checks the invariants of the IR (see [`crate::ir`]): structure, types, and that definitions dominate
//! their uses. Run on every module in debug builds and in tests after each transformation; it
//! finds our own mistakes, those of users are found by [`crate::decode`].

use crate::ir::{
    BlockId, Body, Const, Edge, FuncId, FuncType, Inst, Module, Op, Probe, Terminator, TypeId,
    ValType, Value,
};

/// An invariant that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("internal error: bad IR in {func} {block}: {what}")]
pub struct VerifyError {
    pub func: FuncId,
    pub block: BlockId,
    pub what: String,
}

/// Checks every body of a module.
pub fn verify(module: &Module) -> Result<(), VerifyError> {
    for (func, function, body) in module.bodies() {
        let checker = Checker { module, body, ty: function.ty };
        checker.check().map_err(|(block, what)| VerifyError { func, block, what })?;
    }
    Ok(())
}

type Check = Result<(), String>;

struct Checker<'a> {
    module: &'a Module,
    body: &'a Body,
    ty: TypeId,
}

impl Checker<'_> {
    fn check(&self) -> Result<(), (BlockId, String)> {
        let at_entry = |what: String| (Body::ENTRY, what);
        if self.body.blocks.is_empty() {
            return Err(at_entry("no blocks".into()));
        }
        let params = &self.body.block(Body::ENTRY).params;
        self.expect_types(params, &self.func_type().params, "entry").map_err(at_entry)?;
        for id in self.body.block_ids() {
            self.check_edges(id).map_err(|what| (id, what))?;
        }
        let idom = self.immediate_dominators();
        for id in self.body.block_ids() {
            if id != Body::ENTRY && idom[id.index()].is_none() {
                return Err((id, "unreachable".into()));
            }
        }
        self.check_definitions(&idom)?;
        for id in self.body.block_ids() {
            let block = self.body.block(id);
            for inst in &block.insts {
                self.check_inst(inst).map_err(|what| (id, format!("{what} in {:?}", inst.op)))?;
            }
            self.check_terminator(&block.term).map_err(|what| (id, what))?;
        }
        Ok(())
    }

    fn func_type(&self) -> &FuncType {
        &self.module.types[self.ty.index()]
    }

    fn check_edges(&self, id: BlockId) -> Check {
        for edge in self.body.block(id).term.edges() {
            let Edge { block, args } = edge;
            if *block == Body::ENTRY {
                return Err("an edge leads to the entry".into());
            }
            let Some(target) = self.body.blocks.get(block.index()) else {
                return Err(format!("an edge leads to {block}, which does not exist"));
            };
            let types: Vec<_> = target.params.iter().map(|&param| self.body.ty(param)).collect();
            self.expect_types(args, &types, "edge")?;
        }
        Ok(())
    }

    /// Definition of each value: its block and position (0 for parameters, n + 1 for
    /// instruction n); uses must come later in the block or in a dominated block.
    fn check_definitions(&self, idom: &[Option<BlockId>]) -> Result<(), (BlockId, String)> {
        let mut defs: Vec<Option<(BlockId, usize)>> = vec![None; self.body.values.len()];
        for id in self.body.block_ids() {
            let block = self.body.block(id);
            let params = block.params.iter().map(|&param| (param, 0));
            let results = block.insts.iter().enumerate().flat_map(|(index, inst)| {
                inst.results.iter().map(move |&result| (result, index + 1))
            });
            for (value, position) in params.chain(results) {
                match defs.get_mut(value.index()) {
                    None => return Err((id, format!("{value} has no type"))),
                    Some(Some(_)) => return Err((id, format!("{value} is defined twice"))),
                    Some(def) => *def = Some((id, position)),
                }
            }
        }
        let intervals = dominator_intervals(idom);
        let dominates = |a: BlockId, b: BlockId| {
            let ((a_in, a_out), (b_in, _)) = (intervals[a.index()], intervals[b.index()]);
            a_in <= b_in && b_in < a_out
        };
        for id in self.body.block_ids() {
            let block = self.body.block(id);
            let mut bad = None;
            let mut check = |value: Value, position: usize| {
                let fine = match defs.get(value.index()) {
                    Some(Some((at, defined))) if *at == id => *defined < position,
                    Some(Some((at, _))) => dominates(*at, id),
                    _ => false,
                };
                if !fine {
                    bad.get_or_insert(value);
                }
            };
            for (index, inst) in block.insts.iter().enumerate() {
                inst.op.for_each_use(|value| check(value, index + 1));
            }
            block.term.for_each_use(|value| check(value, block.insts.len() + 1));
            if let Some(value) = bad {
                return Err((id, format!("{value} is used where it is not defined")));
            }
        }
        Ok(())
    }

    /// Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm". Kept apart from
    /// [`crate::analysis`], so that a mistake there cannot hide itself. None: unreachable.
    fn immediate_dominators(&self) -> Vec<Option<BlockId>> {
        let count = self.body.blocks.len();
        let successors: Vec<Vec<BlockId>> = self
            .body
            .blocks
            .iter()
            .map(|block| block.term.edges().map(|edge| edge.block).collect())
            .collect();
        let mut preds = vec![Vec::new(); count];
        for (index, targets) in successors.iter().enumerate() {
            targets.iter().for_each(|target| preds[target.index()].push(BlockId(index as u32)));
        }
        let mut postorder = Vec::with_capacity(count);
        let mut number = vec![usize::MAX; count];
        let mut seen = vec![false; count];
        let mut stack = vec![(Body::ENTRY, 0)];
        seen[0] = true;
        while let Some((block, slot)) = stack.pop() {
            if let Some(&next) = successors[block.index()].get(slot) {
                stack.push((block, slot + 1));
                if !std::mem::replace(&mut seen[next.index()], true) {
                    stack.push((next, 0));
                }
            } else {
                number[block.index()] = postorder.len();
                postorder.push(block);
            }
        }
        let mut idom: Vec<Option<BlockId>> = vec![None; count];
        idom[0] = Some(Body::ENTRY);
        let mut changed = true;
        while changed {
            changed = false;
            for &block in postorder.iter().rev().skip(1) {
                let mut new = None;
                for &pred in preds[block.index()].iter().filter(|p| idom[p.index()].is_some()) {
                    new = Some(new.map_or(pred, |mut a: BlockId| {
                        let mut b = pred;
                        while a != b {
                            while number[a.index()] < number[b.index()] {
                                a = idom[a.index()].expect("processed");
                            }
                            while number[b.index()] < number[a.index()] {
                                b = idom[b.index()].expect("processed");
                            }
                        }
                        a
                    }));
                }
                if new != idom[block.index()] {
                    idom[block.index()] = new;
                    changed = true;
                }
            }
        }
        idom
    }

    fn expect_type(&self, value: Value, ty: ValType) -> Check {
        match self.body.values.get(value.index()) {
            Some(&found) if found == ty => Ok(()),
            Some(found) => Err(format!("{value} is {found}, not {ty}")),
            None => Err(format!("{value} does not exist")),
        }
    }

    fn expect_types(&self, values: &[Value], types: &[ValType], what: &str) -> Check {
        if values.len() != types.len() {
            return Err(format!("{what}: {} values for {} types", values.len(), types.len()));
        }
        values.iter().zip(types).try_for_each(|(&value, &ty)| self.expect_type(value, ty))
    }

    fn expect_i32s(&self, values: &[Value]) -> Check {
        values.iter().try_for_each(|&value| self.expect_type(value, ValType::I32))
    }

    fn expect_slot(&self, slot: crate::ir::SlotId) -> Check {
        if slot.0 < self.body.slots { Ok(()) } else { Err(format!("{slot} does not exist")) }
    }

    fn check_inst(&self, inst: &Inst) -> Check {
        let module = self.module;
        let results = self.check_operands(&inst.op)?;
        match results {
            Results::Are(types) => self.expect_types(&inst.results, &types, "results"),
            Results::LikeType(ty) => {
                let ty = module.types.get(ty.index()).ok_or("no such type")?;
                self.expect_types(&inst.results, &ty.results, "results")
            }
            Results::AnyReference => match inst.results.as_slice() {
                [value] if is_reference(self.body.ty(*value)) => Ok(()),
                _ => Err("the result is not one reference".into()),
            },
        }
    }

    /// Checks operands and immediates; says what results there must be.
    fn check_operands(&self, op: &Op) -> Result<Results, String> {
        let module = self.module;
        let one = |ty| Ok(Results::Are(vec![ty]));
        let none = || Ok(Results::Are(vec![]));
        let table_type = |table: &crate::ir::TableId| {
            module.tables.get(table.index()).map(|table| table.ty).ok_or("no such table")
        };
        let memory = |memory: &crate::ir::MemoryId| match module.memories.get(memory.index()) {
            Some(_) => Ok(()),
            None => Err("no such memory".to_owned()),
        };
        match op {
            Op::Const(Const::I32(_)) => one(ValType::I32),
            Op::Const(Const::I64(_)) => one(ValType::I64),
            Op::Const(Const::F32(_)) => one(ValType::F32),
            Op::Const(Const::F64(_)) => one(ValType::F64),
            Op::Const(Const::V128(_)) => one(ValType::V128),
            Op::Unary(op, a) => {
                self.expect_types(&[*a], op.operands(), "operands")?;
                one(op.result())
            }
            Op::Binary(op, a, b) => {
                self.expect_types(&[*a, *b], op.operands(), "operands")?;
                one(op.result())
            }
            Op::Select { cond, on_true, on_false } => {
                self.expect_type(*cond, ValType::I32)?;
                let ty = self.body.ty(*on_true);
                self.expect_type(*on_false, ty)?;
                one(ty)
            }
            Op::Load { op, memory: id, addr, offset } => {
                memory(id)?;
                check_offset(*offset)?;
                self.expect_type(*addr, ValType::I32)?;
                one(op.result())
            }
            Op::Store { op, memory: id, addr, value, offset } => {
                memory(id)?;
                check_offset(*offset)?;
                self.expect_type(*addr, ValType::I32)?;
                self.expect_type(*value, op.operand())?;
                none()
            }
            Op::GlobalGet(global) => {
                one(module.globals.get(global.index()).ok_or("no such global")?.ty)
            }
            Op::GlobalSet(global, value) => {
                let global = module.globals.get(global.index()).ok_or("no such global")?;
                self.expect_type(*value, global.ty)?;
                none()
            }
            Op::Call { func, args } => {
                let callee = module.funcs.get(func.index()).ok_or("no such function")?;
                self.expect_types(args, &module.func_type(*func).params, "arguments")?;
                Ok(Results::LikeType(callee.ty))
            }
            Op::CallIndirect { ty, table, index, args } => {
                table_type(table)?;
                self.expect_type(*index, ValType::I32)?;
                let callee = module.types.get(ty.index()).ok_or("no such type")?;
                self.expect_types(args, &callee.params, "arguments")?;
                Ok(Results::LikeType(*ty))
            }
            Op::MemorySize(id) => {
                memory(id)?;
                one(ValType::I32)
            }
            Op::MemoryGrow(id, pages) => {
                memory(id)?;
                self.expect_type(*pages, ValType::I32)?;
                one(ValType::I32)
            }
            Op::MemoryCopy { to, from, dst, src, len } => {
                memory(to)?;
                memory(from)?;
                self.expect_i32s(&[*dst, *src, *len])?;
                none()
            }
            Op::MemoryFill { memory: id, dst, byte, len } => {
                memory(id)?;
                self.expect_i32s(&[*dst, *byte, *len])?;
                none()
            }
            Op::MemoryInit { memory: id, data, dst, src, len } => {
                memory(id)?;
                module.data.get(data.index()).ok_or("no such data segment")?;
                self.expect_i32s(&[*dst, *src, *len])?;
                none()
            }
            Op::DataDrop(data) => {
                module.data.get(data.index()).ok_or("no such data segment")?;
                none()
            }
            Op::RefNull => Ok(Results::AnyReference),
            Op::RefFunc(func) => {
                module.funcs.get(func.index()).ok_or("no such function")?;
                one(ValType::FuncRef)
            }
            Op::RefIsNull(value) => {
                if !is_reference(self.body.ty(*value)) {
                    return Err(format!("{value} is not a reference"));
                }
                one(ValType::I32)
            }
            Op::TableGet(table, index) => {
                self.expect_type(*index, ValType::I32)?;
                one(table_type(table)?)
            }
            Op::TableSet(table, index, value) => {
                self.expect_type(*index, ValType::I32)?;
                self.expect_type(*value, table_type(table)?)?;
                none()
            }
            Op::TableSize(table) => {
                table_type(table)?;
                one(ValType::I32)
            }
            Op::TableGrow(table, value, delta) => {
                self.expect_type(*value, table_type(table)?)?;
                self.expect_type(*delta, ValType::I32)?;
                one(ValType::I32)
            }
            Op::TableFill { table, dst, value, len } => {
                self.expect_type(*value, table_type(table)?)?;
                self.expect_i32s(&[*dst, *len])?;
                none()
            }
            Op::TableCopy { to, from, dst, src, len } => {
                if table_type(to)? != table_type(from)? {
                    return Err("tables of different types".into());
                }
                self.expect_i32s(&[*dst, *src, *len])?;
                none()
            }
            Op::TableInit { table, elem, dst, src, len } => {
                table_type(table)?;
                module.elements.get(elem.index()).ok_or("no such element segment")?;
                self.expect_i32s(&[*dst, *src, *len])?;
                none()
            }
            Op::ElemDrop(elem) => {
                module.elements.get(elem.index()).ok_or("no such element segment")?;
                none()
            }
            Op::Simd(simd) => {
                if let Some((id, offset)) = simd.access() {
                    memory(&id)?;
                    check_offset(offset)?;
                }
                if simd.lane().is_some_and(|(lane, lanes)| lane >= lanes) {
                    return Err("no such lane".into());
                }
                for (value, ty) in simd.operands() {
                    self.expect_type(value, ty)?;
                }
                Ok(Results::Are(simd.result().into_iter().collect()))
            }
            Op::Probe(probe) => {
                self.check_probe(probe)?;
                none()
            }
        }
    }

    fn check_probe(&self, probe: &Probe) -> Check {
        match probe {
            Probe::Count { .. } => Ok(()),
            Probe::SlotSet { slot, .. }
            | Probe::SlotAdd { slot, .. }
            | Probe::CountAtSlot { slot, .. }
            | Probe::PathAtSlot { slot, .. }
            | Probe::SlotValue { slot, .. } => self.expect_slot(*slot),
            Probe::Value { value, .. } => match self.body.ty(*value) {
                ValType::I32 | ValType::I64 => Ok(()),
                ty => Err(format!("{value} is {ty}, not an integer")),
            },
            Probe::CallTarget { index, .. } => self.expect_type(*index, ValType::I32),
        }
    }

    fn check_terminator(&self, term: &Terminator) -> Check {
        match term {
            Terminator::Branch { cond, .. } => self.expect_type(*cond, ValType::I32),
            Terminator::Switch { index, .. } => self.expect_type(*index, ValType::I32),
            Terminator::Return(values) => {
                self.expect_types(values, &self.func_type().results, "return")
            }
            Terminator::ReturnCall { func, args } => {
                let callee = self.module.funcs.get(func.index()).ok_or("no such function")?;
                self.check_return_call(callee.ty, args)
            }
            Terminator::ReturnCallIndirect { ty, table, index, args } => {
                self.module.tables.get(table.index()).ok_or("no such table")?;
                self.expect_type(*index, ValType::I32)?;
                self.check_return_call(*ty, args)
            }
            Terminator::Jump(_) | Terminator::Trap(_) => Ok(()),
        }
    }

    fn check_return_call(&self, callee: TypeId, args: &[Value]) -> Check {
        let callee = self.module.types.get(callee.index()).ok_or("no such type")?;
        if callee.results != self.func_type().results {
            return Err("a tail call of a function with other results".into());
        }
        self.expect_types(args, &callee.params, "arguments")
    }
}

enum Results {
    Are(Vec<ValType>),
    LikeType(TypeId),
    AnyReference,
}

fn is_reference(ty: ValType) -> bool {
    matches!(ty, ValType::FuncRef | ValType::ExternRef)
}

fn check_offset(offset: u64) -> Check {
    if offset <= u64::from(u32::MAX) {
        Ok(())
    } else {
        Err(format!("offset {offset} is over 2³²"))
    }
}

/// Preorder number of each block in the dominator tree, and the end of its subtree's numbers: `a` dominates
/// `b` if b's number lies in a's interval.
fn dominator_intervals(idom: &[Option<BlockId>]) -> Vec<(usize, usize)> {
    let mut children = vec![Vec::new(); idom.len()];
    for (index, parent) in idom.iter().enumerate().skip(1) {
        if let Some(parent) = parent {
            children[parent.index()].push(index);
        }
    }
    let mut intervals = vec![(usize::MAX, 0); idom.len()];
    let mut next = 0;
    let mut stack = vec![(0, false)];
    while let Some((block, done)) = stack.pop() {
        if done {
            intervals[block].1 = next;
            continue;
        }
        intervals[block].0 = next;
        next += 1;
        stack.push((block, true));
        stack.extend(children[block].iter().map(|&child| (child, false)));
    }
    intervals
}
