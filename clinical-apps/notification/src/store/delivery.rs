//! What providers say of notifications.

use nilecare_contracts::notification::Delivery;
use nilecare_sql::documents;
use nilecare_sql::{DbError, DbErrorKind, WriteTx, json};

pub(crate) const DELIVERIES: &str = "delivery_tracking";

/// Keeps it and tells whether it is new.
pub(crate) async fn insert(tx: &mut WriteTx, delivery: &Delivery) -> Result<bool, DbError> {
    let once = match &delivery.provider_message_id {
        Some(id) => format!("{}:{id}:{}", delivery.notification_id, json::name(&delivery.status)),
        // Each attempt that failed is one of its own.
        None => delivery.id.to_string(),
    };
    let columns = [
        ("notification_id", Some(delivery.notification_id.to_string())),
        ("once_key", Some(once)),
    ];
    match documents::insert(tx, DELIVERIES, &delivery.id.to_string(), &columns, delivery).await {
        Err(error) if error.kind() == DbErrorKind::UniqueViolation => Ok(false),
        done => done.map(|()| true),
    }
}
