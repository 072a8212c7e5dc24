//! What a facility has settled for its stock.

use nilecare_types::FacilityId;

use crate::Check;
use crate::record::record;

record! {
    /// Settings of a facility for its stock.
    request InventorySettings
    /// Settings of a facility for its stock, as they are kept.
    record InventorySettingsRecord(FacilityId)
    own {}
    fields {
        /// For how many minutes stock is kept back, 1 to 10080 (a week).
        #[serde(default = "half_an_hour")]
        reservation_minutes: u32,
        /// How many days before its last day a batch is told of as expiring, 1 to 365.
        #[serde(default = "thirty_days")]
        expiring_days: u32,
    }
}

fn half_an_hour() -> u32 {
    30
}
fn thirty_days() -> u32 {
    30
}

impl Default for InventorySettings {
    fn default() -> Self {
        Self {
            reservation_minutes: half_an_hour(),
            expiring_days: thirty_days(),
        }
    }
}

impl InventorySettings {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let is_time = (1..=10_080).contains(&self.reservation_minutes);
        check.that(is_time, "/reservation_minutes", "must be 1 to 10080");
        let is_notice = (1..=365).contains(&self.expiring_days);
        check.that(is_notice, "/expiring_days", "must be 1 to 365");
        check.finish()
    }
}
