//! What instructions do besides giving a result, what they need for that, and the places that they read and
//! write.

use crate::analysis::known_bits::{KnownBits, low, width};
use crate::ir::simd::{Simd, SimdLoad};
use crate::ir::{BinaryOp, Body, GlobalId, Inst, MemoryId, Op, Probe, Value};

/// What an instruction needs for its effects, traps included, whoever needs its result.
pub(super) fn effects(
    body: &Body,
    known: &KnownBits,
    inst: &Inst,
    stored: u128,
    need: &mut dyn FnMut(Value, u128),
) {
    use BinaryOp::*;
    const ALL: u128 = u128::MAX;
    match &inst.op {
        Op::Const(_) | Op::Select { .. } | Op::RefIsNull(_) => {}
        Op::Load { addr, .. } => need(*addr, ALL),
        Op::Store { op, addr, value, .. } => {
            need(*addr, ALL);
            need(*value, stored & low(8 * op.bytes()));
        }
        Op::GlobalSet(_, value) => need(*value, stored),
        Op::MemoryFill { dst, byte, len, .. } => {
            need(*dst, ALL);
            need(*len, ALL);
            if known.number(body, *len) != Some(0) {
                need(*byte, 0xff);
            }
        }
        Op::Unary(op, a) => {
            if op.may_trap() {
                need(*a, ALL);
            }
        }
        Op::Binary(op, a, b) => {
            let divisor = known.number(body, *b);
            let minus_one = low(width(op.result()));
            match op {
                I32DivU | I64DivU | I32RemU | I64RemU | I32RemS | I64RemS
                    if divisor.is_none_or(|divisor| divisor == 0) =>
                {
                    need(*b, ALL);
                }
                I32DivS | I64DivS if divisor.is_none_or(|divisor| divisor == 0) => {
                    need(*a, ALL);
                    need(*b, ALL);
                }
                I32DivS | I64DivS if divisor == Some(minus_one) => need(*a, ALL),
                _ => {}
            }
        }
        Op::Simd(simd) => match simd {
            Simd::Load { addr, .. } | Simd::LoadLane { addr, .. } => need(*addr, ALL),
            Simd::Store { addr, value, .. } => {
                need(*addr, ALL);
                need(*value, stored);
            }
            Simd::StoreLane { op, addr, lane, vector, .. } => {
                need(*addr, ALL);
                let lane_bits = 128 / u32::from(op.lanes());
                need(*vector, low(lane_bits) << (u32::from(*lane) * lane_bits));
            }
            _ => {}
        },
        Op::Probe(Probe::Value { value, .. }) => need(*value, ALL),
        op => op.for_each_use(|value| need(value, ALL)),
    }
}

/// A place, as far as it is the same by name.
#[derive(Debug, PartialEq, Eq, Hash, Clone, Copy)]
pub(super) enum Place {
    Memory { memory: MemoryId, addr: Value, offset: u64, bytes: u32 },
    Global(GlobalId),
}

impl Place {
    pub(super) fn in_memory(
        known: &KnownBits,
        memory: MemoryId,
        addr: Value,
        offset: u64,
        bytes: u32,
    ) -> Place {
        Place::Memory { memory, addr: known.representative(addr), offset, bytes }
    }

    /// A mask of what fits.
    pub(super) fn bits(self) -> u128 {
        match self {
            Place::Memory { bytes, .. } => low(8 * bytes),
            Place::Global(_) => u128::MAX,
        }
    }
}

/// Whether something else than a load may read memory or globals, or end the program.
pub(super) fn may_look(op: &Op) -> bool {
    matches!(
        op,
        Op::Call { .. }
            | Op::CallIndirect { .. }
            | Op::MemoryCopy { .. }
            | Op::MemoryGrow(..)
            | Op::Probe(_)
    )
}

pub(super) fn store(inst: &Inst, known: &KnownBits) -> Option<(Place, Value)> {
    Some(match inst.op {
        Op::Store { op, memory, addr, value, offset } => {
            (Place::in_memory(known, memory, addr, offset, op.bytes()), value)
        }
        Op::Simd(Simd::Store { memory, addr, value, offset }) => {
            (Place::in_memory(known, memory, addr, offset, 16), value)
        }
        Op::GlobalSet(global, value) => (Place::Global(global), value),
        _ => return None,
    })
}

pub(super) fn load(inst: &Inst, known: &KnownBits) -> Option<Place> {
    Some(match inst.op {
        Op::Load { op, memory, addr, offset } => {
            Place::in_memory(known, memory, addr, offset, op.bytes())
        }
        Op::Simd(Simd::Load { op: SimdLoad::V128Load, memory, addr, offset }) => {
            Place::in_memory(known, memory, addr, offset, 16)
        }
        Op::GlobalGet(global) => Place::Global(global),
        _ => return None,
    })
}
