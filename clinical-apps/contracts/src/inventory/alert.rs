//! What somebody must look at.

use nilecare_http::HasVersion;
use nilecare_types::{FacilityId, InventoryItemId, StockAlertId, StockBatchId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is the matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockAlertKind {
    /// What a facility can issue of an item is at or below the reorder level.
    LowStock,
    /// A batch in stock expires soon.
    Expiring,
    /// A batch in stock has expired.
    Expired,
    /// A batch was recalled.
    Recalled,
    /// A drug was handed out that had no stock on record.
    DispensedWithoutStock,
}

/// How far an alert is: `open → acknowledged`, and `resolved` when it is no longer so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockAlertStatus {
    /// Nobody has looked yet.
    Open,
    /// Somebody has.
    Acknowledged,
    /// It is no longer so.
    Resolved,
}

/// Something about stock that somebody must look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StockAlert {
    /// The id.
    pub id: StockAlertId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// What is the matter.
    pub kind: StockAlertKind,
    /// How far it is.
    pub status: StockAlertStatus,
    /// Of which item; absent when a drug is no item of the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_id: Option<InventoryItemId>,
    /// The RxNorm concept of a drug that is no item of the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rxcui: Option<String>,
    /// Of which batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch_id: Option<StockBatchId>,
    /// In which facility.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_id: Option<FacilityId>,
    /// What is the matter and what to do, in words.
    pub message: String,
    /// How many units it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<i64>,
    /// For what it was handed out: the prescription's id. Absent for a drug that is no item: that is one matter for all hand-outs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Who looked at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_by: Option<String>,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for StockAlert {
    fn version(&self) -> u64 {
        self.version
    }
}
