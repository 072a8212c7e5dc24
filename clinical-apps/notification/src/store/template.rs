//! Templates with their former versions.

use nilecare_contracts::notification::{NotificationChannel, NotificationTemplate};
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{DbError, Executor, WriteTx, json};
use nilecare_types::NotificationTemplateId;

pub(crate) const TEMPLATES: &str = "notification_templates";
pub(crate) const VERSIONS: &str = "notification_template_versions";

pub(crate) fn name_key(name: &str, channel: NotificationChannel, language: &str) -> String {
    format!("{name}:{}:{language}", json::name(&channel))
}

pub(crate) async fn insert(tx: &mut WriteTx, template: &NotificationTemplate) -> Result<(), DbError> {
    documents::insert(tx, TEMPLATES, &template.id.to_string(), &columns(template), template).await?;
    keep_version(tx, template).await
}

pub(crate) async fn update(tx: &mut WriteTx, template: &NotificationTemplate) -> Result<(), DbError> {
    documents::update(tx, TEMPLATES, &template.id.to_string(), &columns(template), template).await?;
    keep_version(tx, template).await
}

async fn keep_version(tx: &mut WriteTx, template: &NotificationTemplate) -> Result<(), DbError> {
    let id = format!("{}:{:010}", template.id, template.version);
    let columns = [("template_id", Some(template.id.to_string()))];
    documents::insert(tx, VERSIONS, &id, &columns, template).await
}

fn columns(template: &NotificationTemplate) -> Vec<Column> {
    let key = name_key(&template.name, template.channel, &template.language);
    vec![
        ("name_key", Some(key)),
        ("category", Some(json::name(&template.category))),
    ]
}

pub(crate) async fn of_name(
    db: impl Executor<'_>,
    name: &str,
    channel: NotificationChannel,
    language: &str,
) -> Result<Option<NotificationTemplate>, DbError> {
    let row: Option<(String,)> = sqlx::query_as("SELECT body FROM notification_templates WHERE name_key = ?")
        .bind(name_key(name, channel, language))
        .fetch_optional(db)
        .await?;
    row.map(|(body,)| json::read(TEMPLATES, "body", &body)).transpose()
}

pub(crate) async fn versions(
    db: impl Executor<'_>,
    id: NotificationTemplateId,
    after: &str,
    fetch: i64,
) -> Result<Vec<NotificationTemplate>, DbError> {
    let after = if after.is_empty() {
        String::new()
    } else {
        format!("{id}:{after:0>10}")
    };
    documents::list(db, VERSIONS, &[("template_id", id.to_string())], &after, fetch).await
}
