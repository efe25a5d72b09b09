//! Random control flow graphs, bodies made of them, and runs of these.
//! Each test binary uses its own part.
#![allow(dead_code)]

pub mod walk;

use preheat_formats::types::{FuncType, ValType};
use preheat_formats::{Digest, Trap};
use preheat_passes::ir::{
    Block, BlockId, Body, Const, ConstExpr, Edge, Element, ElementKind, FuncId, FuncImport,
    Function, Inst, Module, Op, Origin, Table, TableId, Terminator, TypeId, Value,
};
use proptest::prelude::*;

/// Successors of each block. Block 0 is the entry, no edge leads to it, all blocks are reachable.
pub type Graph = Vec<Vec<BlockId>>;

/// Arbitrary graphs, irreducible ones among them, with up to 12 blocks and up to 4 slots per block.
pub fn graphs() -> impl Strategy<Value = Graph> {
    let slots = prop_oneof![
        2 => Just(0usize),
        3 => Just(1),
        4 => Just(2),
        1 => Just(3),
        1 => Just(4),
    ];
    let block = slots.prop_flat_map(|slots| proptest::collection::vec(any::<u32>(), slots));
    proptest::collection::vec(block, 1..=12).prop_map(|raw| {
        let others = raw.len() as u32 - 1;
        let target = |draw: &u32| 1 + draw % others;
        let graph: Vec<Vec<u32>> = match others {
            0 => vec![vec![]],
            _ => raw.iter().map(|slots| slots.iter().map(target).collect()).collect(),
        };
        reachable(&graph)
    })
}

fn reachable(graph: &[Vec<u32>]) -> Graph {
    let found = reach(graph, 0, None);
    let mut number = 0;
    let numbers: Vec<u32> = found
        .iter()
        .map(|found| {
            let own = number;
            number += u32::from(*found);
            own
        })
        .collect();
    let kept = graph.iter().zip(&found).filter(|(_, found)| **found);
    kept.map(|(succs, _)| succs.iter().map(|to| BlockId(numbers[*to as usize])).collect()).collect()
}

/// Which blocks can be reached from one without going through another.
pub fn reach(graph: &[Vec<u32>], from: u32, without: Option<u32>) -> Vec<bool> {
    let mut found = vec![false; graph.len()];
    let mut stack = vec![from];
    while let Some(block) = stack.pop() {
        if Some(block) == without || std::mem::replace(&mut found[block as usize], true) {
            continue;
        }
        stack.extend(&graph[block as usize]);
    }
    found
}

/// What calls may answer: less than this.
pub const ANSWERS: u32 = 5;
/// The import that is called directly.
pub const NEXT: FuncId = FuncId(0);
/// After it come those that are in the table, one for each answer.
pub const TESTED: FuncId = FuncId(1 + ANSWERS);

/// A module whose function [`TESTED`], (i32) -> i32, has this graph. Every block calls the import
/// [`NEXT`], (i32) -> i32, at least once, and decides by its result; `shape` draws the rest: parameters
/// of blocks and what edges pass to them, indirect calls, return or trap.
pub fn module_of(graph: &Graph, shape: &[u8]) -> Module {
    let i32_to_i32 = FuncType { params: vec![ValType::I32], results: vec![ValType::I32] };
    let function = |name: &str, body| Function::new(TypeId(0), name.into(), body);
    let import = FuncImport { module: "env".into(), name: "next".into() };
    let mut funcs = vec![function("env.next", None); TESTED.index()];
    funcs.push(function("tested", Some(body_of(graph, shape))));
    let targets = (0..ANSWERS).map(|answer| ConstExpr::RefFunc(FuncId(1 + answer)));
    let offset = ConstExpr::Const(Const::I32(0));
    Module {
        digest: Digest::of(b"random"),
        types: vec![i32_to_i32],
        imports: vec![import; TESTED.index()],
        funcs,
        tables: vec![Table { ty: ValType::FuncRef, min: ANSWERS, max: None }],
        memories: vec![],
        globals: vec![],
        exports: vec![],
        start: None,
        elements: vec![Element {
            kind: ElementKind::Active { table: TableId(0), offset },
            items: targets.collect(),
        }],
        data: vec![],
        order: vec![],
    }
}

fn body_of(graph: &Graph, shape: &[u8]) -> Body {
    let draw = |block: usize| shape.get(block).copied().unwrap_or(0);
    let mut body = Body::default();
    // Parameters first: edges need to know how many arguments their target takes.
    for block in 0..graph.len() {
        let params = if block == 0 { 1 } else { usize::from(draw(block) % 3) };
        let params = (0..params).map(|_| body.new_value(ValType::I32)).collect();
        let block = Block {
            params,
            insts: vec![],
            term: Terminator::Trap(Trap::Unreachable),
            wasm_offset: 0,
            origin: Origin { func: TESTED, block: BlockId(body.blocks.len() as u32) },
        };
        body.new_block(block);
    }
    let argument = body.blocks[0].params[0];
    for (index, succs) in graph.iter().enumerate() {
        let mut last = argument;
        let mut inputs = body.blocks[index].params.clone();
        inputs.push(argument);
        for input in inputs {
            let result = body.new_value(ValType::I32);
            let op = Op::Call { func: NEXT, args: vec![input] };
            body.blocks[index].insts.push(Inst { op, results: vec![result] });
            last = result;
        }
        if draw(index) & 8 != 0 {
            let result = body.new_value(ValType::I32);
            let op = Op::CallIndirect {
                ty: TypeId(0),
                table: TableId(0),
                index: last,
                args: vec![argument],
            };
            body.blocks[index].insts.push(Inst { op, results: vec![result] });
        }
        let own = body.blocks[index].params.clone();
        let arg = |number: usize| match draw(index) >> 6 {
            0 | 1 => last,
            2 => argument,
            _ => own.get(number).copied().unwrap_or(argument),
        };
        let mut edges: Vec<Edge> = succs
            .iter()
            .map(|to| Edge::new(*to, (0..body.block(*to).params.len()).map(arg).collect()))
            .collect();
        body.blocks[index].term = match edges.len() {
            0 if draw(index) & 16 != 0 => Terminator::Trap(Trap::Unreachable),
            0 => Terminator::Return(vec![last]),
            1 => Terminator::Jump(edges.remove(0)),
            2 => {
                let on_false = edges.remove(1);
                Terminator::Branch { cond: last, on_true: edges.remove(0), on_false, hint: None }
            }
            _ => {
                let default = edges.pop().expect("three at least");
                Terminator::Switch { index: last, targets: edges, default }
            }
        };
    }
    body
}

pub fn value(number: u32) -> Value {
    Value(number)
}
