//! What somebody wants to be told, and when not.

use jiff::civil::Time;
use nilecare_http::HasVersion;
use nilecare_types::{NotificationSubscriptionId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{NotificationCategory, NotificationChannel, Recipient};
use crate::Check;

/// A time of the day when nothing but what is critical comes; over midnight when `from` is after `until`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// From when.
    #[schema(value_type = String, example = "22:00:00")]
    pub from: Time,
    /// Until when.
    #[schema(value_type = String, example = "07:00:00")]
    pub until: Time,
    /// In which zone of the tz database. Absent: the facility's, else UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

/// What somebody wants of a category by a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionRequest {
    /// By which channel.
    pub channel: NotificationChannel,
    /// Which category. Absent: all for which nothing else is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<NotificationCategory>,
    /// Whether it is wanted. Critical alerts and what protects an account come all the same.
    pub enabled: bool,
    /// When it is to wait. Critical alerts do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet_hours: Option<QuietHours>,
    /// In which language, `en` or `ar`. Absent: the patient's, else the facility's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// It, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Subscription {
    /// The id.
    pub id: NotificationSubscriptionId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Whose.
    pub recipient: Recipient,
    /// What is wanted.
    #[serde(flatten)]
    pub wish: SubscriptionRequest,
    /// Who said so.
    pub by: String,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Subscription {
    fn version(&self) -> u64 {
        self.version
    }
}

/// What would become of a notification now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SubscriptionCheck {
    /// Whether it would be sent at all.
    pub is_wanted: bool,
    /// Until when it would wait for quiet hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub quiet_until: Option<Timestamp>,
    /// Whether the channel is set up.
    pub is_on: bool,
}

impl SubscriptionRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let may_refuse = self.enabled || !self.category.is_some_and(NotificationCategory::is_mandatory);
        check.that(
            may_refuse,
            "/enabled",
            "critical alerts and what protects an account cannot be refused",
        );
        if let Some(quiet) = &self.quiet_hours {
            check.that(
                quiet.from != quiet.until,
                "/quiet_hours/until",
                "must not be the same as from",
            );
            let is_zone = quiet
                .time_zone
                .as_deref()
                .is_none_or(|zone| jiff::tz::TimeZone::get(zone).is_ok());
            check.that(is_zone, "/quiet_hours/time_zone", "is not in the tz database");
        }
        let is_language = self
            .language
            .as_deref()
            .is_none_or(|language| ["en", "ar"].contains(&language));
        check.that(is_language, "/language", "must be en or ar");
        check.finish()
    }
}
