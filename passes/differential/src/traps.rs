//! Modules in which accesses of memory are out of bounds at times, and in which often nobody needs what they
//! give or store: whether the run traps must not depend on that. A load, or something else that may trap,
//! stands in an expression (`traps/values.rs`) that is given to something (`traps/uses.rs`); stores are made
//! by `traps/stores.rs`. All of it in loops, behind branches and in callees.

mod stores;
mod uses;
mod values;

use std::collections::BTreeSet;

use wasm_encoder::{
    BlockType, ConstExpr, ExportKind, Instruction as I, MemArg, MemArgTarget, ValType,
};

use crate::assembly::Assembly;
use crate::made::Made;
use crate::random::Random;

/// Functions of a module that are called.
pub const FUNCS: u32 = 24;

const PAGE: u32 = 65536;

/// Of a function that is called.
const PARAMS: [ValType; 5] =
    [ValType::I32, ValType::I32, ValType::I64, ValType::F64, ValType::V128];
const P: u32 = 0;
const Q: u32 = 1;
const X: u32 = 2;
const Y: u32 = 3;
const V: u32 = 4;
/// The first local: what becomes the result.
const RESULT: u32 = 5;

/// A global of each type of [`TYPES`].
const TYPES: [ValType; 5] = [ValType::I32, ValType::I64, ValType::F32, ValType::F64, ValType::V128];

type Code = Vec<I<'static>>;

/// Callees, by what they do with their parameters.
#[derive(Clone, Copy)]
struct Helpers {
    /// Of the host; takes and gives an i32.
    note: u32,
    /// (i32, i32) → i32, gives the second.
    ignores: u32,
    /// (i32, i32) → i32, gives the first if the second is not 0.
    at_times: u32,
    /// (i32, i32) → i32, their product.
    times: u32,
    /// (i64) → i64, stores it where another store follows.
    stores_over: u32,
    /// (i32) → i32, loads from there.
    loads: u32,
    /// (i32, i32), stores the second there.
    stores: u32,
    /// (i32) → (i32, i64, f64), of which mostly only one is used.
    many: u32,
}

/// What a function is made with.
struct Body<'r> {
    random: &'r mut Random,
    locals: Vec<ValType>,
    features: BTreeSet<&'static str>,
    helpers: Helpers,
    /// Memories of the module.
    memories: u32,
    /// The counter of the loop that this stands in.
    counter: Option<u32>,
}

/// The module of a seed, or what is left of it with only one of its functions.
pub fn module(seed: u64, only: Option<u32>) -> Made {
    let mut random = Random::new(seed, "traps");
    let mut module = Assembly::default();
    let memories = random.pick(&[1, 1, 1, 2]);
    let (i32, i64, f64) = (ValType::I32, ValType::I64, ValType::F64);
    let note = module.ty(&[i32], &[i32]);
    let note = module.import("note", note);
    for memory in 0..memories {
        module.memory(1, 1);
        module.export(&format!("memory{memory}"), ExportKind::Memory, memory);
        for at in [0, PAGE - 512] {
            // The same numbers often, small ones too.
            let bytes = (0..512).map(|_| random.pick(&[0, 0, 1, 2, 0x7f, 0x80, 0xff, 77]));
            module.data(memory, at, bytes.collect());
        }
    }
    for ty in TYPES {
        let init = match ty {
            ValType::I32 => ConstExpr::i32_const(0),
            ValType::I64 => ConstExpr::i64_const(0),
            ValType::F32 => ConstExpr::f32_const(0.0.into()),
            ValType::F64 => ConstExpr::f64_const(0.0.into()),
            _ => ConstExpr::v128_const(0),
        };
        let global = module.global(ty, init);
        module.export(&format!("global{global}"), ExportKind::Global, global);
    }
    let two = module.ty(&[i32, i32], &[i32]);
    let ignores = module.func(two, &[], &[I::LocalGet(1)]);
    let at_times = [I::LocalGet(0), I::I32Const(3), I::LocalGet(1), I::Select];
    let at_times = module.func(two, &[], &at_times);
    let times = module.func(two, &[], &[I::LocalGet(0), I::LocalGet(1), I::I32Mul]);
    let wide = module.ty(&[i64], &[i64]);
    let twice = |value| [I::I32Const(64), value, I::I64Store(arg(0, 0))];
    let code = [twice(I::LocalGet(0)), twice(I::I64Const(5))].concat();
    let stores_over = module.func(wide, &[], &[code, vec![I::I64Const(1)]].concat());
    let one = module.ty(&[i32], &[i32]);
    let loads = module.func(one, &[], &[I::LocalGet(0), I::I32Load(arg(0, 0))]);
    let store = module.ty(&[i32, i32], &[]);
    let code = [I::LocalGet(0), I::LocalGet(1), I::I32Store(arg(0, 0))];
    let stores = module.func(store, &[], &code);
    let many = module.ty(&[i32], &[i32, i64, f64]);
    let at = |load| [I::LocalGet(0), load];
    let code = [at(I::I32Load8U(arg(0, 0))), at(I::I64Load(arg(0, 0))), at(I::F64Load(arg(0, 0)))];
    let many = module.func(many, &[], &code.concat());
    let helpers = Helpers { note, ignores, at_times, times, stores_over, loads, stores, many };

    let ty = module.ty(&PARAMS, &[i64]);
    let mut features = BTreeSet::new();
    for index in 0..FUNCS {
        if only.is_some_and(|only| only != index) {
            continue;
        }
        let mut random = Random::new(seed, &format!("traps {index}"));
        let mut body = Body {
            random: &mut random,
            locals: vec![],
            features: BTreeSet::new(),
            helpers,
            memories,
            counter: None,
        };
        let code = body.function();
        features.extend(body.features);
        let func = module.func(ty, &body.locals, &code);
        module.export(&format!("f{index}"), ExportKind::Func, func);
    }
    Made { wasm: module.finish(), features }
}

fn arg(memory: u32, offset: u64) -> MemArg {
    MemArg { offset, align: 0, target: MemArgTarget::Memory(memory), ordering: None }
}

/// Where an access goes: code that leaves the address, and the rest.
#[derive(Clone)]
struct Place {
    address: Code,
    at: MemArg,
}

impl Body<'_> {
    fn function(&mut self) -> Code {
        let result = self.local(ValType::I64);
        debug_assert_eq!(result, RESULT);
        let mut code = vec![];
        // One thing mostly, so that what is found is small.
        for _ in 0..self.random.pick(&[1, 1, 1, 1, 2, 3]) {
            code.extend(self.statement());
        }
        code.push(I::LocalGet(RESULT));
        code
    }

    fn local(&mut self, ty: ValType) -> u32 {
        self.locals.push(ty);
        (PARAMS.len() + self.locals.len() - 1) as u32
    }

    fn has(&mut self, feature: &'static str) {
        self.features.insert(feature);
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.random.below(from.len() as u64) as usize].clone()
    }

    /// Something that happens, perhaps at times or several times.
    fn statement(&mut self) -> Code {
        match self.random.below(10) {
            0..=5 => self.event(),
            6 | 7 => {
                self.has("behind a branch");
                let condition = self.condition();
                let yes = self.event();
                let no = if self.random.percent(40) { self.event() } else { vec![] };
                [condition, vec![I::If(BlockType::Empty)], yes, vec![I::Else], no, vec![I::End]]
                    .concat()
            }
            _ => self.repeated(),
        }
    }

    fn repeated(&mut self) -> Code {
        self.has("in a loop");
        let counter = self.local(ValType::I32);
        let outer = self.counter.replace(counter);
        let mut event = self.event();
        if self.random.percent(30) {
            event.extend(self.event());
        }
        self.counter = outer;
        let rounds = match self.random.below(3) {
            0 => vec![I::LocalGet(Q), I::I32Const(7), I::I32And],
            _ => vec![I::I32Const(self.random.pick(&[1, 2, 4, 9, 33]))],
        };
        let mut code = vec![I::I32Const(0), I::LocalSet(counter), I::Loop(BlockType::Empty)];
        code.extend(event);
        code.extend([I::LocalGet(counter), I::I32Const(1), I::I32Add, I::LocalTee(counter)]);
        code.extend(rounds);
        code.extend([I::I32LtU, I::BrIf(0), I::End]);
        code
    }

    fn event(&mut self) -> Code {
        if self.random.percent(65) {
            let (ty, value) = self.value();
            self.used(ty, value)
        } else {
            self.stored()
        }
    }

    /// 0 or 1, as the arguments say.
    fn condition(&mut self) -> Code {
        let local = self.pick(&[P, Q]);
        let bit = 1 << self.random.below(5);
        vec![I::LocalGet(local), I::I32Const(bit), I::I32And, I::I32Const(0), I::I32Ne]
    }

    /// A place of so many bytes, out of bounds for about one call in five.
    fn place(&mut self, size: u32) -> Place {
        let memory = self.random.below(self.memories.into()) as u32;
        let local = self.pick(&[P, Q]);
        let inside = self.pick(&[0, 8, 64, 300, PAGE - size, PAGE - size - 3]) as i32;
        let beyond = self.pick(&[PAGE, PAGE - size + 1, PAGE - 1, PAGE + 100, u32::MAX, 1 << 31]);
        // A byte at the end is not beyond it.
        let beyond = if size == 1 { beyond.max(PAGE) } else { beyond } as i32;
        let (address, offset) = match self.random.below(16) {
            0 => (vec![I::I32Const(inside)], 0),
            1 => (vec![I::I32Const(beyond)], 0),
            2..=5 => {
                let bits = self.pick(&[1, 2, 4, 3, 0x18]);
                let which = [I::LocalGet(local), I::I32Const(bits), I::I32And];
                let (beyond, inside) = (I::I32Const(beyond), I::I32Const(inside));
                let order = if bits.count_ones() > 1 && self.random.percent(60) {
                    [inside, beyond]
                } else {
                    [beyond, inside]
                };
                ([&order[..], &which[..], &[I::Select]].concat(), 0)
            }
            6..=9 => {
                // The last bytes of memory.
                let mask = self.pick(&[3, 7, 15]);
                let at = PAGE - size - self.pick(&[0, 1, 3, 6, 12]);
                (vec![I::LocalGet(local), I::I32Const(mask), I::I32And], at)
            }
            10 | 11 => {
                let shift = self.pick(&[0, 1, 2, 3]);
                let mask = self.pick(&[1, 3, 7]);
                let base = self.pick(&[0, PAGE as i32 - 8 * size as i32, PAGE as i32 - 16]);
                let index = [I::LocalGet(local), I::I32Const(mask), I::I32And];
                let code = [I::I32Const(shift), I::I32Shl, I::I32Const(base), I::I32Add];
                ([&index[..], &code[..]].concat(), 0)
            }
            12 => (vec![I::LocalGet(local)], 0),
            _ => match self.counter {
                Some(counter) => {
                    self.has("along an array");
                    let stride = self.pick(&[1, size, size, 2 * size]) as i32;
                    let at = PAGE - size * self.pick(&[1, 2, 3, 8, 40]);
                    (vec![I::LocalGet(counter), I::I32Const(stride), I::I32Mul], at)
                }
                None => (vec![I::LocalGet(local), I::I32Const(0xffff), I::I32And], 0),
            },
        };
        Place { address, at: arg(memory, offset.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_valid_and_the_same_for_a_seed() {
        let mut features = BTreeSet::new();
        for seed in 0..200 {
            let made = module(seed, None);
            wasmparser::validate(&made.wasm).unwrap_or_else(|error| panic!("{seed}: {error}"));
            assert_eq!(made.wasm, module(seed, None).wasm);
            wasmparser::validate(&module(seed, Some(3)).wasm).unwrap();
            features.extend(made.features);
        }
        assert!(features.len() > 100, "{}: {features:?}", features.len());
    }
}
