//! Payments that the payer's bank takes back, or wants to.

use nilecare_http::HasVersion;
use nilecare_types::{DisputeId, FacilityId, PatientId, Timestamp, TransactionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Money;

/// How far a dispute is. `open → won` or `lost`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DisputeStatus {
    /// The bank has not decided.
    Open,
    /// The money stays.
    Won,
    /// The money is gone; it is a refund that the provider made.
    Lost,
}

/// A dispute as the provider tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Dispute {
    /// The id.
    pub id: DisputeId,
    /// Counts up with each change.
    pub version: u64,
    /// Of which payment.
    pub transaction_id: TransactionId,
    /// Whose.
    pub patient_id: PatientId,
    /// Where.
    pub facility_id: FacilityId,
    /// Through whom.
    pub provider: String,
    /// The provider's id of it.
    pub external_reference: String,
    /// How much is disputed.
    pub amount: Money,
    /// Why, as a code of the provider's.
    pub reason: String,
    /// How far it is.
    pub status: DisputeStatus,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Dispute {
    fn version(&self) -> u64 {
        self.version
    }
}
