//! What a facility has settled for billing.

use nilecare_types::FacilityId;

use crate::Check;
use crate::record::record;

record! {
    /// Settings of a facility for billing.
    request BillingSettings
    /// Settings of a facility for billing, as they are kept.
    record BillingSettingsRecord(FacilityId)
    own {}
    fields {
        /// In how many days an invoice is due, 0 to 365.
        #[serde(default = "thirty")]
        due_days: u16,
        /// Adjustments above so many minor units need a second person. 0: all do.
        #[serde(default = "limit")]
        adjustment_limit: i64,
        /// Refunds above so many minor units need a second person. 0: all do.
        #[serde(default = "limit")]
        refund_limit: i64,
    }
}

fn thirty() -> u16 {
    30
}
fn limit() -> i64 {
    100_000
}

impl Default for BillingSettings {
    fn default() -> Self {
        Self {
            due_days: thirty(),
            adjustment_limit: limit(),
            refund_limit: limit(),
        }
    }
}

impl BillingSettings {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.that(self.due_days <= 365, "/due_days", "must be 0 to 365");
        for (limit, path) in [
            (self.adjustment_limit, "/adjustment_limit"),
            (self.refund_limit, "/refund_limit"),
        ] {
            check.that(limit >= 0, path, "must be 0 or more");
        }
        check.finish()
    }
}
