//! The order in which the code of functions lies.

use std::cmp::Reverse;

use preheat_formats::plan::Heat;
use preheat_passes::ir::{FuncId, Module};

/// All functions in the order in which their code should lie, each with its heat.
pub(crate) fn code_order(module: &Module) -> Vec<(FuncId, Heat)> {
    let mut places = vec![u32::MAX; module.funcs.len()];
    for (place, func) in (0..).zip(&module.order) {
        places[func.index()] = place;
    }
    let funcs = (0..).map(FuncId).zip(&module.funcs);
    let mut order: Vec<_> = funcs.map(|(func, known)| (func, known.heat)).collect();
    order.sort_by_key(|&(func, heat)| (Reverse(heat), places[func.index()], func));
    order
}
