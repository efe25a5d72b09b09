//! Tidies a body that was built or changed: drops unreachable blocks and needless block parameters, joins
//! straight lines of blocks, and numbers blocks in reverse postorder and values in their order of definition,
//! so that a body's text reads from top to bottom. Which parameters are needless is `needless`'s to find.

mod needless;

use needless::Replacements;

use super::body::{Block, Body, Origin};
use super::ids::{BlockId, Value};
use super::terminator::Terminator;

/// Tidies a body; what it does stays the same. Blocks that the entry does not reach may hold anything.
pub fn tidy(body: &mut Body) {
    renumber_blocks(body);
    let mut replacements = needless::find(body, &predecessors(body));
    remove_params(body, &mut replacements);
    join_lines(body);
    renumber_blocks(body);
    renumber_values(body, &mut replacements);
}

/// Keeps the blocks that the entry reaches, in reverse postorder.
fn renumber_blocks(body: &mut Body) {
    let order = body.reverse_postorder();
    let mut new_ids = vec![BlockId(u32::MAX); body.blocks.len()];
    let mut blocks: Vec<_> = std::mem::take(&mut body.blocks).into_iter().map(Some).collect();
    for (index, old) in order.iter().enumerate() {
        new_ids[old.index()] = BlockId(index as u32);
        body.blocks.extend(blocks[old.index()].take());
    }
    for block in &mut body.blocks {
        for edge in block.term.edges_mut() {
            edge.block = new_ids[edge.block.index()];
        }
    }
}

fn predecessors(body: &Body) -> Vec<Vec<(BlockId, usize)>> {
    let mut preds = vec![Vec::new(); body.blocks.len()];
    for block in body.block_ids() {
        for (slot, edge) in body.block(block).term.edges().enumerate() {
            preds[edge.block.index()].push((block, slot));
        }
    }
    preds
}

/// Removes the parameters that have a replacement, and their arguments.
fn remove_params(body: &mut Body, replacements: &mut Replacements) {
    let removed: Vec<Vec<bool>> = body
        .blocks
        .iter()
        .map(|block| block.params.iter().map(|&param| replacements.is_replaced(param)).collect())
        .collect();
    for (index, block) in body.blocks.iter_mut().enumerate() {
        retain_by(&mut block.params, &removed[index]);
        for edge in block.term.edges_mut() {
            retain_by(&mut edge.args, &removed[edge.block.index()]);
        }
    }
}

fn retain_by(values: &mut Vec<Value>, removed: &[bool]) {
    let mut flags = removed.iter();
    values.retain(|_| !flags.next().copied().unwrap_or(false));
}

/// Appends a block to the one that jumps to it, when nothing else leads there, unless both do something
/// and come from different functions. (Then it has no parameters left.) The joined block stays behind unreachable.
fn join_lines(body: &mut Body) {
    let preds = predecessors(body);
    for block in body.block_ids() {
        while let Terminator::Jump(edge) = &body.block(block).term {
            let next = edge.block;
            if preds[next.index()].len() != 1 || next == block {
                break;
            }
            let Some(origin) = common_origin(body.block(block), body.block(next)) else { break };
            let end = Terminator::Return(Vec::new());
            let term = std::mem::replace(&mut body.blocks[next.index()].term, end);
            let insts = std::mem::take(&mut body.blocks[next.index()].insts);
            body.blocks[block.index()].insts.extend(insts);
            body.blocks[block.index()].term = term;
            body.blocks[block.index()].origin = origin;
        }
    }
}

/// The name in which what both do can be reported, if there is one.
fn common_origin(block: &Block, next: &Block) -> Option<Origin> {
    let cannot_trap = match next.term {
        Terminator::Jump(_)
        | Terminator::Branch { .. }
        | Terminator::Switch { .. }
        | Terminator::Return(_) => true,
        Terminator::ReturnCall { .. }
        | Terminator::ReturnCallIndirect { .. }
        | Terminator::Trap(_) => false,
    };
    if block.origin.func == next.origin.func || next.insts.is_empty() && cannot_trap {
        Some(block.origin)
    } else {
        block.insts.is_empty().then_some(next.origin)
    }
}

/// No value.
const UNDEFINED: Value = Value(u32::MAX);

/// Puts replacements in the place of what they replace, and numbers values without holes.
fn renumber_values(body: &mut Body, replacements: &mut Replacements) {
    let mut numbers = vec![UNDEFINED; body.values.len()];
    let mut types = Vec::new();
    let defined = body.blocks.iter().flat_map(|block| {
        block.params.iter().chain(block.insts.iter().flat_map(|inst| &inst.results))
    });
    for value in defined {
        numbers[value.index()] = Value(types.len() as u32);
        types.push(body.values[value.index()]);
    }
    let mut rename = |value: &mut Value| {
        *value = numbers[replacements.of(*value).index()];
        assert!(*value != UNDEFINED, "a used value is defined in a reachable block");
    };
    for block in &mut body.blocks {
        block.params.iter_mut().for_each(&mut rename);
        for inst in &mut block.insts {
            inst.op.for_each_use_mut(&mut rename);
            inst.results.iter_mut().for_each(&mut rename);
        }
        block.term.for_each_use_mut(&mut rename);
    }
    body.values = types;
}
