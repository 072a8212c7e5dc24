//! What the tests share.

use nilecare_hl7v2_standard::{Item, Tree};

/// Walks the tree and returns the segments in its order.
pub fn walked(tree: &Tree) -> Vec<usize> {
    let mut open: Vec<Item<'_>> = vec![Item::Group(tree.root())];
    let mut segments = Vec::new();
    while let Some(item) = open.pop() {
        match item {
            Item::Segment(position) => segments.push(position),
            Item::Group(group) => {
                let items: Vec<_> = group.items().collect();
                open.extend(items.into_iter().rev());
            }
        }
    }
    segments
}
