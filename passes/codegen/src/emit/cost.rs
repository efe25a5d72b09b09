//! How much work a function is for LLVM, estimated from its IR: what it takes of a budget, and when it is too
//! much altogether.
//!
//! Who compiles what is [`super::tier`]'s; how much work a function is for Cranelift, the Cranelift emitter's
//! own affair.

use std::collections::HashSet;

use preheat_passes::ir::{Block, Body, FuncId, Inst, Module, Op};

use super::divide::{returned_together, weight};

/// LLVM's work on one function, in instructions of the IR: about 50 µs each, half of them to optimise and
/// half to generate code.
///
/// Some of LLVM's passes look at pairs. What was measured of each kind alone is in the divisors: 5,000 loops
/// in a row took 14 s, a loop that changes 4,000 locals 17 s, a block of 265,000 loads and stores did not end
/// within minutes, and 600,000 values that edges pass on, of an interpreter with 200 locals, took 13 s.
pub(super) fn cost(module: &Module, func: FuncId) -> usize {
    let Some(body) = &module.funcs[func.index()].body else { return weight(module, func) };
    let passed: usize =
        body.blocks.iter().flat_map(|block| block.term.edges()).map(|edge| edge.args.len()).sum();
    let pairs = |block: &Block| squared(block.params.len()) / 40 + squared(accesses(block)) / 800;
    weight(module, func)
        + body.blocks.iter().map(handed).sum::<usize>()
        + squared(loops(body)) / 80
        + body.blocks.iter().map(pairs).sum::<usize>()
        + passed / 4
}

/// A function that costs more is not LLVM's, whatever it gains: some 3 s. The greatest of the corpus, one of
/// wasmi's, costs some 46,000.
pub(super) const TOO_MUCH: usize = 50_000;

fn squared(count: usize) -> usize {
    count.saturating_mul(count)
}

/// Blocks to which an edge leads back. They are numbered in reverse postorder, so what leads back leads
/// around a loop.
fn loops(body: &Body) -> usize {
    let back = |id| body.block(id).term.edges().map(|edge| edge.block).filter(move |to| *to <= id);
    body.block_ids().flat_map(back).collect::<HashSet<_>>().len()
}

/// Loads and stores of a block, of globals as well, which alias analysis compares with each other. Several
/// results pass through memory.
fn accesses(block: &Block) -> usize {
    let accesses = |inst: &Inst| match inst.op {
        Op::Load { .. } | Op::Store { .. } | Op::GlobalGet(..) | Op::GlobalSet(..) => 1,
        _ => 0,
    };
    block.insts.iter().map(accesses).sum::<usize>() + returned_together(block)
}

/// Arguments of calls beyond what is usual, an instruction each, and the ways that a table of branches has.
fn handed(block: &Block) -> usize {
    let by_call = |inst: &Inst| match &inst.op {
        Op::Call { args, .. } | Op::CallIndirect { args, .. } => {
            args.len().saturating_sub(REGISTERS)
        }
        _ => 0,
    };
    let ways = block.term.edges().len().saturating_sub(2);
    block.insts.iter().map(by_call).sum::<usize>() + ways / 4
}

/// Arguments that need no instruction of their own.
const REGISTERS: usize = 8;
