//! When somebody works: weekly rules, exceptions from them, and what comes of both.

use jiff::civil::{Date, Time};
use nilecare_types::{DepartmentId, FacilityId, ScheduleExceptionId, ScheduleId, StaffId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Check;
use crate::record::record;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the days")]
pub enum ScheduleDay {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl ScheduleDay {
    /// Returns the day of the week of a date.
    pub fn of(date: Date) -> Self {
        use jiff::civil::Weekday as Day;
        match date.weekday() {
            Day::Monday => Self::Monday,
            Day::Tuesday => Self::Tuesday,
            Day::Wednesday => Self::Wednesday,
            Day::Thursday => Self::Thursday,
            Day::Friday => Self::Friday,
            Day::Saturday => Self::Saturday,
            Day::Sunday => Self::Sunday,
        }
    }
}

record! {
    /// A weekly rule to be made, or as it is to be from now on.
    request ScheduleRequest
    /// A weekly rule of when somebody can be visited.
    record Schedule(ScheduleId)
    own {
        /// Who.
        staff_id: StaffId,
    }
    fields {
        /// Where; the times are of its time zone.
        facility_id: FacilityId,
        /// In which department.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department_id: Option<DepartmentId>,
        /// In which room.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        room: Option<String>,
        /// On which day of the week.
        weekday: ScheduleDay,
        /// From when on that day, such as `08:00`.
        #[schema(value_type = String)]
        start: Time,
        /// Until when on that day.
        #[schema(value_type = String)]
        end: Time,
        /// How long a slot is, in minutes; a multiple of 5.
        #[serde(default = "half_an_hour")]
        slot_minutes: u32,
        /// From which day; absent: always.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        valid_from: Option<Date>,
        /// Up to and with which day; absent: until somebody ends it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        valid_until: Option<Date>,
    }
}

fn half_an_hour() -> u32 {
    30
}

/// What an exception is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ScheduleExceptionKind {
    /// Leave.
    TimeOff,
    /// A break.
    Break,
    /// A meeting.
    Meeting,
    /// The person works although no rule says so.
    Extra,
}

record! {
    /// An exception to be made.
    request ScheduleExceptionRequest
    /// An exception from the weekly rules.
    record ScheduleException(ScheduleExceptionId)
    own {
        /// Who.
        staff_id: StaffId,
    }
    fields {
        /// What it is.
        kind: ScheduleExceptionKind,
        /// From when.
        #[schema(value_type = String, format = DateTime)]
        from: Timestamp,
        /// Until when; at most a year later, for `extra` at most a day.
        #[schema(value_type = String, format = DateTime)]
        until: Timestamp,
        /// Where; needed for `extra`. Absent: everywhere.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        facility_id: Option<FacilityId>,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    }
}

/// A time in which somebody can be visited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OpenPeriod {
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    /// Where.
    pub facility_id: FacilityId,
    /// In which department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department_id: Option<DepartmentId>,
    /// In which room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub room: Option<String>,
    /// How long a slot is, in minutes.
    pub slot_minutes: u32,
}

/// When somebody can be visited, in the order of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Availability {
    /// Who.
    pub staff_id: StaffId,
    /// When.
    pub periods: Vec<OpenPeriod>,
}

impl ScheduleRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.that(self.start < self.end, "/end", "must be after start, on the same day");
        let minutes = self.slot_minutes;
        let is_length = (5..=480).contains(&minutes) && minutes.is_multiple_of(5);
        check.that(is_length, "/slot_minutes", "must be a multiple of 5 from 5 to 480");
        let is_on_grid = |time: Time| time.minute() % 5 == 0 && time.second() == 0 && time.subsec_nanosecond() == 0;
        check.that(is_on_grid(self.start), "/start", "must be at a multiple of 5 minutes");
        let is_in_order = match (self.valid_from, self.valid_until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        check.that(is_in_order, "/valid_until", "must not be before valid_from");
        check.optional(self.room.as_deref(), 50, "/room");
        check.finish()
    }
}

impl ScheduleExceptionRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let is_extra = self.kind == ScheduleExceptionKind::Extra;
        let longest = jiff::SignedDuration::from_hours(if is_extra { 24 } else { 366 * 24 });
        let is_in_order = self.from < self.until && self.until.duration_since(self.from) <= longest;
        check.that(
            is_in_order,
            "/until",
            "must be after from, by at most a year, or a day for extra",
        );
        check.that(
            !is_extra || self.facility_id.is_some(),
            "/facility_id",
            "is needed for extra",
        );
        check.optional(self.reason.as_deref(), 500, "/reason");
        check.finish()
    }
}
