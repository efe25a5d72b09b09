//! Modules of functions that work on arrays in memory: what stands around what a generator makes. Memory
//! starts the same for each call; each call takes the next one of a few sets of arguments, some of which make
//! arrays overlap.

use std::collections::BTreeSet;

use wasm_encoder::{ConstExpr, ExportKind, Instruction as I, MemArg, MemArgTarget, ValType};

use crate::assembly::Assembly;
use crate::made::Made;
use crate::random::Random;

/// Parameters of such a function.
pub const PARAMS: [ValType; 7] = [
    ValType::I32, // rounds
    ValType::I64, // the same
    ValType::I32, // where it reads
    ValType::I32, // where it writes
    ValType::I32, // a table
    ValType::I32, // any numbers
    ValType::I64,
];
pub const N: u32 = 0;
pub const N64: u32 = 1;
pub const SRC: u32 = 2;
pub const DST: u32 = 3;
pub const TAB: u32 = 4;
pub const X: u32 = 5;
pub const Y: u32 = 6;

/// The same places as constants.
pub const SRC_AT: u32 = 8192;
pub const DST_AT: u32 = 24576;
pub const TAB_AT: u32 = 4096;

/// An array in memory: where it begins as a parameter, and as a constant.
pub type Array = (u32, u32);
pub const SOURCE: Array = (SRC, SRC_AT);
pub const TARGET: Array = (DST, DST_AT);
pub const TABLE: Array = (TAB, TAB_AT);

/// Functions of a module that are called.
pub const FUNCS: u32 = 24;

/// Calls of each function with arguments of their own.
const SETS: u32 = 3;

/// Bytes of a set: the parameters, one after the other.
const SET: u32 = 40;

/// What memory holds when a function is called; zeros follow.
const DATA: usize = 20480;

const PAGE: i32 = 65536;

/// What a generator makes: a function of [`PARAMS`] that gives an i64.
pub struct Work {
    pub locals: Vec<ValType>,
    /// Without its end.
    pub code: Vec<I<'static>>,
    pub features: BTreeSet<&'static str>,
}

/// The module of a seed, or what is left of it with only one of its functions. Each function is made from a
/// stream of its own and starts from the same memory, so that any of them can be left out and the others do
/// as before.
pub fn module(seed: u64, stream: &str, only: Option<u32>, make: impl Fn(Random) -> Work) -> Made {
    let mut features = BTreeSet::new();
    let mut module = Assembly::default();
    module.memory(1, 1);
    module.export("memory", ExportKind::Memory, 0);
    module.global(ValType::I32, ConstExpr::i32_const(SRC_AT as i32));
    let [inner, outer, plain] =
        [module.ty(&PARAMS, &[ValType::I64]), module.ty(&[], &[ValType::I64]), module.ty(&[], &[])];
    let reset = module.func(plain, &[], &RESET);
    let mut data = data(seed);
    for index in 0..FUNCS {
        let mut random = Random::new(seed, &format!("{stream} {index}"));
        let at = index * SETS * SET;
        for set in 0..SETS {
            let start = (at + set * SET) as usize;
            data[start..start + SET as usize].copy_from_slice(&arguments(&mut random));
        }
        let rounds = random.percent(25).then(|| trip_count(&mut random));
        if only.is_some_and(|only| only != index) {
            continue;
        }
        let turn = module.global(ValType::I32, ConstExpr::i32_const(0));
        let Work { mut locals, code, features: made } = make(random);
        features.extend(made);
        // Optimisers look twice at what is called, which takes half as long again; so few are.
        let called = Random::new(seed, &format!("{stream} {index} called")).percent(15);
        let func = if called {
            let callee = module.func(inner, &locals, &code);
            let mut code = [vec![I::Call(reset)], next_set(turn, at, rounds, 0)].concat();
            code.push(I::Call(callee));
            module.func(outer, &[ValType::I32], &code)
        } else {
            locals.splice(0..0, PARAMS);
            let last = locals.len() as u32;
            locals.push(ValType::I32);
            let mut whole = [vec![I::Call(reset)], next_set(turn, at, rounds, last)].concat();
            whole.extend((0..PARAMS.len() as u32).rev().map(I::LocalSet));
            whole.extend(code);
            module.func(outer, &locals, &whole)
        };
        module.export(&format!("f{index}"), ExportKind::Func, func);
    }
    module.passive(data);
    Made { wasm: module.finish(), features }
}

/// Gives memory its first content again.
const RESET: [I<'static>; 8] = [
    I::I32Const(0),
    I::I32Const(0),
    I::I32Const(PAGE),
    I::MemoryFill(0),
    I::I32Const(0),
    I::I32Const(0),
    I::I32Const(DATA as i32),
    I::MemoryInit { mem: 0, data_index: 0 },
];

/// Leaves one set of arguments after the other. Takes a local.
fn next_set(turn: u32, at: u32, rounds: Option<u32>, local: u32) -> Vec<I<'static>> {
    let mut code = vec![
        I::GlobalGet(turn),
        I::I32Const(SETS as i32),
        I::I32RemU,
        I::I32Const(SET as i32),
        I::I32Mul,
        I::LocalSet(local),
        I::GlobalGet(turn),
        I::I32Const(1),
        I::I32Add,
        I::GlobalSet(turn),
    ];
    let mut offset = at;
    for ty in PARAMS {
        code.push(I::LocalGet(local));
        if ty == ValType::I32 {
            code.push(I::I32Load(arg(offset.into())));
            offset += 4;
        } else {
            code.push(I::I64Load(arg(offset.into())));
            offset += 8;
        }
        // A number of rounds that the compiler can see.
        if let (Some(rounds), true) = (rounds, offset <= at + 12) {
            code.push(I::Drop);
            code.push(match ty {
                ValType::I32 => I::I32Const(rounds as i32),
                _ => I::I64Const(rounds.into()),
            });
        }
    }
    code
}

/// The store of so many bytes of a value of this type.
pub fn store(ty: ValType, bytes: u32, offset: u64) -> I<'static> {
    let at = arg(offset);
    match (ty, bytes) {
        (ValType::I32, 1) => I::I32Store8(at),
        (ValType::I32, 2) => I::I32Store16(at),
        (ValType::I32, _) => I::I32Store(at),
        (ValType::I64, 1) => I::I64Store8(at),
        (ValType::I64, 2) => I::I64Store16(at),
        (ValType::I64, 4) => I::I64Store32(at),
        (ValType::I64, _) => I::I64Store(at),
        (ValType::F32, _) => I::F32Store(at),
        _ => I::F64Store(at),
    }
}

/// Of a loop.
pub fn trip_count(random: &mut Random) -> u32 {
    match random.below(20) {
        0 => random.pick(&[1000, 1023, 2050]),
        1..=4 => random.pick(&[100, 127, 128, 129, 255, 256, 257]),
        _ => random.pick(&[0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65]),
    }
}

fn arguments(random: &mut Random) -> [u8; SET as usize] {
    let n = trip_count(random);
    let source = SRC_AT + random.pick(&[0, 0, 0, 0, 1, 2, 4, 8, 13]);
    let mut target = match random.below(10) {
        0 | 1 => source.wrapping_add_signed(random.below(33) as i32 - 16),
        2 => source + 64,
        _ => DST_AT + random.pick(&[0, 0, 0, 0, 1, 4]),
    };
    // Out of bounds in some late round.
    if random.percent(2) {
        target = PAGE as u32 - random.below(200) as u32;
    }
    let table = TAB_AT + random.pick(&[0, 0, 0, 1, 2, 4]);
    let x = number(random) as u32;
    let y = number(random);
    let mut bytes = [0; SET as usize];
    let mut at = 0;
    let mut put = |value: &[u8]| {
        bytes[at..at + value.len()].copy_from_slice(value);
        at += value.len();
    };
    put(&n.to_le_bytes());
    put(&u64::from(n).to_le_bytes());
    for value in [source, target, table, x] {
        put(&value.to_le_bytes());
    }
    put(&y.to_le_bytes());
    bytes
}

fn number(random: &mut Random) -> u64 {
    let shift = random.below(64);
    let value = random.next() >> shift;
    if random.percent(40) { value.wrapping_neg() } else { value }
}

/// Random bytes, and runs of extremes of several widths.
fn data(seed: u64) -> Vec<u8> {
    let mut random = Random::new(seed, "data");
    let mut data = vec![];
    while data.len() < DATA {
        let how = random.below(8);
        let len = random.pick(&[16, 32, 64, 64, 128]);
        for _ in 0..len {
            match how {
                0..=2 => data.push(random.next() as u8),
                3 => data.push(random.pick(&[0, 1, 0x7f, 0x80, 0xff, 0xfe, 0x40])),
                4 => {
                    let wide =
                        random.pick(&[0, 1, 0x7fff, 0x8000, 0xffff, 0xff00, 0x00ff, 0x4000u16]);
                    data.extend(wide.to_le_bytes());
                }
                5 => {
                    let wide = random.pick(&[0, 1, 0x7fff_ffff, 0x8000_0000, u32::MAX, 0xffff]);
                    data.extend(wide.to_le_bytes());
                }
                6 => data.push(random.below(4) as u8),
                _ => data.push(random.pick(&[0, 0xff])),
            }
        }
    }
    data.truncate(DATA);
    data
}

/// One number of everything that a function carried, as its last instructions.
pub fn give_result(code: &mut Vec<I<'static>>, carried: &[(u32, ValType)]) {
    code.push(I::I64Const(1));
    for &(local, ty) in carried {
        code.extend([I::I64Const(13), I::I64Rotl, I::LocalGet(local)]);
        match ty {
            ValType::I32 => code.push(I::I64ExtendI32U),
            ValType::F32 => code.extend([I::I32ReinterpretF32, I::I64ExtendI32U]),
            ValType::F64 => code.push(I::I64ReinterpretF64),
            ValType::V128 => code.extend([
                I::I64x2ExtractLane(0),
                I::LocalGet(local),
                I::I64x2ExtractLane(1),
                I::I64Const(7),
                I::I64Rotl,
                I::I64Xor,
            ]),
            _ => {}
        }
        code.push(I::I64Xor);
    }
}

pub fn arg(offset: u64) -> MemArg {
    MemArg { offset, align: 0, target: MemArgTarget::Memory(0), ordering: None }
}
