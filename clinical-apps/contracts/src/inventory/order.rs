//! Orders to suppliers.

use jiff::civil::Date;
use nilecare_http::HasVersion;
use nilecare_types::{FacilityId, InventoryItemId, PurchaseOrderId, StockLocationId, SupplierId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::command::check_quantity;
use crate::Check;

/// How far an order is.
///
/// ```text
/// draft ──► approved ──► ordered ──► partly-received ──► received
///   └───────────┴───────────┴──────────────┴──► cancelled (what has not come yet)
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PurchaseOrderStatus {
    /// Somebody writes it.
    Draft,
    /// Another person has agreed.
    Approved,
    /// The supplier has it.
    Ordered,
    /// A part came.
    PartlyReceived,
    /// All of it came.
    Received,
    /// Nothing more is to come.
    Cancelled,
}

/// An item to be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PurchaseOrderLineRequest {
    /// Which item; once in an order.
    pub item_id: InventoryItemId,
    /// How many units, 1 to 10000000.
    pub quantity: u32,
}

/// An order to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PurchaseOrderRequest {
    /// From whom.
    pub supplier_id: SupplierId,
    /// For which facility.
    pub facility_id: FacilityId,
    /// What, 1 to 200 lines.
    pub lines: Vec<PurchaseOrderLineRequest>,
    /// What to mind, at most 1000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// An item that is ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PurchaseOrderLine {
    /// Which item.
    pub item_id: InventoryItemId,
    /// How many units are ordered.
    pub quantity: u32,
    /// How many units came.
    pub received: u32,
}

/// An order to a supplier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PurchaseOrder {
    /// The id.
    pub id: PurchaseOrderId,
    /// Our number, `PO-` and the id's last ten characters.
    pub order_number: String,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// From whom.
    pub supplier_id: SupplierId,
    /// For which facility.
    pub facility_id: FacilityId,
    /// What.
    pub lines: Vec<PurchaseOrderLine>,
    /// What to mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// How far it is.
    pub status: PurchaseOrderStatus,
    /// Why it was cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who wrote it.
    pub by: String,
    /// Who agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<String>,
    /// When the supplier got it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ordered_at: Option<Timestamp>,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for PurchaseOrder {
    fn version(&self) -> u64 {
        self.version
    }
}

/// What came of an order: one lot of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PurchaseOrderReceipt {
    /// Which item of the order.
    pub item_id: InventoryItemId,
    /// Into which place, of the facility of the order.
    pub location_id: StockLocationId,
    /// The maker's number of the lot, at most 50 characters.
    pub lot: String,
    /// The last day on which it may be used; not gone by.
    #[schema(value_type = String, format = Date)]
    pub expires_on: Date,
    /// How many units, 1 to 10000000; not more than are still to come.
    pub quantity: u32,
    /// The number of the delivery, at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl PurchaseOrderRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.that(
            (1..=200).contains(&self.lines.len()),
            "/lines",
            "must have 1 to 200 entries",
        );
        let mut items = std::collections::BTreeSet::new();
        for (at, line) in self.lines.iter().enumerate() {
            check_quantity(&mut check, line.quantity, &format!("/lines/{at}/quantity"));
            let is_new = items.insert(line.item_id);
            check.that(is_new, format_args!("/lines/{at}/item_id"), "is in the order already");
        }
        check.optional(self.notes.as_deref(), 1000, "/notes");
        check.finish()
    }
}

impl PurchaseOrderReceipt {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.lot, 50, "/lot");
        check_quantity(&mut check, self.quantity, "/quantity");
        check.optional(self.reference.as_deref(), 100, "/reference");
        check.finish()
    }
}
