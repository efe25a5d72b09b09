//! Values of 128 bits and what is stored of them.

use super::*;

impl Body {
    /// Vectors: loaded, worked on, stored or accumulated.
    pub(super) fn vectors(&mut self) {
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

    pub(super) fn vector(&mut self, depth: u32) {
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
}
