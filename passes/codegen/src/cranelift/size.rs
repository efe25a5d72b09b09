//! How much work a function is for Cranelift: what grows faster than its length.

use preheat_passes::ir::{BlockId, Body, Inst, Op};

/// Below this many instructions nothing takes long.
const SMALL: usize = 5_000;

/// Of one function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    /// Instructions, also those that pass arguments and results of calls through memory, and values that
    /// edges pass.
    pub insts: usize,
    /// About how many values are in use at one time, at the most; 0 for a small function.
    pub live: usize,
    /// Values in use on the ways into all blocks, together, without constants; 0 for a small function.
    pub crossing: usize,
}

impl Size {
    pub const SMALL: Size = Size { insts: 0, live: 0, crossing: 0 };

    /// `order` is a reverse postorder.
    pub fn of(body: &Body, order: &[BlockId]) -> Size {
        let insts = order.iter().map(|&block| {
            let block = body.block(block);
            let passed = block.term.edges().map(|edge| edge.args.len()).sum::<usize>();
            let handed = block.insts.iter().map(handed).sum::<usize>();
            block.size() + passed + handed
        });
        let insts = insts.sum();
        if insts < SMALL { Size { insts, ..Size::SMALL } } else { in_use(body, order, insts) }
    }
}

/// Instructions that a call needs to pass what does not fit into registers.
fn handed(inst: &Inst) -> usize {
    let args = match &inst.op {
        Op::Call { args, .. } | Op::CallIndirect { args, .. } => args.len(),
        _ => 0,
    };
    let results = inst.results.len();
    args.saturating_sub(REGISTERS) + if results > 1 { results } else { 0 }
}

/// Arguments that need no memory, at the most.
const REGISTERS: usize = 8;

/// Values that are in use at one time if the blocks ran once, one after the other. Loops keep values longer,
/// but this is found in one pass.
fn in_use(body: &Body, order: &[BlockId], insts: usize) -> Size {
    let mut last_use = vec![0u32; body.values.len()];
    let mut ways = vec![0usize; body.blocks.len()];
    let mut position = 0u32;
    for &block in order {
        let block = body.block(block);
        for inst in &block.insts {
            position += 1;
            inst.op.for_each_use(|value| last_use[value.index()] = position);
        }
        position += 1;
        block.term.for_each_use(|value| last_use[value.index()] = position);
        block.term.edges().for_each(|edge| ways[edge.block.index()] += 1);
    }
    // What is never used ends at 0, before it begins, and is not counted.
    let begins = |value: &preheat_passes::ir::Value| u32::from(last_use[value.index()] > 0);
    let mut ending = vec![0u32; position as usize + 1];
    last_use.iter().for_each(|&at| ending[at as usize] += 1);
    // Constants are made where they are used.
    let mut ending_constants = vec![0u32; position as usize + 1];
    let mut position = 0;
    let (mut live, mut constants, mut most, mut crossing) = (0, 0, 0, 0usize);
    for &id in order {
        let block = body.block(id);
        live += block.params.iter().map(begins).sum::<u32>();
        crossing = crossing.saturating_add((live - constants) as usize * ways[id.index()]);
        for inst in &block.insts {
            position += 1;
            live -= ending[position];
            constants -= ending_constants[position];
            live += inst.results.iter().map(begins).sum::<u32>();
            if let (Op::Const(_), [constant]) = (&inst.op, &inst.results[..]) {
                constants += begins(constant);
                ending_constants[last_use[constant.index()] as usize] += 1;
            }
            most = most.max(live);
        }
        position += 1;
        live -= ending[position];
        constants -= ending_constants[position];
    }
    Size { insts, live: most as usize, crossing }
}
