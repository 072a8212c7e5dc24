//! Appointments.

use nilecare_contracts::appointment::AppointmentStatus;
use nilecare_sql::{Backend, DbError, Executor, Query, WriteTx, json, to_millis};
use nilecare_types::{AppointmentId, FacilityId, PatientId, StaffId, Timestamp};
use sqlx::{AssertSqlSafe, QueryBuilder};

use crate::model::life::Record;

const TABLE: &str = "appointments";
const COLUMNS: &str = "appointment, context";

type Row = (String, String);

/// Which appointments a list has.
#[derive(Debug, Default)]
pub(crate) struct Filter<'a> {
    /// Of these people; absent: of all.
    pub patients: Option<&'a [PatientId]>,
    pub provider: Option<StaffId>,
    pub facility: Option<FacilityId>,
    pub status: Option<AppointmentStatus>,
    /// Those that begin at or after this moment.
    pub from: Option<Timestamp>,
    /// Those that begin before this moment.
    pub until: Option<Timestamp>,
    /// The one before, as `MILLISECONDS-ID`, or empty.
    pub after: Option<(i64, &'a str)>,
    pub fetch: i64,
}

pub(crate) async fn find(db: impl Executor<'_>, id: AppointmentId) -> Result<Option<Record>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM appointments WHERE id = ?");
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(record).transpose()
}

/// Lists appointments in the order of time.
pub(crate) async fn list(db: impl Executor<'_>, filter: &Filter<'_>) -> Result<Vec<Record>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT {COLUMNS} FROM appointments WHERE 1 = 1"));
    if let Some(ids) = filter.patients {
        sql.push(" AND patient_id IN (");
        let mut separated = sql.separated(", ");
        for id in ids {
            separated.push_bind(id.to_string());
        }
        sql.push(")");
    }
    if let Some(id) = filter.provider {
        sql.push(" AND provider_id = ").push_bind(id.to_string());
    }
    if let Some(id) = filter.facility {
        sql.push(" AND facility_id = ").push_bind(id.to_string());
    }
    if let Some(status) = filter.status {
        sql.push(" AND status = ").push_bind(json::name(&status));
    }
    if let Some(from) = filter.from {
        sql.push(" AND starts_at >= ").push_bind(to_millis(from));
    }
    if let Some(until) = filter.until {
        sql.push(" AND starts_at < ").push_bind(to_millis(until));
    }
    if let Some((millis, id)) = filter.after {
        sql.push(" AND (starts_at > ").push_bind(millis);
        sql.push(" OR (starts_at = ").push_bind(millis);
        sql.push(" AND id > ").push_bind(id.to_owned()).push("))");
    }
    sql.push(" ORDER BY starts_at, id LIMIT ").push_bind(filter.fetch);
    let rows: Vec<Row> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(record).collect()
}

pub(crate) async fn insert(tx: &mut WriteTx, record: &Record) -> Result<(), DbError> {
    let appointment = &record.appointment;
    let sql = "INSERT INTO appointments (id, appointment_number, patient_id, facility_id, provider_id, status, starts_at, \
               appointment, context) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(appointment.id.to_string())
        .bind(&appointment.appointment_number)
        .bind(appointment.patient_id.to_string())
        .bind(appointment.facility_id.to_string());
    bind(insert, record).execute(&mut **tx).await?;
    for resource in &appointment.resources {
        sqlx::query("INSERT INTO appointment_resources (appointment_id, kind, name) VALUES (?, ?, ?)")
            .bind(appointment.id.to_string())
            .bind(json::name(&resource.kind))
            .bind(&resource.name)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

pub(crate) async fn update(tx: &mut WriteTx, record: &Record) -> Result<(), DbError> {
    let sql =
        "UPDATE appointments SET provider_id = ?, status = ?, starts_at = ?, appointment = ?, context = ? WHERE id = ?";
    bind(sqlx::query(sql), record)
        .bind(record.appointment.id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn bind<'q>(query: Query<'q>, record: &Record) -> Query<'q> {
    let appointment = &record.appointment;
    query
        .bind(appointment.provider_id.to_string())
        .bind(json::name(&appointment.status))
        .bind(to_millis(appointment.starts_at))
        .bind(json::write(appointment))
        .bind(json::write(&record.context))
}

fn record((appointment, context): Row) -> Result<Record, DbError> {
    Ok(Record {
        appointment: json::read(TABLE, "appointment", &appointment)?,
        context: json::read(TABLE, "context", &context)?,
    })
}
