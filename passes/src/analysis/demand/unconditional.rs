//! Which loads an effect needs whatever else is so. What is chosen by a condition, or lets pass by a mask,
//! could be read only if the condition holds: LLVM makes branches of choices and of conditions that are
//! joined, and vectors under masks do not fault where the mask has none.

use super::tree::{Origins, Source, Tree, used};
use crate::analysis::known_bits::{low, width};
use crate::ir::shape::split;
use crate::ir::simd::{Simd, SimdBinary, SimdUnary};
use crate::ir::{BinaryOp, Op, UnaryOp, Value};

/// A set of leaves of a tree, by their order; what has no place in it is not needed for sure.
type Leaves = u128;

pub(super) struct Unconditional<'t, 'a> {
    origins: Origins<'a>,
    tree: &'t Tree<'a>,
    /// Of each node, the leaves that it needs.
    needs: Vec<Leaves>,
    /// Whether all bits, or all of each lane, are the same, or it is 0 or 1.
    is_mask: Vec<bool>,
}

impl<'t, 'a> Unconditional<'t, 'a> {
    pub fn new(origins: Origins<'a>, tree: &'t Tree<'a>) -> Self {
        let mut found = Unconditional { origins, tree, needs: vec![], is_mask: vec![] };
        for (index, (value, source)) in tree.nodes.iter().enumerate() {
            let leaf = if index < 128 { 1 << index } else { 0 };
            let (needs, is_mask) = match source {
                Source::Constant(_) => (0, false),
                Source::Input | Source::Beyond => (leaf, found.is_truth(*value)),
                Source::Read(_) => (leaf | found.all(&source.operands()), false),
                Source::Computed(op) => {
                    (found.computed(op), found.is_truth(*value) || found.makes_mask(op))
                }
            };
            found.needs.push(needs);
            found.is_mask.push(is_mask);
        }
        found
    }

    /// The leaves that these values need, by representative.
    pub fn leaves(&self, values: &[Value]) -> Vec<Value> {
        let needs = self.all(values);
        let nodes = self.tree.nodes.iter().enumerate();
        nodes
            .filter(|&(index, _)| index < 128 && needs >> index & 1 != 0)
            .map(|(_, (value, _))| *value)
            .collect()
    }

    fn index(&self, value: Value) -> Option<usize> {
        let name = self.origins.known.representative(value);
        self.tree.nodes.iter().position(|(node, _)| *node == name)
    }

    fn of(&self, value: Value) -> Leaves {
        self.index(value).map_or(0, |index| self.needs[index])
    }

    fn all(&self, values: &[Value]) -> Leaves {
        values.iter().fold(0, |all, &value| all | self.of(value))
    }

    fn computed(&self, op: &Op) -> Leaves {
        use BinaryOp::*;
        match *op {
            Op::Select { cond, on_true, on_false } => {
                self.of(cond) | self.of(on_true) & self.of(on_false)
            }
            Op::Simd(Simd::Bitselect { on_one, on_zero, mask }) if self.masks(mask) => {
                self.of(mask) | self.of(on_one) & self.of(on_zero)
            }
            Op::Binary(I32And | I64And | I32Or | I64Or | I32Mul | I64Mul, a, b)
            | Op::Simd(Simd::Binary(
                SimdBinary::V128And | SimdBinary::V128AndNot | SimdBinary::V128Or,
                a,
                b,
            )) => match (self.masks(a), self.masks(b)) {
                (false, false) => self.of(a) | self.of(b),
                (true, false) => self.of(a),
                (false, true) => self.of(b),
                (true, true) => self.of(a) & self.of(b),
            },
            // Less than 0 or 1 is 0 and 1: LLVM makes two conditions of it.
            Op::Binary(op, a, b) if is_order(op) && (self.is_truth(a) || self.is_truth(b)) => {
                self.of(a) & self.of(b)
            }
            _ => self.all(&used(op)),
        }
    }

    fn masks(&self, value: Value) -> bool {
        self.index(value).is_some_and(|index| self.is_mask[index])
    }

    /// 0 or 1.
    fn is_truth(&self, value: Value) -> bool {
        let bits = low(width(self.origins.body.ty(value)));
        self.origins.known.of(value).zeros & bits == bits & !1
    }

    fn makes_mask(&self, op: &Op) -> bool {
        use BinaryOp::*;
        match op {
            Op::Unary(UnaryOp::I64ExtendI32S | UnaryOp::I64ExtendI32U | UnaryOp::I32WrapI64, a) => {
                self.masks(*a)
            }
            Op::Binary(I32ShrS | I64ShrS, a, by) => {
                let sign = u128::from(width(self.origins.body.ty(*a)) - 1);
                self.origins.known.number(self.origins.body, *by) == Some(sign)
            }
            Op::Binary(I32Sub | I64Sub, zero, a) => {
                self.origins.known.number(self.origins.body, *zero) == Some(0) && self.masks(*a)
            }
            Op::Binary(I32And | I64And | I32Or | I64Or | I32Xor | I64Xor, a, b) => {
                self.masks(*a) && self.masks(*b)
            }
            Op::Simd(Simd::Unary(SimdUnary::V128Not, a)) => self.masks(*a),
            Op::Simd(Simd::Binary(op, a, b)) => match op {
                SimdBinary::V128And
                | SimdBinary::V128AndNot
                | SimdBinary::V128Or
                | SimdBinary::V128Xor => self.masks(*a) && self.masks(*b),
                op => {
                    let operation = split(op.name()).1;
                    ["eq", "ne", "lt", "gt", "le", "ge", "shr_s"]
                        .iter()
                        .any(|name| operation.starts_with(name))
                }
            },
            _ => false,
        }
    }
}

/// Whether it says which of two integers comes first.
fn is_order(op: BinaryOp) -> bool {
    use BinaryOp::*;
    matches!(
        op,
        I32LtS
            | I32LtU
            | I32GtS
            | I32GtU
            | I32LeS
            | I32LeU
            | I32GeS
            | I32GeU
            | I64LtS
            | I64LtU
            | I64GtS
            | I64GtU
            | I64LeS
            | I64LeU
            | I64GeS
            | I64GeU
    )
}
