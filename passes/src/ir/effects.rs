//! What instructions do besides giving a result. What may be removed, moved or widened follows from this, and
//! from "a trap ends the request, and nobody sees memory after it".

use super::op::{Op, Probe};
use super::region::{Region, Regions};
use super::simd::Simd;

/// Of one instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effects {
    /// What its result, or whether it traps, depends on besides its operands.
    pub reads: Regions,
    pub writes: Regions,
    /// There are operands and places for which it traps.
    pub may_trap: bool,
    /// Other code of the program, or the host, runs: it may do anything, and need not come back.
    pub may_call: bool,
}

impl Effects {
    const NONE: Effects =
        Effects { reads: Regions::NONE, writes: Regions::NONE, may_trap: false, may_call: false };

    /// Whether nobody would notice that the instruction is not there, if its result is not needed.
    pub fn is_removable(self) -> bool {
        self.writes.is_empty() && !self.may_trap && !self.may_call
    }

    /// Whether it gives the same result wherever its operands are known, and does nothing else.
    pub fn is_pure(self) -> bool {
        self.is_removable() && self.reads.is_empty()
    }
}

impl Op {
    pub fn effects(&self) -> Effects {
        let reads = |reads| Effects { reads, ..Effects::NONE };
        let traps = |reads, writes| Effects { reads, writes, may_trap: true, may_call: false };
        let memory = Region::Memory | Region::MemorySize;
        let table = Region::TableEntries | Region::TableDescriptors;
        let calls =
            Effects { reads: Regions::ALL, writes: Regions::ALL, may_trap: true, may_call: true };
        match self {
            Op::Const(_) | Op::Select { .. } | Op::RefNull | Op::RefFunc(_) | Op::RefIsNull(_) => {
                Effects::NONE
            }
            Op::Unary(op, _) => Effects { may_trap: op.may_trap(), ..Effects::NONE },
            Op::Binary(op, ..) => Effects { may_trap: op.may_trap(), ..Effects::NONE },
            Op::Load { .. } => traps(memory, Regions::NONE),
            Op::Store { .. } => traps(Region::MemorySize.into(), Region::Memory.into()),
            Op::GlobalGet(_) => reads(Region::Globals.into()),
            Op::GlobalSet(..) => Effects { writes: Region::Globals.into(), ..Effects::NONE },
            Op::Call { .. } | Op::CallIndirect { .. } => calls,
            Op::MemorySize(_) => reads(Region::MemorySize.into()),
            Op::MemoryGrow(..) => Effects {
                reads: Region::MemorySize.into(),
                writes: Region::MemorySize.into(),
                ..Effects::NONE
            },
            Op::MemoryCopy { .. } => traps(memory, Region::Memory.into()),
            Op::MemoryFill { .. } => traps(Region::MemorySize.into(), Region::Memory.into()),
            Op::MemoryInit { .. } => {
                traps(Region::MemorySize | Region::Segments, Region::Memory.into())
            }
            Op::DataDrop(_) | Op::ElemDrop(_) => {
                Effects { writes: Region::Segments.into(), ..Effects::NONE }
            }
            Op::TableGet(..) => traps(table, Regions::NONE),
            Op::TableSet(..) | Op::TableFill { .. } => {
                traps(Region::TableDescriptors.into(), Region::TableEntries.into())
            }
            Op::TableSize(_) => reads(Region::TableDescriptors.into()),
            Op::TableGrow(..) => {
                Effects { reads: Region::TableDescriptors.into(), writes: table, ..Effects::NONE }
            }
            Op::TableCopy { .. } => traps(table, Region::TableEntries.into()),
            Op::TableInit { .. } => {
                traps(Region::TableDescriptors | Region::Segments, Region::TableEntries.into())
            }
            Op::Simd(simd) => match simd {
                Simd::Load { .. } | Simd::LoadLane { .. } => traps(memory, Regions::NONE),
                Simd::Store { .. } | Simd::StoreLane { .. } => {
                    traps(Region::MemorySize.into(), Region::Memory.into())
                }
                Simd::Unary(..)
                | Simd::Binary(..)
                | Simd::Ternary(..)
                | Simd::Bitselect { .. }
                | Simd::Shuffle { .. }
                | Simd::ExtractLane { .. }
                | Simd::ReplaceLane { .. } => Effects::NONE,
            },
            Op::Probe(probe) => {
                let reads = match probe {
                    Probe::CallTarget { .. } => table,
                    Probe::Count { .. }
                    | Probe::SlotSet { .. }
                    | Probe::SlotAdd { .. }
                    | Probe::CountAtSlot { .. }
                    | Probe::PathAtSlot { .. }
                    | Probe::Value { .. }
                    | Probe::SlotValue { .. } => Regions::NONE,
                };
                let counted = Region::Counters | reads;
                Effects { reads: counted, writes: Region::Counters.into(), ..Effects::NONE }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{BinaryOp, FuncId, GlobalId, LoadOp, MemoryId, UnaryOp, Value};

    #[test]
    fn what_may_go_and_what_may_not() {
        let (memory, addr) = (MemoryId(0), Value(0));
        let load = Op::Load { op: LoadOp::I32Load, memory, addr, offset: 0 };
        let call = Op::Call { func: FuncId(0), args: vec![] };
        let cases = [
            (Op::Binary(BinaryOp::I32Add, addr, addr), true, true),
            (Op::Binary(BinaryOp::I64RemU, addr, addr), false, false),
            (Op::Unary(UnaryOp::I32TruncF32S, addr), false, false),
            (Op::GlobalGet(GlobalId(0)), true, false),
            (Op::MemorySize(memory), true, false),
            (Op::MemoryGrow(memory, addr), false, false),
            // A load that traps is an effect.
            (load, false, false),
            (call, false, false),
        ];
        for (op, removable, pure) in cases {
            let effects = op.effects();
            assert_eq!((effects.is_removable(), effects.is_pure()), (removable, pure), "{op:?}");
        }
    }
}
