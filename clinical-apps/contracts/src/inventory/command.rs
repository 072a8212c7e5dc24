//! What is done with stock.

use jiff::civil::Date;
use nilecare_types::{
    FacilityId, InventoryItemId, PatientId, StockBatchId, StockLocationId, StockMovementId, SupplierId,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Check;

/// The most units of one command.
pub const MAX_QUANTITY: u32 = 10_000_000;

/// A delivery. The batch is made when its lot is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockReceiptRequest {
    /// Of which item.
    pub item_id: InventoryItemId,
    /// Into which place.
    pub location_id: StockLocationId,
    /// The maker's number of the lot, at most 50 characters.
    pub lot: String,
    /// The last day on which it may be used; not gone by.
    #[schema(value_type = String, format = Date)]
    pub expires_on: Date,
    /// How many units, 1 to 10000000.
    pub quantity: u32,
    /// Who delivered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier_id: Option<SupplierId>,
    /// The number of the delivery, at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// A hand-out or use. Batches are taken that expire first; those that may not be used never.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockIssueRequest {
    /// Of which item.
    pub item_id: InventoryItemId,
    /// From which facility.
    pub facility_id: FacilityId,
    /// From which place. Absent: from any of the facility.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location_id: Option<StockLocationId>,
    /// How many units, 1 to 10000000.
    pub quantity: u32,
    /// For what: the prescription's id, a ward; at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// For whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// Why, in words, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// From one place to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockTransferRequest {
    /// Of which batch. One that may not be used can be brought into quarantine only.
    pub batch_id: StockBatchId,
    /// From where.
    pub from_location_id: StockLocationId,
    /// To where.
    pub to_location_id: StockLocationId,
    /// How many units, 1 to 10000000.
    pub quantity: u32,
    /// Why, in words, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A correction of the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockAdjustmentRequest {
    /// Of which batch.
    pub batch_id: StockBatchId,
    /// Where.
    pub location_id: StockLocationId,
    /// How many units more (above 0) or less (below 0); -10000000 to 10000000.
    pub change: i64,
    /// Why, in words, 1 to 500 characters.
    pub reason: String,
    /// Who saw it; needed for a controlled drug, and another than who asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
}

/// Why stock cannot be used any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum WriteOffReason {
    Expired,
    Damaged,
    Recalled,
    Contaminated,
    Lost,
    Stolen,
    Other,
}

/// Stock that cannot be used any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockWriteOffRequest {
    /// Of which batch.
    pub batch_id: StockBatchId,
    /// Where.
    pub location_id: StockLocationId,
    /// How many units, 1 to 10000000.
    pub quantity: u32,
    /// Why.
    pub reason_code: WriteOffReason,
    /// Why, in words, at most 500 characters; needed for `other`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who saw it; needed for a controlled drug, and another than who asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub witness: Option<String>,
}

/// What was issued comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockReturnRequest {
    /// The issue.
    pub movement_id: StockMovementId,
    /// Into which place. Absent: where it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location_id: Option<StockLocationId>,
    /// How many units, 1 to 10000000; not more than were issued and did not come back yet.
    pub quantity: u32,
    /// Why, in words, 1 to 500 characters.
    pub reason: String,
}

/// Why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockReason {
    /// 1 to 500 characters.
    pub reason: String,
}

pub(super) fn check_quantity(check: &mut Check, quantity: u32, path: &str) {
    let is_good = (1..=MAX_QUANTITY).contains(&quantity);
    check.that(is_good, path, "must be 1 to 10000000");
}

impl StockReceiptRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.lot, 50, "/lot");
        check_quantity(&mut check, self.quantity, "/quantity");
        check.optional(self.reference.as_deref(), 100, "/reference");
        check.finish()
    }
}

impl StockIssueRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check_quantity(&mut check, self.quantity, "/quantity");
        check.optional(self.reference.as_deref(), 100, "/reference");
        check.optional(self.reason.as_deref(), 500, "/reason");
        check.finish()
    }
}

impl StockTransferRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check_quantity(&mut check, self.quantity, "/quantity");
        let are_two = self.from_location_id != self.to_location_id;
        check.that(are_two, "/to_location_id", "must not be where it comes from");
        check.optional(self.reason.as_deref(), 500, "/reason");
        check.finish()
    }
}

impl StockAdjustmentRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let is_change = self.change != 0 && self.change.unsigned_abs() <= u64::from(MAX_QUANTITY);
        check.that(is_change, "/change", "must be -10000000 to 10000000 and not 0");
        check.text(&self.reason, 500, "/reason");
        check.optional(self.witness.as_deref(), 100, "/witness");
        check.finish()
    }
}

impl StockWriteOffRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check_quantity(&mut check, self.quantity, "/quantity");
        check.optional(self.reason.as_deref(), 500, "/reason");
        let is_told = self.reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
        let is_clear = self.reason_code != WriteOffReason::Other || is_told;
        check.that(is_clear, "/reason", "must not be empty when reason_code is other");
        check.optional(self.witness.as_deref(), 100, "/witness");
        check.finish()
    }
}

impl StockReturnRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check_quantity(&mut check, self.quantity, "/quantity");
        check.text(&self.reason, 500, "/reason");
        check.finish()
    }
}

impl StockReason {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 500, "/reason");
        check.finish()
    }
}
