//! The embedded store: one SQLite file.
//!
//! One thread writes (`writer`), and flushes once for all that was handed to it meanwhile. Another thread moves what is
//! written from the log into the file (`checkpoint`). Readers have connections of their own (`reader`).

mod checkpoint;
mod reader;
mod statements;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use nilecare_types::{ChannelId, ConnectorId, MessageId, StoreId};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use tokio::sync::{oneshot, watch};

use crate::query::ConnectorCounts;
use crate::{
    Admission, ChannelKey, Completion, ConnectorKey, MessageDetail, MessageQuery, MessageStore, MessageSummary, Packed,
    QueuedMessage, Recording, Registration, StoreError, StoreErrorKind, UNRECORDED_LIMIT, UnprocessedMessage,
};
use reader::Readers;
use writer::Op;

const SCHEMA: &str = include_str!("schema.sql");
const SCHEMA_VERSION: i64 = 1;
/// The control ids of all messages up to this number are in their index.
const CONTROL_IDS_THROUGH: &str = "control_ids_through";

/// How the embedded store works.
#[derive(Debug, Clone)]
pub struct SqliteOptions {
    /// The file; its folder must exist.
    pub path: PathBuf,
    /// How long a change that nobody waits for may wait for one that somebody waits for.
    pub linger: Duration,
    /// The log is moved into the file when it has grown by so many bytes.
    pub checkpoint_bytes: u64,
    /// A SQLite VFS to use instead of the system's; tests inject faults with it.
    pub vfs: Option<String>,
}

impl SqliteOptions {
    /// The defaults for a file.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            linger: Duration::from_millis(2),
            checkpoint_bytes: 8 << 20,
            vfs: None,
        }
    }
}

/// A message store in one SQLite file, in WAL mode with `synchronous=FULL`.
pub struct SqliteMessageStore {
    id: StoreId,
    was_closed_cleanly: bool,
    writer: mpsc::Sender<Op>,
    failed: watch::Receiver<bool>,
    readers: Arc<Readers>,
}

impl SqliteMessageStore {
    /// Opens the file, makes it when it is not there, and starts the threads.
    ///
    /// # Errors
    /// When the file cannot be opened, is not ours or is from a newer version.
    pub fn open(options: SqliteOptions) -> Result<Self, StoreError> {
        let mut connection = connect(&options)?;
        let meta = prepare(&mut connection, &options)?;
        let (failed_sender, failed) = watch::channel(false);
        let checkpointer = checkpoint::start(connect(&options)?)?;
        let writer = writer::start(
            connection,
            meta.next_id,
            meta.indexed_through,
            options.clone(),
            checkpointer,
            failed_sender,
        )?;
        let readers = Arc::new(Readers::new(options));
        Ok(Self {
            id: meta.id,
            was_closed_cleanly: meta.was_closed_cleanly,
            writer,
            failed,
            readers,
        })
    }

    fn hand_over(&self, op: Op) {
        if let Err(mpsc::SendError(op)) = self.writer.send(op) {
            op.refuse(&StoreError::closed());
        }
    }

    async fn ask<T>(&self, op: impl FnOnce(oneshot::Sender<Result<T, StoreError>>) -> Op) -> Result<T, StoreError> {
        let (answer, answered) = oneshot::channel();
        self.hand_over(op(answer));
        answered.await.unwrap_or_else(|_| Err(StoreError::closed()))
    }

    async fn read<T: Send + 'static>(
        &self,
        query: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let readers = Arc::clone(&self.readers);
        let task = tokio::task::spawn_blocking(move || readers.with(query));
        task.await
            .unwrap_or_else(|_| Err(StoreError::new(StoreErrorKind::Other, "a read was cut short")))
    }
}

#[async_trait]
impl MessageStore for SqliteMessageStore {
    fn id(&self) -> StoreId {
        self.id
    }

    fn was_closed_cleanly(&self) -> bool {
        self.was_closed_cleanly
    }

    fn failed(&self) -> watch::Receiver<bool> {
        self.failed.clone()
    }

    async fn register(
        &self,
        channel: &ChannelId,
        source: &ConnectorId,
        destinations: &[ConnectorId],
    ) -> Result<Registration, StoreError> {
        let names = (channel.clone(), source.clone(), destinations.to_vec());
        self.ask(|then| Op::Register {
            channel: names.0,
            source: names.1,
            destinations: names.2,
            then,
        })
        .await
    }

    fn admit(&self, admission: Admission) {
        self.hand_over(Op::Admit(Box::new(admission)));
    }

    fn record(&self, recording: Recording) {
        self.hand_over(Op::Record(writer::pack(recording)));
    }

    fn complete(&self, completion: Completion) {
        self.hand_over(Op::Complete(Box::new(completion)));
    }

    fn replied(&self, message: MessageId, source: ConnectorKey, reply: &Bytes) {
        self.hand_over(Op::Replied {
            message,
            source,
            reply: Packed::pack(reply),
        });
    }

    async fn flush(&self) -> Result<(), StoreError> {
        self.ask(Op::Flush).await
    }

    async fn unprocessed(
        &self,
        channel: ChannelKey,
        after: MessageId,
        limit: usize,
    ) -> Result<Vec<UnprocessedMessage>, StoreError> {
        self.read(move |connection| reader::unprocessed(connection, channel, after, limit))
            .await
    }

    async fn queued(
        &self,
        connector: ConnectorKey,
        after: MessageId,
        limit: usize,
    ) -> Result<Vec<QueuedMessage>, StoreError> {
        self.read(move |connection| reader::queued(connection, connector, after, limit))
            .await
    }

    async fn search(&self, query: MessageQuery) -> Result<Vec<MessageSummary>, StoreError> {
        self.read(move |connection| reader::search(connection, &query)).await
    }

    async fn message(&self, message: MessageId) -> Result<Option<MessageDetail>, StoreError> {
        self.read(move |connection| reader::message(connection, message)).await
    }

    async fn find_channel(&self, channel: &ChannelId) -> Result<Option<ChannelKey>, StoreError> {
        let channel = channel.clone();
        self.read(move |connection| reader::find_channel(connection, &channel))
            .await
    }

    async fn channel_id(&self, channel: ChannelKey) -> Result<Option<ChannelId>, StoreError> {
        self.read(move |connection| reader::channel_id(connection, channel))
            .await
    }

    async fn statistics(&self, channel: ChannelKey) -> Result<Vec<ConnectorCounts>, StoreError> {
        self.read(move |connection| reader::statistics(connection, channel))
            .await
    }

    async fn close(&self) -> Result<(), StoreError> {
        // The writer's connection must be the last one: its closing moves the log into the file and removes it.
        let readers = Arc::clone(&self.readers);
        let _ = tokio::task::spawn_blocking(move || readers.close()).await;
        let closed = self.ask(Op::Close).await;
        if closed.is_err() {
            self.readers.reopen();
        }
        closed
    }
}

struct Meta {
    id: StoreId,
    next_id: i64,
    indexed_through: i64,
    was_closed_cleanly: bool,
}

fn connect(options: &SqliteOptions) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = match &options.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(&options.path, flags, vfs.as_str()),
        None => Connection::open_with_flags(&options.path, flags),
    };
    let connection = opened.map_err(|source| open_error(&options.path, &source))?;
    connection
        .busy_timeout(Duration::from_secs(10))
        .map_err(|source| open_error(&options.path, &source))?;
    Ok(connection)
}

/// Sets the file up, recovers its log and reads what the writer must know.
fn prepare(connection: &mut Connection, options: &SqliteOptions) -> Result<Meta, StoreError> {
    let error = |source: rusqlite::Error| open_error(&options.path, &source);
    // A commit writes the last page of each table again, so small pages write less; measured in docs/performance.md.
    connection.pragma_update(None, "page_size", 4096).map_err(error)?;
    connection.pragma_update(None, "journal_mode", "WAL").map_err(error)?;
    // FULL flushes the log at each commit: what was acknowledged survives a power loss.
    connection.pragma_update(None, "synchronous", "FULL").map_err(error)?;
    connection.pragma_update(None, "wal_autocheckpoint", 0).map_err(error)?;
    connection.pragma_update(None, "cache_size", -16_000).map_err(error)?;
    connection.set_prepared_statement_cache_capacity(64);

    let version: i64 = connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(error)?;
    if version > SCHEMA_VERSION {
        let detail = format!(
            "{} was written by a newer version (schema {version})",
            options.path.display()
        );
        return Err(StoreError::new(StoreErrorKind::Other, detail));
    }
    let transaction = connection
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .map_err(error)?;
    if version == 0 {
        transaction.execute_batch(SCHEMA).map_err(error)?;
        transaction
            .pragma_update(None, "user_version", SCHEMA_VERSION)
            .map_err(error)?;
        set_meta(&transaction, "store_id", &StoreId::generate().to_string()).map_err(error)?;
        set_meta(&transaction, "closed_cleanly", "1").map_err(error)?;
        set_meta(&transaction, CONTROL_IDS_THROUGH, "0").map_err(error)?;
    }
    let id = get_meta(&transaction, "store_id").map_err(error)?;
    let id = id.and_then(|text| text.parse().ok()).ok_or_else(|| {
        StoreError::new(
            StoreErrorKind::Corrupt,
            format!("{} has no store id", options.path.display()),
        )
    })?;
    let was_closed_cleanly = get_meta(&transaction, "closed_cleanly").map_err(error)?.as_deref() == Some("1");
    if !was_closed_cleanly {
        statements::mark_doubtful(&transaction, UNRECORDED_LIMIT).map_err(error)?;
    }
    let saved: i64 = get_meta(&transaction, "next_id")
        .map_err(error)?
        .and_then(|n| n.parse().ok())
        .unwrap_or(1);
    let indexed_through = get_meta(&transaction, CONTROL_IDS_THROUGH)
        .map_err(error)?
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    let highest: Option<i64> = transaction
        .query_row("SELECT max(id) FROM message", [], |row| row.get(0))
        .map_err(error)?;
    set_meta(&transaction, "closed_cleanly", "0").map_err(error)?;
    transaction.commit().map_err(error)?;
    Ok(Meta {
        id,
        next_id: saved.max(highest.unwrap_or(0) + 1),
        indexed_through,
        was_closed_cleanly,
    })
}

fn set_meta(connection: &Connection, key: &str, value: &str) -> rusqlite::Result<usize> {
    connection.execute("INSERT OR REPLACE INTO store (key, value) VALUES (?, ?)", [key, value])
}

fn get_meta(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    connection
        .query_row("SELECT value FROM store WHERE key = ?", [key], |row| row.get(0))
        .optional()
}

fn open_error(path: &Path, source: &rusqlite::Error) -> StoreError {
    let mut error = classify(source);
    error.detail = format!("opening {}: {}", path.display(), error.detail);
    error
}

/// Tells what a SQLite error means for the caller.
fn classify(source: &rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode;
    let kind = match source.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => StoreErrorKind::Full,
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreErrorKind::Corrupt,
        _ => StoreErrorKind::Other,
    };
    StoreError::new(kind, source.to_string())
}
