//! Queues: what is in the index, and what was queued so recently that it is not.

use nilecare_types::MessageId;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params};

use super::{Reading, error, into_text, rows, time};
use crate::seal::{Kind, Place};
use crate::sqlite::meta;
use crate::sqlite::writer::QUEUED_RECENTLY;
use crate::{ConnectorKey, QueueEntry, QueueState, QueuedMessage, Status, StoreError};

/// Which part of a queue.
#[derive(Debug, Clone, Copy)]
pub(in crate::sqlite) struct QueuePart {
    pub connector: ConnectorKey,
    pub after: MessageId,
    pub through: Option<MessageId>,
    pub limit: usize,
}

impl QueuePart {
    fn through(&self) -> i64 {
        self.through.map_or(i64::MAX, |through| through.0)
    }
}

struct Entry {
    message: i64,
    order_key: Value,
    attempts: u32,
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        message: row.get(0)?,
        order_key: row.get(1)?,
        attempts: row.get(2)?,
    })
}

impl Reading<'_> {
    /// Returns the entries of the index and, after them, those that are too recent for it, in order.
    fn entries(self, part: QueuePart) -> Result<Vec<Entry>, StoreError> {
        let QueuePart {
            connector,
            after,
            limit,
            ..
        } = part;
        let mut entries = rows(
            self.connection,
            "SELECT message, order_key, attempts FROM connector_message \
             WHERE connector = ? AND status = 3 AND message > ? AND message <= ? ORDER BY message LIMIT ?",
            params![connector.0, after.0, part.through(), limit as i64],
            entry,
        )?;
        let indexed_through = meta::number(self.connection, meta::INDEXED_THROUGH).map_err(error)?;
        let recent = rows(
            self.connection,
            "SELECT message, order_key, attempts FROM connector_message \
             WHERE message > ? AND message <= ? AND connector = ? AND status = ? ORDER BY message LIMIT ?",
            params![
                indexed_through.max(after.0),
                part.through(),
                connector.0,
                QUEUED_RECENTLY,
                limit as i64
            ],
            entry,
        )?;
        entries.extend(recent);
        entries.sort_unstable_by_key(|entry| entry.message);
        entries.truncate(limit);
        Ok(entries)
    }

    pub(in crate::sqlite) fn queued_entries(self, part: QueuePart) -> Result<Vec<QueueEntry>, StoreError> {
        let entries = self.at_once(|| self.entries(part))?;
        let entries = entries.into_iter().map(|entry| {
            let place = Place::new(entry.message, part.connector.0, Kind::OrderKey);
            Ok(QueueEntry {
                message: MessageId(entry.message),
                order_key: self.text(place, entry.order_key)?,
                attempts: entry.attempts,
            })
        });
        entries.collect()
    }

    pub(in crate::sqlite) fn queued(self, part: QueuePart) -> Result<Vec<QueuedMessage>, StoreError> {
        self.at_once(|| {
            let entries = self.entries(part)?.into_iter();
            let queued = entries.map(|entry| self.queued_message(part.connector, MessageId(entry.message)));
            queued.filter_map(Result::transpose).collect()
        })
    }

    pub(in crate::sqlite) fn queued_one(
        self,
        connector: ConnectorKey,
        message: MessageId,
    ) -> Result<Option<QueuedMessage>, StoreError> {
        self.at_once(|| self.queued_message(connector, message))
    }

    fn queued_message(self, connector: ConnectorKey, message: MessageId) -> Result<Option<QueuedMessage>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT m.raw, d.content, d.attempts, d.is_possible_duplicate, d.order_key FROM connector_message d \
                 JOIN message m ON m.id = d.message WHERE d.message = ? AND d.connector = ? AND d.status IN (3, 7)",
            )
            .map_err(error)?;
        let found = statement
            .query_row([message.0, connector.0], |row| {
                let raw: Vec<u8> = row.get(0)?;
                let content: Option<Vec<u8>> = row.get(1)?;
                Ok((raw, content, row.get(2)?, row.get(3)?, row.get(4)?))
            })
            .optional()
            .map_err(error)?;
        let Some((raw, content, attempts, is_possible_duplicate, order_key)) = found else {
            return Ok(None);
        };
        let raw = self.unpack(Place::new(message.0, 0, Kind::Raw), &raw, b"")?;
        let place = |kind| Place::new(message.0, connector.0, kind);
        Ok(Some(QueuedMessage {
            message,
            content: self.optional(place(Kind::Content), content, &raw)?.unwrap_or_default(),
            attempts,
            is_possible_duplicate,
            order_key: self.text(place(Kind::OrderKey), order_key)?,
            maps: self.maps(connector, message, &raw)?,
        }))
    }

    /// Reads the maps of a destination; the source's where it has none of its own.
    fn maps(self, connector: ConnectorKey, message: MessageId, raw: &[u8]) -> Result<Option<String>, StoreError> {
        let found = rows(
            self.connection,
            "SELECT t.part, t.content FROM content t WHERE t.message = ?1 AND t.kind = ?3 AND (t.part = ?2 OR t.part IN \
             (SELECT s.number FROM connector d JOIN connector s ON s.channel = d.channel AND s.is_source = 1 \
             WHERE d.number = ?2)) ORDER BY t.part = ?2 DESC LIMIT 1",
            params![message.0, connector.0, Kind::Maps as i64],
            |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)),
        )?;
        let Some((part, stored)) = found.into_iter().next() else {
            return Ok(None);
        };
        let json = self.unpack(Place::new(message.0, part, Kind::Maps), &stored, raw)?;
        into_text(message.0, &json).map(Some)
    }

    pub(in crate::sqlite) fn queue_state(self, connector: ConnectorKey) -> Result<QueueState, StoreError> {
        self.at_once(|| {
            let depth: Option<i64> = self
                .connection
                .prepare_cached("SELECT queued FROM statistic WHERE connector = ?")
                .and_then(|mut statement| statement.query_row([connector.0], |row| row.get(0)).optional())
                .map_err(error)?;
            let first = self.entries(QueuePart {
                connector,
                after: MessageId(0),
                through: None,
                limit: 1,
            })?;
            let oldest = first.first().map(|entry| entry.message);
            let oldest = oldest.map(|message| {
                let mut statement = self
                    .connection
                    .prepare_cached("SELECT received_at FROM message WHERE id = ?")?;
                let received_at = statement.query_row([message], |row| row.get(0))?;
                Ok((MessageId(message), time(received_at)))
            });
            Ok(QueueState {
                depth: depth.unwrap_or(0).max(0) as u64,
                oldest: oldest.transpose().map_err(error)?,
            })
        })
    }
}

/// Reads a status as it is in the file.
pub(super) fn status(code: i64) -> Status {
    if code == QUEUED_RECENTLY {
        return Status::Queued;
    }
    Status::from_number(code).unwrap_or(Status::Error)
}
