//! What is known of values before the program runs: bits that are always 0 or always 1, and which values are
//! the same.
//!
//! Made to find out what an optimiser may find out, so that nothing is lost that has to be kept
//! ([`super::demand`]). So it may take more values for the same than are, namely loads from one address
//! although something is stored between them; no code may be made of that.

use std::collections::HashMap;

use super::{Cfg, EdgeId};
use crate::ir::simd::{Simd, SimdBinary, SimdUnary};
use crate::ir::{
    BinaryOp, Block, BlockId, Body, Inst, LoadOp, Op, Terminator, UnaryOp, ValType, Value,
};

/// Bits of a value that are the same in every run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    pub zeros: u128,
    pub ones: u128,
}

impl Known {
    pub fn constant(bits: u128) -> Known {
        Known { zeros: !bits, ones: bits }
    }

    pub fn all(self) -> u128 {
        self.zeros | self.ones
    }

    /// The number, if all `width` bits are known.
    fn number(self, width: u32) -> Option<u128> {
        (self.all() & low(width) == low(width)).then_some(self.ones & low(width))
    }

    fn lowest(self, width: u32) -> u128 {
        self.ones & low(width)
    }

    fn highest(self, width: u32) -> u128 {
        !self.zeros & low(width)
    }

    fn both(self, other: Known) -> Known {
        Known { zeros: self.zeros & other.zeros, ones: self.ones & other.ones }
    }
}

/// How often all blocks are looked at before nothing more is said of what goes around loops.
const ROUNDS: usize = 8;

/// A mask of so many low bits.
pub fn low(width: u32) -> u128 {
    if width >= 128 { u128::MAX } else { (1 << width) - 1 }
}

pub fn width(ty: ValType) -> u32 {
    match ty {
        ValType::I32 | ValType::F32 => 32,
        ValType::I64 | ValType::F64 | ValType::FuncRef | ValType::ExternRef => 64,
        ValType::V128 => 128,
    }
}

/// What is known of the values of a body.
pub struct KnownBits {
    known: Vec<Known>,
    /// The first value that is the same as this one.
    same_as: Vec<Value>,
    /// Whether a block can be reached, as far as known conditions tell.
    reached: Vec<bool>,
    /// Of parameters of loops, what is left of what they were taken for.
    carried: Vec<Option<Known>>,
    /// What conditions compare.
    compared: HashMap<Value, (BinaryOp, Value, Value)>,
}

/// What the module lays down of an operation's result: contents of globals that nobody writes, sizes that
/// never change.
pub type LaidDown<'a> = &'a dyn Fn(&Op) -> Option<u128>;

impl KnownBits {
    pub fn new(body: &Body, cfg: &Cfg, laid_down: LaidDown) -> KnownBits {
        let mut bits = KnownBits {
            known: vec![Known::default(); body.values.len()],
            same_as: (0..body.values.len() as u32).map(Value).collect(),
            reached: vec![false; body.blocks.len()],
            carried: vec![None; body.values.len()],
            compared: HashMap::new(),
        };
        bits.reached[Body::ENTRY.index()] = true;
        // What comes around a loop is taken to agree with what goes in until it turns out not to.
        for _ in 0..ROUNDS {
            bits.round(body, cfg, laid_down);
            if !bits.lose_around_loops(body, cfg, Known::both) {
                return bits;
            }
        }
        bits.lose_around_loops(body, cfg, |_, _| Known::default());
        bits.round(body, cfg, laid_down);
        bits
    }

    /// Looks at all blocks once.
    fn round(&mut self, body: &Body, cfg: &Cfg, laid_down: LaidDown) {
        // Equal operations have one number, wherever they are.
        let mut numbers: HashMap<Key, Value> = HashMap::new();
        for &id in cfg.reverse_postorder() {
            self.enter(body, cfg, id);
            if !self.reached[id.index()] {
                continue;
            }
            for inst in &body.block(id).insts {
                let &[result] = &inst.results[..] else { continue };
                if let Op::Binary(op, a, b) = inst.op
                    && op.result() == ValType::I32
                {
                    self.compared.insert(result, (op, a, b));
                }
                let known =
                    laid_down(&inst.op).map_or_else(|| self.result(body, inst), Known::constant);
                self.known[result.index()] = known;
                self.same_as[result.index()] = match self.copied(body, inst) {
                    Some(value) => self.same_as[value.index()],
                    None => match self.key(inst) {
                        Some(key) => *numbers.entry(key).or_insert(result),
                        None => result,
                    },
                };
            }
            for slot in self.open_slots(body, body.block(id)) {
                self.reached[body.block(id).term.edge(slot).block.index()] = true;
            }
        }
    }

    /// Gives up what parameters of loops were taken for and what comes around does not agree with; whether
    /// there was any.
    fn lose_around_loops(
        &mut self,
        body: &Body,
        cfg: &Cfg,
        left: impl Fn(Known, Known) -> Known,
    ) -> bool {
        let mut lost = false;
        for &id in cfg.reverse_postorder() {
            for edge in cfg.predecessors(id) {
                if !cfg.is_retreating(edge.from, id) || !self.is_open(body, *edge) {
                    continue;
                }
                let args = &body.block(edge.from).term.edge(edge.slot as usize).args;
                for (param, arg) in body.block(id).params.iter().zip(args) {
                    let before = self.of(*param);
                    let now = left(before, self.of(*arg));
                    lost |= now != before;
                    self.known[param.index()] = now;
                    self.carried[param.index()] = Some(now);
                }
            }
        }
        lost
    }

    /// Whether an edge can be taken, as far as known conditions tell.
    fn is_open(&self, body: &Body, edge: EdgeId) -> bool {
        let slot = edge.slot as usize;
        self.is_reached(edge.from)
            && self.only_slot(body, body.block(edge.from)).is_none_or(|only| only == slot)
    }

    pub fn of(&self, value: Value) -> Known {
        self.known[value.index()]
    }

    /// The number that a value always is.
    pub fn number(&self, body: &Body, value: Value) -> Option<u128> {
        self.of(value).number(width(body.ty(value)))
    }

    /// Whether two values are taken for the same.
    pub fn same(&self, a: Value, b: Value) -> bool {
        self.same_as[a.index()] == self.same_as[b.index()]
    }

    /// The value that stands for all that are the same.
    pub fn representative(&self, value: Value) -> Value {
        self.same_as[value.index()]
    }

    pub fn is_reached(&self, block: BlockId) -> bool {
        self.reached[block.index()]
    }

    /// The edges that can be taken out of a block, as far as known conditions tell, by slot.
    pub fn open_slots(&self, body: &Body, block: &Block) -> std::ops::Range<usize> {
        match (self.only_slot(body, block), &block.term) {
            (Some(slot), _) => slot..slot + 1,
            (None, Terminator::Jump(_)) => 0..1,
            (None, Terminator::Branch { .. }) => 0..2,
            (None, Terminator::Switch { targets, .. }) => 0..targets.len() + 1,
            (None, _) => 0..0,
        }
    }

    /// The edge that is always taken, if a known condition decides.
    fn only_slot(&self, body: &Body, block: &Block) -> Option<usize> {
        match &block.term {
            Terminator::Branch { cond, .. } => {
                let known = self.of(*cond);
                match (known.lowest(32) != 0, known.highest(32) == 0) {
                    (true, _) => Some(0),
                    (_, true) => Some(1),
                    _ => None,
                }
            }
            Terminator::Switch { index, targets, .. } => {
                self.number(body, *index).map(|index| (index as usize).min(targets.len()))
            }
            _ => None,
        }
    }

    /// Parameters are what all edges agree on.
    fn enter(&mut self, body: &Body, cfg: &Cfg, id: BlockId) {
        let preds = cfg.predecessors(id);
        let around = preds.iter().any(|edge| cfg.is_retreating(edge.from, id));
        for (index, &param) in body.block(id).params.iter().enumerate() {
            let mut known = self.carried[param.index()];
            let mut same: Option<Value> = None;
            let mut all_same = !around;
            let forward = |edge: &&EdgeId| !cfg.is_retreating(edge.from, id);
            for &edge in preds.iter().filter(forward) {
                if !self.is_open(body, edge) {
                    continue;
                }
                let arg = body.block(edge.from).term.edge(edge.slot as usize).args[index];
                let of_arg = self.of(arg);
                known = Some(known.map_or(of_arg, |known| known.both(of_arg)));
                all_same &= same.is_none_or(|same| self.same(same, arg));
                same = Some(arg);
            }
            self.known[param.index()] = known.unwrap_or_default();
            if let (true, Some(same)) = (all_same, same) {
                self.same_as[param.index()] = self.representative(same);
            }
        }
    }

    /// The operand that the result of an operation always is.
    fn copied(&self, body: &Body, inst: &Inst) -> Option<Value> {
        use BinaryOp::*;
        match inst.op {
            Op::Select { cond, on_true, on_false } => {
                let cond = self.of(cond);
                if self.same(on_true, on_false) || cond.lowest(32) != 0 {
                    Some(on_true)
                } else {
                    (cond.highest(32) == 0).then_some(on_false)
                }
            }
            Op::Binary(op, a, b) => {
                let (left, right) = (self.number(body, a), self.number(body, b));
                let ones = low(width(op.result()));
                match op {
                    I32Add | I64Add | I32Or | I64Or | I32Xor | I64Xor if left == Some(0) => Some(b),
                    I32Add | I64Add | I32Or | I64Or | I32Xor | I64Xor | I32Sub | I64Sub
                    | I32Shl | I64Shl | I32ShrS | I64ShrS | I32ShrU | I64ShrU | I32Rotl
                    | I64Rotl | I32Rotr | I64Rotr
                        if right == Some(0) =>
                    {
                        Some(a)
                    }
                    I32Mul | I64Mul if left == Some(1) => Some(b),
                    I32Mul | I64Mul | I32DivS | I64DivS | I32DivU | I64DivU if right == Some(1) => {
                        Some(a)
                    }
                    I32And | I64And if left == Some(ones) => Some(b),
                    I32And | I64And if right == Some(ones) => Some(a),
                    I32And | I64And | I32Or | I64Or if self.same(a, b) => Some(a),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// What the smaller or the larger of two integers always is, if it is known: the smaller of 0 and
    /// something unsigned is 0, around loops too.
    fn extremum(&self, body: &Body, inst: &Inst) -> Option<Known> {
        use BinaryOp::*;
        let Op::Select { cond, on_true, on_false } = inst.op else { return None };
        let (op, a, b) = *self.compared.get(&cond)?;
        let arms = (self.representative(on_true), self.representative(on_false));
        let operands = (self.representative(a), self.representative(b));
        let straight = arms == operands;
        if !straight && (arms.1, arms.0) != operands {
            return None;
        }
        let (less, signed) = match op {
            I32LtS | I64LtS | I32LeS | I64LeS => (true, true),
            I32GtS | I64GtS | I32GeS | I64GeS => (false, true),
            I32LtU | I64LtU | I32LeU | I64LeU => (true, false),
            I32GtU | I64GtU | I32GeU | I64GeU => (false, false),
            _ => return None,
        };
        let bits = width(body.ty(a));
        let order = |known: Known| if signed { turned(known, bits) } else { known };
        let (x, y) = (order(self.of(a)), order(self.of(b)));
        let (lowest, highest) = if less == straight {
            (x.lowest(bits).min(y.lowest(bits)), x.highest(bits).min(y.highest(bits)))
        } else {
            (x.lowest(bits).max(y.lowest(bits)), x.highest(bits).max(y.highest(bits)))
        };
        (lowest == highest).then(|| order(Known::constant(lowest)))
    }

    /// What makes two operations the same.
    fn key(&self, inst: &Inst) -> Option<Key> {
        let mut op = inst.op.clone();
        match &op {
            Op::Const(_)
            | Op::Unary(..)
            | Op::Binary(..)
            | Op::Select { .. }
            | Op::Load { .. }
            | Op::GlobalGet(_) => {}
            Op::Simd(simd) if !matches!(simd, Simd::Store { .. } | Simd::StoreLane { .. }) => {}
            _ => return None,
        }
        op.for_each_use_mut(|value| *value = self.representative(*value));
        if let Op::Binary(binary, a, b) = &mut op
            && binary.commutes()
            && *a > *b
        {
            std::mem::swap(a, b);
        }
        Some(Key(op))
    }

    fn result(&self, body: &Body, inst: &Inst) -> Known {
        match &inst.op {
            Op::Const(value) => Known::constant(value.bits()),
            Op::RefNull => Known::constant(0),
            Op::Unary(op, a) => self.unary(body, *op, *a),
            Op::Binary(op, a, b) => self.binary(body, *op, *a, *b),
            Op::Select { on_true, on_false, .. } => match self.copied(body, inst) {
                Some(value) => self.of(value),
                None => {
                    self.extremum(body, inst).unwrap_or(self.of(*on_true).both(self.of(*on_false)))
                }
            },
            Op::Load { op, .. } => {
                use LoadOp::*;
                let read = match op {
                    I32Load8U | I64Load8U => 8,
                    I32Load16U | I64Load16U => 16,
                    I64Load32U => 32,
                    _ => return Known::default(),
                };
                Known { zeros: !low(read), ones: 0 }
            }
            Op::Simd(simd) => self.simd(simd),
            _ => Known::default(),
        }
    }

    fn unary(&self, body: &Body, op: UnaryOp, a: Value) -> Known {
        use UnaryOp::*;
        let from = width(body.ty(a));
        let known = self.of(a);
        match op {
            I32Eqz | I64Eqz => truth(if known.lowest(from) != 0 {
                Some(false)
            } else {
                (known.highest(from) == 0).then_some(true)
            }),
            I32WrapI64 | I32ReinterpretF32 | I64ReinterpretF64 | F32ReinterpretI32
            | F64ReinterpretI64 => known,
            I64ExtendI32U => Known { zeros: known.zeros | !low(32), ones: known.ones & low(32) },
            I64ExtendI32S | I64Extend32S => sign_extended(known, 32),
            I32Extend8S | I64Extend8S => sign_extended(known, 8),
            I32Extend16S | I64Extend16S => sign_extended(known, 16),
            I32Clz | I32Ctz | I32Popcnt | I64Clz | I64Ctz | I64Popcnt => {
                Known { zeros: !low(7), ones: 0 }
            }
            _ => Known::default(),
        }
    }

    fn binary(&self, body: &Body, op: BinaryOp, a: Value, b: Value) -> Known {
        use BinaryOp::*;
        let bits = width(body.ty(a));
        let (x, y) = (self.of(a), self.of(b));
        let shift = y.number(bits).map(|amount| (amount % u128::from(bits)) as u32);
        let same = self.same(a, b);
        match op {
            I32And | I64And => Known { zeros: x.zeros | y.zeros, ones: x.ones & y.ones },
            I32Or | I64Or => Known { zeros: x.zeros & y.zeros, ones: x.ones | y.ones },
            I32Xor | I64Xor | I32Sub | I64Sub if same => Known::constant(0),
            I32Xor | I64Xor => Known {
                zeros: (x.zeros & y.zeros) | (x.ones & y.ones),
                ones: (x.zeros & y.ones) | (x.ones & y.zeros),
            },
            I32Add | I64Add | I32Sub | I64Sub => match (x.number(bits), y.number(bits)) {
                (Some(x), Some(y)) if matches!(op, I32Add | I64Add) => {
                    Known::constant(x.wrapping_add(y) & low(bits))
                }
                (Some(x), Some(y)) => Known::constant(x.wrapping_sub(y) & low(bits)),
                _ => {
                    let fixed = x.zeros.trailing_ones().min(y.zeros.trailing_ones());
                    Known { zeros: low(fixed), ones: 0 }
                }
            },
            I32Mul | I64Mul => match (x.number(bits), y.number(bits)) {
                (Some(x), Some(y)) => Known::constant(x.wrapping_mul(y) & low(bits)),
                _ => {
                    let zeros = x.zeros.trailing_ones().saturating_add(y.zeros.trailing_ones());
                    Known { zeros: if zeros >= bits { u128::MAX } else { low(zeros) }, ones: 0 }
                }
            },
            I32Shl | I64Shl => shift.map_or_else(Known::default, |by| Known {
                zeros: (x.zeros << by) | low(by) | !low(bits),
                ones: (x.ones << by) & low(bits),
            }),
            I32ShrU | I64ShrU => shift.map_or_else(Known::default, |by| Known {
                zeros: ((x.zeros & low(bits)) >> by) | !low(bits - by),
                ones: (x.ones & low(bits)) >> by,
            }),
            I32ShrS | I64ShrS => shift.map_or_else(Known::default, |by| {
                let wide = sign_extended(x, bits);
                sign_extended(Known { zeros: wide.zeros >> by, ones: wide.ones >> by }, bits - by)
            }),
            I32RemU | I64RemU | I32RemS | I64RemS => match y.number(bits) {
                Some(1) => Known::constant(0),
                Some(divisor) if divisor == low(bits) && matches!(op, I32RemS | I64RemS) => {
                    Known::constant(0)
                }
                Some(divisor) if divisor > 1 && matches!(op, I32RemU | I64RemU) => {
                    Known { zeros: !low(128 - (divisor - 1).leading_zeros()), ones: 0 }
                }
                _ => Known::default(),
            },
            I32DivU | I64DivU => {
                // Never more than the largest dividend by the smallest divisor.
                let most = x.highest(bits) / y.lowest(bits).max(1);
                Known { zeros: !low(128 - most.leading_zeros()), ones: 0 }
            }
            _ => truth_of(op, bits, x, y, same),
        }
    }

    fn simd(&self, simd: &Simd) -> Known {
        match simd {
            Simd::Unary(SimdUnary::V128Not, a) => {
                let known = self.of(*a);
                Known { zeros: known.ones, ones: known.zeros }
            }
            Simd::Unary(op, a) => match self.of(*a).number(splat_bits(*op)) {
                Some(0) if splat_bits(*op) != 128 => Known::constant(0),
                _ => Known::default(),
            },
            Simd::Binary(op, a, b) => {
                use SimdBinary::*;
                let (x, y) = (self.of(*a), self.of(*b));
                let zero = Some(0);
                match op {
                    V128And => Known { zeros: x.zeros | y.zeros, ones: x.ones & y.ones },
                    V128AndNot => Known { zeros: x.zeros | y.ones, ones: x.ones & y.zeros },
                    V128Or => Known { zeros: x.zeros & y.zeros, ones: x.ones | y.ones },
                    V128Xor | I8x16Sub | I16x8Sub | I32x4Sub | I64x2Sub if self.same(*a, *b) => {
                        Known::constant(0)
                    }
                    I16x8Mul | I32x4Mul | I64x2Mul
                        if x.number(128) == zero || y.number(128) == zero =>
                    {
                        Known::constant(0)
                    }
                    _ => Known::default(),
                }
            }
            Simd::Bitselect { on_one, on_zero, mask } => {
                let (one, zero, mask) = (self.of(*on_one), self.of(*on_zero), self.of(*mask));
                let pick =
                    |one: u128, zero: u128| (one & zero) | (one & mask.ones) | (zero & mask.zeros);
                Known { zeros: pick(one.zeros, zero.zeros), ones: pick(one.ones, zero.ones) }
            }
            _ => Known::default(),
        }
    }
}

/// Width of what a splat takes; 128 for what is none.
fn splat_bits(op: SimdUnary) -> u32 {
    use SimdUnary::*;
    match op {
        I8x16Splat => 8,
        I16x8Splat => 16,
        I32x4Splat | F32x4Splat => 32,
        I64x2Splat | F64x2Splat => 64,
        _ => 128,
    }
}

fn truth(holds: Option<bool>) -> Known {
    match holds {
        Some(holds) => Known::constant(u128::from(holds)),
        None => Known { zeros: !1, ones: 0 },
    }
}

/// What is known of a comparison; nothing of other operations.
fn truth_of(op: BinaryOp, bits: u32, x: Known, y: Known, same: bool) -> Known {
    use BinaryOp::*;
    let never_equal = (x.ones & y.zeros | x.zeros & y.ones) & low(bits) != 0;
    let equal = if same {
        Some(true)
    } else if never_equal {
        Some(false)
    } else {
        x.number(bits).zip(y.number(bits)).map(|(x, y)| x == y)
    };
    let turned = |known: Known| turned(known, bits);
    let less = |x: Known, y: Known| {
        if same || x.lowest(bits) >= y.highest(bits) {
            Some(false)
        } else {
            (x.highest(bits) < y.lowest(bits)).then_some(true)
        }
    };
    let not = |holds: Option<bool>| holds.map(|holds| !holds);
    truth(match op {
        I32Eq | I64Eq => equal,
        I32Ne | I64Ne => not(equal),
        I32LtU | I64LtU => less(x, y),
        I32GtU | I64GtU => less(y, x),
        I32LeU | I64LeU => not(less(y, x)),
        I32GeU | I64GeU => not(less(x, y)),
        I32LtS | I64LtS => less(turned(x), turned(y)),
        I32GtS | I64GtS => less(turned(y), turned(x)),
        I32LeS | I64LeS => not(less(turned(y), turned(x))),
        I32GeS | I64GeS => not(less(turned(x), turned(y))),
        F32Eq | F32Ne | F32Lt | F32Gt | F32Le | F32Ge | F64Eq | F64Ne | F64Lt | F64Gt | F64Le
        | F64Ge => None,
        _ => return Known::default(),
    })
}

/// With its sign turned over, after which signed numbers are in the order of unsigned ones.
fn turned(known: Known, bits: u32) -> Known {
    let sign = 1 << (bits - 1);
    let (zeros, ones) = (known.zeros & sign, known.ones & sign);
    Known { zeros: known.zeros & !sign | ones, ones: known.ones & !sign | zeros }
}

fn sign_extended(known: Known, bits: u32) -> Known {
    let above = !low(bits);
    let sign = |mask: u128| if mask >> (bits - 1) & 1 == 1 { above } else { 0 };
    Known {
        zeros: known.zeros & low(bits) | sign(known.zeros),
        ones: known.ones & low(bits) | sign(known.ones),
    }
}

/// An operation over representatives.
#[derive(PartialEq)]
struct Key(Op);

impl Eq for Key {}

impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        std::mem::discriminant(&self.0).hash(state);
        match &self.0 {
            Op::Const(value) => value.hash(state),
            Op::Unary(op, _) => op.hash(state),
            Op::Binary(op, ..) => op.hash(state),
            Op::Load { op, memory, offset, .. } => (op, memory, offset).hash(state),
            Op::GlobalGet(global) => global.hash(state),
            Op::Simd(simd) => std::mem::discriminant(simd).hash(state),
            _ => {}
        }
        self.0.for_each_use(|value| value.hash(state));
    }
}
