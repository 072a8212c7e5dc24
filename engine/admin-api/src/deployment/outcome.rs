//! What became of each channel.

use nilecare_types::{ChannelId, Problem};
use serde::Serialize;
use utoipa::ToSchema;

/// How it ended for a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChannelResult {
    /// It was done.
    Done,
    /// It was not necessary: what is deployed is what is in the folder, or it is in that state.
    Unchanged,
    /// It could not be done.
    Failed,
    /// It was not tried, since a channel that this one depends on is not ready.
    Skipped,
}

/// What became of one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ChannelOutcome {
    /// The channel.
    #[schema(value_type = String)]
    pub channel: ChannelId,
    /// How it ended.
    pub result: ChannelResult,
    /// Why it failed or was skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

impl ChannelOutcome {
    pub(super) fn good(channel: &ChannelId, result: ChannelResult) -> Self {
        Self {
            channel: channel.clone(),
            result,
            problem: None,
        }
    }

    pub(super) fn bad(channel: &ChannelId, result: ChannelResult, problem: Problem) -> Self {
        Self {
            channel: channel.clone(),
            result,
            problem: Some(problem),
        }
    }

    /// Tells whether the channel is as it was asked for.
    pub fn is_good(&self) -> bool {
        self.problem.is_none()
    }
}
