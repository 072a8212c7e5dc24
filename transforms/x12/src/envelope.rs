//! Whether the envelope is sound (X12.5): control numbers, counts, trailers and order, in one pass over the segments.
//!
//! ```text
//! ISA ─► TA1* ─► ( GS ─► ( ST … SE )* ─► GE )* ─► IEA ─► nothing
//! ```

use std::collections::HashSet;
use std::ops::Range;

use crate::{Interchange, Level, Problem, ProblemKind, Segment};

/// What is wrong with an envelope, in the order of the segments where it showed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnvelopeReport {
    problems: Vec<Problem>,
}

impl EnvelopeReport {
    /// Returns the problems; empty when the envelope is sound. There are at most a few for each segment.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Tells whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// Iterates over the problems at segments with these positions, from 0.
    pub(crate) fn within(&self, range: Range<usize>) -> impl Iterator<Item = ProblemKind> {
        let start = self.problems.partition_point(|problem| problem.segment <= range.start);
        let end = self.problems.partition_point(|problem| problem.segment <= range.end);
        self.problems[start..end.max(start)].iter().map(|problem| problem.kind)
    }
}

/// Checks the envelope of an interchange.
pub(crate) fn check(interchange: &Interchange) -> EnvelopeReport {
    let mut check = Check::default();
    for (position, segment) in interchange.segments().enumerate() {
        check.step(position, segment);
    }
    check.close(None);
    // A missing trailer shows later than it is told, so the order is made at the end.
    check.problems.sort_by_key(|problem| problem.segment);
    EnvelopeReport {
        problems: check.problems,
    }
}

/// An envelope whose trailer has not come yet.
struct Open<'a> {
    level: Level,
    position: usize,
    control_number: &'a str,
    /// Groups, transaction sets or segments in it so far.
    n_inside: usize,
    control_numbers_inside: HashSet<&'a str>,
}

#[derive(Default)]
struct Check<'a> {
    /// At most one of each level, outermost first.
    open: Vec<Open<'a>>,
    is_over: bool,
    problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    fn step(&mut self, position: usize, segment: Segment<'a>) {
        if self.is_over {
            self.report(position, ProblemKind::AfterInterchange);
            return;
        }
        match segment.id() {
            "ISA" if position == 0 => self.open(Level::Interchange, position, segment.value(13)),
            "GS" => {
                self.close(Some(Level::Interchange));
                self.open(Level::Group, position, segment.value(6));
            }
            "ST" => self.open_transaction_set(position, segment),
            "SE" => self.trailer(Level::TransactionSet, position, segment),
            "GE" => self.trailer(Level::Group, position, segment),
            "IEA" => self.trailer(Level::Interchange, position, segment),
            _ => self.other(position, segment),
        }
    }

    fn open_transaction_set(&mut self, position: usize, segment: Segment<'a>) {
        self.close(Some(Level::Group));
        if self.innermost() != Some(Level::Group) {
            self.report(position, ProblemKind::Misplaced);
        }
        if segment.value(1).is_empty() {
            self.report(position, ProblemKind::IdentifierMissing);
        }
        self.open(Level::TransactionSet, position, segment.value(2));
        self.count_inside();
    }

    fn other(&mut self, position: usize, segment: Segment<'a>) {
        let may_stand_here = match self.innermost() {
            Some(Level::TransactionSet) => segment.id() != "ISA",
            Some(Level::Interchange) => matches!(segment.id(), "TA1" | "TA3" | "ISB" | "ISE"),
            _ => false,
        };
        if !may_stand_here {
            self.report(position, ProblemKind::Misplaced);
        }
        if self.innermost() == Some(Level::TransactionSet) {
            self.count_inside();
            if !segment.has_standard_id() {
                self.report(position, ProblemKind::SegmentId);
            }
        }
    }

    /// Opens an envelope; a group or transaction set is counted in the one around it.
    fn open(&mut self, level: Level, position: usize, control_number: &'a str) {
        if !is_control_number(level, control_number) {
            self.report(position, ProblemKind::ControlNumberInvalid(level));
        }
        let mut is_new = true;
        if let Some(outer) = self.open.last_mut() {
            let is_direct = !(level == Level::TransactionSet && outer.level == Level::Interchange);
            outer.n_inside += usize::from(is_direct);
            is_new = outer.control_numbers_inside.insert(control_number) || !is_direct;
        }
        if !is_new {
            self.report(position, ProblemKind::ControlNumberNotUnique(level));
        }
        self.open.push(Open {
            level,
            position,
            control_number,
            n_inside: 0,
            control_numbers_inside: HashSet::new(),
        });
    }

    /// Closes the envelope that the trailer belongs to, and those in it that have none.
    fn trailer(&mut self, level: Level, position: usize, segment: Segment<'a>) {
        self.is_over = level == Level::Interchange;
        if !self.open.iter().any(|open| open.level == level) {
            self.report(position, ProblemKind::HeaderMissing(level));
            return;
        }
        self.close(Some(level));
        if level == Level::TransactionSet {
            self.count_inside();
        }
        let Some(open) = self.open.pop() else { return };
        if segment.value(2) != open.control_number {
            self.report(position, ProblemKind::ControlNumbersDiffer(level));
        }
        let stated = segment.value(1).parse().ok();
        let counted = open.n_inside;
        if stated != Some(counted) {
            self.report(position, ProblemKind::CountDiffers { level, stated, counted });
        }
    }

    /// Gives up the open envelopes inside `level`, or all, as their trailers are missing.
    fn close(&mut self, level: Option<Level>) {
        while let Some(open) = self.open.last() {
            let is_inside = level.is_none_or(|level| depth(open.level) > depth(level));
            if !is_inside {
                return;
            }
            let (position, kind) = (open.position, ProblemKind::TrailerMissing(open.level));
            self.open.pop();
            self.report(position, kind);
        }
    }

    fn innermost(&self) -> Option<Level> {
        self.open.last().map(|open| open.level)
    }

    fn count_inside(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.n_inside += 1;
        }
    }

    fn report(&mut self, position: usize, kind: ProblemKind) {
        let segment = position + 1;
        self.problems.push(Problem { segment, kind });
    }
}

fn depth(level: Level) -> u8 {
    match level {
        Level::Interchange => 0,
        Level::Group => 1,
        Level::TransactionSet => 2,
    }
}

/// ISA13 is nine digits (N0 9/9), GS06 one to nine (N0 1/9), ST02 four to nine characters (AN 4/9).
fn is_control_number(level: Level, value: &str) -> bool {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    match level {
        Level::Interchange => is_number && value.len() == 9,
        Level::Group => is_number && (1..=9).contains(&value.len()),
        Level::TransactionSet => (4..=9).contains(&value.chars().count()),
    }
}

#[cfg(test)]
mod tests;
