//! Reading CSV (RFC 4180), lenient in its line ends.

use std::borrow::Cow;

/// One row.
pub(crate) struct Record<'a> {
    /// The line that it begins on, from 1.
    pub line: usize,
    pub cells: Vec<Cow<'a, str>>,
}

/// A row that cannot be read.
pub(crate) struct CsvError {
    pub line: usize,
    pub message: &'static str,
}

/// Iterates over the rows; empty lines are left out. It ends after an error.
pub(crate) fn records(text: &str) -> impl Iterator<Item = Result<Record<'_>, CsvError>> {
    let mut reader = Reader {
        rest: text.strip_prefix('\u{FEFF}').unwrap_or(text),
        line: 1,
    };
    std::iter::from_fn(move || reader.record())
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    fn record(&mut self) -> Option<Result<Record<'a>, CsvError>> {
        while self.end_line() {}
        if self.rest.is_empty() {
            return None;
        }
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            match self.cell() {
                Ok(cell) => cells.push(cell),
                Err(message) => {
                    self.rest = "";
                    return Some(Err(CsvError { line, message }));
                }
            }
            match self.rest.strip_prefix(',') {
                Some(rest) => self.rest = rest,
                None => break,
            }
        }
        self.end_line();
        Some(Ok(Record { line, cells }))
    }

    /// Steps over a line end and tells whether there was one.
    fn end_line(&mut self) -> bool {
        for end in ["\r\n", "\n", "\r"] {
            if let Some(rest) = self.rest.strip_prefix(end) {
                self.rest = rest;
                self.line += 1;
                return true;
            }
        }
        false
    }

    fn cell(&mut self) -> Result<Cow<'a, str>, &'static str> {
        match self.rest.strip_prefix('"') {
            Some(quoted) => self.quoted(quoted),
            None => {
                let end = self.rest.find([',', '\n', '\r']).unwrap_or(self.rest.len());
                let (cell, rest) = self.rest.split_at(end);
                self.rest = rest;
                Ok(cell.into())
            }
        }
    }

    fn quoted(&mut self, mut rest: &'a str) -> Result<Cow<'a, str>, &'static str> {
        let mut cell = Cow::Borrowed("");
        loop {
            let end = rest.find('"').ok_or("a quotation mark is not closed")?;
            cell += &rest[..end];
            rest = &rest[end + 1..];
            match rest.strip_prefix('"') {
                Some(after) => {
                    cell += "\"";
                    rest = after;
                }
                None => break,
            }
        }
        if !(rest.is_empty() || rest.starts_with([',', '\n', '\r'])) {
            return Err("a cell goes on after its closing quotation mark; double the marks inside it");
        }
        self.line += cell.bytes().filter(|byte| *byte == b'\n').count();
        self.rest = rest;
        Ok(cell)
    }
}
