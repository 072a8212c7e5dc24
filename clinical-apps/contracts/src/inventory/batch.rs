//! Batches, how much of each is where, and who was given it.

use jiff::civil::Date;
use nilecare_http::HasVersion;
use nilecare_types::{
    FacilityId, InventoryItemId, PatientId, StockBatchId, StockLocationId, StockMovementId, SupplierId, Timestamp,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether a batch may be used.
///
/// ```text
/// active ◄──► quarantined
///   │  │         │   │
///   │  └─────────┴───┼──► recalled
///   └──► expired ◄───┘        ▲
///           └─────────────────┘
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockBatchStatus {
    /// It may be issued.
    Active,
    /// It waits for somebody to decide.
    Quarantined,
    /// The maker or an authority wants it back.
    Recalled,
    /// Its last day went by.
    Expired,
}

/// A lot of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StockBatch {
    /// The id.
    pub id: StockBatchId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Of which item.
    pub item_id: InventoryItemId,
    /// The maker's number of the lot; unique for the item.
    pub lot: String,
    /// The last day on which it may be used.
    #[schema(value_type = String, format = Date)]
    pub expires_on: Date,
    /// Who delivered it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier_id: Option<SupplierId>,
    /// Whether it may be used.
    pub status: StockBatchStatus,
    /// Why it is as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who changed the status last.
    pub by: String,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for StockBatch {
    fn version(&self) -> u64 {
        self.version
    }
}

/// How much of a batch is in a place: the sum of its movements there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StockLevel {
    /// Of which item.
    pub item_id: InventoryItemId,
    /// Of which batch.
    pub batch_id: StockBatchId,
    /// The number of the lot.
    pub lot: String,
    /// The last day on which it may be used.
    #[schema(value_type = String, format = Date)]
    pub expires_on: Date,
    /// Whether it may be used.
    pub status: StockBatchStatus,
    /// In which facility.
    pub facility_id: FacilityId,
    /// In which place.
    pub location_id: StockLocationId,
    /// How many units are there.
    pub on_hand: i64,
    /// How many of them are kept back for somebody.
    pub reserved: i64,
}

/// Somebody, or a ward, that was given some of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BatchRecipient {
    /// The movement by which it was issued.
    pub movement_id: StockMovementId,
    /// From which place.
    pub location_id: StockLocationId,
    /// How many units, less what came back.
    pub quantity: i64,
    /// For what: the prescription's id, an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}
