//! Functional groups and transaction sets: ranges of segments between an envelope header and its trailer (X12.5).
//!
//! ```text
//! ISA ─ GS ─ ST … SE ─ ST … SE ─ GE ─ GS … GE ─ IEA
//! ```
//!
//! Where a trailer is missing, the range ends before the next segment that cannot be in it. What follows IEA is another
//! interchange's or nobody's, and is not looked at.

use std::ops::Range;

use crate::{Interchange, Segment};

/// A functional group, GS to GE: transaction sets of one kind. A view, cheap to clone.
#[derive(Debug, Clone)]
pub struct FunctionalGroup<'a> {
    interchange: &'a Interchange,
    range: Range<usize>,
}

/// A transaction set, ST to SE: one message. A view, cheap to clone.
#[derive(Debug, Clone)]
pub struct TransactionSet<'a> {
    interchange: &'a Interchange,
    range: Range<usize>,
}

impl<'a> FunctionalGroup<'a> {
    /// Returns the position of its GS among all segments, from 0.
    pub fn position(&self) -> usize {
        self.range.start
    }

    /// Returns the group header, GS.
    pub fn header(&self) -> Segment<'a> {
        self.interchange.segment_at(self.range.start)
    }

    /// Returns the group trailer, GE; `None` when it is missing.
    pub fn trailer(&self) -> Option<Segment<'a>> {
        last_if(self.interchange, &self.range, "GE")
    }

    /// Returns GS06, empty when it is absent.
    pub fn control_number(&self) -> &'a str {
        self.header().value(6)
    }

    /// Iterates over its segments, GS first.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'a>> + use<'a> {
        let interchange = self.interchange;
        self.range.clone().map(|position| interchange.segment_at(position))
    }

    /// Iterates over its transaction sets.
    pub fn transaction_sets(&self) -> impl Iterator<Item = TransactionSet<'a>> + use<'a> {
        transaction_sets(self.interchange, self.range.clone())
    }

    pub(crate) fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

impl<'a> TransactionSet<'a> {
    /// Returns the position of its ST among all segments, from 0.
    pub fn position(&self) -> usize {
        self.range.start
    }

    /// Returns its header, ST.
    pub fn header(&self) -> Segment<'a> {
        self.interchange.segment_at(self.range.start)
    }

    /// Returns its trailer, SE; `None` when it is missing.
    pub fn trailer(&self) -> Option<Segment<'a>> {
        last_if(self.interchange, &self.range, "SE")
    }

    /// Returns ST01, such as `837`; empty when it is absent.
    pub fn identifier(&self) -> &'a str {
        self.header().value(1)
    }

    /// Returns ST02, empty when it is absent.
    pub fn control_number(&self) -> &'a str {
        self.header().value(2)
    }

    /// Returns ST03, the implementation guide, such as `005010X222A1`; `None` when it is absent or empty, as before 005010.
    /// Then GS08 of the group names it.
    pub fn implementation(&self) -> Option<&'a str> {
        Some(self.header().value(3)).filter(|value| !value.is_empty())
    }

    /// Iterates over its segments, ST first.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'a>> + use<'a> {
        let interchange = self.interchange;
        self.range.clone().map(|position| interchange.segment_at(position))
    }

    /// Counts its segments, ST and SE included, as SE01 does.
    pub fn segment_count(&self) -> usize {
        self.range.len()
    }

    pub(crate) fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

/// Returns the position of IEA, or the number of segments when it is missing.
pub(crate) fn end(interchange: &Interchange) -> usize {
    interchange.position("IEA", 1).unwrap_or(interchange.len())
}

/// Iterates over the functional groups.
pub(crate) fn groups(interchange: &Interchange) -> impl Iterator<Item = FunctionalGroup<'_>> {
    let limits = Limits {
        header: "GS",
        trailer: "GE",
        ends_before: &["GS", "IEA", "ISA"],
    };
    ranges(interchange, 0..end(interchange), limits).map(|range| FunctionalGroup { interchange, range })
}

/// Iterates over the transaction sets among the segments at these positions.
pub(crate) fn transaction_sets(
    interchange: &Interchange,
    within: Range<usize>,
) -> impl Iterator<Item = TransactionSet<'_>> {
    let limits = Limits {
        header: "ST",
        trailer: "SE",
        ends_before: &["ST", "GE", "GS", "IEA", "ISA"],
    };
    ranges(interchange, within, limits).map(|range| TransactionSet { interchange, range })
}

struct Limits {
    header: &'static str,
    trailer: &'static str,
    ends_before: &'static [&'static str],
}

fn ranges(interchange: &Interchange, within: Range<usize>, limits: Limits) -> impl Iterator<Item = Range<usize>> {
    let Range { start: mut next, end } = within;
    std::iter::from_fn(move || {
        let id_at = |position: usize| interchange.segment_at(position).id();
        let start = (next..end).find(|&position| id_at(position) == limits.header)?;
        next = end;
        for position in start + 1..end {
            let id = id_at(position);
            if id == limits.trailer {
                next = position + 1;
                break;
            }
            if limits.ends_before.contains(&id) {
                next = position;
                break;
            }
        }
        Some(start..next)
    })
}

fn last_if<'a>(interchange: &'a Interchange, range: &Range<usize>, id: &str) -> Option<Segment<'a>> {
    let last = interchange.segment_at(range.end - 1);
    (last.id() == id).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_sets_are_walked() {
        let text = include_str!("../samples/two-groups.x12");
        let interchange = Interchange::parse(text).expect("the sample is an interchange");
        let kinds = |group: FunctionalGroup<'_>| -> Vec<_> {
            group
                .transaction_sets()
                .map(|set| set.identifier().to_owned())
                .collect()
        };
        assert_eq!(
            interchange.groups().map(kinds).collect::<Vec<_>>(),
            [vec!["270", "270"], vec!["276"]]
        );
        assert_eq!(interchange.transaction_sets().count(), 3);
        assert!(interchange.transaction_sets().all(|set| set.trailer().is_some()));
    }

    #[test]
    fn missing_trailers_end_a_set_before_what_cannot_be_in_it() {
        let text = include_str!("../samples/two-groups.x12");
        let text = text
            .lines()
            .filter(|line| !line.starts_with("SE") && !line.starts_with("GE"));
        let text = text.collect::<String>();
        let interchange = Interchange::parse(text.as_str()).expect("the text is an interchange");
        assert_eq!(interchange.groups().count(), 2);
        assert_eq!(interchange.transaction_sets().count(), 3);
        assert!(interchange.groups().all(|group| group.trailer().is_none()));
    }
}
