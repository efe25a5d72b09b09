//! Which bits of each value make a difference, and with that which memory accesses an optimiser could lose.
//!
//! In WebAssembly an access out of bounds traps whether or not its value matters. Optimisers drop a load that
//! nobody needs, read less of it if only a part is needed, move it to the one path on which it is needed, and
//! drop a store of what was just loaded from there; the trap is lost with it. Here we find the accesses of
//! which that can be said, so that an emitter can keep them ([`Demand::keeps`], [`Demand::uncertain`]). It
//! says it of too many rather than too few: that costs a little speed.
//!
//! Two opinions are asked, and a load stays as it is if both say that it is needed. Bits flow backwards from
//! what has an effect, as in LLVM's analysis of demanded bits ([`flow`]; what is known of values beforehand
//! is [`super::known_bits`]'s): that follows values around loops. And for each effect, examples are made of
//! what it depends on ([`examples`]): those cannot be wrong about what operations cancel out. Functions are
//! looked at alone: parameters and results of calls are uncertain if they are not needed here.

mod effects;
mod examples;
mod flow;
mod operands;
mod surely;
mod tree;
mod unconditional;
mod world;

use self::flow::Flow;
use super::Cfg;
use super::known_bits::{KnownBits, LaidDown, low};
use crate::ir::simd::{Simd, SimdLoad};
use crate::ir::{Body, Inst, LoadOp, Op, Value};

/// What a body's values are needed for.
pub struct Demand {
    /// The bits of each value that make a difference.
    bits: Vec<u128>,
    /// Whether they make it on every path from the value's definition.
    surely: Vec<bool>,
}

impl Demand {
    pub fn new(body: &Body, cfg: &Cfg, laid_down: LaidDown) -> Demand {
        let known = KnownBits::new(body, cfg, laid_down);
        let flow = Flow::new(body, cfg, &known);
        let surely = flow.surely_needed(cfg);
        Demand { bits: flow.bits, surely }
    }

    /// Whether the load that is this instruction has to be kept by force.
    pub fn keeps(&self, inst: &Inst) -> bool {
        let &[result] = &inst.results[..] else { return false };
        let needed = self.bits[result.index()];
        // Of an access that reaches out of memory, the last byte does in any case.
        last_byte(&inst.op).is_some_and(|last| needed & last == 0 || !self.surely[result.index()])
    }

    /// Whether nothing needs the value on some path, so that what it came from could be lost.
    pub fn uncertain(&self, value: Value) -> bool {
        self.bits[value.index()] == 0 || !self.surely[value.index()]
    }
}

/// Of a load, the bits of its result that the last byte of the access makes; none if it is no load.
fn last_byte(op: &Op) -> Option<u128> {
    use LoadOp::*;
    let bits = |from: u32, to: u32| low(to) & !low(from);
    Some(match op {
        Op::Load { op, .. } => match op {
            I32Load8S | I32Load8U | I64Load8S | I64Load8U => u128::MAX,
            I32Load16U | I64Load16U => bits(8, 16),
            I32Load16S | I64Load16S => !low(8),
            I32Load | F32Load | I64Load32U => bits(24, 32),
            I64Load32S => !low(24),
            I64Load | F64Load => bits(56, 64),
        },
        Op::Simd(Simd::Load { op, .. }) => match op {
            SimdLoad::V128Load => bits(120, 128),
            SimdLoad::V128Load8x8S | SimdLoad::V128Load8x8U => bits(112, 128),
            SimdLoad::V128Load16x4S | SimdLoad::V128Load32x2S => !low(104),
            SimdLoad::V128Load16x4U => bits(104, 112),
            SimdLoad::V128Load32x2U => bits(88, 96),
            SimdLoad::V128Load8Splat => u128::MAX,
            SimdLoad::V128Load16Splat => every(16, bits(8, 16)),
            SimdLoad::V128Load32Splat => every(32, bits(24, 32)),
            SimdLoad::V128Load64Splat => every(64, bits(56, 64)),
            SimdLoad::V128Load32Zero => bits(24, 32),
            SimdLoad::V128Load64Zero => bits(56, 64),
        },
        Op::Simd(Simd::LoadLane { op, lane, .. }) => {
            let lane_bits = 128 / u32::from(op.lanes());
            let end = (u32::from(*lane) + 1) * lane_bits;
            bits(end - 8, end)
        }
        _ => return None,
    })
}

/// The same bits in every lane of a vector.
fn every(lane: u32, bits: u128) -> u128 {
    (0..128 / lane).map(|index| bits << (index * lane)).fold(0, |all, bits| all | bits)
}
