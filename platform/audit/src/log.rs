//! The log as others use it.

use std::time::Duration;

use nilecare_sql::{Db, Migrations};
use tokio::sync::{mpsc, oneshot};

use crate::writer::{self, Append, QUEUE};
use crate::{AuditError, AuditKey, NewEntry};

static MIGRATIONS: Migrations = nilecare_sql::migrations!();
/// How long an access waits for its entry.
const WAIT: Duration = Duration::from_secs(10);

/// The audit log. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct AuditLog {
    pub(crate) db: Db,
    pub(crate) key: AuditKey,
    waiting: mpsc::Sender<Append>,
}

impl AuditLog {
    /// Migrates `db` and starts the writer; to be called within a runtime. One process writes to one log.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn open(db: Db, key: AuditKey) -> Result<Self, AuditError> {
        db.migrate(&MIGRATIONS).await?;
        let (waiting, received) = mpsc::channel(QUEUE);
        tokio::spawn(writer::run(db.clone(), key.clone(), received));
        Ok(Self { db, key, waiting })
    }

    /// Puts an entry on record and gives its number; it is on disk then.
    ///
    /// # Errors
    /// When that did not work out within ten seconds; what was to be recorded must not be done.
    pub async fn append(&self, entry: NewEntry) -> Result<i64, AuditError> {
        let written = async { self.enqueue(entry).await?.await.map_err(|_| AuditError::Unavailable) };
        let written = tokio::time::timeout(WAIT, written).await;
        written.map_err(|_| AuditError::Unavailable)?
    }

    /// Hands an entry to the writer without waiting until it is on disk: for outcomes, whose beginning is there already.
    pub(crate) async fn enqueue(&self, entry: NewEntry) -> Result<oneshot::Receiver<i64>, AuditError> {
        let (done, written) = oneshot::channel();
        let append = Append { entry, done };
        self.waiting.send(append).await.map_err(|_| AuditError::Unavailable)?;
        Ok(written)
    }
}
