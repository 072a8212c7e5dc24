//! What is read, on connections of its own, so that no reader waits for the writer or the other way round.

use std::sync::{Condvar, Mutex, PoisonError};

use bytes::Bytes;
use nilecare_types::{ChannelId, ConnectorId, MessageId, Timestamp};
use rusqlite::types::{ToSql, Value};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{SqliteOptions, classify, connect};
use crate::query::ConnectorCounts;
use crate::{
    ChannelKey, ConnectorDetail, ConnectorKey, ConnectorSummary, Counts, MessageDetail, MessageQuery, MessageSummary,
    Packed, QueuedMessage, Status, StoreError, StoreErrorKind, UnprocessedMessage,
};

/// So many reads at once.
const CONNECTION_LIMIT: usize = 4;

/// A few connections, opened as they are needed.
pub(super) struct Readers {
    options: SqliteOptions,
    idle: Mutex<Idle>,
    returned: Condvar,
}

#[derive(Default)]
struct Idle {
    connections: Vec<Connection>,
    n_open: usize,
    is_closed: bool,
}

impl Readers {
    pub(super) fn new(options: SqliteOptions) -> Self {
        Self {
            options,
            idle: Mutex::default(),
            returned: Condvar::new(),
        }
    }

    /// Runs a query on one of the connections; blocks.
    pub(super) fn with<T>(&self, query: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let connection = self.take()?;
        let result = query(&connection);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.connections.push(connection);
        self.returned.notify_all();
        result
    }

    /// Waits for the queries under way, closes all connections and takes no further query; blocks.
    pub(super) fn close(&self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.is_closed = true;
        while idle.n_open > 0 {
            idle.n_open -= idle.connections.len();
            idle.connections.clear();
            if idle.n_open > 0 {
                idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
            }
        }
        // Those who waited for a connection see that there will be none.
        self.returned.notify_all();
    }

    /// Takes queries again.
    pub(super) fn reopen(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).is_closed = false;
    }

    fn take(&self) -> Result<Connection, StoreError> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if idle.is_closed {
                return Err(StoreError::closed());
            }
            if let Some(connection) = idle.connections.pop() {
                return Ok(connection);
            }
            if idle.n_open < CONNECTION_LIMIT {
                idle.n_open += 1;
                break;
            }
            idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
        drop(idle);
        self.open().inspect_err(|_| {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).n_open -= 1;
            self.returned.notify_all();
        })
    }

    fn open(&self) -> Result<Connection, StoreError> {
        let connection = connect(&self.options)?;
        connection.pragma_update(None, "query_only", true).map_err(error)?;
        connection.pragma_update(None, "cache_size", -4_000).map_err(error)?;
        Ok(connection)
    }
}

fn error(source: rusqlite::Error) -> StoreError {
    classify(&source)
}

fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn unpack(message: i64, stored: &[u8], raw: &[u8]) -> Result<Bytes, StoreError> {
    Packed::unpack(stored, raw)
        .map_err(|source| StoreError::new(StoreErrorKind::Corrupt, format!("message {message}: {source}")))
}

pub(super) fn unprocessed(
    connection: &Connection,
    channel: ChannelKey,
    after: MessageId,
    limit: usize,
) -> Result<Vec<UnprocessedMessage>, StoreError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT m.id, m.received_at, m.raw, m.source_map FROM message m \
             JOIN connector c ON c.channel = m.channel AND c.is_source = 1 \
             JOIN statistic s ON s.connector = c.number \
             WHERE m.channel = ?1 AND m.id > max(?2, s.processed_through) AND NOT EXISTS \
             (SELECT 1 FROM connector_message d WHERE d.message = m.id AND d.connector = c.number) \
             ORDER BY m.id LIMIT ?3",
        )
        .map_err(error)?;
    let mut rows = statement
        .query(params![channel.0, after.0, limit as i64])
        .map_err(error)?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next().map_err(error)? {
        let id: i64 = row.get(0).map_err(error)?;
        let raw: Vec<u8> = row.get(2).map_err(error)?;
        messages.push(UnprocessedMessage {
            message: MessageId(id),
            received_at: time(row.get(1).map_err(error)?),
            raw: unpack(id, &raw, b"")?,
            source_map: row.get(3).map_err(error)?,
        });
    }
    Ok(messages)
}

pub(super) fn queued(
    connection: &Connection,
    connector: ConnectorKey,
    after: MessageId,
    limit: usize,
) -> Result<Vec<QueuedMessage>, StoreError> {
    let mut statement = connection
        .prepare_cached(
            "SELECT d.message, d.content, d.attempts, d.is_possible_duplicate, m.raw FROM connector_message d \
             JOIN message m ON m.id = d.message \
             WHERE d.connector = ?1 AND d.status = 3 AND d.message > ?2 ORDER BY d.message LIMIT ?3",
        )
        .map_err(error)?;
    let mut rows = statement
        .query(params![connector.0, after.0, limit as i64])
        .map_err(error)?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next().map_err(error)? {
        let id: i64 = row.get(0).map_err(error)?;
        let raw = unpack(id, &row.get::<_, Vec<u8>>(4).map_err(error)?, b"")?;
        let content: Option<Vec<u8>> = row.get(1).map_err(error)?;
        messages.push(QueuedMessage {
            message: MessageId(id),
            content: content.map_or(Ok(Bytes::new()), |content| unpack(id, &content, &raw))?,
            attempts: row.get(2).map_err(error)?,
            is_possible_duplicate: row.get(3).map_err(error)?,
        });
    }
    Ok(messages)
}

pub(super) fn search(connection: &Connection, query: &MessageQuery) -> Result<Vec<MessageSummary>, StoreError> {
    let mut sql =
        String::from("SELECT m.id, m.received_at, m.control_id, m.message_type FROM message m WHERE m.channel = ?");
    let mut values: Vec<Value> = vec![query.channel.0.into()];
    let mut narrow = |clause: &str, value: Value| {
        sql.push_str(clause);
        values.push(value);
    };
    if let Some(status) = query.status {
        match status {
            Status::Received => {
                sql.push_str(" AND NOT EXISTS (SELECT 1 FROM connector_message d WHERE d.message = m.id)")
            }
            // Two partial indexes serve the two statuses that people look for.
            status => narrow(
                " AND m.id IN (SELECT d.message FROM connector_message d JOIN connector c ON c.number = d.connector \
                 WHERE c.channel = m.channel AND d.status = ?)",
                (status as i64).into(),
            ),
        }
    }
    let mut narrow = |clause: &str, value: Value| {
        sql.push_str(clause);
        values.push(value);
    };
    if let Some(control_id) = &query.control_id {
        narrow(" AND m.control_id = ?", control_id.clone().into());
    }
    if let Some(message_type) = &query.message_type {
        narrow(" AND m.message_type = ?", message_type.clone().into());
    }
    if let Some(since) = query.since {
        narrow(" AND m.received_at >= ?", since.as_millisecond().into());
    }
    if let Some(until) = query.until {
        narrow(" AND m.received_at < ?", until.as_millisecond().into());
    }
    if let Some(before) = query.before {
        narrow(" AND m.id < ?", before.0.into());
    }
    narrow(" ORDER BY m.id DESC LIMIT ?", (query.limit as i64).into());

    let mut statement = connection.prepare_cached(&sql).map_err(error)?;
    let parameters = values.iter().map(|value| value as &dyn ToSql).collect::<Vec<_>>();
    let rows = statement
        .query_map(parameters.as_slice(), |row| {
            Ok(MessageSummary {
                message: MessageId(row.get(0)?),
                received_at: time(row.get(1)?),
                control_id: row.get(2)?,
                message_type: row.get(3)?,
                connectors: Vec::new(),
            })
        })
        .map_err(error)?;
    let mut messages = rows.collect::<Result<Vec<_>, _>>().map_err(error)?;
    for message in &mut messages {
        message.connectors = summaries(connection, message.message)?;
    }
    Ok(messages)
}

const CONNECTOR_COLUMNS: &str = "c.id, c.is_source, d.status, d.attempts, d.error, d.is_possible_duplicate, \
    d.updated_at, d.content, d.response";

fn summaries(connection: &Connection, message: MessageId) -> Result<Vec<ConnectorSummary>, StoreError> {
    let sql = "SELECT c.id, c.is_source, d.status, d.attempts, d.error, d.is_possible_duplicate, d.updated_at \
        FROM connector_message d JOIN connector c ON c.number = d.connector WHERE d.message = ? \
        ORDER BY c.is_source DESC, c.number";
    let mut statement = connection.prepare_cached(sql).map_err(error)?;
    let rows = statement.query_map([message.0], summary).map_err(error)?;
    rows.collect::<Result<_, _>>().map_err(error)
}

fn summary(row: &Row<'_>) -> rusqlite::Result<ConnectorSummary> {
    let id: String = row.get(0)?;
    let id = id
        .parse()
        .map_err(|_| rusqlite::Error::InvalidColumnName("connector.id".to_owned()))?;
    Ok(ConnectorSummary {
        connector: id,
        is_source: row.get(1)?,
        status: Status::from_number(row.get(2)?).unwrap_or(Status::Error),
        attempts: row.get(3)?,
        error: row.get(4)?,
        is_possible_duplicate: row.get(5)?,
        updated_at: row.get::<_, Option<i64>>(6)?.map(time),
    })
}

pub(super) fn message(connection: &Connection, message: MessageId) -> Result<Option<MessageDetail>, StoreError> {
    let sql = "SELECT channel, received_at, control_id, message_type, source_map, raw FROM message WHERE id = ?";
    let found = connection
        .query_row(sql, [message.0], |row| {
            let raw: Vec<u8> = row.get(5)?;
            let detail = MessageDetail {
                channel: ChannelKey(row.get(0)?),
                message,
                received_at: time(row.get(1)?),
                control_id: row.get(2)?,
                message_type: row.get(3)?,
                source_map: row.get(4)?,
                raw: Bytes::new(),
                connectors: Vec::new(),
            };
            Ok((detail, raw))
        })
        .optional()
        .map_err(error)?;
    let Some((mut detail, raw)) = found else {
        return Ok(None);
    };
    detail.raw = unpack(message.0, &raw, b"")?;
    detail.connectors = details(connection, message, &detail.raw)?;
    Ok(Some(detail))
}

fn details(connection: &Connection, message: MessageId, raw: &Bytes) -> Result<Vec<ConnectorDetail>, StoreError> {
    let sql = format!(
        "SELECT {CONNECTOR_COLUMNS} FROM connector_message d JOIN connector c ON c.number = d.connector \
         WHERE d.message = ? ORDER BY c.is_source DESC, c.number"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(error)?;
    let mut rows = statement.query([message.0]).map_err(error)?;
    let mut connectors = Vec::new();
    while let Some(row) = rows.next().map_err(error)? {
        let content = |column: usize| -> Result<Option<Bytes>, StoreError> {
            let stored: Option<Vec<u8>> = row.get(column).map_err(error)?;
            stored.map(|stored| unpack(message.0, &stored, raw)).transpose()
        };
        connectors.push(ConnectorDetail {
            summary: summary(row).map_err(error)?,
            content: content(7)?,
            response: content(8)?,
        });
    }
    Ok(connectors)
}

pub(super) fn find_channel(connection: &Connection, channel: &ChannelId) -> Result<Option<ChannelKey>, StoreError> {
    let sql = "SELECT number FROM channel WHERE id = ?";
    connection
        .query_row(sql, [channel.as_str()], |row| row.get(0).map(ChannelKey))
        .optional()
        .map_err(error)
}

pub(super) fn channel_id(connection: &Connection, channel: ChannelKey) -> Result<Option<ChannelId>, StoreError> {
    let sql = "SELECT id FROM channel WHERE number = ?";
    let found: Option<String> = connection
        .query_row(sql, [channel.0], |row| row.get(0))
        .optional()
        .map_err(error)?;
    Ok(found.and_then(|id| id.parse().ok()))
}

pub(super) fn statistics(connection: &Connection, channel: ChannelKey) -> Result<Vec<ConnectorCounts>, StoreError> {
    let sql = "SELECT c.id, s.received, s.filtered, s.queued, s.sent, s.error FROM connector c \
        JOIN statistic s ON s.connector = c.number WHERE c.channel = ? ORDER BY c.is_source DESC, c.number";
    let mut statement = connection.prepare_cached(sql).map_err(error)?;
    let rows = statement
        .query_map([channel.0], |row| {
            let id: String = row.get(0)?;
            let counts = Counts {
                received: row.get(1)?,
                filtered: row.get(2)?,
                queued: row.get(3)?,
                sent: row.get(4)?,
                error: row.get(5)?,
            };
            Ok((id, counts))
        })
        .map_err(error)?;
    let mut found: Vec<(ConnectorId, Counts)> = Vec::new();
    for row in rows {
        let (id, counts) = row.map_err(error)?;
        found.extend(id.parse().ok().map(|id| (id, counts)));
    }
    Ok(found)
}
