//! Why a text is not a message. Errors say where and what was expected, never what stood there.

/// Tells why a text could not be read as a message. Offsets are bytes from the start of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// There is nothing but blanks, line ends and framing bytes.
    #[error("the message is empty; expected a segment MSH")]
    Empty,
    /// The first segment is not MSH.
    #[error("expected the segment MSH at offset {offset}; a file or batch must be split into messages first")]
    NoHeader {
        /// Where MSH should stand.
        offset: usize,
    },
    /// MSH ends before the first encoding character (HL7 v2.5.1 §2.15.9.2).
    #[error(
        "the segment MSH ends at offset {offset}; expected the field separator and the encoding characters of MSH-2"
    )]
    HeaderTooShort {
        /// Where the header ends.
        offset: usize,
    },
    /// A delimiter is a letter, a digit, a blank, a control character or not ASCII.
    #[error("the character at offset {offset} cannot be a delimiter; expected ASCII punctuation such as |^~\\&")]
    DelimiterNotPunctuation {
        /// Where the character stands.
        offset: usize,
    },
    /// Two delimiters are the same character, so that the levels cannot be told apart.
    #[error(
        "the delimiter at offset {offset} is used for two levels; expected different characters in MSH-1 and MSH-2"
    )]
    DelimitersNotDistinct {
        /// Where the second use stands.
        offset: usize,
    },
    /// The text is longer than the index can address (4 GiB).
    #[error("the message has {n_bytes} bytes; the most that can be read is 4294967294")]
    TooLong {
        /// Size of the text.
        n_bytes: usize,
    },
}
