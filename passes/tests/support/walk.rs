//! Runs the tested function of [`super::module_of`] on a stream of answers, and writes down what it did: what
//! the program can see, which edges were taken, and what the probes counted.

use std::collections::BTreeMap;

use preheat_formats::artifact::CounterMap;
use preheat_passes::interpret::{Bits, Ending, Host, Instance, Limits, Memory, Probed};
use preheat_passes::ir::{BlockId, Body, FuncId, Module};

use super::{NEXT, TESTED};

/// What the probes counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub counters: Vec<u64>,
    /// By path slot and path.
    pub paths: BTreeMap<(u32, u64), u64>,
    /// By site and value; of a call target, the function's number.
    pub values: BTreeMap<(u32, u64), u64>,
}

impl Counted {
    pub fn new(map: &CounterMap) -> Counted {
        Counted {
            counters: vec![0; map.counters as usize],
            paths: BTreeMap::new(),
            values: BTreeMap::new(),
        }
    }
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    Returned(u32),
    Trapped,
    /// The answers ran out in the middle of a block, as when a program exits.
    Exited,
}

/// What the program can see of a run, and the way it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub end: End,
    /// Arguments of every call, in order.
    pub calls: Vec<u32>,
    /// Indirect calls that were made: block and target.
    pub indirect: Vec<(BlockId, FuncId)>,
    /// Edges taken: block, slot, target.
    pub edges: Vec<(BlockId, u32, BlockId)>,
}

/// The world around one run: it answers calls and watches.
struct Watcher<'a, I> {
    module: &'a Module,
    answers: I,
    counted: Option<&'a mut Counted>,
    run: Run,
    /// Where the tested function is.
    block: BlockId,
}

impl<I: Iterator<Item = u32>> Host for Watcher<'_, I> {
    fn call(&mut self, func: FuncId, args: &[Bits], _: &mut [Memory]) -> Result<Vec<Bits>, Ending> {
        self.run.calls.push(args[0] as u32);
        if func != NEXT {
            self.run.indirect.push((self.block, func));
        }
        Ok(vec![Bits::from(self.answers.next().ok_or(Ending::Exit)?)])
    }

    fn edge(&mut self, func: FuncId, from: BlockId, slot: usize) {
        let body = self.module.funcs[func.index()].body.as_ref().expect("it runs");
        self.block = body.block(from).term.edge(slot).block;
        self.run.edges.push((from, slot as u32, self.block));
    }

    fn probe(&mut self, probed: Probed) {
        let counted = self.counted.as_deref_mut().expect("probes are counted");
        match probed {
            Probed::Counter(counter) => counted.counters[counter as usize] += 1,
            Probed::Path { store, path } => *counted.paths.entry((store, path)).or_default() += 1,
            Probed::Value { site, value } => *counted.values.entry((site, value)).or_default() += 1,
            Probed::Target { site, target } => {
                let target = target.map_or(u64::MAX, |func| u64::from(func.0));
                *counted.values.entry((site, target)).or_default() += 1;
            }
        }
    }
}

/// Runs the tested function on an argument. Each call takes the next answer.
pub fn walk(
    module: &Module,
    argument: u32,
    answers: impl Iterator<Item = u32>,
    counted: Option<&mut Counted>,
) -> Run {
    let run = Run { end: End::Exited, calls: vec![], indirect: vec![], edges: vec![] };
    let watcher = Watcher { module, answers, counted, run, block: Body::ENTRY };
    let mut instance = match Instance::new(module, watcher, Limits::default()) {
        Ok(instance) => instance,
        Err(ending) => panic!("it has nothing that could fail: {ending}"),
    };
    let end = match instance.invoke(TESTED, &[Bits::from(argument)]) {
        Ok(results) => End::Returned(results[0] as u32),
        Err(Ending::Exit) => End::Exited,
        Err(_) => End::Trapped,
    };
    Run { end, ..instance.host.run }
}
