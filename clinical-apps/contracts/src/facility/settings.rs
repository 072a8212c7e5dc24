//! What a facility decides for itself.

use nilecare_types::FacilityId;

use crate::Check;
use crate::record::record;

record! {
    /// Settings of a facility.
    request FacilitySettings
    /// Settings of a facility, as they are kept.
    record SettingsRecord(FacilityId)
    own {}
    fields {
        /// How long an appointment lasts when nobody says, in minutes; a multiple of 5.
        #[serde(default = "thirty")]
        appointment_minutes: u32,
        /// How many days ahead appointments are made.
        #[serde(default = "ninety")]
        booking_days_ahead: u32,
        /// A cancellation later than so many hours before is marked as late.
        #[serde(default = "twenty_four")]
        cancel_notice_hours: u32,
        /// So many minutes after its beginning, a patient who is not there is marked as not come.
        #[serde(default = "fifteen")]
        no_show_minutes: u32,
        /// So many hours before an appointment the patient is reminded.
        #[serde(default = "reminders")]
        reminder_hours: Vec<u32>,
        /// Whether patients come without an appointment.
        #[serde(default = "yes")]
        walk_ins: bool,
        /// Whether the end of an encounter releases its bed.
        #[serde(default = "yes")]
        automatic_bed_release: bool,
        /// The currency (ISO 4217).
        #[serde(default = "sdg")]
        currency: String,
        /// The language (BCP 47).
        #[serde(default = "arabic")]
        language: String,
    }
}

fn thirty() -> u32 {
    30
}
fn ninety() -> u32 {
    90
}
fn twenty_four() -> u32 {
    24
}
fn fifteen() -> u32 {
    15
}
fn reminders() -> Vec<u32> {
    vec![24, 2]
}
fn yes() -> bool {
    true
}
fn sdg() -> String {
    "SDG".to_owned()
}
fn arabic() -> String {
    "ar".to_owned()
}

impl Default for FacilitySettings {
    fn default() -> Self {
        Self {
            appointment_minutes: thirty(),
            booking_days_ahead: ninety(),
            cancel_notice_hours: twenty_four(),
            no_show_minutes: fifteen(),
            reminder_hours: reminders(),
            walk_ins: true,
            automatic_bed_release: true,
            currency: sdg(),
            language: arabic(),
        }
    }
}

impl FacilitySettings {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let minutes = self.appointment_minutes;
        let is_length = (5..=480).contains(&minutes) && minutes.is_multiple_of(5);
        check.that(
            is_length,
            "/appointment_minutes",
            "must be a multiple of 5 from 5 to 480",
        );
        let is_ahead = (1..=730).contains(&self.booking_days_ahead);
        check.that(is_ahead, "/booking_days_ahead", "must be 1 to 730");
        check.that(
            self.cancel_notice_hours <= 720,
            "/cancel_notice_hours",
            "must be at most 720",
        );
        check.that(self.no_show_minutes <= 240, "/no_show_minutes", "must be at most 240");
        let are_reminders =
            self.reminder_hours.len() <= 10 && self.reminder_hours.iter().all(|hours| (1..=720).contains(hours));
        check.that(
            are_reminders,
            "/reminder_hours",
            "must be at most 10 numbers from 1 to 720",
        );
        let is_currency = self.currency.len() == 3 && self.currency.bytes().all(|byte| byte.is_ascii_uppercase());
        check.that(is_currency, "/currency", "must be three capital letters");
        check.text(&self.language, 35, "/language");
        check.finish()
    }
}
