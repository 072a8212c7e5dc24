//! One event.

use std::fmt;
use std::str::FromStr;

use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A text of an event is cut behind so many bytes.
const TEXT_LIMIT: usize = 256;
/// Details larger than this are left out, which is told in their place.
const DETAIL_LIMIT: usize = 16 << 10;

/// The number of an event, rising in the order of recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(pub i64);

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How an action ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Success,
    /// It was refused.
    Refused,
    /// It failed by no fault of the one who asked.
    Failed,
}

/// The text is no outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an outcome is success, refused or failed")]
pub struct OutcomeError;

impl Outcome {
    /// Returns the name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Refused => "refused",
            Self::Failed => "failed",
        }
    }

    /// Returns the outcome that an HTTP status tells.
    pub const fn of_status(status: u16) -> Self {
        match status {
            0..=399 => Self::Success,
            400..=499 => Self::Refused,
            _ => Self::Failed,
        }
    }
}

impl FromStr for Outcome {
    type Err = OutcomeError;
    fn from_str(text: &str) -> Result<Self, OutcomeError> {
        let all = [Self::Success, Self::Refused, Self::Failed];
        all.into_iter()
            .find(|outcome| outcome.as_str() == text)
            .ok_or(OutcomeError)
    }
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// When.
    pub at: Timestamp,
    /// By whom: a user's name, or `hub`, `folder` for what nobody asked for.
    pub user: String,
    /// From where, as far as it is known.
    pub address: Option<String>,
    /// What was done, written `resource.verb`, such as `channel.deploy`.
    pub action: String,
    /// With what, such as `channel/adt-inbound` or `message/42`; empty for the hub as a whole.
    pub target: String,
    /// How it ended.
    pub outcome: Outcome,
    /// More about it; never patient data.
    pub detail: Value,
}

impl NewEvent {
    /// Begins an event of the hub itself that was a success.
    pub fn of_hub(at: Timestamp, action: &str, target: impl Into<String>) -> Self {
        Self {
            at,
            user: "hub".to_owned(),
            address: None,
            action: action.to_owned(),
            target: target.into(),
            outcome: Outcome::Success,
            detail: Value::Null,
        }
    }

    /// Brings every part within its bound.
    pub(crate) fn bounded(mut self) -> Self {
        for text in [&mut self.user, &mut self.action, &mut self.target] {
            cut(text);
        }
        self.address.iter_mut().for_each(cut);
        if self.detail.to_string().len() > DETAIL_LIMIT {
            self.detail = serde_json::json!({ "left_out": "the details are too long" });
        }
        self
    }
}

fn cut(text: &mut String) {
    if text.len() > TEXT_LIMIT {
        let end = (0..=TEXT_LIMIT)
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0);
        text.truncate(end);
    }
}

/// Something that was done, as it is on record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its number.
    pub id: EventId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub user: String,
    /// From where.
    pub address: Option<String>,
    /// What was done.
    pub action: String,
    /// With what.
    pub target: String,
    /// How it ended.
    pub outcome: Outcome,
    /// More about it.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub detail: Value,
}
