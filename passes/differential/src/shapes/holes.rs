//! Tables with entries that are null or of another type, called through, and changed.

use wasm_encoder::{BlockType, ExportKind, HeapType, Instruction as I, ValType};

use super::shaper::{Shaper, of_number};

pub fn add(shaper: &mut Shaper) {
    shaper.has("a call through a hole");
    let signatures: [(&[ValType], &[ValType]); 4] = [
        (&[ValType::I64], &[ValType::I64]),
        (&[ValType::I32, ValType::F64], &[ValType::I64]),
        (&[], &[ValType::I64]),
        (&[ValType::I64], &[ValType::I64, ValType::I32]),
    ];
    let mut funcs = vec![];
    for (params, results) in signatures {
        let ty = shaper.module.ty(params, results);
        for _ in 0..2 {
            let mut code = vec![I::I64Const(shaper.random.next() as i64)];
            if params.first() == Some(&ValType::I64) {
                code.extend([I::LocalGet(0), I::I64Add]);
            }
            if results.len() > 1 {
                code.push(I::I32Const(shaper.random.next() as i32));
            }
            funcs.push(shaper.module.func(ty, &[], &code));
        }
    }
    let tables: Vec<(u32, u32)> = (0..shaper.random.pick(&[1, 2, 3]))
        .map(|index| {
            let size = shaper.random.pick(&[1, 8, 40, 500]);
            let table = shaper.module.table(size, size + shaper.random.below(20) as u32);
            shaper.module.export(&format!("table{index}"), ExportKind::Table, table);
            let mut at = 0;
            while at < size {
                let len = (1 + shaper.random.below(6) as u32).min(size - at);
                // All of one type in some tables, so that checks may be left out.
                let choice = if index == 0 { &funcs[..2] } else { &funcs[..] };
                let entries = (0..len).map(|_| shaper.random.pick(choice)).collect();
                shaper.module.elements(table, at, entries);
                at += len + shaper.random.pick(&[0, 0, 1, 3]);
            }
            (table, size)
        })
        .collect();

    let started = shaper.module.ty(&[ValType::I32, ValType::I64], &[ValType::I64]);
    for index in 0..6 {
        let mut code = vec![];
        let calls = shaper.random.pick(&[1, 1, 3]);
        for _ in 0..calls {
            let (table, size) = shaper.random.pick(&tables);
            let which = shaper.random.pick(&[0, 0, 0, 1, 2, 3]);
            let (params, results) = signatures[which];
            let ty = shaper.module.ty(params, results);
            for &param in params {
                code.push(I::LocalGet(1));
                code.extend(of_number(param));
            }
            let constant = shaper.random.below(u64::from(size) + 2) as i32;
            code.extend(match shaper.random.below(3) {
                0 => vec![I::I32Const(constant)],
                1 => vec![I::LocalGet(0), I::I32Const(constant | 7), I::I32And],
                _ => vec![I::LocalGet(0), I::I32Const(size as i32 + 1), I::I32RemU],
            });
            code.push(I::CallIndirect { type_index: ty, table_index: table });
            code.extend(vec![I::Drop; results.len() - 1]);
            code.extend([I::LocalGet(1), I::I64Xor, I::I64Const(5), I::I64Rotl, I::LocalSet(1)]);
        }
        code.push(I::LocalGet(1));
        let func = shaper.module.func(started, &[], &code);
        shaper.module.export(&format!("holes{index}"), ExportKind::Func, func);
    }
    change(shaper, &tables);
}

/// Functions that change the tables.
fn change(shaper: &mut Shaper, tables: &[(u32, u32)]) {
    let ty = shaper.module.ty(&[ValType::I32], &[ValType::I32]);
    for index in 0..3 {
        let ((one, size), (other, _)) = (shaper.random.pick(tables), shaper.random.pick(tables));
        let at = shaper.random.below(size.into()) as i32;
        let from = shaper.random.below(4) as i32;
        let code = match shaper.random.below(5) {
            0 => {
                vec![I::I32Const(at), I::RefNull(HeapType::FUNC), I::TableSet(one), I::I32Const(1)]
            }
            1 => {
                let get = [
                    I::I32Const(at),
                    I::LocalGet(0),
                    I::I32Const(15),
                    I::I32And,
                    I::TableGet(other),
                ];
                [&get[..], &[I::TableSet(one), I::TableSize(one)]].concat()
            }
            2 => {
                let copy = I::TableCopy { src_table: other, dst_table: one };
                let len = shaper.random.pick(&[0, 1, 5]);
                vec![I::I32Const(at), I::I32Const(from), I::I32Const(len), copy, I::I32Const(2)]
            }
            3 => {
                let grown =
                    [I::I32Const(from), I::TableGet(other), I::I32Const(2), I::TableGrow(one)];
                grown.to_vec()
            }
            _ => {
                let (len, fill) = (shaper.random.pick(&[0, 1, 3]), I::TableFill(one));
                let value =
                    [I::I32Const(at), I::I32Const(from), I::TableGet(other), I::I32Const(len)];
                let condition =
                    [I::LocalGet(0), I::I32Const(3), I::I32And, I::If(BlockType::Empty)];
                [&condition[..], &value, &[fill, I::End, I::I32Const(3)]].concat()
            }
        };
        let func = shaper.module.func(ty, &[], &code);
        shaper.module.export(&format!("change{index}"), ExportKind::Func, func);
    }
}
