//! What the service tells others, written with the change.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::inventory::{
    BatchEvent, ItemAvailability, SERVICE, STOCK_LOW, STOCK_MOVED, StockBatch, StockItem, StockLowEvent,
    StockMovedEvent, StockMovement,
};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{InventoryItemId, Timestamp};
use serde::Serialize;

/// Tells of a movement; for whom it was stays here.
pub(super) async fn tell_moved(tx: &mut WriteTx, movement: &StockMovement) -> Result<(), DbError> {
    let movement = StockMovement {
        patient_id: None,
        ..movement.clone()
    };
    let (item, at) = (movement.item_id, movement.at);
    put(tx, STOCK_MOVED, item, at, &StockMovedEvent { movement }).await
}

/// Tells that an item is low in a facility.
pub(super) async fn tell_low(
    tx: &mut WriteTx,
    item: &StockItem,
    availability: &ItemAvailability,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = StockLowEvent {
        item: item.clone(),
        availability: availability.clone(),
    };
    put(tx, STOCK_LOW, item.id, now, &data).await
}

/// Tells how a batch is.
pub(super) async fn tell_batch(
    tx: &mut WriteTx,
    topic: &str,
    batch: &StockBatch,
    on_hand: i64,
    now: Timestamp,
) -> Result<(), DbError> {
    let data = BatchEvent {
        batch: batch.clone(),
        on_hand,
    };
    put(tx, topic, batch.item_id, now, &data).await
}

async fn put(
    tx: &mut WriteTx,
    topic: &str,
    item: InventoryItemId,
    now: Timestamp,
    data: &impl Serialize,
) -> Result<(), DbError> {
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    outbox::put(tx, &Event::new(SERVICE, topic, &item.to_string(), now, data)).await
}
