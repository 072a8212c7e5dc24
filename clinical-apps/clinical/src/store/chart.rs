//! Entries of charts and their versions.

use nilecare_sql::documents::{self, Column};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json, to_millis};
use nilecare_types::{EncounterId, PatientId, Timestamp};
use serde_json::{Map, Value};
use sqlx::QueryBuilder;

use crate::model::chart::ChartEntry;

/// Which entries of a person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filter<'a> {
    /// All ids of the person.
    pub patients: &'a [PatientId],
    /// Of this encounter only.
    pub encounter: Option<EncounterId>,
    /// Of this code only.
    pub match_key: Option<&'a str>,
    /// Signed ones and those of this author only; of kinds that are signed.
    pub author: Option<&'a str>,
    /// The id of the entry above in the list; empty for the first page.
    pub before: &'a str,
    pub fetch: i64,
}

pub(crate) async fn find<T: ChartEntry>(db: impl Executor<'_>, id: T::Id) -> Result<Option<T>, DbError> {
    documents::find(db, T::TABLE, &id.to_string()).await
}

/// Lists entries, newest first.
pub(crate) async fn list<T: ChartEntry>(db: impl Executor<'_>, filter: Filter<'_>) -> Result<Vec<T>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT body FROM {} WHERE patient_id IN (", T::TABLE));
    let mut ids = sql.separated(", ");
    for id in filter.patients {
        ids.push_bind(id.to_string());
    }
    sql.push(")");
    if !filter.before.is_empty() {
        sql.push(" AND id < ").push_bind(filter.before.to_owned());
    }
    if let Some(encounter) = filter.encounter {
        sql.push(" AND encounter_id = ").push_bind(encounter.to_string());
    }
    if let Some(key) = filter.match_key {
        sql.push(" AND match_key = ").push_bind(key.to_owned());
    }
    if let Some(author) = filter.author {
        sql.push(" AND (is_signed = '1' OR author = ")
            .push_bind(author.to_owned())
            .push(")");
    }
    sql.push(" ORDER BY id DESC LIMIT ").push_bind(filter.fetch);
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter()
        .map(|(body,)| json::read(T::TABLE, "body", &body))
        .collect()
}

pub(crate) async fn insert<T: ChartEntry>(tx: &mut WriteTx, entry: &T, now: Timestamp) -> Result<(), DbError> {
    documents::insert(tx, T::TABLE, &entry.id().to_string(), &columns(entry), entry).await?;
    keep_version(tx, entry, now).await
}

pub(crate) async fn update<T: ChartEntry>(tx: &mut WriteTx, entry: &T, now: Timestamp) -> Result<(), DbError> {
    documents::update(tx, T::TABLE, &entry.id().to_string(), &columns(entry), entry).await?;
    keep_version(tx, entry, now).await
}

/// Writes a draft, whose versions are not kept.
pub(crate) async fn insert_draft<T: ChartEntry>(tx: &mut WriteTx, entry: &T) -> Result<(), DbError> {
    documents::insert(tx, T::TABLE, &entry.id().to_string(), &columns(entry), entry).await
}

/// Writes a draft anew.
pub(crate) async fn update_draft<T: ChartEntry>(tx: &mut WriteTx, entry: &T) -> Result<(), DbError> {
    documents::update(tx, T::TABLE, &entry.id().to_string(), &columns(entry), entry).await
}

/// Takes a draft away that is inserted as an entry in the same transaction.
pub(crate) async fn remove_draft<T: ChartEntry>(tx: &mut WriteTx, entry: &T) -> Result<(), DbError> {
    documents::remove(tx, T::TABLE, &entry.id().to_string()).await?;
    Ok(())
}

/// Lists the versions of an entry, newest first, those before `before`.
pub(crate) async fn versions<T: ChartEntry>(
    db: impl Executor<'_>,
    id: T::Id,
    before: Option<i64>,
    fetch: i64,
) -> Result<Vec<T>, DbError> {
    let sql = "SELECT body FROM chart_versions WHERE entry_id = ? AND version < ? ORDER BY version DESC LIMIT ?";
    let query = sqlx::query_as(sql)
        .bind(id.to_string())
        .bind(before.unwrap_or(i64::MAX))
        .bind(fetch);
    let rows: Vec<(String,)> = query.fetch_all(db).await?;
    rows.into_iter()
        .map(|(body,)| json::read("chart_versions", "body", &body))
        .collect()
}

/// Tables of charts.
const TABLES: [&str; 7] = [
    "allergies",
    "allergy_statements",
    "conditions",
    "procedures",
    "immunizations",
    "vital_signs",
    "clinical_notes",
];

/// Gives what was written of an encounter under one of the ids `from` to `to`.
pub(crate) async fn give_of_encounter(
    tx: &mut WriteTx,
    encounter: EncounterId,
    from: &[PatientId],
    to: PatientId,
) -> Result<(), DbError> {
    for table in TABLES {
        let mut sql = QueryBuilder::<Backend>::new(format!("SELECT id, body FROM {table} WHERE encounter_id = "));
        sql.push_bind(encounter.to_string());
        sql.push(" AND patient_id IN (");
        let mut ids = sql.separated(", ");
        for id in from {
            ids.push_bind(id.to_string());
        }
        sql.push(")");
        let rows: Vec<(String, String)> = sql.build_query_as().fetch_all(&mut **tx).await?;
        for (id, body) in rows {
            let mut body: Map<String, Value> = json::read(table, "body", &body)?;
            body.insert("patient_id".to_owned(), Value::String(to.to_string()));
            documents::update(tx, table, &id, &[("patient_id", Some(to.to_string()))], &body).await?;
        }
    }
    Ok(())
}

fn columns<T: ChartEntry>(entry: &T) -> Vec<Column> {
    let mut columns = vec![
        ("patient_id", Some(entry.patient_id().to_string())),
        ("encounter_id", entry.encounter_id().map(|id| id.to_string())),
        ("match_key", entry.match_key()),
    ];
    columns.extend(entry.more_columns());
    columns
}

async fn keep_version<T: ChartEntry>(tx: &mut WriteTx, entry: &T, now: Timestamp) -> Result<(), DbError> {
    let sql = "INSERT INTO chart_versions (entry_id, version, changed_by, changed_at, body) VALUES (?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(entry.id().to_string())
        .bind(i64::try_from(entry.version()).unwrap_or(i64::MAX))
        .bind(entry.changed_by())
        .bind(to_millis(now));
    insert.bind(json::write(entry)).execute(&mut **tx).await?;
    Ok(())
}
