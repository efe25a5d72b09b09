//! Small modules that are much work for a compiler, or would be: of each shape something grows faster than
//! the module. Nobody runs them; they compile, or are refused, within the limits of [`crate::frugal`].

use std::borrow::Cow;
use std::collections::BTreeSet;

use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, DataSection, ElementSection, Elements, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, GlobalType, Instruction as I,
    MemorySection, MemoryType, Module, RefType, TableSection, TableType, TypeSection, ValType,
};

use crate::arrays::arg;
use crate::made::Made;
use crate::random::Random;

/// What grows. Two numbers say how far; what they count, the shape says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Tables, entries of each in hundreds: all null.
    NullTables,
    /// Entries of a table far from each other, segments.
    SparseElements,
    /// Results of a function, calls of it: nobody reads them.
    Results,
    /// The same, and another function takes all of them.
    ResultsPassed,
    /// Arguments, calls that pass one value so often.
    Arguments,
    /// Loops in each other, locals that the innermost one writes; nothing leads back.
    LoopsOnce,
    /// The same, and each loop is repeated.
    LoopsRepeated,
    /// Loops one after the other, locals that are written once in each and read at the end.
    RowOfLoops,
    /// Entries of a table of branches that lead back to a loop, locals that it changes.
    TableToLoop,
    /// Entries of a table of branches to different blocks, locals that these change.
    Interpreter,
    /// Branches out of a block, each after a write of another one of so many locals.
    Leaving,
    /// Ifs in each other in the second side of each, locals that the first sides write.
    Otherwise,
    /// Blocks in each other, left from inside an if, locals that the innermost one writes.
    Exits,
    /// Parameters of a loop, so many of which are in each other.
    BlockParams,
    /// Results of a block, branches to its end.
    BlockResults,
    /// Blocks in each other; sets of a local at the end of each.
    Nested,
    /// Entries of one table of branches to so many blocks.
    WideTable,
    /// Loads and stores in one block, of so many different addresses.
    Accesses,
    /// Values on the stack before the first is used, so many times.
    Pressure,
    /// A chain of additions and multiplications, with a constant in every so-manieth place.
    Chain,
    /// A chain of choices, of so many values.
    Selects,
    /// Branches in a row, each with so many instructions.
    Branches,
    /// Calls of one function, of so many.
    Calls,
    /// Functions, with so many hundreds of locals that nobody uses.
    Functions,
    /// Exports of one function, and so many types.
    Exports,
    /// Globals, written in turn so often.
    Globals,
    /// Data segments, so many pages apart.
    SparseData,
    /// Divisions in a row, so many of whose results are used.
    Divisions,
    /// Shifts and masks of one value by another, stored so often.
    Masks,
}

use Shape::*;

/// All shapes, each with its name and how large both numbers may be for a module of some hundred thousand
/// bytes.
pub const SHAPES: [(Shape, &str, (u32, u32)); 29] = [
    (NullTables, "null tables", (100, 100_000)),
    (SparseElements, "sparse elements", (9_000, 10)),
    (Results, "results", (1_000, 20_000)),
    (ResultsPassed, "results passed", (1_000, 20_000)),
    (Arguments, "arguments", (1_000, 100)),
    (LoopsOnce, "loops once", (20_000, 10_000)),
    (LoopsRepeated, "loops repeated", (20_000, 10_000)),
    (RowOfLoops, "a row of loops", (15_000, 40_000)),
    (TableToLoop, "a table of branches to a loop", (100_000, 10_000)),
    (Interpreter, "an interpreter", (20_000, 5_000)),
    (Leaving, "leaving a block", (20_000, 5_000)),
    (Otherwise, "otherwise", (15_000, 5_000)),
    (Exits, "exits", (20_000, 10_000)),
    (BlockParams, "block parameters", (1_000, 10_000)),
    (BlockResults, "block results", (1_000, 50_000)),
    (Nested, "nesting", (50_000, 1_000)),
    (WideTable, "a wide table of branches", (200_000, 20_000)),
    (Accesses, "accesses", (30_000, 30_000)),
    (Pressure, "pressure", (20_000, 4)),
    (Chain, "a chain", (60_000, 50)),
    (Selects, "selects", (40_000, 5_000)),
    (Branches, "branches", (6_000, 20)),
    (Calls, "calls", (30_000, 5_000)),
    (Functions, "functions", (20_000, 500)),
    (Exports, "exports", (20_000, 3_000)),
    (Globals, "globals", (10_000, 20_000)),
    (SparseData, "sparse data", (9_000, 7)),
    (Divisions, "divisions", (25_000, 5_000)),
    (Masks, "masks", (15_000, 5_000)),
];

/// The module of a seed: a shape, as large as chance wills.
pub fn module(seed: u64) -> Made {
    let mut random = Random::new(seed, "bombs");
    let (shape, name, (most, other)) = random.pick(&SHAPES);
    // Often near the end, where it hurts, and now and then where LLVM's budget ends.
    let mut size = |most: u32| match random.below(3) {
        0 => most,
        1 => most / 2 + random.below(u64::from(most / 2) + 1) as u32,
        _ => (most >> random.below(8)).max(1),
    };
    let (a, b) = (size(most).max(1), size(other).max(1));
    Made { wasm: bomb(shape, a, b), features: BTreeSet::from([name]) }
}

const I64: ValType = ValType::I64;
const EMPTY: BlockType = BlockType::Empty;

/// A module under construction. Function 0 is exported as `_start`.
#[derive(Default)]
struct Parts {
    types: TypeSection,
    funcs: FunctionSection,
    tables: TableSection,
    globals: GlobalSection,
    exports: ExportSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
    pages: u64,
}

impl Parts {
    fn ty(&mut self, params: usize, results: usize) -> u32 {
        let number = self.types.len();
        let list = |count| std::iter::repeat_n(I64, count);
        self.types.ty().function(list(params), list(results));
        number
    }

    fn func(&mut self, ty: u32, locals: u32, code: &[I<'_>]) {
        self.funcs.function(ty);
        let mut function = Function::new([(locals, I64)]);
        for instruction in code {
            function.instruction(instruction);
        }
        function.instruction(&I::End);
        self.code.function(&function);
    }

    fn finish(mut self) -> Vec<u8> {
        self.exports.export("_start", ExportKind::Func, 0);
        let mut memories = MemorySection::new();
        let maximum = None;
        memories.memory(MemoryType {
            minimum: self.pages.max(1),
            maximum,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let mut module = Module::new();
        module.section(&self.types).section(&self.funcs).section(&self.tables).section(&memories);
        module.section(&self.globals).section(&self.exports).section(&self.elements);
        module.section(&self.code).section(&self.data);
        module.finish()
    }
}

/// `local = local + local'`
fn change(local: u32, other: u32) -> [I<'static>; 4] {
    [I::LocalGet(local), I::LocalGet(other), I::I64Add, I::LocalSet(local)]
}

fn changes(locals: u32) -> Vec<I<'static>> {
    (0..locals).flat_map(|local| change(local, (local + 1) % locals)).collect()
}

/// Puts the sum of all locals into memory.
fn sum(locals: u32) -> Vec<I<'static>> {
    let mut code = vec![I::I32Const(0), I::I64Const(0)];
    code.extend((0..locals).flat_map(|local| [I::LocalGet(local), I::I64Add]));
    code.push(I::I64Store(arg(0)));
    code
}

/// Whether the first local is odd.
const ODD: [I<'static>; 2] = [I::LocalGet(0), I::I32WrapI64];

fn consts(count: u32) -> Vec<I<'static>> {
    (0..count).map(|number| I::I64Const(number.into())).collect()
}

/// The module of a shape. Both numbers are at least 1.
pub fn bomb(shape: Shape, a: u32, b: u32) -> Vec<u8> {
    let mut parts = Parts::default();
    let nothing = parts.ty(0, 0);
    let (mut code, mut locals) = (vec![], 1);
    let (many, often) = (a as usize, b as usize);
    match shape {
        NullTables => (0..a).for_each(|_| add_table(&mut parts, 100 * u64::from(b))),
        SparseElements => {
            add_table(&mut parts, u64::from(a) * u64::from(b) * 100);
            for number in 0..a {
                let offset = ConstExpr::i32_const((number * b * 100) as i32);
                parts.elements.active(None, &offset, Elements::Functions(Cow::Borrowed(&[0])));
            }
        }
        Results | ResultsPassed | Arguments => {
            let (gives, takes) = (parts.ty(0, many), parts.ty(many, 0));
            for _ in 0..b {
                match shape {
                    Results => code.push(I::Call(1)),
                    ResultsPassed => code.extend([I::Call(1), I::Call(2)]),
                    _ => {
                        code.extend(vec![I::LocalGet(0); many]);
                        code.push(I::Call(2));
                    }
                }
            }
            code.push(I::Return);
            parts.func(nothing, locals, &code);
            parts.func(gives, 0, &consts(a));
            parts.func(takes, 0, &[]);
            return parts.finish();
        }
        LoopsOnce | LoopsRepeated => {
            locals = b;
            code.extend(vec![I::Loop(EMPTY); many]);
            code.extend(changes(b));
            for _ in 0..a {
                if shape == LoopsRepeated {
                    code.extend(ODD);
                    code.push(I::BrIf(0));
                }
                code.push(I::End);
            }
        }
        RowOfLoops => {
            locals = b;
            for number in 0..a {
                code.push(I::Loop(EMPTY));
                code.extend(change(number % b, (number + 1) % b));
                code.extend(ODD);
                code.extend([I::BrIf(0), I::End]);
            }
        }
        TableToLoop => {
            locals = b;
            code.push(I::Loop(EMPTY));
            code.extend(changes(b));
            code.extend(ODD);
            code.extend([I::BrTable(vec![0; many].into(), 0), I::End]);
        }
        Interpreter => {
            locals = b;
            code.push(I::Loop(EMPTY));
            code.extend(vec![I::Block(EMPTY); many]);
            code.extend(ODD);
            code.push(I::BrTable((0..a).collect(), a - 1));
            for number in 0..a {
                code.push(I::End);
                code.extend(change(number % b, (number + 7) % b));
                code.push(I::Br(a - 1 - number));
            }
            code.push(I::End);
        }
        Leaving => {
            locals = b;
            code.push(I::Block(EMPTY));
            for number in 0..a {
                code.extend(change(number % b, (number + 1) % b));
                code.extend(ODD);
                code.push(I::BrIf(0));
            }
            code.push(I::End);
        }
        Otherwise => {
            locals = b;
            for number in 0..a {
                code.extend(ODD);
                code.push(I::If(EMPTY));
                code.extend(change(number % b, (number + 1) % b));
                code.push(I::Else);
            }
            code.extend(sum(b));
            code.extend(vec![I::End; many]);
        }
        Exits => {
            locals = b;
            code.extend(vec![I::Block(EMPTY); many]);
            code.extend(changes(b));
            for _ in 0..a {
                code.extend(ODD);
                code.extend([I::If(EMPTY), I::Br(1), I::End, I::Unreachable, I::End]);
            }
        }
        BlockParams => {
            let ty = parts.ty(many, many);
            code.extend(consts(a));
            code.extend(vec![I::Loop(BlockType::FunctionType(ty)); often]);
            for _ in 0..b {
                code.extend(ODD);
                code.extend([I::BrIf(0), I::End]);
            }
            code.extend(vec![I::Drop; many]);
        }
        BlockResults => {
            let ty = parts.ty(0, many);
            code.push(I::Block(BlockType::FunctionType(ty)));
            code.extend(consts(a));
            for _ in 0..b {
                code.extend(ODD);
                code.push(I::BrIf(0));
            }
            code.push(I::End);
            code.extend(vec![I::Drop; many]);
        }
        Nested => {
            locals = b;
            code.extend(vec![I::Block(EMPTY); many]);
            for number in 0..a {
                code.extend(ODD);
                code.extend([I::BrIf(0), I::I64Const(1), I::LocalSet(number % b), I::End]);
            }
        }
        WideTable => {
            let blocks = b.min(a);
            code.extend(vec![I::Block(EMPTY); blocks as usize]);
            code.extend(ODD);
            code.push(I::BrTable((0..a).map(|entry| entry % blocks).collect(), 0));
            for number in 0..blocks {
                code.extend([I::End, I::I64Const(number.into()), I::LocalSet(0)]);
            }
        }
        Accesses => {
            for number in 0..a {
                let at = arg(8 * u64::from(number % b));
                code.extend(ODD);
                code.extend(ODD);
                code.extend([I::I64Load(at), I::I64Store(at)]);
            }
        }
        Pressure => {
            for _ in 0..b {
                code.extend((0..a).flat_map(|number| {
                    let load = I::I64Load(arg(8 * u64::from(number)));
                    [ODD[0].clone(), ODD[1].clone(), load]
                }));
                code.extend(vec![I::I64Add; many - 1]);
                code.push(I::LocalSet(0));
            }
        }
        Chain => {
            code.push(I::LocalGet(0));
            for number in 0..a {
                let other = match number % b {
                    0 => I::I64Const(i64::from(number) * 0x1_0001),
                    _ => I::LocalGet(0),
                };
                code.extend([other, if number % 3 == 0 { I::I64Mul } else { I::I64Add }]);
            }
            code.push(I::LocalSet(0));
        }
        Selects => {
            locals = b;
            code.push(I::LocalGet(0));
            for number in 0..a {
                code.extend([
                    I::LocalGet(number % b),
                    I::LocalGet(number / 2 % b),
                    I::I32WrapI64,
                    I::Select,
                ]);
            }
            code.push(I::LocalSet(0));
        }
        Branches => {
            for _ in 0..a {
                code.extend(ODD);
                code.push(I::If(EMPTY));
                (0..b).for_each(|_| code.extend(change(0, 0)));
                code.push(I::End);
            }
        }
        Calls => {
            (0..a).for_each(|number| code.push(I::Call(1 + number % b)));
            parts.func(nothing, locals, &code);
            (0..b).for_each(|_| parts.func(nothing, 0, &[]));
            return parts.finish();
        }
        Functions => (0..a).for_each(|_| parts.func(nothing, 100 * b, &[I::LocalGet(0), I::Drop])),
        Exports => {
            for number in 0..b {
                parts.ty(number as usize % 500, 0);
            }
            for number in 0..a {
                parts.exports.export(&format!("e{number}"), ExportKind::Func, 0);
            }
        }
        Globals => {
            for number in 0..a {
                let ty = GlobalType { val_type: I64, mutable: true, shared: false };
                parts.globals.global(ty, &ConstExpr::i64_const(number.into()));
            }
            for number in 0..b {
                code.extend([I::GlobalGet((number + 1) % a), I::GlobalSet(number % a)]);
            }
        }
        SparseData => {
            parts.pages = 1 + u64::from(a) * u64::from(b) * 4096 / 65536;
            for number in 0..a {
                let offset = ConstExpr::i32_const((number * b * 4096) as i32);
                parts.data.active(0, &offset, [1]);
            }
        }
        Divisions => {
            locals = b;
            for number in 0..a {
                code.extend([I::LocalGet(number % b), I::LocalGet((number + 1) % b), I::I64DivS]);
                code.push(I::LocalSet(number % b));
            }
        }
        Masks => {
            for number in 0..a {
                code.extend([I::LocalGet(0), I::I64Const(i64::from(number) * 77), I::I64And]);
                code.extend([I::I64Const(i64::from(number % 63)), I::I64ShrS, I::LocalTee(0)]);
                match number % b {
                    0 => code.extend([
                        I::LocalSet(0),
                        I::I32Const(8),
                        I::LocalGet(0),
                        I::I64Store(arg(0)),
                    ]),
                    _ => code.push(I::Drop),
                }
            }
        }
    }
    // What was computed counts.
    code.extend(sum(locals));
    parts.func(nothing, locals, &code);
    parts.finish()
}

fn add_table(parts: &mut Parts, minimum: u64) {
    let element_type = RefType::FUNCREF;
    let ty = TableType { element_type, table64: false, minimum, maximum: None, shared: false };
    parts.tables.table(ty);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_of_each_shape_is_small() {
        let large = SHAPES.map(|(shape, name, (a, b))| (name, bomb(shape, a, b).len()));
        let large: Vec<_> = large.into_iter().filter(|(_, len)| *len > 1_000_000).collect();
        assert!(large.is_empty(), "{large:?}");
    }

    #[test]
    fn modules_are_valid_small_and_the_same_for_a_seed() {
        let mut features = BTreeSet::new();
        for seed in 0..300 {
            let made = module(seed);
            wasmparser::validate(&made.wasm).unwrap_or_else(|error| panic!("{seed}: {error}"));
            assert!(
                made.wasm.len() < 1_000_000,
                "{seed}: {:?}: {}",
                made.features,
                made.wasm.len()
            );
            assert_eq!(made.wasm, module(seed).wasm);
            features.extend(made.features);
        }
        assert_eq!(features.len(), SHAPES.len());
    }
}
