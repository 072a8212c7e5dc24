//! What the writer says to SQLite.

use rusqlite::{Connection, OptionalExtension, params};

use super::writer::{PackedProcessed, PackedRecording};
use crate::{Admission, ChannelKey, Completion, ConnectorKey, Counts, Packed, Registration, Status};
use nilecare_types::{ChannelId, ConnectorId};

/// Changes of the statistics within one transaction, by connector.
#[derive(Default)]
pub(super) struct Tally(Vec<(ConnectorKey, Counts, i64)>);

impl Tally {
    fn of(&mut self, connector: ConnectorKey) -> &mut (ConnectorKey, Counts, i64) {
        let at = self
            .0
            .iter()
            .position(|(known, ..)| *known == connector)
            .unwrap_or_else(|| {
                self.0.push((connector, Counts::default(), 0));
                self.0.len() - 1
            });
        &mut self.0[at]
    }

    fn add(&mut self, connector: ConnectorKey, status: Status, step: i64) {
        self.of(connector).1.add(status, step);
    }

    /// Writes the changes; call once, at the end of the transaction.
    pub(super) fn write(self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(
            "UPDATE statistic SET received = received + ?2, filtered = filtered + ?3, queued = queued + ?4, \
             sent = sent + ?5, error = error + ?6, processed_through = max(processed_through, ?7) \
             WHERE connector = ?1",
        )?;
        for (connector, counts, through) in self.0 {
            statement.execute(params![
                connector.0,
                counts.received,
                counts.filtered,
                counts.queued,
                counts.sent,
                counts.error,
                through
            ])?;
        }
        Ok(())
    }
}

pub(super) fn admit(
    connection: &Connection,
    tally: &mut Tally,
    id: i64,
    admission: &Admission,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO message (id, channel, received_at, control_id, message_type, source_map, raw) \
             VALUES (?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            id,
            admission.channel.0,
            admission.received_at.as_millisecond(),
            admission.control_id,
            admission.message_type,
            admission.source_map,
            admission.raw.as_bytes(),
        ])?;
    tally.of(admission.source).1.received += 1;
    if let Some(defect) = &admission.defect {
        connection
            .prepare_cached(
                "INSERT INTO connector_message (message, connector, status, updated_at, error) VALUES (?, ?, ?, ?, ?)",
            )?
            .execute(params![
                id,
                admission.source.0,
                Status::Error as i64,
                admission.received_at.as_millisecond(),
                defect
            ])?;
        tally.add(admission.source, Status::Error, 1);
    }
    Ok(())
}

pub(super) fn record(connection: &Connection, tally: &mut Tally, recording: &PackedRecording) -> rusqlite::Result<()> {
    // A message whose processing was recorded before (a crash between the commit and its news) is left as it is.
    let mut insert = connection.prepare_cached(
        "INSERT INTO connector_message (message, connector, status, updated_at, content, response, error) \
         VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )?;
    for processed in &recording.processed {
        record_one(&mut insert, tally, recording.source, processed, recording.at)?;
    }
    if let Some(through) = recording.processed_through {
        let known = &mut tally.of(recording.source).2;
        *known = (*known).max(through.0);
    }
    Ok(())
}

fn record_one(
    insert: &mut rusqlite::CachedStatement<'_>,
    tally: &mut Tally,
    source: ConnectorKey,
    processed: &PackedProcessed,
    at: i64,
) -> rusqlite::Result<()> {
    let id = processed.message.0;
    let record = &processed.source;
    let is_new = insert.execute(params![
        id,
        source.0,
        record.status as i64,
        at,
        record.content.as_ref().map(Packed::as_bytes),
        record.response.as_ref().map(Packed::as_bytes),
        record.error
    ])? == 1;
    if !is_new {
        return Ok(());
    }
    tally.add(source, record.status, 1);
    for (connector, record) in &processed.destinations {
        insert.execute(params![
            id,
            connector.0,
            record.status as i64,
            at,
            record.content.as_ref().map(Packed::as_bytes),
            None::<&[u8]>,
            record.error
        ])?;
        let counts = &mut tally.of(*connector).1;
        counts.received += 1;
        counts.add(record.status, 1);
    }
    Ok(())
}

pub(super) fn complete(connection: &Connection, tally: &mut Tally, completion: &Completion) -> rusqlite::Result<()> {
    let response = completion.response.as_ref().map(|content| Packed::pack(content));
    let changed = connection
        .prepare_cached(
            "UPDATE connector_message SET status = ?3, attempts = ?4, response = ?5, error = ?6, \
             is_possible_duplicate = ?7, updated_at = ?8 WHERE message = ?1 AND connector = ?2 AND status = 3",
        )?
        .execute(params![
            completion.message.0,
            completion.connector.0,
            completion.status as i64,
            completion.attempts,
            response.as_ref().map(Packed::as_bytes),
            completion.error,
            completion.is_possible_duplicate,
            completion.at.as_millisecond(),
        ])?;
    // Nothing changes when the message was removed or finished meanwhile.
    if changed == 1 {
        tally.add(completion.connector, Status::Queued, -1);
        tally.add(completion.connector, completion.status, 1);
    }
    Ok(())
}

pub(super) fn register(
    connection: &Connection,
    channel: &ChannelId,
    source: &ConnectorId,
    destinations: &[ConnectorId],
) -> rusqlite::Result<Registration> {
    connection.execute(
        "INSERT INTO channel (id) VALUES (?) ON CONFLICT DO NOTHING",
        [channel.as_str()],
    )?;
    let number = connection.query_row("SELECT number FROM channel WHERE id = ?", [channel.as_str()], |row| {
        row.get(0)
    })?;
    let source = register_connector(connection, number, true, source)?;
    let destinations = destinations
        .iter()
        .map(|destination| register_connector(connection, number, false, destination))
        .collect::<Result<_, _>>()?;
    Ok(Registration {
        channel: ChannelKey(number),
        source,
        destinations,
    })
}

fn register_connector(
    connection: &Connection,
    channel: i64,
    is_source: bool,
    id: &ConnectorId,
) -> rusqlite::Result<ConnectorKey> {
    let select = "SELECT number FROM connector WHERE channel = ? AND is_source = ? AND id = ?";
    let find = |connection: &Connection| {
        connection
            .query_row(select, params![channel, is_source, id.as_str()], |row| row.get(0))
            .optional()
    };
    if let Some(number) = find(connection)? {
        return Ok(ConnectorKey(number));
    }
    connection.execute(
        "INSERT INTO connector (channel, is_source, id) VALUES (?, ?, ?)",
        params![channel, is_source, id.as_str()],
    )?;
    let number = connection.last_insert_rowid();
    connection.execute("INSERT INTO statistic (connector) VALUES (?)", [number])?;
    Ok(ConnectorKey(number))
}

pub(super) fn replied(
    connection: &Connection,
    message: nilecare_types::MessageId,
    source: ConnectorKey,
    reply: &Packed,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE connector_message SET response = ?3 WHERE message = ?1 AND connector = ?2")?
        .execute(params![message.0, source.0, reply.as_bytes()])?;
    Ok(())
}

/// Marks the first messages of each queue as possible duplicates. Doing it again changes nothing.
pub(super) fn mark_doubtful(connection: &Connection, n_each: usize) -> rusqlite::Result<()> {
    let connectors = connection
        .prepare("SELECT number FROM connector WHERE is_source = 0")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut mark = connection.prepare(
        "UPDATE connector_message SET is_possible_duplicate = 1 WHERE connector = ?1 AND status = 3 AND message <= \
         (SELECT max(message) FROM (SELECT message FROM connector_message WHERE connector = ?1 AND status = 3 \
         ORDER BY message LIMIT ?2))",
    )?;
    for connector in connectors {
        mark.execute(params![connector, n_each as i64])?;
    }
    Ok(())
}
