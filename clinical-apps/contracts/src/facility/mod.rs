//! Facilities with their departments, wards and beds.

mod bed;
mod client;
mod event;
mod place;
mod settings;

use nilecare_http::Permission;

pub use bed::{
    Bed, BedAssignRequest, BedAssignment, BedChange, BedKind, BedReleaseRequest, BedRequest, BedReservation, BedStatus,
    BedStatusRequest, BedTransferRequest, Occupancy,
};
pub use client::FacilityClient;
pub use event::{
    BED_STATUS_CHANGED, BedEvent, FACILITY_CREATED, FACILITY_UPDATED, FacilityEvent, WARD_FULL, WardFullEvent,
};
pub use place::{
    Department, DepartmentKind, DepartmentRequest, Facility, FacilityKind, FacilityRequest, PlaceStatus, Ward,
    WardGender, WardKind, WardRequest,
};
pub use settings::{FacilitySettings, SettingsRecord};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "facility";

/// Reading facilities, departments, wards and settings.
pub const FACILITIES_READ: Permission = Permission::new("facilities:read");
/// Making and changing them.
pub const FACILITIES_WRITE: Permission = Permission::new("facilities:write");
/// Reading beds and who lies in them.
pub const BEDS_READ: Permission = Permission::new("beds:read");
/// Reserving, assigning, releasing and cleaning beds.
pub const BEDS_WRITE: Permission = Permission::new("beds:write");
/// Taking beds out of use and back.
pub const BEDS_MANAGE: Permission = Permission::new("beds:manage");
