//! Integers of 32 and 64 bits, and choices among them.

use super::*;

impl Body {
    pub(super) fn value(&mut self, ty: ValType) {
        match ty {
            ValType::I32 => self.value32(),
            ValType::I64 => self.value64(),
            ValType::F32 => self.float32(),
            _ => self.float64(),
        }
    }

    pub(super) fn deeper(&mut self, make: impl FnOnce(&mut Body)) {
        let depth = self.depth;
        self.depth = depth.saturating_sub(1);
        make(self);
        self.depth = depth;
    }

    pub(super) fn value32(&mut self) {
        if self.depth == 0 {
            return self.leaf32();
        }
        self.deeper(|body| body.operation32());
    }

    pub(super) fn leaf32(&mut self) {
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

    pub(super) fn operation32(&mut self) {
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

    pub(super) fn value64(&mut self) {
        if self.depth == 0 {
            return self.leaf64();
        }
        self.deeper(|body| body.operation64());
    }

    pub(super) fn leaf64(&mut self) {
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

    pub(super) fn operation64(&mut self) {
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

    /// 0 or 1.
    pub(super) fn boolean(&mut self) {
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
    pub(super) fn choose32(&mut self) {
        let [a, b] = [self.shared(ValType::I32), self.shared(ValType::I32)];
        let operation = self.random.below(4) as usize;
        let compare = [I::I32LtS, I::I32LtU, I::I32GtS, I::I32GtU][operation].clone();
        self.put(&[I::LocalSet(b), I::LocalTee(a), I::LocalGet(b), I::LocalGet(a), I::LocalGet(b)]);
        self.put(&[compare, I::Select]);
    }

    pub(super) fn choose64(&mut self) {
        let [a, b] = [self.shared(ValType::I64), self.shared(ValType::I64)];
        let operation = self.random.below(4) as usize;
        let compare = [I::I64LtS, I::I64LtU, I::I64GtS, I::I64GtU][operation].clone();
        self.put(&[I::LocalSet(b), I::LocalTee(a), I::LocalGet(b), I::LocalGet(a), I::LocalGet(b)]);
        self.put(&[compare, I::Select]);
    }
}
