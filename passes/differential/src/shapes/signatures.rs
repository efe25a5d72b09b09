//! Functions with up to hundreds of parameters and results of all types, called directly and through a table.

use wasm_encoder::{BlockType, ExportKind, Instruction as I, ValType};

use super::shaper::{Shaper, add_to, of_number};

struct Signature {
    func: u32,
    ty: u32,
    /// The first one counts the calls that are left.
    params: Vec<ValType>,
    results: Vec<ValType>,
}

pub fn add(shaper: &mut Shaper) {
    let signatures: Vec<Signature> = (0..3)
        .map(|_| {
            let count = shaper.random.pick(&[3, 20, 90, 300, 900]);
            let params = [vec![ValType::I32], shaper.types(count)].concat();
            if count >= 300 {
                shaper.has("hundreds of parameters");
            }
            let count = shaper.random.pick(&[0, 1, 2, 9, 40, 250, 700]);
            if count >= 250 {
                shaper.has("hundreds of results");
            }
            let results = [vec![ValType::I64], shaper.types(count)].concat();
            let ty = shaper.module.ty(&params, &results);
            Signature { func: shaper.module.declare(ty), ty, params, results }
        })
        .collect();
    let table = shaper.module.table(signatures.len() as u32, signatures.len() as u32);
    shaper.module.elements(table, 0, signatures.iter().map(|other| other.func).collect());
    for index in 0..signatures.len() {
        function(shaper, &signatures, index, table);
    }
    for (index, signature) in signatures.iter().enumerate() {
        shaper.module.export(&format!("direct{index}"), ExportKind::Func, signature.func);
        let ty = shaper.module.ty(&[ValType::I64], &[ValType::I64]);
        let mut code = vec![I::I32Const(shaper.random.pick(&[0, 1, 3]))];
        for &ty in &signature.params[1..] {
            if shaper.random.percent(40) {
                code.push(I::LocalGet(0));
                code.extend(of_number(ty));
            } else {
                code.push(shaper.constant(ty));
            }
        }
        code.push(I::Call(signature.func));
        code.extend(drop_to_first(&signature.results));
        let started = shaper.module.func(ty, &[], &code);
        shaper.module.export(&format!("start{index}"), ExportKind::Func, started);
    }
}

fn drop_to_first(results: &[ValType]) -> Vec<I<'static>> {
    vec![I::Drop; results.len() - 1]
}

fn function(shaper: &mut Shaper, all: &[Signature], index: usize, table: u32) {
    let Signature { func, params, results, .. } = &all[index];
    let callee_index = shaper.random.below(all.len() as u64) as usize;
    let callee = &all[callee_index];
    let sum = params.len() as u32;
    let first_result = sum + 1;
    let locals = [vec![ValType::I64], callee.results.clone()].concat();
    let mut code = vec![];
    for (local, &ty) in params.iter().enumerate() {
        code.extend(add_to(sum, local as u32, ty));
    }
    // Arguments come from outside too, with any number of calls that are left.
    code.extend([
        I::LocalGet(0),
        I::I32Const(0),
        I::I32GtS,
        I::LocalGet(0),
        I::I32Const(6),
        I::I32LtS,
    ]);
    code.extend([I::I32And, I::If(BlockType::Empty), I::LocalGet(0), I::I32Const(1), I::I32Sub]);
    for &ty in &callee.params[1..] {
        let of_type: Vec<u32> =
            (1..params.len() as u32).filter(|&local| params[local as usize] == ty).collect();
        if !of_type.is_empty() && shaper.random.percent(70) {
            code.push(I::LocalGet(shaper.random.pick(&of_type)));
        } else {
            code.push(I::LocalGet(sum));
            code.extend(of_number(ty));
        }
    }
    if shaper.random.percent(50) {
        code.push(I::I32Const(callee_index as i32));
        code.push(I::CallIndirect { type_index: callee.ty, table_index: table });
    } else {
        code.push(I::Call(callee.func));
    }
    for index in (0..callee.results.len() as u32).rev() {
        code.push(I::LocalSet(first_result + index));
    }
    for (index, &ty) in callee.results.iter().enumerate() {
        code.extend(add_to(sum, first_result + index as u32, ty));
    }
    code.push(I::End);
    code.push(I::LocalGet(sum));
    for &ty in &results[1..] {
        let of_type: Vec<u32> =
            (1..params.len() as u32).filter(|&local| params[local as usize] == ty).collect();
        if !of_type.is_empty() && shaper.random.percent(60) {
            code.push(I::LocalGet(shaper.random.pick(&of_type)));
        } else if shaper.random.percent(50) {
            code.push(shaper.constant(ty));
        } else {
            code.push(I::LocalGet(sum));
            code.extend(of_number(ty));
        }
    }
    shaper.module.define(*func, &locals, &code);
}
