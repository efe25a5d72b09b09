//! Blocks, loops and conditions in each other, hundreds deep, with branches out of many of them, and values
//! on the way.

use wasm_encoder::{BlockType, ExportKind, Instruction as I, ValType};

use super::shaper::{Code, Shaper};

/// A label that is open, and what a branch to it brings.
#[derive(Clone, Copy, PartialEq)]
enum Label {
    Empty,
    Value,
    /// Takes an i64, gives one.
    Through,
    Loop,
}

/// Local 0 decides, 1 is a number, 2 is what loops may still do, 3 keeps a value for a moment.
pub fn add(shaper: &mut Shaper) {
    shaper.has("deep nesting");
    let ty = shaper.module.ty(&[ValType::I32, ValType::I64], &[ValType::I64]);
    for index in 0..2 {
        let code = function(shaper);
        let func = shaper.module.func(ty, &[ValType::I32, ValType::I64], &code);
        shaper.module.export(&format!("nesting{index}"), ExportKind::Func, func);
    }
}

fn function(shaper: &mut Shaper) -> Code {
    let depth = shaper.random.pick(&[10, 60, 200, 400]);
    let through = BlockType::FunctionType(shaper.module.ty(&[ValType::I64], &[ValType::I64]));
    let mut code = vec![I::I32Const(60), I::LocalSet(2)];
    let mut labels: Vec<Label> = vec![];
    // Conditions of which the other side is still to come.
    let mut others = vec![];
    for _ in 0..depth {
        let label = shaper.random.pick(&[Label::Empty, Label::Value, Label::Through, Label::Loop]);
        let condition = shaper.random.percent(20) && label != Label::Loop;
        if label == Label::Through {
            shaper.has("parameters of blocks");
            code.push(I::LocalGet(1));
        }
        if condition {
            code.extend([I::LocalGet(0), I::I32Const(1 << shaper.random.below(6)), I::I32And]);
        }
        let ty = match label {
            Label::Empty | Label::Loop => BlockType::Empty,
            Label::Value => BlockType::Result(ValType::I64),
            Label::Through => through,
        };
        code.push(match (label, condition) {
            (Label::Loop, _) => I::Loop(ty),
            (_, true) => I::If(ty),
            _ => I::Block(ty),
        });
        others.push(condition);
        labels.push(label);
        if label == Label::Through {
            code.extend([I::LocalGet(1), I::I64Add, I::LocalSet(1)]);
        }
        step(shaper, &mut code);
        if shaper.random.percent(35) {
            leave(shaper, &labels, &mut code);
        }
    }
    while let Some(label) = labels.last().copied() {
        if shaper.random.percent(15) {
            leave(shaper, &labels, &mut code);
        }
        let gives = matches!(label, Label::Value | Label::Through);
        if gives {
            code.push(I::LocalGet(1));
        }
        if others.pop() == Some(true) {
            code.push(I::Else);
            match label {
                // There is a value already.
                Label::Through => code.extend([I::I64Const(3), I::I64Rotl]),
                Label::Value => code.push(I::I64Const(shaper.random.next() as i64)),
                _ => {}
            }
        }
        code.push(I::End);
        labels.pop();
        if gives {
            code.extend([I::LocalGet(1), I::I64Const(7), I::I64Rotl, I::I64Xor, I::LocalSet(1)]);
        }
        step(shaper, &mut code);
    }
    code.push(I::LocalGet(1));
    code
}

/// Changes both numbers a little.
fn step(shaper: &mut Shaper, code: &mut Code) {
    let (number, other) = (shaper.random.next() as i64, shaper.random.next() as i32);
    code.extend([I::LocalGet(1), I::I64Const(number), I::I64Add, I::LocalSet(1)]);
    code.extend([I::LocalGet(0), I::I32Const(other), I::I32Xor, I::I32Const(3), I::I32Rotl]);
    code.push(I::LocalSet(0));
}

/// Branches to some label, if the numbers say so.
fn leave(shaper: &mut Shaper, labels: &[Label], code: &mut Code) {
    let out = shaper.random.below(labels.len().min(30) as u64) as u32;
    let bit = 1 << shaper.random.below(8);
    let condition = [I::LocalGet(0), I::I32Const(bit), I::I32And];
    match labels[labels.len() - 1 - out as usize] {
        Label::Empty => {
            code.extend(condition);
            code.push(I::BrIf(out));
        }
        Label::Value | Label::Through => {
            code.push(I::LocalGet(1));
            code.extend(condition);
            code.extend([I::BrIf(out), I::LocalSet(3)]);
        }
        Label::Loop => {
            code.extend([I::LocalGet(2), I::I32Const(1), I::I32Sub, I::LocalTee(2)]);
            code.extend([I::I32Const(0), I::I32GtS]);
            code.extend(condition);
            code.extend([I::I32Const(0), I::I32Ne, I::I32And, I::BrIf(out)]);
        }
    }
}
