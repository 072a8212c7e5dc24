//! Catalogue, batches, reservations, orders, counts and alerts: which columns each is found by.

use jiff::civil::Date;
use nilecare_contracts::inventory::{
    InventorySettingsRecord, PurchaseOrder, StockAlert, StockAlertKind, StockAlertStatus, StockBatch, StockBatchStatus,
    StockCount, StockCountStatus, StockItem, StockLocation, StockReservation, StockReservationStatus, Supplier,
};
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{DbError, Executor, WriteTx, json};
use nilecare_types::{InventoryItemId, StockBatchId, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::query_as;

/// Something with a table of its own.
pub(crate) trait Record: Serialize + DeserializeOwned + Send + Sync {
    const TABLE: &'static str;
    /// What it is called when there is none.
    const WHAT: &'static str;
    fn key(&self) -> String;
    fn columns(&self) -> Vec<Column>;
}

pub(crate) async fn insert<R: Record>(tx: &mut WriteTx, record: &R) -> Result<(), DbError> {
    documents::insert(tx, R::TABLE, &record.key(), &record.columns(), record).await
}

pub(crate) async fn update<R: Record>(tx: &mut WriteTx, record: &R) -> Result<(), DbError> {
    documents::update(tx, R::TABLE, &record.key(), &record.columns(), record).await
}

pub(crate) async fn find<R: Record>(db: impl Executor<'_>, id: impl ToString) -> Result<Option<R>, DbError> {
    documents::find(db, R::TABLE, &id.to_string()).await
}

/// Lists records with these values; an absent value is not asked for.
pub(crate) async fn list<R: Record>(
    db: impl Executor<'_>,
    equal: &[(&'static str, Option<String>)],
    after: &str,
    fetch: i64,
) -> Result<Vec<R>, DbError> {
    let equal: Vec<(&'static str, String)> = equal
        .iter()
        .filter_map(|(column, value)| value.clone().map(|value| (*column, value)))
        .collect();
    documents::list(db, R::TABLE, &equal, after, fetch).await
}

/// Finds a lot of an item.
pub(crate) async fn batch_of_lot(
    db: impl Executor<'_>,
    item: InventoryItemId,
    lot: &str,
) -> Result<Option<StockBatch>, DbError> {
    let equal = [("item_id", Some(item.to_string())), ("lot", Some(lot.to_owned()))];
    Ok(list(db, &equal, "", 1).await?.pop())
}

/// Lists batches, not yet expired by their status, whose last day is `day` or before it.
pub(crate) async fn ending(
    db: impl Executor<'_>,
    day: Date,
    after: &str,
    fetch: i64,
) -> Result<Vec<StockBatch>, DbError> {
    let sql =
        "SELECT body FROM stock_batches WHERE status IN (?, ?) AND expires_on <= ? AND id > ? ORDER BY id LIMIT ?";
    let rows: Vec<(String,)> = query_as(sql)
        .bind(json::name(&StockBatchStatus::Active))
        .bind(json::name(&StockBatchStatus::Quarantined))
        .bind(day.to_string())
        .bind(after)
        .bind(fetch)
        .fetch_all(db)
        .await?;
    read(StockBatch::TABLE, rows)
}

/// Lists reservations whose time is over.
pub(crate) async fn over(db: impl Executor<'_>, now: Timestamp, most: i64) -> Result<Vec<StockReservation>, DbError> {
    let sql =
        "SELECT body FROM stock_reservations WHERE status = ? AND expires_at <= ? ORDER BY expires_at, id LIMIT ?";
    let rows: Vec<(String,)> = query_as(sql)
        .bind(json::name(&StockReservationStatus::Active))
        .bind(seconds(now))
        .bind(most)
        .fetch_all(db)
        .await?;
    read(StockReservation::TABLE, rows)
}

/// Lists reservations in force that hold some of a batch.
pub(crate) async fn holding(
    db: impl Executor<'_>,
    item: InventoryItemId,
    batch: StockBatchId,
) -> Result<Vec<StockReservation>, DbError> {
    let sql = "SELECT body FROM stock_reservations WHERE status = ? AND item_id = ? ORDER BY id";
    let rows: Vec<(String,)> = query_as(sql)
        .bind(json::name(&StockReservationStatus::Active))
        .bind(item.to_string())
        .fetch_all(db)
        .await?;
    let mut all: Vec<StockReservation> = read(StockReservation::TABLE, rows)?;
    all.retain(|one| one.batches.iter().any(|held| held.batch_id == batch));
    Ok(all)
}

/// Finds the alert that stands for a matter while it is so.
pub(crate) async fn alert_of(db: impl Executor<'_>, key: &str) -> Result<Option<StockAlert>, DbError> {
    let equal = [("open_key", Some(key.to_owned()))];
    Ok(list(db, &equal, "", 1).await?.pop())
}

fn read<R: Record>(table: &'static str, rows: Vec<(String,)>) -> Result<Vec<R>, DbError> {
    rows.into_iter()
        .map(|(body,)| json::read(table, "body", &body))
        .collect()
}

/// A moment as text that sorts in the order of time, down to the second.
fn seconds(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl Record for StockItem {
    const TABLE: &'static str = "inventory_items";
    const WHAT: &'static str = "item";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![("code", Some(self.code.clone())), ("rxcui", self.rxcui.clone())]
    }
}

impl Record for StockLocation {
    const TABLE: &'static str = "stock_locations";
    const WHAT: &'static str = "location";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("facility_id", Some(self.facility_id.to_string())),
            ("code", Some(self.code.clone())),
        ]
    }
}

impl Record for Supplier {
    const TABLE: &'static str = "suppliers";
    const WHAT: &'static str = "supplier";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![("code", Some(self.code.clone()))]
    }
}

impl Record for StockBatch {
    const TABLE: &'static str = "stock_batches";
    const WHAT: &'static str = "batch";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("item_id", Some(self.item_id.to_string())),
            ("lot", Some(self.lot.clone())),
            ("expires_on", Some(self.expires_on.to_string())),
            ("status", Some(json::name(&self.status))),
        ]
    }
}

impl Record for StockReservation {
    const TABLE: &'static str = "stock_reservations";
    const WHAT: &'static str = "reservation";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("item_id", Some(self.item_id.to_string())),
            ("facility_id", Some(self.facility_id.to_string())),
            ("status", Some(json::name(&self.status))),
            ("reference", Some(self.reference.clone())),
            ("expires_at", Some(seconds(self.expires_at))),
        ]
    }
}

impl Record for PurchaseOrder {
    const TABLE: &'static str = "purchase_orders";
    const WHAT: &'static str = "purchase-order";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("supplier_id", Some(self.supplier_id.to_string())),
            ("facility_id", Some(self.facility_id.to_string())),
            ("status", Some(json::name(&self.status))),
        ]
    }
}

impl Record for StockCount {
    const TABLE: &'static str = "stock_counts";
    const WHAT: &'static str = "stock-count";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        let is_open = self.status == StockCountStatus::Open;
        vec![
            ("facility_id", Some(self.facility_id.to_string())),
            ("location_id", Some(self.location_id.to_string())),
            ("status", Some(json::name(&self.status))),
            ("open_key", is_open.then(|| self.location_id.to_string())),
        ]
    }
}

impl Record for InventorySettingsRecord {
    const TABLE: &'static str = "inventory_settings";
    const WHAT: &'static str = "facility";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        Vec::new()
    }
}

impl Record for StockAlert {
    const TABLE: &'static str = "stock_alerts";
    const WHAT: &'static str = "alert";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        let stands = self.status != StockAlertStatus::Resolved;
        vec![
            ("kind", Some(json::name(&self.kind))),
            ("status", Some(json::name(&self.status))),
            ("item_id", self.item_id.map(|id| id.to_string())),
            ("facility_id", self.facility_id.map(|id| id.to_string())),
            ("open_key", stands.then(|| open_key(self))),
        ]
    }
}

/// Returns what an alert is about, so that the same matter is told of once while it is so.
pub(crate) fn open_key(alert: &StockAlert) -> String {
    let text = |id: Option<String>| id.unwrap_or_default();
    let kind = json::name(&alert.kind);
    let about = match alert.kind {
        // Each hand-out is a matter of its own only where the item is known; a drug that is none is one matter.
        StockAlertKind::DispensedWithoutStock => text(alert.reference.clone().or_else(|| alert.rxcui.clone())),
        StockAlertKind::Expiring | StockAlertKind::Expired | StockAlertKind::Recalled => {
            text(alert.batch_id.map(|id| id.to_string()))
        }
        StockAlertKind::LowStock => text(alert.item_id.map(|id| id.to_string())),
    };
    format!("{kind}:{about}:{}", text(alert.facility_id.map(|id| id.to_string())))
}
