//! Why a change was refused.

use crate::Path;

/// Tells why a change was refused. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The message has no such segment.
    #[error("the message has no segment {path}; add it with add_segment or insert_segment_after first")]
    SegmentAbsent {
        /// The segment that was named.
        path: String,
    },
    /// The path names a whole segment where a field is needed.
    #[error("{path} names a segment; name a field of it to set a value")]
    NotAField {
        /// The path as it was given.
        path: Path,
    },
    /// MSH-1 and MSH-2 hold the delimiters of the message as it stands.
    #[error("{path} holds the delimiters of the message and cannot be changed")]
    Delimiters {
        /// The path as it was given.
        path: Path,
    },
    /// A raw value or segment holds a line end or a framing character, which would break the segment or the frame.
    #[error("the text for {path} holds a line end or a framing character; set it decoded, so that it is escaped")]
    ControlCharacter {
        /// The place the text was for.
        path: String,
    },
    /// A raw value holds the delimiter of a level above its place.
    #[error("the text for {path} holds a delimiter of a level above it; escape it, or set the level above")]
    DelimiterOfLevelAbove {
        /// The path as it was given.
        path: Path,
    },
    /// The text of a segment does not start with a segment id and a field separator.
    #[error("the text is no segment; it must start with three letters or digits and the field separator")]
    NotASegment,
    /// A message has exactly one header, its first segment.
    #[error("the header MSH can be neither added nor removed; a message has exactly one")]
    Header,
}
