//! Who is called, by instructions and by ends of blocks.

use super::body::Block;
use super::ids::{FuncId, TableId, TypeId, Value};
use super::op::Op;
use super::terminator::Terminator;

/// Whom a call calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callee {
    Direct(FuncId),
    Indirect { ty: TypeId, table: TableId, index: Value },
}

impl Block {
    /// Every call in it, with the number of its instruction; a tail call's is the one after the last.
    pub fn calls(&self) -> impl Iterator<Item = (u32, Callee)> {
        let insts = self.insts.iter().map(|inst| inst.op.callee());
        let all = insts.chain(std::iter::once(self.term.callee()));
        all.enumerate().filter_map(|(number, callee)| Some((number as u32, callee?)))
    }
}

impl Op {
    fn callee(&self) -> Option<Callee> {
        match *self {
            Op::Call { func, .. } => Some(Callee::Direct(func)),
            Op::CallIndirect { ty, table, index, .. } => {
                Some(Callee::Indirect { ty, table, index })
            }
            _ => None,
        }
    }
}

impl Terminator {
    fn callee(&self) -> Option<Callee> {
        match *self {
            Terminator::ReturnCall { func, .. } => Some(Callee::Direct(func)),
            Terminator::ReturnCallIndirect { ty, table, index, .. } => {
                Some(Callee::Indirect { ty, table, index })
            }
            _ => None,
        }
    }
}
