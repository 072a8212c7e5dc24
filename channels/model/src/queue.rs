//! What happens when a destination cannot deliver.

use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::TemplateText;

/// When a message waits for its destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QueueMode {
    /// A failed attempt that is not retried is an error at once. Retries, when `attempts` allows some, are made while the
    /// sender waits.
    Never,
    /// The first attempt is made at once; if it fails, the message is queued.
    #[default]
    OnFailure,
    /// The message counts as queued at once; a reply to the sender never waits for the attempt.
    Always,
}

/// The queue of a destination.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QueueSettings {
    /// # Mode
    pub mode: QueueMode,
    /// # Retry
    pub retry: RetryPolicy,
    /// # Rotate
    /// A message whose attempt failed goes to the back of the queue instead of holding up those behind it. Order is not
    /// kept then.
    pub rotate: bool,
    /// # Threads
    /// So many messages are delivered at once, 1 to 64.
    pub threads: u32,
    /// # Order key
    /// With several threads, messages with the same key are delivered one after the other in their order, such as
    /// `${PID-3.1}` for one patient; a message that fails holds up those with its key only. Filled in after the
    /// destination's transformer. Without it, several threads do not keep the order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order_by: Option<TemplateText>,
    /// # Rate limit
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<RateLimit>,
    /// # Circuit breaker
    #[serde(skip_serializing_if = "Option::is_none")]
    pub circuit_breaker: Option<CircuitBreaker>,
}

impl Default for QueueSettings {
    fn default() -> Self {
        Self {
            mode: QueueMode::default(),
            retry: RetryPolicy::default(),
            rotate: false,
            threads: 1,
            order_by: None,
            rate_limit: None,
            circuit_breaker: None,
        }
    }
}

/// When a failed attempt is made again. The delay grows from `interval` by `backoff` up to `max_interval`, and is
/// shortened by up to a fifth at random, so that many destinations do not knock at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RetryPolicy {
    /// # Attempts
    /// How often at the most; absent means until it works, or once where the queue's mode is `never`. A message that is
    /// refused for its content is not tried again.
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

/// At most so many attempts in a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// # Messages
    pub messages: u32,
    /// # In
    pub per: HumanDuration,
}

/// Leaves a receiver in peace that has failed several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CircuitBreaker {
    /// # Failures
    /// After so many in a row, of whichever messages, no attempt is made.
    pub failures: u32,
    /// # Pause
    /// For this time; then one attempt shows whether it works again.
    pub pause: HumanDuration,
}
