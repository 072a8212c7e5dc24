//! Prescriptions.

use nilecare_contracts::medication::PrescriptionStatus;
use nilecare_sql::{Backend, DbError, Executor, Query, WriteTx, json, to_millis};
use nilecare_types::{PatientId, PrescriptionId, Timestamp};
use sqlx::{AssertSqlSafe, QueryBuilder};

use crate::model::prescription::Record;

const TABLE: &str = "prescriptions";
const COLUMNS: &str = "prescription, request, fill_from";

type Row = (String, String, i64);

/// Which prescriptions a list has.
#[derive(Debug, Default)]
pub(crate) struct Filter<'a> {
    /// Of these people; absent: of all.
    pub patients: Option<&'a [PatientId]>,
    /// In one of these; none: in any.
    pub statuses: &'a [PrescriptionStatus],
    /// The id of the one above, or empty.
    pub before: &'a str,
    pub fetch: i64,
}

pub(crate) async fn find(db: impl Executor<'_>, id: PrescriptionId) -> Result<Option<Record>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM prescriptions WHERE id = ?");
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(record).transpose()
}

/// Lists prescriptions, newest first.
pub(crate) async fn list(db: impl Executor<'_>, filter: &Filter<'_>) -> Result<Vec<Record>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT {COLUMNS} FROM prescriptions WHERE 1 = 1"));
    if let Some(ids) = filter.patients {
        sql.push(" AND patient_id IN (");
        let mut separated = sql.separated(", ");
        for id in ids {
            separated.push_bind(id.to_string());
        }
        sql.push(")");
    }
    if !filter.statuses.is_empty() {
        sql.push(" AND status IN (");
        let mut separated = sql.separated(", ");
        for status in filter.statuses {
            separated.push_bind(json::name(status));
        }
        sql.push(")");
    }
    if !filter.before.is_empty() {
        sql.push(" AND id < ").push_bind(filter.before.to_owned());
    }
    sql.push(" ORDER BY id DESC LIMIT ").push_bind(filter.fetch);
    let rows: Vec<Row> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(record).collect()
}

/// Lists prescriptions whose last day has gone by and that are not ended yet.
pub(crate) async fn over(db: impl Executor<'_>, now: Timestamp, most: i64) -> Result<Vec<Record>, DbError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM prescriptions WHERE ends_at <= ? AND status IN \
         ('pending', 'active', 'partially-dispensed', 'dispensed', 'on-hold') LIMIT ?"
    );
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(to_millis(now))
        .bind(most)
        .fetch_all(db)
        .await?;
    rows.into_iter().map(record).collect()
}

pub(crate) async fn insert(tx: &mut WriteTx, record: &Record) -> Result<(), DbError> {
    let prescription = &record.prescription;
    let sql = "INSERT INTO prescriptions (id, prescription_number, patient_id, request, created_at, version, status, \
               prescription, fill_from, ends_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(prescription.id.to_string())
        .bind(&prescription.prescription_number)
        .bind(prescription.patient_id.to_string())
        .bind(json::write(&record.request))
        .bind(to_millis(prescription.created_at));
    bind(insert, record).execute(&mut **tx).await?;
    Ok(())
}

pub(crate) async fn update(tx: &mut WriteTx, record: &Record) -> Result<(), DbError> {
    let sql = "UPDATE prescriptions SET version = ?, status = ?, prescription = ?, fill_from = ?, ends_at = ?, \
               updated_at = ? WHERE id = ?";
    bind(sqlx::query(sql), record)
        .bind(record.prescription.id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn bind<'q>(query: Query<'q>, record: &Record) -> Query<'q> {
    let prescription = &record.prescription;
    query
        .bind(prescription.version as i64)
        .bind(json::name(&prescription.status))
        .bind(json::write(prescription))
        .bind(record.fill_from as i64)
        .bind(prescription.ends_at.map(to_millis))
        .bind(to_millis(prescription.updated_at))
}

fn record((prescription, request, fill_from): Row) -> Result<Record, DbError> {
    let corrupt = DbError::Corrupt {
        table: TABLE,
        column: "fill_from",
    };
    Ok(Record {
        prescription: json::read(TABLE, "prescription", &prescription)?,
        request: json::read(TABLE, "request", &request)?,
        fill_from: usize::try_from(fill_from).map_err(|_| corrupt)?,
    })
}
