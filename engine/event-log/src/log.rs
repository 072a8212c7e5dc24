//! The log as others use it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, TrySendError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use nilecare_types::Timestamp;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::oneshot;

use crate::query::search;
use crate::writer::{self, Op};
use crate::{Event, EventId, EventLogError, EventQuery, NewEvent};

const SCHEMA: &str = include_str!("schema.sql");
const SCHEMA_VERSION: i64 = 1;

/// The event log. Cheap to clone.
#[derive(Clone)]
pub struct EventLog {
    writer: SyncSender<Op>,
    reader: Arc<Mutex<Connection>>,
}

impl EventLog {
    /// Opens the log in a file, and makes it when it is not there.
    ///
    /// # Errors
    /// When the file cannot be opened or is from a newer version.
    pub fn open(path: &Path) -> Result<Self, EventLogError> {
        let open = |source: rusqlite::Error| failed(path, source.to_string());
        let mut connection = Connection::open(path).map_err(open)?;
        prepare(&mut connection).map_err(open)?;
        let version = version(&connection).map_err(open)?;
        if version > SCHEMA_VERSION {
            return Err(failed(
                path,
                format!("it was written by a newer version (schema {version})"),
            ));
        }
        let reader = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(open)?;
        reader.busy_timeout(Duration::from_secs(10)).map_err(open)?;
        let writer = writer::start(connection).map_err(|error| failed(path, error.to_string()))?;
        let reader = Arc::new(Mutex::new(reader));
        Ok(Self { writer, reader })
    }

    /// Keeps an event, and returns when it is on disk.
    ///
    /// # Errors
    /// When it is not.
    pub async fn record(&self, event: NewEvent) -> Result<EventId, EventLogError> {
        self.ask(|answer| Op::Record(Box::new(event.bounded()), answer)).await
    }

    /// Finds events, newest first.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub async fn search(&self, query: EventQuery) -> Result<Vec<Event>, EventLogError> {
        let reader = Arc::clone(&self.reader);
        let read = move || search(&reader.lock().unwrap_or_else(PoisonError::into_inner), &query);
        let read = tokio::task::spawn_blocking(read).await;
        match read {
            Ok(found) => found.map_err(|error| EventLogError::Read(error.to_string())),
            Err(_) => Err(EventLogError::Read("it was cut short".to_owned())),
        }
    }

    /// Removes the events before a moment, and returns how many.
    ///
    /// # Errors
    /// When the log cannot be written.
    pub async fn prune(&self, before: Timestamp) -> Result<u64, EventLogError> {
        self.ask(|answer| Op::Prune(before, answer)).await
    }

    async fn ask<T>(
        &self,
        op: impl FnOnce(oneshot::Sender<Result<T, EventLogError>>) -> Op,
    ) -> Result<T, EventLogError> {
        let (answer, answered) = oneshot::channel();
        self.writer.try_send(op(answer)).map_err(|error| match error {
            TrySendError::Full(_) => EventLogError::Busy,
            TrySendError::Disconnected(_) => EventLogError::Closed,
        })?;
        answered.await.unwrap_or(Err(EventLogError::Closed))
    }
}

fn failed(path: &Path, detail: String) -> EventLogError {
    let path = PathBuf::from(path);
    EventLogError::Open { path, detail }
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

fn prepare(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    if version(connection)? == 0 {
        let transaction = connection.transaction()?;
        transaction.execute_batch(SCHEMA)?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        transaction.commit()?;
    }
    Ok(())
}
