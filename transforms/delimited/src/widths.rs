//! Fixed-width cells: found by counting characters, padded when they are written.

use std::borrow::Cow;
use std::ops::Range;

use crate::record_end::RecordEnd;
use crate::value::Unwritable;
use crate::{Align, FixedColumn, FixedWidthLayout};

/// The columns of a fixed-width layout. They have widths from 1 ([`crate::Layout::validate`]).
#[derive(Debug)]
pub(crate) struct Widths {
    columns: Vec<FixedColumn>,
    pub record_end: RecordEnd,
}

impl Widths {
    pub fn new(layout: &FixedWidthLayout) -> Widths {
        Widths {
            columns: layout.columns.clone(),
            record_end: RecordEnd::new(layout.record_delimiter.as_deref()),
        }
    }

    /// Returns the number of columns that the layout states.
    pub fn n_columns(&self) -> usize {
        self.columns.len()
    }

    /// Returns the width of a whole record, in characters.
    pub fn record_width(&self) -> usize {
        self.columns.iter().map(|column| column.width as usize).sum()
    }

    /// Returns the cell number `column`, from 0, that starts at `start`; a record may end within it. `None` when the record
    /// ends before or the layout has no such column.
    pub fn cell_from(&self, record: &str, start: usize, column: usize) -> Option<Range<usize>> {
        let width = self.columns.get(column)?.width as usize;
        let rest = record.get(start..).filter(|rest| !rest.is_empty())?;
        let n_bytes = rest.char_indices().nth(width).map_or(rest.len(), |(offset, _)| offset);
        Some(start..start + n_bytes)
    }

    /// Tells whether the cell of the column, from 0, has its whole width.
    pub fn is_filled(&self, raw: &str, column: usize) -> bool {
        let width = self.columns.get(column).map_or(0, |column| column.width as usize);
        raw.chars().count() >= width
    }

    /// Returns the value of a cell of the column, from 0: without its padding. A column of zeros has the value 0, and one of
    /// blanks is empty whatever its padding is.
    pub fn decode<'a>(&self, raw: &'a str, column: usize) -> Cow<'a, str> {
        let Some(column) = self.columns.get(column) else {
            return Cow::Borrowed(raw);
        };
        let is_blank = raw.chars().all(|character| character == ' ');
        if is_blank {
            return Cow::Borrowed("");
        }
        let value = match column.align {
            Align::Left => raw.trim_end_matches(column.pad),
            Align::Right => raw.trim_start_matches(column.pad),
        };
        let is_zero = value.is_empty() && column.pad == '0';
        Cow::Borrowed(if is_zero { "0" } else { value })
    }

    /// Returns the cell that has this value in the column, from 0: padded to its width.
    pub fn encode(&self, value: &str, column: usize) -> Result<String, Unwritable> {
        let Some(column) = self.columns.get(column) else {
            return Ok(value.to_owned());
        };
        let ends_record = |character| self.record_end.default_text().contains(character);
        if value.contains(ends_record) || value.starts_with('\u{FEFF}') {
            return Err(Unwritable::LineEnd);
        }
        let width = column.width as usize;
        let n_characters = value.chars().count();
        let Some(n_missing) = width.checked_sub(n_characters) else {
            return Err(Unwritable::TooWide { n_characters, width });
        };
        let pad = if value.is_empty() { ' ' } else { column.pad };
        let padding = String::from_iter(std::iter::repeat_n(pad, n_missing));
        Ok(match column.align {
            Align::Left => format!("{value}{padding}"),
            Align::Right => format!("{padding}{value}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths() -> Widths {
        Widths::new(&FixedWidthLayout {
            columns: vec![FixedColumn::new("NAME", 8), FixedColumn::new("AMOUNT", 5).right('0')],
            ..FixedWidthLayout::default()
        })
    }

    #[test]
    fn cells_are_cut_by_characters() {
        let record = "M\u{DC}LLER  00420";
        let name = widths().cell_from(record, 0, 0).expect("the record is long enough");
        assert_eq!(&record[name.clone()], "M\u{DC}LLER  ");
        assert_eq!(widths().cell_from(record, name.end, 1), Some(9..14));
        assert_eq!(widths().cell_from("EVERY", 0, 0), Some(0..5));
        assert_eq!(widths().cell_from("EVERYMAN", 8, 1), None);
    }

    #[test]
    fn values_lose_and_gain_their_padding() {
        for (column, value, raw) in [
            (0, "ADAM", "ADAM    "),
            (0, "", "        "),
            (1, "420", "00420"),
            (1, "0", "00000"),
            (1, "", "     "),
        ] {
            assert_eq!(widths().encode(value, column).as_deref(), Ok(raw));
            assert_eq!(widths().decode(raw, column), value);
        }
    }

    #[test]
    fn values_that_do_not_fit_are_refused() {
        let too_wide = Unwritable::TooWide {
            n_characters: 6,
            width: 5,
        };
        assert_eq!(widths().encode("123456", 1), Err(too_wide));
        assert_eq!(widths().encode("1\n2", 1), Err(Unwritable::LineEnd));
    }
}
