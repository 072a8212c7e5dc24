//! A message cut into segments and fields, once, and what of it was used.

use std::collections::BTreeMap;

use nilecare_hl7v2::{Delimiters, Message};

use crate::compile::SegmentId;
use crate::report::MessagePlace;

/// The segments of a message.
pub struct Segments<'m> {
    /// In order, MSH first.
    pub list: Vec<SegmentText<'m>>,
    /// The message's delimiters.
    pub delimiters: Delimiters,
    fields: Vec<&'m str>,
    by_id: BTreeMap<SegmentId, Vec<u32>>,
    start: usize,
    n_bytes: usize,
}

/// One segment.
pub struct SegmentText<'m> {
    /// Its id; `???` when it has none of three characters.
    pub id: SegmentId,
    /// Which of the segments with this id, from 1.
    pub occurrence: u32,
    /// The whole segment.
    pub raw: &'m str,
    first_field: u32,
    n_fields: u32,
}

/// A part of a message: a repetition of a field, a component or a subcomponent.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'m> {
    /// As sent.
    pub text: &'m str,
    /// How deep it lies.
    level: Level,
}

/// How many parts of a part are found by their number; no data type of the standard has more. Those behind are searched for.
const MAX_CUT: usize = 24;

/// A part and where the parts below it end.
pub struct Cut<'m> {
    slot: Slot<'m>,
    ends: [u32; MAX_CUT],
    /// How many ends are known; 0 when nothing lies below.
    n: usize,
    level: Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Repetition,
    Component,
    Subcomponent,
}

impl<'m> Segments<'m> {
    /// Cuts a message that was not changed since it was parsed.
    pub fn of(message: &'m Message) -> Segments<'m> {
        let mut segments = Segments {
            list: Vec::with_capacity(message.len()),
            delimiters: message.delimiters(),
            fields: Vec::with_capacity(message.len() * 12),
            by_id: BTreeMap::new(),
            start: message
                .nth_segment(0)
                .map_or(0, |segment| segment.raw().as_ptr() as usize),
            n_bytes: 0,
        };
        for segment in message.segments() {
            let id: SegmentId = segment.id().as_bytes().try_into().unwrap_or(*b"???");
            let first_field = segments.fields.len() as u32;
            segments.fields.extend(segment.fields().map(|field| field.raw()));
            let known = segments.by_id.entry(id).or_default();
            known.push(segments.list.len() as u32);
            segments.list.push(SegmentText {
                id,
                occurrence: known.len() as u32,
                raw: segment.raw(),
                first_field,
                n_fields: segments.fields.len() as u32 - first_field,
            });
        }
        if let Some(last) = segments.list.last() {
            segments.n_bytes = (last.raw.as_ptr() as usize + last.raw.len()).saturating_sub(segments.start);
        }
        segments
    }

    /// Returns the fields of a segment.
    pub fn fields(&self, position: usize) -> &[&'m str] {
        let segment = &self.list[position];
        let first = segment.first_field as usize;
        &self.fields[first..first + segment.n_fields as usize]
    }

    /// Returns a field, from 1; empty when the segment ends before it.
    pub fn field(&self, position: usize, field: u16) -> &'m str {
        let number = usize::from(field).wrapping_sub(1);
        self.fields(position).get(number).copied().unwrap_or_default()
    }

    /// Returns the positions of the segments with this id, in order.
    pub fn with_id(&self, id: SegmentId) -> &[u32] {
        self.by_id.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Iterates over the repetitions of a field.
    pub fn repetitions(&self, field: &'m str) -> impl Iterator<Item = Slot<'m>> + use<'m> {
        let mut rest = Some(field);
        let delimiter = self.delimiters.repetition;
        std::iter::from_fn(move || {
            let text = rest?;
            let end = memchr(delimiter, text);
            rest = end.map(|end| &text[end + 1..]);
            Some(Slot {
                text: &text[..end.unwrap_or(text.len())],
                level: Level::Repetition,
            })
        })
    }

    /// Returns a part of a part, from 1; the part itself for 0. Where a component is asked for by subcomponent and has
    /// none, it is the first.
    pub fn part(&self, slot: Slot<'m>, number: u16) -> Option<Slot<'m>> {
        if number == 0 {
            return Some(slot);
        }
        let (delimiter, level) = match slot.level {
            Level::Repetition => (self.delimiters.component, Level::Component),
            Level::Component => (self.delimiters.subcomponent, Level::Subcomponent),
            Level::Subcomponent => return (number == 1).then_some(slot),
        };
        let mut text = slot.text;
        for _ in 1..number {
            text = &text[memchr(delimiter, text)? + 1..];
        }
        let end = memchr(delimiter, text).unwrap_or(text.len());
        Some(Slot {
            text: &text[..end],
            level,
        })
    }

    /// Returns a part of a part of a part.
    pub fn parts(&self, slot: Slot<'m>, component: u16, subcomponent: u16) -> Option<Slot<'m>> {
        self.part(self.part(slot, component)?, subcomponent)
    }

    /// Cuts a part into the parts below it, once for all rows of a table.
    pub fn cut(&self, slot: Slot<'m>) -> Cut<'m> {
        let mut cut = Cut {
            slot,
            ends: [0; MAX_CUT],
            n: 0,
            level: Level::Subcomponent,
        };
        let delimiter = match slot.level {
            Level::Repetition => {
                cut.level = Level::Component;
                self.delimiters.component
            }
            Level::Component => self.delimiters.subcomponent,
            Level::Subcomponent => return cut,
        };
        let ends = slot.text.bytes().enumerate().filter(|(_, byte)| *byte == delimiter);
        for (end, _) in ends
            .map(|(at, byte)| (at as u32, byte))
            .chain([(slot.text.len() as u32, 0)])
        {
            if cut.n < MAX_CUT {
                cut.ends[cut.n] = end;
            }
            cut.n += 1;
        }
        cut
    }

    /// Returns a part of what was cut, as [`Segments::part`] does.
    pub fn part_of(&self, cut: &Cut<'m>, number: u16) -> Option<Slot<'m>> {
        let number = usize::from(number);
        if number == 0 || cut.n == 0 || number > MAX_CUT {
            return self.part(cut.slot, number as u16);
        }
        if number > cut.n {
            return None;
        }
        let start = if number == 1 {
            0
        } else {
            cut.ends[number - 2] as usize + 1
        };
        Some(Slot {
            text: &cut.slot.text[start..cut.ends[number - 1] as usize],
            level: cut.level,
        })
    }

    /// Returns where in the message's text a part begins.
    pub fn offset(&self, text: &str) -> usize {
        (text.as_ptr() as usize).saturating_sub(self.start)
    }

    /// Returns the bytes from the first segment to the last.
    pub fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// Returns the place of a field.
    pub fn place(&self, position: usize, field: u16) -> MessagePlace {
        let segment = &self.list[position];
        MessagePlace {
            segment: segment.id,
            occurrence: segment.occurrence,
            field,
            ..MessagePlace::default()
        }
    }
}

impl Slot<'_> {
    /// Tells whether something was sent here that is no null. Delimiters and blanks alone are nothing.
    pub fn is_valued(&self, delimiters: &Delimiters) -> bool {
        let Some(first) = self.text.as_bytes().first() else {
            return false;
        };
        let is_nothing =
            |byte: u8| byte == delimiters.component || byte == delimiters.subcomponent || byte.is_ascii_whitespace();
        !(is_nothing(*first) && self.text.bytes().all(is_nothing)) && self.text != "\"\""
    }
}

fn memchr(delimiter: u8, text: &str) -> Option<usize> {
    text.as_bytes().iter().position(|byte| *byte == delimiter)
}

/// Which bytes of a message were used, one bit a byte.
pub struct Used {
    bits: Vec<u64>,
}

impl Used {
    /// Starts with nothing used.
    pub fn new(n_bytes: usize) -> Used {
        Used {
            bits: vec![0; n_bytes / 64 + 1],
        }
    }

    /// Marks `n_bytes` from `start` on; takes time by the word.
    pub fn mark(&mut self, start: usize, n_bytes: usize) {
        let end = (start + n_bytes).min(self.bits.len() * 64);
        let mut at = start;
        while at < end {
            let bit = at % 64;
            let n_bits = (64 - bit).min(end - at);
            let mask = if n_bits == 64 {
                u64::MAX
            } else {
                ((1u64 << n_bits) - 1) << bit
            };
            self.bits[at / 64] |= mask;
            at += n_bits;
        }
    }

    /// Tells whether the byte at `offset` was used.
    pub fn contains(&self, offset: usize) -> bool {
        self.bits
            .get(offset / 64)
            .is_some_and(|word| word >> (offset % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_on_every_level() {
        let message = Message::parse("MSH|^~\\&|A\rPID|||1^^^N&2&ISO~3\r").expect("it is a message");
        let segments = Segments::of(&message);
        let slots: Vec<Slot<'_>> = segments.repetitions(segments.field(1, 3)).collect();
        let text = |slot: Slot<'_>, c, s| segments.parts(slot, c, s).map(|slot| slot.text.to_owned());
        assert_eq!(text(slots[0], 4, 2).as_deref(), Some("2"));
        assert_eq!(text(slots[0], 1, 1).as_deref(), Some("1"));
        assert_eq!(text(slots[0], 1, 2), None);
        assert_eq!(text(slots[1], 0, 0).as_deref(), Some("3"));
        assert_eq!(segments.field(1, 99), "");
    }

    #[test]
    fn a_part_that_was_cut_has_the_same_parts() {
        let many = "a^".repeat(40);
        let text = format!("MSH|^~\\&|A\rPID|||1^^^N&2&ISO~3|{many}|\r");
        let message = Message::parse(text.as_str()).expect("it is a message");
        let segments = Segments::of(&message);
        for field in 1..=5 {
            for slot in segments.repetitions(segments.field(1, field)) {
                for slot in [
                    Some(slot),
                    segments.part(slot, 1),
                    segments.parts(slot, 4, 0),
                    segments.parts(slot, 4, 2),
                ] {
                    let Some(slot) = slot else { continue };
                    let cut = segments.cut(slot);
                    for number in 0..50 {
                        let text = |slot: Option<Slot<'_>>| slot.map(|slot| (slot.text.to_owned(), slot.level));
                        assert_eq!(text(segments.part_of(&cut, number)), text(segments.part(slot, number)));
                    }
                }
            }
        }
    }

    #[test]
    fn used_bytes_are_marked_across_words() {
        let mut used = Used::new(300);
        used.mark(60, 140);
        assert!(!used.contains(59) && used.contains(60) && used.contains(199) && !used.contains(200));
        used.mark(290, 900);
        assert!(used.contains(299) && !used.contains(9_999));
    }
}
