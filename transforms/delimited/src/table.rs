//! A table: the text as it came, the index of its records, and the records that were changed since.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bytestring::ByteString;

use crate::format::Format;
use crate::index::{self, Entry, Head, Index};
use crate::names::Names;
use crate::{Layout, Mode, ParseError, Path, Record};

/// Records of one layout.
///
/// [`Table::text`] gives back the text that was parsed, byte for byte; after a change, all records but the changed ones,
/// all delimiters and what stands before the first record still are as they came. `Debug` prints sizes only, since the
/// content may be a patient's. Cloning copies the index and the changes, not the text.
#[derive(Clone)]
pub struct Table {
    pub(crate) source: ByteString,
    pub(crate) shared: Arc<Shared>,
    pub(crate) head: Head,
    /// The first delimiter of the source after its header or a record: that of added records.
    pub(crate) delimiter: Option<Range<usize>>,
    pub(crate) entries: Vec<Entry>,
    /// The text of changed and added records, without delimiters.
    pub(crate) edits: Vec<String>,
    pub(crate) is_changed: bool,
}

/// What the parts of a split table have in common.
#[derive(Debug)]
pub(crate) struct Shared {
    pub layout: Layout,
    pub format: Format,
    pub names: Arc<Names>,
}

impl Table {
    /// Reads a table: finds its records, in one pass.
    ///
    /// A byte order mark, skipped records and empty lines are stepped over and written back as they came. An empty text is
    /// a table without records.
    ///
    /// # Errors
    ///
    /// [`ParseError`] when the layout cannot be used, a quote is not closed, a record has more than 4,096 columns, or, in
    /// strict mode, a record does not keep to the layout. The size of the text is the caller's to limit; above 4 GiB it is
    /// refused.
    pub fn parse(text: impl Into<ByteString>, layout: &Layout) -> Result<Table, ParseError> {
        let problems = layout.validate();
        if !problems.is_empty() {
            return Err(ParseError::Layout { problems });
        }
        let source: ByteString = text.into();
        let format = Format::new(layout);
        let index = index::scan(&source, layout, &format)?;
        let delimiter = first_delimiter(&source, &format, &index);
        let names = Names::new(names_of(&source, layout, &format, &index.head));
        Ok(Table {
            shared: Arc::new(Shared {
                layout: layout.clone(),
                format,
                names: Arc::new(names),
            }),
            head: index.head,
            delimiter,
            entries: index.entries,
            edits: Vec::new(),
            is_changed: false,
            source,
        })
    }

    /// Returns the layout that reads the table's text.
    pub fn layout(&self) -> &Layout {
        &self.shared.layout
    }

    /// Returns the names of the columns in order; empty when neither layout nor header has any. A name that is empty, digits
    /// alone, or that of an earlier column names nothing; such a column is reached by its number.
    pub fn names(&self) -> &[String] {
        self.shared.names.list()
    }

    /// Counts the records; the header is none.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Iterates over the records in order.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.entries
            .iter()
            .map(|entry| Record::new(self.record_text(entry), &self.shared))
    }

    /// Returns the record with this number, from 1.
    pub fn record(&self, number: usize) -> Option<Record<'_>> {
        let entry = self.entries.get(number.checked_sub(1)?)?;
        Some(Record::new(self.record_text(entry), &self.shared))
    }

    /// Returns the value at `path` without quotes, escapes and padding; `None` when the place is absent or empty. A path
    /// that names a record gives it as it stands.
    pub fn get(&self, path: &Path) -> Option<Cow<'_, str>> {
        let record = self.record(path.record())?;
        match path.column() {
            Some(column) => record.get(column),
            None => Some(Cow::Borrowed(record.raw())),
        }
    }

    /// Returns the text at `path` as it stands; `None` when the place is absent, `Some("")` when it is there and empty.
    pub fn raw(&self, path: &Path) -> Option<&str> {
        let record = self.record(path.record())?;
        match path.column() {
            Some(column) => record.cell(column).map(|cell| cell.raw()),
            None => Some(record.raw()),
        }
    }

    /// Tells whether anything was changed since the table was parsed.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// Returns the table as text. Unchanged, it is the very text that was parsed and costs nothing.
    pub fn text(&self) -> ByteString {
        if self.is_changed {
            ByteString::from(self.assemble())
        } else {
            self.source.clone()
        }
    }

    /// Writes the table from its head, its records and what stands between them.
    fn assemble(&self) -> String {
        let delimiter = self.record_delimiter();
        let mut text = String::from(&self.source[..self.head.end]);
        if self.head.ends_without_delimiter && !self.entries.is_empty() {
            text.push_str(delimiter);
        }
        for (position, entry) in self.entries.iter().enumerate() {
            text.push_str(self.record_text(entry));
            let gap = self.gap(entry);
            text.push_str(gap);
            // The last record of a text may have come without a delimiter (RFC 4180 §2.2).
            let may_go_without = position + 1 == self.entries.len() && !entry.is_added();
            if gap.is_empty() && !may_go_without {
                text.push_str(delimiter);
            }
        }
        text
    }

    /// Returns what stood between the record and the next one: its delimiter, and any empty lines.
    pub(crate) fn gap(&self, entry: &Entry) -> &str {
        &self.source[entry.end as usize..entry.after as usize]
    }

    fn record_delimiter(&self) -> &str {
        match &self.delimiter {
            Some(delimiter) => &self.source[delimiter.clone()],
            None => self.shared.format.record_end().default_text(),
        }
    }

    pub(crate) fn record_text<'a>(&'a self, entry: &Entry) -> &'a str {
        match entry.edit {
            None => &self.source[entry.start as usize..entry.end as usize],
            Some(edit) => &self.edits[edit as usize],
        }
    }

    /// Returns how many columns each record has in strict mode; `None` when nothing tells.
    pub(crate) fn n_expected_columns(&self) -> Option<usize> {
        let is_strict = self.shared.layout.mode() == Mode::Strict;
        if !is_strict {
            None
        } else if self.shared.names.is_empty() {
            self.record(1).map(|record| record.n_columns())
        } else {
            Some(self.names().len())
        }
    }
}

fn first_delimiter(source: &str, format: &Format, index: &Index) -> Option<Range<usize>> {
    let (header_start, header_end) = index.head.header;
    let has_header = header_start < header_end;
    let first_record = index.entries.first().map(|entry| entry.end as usize);
    let end = if has_header { header_end } else { first_record? };
    let n_bytes = format.record_end().at(source.as_bytes(), end)?;
    Some(end..end + n_bytes)
}

/// The names that the layout states, or else those of the header.
fn names_of(source: &str, layout: &Layout, format: &Format, head: &Head) -> Vec<String> {
    let stated = layout.names();
    let (start, end) = head.header;
    if !stated.is_empty() || start == end {
        return stated;
    }
    let header = &source[start..end];
    let cells = format.cells(header).enumerate();
    cells
        .map(|(position, range)| format.decode(&header[range], position + 1).into_owned())
        .collect()
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("records", &self.entries.len())
            .field("source_bytes", &self.source.len())
            .field("is_changed", &self.is_changed)
            .finish()
    }
}

#[cfg(test)]
mod tests;
