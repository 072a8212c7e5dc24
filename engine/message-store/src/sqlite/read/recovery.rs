//! What is unfinished: messages that were not processed, and those of which a destination waits for another one.

use nilecare_types::MessageId;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params};

use super::queue::status;
use super::{Reading, error, into_text, rows, time};
use crate::seal::{Kind, Place};
use crate::{ChannelKey, ConnectorKey, StoreError, UnprocessedMessage, WaitingDestination, WaitingMessage};

/// The numbers of unprocessed messages: in the zones of the channel after the last number up to which all are processed,
/// and in what has no zone yet.
const UNPROCESSED: &str = "WITH known (source, after) AS (\
        SELECT c.number, max(?2, s.processed_through) FROM connector c JOIN statistic s ON s.connector = c.number \
        WHERE c.channel = ?1 AND c.is_source = 1), \
    part (first, last) AS (\
        SELECT z.first, z.last FROM zone z, known WHERE z.channel = ?1 AND z.block >= known.after / 256 \
        UNION ALL SELECT CAST(value AS INTEGER) + 1, 9223372036854775807 FROM store WHERE key = 'indexed_through') \
    SELECT m.id FROM part CROSS JOIN known CROSS JOIN message m \
    WHERE m.id BETWEEN max(part.first, known.after + 1) AND part.last AND m.channel = ?1 AND NOT EXISTS \
    (SELECT 1 FROM connector_message d WHERE d.message = m.id AND d.connector = known.source) \
    ORDER BY m.id LIMIT ?3";

struct Received {
    received_at: i64,
    raw: bytes::Bytes,
    source_map: Option<String>,
}

impl Reading<'_> {
    pub(in crate::sqlite) fn unprocessed(
        self,
        channel: ChannelKey,
        after: MessageId,
        limit: usize,
    ) -> Result<Vec<UnprocessedMessage>, StoreError> {
        self.at_once(|| {
            let ids: Vec<i64> = rows(
                self.connection,
                UNPROCESSED,
                params![channel.0, after.0, limit as i64],
                |row| row.get(0),
            )?;
            let mut messages = Vec::new();
            for id in ids {
                let Some(received) = self.received(id)? else { continue };
                messages.push(UnprocessedMessage {
                    message: MessageId(id),
                    received_at: time(received.received_at),
                    raw: received.raw,
                    source_map: received.source_map,
                });
            }
            Ok(messages)
        })
    }

    fn received(self, id: i64) -> Result<Option<Received>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT received_at, raw, source_map FROM message WHERE id = ?")
            .map_err(error)?;
        let found: Option<(i64, Vec<u8>, Value)> = statement
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()
            .map_err(error)?;
        let Some((received_at, raw, source_map)) = found else {
            return Ok(None);
        };
        Ok(Some(Received {
            received_at,
            raw: self.unpack(Place::new(id, 0, Kind::Raw), &raw, b"")?,
            source_map: self.text(Place::new(id, 0, Kind::SourceMap), source_map)?,
        }))
    }

    pub(in crate::sqlite) fn waiting(
        self,
        channel: ChannelKey,
        after: MessageId,
        limit: usize,
    ) -> Result<Vec<WaitingMessage>, StoreError> {
        self.at_once(|| {
            let ids: Vec<i64> = rows(
                self.connection,
                "SELECT DISTINCT d.message FROM connector c JOIN connector_message d ON d.connector = c.number \
                 AND d.status = 0 AND d.message > ?2 WHERE c.channel = ?1 ORDER BY d.message LIMIT ?3",
                params![channel.0, after.0, limit as i64],
                |row| row.get(0),
            )?;
            let waiting = ids.into_iter().map(|id| self.waiting_message(id));
            waiting.filter_map(Result::transpose).collect()
        })
    }

    fn waiting_message(self, id: i64) -> Result<Option<WaitingMessage>, StoreError> {
        let Some(received) = self.received(id)? else {
            return Ok(None);
        };
        let parts = rows(
            self.connection,
            "SELECT d.connector, c.is_source, d.status, d.attempts, d.content, d.response, t.content \
             FROM connector_message d JOIN connector c ON c.number = d.connector \
             LEFT JOIN content t ON t.message = d.message AND t.part = d.connector AND t.kind = ?2 \
             WHERE d.message = ?1 ORDER BY d.connector",
            params![id, Kind::Maps as i64],
            |row| {
                let contents: (Option<Vec<u8>>, Option<Vec<u8>>) = (row.get(4)?, row.get(5)?);
                let maps: Option<Vec<u8>> = row.get(6)?;
                let head: (i64, bool, i64, u32) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
                Ok((head, contents, maps))
            },
        )?;
        let mut message = WaitingMessage {
            message: MessageId(id),
            received_at: time(received.received_at),
            raw: received.raw,
            transformed: None,
            source_map: received.source_map,
            maps: None,
            destinations: Vec::new(),
        };
        for ((connector, is_source, code, attempts), (content, response), maps) in parts {
            let place = |kind| Place::new(id, connector, kind);
            let maps = self.optional(place(Kind::Maps), maps, &message.raw)?;
            let maps = maps.map(|json| into_text(id, &json)).transpose()?;
            if is_source {
                message.transformed = self.optional(place(Kind::Content), content, &message.raw)?;
                message.maps = maps;
                continue;
            }
            message.destinations.push(WaitingDestination {
                connector: ConnectorKey(connector),
                status: status(code),
                attempts,
                response: self.optional(place(Kind::Response), response, &message.raw)?,
                maps,
            });
        }
        Ok(Some(message))
    }
}
