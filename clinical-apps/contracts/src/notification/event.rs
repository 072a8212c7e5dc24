//! What the service tells others. The names are topics; the key of each event is the user's id.

use nilecare_types::NotificationId;
use serde::{Deserialize, Serialize};

use super::NotificationCategory;

/// There is something new for a user in the application: a [`NotificationEvent`].
pub const NOTIFICATION_NEW: &str = "notification.new";
/// A user has read it; on another screen its bell counts it no more: a [`NotificationEvent`].
pub const NOTIFICATION_READ: &str = "notification.read";

/// That there is something, without anything of a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationEvent {
    /// Who is told.
    pub user_id: String,
    /// Which notification.
    pub id: NotificationId,
    /// What it is about.
    pub category: NotificationCategory,
    /// Whether a life may depend on it.
    pub critical: bool,
    /// In a few words.
    pub subject: String,
    /// Where in the application more is to be seen, such as `/appointments/ID`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}
