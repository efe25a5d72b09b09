//! The order in which bodies are numbered and walked.

use super::body::Body;
use super::ids::BlockId;

impl Body {
    /// The blocks that the entry reaches, in reverse postorder: each before its successors, except where
    /// edges lead back. The first successor follows its block directly where it can. A body that was just
    /// decoded is numbered so.
    ///
    /// (A [`crate::analysis::Cfg`] has another one, by which paths are numbered in profiles.)
    pub fn reverse_postorder(&self) -> Vec<BlockId> {
        let mut seen = vec![false; self.blocks.len()];
        let mut order = Vec::with_capacity(self.blocks.len());
        seen[Body::ENTRY.index()] = true;
        let mut open = vec![(Body::ENTRY, self.block(Body::ENTRY).term.edges())];
        while let Some((block, edges)) = open.last_mut() {
            match edges.next_back().map(|edge| edge.block) {
                Some(next) if !std::mem::replace(&mut seen[next.index()], true) => {
                    open.push((next, self.block(next).term.edges()));
                }
                Some(_) => {}
                None => {
                    order.push(*block);
                    open.pop();
                }
            }
        }
        order.reverse();
        order
    }
}
