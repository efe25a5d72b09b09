//! What stands in a counted loop: random statements and expressions over memory, the counter, constants, parameters and
//! values that the loop carries. How the loop counts, and the module around it, are made by `loops`.

use std::collections::BTreeSet;

use wasm_encoder::{BlockType, Ieee32, Ieee64, Instruction as I, ValType};

use crate::arrays::{Array, DST, N, PARAMS, SOURCE, SRC, SRC_AT, TAB, TABLE, TARGET, X, Y, arg};
use crate::random::Random;

pub const EXTREMES: [i64; 22] = [
    0,
    1,
    -1,
    2,
    3,
    7,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    -0x80,
    -0x8000,
    i64::MAX,
    i64::MIN,
    0x0101_0101_0101_0101,
];

/// How an index may lie.
#[derive(Clone, Copy, PartialEq)]
enum Range {
    /// The counter itself: within the array.
    Plain,
    /// Small and not negative.
    Small,
    /// Small, perhaps negative.
    Signed,
}

pub struct Counter {
    pub local: u32,
    pub ty: ValType,
    /// By which the plain index grows from round to round.
    pub step: i32,
    /// Whether the counter itself is an index; else it may be any number.
    pub index: bool,
}

/// A function's code and what it is made from.
pub struct Body {
    pub random: Random,
    pub code: Vec<I<'static>>,
    pub locals: Vec<ValType>,
    pub features: BTreeSet<&'static str>,
    pub counter: Counter,
    /// Labels that are open.
    pub labels: u32,
    /// How many were open outside of the loop.
    pub exit: u32,
    /// Accumulators and carried values, which become the result.
    pub carried: Vec<(u32, ValType)>,
    /// Pointers of their own: the local, and how far it goes in a round.
    pub pointers: Vec<(u32, Array, i32)>,
    /// Which copy of the body this is, in a loop that is unrolled by hand.
    pub copy: u32,
    /// What locals the first copy took, and how many of them this copy took.
    pub taken: Vec<u32>,
    pub cursor: usize,
    /// How deep the next expression may be.
    depth: u32,
}

impl Body {
    pub fn new(random: Random) -> Body {
        Body {
            random,
            code: vec![],
            locals: vec![],
            features: BTreeSet::new(),
            counter: Counter { local: 0, ty: ValType::I32, step: 1, index: true },
            labels: 0,
            exit: 0,
            carried: vec![],
            pointers: vec![],
            copy: 0,
            taken: vec![],
            cursor: 0,
            depth: 0,
        }
    }

    pub fn local(&mut self, ty: ValType) -> u32 {
        self.locals.push(ty);
        (PARAMS.len() + self.locals.len() - 1) as u32
    }

    /// A local that all copies of the body share.
    fn shared(&mut self, ty: ValType) -> u32 {
        self.cursor += 1;
        if let Some(&local) = self.taken.get(self.cursor - 1) {
            return local;
        }
        let local = self.local(ty);
        self.taken.push(local);
        local
    }

    pub fn put(&mut self, code: &[I<'static>]) {
        self.code.extend_from_slice(code);
    }

    pub fn has(&mut self, feature: &'static str) {
        self.features.insert(feature);
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.random.below(from.len() as u64) as usize].clone()
    }

    fn percent(&mut self, share: u64) -> bool {
        self.random.percent(share)
    }

    /// One statement.
    pub fn statement(&mut self) {
        self.depth = self.random.below(4) as u32;
        match self.random.below(20) {
            0..=5 => self.store(),
            7..=11 => self.reduce(),
            12 => self.condition(),
            13 => self.search(),
            14 => self.recurrence(),
            15 => self.histogram(),
            16 => self.vectors(),
            6 | 17 => self.product(),
            18 => self.inner(),
            _ => self.idiom(),
        }
    }

    fn store(&mut self) {
        let array = match self.random.below(12) {
            0..=8 => TARGET,
            9 | 10 => {
                self.has("in place");
                SOURCE
            }
            _ => TABLE,
        };
        let ty = self.pick(&[ValType::I32, ValType::I32, ValType::I64, ValType::F32, ValType::F64]);
        let bytes = match ty {
            ValType::I32 => self.pick(&[1, 1, 2, 4]),
            ValType::I64 => self.pick(&[1, 2, 4, 8, 8]),
            ValType::F32 => 4,
            _ => 8,
        };
        let scattered = self.percent(12);
        let offset = self.address(array, bytes, if scattered { None } else { Some(Range::Plain) });
        if scattered {
            self.has("scatter");
        }
        self.value(ty);
        let at = arg(offset);
        self.put(&[match (ty, bytes) {
            (ValType::I32, 1) => I::I32Store8(at),
            (ValType::I32, 2) => I::I32Store16(at),
            (ValType::I32, _) => I::I32Store(at),
            (ValType::I64, 1) => I::I64Store8(at),
            (ValType::I64, 2) => I::I64Store16(at),
            (ValType::I64, 4) => I::I64Store32(at),
            (ValType::I64, _) => I::I64Store(at),
            (ValType::F32, _) => I::F32Store(at),
            _ => I::F64Store(at),
        }]);
    }

    /// An accumulator takes a value.
    fn reduce(&mut self) {
        let ty = self.pick(&[ValType::I32, ValType::I32, ValType::I64, ValType::F32, ValType::F64]);
        let acc = self.shared(ty);
        if self.copy == 0 {
            self.carried.push((acc, ty));
        }
        let conditional = self.percent(15);
        if conditional {
            self.has("conditional reduction");
            self.boolean();
            self.open(I::If(BlockType::Empty));
        }
        self.put(&[I::LocalGet(acc)]);
        self.value(ty);
        match ty {
            ValType::I32 => {
                let operation = self.random.below(8);
                match operation {
                    0..=2 => self.put(&[I::I32Add]),
                    3 => self.put(&[I::I32Xor]),
                    4 => self.put(&[I::I32And]),
                    5 => self.put(&[I::I32Or]),
                    6 => self.put(&[I::I32Mul]),
                    _ => {
                        self.has("min or max");
                        self.choose32();
                    }
                }
                if self.percent(10) {
                    self.has("narrow reduction");
                    let narrow = self.pick(&[I::I32Extend8S, I::I32Extend16S]);
                    self.put(&[narrow]);
                }
            }
            ValType::I64 => match self.random.below(7) {
                0..=2 => self.put(&[I::I64Add]),
                3 => self.put(&[I::I64Xor]),
                4 => self.put(&[I::I64Or]),
                5 => self.put(&[I::I64Mul]),
                _ => self.choose64(),
            },
            ValType::F32 => {
                let operation = self.pick(&[I::F32Add, I::F32Add, I::F32Min, I::F32Max, I::F32Sub]);
                self.has("float reduction");
                self.put(&[operation]);
                self.canonical(ty);
            }
            _ => {
                let operation = self.pick(&[I::F64Add, I::F64Add, I::F64Min, I::F64Max, I::F64Sub]);
                self.put(&[operation]);
                self.canonical(ty);
            }
        }
        self.put(&[I::LocalSet(acc)]);
        if conditional {
            self.close();
        }
    }

    fn condition(&mut self) {
        if self.labels > self.exit + 3 {
            return self.store();
        }
        self.has("if");
        self.boolean();
        self.open(I::If(BlockType::Empty));
        self.store();
        if self.percent(40) {
            self.put(&[I::Else]);
            if self.percent(50) { self.store() } else { self.reduce() }
        }
        self.close();
    }

    fn search(&mut self) {
        self.has("early exit");
        let found = self.shared(ValType::I32);
        if self.copy == 0 {
            self.carried.push((found, ValType::I32));
        }
        self.counter32();
        self.put(&[I::LocalSet(found)]);
        if self.percent(50) {
            // memchr, strlen, mismatch.
            let bytes = self.pick(&[1, 1, 2, 4]);
            self.load32(SOURCE, bytes, Some(Range::Plain));
            match self.random.below(3) {
                0 => self.put(&[I::I32Eqz]),
                1 => self.put(&[I::LocalGet(X), I::I32Eq]),
                _ => {
                    self.load32(TARGET, bytes, Some(Range::Plain));
                    self.put(&[I::I32Ne]);
                }
            }
        } else {
            // Rare enough to go on for a while.
            self.value32();
            let value = self.constant();
            self.put(&[I::I32Const(value as i32), I::I32Eq]);
        }
        self.put(&[I::BrIf(self.labels - self.exit)]);
    }

    /// A value of the last round goes into this one.
    fn recurrence(&mut self) {
        self.has("recurrence");
        let ty = self.pick(&[ValType::I32, ValType::I32, ValType::I64]);
        let carried = self.shared(ty);
        if self.copy == 0 {
            self.carried.push((carried, ty));
        }
        if self.percent(50) {
            // The prefix sum, or what the last round had.
            let offset = self.address(TARGET, 4, Some(Range::Plain));
            self.put(&[I::LocalGet(carried)]);
            self.value(ty);
            let operations = match ty {
                ValType::I32 => [I::I32Add, I::I32Sub, I::I32Xor],
                _ => [I::I64Add, I::I64Sub, I::I64Xor],
            };
            let operation = self.pick(&[0, 1, 2]);
            let store = if ty == ValType::I32 {
                I::I32Store(arg(offset))
            } else {
                I::I64Store32(arg(offset))
            };
            self.put(&[operations[operation].clone(), I::LocalTee(carried), store]);
        } else {
            self.value(ty);
            self.put(&[I::LocalGet(carried)]);
            let next = self.shared(ty);
            self.put(&[I::LocalSet(next), I::LocalTee(carried), I::LocalGet(next)]);
            self.put(&[if ty == ValType::I32 { I::I32Add } else { I::I64Add }, I::LocalSet(next)]);
            if self.copy == 0 {
                self.carried.push((next, ty));
            }
        }
    }

    fn histogram(&mut self) {
        self.has("histogram");
        let place = self.shared(ValType::I32);
        self.load32(SOURCE, 1, None);
        let mask = self.pick(&[7, 15, 63, 255]);
        self.put(&[I::I32Const(mask), I::I32And, I::I32Const(2), I::I32Shl]);
        self.put(&[
            I::LocalGet(DST),
            I::I32Add,
            I::LocalTee(place),
            I::LocalGet(place),
            I::I32Load(arg(0)),
        ]);
        self.value32();
        self.put(&[I::I32Add, I::I32Store(arg(0))]);
    }

    /// `(c * p) >> k`, with or without rounding, stored narrow.
    fn product(&mut self) {
        self.has("product");
        let bytes = self.pick(&[1, 2, 2, 2, 4]);
        let offset = self.address(TARGET, bytes, Some(Range::Plain));
        let at = arg(offset);
        if self.percent(75) {
            let mut shift = self.pick(&[1, 8, 14, 15, 16, 16, 17, 18, 20, 24, 31, 32, 33, 48]);
            if self.percent(70) {
                // High parts, which back ends know instructions for.
                if self.percent(60) {
                    self.has("multiples of a number");
                    self.counted_factor();
                    self.narrow_number();
                } else {
                    self.has("product of signed numbers of one width");
                    let width = self.pick(&[1, 2, 2, 2, 4]);
                    self.signed_factor(width);
                    self.signed_factor(width);
                }
                shift = 1 + self.random.below(63) as i64;
            } else {
                self.factor64();
                self.factor64();
            }
            self.put(&[I::I64Mul]);
            if self.percent(25) {
                self.put(&[I::I64Const(1 << (shift - 1)), I::I64Add]);
            }
            let how = self.pick(&[0, 1]);
            self.put(&[I::I64Const(shift), if how == 0 { I::I64ShrS } else { I::I64ShrU }]);
            self.put(&[match bytes {
                1 => I::I64Store8(at),
                2 => I::I64Store16(at),
                _ => I::I64Store32(at),
            }]);
        } else {
            self.factor32();
            self.factor32();
            self.put(&[I::I32Mul]);
            let shift = self.pick(&[1, 8, 14, 15, 16, 16, 17, 20, 24, 31]);
            if self.percent(25) {
                self.put(&[I::I32Const(1 << (shift - 1)), I::I32Add]);
            }
            let how = self.pick(&[0, 1]);
            self.put(&[I::I32Const(shift), if how == 0 { I::I32ShrS } else { I::I32ShrU }]);
            self.put(&[match bytes {
                1 => I::I32Store8(at),
                2 => I::I32Store16(at),
                _ => I::I32Store(at),
            }]);
        }
    }

    /// The counter, of which a compiler may know that it is small.
    fn counted_factor(&mut self) {
        self.counter64();
        match self.random.below(5) {
            0 => self.put(&[I::I64Extend16S]),
            1 => self.put(&[I::I64Const(0x7fff), I::I64And]),
            2 => self.put(&[I::I64Const(0xff), I::I64And]),
            _ => {}
        }
    }

    /// A number of 8 or 16 bits with its sign, which does not change.
    fn narrow_number(&mut self) {
        if self.percent(70) {
            let narrow = self.pick(&[I::I64Extend8S, I::I64Extend8S, I::I64Extend16S]);
            self.put(&[I::LocalGet(Y), narrow]);
        } else {
            let shift = self.pick(&[48, 56]);
            let value = self.random.next() as i64;
            self.put(&[I::I64Const(value << shift >> shift)]);
        }
    }

    /// A factor of so many bytes, with its sign: from memory mostly.
    fn signed_factor(&mut self, bytes: u32) {
        if self.percent(80) {
            let offset = self.address(SOURCE, bytes, Some(Range::Plain));
            let at = arg(offset);
            self.put(&[match bytes {
                1 => I::I64Load8S(at),
                2 => I::I64Load16S(at),
                _ => I::I64Load32S(at),
            }]);
        } else {
            let shift = 64 - 8 * bytes;
            let value = self.constant();
            self.put(&[I::I64Const(value << shift >> shift)]);
        }
    }

    /// A narrow factor: from memory, the counter, a constant or a parameter.
    fn factor64(&mut self) {
        match self.random.below(8) {
            0 => self.counter64(),
            1 | 2 => {
                let value = self.constant();
                let shift = self.pick(&[32, 48, 48, 56, 40]);
                self.put(&[I::I64Const(value << shift >> shift)]);
            }
            3 => {
                let narrow = self.pick(&[I::I64Extend8S, I::I64Extend16S, I::I64Extend32S]);
                self.put(&[I::LocalGet(Y), narrow]);
            }
            4 => {
                let mask = self.pick(&[0xff, 0x7f, 0xffff, 0x7fff]);
                self.put(&[I::LocalGet(Y), I::I64Const(mask), I::I64And]);
            }
            _ => {
                let bytes = self.pick(&[1, 2, 2, 4]);
                self.load64(SOURCE, bytes, Some(Range::Plain));
            }
        }
    }

    fn factor32(&mut self) {
        match self.random.below(8) {
            0 => self.counter32(),
            1 | 2 => {
                let value = self.constant() as i32;
                let shift = self.pick(&[16, 24, 8]);
                self.put(&[I::I32Const(value << shift >> shift)]);
            }
            3 => {
                let narrow = self.pick(&[I::I32Extend8S, I::I32Extend16S]);
                self.put(&[I::LocalGet(X), narrow]);
            }
            _ => {
                let bytes = self.pick(&[1, 2, 2]);
                self.load32(SOURCE, bytes, Some(Range::Plain));
            }
        }
    }

    /// A short loop of its own.
    fn inner(&mut self) {
        if self.labels > self.exit + 2 {
            return self.reduce();
        }
        self.has("nested");
        let j = self.shared(ValType::I32);
        let acc = self.shared(ValType::I32);
        if self.copy == 0 {
            self.carried.push((acc, ValType::I32));
        }
        let triangular = self.percent(25);
        let rounds = self.pick(&[2, 3, 4, 8]);
        self.put(&[I::I32Const(0), I::LocalSet(j)]);
        self.open(I::Loop(BlockType::Empty));
        self.put(&[I::LocalGet(acc)]);
        let offset = self.address(SOURCE, 1, None);
        self.put(&[I::LocalGet(j), I::I32Add, I::I32Load8U(arg(offset))]);
        let step = self.pick(&[1, 2, 3]);
        if self.percent(50) {
            self.put(&[I::LocalGet(TAB), I::LocalGet(j), I::I32Const(step), I::I32Mul, I::I32Add]);
            self.put(&[I::I32Load16S(arg(0)), I::I32Mul]);
        }
        self.put(&[I::I32Add, I::LocalSet(acc)]);
        if self.percent(30) {
            self.put(&[I::LocalGet(DST), I::LocalGet(j), I::I32Const(2), I::I32Shl, I::I32Add]);
            self.value32();
            self.put(&[I::I32Store(arg(64))]);
        }
        self.put(&[I::LocalGet(j), I::I32Const(1), I::I32Add, I::LocalTee(j)]);
        if triangular {
            self.has("triangular");
            self.counter32();
            self.put(&[I::I32Const(31), I::I32And, I::I32LtU]);
        } else {
            self.put(&[I::I32Const(rounds), I::I32Ne]);
        }
        self.put(&[I::BrIf(0)]);
        self.close();
    }

    /// Sequences that back ends know instructions for.
    fn idiom(&mut self) {
        let acc = self.shared(ValType::I32);
        if self.copy == 0 {
            self.carried.push((acc, ValType::I32));
        }
        let a = self.shared(ValType::I32);
        let b = self.shared(ValType::I32);
        match self.random.below(5) {
            0 => {
                self.has("multiply and add pairs");
                self.put(&[I::LocalGet(acc)]);
                for offset in [0, 2] {
                    for array in [SRC, DST] {
                        self.put(&[I::LocalGet(array)]);
                        self.index(Some(Range::Plain));
                        self.put(&[
                            I::I32Const(2),
                            I::I32Shl,
                            I::I32Add,
                            I::I32Load16S(arg(offset)),
                        ]);
                    }
                    self.put(&[I::I32Mul, I::I32Add]);
                }
                self.put(&[I::LocalSet(acc)]);
            }
            1 => {
                self.has("sum of differences");
                let sides = |body: &mut Body, array, to| {
                    body.load32(array, 1, Some(Range::Plain));
                    body.put(&[I::LocalSet(to)]);
                };
                sides(self, SOURCE, a);
                sides(self, TARGET, b);
                self.put(&[I::LocalGet(acc), I::LocalGet(a), I::LocalGet(b), I::I32Sub]);
                self.put(&[
                    I::LocalGet(b),
                    I::LocalGet(a),
                    I::I32Sub,
                    I::LocalGet(a),
                    I::LocalGet(b),
                ]);
                let compare = self.pick(&[0, 1]);
                self.put(&[
                    if compare == 0 { I::I32GtU } else { I::I32GtS },
                    I::Select,
                    I::I32Add,
                    I::LocalSet(acc),
                ]);
            }
            2 => {
                self.has("average");
                let bytes = self.pick(&[1, 2]);
                let offset = self.address(TARGET, bytes, Some(Range::Plain));
                self.load32(SOURCE, bytes, Some(Range::Plain));
                self.load32(TARGET, bytes, Some(Range::Plain));
                self.put(&[I::I32Add, I::I32Const(1), I::I32Add, I::I32Const(1)]);
                let shift = self.pick(&[0, 1]);
                self.put(&[if shift == 0 { I::I32ShrU } else { I::I32ShrS }]);
                self.put(&[if bytes == 1 {
                    I::I32Store8(arg(offset))
                } else {
                    I::I32Store16(arg(offset))
                }]);
            }
            3 => {
                self.has("saturation");
                let bytes = self.pick(&[1, 2]);
                let offset = self.address(TARGET, bytes, Some(Range::Plain));
                let (low, high) = if bytes == 1 {
                    self.pick(&[(-128, 127), (0, 255), (0, 127)])
                } else {
                    self.pick(&[(-32768, 32767), (0, 65535), (-128, 127)])
                };
                self.load32(SOURCE, bytes, Some(Range::Plain));
                self.value32();
                let operation = self.pick(&[0, 1]);
                self.put(&[if operation == 0 { I::I32Add } else { I::I32Sub }, I::LocalTee(a)]);
                self.put(&[
                    I::I32Const(low),
                    I::LocalGet(a),
                    I::I32Const(low),
                    I::I32GtS,
                    I::Select,
                    I::LocalTee(a),
                ]);
                self.put(&[
                    I::I32Const(high),
                    I::LocalGet(a),
                    I::I32Const(high),
                    I::I32LtS,
                    I::Select,
                ]);
                self.put(&[if bytes == 1 {
                    I::I32Store8(arg(offset))
                } else {
                    I::I32Store16(arg(offset))
                }]);
            }
            _ => {
                self.has("copy or fill");
                let bytes = self.pick(&[1, 2, 4]);
                let offset = self.address(TARGET, bytes, Some(Range::Plain));
                if self.percent(50) {
                    self.load32(SOURCE, bytes, Some(Range::Plain));
                } else {
                    let value = self.constant() as i32;
                    let value = self.pick(&[I::I32Const(value), I::LocalGet(X)]);
                    self.put(&[value]);
                }
                self.put(&[match bytes {
                    1 => I::I32Store8(arg(offset)),
                    2 => I::I32Store16(arg(offset)),
                    _ => I::I32Store(arg(offset)),
                }]);
            }
        }
    }

    /// Vectors: loaded, worked on, stored or accumulated.
    fn vectors(&mut self) {
        self.has("vectors");
        if self.percent(60) {
            let offset = self.address(TARGET, 16, Some(Range::Plain));
            self.vector(2);
            self.put(&[I::V128Store(arg(offset))]);
            return;
        }
        let acc = self.shared(ValType::V128);
        if self.copy == 0 {
            self.carried.push((acc, ValType::V128));
        }
        self.put(&[I::LocalGet(acc)]);
        self.vector(2);
        let operation = self.pick(&[0, 1, 2, 3, 4]);
        self.put(&[
            [I::I8x16Add, I::I16x8Add, I::I32x4Add, I::I64x2Add, I::V128Xor][operation].clone()
        ]);
        self.put(&[I::LocalSet(acc)]);
    }

    fn vector(&mut self, depth: u32) {
        if depth == 0 || self.percent(20) {
            match self.random.below(6) {
                0 => {
                    self.value32();
                    let splat = self.pick(&[0, 1, 2]);
                    self.put(&[[I::I8x16Splat, I::I16x8Splat, I::I32x4Splat][splat].clone()]);
                }
                1 => {
                    let [high, low] = [self.random.next(), self.random.next()];
                    let constant = self.constant();
                    let value = if self.percent(50) {
                        i128::from(constant) << 64 | i128::from(constant as u64)
                    } else {
                        (u128::from(high) << 64 | u128::from(low)) as i128
                    };
                    self.put(&[I::V128Const(value)]);
                }
                2 => {
                    let offset = self.address(SOURCE, 8, Some(Range::Plain));
                    let at = arg(offset);
                    let loads = [
                        I::V128Load8x8S(at),
                        I::V128Load8x8U(at),
                        I::V128Load16x4S(at),
                        I::V128Load16x4U(at),
                        I::V128Load32x2S(at),
                        I::V128Load32x2U(at),
                        I::V128Load64Splat(at),
                        I::V128Load64Zero(at),
                        I::V128Load8Splat(at),
                        I::V128Load16Splat(at),
                        I::V128Load32Splat(at),
                        I::V128Load32Zero(at),
                    ];
                    let which = self.random.below(loads.len() as u64) as usize;
                    self.put(&[loads[which].clone()]);
                }
                _ => {
                    let size = self.pick(&[16, 16, 4, 1]);
                    let offset = self.address(SOURCE, size, Some(Range::Plain));
                    self.put(&[I::V128Load(arg(offset))]);
                }
            }
            return;
        }
        const BINARY: [I<'static>; 60] = [
            I::I8x16Add,
            I::I8x16Sub,
            I::I8x16AddSatS,
            I::I8x16AddSatU,
            I::I8x16SubSatS,
            I::I8x16SubSatU,
            I::I8x16MinS,
            I::I8x16MinU,
            I::I8x16MaxS,
            I::I8x16MaxU,
            I::I8x16AvgrU,
            I::I8x16Eq,
            I::I8x16GtS,
            I::I8x16LtU,
            I::I16x8Add,
            I::I16x8Sub,
            I::I16x8Mul,
            I::I16x8AddSatS,
            I::I16x8AddSatU,
            I::I16x8SubSatS,
            I::I16x8SubSatU,
            I::I16x8MinS,
            I::I16x8MinU,
            I::I16x8MaxS,
            I::I16x8MaxU,
            I::I16x8AvgrU,
            I::I16x8Q15MulrSatS,
            I::I16x8Eq,
            I::I16x8GtS,
            I::I32x4Add,
            I::I32x4Sub,
            I::I32x4Mul,
            I::I32x4MinS,
            I::I32x4MinU,
            I::I32x4MaxS,
            I::I32x4MaxU,
            I::I32x4DotI16x8S,
            I::I32x4GtS,
            I::I32x4LtU,
            I::I64x2Add,
            I::I64x2Sub,
            I::I64x2Mul,
            I::I64x2GtS,
            I::I8x16NarrowI16x8S,
            I::I8x16NarrowI16x8U,
            I::I16x8NarrowI32x4S,
            I::I16x8NarrowI32x4U,
            I::I16x8ExtMulLowI8x16S,
            I::I16x8ExtMulHighI8x16U,
            I::I32x4ExtMulLowI16x8S,
            I::I32x4ExtMulHighI16x8U,
            I::I64x2ExtMulLowI32x4S,
            I::I64x2ExtMulHighI32x4U,
            I::V128And,
            I::V128Or,
            I::V128Xor,
            I::V128AndNot,
            I::I8x16Swizzle,
            I::I64x2Eq,
            I::I16x8GeU,
        ];
        const UNARY: [I<'static>; 27] = [
            I::I8x16Abs,
            I::I8x16Neg,
            I::I8x16Popcnt,
            I::I16x8Abs,
            I::I16x8Neg,
            I::I32x4Abs,
            I::I32x4Neg,
            I::I64x2Abs,
            I::I64x2Neg,
            I::V128Not,
            I::I16x8ExtendLowI8x16S,
            I::I16x8ExtendHighI8x16S,
            I::I16x8ExtendLowI8x16U,
            I::I16x8ExtendHighI8x16U,
            I::I32x4ExtendLowI16x8S,
            I::I32x4ExtendHighI16x8U,
            I::I64x2ExtendLowI32x4S,
            I::I64x2ExtendHighI32x4U,
            I::I16x8ExtAddPairwiseI8x16S,
            I::I16x8ExtAddPairwiseI8x16U,
            I::I32x4ExtAddPairwiseI16x8S,
            I::I32x4ExtAddPairwiseI16x8U,
            I::I32x4TruncSatF32x4S,
            I::I32x4TruncSatF32x4U,
            I::F32x4ConvertI32x4S,
            I::F32x4ConvertI32x4U,
            I::I32x4TruncSatF64x2SZero,
        ];
        const SHIFTS: [I<'static>; 12] = [
            I::I8x16Shl,
            I::I8x16ShrS,
            I::I8x16ShrU,
            I::I16x8Shl,
            I::I16x8ShrS,
            I::I16x8ShrU,
            I::I32x4Shl,
            I::I32x4ShrS,
            I::I32x4ShrU,
            I::I64x2Shl,
            I::I64x2ShrS,
            I::I64x2ShrU,
        ];
        self.vector(depth - 1);
        match self.random.below(10) {
            0..=4 => {
                self.vector(depth - 1);
                let which = self.random.below(BINARY.len() as u64) as usize;
                self.put(&BINARY[which..=which]);
            }
            5 | 6 => {
                let which = self.random.below(UNARY.len() as u64) as usize;
                self.put(&UNARY[which..=which]);
            }
            7 => {
                if self.percent(50) {
                    self.value32();
                } else {
                    let count = self.pick(&[1, 3, 7, 8, 15, 16, 31, 33]);
                    self.put(&[I::I32Const(count)]);
                }
                let which = self.random.below(SHIFTS.len() as u64) as usize;
                self.put(&SHIFTS[which..=which]);
            }
            8 => {
                self.vector(depth - 1);
                let lanes = std::array::from_fn(|_| self.random.below(32) as u8);
                self.has("shuffle");
                self.put(&[I::I8x16Shuffle(lanes)]);
            }
            _ => {
                self.vector(depth - 1);
                self.vector(0);
                self.put(&[I::V128Bitselect]);
            }
        }
    }

    // ---- Expressions: each leaves one value of its type.

    fn value(&mut self, ty: ValType) {
        match ty {
            ValType::I32 => self.value32(),
            ValType::I64 => self.value64(),
            ValType::F32 => self.float32(),
            _ => self.float64(),
        }
    }

    fn deeper(&mut self, make: impl FnOnce(&mut Body)) {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        make(self);
        self.depth = depth;
    }

    fn value32(&mut self) {
        if self.depth == 0 {
            return self.leaf32();
        }
        self.deeper(|body| body.operation32());
    }

    fn leaf32(&mut self) {
        match self.random.below(16) {
            0..=6 => {
                let bytes = self.pick(&[1, 1, 2, 4]);
                self.load32(SOURCE, bytes, Some(Range::Plain));
            }
            7 => {
                let bytes = self.pick(&[1, 2, 4]);
                self.load32(SOURCE, bytes, None);
            }
            8..=10 => {
                let bytes = self.pick(&[1, 1, 2, 4]);
                self.load32(TABLE, bytes, None);
            }
            11 => self.load32(TARGET, 4, Some(Range::Plain)),
            12 => {
                let value = self.constant();
                self.put(&[I::I32Const(value as i32)]);
            }
            13 => self.put(&[I::LocalGet(X)]),
            14 => match self.carried.iter().find(|(_, ty)| *ty == ValType::I32) {
                Some(&(local, _)) => self.put(&[I::LocalGet(local)]),
                None => self.put(&[I::LocalGet(X)]),
            },
            _ => self.counter32(),
        }
    }

    fn operation32(&mut self) {
        match self.random.below(24) {
            0..=7 => {
                self.value32();
                self.value32();
                let operation = self.pick(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
                self.put(&[[
                    I::I32Add,
                    I::I32Sub,
                    I::I32Mul,
                    I::I32And,
                    I::I32Or,
                    I::I32Xor,
                    I::I32Add,
                    I::I32Sub,
                    I::I32Mul,
                    I::I32Rotl,
                    I::I32Rotr,
                ][operation]
                    .clone()]);
            }
            8 | 9 => {
                self.value32();
                self.value32();
                let operation = self.pick(&[0, 1, 2]);
                self.has("variable shift");
                self.put(&[[I::I32Shl, I::I32ShrS, I::I32ShrU][operation].clone()]);
            }
            10 | 11 => {
                self.value32();
                let count = self.random.below(32) as i32;
                let operation = self.pick(&[0, 1, 2]);
                self.put(&[
                    I::I32Const(count),
                    [I::I32Shl, I::I32ShrS, I::I32ShrU][operation].clone(),
                ]);
            }
            12 => {
                self.value32();
                let operation = self.pick(&[0, 1, 2, 3, 4, 5]);
                self.has("bit counts");
                self.put(&[[
                    I::I32Clz,
                    I::I32Ctz,
                    I::I32Popcnt,
                    I::I32Extend8S,
                    I::I32Extend16S,
                    I::I32Eqz,
                ][operation]
                    .clone()]);
            }
            13 => {
                self.value32();
                let narrow = self.pick(&[0xff, 0xffff, 0x7f, 0x1ff, 0x00ff_00ff]);
                self.put(&[I::I32Const(narrow), I::I32And]);
            }
            14 | 15 => {
                self.has("min or max");
                self.value32();
                self.value32();
                self.choose32();
            }
            16 | 17 => {
                self.value32();
                self.value32();
                self.boolean();
                self.has("select");
                self.put(&[I::Select]);
            }
            18 => {
                self.has("division");
                self.value32();
                let operation = self.pick(&[0, 1, 2, 3]);
                if self.percent(30) {
                    self.value32();
                    self.put(&[I::I32Const(0x7fff), I::I32And, I::I32Const(1), I::I32Or]);
                } else {
                    let divisor =
                        self.pick(&[2, 3, 5, 7, 10, 16, 100, 255, 641, 65536, -2, -7, i32::MIN]);
                    self.put(&[I::I32Const(divisor)]);
                }
                self.put(&[[I::I32DivS, I::I32DivU, I::I32RemS, I::I32RemU][operation].clone()]);
            }
            19 => {
                self.has("float to integer");
                if self.percent(50) {
                    self.float32();
                    let operation = self.pick(&[0, 1]);
                    self.put(&[[I::I32TruncSatF32S, I::I32TruncSatF32U][operation].clone()]);
                } else {
                    self.float64();
                    let operation = self.pick(&[0, 1]);
                    self.put(&[[I::I32TruncSatF64S, I::I32TruncSatF64U][operation].clone()]);
                }
            }
            20 => self.boolean(),
            21 | 22 => {
                self.value64();
                if self.percent(50) {
                    let count = self.random.below(64) as i64;
                    let operation = self.pick(&[0, 1]);
                    self.put(&[I::I64Const(count), [I::I64ShrS, I::I64ShrU][operation].clone()]);
                }
                self.put(&[I::I32WrapI64]);
            }
            _ => self.leaf32(),
        }
    }

    fn value64(&mut self) {
        if self.depth == 0 {
            return self.leaf64();
        }
        self.deeper(|body| body.operation64());
    }

    fn leaf64(&mut self) {
        match self.random.below(12) {
            0..=4 => {
                let bytes = self.pick(&[1, 2, 4, 8]);
                self.load64(SOURCE, bytes, Some(Range::Plain));
            }
            5 | 6 => {
                let bytes = self.pick(&[1, 2, 4, 8]);
                self.load64(TABLE, bytes, None);
            }
            7 => {
                let value = self.constant();
                self.put(&[I::I64Const(value)]);
            }
            8 => self.put(&[I::LocalGet(Y)]),
            9 => self.counter64(),
            _ => {
                self.leaf32();
                let operation = self.pick(&[0, 1]);
                self.put(&[[I::I64ExtendI32S, I::I64ExtendI32U][operation].clone()]);
            }
        }
    }

    fn operation64(&mut self) {
        match self.random.below(16) {
            0..=5 => {
                self.value64();
                self.value64();
                let operation = self.random.below(8) as usize;
                self.put(&[[
                    I::I64Add,
                    I::I64Sub,
                    I::I64Mul,
                    I::I64And,
                    I::I64Or,
                    I::I64Xor,
                    I::I64Rotl,
                    I::I64Mul,
                ][operation]
                    .clone()]);
            }
            6 | 7 => {
                self.value64();
                let operation = self.random.below(3) as usize;
                if self.percent(50) {
                    self.value64();
                } else {
                    let count = self.random.below(64) as i64;
                    self.put(&[I::I64Const(count)]);
                }
                self.put(&[[I::I64Shl, I::I64ShrS, I::I64ShrU][operation].clone()]);
            }
            8 => {
                self.value64();
                let operation = self.random.below(6) as usize;
                self.put(&[[
                    I::I64Clz,
                    I::I64Ctz,
                    I::I64Popcnt,
                    I::I64Extend8S,
                    I::I64Extend16S,
                    I::I64Extend32S,
                ][operation]
                    .clone()]);
            }
            9 => {
                self.value64();
                self.value64();
                self.choose64();
            }
            10 => {
                self.value64();
                self.value64();
                self.boolean();
                self.put(&[I::Select]);
            }
            11 => {
                self.value64();
                let operation = self.random.below(4) as usize;
                let divisor = self.pick(&[2, 3, 7, 10, 1000, 0xffff_ffff, -3, i64::MIN]);
                self.put(&[I::I64Const(divisor)]);
                self.put(&[[I::I64DivS, I::I64DivU, I::I64RemS, I::I64RemU][operation].clone()]);
            }
            12 => {
                self.float64();
                let operation = self.random.below(2) as usize;
                self.put(&[[I::I64TruncSatF64S, I::I64TruncSatF64U][operation].clone()]);
            }
            _ => {
                self.value32();
                let operation = self.random.below(2) as usize;
                self.put(&[[I::I64ExtendI32S, I::I64ExtendI32U][operation].clone()]);
            }
        }
    }

    fn float32(&mut self) {
        if self.depth == 0 {
            return match self.random.below(6) {
                0 | 1 => {
                    let offset = self.address(SOURCE, 4, Some(Range::Plain));
                    self.put(&[I::F32Load(arg(offset))]);
                }
                2 => {
                    let value =
                        self.pick(&[0.0, -0.0, 1.0, 0.5, -2.5, 65535.0, 1e-40, f32::INFINITY]);
                    self.put(&[I::F32Const(Ieee32::new(value.to_bits()))]);
                }
                _ => {
                    let bytes = self.pick(&[1, 2, 4]);
                    self.load32(SOURCE, bytes, Some(Range::Plain));
                    let operation = self.random.below(2) as usize;
                    self.has("integer to float");
                    self.put(&[[I::F32ConvertI32S, I::F32ConvertI32U][operation].clone()]);
                }
            };
        }
        self.deeper(|body| match body.random.below(8) {
            0..=3 => {
                body.float32();
                body.float32();
                let operation = body.random.below(8) as usize;
                body.put(&[[
                    I::F32Add,
                    I::F32Sub,
                    I::F32Mul,
                    I::F32Min,
                    I::F32Max,
                    I::F32Copysign,
                    I::F32Div,
                    I::F32Mul,
                ][operation]
                    .clone()]);
                body.canonical(ValType::F32);
            }
            4 => {
                body.float32();
                let operation = body.random.below(7) as usize;
                body.put(&[[
                    I::F32Abs,
                    I::F32Neg,
                    I::F32Sqrt,
                    I::F32Floor,
                    I::F32Ceil,
                    I::F32Trunc,
                    I::F32Nearest,
                ][operation]
                    .clone()]);
                body.canonical(ValType::F32);
            }
            5 => {
                body.float32();
                body.float32();
                body.boolean();
                body.put(&[I::Select]);
            }
            6 => {
                body.float64();
                body.put(&[I::F32DemoteF64]);
                body.canonical(ValType::F32);
            }
            _ => {
                body.value64();
                let operation = body.random.below(2) as usize;
                body.put(&[[I::F32ConvertI64S, I::F32ConvertI64U][operation].clone()]);
            }
        });
    }

    fn float64(&mut self) {
        if self.depth == 0 {
            return match self.random.below(5) {
                0 => {
                    let offset = self.address(SOURCE, 8, Some(Range::Plain));
                    self.put(&[I::F64Load(arg(offset))]);
                }
                1 => {
                    let value = self.pick(&[0.0, -0.0, 1.0, 0.1, -1e300, 4294967296.0]);
                    self.put(&[I::F64Const(Ieee64::new(f64::to_bits(value)))]);
                }
                _ => {
                    let bytes = self.pick(&[1, 2, 4]);
                    self.load32(SOURCE, bytes, Some(Range::Plain));
                    let operation = self.random.below(2) as usize;
                    self.put(&[[I::F64ConvertI32S, I::F64ConvertI32U][operation].clone()]);
                }
            };
        }
        self.deeper(|body| match body.random.below(7) {
            0..=3 => {
                body.float64();
                body.float64();
                let operation = body.random.below(7) as usize;
                body.put(&[[
                    I::F64Add,
                    I::F64Sub,
                    I::F64Mul,
                    I::F64Min,
                    I::F64Max,
                    I::F64Copysign,
                    I::F64Div,
                ][operation]
                    .clone()]);
                body.canonical(ValType::F64);
            }
            4 => {
                body.float64();
                body.float64();
                body.boolean();
                body.put(&[I::Select]);
            }
            5 => {
                body.float32();
                body.put(&[I::F64PromoteF32]);
                body.canonical(ValType::F64);
            }
            _ => {
                body.value64();
                let operation = body.random.below(2) as usize;
                body.put(&[[I::F64ConvertI64S, I::F64ConvertI64U][operation].clone()]);
            }
        });
    }

    /// 0 or 1.
    fn boolean(&mut self) {
        match self.random.below(8) {
            0 => {
                self.value64();
                self.value64();
                let operation = self.random.below(4) as usize;
                self.put(&[[I::I64LtS, I::I64LtU, I::I64Eq, I::I64Ne][operation].clone()]);
            }
            1 => {
                self.float32();
                self.float32();
                let operation = self.random.below(4) as usize;
                self.put(&[[I::F32Lt, I::F32Ge, I::F32Eq, I::F32Ne][operation].clone()]);
            }
            2 => {
                self.float64();
                self.float64();
                let operation = self.random.below(3) as usize;
                self.put(&[[I::F64Lt, I::F64Ge, I::F64Eq][operation].clone()]);
            }
            3 => {
                self.leaf32();
                let bit = self.random.below(8) as i32;
                self.put(&[I::I32Const(1 << bit), I::I32And, I::I32Eqz]);
            }
            _ => {
                self.leaf32();
                self.leaf32();
                let operation = self.random.below(8) as usize;
                self.put(&[[
                    I::I32LtS,
                    I::I32LtU,
                    I::I32GtS,
                    I::I32GtU,
                    I::I32LeS,
                    I::I32GeU,
                    I::I32Eq,
                    I::I32Ne,
                ][operation]
                    .clone()]);
            }
        }
    }

    /// The smaller or larger of two, signed or not.
    fn choose32(&mut self) {
        let [a, b] = [self.shared(ValType::I32), self.shared(ValType::I32)];
        let operation = self.random.below(4) as usize;
        let compare = [I::I32LtS, I::I32LtU, I::I32GtS, I::I32GtU][operation].clone();
        self.put(&[I::LocalSet(b), I::LocalTee(a), I::LocalGet(b), I::LocalGet(a), I::LocalGet(b)]);
        self.put(&[compare, I::Select]);
    }

    fn choose64(&mut self) {
        let [a, b] = [self.shared(ValType::I64), self.shared(ValType::I64)];
        let operation = self.random.below(4) as usize;
        let compare = [I::I64LtS, I::I64LtU, I::I64GtS, I::I64GtU][operation].clone();
        self.put(&[I::LocalSet(b), I::LocalTee(a), I::LocalGet(b), I::LocalGet(a), I::LocalGet(b)]);
        self.put(&[compare, I::Select]);
    }

    /// The bits of a NaN that arithmetic makes are no one's promise.
    fn canonical(&mut self, ty: ValType) {
        let local = self.shared(ty);
        let (nan, equal) = match ty {
            ValType::F32 => (I::F32Const(Ieee32::new(0x7fc0_0000)), I::F32Eq),
            _ => (I::F64Const(Ieee64::new(0x7ff8 << 48)), I::F64Eq),
        };
        self.put(&[
            I::LocalTee(local),
            nan,
            I::LocalGet(local),
            I::LocalGet(local),
            equal,
            I::Select,
        ]);
    }

    fn constant(&mut self) -> i64 {
        if self.percent(60) {
            return self.pick(&EXTREMES);
        }
        let shift = self.random.below(64);
        let value = (self.random.next() >> shift) as i64;
        if self.percent(30) { value.wrapping_neg() } else { value }
    }

    pub fn counter32(&mut self) {
        self.put(&[I::LocalGet(self.counter.local)]);
        if self.counter.ty == ValType::I64 {
            self.put(&[I::I32WrapI64]);
        }
    }

    fn counter64(&mut self) {
        self.put(&[I::LocalGet(self.counter.local)]);
        if self.counter.ty == ValType::I32 {
            let operation = self.random.below(2) as usize;
            self.put(&[[I::I64ExtendI32S, I::I64ExtendI32U][operation].clone()]);
        }
    }

    fn load32(&mut self, array: Array, bytes: u32, range: Option<Range>) {
        let offset = self.address(array, bytes, range);
        let at = arg(offset);
        let signed = self.percent(50);
        self.put(&[match (bytes, signed) {
            (1, true) => I::I32Load8S(at),
            (1, false) => I::I32Load8U(at),
            (2, true) => I::I32Load16S(at),
            (2, false) => I::I32Load16U(at),
            _ => I::I32Load(at),
        }]);
    }

    fn load64(&mut self, array: Array, bytes: u32, range: Option<Range>) {
        let offset = self.address(array, bytes, range);
        let at = arg(offset);
        let signed = self.percent(50);
        self.put(&[match (bytes, signed) {
            (1, true) => I::I64Load8S(at),
            (1, false) => I::I64Load8U(at),
            (2, true) => I::I64Load16S(at),
            (2, false) => I::I64Load16U(at),
            (4, true) => I::I64Load32S(at),
            (4, false) => I::I64Load32U(at),
            _ => I::I64Load(at),
        }]);
    }

    /// An index, as an i32. None: of any form.
    fn index(&mut self, wanted: Option<Range>) -> Range {
        if wanted == Some(Range::Plain) && self.counter.index {
            self.counter32();
            return Range::Plain;
        }
        // Every copy takes as many random numbers as the first.
        let moved = self.percent(70);
        if moved && self.copy > 0 {
            self.counter32();
            self.put(&[I::I32Const(self.copy as i32 * self.counter.step), I::I32Add]);
        } else {
            self.counter32();
        }
        let mask = if self.percent(75) {
            (1 << (1 + self.random.below(8))) - 1
        } else {
            self.pick(&[5, 6, 0x15, 0xf0, 0xfc, 0x81, 0x154])
        };
        match self.random.below(12) {
            0..=3 => {
                self.has("masked index");
                if self.counter.ty == ValType::I64 && self.percent(40) && self.copy == 0 {
                    // The mask before the narrowing.
                    self.code.pop();
                    self.put(&[I::I64Const(mask.into()), I::I64And, I::I32WrapI64]);
                } else {
                    self.put(&[I::I32Const(mask), I::I32And]);
                }
                Range::Small
            }
            4 => {
                self.has("narrowed index");
                self.put(&[I::I32Extend8S]);
                Range::Signed
            }
            5 => {
                self.has("shifted index");
                let bits = self.pick(&[24, 25, 28, 30]);
                let signed = self.percent(50);
                self.put(&[I::I32Const(bits), I::I32Shl, I::I32Const(bits)]);
                self.put(&[if signed { I::I32ShrS } else { I::I32ShrU }]);
                Range::Signed
            }
            6 => {
                self.has("index with stride and mask");
                let stride = self.pick(&[2, 3, 4, 5, 7, 8, -1, -3]);
                self.put(&[I::I32Const(stride), I::I32Mul, I::I32Const(mask), I::I32And]);
                Range::Small
            }
            7 => {
                self.has("index with offset and mask");
                let offset = self.pick(&[1, 2, 3, 7, -1, 100, i32::MAX]);
                self.put(&[I::I32Const(offset), I::I32Add, I::I32Const(mask), I::I32And]);
                Range::Small
            }
            8 => {
                self.has("divided index");
                let shift = self.pick(&[1, 2, 3, 4]);
                self.put(&[I::I32Const(shift), I::I32ShrU, I::I32Const(mask), I::I32And]);
                Range::Small
            }
            9 => {
                self.has("remainder index");
                let divisor = self.pick(&[3, 5, 7, 10, 12, 16]);
                self.put(&[I::I32Const(divisor), I::I32RemU]);
                Range::Small
            }
            10 => {
                self.has("gather");
                self.put(&[I::I32Const(1023), I::I32And, I::I32Load8U(arg(SRC_AT.into()))]);
                if self.percent(60) {
                    self.put(&[I::I32Const(mask), I::I32And]);
                }
                Range::Small
            }
            _ => {
                if !self.counter.index {
                    self.put(&[I::I32Const(255), I::I32And]);
                    return Range::Small;
                }
                self.has("reversed index");
                let last = self.shared(ValType::I32);
                self.put(&[I::LocalSet(last), I::LocalGet(N), I::LocalGet(last), I::I32Sub]);
                Range::Signed
            }
        }
    }

    /// Leaves an address and gives the offset that belongs to it.
    fn address(&mut self, array: Array, size: u32, range: Option<Range>) -> u64 {
        let small = self.pick(&[0, 0, 0, 1, 2, 16, size]);
        let copied = self.copy * self.counter.step.max(1) as u32 * size;
        let (parameter, place) = array;
        if range == Some(Range::Plain) && (!self.counter.index || self.percent(25)) {
            // A pointer that goes along.
            self.has("pointer of its own");
            let step = self.pick(&[1, 1, 1, 2, -1]) * size as i32;
            let pointer = self.shared(ValType::I32);
            if self.copy == 0 {
                self.pointers.push((pointer, array, step));
            }
            self.put(&[I::LocalGet(pointer)]);
            return (small + self.copy * size).into();
        }
        let style = self.random.below(10);
        if style < 5 {
            // Base and index.
            if style == 0 && array == SOURCE {
                self.has("base in a global");
                self.put(&[I::GlobalGet(0)]);
            } else {
                self.put(&[I::LocalGet(parameter)]);
            }
            let range = self.index(range);
            self.scale(size);
            self.put(&[I::I32Add]);
            return if range == Range::Plain { (small + copied).into() } else { small.into() };
        }
        let range = self.index(range);
        self.scale(size);
        match range {
            Range::Signed => {
                self.put(&[I::LocalGet(parameter), I::I32Add]);
                small.into()
            }
            Range::Small | Range::Plain if style < 7 => {
                self.put(&[I::LocalGet(parameter), I::I32Add]);
                (small + if range == Range::Plain { copied } else { 0 }).into()
            }
            Range::Small => {
                self.has("constant base");
                u64::from(place + small)
            }
            Range::Plain => {
                self.has("constant base");
                u64::from(place + small + copied)
            }
        }
    }

    fn scale(&mut self, size: u32) {
        if size == 1 {
            return;
        }
        if self.percent(50) {
            self.put(&[I::I32Const(size.trailing_zeros() as i32), I::I32Shl]);
        } else {
            self.put(&[I::I32Const(size as i32), I::I32Mul]);
        }
    }

    pub fn open(&mut self, label: I<'static>) {
        self.labels += 1;
        self.put(&[label]);
    }

    pub fn close(&mut self) {
        self.labels -= 1;
        self.put(&[I::End]);
    }
}
