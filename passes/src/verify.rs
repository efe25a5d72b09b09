//! Checks the invariants of the IR (see [`crate::ir`]): structure, types, and that definitions dominate
//! their uses. Run on every module in debug builds and in tests after each transformation; it
//! finds our own mistakes, those of users are found by [`crate::decode`].

use crate::ir::{
    BlockId, Body, Edge, FuncId, FuncType, Inst, Module, Op, Probe, Results, Terminator, TypeId,
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
    module.bodies().try_for_each(|(func, _, _)| verify_function(module, func))
}

/// Checks one body.
pub fn verify_function(module: &Module, func: FuncId) -> Result<(), VerifyError> {
    let function = &module.funcs[func.index()];
    let Some(body) = &function.body else { return Ok(()) };
    let checker = Checker { module, body, ty: function.ty };
    checker.check().map_err(|(block, what)| VerifyError { func, block, what })
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
            if block.origin.func.index() >= self.module.funcs.len() {
                return Err((
                    id,
                    format!("it comes from {}, which does not exist", block.origin.func),
                ));
            }
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
            let Edge { block, args, .. } = edge;
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

    fn expect_slot(&self, slot: crate::ir::SlotId) -> Check {
        if slot.0 < self.body.slots { Ok(()) } else { Err(format!("{slot} does not exist")) }
    }

    fn check_inst(&self, inst: &Inst) -> Check {
        let ty = |value: Value| self.body.values.get(value.index()).copied();
        let signature = inst.op.signature(self.module, ty)?;
        for (value, ty) in signature.operands {
            self.expect_type(value, ty)?;
        }
        if let Op::Probe(probe) = &inst.op {
            self.check_probe(probe)?;
        }
        match signature.results {
            Results::Are(types) => self.expect_types(&inst.results, &types, "results"),
            Results::AnyReference => match inst.results.as_slice() {
                [value] if is_reference(self.body.ty(*value)) => Ok(()),
                _ => Err("the result is not one reference".into()),
            },
        }
    }

    fn check_probe(&self, probe: &Probe) -> Check {
        match probe {
            Probe::Count { .. } | Probe::Value { .. } | Probe::CallTarget { .. } => Ok(()),
            Probe::SlotSet { slot, .. }
            | Probe::SlotAdd { slot, .. }
            | Probe::CountAtSlot { slot, .. }
            | Probe::PathAtSlot { slot, .. }
            | Probe::SlotValue { slot, .. } => self.expect_slot(*slot),
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

fn is_reference(ty: ValType) -> bool {
    matches!(ty, ValType::FuncRef | ValType::ExternRef)
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
