//! What people ask the service.

use nilecare_types::{DepartmentId, FacilityId, PatientId, StaffId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AppointmentKind, AppointmentPriority, AppointmentResource, GRID_MINUTES};
use crate::Check;

/// A new appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentRequest {
    /// For whom.
    pub patient_id: PatientId,
    /// With whom.
    pub provider_id: StaffId,
    /// Where.
    pub facility_id: FacilityId,
    /// In which department. Absent: what the provider's schedule says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department_id: Option<DepartmentId>,
    /// In which room. Absent: what the provider's schedule says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// What else is needed; at most 10.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<AppointmentResource>,
    /// What it is for.
    pub kind: AppointmentKind,
    /// How urgent it is.
    #[serde(default)]
    pub priority: AppointmentPriority,
    /// When it begins; at a multiple of 5 minutes.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    /// How long it takes, in minutes: a multiple of 5, at most 480. Absent: what the facility has settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Why the patient comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What to mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// Books although the provider's schedule does not say so; needs `appointments:override`.
    #[serde(default)]
    pub outside_schedule: bool,
}

/// How often something comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months; the last day of a month that is too short.
    Month,
}

/// A rule of recurrence. The time of day stays the same in the facility's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recurrence {
    /// In days, weeks or months.
    pub every: Every,
    /// Each one, each second one, …; 1 to 12.
    #[serde(default = "one")]
    pub interval: u32,
    /// How many appointments in all, 2 to 52.
    pub count: u32,
}

fn one() -> u32 {
    1
}

/// Several appointments, all of them or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesRequest {
    /// The first one.
    pub first: AppointmentRequest,
    /// When the others are.
    pub recurrence: Recurrence,
}

/// Moves an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RescheduleRequest {
    /// When it begins now; at a multiple of 5 minutes.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    /// How long it takes. Absent: as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// With whom. Absent: as before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<StaffId>,
    /// In which room. Absent: as before with the same provider, else what the provider's schedule says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Books although the provider's schedule does not say so; needs `appointments:override`.
    #[serde(default)]
    pub outside_schedule: bool,
}

/// Why an appointment does not take place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentReason {
    /// The reason.
    pub reason: String,
}

/// A time that can be booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FreeSlot {
    /// When it begins.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
    /// Where.
    pub facility_id: FacilityId,
    /// In which department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department_id: Option<DepartmentId>,
    /// In which room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
}

fn check_time(check: &mut Check, starts_at: Timestamp, minutes: Option<u32>) {
    let grid = i64::from(GRID_MINUTES) * 60;
    let is_on_grid = starts_at.as_second() % grid == 0 && starts_at.subsec_nanosecond() == 0;
    check.that(is_on_grid, "/starts_at", "must be at a multiple of 5 minutes");
    let is_length = minutes.is_none_or(|minutes| (5..=480).contains(&minutes) && minutes.is_multiple_of(GRID_MINUTES));
    check.that(is_length, "/minutes", "must be a multiple of 5 from 5 to 480");
}

impl AppointmentRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.check(&mut check);
        check.finish()
    }

    fn check(&self, check: &mut Check) {
        check_time(check, self.starts_at, self.minutes);
        check.optional(self.room.as_deref(), 50, "/room");
        check.optional(self.reason.as_deref(), 1000, "/reason");
        check.optional(self.notes.as_deref(), 2000, "/notes");
        check.that(self.resources.len() <= 10, "/resources", "has more than 10 entries");
        for (at, resource) in self.resources.iter().enumerate() {
            check.text(&resource.name, 50, format_args!("/resources/{at}/name"));
            let is_named_before = self.resources[..at].iter().any(|other| other.is(resource));
            check.that(!is_named_before, format_args!("/resources/{at}"), "is named before");
        }
    }
}

impl SeriesRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.first.check(&mut check);
        let Recurrence { interval, count, .. } = self.recurrence;
        check.that((1..=12).contains(&interval), "/recurrence/interval", "must be 1 to 12");
        check.that((2..=52).contains(&count), "/recurrence/count", "must be 2 to 52");
        check.finish()
    }
}

impl RescheduleRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check_time(&mut check, self.starts_at, self.minutes);
        check.optional(self.room.as_deref(), 50, "/room");
        check.optional(self.reason.as_deref(), 1000, "/reason");
        check.finish()
    }
}

impl AppointmentReason {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 1000, "/reason");
        check.finish()
    }
}
