//! Changing a table. A change rewrites the text of its one record; all others stay as they were read.

use std::borrow::Cow;

use crate::format::Format;
use crate::index::Entry;
use crate::{Column, EditError, Path, Table, UnknownColumn};

impl Table {
    /// Sets the value at `path`, quoted or padded as the layout asks. Columns before the place are made, empty, where the
    /// record ends before.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the record or the column is absent, the path names no column, or the value cannot stand there:
    /// it is too long for its width, or holds a delimiter that the layout cannot keep apart.
    pub fn set(&mut self, path: &Path, value: &str) -> Result<(), EditError> {
        match path.column() {
            Some(column) => self.set_at(path.record(), column, value),
            None => Err(EditError::NotAColumn { path: path.clone() }),
        }
    }

    /// As [`Table::set`], in the record with this number, from 1, and the column with this number or name.
    ///
    /// # Errors
    ///
    /// As [`Table::set`].
    pub fn set_at<'c>(&mut self, record: usize, column: impl Into<Column<'c>>, value: &str) -> Result<(), EditError> {
        let position = self.position(record)?;
        let column = self.column_number(column.into())?;
        let most = self.n_expected_columns().unwrap_or(self.shared.format.max_columns());
        if column == 0 || column > most {
            return Err(EditError::ColumnOutOfBounds { number: column, most });
        }
        let change = Change {
            format: &self.shared.format,
            record,
        };
        let text = change.with_value(self.record_text(&self.entries[position]), column, value)?;
        self.replace(position, text);
        Ok(())
    }

    /// Adds a record with these values, from the first column, at the end. A fixed-width record is filled to its width.
    ///
    /// # Errors
    ///
    /// [`EditError`] as [`Table::set`]; also when the record would be an empty line, has more values than it may have
    /// columns, in strict mode other than the others, or when the text before it ends within a value or lacks the header.
    pub fn append_record<V: AsRef<str>>(&mut self, values: &[V]) -> Result<(), EditError> {
        let record = self.entries.len() + 1;
        if self.head.is_cut_short {
            return Err(EditError::NoHead);
        }
        self.ensure_number_of_columns(values.len(), record)?;
        self.ensure_end_is_closed()?;
        let change = Change {
            format: &self.shared.format,
            record,
        };
        let text = change.new_record(values)?;
        let edit = self.keep(text);
        self.entries.push(Entry::added(edit));
        Ok(())
    }

    /// Takes out the record with this number, from 1, with its delimiter and the empty lines behind it; the later ones move
    /// up. Tells whether there was one.
    pub fn delete_record(&mut self, number: usize) -> bool {
        let Ok(position) = self.position(number) else {
            return false;
        };
        self.entries.remove(position);
        self.is_changed = true;
        true
    }

    pub(crate) fn column_number(&self, column: Column<'_>) -> Result<usize, UnknownColumn> {
        match (self.shared.names.number(column), column) {
            (Some(number), _) | (None, Column::Number(number)) => Ok(number),
            (None, Column::Name(name)) => Err(UnknownColumn { name: name.to_owned() }),
        }
    }

    fn position(&self, record: usize) -> Result<usize, EditError> {
        let n_records = self.entries.len();
        record
            .checked_sub(1)
            .filter(|&position| position < n_records)
            .ok_or(EditError::RecordAbsent { record, n_records })
    }

    fn replace(&mut self, position: usize, text: String) {
        if let Some(edit) = self.entries[position].edit {
            self.edits[edit as usize] = text;
            self.is_changed = true;
        } else {
            self.entries[position].edit = Some(self.keep(text));
        }
    }

    fn keep(&mut self, text: String) -> u32 {
        self.is_changed = true;
        self.edits.push(text);
        u32::try_from(self.edits.len() - 1).expect("memory ends before four billion changed records")
    }

    fn ensure_number_of_columns(&self, n_columns: usize, record: usize) -> Result<(), EditError> {
        let most = self.shared.format.max_columns();
        if n_columns > most {
            return Err(EditError::ColumnOutOfBounds {
                number: n_columns,
                most,
            });
        }
        match (&self.shared.format, self.n_expected_columns()) {
            (Format::Delimited(_), Some(expected)) if n_columns != expected => Err(EditError::Ragged {
                record,
                n_columns,
                expected,
            }),
            _ => Ok(()),
        }
    }

    /// Makes sure that a delimiter put behind the text ends its last record where it ends now.
    fn ensure_end_is_closed(&self) -> Result<(), EditError> {
        let is_open = match self.entries.last() {
            Some(entry) => self.gap(entry).is_empty() && !entry.is_added() && self.is_open(self.record_text(entry)),
            None => self.head.ends_without_delimiter && self.is_head_open(),
        };
        let record = self.entries.len();
        if is_open {
            Err(EditError::OpenEnd { record })
        } else {
            Ok(())
        }
    }

    fn is_open(&self, record: &str) -> bool {
        let format = &self.shared.format;
        match format {
            Format::Delimited(_) => {
                let last = format.cells(record).last();
                last.is_some_and(|range| format.is_open(&record[range]))
            }
            Format::FixedWidth(_) => format.is_open(record),
        }
    }

    fn is_head_open(&self) -> bool {
        let (start, end) = self.head.header;
        let has_header = start < end;
        if has_header {
            self.is_open(&self.source[start..end])
        } else {
            // Quotes and escapes mean nothing in what is skipped.
            let begins_delimiter = |last| self.shared.format.record_end().default_text().contains::<char>(last);
            self.source[..self.head.end].ends_with(begins_delimiter)
        }
    }
}

/// A record about to be written.
struct Change<'a> {
    format: &'a Format,
    record: usize,
}

impl Change<'_> {
    /// Returns the text of the record with this value in the column, from 1.
    fn with_value(&self, record: &str, column: usize, value: &str) -> Result<String, EditError> {
        let mut last = 0..0;
        let mut n_columns = 0;
        for range in self.format.cells(record).take(column) {
            n_columns += 1;
            last = range;
        }
        if n_columns == column {
            let raw = self.encode(value, column)?;
            return self.checked(format!("{}{raw}{}", &record[..last.start], &record[last.end..]));
        }
        let mut text = record[..last.start].to_owned();
        text.push_str(&self.closed(&record[last], n_columns)?);
        for missing in n_columns + 1..column {
            text.push_str(self.format.column_delimiter());
            text.push_str(&self.encode("", missing)?);
        }
        text.push_str(self.format.column_delimiter());
        text.push_str(&self.encode(value, column)?);
        self.checked(text)
    }

    fn new_record<V: AsRef<str>>(&self, values: &[V]) -> Result<String, EditError> {
        let n_columns = match self.format {
            Format::Delimited(_) => values.len(),
            Format::FixedWidth(widths) => widths.n_columns(),
        };
        let mut text = String::new();
        for column in 1..=n_columns {
            if column > 1 {
                text.push_str(self.format.column_delimiter());
            }
            let value = values.get(column - 1).map_or("", AsRef::as_ref);
            text.push_str(&self.encode(value, column)?);
        }
        self.checked(text)
    }

    /// Returns the last cell of a record so that others can stand behind it.
    fn closed<'r>(&self, raw: &'r str, column: usize) -> Result<Cow<'r, str>, EditError> {
        let is_whole = match self.format {
            Format::Delimited(_) => !self.format.is_open(raw),
            Format::FixedWidth(widths) => widths.is_filled(raw, column - 1),
        };
        if is_whole {
            return Ok(raw.into());
        }
        let value = self.format.decode(raw, column);
        self.encode(&value, column).map(|cell| cell.into_owned().into())
    }

    fn encode<'v>(&self, value: &'v str, column: usize) -> Result<Cow<'v, str>, EditError> {
        self.format
            .encode(value, column)
            .map_err(|reason| EditError::unwritable(reason, self.record, column))
    }

    /// An empty line is no record: the empty value is quoted then.
    fn checked(&self, text: String) -> Result<String, EditError> {
        if text.is_empty() {
            let record = self.record;
            return self.format.empty_record().ok_or(EditError::EmptyRecord { record });
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests;
