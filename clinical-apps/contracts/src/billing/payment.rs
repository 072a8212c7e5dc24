//! Money that came in.

use nilecare_http::HasVersion;
use nilecare_types::{BillingAccountId, ClaimId, FacilityId, InvoiceId, PatientId, PaymentId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Money, is_card_number};

/// How money came or goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentMethod {
    /// Notes and coins.
    Cash,
    /// A transfer; the bank's reference.
    BankTransfer,
    /// A card, at a terminal of its own; the terminal's reference, never the card's number.
    Card,
    /// A mobile wallet; the operator's reference.
    MobileMoney,
    /// A cheque; its number.
    Cheque,
    /// An insurer's remittance; posted by a claim only.
    Insurance,
}

/// Whether a payment counts. `posted → reversed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PaymentStatus {
    /// It does.
    Posted,
    /// It was an error, or the bank took it back.
    Reversed,
}

/// What of a payment is for which invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AllocationRequest {
    /// Which invoice.
    pub invoice_id: InvoiceId,
    /// How much; more than 0.
    pub amount: Money,
}

/// Money that a cashier takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentRequest {
    /// For which account.
    pub account_id: BillingAccountId,
    /// How much, in the account's currency.
    pub amount: Money,
    /// How; not `insurance`.
    pub method: PaymentMethod,
    /// The reference of the bank, terminal or operator; needed for all but cash, and the same one only once for each method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Who paid, when it was not the patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// What it is for, at most 100. Absent: the invoices that are due first; what is left stays on the account as credit. Empty: all stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocations: Option<Vec<AllocationRequest>>,
}

/// What of a payment is allocated to an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaymentAllocation {
    /// Which invoice.
    pub invoice_id: InvoiceId,
    /// How much.
    pub amount: Money,
}

/// A payment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Payment {
    /// The id.
    pub id: PaymentId,
    /// The receipt's number, `RC-` and the id's last ten characters.
    pub receipt_number: String,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// For which account.
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
    /// Who paid, when it was not the patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// The claim that an insurer paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_id: Option<ClaimId>,
    /// What is allocated to invoices.
    pub allocated: Money,
    /// What was given back.
    pub refunded: Money,
    /// What is kept for refunds that a second person is to agree to.
    pub held: Money,
    /// What is free: the amount less the three above; 0 when it is reversed.
    pub unallocated: Money,
    /// Whether it counts.
    pub status: PaymentStatus,
    /// Why it was reversed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversal_reason: Option<String>,
    /// Who reversed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversed_by: Option<String>,
    /// The cashier.
    pub by: String,
    /// When it was taken.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Payment {
    fn version(&self) -> u64 {
        self.version
    }
}

impl PaymentRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.amount.check_positive(&mut check, "/amount/amount");
        let is_method = self.method != PaymentMethod::Insurance;
        check.that(is_method, "/method", "insurance is posted by paying a claim");
        let has_reference = self.reference.as_deref().is_some_and(|text| !text.trim().is_empty());
        let is_cash = self.method == PaymentMethod::Cash;
        check.that(is_cash || has_reference, "/reference", "is needed for all but cash");
        check_reference(&mut check, self.reference.as_deref());
        check.optional(self.payer.as_deref(), 200, "/payer");
        if let Some(allocations) = &self.allocations {
            check.that(allocations.len() <= 100, "/allocations", "has more than 100 entries");
            for (at, allocation) in allocations.iter().enumerate() {
                allocation
                    .amount
                    .check_positive(&mut check, &format!("/allocations/{at}/amount/amount"));
                let is_before = allocations[..at]
                    .iter()
                    .any(|other| other.invoice_id == allocation.invoice_id);
                check.that(
                    !is_before,
                    format_args!("/allocations/{at}/invoice_id"),
                    "is named before",
                );
            }
        }
        check.finish()
    }
}

pub(super) fn check_reference(check: &mut Check, reference: Option<&str>) {
    check.optional(reference, 100, "/reference");
    let is_card = reference.is_some_and(is_card_number);
    check.that(
        !is_card,
        "/reference",
        "looks like the number of a card, which must not be kept; send the terminal's reference",
    );
}
