//! Views on a table: a record and its cells, walked by an iterator or reached by number or name.

use std::borrow::Cow;
use std::fmt;

use crate::Column;
use crate::table::Shared;

/// One record of a table, without its delimiter. `Debug` prints its size only, since the content may be a patient's.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    text: &'a str,
    shared: &'a Shared,
}

impl<'a> Record<'a> {
    pub(crate) fn new(text: &'a str, shared: &'a Shared) -> Record<'a> {
        Record { text, shared }
    }

    /// Returns the record as it stands in the text.
    pub fn raw(&self) -> &'a str {
        self.text
    }

    /// Iterates over the cells, from the first. What a fixed-width record holds behind its last column is no cell.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let Record { text, shared } = *self;
        let ranges = shared.format.cells(text).enumerate();
        ranges.map(move |(position, range)| Cell {
            number: position + 1,
            raw: &text[range],
            shared,
        })
    }

    pub(crate) fn has_names(&self) -> bool {
        !self.shared.names.is_empty()
    }

    /// Counts the cells; at least 1.
    pub fn n_columns(&self) -> usize {
        self.cells().count()
    }

    /// Returns the cell of a column, by number from 1 or by name; `None` when the record ends before or no column has the
    /// name.
    pub fn cell<'c>(&self, column: impl Into<Column<'c>>) -> Option<Cell<'a>> {
        let number = self.shared.names.number(column.into())?;
        self.cells().nth(number.checked_sub(1)?)
    }

    /// Returns the value of a column, by number from 1 or by name, without quotes, escapes and padding; `None` when it is
    /// absent or empty.
    pub fn get<'c>(&self, column: impl Into<Column<'c>>) -> Option<Cow<'a, str>> {
        let value = self.cell(column)?.value();
        Some(value).filter(|value| !value.is_empty())
    }
}

impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Record({} bytes)", self.text.len())
    }
}

/// One cell of a record. `Debug` prints its number and size only.
#[derive(Clone, Copy)]
pub struct Cell<'a> {
    number: usize,
    raw: &'a str,
    shared: &'a Shared,
}

impl<'a> Cell<'a> {
    /// Returns the number of the column, from 1.
    pub fn number(&self) -> usize {
        self.number
    }

    /// Returns the name that leads to the column, or its number in digits when none does.
    pub fn key(&self) -> Cow<'a, str> {
        self.shared.names.key(self.number)
    }

    /// Returns the cell as it stands in the text, with quotes, escapes and padding.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Returns the value, without quotes, escapes and padding.
    pub fn value(&self) -> Cow<'a, str> {
        self.shared.format.decode(self.raw, self.number)
    }
}

impl fmt::Debug for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cell({}, {} bytes)", self.number, self.raw.len())
    }
}
