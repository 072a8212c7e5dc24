//! What a notification is about, and how it is told.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NotificationChannel {
    /// A mail.
    Email,
    /// A text message.
    Sms,
    /// In the web application, at once, with a bell.
    InApp,
}

/// What a notification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NotificationCategory {
    /// An appointment was made.
    AppointmentBooked,
    /// It was moved.
    AppointmentMoved,
    /// It is soon.
    AppointmentReminder,
    /// It does not take place.
    AppointmentCancelled,
    /// A time became free for somebody who waits.
    WaitlistOffer,
    /// A vital sign is critical, and nobody has seen to it.
    CriticalVitals,
    /// A laboratory result is beyond its panic limits.
    CriticalLabResult,
    /// A password or second factor was changed.
    AccountSecurity,
    /// A prescription can be collected.
    PrescriptionReady,
    /// A bill was made.
    InvoiceIssued,
    /// Somebody is asked to co-sign a note.
    CosignatureAsked,
    /// Somebody took over the draft that one was editing.
    DraftTakenOver,
    /// What somebody of the staff has to say.
    Announcement,
}

impl NotificationCategory {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::AppointmentBooked,
        Self::AppointmentMoved,
        Self::AppointmentReminder,
        Self::AppointmentCancelled,
        Self::WaitlistOffer,
        Self::CriticalVitals,
        Self::CriticalLabResult,
        Self::AccountSecurity,
        Self::PrescriptionReady,
        Self::InvoiceIssued,
        Self::CosignatureAsked,
        Self::DraftTakenOver,
        Self::Announcement,
    ];

    /// Tells whether a life may depend on it: neither a preference nor quiet hours silence it.
    pub fn is_critical(self) -> bool {
        matches!(self, Self::CriticalVitals | Self::CriticalLabResult)
    }

    /// Tells whether it cannot be refused: critical alerts, and what protects an account.
    pub fn is_mandatory(self) -> bool {
        self.is_critical() || self == Self::AccountSecurity
    }

    /// Lists the variables that its templates may use. None of them tells who the patient is, what the patient has, or what was measured: mails and
    /// text messages are read on the way and on locked screens.
    pub fn variables(self) -> &'static [&'static str] {
        match self {
            Self::AppointmentBooked
            | Self::AppointmentMoved
            | Self::AppointmentReminder
            | Self::AppointmentCancelled
            | Self::WaitlistOffer => &["facility", "facility_phone", "date", "time", "number"],
            Self::CriticalVitals | Self::CriticalLabResult => &["facility", "time", "level"],
            Self::AccountSecurity => &["username", "date", "time"],
            Self::CosignatureAsked | Self::DraftTakenOver => &["facility", "date", "time"],
            Self::PrescriptionReady | Self::InvoiceIssued => &["facility", "facility_phone", "date", "number"],
            Self::Announcement => &["facility", "title", "text"],
        }
    }
}
