//! One message with all that is kept of it.

use bytes::Bytes;
use nilecare_types::{MessageId, Timestamp};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params};

use super::summary::{CONNECTOR_COLUMNS, HEAD_COLUMNS, connector_head, head};
use super::{Reading, error, into_text, rows};
use crate::seal::{Kind, Place};
use crate::{AttachmentSummary, ChannelKey, ConnectorDetail, MessageDetail, NewAttachment, RecentMessage, StoreError};

/// The contents of a message that few messages have.
struct Extras(Vec<(i64, Kind, Bytes)>);

impl Extras {
    fn take(&mut self, part: i64, kind: Kind) -> Option<Bytes> {
        let at = self.0.iter().position(|(of, is, _)| *of == part && *is == kind)?;
        Some(self.0.swap_remove(at).2)
    }

    fn take_any(&mut self, kind: Kind) -> Option<Bytes> {
        let at = self.0.iter().position(|(_, is, _)| *is == kind)?;
        Some(self.0.swap_remove(at).2)
    }
}

impl Reading<'_> {
    pub(in crate::sqlite) fn message(self, message: MessageId) -> Result<Option<MessageDetail>, StoreError> {
        self.at_once(|| self.detail(message))
    }

    fn detail(self, message: MessageId) -> Result<Option<MessageDetail>, StoreError> {
        let sql = format!("SELECT {HEAD_COLUMNS}, m.raw, m.source_map FROM message m WHERE m.id = ?");
        let found: Option<(_, Vec<u8>, Value)> = self
            .connection
            .query_row(&sql, [message.0], |row| Ok((head(row)?, row.get(8)?, row.get(9)?)))
            .optional()
            .map_err(error)?;
        let Some((head, raw, source_map)) = found else {
            return Ok(None);
        };
        let id = message.0;
        let is_raw_kept = !raw.is_empty();
        let raw = if is_raw_kept {
            self.unpack(Place::new(id, 0, Kind::Raw), &raw, b"")?
        } else {
            Bytes::new()
        };
        let mut extras = self.extras(id, &raw)?;
        let connectors = self.connector_details(id, &raw, &mut extras)?;
        let text = |bytes: Option<Bytes>| bytes.map(|bytes| into_text(id, &bytes)).transpose();
        let summary = self.summary(head)?;
        Ok(Some(MessageDetail {
            channel: summary.channel,
            message,
            received_at: summary.received_at,
            control_id: summary.control_id,
            patient_id: summary.patient_id,
            message_type: summary.message_type,
            origin: summary.origin,
            imported_from: text(extras.take_any(Kind::ImportedFrom))?,
            source_map: self.text(Place::new(id, 0, Kind::SourceMap), source_map)?,
            raw,
            is_raw_kept,
            preprocessed: extras.take_any(Kind::Preprocessed),
            postprocessor_error: text(extras.take_any(Kind::PostprocessorError))?,
            metadata: summary.metadata,
            connectors,
            attachments: self.attachments(message)?,
        }))
    }

    fn extras(self, id: i64, raw: &[u8]) -> Result<Extras, StoreError> {
        let sql = "SELECT part, kind, content FROM content WHERE message = ?";
        let stored = rows(self.connection, sql, [id], |row| {
            Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?))
        })?;
        let mut extras = Vec::new();
        for (part, kind, stored) in stored {
            // A kind that a newer version added and this one does not know is left alone.
            let Some(kind) = Kind::of_content(kind) else { continue };
            extras.push((part, kind, self.unpack(Place::new(id, part, kind), &stored, raw)?));
        }
        Ok(Extras(extras))
    }

    fn connector_details(self, id: i64, raw: &[u8], extras: &mut Extras) -> Result<Vec<ConnectorDetail>, StoreError> {
        let sql = format!(
            "SELECT {CONNECTOR_COLUMNS}, d.content, d.response, d.order_key FROM connector_message d \
             JOIN connector c ON c.number = d.connector WHERE d.message = ? ORDER BY c.is_source DESC, c.number"
        );
        let stored = rows(self.connection, &sql, [id], |row| {
            let contents: (Option<Vec<u8>>, Option<Vec<u8>>) = (row.get(8)?, row.get(9)?);
            Ok((connector_head(row)?, contents, row.get::<_, Value>(10)?))
        })?;
        let details = stored.into_iter().map(|(head, (content, response), order_key)| {
            let connector = head.number;
            let place = |kind| Place::new(id, connector, kind);
            let maps = extras.take(connector, Kind::Maps);
            Ok(ConnectorDetail {
                summary: self.connector_summary(id, head)?,
                content: self.optional(place(Kind::Content), content, raw)?,
                sent: extras.take(connector, Kind::Sent),
                response: self.optional(place(Kind::Response), response, raw)?,
                response_transformed: extras.take(connector, Kind::ResponseTransformed),
                maps: maps.map(|json| into_text(id, &json)).transpose()?,
                order_key: self.text(place(Kind::OrderKey), order_key)?,
            })
        });
        details.collect()
    }

    pub(in crate::sqlite) fn attachments(self, message: MessageId) -> Result<Vec<AttachmentSummary>, StoreError> {
        let stored = rows(
            self.connection,
            "SELECT number, mime_type, name, n_bytes FROM attachment WHERE message = ? ORDER BY number",
            [message.0],
            |row| {
                Ok((
                    row.get::<_, u32>(0)?,
                    row.get(1)?,
                    row.get::<_, Value>(2)?,
                    row.get::<_, i64>(3)?,
                ))
            },
        )?;
        let attachments = stored.into_iter().map(|(number, mime_type, name, n_bytes)| {
            let place = Place::new(message.0, i64::from(number), Kind::AttachmentName);
            Ok(AttachmentSummary {
                number,
                mime_type,
                name: self.text(place, name)?,
                n_bytes: n_bytes as u64,
            })
        });
        attachments.collect()
    }

    pub(in crate::sqlite) fn attachment(
        self,
        message: MessageId,
        number: u32,
        max_bytes: u64,
    ) -> Result<Option<NewAttachment>, StoreError> {
        let listed = self
            .attachments(message)?
            .into_iter()
            .find(|listed| listed.number == number);
        let Some(listed) = listed else { return Ok(None) };
        if listed.n_bytes > max_bytes {
            let detail = format!(
                "attachment {number} has {} bytes, more than the {max_bytes} asked for",
                listed.n_bytes
            );
            return Err(StoreError::invalid(detail));
        }
        let sql = "SELECT content FROM attachment WHERE message = ? AND number = ?";
        let stored: Option<Vec<u8>> = self
            .connection
            .query_row(sql, params![message.0, number], |row| row.get(0))
            .optional()
            .map_err(error)?;
        let place = Place::new(message.0, i64::from(number), Kind::Attachment);
        let content = self.optional(place, stored, b"")?;
        Ok(content.map(|content| NewAttachment {
            mime_type: listed.mime_type,
            name: listed.name,
            content,
        }))
    }

    /// Finds the newest message with a control id among candidates, which may be wrong, and what the index has.
    pub(in crate::sqlite) fn find_recent(
        self,
        channel: ChannelKey,
        control_id: &Value,
        since: Timestamp,
        candidates: &[i64],
    ) -> Result<Option<RecentMessage>, StoreError> {
        let verify = "SELECT id FROM message WHERE id = ? AND channel = ? AND control_id = ? AND received_at >= ?";
        for id in candidates {
            let parameters = params![id, channel.0, control_id, since.as_millisecond()];
            let found: Vec<i64> = rows(self.connection, verify, parameters, |row| row.get(0))?;
            if let Some(id) = found.first() {
                return self.with_reply(*id).map(Some);
            }
        }
        // A sender that gives all its messages one id must not make every question read all of them.
        let indexed = "SELECT m.id FROM (SELECT message FROM search_key WHERE kind = 1 AND value = ?1 \
            ORDER BY message DESC LIMIT 1000) k CROSS JOIN message m ON m.id = k.message \
            WHERE m.channel = ?2 AND m.received_at >= ?3 ORDER BY k.message DESC LIMIT 1";
        let parameters = params![control_id, channel.0, since.as_millisecond()];
        let found: Vec<i64> = rows(self.connection, indexed, parameters, |row| row.get(0))?;
        found.first().map(|id| self.with_reply(*id)).transpose()
    }

    fn with_reply(self, id: i64) -> Result<RecentMessage, StoreError> {
        let sql = "SELECT d.connector, d.response, m.raw FROM message m \
            JOIN connector c ON c.channel = m.channel AND c.is_source = 1 \
            JOIN connector_message d ON d.message = m.id AND d.connector = c.number WHERE m.id = ?";
        let stored = rows(self.connection, sql, [id], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, Option<Vec<u8>>>(1)?,
                row.get::<_, Vec<u8>>(2)?,
            ))
        })?;
        let mut reply = None;
        if let Some((source, Some(response), raw)) = stored.into_iter().next() {
            let raw = self.unpack(Place::new(id, 0, Kind::Raw), &raw, b"")?;
            reply = Some(self.unpack(Place::new(id, source, Kind::Response), &response, &raw)?);
        }
        Ok(RecentMessage {
            message: MessageId(id),
            reply,
        })
    }
}
