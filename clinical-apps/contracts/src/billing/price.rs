//! What things cost.

use jiff::civil::Date;
use nilecare_types::{FacilityId, PriceItemId, PriceListId};

use super::ChargeCategory;
use crate::record::record;
use crate::{BasisPoints, Check, Currency, Money};

record! {
    /// A price list to be made, or as it is to be from now on.
    request PriceListRequest
    /// Prices in one currency.
    record PriceList(PriceListId)
    own {}
    fields {
        /// The name.
        name: String,
        /// In which facility it counts. Absent: in all, where the facility's own lists have no price.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        facility_id: Option<FacilityId>,
        /// In which currency.
        currency: Currency,
        /// The first day on which it counts, in the facility's zone.
        #[schema(value_type = String, format = Date)]
        valid_from: Date,
        /// The last day. Absent: for good.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        valid_until: Option<Date>,
    }
}

record! {
    /// A price to be made, or as it is to be from now on; what was charged before keeps the price it had.
    request PriceItemRequest
    /// The price of one thing in a list.
    record PriceItem(PriceItemId)
    own {
        /// In which list.
        price_list_id: PriceListId,
    }
    fields {
        /// What kind of thing.
        category: ChargeCategory,
        /// Its code: the class of an encounter (`outpatient`), the code of a laboratory test, the RxCUI or the name in small letters of a
        /// drug, the kind of a bed (`standard`), or a code of the house.
        code: String,
        /// What the invoice calls it.
        name: String,
        /// What one costs without tax, in the list's currency; 0 for what is not charged for.
        unit_price: Money,
        /// The tax on it.
        #[serde(default)]
        tax: BasisPoints,
        /// The code in a system of procedures, such as CPT or HCPCS, for claims.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        procedure_code: Option<String>,
        /// The first day on which it counts, in the facility's zone.
        #[schema(value_type = String, format = Date)]
        valid_from: Date,
        /// The last day. Absent: for good.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        valid_until: Option<Date>,
    }
}

fn check_days(check: &mut Check, from: Date, until: Option<Date>) {
    let is_order = until.is_none_or(|until| until >= from);
    check.that(is_order, "/valid_until", "must not be before valid_from");
}

impl PriceListRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.name, 200, "/name");
        check_days(&mut check, self.valid_from, self.valid_until);
        check.finish()
    }
}

impl PriceItemRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.code, 100, "/code");
        check.text(&self.name, 200, "/name");
        self.unit_price.check_not_negative(&mut check, "/unit_price/amount");
        check.optional(self.procedure_code.as_deref(), 20, "/procedure_code");
        check_days(&mut check, self.valid_from, self.valid_until);
        check.finish()
    }
}
