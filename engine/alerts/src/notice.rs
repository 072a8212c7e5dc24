//! What those who are to be told are told.

use nilecare_types::{ChannelId, ConnectorId, MessageId, Timestamp};
use serde::Serialize;

use crate::AlertRule;

/// What kind of notice it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// It has begun, or happened again after the throttle.
    Raised,
    /// It is over.
    Recovered,
    /// Somebody tries whether notices arrive.
    Test,
}

impl NoticeKind {
    /// Returns the name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Recovered => "recovered",
            Self::Test => "test",
        }
    }
}

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// The alert's name.
    pub alert: String,
    /// What kind of notice.
    pub event: NoticeKind,
    /// The subject, filled in.
    pub subject: String,
    /// The body, filled in.
    pub body: String,
    /// The channel; absent when the group is of several.
    pub channel: Option<ChannelId>,
    /// The connector; absent when it is the channel as a whole.
    pub connector: Option<ConnectorId>,
    /// What triggers it: `error`, `queue_depth`, …
    pub trigger: &'static str,
    /// How often it happened since the last notice, this time included.
    pub count: u64,
    /// How many notices were held back since the last one.
    pub suppressed: u64,
    /// How many messages wait, where that is the matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue_depth: Option<u64>,
    /// Since when.
    pub since: Timestamp,
    /// When the notice was made.
    pub at: Timestamp,
}

/// What is known when a notice is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    pub channel: Option<ChannelId>,
    pub channel_name: String,
    pub connector: Option<ConnectorId>,
    /// For people, without patient data.
    pub what: String,
    /// The kind of error.
    pub kind: &'static str,
    /// May quote patient data.
    pub error: String,
    pub message: Option<MessageId>,
    pub queue_depth: Option<u64>,
}

pub(crate) struct Counted {
    pub count: u64,
    pub suppressed: u64,
    pub since: Timestamp,
    pub at: Timestamp,
}

impl Notice {
    pub(crate) fn new(rule: &AlertRule, event: NoticeKind, facts: &Facts, counted: &Counted) -> Self {
        let value = |name: &str| value(rule, event, facts, counted, name);
        Self {
            alert: rule.name.clone(),
            event,
            subject: rule.subject.fill(value),
            body: rule.body.fill(value),
            channel: facts.channel.clone(),
            connector: facts.connector.clone(),
            trigger: rule.trigger_name(),
            count: counted.count,
            suppressed: counted.suppressed,
            queue_depth: facts.queue_depth,
            since: counted.since,
            at: counted.at,
        }
    }
}

fn value(rule: &AlertRule, event: NoticeKind, facts: &Facts, counted: &Counted, name: &str) -> String {
    let or_dash = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    match name {
        "alert" => rule.file.title.clone(),
        "description" => rule.file.description.clone(),
        "event" => event.as_str().to_owned(),
        "what" => facts.what.clone(),
        "channel" => or_dash(facts.channel.as_ref().map(ToString::to_string)),
        "channel_name" => facts.channel_name.clone(),
        "connector" => or_dash(facts.connector.as_ref().map(ToString::to_string)),
        "kind" => facts.kind.to_owned(),
        "error" if rule.file.include_error_text => facts.error.clone(),
        "error" => "(not included)".to_owned(),
        "message" => or_dash(facts.message.map(|message| message.to_string())),
        "count" => counted.count.to_string(),
        "suppressed" => counted.suppressed.to_string(),
        "queue_depth" => or_dash(facts.queue_depth.map(|depth| depth.to_string())),
        "since" => counted.since.to_string(),
        _ => String::new(),
    }
}
