//! Stores that may trap, and that change nothing in many ways: of what was there, overwritten, or twice.

use wasm_encoder::{BlockType, Instruction as I, MemArg, MemArgTarget, ValType};

use super::{Body, Code, P, Place, Q, V, X, Y};

/// A store: its size, what it stores, the load of the same, and the store.
#[derive(Clone)]
struct Access {
    size: u32,
    ty: ValType,
    load: fn(MemArg) -> I<'static>,
    store: fn(MemArg) -> I<'static>,
}

const ACCESSES: [Access; 10] = [
    Access { size: 4, ty: ValType::I32, load: I::I32Load, store: I::I32Store },
    Access { size: 1, ty: ValType::I32, load: I::I32Load8U, store: I::I32Store8 },
    Access { size: 2, ty: ValType::I32, load: I::I32Load16S, store: I::I32Store16 },
    Access { size: 8, ty: ValType::I64, load: I::I64Load, store: I::I64Store },
    Access { size: 4, ty: ValType::I64, load: I::I64Load32U, store: I::I64Store32 },
    Access { size: 2, ty: ValType::I64, load: I::I64Load16U, store: I::I64Store16 },
    Access { size: 1, ty: ValType::I64, load: I::I64Load8S, store: I::I64Store8 },
    Access { size: 4, ty: ValType::F32, load: I::F32Load, store: I::F32Store },
    Access { size: 8, ty: ValType::F64, load: I::F64Load, store: I::F64Store },
    Access { size: 16, ty: ValType::V128, load: I::V128Load, store: I::V128Store },
];

impl Body<'_> {
    /// A store, or several that belong together.
    pub fn stored(&mut self) -> Code {
        let access = self.pick(&ACCESSES);
        let Access { size, ty, load, store } = access;
        let Place { address, at } = self.place(size);
        let value = self.any(ty);
        let with = |value: Code| [address.clone(), value, vec![store(at)]].concat();
        let there = || [address.clone(), vec![load(at)]].concat();
        match self.random.below(18) {
            0 => {
                self.has("store of what was there");
                with(there())
            }
            1 => {
                self.has("store of what was there, changed and changed back");
                let value = [there(), self.nothing(ty)].concat();
                with(value)
            }
            2 => {
                self.has("store of what was there, in part");
                // As a word, of which only some bits change, or none.
                if ty != ValType::I32 {
                    return with(there());
                }
                let mask = self.pick(&[0, 0xff, 1, -1]);
                let value = self.any(ty);
                let (not, and) = (I::I32Const(!mask), I::I32And);
                let kept = [there(), vec![not, and.clone()]].concat();
                with([kept, value, vec![I::I32Const(mask), and, I::I32Or]].concat())
            }
            3 => {
                self.has("store under another store");
                let other = self.any(ty);
                [with(value), with(other)].concat()
            }
            4 => {
                self.has("store twice");
                [with(value.clone()), with(value)].concat()
            }
            5 => {
                self.has("wide store under a narrow one, and back");
                let (byte, from) = (I::I32Store8(at), address.clone());
                let narrow = [from, vec![I::LocalGet(Q), byte]].concat();
                match self.random.below(2) {
                    0 => [with(value), narrow].concat(),
                    _ => [narrow, with(value)].concat(),
                }
            }
            6 => {
                self.has("store and load");
                let (ty, code) = (ty, [with(value), there()].concat());
                self.used(ty, code)
            }
            7 => {
                self.has("load, then store over it");
                let before = there();
                [before, vec![I::Drop], with(value)].concat()
            }
            8 => {
                self.has("store in a callee");
                let Place { address, .. } = self.place(4);
                [address, vec![I::LocalGet(P), I::Call(self.helpers.stores)]].concat()
            }
            9 => {
                self.has("store on both paths");
                let condition = self.condition();
                let other = self.any(ty);
                let (yes, no) = (with(value), with(other));
                [condition, vec![I::If(BlockType::Empty)], yes, vec![I::Else], no, vec![I::End]]
                    .concat()
            }
            10 => {
                self.has("store at times, of what was there else");
                let local = self.local(ty);
                let condition = self.condition();
                let (start, set) = (there(), vec![I::LocalSet(local)]);
                let branch =
                    [condition, vec![I::If(BlockType::Empty)], value, set.clone(), vec![I::End]];
                [start, set, branch.concat(), with(vec![I::LocalGet(local)])].concat()
            }
            11 => {
                self.has("store before the end");
                let condition = self.condition();
                let end =
                    [condition, vec![I::If(BlockType::Empty), I::Unreachable, I::End]].concat();
                [with(value), end].concat()
            }
            12 => {
                self.has("copy onto itself");
                let len = self.pick(&[0, 1, 8, 100]);
                let memory = self.random.below(self.memories.into()) as u32;
                let Place { address, .. } = self.place(16);
                let copy = I::MemoryCopy { src_mem: memory, dst_mem: memory };
                [address.clone(), address, vec![I::I32Const(len), copy]].concat()
            }
            13 => {
                self.has("fill, or copy, and over it");
                let len = self.pick(&[0, 1, 4, 16]);
                let MemArgTarget::Memory(memory) = at.target else { unreachable!() };
                let fill = |byte| {
                    let rest = vec![I::I32Const(byte), I::I32Const(len), I::MemoryFill(memory)];
                    [address.clone(), rest].concat()
                };
                match self.random.below(3) {
                    0 => [fill(3), fill(4)].concat(),
                    1 => [fill(3), with(value)].concat(),
                    _ => {
                        let copy = I::MemoryCopy { src_mem: memory, dst_mem: memory };
                        let from = vec![I::I32Const(32), I::I32Const(len), copy];
                        [address.clone(), from, fill(0)].concat()
                    }
                }
            }
            14 => {
                self.has("lane of a vector");
                let lane = self.random.below(4) as u8;
                let Place { address, at: memarg } = self.place(4);
                let store = I::V128Store32Lane { memarg, lane };
                let over = I::I32Store(memarg);
                let first = [address.clone(), vec![I::LocalGet(V), store]].concat();
                match self.random.below(2) {
                    0 => first,
                    _ => [first, address, vec![I::LocalGet(P), over]].concat(),
                }
            }
            15 => {
                self.has("two words exchanged, and back");
                let Place { address: other, at: other_at } = self.place(size);
                let [a, b] = [self.local(ty), self.local(ty)];
                let load_both = [
                    there(),
                    vec![I::LocalSet(a)],
                    other.clone(),
                    vec![load(other_at), I::LocalSet(b)],
                ];
                let put = |place: &Code, at, local| {
                    [place.clone(), vec![I::LocalGet(local), store(at)]].concat()
                };
                let code = [put(&address, at, b), put(&other, other_at, a)].concat();
                let back = [put(&address, at, a), put(&other, other_at, b)].concat();
                [load_both.concat(), code, back].concat()
            }
            _ => {
                self.has("store");
                with(value)
            }
        }
    }

    /// Something of a type that does not trap.
    fn any(&mut self, ty: ValType) -> Code {
        match (ty, self.random.below(3)) {
            (ValType::I32, 0) => vec![I::I32Const(0)],
            (ValType::I32, _) => vec![I::LocalGet(self.pick(&[P, Q]))],
            (ValType::I64, 0) => vec![I::I64Const(-1)],
            (ValType::I64, _) => vec![I::LocalGet(X)],
            (ValType::F32, _) => vec![I::LocalGet(P), I::F32ConvertI32S],
            (ValType::F64, _) => vec![I::LocalGet(Y)],
            (_, 0) => vec![I::V128Const(0)],
            _ => vec![I::LocalGet(V)],
        }
    }

    /// What leaves a value as it is, in several steps.
    fn nothing(&mut self, ty: ValType) -> Code {
        let k = self.pick(&[1, 5, 0xff, -1, 0x1234]);
        let turn = self.pick(&[1, 8, 13]);
        let narrow = |first, second| vec![I::I32Const(k), first, I::I32Const(k), second];
        let wide =
            |first, second| vec![I::I64Const(k.into()), first, I::I64Const(k.into()), second];
        match (ty, self.random.below(4)) {
            (ValType::I32, 0) => narrow(I::I32Xor, I::I32Xor),
            (ValType::I32, 1) => narrow(I::I32Add, I::I32Sub),
            (ValType::I32, 2) => {
                vec![I::I32Const(turn), I::I32Rotl, I::I32Const(turn), I::I32Rotr]
            }
            (ValType::I32, _) => vec![I::I64ExtendI32S, I::I32WrapI64],
            (ValType::I64, 0) => wide(I::I64Xor, I::I64Xor),
            (ValType::I64, 1) => wide(I::I64Sub, I::I64Add),
            (ValType::I64, _) => vec![I::F64ReinterpretI64, I::I64ReinterpretF64],
            (ValType::F32, _) => vec![I::F32Neg, I::F32Neg],
            (ValType::F64, _) => vec![I::F64Neg, I::F64Neg],
            (_, 0) => vec![I::V128Not, I::V128Not],
            (_, 1) => vec![I::I8x16Neg, I::I8x16Neg],
            _ => {
                let mask = I::V128Const(0xff00_ff00_ff00_ff00_1234_5678);
                vec![mask.clone(), I::V128Xor, mask, I::V128Xor]
            }
        }
    }
}
