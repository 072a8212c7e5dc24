//! What the file of a rule says. The doc comments are the manual.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use nilecare_engine_api::ErrorKind;
use nilecare_types::{ChannelId, ConnectorId, HumanDuration};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::hours::Hours;

/// # Alert
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// # Format version
    /// Always 1.
    pub version: u32,
    /// # Title
    pub title: String,
    /// # Description
    /// What to do when it comes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// # Enabled
    #[serde(default = "yes")]
    pub enabled: bool,
    /// # Channels
    /// Which channels it watches.
    pub channels: ChannelSelection,
    /// # Connectors
    /// Only these connectors, by id; `source` is the source. All when empty.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub connectors: BTreeSet<ConnectorId>,
    /// # Trigger
    pub trigger: Trigger,
    /// # Throttle
    /// At most one notice in this time for each group; what is held back is counted and told with the next one.
    #[serde(default = "quarter_of_an_hour")]
    pub throttle: HumanDuration,
    /// # Group by
    /// What has its own throttle and state.
    #[serde(default)]
    pub group_by: GroupBy,
    /// # Tell when it is over
    #[serde(default = "yes")]
    pub recovery: bool,
    /// # Include the text of errors
    /// Such a text may quote patient data. Only for receivers that may have it.
    #[serde(default)]
    pub include_error_text: bool,
    /// # Subject
    /// With `{variables}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// # Body
    /// With `{variables}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// # Actions
    pub actions: Vec<ActionConfig>,
}

fn yes() -> bool {
    true
}

fn quarter_of_an_hour() -> HumanDuration {
    HumanDuration::from_secs(15 * 60)
}

/// # Channels
/// Channels that one of the parts names.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelSelection {
    /// # All
    pub all: bool,
    /// # Ids
    pub ids: BTreeSet<ChannelId>,
    /// # Tags
    pub tags: BTreeSet<String>,
    /// # Groups
    pub groups: BTreeSet<String>,
}

impl ChannelSelection {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn has(&self, id: &ChannelId, group: &str, tags: &[String]) -> bool {
        let has_tag = tags.iter().any(|tag| self.tags.contains(tag));
        self.all || self.ids.contains(id) || has_tag || self.groups.contains(group)
    }
}

/// # Trigger
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Trigger {
    /// Something failed.
    Error(ErrorTrigger),
    /// Too many messages wait.
    QueueDepth(QueueDepthTrigger),
    /// A message waits too long.
    QueueAge(QueueAgeTrigger),
    /// No message was received.
    Silence(SilenceTrigger),
    /// The channel is not started.
    State(StateTrigger),
    /// A connector is not connected.
    Connection(ConnectionTrigger),
}

impl Trigger {
    pub(crate) fn duration(&self) -> Option<Duration> {
        match self {
            Self::QueueAge(trigger) => Some(trigger.older_than.get()),
            Self::Silence(trigger) => Some(trigger.duration.get()),
            Self::Error(_) | Self::QueueDepth(_) | Self::State(_) | Self::Connection(_) => None,
        }
    }
}

/// # Error
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ErrorTrigger {
    /// # Kinds
    /// Only errors of these kinds; all when empty: `source_script`, `destination_script`, `source`, `connector`,
    /// `response`, `postprocessor`, `unreadable`, `store`, `deploy`.
    #[schemars(with = "BTreeSet<String>")]
    pub kinds: BTreeSet<ErrorKind>,
    /// # Text
    /// Only errors whose text this regular expression finds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// # Queue depth
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QueueDepthTrigger {
    /// # More than
    /// So many messages wait at one destination.
    pub more_than: u64,
}

/// # Queue age
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QueueAgeTrigger {
    /// # Older than
    /// A message waits that was received longer ago than this.
    pub older_than: HumanDuration,
}

/// # Silence
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SilenceTrigger {
    /// # For
    /// No message was received for this time, while the channel was started.
    #[serde(rename = "for")]
    pub duration: HumanDuration,
    /// # Within
    /// Only at these hours; the time counts from their beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<Hours>,
}

/// # State
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StateTrigger {
    /// # For
    /// The channel is not started for this time. One that is not deployed counts only when its id is named.
    #[serde(rename = "for")]
    pub duration: ZeroOr,
}

/// # Connection
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ConnectionTrigger {
    /// # For
    /// A connector is not connected for this time.
    #[serde(rename = "for")]
    pub duration: ZeroOr,
}

/// A duration that is 0 when it is not given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ZeroOr(pub HumanDuration);

impl Default for ZeroOr {
    fn default() -> Self {
        Self(HumanDuration::from_secs(0))
    }
}

/// # Group by
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GroupBy {
    /// Each channel by itself.
    #[default]
    Channel,
    /// Each connector by itself.
    Connector,
    /// All together.
    None,
}

/// # Action
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum ActionConfig {
    /// A line in the log, without the text of errors.
    Log(LogAction),
    /// A message into a channel, as JSON.
    Channel(ChannelAction),
    /// An HTTP request.
    Webhook(WebhookAction),
}

impl ActionConfig {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Log(_) => "log",
            Self::Channel(_) => "channel",
            Self::Webhook(_) => "webhook",
        }
    }
}

/// # Log
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LogAction {}

/// # Channel
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChannelAction {
    /// # Channel
    /// The name that the channel's source has; it must be a channel reader.
    pub channel: ChannelId,
}

/// # Webhook
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookAction {
    /// # Address
    /// Gets a POST with JSON.
    pub url: String,
    /// # Headers
    /// A text, or `{ configuration: NAME }` for a value of the configuration map, such as a secret.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, HeaderValue>,
    /// # Time-out
    /// Of one attempt, 1 to 60 seconds.
    #[serde(default = "ten_seconds")]
    pub timeout: HumanDuration,
    /// # Attempts
    /// 1 to 5, with a growing delay between them.
    #[serde(default = "three")]
    pub attempts: u32,
}

fn ten_seconds() -> HumanDuration {
    HumanDuration::from_secs(10)
}

fn three() -> u32 {
    3
}

/// # Header
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum HeaderValue {
    /// The text itself.
    Text(String),
    /// A value of the configuration map.
    Configured(ConfiguredValue),
}

/// # A value of the configuration map
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfiguredValue {
    /// # Name
    pub configuration: String,
}
