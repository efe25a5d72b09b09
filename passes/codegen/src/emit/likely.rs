//! Which functions are likely to be hot, judged by the code alone, for when there is no profile that knows.
//!
//! It is a guess for choosing among functions, not a count: the walk of somebody who goes from function to
//! function along calls, more often along those in loops, and starts again somewhere now and then (as
//! PageRank does with links; Brin and Page, 1998). So recursion needs no special case, and what is called
//! from many places, or from a place that is itself called a lot, comes first.

use preheat_passes::analysis::Cfg;
use preheat_passes::analysis::dominators::Dominators;
use preheat_passes::analysis::loops::Loops;
use preheat_passes::ir::{Body, Callee, FuncId, Function, Module};
use rayon::prelude::*;

use super::facts::Facts;

/// How often a loop is taken to run.
const TRIPS: f64 = 8.0;
/// Loops within loops that are believed.
const DEPTH: u32 = 4;
/// The part of the walk that goes on along a call.
const ALONG: f64 = 0.85;
/// Steps of the walk; what a further one would change does not change who comes first.
const STEPS: usize = 24;

/// What one function does when it is entered once.
#[derive(Default)]
struct Shape {
    /// How often an instruction of it runs, on average.
    runs: f64,
    /// Whom it calls, and which part of its calls that is.
    direct: Vec<(FuncId, f64)>,
    /// The same by type of the function, for calls through tables.
    indirect: Vec<(u32, f64)>,
}

/// How hot each function is next to the others: how often an instruction of it is expected to run.
pub(super) fn likely(module: &Module, facts: &Facts) -> Vec<f64> {
    let shape = |func: &Function| func.body.as_ref().map(Shape::of).unwrap_or_default();
    let shapes: Vec<Shape> = module.funcs.par_iter().map(shape).collect();
    let visits = visits(module, facts, &shapes);
    shapes.iter().zip(visits).map(|(shape, visits)| visits * shape.runs).collect()
}

impl Shape {
    fn of(body: &Body) -> Shape {
        let cfg = Cfg::new(body);
        let loops = Loops::new(&cfg, &Dominators::new(&cfg));
        let mut shape = Shape::default();
        let (mut insts, mut calls) = (0.0, 0.0);
        for id in body.block_ids() {
            let block = body.block(id);
            let runs = TRIPS.powi(loops.depth(id).min(DEPTH) as i32);
            let length = block.size() as f64;
            insts += length;
            shape.runs += length * runs;
            for (_, callee) in block.calls() {
                calls += runs;
                match callee {
                    Callee::Direct(func) => shape.direct.push((func, runs)),
                    Callee::Indirect { ty, .. } => shape.indirect.push((ty.0, runs)),
                }
            }
        }
        shape.runs /= insts;
        shape.direct.iter_mut().for_each(|(_, part)| *part /= calls);
        shape.indirect.iter_mut().for_each(|(_, part)| *part /= calls);
        shape
    }
}

/// How often the walk comes to each function.
fn visits(module: &Module, facts: &Facts, shapes: &[Shape]) -> Vec<f64> {
    let taken: Vec<Option<usize>> = facts
        .func_refs(module)
        .iter()
        .zip(&module.funcs)
        .map(|(taken, func)| taken.map(|_| func.ty.index()))
        .collect();
    let mut behind = vec![0.0; module.types.len()];
    taken.iter().flatten().for_each(|&ty| behind[ty] += 1.0);

    let mut visits = vec![1.0; module.funcs.len()];
    for _ in 0..STEPS {
        let mut next = vec![1.0 - ALONG; module.funcs.len()];
        let mut through = vec![0.0; module.types.len()];
        for (shape, visits) in shapes.iter().zip(&visits) {
            shape
                .direct
                .iter()
                .for_each(|&(func, part)| next[func.index()] += ALONG * visits * part);
            shape
                .indirect
                .iter()
                .for_each(|&(ty, part)| through[ty as usize] += ALONG * visits * part);
        }
        for (next, ty) in next.iter_mut().zip(&taken) {
            *next += ty.map_or(0.0, |ty| through[ty] / behind[ty]);
        }
        visits = next;
    }
    visits
}
