//! Edits, copies and repairs of random bodies do not change what these do.

mod support;

use preheat_passes::ir::copy::{Share, copy};
use preheat_passes::ir::edit::{Edits, Place};
use preheat_passes::ir::ssa::repair;
use preheat_passes::ir::tidy::tidy;
use preheat_passes::ir::{
    BlockId, Body, Const, Count, Edge, Inst, Module, Op, Terminator, ValType,
};
use preheat_passes::verify::verify;
use proptest::prelude::*;
use support::walk::{End, walk};
use support::{ANSWERS, TESTED, graphs, module_of};

fn body(module: &mut Module) -> &mut Body {
    module.funcs[TESTED.index()].body.as_mut().expect("the tested function has a body")
}

/// What the program can see of a run: calls and the end.
fn seen(module: &Module, argument: u32, answers: &[u32]) -> (Vec<u32>, End) {
    let run = walk(module, argument, answers.iter().copied(), None);
    (run.calls, run.end)
}

/// Draws that a list of bytes answers, again and again.
struct Draws<'a>(std::iter::Cycle<std::slice::Iter<'a, u8>>);

impl Draws<'_> {
    fn one_of(&mut self, count: u8) -> bool {
        self.0.next().is_some_and(|byte| byte % count == 0)
    }
}

/// Splits blocks, puts instructions anywhere and on edges, and has others stand for values.
fn edited(body: &Body, draws: &mut Draws) -> Body {
    let mut edits = Edits::new(body);
    for id in body.block_ids() {
        let block = body.block(id);
        for index in 0..=block.insts.len() {
            let place = Place::new(id, index);
            if draws.one_of(3) {
                let value = edits.new_value(ValType::I32);
                let inst = Inst { op: Op::Const(Const::I32(7)), results: vec![value] };
                edits.insert(place, [inst]);
            }
            if draws.one_of(4) {
                let rest = edits.next_block();
                let end = Terminator::Jump(Edge::new(rest, vec![]));
                assert_eq!(edits.split(place, end, vec![]), rest);
            }
            if index < block.insts.len() && draws.one_of(5) {
                // Another instruction in its place, with another result.
                let inst = &block.insts[index];
                let results: Vec<_> =
                    inst.results.iter().map(|&result| edits.new_value(body.ty(result))).collect();
                for (&old, &new) in inst.results.iter().zip(&results) {
                    edits.replace(old, new);
                }
                edits.insert(place, [Inst { op: inst.op.clone(), results }]);
                edits.remove(place);
            }
        }
        for (slot, edge) in block.term.edges().enumerate() {
            if draws.one_of(3) {
                let value = edits.new_value(ValType::I64);
                let inst = Inst { op: Op::Const(Const::I64(9)), results: vec![value] };
                let on_edge = edits.insert_on_edge(id, slot, vec![inst]);
                assert_ne!(on_edge, edge.block);
            }
        }
    }
    edits.finish()
}

/// Copies some blocks, and has some edges lead to copies and back from them.
fn partly_copied(body: &Body, draws: &mut Draws) -> Body {
    let blocks: Vec<BlockId> = body.block_ids().skip(1).filter(|_| !draws.one_of(3)).collect();
    let mut edits = Edits::new(body);
    let share = Share { part: Count::known(1), whole: Count::known(2) };
    let mut original = Vec::new();
    let copied = copy(&mut edits, body, &blocks, share, |_, id, _| original.push(id));
    assert_eq!(original, blocks);
    let mut new = edits.finish();
    for id in new.block_ids() {
        for edge in new.blocks[id.index()].term.edges_mut() {
            // The other one of the two, if there are two.
            let other = match blocks.iter().find(|&&block| copied.block(block) == edge.block) {
                Some(&block) => block,
                None => copied.block(edge.block),
            };
            if draws.one_of(2) {
                edge.block = other;
            }
        }
    }
    // What the entry does not reach any more may use what is not defined there.
    let reached = new.reverse_postorder();
    for id in new.block_ids() {
        if !reached.contains(&id) {
            let block = &mut new.blocks[id.index()];
            (block.insts, block.term) = (vec![], Terminator::Return(vec![]));
        }
    }
    repair(&mut new, &copied.variables());
    new
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn edits_that_change_nothing_change_nothing(
        graph in graphs(),
        shape in proptest::collection::vec(any::<u8>(), 12),
        draws in proptest::collection::vec(any::<u8>(), 1..60),
        argument in any::<u32>(),
        answers in proptest::collection::vec(0..ANSWERS, 0..120),
    ) {
        let original = module_of(&graph, &shape);
        let mut changed = original.clone();
        let new = edited(body(&mut changed), &mut Draws(draws.iter().cycle()));
        *body(&mut changed) = new;
        prop_assert!(verify(&changed).is_ok(), "{:?}", verify(&changed));
        prop_assert_eq!(seen(&changed, argument, &answers), seen(&original, argument, &answers));
        tidy(body(&mut changed));
        prop_assert!(verify(&changed).is_ok(), "{:?}", verify(&changed));
        prop_assert_eq!(seen(&changed, argument, &answers), seen(&original, argument, &answers));
    }

    #[test]
    fn code_that_was_copied_in_part_does_what_it_did(
        graph in graphs(),
        shape in proptest::collection::vec(any::<u8>(), 12),
        draws in proptest::collection::vec(any::<u8>(), 1..60),
        argument in any::<u32>(),
        answers in proptest::collection::vec(0..ANSWERS, 0..120),
    ) {
        let original = module_of(&graph, &shape);
        let mut changed = original.clone();
        let new = partly_copied(body(&mut changed), &mut Draws(draws.iter().cycle()));
        *body(&mut changed) = new;
        tidy(body(&mut changed));
        prop_assert!(verify(&changed).is_ok(), "{:?}", verify(&changed));
        prop_assert_eq!(seen(&changed, argument, &answers), seen(&original, argument, &answers));
    }
}
