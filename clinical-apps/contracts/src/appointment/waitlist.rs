//! The waiting list.

use jiff::civil::Date;
use nilecare_types::{AppointmentId, FacilityId, PatientId, StaffId, Timestamp, WaitlistEntryId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AppointmentKind, AppointmentPriority};
use crate::Check;
use crate::record::record;

/// A part of the day, in the facility's zone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DayPart {
    /// Before 12.
    Morning,
    /// From 12 to before 17.
    Afternoon,
    /// From 17.
    Evening,
    /// Any.
    #[default]
    Any,
}

/// How far a wish is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WaitlistStatus {
    /// Nothing was free yet.
    Waiting,
    /// A time is offered.
    Offered,
    /// It became an appointment.
    Booked,
    /// Its last day has gone by.
    Expired,
    /// It is not wanted any more.
    Cancelled,
}

/// A time that became free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WaitlistOffer {
    /// With whom.
    pub provider_id: StaffId,
    /// In which room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// When it begins.
    #[schema(value_type = String, format = DateTime)]
    pub starts_at: Timestamp,
    /// The end of the time that is free.
    #[schema(value_type = String, format = DateTime)]
    pub free_until: Timestamp,
    /// Until when it is offered; the time is not kept free meanwhile.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// The cancelled or moved appointment that made it free.
    pub from_appointment_id: AppointmentId,
}

record! {
    /// A wish for a time that is not free yet.
    request WaitlistRequest
    /// A wish on the waiting list.
    record WaitlistEntry(WaitlistEntryId)
    own {
        /// How far it is.
        status: WaitlistStatus,
        /// What is offered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        offer: Option<WaitlistOffer>,
        /// Times that were declined or not answered; they are not offered again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        declined: Vec<AppointmentId>,
    }
    fields {
        /// For whom.
        patient_id: PatientId,
        /// Where.
        facility_id: FacilityId,
        /// With whom. Absent: with anybody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        provider_id: Option<StaffId>,
        /// What it is for.
        kind: AppointmentKind,
        /// How urgent it is.
        #[serde(default)]
        priority: AppointmentPriority,
        /// How long it takes, in minutes: a multiple of 5, at most 480.
        minutes: u32,
        /// From which day.
        #[schema(value_type = String, format = Date)]
        earliest: Date,
        /// Up to and with which day.
        #[schema(value_type = String, format = Date)]
        latest: Date,
        /// In which part of the day.
        #[serde(default)]
        day_part: DayPart,
        /// Why the patient comes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }
}

impl WaitlistRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let is_length = (5..=480).contains(&self.minutes) && self.minutes.is_multiple_of(5);
        check.that(is_length, "/minutes", "must be a multiple of 5 from 5 to 480");
        check.that(self.earliest <= self.latest, "/latest", "must not be before earliest");
        check.optional(self.reason.as_deref(), 1000, "/reason");
        check.finish()
    }
}
