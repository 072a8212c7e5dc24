//! What is kept of an appointment.

use nilecare_http::HasVersion;
use nilecare_types::{
    AppointmentId, DepartmentId, FacilityId, PatientId, SeriesId, StaffId, Timestamp, WaitlistEntryId,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an appointment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum AppointmentKind {
    Consultation,
    FollowUp,
    Procedure,
    Lab,
    Imaging,
    Emergency,
    Telehealth,
}

/// How urgent it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AppointmentPriority {
    /// It can wait for its turn.
    #[default]
    Routine,
    /// Before others.
    Urgent,
    /// At once.
    Emergency,
}

/// How far it is.
///
/// `scheduled → confirmed → checked-in → in-progress → completed`; `cancelled` and `no-show` before it is in progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AppointmentStatus {
    /// It is booked.
    Scheduled,
    /// The patient has said to come.
    Confirmed,
    /// The patient is here.
    CheckedIn,
    /// It goes on.
    InProgress,
    /// It is over.
    Completed,
    /// It does not take place.
    Cancelled,
    /// The patient did not come.
    NoShow,
}

/// What is booked along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ResourceKind {
    /// A room.
    Room,
    /// A device.
    Equipment,
    /// Another person.
    Staff,
    /// Anything else.
    Other,
}

/// Something that is needed for the appointment and can be in one place only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentResource {
    /// What it is.
    pub kind: ResourceKind,
    /// Its name or number in the facility; for `staff` the member's id.
    pub name: String,
}

impl AppointmentResource {
    /// Tells whether both are the same thing, however it is written.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.kind == other.kind && self.name.trim().to_lowercase() == other.name.trim().to_lowercase()
    }
}

/// A step in the life of an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AppointmentChange {
    /// How it became.
    pub status: AppointmentStatus,
    /// Who changed it.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it was to begin before, if it was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub moved_from: Option<Timestamp>,
    /// Whether it was cancelled later than the facility asks for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_late: bool,
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Appointment {
    /// The id.
    pub id: AppointmentId,
    /// Our number, `AP-` and the id's last ten characters.
    pub appointment_number: String,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Whose it is; the survivor after a merge.
    pub patient_id: PatientId,
    /// With whom.
    pub provider_id: StaffId,
    /// The name of that person.
    pub provider: String,
    /// Where.
    pub facility_id: FacilityId,
    /// In which department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department_id: Option<DepartmentId>,
    /// In which room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// What is booked along.
    pub resources: Vec<AppointmentResource>,
    /// What it is for.
    pub kind: AppointmentKind,
    /// How urgent it is.
    pub priority: AppointmentPriority,
    /// How far it is.
    pub status: AppointmentStatus,
    /// When it begins.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    pub ends_at: Timestamp,
    /// The facility's time zone.
    pub time_zone: String,
    /// Whether it is outside the provider's schedule.
    pub is_outside_schedule: bool,
    /// Why the patient comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What to mind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// What it was made together with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series_id: Option<SeriesId>,
    /// The entry of the waiting list that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waitlist_entry_id: Option<WaitlistEntryId>,
    /// How often it was moved or cancelled: the sequence of RFC 5545.
    pub sequence: u32,
    /// When the patient was seen first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub completed_at: Option<Timestamp>,
    /// How it came to be as it is.
    pub history: Vec<AppointmentChange>,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Appointment {
    fn version(&self) -> u64 {
        self.version
    }
}

/// Appointments that were made together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AppointmentSeries {
    /// The id.
    pub series_id: SeriesId,
    /// All of them, in the order of time.
    pub appointments: Vec<Appointment>,
}

/// How far a reminder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReminderStatus {
    /// It is not time yet.
    Pending,
    /// Others were told that it is due.
    Told,
    /// The appointment was moved or does not take place.
    Cancelled,
}

/// A reminder of an appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AppointmentReminder {
    /// When it is due.
    #[schema(value_type = String, format = DateTime)]
    pub due_at: Timestamp,
    /// How far it is.
    pub status: ReminderStatus,
}
