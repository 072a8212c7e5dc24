//! A row, and what a statement gives.

use std::ops::ControlFlow;

use serde_json::{Map, Value as Json};

use crate::value::Value;

/// The columns of a row with their values, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row(pub Vec<(String, Value)>);

/// A row that cannot be given on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RowError {
    #[error(
        "the column {column} is of the type {found}, which is not known; write CAST({column} AS text) in its place"
    )]
    UnknownType { column: String, found: String },
    #[error("the column {column} has a value that cannot be read as {found}")]
    Unreadable { column: String, found: String },
    #[error("two columns are named {column}; give one another name by AS")]
    TwoAlike { column: String },
}

/// Takes rows as they come, until it has enough.
pub(crate) trait TakeRows: Send {
    /// Takes one; `Break` when no more are wanted.
    fn take(&mut self, row: Row) -> ControlFlow<()>;
}

impl Row {
    /// Adds a column.
    ///
    /// # Errors
    /// When there is one of its name.
    pub fn push(&mut self, column: &str, value: Value) -> Result<(), RowError> {
        if self.get(column).is_some() {
            return Err(RowError::TwoAlike {
                column: column.to_owned(),
            });
        }
        self.0.push((column.to_owned(), value));
        Ok(())
    }

    pub fn get(&self, column: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| name == column).map(|(_, value)| value)
    }

    pub fn into_json(self) -> Json {
        let members = self.0.into_iter().map(|(column, value)| (column, value.into_json()));
        Json::Object(Map::from_iter(members))
    }

    /// Returns about how many bytes it takes as JSON.
    pub fn size(&self) -> usize {
        self.0
            .iter()
            .map(|(column, value)| column.len() + value.size() + 4)
            .sum()
    }
}

/// Takes the first row only.
#[derive(Debug, Default)]
pub(crate) struct FirstRow(pub Option<Row>);

impl TakeRows for FirstRow {
    fn take(&mut self, row: Row) -> ControlFlow<()> {
        self.0.get_or_insert(row);
        ControlFlow::Continue(())
    }
}

/// Takes no row.
#[derive(Debug, Default)]
pub(crate) struct NoRows;

impl TakeRows for NoRows {
    fn take(&mut self, _: Row) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
