//! Values that come from something that may trap. Each step takes a value and makes another one of it: some
//! keep all of it, some part of it, and some nothing, in ways that optimisers know.

use wasm_encoder::{BlockType, Instruction as I, ValType};

use super::{Body, Code, P, PAGE, Place, Q, V, X, Y, arg};

type Typed = (ValType, Code);

impl Body<'_> {
    /// Something that may trap, and what is made of it.
    pub fn value(&mut self) -> Typed {
        if self.random.percent(6) {
            return self.loaded_twice();
        }
        let (mut ty, mut code) = self.source();
        for _ in 0..self.random.pick(&[0, 0, 1, 1, 2]) {
            (ty, code) = self.changed(ty, code);
        }
        if self.random.percent(70) {
            (ty, code) = self.useless(ty, code);
            for _ in 0..self.random.pick(&[0, 0, 0, 1]) {
                (ty, code) = self.changed(ty, code);
            }
        }
        (ty, code)
    }

    /// Loads mostly.
    fn source(&mut self) -> Typed {
        match self.random.below(20) {
            0 => {
                self.has("division");
                let by = vec![I::LocalGet(P), I::I32Const(3), I::I32And];
                let divide = self.pick(&[I::I32DivS, I::I32DivU, I::I32RemS, I::I32RemU]);
                (ValType::I32, [vec![I::LocalGet(Q)], by, vec![divide]].concat())
            }
            1 => {
                self.has("truncation");
                let (ty, convert) = self.pick(&[
                    (ValType::I32, I::I32TruncF64S),
                    (ValType::I32, I::I32TruncF64U),
                    (ValType::I64, I::I64TruncF64S),
                ]);
                (ty, vec![I::LocalGet(Y), convert])
            }
            2 => {
                self.has("load in a callee");
                let Place { address, .. } = self.place(4);
                (ValType::I32, [address, vec![I::Call(self.helpers.loads)]].concat())
            }
            3 => {
                self.has("one of several results");
                let Place { address, .. } = self.place(8);
                let call = [address, vec![I::Call(self.helpers.many)]].concat();
                let (wide, float) = (self.local(ValType::I64), self.local(ValType::F64));
                match self.random.below(3) {
                    0 => (ValType::I32, [call, vec![I::Drop, I::Drop]].concat()),
                    1 => {
                        let keep = vec![I::Drop, I::LocalSet(wide), I::Drop, I::LocalGet(wide)];
                        (ValType::I64, [call, keep].concat())
                    }
                    _ => {
                        let keep = vec![I::LocalSet(float), I::Drop, I::Drop, I::LocalGet(float)];
                        (ValType::F64, [call, keep].concat())
                    }
                }
            }
            _ => {
                let ty = self.pick(&[
                    ValType::I32,
                    ValType::I32,
                    ValType::I32,
                    ValType::I64,
                    ValType::I64,
                    ValType::F32,
                    ValType::F64,
                    ValType::V128,
                    ValType::V128,
                ]);
                let (size, load) = self.load(ty);
                let Place { address, at } = self.place(size);
                (ty, [address, load(at)].concat())
            }
        }
    }

    /// Two loads from one address, which is written in two ways, and what does not depend on what they give.
    fn loaded_twice(&mut self) -> Typed {
        self.has("loaded twice from an address that is written in two ways");
        let ty = self.pick(&[ValType::I32, ValType::I32, ValType::I64]);
        let (size, load) = self.load(ty);
        let shift = self.pick(&[0, 1, 2, 3]);
        // In bounds at times.
        let base = (PAGE - self.pick(&[8, 16, 32, 256]) - size) as i32 & -8;
        let mask = self.pick(&[3, 7, 31]);
        let local = self.pick(&[P, Q]);
        let index = vec![I::LocalGet(local), I::I32Const(mask), I::I32And];
        let mut ways = [0, 1, 2, 3, 4, 5, 6].map(|way| spelled(way, &index, shift, base)).to_vec();
        let first = ways.swap_remove(self.random.below(7) as usize);
        let second = ways.swap_remove(self.random.below(6) as usize);
        let at = arg(0, 0);
        let loads = [first, load(at), second, load(at)].concat();
        let (result, by) = match ty {
            ValType::I32 => self.pick(&[
                (ValType::I32, I::I32Eq),
                (ValType::I32, I::I32Ne),
                (ValType::I32, I::I32GeU),
                (ValType::I32, I::I32LtS),
                (ValType::I32, I::I32Xor),
                (ValType::I32, I::I32Sub),
            ]),
            _ => self.pick(&[
                (ValType::I32, I::I64Eq),
                (ValType::I32, I::I64LeU),
                (ValType::I32, I::I64GtS),
                (ValType::I64, I::I64Xor),
                (ValType::I64, I::I64Sub),
            ]),
        };
        (result, [loads, vec![by]].concat())
    }

    /// A load of a type: its size, and the instructions after the address.
    pub fn load(&mut self, ty: ValType) -> (u32, Box<dyn Fn(wasm_encoder::MemArg) -> Code>) {
        let which = self.random.below(12);
        let lane = self.random.below(16) as u8;
        match ty {
            ValType::I32 => match which {
                0..=4 => (4, Box::new(|at| vec![I::I32Load(at)])),
                5 | 6 => (2, Box::new(|at| vec![I::I32Load16S(at)])),
                7 | 8 => (2, Box::new(|at| vec![I::I32Load16U(at)])),
                9 => (1, Box::new(|at| vec![I::I32Load8S(at)])),
                _ => (1, Box::new(|at| vec![I::I32Load8U(at)])),
            },
            ValType::I64 => match which {
                0..=4 => (8, Box::new(|at| vec![I::I64Load(at)])),
                5 => (4, Box::new(|at| vec![I::I64Load32S(at)])),
                6 => (4, Box::new(|at| vec![I::I64Load32U(at)])),
                7 => (2, Box::new(|at| vec![I::I64Load16S(at)])),
                8 => (2, Box::new(|at| vec![I::I64Load16U(at)])),
                9 => (1, Box::new(|at| vec![I::I64Load8S(at)])),
                _ => (1, Box::new(|at| vec![I::I64Load8U(at)])),
            },
            ValType::F32 => (4, Box::new(|at| vec![I::F32Load(at)])),
            ValType::F64 => (8, Box::new(|at| vec![I::F64Load(at)])),
            _ => match which {
                0..=3 => (16, Box::new(|at| vec![I::V128Load(at)])),
                4 => (8, Box::new(|at| vec![I::V128Load8x8S(at)])),
                5 => (8, Box::new(|at| vec![I::V128Load32x2U(at)])),
                6 => (1, Box::new(|at| vec![I::V128Load8Splat(at)])),
                7 => (8, Box::new(|at| vec![I::V128Load64Splat(at)])),
                8 => (4, Box::new(|at| vec![I::V128Load32Zero(at)])),
                9 => (8, Box::new(|at| vec![I::V128Load64Zero(at)])),
                10 => (
                    1,
                    Box::new(move |memarg| vec![I::LocalGet(V), I::V128Load8Lane { memarg, lane }]),
                ),
                _ => (
                    4,
                    Box::new(move |memarg| {
                        vec![I::LocalGet(V), I::V128Load32Lane { memarg, lane: lane % 4 }]
                    }),
                ),
            },
        }
    }

    fn constant(&mut self, ty: ValType) -> I<'static> {
        let number = self.pick(&[1, 2, 3, 7, 16, 0x7f, 0xff, 0x8000, -1, -2, 0x1234_5678]);
        match ty {
            ValType::I32 => I::I32Const(number as i32),
            ValType::I64 => I::I64Const(number),
            ValType::F32 => I::F32Const((number as f32).into()),
            ValType::F64 => I::F64Const((number as f64).into()),
            _ => I::V128Const(i128::from(number) << 64 | i128::from(number as u32)),
        }
    }

    /// A parameter of a type, or nearly.
    fn parameter(&mut self, ty: ValType) -> Code {
        match ty {
            ValType::I32 => vec![I::LocalGet(self.pick(&[P, Q]))],
            ValType::I64 => vec![I::LocalGet(X)],
            ValType::F32 => vec![I::LocalGet(P), I::F32ConvertI32S],
            ValType::F64 => vec![I::LocalGet(Y)],
            _ => vec![I::LocalGet(V)],
        }
    }

    /// Another value, which still depends on it, at least in part.
    fn changed(&mut self, ty: ValType, value: Code) -> Typed {
        let other =
            if self.random.percent(60) { vec![self.constant(ty)] } else { self.parameter(ty) };
        let after = |operations: &[I<'static>]| [&value[..], operations].concat();
        let with = |operation: I<'static>| [&value[..], &other[..], &[operation]].concat();
        match ty {
            ValType::I32 => match self.random.below(16) {
                0..=4 => {
                    let operations = [
                        I::I32Add,
                        I::I32Sub,
                        I::I32Mul,
                        I::I32Xor,
                        I::I32Or,
                        I::I32And,
                        I::I32ShrU,
                    ];
                    (ty, with(self.pick(&operations)))
                }
                5 => (
                    ty,
                    after(&[self.pick(&[
                        I::I32Extend8S,
                        I::I32Extend16S,
                        I::I32Clz,
                        I::I32Popcnt,
                    ])]),
                ),
                6 => (
                    ty,
                    after(&[
                        I::I32Const(self.pick(&[1, 8, 16, 24, 31])),
                        self.pick(&[I::I32Shl, I::I32ShrS, I::I32ShrU]),
                    ]),
                ),
                7 => (ty, after(&[I::I32Eqz])),
                8 | 9 => (ValType::I64, after(&[self.pick(&[I::I64ExtendI32S, I::I64ExtendI32U])])),
                10 => (ValType::F64, after(&[self.pick(&[I::F64ConvertI32S, I::F64ConvertI32U])])),
                11 => {
                    (ValType::F32, after(&[self.pick(&[I::F32ConvertI32S, I::F32ReinterpretI32])]))
                }
                12 => (ValType::V128, after(&[self.pick(&[I::I8x16Splat, I::I32x4Splat])])),
                13 => {
                    let divisor = self.pick(&[2, 3, 10, -1, 300]);
                    (
                        ty,
                        after(&[
                            I::I32Const(divisor),
                            self.pick(&[I::I32DivU, I::I32RemS, I::I32RemU]),
                        ]),
                    )
                }
                14 => {
                    self.has("given to who needs it at times");
                    let at = self.condition();
                    (ty, [value, at, vec![I::Call(self.helpers.at_times)]].concat())
                }
                _ => {
                    self.has("selected at times");
                    let at = self.condition();
                    (ty, [value, other, at, vec![I::Select]].concat())
                }
            },
            ValType::I64 => match self.random.below(10) {
                0..=3 => {
                    let operations =
                        [I::I64Add, I::I64Sub, I::I64Mul, I::I64Xor, I::I64Or, I::I64And];
                    (ty, with(self.pick(&operations)))
                }
                4 => (ty, after(&[self.pick(&[I::I64Extend8S, I::I64Extend32S, I::I64Ctz])])),
                5 => (
                    ty,
                    after(&[
                        I::I64Const(self.pick(&[1, 8, 32, 63])),
                        self.pick(&[I::I64Shl, I::I64ShrS, I::I64ShrU]),
                    ]),
                ),
                6 => (ValType::I32, after(&[self.pick(&[I::I32WrapI64, I::I64Eqz])])),
                7 => {
                    (ValType::F64, after(&[self.pick(&[I::F64ConvertI64S, I::F64ReinterpretI64])]))
                }
                8 => (ValType::V128, after(&[I::I64x2Splat])),
                _ => {
                    let at = self.condition();
                    (ty, [value, other, at, vec![I::Select]].concat())
                }
            },
            ValType::F32 => match self.random.below(4) {
                0 => (ty, with(self.pick(&[I::F32Add, I::F32Mul, I::F32Min, I::F32Max]))),
                1 => (ty, after(&[self.pick(&[I::F32Abs, I::F32Neg, I::F32Floor])])),
                2 => (ValType::F64, after(&[I::F64PromoteF32])),
                _ => (ValType::I32, after(&[self.pick(&[I::I32TruncSatF32S, I::I32TruncSatF32U])])),
            },
            ValType::F64 => match self.random.below(4) {
                0 => (ty, with(self.pick(&[I::F64Add, I::F64Mul, I::F64Min, I::F64Max]))),
                1 => (ty, after(&[self.pick(&[I::F64Abs, I::F64Neg, I::F64Sqrt])])),
                2 => (ValType::F32, after(&[I::F32DemoteF64])),
                _ => (ValType::I64, after(&[self.pick(&[I::I64TruncSatF64S, I::I64TruncSatF64U])])),
            },
            _ => match self.random.below(9) {
                0..=2 => {
                    let operations = [
                        I::I8x16Add,
                        I::I16x8Mul,
                        I::I32x4Sub,
                        I::V128Xor,
                        I::V128And,
                        I::I8x16MinU,
                        I::I16x8AddSatS,
                        I::I32x4MaxS,
                    ];
                    (ty, with(self.pick(&operations)))
                }
                3 => (
                    ty,
                    after(&[self.pick(&[
                        I::I16x8ExtendLowI8x16S,
                        I::I32x4ExtendHighI16x8U,
                        I::I8x16Abs,
                    ])]),
                ),
                4 => {
                    let lanes = std::array::from_fn(|_| self.random.below(32) as u8);
                    (ty, with(I::I8x16Shuffle(lanes)))
                }
                5 => (
                    ValType::I32,
                    after(&[self.pick(&[
                        I::I32x4ExtractLane(0),
                        I::I32x4ExtractLane(3),
                        I::I8x16ExtractLaneU(15),
                    ])]),
                ),
                6 => (ValType::I64, after(&[I::I64x2ExtractLane(self.pick(&[0, 1]))])),
                7 => (
                    ValType::I32,
                    after(&[self.pick(&[I::V128AnyTrue, I::I8x16AllTrue, I::I8x16Bitmask])]),
                ),
                _ => (ValType::F64, after(&[I::F64x2ExtractLane(1)])),
            },
        }
    }

    /// A value that does not depend on it, though it is made of it.
    fn useless(&mut self, ty: ValType, value: Code) -> Typed {
        if self.random.percent(10) {
            return self.useless_in_any_type(ty, value);
        }
        match ty {
            ValType::I32 => self.useless_32(value),
            ValType::I64 => self.useless_64(value),
            ValType::F32 | ValType::F64 => self.useless_float(ty, value),
            _ => self.useless_vector(value),
        }
    }

    fn useless_in_any_type(&mut self, ty: ValType, value: Code) -> Typed {
        let other = self.parameter(ty);
        match self.random.below(5) {
            0 => {
                self.has("selected away");
                (ty, [value, other, vec![I::I32Const(0), I::Select]].concat())
            }
            1 => {
                self.has("selected away, as the other");
                (ty, [other, value, vec![I::I32Const(1), I::Select]].concat())
            }
            2 => {
                self.has("selected away by two conditions");
                let local = self.local(ty);
                let condition = self.condition();
                let code = [value, vec![I::LocalSet(local)], other.clone()];
                let inner = [vec![I::LocalGet(local)], other, condition.clone(), vec![I::Select]];
                (ty, [code.concat(), inner.concat(), condition, vec![I::Select]].concat())
            }
            3 => {
                self.has("a local that is set again");
                let local = self.local(ty);
                let set = [value, vec![I::LocalSet(local)], other, vec![I::LocalSet(local)]];
                (ty, [set.concat(), vec![I::LocalGet(local)]].concat())
            }
            _ => {
                self.has("the result of a block that another one takes");
                let block = vec![I::Block(BlockType::Result(ty))];
                let rest = vec![I::Br(0), I::End];
                (ty, [block, value, vec![I::Drop], other, rest].concat())
            }
        }
    }

    fn useless_32(&mut self, value: Code) -> Typed {
        let (a, b) = (self.local(ValType::I32), self.local(ValType::I32));
        let k = self.constant(ValType::I32);
        let p = self.parameter(ValType::I32);
        let (get, set, tee) = (I::LocalGet(a), I::LocalSet(a), I::LocalTee(a));
        let number = I::I32Const;
        let (what, after): (_, Code) = match self.random.below(42) {
            0 => ("times 0", vec![number(0), I::I32Mul]),
            1 => ("and 0", vec![number(0), I::I32And]),
            2 => ("or -1", vec![number(-1), I::I32Or]),
            3 => ("v - v", vec![tee, get, I::I32Sub]),
            4 => ("v ^ v", vec![tee, get, I::I32Xor]),
            5 => ("v == v", vec![tee, get, I::I32Eq]),
            6 => ("v < v", vec![tee, get, self.pick(&[I::I32LtS, I::I32GtU])]),
            7 => ("(v + k) - v", vec![tee, k, I::I32Add, get, I::I32Sub]),
            8 => ("(v + p) - v", [vec![tee], p, vec![I::I32Add, get, I::I32Sub]].concat()),
            9 => ("(v ^ k) ^ v", vec![tee, k, I::I32Xor, get, I::I32Xor]),
            10 => ("v - (v + k)", vec![tee.clone(), get, k, I::I32Add, I::I32Sub]),
            11 => ("v * k - v * k", vec![tee, k.clone(), I::I32Mul, get, k, I::I32Mul, I::I32Sub]),
            12 => (
                "(v << 1) - 2 v",
                vec![tee, number(1), I::I32Shl, get, number(2), I::I32Mul, I::I32Sub],
            ),
            13 => ("shifted out twice", vec![number(16), I::I32Shl, number(16), I::I32Shl]),
            14 => ("shifted out", vec![number(0xff), I::I32And, number(8), I::I32ShrU]),
            15 => (
                "masks without a common bit",
                vec![number(0xf0), I::I32And, number(0x0f), I::I32And],
            ),
            16 => ("rest of 1", vec![number(1), self.pick(&[I::I32RemU, I::I32RemS])]),
            17 => ("rest of -1", vec![number(-1), I::I32RemS]),
            18 => ("unsigned < 0", vec![number(0), I::I32LtU]),
            19 => ("unsigned >= 0", vec![number(0), I::I32GeU]),
            20 => ("<= the most", vec![number(i32::MAX), I::I32LeS]),
            21 => (
                "clz > 32",
                vec![self.pick(&[I::I32Clz, I::I32Ctz, I::I32Popcnt]), number(32), I::I32GtU],
            ),
            22 => {
                ("popcnt >> 6", vec![self.pick(&[I::I32Clz, I::I32Popcnt]), number(6), I::I32ShrU])
            }
            23 => ("(v | 1) == 0", vec![number(1), I::I32Or, I::I32Eqz]),
            24 => ("(v & 7) > 7", vec![number(7), I::I32And, number(7), I::I32GtU]),
            25 => (
                "a byte beyond its range",
                vec![I::I32Extend8S, number(self.pick(&[127, 128, 300])), I::I32GtS],
            ),
            26 => (
                "a half beyond its range",
                vec![I::I32Extend16S, number(self.pick(&[i32::MIN, -32769, 40000])), I::I32Eq],
            ),
            27 => (
                "a quotient beyond its range",
                vec![number(10), I::I32DivU, number(500_000_000), I::I32GtU],
            ),
            28 => ("a rest beyond its range", vec![number(10), I::I32RemU, number(10), I::I32GeU]),
            29 => ("two of a square", vec![tee, get, I::I32Mul, number(2), I::I32And]),
            30 => ("v & ~v", vec![tee, get, number(-1), I::I32Xor, I::I32And]),
            31 => {
                let negative =
                    vec![tee.clone(), number(0), I::I32LtS, get.clone(), number(0), I::I32GtS];
                ("negative and positive", [negative, vec![I::I32And]].concat())
            }
            32 => {
                let smaller =
                    vec![set, number(0), get.clone(), number(0), get, I::I32LtU, I::Select];
                ("the smaller of it and 0", smaller)
            }
            33 => (
                "abs(convert) < 0",
                vec![
                    self.pick(&[I::F64ConvertI32S, I::F64ConvertI32U]),
                    I::F64Abs,
                    I::F64Const(0.0.into()),
                    I::F64Lt,
                ],
            ),
            34 => (
                "a converted number is a half",
                vec![
                    self.pick(&[I::F64ConvertI32S, I::F64ConvertI32U]),
                    I::F64Const(0.5.into()),
                    I::F64Eq,
                ],
            ),
            35 => (
                "a converted number is no number",
                vec![I::F64ConvertI32S, I::LocalTee(b + 1), I::LocalGet(b + 1), I::F64Ne],
            ),
            36 => (
                "a converted number is large",
                vec![I::F32ConvertI32U, I::F32Const(1e10.into()), I::F32Gt],
            ),
            37 => ("ignored by a callee", [p, vec![I::Call(self.helpers.ignores)]].concat()),
            38 => ("times 0 in a callee", vec![number(0), I::Call(self.helpers.times)]),
            39 | 40 => {
                let order = [I::I32LtU, I::I32GtU, I::I32LeU, I::I32GeU, I::I32LtS, I::I32GtS];
                let most = vec![number(self.pick(&[-1, -3, 77_777])), I::I32DivU];
                let few = vec![number(1), I::I32And];
                let truth = self.pick(&[most, few, vec![I::I32Eqz]]);
                ("compared with 0 or 1", [truth, p, vec![self.pick(&order)]].concat())
            }
            _ => return self.carried_product(value),
        };
        if what == "a converted number is no number" {
            let local = self.local(ValType::F64);
            debug_assert_eq!(local, b + 1);
        }
        self.has(what);
        (ValType::I32, [value, after].concat())
    }

    /// A product of a loop that starts with 0 and stays there.
    fn carried_product(&mut self, value: Code) -> Typed {
        let (product, counter) = (self.local(ValType::I32), self.local(ValType::I32));
        let (join, start) = self.pick(&[(I::I32Mul, 0), (I::I32And, 0), (I::I32Or, -1)]);
        self.has("a product that a loop carries");
        let mut code = vec![I::I32Const(start), I::LocalSet(product)];
        code.extend([I::I32Const(0), I::LocalSet(counter), I::Loop(BlockType::Empty)]);
        code.push(I::LocalGet(product));
        code.extend(value);
        code.extend([join, I::LocalSet(product)]);
        code.extend([I::LocalGet(counter), I::I32Const(1), I::I32Add, I::LocalTee(counter)]);
        code.extend([I::I32Const(self.pick(&[2, 3, 8])), I::I32LtU, I::BrIf(0), I::End]);
        code.push(I::LocalGet(product));
        (ValType::I32, code)
    }

    fn useless_64(&mut self, value: Code) -> Typed {
        let a = self.local(ValType::I64);
        let k = self.constant(ValType::I64);
        let p = self.parameter(ValType::I64);
        let (get, tee) = (I::LocalGet(a), I::LocalTee(a));
        let number = I::I64Const;
        let (wide, narrow) = (ValType::I64, ValType::I32);
        let (what, ty, after): (_, _, Code) = match self.random.below(19) {
            0 => ("times 0", wide, vec![number(0), I::I64Mul]),
            1 => ("and 0", wide, vec![number(0), I::I64And]),
            2 => ("or -1", wide, vec![number(-1), I::I64Or]),
            3 => ("v - v", wide, vec![tee, get, I::I64Sub]),
            4 => ("(v + k) - v", wide, vec![tee, k, I::I64Add, get, I::I64Sub]),
            5 => ("(v + p) - v", wide, [vec![tee], p, vec![I::I64Add, get, I::I64Sub]].concat()),
            6 => ("(v ^ k) ^ v", wide, vec![tee, k, I::I64Xor, get, I::I64Xor]),
            7 => ("wrapped after a shift", narrow, vec![number(32), I::I64Shl, I::I32WrapI64]),
            8 => (
                "extended and shifted out",
                wide,
                vec![I::I32WrapI64, I::I64ExtendI32U, number(32), I::I64ShrU],
            ),
            9 => ("rest of 1", wide, vec![number(1), self.pick(&[I::I64RemU, I::I64RemS])]),
            10 => ("unsigned < 0", narrow, vec![number(0), I::I64LtU]),
            11 => (
                "clz > 64",
                narrow,
                vec![self.pick(&[I::I64Clz, I::I64Ctz, I::I64Popcnt]), number(64), I::I64GtU],
            ),
            12 => (
                "beyond 32 bits",
                narrow,
                vec![I::I32WrapI64, I::I64ExtendI32S, number(1 << 40), I::I64Eq],
            ),
            13 => ("(v | k) == 0", narrow, vec![number(1), I::I64Or, I::I64Eqz]),
            14 => (
                "abs(convert) < 0",
                narrow,
                vec![I::F64ConvertI64S, I::F64Abs, I::F64Const(0.0.into()), I::F64Lt],
            ),
            15 => (
                "a converted number is large",
                narrow,
                vec![I::F32ConvertI64U, I::F32Const(1e30.into()), I::F32Gt],
            ),
            16 => ("v == v", narrow, vec![tee, get, self.pick(&[I::I64Eq, I::I64Ne, I::I64LtS])]),
            17 => {
                let turn = self.pick(&[3, 8, 17]);
                let back = vec![number(turn), I::I64Rotl, number(64 - turn), I::I64Rotl];
                (
                    "turned and back, and without itself",
                    wide,
                    [vec![tee], back, vec![get, I::I64Xor]].concat(),
                )
            }
            _ => ("stored over in a callee", wide, vec![I::Call(self.helpers.stores_over)]),
        };
        self.has(what);
        (ty, [value, after].concat())
    }

    fn useless_float(&mut self, ty: ValType, value: Code) -> Typed {
        let a = self.local(ty);
        let p = self.parameter(ty);
        let (get, tee, set) = (I::LocalGet(a), I::LocalTee(a), I::LocalSet(a));
        let of =
            |narrow: I<'static>, wide: I<'static>| if ty == ValType::F32 { narrow } else { wide };
        let zero = of(I::F32Const(0.0.into()), I::F64Const(0.0.into()));
        let infinite = of(I::F32Const(f32::INFINITY.into()), I::F64Const(f64::INFINITY.into()));
        let (what, made, after): (_, _, Code) = match self.random.below(9) {
            0 => (
                "abs < 0",
                ValType::I32,
                vec![of(I::F32Abs, I::F64Abs), zero, of(I::F32Lt, I::F64Lt)],
            ),
            1 => ("beyond infinity", ValType::I32, vec![infinite, of(I::F32Gt, I::F64Gt)]),
            2 => ("v < v", ValType::I32, vec![tee, get, of(I::F32Lt, I::F64Lt)]),
            3 => {
                // The number of the one and the sign of the other.
                let (abs, copy) = (of(I::F32Abs, I::F64Abs), of(I::F32Copysign, I::F64Copysign));
                ("sign not taken", ty, vec![set, zero, get, abs, copy])
            }
            4 => {
                let sign = vec![set];
                (
                    "only its sign, and that not",
                    ty,
                    [
                        sign,
                        p,
                        vec![get, of(I::F32Copysign, I::F64Copysign), of(I::F32Abs, I::F64Abs)],
                    ]
                    .concat(),
                )
            }
            5 if ty == ValType::F32 => {
                ("bits and 0", ValType::I32, vec![I::I32ReinterpretF32, I::I32Const(0), I::I32And])
            }
            5 => {
                ("bits and 0", ValType::I64, vec![I::I64ReinterpretF64, I::I64Const(0), I::I64And])
            }
            6 if ty == ValType::F32 => (
                "bits without a sign, negative",
                ValType::I32,
                vec![I::F32Abs, I::I32ReinterpretF32, I::I32Const(0), I::I32LtS],
            ),
            6 => (
                "bits without a sign, negative",
                ValType::I32,
                vec![I::F64Abs, I::I64ReinterpretF64, I::I64Const(0), I::I64LtS],
            ),
            7 => (
                "truncated, beyond its range",
                ValType::I32,
                vec![of(I::I64TruncSatF32U, I::I64TruncSatF64U), I::I64Const(0), I::I64LtU],
            ),
            _ => (
                "a square root below 0",
                ValType::I32,
                vec![of(I::F32Sqrt, I::F64Sqrt), zero, of(I::F32Lt, I::F64Lt)],
            ),
        };
        self.has(what);
        (made, [value, after].concat())
    }

    fn useless_vector(&mut self, value: Code) -> Typed {
        let a = self.local(ValType::V128);
        let (get, tee, set) = (I::LocalGet(a), I::LocalTee(a), I::LocalSet(a));
        let zero = I::V128Const(0);
        let (vector, scalar) = (ValType::V128, ValType::I32);
        let lanes: [u8; 16] = std::array::from_fn(|_| 16 + self.random.below(16) as u8);
        let (what, ty, after): (_, _, Code) = match self.random.below(16) {
            0 => ("and 0", vector, vec![zero, I::V128And]),
            1 => ("or -1", vector, vec![I::V128Const(-1), I::V128Or]),
            2 => ("v ^ v", vector, vec![tee, get, I::V128Xor]),
            3 => ("v & ~v", vector, vec![tee, get, I::V128AndNot]),
            4 => (
                "v - v",
                vector,
                vec![tee, get, self.pick(&[I::I8x16Sub, I::I32x4Sub, I::I8x16SubSatU])],
            ),
            5 => (
                "times 0",
                vector,
                vec![
                    zero,
                    self.pick(&[
                        I::I16x8Mul,
                        I::I32x4Mul,
                        I::I32x4DotI16x8S,
                        I::I64x2ExtMulLowI32x4U,
                    ]),
                ],
            ),
            6 => ("lanes of the other only", vector, vec![I::LocalGet(V), I::I8x16Shuffle(lanes)]),
            7 => {
                let mut code = vec![];
                for lane in 0..4 {
                    code.extend([I::LocalGet(P), I::I32x4ReplaceLane(lane)]);
                }
                ("all lanes replaced", vector, code)
            }
            8 => {
                ("selected away, bit by bit", vector, vec![I::LocalGet(V), zero, I::V128Bitselect])
            }
            9 => (
                "unsigned < 0",
                vector,
                vec![zero, self.pick(&[I::I8x16LtU, I::I16x8LtU, I::I32x4LtU])],
            ),
            10 => (
                "the smaller of it and 0",
                vector,
                vec![zero, self.pick(&[I::I8x16MinU, I::I32x4MinU])],
            ),
            11 => ("any bit of all", scalar, vec![I::V128Const(-1), I::V128Or, I::V128AnyTrue]),
            12 => (
                "a mask beyond its range",
                scalar,
                vec![I::I8x16Bitmask, I::I32Const(16), I::I32ShrU],
            ),
            13 => (
                "a lane that was replaced",
                scalar,
                vec![I::LocalGet(Q), I::I32x4ReplaceLane(2), I::I32x4ExtractLane(2)],
            ),
            14 => (
                "places beyond the vector",
                vector,
                vec![set, I::LocalGet(V), get, I::V128Const(-1), I::V128Or, I::I8x16Swizzle],
            ),
            _ => (
                "a lane that is beyond its range",
                scalar,
                vec![I::I8x16ExtractLaneU(3), I::I32Const(300), I::I32GtU],
            ),
        };
        self.has(what);
        (ty, [value, after].concat())
    }
}

/// `base + (index << shift)`, in one of seven ways. `base` is a multiple of 8.
fn spelled(way: u32, index: &[I<'static>], shift: i32, base: i32) -> Code {
    let scaled = [index, &[I::I32Const(shift), I::I32Shl]].concat();
    let product = [index, &[I::I32Const(1 << shift), I::I32Mul]].concat();
    let plus = |code: Code, number: i32| [code, vec![I::I32Const(number), I::I32Add]].concat();
    match way {
        0 => plus(scaled, base),
        1 => [vec![I::I32Const(base)], product, vec![I::I32Add]].concat(),
        2 => {
            let moved = plus(index.to_vec(), base >> shift);
            [moved, vec![I::I32Const(shift), I::I32Shl]].concat()
        }
        3 => plus(plus(product, base - 24), 24),
        4 => {
            let minus = [vec![I::I32Const(0)], scaled, vec![I::I32Sub]].concat();
            [vec![I::I32Const(base)], minus, vec![I::I32Sub]].concat()
        }
        5 => {
            let twice = [I::I32Const(0x5a5a), I::I32Xor, I::I32Const(0x5a5a), I::I32Xor];
            [plus(scaled, base), twice.to_vec()].concat()
        }
        _ => {
            let less = plus(scaled, base - 1);
            [vec![I::I32Const(1)], less, vec![I::I32Add]].concat()
        }
    }
}
