//! How much of a batch is where. What may not be is refused by the statements and by the checks of the table.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use nilecare_contracts::inventory::{StockBatch, StockLevel, StockLocation};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json};
use nilecare_types::{FacilityId, InventoryItemId, StockBatchId, StockLocationId, Timestamp};
use sqlx::{QueryBuilder, query_as};

use crate::model::fefo::{Candidate, day};

const TABLE: &str = "stock_levels";

/// Which levels a list has; what is absent is not asked for.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    pub item: Option<InventoryItemId>,
    pub batch: Option<StockBatchId>,
    pub facility: Option<FacilityId>,
    pub location: Option<StockLocationId>,
}

/// Changes what is on hand by `change` and takes `unreserve` from what is kept back; returns how much is there then, or nothing when
/// there is not so much that is not kept back for somebody else.
pub(crate) async fn change(
    tx: &mut WriteTx,
    batch: &StockBatch,
    location: &StockLocation,
    change: i64,
    unreserve: i64,
) -> Result<Option<i64>, DbError> {
    let (batch_id, location_id) = (batch.id.to_string(), location.id.to_string());
    let sql = "UPDATE stock_levels SET on_hand = on_hand + ?, reserved = reserved - ? WHERE batch_id = ? AND location_id = ? \
               AND reserved >= ? AND on_hand + ? >= reserved - ?";
    let updated = sqlx::query(sql)
        .bind(change)
        .bind(unreserve)
        .bind(&batch_id)
        .bind(&location_id)
        .bind(unreserve)
        .bind(change)
        .bind(unreserve)
        .execute(&mut **tx)
        .await?;
    let (on_hand, _) = find(&mut **tx, &batch_id, &location_id).await?.unwrap_or_default();
    if updated.rows_affected() > 0 {
        return Ok(Some(on_hand));
    }
    let is_new = on_hand == 0 && change > 0 && unreserve == 0;
    if !is_new {
        return Ok(None);
    }
    let sql = "INSERT INTO stock_levels (batch_id, location_id, item_id, facility_id, on_hand, reserved) VALUES (?, ?, ?, ?, ?, 0)";
    sqlx::query(sql)
        .bind(&batch_id)
        .bind(&location_id)
        .bind(batch.item_id.to_string())
        .bind(location.facility_id.to_string())
        .bind(change)
        .execute(&mut **tx)
        .await?;
    Ok(Some(change))
}

/// Keeps some back, or gives it free when `change` is below 0; tells whether that could be.
pub(crate) async fn reserve(tx: &mut WriteTx, batch_id: &str, location_id: &str, change: i64) -> Result<bool, DbError> {
    let sql = "UPDATE stock_levels SET reserved = reserved + ? WHERE batch_id = ? AND location_id = ? \
               AND reserved + ? >= 0 AND reserved + ? <= on_hand";
    let updated = sqlx::query(sql)
        .bind(change)
        .bind(batch_id)
        .bind(location_id)
        .bind(change)
        .bind(change)
        .execute(&mut **tx)
        .await?;
    Ok(updated.rows_affected() > 0)
}

/// Reads what is on hand and kept back of a batch in a place.
pub(crate) async fn find(
    db: impl Executor<'_>,
    batch_id: &str,
    location_id: &str,
) -> Result<Option<(i64, i64)>, DbError> {
    let sql = "SELECT on_hand, reserved FROM stock_levels WHERE batch_id = ? AND location_id = ?";
    Ok(query_as(sql)
        .bind(batch_id)
        .bind(location_id)
        .fetch_optional(db)
        .await?)
}

type Row = (String, i64, i64, String);

/// Lists what there is of an item in a facility, to choose from; nothing is left out because it may not be used.
pub(crate) async fn candidates(
    db: impl Executor<'_>,
    item: InventoryItemId,
    facility: FacilityId,
    location: Option<StockLocationId>,
    now: Timestamp,
) -> Result<Vec<Candidate>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(
        "SELECT b.body, s.on_hand, s.reserved, l.body FROM stock_levels s JOIN stock_batches b ON b.id = s.batch_id \
         JOIN stock_locations l ON l.id = s.location_id WHERE s.on_hand > 0 AND s.item_id = ",
    );
    sql.push_bind(item.to_string());
    sql.push(" AND s.facility_id = ").push_bind(facility.to_string());
    if let Some(location) = location {
        sql.push(" AND s.location_id = ").push_bind(location.to_string());
    }
    let rows: Vec<Row> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(|row| candidate(row, now)).collect()
}

fn candidate((batch, on_hand, reserved, location): Row, now: Timestamp) -> Result<Candidate, DbError> {
    let batch: StockBatch = json::read("stock_batches", "body", &batch)?;
    let location: StockLocation = json::read("stock_locations", "body", &location)?;
    Ok(Candidate {
        batch_id: batch.id.to_string(),
        lot: batch.lot,
        location_id: location.id.to_string(),
        expires_on: batch.expires_on,
        status: batch.status,
        kind: location.kind,
        is_active: location.active,
        today: today(&location.time_zone, now)?,
        // What one command can take is less than that.
        free: u32::try_from(on_hand - reserved).unwrap_or(u32::MAX),
    })
}

/// Returns the day that it is in a zone that was known when it was stored.
pub(crate) fn today(zone: &str, now: Timestamp) -> Result<Date, DbError> {
    let zone = TimeZone::get(zone).map_err(|_| DbError::Corrupt {
        table: "stock_locations",
        column: "time_zone",
    })?;
    Ok(day(now, &zone))
}

/// Lists levels by batch and place; `after` is the ids of both, one behind the other.
pub(crate) async fn list(
    db: impl Executor<'_>,
    filter: &Filter,
    after: &str,
    fetch: i64,
) -> Result<Vec<StockLevel>, DbError> {
    let (batch, location) = after.split_at_checked(26).unwrap_or(("", ""));
    let mut sql = QueryBuilder::<Backend>::new(
        "SELECT b.body, s.on_hand, s.reserved, s.location_id, s.facility_id FROM stock_levels s \
         JOIN stock_batches b ON b.id = s.batch_id WHERE (s.batch_id > ",
    );
    sql.push_bind(batch.to_owned());
    sql.push(" OR (s.batch_id = ").push_bind(batch.to_owned());
    sql.push(" AND s.location_id > ")
        .push_bind(location.to_owned())
        .push("))");
    for (column, value) in [
        ("s.item_id", filter.item.map(|id| id.to_string())),
        ("s.batch_id", filter.batch.map(|id| id.to_string())),
        ("s.facility_id", filter.facility.map(|id| id.to_string())),
        ("s.location_id", filter.location.map(|id| id.to_string())),
    ] {
        if let Some(value) = value {
            sql.push(format!(" AND {column} = ")).push_bind(value);
        }
    }
    sql.push(" ORDER BY s.batch_id, s.location_id LIMIT ").push_bind(fetch);
    let rows: Vec<(String, i64, i64, String, String)> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter().map(level).collect()
}

fn level(
    (batch, on_hand, reserved, location_id, facility_id): (String, i64, i64, String, String),
) -> Result<StockLevel, DbError> {
    let batch: StockBatch = json::read("stock_batches", "body", &batch)?;
    Ok(StockLevel {
        item_id: batch.item_id,
        batch_id: batch.id,
        lot: batch.lot,
        expires_on: batch.expires_on,
        status: batch.status,
        facility_id: id(&facility_id, "facility_id")?,
        location_id: id(&location_id, "location_id")?,
        on_hand,
        reserved,
    })
}

/// Reads an id that a column holds.
pub(crate) fn id<T: std::str::FromStr>(text: &str, column: &'static str) -> Result<T, DbError> {
    text.parse().map_err(|_| DbError::Corrupt { table: TABLE, column })
}

/// Sums what is on hand and kept back of an item in a facility.
pub(crate) async fn sums(
    db: impl Executor<'_>,
    item: InventoryItemId,
    facility: FacilityId,
) -> Result<(i64, i64), DbError> {
    let sql = "SELECT CAST(COALESCE(SUM(on_hand), 0) AS BIGINT), CAST(COALESCE(SUM(reserved), 0) AS BIGINT) FROM stock_levels \
               WHERE item_id = ? AND facility_id = ?";
    Ok(query_as(sql)
        .bind(item.to_string())
        .bind(facility.to_string())
        .fetch_one(db)
        .await?)
}

/// Lists in which facilities there is or was some of an item.
pub(crate) async fn facilities(db: impl Executor<'_>, item: InventoryItemId) -> Result<Vec<FacilityId>, DbError> {
    let sql = "SELECT DISTINCT facility_id FROM stock_levels WHERE item_id = ? ORDER BY facility_id LIMIT 1000";
    let rows: Vec<(String,)> = query_as(sql).bind(item.to_string()).fetch_all(db).await?;
    rows.iter().map(|(text,)| id(text, "facility_id")).collect()
}

/// Sums what is on hand of a batch, by facility.
pub(crate) async fn of_batch(db: impl Executor<'_>, batch: StockBatchId) -> Result<Vec<(FacilityId, i64)>, DbError> {
    let sql = "SELECT facility_id, CAST(SUM(on_hand) AS BIGINT) FROM stock_levels WHERE batch_id = ? GROUP BY facility_id \
               HAVING SUM(on_hand) > 0 ORDER BY facility_id LIMIT 1000";
    let rows: Vec<(String, i64)> = query_as(sql).bind(batch.to_string()).fetch_all(db).await?;
    rows.iter()
        .map(|(text, sum)| Ok((id(text, "facility_id")?, *sum)))
        .collect()
}
