//! What was done and is to be paid for.

use nilecare_http::HasVersion;
use nilecare_types::{
    BillingAccountId, ChargeId, EncounterId, EventId, FacilityId, InvoiceId, PatientId, PriceItemId, Timestamp,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{BasisPoints, Check, Money};

/// What kind of thing is charged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChargeCategory {
    /// A visit or stay.
    Encounter,
    /// A laboratory test.
    Laboratory,
    /// What the pharmacy handed out.
    Medication,
    /// A day in a bed.
    Bed,
    /// A procedure or operation.
    Procedure,
    /// Imaging.
    Radiology,
    /// Material.
    Supply,
    /// Anything else.
    Other,
}

/// Where a charge comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChargeSource {
    /// An encounter.
    Encounter,
    /// A test of a laboratory order.
    LabOrder,
    /// Something handed out on a prescription.
    Dispense,
    /// A day in a bed.
    BedDay,
    /// Somebody charged it by hand.
    Manual,
}

/// How far a charge is.
///
/// ```text
/// unpriced ──► pending ──► invoiced
///    │           │  ▲         │ (back when a draft is given up or an invoice is void)
///    └──► void ◄─┘  └─────────┘
///           ▲─────── invoiced (with a correction of the invoice)
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChargeStatus {
    /// No price or no facility is known; somebody is to look at it.
    Unpriced,
    /// To be put on an invoice.
    Pending,
    /// On an invoice.
    Invoiced,
    /// Not charged: it did not happen, or was an error.
    Void,
}

/// Why a charge has no price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnpricedReason {
    /// Nobody told in which facility it was.
    FacilityUnknown,
    /// No price list has it on that day.
    NoPrice,
}

/// A charge by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChargeRequest {
    /// Who is charged.
    pub patient_id: PatientId,
    /// Where it was done.
    pub facility_id: FacilityId,
    /// During which visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter_id: Option<EncounterId>,
    /// What kind of thing.
    pub category: ChargeCategory,
    /// Its code in the price list.
    pub code: String,
    /// What the invoice calls it. Absent: as the price list does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How many, 1 to 1000000.
    pub quantity: u32,
    /// When it was done. Absent: now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub service_at: Option<Timestamp>,
}

/// Prices what had no price: by the price lists of today, where it was done if nobody knew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceRequest {
    /// Where it was done; needed when that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_id: Option<FacilityId>,
}

/// A charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Charge {
    /// The id.
    pub id: ChargeId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Who is charged.
    pub patient_id: PatientId,
    /// On which account; absent while it has no price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<BillingAccountId>,
    /// Where it was done; absent when nobody told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_id: Option<FacilityId>,
    /// During which visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter_id: Option<EncounterId>,
    /// Where it comes from.
    pub source: ChargeSource,
    /// What it comes from; no two charges have the same source and reference.
    pub source_reference: String,
    /// The event that told of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_id: Option<EventId>,
    /// What kind of thing.
    pub category: ChargeCategory,
    /// The codes by which a price is looked for, the first that has one.
    pub codes: Vec<String>,
    /// What the invoice calls it.
    pub description: String,
    /// How many.
    pub quantity: u32,
    /// When it was done.
    #[schema(value_type = String, format = DateTime)]
    pub service_at: Timestamp,
    /// The price it was priced by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price_item_id: Option<PriceItemId>,
    /// What one costs without tax.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Money>,
    /// The tax on it.
    #[serde(default)]
    pub tax: BasisPoints,
    /// The code in a system of procedures, for claims.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub procedure_code: Option<String>,
    /// How far it is.
    pub status: ChargeStatus,
    /// Why it has no price.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpriced_reason: Option<UnpricedReason>,
    /// On which invoice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<InvoiceId>,
    /// Why it is void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void_reason: Option<String>,
    /// Who charged it; the service's name for what events told.
    pub by: String,
    /// When it was captured.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Charge {
    fn version(&self) -> u64 {
        self.version
    }
}

impl ChargeRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.code, 100, "/code");
        check.optional(self.description.as_deref(), 200, "/description");
        check.that(
            (1..=1_000_000).contains(&self.quantity),
            "/quantity",
            "must be 1 to 1000000",
        );
        check.finish()
    }
}
