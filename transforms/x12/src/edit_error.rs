//! Why a change was refused.

use crate::Path;

/// Tells why a change was refused. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The interchange has no such segment.
    #[error("the interchange has no segment {path}; add it first")]
    SegmentAbsent {
        /// The segment that was named.
        path: Path,
    },
    /// The interchange has no such transaction set.
    #[error("the interchange has no transaction set number {number}")]
    TransactionSetAbsent {
        /// The number that was named, from 1.
        number: usize,
    },
    /// The path names a whole segment where an element is needed.
    #[error("{path} names a segment; name an element of it to set a value")]
    NotAnElement {
        /// The path as it was given.
        path: Path,
    },
    /// The value holds a separator, for which X12 has no escape, or a control character.
    #[error("the value for {path} holds a separator of the interchange or a control character; X12 has no escapes")]
    Separator {
        /// The path as it was given.
        path: Path,
    },
    /// The path names a second repetition in an interchange without a repetition separator.
    #[error("{path} names a repetition, but the interchange states no repetition separator in ISA11")]
    NoRepetitions {
        /// The path as it was given.
        path: Path,
    },
    /// ISA11 and ISA16 hold the separators of the interchange as it stands.
    #[error("{path} holds a separator of the interchange and cannot be changed")]
    HoldsSeparator {
        /// The path as it was given.
        path: Path,
    },
    /// The elements of ISA have fixed widths.
    #[error("the value for {path} must have {n_characters} ASCII characters, or may be shorter where it is text")]
    FixedWidth {
        /// The path as it was given.
        path: Path,
        /// The width of the element.
        n_characters: usize,
    },
    /// The text of a segment does not start with a segment id and an element separator, or holds a terminator.
    #[error("the text is no segment; it must start with an id and the element separator, and hold no terminator")]
    NotASegment,
    /// An interchange has exactly one header, its first segment.
    #[error("the header ISA can be neither added nor removed; an interchange has exactly one")]
    Header,
}
