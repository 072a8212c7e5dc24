//! What happens when a destination cannot deliver.

use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When a message waits for its destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QueueMode {
    /// A failed attempt that is not retried is an error at once.
    Never,
    /// The first attempt is made at once; if it fails, the message is queued.
    #[default]
    OnFailure,
    /// The message counts as queued at once; a reply to the sender never waits for the attempt.
    Always,
}

/// The queue of a destination.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QueueSettings {
    /// # Mode
    pub mode: QueueMode,
    /// # Retry
    pub retry: RetryPolicy,
}

/// When a failed attempt is made again. The delay grows from `interval` by `backoff` up to `max_interval`, and is
/// shortened by up to a fifth at random, so that many destinations do not knock at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RetryPolicy {
    /// # Attempts
    /// How often at the most; absent means until it works. A message that is refused for its content is not tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// # First delay
    pub interval: HumanDuration,
    /// # Factor from one delay to the next
    pub backoff: f64,
    /// # Longest delay
    pub max_interval: HumanDuration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: None,
            interval: HumanDuration::from_secs(1),
            backoff: 2.0,
            max_interval: HumanDuration::from_secs(60),
        }
    }
}
