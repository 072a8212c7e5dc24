//! The ledger of stock.

use nilecare_types::{
    FacilityId, InventoryItemId, PatientId, PurchaseOrderId, StockBatchId, StockCountId, StockLocationId,
    StockMovementId, StockReservationId, Timestamp,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why stock changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockMovementKind {
    /// It was delivered.
    Receipt,
    /// It was handed out or used.
    Issue,
    /// It went from one place to another: two movements with the same `group`.
    Transfer,
    /// The books were corrected.
    Adjustment,
    /// What was issued came back.
    Return,
    /// It cannot be used any more.
    WriteOff,
    /// A count found another number.
    Count,
}

/// An entry of the ledger. It is never changed; what was wrong is corrected by another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StockMovement {
    /// The id; later ones sort behind.
    pub id: StockMovementId,
    /// Why.
    pub kind: StockMovementKind,
    /// Of which item.
    pub item_id: InventoryItemId,
    /// Of which batch.
    pub batch_id: StockBatchId,
    /// The number of the lot.
    pub lot: String,
    /// In which facility.
    pub facility_id: FacilityId,
    /// In which place.
    pub location_id: StockLocationId,
    /// How many units came (above 0) or went (below 0).
    pub quantity: i64,
    /// How many units of the batch were in the place afterwards.
    pub on_hand_after: i64,
    /// The same for all movements that were made together.
    pub group: StockMovementId,
    /// Why, as a code of the kind: `damaged`, `expired`, …
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<String>,
    /// Why, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// For what: the prescription's id, a number of a delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// The reservation that it fulfils.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation_id: Option<StockReservationId>,
    /// The order that it is a delivery of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_order_id: Option<PurchaseOrderId>,
    /// The count that found it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock_count_id: Option<StockCountId>,
    /// The issue that came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<StockMovementId>,
    /// Who saw it, for a controlled drug.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
    /// Who did it.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Movements that were made together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StockMovements {
    /// The movements, in the order in which batches were taken.
    pub movements: Vec<StockMovement>,
}

/// How much of an item a facility has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ItemAvailability {
    /// Of which item.
    pub item_id: InventoryItemId,
    /// In which facility.
    pub facility_id: FacilityId,
    /// How many units are there, of all batches and in all places.
    pub on_hand: i64,
    /// How many units are kept back for somebody.
    pub reserved: i64,
    /// How many units can be issued: of batches that may be used, not in quarantine, not kept back.
    pub available: i64,
    /// Whether that is at or below the item's reorder level.
    pub is_low: bool,
}
