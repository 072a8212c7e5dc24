//! Vital signs by the time that they were taken.

use nilecare_contracts::clinical::{News2Band, VitalSigns};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json};
use nilecare_types::{PatientId, Timestamp, VitalSignsId};
use sqlx::QueryBuilder;

use crate::model::chart::time_key;

const TABLE: &str = "vital_signs";
/// How many entries are looked through for a score.
const LOOKED_AT: i64 = 100;

/// The scores before and after a moment.
pub(crate) struct Neighbours {
    /// The risk of the last score before it.
    pub before: Option<News2Band>,
    /// Whether there is a score of a later time.
    pub has_later: bool,
}

/// Lists entries from `from` to before `to` in the order of time.
pub(crate) async fn between(
    db: impl Executor<'_>,
    patients: &[PatientId],
    from: Timestamp,
    to: Timestamp,
    fetch: i64,
) -> Result<Vec<VitalSigns>, DbError> {
    let mut sql = of(patients);
    sql.push(" AND taken_at >= ").push_bind(time_key(from));
    sql.push(" AND taken_at < ").push_bind(time_key(to));
    sql.push(" ORDER BY taken_at, id LIMIT ").push_bind(fetch);
    read(sql, db).await
}

/// Finds the scores around a moment, without those of the entry `id`.
pub(crate) async fn scored_around(
    tx: &mut WriteTx,
    patients: &[PatientId],
    id: VitalSignsId,
    at: Timestamp,
) -> Result<Neighbours, DbError> {
    let mut sql = of(patients);
    sql.push(" AND taken_at <= ").push_bind(time_key(at));
    sql.push(" ORDER BY taken_at DESC, id DESC LIMIT ").push_bind(LOOKED_AT);
    let before = read(sql, &mut **tx).await?;
    let mut sql = of(patients);
    sql.push(" AND taken_at > ").push_bind(time_key(at));
    sql.push(" ORDER BY taken_at DESC, id DESC LIMIT ").push_bind(LOOKED_AT);
    let later = read(sql, &mut **tx).await?;
    let band = |entry: &VitalSigns| {
        let counts = entry.id != id && entry.entered_in_error.is_none();
        entry.news2.band().filter(|_| counts)
    };
    Ok(Neighbours {
        before: before.iter().find_map(band),
        has_later: later.iter().any(|entry| band(entry).is_some()),
    })
}

fn of(patients: &[PatientId]) -> QueryBuilder<Backend> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT body FROM {TABLE} WHERE patient_id IN ("));
    let mut ids = sql.separated(", ");
    for id in patients {
        ids.push_bind(id.to_string());
    }
    sql.push(")");
    sql
}

async fn read(mut sql: QueryBuilder<Backend>, db: impl Executor<'_>) -> Result<Vec<VitalSigns>, DbError> {
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter()
        .map(|(body,)| json::read(TABLE, "body", &body))
        .collect()
}
