//! Invoices.

use jiff::civil::Date;
use nilecare_http::HasVersion;
use nilecare_types::{BillingAccountId, ChargeId, FacilityId, InvoiceId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ChargeCategory;
use crate::{BasisPoints, Check, Currency, Money};

/// How far an invoice is.
///
/// ```text
/// draft ──► issued ──► partly-paid ──► paid
///   │         │  ▲          │  ▲        │ (back when a payment is reversed)
///   │         │  └──────────┘  └────────┘
///   │         ├──────► written-off ◄─── partly-paid
///   └► cancelled      void ◄── issued (nothing paid or adjusted)
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InvoiceStatus {
    /// Not sent yet; has no number and is not in the ledger.
    Draft,
    /// Sent; nothing is paid.
    Issued,
    /// A part is paid.
    PartlyPaid,
    /// Nothing is open.
    Paid,
    /// Nothing is open, since the rest was given up.
    WrittenOff,
    /// Taken back after it was issued; its charges can be invoiced again.
    Void,
    /// A draft that was given up; its charges can be invoiced again.
    Cancelled,
}

/// A draft to be made of charges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceRequest {
    /// Of which account.
    pub account_id: BillingAccountId,
    /// Which charges, 1 to 500. Absent: all that are pending, the 500 oldest of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charge_ids: Option<Vec<ChargeId>>,
    /// In how many days it is due, 0 to 365. Absent: as the facility has settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_days: Option<u16>,
    /// What is to be printed on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// Why something is taken back, refused or asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BillingReason)]
pub struct ReasonRequest {
    /// The reason.
    pub reason: String,
}

/// One line: a charge as it was when the invoice was drafted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InvoiceLine {
    /// From 1.
    pub line_number: u32,
    /// Which charge.
    pub charge_id: ChargeId,
    /// What kind of thing.
    pub category: ChargeCategory,
    /// Its code.
    pub code: String,
    /// The code in a system of procedures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure_code: Option<String>,
    /// What it is.
    pub description: String,
    /// When it was done.
    #[schema(value_type = String, format = DateTime)]
    pub service_at: Timestamp,
    /// How many.
    pub quantity: u32,
    /// What one costs.
    pub unit_price: Money,
    /// Price by quantity.
    pub net: Money,
    /// The rate of tax.
    pub tax_rate: BasisPoints,
    /// The tax: `net` by the rate, rounded for the line, a half to the even neighbour.
    pub tax: Money,
    /// `net` and `tax`.
    pub total: Money,
}

/// An invoice. Once issued, its lines and `total` stay; what is open changes by payments and adjustments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Invoice {
    /// The id.
    pub id: InvoiceId,
    /// The number, in one row without gaps for each facility; absent while it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_number: Option<String>,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Of which account.
    pub account_id: BillingAccountId,
    /// Whose.
    pub patient_id: PatientId,
    /// Where.
    pub facility_id: FacilityId,
    /// In which currency all its amounts are.
    pub currency: Currency,
    /// How far it is.
    pub status: InvoiceStatus,
    /// The lines.
    pub lines: Vec<InvoiceLine>,
    /// The sum of the lines without tax.
    pub net: Money,
    /// The sum of the lines' taxes.
    pub tax: Money,
    /// `net` and `tax`.
    pub total: Money,
    /// What adjustments changed: below 0 when they took away.
    pub adjusted: Money,
    /// What of `adjusted` was given up as not to be had; 0 or below.
    pub written_off: Money,
    /// What payments are allocated to it.
    pub paid: Money,
    /// What is open: `total` and `adjusted` less `paid`; never below 0.
    pub balance: Money,
    /// In how many days after the issue it is due.
    pub due_days: u16,
    /// When it was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub issued_at: Option<Timestamp>,
    /// The last day to pay, in the facility's zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// What is printed on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Why it is void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void_reason: Option<String>,
    /// Who drafted it.
    pub by: String,
    /// When it was drafted.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Invoice {
    fn version(&self) -> u64 {
        self.version
    }
}

impl InvoiceRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        if let Some(ids) = &self.charge_ids {
            check.that(
                (1..=500).contains(&ids.len()),
                "/charge_ids",
                "must have 1 to 500 entries",
            );
            let has_twice = ids.iter().enumerate().any(|(at, id)| ids[..at].contains(id));
            check.that(!has_twice, "/charge_ids", "must not name a charge twice");
        }
        let is_due = self.due_days.is_none_or(|days| days <= 365);
        check.that(is_due, "/due_days", "must be 0 to 365");
        check.optional(self.notes.as_deref(), 2000, "/notes");
        check.finish()
    }
}

impl ReasonRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 1000, "/reason");
        check.finish()
    }
}
