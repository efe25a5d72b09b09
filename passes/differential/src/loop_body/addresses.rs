//! Loads, and where in the arrays they and stores go.

use super::*;

impl Body {
    pub(super) fn load32(&mut self, array: Array, bytes: u32, range: Option<Range>) {
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

    pub(super) fn load64(&mut self, array: Array, bytes: u32, range: Option<Range>) {
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
    pub(super) fn index(&mut self, wanted: Option<Range>) -> Range {
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
    pub(super) fn address(&mut self, array: Array, size: u32, range: Option<Range>) -> u64 {
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

    pub(super) fn scale(&mut self, size: u32) {
        if size == 1 {
            return;
        }
        if self.percent(50) {
            self.put(&[I::I32Const(size.trailing_zeros() as i32), I::I32Shl]);
        } else {
            self.put(&[I::I32Const(size as i32), I::I32Mul]);
        }
    }
}
