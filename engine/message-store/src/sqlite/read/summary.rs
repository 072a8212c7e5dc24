//! A message in a list.

use nilecare_types::MessageId;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params};

use super::queue::status;
use super::{Reading, error, rows, time};
use crate::seal::{Kind, Place};
use crate::{ChannelKey, ConnectorSummary, MessageSummary, MetadataValue, StoreError};
use nilecare_types::ConnectorId;

/// A row of `message` without what is large.
pub(super) const HEAD_COLUMNS: &str =
    "m.id, m.channel, m.received_at, m.control_id, m.patient_id, m.message_type, m.origin, m.identifiers";

/// The head of a message as it is stored.
pub(super) struct Head {
    pub id: i64,
    pub channel: i64,
    received_at: i64,
    control_id: Value,
    patient_id: Value,
    message_type: Option<String>,
    origin: Option<i64>,
    identifiers: Option<Vec<u8>>,
}

pub(super) fn head(row: &Row<'_>) -> rusqlite::Result<Head> {
    Ok(Head {
        id: row.get(0)?,
        channel: row.get(1)?,
        received_at: row.get(2)?,
        control_id: row.get(3)?,
        patient_id: row.get(4)?,
        message_type: row.get(5)?,
        origin: row.get(6)?,
        identifiers: row.get(7)?,
    })
}

/// Begins the columns that a connector's summary is made of.
pub(super) const CONNECTOR_COLUMNS: &str =
    "c.number, c.id, c.is_source, d.status, d.attempts, d.error, d.is_possible_duplicate, d.updated_at";

/// A connector's part as it is stored.
pub(super) struct ConnectorHead {
    pub number: i64,
    id: String,
    is_source: bool,
    code: i64,
    attempts: u32,
    error: Value,
    is_possible_duplicate: bool,
    updated_at: Option<i64>,
}

pub(super) fn connector_head(row: &Row<'_>) -> rusqlite::Result<ConnectorHead> {
    Ok(ConnectorHead {
        number: row.get(0)?,
        id: row.get(1)?,
        is_source: row.get(2)?,
        code: row.get(3)?,
        attempts: row.get(4)?,
        error: row.get(5)?,
        is_possible_duplicate: row.get(6)?,
        updated_at: row.get(7)?,
    })
}

impl Reading<'_> {
    pub(super) fn summary(self, head: Head) -> Result<MessageSummary, StoreError> {
        let id = head.id;
        let (control_id, patient_id) = match &head.identifiers {
            Some(sealed) => self.identifiers(id, sealed)?,
            None => (plain(head.control_id), plain(head.patient_id)),
        };
        Ok(MessageSummary {
            message: MessageId(id),
            channel: ChannelKey(head.channel),
            received_at: time(head.received_at),
            control_id,
            patient_id,
            message_type: head.message_type,
            origin: head.origin.map(MessageId),
            has_attachments: self.has_attachments(id)?,
            metadata: self.metadata(id)?,
            connectors: self.connectors(id)?,
        })
    }

    fn identifiers(self, id: i64, sealed: &[u8]) -> Result<(Option<String>, Option<String>), StoreError> {
        let json = self.unpack(Place::new(id, 0, Kind::Identifiers), sealed, b"")?;
        serde_json::from_slice(&json).map_err(|_| super::no_text(id))
    }

    fn has_attachments(self, id: i64) -> Result<bool, StoreError> {
        let found = self
            .connection
            .prepare_cached("SELECT 1 FROM attachment WHERE message = ? LIMIT 1")
            .and_then(|mut statement| statement.query_row([id], |_| Ok(())).optional());
        Ok(found.map_err(error)?.is_some())
    }

    pub(super) fn metadata(self, id: i64) -> Result<Vec<(String, MetadataValue)>, StoreError> {
        let stored = rows(
            self.connection,
            "SELECT c.number, c.name, c.kind, d.value, d.sealed FROM metadata d \
             JOIN metadata_column c ON c.number = d.number WHERE d.message = ? ORDER BY d.id",
            [id],
            |row| {
                let column: (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                Ok((column, row.get::<_, Value>(3)?, row.get::<_, Option<Vec<u8>>>(4)?))
            },
        )?;
        let values = stored.into_iter().map(|((number, name, kind), value, sealed)| {
            let value = match sealed {
                Some(sealed) => {
                    let bytes = self.unpack(Place::new(id, number, Kind::Metadata), &sealed, b"")?;
                    opened_value(&kind, &bytes)
                }
                None => metadata_value(&kind, value),
            };
            Ok((name, value.ok_or_else(|| super::no_text(id))?))
        });
        values.collect()
    }

    fn connectors(self, id: i64) -> Result<Vec<ConnectorSummary>, StoreError> {
        let sql = format!(
            "SELECT {CONNECTOR_COLUMNS} FROM connector_message d JOIN connector c ON c.number = d.connector \
             WHERE d.message = ? ORDER BY c.is_source DESC, c.number"
        );
        let heads = rows(self.connection, &sql, params![id], connector_head)?;
        heads.into_iter().map(|head| self.connector_summary(id, head)).collect()
    }

    pub(super) fn connector_summary(self, id: i64, head: ConnectorHead) -> Result<ConnectorSummary, StoreError> {
        let connector: Result<ConnectorId, _> = head.id.parse();
        Ok(ConnectorSummary {
            connector: connector.map_err(|_| super::no_text(id))?,
            is_source: head.is_source,
            status: status(head.code),
            attempts: head.attempts,
            error: self.text(Place::new(id, head.number, Kind::Error), head.error)?,
            is_possible_duplicate: head.is_possible_duplicate,
            updated_at: head.updated_at.map(time),
        })
    }
}

/// Reads an identifier that is not sealed; a hash is nothing to show.
fn plain(value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn metadata_value(kind: &str, value: Value) -> Option<MetadataValue> {
    Some(match (kind, value) {
        ("text", Value::Text(text)) => MetadataValue::Text(text),
        ("number", Value::Real(number)) => MetadataValue::Number(number),
        ("boolean", Value::Integer(number)) => MetadataValue::Boolean(number != 0),
        ("timestamp", Value::Integer(at)) => MetadataValue::Timestamp(time(at)),
        _ => return None,
    })
}

/// Reads a value that was sealed; the bytes are those of `pack::value_bytes`.
fn opened_value(kind: &str, bytes: &[u8]) -> Option<MetadataValue> {
    let value = match kind {
        "text" => Value::Text(std::str::from_utf8(bytes).ok()?.to_owned()),
        "number" => Value::Real(f64::from_le_bytes(bytes.try_into().ok()?)),
        _ => Value::Integer(i64::from_le_bytes(bytes.try_into().ok()?)),
    };
    metadata_value(kind, value)
}
