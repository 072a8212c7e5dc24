//! Settings of the destination.

use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ends::{problems, session_problems};
use super::source::{default_ping, default_pong, default_size};
use super::{WebsocketClient, WebsocketListener};

/// # WebSocket destination
/// Sends messages over WebSockets: to a server (`connect`), or to all peers that are connected (`listen`). A message is sent when its reply came,
/// or, without `reply`, when the peer answered a ping that follows it: its software has then read the message. To several peers it is
/// sent when one of them has it; one that does not answer is disconnected, and has to ask for what it missed. With nobody connected messages
/// wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebsocketDestinationConfig {
    /// # Wait for peers
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listen: Option<WebsocketListener>,
    /// # Connect to a peer
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connect: Option<WebsocketClient>,
    /// # Sub-protocol
    /// Which the peer must speak (`Sec-WebSocket-Protocol`). Absent: none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subprotocol: Option<String>,
    /// # Kind of message
    #[serde(default)]
    pub kind: WebsocketKind,
    /// # Reply
    /// The next message of the peer is the reply. For `connect`.
    #[serde(default)]
    pub reply: bool,
    /// # Time-out
    /// For a message to be written, and its reply or pong to come; at most 4 minutes. Afterwards the peer may have it all the same.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
    /// # Largest reply, in bytes
    #[serde(default = "default_size")]
    pub max_message_size: usize,
    /// # Ping after
    /// A peer that said nothing for so long is asked whether it is there.
    #[serde(default = "default_ping")]
    pub ping_interval: HumanDuration,
    /// # Pong time-out
    /// One that does not answer within this is disconnected. Also for a peer to begin.
    #[serde(default = "default_pong")]
    pub pong_timeout: HumanDuration,
}

/// How a message is sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebsocketKind {
    /// Text in UTF-8; a message that is none is refused.
    #[default]
    Text,
    /// Bytes as they are.
    Binary,
}

fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(30)
}

/// The engine ends an attempt after five minutes.
const LONGEST: u64 = 240;

impl ConnectorConfig for WebsocketDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = problems(self.listen.as_ref(), self.connect.as_ref());
        let times = [
            ("/ping_interval", self.ping_interval),
            ("/pong_timeout", self.pong_timeout),
        ];
        problems.extend(session_problems(
            self.subprotocol.as_ref(),
            self.max_message_size,
            times,
        ));
        if self.reply && self.listen.is_some() {
            problems.push(ConfigProblem::new(
                "/reply",
                "is for connect: several peers have no one reply; remove it",
            ));
        }
        if self.timeout.get().is_zero() || self.timeout > HumanDuration::from_secs(LONGEST) {
            problems.push(ConfigProblem::new("/timeout", "must be more than 0 and at most 4m"));
        }
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "connect": { "url": "ws://127.0.0.1:8095/orders" } }),
            json!({ "connect": { "url": "wss://lab.example.org/orders", "token": "env:LAB_TOKEN" }, "reply": true, "timeout": "10s",
                "kind": "binary", "subprotocol": "orders.v2" }),
            json!({ "listen": { "bind": "0.0.0.0:8096", "path": "/alarms", "tokens": ["env:BOARD_TOKEN"] } }),
        ]
    }
}
