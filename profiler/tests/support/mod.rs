//! Profiles made of walks: say which blocks a function went through and how often, and the counts
//! follow. Each test binary uses its own part.
#![allow(dead_code)]

use std::collections::BTreeMap;

use preheat_formats::artifact::SiteKind;
use preheat_formats::profile::{
    BlockCount, EdgeCount, FunctionProfile, PathProfile, Profile, ValueCounts,
};
use preheat_passes::analysis::Cfg;
use preheat_passes::analysis::path_numbering::{PathNumbering, Step};
use preheat_passes::block_hash::{HASH_VERSION, block_hashes};
use preheat_passes::decode::decode;
use preheat_passes::ir::{BlockId, Module};

pub fn module(wat: &str) -> Module {
    decode(&wat::parse_str(wat).expect("valid text")).expect("valid module")
}

/// A program with a hot loop, an indirect call, a rare branch and a function that is never called.
///
/// f0 env.read, f1 main, f2 render (loop), f3 upper, f4 lower, f5 fail, f6 unused.
pub fn example() -> Module {
    module(
        r#"(module
            (import "env" "read" (func $read (result i32)))
            (memory 1) (table 2 funcref) (elem (i32.const 0) $upper $lower)
            (type $t (func (param i32) (result i32)))
            (func $main (export "main") (result i32)
                (call $render (call $read)))
            (func $render (param $n i32) (result i32) (local $sum i32)
                (loop $again
                    (local.set $sum (i32.add (local.get $sum)
                        (call_indirect (type $t) (local.get $n) (i32.and (local.get $n) (i32.const 1)))))
                    (if (i32.lt_s (local.get $sum) (i32.const 0)) (then (call $fail)))
                    (local.set $n (i32.sub (local.get $n) (i32.const 1)))
                    (br_if $again (local.get $n)))
                (local.get $sum))
            (func $upper (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
            (func $lower (param i32) (result i32) (i32.load (local.get 0)))
            (func $fail)
            (func $unused unreachable))"#,
    )
}

/// Counts walks of one module.
pub struct Walks<'a> {
    module: &'a Module,
    pub profile: Profile,
}

impl<'a> Walks<'a> {
    pub fn new(module: &'a Module) -> Walks<'a> {
        Walks { module, profile: Profile::new(module.digest, HASH_VERSION) }
    }

    /// A function that was entered `times` times and went through these blocks each time.
    pub fn walk(&mut self, func: u32, blocks: &[u32], times: u64) {
        let body = self.module.funcs[func as usize].body.as_ref().expect("a body");
        let cfg = Cfg::new(body);
        let numbering = PathNumbering::new(&cfg).expect("few paths");
        let function = entry(&mut self.profile, self.module, func);
        function.entries += times;
        let paths = function.paths.get_or_insert_with(|| PathProfile {
            total: numbering.total(),
            counts: BTreeMap::new(),
        });
        let mut number = 0;
        for (at, &block) in blocks.iter().enumerate() {
            function.blocks[block as usize].count += times;
            let Some(&next) = blocks.get(at + 1) else {
                *paths.counts.entry(number).or_default() += times;
                break;
            };
            let succs = cfg.successors(BlockId(block));
            let slot = succs.iter().position(|to| to.0 == next).expect("an edge") as u32;
            function.edges.get_mut(&(block, slot)).expect("every edge").count += times;
            match numbering.step(BlockId(block), BlockId(next)).expect("an edge") {
                Step::Add(increment) => number += increment,
                Step::End { add, restart } => {
                    *paths.counts.entry(number + add).or_default() += times;
                    number = restart;
                }
            }
        }
    }

    pub fn site(&mut self, func: u32, block: u32, kind: SiteKind, values: &[(u64, u64)]) {
        let function = entry(&mut self.profile, self.module, func);
        let counts: &mut ValueCounts = function.sites.entry((block, kind)).or_default();
        for (value, count) in values {
            *counts.values.entry(*value).or_default() += count;
        }
    }
}

/// The function's counts; all zero at first.
fn entry<'p>(profile: &'p mut Profile, module: &Module, func: u32) -> &'p mut FunctionProfile {
    let function = &module.funcs[func as usize];
    let body = function.body.as_ref().expect("a body");
    profile.functions.entry(func).or_insert_with(|| FunctionProfile {
        name: function.name.clone(),
        entries: 0,
        startup_entries: 0,
        blocks: block_hashes(module, body)
            .into_iter()
            .map(|hash| BlockCount { hash, count: 0 })
            .collect(),
        edges: Cfg::new(body)
            .edges()
            .map(|(edge, to)| ((edge.from.0, edge.slot), EdgeCount { to: to.0, count: 0 }))
            .collect(),
        paths: None,
        sites: BTreeMap::new(),
    })
}

/// Ten requests to [`example`]: each renders 100 rounds, two of which fail in one request.
pub fn example_profile(module: &Module) -> Profile {
    let mut walks = Walks::new(module);
    walks.walk(1, &[0], 10);
    let round = |blocks: &[u32], rounds: usize| -> Vec<u32> { blocks.repeat(rounds) };
    let good = [vec![0], round(&[1, 3, 4], 100), vec![5]].concat();
    let failing = [vec![0], round(&[1, 3, 4], 98), round(&[1, 2, 4], 2), vec![5]].concat();
    walks.walk(2, &good, 9);
    walks.walk(2, &failing, 1);
    walks.walk(3, &[0], 500);
    walks.walk(4, &[0], 500);
    walks.walk(5, &[0], 2);
    walks.site(2, 1, SiteKind::CallTarget { inst: indirect_call(module) }, &[(3, 500), (4, 500)]);
    walks.site(2, 0, SiteKind::Param { index: 0 }, &[(100, 10)]);
    walks.site(2, 1, SiteKind::TripCount, &[(100, 10)]);
    let profile = &mut walks.profile;
    profile.host_calls = BTreeMap::from([("env.read".into(), 10), ("env.never".into(), 0)]);
    profile.pages = BTreeMap::from([(0, 10), (1, 5), (2, 4)]);
    for request in 1..=10u64 {
        profile.requests.wall_ns.add(request * 1_000_000);
        profile.requests.cpu_ns.add(request * 900_000);
        profile.requests.memory_bytes.add(65536);
        profile.requests.peak_rss_bytes.add(1_500_000 + request);
        profile.requests.input_bytes.add(100 * request);
        profile.requests.output_bytes.add(250 * request);
    }
    profile.requests.failed = 1;
    walks.profile
}

/// Number of the indirect call in block 1 of render.
fn indirect_call(module: &Module) -> u32 {
    use preheat_passes::ir::Op;
    let body = module.funcs[2].body.as_ref().expect("a body");
    let insts = &body.blocks[1].insts;
    let at = insts.iter().position(|inst| matches!(inst.op, Op::CallIndirect { .. }));
    at.expect("an indirect call") as u32
}
