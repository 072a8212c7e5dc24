//! Values kept as JSON text in a column, and enums kept by their wire name.

use nilecare_sql::DbError;
use serde::{Serialize, de::DeserializeOwned};

pub(super) fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("contract types have text keys, so they always serialise")
}

pub(super) fn read<T: DeserializeOwned>(table: &'static str, column: &'static str, text: &str) -> Result<T, DbError> {
    serde_json::from_str(text).map_err(|_| DbError::Corrupt { table, column })
}

/// Returns the wire name of an enum without data, such as `in-progress`.
pub(super) fn name(value: &impl Serialize) -> String {
    write(value).trim_matches('"').to_owned()
}

pub(super) fn from_name<T: DeserializeOwned>(
    table: &'static str,
    column: &'static str,
    name: &str,
) -> Result<T, DbError> {
    let value = serde_json::Value::String(name.to_owned());
    serde_json::from_value(value).map_err(|_| DbError::Corrupt { table, column })
}
