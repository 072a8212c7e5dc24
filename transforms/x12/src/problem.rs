//! What can be wrong with an envelope. A problem says where and what, never what the message says.

use std::fmt;

/// A level of the envelope (X12.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// ISA to IEA.
    Interchange,
    /// GS to GE.
    Group,
    /// ST to SE.
    TransactionSet,
}

impl Level {
    /// Returns the segment ids of header and trailer.
    fn ids(self) -> (&'static str, &'static str) {
        match self {
            Level::Interchange => ("ISA", "IEA"),
            Level::Group => ("GS", "GE"),
            Level::TransactionSet => ("ST", "SE"),
        }
    }
}

/// A problem of the envelope, with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// Number of the segment among all segments, from 1: ISA is 1.
    pub segment: usize,
    /// What is wrong there.
    pub kind: ProblemKind,
}

/// What is wrong with an envelope. `Display` is a plain sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A header without its trailer; the place is the header's.
    TrailerMissing(Level),
    /// A trailer without its header.
    HeaderMissing(Level),
    /// The trailer's control number is not the header's (ISA13 = IEA02, GS06 = GE02, ST02 = SE02).
    ControlNumbersDiffer(Level),
    /// The header has no usable control number: ISA13 has 9 digits, GS06 has 1 to 9, ST02 has 4 to 9 characters.
    ControlNumberInvalid(Level),
    /// The control number was used before, for another group of the interchange or another transaction set of the group.
    ControlNumberNotUnique(Level),
    /// The trailer's count (IEA01, GE01, SE01) is not what is there.
    CountDiffers {
        /// Whose trailer it is.
        level: Level,
        /// The count that the trailer states; `None` when it is no number.
        stated: Option<usize>,
        /// The groups, transaction sets or segments that are there.
        counted: usize,
    },
    /// ST01 is empty.
    IdentifierMissing,
    /// A header or another segment stands where it may not: a transaction set outside of a group, or a segment outside
    /// of a transaction set.
    Misplaced,
    /// Something follows IEA.
    AfterInterchange,
    /// The segment's id is not two or three capitals and digits (X12.6).
    SegmentId,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "segment {}: {}", self.segment, self.kind)
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            ProblemKind::TrailerMissing(level) => write!(f, "{} has no trailer {}", level.ids().0, level.ids().1),
            ProblemKind::HeaderMissing(level) => write!(f, "{} has no header {}", level.ids().1, level.ids().0),
            ProblemKind::ControlNumbersDiffer(level) => {
                write!(
                    f,
                    "the control number of {} is not that of {}",
                    level.ids().1,
                    level.ids().0
                )
            }
            ProblemKind::ControlNumberInvalid(level) => write!(f, "{} has no valid control number", level.ids().0),
            ProblemKind::ControlNumberNotUnique(level) => {
                write!(f, "the control number of {} was used before", level.ids().0)
            }
            ProblemKind::CountDiffers { level, stated, counted } => write_count(f, level, stated, counted),
            ProblemKind::IdentifierMissing => f.write_str("ST does not name the transaction set in ST01"),
            ProblemKind::Misplaced => f.write_str("the segment may not stand here"),
            ProblemKind::AfterInterchange => f.write_str("the segment follows IEA, the end of the interchange"),
            ProblemKind::SegmentId => f.write_str("the segment id is not two or three capitals and digits"),
        }
    }
}

fn write_count(f: &mut fmt::Formatter<'_>, level: Level, stated: Option<usize>, counted: usize) -> fmt::Result {
    let what = match level {
        Level::Interchange => "groups",
        Level::Group => "transaction sets",
        Level::TransactionSet => "segments",
    };
    match stated {
        Some(stated) => write!(f, "{} states {stated} {what}, but there are {counted}", level.ids().1),
        None => write!(f, "{} states no number of {what}; there are {counted}", level.ids().1),
    }
}
