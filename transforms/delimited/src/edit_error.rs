//! Why a change was refused.

use crate::Path;
use crate::parse_error::record_name;
use crate::value::Unwritable;

/// Tells that no column has the name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no column is named {name}; names are taken from the layout or the header, letter for letter")]
pub struct UnknownColumn {
    /// The name as it was given.
    pub name: String,
}

/// Tells why a change was refused. Nothing was changed then. Records and columns count from 1; record 0 is the header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The table has no such record.
    #[error("the table has {n_records} records and no record {record}; append it first")]
    RecordAbsent {
        /// The record that was named.
        record: usize,
        /// How many there are.
        n_records: usize,
    },
    /// No column has the name.
    #[error(transparent)]
    UnknownColumn(#[from] UnknownColumn),
    /// A column number is 0 or too large.
    #[error("the number of the column is {number}; it must be from 1 to {most}")]
    ColumnOutOfBounds {
        /// The number.
        number: usize,
        /// The most that a record may have here.
        most: usize,
    },
    /// The path names a whole record.
    #[error("{path} names a record; name a column of it to set a value")]
    NotAColumn {
        /// The path as it was given.
        path: Path,
    },
    /// A value is longer than its fixed width.
    #[error("record {record}, column {column}: the value has {n_characters} characters; the column holds {width}")]
    TooWide {
        /// Which record.
        record: usize,
        /// Which column.
        column: usize,
        /// How many characters the value has.
        n_characters: usize,
        /// How many there is room for.
        width: usize,
    },
    /// A value holds a delimiter and the layout has nothing to keep it apart with.
    #[error(
        "record {record}, column {column}: the value holds a delimiter; give the layout a quote or an escape character"
    )]
    NoQuote {
        /// Which record.
        record: usize,
        /// Which column.
        column: usize,
    },
    /// A value holds a line end and the layout allows none in values.
    #[error(
        "record {record}, column {column}: the value holds a character of the record delimiter, which would end the record"
    )]
    LineEnd {
        /// Which record.
        record: usize,
        /// Which column.
        column: usize,
    },
    /// The record would be an empty line, which is no record.
    #[error("record {record} would be an empty line; give the layout a quote, or the record a value")]
    EmptyRecord {
        /// Which record.
        record: usize,
    },
    /// In strict mode: the record would have another number of columns than the others (RFC 4180 §2.4).
    #[error("record {record} would have {n_columns} columns; expected {expected}")]
    Ragged {
        /// Which record.
        record: usize,
        /// How many values were given.
        n_columns: usize,
        /// How many the header, the layout or the first record has.
        expected: usize,
    },
    /// The text lacks the header or what should be skipped, so that the record would be taken for it.
    #[error("the text ends before the header, so that a record cannot follow; begin with one that has a header")]
    NoHead,
    /// The text ends within a value or a delimiter, so that nothing can be put behind it.
    #[error("{} ends within an escape, a quote or a delimiter, so that nothing can be put behind it", record_name(*.record))]
    OpenEnd {
        /// Which record.
        record: usize,
    },
}

impl EditError {
    pub(crate) fn unwritable(reason: Unwritable, record: usize, column: usize) -> EditError {
        match reason {
            Unwritable::NoQuote => EditError::NoQuote { record, column },
            Unwritable::LineEnd => EditError::LineEnd { record, column },
            Unwritable::TooWide { n_characters, width } => EditError::TooWide {
                record,
                column,
                n_characters,
                width,
            },
        }
    }
}
