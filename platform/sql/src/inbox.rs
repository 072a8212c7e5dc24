//! The inbox of commands: the same key again gets the first answer and changes nothing.
//!
//! Look up, do the work and remember in one [`WriteTx`]; then two attempts at the same moment are one. A service creates the table in
//! its migrations:
//!
//! ```sql
//! CREATE TABLE processed_commands (
//!     idempotency_key VARCHAR(200) NOT NULL,
//!     command         VARCHAR(64)  NOT NULL,
//!     digest          CHAR(64)     NOT NULL,
//!     reply           TEXT         NOT NULL,
//!     processed_at    BIGINT       NOT NULL,
//!     PRIMARY KEY (idempotency_key, command)
//! );
//! ```

use jiff::SignedDuration;
use nilecare_types::Timestamp;
use sha2::{Digest, Sha256};

use crate::{Db, DbError, WriteTx, to_millis};

/// How long a command that was done is known.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// One command as it came in.
#[derive(Debug, Clone)]
pub struct Command<'a> {
    /// The sender's key.
    pub key: &'a str,
    /// What kind of command it is; the same key may be used for another kind.
    pub name: &'static str,
    /// SHA-256 of the content, in hexadecimal.
    digest: String,
}

/// What is known of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// It is new: do it, then [`remember`].
    New,
    /// It was done; this was the reply.
    Done(String),
    /// The key was used for other content: the sender is at fault.
    OtherContent,
}

impl<'a> Command<'a> {
    /// Takes a command; `content` is everything that makes it what it is, always serialised the same way.
    pub fn new(name: &'static str, key: &'a str, content: &[u8]) -> Self {
        let digest = Sha256::digest(content)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self { key, name, digest }
    }

    /// Returns the SHA-256 of the content in hexadecimal: a stable key for a command that this one causes elsewhere.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// Tells whether a command was done before.
///
/// # Errors
/// When the database fails.
pub async fn look_up(tx: &mut WriteTx, command: &Command<'_>) -> Result<Seen, DbError> {
    let sql = "SELECT digest, reply FROM processed_commands WHERE idempotency_key = ? AND command = ?";
    let row: Option<(String, String)> = sqlx::query_as(sql)
        .bind(command.key)
        .bind(command.name)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(match row {
        None => Seen::New,
        Some((digest, reply)) if digest == command.digest => Seen::Done(reply),
        Some(_) => Seen::OtherContent,
    })
}

/// Keeps the reply of a command that was done.
///
/// # Errors
/// When the database fails, or the command is known already.
pub async fn remember(tx: &mut WriteTx, command: &Command<'_>, reply: &str, now: Timestamp) -> Result<(), DbError> {
    let sql =
        "INSERT INTO processed_commands (idempotency_key, command, digest, reply, processed_at) VALUES (?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(command.key)
        .bind(command.name)
        .bind(&command.digest)
        .bind(reply);
    insert.bind(to_millis(now)).execute(&mut **tx).await?;
    Ok(())
}

/// Forgets commands done more than 30 days ago, longer than any sender tries again. Returns how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_old(db: &Db, now: Timestamp) -> Result<u64, DbError> {
    let mut tx = db.begin_write().await?;
    let n_forgotten = forget_before(&mut tx, now - KEPT).await?;
    tx.commit().await?;
    Ok(n_forgotten)
}

/// Forgets commands done before `before`; choose it older than any sender tries again. Returns how many.
///
/// # Errors
/// When the database fails.
pub async fn forget_before(tx: &mut WriteTx, before: Timestamp) -> Result<u64, DbError> {
    let sql = "DELETE FROM processed_commands WHERE processed_at < ?";
    Ok(sqlx::query(sql)
        .bind(to_millis(before))
        .execute(&mut **tx)
        .await?
        .rows_affected())
}
