//! A host that counts: how often functions were entered and edges taken, and the plan that says so. Of what
//! real requests do, profiles say it; this is for whoever has the interpreter at hand, such as tests.

use std::collections::BTreeMap;

use preheat_formats::plan::{BranchWeights, FunctionPlan, Heat, Plan, Resources, VERSION};
use preheat_formats::{CpuLevel, Digest};

use super::{Bits, Ending, Host, Memory, Probed};
use crate::ir::{BlockId, FuncId, Module};

/// Counts what happens, and has another host answer.
#[derive(Debug, Default)]
pub struct Counting<H> {
    pub host: H,
    functions: BTreeMap<FuncId, Counted>,
}

#[derive(Debug, Default)]
struct Counted {
    entries: u64,
    /// By slot.
    edges: BTreeMap<BlockId, Vec<u64>>,
}

impl<H> Counting<H> {
    pub fn new(host: H) -> Counting<H> {
        Counting { host, functions: BTreeMap::new() }
    }

    /// What was counted, as a plan: whatever was entered is hot.
    pub fn plan(&self, module: &Module, level: CpuLevel) -> Plan {
        let function = |(&func, counted): (&FuncId, &Counted)| {
            let known = &module.funcs[func.index()];
            let body = known.body.as_ref()?;
            let weights = |id: BlockId| {
                let mut weights = counted.edges.get(&id).cloned().unwrap_or_default();
                weights.resize(body.block(id).term.edges().len(), 0);
                BranchWeights { block: id.0, weights }
            };
            let branches = body.block_ids().map(weights).filter(|said| said.weights.len() > 1);
            Some(FunctionPlan {
                func: func.0,
                name: known.name.clone(),
                heat: Heat::Hot,
                entries: counted.entries,
                share: 1.0 / self.functions.len() as f64,
                branches: branches.collect(),
                paths: vec![],
                sites: vec![],
            })
        };
        Plan {
            version: VERSION,
            module: module.digest,
            profile: Digest([0; 32]),
            level,
            requests: 1,
            functions: self.functions.iter().filter_map(function).collect(),
            order: self.functions.keys().map(|func| func.0).collect(),
            libraries: vec![],
            pages: vec![],
            resources: Resources { cpu_ns: 0, memory_bytes: 0, output_bytes: 0 },
        }
    }
}

impl<H: Host> Host for Counting<H> {
    fn call(
        &mut self,
        func: FuncId,
        args: &[Bits],
        memories: &mut [Memory],
    ) -> Result<Vec<Bits>, Ending> {
        self.host.call(func, args, memories)
    }

    fn enter(&mut self, func: FuncId) {
        self.functions.entry(func).or_default().entries += 1;
        self.host.enter(func);
    }

    fn edge(&mut self, func: FuncId, from: BlockId, slot: usize) {
        let slots = self.functions.entry(func).or_default().edges.entry(from).or_default();
        if slots.len() <= slot {
            slots.resize(slot + 1, 0);
        }
        slots[slot] += 1;
        self.host.edge(func, from, slot);
    }

    fn probe(&mut self, counted: Probed) {
        self.host.probe(counted);
    }
}
