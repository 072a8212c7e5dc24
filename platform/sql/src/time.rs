//! Moments in tables: whole milliseconds since 1970 in UTC.

use nilecare_types::Timestamp;

use crate::DbError;

/// Returns what is stored for a moment; anything finer than a millisecond is cut off.
pub fn to_millis(moment: Timestamp) -> i64 {
    moment.as_millisecond()
}

/// Reads a stored moment.
///
/// # Errors
/// [`DbError::Corrupt`] when the number is outside the years -9999 to 9999.
pub fn from_millis(table: &'static str, column: &'static str, millis: i64) -> Result<Timestamp, DbError> {
    Timestamp::from_millisecond(millis).map_err(|_| DbError::Corrupt { table, column })
}
