//! Running code: a stack of frames of our own, so that a program's recursion is not ours, and one step after
//! the other on the topmost. What an instruction computes is [`super::operations`]'s.

use preheat_formats::Trap;

use super::bits::Bits;
use super::reference::referenced;
use super::{Ending, Host, Instance, Probed};
use crate::ir::{BlockId, Body, Edge, FuncId, Inst, Op, Probe, TableId, Terminator, TypeId, Value};

/// The active calls.
#[derive(Default)]
struct Thread<'m> {
    frames: Vec<Frame<'m>>,
    /// Values of all frames, the innermost's last.
    values: Vec<Bits>,
}

struct Frame<'m> {
    func: FuncId,
    body: &'m Body,
    block: BlockId,
    /// The next instruction of the block; after the last one comes the terminator.
    next: usize,
    /// Where its values start.
    base: usize,
    slots: Vec<u64>,
}

impl<'m> Thread<'m> {
    fn top(&mut self) -> &mut Frame<'m> {
        self.frames.last_mut().expect("a call is active")
    }

    fn get(&self, value: Value) -> Bits {
        let frame = self.frames.last().expect("a call is active");
        self.values[frame.base + value.index()]
    }

    fn get_all(&self, values: &[Value]) -> Vec<Bits> {
        values.iter().map(|&value| self.get(value)).collect()
    }

    fn set_all(&mut self, values: &[Value], contents: Vec<Bits>) {
        assert_eq!(values.len(), contents.len(), "the types say how many");
        let base = self.top().base;
        for (value, content) in values.iter().zip(contents) {
            self.values[base + value.index()] = content;
        }
    }

    fn push(
        &mut self,
        func: FuncId,
        body: &'m Body,
        args: Vec<Bits>,
        limit: usize,
    ) -> Result<(), Trap> {
        let base = self.values.len();
        // A call without values takes room too.
        if base + self.frames.len() + body.values.len() >= limit {
            return Err(Trap::StackOverflow);
        }
        self.values.resize(base + body.values.len(), 0);
        let slots = vec![0; body.slots as usize];
        self.frames.push(Frame { func, body, block: Body::ENTRY, next: 0, base, slots });
        self.set_all(&body.block(Body::ENTRY).params, args);
        Ok(())
    }

    fn pop(&mut self) {
        let frame = self.frames.pop().expect("a call is active");
        self.values.truncate(frame.base);
    }
}

/// Results of a call that has ended; None if it goes on.
type Returned = Option<Vec<Bits>>;

impl<'m, H: Host> Instance<'m, H> {
    /// Calls a function.
    pub fn invoke(&mut self, func: FuncId, args: &[Bits]) -> Result<Vec<Bits>, Ending> {
        let mut thread = Thread::default();
        let mut returned = self.enter(&mut thread, func, args.to_vec())?;
        loop {
            if let Some(results) = returned {
                let Some(frame) = thread.frames.last() else { return Ok(results) };
                let call = &frame.body.block(frame.block).insts[frame.next - 1];
                thread.set_all(&call.results, results);
            }
            returned = self.step(&mut thread)?;
        }
    }

    fn enter(
        &mut self,
        thread: &mut Thread<'m>,
        func: FuncId,
        args: Vec<Bits>,
    ) -> Result<Returned, Ending> {
        let module = self.module;
        match &module.funcs[func.index()].body {
            Some(body) => {
                thread.push(func, body, args, self.limits.stack)?;
                self.host.enter(func);
                Ok(None)
            }
            None => Ok(Some(self.host.call(func, &args, &mut self.memories)?)),
        }
    }

    /// One instruction or terminator.
    fn step(&mut self, thread: &mut Thread<'m>) -> Result<Returned, Ending> {
        self.limits.fuel = self.limits.fuel.checked_sub(1).ok_or(Ending::OutOfFuel)?;
        let frame = thread.top();
        let block = frame.body.block(frame.block);
        match block.insts.get(frame.next) {
            Some(inst) => {
                frame.next += 1;
                self.instruction(thread, inst)
            }
            None => self.terminator(thread, &block.term),
        }
    }

    fn terminator(
        &mut self,
        thread: &mut Thread<'m>,
        term: &'m Terminator,
    ) -> Result<Returned, Ending> {
        let slot = match term {
            Terminator::Jump(_) => 0,
            Terminator::Branch { cond, .. } => usize::from(thread.get(*cond) == 0),
            Terminator::Switch { index, targets, .. } => {
                (thread.get(*index) as usize).min(targets.len())
            }
            Terminator::Return(values) => {
                let results = thread.get_all(values);
                thread.pop();
                return Ok(Some(results));
            }
            Terminator::ReturnCall { func, args } => {
                let args = thread.get_all(args);
                thread.pop();
                return self.enter(thread, *func, args);
            }
            Terminator::ReturnCallIndirect { ty, table, index, args } => {
                let func = self.callee(*ty, *table, thread.get(*index))?;
                let args = thread.get_all(args);
                thread.pop();
                return self.enter(thread, func, args);
            }
            Terminator::Trap(trap) => return Err(Ending::Trap(*trap)),
        };
        let Frame { func, block, .. } = *thread.top();
        self.host.edge(func, block, slot);
        let Edge { block, args, .. } = term.edge(slot);
        let args = thread.get_all(args);
        let frame = thread.top();
        (frame.block, frame.next) = (*block, 0);
        let body = frame.body;
        thread.set_all(&body.block(*block).params, args);
        Ok(None)
    }

    /// What a table's entry refers to, if it may be called as this type.
    fn callee(&self, ty: TypeId, table: TableId, index: Bits) -> Result<FuncId, Trap> {
        let entry = self.tables[table.index()].get(index).ok_or(Trap::UndefinedElement)?;
        let func = referenced(entry).ok_or(Trap::NullFunctionReference)?;
        match self.module.funcs[func.index()].ty == ty {
            true => Ok(func),
            false => Err(Trap::IndirectCallTypeMismatch),
        }
    }

    fn instruction(&mut self, thread: &mut Thread<'m>, inst: &'m Inst) -> Result<Returned, Ending> {
        match &inst.op {
            Op::Call { func, args } => {
                let args = thread.get_all(args);
                return self.enter(thread, *func, args);
            }
            Op::CallIndirect { ty, table, index, args } => {
                let func = self.callee(*ty, *table, thread.get(*index))?;
                let args = thread.get_all(args);
                return self.enter(thread, func, args);
            }
            Op::Probe(probe) => self.probe(thread, probe),
            op => {
                let result = self.operation(op, |value| thread.get(value))?;
                thread.set_all(&inst.results, result.into_iter().collect());
            }
        }
        Ok(None)
    }

    fn probe(&mut self, thread: &mut Thread<'m>, probe: &Probe) {
        let slots = &mut thread.top().slots;
        let counted = match *probe {
            Probe::SlotSet { slot, value } => {
                slots[slot.index()] = value;
                return;
            }
            Probe::SlotAdd { slot, value } => {
                slots[slot.index()] = slots[slot.index()].wrapping_add(value);
                return;
            }
            Probe::Count { counter } => Probed::Counter(counter),
            Probe::CountAtSlot { first, slot } => {
                Probed::Counter(first + slots[slot.index()] as u32)
            }
            Probe::PathAtSlot { store, slot } => Probed::Path { store, path: slots[slot.index()] },
            Probe::SlotValue { site, slot } => Probed::Value { site, value: slots[slot.index()] },
            Probe::Value { site, value } => Probed::Value { site, value: thread.get(value) as u64 },
            Probe::CallTarget { site, table, index } => {
                let entry = self.tables[table.index()].get(thread.get(index));
                Probed::Target { site, target: entry.and_then(referenced) }
            }
        };
        self.host.probe(counted);
    }
}
