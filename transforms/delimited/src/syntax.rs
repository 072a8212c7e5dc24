//! Delimited text, one cell at a time: where it ends and what is odd about it. Every byte is looked at once.
//!
//! ```text
//! cell ─ starts with the quote ─► quoted ─ closing quote ─► plain ─ delimiter or end ─► stop
//!   └──────────── otherwise ──────────────────────────────────┘
//! ```

use crate::record_end::RecordEnd;
use crate::{DelimitedLayout, Escape};

/// The marks of a delimited layout, made ready for scanning. They are known to differ ([`crate::Layout::validate`]).
#[derive(Debug)]
pub(crate) struct Syntax {
    pub column: Box<str>,
    pub record_end: RecordEnd,
    pub quote: Option<char>,
    /// `None` when quotes are doubled.
    pub escape: Option<char>,
    pub has_line_ends_in_values: bool,
    /// The first bytes of all marks: what scanning has to stop at.
    is_special: Box<[bool; 256]>,
}

/// Where a cell ends and what ends it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ScannedCell {
    /// Offset of the byte after the cell.
    pub end: usize,
    pub stop: Stop,
    pub flaw: Option<Flaw>,
    /// The end of the text is all that ends it: more text would become part of the cell.
    pub is_open: bool,
}

/// What stands after a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    Column,
    Record,
    EndOfText,
}

/// What is odd about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    Unclosed,
    TextAfterQuote,
    QuoteInValue,
}

/// Where a quoted part ends.
enum Quoted {
    Closed(usize),
    Unclosed(usize),
}

impl Syntax {
    pub fn new(layout: &DelimitedLayout) -> Syntax {
        let escape = match layout.escape {
            Escape::Doubled => None,
            Escape::Character(escape) => Some(escape),
        };
        let record_end = RecordEnd::new(layout.record_delimiter.as_deref());
        let mut is_special = Box::new([false; 256]);
        let mut mark = |bytes: &[u8]| {
            if let Some(&first) = bytes.first() {
                is_special[usize::from(first)] = true;
            }
        };
        mark(layout.column_delimiter.as_bytes());
        match &layout.record_delimiter {
            Some(delimiter) => mark(delimiter.as_bytes()),
            None => ["\r", "\n"].map(str::as_bytes).into_iter().for_each(&mut mark),
        }
        for character in layout.quote.iter().chain(&escape) {
            mark(character.encode_utf8(&mut [0; 4]).as_bytes());
        }
        Syntax {
            column: layout.column_delimiter.as_str().into(),
            record_end,
            quote: layout.quote,
            escape,
            has_line_ends_in_values: layout.line_ends_in_values,
            is_special,
        }
    }

    /// Scans the cell that starts at `start`.
    pub fn scan_cell(&self, text: &[u8], start: usize) -> ScannedCell {
        let Some(n_bytes) = starts_with(text, start, self.quote) else {
            return self.scan_plain(text, start, None);
        };
        match self.scan_quoted(text, start + n_bytes) {
            Quoted::Closed(end) if self.stop_at(text, end).is_some() => self.scan_plain(text, end, None),
            Quoted::Closed(end) => self.scan_plain(text, end, Some(Flaw::TextAfterQuote)),
            Quoted::Unclosed(end) => ScannedCell {
                end,
                stop: self.stop_at(text, end).unwrap_or(Stop::EndOfText),
                flaw: Some(Flaw::Unclosed),
                is_open: true,
            },
        }
    }

    fn scan_plain(&self, text: &[u8], start: usize, mut flaw: Option<Flaw>) -> ScannedCell {
        let mut at = start;
        let mut is_open = false;
        loop {
            at = self.next_special(text, at);
            if let Some(stop) = self.stop_at(text, at) {
                let end = at;
                return ScannedCell {
                    end,
                    stop,
                    flaw,
                    is_open,
                };
            }
            if let Some(n_bytes) = starts_with(text, at, self.escape) {
                let after = self.after_escaped(text, at + n_bytes);
                is_open = after.is_none();
                at = after.unwrap_or(at + n_bytes);
            } else {
                if starts_with(text, at, self.quote).is_some() {
                    flaw = flaw.or(Some(Flaw::QuoteInValue));
                }
                at += 1;
            }
        }
    }

    /// Scans a quoted part from the byte after its opening quote.
    fn scan_quoted(&self, text: &[u8], start: usize) -> Quoted {
        let mut at = start;
        loop {
            at = self.next_special(text, at);
            let is_record_end = !self.has_line_ends_in_values && self.record_end.at(text, at).is_some();
            if at == text.len() || is_record_end {
                return Quoted::Unclosed(at);
            }
            if let Some(n_bytes) = starts_with(text, at, self.escape) {
                at = self.after_escaped(text, at + n_bytes).unwrap_or(at + n_bytes);
            } else if let Some(n_bytes) = starts_with(text, at, self.quote) {
                at += n_bytes;
                let is_doubled = self.escape.is_none() && starts_with(text, at, self.quote).is_some();
                if !is_doubled {
                    return Quoted::Closed(at);
                }
                at += n_bytes;
            } else {
                at += 1;
            }
        }
    }

    /// Steps over the one character that an escape before `at` made part of the value. `None` when there is none: the escape
    /// character then stands for itself.
    fn after_escaped(&self, text: &[u8], at: usize) -> Option<usize> {
        let first = *text.get(at)?;
        let is_record_end = !self.has_line_ends_in_values && self.record_end.at(text, at).is_some();
        (!is_record_end).then_some(at + utf8_length(first))
    }

    fn stop_at(&self, text: &[u8], at: usize) -> Option<Stop> {
        let rest = &text[at..];
        if rest.is_empty() {
            Some(Stop::EndOfText)
        } else if rest.starts_with(self.column.as_bytes()) {
            Some(Stop::Column)
        } else {
            self.record_end.at(text, at).map(|_| Stop::Record)
        }
    }

    fn next_special(&self, text: &[u8], at: usize) -> usize {
        text[at..]
            .iter()
            .position(|&byte| self.is_special[usize::from(byte)])
            .map_or(text.len(), |n_bytes| at + n_bytes)
    }

    /// Tells whether text after `cell`, the last of its record, could become part of it.
    pub fn is_open(&self, cell: &str) -> bool {
        let delimiter_begins = |last: char| self.is_of_delimiter(last);
        cell.chars().next_back().is_some_and(delimiter_begins) || self.scan_cell(cell.as_bytes(), 0).is_open
    }

    pub fn is_of_delimiter(&self, character: char) -> bool {
        self.column.contains(character) || self.record_end.default_text().contains(character)
    }
}

/// Returns the length of `mark` when it stands at `at`.
fn starts_with(text: &[u8], at: usize, mark: Option<char>) -> Option<usize> {
    let mark = mark?;
    let mut buffer = [0; 4];
    let bytes = mark.encode_utf8(&mut buffer).as_bytes();
    text.get(at..)?.starts_with(bytes).then_some(bytes.len())
}

/// Returns how many bytes the character has that begins with this one.
fn utf8_length(first: u8) -> usize {
    match first {
        0xF0.. => 4,
        0xE0.. => 3,
        0xC0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests;
