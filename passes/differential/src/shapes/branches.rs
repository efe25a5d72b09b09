//! Tables of branches with up to thousands of entries that share targets, also with values that are passed
//! on, and around a loop.

use std::borrow::Cow;

use wasm_encoder::{BlockType, ExportKind, Instruction as I, ValType};

use super::shaper::{Code, Shaper, add_to};

/// Local 0 decides, 1 is a number, 2 the sum, 3 how often the loop may go on, 4 and 5 take what is passed.
pub fn add(shaper: &mut Shaper) {
    shaper.has("wide table of branches");
    let ty = shaper.module.ty(&[ValType::I32, ValType::I64], &[ValType::I64]);
    let locals = [ValType::I64, ValType::I32, ValType::I32, ValType::I64];
    for index in 0..4 {
        let code = function(shaper);
        let func = shaper.module.func(ty, &locals, &code);
        shaper.module.export(&format!("branches{index}"), ExportKind::Func, func);
        // With every kind of index in turn.
        let mut code = vec![I::I32Const(0), I::LocalSet(3), I::Loop(BlockType::Empty)];
        let step = shaper.random.pick(&[1, 7, 61, 0x0fff_fff1]);
        code.extend([I::LocalGet(3), I::I32Const(step), I::I32Mul, I::LocalGet(0), I::I32Add]);
        code.extend([I::LocalGet(2), I::Call(func), I::I64Const(9), I::I64Rotl, I::LocalSet(2)]);
        code.extend([I::LocalGet(3), I::I32Const(1), I::I32Add, I::LocalTee(3), I::I32Const(40)]);
        code.extend([I::I32LtU, I::BrIf(0), I::End, I::LocalGet(2)]);
        let func = shaper.module.func(ty, &locals, &code);
        shaper.module.export(&format!("many_branches{index}"), ExportKind::Func, func);
    }
}

fn function(shaper: &mut Shaper) -> Code {
    let targets = shaper.random.pick(&[1, 2, 5, 20, 60, 150]);
    let entries = shaper.random.pick(&[1, 3, 30, 200, 1000, 4000]);
    let passed: &[ValType] = match shaper.random.below(3) {
        0 => &[],
        1 => &[ValType::I32],
        _ => &[ValType::I32, ValType::I64],
    };
    if !passed.is_empty() {
        shaper.has("values passed by a table of branches");
    }
    let again = passed.is_empty() && shaper.random.percent(60);
    let result = match passed.len() {
        0 => BlockType::Empty,
        1 => BlockType::Result(ValType::I32),
        _ => BlockType::FunctionType(shaper.module.ty(&[], passed)),
    };
    let mut code = vec![I::I32Const(shaper.random.pick(&[3, 20])), I::LocalSet(3)];
    // What ends the function is outside of all.
    code.push(I::Block(BlockType::Empty));
    if again {
        shaper.has("a branch to the loop");
        code.push(I::Loop(BlockType::Empty));
        code.extend([I::LocalGet(3), I::I32Eqz, I::BrIf(1)]);
        code.extend([I::LocalGet(3), I::I32Const(1), I::I32Sub, I::LocalSet(3)]);
    }
    for _ in 0..targets {
        code.push(I::Block(result));
    }
    for &ty in passed {
        code.push(if ty == ValType::I32 { I::LocalGet(0) } else { I::LocalGet(1) });
    }
    // Runs of the same target, single ones, and those that are never taken.
    let mut table: Vec<u32> = vec![];
    let most = targets + u32::from(again);
    while table.len() < entries {
        let (target, run) =
            (shaper.random.below(most.into()) as u32, shaper.random.pick(&[1, 1, 2, 40]));
        table.extend(vec![target; run]);
    }
    table.truncate(entries);
    let default = shaper.random.below(most.into()) as u32;
    code.push(I::LocalGet(0));
    match shaper.random.below(4) {
        0 => {}
        1 => code.extend([I::I32Const(table.len() as i32 - 2), I::I32Sub]),
        2 => code.extend([I::I32Const(3), I::I32ShrU, I::I32Const(1023), I::I32And]),
        _ => code.extend([I::I32Const(table.len() as i32 + 1), I::I32RemU]),
    }
    code.push(I::BrTable(Cow::Owned(table), default));
    for target in 0..targets {
        code.push(I::End);
        for &ty in passed.iter().rev() {
            let local = if ty == ValType::I32 { 4 } else { 5 };
            code.push(I::LocalSet(local));
            code.extend(add_to(2, local, ty));
        }
        code.extend([I::LocalGet(2), I::I64Const(shaper.random.next() as i64), I::I64Add]);
        code.extend([I::I64Const(17), I::I64Rotl, I::LocalSet(2)]);
        code.extend([I::LocalGet(0), I::I32Const(shaper.random.next() as i32), I::I32Add]);
        code.push(I::LocalSet(0));
        // Out, on to the next one, or around.
        let outside = targets - 1 - target + u32::from(again);
        match shaper.random.below(3) {
            0 => code.push(I::Br(outside)),
            1 if again => code.push(I::Br(outside - 1)),
            _ if target + 1 < targets => {
                code.extend(passed.iter().map(|&ty| match ty {
                    ValType::I32 => I::LocalGet(0),
                    _ => I::LocalGet(2),
                }));
            }
            _ => {}
        }
    }
    if again {
        code.push(I::End);
    }
    code.extend([I::End, I::LocalGet(2), I::LocalGet(1), I::I64Xor]);
    code
}
