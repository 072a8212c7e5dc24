//! Notifications.

use nilecare_contracts::notification::{
    ChannelCount, Notification, NotificationChannel, NotificationStatus, Recipient, UnreadCount,
};
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json, to_millis};
use nilecare_types::Timestamp;
use sqlx::QueryBuilder;

pub(crate) const NOTIFICATIONS: &str = "notifications";

/// Which notifications.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub recipients: Vec<Recipient>,
    pub channel: Option<NotificationChannel>,
    pub status: Option<NotificationStatus>,
    pub unread: bool,
}

/// Names what one is told of once by a channel.
pub(crate) fn once_key(cause: &str, recipient: &Recipient, channel: NotificationChannel) -> String {
    format!(
        "{cause}:{}:{}:{}",
        json::name(&recipient.kind),
        recipient.id,
        json::name(&channel)
    )
}

pub(crate) async fn insert(tx: &mut WriteTx, notification: &Notification) -> Result<(), DbError> {
    let mut columns = columns(notification);
    let once = once_key(&notification.cause, &notification.recipient, notification.channel);
    columns.extend([
        ("once_key", Some(once)),
        ("recipient_kind", Some(json::name(&notification.recipient.kind))),
        ("recipient_id", Some(notification.recipient.id.clone())),
        ("channel", Some(json::name(&notification.channel))),
        ("category", Some(json::name(&notification.category))),
        ("critical", notification.critical.then(yes)),
        ("about", notification.about.clone()),
        ("created_ms", Some(millis(notification.created_at))),
    ]);
    documents::insert(tx, NOTIFICATIONS, &notification.id.to_string(), &columns, notification).await
}

pub(crate) async fn update(tx: &mut WriteTx, notification: &Notification) -> Result<(), DbError> {
    let columns = columns(notification);
    documents::update(tx, NOTIFICATIONS, &notification.id.to_string(), &columns, notification).await
}

fn columns(notification: &Notification) -> Vec<Column> {
    let is_unread = notification.channel == NotificationChannel::InApp && notification.read_at.is_none();
    vec![
        ("status", Some(json::name(&notification.status))),
        ("unread", is_unread.then(yes)),
    ]
}

fn yes() -> String {
    "yes".to_owned()
}

/// In 15 digits, so that texts sort as numbers do.
fn millis(at: Timestamp) -> String {
    format!("{:015}", to_millis(at).max(0))
}

pub(crate) async fn of_key(db: impl Executor<'_>, key: &str) -> Result<Option<Notification>, DbError> {
    let row: Option<(String,)> = sqlx::query_as("SELECT body FROM notifications WHERE once_key = ?")
        .bind(key)
        .fetch_optional(db)
        .await?;
    row.map(|(body,)| json::read(NOTIFICATIONS, "body", &body)).transpose()
}

/// Lists the newest before `before`, at most `fetch`.
pub(crate) async fn newest(
    db: impl Executor<'_>,
    filter: &Filter,
    before: &str,
    fetch: i64,
) -> Result<Vec<Notification>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT body FROM notifications WHERE 1 = 1");
    if !filter.recipients.is_empty() {
        sql.push(" AND (");
        for (at, recipient) in filter.recipients.iter().enumerate() {
            sql.push(if at == 0 {
                "(recipient_kind = "
            } else {
                " OR (recipient_kind = "
            });
            sql.push_bind(json::name(&recipient.kind));
            sql.push(" AND recipient_id = ")
                .push_bind(recipient.id.clone())
                .push(")");
        }
        sql.push(")");
    }
    if let Some(channel) = filter.channel {
        sql.push(" AND channel = ").push_bind(json::name(&channel));
    }
    if let Some(status) = filter.status {
        sql.push(" AND status = ").push_bind(json::name(&status));
    }
    if filter.unread {
        sql.push(" AND unread = 'yes'");
    }
    if !before.is_empty() {
        sql.push(" AND id < ").push_bind(before.to_owned());
    }
    sql.push(" ORDER BY id DESC LIMIT ").push_bind(fetch);
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    read(rows)
}

/// Lists those that wait to be sent and tell of `about`.
pub(crate) async fn queued_about(db: impl Executor<'_>, about: &str) -> Result<Vec<Notification>, DbError> {
    let rows = sqlx::query_as("SELECT body FROM notifications WHERE about = ? AND status = 'queued' ORDER BY id")
        .bind(about)
        .fetch_all(db)
        .await?;
    read(rows)
}

/// Lists those in the application that nobody has read and tell of `about`.
pub(crate) async fn unread_about(db: impl Executor<'_>, about: &str) -> Result<Vec<Notification>, DbError> {
    let rows = sqlx::query_as("SELECT body FROM notifications WHERE about = ? AND unread = 'yes' ORDER BY id")
        .bind(about)
        .fetch_all(db)
        .await?;
    read(rows)
}

/// Lists those that have waited since before `before`, after an id.
pub(crate) async fn queued_before(
    db: impl Executor<'_>,
    before: Timestamp,
    after: &str,
    fetch: i64,
) -> Result<Vec<Notification>, DbError> {
    let sql =
        "SELECT body FROM notifications WHERE status = 'queued' AND created_ms < ? AND id > ? ORDER BY id LIMIT ?";
    let rows = sqlx::query_as(sql)
        .bind(millis(before))
        .bind(after)
        .bind(fetch)
        .fetch_all(db)
        .await?;
    read(rows)
}

pub(crate) async fn unread(db: impl Executor<'_>, recipient: &Recipient) -> Result<UnreadCount, DbError> {
    let sql = "SELECT COUNT(*), COUNT(critical) FROM notifications WHERE recipient_id = ? AND unread = 'yes' AND recipient_kind = ?";
    let (unread, critical): (i64, i64) = sqlx::query_as(sql)
        .bind(&recipient.id)
        .bind(json::name(&recipient.kind))
        .fetch_one(db)
        .await?;
    Ok(UnreadCount {
        unread: unread.unsigned_abs(),
        critical: critical.unsigned_abs(),
    })
}

pub(crate) async fn counts(db: impl Executor<'_>, since: Timestamp) -> Result<Vec<ChannelCount>, DbError> {
    let sql = "SELECT channel, category, status, COUNT(*) FROM notifications WHERE created_ms >= ? \
               GROUP BY channel, category, status ORDER BY channel, category, status";
    let rows: Vec<(String, String, String, i64)> = sqlx::query_as(sql).bind(millis(since)).fetch_all(db).await?;
    rows.into_iter()
        .map(|(channel, category, status, n_notifications)| {
            Ok(ChannelCount {
                channel: json::from_name(NOTIFICATIONS, "channel", &channel)?,
                category: json::from_name(NOTIFICATIONS, "category", &category)?,
                status: json::from_name(NOTIFICATIONS, "status", &status)?,
                n_notifications: n_notifications.unsigned_abs(),
            })
        })
        .collect()
}

fn read(rows: Vec<(String,)>) -> Result<Vec<Notification>, DbError> {
    rows.into_iter()
        .map(|(body,)| json::read(NOTIFICATIONS, "body", &body))
        .collect()
}
