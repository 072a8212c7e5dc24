//! Counts of what is in a place.

use nilecare_http::HasVersion;
use nilecare_types::{FacilityId, StockBatchId, StockCountId, StockLocationId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::MAX_QUANTITY;
use crate::Check;

/// How far a count is: `open → posted | cancelled`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockCountStatus {
    /// Somebody counts.
    Open,
    /// What was found is in the ledger.
    Posted,
    /// It is not used.
    Cancelled,
}

/// A count to be begun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockCountRequest {
    /// Of which place; one count at a time.
    pub location_id: StockLocationId,
}

/// What was found of one batch; the same batch again replaces what was said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StockCountEntry {
    /// Of which batch.
    pub batch_id: StockBatchId,
    /// How many units are there, 0 to 10000000.
    pub counted: u32,
}

/// What was found of one batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StockCountLine {
    /// Of which batch.
    pub batch_id: StockBatchId,
    /// How many units were found.
    pub counted: u32,
    /// How many the books had at that moment. Absent while the count is open: who counts does not know what is expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<i64>,
    /// How many more or less were found; absent while the count is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variance: Option<i64>,
    /// Who counted.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// A count of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StockCount {
    /// The id.
    pub id: StockCountId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// In which facility.
    pub facility_id: FacilityId,
    /// Of which place.
    pub location_id: StockLocationId,
    /// How far it is.
    pub status: StockCountStatus,
    /// What was found, by batch.
    pub lines: Vec<StockCountLine>,
    /// Who began it.
    pub by: String,
    /// Who posted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_by: Option<String>,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for StockCount {
    fn version(&self) -> u64 {
        self.version
    }
}

impl StockCountEntry {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.that(self.counted <= MAX_QUANTITY, "/counted", "must be at most 10000000");
        check.finish()
    }
}
