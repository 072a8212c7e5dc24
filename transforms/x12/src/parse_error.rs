//! Why a text is not an interchange. Errors say where and what was expected, never what stood there.

/// Tells why a text could not be read as an interchange. Offsets are bytes from the start of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// There is nothing but blanks and line ends.
    #[error("the interchange is empty; expected a segment ISA")]
    Empty,
    /// The first segment is not ISA.
    #[error("expected the segment ISA at offset {offset}")]
    NoHeader {
        /// Where ISA should stand.
        offset: usize,
    },
    /// ISA ends before its segment terminator (X12.5: ISA has 106 characters with it).
    #[error("the segment ISA ends at offset {offset}; expected 106 characters, the last the segment terminator")]
    HeaderTooShort {
        /// Where the text ends.
        offset: usize,
    },
    /// The elements of ISA do not have their fixed widths (X12.5).
    #[error(
        "expected an element separator at offset {offset} and nowhere before it; the elements of ISA have fixed widths"
    )]
    HeaderNotFixedWidth {
        /// Where an element separator should stand.
        offset: usize,
    },
    /// The segment terminator, the 106th character, stands also within ISA.
    #[error("the segment terminator stands at offset {offset}; expected it only as the 106th character of ISA")]
    TerminatorInHeader {
        /// Where it stands too early.
        offset: usize,
    },
    /// A separator is a letter, a digit, a blank, not ASCII or, but for the terminator, a line end.
    #[error(
        "the character at offset {offset} cannot be a separator; expected ASCII punctuation or a control character"
    )]
    SeparatorNotUsable {
        /// Where the character stands.
        offset: usize,
    },
    /// Two separators are the same character, so that the levels cannot be told apart.
    #[error("the separator at offset {offset} is used for two levels; expected four different characters")]
    SeparatorsNotDistinct {
        /// Where the second use stands.
        offset: usize,
    },
    /// The text is longer than the index can address (4 GiB).
    #[error("the interchange has {n_bytes} bytes; the most that can be read is 4294967294")]
    TooLong {
        /// Size of the text.
        n_bytes: usize,
    },
}
