//! Orders.

use nilecare_contracts::AssignedNumber;
use nilecare_sql::{DbError, Executor, Query, WriteTx, from_millis, json, to_millis};
use nilecare_types::{FacilityId, LabOrderId, PatientId};
use sqlx::{AssertSqlSafe, FromRow};

use super::{columns, id, marks, number};
use crate::model::order::OrderRecord;

const TABLE: &str = "lab_orders";
const COLUMNS: &str = "id, order_number, patient_id, placer_system, placer_value, filler_system, filler_value, status, \
                       priority, tests, ordering_provider, requested_at, reason, facility_id, encounter_id, cancel_reason, \
                       collect_key, created_at, updated_at";

#[derive(FromRow)]
struct Row {
    id: String,
    order_number: String,
    patient_id: String,
    placer_system: Option<String>,
    placer_value: Option<String>,
    filler_system: Option<String>,
    filler_value: Option<String>,
    status: String,
    priority: String,
    tests: String,
    ordering_provider: Option<String>,
    requested_at: Option<i64>,
    reason: Option<String>,
    facility_id: Option<String>,
    encounter_id: Option<String>,
    cancel_reason: Option<String>,
    collect_key: Option<String>,
    created_at: i64,
    updated_at: i64,
}

pub(crate) async fn find(db: impl Executor<'_>, id: LabOrderId) -> Result<Option<OrderRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM lab_orders WHERE id = ?");
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(Row::into_record).transpose()
}

pub(crate) async fn by_placer(db: impl Executor<'_>, number: &AssignedNumber) -> Result<Option<OrderRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM lab_orders WHERE placer_system = ? AND placer_value = ?");
    let query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql))
        .bind(&number.system)
        .bind(&number.value);
    query.fetch_optional(db).await?.map(Row::into_record).transpose()
}

pub(crate) async fn by_filler(db: impl Executor<'_>, number: &AssignedNumber) -> Result<Option<OrderRecord>, DbError> {
    let sql = format!("SELECT {COLUMNS} FROM lab_orders WHERE filler_system = ? AND filler_value = ?");
    let query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql))
        .bind(&number.system)
        .bind(&number.value);
    query.fetch_optional(db).await?.map(Row::into_record).transpose()
}

/// Lists the orders of one person, newest first; `before` is the id of the one above, or empty.
pub(crate) async fn of_patient(
    db: impl Executor<'_>,
    ids: &[PatientId],
    before: &str,
    fetch: i64,
) -> Result<Vec<OrderRecord>, DbError> {
    let marks = marks(ids);
    let sql = format!(
        "SELECT {COLUMNS} FROM lab_orders WHERE patient_id IN ({marks}) AND (? = '' OR id < ?) ORDER BY id DESC LIMIT ?"
    );
    let mut query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql));
    for id in ids {
        query = query.bind(id.to_string());
    }
    let rows = query.bind(before).bind(before).bind(fetch).fetch_all(db).await?;
    rows.into_iter().map(Row::into_record).collect()
}

/// Lists the orders for which a specimen is to be collected, the most urgent and oldest first; `after` is the key of the one above.
pub(crate) async fn to_collect(
    db: impl Executor<'_>,
    facility: Option<FacilityId>,
    after: &str,
    fetch: i64,
) -> Result<Vec<OrderRecord>, DbError> {
    let facility = facility.map(|id| id.to_string()).unwrap_or_default();
    let sql = format!(
        "SELECT {COLUMNS} FROM lab_orders WHERE collect_key > ? AND (? = '' OR facility_id = ?) ORDER BY collect_key LIMIT ?"
    );
    let query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql)).bind(after).bind(&facility);
    let rows = query.bind(&facility).bind(fetch).fetch_all(db).await?;
    rows.into_iter().map(Row::into_record).collect()
}

pub(crate) async fn insert(tx: &mut WriteTx, order: &OrderRecord) -> Result<(), DbError> {
    let sql = "INSERT INTO lab_orders (placer_system, placer_value, filler_system, filler_value, status, priority, tests, \
               ordering_provider, requested_at, reason, cancel_reason, collect_key, updated_at, order_number, patient_id, \
               facility_id, encounter_id, created_at, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    let insert = bind_data(sqlx::query(sql), order)
        .bind(&order.order_number)
        .bind(order.patient_id.to_string());
    let insert = insert
        .bind(order.facility_id.map(|id| id.to_string()))
        .bind(order.encounter_id.map(|id| id.to_string()));
    insert
        .bind(to_millis(order.created_at))
        .bind(order.id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn update(tx: &mut WriteTx, order: &OrderRecord) -> Result<(), DbError> {
    let sql = "UPDATE lab_orders SET placer_system = ?, placer_value = ?, filler_system = ?, filler_value = ?, status = ?, \
               priority = ?, tests = ?, ordering_provider = ?, requested_at = ?, reason = ?, cancel_reason = ?, \
               collect_key = ?, updated_at = ? WHERE id = ?";
    bind_data(sqlx::query(sql), order)
        .bind(order.id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn bind_data<'q>(query: Query<'q>, order: &OrderRecord) -> Query<'q> {
    let (placer_system, placer_value) = columns(order.placer_number.as_ref());
    let (filler_system, filler_value) = columns(order.filler_number.as_ref());
    query
        .bind(placer_system)
        .bind(placer_value)
        .bind(filler_system)
        .bind(filler_value)
        .bind(json::name(&order.status))
        .bind(json::name(&order.priority))
        .bind(json::write(&order.tests))
        .bind(order.ordering_provider.as_ref().map(json::write))
        .bind(order.requested_at.map(to_millis))
        .bind(order.reason.clone())
        .bind(order.cancel_reason.clone())
        .bind(order.collect_key())
        .bind(to_millis(order.updated_at))
}

impl Row {
    fn into_record(self) -> Result<OrderRecord, DbError> {
        let corrupt = |column| DbError::Corrupt { table: TABLE, column };
        let provider = self
            .ordering_provider
            .map(|text| json::read(TABLE, "ordering_provider", &text));
        let requested_at = self
            .requested_at
            .map(|millis| from_millis(TABLE, "requested_at", millis));
        Ok(OrderRecord {
            id: self.id.parse().map_err(|_| corrupt("id"))?,
            order_number: self.order_number,
            patient_id: self.patient_id.parse().map_err(|_| corrupt("patient_id"))?,
            placer_number: number(self.placer_system, self.placer_value),
            filler_number: number(self.filler_system, self.filler_value),
            status: json::from_name(TABLE, "status", &self.status)?,
            priority: json::from_name(TABLE, "priority", &self.priority)?,
            tests: json::read(TABLE, "tests", &self.tests)?,
            ordering_provider: provider.transpose()?,
            requested_at: requested_at.transpose()?,
            reason: self.reason,
            facility_id: id(self.facility_id).map_err(|()| corrupt("facility_id"))?,
            encounter_id: id(self.encounter_id).map_err(|()| corrupt("encounter_id"))?,
            cancel_reason: self.cancel_reason,
            needs_specimen: self.collect_key.is_some(),
            created_at: from_millis(TABLE, "created_at", self.created_at)?,
            updated_at: from_millis(TABLE, "updated_at", self.updated_at)?,
        })
    }
}
