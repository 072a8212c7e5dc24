//! Changes of what an issued invoice asks for.

use nilecare_http::HasVersion;
use nilecare_types::{AdjustmentId, BillingAccountId, FacilityId, InvoiceId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Money};

/// What an adjustment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AdjustmentKind {
    /// Less is asked for, as a favour.
    Discount,
    /// Less is asked for, by a contract with an insurer.
    Contractual,
    /// Less is asked for, since the patient cannot pay.
    CharityCare,
    /// What is open is given up.
    WriteOff,
    /// Something was charged that should not have been: less is asked for.
    Correction,
    /// Something was left out, or a fee for paying late: more is asked for.
    DebitCorrection,
}

impl AdjustmentKind {
    /// Tells whether the patient has less to pay by it.
    pub fn is_credit(self) -> bool {
        self != Self::DebitCorrection
    }
}

/// How far an adjustment is. `pending → applied` or `pending → rejected`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AdjustmentStatus {
    /// A second person is to agree.
    Pending,
    /// It counts.
    Applied,
    /// The second person did not agree.
    Rejected,
}

/// An adjustment of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentRequest {
    /// What it is.
    pub kind: AdjustmentKind,
    /// How much less, or more for `debit-correction`; more than 0.
    pub amount: Money,
    /// The code of the reason in the house's list, such as `STAFF-DISCOUNT`.
    pub reason_code: String,
    /// The reason in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An adjustment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Adjustment {
    /// The id.
    pub id: AdjustmentId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Of which invoice.
    pub invoice_id: InvoiceId,
    /// On which account.
    pub account_id: BillingAccountId,
    /// Whose.
    pub patient_id: PatientId,
    /// Where.
    pub facility_id: FacilityId,
    /// What it is.
    pub kind: AdjustmentKind,
    /// How much; more than 0.
    pub amount: Money,
    /// The code of the reason.
    pub reason_code: String,
    /// The reason in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How far it is.
    pub status: AdjustmentStatus,
    /// Who asked for it.
    pub by: String,
    /// Who agreed or did not, when a second person had to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<String>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Adjustment {
    fn version(&self) -> u64 {
        self.version
    }
}

impl AdjustmentRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.amount.check_positive(&mut check, "/amount/amount");
        check.text(&self.reason_code, 50, "/reason_code");
        check.optional(self.reason.as_deref(), 1000, "/reason");
        check.finish()
    }
}
