//! Puts the body of a callee in the place of a call.

use std::mem::replace;

use super::site::{Returns, Site};
use crate::ir::copy::{Share, copy};
use crate::ir::edit::Edits;
use crate::ir::{Block, BlockId, Body, Count, Edge, FuncId, Inst, Module, Op, Terminator, Value};

/// Does it, and gives the numbers of the copied blocks. `entries` is how often the callee was entered in all.
pub fn graft(
    edits: &mut Edits,
    module: &Module,
    site: &Site,
    callee: &Body,
    entries: Count,
) -> Vec<BlockId> {
    let share = Share { part: site.count, whole: entries };
    let to_entry =
        |entry| Terminator::Jump(Edge { block: entry, args: site.args.clone(), count: site.count });
    // The entry is copied first.
    let rest = match &site.returns {
        Returns::To(results) => {
            let entry = BlockId(edits.next_block().0 + 1);
            edits.remove(site.place);
            Some(edits.split(site.place, to_entry(entry), results.clone()))
        }
        Returns::Through => {
            let entry = edits.next_block();
            edits.replace_end(site.place.block, to_entry(entry));
            None
        }
    };
    let counts = callee.block_counts(entries);
    let blocks: Vec<BlockId> = callee.block_ids().collect();
    let copied = copy(edits, callee, &blocks, share, |edits, original, block| {
        if let Some(rest) = rest {
            let count = share.of(counts[original.index()]);
            go_on(edits, module, block, rest, count);
        }
    });
    blocks.into_iter().map(|block| copied.block(block)).collect()
}

/// A copy that left the callee goes on in the caller.
fn go_on(edits: &mut Edits, module: &Module, block: &mut Block, rest: BlockId, count: Count) {
    let args = match replace(&mut block.term, Terminator::Return(Vec::new())) {
        Terminator::Return(values) => values,
        Terminator::ReturnCall { func, args } => {
            let results = results_of(edits, module, func);
            let op = Op::Call { func, args };
            block.insts.push(Inst { op, results: results.clone() });
            results
        }
        Terminator::ReturnCallIndirect { ty, table, index, args } => {
            let types = &module.types[ty.index()].results;
            let results: Vec<Value> = types.iter().map(|&ty| edits.new_value(ty)).collect();
            let op = Op::CallIndirect { ty, table, index, args };
            block.insts.push(Inst { op, results: results.clone() });
            results
        }
        other => {
            block.term = other;
            return;
        }
    };
    block.term = Terminator::Jump(Edge { block: rest, args, count });
}

fn results_of(edits: &mut Edits, module: &Module, func: FuncId) -> Vec<Value> {
    let types = &module.func_type(func).results;
    types.iter().map(|&ty| edits.new_value(ty)).collect()
}
