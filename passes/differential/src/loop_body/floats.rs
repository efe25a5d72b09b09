//! Floats of 32 and 64 bits.

use super::*;

impl Body {
    pub(super) fn float32(&mut self) {
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

    pub(super) fn float64(&mut self) {
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

    /// The bits of a NaN that arithmetic makes are no one's promise.
    pub(super) fn canonical(&mut self, ty: ValType) {
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
}
