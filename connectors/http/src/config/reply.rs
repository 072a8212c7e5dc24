//! How a listener answers.

use nilecare_engine_api::ConfigProblem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// # Answer
/// The body is the reply of the channel (`reply.when`): an acknowledgement, what a destination's receiver answered, or what
/// the postprocessor left. When a message is not taken and there is no such reply, it is problem details (RFC 9457).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReplyOptions {
    /// # Content type
    /// Of the channel's reply. Absent: told from the reply, `x-application/hl7-v2+er7` for HL7 v2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// # Status codes
    pub status: StatusCodes,
}

/// # Status codes
/// By what became of the message. Each is from 200 to 599.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StatusCodes {
    /// # Accepted
    /// The reply is positive.
    pub accepted: u16,
    /// # Accepted, no reply
    /// The message is on disk, and the channel replies nothing.
    pub no_reply: u16,
    /// # Unfinished
    /// The message is on disk; what the reply waits for was not known within its time-out.
    pub unfinished: u16,
    /// # Unreadable
    /// It is not what the channel expects. It is kept in error.
    pub unreadable: u16,
    /// # Rejected
    /// The channel does not want it.
    pub rejected: u16,
    /// # Failed
    /// A script or a destination failed. The message is kept.
    pub failed: u16,
    /// # Not stored
    /// The channel is stopping or the disk is full. The peer should send again later.
    pub not_stored: u16,
}

impl Default for StatusCodes {
    fn default() -> Self {
        Self {
            accepted: 200,
            no_reply: 202,
            unfinished: 202,
            unreadable: 400,
            rejected: 422,
            failed: 500,
            not_stored: 503,
        }
    }
}

impl ReplyOptions {
    pub(super) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let is_value = |value: &String| !value.is_empty() && http::HeaderValue::from_str(value).is_ok();
        if !self.content_type.as_ref().is_none_or(is_value) {
            let message = "must be a content type, such as application/json";
            problems.push(ConfigProblem::new("/answer/content_type", message));
        }
        let status = &self.status;
        let codes = [
            ("accepted", status.accepted),
            ("no_reply", status.no_reply),
            ("unfinished", status.unfinished),
            ("unreadable", status.unreadable),
            ("rejected", status.rejected),
            ("failed", status.failed),
            ("not_stored", status.not_stored),
        ];
        for (name, code) in codes.into_iter().filter(|(_, code)| !(200..=599).contains(code)) {
            let message = format!("must be from 200 to 599, not {code}");
            problems.push(ConfigProblem::new(format!("/answer/status/{name}"), message));
        }
        // A peer that is told so forgets its message.
        if status.not_stored < 400 {
            let message = "must be 400 or more: the message is lost when its sender believes that it was taken";
            problems.push(ConfigProblem::new("/answer/status/not_stored", message));
        }
        problems
    }
}
