//! What a value is given to: something that shows it, or that nobody sees.

use wasm_encoder::{BlockType, Instruction as I, ValType};

use super::{Body, Code, P, Q, RESULT, TYPES, arg};

impl Body<'_> {
    /// Gives a value away.
    pub fn used(&mut self, ty: ValType, value: Code) -> Code {
        let after = |operations: &[I<'static>]| [&value[..], operations].concat();
        let global = TYPES.iter().position(|&other| other == ty).expect("one of these") as u32;
        // What bits a NaN has may not be seen.
        let float = matches!(ty, ValType::F32 | ValType::F64);
        match self.random.below(16) {
            0 => {
                self.has("dropped");
                after(&[I::Drop])
            }
            1 => {
                self.has("set over in a global");
                let zero = zero(ty);
                after(&[I::GlobalSet(global), zero, I::GlobalSet(global)])
            }
            2 => {
                self.has("stored over");
                let at = self.random.below(64) * 8;
                let local = self.local(ty);
                let stores =
                    |value: Code| [vec![I::I32Const(0)], value, vec![store(ty, at)]].concat();
                let first = stores(vec![I::LocalGet(local)]);
                [after(&[I::LocalSet(local)]), first, stores(vec![zero(ty)])].concat()
            }
            3 => {
                self.has("decides nothing");
                let condition = truth(ty);
                let same = vec![I::I32Const(7), I::GlobalSet(0)];
                let branch = [vec![I::If(BlockType::Empty)], same.clone(), vec![I::Else], same];
                [value, condition, branch.concat(), vec![I::End]].concat()
            }
            4 => {
                self.has("branches to one place");
                let block = vec![I::Block(BlockType::Empty)];
                let mut condition = truth(ty);
                condition.push(if self.random.percent(50) {
                    I::BrIf(0)
                } else {
                    I::BrTable([0, 0, 0][..].to_vec().into(), 0)
                });
                [block, value, condition, vec![I::End]].concat()
            }
            5 => {
                self.has("fills nothing");
                let (address, len) =
                    (vec![I::I32Const(16)], vec![I::I32Const(0), I::MemoryFill(0)]);
                [address, value, truth(ty), len].concat()
            }
            6 if !float => {
                self.has("needed on another path");
                let local = self.local(ty);
                let condition = self.condition();
                let set = after(&[I::LocalSet(local)]);
                let (branch, end) = (vec![I::If(BlockType::Empty)], vec![I::End]);
                [set, condition, branch, vec![I::LocalGet(local), I::GlobalSet(global)], end]
                    .concat()
            }
            7 => {
                self.has("given to who ignores it");
                let rest = vec![I::LocalGet(Q), I::Call(self.helpers.ignores), I::GlobalSet(0)];
                [value, truth(ty), rest].concat()
            }
            8 => {
                self.has("shown to the host");
                let rest = vec![I::Call(self.helpers.note), I::Drop];
                [value, truth(ty), rest].concat()
            }
            9 => {
                self.has("after a call of the host");
                let note = vec![I::LocalGet(P), I::Call(self.helpers.note), I::Drop];
                [note, value, vec![I::Drop]].concat()
            }
            10 if !float => {
                self.has("kept in a global");
                after(&[I::GlobalSet(global)])
            }
            11 if !float => {
                self.has("stored");
                let local = self.local(ty);
                let at = self.random.below(64) * 8;
                let store = [I::I32Const(0), I::LocalGet(local), store(ty, at)];
                [&after(&[I::LocalSet(local)])[..], &store].concat()
            }
            _ => {
                self.has("in the result");
                let mut code = value;
                code.extend(truth(ty));
                code.extend([I::I64ExtendI32U, I::LocalGet(RESULT), I::I64Const(7), I::I64Rotl]);
                code.extend([I::I64Xor, I::LocalSet(RESULT)]);
                code
            }
        }
    }
}

/// An i32 of a value.
fn truth(ty: ValType) -> Code {
    match ty {
        ValType::I32 => vec![],
        ValType::I64 => vec![I::I32WrapI64],
        ValType::F32 => vec![I::I32TruncSatF32S],
        ValType::F64 => vec![I::I32TruncSatF64S],
        _ => vec![I::I8x16Bitmask],
    }
}

fn zero(ty: ValType) -> I<'static> {
    match ty {
        ValType::I32 => I::I32Const(0),
        ValType::I64 => I::I64Const(0),
        ValType::F32 => I::F32Const(0.0.into()),
        ValType::F64 => I::F64Const(0.0.into()),
        _ => I::V128Const(0),
    }
}

fn store(ty: ValType, at: u64) -> I<'static> {
    let at = arg(0, at);
    match ty {
        ValType::I32 => I::I32Store(at),
        ValType::I64 => I::I64Store(at),
        ValType::F32 => I::F32Store(at),
        ValType::F64 => I::F64Store(at),
        _ => I::V128Store(at),
    }
}
