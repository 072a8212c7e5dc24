//! Money that goes back through the provider it came by.

use nilecare_http::HasVersion;
use nilecare_types::{
    BillingAccountId, CashDrawerId, FacilityId, PatientId, Timestamp, TransactionId, TransactionRefundId,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Money};

/// How far a refund is. `pending → approved → processing → completed`; `failed` can be tried again or rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TransactionRefundStatus {
    /// A second person is to agree.
    Pending,
    /// Somebody agreed.
    Approved,
    /// The provider was asked, and has not said what became of it.
    Processing,
    /// The money went back.
    Completed,
    /// The provider refused; it can be tried again.
    Failed,
    /// It was not agreed to, or given up.
    Rejected,
}

/// A refund of what may still be given back of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransactionRefundRequest {
    /// How much; at most what is refundable.
    pub amount: Money,
    /// Why, 1 to 500 characters.
    pub reason: String,
}

/// Agrees to a refund.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundApproval {
    /// The reference of the transfer or cheque that gives it back; needed where that is made by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// A refund as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TransactionRefund {
    /// The id; the provider is asked with it as the key, so that it is done once.
    pub id: TransactionRefundId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Of which payment.
    pub transaction_id: TransactionId,
    /// From which account.
    pub account_id: BillingAccountId,
    /// Whose.
    pub patient_id: PatientId,
    /// Where.
    pub facility_id: FacilityId,
    /// Through whom.
    pub provider: String,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// How far it is.
    pub status: TransactionRefundStatus,
    /// The provider's id of it, or the reference of the transfer or cheque.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
    /// The drawer that the cash came out of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawer_id: Option<CashDrawerId>,
    /// Whether the provider did it by itself: a lost dispute, or a refund made at the provider.
    pub is_by_provider: bool,
    /// Who asked for it.
    pub by: String,
    /// Who agreed or did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Why it failed or was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<String>,
    /// How often the provider was asked.
    pub attempts: u32,
    /// When the money went back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub completed_at: Option<Timestamp>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for TransactionRefund {
    fn version(&self) -> u64 {
        self.version
    }
}

impl TransactionRefundRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.amount.check_positive(&mut check, "/amount/amount");
        check.text(&self.reason, 500, "/reason");
        check.finish()
    }
}

impl RefundApproval {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.reference.as_deref(), 100, "/reference");
        check.finish()
    }
}
