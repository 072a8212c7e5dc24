//! Reading the bus without being a group of consumers: nothing is remembered, so any number may read side by side and from anywhere.

use async_trait::async_trait;
use nilecare_sql::DbError;
use nilecare_types::EventId;
use sqlx::AssertSqlSafe;
use tokio::sync::watch;

use crate::local::{LocalBus, parse};
use crate::{BusError, Event};

/// A place on the bus. Places rise in the order of publishing; what was published between two reads is never before the first.
pub type Place = i64;

/// The events that are kept, for readers that remember themselves how far they are.
#[async_trait]
pub trait EventLog: Send + Sync {
    /// Tells the newest event and its place; `None` on an empty bus.
    ///
    /// # Errors
    /// When the bus cannot be read now.
    async fn newest(&self) -> Result<Option<(Place, EventId)>, BusError>;

    /// Tells the place of an event; `None` when it is not kept any more, or never was.
    ///
    /// # Errors
    /// When the bus cannot be read now.
    async fn place_of(&self, event: EventId) -> Result<Option<Place>, BusError>;

    /// Reads events behind a place, at most `most`, in their order. One that cannot be read is left out.
    ///
    /// # Errors
    /// When the bus cannot be read now.
    async fn after(&self, place: Place, topics: &[String], most: u32) -> Result<Vec<(Place, Event)>, BusError>;

    /// Changes whenever something was published.
    fn changes(&self) -> watch::Receiver<u64>;
}

#[async_trait]
impl EventLog for LocalBus {
    async fn newest(&self) -> Result<Option<(Place, EventId)>, BusError> {
        let sql = "SELECT position, event_id FROM events ORDER BY position DESC LIMIT 1";
        let row: Option<(Place, String)> = sqlx::query_as(sql)
            .fetch_optional(self.db.readers())
            .await
            .map_err(DbError::from)?;
        let Some((place, event_id)) = row else {
            return Ok(None);
        };
        let parsed = event_id.parse().map_err(|_| BusError::Unreadable { event_id });
        Ok(Some((place, parsed?)))
    }

    async fn place_of(&self, event: EventId) -> Result<Option<Place>, BusError> {
        let found = sqlx::query_scalar("SELECT position FROM events WHERE event_id = ?")
            .bind(event.to_string())
            .fetch_optional(self.db.readers())
            .await;
        Ok(found.map_err(DbError::from)?)
    }

    async fn after(&self, place: Place, topics: &[String], most: u32) -> Result<Vec<(Place, Event)>, BusError> {
        let marks = vec!["?"; topics.len()].join(", ");
        let sql = format!(
            "SELECT position, event_id, body FROM events WHERE position > ? AND topic IN ({marks}) ORDER BY position LIMIT ?"
        );
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(place);
        for topic in topics {
            query = query.bind(topic);
        }
        let rows: Vec<(Place, String, String)> = query
            .bind(i64::from(most))
            .fetch_all(self.db.readers())
            .await
            .map_err(DbError::from)?;
        let read = |(place, event_id, body): (Place, String, String)| match parse(&event_id, &body) {
            Ok(event) => Some((place, event)),
            Err(error) => {
                // Consumers lay it aside; here it would only hold up the others.
                tracing::error!(%error, "an event was left out");
                None
            }
        };
        Ok(rows.into_iter().filter_map(read).collect())
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }
}
