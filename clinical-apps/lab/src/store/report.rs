//! Reports.

use nilecare_contracts::{AssignedNumber, Code};
use nilecare_sql::{DbError, Executor, WriteTx, from_millis, json, to_millis};
use nilecare_types::LabOrderId;
use sqlx::{AssertSqlSafe, FromRow};

use super::{columns, number};
use crate::model::report::ReportRecord;

const TABLE: &str = "lab_reports";
const COLUMNS: &str = "id, order_id, filler_system, filler_value, service_system, service_code, service_text, status, \
                       reported_at, created_at, updated_at";

#[derive(FromRow)]
struct Row {
    id: String,
    order_id: String,
    filler_system: Option<String>,
    filler_value: Option<String>,
    service_system: String,
    service_code: String,
    service_text: Option<String>,
    status: String,
    reported_at: Option<i64>,
    created_at: i64,
    updated_at: i64,
}

pub(crate) async fn by_filler(db: impl Executor<'_>, number: &AssignedNumber) -> Result<Option<ReportRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM lab_reports WHERE filler_system = ? AND filler_value = ?");
    let query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql))
        .bind(&number.system)
        .bind(&number.value);
    query.fetch_optional(db).await?.map(Row::into_record).transpose()
}

pub(crate) async fn of_order(db: impl Executor<'_>, order: LabOrderId) -> Result<Vec<ReportRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM lab_reports WHERE order_id = ? ORDER BY id");
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(order.to_string())
        .fetch_all(db)
        .await?;
    rows.into_iter().map(Row::into_record).collect()
}

pub(crate) async fn insert(tx: &mut WriteTx, report: &ReportRecord) -> Result<(), DbError> {
    let sql = "INSERT INTO lab_reports (id, order_id, filler_system, filler_value, service_system, service_code, \
               service_text, status, reported_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let (filler_system, filler_value) = columns(report.filler_number.as_ref());
    let insert = sqlx::query(sql)
        .bind(&report.id)
        .bind(report.order_id.to_string())
        .bind(filler_system);
    let insert = insert
        .bind(filler_value)
        .bind(&report.service.system)
        .bind(&report.service.code);
    let insert = insert.bind(&report.service.text).bind(json::name(&report.status));
    let insert = insert
        .bind(report.reported_at.map(to_millis))
        .bind(to_millis(report.created_at));
    insert.bind(to_millis(report.updated_at)).execute(&mut **tx).await?;
    Ok(())
}

pub(crate) async fn update(tx: &mut WriteTx, report: &ReportRecord) -> Result<(), DbError> {
    let sql = "UPDATE lab_reports SET status = ?, reported_at = ?, updated_at = ? WHERE id = ?";
    let update = sqlx::query(sql)
        .bind(json::name(&report.status))
        .bind(report.reported_at.map(to_millis));
    update
        .bind(to_millis(report.updated_at))
        .bind(&report.id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

impl Row {
    fn into_record(self) -> Result<ReportRecord, DbError> {
        let reported_at = self.reported_at.map(|millis| from_millis(TABLE, "reported_at", millis));
        Ok(ReportRecord {
            id: self.id,
            order_id: self.order_id.parse().map_err(|_| DbError::Corrupt {
                table: TABLE,
                column: "order_id",
            })?,
            filler_number: number(self.filler_system, self.filler_value),
            service: Code {
                system: self.service_system,
                code: self.service_code,
                text: self.service_text,
            },
            status: json::from_name(TABLE, "status", &self.status)?,
            reported_at: reported_at.transpose()?,
            created_at: from_millis(TABLE, "created_at", self.created_at)?,
            updated_at: from_millis(TABLE, "updated_at", self.updated_at)?,
        })
    }
}
