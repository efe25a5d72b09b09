//! Modules of functions that call each other last: with up to forty parameters of all kinds, so that many lie
//! on the stack, with fewer or more of them than their caller has, directly and through a table, on some
//! paths and not on others.
//!
//! Every value that is passed goes into a number that is kept in a global and ends up in the results, so one
//! that arrives changed shows.

use std::collections::BTreeSet;

use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, ElementSection, Elements, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, Instruction as I, Module, RefType,
    TableSection, TableType, TypeSection, ValType,
};

use crate::made::Made;
use crate::random::Random;

/// Functions that call each other.
const FUNCS: u32 = 6;

const KINDS: [ValType; 5] = [ValType::I32, ValType::I64, ValType::F32, ValType::F64, ValType::V128];

/// The global that all values go into.
const SUM: u32 = 0;

struct Plan {
    /// Of each function; the first parameter counts the calls that are left.
    params: Vec<Vec<ValType>>,
    results: Vec<ValType>,
    /// Whether all calls are last ones, so that there may be very many.
    only_last: bool,
    features: BTreeSet<&'static str>,
}

/// The module of a seed.
pub fn module(seed: u64) -> Made {
    let mut random = Random::new(seed, "tail calls");
    let kinds = |random: &mut Random, count: u64| -> Vec<ValType> {
        (0..count).map(|_| random.pick(&KINDS)).collect()
    };
    let params = (0..FUNCS)
        .map(|_| {
            let most = random.pick(&[2, 8, 20, 40]);
            let count = random.below(most);
            [vec![ValType::I32], kinds(&mut random, count)].concat()
        })
        .collect();
    let results = random.pick(&[0, 1, 1, 1, 2, 3]);
    let mut plan = Plan {
        params,
        results: [vec![ValType::I64], kinds(&mut random, results)].concat(),
        only_last: random.percent(4),
        features: BTreeSet::new(),
    };
    let mut types = TypeSection::new();
    for params in &plan.params {
        types.ty().function(params.iter().copied(), plan.results.iter().copied());
    }
    types.ty().function([ValType::I64], plan.results.iter().copied());
    let (mut funcs, mut code, mut exports) =
        (FunctionSection::new(), CodeSection::new(), ExportSection::new());
    for func in 0..FUNCS {
        funcs.function(func);
        code.function(&function(&mut plan, func, &mut random));
    }
    for func in 0..FUNCS {
        funcs.function(FUNCS);
        code.function(&start(&plan, func, &mut random));
        exports.export(&format!("start{func}"), ExportKind::Func, FUNCS + func);
    }
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: FUNCS.into(),
        maximum: None,
        shared: false,
    });
    let mut globals = GlobalSection::new();
    let number = GlobalType { val_type: ValType::I64, mutable: true, shared: false };
    globals.global(number, &ConstExpr::i64_const(1));
    exports.export("sum", ExportKind::Global, SUM);
    let mut elements = ElementSection::new();
    let all: Vec<u32> = (0..FUNCS).collect();
    elements.active(None, &ConstExpr::i32_const(0), Elements::Functions(all.into()));
    let mut module = Module::new();
    module.section(&types).section(&funcs).section(&tables).section(&globals);
    module.section(&exports).section(&elements).section(&code);
    Made { wasm: module.finish(), features: plan.features }
}

/// What a caller has: values of each kind, by the numbers of its locals.
fn local_of(locals: &[ValType], kind: ValType, random: &mut Random) -> Option<u32> {
    let of_kind: Vec<u32> =
        (1..locals.len() as u32).filter(|&local| locals[local as usize] == kind).collect();
    (!of_kind.is_empty()).then(|| random.pick(&of_kind))
}

fn constant(kind: ValType, random: &mut Random) -> I<'static> {
    let bits = random.next();
    match kind {
        ValType::I32 => I::I32Const(bits as i32),
        ValType::I64 => I::I64Const(bits as i64),
        ValType::F32 => I::F32Const((bits as i32 as f32).into()),
        ValType::F64 => I::F64Const((bits as i64 as f64).into()),
        _ => I::V128Const(i128::from(bits) << 64 | i128::from(random.next())),
    }
}

/// Puts the number that a value is under the sum of all, in an order that shows.
fn add_to_sum(code: &mut Vec<I<'static>>, local: u32, kind: ValType) {
    let mut add = |instructions: &[I<'static>]| {
        code.extend([I::GlobalGet(SUM), I::I64Const(0x9e37_79b9_7f4a_7c15_u64 as i64), I::I64Mul]);
        code.push(I::LocalGet(local));
        code.extend(instructions.iter().cloned());
        code.extend([I::I64Add, I::I64Const(29), I::I64Rotl, I::GlobalSet(SUM)]);
    };
    match kind {
        ValType::I32 => add(&[I::I64ExtendI32U]),
        ValType::I64 => add(&[]),
        ValType::F32 => add(&[I::I32ReinterpretF32, I::I64ExtendI32U]),
        ValType::F64 => add(&[I::I64ReinterpretF64]),
        _ => {
            add(&[I::I64x2ExtractLane(0)]);
            add(&[I::I64x2ExtractLane(1)]);
        }
    }
}

fn arguments(
    plan: &Plan,
    caller: u32,
    callee: u32,
    code: &mut Vec<I<'static>>,
    random: &mut Random,
) {
    let locals = &plan.params[caller as usize];
    code.extend([I::LocalGet(0), I::I32Const(1), I::I32Sub]);
    for &kind in &plan.params[callee as usize][1..] {
        match local_of(locals, kind, random) {
            Some(local) if random.percent(80) => code.push(I::LocalGet(local)),
            _ => code.push(constant(kind, random)),
        }
    }
}

/// Results of a function that does not call: the sum, and what it has of each kind.
fn give_results(plan: &Plan, func: u32, code: &mut Vec<I<'static>>, random: &mut Random) {
    code.push(I::GlobalGet(SUM));
    for &kind in &plan.results[1..] {
        match local_of(&plan.params[func as usize], kind, random) {
            Some(local) => code.push(I::LocalGet(local)),
            None => code.push(constant(kind, random)),
        }
    }
}

fn function(plan: &mut Plan, func: u32, random: &mut Random) -> Function {
    let params = plan.params[func as usize].clone();
    let first_result = params.len() as u32;
    let mut code = vec![];
    for (local, &kind) in params.iter().enumerate() {
        add_to_sum(&mut code, local as u32, kind);
    }
    code.extend([I::LocalGet(0), I::I32Eqz, I::If(BlockType::Empty)]);
    give_results(plan, func, &mut code, random);
    code.extend([I::Return, I::End]);
    for _ in 0..random.below(3) {
        // Some of what is counted down takes this path.
        let (mask, wanted) = (random.pick(&[1, 3, 7]), random.below(4) as i32);
        code.extend([I::LocalGet(0), I::I32Const(mask), I::I32And, I::I32Const(wanted & mask)]);
        code.extend([I::I32Eq, I::If(BlockType::Empty)]);
        path(plan, func, first_result, &mut code, random);
        code.push(I::End);
    }
    path(plan, func, first_result, &mut code, random);
    code.push(I::Unreachable);
    code.push(I::End);
    let mut function = Function::new(plan.results.iter().map(|&kind| (1, kind)));
    for instruction in &code {
        function.instruction(instruction);
    }
    function
}

/// A way out of a function.
fn path(
    plan: &mut Plan,
    func: u32,
    first_result: u32,
    code: &mut Vec<I<'static>>,
    random: &mut Random,
) {
    let callee = random.below(FUNCS.into()) as u32;
    let more = plan.params[callee as usize].len() > plan.params[func as usize].len();
    plan.features.insert(if more { "more parameters" } else { "fewer parameters" });
    let last = plan.only_last || random.percent(75);
    arguments(plan, func, callee, code, random);
    let indirect = random.percent(40);
    if indirect {
        code.push(I::I32Const(callee as i32));
    }
    let call_indirect = |last: bool| match last {
        true => I::ReturnCallIndirect { type_index: callee, table_index: 0 },
        false => I::CallIndirect { type_index: callee, table_index: 0 },
    };
    match (last, indirect) {
        (true, true) => code.push(call_indirect(true)),
        (true, false) => code.push(I::ReturnCall(callee)),
        (false, _) => {
            code.push(if indirect { call_indirect(false) } else { I::Call(callee) });
            for index in (0..plan.results.len() as u32).rev() {
                code.push(I::LocalSet(first_result + index));
            }
            for index in 0..plan.results.len() as u32 {
                add_to_sum(code, first_result + index, plan.results[index as usize]);
            }
            give_results(plan, func, code, random);
            code.push(I::Return);
        }
    }
    plan.features.insert(match (last, indirect) {
        (true, true) => "last, through a table",
        (true, false) => "last",
        (false, true) => "through a table",
        (false, false) => "plain",
    });
}

/// Calls a function from outside, with its counter and the rest of its parameters.
fn start(plan: &Plan, func: u32, random: &mut Random) -> Function {
    let calls = if plan.only_last { 3_000 } else { 1 + random.below(40) as i32 };
    let mut function = Function::new([]);
    function.instruction(&I::I32Const(calls));
    for &kind in &plan.params[func as usize][1..] {
        if kind == ValType::I64 && random.percent(50) {
            function.instruction(&I::LocalGet(0));
        } else {
            function.instruction(&constant(kind, random));
        }
    }
    function.instruction(&I::Call(func)).instruction(&I::End);
    function
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_valid_and_the_same_for_a_seed() {
        let mut features = BTreeSet::new();
        for seed in 0..200 {
            let made = module(seed);
            wasmparser::validate(&made.wasm).unwrap();
            assert_eq!(made.wasm, module(seed).wasm);
            features.extend(made.features);
        }
        let all = [
            "fewer parameters",
            "last",
            "last, through a table",
            "more parameters",
            "plain",
            "through a table",
        ];
        assert_eq!(features.into_iter().collect::<Vec<_>>(), all);
    }
}
