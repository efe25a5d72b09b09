//! Modules of many small functions with one or two counted loops each, for the loop optimisers of the
//! compilers below us. What stands in the loops is made by `loop_body`; the module around the functions, by
//! `arrays`.

use wasm_encoder::{BlockType, Instruction as I, ValType};

use crate::arrays::{self, DST, N, N64, PARAMS, SRC, TAB, Work};
use crate::loop_body::{Body, Counter};
use crate::made::Made;
use crate::random::Random;

/// The module of a seed, or what is left of it with only one of its functions.
pub fn module(seed: u64, only: Option<u32>) -> Made {
    arrays::module(seed, "loop", only, function)
}

/// How a loop's counter goes.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Up,
    Down,
    /// From a number that is no index, perhaps over the end of its type.
    Elsewhere,
}

/// Loops, and at the end one number of all that they carried.
fn function(random: Random) -> Work {
    let mut body = Body::new(random);
    let loops = if body.random.percent(20) { 2 } else { 1 };
    for _ in 0..loops {
        counted(&mut body);
    }
    arrays::give_result(&mut body.code, &body.carried);
    Work { locals: body.locals, code: body.code, features: body.features }
}

fn counted(body: &mut Body) {
    let wide = body.random.percent(40);
    let ty = if wide { ValType::I64 } else { ValType::I32 };
    body.has(if wide { "64-bit counter" } else { "32-bit counter" });
    let way = body.random.pick(&[Way::Up, Way::Up, Way::Up, Way::Up, Way::Down, Way::Elsewhere]);
    let step = match way {
        Way::Elsewhere => body.random.pick(&[1, 1, -1, 3, 7]),
        _ => body.random.pick(&[1, 1, 1, 1, 1, 2, 3, 4]),
    };
    let start = match way {
        Way::Elsewhere if wide => body.random.pick(&[-20, i64::MAX - 5, u32::MAX as i64 - 9, 1000]),
        Way::Elsewhere => body.random.pick(&[-20, i64::from(i32::MAX) - 5, 1000, -1]),
        _ => 0,
    };
    body.has(match way {
        Way::Up => "up",
        Way::Down => "down",
        Way::Elsewhere => "counter near the end of its type",
    });
    let unroll = if body.random.percent(10) { body.random.pick(&[2, 4, 8]) } else { 1 };
    if unroll > 1 {
        body.has("unrolled by hand");
    }
    let (counter, end) = (body.local(ty), body.local(ty));
    body.counter = Counter { local: counter, ty, step, index: way != Way::Elsewhere };
    body.pointers.clear();
    body.taken.clear();

    let constant = |value: i64| if wide { I::I64Const(value) } else { I::I32Const(value as i32) };
    let [add, mul, eqz] =
        if wide { [I::I64Add, I::I64Mul, I::I64Eqz] } else { [I::I32Add, I::I32Mul, I::I32Eqz] };
    let rounds = || I::LocalGet(if wide { N64 } else { N });
    let stride = i64::from(step) * unroll;
    let whole = [rounds(), constant(stride), mul.clone()];

    // The condition to go on, with `!=` or an order, and the value that the counter ends with.
    body.open(I::Block(BlockType::Empty));
    body.exit = body.labels;
    body.put(&[rounds(), eqz, I::BrIf(0)]);
    let preheader = body.code.len();
    body.open(I::Loop(BlockType::Empty));
    let compare = match way {
        Way::Up => match body.random.below(4) {
            0 if wide => I::I64Ne,
            0 => I::I32Ne,
            1 | 2 if wide => I::I64LtU,
            1 | 2 => I::I32LtU,
            _ if wide => I::I64LtS,
            _ => I::I32LtS,
        },
        Way::Down if body.random.percent(50) => {
            if wide {
                I::I64GtS
            } else {
                I::I32GtS
            }
        }
        _ => {
            if wide {
                I::I64Ne
            } else {
                I::I32Ne
            }
        }
    };
    // `<=` the last number instead of `<` the end.
    let (compare, last) = match compare {
        I::I64LtU if body.random.percent(25) => (I::I64LeU, -1),
        I::I32LtS if body.random.percent(25) => (I::I32LeS, -1),
        other => (other, 0),
    };
    body.has(match compare {
        I::I64Ne | I::I32Ne => "!=",
        I::I64LeU | I::I32LeS => "<=",
        I::I64LtU | I::I32LtU => "unsigned <",
        _ => "signed order",
    });
    let before = way == Way::Down;
    let advance = |by: i64| [I::LocalGet(counter), constant(by), add.clone()];
    if before {
        body.put(&advance(-stride));
        body.put(&[I::LocalSet(counter)]);
    }

    let (first, count) = (body.random.next(), 1 + body.random.below(3));
    for copy in 0..unroll as u32 {
        body.copy = copy;
        body.cursor = 0;
        body.random = Random::new(first, "body");
        for _ in 0..count {
            body.statement();
        }
    }
    body.copy = 0;
    for (pointer, _, step) in body.pointers.clone() {
        body.put(&[
            I::LocalGet(pointer),
            I::I32Const(step * unroll as i32),
            I::I32Add,
            I::LocalSet(pointer),
        ]);
    }
    if before {
        body.put(&[I::LocalGet(counter), constant(0), compare, I::BrIf(0)]);
    } else {
        body.put(&advance(stride));
        body.put(&[I::LocalTee(counter), I::LocalGet(end), compare, I::BrIf(0)]);
    }
    body.close();
    body.close();

    // What is there before the first round.
    let mut before_it = vec![];
    if before {
        before_it.extend(whole);
        before_it.push(I::LocalSet(counter));
    } else {
        before_it.extend(whole);
        before_it.extend([
            constant(start + last),
            add,
            I::LocalSet(end),
            constant(start),
            I::LocalSet(counter),
        ]);
    }
    for (pointer, (parameter, _), step) in body.pointers.clone() {
        before_it.push(I::LocalGet(parameter));
        if step < 0 {
            // It goes down to where the others begin.
            before_it.extend([
                I::LocalGet(N),
                I::I32Const(-step * unroll as i32),
                I::I32Mul,
                I::I32Add,
            ]);
        }
        before_it.push(I::LocalSet(pointer));
    }
    body.code.splice(preheader..preheader, before_it);
    debug_assert!([SRC, DST, TAB].iter().all(|&array| (array as usize) < PARAMS.len()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_valid_and_the_same_for_a_seed() {
        let mut features = std::collections::BTreeSet::new();
        for seed in 0..60 {
            let made = module(seed, None);
            wasmparser::validate(&made.wasm).unwrap();
            assert_eq!(made.wasm, module(seed, None).wasm);
            wasmparser::validate(&module(seed, Some(3)).wasm).unwrap();
            features.extend(made.features);
        }
        // Each of these was once in a loop that came out wrong.
        for feature in ["masked index", "multiples of a number", "reversed index"] {
            assert!(features.contains(feature), "{feature}: {features:?}");
        }
        assert!(features.len() > 45, "{}: {features:?}", features.len());
    }
}
