//! One expression for several lanes, as straight-line code has it after unrolling or in code for pixels and
//! vectors: every lane has the same shape, with loads from neighbouring places, and here and there another
//! operation.

use wasm_encoder::{Ieee32, Ieee64, Instruction as I, ValType};

use crate::arrays::{Array, SOURCE, TABLE, TARGET, X, Y, arg};
use crate::loop_body::EXTREMES;
use crate::random::Random;

/// An expression of which each lane is an instance.
pub enum Node {
    Load {
        ty: ValType,
        bytes: u32,
        signed: bool,
        from: Base,
        at: Vec<u32>,
    },
    /// What each lane takes.
    Const(Vec<I<'static>>),
    Local(u32),
    Unary(Vec<I<'static>>, Box<Node>),
    /// Lanes with no instruction take the first operand as it is; those that are swapped, the second one
    /// first.
    Binary(Vec<Option<I<'static>>>, Vec<bool>, Box<Node>, Box<Node>),
    /// The smaller or larger, by comparing and selecting.
    Choose(I<'static>, ValType, Box<Node>, Box<Node>),
    /// If the first is less than the second, or so, the third, else the fourth.
    Select(I<'static>, [Box<Node>; 4]),
    /// The negative of what is negative.
    Abs(ValType, Box<Node>),
}

/// Where an address starts.
#[derive(Clone, Copy)]
pub enum Base {
    Array(Array),
    Constant(u32),
    /// A local.
    Pointer(u32),
}

impl Base {
    /// Leaves an address; gives the offset that belongs to it.
    pub fn put(self, code: &mut Vec<I<'static>>, offset: u32) -> u64 {
        match self {
            Base::Array((local, _)) | Base::Pointer(local) => {
                code.push(I::LocalGet(local));
                offset.into()
            }
            Base::Constant(place) => {
                code.push(I::I32Const(0));
                (place + offset).into()
            }
        }
    }
}

/// What nodes are made with.
pub struct Lanes<'a> {
    pub random: &'a mut Random,
    pub lanes: usize,
    /// Locals that lanes share, by type.
    pub shared: &'a [(u32, ValType)],
    /// A pointer into the source.
    pub pointer: u32,
}

pub const TYPES: [ValType; 4] = [ValType::I32, ValType::I64, ValType::F32, ValType::F64];

/// The first of the two locals for a moment.
pub fn scratch(first: u32, ty: ValType) -> u32 {
    first + 2 * TYPES.iter().position(|&other| other == ty).expect("a scalar type") as u32
}

impl Lanes<'_> {
    fn below(&mut self, bound: u64) -> u64 {
        self.random.below(bound)
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.random.below(from.len() as u64) as usize].clone()
    }

    fn percent(&mut self, share: u64) -> bool {
        self.random.percent(share)
    }

    /// Which element each lane takes: neighbours mostly, in some order, perhaps with gaps.
    pub fn places(&mut self) -> Vec<u32> {
        let lanes = self.lanes as u32;
        let first = self.pick(&[0, 0, 0, 1, 2, 5]);
        let places: Vec<u32> = match self.below(16) {
            0..=6 => (0..lanes).collect(),
            7 => (0..lanes).rev().collect(),
            8 | 9 => {
                let stride = self.pick(&[2, 2, 3, 4, 5]);
                (0..lanes).map(|lane| lane * stride).collect()
            }
            10 => vec![0; lanes as usize],
            11 => (0..lanes).map(|lane| (lane % 2) * lanes.div_ceil(2) + lane / 2).collect(),
            12 => {
                let (gap, width) = (self.below(lanes.into()) as u32, self.pick(&[1, 1, 2, 3, 8]));
                (0..lanes).map(|lane| if lane >= gap { lane + width } else { lane }).collect()
            }
            13 => {
                let mut places: Vec<u32> = (0..lanes).collect();
                for index in (1..places.len()).rev() {
                    places.swap(index, self.random.below(index as u64 + 1) as usize);
                }
                places
            }
            14 => (0..lanes).map(|lane| lane ^ 1).collect(),
            _ => (0..lanes).map(|_| self.below(u64::from(lanes) + 4) as u32).collect(),
        };
        places.into_iter().map(|place| place + first).collect()
    }

    pub fn base(&mut self, array: Array) -> Base {
        match self.below(8) {
            0 => Base::Constant(array.1),
            1 | 2 => Base::Pointer(self.pointer),
            _ => Base::Array(array),
        }
    }

    fn source(&mut self) -> Base {
        let array = self.pick(&[SOURCE, SOURCE, SOURCE, TABLE, TARGET]);
        self.base(array)
    }

    pub fn load(&mut self, ty: ValType, bytes: u32) -> Node {
        let (from, places) = (self.source(), self.places());
        // An odd place at times, and elements that overlap.
        let scale = if self.percent(5) { 1 } else { bytes };
        let odd = if self.percent(8) { self.below(8) as u32 } else { 0 };
        let at = places.into_iter().map(|place| place * scale + odd).collect();
        Node::Load { ty, bytes, signed: self.percent(50), from, at }
    }

    fn constants(&mut self, ty: ValType) -> Node {
        let how = self.below(4);
        let first = self.number();
        let step = self.pick(&[1, 1, -1, 2, 16]);
        let numbers = (0..self.lanes as i64).map(|lane| match how {
            0 => first,
            1 => first.wrapping_add(lane * step),
            _ => self.number(),
        });
        let numbers: Vec<i64> = numbers.collect();
        Node::Const(numbers.into_iter().map(|number| constant(ty, number)).collect())
    }

    fn number(&mut self) -> i64 {
        if self.percent(50) {
            return self.pick(&EXTREMES);
        }
        let shift = self.below(64);
        (self.random.next() as i64) >> shift
    }

    /// One operation for all lanes, or not quite.
    fn operations(&mut self, one: I<'static>, other: I<'static>) -> Vec<Option<I<'static>>> {
        let lanes = self.lanes;
        let odd = self.below(lanes as u64) as usize;
        let how = self.below(20);
        let operation = |lane: usize| match how {
            0..=12 => Some(one.clone()),
            13..=15 if lane % 2 == 1 => Some(other.clone()),
            16 if lane >= lanes / 2 => Some(other.clone()),
            17 if lane == odd => Some(other.clone()),
            18 if lane == odd => None,
            19 if lane % 2 == 1 => None,
            _ => Some(one.clone()),
        };
        (0..lanes).map(operation).collect()
    }

    fn binary(&mut self, one: I<'static>, other: I<'static>, a: Node, b: Node) -> Node {
        let commutes = |operation: &I| {
            use I::*;
            matches!(
                operation,
                I32Add | I32Mul | I32And | I32Or | I32Xor | I64Add | I64Mul | I64And
            ) || matches!(operation, I64Or | I64Xor | F32Add | F32Mul | F64Add | F64Mul)
        };
        let swap = commutes(&one) && commutes(&other) && self.percent(15);
        let swapped = (0..self.lanes).map(|_| swap && self.percent(50)).collect();
        let operations = self.operations(one, other);
        Node::Binary(operations, swapped, a.into(), b.into())
    }

    pub fn node(&mut self, ty: ValType, depth: u32) -> Node {
        match ty {
            _ if depth == 0 => self.leaf(ty),
            ValType::I32 | ValType::I64 => self.integer(ty, depth - 1),
            _ => self.float(ty, depth - 1),
        }
    }

    fn leaf(&mut self, ty: ValType) -> Node {
        let integer = matches!(ty, ValType::I32 | ValType::I64);
        match self.below(12) {
            0 | 1 => self.constants(ty),
            2 => {
                let of_type: Vec<u32> = self
                    .shared
                    .iter()
                    .filter_map(|&(local, other)| (other == ty).then_some(local))
                    .collect();
                match (of_type.is_empty(), ty) {
                    (false, _) => Node::Local(self.pick(&of_type)),
                    (true, ValType::I32) => Node::Local(X),
                    (true, ValType::I64) => Node::Local(Y),
                    _ => self.constants(ty),
                }
            }
            _ if integer => {
                let widths: &[u32] =
                    if ty == ValType::I32 { &[1, 1, 2, 2, 4] } else { &[1, 2, 2, 4, 8, 8] };
                let bytes = self.pick(widths);
                self.load(ty, bytes)
            }
            // Small whole numbers, of which sums and products are no NaN.
            _ => {
                let from = self.pick(&[ValType::I32, ValType::I64]);
                let bytes = self.pick(&[1, 2, 2]);
                let number = self.load(from, bytes);
                let signed = self.percent(50);
                let convert = match (from, ty, signed) {
                    (ValType::I32, ValType::F32, true) => I::F32ConvertI32S,
                    (ValType::I32, ValType::F32, false) => I::F32ConvertI32U,
                    (ValType::I32, _, true) => I::F64ConvertI32S,
                    (ValType::I32, _, false) => I::F64ConvertI32U,
                    (_, ValType::F32, true) => I::F32ConvertI64S,
                    (_, ValType::F32, false) => I::F32ConvertI64U,
                    (_, _, true) => I::F64ConvertI64S,
                    (_, _, false) => I::F64ConvertI64U,
                };
                Node::Unary(vec![convert; self.lanes], number.into())
            }
        }
    }

    fn integer(&mut self, ty: ValType, depth: u32) -> Node {
        let wide = ty == ValType::I64;
        let of = |narrow: I<'static>, other: I<'static>| if wide { other } else { narrow };
        match self.below(20) {
            0..=7 => {
                let operations = [
                    of(I::I32Add, I::I64Add),
                    of(I::I32Sub, I::I64Sub),
                    of(I::I32Mul, I::I64Mul),
                    of(I::I32And, I::I64And),
                    of(I::I32Or, I::I64Or),
                    of(I::I32Xor, I::I64Xor),
                    of(I::I32Shl, I::I64Shl),
                    of(I::I32ShrU, I::I64ShrU),
                    of(I::I32ShrS, I::I64ShrS),
                    of(I::I32Rotl, I::I64Rotl),
                ];
                let one = self.pick(&operations[..6]);
                let other = if self.percent(60) {
                    self.pick(&operations[..3])
                } else {
                    self.pick(&operations)
                };
                let (a, b) = (self.node(ty, depth), self.node(ty, depth));
                self.binary(one, other, a, b)
            }
            8..=10 => self.shifted_product(ty),
            11 | 12 => {
                let shifts = [
                    of(I::I32Shl, I::I64Shl),
                    of(I::I32ShrS, I::I64ShrS),
                    of(I::I32ShrU, I::I64ShrU),
                    of(I::I32Rotl, I::I64Rotl),
                ];
                let (one, other) = (self.pick(&shifts), self.pick(&shifts));
                let a = self.node(ty, depth);
                let amounts = self.amounts(ty);
                self.binary(one, other, a, amounts)
            }
            13 | 14 => {
                let comparisons = [
                    of(I::I32LtS, I::I64LtS),
                    of(I::I32LtU, I::I64LtU),
                    of(I::I32GtS, I::I64GtS),
                    of(I::I32GtU, I::I64GtU),
                    of(I::I32LeS, I::I64LeS),
                    of(I::I32Eq, I::I64Eq),
                ];
                let compare = self.pick(&comparisons);
                if self.percent(50) {
                    // To a range, as in saturation.
                    let a = self.node(ty, depth);
                    let (low, high) = self.pick(&[
                        (-128, 127),
                        (0, 255),
                        (-32768, 32767),
                        (0, 65535),
                        (i32::MIN.into(), i32::MAX.into()),
                    ]);
                    let at = |number| Node::Const(vec![constant(ty, number); self.lanes]);
                    let (low, high) = (at(low), at(high));
                    let raised = Node::Choose(of(I::I32GtS, I::I64GtS), ty, a.into(), low.into());
                    return Node::Choose(of(I::I32LtS, I::I64LtS), ty, raised.into(), high.into());
                }
                let (a, b) = (self.node(ty, depth), self.node(ty, depth));
                if self.percent(60) {
                    return Node::Choose(compare, ty, a.into(), b.into());
                }
                let (yes, no) = (self.node(ty, depth), self.leaf(ty));
                Node::Select(compare, [a, b, yes, no].map(Box::new))
            }
            15 => {
                let operations = if wide {
                    [
                        I::I64Clz,
                        I::I64Ctz,
                        I::I64Popcnt,
                        I::I64Extend8S,
                        I::I64Extend16S,
                        I::I64Extend32S,
                    ]
                } else {
                    [
                        I::I32Clz,
                        I::I32Ctz,
                        I::I32Popcnt,
                        I::I32Extend8S,
                        I::I32Extend16S,
                        I::I32Extend8S,
                    ]
                };
                let operation = self.pick(&operations);
                Node::Unary(vec![operation; self.lanes], self.node(ty, depth).into())
            }
            16 => Node::Abs(ty, self.node(ty, depth).into()),
            17 if wide => {
                let extend = self.pick(&[I::I64ExtendI32S, I::I64ExtendI32U]);
                Node::Unary(vec![extend; self.lanes], self.node(ValType::I32, depth).into())
            }
            17 => {
                Node::Unary(vec![I::I32WrapI64; self.lanes], self.node(ValType::I64, depth).into())
            }
            18 => {
                let from = self.pick(&[ValType::F32, ValType::F64]);
                let convert = match (from, wide) {
                    (ValType::F32, false) => self.pick(&[I::I32TruncSatF32S, I::I32TruncSatF32U]),
                    (ValType::F32, true) => self.pick(&[I::I64TruncSatF32S, I::I64TruncSatF32U]),
                    (_, false) => self.pick(&[I::I32TruncSatF64S, I::I32TruncSatF64U]),
                    (_, true) => self.pick(&[I::I64TruncSatF64S, I::I64TruncSatF64U]),
                };
                Node::Unary(vec![convert; self.lanes], self.node(from, depth.min(1)).into())
            }
            _ => {
                let divisor = self.pick(&[2, 3, 5, 7, 10, 16, 255, 1000, -3]);
                let operation = self.pick(&[
                    of(I::I32DivS, I::I64DivS),
                    of(I::I32DivU, I::I64DivU),
                    of(I::I32RemS, I::I64RemS),
                    of(I::I32RemU, I::I64RemU),
                ]);
                let by = Node::Const(vec![constant(ty, divisor); self.lanes]);
                let a = self.node(ty, depth);
                let same = vec![Some(operation); self.lanes];
                Node::Binary(same, vec![false; self.lanes], a.into(), by.into())
            }
        }
    }

    /// Amounts to shift by: one for all, mostly.
    fn amounts(&mut self, ty: ValType) -> Node {
        let bits = if ty == ValType::I64 { 64 } else { 32 };
        let (all, step) = (self.below(bits) as i64, self.pick(&[0, 0, 0, 0, 1, 8]));
        let amounts = (0..self.lanes as i64).map(|lane| constant(ty, all + lane * step));
        Node::Const(amounts.collect())
    }

    /// `(a * b) >> k` of narrow factors, with or without rounding.
    pub fn shifted_product(&mut self, ty: ValType) -> Node {
        let wide = ty == ValType::I64;
        let of = |narrow: I<'static>, other: I<'static>| if wide { other } else { narrow };
        let factor = |lanes: &mut Self| match lanes.below(6) {
            0 => {
                let bits = lanes.pick(&[8, 16, 16, 32]);
                let number = lanes.number() << (64 - bits) >> (64 - bits);
                Node::Const(vec![constant(ty, number); lanes.lanes])
            }
            1 => {
                let local = Node::Local(if wide { Y } else { X });
                let narrow = of(I::I32Extend16S, I::I64Extend16S);
                Node::Unary(vec![narrow; lanes.lanes], local.into())
            }
            _ => {
                let bytes = lanes.pick(&[1, 2, 2, 2, 4]);
                lanes.load(ty, bytes)
            }
        };
        let (a, b) = (factor(self), factor(self));
        let all = |operation: I<'static>| vec![Some(operation); self.lanes];
        let straight = || vec![false; self.lanes];
        let mul = all(of(I::I32Mul, I::I64Mul));
        let mut product = Node::Binary(mul, straight(), a.into(), b.into());
        let bits = if wide { 64 } else { 32 };
        let amount = self.random.below(bits) as i64;
        if amount > 0 && self.random.percent(20) {
            let half = Node::Const(vec![constant(ty, 1 << (amount - 1)); self.lanes]);
            let add = all(of(I::I32Add, I::I64Add));
            product = Node::Binary(add, straight(), product.into(), half.into());
        }
        let amount = Node::Const(vec![constant(ty, amount); self.lanes]);
        let shift = if self.random.percent(50) {
            of(I::I32ShrS, I::I64ShrS)
        } else {
            of(I::I32ShrU, I::I64ShrU)
        };
        let (shift, straight) = (vec![Some(shift); self.lanes], straight());
        Node::Binary(shift, straight, product.into(), amount.into())
    }

    fn float(&mut self, ty: ValType, depth: u32) -> Node {
        let wide = ty == ValType::F64;
        let of = |narrow: I<'static>, other: I<'static>| if wide { other } else { narrow };
        match self.below(12) {
            0..=6 => {
                let operations = [
                    of(I::F32Add, I::F64Add),
                    of(I::F32Sub, I::F64Sub),
                    of(I::F32Mul, I::F64Mul),
                    of(I::F32Min, I::F64Min),
                    of(I::F32Max, I::F64Max),
                    of(I::F32Copysign, I::F64Copysign),
                ];
                let one = self.pick(&operations);
                let other = self.pick(&operations);
                let (a, b) = (self.node(ty, depth), self.node(ty, depth));
                self.binary(one, other, a, b)
            }
            7 => {
                let operations = [
                    of(I::F32Abs, I::F64Abs),
                    of(I::F32Neg, I::F64Neg),
                    of(I::F32Floor, I::F64Floor),
                    of(I::F32Nearest, I::F64Nearest),
                    of(I::F32Trunc, I::F64Trunc),
                ];
                let operation = self.pick(&operations);
                Node::Unary(vec![operation; self.lanes], self.node(ty, depth).into())
            }
            8 | 9 => {
                let comparisons = [
                    of(I::F32Lt, I::F64Lt),
                    of(I::F32Gt, I::F64Gt),
                    of(I::F32Le, I::F64Le),
                    of(I::F32Ge, I::F64Ge),
                    of(I::F32Eq, I::F64Eq),
                ];
                let compare = self.pick(&comparisons);
                let (a, b) = (self.node(ty, depth), self.node(ty, depth));
                if self.percent(60) {
                    return Node::Choose(compare, ty, a.into(), b.into());
                }
                let (yes, no) = (self.leaf(ty), self.node(ty, depth));
                Node::Select(compare, [a, b, yes, no].map(Box::new))
            }
            10 if wide => Node::Unary(
                vec![I::F64PromoteF32; self.lanes],
                self.node(ValType::F32, depth).into(),
            ),
            _ => self.leaf(ty),
        }
    }
}

pub fn constant(ty: ValType, number: i64) -> I<'static> {
    match ty {
        ValType::I32 => I::I32Const(number as i32),
        ValType::I64 => I::I64Const(number),
        // So small that products of some are no infinity.
        ValType::F32 => I::F32Const(Ieee32::new((f32::from(number as i16) / 8.0).to_bits())),
        _ => I::F64Const(Ieee64::new((f64::from(number as i16) / 8.0).to_bits())),
    }
}

impl Node {
    /// Leaves the value of a lane.
    pub fn put(&self, lane: usize, first_scratch: u32, code: &mut Vec<I<'static>>) {
        let put = |node: &Node, code: &mut Vec<I<'static>>| node.put(lane, first_scratch, code);
        match self {
            Node::Load { ty, bytes, signed, from, at } => {
                let at = arg(from.put(code, at[lane]));
                code.push(match (ty, bytes, signed) {
                    (ValType::I32, 1, true) => I::I32Load8S(at),
                    (ValType::I32, 1, false) => I::I32Load8U(at),
                    (ValType::I32, 2, true) => I::I32Load16S(at),
                    (ValType::I32, 2, false) => I::I32Load16U(at),
                    (ValType::I32, ..) => I::I32Load(at),
                    (ValType::I64, 1, true) => I::I64Load8S(at),
                    (ValType::I64, 1, false) => I::I64Load8U(at),
                    (ValType::I64, 2, true) => I::I64Load16S(at),
                    (ValType::I64, 2, false) => I::I64Load16U(at),
                    (ValType::I64, 4, true) => I::I64Load32S(at),
                    (ValType::I64, 4, false) => I::I64Load32U(at),
                    (ValType::I64, ..) => I::I64Load(at),
                    (ValType::F32, ..) => I::F32Load(at),
                    _ => I::F64Load(at),
                });
            }
            Node::Const(values) => code.push(values[lane].clone()),
            Node::Local(local) => code.push(I::LocalGet(*local)),
            Node::Unary(operations, operand) => {
                put(operand, code);
                code.push(operations[lane].clone());
            }
            Node::Binary(operations, swapped, a, b) => match &operations[lane] {
                None => put(a, code),
                Some(operation) => {
                    let (a, b) = if swapped[lane] { (b, a) } else { (a, b) };
                    put(a, code);
                    put(b, code);
                    code.push(operation.clone());
                }
            },
            Node::Choose(compare, ty, a, b) => {
                put(a, code);
                put(b, code);
                let first = scratch(first_scratch, *ty);
                code.extend([I::LocalSet(first + 1), I::LocalTee(first), I::LocalGet(first + 1)]);
                code.extend([
                    I::LocalGet(first),
                    I::LocalGet(first + 1),
                    compare.clone(),
                    I::Select,
                ]);
            }
            Node::Select(compare, [a, b, yes, no]) => {
                put(yes, code);
                put(no, code);
                put(a, code);
                put(b, code);
                code.extend([compare.clone(), I::Select]);
            }
            Node::Abs(ty, a) => {
                put(a, code);
                let local = scratch(first_scratch, *ty);
                let (zero, sub, less) = match ty {
                    ValType::I32 => (I::I32Const(0), I::I32Sub, I::I32LtS),
                    _ => (I::I64Const(0), I::I64Sub, I::I64LtS),
                };
                code.extend([I::LocalSet(local), zero.clone(), I::LocalGet(local), sub]);
                code.extend([I::LocalGet(local), I::LocalGet(local), zero, less, I::Select]);
            }
        }
    }
}
