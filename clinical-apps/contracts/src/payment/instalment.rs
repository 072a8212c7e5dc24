//! Paying an invoice in parts.

use jiff::civil::Date;
use nilecare_http::HasVersion;
use nilecare_types::{BillingAccountId, FacilityId, InstalmentPlanId, InvoiceId, PatientId, Timestamp, TransactionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Proof;
use crate::{Check, Money};

/// How often an instalment is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Frequency {
    /// Every 7 days.
    Weekly,
    /// Every 14 days.
    Biweekly,
    /// The same day of each month, or its last day when it has no such day.
    Monthly,
    /// The same of every third month.
    Quarterly,
}

/// How far a plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InstalmentPlanStatus {
    /// It is paid as it should be.
    Active,
    /// Nothing is open.
    Completed,
    /// As many instalments are overdue as the site allows; paying brings it back.
    Defaulted,
    /// It was given up.
    Cancelled,
}

/// How far an instalment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InstalmentStatus {
    /// It is to be paid.
    Pending,
    /// It was paid.
    Paid,
    /// Its day and the days of grace are over; it has its late fee.
    Overdue,
    /// It was given up with the plan.
    Waived,
}

/// A plan to be agreed on for all that is open of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InstalmentPlanRequest {
    /// Which invoice.
    pub invoice_id: InvoiceId,
    /// What is paid at once; 0 or more, and less than what is open.
    pub down_payment: Money,
    /// In how many parts the rest is paid, 1 to 60.
    pub n_instalments: u32,
    /// How often.
    pub frequency: Frequency,
    /// When the first one is due. Absent: one interval from today, in the facility's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub first_due_on: Option<Date>,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Instalment {
    /// From 1; 0 is the down payment.
    pub number: u32,
    /// What is to be paid of the invoice.
    pub amount: Money,
    /// What is to be paid besides, since it is late.
    pub late_fee: Money,
    /// The last day to pay without being late, in the facility's zone.
    #[schema(value_type = String, format = Date)]
    pub due_on: Date,
    /// How far it is.
    pub status: InstalmentStatus,
    /// The payment that is on its way or has paid it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<TransactionId>,
}

/// A plan as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InstalmentPlan {
    /// The id.
    pub id: InstalmentPlanId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Which invoice; it has one plan that is not over.
    pub invoice_id: InvoiceId,
    /// Of which account.
    pub account_id: BillingAccountId,
    /// Whose.
    pub patient_id: PatientId,
    /// Where.
    pub facility_id: FacilityId,
    /// What is paid in all, without late fees.
    pub total: Money,
    /// How often.
    pub frequency: Frequency,
    /// How far it is.
    pub status: InstalmentPlanStatus,
    /// The parts, by number; their amounts sum to `total`.
    pub instalments: Vec<Instalment>,
    /// Why it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<String>,
    /// Who agreed on it with the patient.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for InstalmentPlan {
    fn version(&self) -> u64 {
        self.version
    }
}

/// Pays the first instalment that is open, with its late fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InstalmentPayment {
    /// Through whom.
    pub provider: String,
    /// What shows that it was paid; needed for transfers and cheques.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// The number of the wallet that pays; needed for mobile money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub msisdn: Option<String>,
}

impl InstalmentPlanRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.down_payment.check_not_negative(&mut check, "/down_payment/amount");
        let is_count = (1..=60).contains(&self.n_instalments);
        check.that(is_count, "/n_instalments", "must be 1 to 60");
        check.finish()
    }
}

impl InstalmentPayment {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.provider, 50, "/provider");
        if let Some(proof) = &self.proof {
            proof.check(&mut check, "/proof");
        }
        super::transaction::check_msisdn(&mut check, self.msisdn.as_deref());
        check.finish()
    }
}
