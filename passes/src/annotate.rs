//! What a plan says of a module, written into the module: heat and entries of functions, how often edges were
//! taken, and the order in which code should lie. From here on it travels with the code, whatever is done
//! with that.
//!
//! A plan is advice. Whatever does not fit the module (numbers of functions, blocks or weights) is left
//! out; it can cost speed, never correctness.

use std::collections::HashSet;

use preheat_formats::plan::{FunctionPlan, Heat, Plan};

use crate::ir::{Body, Count, FuncId, Module, Terminator};

/// Annotates a module that was just decoded.
pub fn annotate(plan: &Plan, module: &mut Module) {
    // Of imports a plan says nothing; what it does not list was not entered.
    for func in &mut module.funcs {
        if func.body.is_some() {
            (func.heat, func.entries) = (Heat::Cold, Count::known(0));
        }
    }
    for said in &plan.functions {
        let Some(func) = module.funcs.get_mut(said.func as usize) else { continue };
        let Some(body) = &mut func.body else { continue };
        (func.heat, func.entries) = (said.heat, Count::known(said.entries));
        // It may be listed twice.
        let edges = body.blocks.iter_mut().flat_map(|block| block.term.edges_mut());
        edges.for_each(|edge| edge.count = Count::UNKNOWN);
        count_branches(said, body);
        count_jumps(body, func.entries);
    }
    let mut listed = HashSet::new();
    let known = |func: &u32| (*func as usize) < module.funcs.len();
    let order = plan.order.iter().filter(|func| known(func) && listed.insert(**func));
    module.order = order.copied().map(FuncId).collect();
}

/// Edges of which there are several to choose from.
fn count_branches(said: &FunctionPlan, body: &mut Body) {
    for branch in &said.branches {
        let Some(block) = body.blocks.get_mut(branch.block as usize) else { continue };
        if branch.weights.len() > 1 && branch.weights.len() == block.term.edges().len() {
            for (edge, &times) in block.term.edges_mut().zip(&branch.weights) {
                edge.count = Count::known(times);
            }
        }
    }
}

/// The others are taken as often as their block is entered, less what traps in it.
fn count_jumps(body: &mut Body, entries: Count) {
    let mut unknown = vec![0_u32; body.blocks.len()];
    for edge in body.blocks.iter().flat_map(|block| block.term.edges()) {
        unknown[edge.block.index()] += u32::from(edge.count == Count::UNKNOWN);
    }
    let mut counts = vec![0_u64; body.blocks.len()];
    counts[Body::ENTRY.index()] = entries.get().unwrap_or_default();
    for edge in body.blocks.iter().flat_map(|block| block.term.edges()) {
        let count = &mut counts[edge.block.index()];
        *count = count.saturating_add(edge.count.get().unwrap_or_default());
    }
    let mut known: Vec<usize> = (0..unknown.len()).filter(|&block| unknown[block] == 0).collect();
    while let Some(block) = known.pop() {
        let Terminator::Jump(edge) = &mut body.blocks[block].term else { continue };
        edge.count = Count::known(counts[block]);
        let to = edge.block.index();
        counts[to] = counts[to].saturating_add(counts[block]);
        unknown[to] -= 1;
        if unknown[to] == 0 {
            known.push(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use preheat_formats::plan::{BranchWeights, Resources, VERSION};
    use preheat_formats::{CpuLevel, Digest};

    use super::*;
    use crate::decode::decode;

    fn module(text: &str) -> Module {
        decode(&wat::parse_str(text).unwrap()).unwrap()
    }

    fn plan(functions: Vec<FunctionPlan>, order: Vec<u32>) -> Plan {
        Plan {
            version: VERSION,
            module: Digest::of(b"module"),
            profile: Digest::of(b"profile"),
            level: CpuLevel::V2,
            requests: 1,
            functions,
            order,
            libraries: vec![],
            pages: vec![],
            resources: Resources { cpu_ns: 0, memory_bytes: 0, output_bytes: 0 },
        }
    }

    fn said(func: u32, entries: u64, branches: &[(u32, &[u64])]) -> FunctionPlan {
        let weights =
            |&(block, weights): &(u32, &[u64])| BranchWeights { block, weights: weights.to_vec() };
        FunctionPlan {
            func,
            name: String::new(),
            heat: Heat::Hot,
            entries,
            share: 0.5,
            branches: branches.iter().map(weights).collect(),
            paths: vec![],
            sites: vec![],
        }
    }

    const THREE: &str = r#"(module
        (import "env" "print" (func))
        (func $loops (param i32) (result i32)
          (loop $again
            (if (i32.and (local.get 0) (i32.const 1)) (then (call 0)))
            (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
            (br_if $again (local.get 0)))
          (local.get 0))
        (func $other (if (i32.const 1) (then (call 0)))))"#;

    fn counts(module: &Module, func: u32) -> Vec<Vec<Count>> {
        let body = module.funcs[func as usize].body.as_ref().unwrap();
        let of = |term: &Terminator| term.edges().map(|edge| edge.count).collect();
        body.blocks.iter().map(|block| of(&block.term)).collect()
    }

    #[test]
    fn counts_of_branches_are_taken_over_and_those_of_jumps_follow() {
        let mut module = module(THREE);
        annotate(
            &plan(vec![said(1, 2, &[(1, &[3, 7]), (4, &[8, 2])])], vec![1, 9, 1]),
            &mut module,
        );
        let known = |numbers: &[u64]| numbers.iter().copied().map(Count::known).collect::<Vec<_>>();
        let expected =
            [known(&[2]), known(&[3, 7]), known(&[3]), known(&[7]), known(&[8, 2]), vec![]];
        assert_eq!(counts(&module, 1), expected);
        let body = module.funcs[1].body.as_ref().unwrap();
        assert_eq!(body.block_counts(module.funcs[1].entries), known(&[2, 10, 3, 7, 10, 2]));
        let heats: Vec<_> = module.funcs.iter().map(|func| (func.heat, func.entries)).collect();
        let [two, zero] = [2, 0].map(Count::known);
        assert_eq!(heats, [(Heat::Warm, Count::UNKNOWN), (Heat::Hot, two), (Heat::Cold, zero)]);
        assert_eq!(module.order, [FuncId(1)]);
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let mut module = module(THREE);
        let functions = vec![
            said(0, 1, &[(0, &[1, 1])]),
            said(1, 1, &[(0, &[5]), (1, &[1, 2, 3]), (3, &[1]), (99, &[1, 1])]),
            said(77, 1, &[]),
            said(1, 1, &[(1, &[1, 2])]),
            said(1, 1, &[(0, &[5]), (1, &[1, 2, 3]), (3, &[1]), (99, &[1, 1])]),
        ];
        annotate(&plan(functions, vec![77]), &mut module);
        let unknown = |count| vec![Count::UNKNOWN; count];
        let one = vec![Count::known(1)];
        assert_eq!(
            counts(&module, 1),
            [one, unknown(2), unknown(1), unknown(1), unknown(2), vec![]]
        );
        assert_eq!(counts(&module, 2), [unknown(2), unknown(1), unknown(1), vec![]]);
        assert_eq!(module.funcs[0].heat, Heat::Warm);
        assert!(module.order.is_empty());
    }
}
