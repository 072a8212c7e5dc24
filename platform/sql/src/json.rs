//! Values kept as JSON text in a column, and enums kept by their wire name.

use serde::{Serialize, de::DeserializeOwned};

use crate::DbError;

/// Writes a value as JSON text.
///
/// # Panics
/// When a map of the value has keys that are not text; the types that are stored have none.
pub fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("stored types have text keys, so they always serialise")
}

/// Reads what [`write()`] wrote.
///
/// # Errors
/// [`DbError::Corrupt`] when the text is not of the type.
pub fn read<T: DeserializeOwned>(table: &'static str, column: &'static str, text: &str) -> Result<T, DbError> {
    serde_json::from_str(text).map_err(|_| DbError::Corrupt { table, column })
}

/// Returns the wire name of an enum without data, such as `in-progress`.
pub fn name(value: &impl Serialize) -> String {
    write(value).trim_matches('"').to_owned()
}

/// Reads what [`name`] gave.
///
/// # Errors
/// [`DbError::Corrupt`] when the enum has no such name.
pub fn from_name<T: DeserializeOwned>(table: &'static str, column: &'static str, name: &str) -> Result<T, DbError> {
    let value = serde_json::Value::String(name.to_owned());
    serde_json::from_value(value).map_err(|_| DbError::Corrupt { table, column })
}
