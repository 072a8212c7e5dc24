//! What is said over a connection: JSON texts, each with a `type`.

use axum::extract::ws::Utf8Bytes;
use nilecare_types::{EventId, Secret, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Room;

/// Codes that a connection is closed with (RFC 6455 §7.4.2: 4000 to 4999 are ours).
pub mod close {
    /// The hub stops; come back and resume (RFC 6455 §7.4.1).
    pub const GOING_AWAY: u16 = 1001;
    /// What was sent cannot be understood, or was too much.
    pub const PROTOCOL: u16 = 4400;
    /// Sign in again; then come back and resume.
    pub const SIGN_IN: u16 = 4401;
    /// Too slow, or silent: come back and resume.
    pub const TOO_SLOW: u16 = 4408;
    /// Too many connections; come back later.
    pub const TOO_MANY: u16 = 4429;
    /// Something failed here; come back and resume.
    pub const FAILED: u16 = 4500;
}

/// What a client says.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum ClientFrame {
    /// The first message: who is there. The token is in here and not in the address, which ends up in logs.
    Hello {
        /// An access token.
        token: Secret<String>,
        /// The last event that the client has; it is told what came since.
        #[serde(default)]
        last_event_id: Option<EventId>,
        /// Rooms to join, beside the user's own and those of the user's roles.
        #[serde(default)]
        rooms: Vec<String>,
    },
    /// A new token of the same user, before the old one expires.
    Token {
        /// An access token.
        token: Secret<String>,
    },
    /// Joins a room.
    Join {
        /// Which.
        room: String,
    },
    /// Leaves a room.
    Leave {
        /// Which.
        room: String,
    },
}

/// How joining a room ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JoinAnswer {
    /// Which room, as it was asked for.
    pub room: String,
    /// Whether events of it are told from now on.
    pub joined: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<&'static str>,
}

/// What the hub says.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum ServerFrame<'a> {
    /// The answer to `hello`.
    Ready {
        /// Names this connection in logs.
        connection: &'a str,
        /// Who it is.
        user_id: &'a str,
        /// The rooms that were asked for, and those of the user.
        rooms: &'a [JoinAnswer],
        /// What came since `last_event_id` follows.
        resumed: bool,
        /// Where the client is, when it is told nothing else.
        #[serde(skip_serializing_if = "Option::is_none")]
        last_event_id: Option<EventId>,
        /// How often there is a heartbeat.
        heartbeat_seconds: u64,
    },
    /// What came since the client was there last is not known any more, or too much: it must load anew what it shows.
    Reload,
    /// The answer to `join`.
    Joined(&'a JoinAnswer),
    /// The answer to `leave`.
    Left {
        /// Which room.
        room: &'a str,
    },
    /// The answer to `token`.
    Renewed,
    /// Something happened.
    Event {
        /// Its id; the last one is to be kept.
        event_id: EventId,
        /// What.
        topic: &'a str,
        /// When.
        at: Timestamp,
        /// In which room it was told.
        room: &'a Room,
        /// Whether `data` is all of it, or a notice.
        whole: bool,
        /// What there is to tell.
        data: &'a Value,
    },
    /// A sign of life.
    Heartbeat {
        /// All up to here was told.
        #[serde(skip_serializing_if = "Option::is_none")]
        last_event_id: Option<EventId>,
    },
}

impl ServerFrame<'_> {
    /// Writes it.
    pub(crate) fn text(&self) -> Utf8Bytes {
        let text = serde_json::to_string(self).expect("frames have text keys, so they always serialise");
        Utf8Bytes::from(text)
    }
}
