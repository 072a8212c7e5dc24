//! Notifications as they are kept.

use nilecare_http::HasVersion;
use nilecare_types::{DeliveryId, FacilityId, NotificationId, PatientId, StaffId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{NotificationCategory, NotificationChannel};
use crate::Check;
use crate::life::Life;

/// What somebody who is told is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RecipientKind {
    /// Somebody who signs in.
    User,
    /// Somebody of the staff who does not.
    Staff,
    /// A patient.
    Patient,
}

/// Somebody who is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct Recipient {
    /// What the person is to us.
    pub kind: RecipientKind,
    /// The id.
    pub id: String,
}

impl Recipient {
    /// Names a user.
    pub fn user(id: &str) -> Self {
        Self {
            kind: RecipientKind::User,
            id: id.to_owned(),
        }
    }

    /// Names somebody of the staff.
    pub fn staff(id: StaffId) -> Self {
        Self {
            kind: RecipientKind::Staff,
            id: id.to_string(),
        }
    }

    /// Names a patient.
    pub fn patient(id: PatientId) -> Self {
        Self {
            kind: RecipientKind::Patient,
            id: id.to_string(),
        }
    }
}

/// How far a notification is.
///
/// ```text
/// queued ──► sent ──► delivered
///   │         └─────► bounced, failed
///   ├──► failed ──► queued (by hand)
///   ├──► not-sent ─► queued (by hand)
///   └──► withdrawn
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NotificationStatus {
    /// It waits for its time or its turn, or is tried again.
    Queued,
    /// The provider took it.
    Sent,
    /// It arrived, as the provider says; in the application it is there.
    Delivered,
    /// It could not be sent, or the provider says that it did not arrive.
    Failed,
    /// There is no such address, as the provider says.
    Bounced,
    /// It was not sent at all; `problem` says why.
    NotSent,
    /// What it tells of does not count any more.
    Withdrawn,
}

impl Life for NotificationStatus {
    const WHAT: &'static str = "notification";

    fn next(self) -> &'static [Self] {
        use NotificationStatus::{Bounced, Delivered, Failed, NotSent, Queued, Sent, Withdrawn};
        match self {
            Queued => &[Sent, Delivered, Failed, NotSent, Withdrawn],
            Sent => &[Delivered, Failed, Bounced],
            Failed | NotSent => &[Queued],
            Delivered | Bounced | Withdrawn => &[],
        }
    }
}

/// What one person is told of one thing by one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Notification {
    /// The id.
    pub id: NotificationId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Who is told.
    pub recipient: Recipient,
    /// Whose mail address and telephone number a user has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff_id: Option<StaffId>,
    /// How.
    pub channel: NotificationChannel,
    /// What it is about.
    pub category: NotificationCategory,
    /// The name of the template.
    pub template: String,
    /// Which version of it; 0 when there was none.
    pub template_version: u64,
    /// In which language (BCP 47).
    pub language: String,
    /// The subject of a mail; in the application the first line.
    pub subject: String,
    /// What is said.
    pub body: String,
    /// Where in the application more is to be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Whether a life may depend on it.
    pub critical: bool,
    /// How far it is.
    pub status: NotificationStatus,
    /// Why it was not sent, or not yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The event or command that caused it. One is told of it once by a channel.
    pub cause: String,
    /// What it tells of, such as an appointment's id: what becomes of that withdraws it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// In which facility.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_id: Option<FacilityId>,
    /// Not before.
    #[schema(value_type = String, format = DateTime)]
    pub send_at: Timestamp,
    /// It is of no use after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expires_at: Option<Timestamp>,
    /// How often it was handed to the provider.
    pub attempts: u32,
    /// How often it was queued again by hand.
    pub queued_again: u32,
    /// Who carried it, such as `smtp`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Its id there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_message_id: Option<String>,
    /// When the provider took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub sent_at: Option<Timestamp>,
    /// When it arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub delivered_at: Option<Timestamp>,
    /// When it was read or opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub read_at: Option<Timestamp>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Notification {
    fn version(&self) -> u64 {
        self.version
    }
}

/// What a provider says of a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryStatus {
    /// It has it.
    Queued,
    /// It has handed it on.
    Sent,
    /// It arrived.
    Delivered,
    /// It did not.
    Failed,
    /// There is no such address.
    Bounced,
    /// It was opened.
    Opened,
}

/// What became of a notification at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Delivery {
    /// The id.
    pub id: DeliveryId,
    /// Of which notification.
    pub notification_id: NotificationId,
    /// Who says it.
    pub provider: String,
    /// The notification's id there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_message_id: Option<String>,
    /// What it says.
    pub status: DeliveryStatus,
    /// A code or a reason; no address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Tells people something. The text goes by a template with the variables of its category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnouncementRequest {
    /// To these users.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_ids: Vec<UserId>,
    /// To this patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_id: Option<PatientId>,
    /// By which channels, at least one; patients have no `in-app`.
    pub channels: Vec<NotificationChannel>,
    /// The title, at most 100 characters. No patient's data.
    pub title: String,
    /// What is said, at most 500 characters. No patient's data: it is read on the way and on locked screens.
    pub text: String,
    /// In whose name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_id: Option<FacilityId>,
    /// Not before. Absent: now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub send_at: Option<Timestamp>,
}

/// What was made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AnnouncementReply {
    /// The notifications; look at them for what becomes of them.
    pub notification_ids: Vec<NotificationId>,
}

/// How many notifications in the application are not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnreadCount {
    /// All.
    pub unread: u64,
    /// Those among them that a life may depend on.
    pub critical: u64,
}

/// How many notifications of one kind there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChannelCount {
    /// By which channel.
    pub channel: NotificationChannel,
    /// What about.
    pub category: NotificationCategory,
    /// How far.
    pub status: NotificationStatus,
    /// How many.
    pub n_notifications: u64,
}

/// Counts of a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotificationStats {
    /// From when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// By channel, category and status; without those that are 0.
    pub counts: Vec<ChannelCount>,
}

/// Whether a channel is set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChannelSetup {
    /// Which.
    pub channel: NotificationChannel,
    /// Whether notifications go out by it.
    pub is_on: bool,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
}

impl AnnouncementRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.title, 100, "/title");
        check.text(&self.text, 500, "/text");
        check.that(!self.title.contains(char::is_control), "/title", "must be one line");
        check.that(self.user_ids.len() <= 100, "/user_ids", "must have at most 100 entries");
        let has_somebody = !self.user_ids.is_empty() || self.patient_id.is_some();
        check.that(has_somebody, "/user_ids", "give users, or a patient");
        let mut channels = self.channels.clone();
        channels.sort_unstable();
        channels.dedup();
        let are_channels = !channels.is_empty() && channels.len() == self.channels.len();
        check.that(are_channels, "/channels", "must have at least one entry, each once");
        let only_in_app = self.patient_id.is_some() && self.channels == [NotificationChannel::InApp];
        check.that(!only_in_app, "/channels", "patients are told by email or sms");
        check.finish()
    }
}
