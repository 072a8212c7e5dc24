//! Why a text is not a table. Errors say where and what was expected, never what stood there.

use crate::LayoutProblem;

/// Tells why a text could not be read. Records and columns count from 1; record 0 is the header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// The layout cannot be used.
    #[error("the layout has problems: {}", list(problems))]
    Layout {
        /// All that is wrong; never empty.
        problems: Vec<LayoutProblem>,
    },
    /// The text is longer than the index can address (4 GiB).
    #[error("the text has {n_bytes} bytes; the most that can be read is 4294967294")]
    TooLong {
        /// Size of the text.
        n_bytes: usize,
    },
    /// A record has more columns than can be read.
    #[error("{} has more than {most} columns; check the column delimiter of the layout", record_name(*.record))]
    TooManyColumns {
        /// Which record.
        record: usize,
        /// The most that can be read.
        most: usize,
    },
    /// A quotation mark opens a value and none closes it (RFC 4180 §2.5).
    #[error("{}, column {column}: expected a closing quote before the end of the {until}", record_name(*.record))]
    UnclosedQuote {
        /// Which record.
        record: usize,
        /// Which column.
        column: usize,
        /// How far was looked: `record` or `text`.
        until: &'static str,
    },
    /// In strict mode: text stands between a closing quote and the delimiter (RFC 4180 §2.5).
    #[error("{}, column {column}: expected a delimiter after the closing quote", record_name(*.record))]
    TextAfterQuote {
        /// Which record.
        record: usize,
        /// Which column.
        column: usize,
    },
    /// In strict mode: a quotation mark stands in a value without quotes (RFC 4180 §2.5).
    #[error("{}, column {column}: expected quotes around a value that holds the quote", record_name(*.record))]
    QuoteInValue {
        /// Which record.
        record: usize,
        /// Which column.
        column: usize,
    },
    /// In strict mode: a record has another number of columns (RFC 4180 §2.4).
    #[error("{} has {n_columns} columns; expected {expected}", record_name(*.record))]
    Ragged {
        /// Which record.
        record: usize,
        /// How many it has.
        n_columns: usize,
        /// How many the header, the layout or the first record has.
        expected: usize,
    },
    /// In strict mode: a fixed-width record is too short or too long.
    #[error("{} has {n_characters} characters; expected {expected}", record_name(*.record))]
    RecordWidth {
        /// Which record.
        record: usize,
        /// How many it has.
        n_characters: usize,
        /// The widths of all columns together.
        expected: usize,
    },
}

pub(crate) fn record_name(record: usize) -> String {
    match record {
        0 => "the header".to_owned(),
        number => format!("record {number}"),
    }
}

fn list(problems: &[LayoutProblem]) -> String {
    let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
    texts.join("; ")
}
