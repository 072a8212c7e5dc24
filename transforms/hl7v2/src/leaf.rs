//! The deepest parts of a segment, in one pass. Walking level by level reads each byte once for every level; who wants
//! all that was sent, wherever it stands, needs it once only.

use crate::place::is_header;
use crate::{Delimiters, Subcomponent};

/// One subcomponent and where it stands; all numbers count from 1.
#[derive(Debug, Clone, Copy)]
pub struct Leaf<'a> {
    /// Number of the field.
    pub field: usize,
    /// Number of the repetition in the field.
    pub repetition: usize,
    /// Number of the component in the repetition.
    pub component: usize,
    /// Number of the subcomponent in the component.
    pub subcomponent: usize,
    /// What was sent there; of MSH-1 and MSH-2 the delimiters, undivided.
    pub content: Subcomponent<'a>,
}

/// Bytes that end a leaf: a bit for each value of a byte.
#[derive(Clone, Copy)]
struct ByteSet([u64; 4]);

impl ByteSet {
    fn new(bytes: &[u8]) -> ByteSet {
        let mut bits = [0; 4];
        for &byte in bytes {
            bits[usize::from(byte >> 6)] |= 1 << (byte & 63);
        }
        ByteSet(bits)
    }

    #[inline]
    fn contains(&self, byte: u8) -> bool {
        self.0[usize::from(byte >> 6)] >> (byte & 63) & 1 == 1
    }
}

/// Iterates over the leaves of a segment; see [`Segment::leaves`](crate::Segment::leaves).
#[derive(Clone)]
pub struct Leaves<'a> {
    text: &'a str,
    /// Where the next leaf starts; behind the end when there is none.
    at: usize,
    /// Numbers of the next leaf: field, repetition, component, subcomponent.
    next: [usize; 4],
    /// MSH-1 and MSH-2 are still to come.
    is_before_delimiters: bool,
    ends: ByteSet,
    delimiters: Delimiters,
}

impl<'a> Leaves<'a> {
    pub(crate) fn new(text: &'a str, delimiters: Delimiters) -> Leaves<'a> {
        let id = crate::find_byte::find_byte(delimiters.field, text.as_bytes()).unwrap_or(text.len());
        Leaves {
            text,
            at: id + 1,
            next: [1; 4],
            is_before_delimiters: is_header(text, &delimiters),
            ends: ByteSet::new(&[
                delimiters.field,
                delimiters.repetition,
                delimiters.component,
                delimiters.subcomponent,
            ]),
            delimiters,
        }
    }

    /// Returns field 1 of a header segment, then field 2.
    fn delimiter_field(&mut self) -> Leaf<'a> {
        let [field, ..] = self.next;
        let text = if field == 1 {
            &self.text[3..4]
        } else {
            self.is_before_delimiters = false;
            let rest = &self.text[4..];
            let length = crate::find_byte::find_byte(self.delimiters.field, rest.as_bytes()).unwrap_or(rest.len());
            self.at = 4 + length + 1;
            &rest[..length]
        };
        self.next[0] = field + 1;
        Leaf {
            field,
            repetition: 1,
            component: 1,
            subcomponent: 1,
            content: Subcomponent::new(text, Delimiters::NONE),
        }
    }
}

impl<'a> Iterator for Leaves<'a> {
    type Item = Leaf<'a>;

    #[inline]
    fn next(&mut self) -> Option<Leaf<'a>> {
        if self.is_before_delimiters {
            return Some(self.delimiter_field());
        }
        let rest = self.text.get(self.at..)?;
        let ends = self.ends;
        let length = rest.bytes().position(|byte| ends.contains(byte));
        let end = length.unwrap_or(rest.len());
        let [field, repetition, component, subcomponent] = self.next;
        let leaf = Leaf {
            field,
            repetition,
            component,
            subcomponent,
            content: Subcomponent::new(&rest[..end], self.delimiters),
        };
        self.at += end + 1;
        if length.is_some() {
            let delimiter = rest.as_bytes()[end];
            self.next = if delimiter == self.delimiters.field {
                [field + 1, 1, 1, 1]
            } else if delimiter == self.delimiters.component {
                [field, repetition, component + 1, 1]
            } else if delimiter == self.delimiters.subcomponent {
                [field, repetition, component, subcomponent + 1]
            } else {
                [field, repetition + 1, 1, 1]
            };
        }
        Some(leaf)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Delimiters, Segment};

    /// The same by the levels, as the other way to the same parts.
    fn by_levels(segment: &Segment<'_>) -> Vec<(usize, usize, usize, usize, String)> {
        let mut found = Vec::new();
        for (f, field) in (1..).zip(segment.fields()) {
            for (r, repetition) in (1..).zip(field.repetitions()) {
                for (c, component) in (1..).zip(repetition.components()) {
                    for (s, subcomponent) in (1..).zip(component.subcomponents()) {
                        found.push((f, r, c, s, subcomponent.value().into_owned()));
                    }
                }
            }
        }
        found
    }

    fn by_leaves(segment: &Segment<'_>) -> Vec<(usize, usize, usize, usize, String)> {
        let place = |leaf: crate::Leaf<'_>| {
            let value = leaf.content.value().into_owned();
            (leaf.field, leaf.repetition, leaf.component, leaf.subcomponent, value)
        };
        segment.leaves().map(place).collect()
    }

    #[test]
    fn both_ways_find_the_same() {
        for text in [
            "",
            "PID",
            "PID|",
            "PID||",
            "PID|1||77^^^A&1.2.3&ISO~88||EVERYMAN^ADAM",
            "PID|~^&|&&~~^^|a",
            "OBX|1|TX|x||a \\T\\ b é ü~ж|",
            "MSH|^~\\&",
            "MSH|^~\\&|",
            "MSH|^~\\&|LAB^1&2|NORTH~",
            "FHS|^~\\&|A",
            "BHS|",
            "MSH|^~\\&\u{7f}ж|x",
        ] {
            let segment = Segment::new(text, Delimiters::default());
            assert_eq!(by_leaves(&segment), by_levels(&segment), "{text:?}");
        }
    }

    #[test]
    fn other_delimiters_are_those_of_the_message() {
        let delimiters = Delimiters {
            field: b'*',
            component: b':',
            ..Delimiters::default()
        };
        let segment = Segment::new("PID*1*A:B|C^D", delimiters);
        assert_eq!(by_leaves(&segment), by_levels(&segment));
        assert_eq!(segment.leaves().count(), 3);
    }
}
