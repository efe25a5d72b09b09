//! Tidying changes what a body looks like and nothing that it does.

mod support;

use preheat_formats::Trap;
use preheat_passes::ir::tidy::tidy;
use preheat_passes::ir::{Block, BlockId, Body, Edge, Module, Origin, Terminator};
use preheat_passes::verify::verify;
use proptest::prelude::*;
use support::walk::{End, walk};
use support::{ANSWERS, TESTED, graphs, module_of};

fn body(module: &mut Module) -> &mut Body {
    module.funcs[TESTED.index()].body.as_mut().expect("the tested function has a body")
}

/// Adds blocks that nothing leads to, one of them with an edge into the rest.
fn add_unreachable(body: &mut Body, into: u32) {
    let origin = Origin::PENDING;
    let mut add = |term| {
        body.new_block(Block { params: vec![], insts: vec![], term, wasm_offset: 0, origin });
    };
    add(Terminator::Trap(Trap::Unreachable));
    if into == 0 {
        return;
    }
    let into = BlockId(into % body.blocks.len() as u32);
    if into != Body::ENTRY {
        let args = vec![body.blocks[0].params[0]; body.block(into).params.len()];
        let term = Terminator::Jump(Edge::new(into, args));
        body.new_block(Block { params: vec![], insts: vec![], term, wasm_offset: 0, origin });
    }
}

/// What the program can see of a run: calls and the end.
fn seen(module: &Module, argument: u32, answers: &[u32]) -> (Vec<u32>, End) {
    let run = walk(module, argument, answers.iter().copied(), None);
    (run.calls, run.end)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn a_tidy_body_does_what_it_did(
        graph in graphs(),
        shape in proptest::collection::vec(any::<u8>(), 12),
        into in any::<u32>(),
        argument in any::<u32>(),
        answers in proptest::collection::vec(0..ANSWERS, 0..120),
    ) {
        let original = module_of(&graph, &shape);
        let mut tidied = original.clone();
        add_unreachable(body(&mut tidied), into);
        tidy(body(&mut tidied));
        prop_assert!(verify(&tidied).is_ok(), "{:?}", verify(&tidied));
        prop_assert_eq!(seen(&tidied, argument, &answers), seen(&original, argument, &answers));

        let mut preds = vec![0; body(&mut tidied).blocks.len()];
        for block in &body(&mut tidied).blocks {
            block.term.edges().for_each(|edge| preds[edge.block.index()] += 1);
        }
        for block in &body(&mut tidied).blocks {
            if let Terminator::Jump(edge) = &block.term {
                prop_assert!(preds[edge.block.index()] > 1, "a line that is not joined");
            }
        }
        let once = format!("{:?}", body(&mut tidied));
        tidy(body(&mut tidied));
        prop_assert_eq!(once, format!("{:?}", body(&mut tidied)), "tidying again changes something");
    }
}
