//! Money that is given back.

use nilecare_http::HasVersion;
use nilecare_types::{BillingAccountId, FacilityId, PatientId, PaymentId, RefundId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PaymentMethod;
use super::payment::check_reference;
use crate::{Check, Money};

/// How far a refund is. `pending → paid → reversed`, or `pending → rejected`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RefundStatus {
    /// A second person is to agree.
    Pending,
    /// The money was given back.
    Paid,
    /// The second person did not agree.
    Rejected,
    /// It did not arrive, and is the account's credit again.
    Reversed,
}

/// A refund of what is free of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefundRequest {
    /// How much; at most what is free of the payment.
    pub amount: Money,
    /// How. Absent: as it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<PaymentMethod>,
    /// The reference of the bank, terminal or operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Why.
    pub reason: String,
}

/// A refund as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Refund {
    /// The id.
    pub id: RefundId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Of which payment.
    pub payment_id: PaymentId,
    /// From which account.
    pub account_id: BillingAccountId,
    /// Whose.
    pub patient_id: PatientId,
    /// Where.
    pub facility_id: FacilityId,
    /// How much.
    pub amount: Money,
    /// How.
    pub method: PaymentMethod,
    /// The reference of the bank, terminal or operator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Why.
    pub reason: String,
    /// How far it is.
    pub status: RefundStatus,
    /// Who asked for it.
    pub by: String,
    /// Who agreed or did not, when a second person had to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Why it was rejected or reversed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<String>,
    /// When it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub paid_at: Option<Timestamp>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Refund {
    fn version(&self) -> u64 {
        self.version
    }
}

impl RefundRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.amount.check_positive(&mut check, "/amount/amount");
        check_reference(&mut check, self.reference.as_deref());
        check.text(&self.reason, 1000, "/reason");
        check.finish()
    }
}
