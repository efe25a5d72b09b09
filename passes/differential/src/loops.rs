//! Modules of many small functions with one or two counted loops each, for the loop optimisers of the compilers below
//! us. What stands in the loops is made by `loop_body`.
//!
//! Each function is made from a stream of its own and starts from the same memory, so that any of them can be left out
//! and the others do as before.

use std::collections::BTreeSet;

use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataCountSection, DataSection, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, Instruction as I, MemorySection,
    MemoryType, Module, TypeSection, ValType,
};

use crate::kind::Made;
use crate::loop_body::{Body, Counter, DST, DST_AT, N, N64, PARAMS, SRC, SRC_AT, TAB, TAB_AT, arg};
use crate::random::Random;

/// Functions with loops in a module.
pub const FUNCS: u32 = 24;

/// Calls of each function with arguments of their own.
const SETS: u32 = 3;

/// Bytes of a set: the parameters, one after the other.
const SET: u32 = 40;

/// What memory holds when a function is called; zeros follow.
const DATA: usize = 20480;

const PAGE: i32 = 65536;

/// The module of a seed, or what is left of it with only one of its functions.
pub fn module(seed: u64, only: Option<u32>) -> Made {
    let mut features = BTreeSet::new();
    let mut types = TypeSection::new();
    types.ty().function(PARAMS, [ValType::I64]);
    types.ty().function([], [ValType::I64]);
    types.ty().function([], []);
    let (mut funcs, mut exports, mut code) =
        (FunctionSection::new(), ExportSection::new(), CodeSection::new());
    let mut globals = GlobalSection::new();
    let i32_global = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
    globals.global(i32_global, &ConstExpr::i32_const(SRC_AT as i32));
    exports.export("memory", ExportKind::Memory, 0);
    funcs.function(2);
    code.function(&reset());
    let mut data = data(seed);
    for index in 0..FUNCS {
        let mut random = Random::new(seed, &format!("loop {index}"));
        let at = index * SETS * SET;
        for set in 0..SETS {
            let start = (at + set * SET) as usize;
            data[start..start + SET as usize].copy_from_slice(&arguments(&mut random));
        }
        let rounds = random.percent(25).then(|| trip_count(&mut random));
        if only.is_some_and(|only| only != index) {
            continue;
        }
        globals.global(i32_global, &ConstExpr::i32_const(0));
        funcs.function(0).function(1);
        let callee = code.len();
        let (function, made) = function(random);
        features.extend(made);
        code.function(&function);
        code.function(&caller(callee, at, rounds));
        exports.export(&format!("f{index}"), ExportKind::Func, callee + 1);
    }
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: Some(1),
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut segments = DataSection::new();
    segments.passive(data);
    let mut module = Module::new();
    module.section(&types).section(&funcs).section(&memories).section(&globals);
    module.section(&exports).section(&DataCountSection { count: 1 });
    module.section(&code).section(&segments);
    Made { wasm: module.finish(), features }
}

/// Gives memory its first content again.
fn reset() -> Function {
    let mut function = Function::new([]);
    for instruction in [
        I::I32Const(0),
        I::I32Const(0),
        I::I32Const(PAGE),
        I::MemoryFill(0),
        I::I32Const(0),
        I::I32Const(0),
        I::I32Const(DATA as i32),
        I::MemoryInit { mem: 0, data_index: 0 },
        I::End,
    ] {
        function.instruction(&instruction);
    }
    function
}

/// Calls a function with one set of arguments after the other.
fn caller(callee: u32, at: u32, rounds: Option<u32>) -> Function {
    // Two functions for each, after the one that resets.
    let turn = 1 + (callee - 1) / 2;
    let mut code = vec![
        I::Call(0),
        I::GlobalGet(turn),
        I::I32Const(SETS as i32),
        I::I32RemU,
        I::I32Const(SET as i32),
        I::I32Mul,
        I::LocalSet(0),
        I::GlobalGet(turn),
        I::I32Const(1),
        I::I32Add,
        I::GlobalSet(turn),
    ];
    let mut offset = at;
    for ty in PARAMS {
        code.push(I::LocalGet(0));
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
    code.extend([I::Call(callee), I::End]);
    let mut function = Function::new([(1, ValType::I32)]);
    code.iter().for_each(|instruction| {
        function.instruction(instruction);
    });
    function
}

fn trip_count(random: &mut Random) -> u32 {
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

/// How a loop's counter goes.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Up,
    Down,
    /// From a number that is no index, perhaps over the end of its type.
    Elsewhere,
}

/// Loops, and at the end one number of all that they carried.
fn function(random: Random) -> (Function, BTreeSet<&'static str>) {
    let mut body = Body::new(random);
    let loops = if body.random.percent(20) { 2 } else { 1 };
    for _ in 0..loops {
        counted(&mut body);
    }
    body.put(&[I::I64Const(1)]);
    for (local, ty) in body.carried.clone() {
        body.put(&[I::I64Const(13), I::I64Rotl, I::LocalGet(local)]);
        match ty {
            ValType::I32 => body.put(&[I::I64ExtendI32U]),
            ValType::F32 => body.put(&[I::I32ReinterpretF32, I::I64ExtendI32U]),
            ValType::F64 => body.put(&[I::I64ReinterpretF64]),
            ValType::V128 => body.put(&[
                I::I64x2ExtractLane(0),
                I::LocalGet(local),
                I::I64x2ExtractLane(1),
                I::I64Const(7),
                I::I64Rotl,
                I::I64Xor,
            ]),
            _ => {}
        }
        body.put(&[I::I64Xor]);
    }
    body.put(&[I::End]);
    let mut function = Function::new(body.locals.iter().map(|&ty| (1, ty)));
    for instruction in &body.code {
        function.instruction(instruction);
    }
    (function, body.features)
}

fn counted(body: &mut Body) {
    let wide = body.random.percent(40);
    let ty = if wide { ValType::I64 } else { ValType::I32 };
    body.has(if wide { "64-bit counter" } else { "32-bit counter" });
    let way = body.random.pick(&[Way::Up, Way::Up, Way::Up, Way::Up, Way::Down, Way::Elsewhere]);
    let step = match way {
        Way::Elsewhere => body.random.pick(&[1, 1, -1, 3, 7]),
        _ => body.random.pick(&[1, 1, 1, 1, 1, 2, 3, 4]),
    };
    let start = match way {
        Way::Elsewhere if wide => body.random.pick(&[-20, i64::MAX - 5, u32::MAX as i64 - 9, 1000]),
        Way::Elsewhere => body.random.pick(&[-20, i64::from(i32::MAX) - 5, 1000, -1]),
        _ => 0,
    };
    body.has(match way {
        Way::Up => "up",
        Way::Down => "down",
        Way::Elsewhere => "counter near the end of its type",
    });
    let unroll = if body.random.percent(10) { body.random.pick(&[2, 4, 8]) } else { 1 };
    if unroll > 1 {
        body.has("unrolled by hand");
    }
    let (counter, end) = (body.local(ty), body.local(ty));
    body.counter = Counter { local: counter, ty, step, index: way != Way::Elsewhere };
    body.pointers.clear();
    body.taken.clear();

    let constant = |value: i64| if wide { I::I64Const(value) } else { I::I32Const(value as i32) };
    let [add, mul, eqz] =
        if wide { [I::I64Add, I::I64Mul, I::I64Eqz] } else { [I::I32Add, I::I32Mul, I::I32Eqz] };
    let rounds = || I::LocalGet(if wide { N64 } else { N });
    let stride = i64::from(step) * unroll;
    let whole = [rounds(), constant(stride), mul.clone()];

    // The condition to go on, with `!=` or an order, and the value that the counter ends with.
    body.open(I::Block(BlockType::Empty));
    body.exit = body.labels;
    body.put(&[rounds(), eqz, I::BrIf(0)]);
    let preheader = body.code.len();
    body.open(I::Loop(BlockType::Empty));
    let compare = match way {
        Way::Up => match body.random.below(4) {
            0 if wide => I::I64Ne,
            0 => I::I32Ne,
            1 | 2 if wide => I::I64LtU,
            1 | 2 => I::I32LtU,
            _ if wide => I::I64LtS,
            _ => I::I32LtS,
        },
        Way::Down if body.random.percent(50) => {
            if wide {
                I::I64GtS
            } else {
                I::I32GtS
            }
        }
        _ => {
            if wide {
                I::I64Ne
            } else {
                I::I32Ne
            }
        }
    };
    // `<=` the last number instead of `<` the end.
    let (compare, last) = match compare {
        I::I64LtU if body.random.percent(25) => (I::I64LeU, -1),
        I::I32LtS if body.random.percent(25) => (I::I32LeS, -1),
        other => (other, 0),
    };
    body.has(match compare {
        I::I64Ne | I::I32Ne => "!=",
        I::I64LeU | I::I32LeS => "<=",
        I::I64LtU | I::I32LtU => "unsigned <",
        _ => "signed order",
    });
    let before = way == Way::Down;
    let advance = |by: i64| [I::LocalGet(counter), constant(by), add.clone()];
    if before {
        body.put(&advance(-stride));
        body.put(&[I::LocalSet(counter)]);
    }

    let (first, count) = (body.random.next(), 1 + body.random.below(3));
    for copy in 0..unroll as u32 {
        body.copy = copy;
        body.cursor = 0;
        body.random = Random::new(first, "body");
        for _ in 0..count {
            body.statement();
        }
    }
    body.copy = 0;
    for (pointer, _, step) in body.pointers.clone() {
        body.put(&[
            I::LocalGet(pointer),
            I::I32Const(step * unroll as i32),
            I::I32Add,
            I::LocalSet(pointer),
        ]);
    }
    if before {
        body.put(&[I::LocalGet(counter), constant(0), compare, I::BrIf(0)]);
    } else {
        body.put(&advance(stride));
        body.put(&[I::LocalTee(counter), I::LocalGet(end), compare, I::BrIf(0)]);
    }
    body.close();
    body.close();

    // What is there before the first round.
    let mut before_it = vec![];
    if before {
        before_it.extend(whole);
        before_it.push(I::LocalSet(counter));
    } else {
        before_it.extend(whole);
        before_it.extend([
            constant(start + last),
            add,
            I::LocalSet(end),
            constant(start),
            I::LocalSet(counter),
        ]);
    }
    for (pointer, (parameter, _), step) in body.pointers.clone() {
        before_it.push(I::LocalGet(parameter));
        if step < 0 {
            // It goes down to where the others begin.
            before_it.extend([
                I::LocalGet(N),
                I::I32Const(-step * unroll as i32),
                I::I32Mul,
                I::I32Add,
            ]);
        }
        before_it.push(I::LocalSet(pointer));
    }
    body.code.splice(preheader..preheader, before_it);
    debug_assert!([SRC, DST, TAB].iter().all(|&array| (array as usize) < PARAMS.len()));
}
