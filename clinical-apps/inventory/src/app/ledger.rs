//! Every change of stock goes through here: the level and the movement are written together, and low stock is seen at once.

use nilecare_contracts::inventory::{
    ItemAvailability, StockAlertKind, StockBatch, StockItem, StockLocation, StockMovement, StockMovementKind,
};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{
    FacilityId, InventoryItemId, PatientId, PurchaseOrderId, StockCountId, StockLocationId, StockMovementId,
    StockReservationId, Timestamp,
};

use super::{Cause, alerts, events, of};
use crate::InventoryError;
use crate::model::fefo::{self, Taken};
use crate::store::{ledger, level};

/// A change of stock.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub kind: StockMovementKind,
    pub batch: &'a StockBatch,
    pub location: &'a StockLocation,
    pub quantity: i64,
    /// So many units are no longer kept back.
    pub unreserve: i64,
    pub group: StockMovementId,
    pub details: Details,
}

/// What else is known of a movement.
#[derive(Debug, Clone, Default)]
pub(super) struct Details {
    pub reason_code: Option<String>,
    pub reason: Option<String>,
    pub reference: Option<String>,
    pub patient_id: Option<PatientId>,
    pub reservation_id: Option<StockReservationId>,
    pub purchase_order_id: Option<PurchaseOrderId>,
    pub stock_count_id: Option<StockCountId>,
    pub returns: Option<StockMovementId>,
    pub witness: Option<String>,
}

/// Writes a movement, or refuses it when more would go than is there and not kept back.
pub(super) async fn post(
    tx: &mut WriteTx,
    entry: Entry<'_>,
    cause: Cause<'_>,
) -> Result<StockMovement, InventoryError> {
    let (batch, location) = (entry.batch, entry.location);
    let changed = level::change(tx, batch, location, entry.quantity, entry.unreserve).await?;
    let Some(on_hand_after) = changed else {
        let (on_hand, reserved) = level::find(&mut **tx, &batch.id.to_string(), &location.id.to_string())
            .await?
            .unwrap_or_default();
        return Err(InventoryError::Insufficient {
            wanted: entry.quantity.unsigned_abs(),
            available: (on_hand - reserved).unsigned_abs(),
        });
    };
    let details = entry.details;
    let movement = StockMovement {
        id: StockMovementId::generate(),
        kind: entry.kind,
        item_id: batch.item_id,
        batch_id: batch.id,
        lot: batch.lot.clone(),
        facility_id: location.facility_id,
        location_id: location.id,
        quantity: entry.quantity,
        on_hand_after,
        group: entry.group,
        reason_code: details.reason_code,
        reason: details.reason,
        reference: details.reference,
        patient_id: details.patient_id,
        reservation_id: details.reservation_id,
        purchase_order_id: details.purchase_order_id,
        stock_count_id: details.stock_count_id,
        returns: details.returns,
        witness: details.witness,
        by: cause.by.to_owned(),
        at: cause.now,
    };
    ledger::insert(tx, &movement).await?;
    events::tell_moved(tx, &movement).await?;
    if on_hand_after == 0 {
        settle(tx, batch, location.facility_id, cause.now).await?;
    }
    Ok(movement)
}

/// Ends the alerts about the expiry of a batch where nothing of it is left.
async fn settle(
    tx: &mut WriteTx,
    batch: &StockBatch,
    facility: FacilityId,
    now: Timestamp,
) -> Result<(), InventoryError> {
    let places = level::of_batch(&mut **tx, batch.id).await?;
    if places.iter().any(|(place, _)| *place == facility) {
        return Ok(());
    }
    for kind in [StockAlertKind::Expiring, StockAlertKind::Expired] {
        let mut alert = alerts::about(kind, now);
        (alert.batch_id, alert.facility_id) = (Some(batch.id), Some(facility));
        alerts::resolve(tx, &alert, now).await?;
    }
    Ok(())
}

/// Chooses what is to be taken of an item: what expires first first, and nothing that may not be used.
pub(super) async fn choose(
    tx: &mut WriteTx,
    item: &StockItem,
    facility: FacilityId,
    location: Option<StockLocationId>,
    quantity: u32,
    now: Timestamp,
) -> Result<Vec<Taken>, InventoryError> {
    if !item.active {
        return Err(InventoryError::Inactive("item"));
    }
    let candidates = level::candidates(&mut **tx, item.id, facility, location, now).await?;
    fefo::choose(candidates, quantity).map_err(|available| InventoryError::Insufficient {
        wanted: u64::from(quantity),
        available,
    })
}

/// Issues what was chosen.
pub(super) async fn issue(
    tx: &mut WriteTx,
    taken: &[Taken],
    is_reserved: bool,
    details: &Details,
    cause: Cause<'_>,
) -> Result<Vec<StockMovement>, InventoryError> {
    let group = StockMovementId::generate();
    let mut movements = Vec::with_capacity(taken.len());
    for one in taken {
        let batch: StockBatch = of(&mut **tx, &one.batch_id).await?;
        let location: StockLocation = of(&mut **tx, &one.location_id).await?;
        let quantity = i64::from(one.quantity);
        let entry = Entry {
            kind: StockMovementKind::Issue,
            batch: &batch,
            location: &location,
            quantity: -quantity,
            unreserve: if is_reserved { quantity } else { 0 },
            group,
            details: details.clone(),
        };
        movements.push(post(tx, entry, cause).await?);
    }
    Ok(movements)
}

/// Tells how much of an item a facility has.
pub(super) async fn availability(
    db: &mut nilecare_sql::Conn,
    item: &StockItem,
    facility: FacilityId,
    now: Timestamp,
) -> Result<ItemAvailability, DbError> {
    let (on_hand, reserved) = level::sums(&mut *db, item.id, facility).await?;
    let candidates = level::candidates(&mut *db, item.id, facility, None, now).await?;
    let available = i64::try_from(fefo::available(&candidates)).unwrap_or(i64::MAX);
    Ok(ItemAvailability {
        item_id: item.id,
        facility_id: facility,
        on_hand,
        reserved,
        available,
        is_low: item.active && item.reorder_level > 0 && available <= i64::from(item.reorder_level),
    })
}

/// Looks whether an item is low in a facility after a change: tells of it once, and takes it back when it is no longer so.
pub(super) async fn watch(
    tx: &mut WriteTx,
    item: &StockItem,
    facility: FacilityId,
    cause: Cause<'_>,
) -> Result<(), InventoryError> {
    let availability = availability(tx, item, facility, cause.now).await?;
    let mut alert = alerts::about(StockAlertKind::LowStock, cause.now);
    alert.item_id = Some(item.id);
    alert.facility_id = Some(facility);
    if availability.is_low {
        alert.quantity = Some(availability.available);
        alert.message = format!(
            "{} is at or below its reorder level of {} {}; order more",
            item.code, item.reorder_level, item.unit
        );
        if alerts::raise(tx, alert).await? {
            events::tell_low(tx, item, &availability, cause.now).await?;
        }
    } else {
        alerts::resolve(tx, &alert, cause.now).await?;
    }
    Ok(())
}

/// Looks at an item that is known by its id only.
pub(super) async fn watch_item(
    tx: &mut WriteTx,
    id: InventoryItemId,
    facility: FacilityId,
    cause: Cause<'_>,
) -> Result<(), InventoryError> {
    let item: StockItem = of(&mut **tx, id).await?;
    watch(tx, &item, facility, cause).await
}
