//! Entries of the record and their versions.

use nilecare_sql::{Backend, DbError, Executor, WriteTx, documents, json, to_millis};
use nilecare_types::{EncounterId, FacilityId, PatientId, Timestamp};
use sqlx::QueryBuilder;

use crate::model::entry::{Entry, columns};
use crate::model::reader::Reader;

/// Which entries; what is absent is not asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Filter<'a> {
    /// All ids of a person.
    pub patients: Option<&'a [PatientId]>,
    pub facility: Option<FacilityId>,
    pub encounter: Option<EncounterId>,
    pub status: Option<&'a str>,
    /// Due on this day or before.
    pub due_by: Option<&'a str>,
    /// What this reader sees. Absent: nothing that is confidential.
    pub reader: Option<Reader<'a>>,
    /// The id of the entry above in the list; empty for the first page.
    pub before: &'a str,
    pub fetch: i64,
}

pub(crate) async fn find<T: Entry>(db: impl Executor<'_>, id: impl ToString) -> Result<Option<T>, DbError> {
    documents::find(db, T::TABLE, &id.to_string()).await
}

/// Lists entries, newest first.
pub(crate) async fn list<T: Entry>(db: impl Executor<'_>, filter: Filter<'_>) -> Result<Vec<T>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT body FROM {} WHERE 1 = 1", T::TABLE));
    if let Some(patients) = filter.patients {
        sql.push(" AND patient_id IN (");
        let mut ids = sql.separated(", ");
        for id in patients {
            ids.push_bind(id.to_string());
        }
        sql.push(")");
    }
    if let Some(facility) = filter.facility {
        sql.push(" AND facility_id = ").push_bind(facility.to_string());
    }
    if let Some(encounter) = filter.encounter {
        sql.push(" AND encounter_id = ").push_bind(encounter.to_string());
    }
    if let Some(status) = filter.status {
        sql.push(" AND status = ").push_bind(status.to_owned());
    }
    if let Some(day) = filter.due_by {
        sql.push(" AND due_on <= ").push_bind(day.to_owned());
    }
    match filter.reader {
        Some(reader) if reader.sees_confidential => {}
        Some(reader) => {
            sql.push(" AND (is_confidential = '0' OR author = ")
                .push_bind(reader.name.to_owned())
                .push(")");
        }
        None => {
            sql.push(" AND is_confidential = '0'");
        }
    }
    if !filter.before.is_empty() {
        sql.push(" AND id < ").push_bind(filter.before.to_owned());
    }
    sql.push(" ORDER BY id DESC LIMIT ").push_bind(filter.fetch);
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter()
        .map(|(body,)| json::read(T::TABLE, "body", &body))
        .collect()
}

pub(crate) async fn insert<T: Entry>(tx: &mut WriteTx, entry: &T, now: Timestamp) -> Result<(), DbError> {
    documents::insert(tx, T::TABLE, &entry.id().to_string(), &columns(entry), entry).await?;
    keep_version(tx, entry, now).await
}

pub(crate) async fn update<T: Entry>(tx: &mut WriteTx, entry: &T, now: Timestamp) -> Result<(), DbError> {
    documents::update(tx, T::TABLE, &entry.id().to_string(), &columns(entry), entry).await?;
    keep_version(tx, entry, now).await
}

/// Lists the versions of an entry, newest first, those before `before`.
pub(crate) async fn versions<T: Entry>(
    db: impl Executor<'_>,
    id: T::Id,
    before: Option<i64>,
    fetch: i64,
) -> Result<Vec<T>, DbError> {
    let sql = "SELECT body FROM entry_versions WHERE entry_id = ? AND version < ? ORDER BY version DESC LIMIT ?";
    let query = sqlx::query_as(sql)
        .bind(id.to_string())
        .bind(before.unwrap_or(i64::MAX))
        .bind(fetch);
    let rows: Vec<(String,)> = query.fetch_all(db).await?;
    rows.into_iter()
        .map(|(body,)| json::read("entry_versions", "body", &body))
        .collect()
}

async fn keep_version<T: Entry>(tx: &mut WriteTx, entry: &T, now: Timestamp) -> Result<(), DbError> {
    let sql = "INSERT INTO entry_versions (entry_id, version, changed_by, changed_at, body) VALUES (?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(entry.id().to_string())
        .bind(i64::try_from(entry.version()).unwrap_or(i64::MAX))
        .bind(entry.changed_by())
        .bind(to_millis(now));
    insert.bind(json::write(entry)).execute(&mut **tx).await?;
    Ok(())
}
