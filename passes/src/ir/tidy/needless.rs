//! Finds the block parameters that are needless: those to which all edges pass one and the same value, or
//! the parameter itself. Each is that value; who puts it in its place is [`super::tidy`].
//!
//! Replacing one parameter may make others needless that receive it. To find them without looking at all
//! receivers again and again, values that turned out to be the same form a class, and a parameter that is
//! needed watches the classes of two different values that it receives: nothing changes for it until these
//! become the same, or one of them the parameter itself. When classes are joined, only the watchers of the
//! one that has fewer are looked at, and a parameter never looks twice at the same argument: `n` arguments
//! make about `n log n` steps at the most.

use crate::ir::{BlockId, Body, Value};

/// Which values are the same.
pub(super) struct Replacements {
    classes: Classes,
    /// How much was looked at.
    #[cfg_attr(not(test), expect(dead_code, reason = "only tests ask"))]
    steps: usize,
}

impl Replacements {
    /// The value to use in the place of this one; itself if it is kept.
    pub fn of(&mut self, value: Value) -> Value {
        self.classes.kept(value)
    }

    pub fn is_replaced(&mut self, value: Value) -> bool {
        self.of(value) != value
    }
}

/// For a body whose blocks are all reachable.
pub(super) fn find(body: &Body, preds: &[Vec<(BlockId, usize)>]) -> Replacements {
    let mut search = Search {
        body,
        preds,
        classes: Classes::new(body.values.len()),
        numbers: vec![u32::MAX; body.values.len()],
        watched: vec![],
        work: vec![],
        steps: 0,
    };
    search.run();
    Replacements { classes: search.classes, steps: search.steps }
}

struct Search<'a> {
    body: &'a Body,
    preds: &'a [Vec<(BlockId, usize)>],
    classes: Classes,
    /// By value, the place of a parameter in the next list. Few values are parameters.
    numbers: Vec<u32>,
    watched: Vec<Watched>,
    /// Parameters to look at.
    work: Vec<Value>,
    steps: usize,
}

/// What is known of a parameter.
#[derive(Clone, Default)]
struct Watched {
    block: u32,
    /// Its place among the parameters of the block.
    place: u32,
    /// How many of the edges into the block have been looked at. What they pass is the parameter itself or
    /// one of the two below.
    edges: u32,
    first: Option<Value>,
    /// Differs from `first`; as long as there is one, the parameter is needed.
    second: Option<Value>,
}

impl Search<'_> {
    fn run(&mut self) {
        for block in self.body.block_ids().skip(1) {
            for (place, &param) in self.body.block(block).params.iter().enumerate() {
                self.numbers[param.index()] = self.watched.len() as u32;
                let place = place as u32;
                self.watched.push(Watched { block: block.0, place, ..Watched::default() });
                self.work.push(param);
            }
        }
        // From the entry on: what is passed is then mostly known by its last name.
        self.work.reverse();
        while let Some(param) = self.work.pop() {
            self.steps += 1;
            if self.classes.kept(param) == param
                && let Some(value) = self.only_value(param)
            {
                self.work.push(self.classes.kept(value));
                self.work.extend(self.classes.join(param, value));
            }
        }
    }

    /// The value that a parameter always has, if it is needless.
    fn only_value(&mut self, param: Value) -> Option<Value> {
        // What a parameter was replaced by may be no parameter.
        let number = self.numbers[param.index()] as usize;
        let &Watched { block, place, mut edges, first, second } = self.watched.get(number)?;
        let classes = &mut self.classes;
        let this = classes.of(param);
        let mut others =
            [first, second].into_iter().flatten().filter(|&value| classes.of(value) != this);
        let (mut first, second) = (others.next(), others.next());
        let mut second = second
            .filter(|&second| first.map(|first| classes.of(first)) != Some(classes.of(second)));
        let preds = &self.preds[block as usize];
        while let (None, Some(&(pred, slot))) = (second, preds.get(edges as usize)) {
            edges += 1;
            self.steps += 1;
            let arg = self.body.block(pred).term.edge(slot).args[place as usize];
            let class = classes.of(arg);
            if class == this || first.is_some_and(|first| classes.of(first) == class) {
                continue;
            }
            if first.is_none() {
                first = Some(arg);
            } else {
                second = Some(arg);
            }
            classes.watch(class, param);
        }
        self.watched[number] = Watched { block, place, edges, first, second };
        if second.is_some() { None } else { first }
    }
}

/// Sets of values that are the same, each known by one of its members.
struct Classes {
    /// By value: another member of its class, nearer to the one by which the class is known.
    parents: Vec<Value>,
    /// By class: the value that stays.
    kept: Vec<Value>,
    /// By class: the place in the next list of who watches a member of it, or [`NOBODY`].
    lists: Vec<u32>,
    watchers: Vec<Vec<Value>>,
}

const NOBODY: u32 = u32::MAX;

impl Classes {
    fn new(values: usize) -> Classes {
        let alone: Vec<Value> = (0..values as u32).map(Value).collect();
        Classes {
            parents: alone.clone(),
            kept: alone,
            lists: vec![NOBODY; values],
            watchers: vec![],
        }
    }

    fn watch(&mut self, class: Value, watcher: Value) {
        self.list(class).push(watcher);
    }

    fn list(&mut self, class: Value) -> &mut Vec<Value> {
        let list = &mut self.lists[class.index()];
        if *list == NOBODY {
            *list = self.watchers.len() as u32;
            self.watchers.push(vec![]);
        }
        &mut self.watchers[*list as usize]
    }

    fn watching(&self, class: Value) -> usize {
        self.watchers.get(self.lists[class.index()] as usize).map_or(0, Vec::len)
    }

    fn of(&mut self, value: Value) -> Value {
        let mut at = value;
        while self.parents[at.index()] != at {
            let next = self.parents[self.parents[at.index()].index()];
            self.parents[at.index()] = next;
            at = next;
        }
        at
    }

    fn kept(&mut self, value: Value) -> Value {
        let class = self.of(value);
        self.kept[class.index()]
    }

    /// Joins the class of a parameter with that of the value which it is. Gives the watchers of one of
    /// them: whoever watched both is among them.
    fn join(&mut self, param: Value, value: Value) -> &[Value] {
        let kept = self.kept(value);
        let (a, b) = (self.of(param), self.of(value));
        let (less, more) = if self.watching(a) < self.watching(b) { (a, b) } else { (b, a) };
        self.parents[less.index()] = more;
        self.kept[more.index()] = kept;
        if self.watching(more) == 0 {
            return &[];
        }
        let moved = std::mem::take(self.list(less));
        let watchers = self.list(more);
        let before = watchers.len();
        watchers.extend(moved);
        &watchers[before..]
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::predecessors;
    use super::*;
    use crate::ir::{Block, Edge, Origin, Terminator, ValType};

    /// A body of which only the edges matter: each block goes on to the next one or to another, and passes to
    /// each parameter what `arg` says, given the place of the parameter and the block's own parameters.
    fn body(
        targets: &[usize],
        params: usize,
        mut arg: impl FnMut(usize, &[Value]) -> Value,
    ) -> Body {
        let mut body = Body::default();
        for _ in 0..=targets.len() {
            let params = (0..params).map(|_| body.new_value(ValType::I32)).collect();
            let term = Terminator::Return(vec![]);
            let origin = Origin::PENDING;
            body.new_block(Block { params, insts: vec![], term, wasm_offset: 0, origin });
        }
        for (block, &target) in targets.iter().enumerate() {
            let known = body.blocks[block].params.clone();
            let mut edge = |to: usize| {
                let args = (0..params).map(|place| arg(place, &known)).collect();
                Edge::new(BlockId(to as u32), args)
            };
            let (on_true, on_false) = (edge(target), edge(block + 1));
            body.blocks[block].term =
                Terminator::Branch { cond: known[0], on_true, on_false, hint: None };
        }
        body
    }

    /// One loop after the other, each with a parameter that nothing changes.
    fn row_of_loops(count: usize) -> Body {
        let targets: Vec<usize> = (1..=count).map(|block| block.max(2) - 1).collect();
        body(&targets, 1, |place, known| known[place])
    }

    /// `n log n` for the parameters and arguments of a body.
    fn allowed(body: &Body) -> usize {
        let edges = body.blocks.iter().flat_map(|block| block.term.edges());
        let count = edges.map(|edge| edge.args.len()).sum::<usize>() + body.values.len();
        4 * count * (1 + count.ilog2() as usize)
    }

    /// The definition, word for word.
    fn by_definition(body: &Body) -> Vec<Value> {
        let mut same: Vec<Value> = (0..body.values.len() as u32).map(Value).collect();
        loop {
            let mut changed = false;
            for block in body.block_ids().skip(1) {
                for (place, &param) in body.block(block).params.iter().enumerate() {
                    let edges = body.blocks.iter().flat_map(|block| block.term.edges());
                    let mut args: Vec<Value> = edges
                        .filter(|edge| edge.block == block)
                        .map(|edge| same[edge.args[place].index()])
                        .filter(|&arg| arg != param)
                        .collect();
                    args.sort();
                    args.dedup();
                    if let (true, &[arg]) = (same[param.index()] == param, &args[..]) {
                        same.iter_mut().filter(|of| **of == param).for_each(|of| *of = arg);
                        changed = true;
                    }
                }
            }
            if !changed {
                return same;
            }
        }
    }

    #[test]
    fn a_row_of_loops_takes_steps_in_proportion_to_its_length() {
        let steps = |count| {
            let body = row_of_loops(count);
            let mut found = find(&body, &predecessors(&body));
            assert!((1..body.values.len() as u32).all(|value| found.of(Value(value)) == Value(0)));
            found.steps
        };
        assert!(steps(20_000) <= 11 * steps(2_000), "{} and {}", steps(20_000), steps(2_000));
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_the_definition_says_in_n_log_n_steps(
            targets in proptest::collection::vec(1..40usize, 1..40),
            params in 1..4usize,
            choices in proptest::collection::vec(any::<u8>(), 480),
        ) {
            let targets: Vec<usize> = targets.iter().map(|to| 1 + (to - 1) % targets.len()).collect();
            let mut choices = choices.into_iter();
            // Seldom another value than the one that was received, so that much is needless.
            let body = body(&targets, params, |place, known| match choices.next() {
                Some(choice @ 0..20) => known[choice as usize % known.len()],
                Some(choice @ 20..30) => Value(choice as u32 % params as u32),
                _ => known[place],
            });
            let mut found = find(&body, &predecessors(&body));
            let same: Vec<Value> =
                (0..body.values.len() as u32).map(|value| found.of(Value(value))).collect();
            prop_assert_eq!(same, by_definition(&body));
            prop_assert!(found.steps <= allowed(&body), "{} > {}", found.steps, allowed(&body));
        }
    }
}
