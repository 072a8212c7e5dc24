//! Stock that is kept back for somebody.

use nilecare_http::HasVersion;
use nilecare_types::{
    FacilityId, InventoryItemId, PatientId, StockBatchId, StockLocationId, StockReservationId, Timestamp,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::command::check_quantity;
use crate::Check;

/// How far a reservation is: `active → committed | released | expired`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockReservationStatus {
    /// The stock is kept back.
    Active,
    /// It was issued.
    Committed,
    /// It was given back.
    Released,
    /// Nobody came in time.
    Expired,
}

/// What is to be kept back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockReservationRequest {
    /// Of which item.
    pub item_id: InventoryItemId,
    /// In which facility.
    pub facility_id: FacilityId,
    /// In which place. Absent: in any of the facility.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location_id: Option<StockLocationId>,
    /// How many units, 1 to 10000000.
    pub quantity: u32,
    /// For what: the prescription's id; 1 to 100 characters.
    pub reference: String,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
}

/// What is kept back of one batch in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReservedBatch {
    /// Of which batch.
    pub batch_id: StockBatchId,
    /// The number of the lot.
    pub lot: String,
    /// In which place.
    pub location_id: StockLocationId,
    /// How many units.
    pub quantity: u32,
}

/// Stock that is kept back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StockReservation {
    /// The id.
    pub id: StockReservationId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Of which item.
    pub item_id: InventoryItemId,
    /// In which facility.
    pub facility_id: FacilityId,
    /// How many units.
    pub quantity: u32,
    /// For what.
    pub reference: String,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// How far it is.
    pub status: StockReservationStatus,
    /// Why it ended, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Which batches, those that expire first first.
    pub batches: Vec<ReservedBatch>,
    /// Until when it is kept back.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// Who asked for it.
    pub by: String,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for StockReservation {
    fn version(&self) -> u64 {
        self.version
    }
}

impl StockReservationRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check_quantity(&mut check, self.quantity, "/quantity");
        check.text(&self.reference, 100, "/reference");
        check.finish()
    }
}
