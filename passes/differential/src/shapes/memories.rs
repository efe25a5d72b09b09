//! Many memories of several sizes: loads and stores in all of them, and copies from each to each.

use wasm_encoder::{BlockType, ExportKind, Instruction as I, MemArg, MemArgTarget, ValType};

use super::shaper::{Code, Shaper};

const FUNCS: u32 = 5;

/// Local 0 is a number, 1 an address, 2 the sum.
pub fn add(shaper: &mut Shaper) {
    let count = shaper.random.pick(&[2, 3, 8, 20]);
    shaper.has("many memories");
    let first = shaper.memories;
    let mut pages = vec![];
    for index in first..first + count {
        let min = shaper.random.pick(&[0, 1, 1, 1, 2]);
        pages.push(min);
        shaper.module.memory(min, min + shaper.random.below(3) as u32);
        shaper.module.export(&format!("memory{index}"), ExportKind::Memory, index);
    }
    shaper.memories += count;
    let bytes = shaper.random.bytes(300);
    let segment = shaper.module.passive(bytes);
    for index in (first..first + count).filter(|&index| pages[(index - first) as usize] > 0) {
        let bytes = shaper.random.bytes(200);
        shaper.module.data(index, 100, bytes);
    }
    let ty = shaper.module.ty(&[ValType::I64, ValType::I32], &[ValType::I64]);
    for func in 0..FUNCS {
        let mut code = vec![];
        // Within bounds mostly.
        code.extend([I::LocalGet(1), I::I32Const(0x3ff), I::I32And]);
        if func == 0 {
            code.extend([
                I::LocalGet(1),
                I::I32Const(63),
                I::I32And,
                I::I32Const(65536 - 40),
                I::I32Add,
            ]);
            code.extend([I::LocalGet(1), I::I32Const(4), I::I32And, I::Select]);
        }
        code.push(I::LocalSet(1));
        let looped = shaper.random.percent(40);
        if looped {
            code.push(I::Loop(BlockType::Empty));
        }
        for _ in 0..1 + shaper.random.below(12) {
            code.extend(access(shaper, first, count, segment));
        }
        if looped {
            code.extend([I::LocalGet(1), I::I32Const(8), I::I32Add, I::LocalTee(1)]);
            code.extend([I::I32Const(0x200), I::I32LtU, I::BrIf(0), I::End]);
        }
        code.push(I::LocalGet(2));
        let func = shaper.module.func(ty, &[ValType::I64], &code);
        shaper.module.export(&format!("memories{func}"), ExportKind::Func, func);
    }
}

fn access(shaper: &mut Shaper, first: u32, count: u32, segment: u32) -> Code {
    let mut memory = || first + shaper.random.below(count.into()) as u32;
    let (one, other) = (memory(), memory());
    let offset = shaper.random.pick(&[0, 0, 4, 100, 1000]);
    let arg =
        |memory| MemArg { offset, align: 0, target: MemArgTarget::Memory(memory), ordering: None };
    let sum = |value: &[I<'static>]| {
        let end = [I::I64Const(31), I::I64Rotl, I::LocalGet(2), I::I64Xor, I::LocalSet(2)];
        [value, &end].concat()
    };
    let len = shaper.random.pick(&[0, 1, 7, 16, 100, 700]);
    match shaper.random.below(14) {
        0 | 1 => sum(&[I::LocalGet(1), I::I64Load(arg(one))]),
        2 => sum(&[I::LocalGet(1), I::I32Load16S(arg(one)), I::I64ExtendI32S]),
        3 => sum(&[I::LocalGet(1), I::V128Load(arg(one)), I::I64x2ExtractLane(1)]),
        4 | 5 => vec![I::LocalGet(1), I::LocalGet(0), I::I64Store(arg(one))],
        6 => vec![I::LocalGet(1), I::LocalGet(1), I::I32Store8(arg(one))],
        // From one to another.
        7 | 8 => {
            vec![I::LocalGet(1), I::LocalGet(1), I::I64Load(arg(one)), I::I64Store(arg(other))]
        }
        9 | 10 => {
            shaper.has("bulk operations between memories");
            let to = shaper.random.below(300) as i32;
            let copy = I::MemoryCopy { src_mem: one, dst_mem: other };
            vec![I::I32Const(to), I::LocalGet(1), I::I32Const(len), copy]
        }
        11 => vec![I::LocalGet(1), I::LocalGet(1), I::I32Const(len), I::MemoryFill(one)],
        12 => {
            let from = shaper.random.below(200) as i32;
            let init = I::MemoryInit { mem: one, data_index: segment };
            vec![I::LocalGet(1), I::I32Const(from), I::I32Const(len.min(100)), init]
        }
        _ => {
            let pages = shaper.random.pick(&[0, 1]);
            sum(&[
                I::I32Const(pages),
                I::MemoryGrow(one),
                I::MemorySize(other),
                I::I32Add,
                I::I64ExtendI32S,
            ])
        }
    }
}
