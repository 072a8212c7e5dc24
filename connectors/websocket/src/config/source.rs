//! Settings of the source.

use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ends::{problems, session_problems};
use super::{WebsocketClient, WebsocketListener};

/// # WebSocket source
/// Takes messages, text or binary, over WebSockets: of peers that connect (`listen`), or of one that we connect to (`connect`). One after the
/// other on each connection. The reply of the channel, if it wants one, goes back over the same connection, as text when the message was
/// text. When a message could not be stored, its connection is closed (1013), so that its sender does not believe that it was. Scripts see
/// `source["websocket.kind"]`, `source["websocket.path"]` and `source["remote_address"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebsocketSourceConfig {
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
    /// # Largest message, in bytes
    /// A larger one is not taken; its connection is closed (1009).
    #[serde(default = "default_size")]
    pub max_message_size: usize,
    /// # Ping after
    /// A peer that said nothing for so long is asked whether it is there.
    #[serde(default = "default_ping")]
    pub ping_interval: HumanDuration,
    /// # Pong time-out
    /// One that does not answer within this is disconnected. Also for a peer to begin, and to take a reply.
    #[serde(default = "default_pong")]
    pub pong_timeout: HumanDuration,
}

pub(super) fn default_size() -> usize {
    16 << 20
}
pub(super) fn default_ping() -> HumanDuration {
    HumanDuration::from_secs(30)
}
pub(super) fn default_pong() -> HumanDuration {
    HumanDuration::from_secs(10)
}

impl ConnectorConfig for WebsocketSourceConfig {
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
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "listen": { "bind": "0.0.0.0:8095", "path": "/vitals", "tokens": ["env:MONITOR_TOKEN"] } }),
            json!({ "listen": { "bind": "127.0.0.1:0", "origins": ["https://ward.example.org"], "tokens": ["env:PAGE_TOKEN"],
                "token_parameter": "token" }, "subprotocol": "vitals.v1", "max_message_size": 65536 }),
            json!({ "connect": { "url": "wss://monitors.example.org/stream", "token": "file:/etc/nilecare/monitors.token" },
                "ping_interval": "10s" }),
        ]
    }
}
