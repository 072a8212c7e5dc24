//! What the service tells others. The names are topics; the key of each event is the item's id.

use serde::{Deserialize, Serialize};

use super::{ItemAvailability, StockBatch, StockItem, StockMovement};

/// Stock changed: a [`StockMovedEvent`].
pub const STOCK_MOVED: &str = "inventory.stock.moved";
/// What a facility can issue of an item came to its reorder level or below: a [`StockLowEvent`].
pub const STOCK_LOW: &str = "inventory.stock.low";
/// A batch in stock expires soon: a [`BatchEvent`], as all that begin with `inventory.batch.`.
pub const BATCH_EXPIRING: &str = "inventory.batch.expiring";
/// The last day of a batch in stock went by.
pub const BATCH_EXPIRED: &str = "inventory.batch.expired";
/// A batch was recalled.
pub const BATCH_RECALLED: &str = "inventory.batch.recalled";

/// A movement. For whom it was is not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockMovedEvent {
    /// The movement, without the patient.
    pub movement: StockMovement,
}

/// An item whose stock is low.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLowEvent {
    /// The item.
    pub item: StockItem,
    /// How much there is.
    pub availability: ItemAvailability,
}

/// A batch as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchEvent {
    /// The batch.
    pub batch: StockBatch,
    /// How many units of it are there, in all facilities.
    pub on_hand: i64,
}
