//! Appends entries: whatever waits goes into one transaction, so that one sync serves many.

use std::collections::BTreeSet;

use nilecare_sql::{Db, WriteTx, json};
use tokio::sync::{mpsc, oneshot};

use crate::chain::GENESIS;
use crate::{AuditError, AuditKey, Entry, NewEntry};

/// How many entries may wait.
pub(crate) const QUEUE: usize = 1024;
const BATCH: usize = 256;

/// An entry on its way to disk; `done` gets its number when it is there.
pub(crate) struct Append {
    pub entry: NewEntry,
    pub done: oneshot::Sender<i64>,
}

/// Runs until every sender is gone. An entry that failed is told so by its dropped `done`.
pub(crate) async fn run(db: Db, key: AuditKey, mut waiting: mpsc::Receiver<Append>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        match write(&db, &key, &batch).await {
            Ok(first) => {
                for (append, n) in batch.drain(..).zip(first..) {
                    // Who asked may have gone away meanwhile; the entry stays.
                    let _ = append.done.send(n);
                }
            }
            Err(error) => {
                tracing::error!(%error, n_entries = batch.len(), "audit entries could not be written");
                batch.clear();
            }
        }
    }
}

async fn write(db: &Db, key: &AuditKey, batch: &[Append]) -> Result<i64, AuditError> {
    let mut tx = db.begin_write().await?;
    let (last, mut prev) = head(&mut tx).await?;
    let mut n = last;
    for append in batch {
        n += 1;
        let entry = append.entry.clone();
        let content = json::write(&Entry { n, entry });
        let hash = key.hash(&prev, &content);
        insert(&mut tx, n, &content, &prev, &hash, &append.entry.patients).await?;
        prev = hash;
    }
    let tag = key.head_tag(n, &prev);
    for sql in [
        "UPDATE audit_head SET n = ?, hash = ?, tag = ? WHERE id = 1",
        // The first entries of the log.
        "INSERT INTO audit_head (n, hash, tag, id) VALUES (?, ?, ?, 1)",
    ] {
        let head = sqlx::query(sql).bind(n).bind(&prev).bind(&tag);
        if head.execute(&mut *tx).await?.rows_affected() > 0 {
            break;
        }
    }
    tx.commit().await?;
    Ok(last + 1)
}

async fn head(tx: &mut WriteTx) -> Result<(i64, String), AuditError> {
    let found: Option<(i64, String)> = sqlx::query_as("SELECT n, hash FROM audit_head")
        .fetch_optional(&mut **tx)
        .await?;
    Ok(found.unwrap_or_else(|| (0, GENESIS.to_owned())))
}

async fn insert(
    tx: &mut WriteTx,
    n: i64,
    content: &str,
    prev: &str,
    hash: &str,
    patients: &[String],
) -> Result<(), AuditError> {
    let sql = "INSERT INTO audit_entries (seq, content, prev, hash) VALUES (?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(n)
        .bind(content)
        .bind(prev)
        .bind(hash)
        .execute(&mut **tx)
        .await?;
    let distinct: BTreeSet<&String> = patients.iter().collect();
    for patient in distinct {
        sqlx::query("INSERT INTO audit_patients (patient, seq) VALUES (?, ?)")
            .bind(patient)
            .bind(n)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}
