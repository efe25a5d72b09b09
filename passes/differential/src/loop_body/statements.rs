//! Statements: what a loop stores, sums up, searches for and carries on.

use super::*;

impl Body {
    pub(super) fn store(&mut self) {
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
        self.put(&[store(ty, bytes, offset)]);
    }

    /// An accumulator takes a value.
    pub(super) fn reduce(&mut self) {
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

    pub(super) fn condition(&mut self) {
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

    pub(super) fn search(&mut self) {
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
    pub(super) fn recurrence(&mut self) {
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

    pub(super) fn histogram(&mut self) {
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
    pub(super) fn product(&mut self) {
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
    pub(super) fn counted_factor(&mut self) {
        self.counter64();
        match self.random.below(5) {
            0 => self.put(&[I::I64Extend16S]),
            1 => self.put(&[I::I64Const(0x7fff), I::I64And]),
            2 => self.put(&[I::I64Const(0xff), I::I64And]),
            _ => {}
        }
    }

    /// A number of 8 or 16 bits with its sign, which does not change.
    pub(super) fn narrow_number(&mut self) {
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
    pub(super) fn signed_factor(&mut self, bytes: u32) {
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
    pub(super) fn factor64(&mut self) {
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

    pub(super) fn factor32(&mut self) {
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
    pub(super) fn inner(&mut self) {
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
    pub(super) fn idiom(&mut self) {
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
}
