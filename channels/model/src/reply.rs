//! What the sender of a message is answered, and when.

use nilecare_types::{ConnectorId, HumanDuration};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When the reply is known. Whatever is chosen, nothing positive is answered before the message is on disk.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReplyWhen {
    /// No reply.
    Never,
    /// As soon as the message is on disk.
    OnReceipt,
    /// When the source filter and transformer have run; their errors are told to the sender.
    AfterSourceTransformer,
    /// When every destination has the message, has refused it, or has queued it.
    #[default]
    AfterDestinations,
    /// What one destination's receiver answered, with the sender's control id.
    Destination(ConnectorId),
    /// What the postprocessor leaves in `reply`, when every destination has the message, has refused it, or has queued it.
    Postprocessor,
}

impl ReplyWhen {
    /// Tells whether the sender is answered before the message is processed.
    pub fn is_before_processing(&self) -> bool {
        matches!(self, Self::Never | Self::OnReceipt)
    }
}

/// The reply of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReplySettings {
    /// # When
    pub when: ReplyWhen,
    /// # Time-out
    /// The sender is told after this time that processing goes on; the message is kept and processed all the same.
    pub timeout: HumanDuration,
}

impl Default for ReplySettings {
    fn default() -> Self {
        Self {
            when: ReplyWhen::default(),
            timeout: HumanDuration::from_secs(30),
        }
    }
}
