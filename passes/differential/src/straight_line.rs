//! Modules of functions without loops, for the vectoriser of straight-line code: groups of lanes that are
//! stored side by side, summed up, packed into words or put into vectors. What a lane is, `lanes` says; the
//! module around the functions is made by `arrays`.

use std::collections::BTreeSet;

use wasm_encoder::{BlockType, Instruction as I, ValType};

use crate::arrays::{self, DST, PARAMS, SOURCE, SRC, TABLE, TARGET, Work, X, arg, store};
use crate::lanes::{Base, Lanes, Node, TYPES, scratch};
use crate::made::Made;
use crate::random::Random;

/// The module of a seed, or what is left of it with only one of its functions.
pub fn module(seed: u64, only: Option<u32>) -> Made {
    arrays::module(seed, "straight line", only, function)
}

struct Body {
    random: Random,
    code: Vec<I<'static>>,
    locals: Vec<ValType>,
    features: BTreeSet<&'static str>,
    /// What becomes the result.
    carried: Vec<(u32, ValType)>,
    /// What lanes may share: values of statements before.
    shared: Vec<(u32, ValType)>,
    scratch: u32,
    pointer: u32,
}

fn function(random: Random) -> Work {
    let mut body = Body {
        random,
        code: vec![],
        locals: vec![],
        features: BTreeSet::new(),
        carried: vec![],
        shared: vec![],
        scratch: PARAMS.len() as u32,
        pointer: 0,
    };
    for ty in TYPES {
        body.locals.extend([ty, ty]);
    }
    body.pointer = body.local(ValType::I32);
    let (mask, scale) = (body.random.pick(&[1, 3, 7, 15]), body.random.pick(&[0, 1, 2, 3, 4]));
    body.put(&[I::LocalGet(SRC), I::LocalGet(X), I::I32Const(mask), I::I32And]);
    body.put(&[I::I32Const(scale), I::I32Shl, I::I32Add, I::LocalSet(body.pointer)]);
    for _ in 0..1 + body.random.below(3) {
        if body.random.percent(12) {
            body.has("behind a branch");
            body.put(&[I::LocalGet(X), I::I32Const(1), I::I32And, I::If(BlockType::Empty)]);
            body.statement();
            if body.random.percent(40) {
                body.put(&[I::Else]);
                body.statement();
            }
            body.put(&[I::End]);
        } else {
            body.statement();
        }
    }
    arrays::give_result(&mut body.code, &body.carried);
    Work { locals: body.locals, code: body.code, features: body.features }
}

impl Body {
    fn local(&mut self, ty: ValType) -> u32 {
        self.locals.push(ty);
        (PARAMS.len() + self.locals.len() - 1) as u32
    }

    fn put(&mut self, code: &[I<'static>]) {
        self.code.extend_from_slice(code);
    }

    fn has(&mut self, feature: &'static str) {
        self.features.insert(feature);
    }

    fn lanes(&mut self, lanes: usize) -> Lanes<'_> {
        Lanes { random: &mut self.random, lanes, shared: &self.shared, pointer: self.pointer }
    }

    /// Leaves a lane.
    fn lane(&mut self, node: &Node, lane: usize) {
        node.put(lane, self.scratch, &mut self.code);
    }

    fn statement(&mut self) {
        match self.random.below(16) {
            0..=6 => self.stores(),
            7..=10 => self.reduction(),
            11 => self.pack(),
            12 => self.unpack(),
            13 => self.move_block(),
            14 => self.build_vector(),
            _ => self.take_vector(),
        }
    }

    fn scalar(&mut self) -> ValType {
        use ValType::{F32, F64, I32, I64};
        self.random.pick(&[I32, I32, I32, I64, I64, F32, F64])
    }

    /// Some expression of a type, for so many lanes.
    fn node(&mut self, ty: ValType, lanes: usize) -> Node {
        let depth = self.random.pick(&[0, 1, 1, 2, 2, 3]);
        // Long chains of many lanes are slow to compile.
        let depth = if lanes > 16 { depth.min(1) } else { depth };
        let product = matches!(ty, ValType::I32 | ValType::I64) && self.random.percent(15);
        let mut lanes = self.lanes(lanes);
        if product { lanes.shifted_product(ty) } else { lanes.node(ty, depth) }
    }

    /// Neighbouring places get values that are computed alike.
    fn stores(&mut self) {
        let count = self.random.pick(&[2, 2, 3, 4, 4, 4, 5, 6, 7, 8, 8, 12, 16]);
        let ty = self.scalar();
        let bytes: u32 = match ty {
            ValType::I32 => self.random.pick(&[1, 2, 2, 4, 4]),
            ValType::I64 => self.random.pick(&[1, 2, 4, 8, 8]),
            ValType::F32 => 4,
            _ => 8,
        };
        let node = self.node(ty, count);
        let mut lanes = self.lanes(count);
        let places = lanes.places();
        let array = if lanes.random.percent(20) { SOURCE } else { TARGET };
        let base = lanes.base(array);
        // Over each other, at times.
        let scale = if lanes.random.percent(4) { bytes.div_ceil(2) } else { bytes };
        self.has("stores");
        if self.random.percent(45) {
            self.has("all values before all stores");
            let locals: Vec<u32> = (0..count).map(|_| self.local(ty)).collect();
            for (lane, &local) in locals.iter().enumerate() {
                self.lane(&node, lane);
                self.put(&[I::LocalSet(local)]);
            }
            let backwards = self.random.percent(20);
            for lane in 0..count {
                let lane = if backwards { count - 1 - lane } else { lane };
                let offset = base.put(&mut self.code, places[lane] * scale);
                self.put(&[I::LocalGet(locals[lane]), store(ty, bytes, offset)]);
            }
            if self.random.percent(30) {
                let shared = self.random.pick(&locals);
                self.shared.push((shared, ty));
            }
            if self.random.percent(25) {
                self.has("stored and used");
                let used = self.random.pick(&locals);
                self.carried.push((used, ty));
            }
        } else {
            for (lane, &place) in places.iter().enumerate() {
                let offset = base.put(&mut self.code, place * scale);
                self.lane(&node, lane);
                self.put(&[store(ty, bytes, offset)]);
            }
        }
    }

    /// A sum of many terms, or such.
    fn reduction(&mut self) {
        self.has("reduction");
        let count = self.random.pick(&[2, 3, 4, 4, 5, 7, 8, 8, 12, 16, 16, 24, 33, 64]);
        let ty = self.scalar();
        let node = self.node(ty, count);
        let sum = self.local(ty);
        let (one, other) = self.joining(ty);
        let joined = if self.random.percent(12) { other } else { one.clone() };
        match self.random.below(3) {
            // As a tree.
            0 if count.is_power_of_two() => {
                for lane in 0..count {
                    self.lane(&node, lane);
                    for _ in 0..(lane + 1).trailing_zeros() {
                        self.put(std::slice::from_ref(&one));
                    }
                }
                self.put(&[I::LocalSet(sum)]);
            }
            // From what there was.
            1 => {
                for lane in 0..count {
                    self.put(&[I::LocalGet(sum)]);
                    self.lane(&node, lane);
                    let operation = if lane % 2 == 0 { one.clone() } else { joined.clone() };
                    self.put(&[operation, I::LocalSet(sum)]);
                }
            }
            _ => {
                self.lane(&node, 0);
                for lane in 1..count {
                    self.lane(&node, lane);
                    let operation = if lane % 2 == 0 { one.clone() } else { joined.clone() };
                    self.put(&[operation]);
                }
                self.put(&[I::LocalSet(sum)]);
            }
        }
        self.carried.push((sum, ty));
        self.shared.push((sum, ty));
    }

    /// Two operations that join terms.
    fn joining(&mut self, ty: ValType) -> (I<'static>, I<'static>) {
        let which = self.random.below(8);
        match ty {
            ValType::I32 => (
                match which {
                    0..=3 => I::I32Add,
                    4 => I::I32Xor,
                    5 => I::I32And,
                    6 => I::I32Or,
                    _ => I::I32Mul,
                },
                I::I32Sub,
            ),
            ValType::I64 => (
                match which {
                    0..=3 => I::I64Add,
                    4 => I::I64Xor,
                    5 => I::I64And,
                    6 => I::I64Or,
                    _ => I::I64Mul,
                },
                I::I64Sub,
            ),
            // Products of many are no number any more.
            ValType::F32 => (if which < 6 { I::F32Add } else { I::F32Max }, I::F32Sub),
            _ => (if which < 6 { I::F64Add } else { I::F64Min }, I::F64Sub),
        }
    }

    /// Bytes or halves become a word.
    fn pack(&mut self) {
        self.has("packed");
        let wide = self.random.percent(50);
        let (ty, bits) = if wide { (ValType::I64, 64) } else { (ValType::I32, 32) };
        let bytes = self.random.pick(&[1, 1, 2]);
        let count = bits / 8 / bytes as usize;
        let node = self.lanes(count).load(ty, bytes);
        let swap = self.random.percent(40);
        let or =
            if self.random.percent(70) { (I::I32Or, I::I64Or) } else { (I::I32Add, I::I64Add) };
        let word = self.local(ty);
        for lane in 0..count {
            self.lane(&node, lane);
            let at = if swap { count - 1 - lane } else { lane } as i64 * 8 * i64::from(bytes);
            match ty {
                ValType::I64 => self.put(&[I::I64Const(at), I::I64Shl]),
                _ => self.put(&[I::I32Const(at as i32), I::I32Shl]),
            }
            if lane > 0 {
                self.put(&[if wide { or.1.clone() } else { or.0.clone() }]);
            }
        }
        self.put(&[I::LocalSet(word)]);
        self.carried.push((word, ty));
        self.shared.push((word, ty));
    }

    /// A word becomes bytes or halves.
    fn unpack(&mut self) {
        self.has("unpacked");
        let wide = self.random.percent(50);
        let (ty, bits) = if wide { (ValType::I64, 64) } else { (ValType::I32, 32) };
        let bytes = self.random.pick(&[1, 1, 2]);
        let count = bits / 8 / bytes as usize;
        let node = self.node(ty, 1);
        let word = self.local(ty);
        self.lane(&node, 0);
        self.put(&[I::LocalSet(word)]);
        let swap = self.random.percent(40);
        let start = self.random.pick(&[0, 0, 3, 64]);
        let base = self.lanes(count).base(TARGET);
        for lane in 0..count {
            let offset = base.put(&mut self.code, start + lane as u32 * bytes);
            self.put(&[I::LocalGet(word)]);
            let at = if swap { count - 1 - lane } else { lane } as i64 * 8 * i64::from(bytes);
            let shift = self.random.percent(50);
            self.put(&match (ty, shift) {
                (ValType::I64, true) => [I::I64Const(at), I::I64ShrS],
                (ValType::I64, false) => [I::I64Const(at), I::I64ShrU],
                (_, true) => [I::I32Const(at as i32), I::I32ShrS],
                (_, false) => [I::I32Const(at as i32), I::I32ShrU],
            });
            self.put(&[store(ty, bytes, offset)]);
        }
    }

    /// Words go elsewhere, perhaps over where they came from.
    fn move_block(&mut self) {
        self.has("moved");
        let count = self.random.pick(&[2, 3, 4, 8, 9]);
        let ty = self.scalar();
        let bytes = match ty {
            ValType::I32 => self.random.pick(&[1, 2, 4]),
            ValType::I64 | ValType::F64 => 8,
            _ => 4,
        };
        let node = self.lanes(count).load(ty, bytes);
        let array = self.random.pick(&[SOURCE, TARGET, TABLE]);
        let shift = self.random.pick(&[0, bytes, 2 * bytes, 1]);
        let locals: Vec<u32> = (0..count).map(|_| self.local(ty)).collect();
        let at_once = self.random.percent(50);
        for (lane, &local) in locals.iter().enumerate() {
            if at_once {
                self.lane(&node, lane);
                self.put(&[I::LocalSet(local)]);
            } else {
                let offset = Base::Array(array).put(&mut self.code, lane as u32 * bytes + shift);
                self.lane(&node, lane);
                self.put(&[store(ty, bytes, offset)]);
            }
        }
        for (lane, &local) in locals.iter().enumerate().filter(|_| at_once) {
            let offset = Base::Array(array).put(&mut self.code, lane as u32 * bytes + shift);
            self.put(&[I::LocalGet(local), store(ty, bytes, offset)]);
        }
    }

    /// Scalars become the lanes of a vector.
    fn build_vector(&mut self) {
        self.has("vector of scalars");
        let (ty, count) = self.random.pick(&[
            (ValType::I32, 16),
            (ValType::I32, 8),
            (ValType::I32, 4),
            (ValType::I64, 2),
        ]);
        let node = self.node(ty, count);
        let vector = self.local(ValType::V128);
        self.put(&[I::V128Const(0)]);
        for lane in 0..count {
            self.lane(&node, lane);
            self.put(&[match count {
                16 => I::I8x16ReplaceLane(lane as u8),
                8 => I::I16x8ReplaceLane(lane as u8),
                4 => I::I32x4ReplaceLane(lane as u8),
                _ => I::I64x2ReplaceLane(lane as u8),
            }]);
        }
        self.put(&[I::LocalSet(vector)]);
        if self.random.percent(50) {
            self.put(&[I::LocalGet(DST), I::LocalGet(vector), I::V128Store(arg(16))]);
        }
        self.carried.push((vector, ValType::V128));
    }

    /// Lanes of a vector become scalars, which are worked on alike.
    fn take_vector(&mut self) {
        self.has("scalars of a vector");
        let count = self.random.pick(&[2, 4, 8]);
        let ty = if count == 2 { ValType::I64 } else { ValType::I32 };
        let vector = self.local(ValType::V128);
        let at = arg(self.random.below(32));
        self.put(&[I::LocalGet(SRC), I::V128Load(at), I::LocalSet(vector)]);
        let other = self.node(ty, count);
        let sum = self.local(ty);
        let (one, _) = self.joining(ty);
        let signed = self.random.percent(50);
        let stored = self.random.percent(50);
        for lane in 0..count {
            if stored {
                self.put(&[I::LocalGet(DST)]);
            } else {
                self.put(&[I::LocalGet(sum)]);
            }
            self.put(&[I::LocalGet(vector)]);
            let at = lane as u8;
            self.put(&[match (count, signed) {
                (2, _) => I::I64x2ExtractLane(at),
                (4, _) => I::I32x4ExtractLane(at),
                (_, true) => I::I16x8ExtractLaneS(at),
                (_, false) => I::I16x8ExtractLaneU(at),
            }]);
            self.lane(&other, lane);
            self.put(std::slice::from_ref(&one));
            if stored {
                let bytes = 16 / count as u32;
                self.put(&[store(ty, bytes, u64::from(bytes) * lane as u64)]);
            } else {
                self.put(&[
                    if ty == ValType::I64 { I::I64Add } else { I::I32Add },
                    I::LocalSet(sum),
                ]);
            }
        }
        debug_assert!(scratch(self.scratch, ty) < self.pointer);
        self.carried.push((sum, ty));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_valid_and_the_same_for_a_seed() {
        let mut features = BTreeSet::new();
        for seed in 0..60 {
            let made = module(seed, None);
            wasmparser::validate(&made.wasm).unwrap();
            assert_eq!(made.wasm, module(seed, None).wasm);
            wasmparser::validate(&module(seed, Some(3)).wasm).unwrap();
            features.extend(made.features);
        }
        let all = [
            "all values before all stores",
            "behind a branch",
            "moved",
            "packed",
            "reduction",
            "scalars of a vector",
            "stored and used",
            "stores",
            "unpacked",
            "vector of scalars",
        ];
        assert_eq!(features.into_iter().collect::<Vec<_>>(), all);
    }
}
