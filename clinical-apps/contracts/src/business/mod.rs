//! Organisations, staff, and when they work.

mod client;
mod schedule;
mod staff;

use nilecare_http::Permission;

pub use client::BusinessClient;
pub use schedule::{
    Availability, OpenPeriod, Schedule, ScheduleDay, ScheduleException, ScheduleExceptionKind,
    ScheduleExceptionRequest, ScheduleRequest,
};
pub use staff::{Organization, OrganizationRequest, StaffMember, StaffRequest, StaffRole, StaffStatus};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "business";

/// Somebody is new on the staff: the member under `staff`.
pub const STAFF_CREATED: &str = "staff.created";
/// Somebody on the staff was changed: the member under `staff`.
pub const STAFF_UPDATED: &str = "staff.updated";
/// When somebody works was changed: the id under `staff_id`.
pub const SCHEDULE_CHANGED: &str = "schedule.changed";

/// Reading organisations and staff.
pub const STAFF_READ: Permission = Permission::new("staff:read");
/// Making and changing them.
pub const STAFF_WRITE: Permission = Permission::new("staff:write");
/// Reading when somebody works.
pub const SCHEDULES_READ: Permission = Permission::new("schedules:read");
/// Changing it.
pub const SCHEDULES_WRITE: Permission = Permission::new("schedules:write");
