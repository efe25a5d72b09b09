//! Repairs single assignment: where code was copied, or edges were turned to other code, a value has several
//! definitions, and which of them a use means depends on the way that was taken there. Here they become block
//! parameters again.

use std::collections::HashMap;

use super::body::Body;
use super::ids::{BlockId, Value};

/// Has every use of a variable read the definition that reaches it. A variable is a list of values that were
/// one: they have one type, and on every way to a use there is a definition. Parameters are given to more
/// blocks than need them, which tidying ([`super::tidy`]) finds.
pub fn repair(body: &mut Body, variables: &[Vec<Value>]) {
    let mut variable_of: HashMap<Value, usize> = HashMap::new();
    for (number, values) in variables.iter().enumerate() {
        variable_of.extend(values.iter().map(|&value| (value, number)));
    }
    let preds = predecessors(body);
    let ends = definitions(body, &variable_of);
    let uses = exposed_uses(body, &variable_of);
    for (number, values) in variables.iter().enumerate() {
        let Some(&first) = values.first() else { continue };
        let at_end = |block: BlockId| ends.get(&(number, block)).copied();
        let live = live_in(&preds, uses.get(number).map_or(&[], Vec::as_slice), at_end);
        let mut params: HashMap<BlockId, Value> = HashMap::new();
        for &block in &live {
            let param = body.new_value(body.ty(first));
            body.blocks[block.index()].params.push(param);
            params.insert(block, param);
        }
        let value_at_end = |block: BlockId| {
            at_end(block).or_else(|| params.get(&block).copied()).expect("it is live there")
        };
        for from in body.block_ids() {
            for edge in body.blocks[from.index()].term.edges_mut() {
                if params.contains_key(&edge.block) {
                    edge.args.push(value_at_end(from));
                }
            }
        }
        rename(body, &variable_of, number, &params);
    }
}

fn predecessors(body: &Body) -> Vec<Vec<BlockId>> {
    let mut preds = vec![Vec::new(); body.blocks.len()];
    for from in body.block_ids() {
        for edge in body.block(from).term.edges() {
            preds[edge.block.index()].push(from);
        }
    }
    preds
}

/// The last definition of each variable in each block that has one.
fn definitions(
    body: &Body,
    variable_of: &HashMap<Value, usize>,
) -> HashMap<(usize, BlockId), Value> {
    let mut ends = HashMap::new();
    for id in body.block_ids() {
        let block = body.block(id);
        let results = block.insts.iter().flat_map(|inst| &inst.results);
        for &value in block.params.iter().chain(results) {
            if let Some(&variable) = variable_of.get(&value) {
                ends.insert((variable, id), value);
            }
        }
    }
    ends
}

/// By variable, the blocks in which it is used before it is defined there.
fn exposed_uses(body: &Body, variable_of: &HashMap<Value, usize>) -> Vec<Vec<BlockId>> {
    let mut exposed: Vec<Vec<BlockId>> = Vec::new();
    for id in body.block_ids() {
        let mut walk = Walk::new(variable_of);
        let mut note = |variable: usize| {
            if exposed.len() <= variable {
                exposed.resize(variable + 1, Vec::new());
            }
            if exposed[variable].last() != Some(&id) {
                exposed[variable].push(id);
            }
        };
        let block = body.block(id);
        walk.define(&block.params);
        for inst in &block.insts {
            inst.op.for_each_use(|value| walk.exposed(value).into_iter().for_each(&mut note));
            walk.define(&inst.results);
        }
        block.term.for_each_use(|value| walk.exposed(value).into_iter().for_each(&mut note));
    }
    exposed
}

/// The way through a block: which variables have been defined in it, and by what.
struct Walk<'a> {
    variable_of: &'a HashMap<Value, usize>,
    defined: HashMap<usize, Value>,
}

impl<'a> Walk<'a> {
    fn new(variable_of: &'a HashMap<Value, usize>) -> Walk<'a> {
        Walk { variable_of, defined: HashMap::new() }
    }

    fn define(&mut self, values: &[Value]) {
        for value in values {
            if let Some(&variable) = self.variable_of.get(value) {
                self.defined.insert(variable, *value);
            }
        }
    }

    /// The variable that is read from before the block.
    fn exposed(&self, value: Value) -> Option<usize> {
        let variable = *self.variable_of.get(&value)?;
        (!self.defined.contains_key(&variable)).then_some(variable)
    }
}

/// Blocks at whose start the variable has a value that somebody reads.
fn live_in(
    preds: &[Vec<BlockId>],
    uses: &[BlockId],
    at_end: impl Fn(BlockId) -> Option<Value>,
) -> Vec<BlockId> {
    let mut is_live = vec![false; preds.len()];
    let mut live = Vec::new();
    let mut open = uses.to_vec();
    while let Some(block) = open.pop() {
        if std::mem::replace(&mut is_live[block.index()], true) {
            continue;
        }
        assert!(block != Body::ENTRY, "a variable is defined on every way to its uses");
        live.push(block);
        open.extend(preds[block.index()].iter().filter(|&&pred| at_end(pred).is_none()));
    }
    live.sort_unstable();
    live
}

/// Uses of one variable read what reaches them.
fn rename(
    body: &mut Body,
    variable_of: &HashMap<Value, usize>,
    number: usize,
    params: &HashMap<BlockId, Value>,
) {
    for id in body.block_ids() {
        let block = &mut body.blocks[id.index()];
        let mut current = params.get(&id).copied();
        let is_of = |value: &Value| variable_of.get(value) == Some(&number);
        let define = |current: &mut Option<Value>, values: &[Value]| {
            *current = values.iter().rev().find(|value| is_of(value)).copied().or(*current);
        };
        define(&mut current, &block.params);
        let read = |current: Option<Value>, value: &mut Value| {
            if is_of(value) {
                *value = current.expect("it is live here");
            }
        };
        for inst in &mut block.insts {
            inst.op.for_each_use_mut(|value| read(current, value));
            define(&mut current, &inst.results);
        }
        block.term.for_each_use_mut(|value| read(current, value));
    }
}
