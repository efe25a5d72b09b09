//! Functions that keep hundreds of values over calls of each other, so that their frames are larger than a
//! page.

use wasm_encoder::{BlockType, ExportKind, Instruction as I, ValType};

use super::shaper::{Shaper, add_to, of_number};

/// (calls that are left, a number) → a number.
const PARAMS: [ValType; 2] = [ValType::I32, ValType::I64];

pub fn add(shaper: &mut Shaper) {
    let count = shaper.random.pick(&[1, 2, 2, 3]);
    let ty = shaper.module.ty(&PARAMS, &[ValType::I64]);
    let funcs: Vec<u32> = (0..count).map(|_| shaper.module.declare(ty)).collect();
    if count > 1 {
        shaper.has("mutual recursion");
    }
    for &func in &funcs {
        function(shaper, func, &funcs);
    }
    let start = shaper.module.ty(&[ValType::I64], &[ValType::I64]);
    for (index, &func) in funcs.iter().enumerate() {
        let calls = shaper.random.pick(&[0, 1, 2, 5, 9]);
        let code = [I::I32Const(calls), I::LocalGet(0), I::Call(func)];
        let started = shaper.module.func(start, &[], &code);
        shaper.module.export(&format!("frames{index}"), ExportKind::Func, started);
    }
}

fn function(shaper: &mut Shaper, func: u32, funcs: &[u32]) {
    let values = shaper.random.pick(&[20, 150, 300, 600]);
    let kept = shaper.types(values);
    if values >= 300 {
        shaper.has("frames over a page");
    }
    let sum = PARAMS.len() as u32;
    let first = sum + 1;
    let locals = [vec![ValType::I64], kept.clone()].concat();
    let mut code = vec![];
    for (index, &ty) in kept.iter().enumerate() {
        let (factor, turn) = (shaper.random.next() as i64 | 1, shaper.random.below(64) as i64);
        code.extend([
            I::LocalGet(1),
            I::I64Const(factor),
            I::I64Mul,
            I::I64Const(turn),
            I::I64Rotl,
        ]);
        code.extend(of_number(ty));
        code.push(I::LocalSet(first + index as u32));
    }
    let calls = shaper.random.pick(&[1, 1, 2]);
    code.extend([I::LocalGet(0), I::I32Const(0), I::I32GtS, I::If(BlockType::Empty)]);
    for _ in 0..calls {
        // Two calls on each level would be many in all.
        let fewer = if calls == 1 { 1 } else { 3 };
        code.extend([I::LocalGet(0), I::I32Const(fewer), I::I32Sub]);
        code.extend([I::LocalGet(1), I::LocalGet(sum), I::I64Add]);
        code.push(I::Call(shaper.random.pick(funcs)));
        code.push(I::LocalSet(sum));
        // Some change in between.
        for _ in 0..shaper.random.below(4) {
            let local = shaper.random.below(values) as u32;
            code.push(I::LocalGet(sum));
            code.extend(of_number(kept[local as usize]));
            code.push(I::LocalSet(first + local));
        }
    }
    code.push(I::Else);
    code.extend([I::LocalGet(0), I::Call(shaper.number), I::LocalSet(sum), I::End]);
    let backwards = shaper.random.percent(50);
    for index in 0..values as u32 {
        let index = if backwards { values as u32 - 1 - index } else { index };
        code.extend(add_to(sum, first + index, kept[index as usize]));
    }
    code.push(I::LocalGet(sum));
    shaper.module.define(func, &locals, &code);
}
