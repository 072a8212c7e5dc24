//! What both kinds of layout have in common for the rest of the crate: cells found, values read and written.

use std::borrow::Cow;
use std::ops::Range;

use crate::record_end::RecordEnd;
use crate::syntax::{Stop, Syntax};
use crate::value::{self, Unwritable};
use crate::widths::Widths;
use crate::{Layout, MAX_COLUMNS};

/// A layout, made ready for use.
#[derive(Debug)]
pub(crate) enum Format {
    Delimited(Syntax),
    FixedWidth(Widths),
}

impl Format {
    pub fn new(layout: &Layout) -> Format {
        match layout {
            Layout::Delimited(layout) => Format::Delimited(Syntax::new(layout)),
            Layout::FixedWidth(layout) => Format::FixedWidth(Widths::new(layout)),
        }
    }

    pub fn record_end(&self) -> &RecordEnd {
        match self {
            Format::Delimited(syntax) => &syntax.record_end,
            Format::FixedWidth(widths) => &widths.record_end,
        }
    }

    /// Returns the most columns that a record can have.
    pub fn max_columns(&self) -> usize {
        match self {
            Format::Delimited(_) => MAX_COLUMNS,
            Format::FixedWidth(widths) => widths.n_columns(),
        }
    }

    /// Iterates over the cells of a record, as byte ranges of it.
    pub fn cells<'a>(&'a self, record: &'a str) -> CellRanges<'a> {
        CellRanges {
            format: self,
            record,
            next_start: Some(0),
            n_before: 0,
        }
    }

    /// Returns the value of a cell of the column, from 1.
    pub fn decode<'a>(&self, raw: &'a str, column: usize) -> Cow<'a, str> {
        match self {
            Format::Delimited(syntax) => value::decode(raw, syntax),
            Format::FixedWidth(widths) => widths.decode(raw, column - 1),
        }
    }

    /// Returns the cell that has this value in the column, from 1.
    pub fn encode<'a>(&self, value: &'a str, column: usize) -> Result<Cow<'a, str>, Unwritable> {
        match self {
            Format::Delimited(syntax) => value::encode(value, syntax),
            Format::FixedWidth(widths) => widths.encode(value, column - 1).map(Cow::Owned),
        }
    }

    /// Returns what stands between two cells.
    pub fn column_delimiter(&self) -> &str {
        match self {
            Format::Delimited(syntax) => &syntax.column,
            Format::FixedWidth(_) => "",
        }
    }

    /// Returns a record of one empty cell that is not an empty line; `None` when the layout knows none.
    pub fn empty_record(&self) -> Option<String> {
        match self {
            Format::Delimited(syntax) => syntax.quote.map(|quote| format!("{quote}{quote}")),
            Format::FixedWidth(_) => None,
        }
    }

    /// Tells whether text after `cell`, the last of its record, could become part of it.
    pub fn is_open(&self, cell: &str) -> bool {
        match self {
            Format::Delimited(syntax) => syntax.is_open(cell),
            Format::FixedWidth(widths) => cell.ends_with(|last| widths.record_end.default_text().contains(last)),
        }
    }
}

/// The cells of a record, from left to right.
#[derive(Debug, Clone)]
pub(crate) struct CellRanges<'a> {
    format: &'a Format,
    record: &'a str,
    next_start: Option<usize>,
    n_before: usize,
}

impl Iterator for CellRanges<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let start = self.next_start.take()?;
        let range = match self.format {
            Format::Delimited(syntax) => {
                let cell = syntax.scan_cell(self.record.as_bytes(), start);
                self.next_start = (cell.stop == Stop::Column).then(|| cell.end + syntax.column.len());
                start..cell.end
            }
            Format::FixedWidth(widths) => {
                let range = widths.cell_from(self.record, start, self.n_before)?;
                self.next_start = Some(range.end);
                range
            }
        };
        self.n_before += 1;
        Some(range)
    }
}
