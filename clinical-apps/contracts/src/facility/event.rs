//! What the service tells others. The names are topics; the key of each event is the facility's id.

use serde::{Deserialize, Serialize};

use super::{Bed, Facility, Occupancy};

/// A facility is new: a [`FacilityEvent`].
pub const FACILITY_CREATED: &str = "facility.created";
/// A facility was changed: a [`FacilityEvent`].
pub const FACILITY_UPDATED: &str = "facility.updated";
/// A bed is in another state: a [`BedEvent`].
pub const BED_STATUS_CHANGED: &str = "bed.status.changed";
/// The last free bed of a ward was taken: a [`WardFullEvent`].
pub const WARD_FULL: &str = "ward.full";

/// A facility as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacilityEvent {
    /// The facility.
    pub facility: Facility,
}

/// A bed as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BedEvent {
    /// The bed.
    pub bed: Bed,
}

/// A ward without a free bed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WardFullEvent {
    /// How full it is.
    pub occupancy: Occupancy,
}
