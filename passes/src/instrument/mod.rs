//! Instrumentation: IR → IR that counts what it does, and the map that says what each counter counts.
//!
//! Every function counts its entries and every edge that it takes; block counts follow from these
//! ([`preheat_formats::artifact::FunctionCounters`]). An edge is counted when it is taken, so counts are
//! exact also when the program traps or exits in the middle. Before and after, for a function with an `if`:
//!
//! ```text
//! b0(v0): branch v0 ? b1 : b2        b0(v0): count 0; branch v0 ? b3 : b2
//! b1: jump b2                        b1: …; count 3; jump b2
//! b2: return                         b2: return
//!                                    b3: count 2; jump b2
//! ```
//!
//! Original blocks keep their numbers; new ones are appended. Counting in detail, which costs more, adds
//! paths, indirect call targets, parameter values and trip counts ([`detail`]).
//!
//! Where counters lie and who reads them, [`preheat_formats::abi`] and the agent know.

mod detail;
mod placement;
mod supply;

use std::collections::BTreeSet;

use preheat_formats::artifact::{BlockHash, CounterMap, EdgeCounter, FunctionCounters};
use rayon::prelude::*;

use crate::analysis::Cfg;
use crate::block_hash::{HASH_VERSION, block_hashes};
use crate::ir::{Body, FuncId, Module, Probe};
use placement::Probes;
use supply::Supply;

/// Which functions are counted in detail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    None,
    All,
    Only(BTreeSet<FuncId>),
}

impl Detail {
    fn wants(&self, func: FuncId) -> Wants {
        let wanted = match self {
            Detail::None => false,
            Detail::All => true,
            Detail::Only(funcs) => funcs.contains(&func),
        };
        if wanted { Wants::Detail } else { Wants::Edges }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    Edges,
    Detail,
}

/// Inserts probes into every function of a module that has none yet.
pub fn instrument(module: &mut Module, detail: &Detail) -> CounterMap {
    let hashes: Vec<Vec<BlockHash>> = module
        .funcs
        .par_iter()
        .map(|func| func.body.as_ref().map_or_else(Vec::new, |body| block_hashes(module, body)))
        .collect();
    let mut supply = Supply::default();
    let mut functions = Vec::new();
    for (index, (func, blocks)) in module.funcs.iter_mut().zip(hashes).enumerate() {
        let Some(body) = &mut func.body else { continue };
        let func_id = FuncId(index as u32);
        let name = func.name.clone();
        let counters = Instrumented { func: func_id, name, blocks };
        functions.push(counters.count(body, &mut supply, detail.wants(func_id)));
    }
    CounterMap {
        hash_version: HASH_VERSION,
        counters: supply.counters,
        path_slots: supply.path_slots,
        sites: supply.sites,
        functions,
    }
}

/// A function on its way.
struct Instrumented {
    func: FuncId,
    name: String,
    blocks: Vec<BlockHash>,
}

impl Instrumented {
    fn count(self, body: &mut Body, supply: &mut Supply, wants: Wants) -> FunctionCounters {
        let cfg = Cfg::new(body);
        let mut probes = Probes::new(&cfg);
        let entry = supply.counter();
        probes.at_entry(Probe::Count { counter: entry });
        let mut edges = Vec::new();
        for (at, (edge, to)) in cfg.edges().enumerate() {
            let counter = supply.counter();
            probes.on_edge(at, Probe::Count { counter });
            edges.push(EdgeCounter { from: edge.from.0, slot: edge.slot, to: to.0, counter });
        }
        let paths = match wants {
            Wants::Edges => None,
            Wants::Detail => detail::add(self.func, body, &cfg, supply, &mut probes),
        };
        probes.place(body, &cfg);
        FunctionCounters {
            func: self.func.0,
            name: self.name,
            entry,
            blocks: self.blocks,
            edges,
            paths,
        }
    }
}
