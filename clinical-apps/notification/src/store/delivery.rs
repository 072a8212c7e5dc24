//! What providers say of notifications.

use nilecare_contracts::notification::Delivery;
use nilecare_sql::documents;
use nilecare_sql::{DbError, WriteTx, json};

pub(crate) const DELIVERIES: &str = "delivery_tracking";

/// Keeps it and tells whether it is new.
pub(crate) async fn insert(tx: &mut WriteTx, delivery: &Delivery) -> Result<bool, DbError> {
    let once = match &delivery.provider_message_id {
        Some(id) => format!("{}:{id}:{}", delivery.notification_id, json::name(&delivery.status)),
        // Each attempt that failed is one of its own.
        None => delivery.id.to_string(),
    };
    // Looked up first: after a key was refused, a transaction of PostgreSQL takes no more.
    let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM delivery_tracking WHERE once_key = ?")
        .bind(&once)
        .fetch_one(&mut **tx)
        .await?;
    if known > 0 {
        return Ok(false);
    }
    let columns = [
        ("notification_id", Some(delivery.notification_id.to_string())),
        ("once_key", Some(once)),
    ];
    documents::insert(tx, DELIVERIES, &delivery.id.to_string(), &columns, delivery).await?;
    Ok(true)
}
