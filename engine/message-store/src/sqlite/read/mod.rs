//! What is read, on connections of its own, so that no reader waits for the writer or the other way round.

mod detail;
mod pool;
mod queue;
mod recovery;
mod retention;
mod search;
mod statistics;
mod summary;
mod text_block;

pub(super) use pool::Readers;
pub(super) use queue::QueuePart;
pub(super) use text_block::TextBlock;

use bytes::Bytes;
use nilecare_types::Timestamp;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::classify;
use crate::seal::{Place, Vault};
use crate::{StoreError, StoreErrorKind};

/// A connection to read on, and the keys.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub connection: &'a Connection,
    pub vault: &'a Vault,
}

impl Reading<'_> {
    /// Runs several statements on one state of the store.
    fn at_once<T>(self, read: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        let transaction = self.connection.unchecked_transaction().map_err(error)?;
        let result = read();
        transaction.finish().map_err(error)?;
        result
    }

    fn unpack(self, place: Place, stored: &[u8], raw: &[u8]) -> Result<Bytes, StoreError> {
        let unpacked = self.vault.unpack(place, stored, raw);
        unpacked.map_err(|error| error.at(place.message))
    }

    fn optional(self, place: Place, stored: Option<Vec<u8>>, raw: &[u8]) -> Result<Option<Bytes>, StoreError> {
        stored.map(|stored| self.unpack(place, &stored, raw)).transpose()
    }

    /// Reads a text that is stored as it is, or sealed.
    fn text(self, place: Place, value: Value) -> Result<Option<String>, StoreError> {
        match value {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text)),
            Value::Blob(sealed) => into_text(place.message, &self.unpack(place, &sealed, b"")?).map(Some),
            Value::Integer(_) | Value::Real(_) => Err(no_text(place.message)),
        }
    }
}

fn into_text(message: i64, bytes: &[u8]) -> Result<String, StoreError> {
    String::from_utf8(bytes.to_vec()).map_err(|_| no_text(message))
}

fn no_text(message: i64) -> StoreError {
    let detail = format!("message {message}: a stored text is no text");
    StoreError::new(StoreErrorKind::Corrupt, detail)
}

fn error(source: rusqlite::Error) -> StoreError {
    classify(&source)
}

fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Reads all rows of a statement.
fn rows<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    row: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql).map_err(error)?;
    let rows = statement.query_map(parameters, row).map_err(error)?;
    rows.collect::<Result<_, _>>().map_err(error)
}
