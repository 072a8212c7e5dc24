//! A piece of the text: as it came, or new.

use std::ops::Range;

/// Text of a tag, of characters and the like.
#[derive(Debug, Clone)]
pub(crate) enum Piece {
    /// A part of what was read.
    Source { start: u32, end: u32 },
    /// What was set.
    Own(Box<str>),
}

impl Piece {
    /// Names a part of the source, which is no longer than [`crate::MAX_SIZE`].
    pub fn of(range: Range<usize>) -> Self {
        let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self::Source {
            start: bound(range.start),
            end: bound(range.end),
        }
    }

    pub fn own(text: impl Into<Box<str>>) -> Self {
        Self::Own(text.into())
    }

    pub fn text<'a>(&'a self, source: &'a str) -> &'a str {
        match self {
            Self::Source { start, end } => source.get(*start as usize..*end as usize).unwrap_or_default(),
            Self::Own(text) => text,
        }
    }
}
