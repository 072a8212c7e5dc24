//! The shipped definitions as text, cut into blocks that are read when they are asked for.
//!
//! Each file has blocks in the order of their keys. A block is a line that starts with the key and the lines after it
//! that start with a tab; lines with the same key belong together. Columns are divided by tabs. Each row says for
//! which versions it holds.
//!
//! | file | first line of a block | further lines |
//! |---|---|---|
//! | `segments.txt` | id, versions, name | number, versions, data type, optionality, repetitions, length, table, name |
//! | `types.txt` | id, versions, name | the same, for components |
//! | `tables.txt` | number, kind, name | code, versions, meaning |
//! | `structures.txt` | name, versions, abstract message syntax | |
//! | `events.txt` | message type, trigger event, structures | |

use std::sync::{LazyLock, OnceLock};

pub(crate) static SEGMENTS: Blocks = Blocks::new(|| Index::of(include_str!("../data/segments.txt")));
pub(crate) static TYPES: Blocks = Blocks::new(|| Index::of(include_str!("../data/types.txt")));
pub(crate) static TABLES: Blocks = Blocks::new(|| Index::of(include_str!("../data/tables.txt")));
pub(crate) static STRUCTURES: Blocks = Blocks::new(|| Index::of(include_str!("../data/structures.txt")));
pub(crate) static EVENTS: &str = include_str!("../data/events.txt");

pub(crate) type Blocks = LazyLock<Index>;

/// Where the block of each key lies.
pub(crate) struct Index {
    blocks: Vec<(&'static str, &'static str)>,
}

impl Index {
    fn of(text: &'static str) -> Index {
        let mut starts: Vec<(&'static str, usize)> = Vec::new();
        let mut offset = 0;
        for line in text.split_inclusive('\n') {
            let key = line.split('\t').next().unwrap_or_default();
            let starts_block = !key.is_empty() && starts.last().is_none_or(|last| last.0 != key);
            if starts_block {
                starts.push((key, offset));
            }
            offset += line.len();
        }
        let ends = starts.iter().skip(1).map(|start| start.1).chain([text.len()]);
        let blocks = starts
            .iter()
            .zip(ends)
            .map(|(&(key, start), end)| (key, &text[start..end]));
        Index {
            blocks: blocks.collect(),
        }
    }

    /// Returns the block with this key.
    pub fn block(&self, key: &str) -> Option<&'static str> {
        self.position(key).map(|position| self.blocks[position].1)
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.blocks.binary_search_by(|block| block.0.cmp(key)).ok()
    }

    /// Iterates over the keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.blocks.iter().map(|block| block.0)
    }
}

/// The definitions of one version that were asked for so far.
pub(crate) struct Slots<T> {
    slots: OnceLock<Box<[OnceLock<Option<T>>]>>,
}

impl<T> Slots<T> {
    pub const fn new() -> Slots<T> {
        Slots { slots: OnceLock::new() }
    }

    /// Returns the definition with this key; `read` makes it from its block the first time.
    pub fn get(&self, index: &'static Index, key: &str, read: impl Fn(&'static str) -> Option<T>) -> Option<&T> {
        let position = index.position(key)?;
        let slots = self
            .slots
            .get_or_init(|| index.blocks.iter().map(|_| OnceLock::new()).collect());
        slots[position].get_or_init(|| read(index.blocks[position].1)).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_order_and_found() {
        for index in [&SEGMENTS, &TYPES, &TABLES, &STRUCTURES] {
            let keys: Vec<_> = index.keys().collect();
            assert!(keys.is_sorted() && keys.len() > 80);
            assert!(keys.iter().enumerate().all(|(n, key)| index.position(key) == Some(n)));
        }
        assert_eq!(SEGMENTS.position("ZZZ"), None);
    }
}
