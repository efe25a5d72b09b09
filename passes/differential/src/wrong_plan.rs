//! Plans that have nothing to do with what the module does: a plan may cost speed and never an answer.

use preheat_formats::artifact::SiteKind;
use preheat_formats::plan::{
    BranchWeights, FunctionPlan, Heat, HotPath, Plan, Resources, Site, VERSION,
};
use preheat_formats::{CpuLevel, Digest};
use preheat_passes::ir::Module;

use crate::random::Random;

/// For the right module, so that it is not refused; everything else may be nonsense.
pub fn wrong_plan(module: &Module, level: CpuLevel, seed: u64) -> Plan {
    let mut random = Random::new(seed, "plan");
    let funcs = module.funcs.len() as u64;
    // A function of the module, most of the time.
    let func = |random: &mut Random| match random.below(12) {
        0 => random.next() as u32,
        _ => random.below(funcs + 1) as u32,
    };
    let count = random.below(2 * funcs + 2);
    let functions = (0..count)
        .map(|_| {
            let index = func(&mut random);
            function_plan(module, index, &mut random)
        })
        .collect();
    let order = (0..random.below(2 * funcs + 2)).map(|_| func(&mut random)).collect();
    Plan {
        version: VERSION,
        module: module.digest,
        profile: Digest([9; 32]),
        level,
        requests: random.next(),
        functions,
        order,
        libraries: vec!["host.number".into(), "no.such".into()],
        pages: (0..random.below(4)).map(|_| random.next() as u32).collect(),
        resources: Resources {
            cpu_ns: random.next(),
            memory_bytes: random.next(),
            output_bytes: random.next(),
        },
    }
}

fn function_plan(module: &Module, func: u32, random: &mut Random) -> FunctionPlan {
    let body = module.funcs.get(func as usize).and_then(|func| func.body.as_ref());
    let blocks = body.map_or(3, |body| body.blocks.len() as u32);
    let mut branches: Vec<BranchWeights> = (0..blocks)
        .map(|block| {
            let edges = body.map_or(2, |body| body.blocks[block as usize].term.edges().len());
            let edges = if random.percent(5) { random.below(6) as usize } else { edges };
            BranchWeights { block, weights: (0..edges).map(|_| weight(random)).collect() }
        })
        .collect();
    if random.percent(30) {
        let block = random.next() as u32;
        branches.push(BranchWeights { block, weights: vec![weight(random), weight(random)] });
    }
    let path = HotPath {
        path: random.next(),
        blocks: (0..random.below(5)).map(|_| random.below(u64::from(blocks) + 2) as u32).collect(),
        count: random.next(),
        probability: 0.5,
        uncertainty: 0.1,
    };
    FunctionPlan {
        func,
        name: format!("f{func}"),
        heat: random.pick(&[Heat::Cold, Heat::Warm, Heat::Hot, Heat::Hot]),
        entries: weight(random),
        share: random.below(1000) as f64 / 1000.0,
        branches,
        paths: if random.percent(50) { vec![path] } else { vec![] },
        sites: (0..random.below(4)).map(|_| site(random)).collect(),
    }
}

fn site(random: &mut Random) -> Site {
    let (block, index) = (random.below(6) as u32, random.below(6) as u32);
    let kind = match random.below(3) {
        0 => SiteKind::TripCount,
        1 => SiteKind::CallTarget { inst: index },
        _ => SiteKind::Param { index },
    };
    let values = (0..random.below(4)).map(|_| (weight(random), weight(random))).collect();
    Site { block, kind, values, other: weight(random) }
}

fn weight(random: &mut Random) -> u64 {
    match random.below(6) {
        0 => 0,
        1 => 1,
        2 => random.below(1000),
        3 => u64::MAX,
        4 => random.next(),
        _ => random.below(1 << 20),
    }
}
