//! Runs a body of [`super::module_of`] on a stream of answers, and writes down what it did: what the
//! program can see, which edges were taken, and what the probes counted.

use std::collections::BTreeMap;

use preheat_formats::artifact::CounterMap;
use preheat_passes::ir::{BlockId, Body, Op, Probe, SlotId, Terminator, Value};

/// What the probes counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub counters: Vec<u64>,
    /// By path slot and path.
    pub paths: BTreeMap<(u32, u64), u64>,
    /// By site and value.
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

    fn probe(&mut self, probe: Probe, slots: &mut [u64], value: impl Fn(Value) -> u32) {
        let at = |slots: &[u64], slot: SlotId| slots[slot.index()];
        match probe {
            Probe::Count { counter } => self.counters[counter as usize] += 1,
            Probe::SlotSet { slot, value } => slots[slot.index()] = value,
            Probe::SlotAdd { slot, value } => {
                slots[slot.index()] = at(slots, slot).wrapping_add(value)
            }
            Probe::CountAtSlot { first, slot } => {
                self.counters[first as usize + at(slots, slot) as usize] += 1
            }
            Probe::PathAtSlot { store, slot } => {
                *self.paths.entry((store, at(slots, slot))).or_default() += 1
            }
            Probe::SlotValue { site, slot } => {
                *self.values.entry((site, at(slots, slot))).or_default() += 1
            }
            Probe::Value { site, value: v } | Probe::CallTarget { site, index: v, .. } => {
                *self.values.entry((site, u64::from(value(v)))).or_default() += 1
            }
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
    /// Indirect calls that were made: (block, instruction, index).
    pub indirect: Vec<(BlockId, u32, u32)>,
    /// Edges taken: block, slot, target.
    pub edges: Vec<(BlockId, u32, BlockId)>,
}

/// Runs the body on an argument. Each call takes the next answer.
pub fn run(
    body: &Body,
    argument: u32,
    answers: &mut impl Iterator<Item = u32>,
    mut counted: Option<&mut Counted>,
) -> Run {
    let mut values = vec![0u32; body.values.len()];
    let mut slots = vec![0u64; body.slots as usize];
    let mut run = Run { end: End::Exited, calls: vec![], indirect: vec![], edges: vec![] };
    let mut block = Body::ENTRY;
    values[body.block(block).params[0].index()] = argument;
    loop {
        for (number, inst) in body.block(block).insts.iter().enumerate() {
            let answer = match &inst.op {
                Op::Probe(probe) => {
                    let counted = counted.as_deref_mut().expect("probes are counted");
                    counted.probe(*probe, &mut slots, |value| values[value.index()]);
                    continue;
                }
                Op::Call { args, .. } => {
                    run.calls.push(values[args[0].index()]);
                    answers.next()
                }
                Op::CallIndirect { index, args, .. } => {
                    run.indirect.push((block, number as u32, values[index.index()]));
                    run.calls.push(values[args[0].index()]);
                    answers.next()
                }
                other => panic!("not in the tested subset: {other:?}"),
            };
            let Some(answer) = answer else { return run };
            values[inst.results[0].index()] = answer;
        }
        let slot = match &body.block(block).term {
            Terminator::Jump(_) => 0,
            Terminator::Branch { cond, .. } => usize::from(values[cond.index()] == 0),
            Terminator::Switch { index, targets, .. } => {
                (values[index.index()] as usize).min(targets.len())
            }
            Terminator::Return(results) => {
                run.end = End::Returned(values[results[0].index()]);
                return run;
            }
            Terminator::ReturnCall { .. } | Terminator::ReturnCallIndirect { .. } => {
                unreachable!("these bodies call nothing")
            }
            Terminator::Trap(_) => {
                run.end = End::Trapped;
                return run;
            }
        };
        let edge = body.block(block).term.edges()[slot];
        run.edges.push((block, slot as u32, edge.block));
        let args: Vec<u32> = edge.args.iter().map(|arg| values[arg.index()]).collect();
        block = edge.block;
        for (param, arg) in body.block(block).params.iter().zip(args) {
            values[param.index()] = arg;
        }
    }
}
