//! What insurers are asked to pay.

use nilecare_http::HasVersion;
use nilecare_types::{BillingAccountId, ClaimId, FacilityId, InvoiceId, PatientId, PolicyId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Money};

/// How far a claim is.
///
/// ```text
/// draft ──► submitted ──► accepted ──► partly-paid ──► paid
///               │  ▲         │  ▲          │
///               ▼  │         ▼  └── appealed ◄── denied, partly-paid
///            rejected      denied
/// ```
///
/// `closed` from all but submitted, accepted and appealed: nothing more is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimStatus {
    /// Not sent.
    Draft,
    /// Sent.
    Submitted,
    /// The insurer has taken it to look at.
    Accepted,
    /// The insurer did not take it: something is wrong with its form.
    Rejected,
    /// A part is paid.
    PartlyPaid,
    /// All that the insurer allows is paid.
    Paid,
    /// The insurer does not pay.
    Denied,
    /// The insurer is asked to look again.
    Appealed,
    /// Nothing more is to come.
    Closed,
}

/// A claim to be drafted for an issued invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimRequest {
    /// Of which invoice.
    pub invoice_id: InvoiceId,
    /// By which insurance of the patient.
    pub policy_id: PolicyId,
    /// Codes of diagnoses (ICD-10), at most 12.
    #[serde(default)]
    pub diagnosis_codes: Vec<String>,
}

/// Why a claim is rejected, denied, appealed or closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimReason {
    /// The insurer's code, such as of the X12 claim adjustment reason codes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The reason in words.
    pub reason: String,
}

/// What the insurer's number for a claim is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimDecision {
    /// The insurer's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer_claim_number: Option<String>,
}

/// What an insurer pays for one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimPaymentLine {
    /// Which line.
    pub line_number: u32,
    /// What the insurer allows for it in all.
    pub allowed: Money,
    /// What it pays now; 0 or more.
    pub paid: Money,
    /// Why it pays less or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denial_code: Option<String>,
}

/// An insurer's remittance for one claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimPayment {
    /// The number of the remittance; the same one only once for a claim.
    pub remittance_number: String,
    /// The lines it is for, 1 to 500.
    pub lines: Vec<ClaimPaymentLine>,
}

/// One line of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClaimLine {
    /// As on the invoice.
    pub line_number: u32,
    /// The code of the house.
    pub code: String,
    /// The code in a system of procedures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure_code: Option<String>,
    /// How many.
    pub quantity: u32,
    /// When it was done.
    #[schema(value_type = String, format = DateTime)]
    pub service_at: Timestamp,
    /// What was charged, with tax.
    pub charged: Money,
    /// What the insurer is asked for: its share of `charged`.
    pub claimed: Money,
    /// What the insurer allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Money>,
    /// What it has paid.
    pub paid: Money,
    /// Why it pays less or nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denial_code: Option<String>,
}

/// A step in the life of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClaimHistory {
    /// To which status.
    pub status: ClaimStatus,
    /// By whom.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// The code of the reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A claim as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Claim {
    /// The id.
    pub id: ClaimId,
    /// Our number, `CLM-` and the id's last ten characters.
    pub claim_number: String,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Of which invoice.
    pub invoice_id: InvoiceId,
    /// By which insurance.
    pub policy_id: PolicyId,
    /// Of which account.
    pub account_id: BillingAccountId,
    /// Whose.
    pub patient_id: PatientId,
    /// Where.
    pub facility_id: FacilityId,
    /// The insurer's name.
    pub insurer: String,
    /// The number of the policy.
    pub policy_number: String,
    /// Codes of diagnoses.
    pub diagnosis_codes: Vec<String>,
    /// How far it is.
    pub status: ClaimStatus,
    /// The lines.
    pub lines: Vec<ClaimLine>,
    /// What the insurer is asked for.
    pub claimed: Money,
    /// What it has paid.
    pub paid: Money,
    /// The insurer's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer_claim_number: Option<String>,
    /// How often it was sent again after a rejection.
    pub n_resubmissions: u32,
    /// How often the insurer was asked to look again.
    pub n_appeals: u32,
    /// How it came to be as it is.
    pub history: Vec<ClaimHistory>,
    /// When it was drafted.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Claim {
    fn version(&self) -> u64 {
        self.version
    }
}

impl ClaimRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.that(
            self.diagnosis_codes.len() <= 12,
            "/diagnosis_codes",
            "has more than 12 entries",
        );
        for (at, code) in self.diagnosis_codes.iter().enumerate() {
            check.text(code, 20, format_args!("/diagnosis_codes/{at}"));
        }
        check.finish()
    }
}

impl ClaimReason {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.code.as_deref(), 20, "/code");
        check.text(&self.reason, 1000, "/reason");
        check.finish()
    }
}

impl ClaimDecision {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.payer_claim_number.as_deref(), 50, "/payer_claim_number");
        check.finish()
    }
}

impl ClaimPayment {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.remittance_number, 50, "/remittance_number");
        check.that(
            (1..=500).contains(&self.lines.len()),
            "/lines",
            "must have 1 to 500 entries",
        );
        for (at, line) in self.lines.iter().enumerate() {
            line.allowed
                .check_not_negative(&mut check, &format!("/lines/{at}/allowed/amount"));
            line.paid
                .check_not_negative(&mut check, &format!("/lines/{at}/paid/amount"));
            check.optional(line.denial_code.as_deref(), 20, format_args!("/lines/{at}/denial_code"));
            let is_before = self.lines[..at]
                .iter()
                .any(|other| other.line_number == line.line_number);
            check.that(!is_before, format_args!("/lines/{at}/line_number"), "is named before");
        }
        check.finish()
    }
}
