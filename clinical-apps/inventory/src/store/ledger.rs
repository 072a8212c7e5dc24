//! The ledger: movements, which stay as they are.

use nilecare_contracts::inventory::{BatchRecipient, StockMovement, StockMovementKind};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json, to_millis};
use nilecare_types::{FacilityId, InventoryItemId, StockBatchId, StockLocationId, StockMovementId};
use sqlx::{QueryBuilder, query_as};

const TABLE: &str = "stock_movements";

/// Which movements a list has; what is absent is not asked for.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    pub item: Option<InventoryItemId>,
    pub batch: Option<StockBatchId>,
    pub facility: Option<FacilityId>,
    pub location: Option<StockLocationId>,
    pub kind: Option<StockMovementKind>,
    pub reference: Option<String>,
}

pub(crate) async fn insert(tx: &mut WriteTx, movement: &StockMovement) -> Result<(), DbError> {
    let sql = "INSERT INTO stock_movements (id, kind, item_id, batch_id, facility_id, location_id, quantity, returns_id, \
               reference, moved_at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(movement.id.to_string())
        .bind(json::name(&movement.kind))
        .bind(movement.item_id.to_string())
        .bind(movement.batch_id.to_string())
        .bind(movement.facility_id.to_string())
        .bind(movement.location_id.to_string())
        .bind(movement.quantity)
        .bind(movement.returns.map(|id| id.to_string()))
        .bind(movement.reference.as_deref())
        .bind(to_millis(movement.at))
        .bind(json::write(movement))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn find(db: impl Executor<'_>, id: StockMovementId) -> Result<Option<StockMovement>, DbError> {
    let row: Option<(String,)> = query_as("SELECT body FROM stock_movements WHERE id = ?")
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    row.map(|(body,)| json::read(TABLE, "body", &body)).transpose()
}

/// Lists movements, oldest first.
pub(crate) async fn list(
    db: impl Executor<'_>,
    filter: &Filter,
    after: &str,
    fetch: i64,
) -> Result<Vec<StockMovement>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT body FROM stock_movements WHERE id > ");
    sql.push_bind(after.to_owned());
    for (column, value) in [
        ("item_id", filter.item.map(|id| id.to_string())),
        ("batch_id", filter.batch.map(|id| id.to_string())),
        ("facility_id", filter.facility.map(|id| id.to_string())),
        ("location_id", filter.location.map(|id| id.to_string())),
        ("kind", filter.kind.as_ref().map(json::name)),
        ("reference", filter.reference.clone()),
    ] {
        if let Some(value) = value {
            sql.push(format!(" AND {column} = ")).push_bind(value);
        }
    }
    sql.push(" ORDER BY id LIMIT ").push_bind(fetch);
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter()
        .map(|(body,)| json::read(TABLE, "body", &body))
        .collect()
}

/// Sums what came back of an issue.
pub(crate) async fn returned(db: impl Executor<'_>, id: StockMovementId) -> Result<i64, DbError> {
    let sql = "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM stock_movements WHERE returns_id = ?";
    let (sum,): (i64,) = query_as(sql).bind(id.to_string()).fetch_one(db).await?;
    Ok(sum)
}

/// Lists who was given some of a batch and did not give all of it back, oldest first.
pub(crate) async fn recipients(
    db: impl Executor<'_>,
    batch: StockBatchId,
    after: &str,
    fetch: i64,
) -> Result<Vec<BatchRecipient>, DbError> {
    let sql = "SELECT m.body, CAST(-m.quantity - COALESCE((SELECT SUM(r.quantity) FROM stock_movements r \
               WHERE r.returns_id = m.id), 0) AS BIGINT) \
               FROM stock_movements m WHERE m.batch_id = ? AND m.kind = ? AND m.id > ? \
               AND -m.quantity > COALESCE((SELECT SUM(r.quantity) FROM stock_movements r WHERE r.returns_id = m.id), 0) \
               ORDER BY m.id LIMIT ?";
    let rows: Vec<(String, i64)> = query_as(sql)
        .bind(batch.to_string())
        .bind(json::name(&StockMovementKind::Issue))
        .bind(after)
        .bind(fetch)
        .fetch_all(db)
        .await?;
    let recipient = |(body, quantity): (String, i64)| {
        let movement: StockMovement = json::read(TABLE, "body", &body)?;
        Ok(BatchRecipient {
            movement_id: movement.id,
            location_id: movement.location_id,
            quantity,
            reference: movement.reference,
            patient_id: movement.patient_id,
            at: movement.at,
        })
    };
    rows.into_iter().map(recipient).collect()
}
