//! What a function may ask of Cranelift: in proportion to its instructions, or up to a size that every real
//! program stays below. A few instructions can pass very much, a thousand results of each call or a thousand
//! arguments of each branch, and each of them becomes instructions and registers of the machine.

use preheat_passes::ir::{Block, Body, Op, Terminator};

use super::error::EmitError;
use super::size::Size;

/// What is passed, in arguments of branches; each takes some 100 bytes while the function is compiled.
const MOST: usize = 4_000_000;
/// So much more for each instruction.
const PER_INST: usize = 4;
/// An argument of a call, and a value that is returned with others: stored.
const ARGUMENT: usize = 3;
/// A result of several that something reads: loaded.
const RESULT: usize = 4;

/// Values in use on the ways into all blocks, together. The register allocator for large functions looks at
/// each of them, 80 ns a time.
const CROSSING: usize = 150_000_000;

/// Refuses a function in which too much is in use at one time.
pub(super) fn check_size(size: Size, name: &str) -> Result<(), EmitError> {
    let Size { live, crossing, .. } = size;
    if crossing > CROSSING {
        return Err(EmitError::UsesTooMuch { name: name.to_owned(), live, crossing });
    }
    Ok(())
}

/// Refuses a function that passes too much. `used`: which values something reads.
pub(super) fn check(body: &Body, used: &[bool], name: &str) -> Result<(), EmitError> {
    let passed = body.blocks.iter().map(|block| passed(block, used)).sum();
    let limit = MOST.saturating_add(PER_INST * body.size());
    if passed > limit {
        return Err(EmitError::PassesTooMuch { name: name.to_owned(), passed, limit });
    }
    Ok(())
}

fn passed(block: &Block, used: &[bool]) -> usize {
    let calls = block.insts.iter().map(|inst| {
        let args = match &inst.op {
            Op::Call { args, .. } | Op::CallIndirect { args, .. } => args.len(),
            _ => 0,
        };
        let results = match &inst.results[..] {
            [] | [_] => 0,
            results => results.iter().filter(|result| used[result.index()]).count(),
        };
        ARGUMENT * args + RESULT * results
    });
    let edges = block.term.edges();
    let args: usize = edges.clone().map(|edge| edge.args.len()).sum();
    let leaves = match &block.term {
        Terminator::Return(values)
        | Terminator::ReturnCall { args: values, .. }
        | Terminator::ReturnCallIndirect { args: values, .. } => values.len(),
        _ => 0,
    };
    calls.sum::<usize>() + edges.len() + args + block.params.len() + ARGUMENT * leaves
}
