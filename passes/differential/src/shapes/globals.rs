//! Hundreds of globals of all types, read and written by functions that call each other.

use wasm_encoder::{BlockType, ConstExpr, ExportKind, Instruction as I, ValType};

use super::shaper::{Shaper, of_number, to_number};

/// (calls that are left, a number) → a number.
const PARAMS: [ValType; 2] = [ValType::I32, ValType::I64];

pub fn add(shaper: &mut Shaper) {
    shaper.has("hundreds of globals");
    let count = shaper.random.pick(&[120, 400]);
    let first = shaper.globals;
    let kinds = shaper.types(count);
    for (index, &ty) in kinds.iter().enumerate() {
        let number = shaper.random.next();
        let init = match ty {
            ValType::I32 => ConstExpr::i32_const(number as i32),
            ValType::I64 => ConstExpr::i64_const(number as i64),
            ValType::F32 => ConstExpr::f32_const((number as i16 as f32).into()),
            ValType::F64 => ConstExpr::f64_const((number as i32 as f64).into()),
            _ => ConstExpr::v128_const(number.into()),
        };
        let global = shaper.module.global(ty, init);
        shaper.module.export(&format!("global{index}"), ExportKind::Global, global);
    }
    shaper.globals += count as u32;
    let ty = shaper.module.ty(&PARAMS, &[ValType::I64]);
    let funcs: Vec<u32> = (0..3).map(|_| shaper.module.declare(ty)).collect();
    for (index, &func) in funcs.iter().enumerate() {
        let mut code = vec![];
        let called_at = shaper.random.below(60);
        for step in 0..60 {
            let index = shaper.random.below(count) as usize;
            let (global, ty) = (first + index as u32, kinds[index]);
            match shaper.random.below(3) {
                0 => {
                    code.push(I::GlobalGet(global));
                    code.extend(to_number(ty));
                    code.extend([
                        I::LocalGet(1),
                        I::I64Const(7),
                        I::I64Rotl,
                        I::I64Xor,
                        I::LocalSet(1),
                    ]);
                }
                1 => {
                    code.extend([
                        I::LocalGet(1),
                        I::I64Const(shaper.random.next() as i64),
                        I::I64Add,
                    ]);
                    code.extend(of_number(ty));
                    code.push(I::GlobalSet(global));
                }
                _ => {
                    let alike: Vec<u32> =
                        (0..count as u32).filter(|&other| kinds[other as usize] == ty).collect();
                    code.push(I::GlobalGet(first + shaper.random.pick(&alike)));
                    code.push(I::GlobalSet(global));
                }
            }
            if step == called_at {
                code.extend([I::LocalGet(0), I::I32Const(0), I::I32GtS, I::If(BlockType::Empty)]);
                code.extend([I::LocalGet(0), I::I32Const(1), I::I32Sub, I::LocalGet(1)]);
                code.extend([I::Call(shaper.random.pick(&funcs)), I::LocalSet(1), I::Else]);
                code.extend([I::LocalGet(0), I::Call(shaper.number), I::LocalSet(1), I::End]);
            }
        }
        code.push(I::LocalGet(1));
        shaper.module.define(func, &[], &code);
        let start = shaper.module.ty(&[ValType::I64], &[ValType::I64]);
        let code = [I::I32Const(shaper.random.pick(&[0, 3, 30])), I::LocalGet(0), I::Call(func)];
        let started = shaper.module.func(start, &[], &code);
        shaper.module.export(&format!("globals{index}"), ExportKind::Func, started);
    }
}
