//! Records as JSON and back: objects by the names of the columns, or arrays where there are no names. Values are text on
//! both sides, so that `007` stays what it is.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::names::Names;
use crate::{Column, EditError, Layout, ParseError, Record, Table};

/// Tells why JSON makes no table. Records and columns count from 1. The path of a JSON value is not told by name, since a
/// name may be content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JsonError {
    /// The layout cannot be used.
    #[error("read the layout")]
    Layout(#[source] ParseError),
    /// The whole is not an array.
    #[error("expected an array of records")]
    NotAnArray,
    /// A record is neither an object nor an array.
    #[error("record {record}: expected an object or an array")]
    NotARecord {
        /// Which record.
        record: usize,
    },
    /// A value is an object or an array.
    #[error("record {record}, value {position}: expected a text, a number, a boolean or null")]
    NotAValue {
        /// Which record.
        record: usize,
        /// Which value of it, in the order of the JSON.
        position: usize,
    },
    /// A name of an object is no column.
    #[error("record {record}, value {position}: no column has this name; name it in the columns of the layout")]
    UnknownName {
        /// Which record.
        record: usize,
        /// Which value of it, in the order of the JSON.
        position: usize,
    },
    /// The layout asks for a header and nothing tells the names.
    #[error("the layout has a header and nothing names the columns; name them in the layout, or give objects")]
    NoNames,
    /// A record cannot be written in the layout.
    #[error("write the records")]
    Write(#[from] EditError),
}

impl Record<'_> {
    /// Returns the record as an object by the names of its columns, or as an array where the table has no names. A column
    /// without a name of its own has its number for a key; a column that the record lacks is left out.
    pub fn to_json(&self) -> Value {
        let has_names = self.has_names();
        let cells = self.cells();
        if has_names {
            let members = cells.map(|cell| (cell.key().into_owned(), text(&cell.value())));
            Value::Object(members.collect::<Map<_, _>>())
        } else {
            cells.map(|cell| text(&cell.value())).collect()
        }
    }
}

fn text(value: &str) -> Value {
    Value::String(value.to_owned())
}

impl Table {
    /// Returns all records as an array; see [`Record::to_json`].
    pub fn to_json(&self) -> Value {
        self.records().map(|record| record.to_json()).collect()
    }

    /// Makes a table of an array of records, each an object by the names of the columns (or their numbers) or an array.
    ///
    /// Numbers and booleans are written as JSON writes them, `null` as an empty value. Columns that a record lacks are
    /// empty, so that all records have the named columns (RFC 4180 §2.4). When the layout has a header and no names, the
    /// names are those of the objects, in the order in which they come. Nothing stands for skipped records: the layout of
    /// the table skips none.
    ///
    /// # Errors
    ///
    /// [`JsonError`] when the JSON has another shape, or a value cannot stand in its place.
    pub fn from_json(json: &Value, layout: &Layout) -> Result<Table, JsonError> {
        let rows = json.as_array().ok_or(JsonError::NotAnArray)?;
        let mut names = layout.names();
        if names.is_empty() && layout.has_header() {
            names = names_of_objects(rows);
            if names.is_empty() && !rows.is_empty() {
                return Err(JsonError::NoNames);
            }
        }
        let mut table = with_header(&names, layout)?;
        let rows_reader = Rows {
            most: table.shared.format.max_columns(),
            names: Names::new(names),
        };
        for (position, row) in rows.iter().enumerate() {
            let values = rows_reader.values(row, position + 1)?;
            table.append_record(&values)?;
        }
        Ok(table)
    }
}

/// Returns the names of all objects in the order in which they first come; digits count columns and name none.
fn names_of_objects(rows: &[Value]) -> Vec<String> {
    let mut seen = HashSet::new();
    let objects = rows.iter().filter_map(Value::as_object);
    let keys = objects.flat_map(|object| object.keys());
    keys.filter(|key| !key.bytes().all(|byte| byte.is_ascii_digit()))
        .filter(|&key| seen.insert(key))
        .cloned()
        .collect()
}

/// Returns a table without records, with the header that the layout asks for.
fn with_header(names: &[String], layout: &Layout) -> Result<Table, JsonError> {
    let layout = layout.clone().without_skipping();
    let mut headless = layout.clone();
    if let Layout::Delimited(headless) = &mut headless {
        headless.header = false;
        headless.columns = Vec::new();
    }
    let header = if layout.has_header() && !names.is_empty() {
        let mut table = Table::parse("", &headless).map_err(JsonError::Layout)?;
        table.append_record(names)?;
        table.text()
    } else {
        Default::default()
    };
    Table::parse(header, &layout).map_err(JsonError::Layout)
}

/// Reads the records of JSON.
struct Rows {
    names: Names,
    most: usize,
}

impl Rows {
    fn values(&self, row: &Value, record: usize) -> Result<Vec<String>, JsonError> {
        let mut values = vec![String::new(); self.names.list().len()];
        match row {
            Value::Array(items) => {
                for (position, item) in items.iter().enumerate() {
                    let value = scalar(item).ok_or(JsonError::NotAValue {
                        record,
                        position: position + 1,
                    })?;
                    self.put(&mut values, position + 1, value)?;
                }
            }
            Value::Object(members) => {
                for (index, (key, member)) in members.iter().enumerate() {
                    let position = index + 1;
                    let value = scalar(member).ok_or(JsonError::NotAValue { record, position })?;
                    let column = self.column(key).ok_or(JsonError::UnknownName { record, position })?;
                    self.put(&mut values, column, value)?;
                }
            }
            _ => return Err(JsonError::NotARecord { record }),
        }
        Ok(values)
    }

    /// Digits alone are the number of a column.
    fn column(&self, key: &str) -> Option<usize> {
        self.names.number(Column::Name(key)).or_else(|| {
            let counts_columns = key.bytes().all(|byte| byte.is_ascii_digit());
            key.parse().ok().filter(|_| counts_columns)
        })
    }

    fn put(&self, values: &mut Vec<String>, number: usize, value: String) -> Result<(), JsonError> {
        let most = self.most;
        if number == 0 || number > most {
            return Err(EditError::ColumnOutOfBounds { number, most }.into());
        }
        if values.len() < number {
            values.resize(number, String::new());
        }
        values[number - 1] = value;
        Ok(())
    }
}

/// Returns the text of a value; `None` when it is an object or an array.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(is_true) => Some(is_true.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests;
