//! Events that wait in the database of the service whose change they tell of.
//!
//! A service creates the table in its migrations:
//!
//! ```sql
//! CREATE TABLE outbox_events (
//!     position INTEGER PRIMARY KEY AUTOINCREMENT,
//!     event_id VARCHAR(26) NOT NULL,
//!     body     TEXT        NOT NULL
//! );
//! ```

use nilecare_sql::{Db, DbError, WriteTx};

use crate::{BusError, Event};

/// Writes an event with the change that it tells of. After the commit, [`Wake::wake`](crate::Wake::wake) brings it on its way at once.
///
/// # Errors
/// When the database fails.
pub async fn put(tx: &mut WriteTx, event: &Event) -> Result<(), DbError> {
    sqlx::query("INSERT INTO outbox_events (event_id, body) VALUES (?, ?)")
        .bind(event.event_id.to_string())
        .bind(event.write())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Reads the oldest events, with the position of the last one.
pub(crate) async fn oldest(db: &Db, most: i64) -> Result<Option<(i64, Vec<Event>)>, BusError> {
    let sql = "SELECT position, event_id, body FROM outbox_events ORDER BY position LIMIT ?";
    let rows: Vec<(i64, String, String)> = sqlx::query_as(sql)
        .bind(most)
        .fetch_all(db.readers())
        .await
        .map_err(DbError::from)?;
    let Some(last) = rows.last().map(|(position, ..)| *position) else {
        return Ok(None);
    };
    let events = rows
        .into_iter()
        .map(|(_, event_id, body)| serde_json::from_str(&body).map_err(|_| BusError::Unreadable { event_id }));
    Ok(Some((last, events.collect::<Result<_, _>>()?)))
}

/// Forgets the events up to a position.
pub(crate) async fn forget(db: &Db, up_to: i64) -> Result<(), DbError> {
    let mut tx = db.begin_write().await?;
    sqlx::query("DELETE FROM outbox_events WHERE position <= ?")
        .bind(up_to)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(())
}
