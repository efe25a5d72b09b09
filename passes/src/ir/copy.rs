//! Copies of blocks, with values of their own and their part of the counts.

use std::collections::HashMap;

use super::body::{Block, Body};
use super::count::Count;
use super::edit::Edits;
use super::ids::{BlockId, Value};
use super::terminator::Edge;

/// The part of all runs of some code that is to be the copy's: `part` of `whole`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    pub part: Count,
    pub whole: Count,
}

impl Share {
    /// A count of the original, as the copy has it. Unknown where nobody knows the share.
    pub fn of(self, count: Count) -> Count {
        let (Some(part), Some(whole), Some(count)) =
            (self.part.get(), self.whole.get(), count.get())
        else {
            return Count::UNKNOWN;
        };
        if whole == 0 {
            return Count::known(0);
        }
        let scaled = u128::from(count) * u128::from(part) / u128::from(whole);
        Count::known(u64::try_from(scaled).unwrap_or(u64::MAX))
    }
}

/// Where copies are.
#[derive(Debug, Default)]
pub struct Copied {
    blocks: HashMap<BlockId, BlockId>,
    values: HashMap<Value, Value>,
}

impl Copied {
    /// The copy of a block; itself if there is none.
    pub fn block(&self, block: BlockId) -> BlockId {
        self.blocks.get(&block).copied().unwrap_or(block)
    }

    /// Values of the original with those of the copy: together they are variables, for
    /// [`super::ssa::repair`], in the order of their numbers.
    pub fn variables(&self) -> Vec<Vec<Value>> {
        let mut variables: Vec<Vec<Value>> =
            self.values.iter().map(|(&value, &copy)| vec![value, copy]).collect();
        variables.sort();
        variables
    }

    /// What stands for a value in the copies; itself if they do not define it.
    pub fn value(&self, value: Value) -> Value {
        self.values.get(&value).copied().unwrap_or(value)
    }
}

/// Copies blocks of a body, which may be another one than the one that is edited, and adds the copies. Edges
/// between them lead to copies, and others where they led. `change` sees each copy, with the number of what
/// it is a copy of, before it is added.
pub fn copy(
    edits: &mut Edits,
    from: &Body,
    blocks: &[BlockId],
    share: Share,
    mut change: impl FnMut(&mut Edits, BlockId, &mut Block),
) -> Copied {
    let mut copied = Copied::default();
    let first = edits.next_block().0;
    for (&block, number) in blocks.iter().zip(first..) {
        copied.blocks.insert(block, BlockId(number));
        let block = from.block(block);
        let results = block.insts.iter().flat_map(|inst| &inst.results);
        for &value in block.params.iter().chain(results) {
            copied.values.insert(value, edits.new_value(from.ty(value)));
        }
    }
    for &id in blocks {
        let mut block = from.block(id).clone();
        let renamed = |value: &mut Value| *value = copied.value(*value);
        block.params.iter_mut().for_each(renamed);
        for inst in &mut block.insts {
            inst.op.for_each_use_mut(renamed);
            inst.results.iter_mut().for_each(renamed);
        }
        block.term.for_each_use_mut(renamed);
        for Edge { block, count, .. } in block.term.edges_mut() {
            *block = copied.block(*block);
            *count = share.of(*count);
        }
        change(edits, id, &mut block);
        edits.append(block);
    }
    copied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_its_share_of_the_counts() {
        let known = Count::known;
        let quarter = Share { part: known(25), whole: known(100) };
        assert_eq!(quarter.of(known(40)), known(10));
        assert_eq!(quarter.of(Count::UNKNOWN), Count::UNKNOWN);
        assert_eq!(Share { part: known(1), whole: Count::UNKNOWN }.of(known(3)), Count::UNKNOWN);
        assert_eq!(Share { part: known(1), whole: known(0) }.of(known(3)), known(0));
        let most = u64::MAX - 1;
        assert_eq!(Share { part: known(most), whole: known(most) }.of(known(most)), known(most));
    }
}
