//! A tree that grows, and the way up in it in logarithmic time: each node knows its parent and one far
//! ancestor (Myers, "An applicative random-access stack", 1983).

/// Nodes are numbered in the order in which they are added; 0 is the root.
pub(super) struct Ancestry {
    nodes: Vec<Node>,
}

#[derive(Clone, Copy)]
struct Node {
    parent: u32,
    far: u32,
    depth: u32,
}

impl Ancestry {
    pub const ROOT: u32 = 0;

    pub fn new() -> Ancestry {
        Ancestry { nodes: vec![Node { parent: 0, far: 0, depth: 0 }] }
    }

    pub fn add(&mut self, parent: u32) -> u32 {
        let above = self.nodes[parent as usize];
        let far = self.nodes[above.far as usize];
        let further = self.nodes[far.far as usize];
        // Two jumps of the same length make one of twice the length.
        let doubles = above.depth - far.depth == far.depth - further.depth;
        let far = if doubles { far.far } else { parent };
        self.nodes.push(Node { parent, far, depth: above.depth + 1 });
        self.nodes.len() as u32 - 1
    }

    pub fn parent(&self, node: u32) -> u32 {
        self.nodes[node as usize].parent
    }

    pub fn depth(&self, node: u32) -> u32 {
        self.nodes[node as usize].depth
    }

    /// The first node, from this one upwards, of which something holds that holds of all above it as well. If
    /// it holds of none, the root.
    pub fn climb(&self, from: u32, holds: impl Fn(u32) -> bool) -> u32 {
        let mut at = from;
        while at != Ancestry::ROOT && !holds(at) {
            let Node { parent, far, .. } = self.nodes[at as usize];
            at = if holds(far) { parent } else { far };
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn climbing_finds_what_walking_finds(parents in proptest::collection::vec(any::<u32>(), 1..200), depth in 0..60u32) {
            let mut tree = Ancestry::new();
            for (number, draw) in (1u32..).zip(parents) {
                // Mostly deep.
                let parent = if draw % 4 == 0 { draw / 4 % number } else { number - 1 };
                let node = tree.add(parent);
                prop_assert_eq!((node, tree.parent(node)), (number, parent));
                let mut walked = node;
                while walked != Ancestry::ROOT && tree.depth(walked) > depth {
                    walked = tree.parent(walked);
                }
                prop_assert_eq!(tree.climb(node, |node| tree.depth(node) <= depth), walked);
            }
        }
    }

    #[test]
    fn climbing_takes_few_steps() {
        let mut tree = Ancestry::new();
        let mut last = Ancestry::ROOT;
        for _ in 0..1_000_000 {
            last = tree.add(last);
        }
        let steps = std::cell::Cell::new(0);
        let found = tree.climb(last, |node| {
            steps.set(steps.get() + 1);
            node <= 12_345
        });
        assert_eq!(found, 12_345);
        assert!(steps.get() < 200, "{}", steps.get());
    }
}
