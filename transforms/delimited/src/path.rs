//! The name of a place in a table.
//!
//! | place | written | also read |
//! |---|---|---|
//! | column of the first record | `MRN` | `row(1).MRN`, `row[0].MRN` |
//! | column of the second record | `row(2).MRN` | `row[1].MRN` |
//! | third column of the second record | `row(2).3` | `row[1].3` |
//! | the second record | `row(2)` | `row[1]` |
//!
//! Round brackets count from 1 and square brackets from 0; columns count from 1. All that stands after the first dot behind
//! the brackets is the name, dots and blanks included.

use std::fmt;
use std::str::FromStr;

use crate::{Column, MAX_COLUMNS};

/// The name of a place: a record, or a column of one.
///
/// It is read from text (`"row(2).MRN".parse()`) and written in the same form. Digits alone are the number of a column. A
/// name that begins like a row (`row(2)`) is read only behind one: `row(1).row(2)`. Bounds: records 1 to 1,000,000,000,
/// columns 1 to 4,096.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Path {
    record: usize,
    column: Option<OwnedColumn>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum OwnedColumn {
    Number(usize),
    Name(String),
}

/// Tells why a text makes no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// Something else was expected at this character.
    #[error("expected {expected} at character {position} of the path, as in row(2).MRN or row(2).3")]
    Unexpected {
        /// What should stand there.
        expected: &'static str,
        /// Position of the character, from 1.
        position: usize,
    },
    /// A number is 0 where counting starts at 1, or too large.
    #[error("the number of the {level} is out of bounds; it must be from 1 to {most}")]
    OutOfBounds {
        /// Which number it is.
        level: &'static str,
        /// The largest allowed.
        most: usize,
    },
}

const MOST_RECORDS: usize = 1_000_000_000;

impl Path {
    /// Returns the number of the record, from 1.
    pub fn record(&self) -> usize {
        self.record
    }

    /// Returns the column; `None` when the path names a whole record.
    pub fn column(&self) -> Option<Column<'_>> {
        self.column.as_ref().map(|column| match column {
            OwnedColumn::Number(number) => Column::Number(*number),
            OwnedColumn::Name(name) => Column::Name(name),
        })
    }
}

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Path, PathError> {
        let Some((close, base)) = row_bracket(text) else {
            return Ok(Path {
                record: 1,
                column: Some(read_column(text, 1)?),
            });
        };
        let inside = &text[ROW_WITH_BRACKET..];
        let n_digits = inside.bytes().take_while(u8::is_ascii_digit).count();
        let position = ROW_WITH_BRACKET + n_digits + 1;
        if n_digits == 0 {
            return Err(unexpected("a number", position));
        }
        let record = bounded("record", &inside[..n_digits], base, MOST_RECORDS)?;
        let Some(rest) = inside[n_digits..].strip_prefix(close) else {
            return Err(unexpected("a closing bracket of the same kind", position));
        };
        let column = match rest.strip_prefix('.') {
            Some(name) => Some(read_column(name, position + 2)?),
            None if rest.is_empty() => None,
            None => return Err(unexpected("a dot", position + 1)),
        };
        Ok(Path { record, column })
    }
}

/// Length of `row(`.
const ROW_WITH_BRACKET: usize = 4;

/// Returns the closing bracket that is expected, and what is added to the number to count from 1.
fn row_bracket(text: &str) -> Option<(char, usize)> {
    match text.strip_prefix("row")?.chars().next()? {
        '(' => Some((')', 0)),
        '[' => Some((']', 1)),
        _ => None,
    }
}

fn read_column(text: &str, position: usize) -> Result<OwnedColumn, PathError> {
    if text.is_empty() {
        return Err(unexpected("the name or the number of a column", position));
    }
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    Ok(if is_number {
        OwnedColumn::Number(bounded("column", text, 0, MAX_COLUMNS)?)
    } else {
        OwnedColumn::Name(text.to_owned())
    })
}

fn bounded(level: &'static str, digits: &str, base: usize, most: usize) -> Result<usize, PathError> {
    digits
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_add(base))
        .filter(|number| (1..=most).contains(number))
        .ok_or(PathError::OutOfBounds { level, most })
}

fn unexpected(expected: &'static str, position: usize) -> PathError {
    PathError::Unexpected { expected, position }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let record = self.record;
        match self.column() {
            None => write!(f, "row({record})"),
            Some(Column::Number(number)) if record == 1 => write!(f, "{number}"),
            Some(Column::Number(number)) => write!(f, "row({record}).{number}"),
            Some(Column::Name(name)) if record == 1 && row_bracket(name).is_none() => f.write_str(name),
            Some(Column::Name(name)) => write!(f, "row({record}).{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        text.parse::<Path>()
            .unwrap_or_else(|error| panic!("{text}: {error}"))
            .to_string()
    }

    #[test]
    fn equivalent_forms_are_one_path() {
        for (form, expected) in [
            ("MRN", "MRN"),
            ("row(1).MRN", "MRN"),
            ("row[0].MRN", "MRN"),
            ("row[1].3", "row(2).3"),
            ("row(2)", "row(2)"),
            ("rows", "rows"),
            ("row(2).Family name.first", "row(2).Family name.first"),
            ("row(1).row(2)", "row(1).row(2)"),
            ("4096", "4096"),
        ] {
            assert_eq!(canonical(form), expected);
            assert_eq!(canonical(expected), expected);
        }
    }

    #[test]
    fn malformed_paths_are_refused() {
        for text in [
            "",
            "0",
            "4097",
            "row(0).A",
            "row(1]",
            "row()",
            "row(1).",
            "row(1)A",
            "row(99999999999999999999)",
        ] {
            assert!(text.parse::<Path>().is_err(), "{text}");
        }
        let error = "row(x).A".parse::<Path>().expect_err("x is no number");
        assert_eq!(
            error.to_string(),
            "expected a number at character 5 of the path, as in row(2).MRN or row(2).3"
        );
    }
}
