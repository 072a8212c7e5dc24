//! One pass over a text: where its head ends, where each record stands, and whether the records keep to the layout.

use crate::format::Format;
use crate::syntax::{Flaw, Stop, Syntax};
use crate::widths::Widths;
use crate::{Layout, Mode, ParseError};

/// Where a record stands: in the source, or in the list of changed records.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub start: u32,
    pub end: u32,
    /// Offset after the delimiter and the empty records behind it.
    pub after: u32,
    /// Position in the list of changed records.
    pub edit: Option<u32>,
}

impl Entry {
    /// Returns the entry of a record that the source does not hold.
    pub fn added(edit: u32) -> Entry {
        Entry {
            start: 0,
            end: 0,
            after: 0,
            edit: Some(edit),
        }
    }

    /// A record of the source is never empty.
    pub fn is_added(&self) -> bool {
        self.start == self.end
    }
}

/// What stands before the first record: a byte order mark, skipped records, the header, empty lines.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Head {
    pub end: usize,
    /// The header without its delimiter; empty when there is none.
    pub header: (usize, usize),
    pub ends_without_delimiter: bool,
    /// The text ends before what should be skipped, or before the header.
    pub is_cut_short: bool,
}

#[derive(Debug)]
pub(crate) struct Index {
    pub head: Head,
    pub entries: Vec<Entry>,
}

/// Finds the records.
pub(crate) fn scan(text: &str, layout: &Layout, format: &Format) -> Result<Index, ParseError> {
    if u32::try_from(text.len()).is_ok_and(|n_bytes| n_bytes < u32::MAX) {
        let mut scanner = Scanner {
            text,
            format,
            mode: layout.mode(),
            n_expected: Some(layout.names().len()).filter(|&n_names| n_names > 0),
            at: 0,
        };
        let head = scanner.head(layout)?;
        let entries = scanner.records()?;
        Ok(Index { head, entries })
    } else {
        Err(ParseError::TooLong { n_bytes: text.len() })
    }
}

struct Scanner<'a> {
    text: &'a str,
    format: &'a Format,
    mode: Mode,
    /// How many columns a record has in strict mode, once known.
    n_expected: Option<usize>,
    at: usize,
}

impl Scanner<'_> {
    fn head(&mut self, layout: &Layout) -> Result<Head, ParseError> {
        let mut head = Head::default();
        if self.text.starts_with('\u{FEFF}') {
            self.at = '\u{FEFF}'.len_utf8();
        }
        for _ in 0..layout.skip_records() {
            if self.at == self.text.len() {
                head.is_cut_short = true;
                break;
            }
            let delimiter = self.format.record_end().find(self.text.as_bytes(), self.at);
            head.ends_without_delimiter = delimiter.is_none();
            self.at = delimiter.map_or(self.text.len(), |range| range.end);
        }
        self.skip_empty_records();
        if layout.has_header() && self.at == self.text.len() {
            head.is_cut_short = true;
        } else if layout.has_header() {
            let start = self.at;
            let n_columns = self.record(0)?;
            self.check_number_of_columns(0, n_columns)?;
            head.header = (start, self.at);
            head.ends_without_delimiter = self.at == self.text.len();
            self.skip_empty_records();
        }
        head.end = self.at;
        Ok(head)
    }

    fn records(&mut self) -> Result<Vec<Entry>, ParseError> {
        let mut entries = Vec::new();
        while self.at < self.text.len() {
            let start = offset(self.at);
            let number = entries.len() + 1;
            let n_columns = self.record(number)?;
            self.check_number_of_columns(number, n_columns)?;
            let end = offset(self.at);
            self.skip_empty_records();
            entries.push(Entry {
                start,
                end,
                after: offset(self.at),
                edit: None,
            });
        }
        Ok(entries)
    }

    /// Steps over a record, up to its delimiter, and counts its columns.
    fn record(&mut self, number: usize) -> Result<usize, ParseError> {
        match self.format {
            Format::Delimited(syntax) => self.delimited_record(syntax, number),
            Format::FixedWidth(widths) => self.fixed_width_record(widths, number),
        }
    }

    fn delimited_record(&mut self, syntax: &Syntax, number: usize) -> Result<usize, ParseError> {
        let most = self.format.max_columns();
        for column in 1..=most {
            let cell = syntax.scan_cell(self.text.as_bytes(), self.at);
            if let Some(flaw) = cell.flaw {
                self.judge(flaw, number, column, syntax.has_line_ends_in_values)?;
            }
            self.at = cell.end;
            if cell.stop != Stop::Column {
                return Ok(column);
            }
            self.at += syntax.column.len();
        }
        Err(ParseError::TooManyColumns { record: number, most })
    }

    /// Decides whether a flaw is an error. A quote that could swallow the records after it always is.
    fn judge(&self, flaw: Flaw, record: usize, column: usize, may_swallow_records: bool) -> Result<(), ParseError> {
        let is_strict = self.mode == Mode::Strict;
        match flaw {
            Flaw::Unclosed if may_swallow_records || is_strict => Err(ParseError::UnclosedQuote {
                record,
                column,
                until: if may_swallow_records { "text" } else { "record" },
            }),
            Flaw::TextAfterQuote if is_strict => Err(ParseError::TextAfterQuote { record, column }),
            Flaw::QuoteInValue if is_strict => Err(ParseError::QuoteInValue { record, column }),
            _ => Ok(()),
        }
    }

    fn fixed_width_record(&mut self, widths: &Widths, number: usize) -> Result<usize, ParseError> {
        let start = self.at;
        let delimiter = widths.record_end.find(self.text.as_bytes(), start);
        self.at = delimiter.map_or(self.text.len(), |range| range.start);
        if self.mode == Mode::Strict {
            let n_characters = self.text[start..self.at].chars().count();
            let expected = widths.record_width();
            if n_characters != expected {
                return Err(ParseError::RecordWidth {
                    record: number,
                    n_characters,
                    expected,
                });
            }
        }
        // What matters is told by the width.
        Ok(widths.n_columns())
    }

    fn check_number_of_columns(&mut self, record: usize, n_columns: usize) -> Result<(), ParseError> {
        let expected = *self.n_expected.get_or_insert(n_columns);
        if self.mode == Mode::Strict && n_columns != expected {
            return Err(ParseError::Ragged {
                record,
                n_columns,
                expected,
            });
        }
        Ok(())
    }

    fn skip_empty_records(&mut self) {
        self.at = self.format.record_end().skip_all(self.text.as_bytes(), self.at);
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("the text was found to be shorter than 4 GiB")
}
