//! What people want to be told.

use nilecare_contracts::notification::{NotificationCategory, NotificationChannel, Recipient, Subscription};
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{DbError, Executor, WriteTx, json};

pub(crate) const SUBSCRIPTIONS: &str = "user_notification_subscriptions";

fn wish_key(recipient: &Recipient, channel: NotificationChannel, category: Option<NotificationCategory>) -> String {
    let category = category.map_or_else(String::new, |category| json::name(&category));
    format!(
        "{}:{}:{}:{category}",
        json::name(&recipient.kind),
        recipient.id,
        json::name(&channel)
    )
}

pub(crate) async fn insert(tx: &mut WriteTx, subscription: &Subscription) -> Result<(), DbError> {
    documents::insert(
        tx,
        SUBSCRIPTIONS,
        &subscription.id.to_string(),
        &columns(subscription),
        subscription,
    )
    .await
}

pub(crate) async fn update(tx: &mut WriteTx, subscription: &Subscription) -> Result<(), DbError> {
    documents::update(
        tx,
        SUBSCRIPTIONS,
        &subscription.id.to_string(),
        &columns(subscription),
        subscription,
    )
    .await
}

fn columns(subscription: &Subscription) -> Vec<Column> {
    let (recipient, wish) = (&subscription.recipient, &subscription.wish);
    vec![
        ("wish_key", Some(wish_key(recipient, wish.channel, wish.category))),
        ("recipient_kind", Some(json::name(&recipient.kind))),
        ("recipient_id", Some(recipient.id.clone())),
    ]
}

pub(crate) async fn find(
    db: impl Executor<'_>,
    recipient: &Recipient,
    channel: NotificationChannel,
    category: Option<NotificationCategory>,
) -> Result<Option<Subscription>, DbError> {
    let row: Option<(String,)> = sqlx::query_as("SELECT body FROM user_notification_subscriptions WHERE wish_key = ?")
        .bind(wish_key(recipient, channel, category))
        .fetch_optional(db)
        .await?;
    row.map(|(body,)| json::read(SUBSCRIPTIONS, "body", &body)).transpose()
}

/// Lists all of somebody: no more than channels and categories allow.
pub(crate) async fn of(db: impl Executor<'_>, recipient: &Recipient) -> Result<Vec<Subscription>, DbError> {
    let columns = [
        ("recipient_kind", json::name(&recipient.kind)),
        ("recipient_id", recipient.id.clone()),
    ];
    documents::list(db, SUBSCRIPTIONS, &columns, "", 100).await
}
