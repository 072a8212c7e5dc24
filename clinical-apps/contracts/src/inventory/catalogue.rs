//! What is kept in stock, where, and who delivers it.

use nilecare_types::{FacilityId, InventoryItemId, StockLocationId, SupplierId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::MAX_QUANTITY;
use crate::Check;
use crate::record::record;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum StockItemCategory {
    Medication,
    Supply,
    Equipment,
    Implant,
    Device,
    Other,
}

/// What a place is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StockLocationKind {
    /// Where drugs are handed out.
    Pharmacy,
    /// A ward's own stock.
    Ward,
    /// A store that others are filled from.
    Storage,
    /// A place that is kept cold.
    Refrigerator,
    /// The locked place of controlled drugs.
    ControlledSubstances,
    /// Where stock waits that nobody may use; nothing is issued from here.
    Quarantine,
}

record! {
    /// An item to be added, or as it is to be from now on.
    request StockItemRequest
    /// An item that is kept in stock. Quantities of it are whole numbers of its unit.
    record StockItem(InventoryItemId)
    own {}
    fields {
        /// Our code, unique.
        code: String,
        /// What it is called.
        name: String,
        /// What it is.
        category: StockItemCategory,
        /// The RxNorm concept (RxCUI) by which prescriptions name it; a hand-out of a drug with this concept is taken from its stock.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rxcui: Option<String>,
        /// The smallest unit that is counted: `tablet`, `ampoule`, `mL`, `piece`.
        unit: String,
        /// Whether it is a controlled drug: corrections of its stock need a witness.
        #[serde(default)]
        controlled: bool,
        /// Stock of a facility at or below this is low. 0: never.
        #[serde(default)]
        reorder_level: u32,
        /// How many units are ordered at a time. 0: as many as the one who orders thinks right.
        #[serde(default)]
        reorder_quantity: u32,
        /// Whether it is in use. What is not can neither be received nor issued.
        #[serde(default = "yes")]
        active: bool,
    }
}

record! {
    /// A place to be added, or as it is to be from now on.
    request StockLocationRequest
    /// A place where stock is kept.
    record StockLocation(StockLocationId)
    own {
        /// The facility's time zone: the day of expiry ends by it.
        time_zone: String,
    }
    fields {
        /// In which facility.
        facility_id: FacilityId,
        /// Our code, unique in the facility.
        code: String,
        /// What it is called.
        name: String,
        /// What it is for.
        kind: StockLocationKind,
        /// Whether it is in use. Nothing goes in or out of one that is not.
        #[serde(default = "yes")]
        active: bool,
    }
}

record! {
    /// A supplier to be added, or as it is to be from now on.
    request SupplierRequest
    /// Who delivers stock.
    record Supplier(SupplierId)
    own {}
    fields {
        /// Our code, unique.
        code: String,
        /// What it is called.
        name: String,
        /// Whom to talk to there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact: Option<String>,
        /// A telephone number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<String>,
        /// A mail address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<String>,
        /// What is agreed about paying.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payment_terms: Option<String>,
        /// How many days a delivery takes, at most 365.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lead_time_days: Option<u16>,
        /// Whether orders go there.
        #[serde(default = "yes")]
        active: bool,
    }
}

fn yes() -> bool {
    true
}

impl StockItemRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.code, 50, "/code");
        check.text(&self.name, 200, "/name");
        check.text(&self.unit, 30, "/unit");
        if let Some(rxcui) = &self.rxcui {
            let is_concept = (1..=8).contains(&rxcui.len()) && rxcui.bytes().all(|byte| byte.is_ascii_digit());
            check.that(is_concept, "/rxcui", "must be 1 to 8 digits");
        }
        for (quantity, path) in [
            (self.reorder_level, "/reorder_level"),
            (self.reorder_quantity, "/reorder_quantity"),
        ] {
            check.that(quantity <= MAX_QUANTITY, path, "must be at most 10000000");
        }
        check.finish()
    }
}

impl StockLocationRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.code, 50, "/code");
        check.text(&self.name, 200, "/name");
        check.finish()
    }
}

impl SupplierRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.code, 50, "/code");
        check.text(&self.name, 200, "/name");
        for (text, path) in [
            (&self.contact, "/contact"),
            (&self.phone, "/phone"),
            (&self.email, "/email"),
            (&self.payment_terms, "/payment_terms"),
        ] {
            check.optional(text.as_deref(), 200, path);
        }
        let lead_time = self.lead_time_days.is_none_or(|days| days <= 365);
        check.that(lead_time, "/lead_time_days", "must be at most 365");
        check.finish()
    }
}
