//! Which values an instruction and the end of a block read. Operands are listed once; a walk that changes
//! them and one that only reads come from the same list.

use super::ids::Value;
use super::op::{Op, Probe};
use super::simd::Simd;
use super::terminator::Terminator;

/// Matches on `$on`, by reference, and calls `$f` on each operand.
macro_rules! op_uses {
    ($on:expr, $f:ident, $each:ident) => {
        match $on {
            Op::Const(_)
            | Op::GlobalGet(_)
            | Op::MemorySize(_)
            | Op::DataDrop(_)
            | Op::RefNull
            | Op::RefFunc(_)
            | Op::TableSize(_)
            | Op::ElemDrop(_) => {}
            Op::Unary(_, a)
            | Op::GlobalSet(_, a)
            | Op::MemoryGrow(_, a)
            | Op::RefIsNull(a)
            | Op::TableGet(_, a) => $f(a),
            Op::Binary(_, a, b) | Op::TableSet(_, a, b) | Op::TableGrow(_, a, b) => {
                $f(a);
                $f(b);
            }
            Op::Select { cond, on_true, on_false } => {
                $f(cond);
                $f(on_true);
                $f(on_false);
            }
            Op::Load { addr, .. } => $f(addr),
            Op::Store { addr, value, .. } => {
                $f(addr);
                $f(value);
            }
            Op::Call { args, .. } => args.$each().for_each($f),
            Op::CallIndirect { index, args, .. } => {
                $f(index);
                args.$each().for_each($f);
            }
            Op::MemoryCopy { dst, src, len, .. }
            | Op::MemoryInit { dst, src, len, .. }
            | Op::TableCopy { dst, src, len, .. }
            | Op::TableInit { dst, src, len, .. } => {
                $f(dst);
                $f(src);
                $f(len);
            }
            Op::MemoryFill { dst, byte, len, .. } => {
                $f(dst);
                $f(byte);
                $f(len);
            }
            Op::TableFill { dst, value, len, .. } => {
                $f(dst);
                $f(value);
                $f(len);
            }
            Op::Simd(simd) => simd_uses!(simd, $f),
            Op::Probe(Probe::Value { value, .. }) => $f(value),
            Op::Probe(Probe::CallTarget { index, .. }) => $f(index),
            Op::Probe(_) => {}
        }
    };
}
/// The same for vector instructions.
macro_rules! simd_uses {
    ($on:expr, $f:ident) => {
        match $on {
            Simd::Unary(_, a)
            | Simd::ExtractLane { vector: a, .. }
            | Simd::Load { addr: a, .. } => $f(a),
            Simd::Binary(_, a, b)
            | Simd::Shuffle { a, b, .. }
            | Simd::ReplaceLane { vector: a, value: b, .. }
            | Simd::Store { addr: a, value: b, .. }
            | Simd::LoadLane { addr: a, vector: b, .. }
            | Simd::StoreLane { addr: a, vector: b, .. } => {
                $f(a);
                $f(b);
            }
            Simd::Bitselect { on_one: a, on_zero: b, mask: c } | Simd::Ternary(_, a, b, c) => {
                $f(a);
                $f(b);
                $f(c);
            }
        }
    };
}

/// The same for the end of a block, with the arguments of its edges.
macro_rules! terminator_uses {
    ($on:expr, $f:ident, $each:ident, $edges:ident) => {{
        match $on {
            Terminator::Branch { cond, .. } => $f(cond),
            Terminator::Switch { index, .. } => $f(index),
            Terminator::Return(values) | Terminator::ReturnCall { args: values, .. } => {
                values.$each().for_each(&mut $f);
            }
            Terminator::ReturnCallIndirect { index, args, .. } => {
                $f(index);
                args.$each().for_each(&mut $f);
            }
            Terminator::Jump(_) | Terminator::Trap(_) => {}
        }
        $on.$edges().flat_map(|edge| edge.args.$each()).for_each($f);
    }};
}

impl Op {
    /// Calls `f` on every value that is read.
    pub fn for_each_use_mut(&mut self, mut f: impl FnMut(&mut Value)) {
        op_uses!(self, f, iter_mut);
    }

    /// Every value that is read.
    pub fn for_each_use(&self, mut f: impl FnMut(Value)) {
        let mut f = |value: &Value| f(*value);
        op_uses!(self, f, iter);
    }
}

impl Terminator {
    /// Calls `f` on every value that is read, arguments of edges included.
    pub fn for_each_use_mut(&mut self, mut f: impl FnMut(&mut Value)) {
        terminator_uses!(self, f, iter_mut, edges_mut);
    }

    /// Every value that is read, arguments of edges included.
    pub fn for_each_use(&self, mut f: impl FnMut(Value)) {
        let mut f = |value: &Value| f(*value);
        terminator_uses!(self, f, iter, edges);
    }
}
