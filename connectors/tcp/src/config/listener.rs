//! Settings of the listener.

use nilecare_connector_net::{ConnectionMode, Ends, ListenerTls, Network, SenderTls, zero_problems};
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::MOST;
use crate::Framing;

/// # TCP listener
/// Takes messages of any kind over TCP, from senders that connect or from one that we connect to. One message after the other on
/// each connection, connections side by side. The reply of the channel, if it wants one, is framed as the messages are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TcpSourceConfig {
    /// # Framing
    /// Where a message ends.
    pub framing: Framing,
    /// # Who connects
    /// `server`: we wait for senders. `client`: we connect to one sender, which then sends over that connection.
    #[serde(default = "server")]
    pub mode: ConnectionMode,
    /// # Address
    /// Where to listen, such as `0.0.0.0:7010`; port 0 takes a free one. For `mode: server`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bind: Option<String>,
    /// # Address of the sender
    /// Where to connect to, such as `analyser.example.org:7010`. For `mode: client`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// # Connect time-out
    /// For `mode: client`.
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
    /// # Connect again after
    /// The pause after a connection ended or could not be made. For `mode: client`.
    #[serde(default = "default_reconnect")]
    pub reconnect: HumanDuration,
    /// # Allowed addresses
    /// Senders from elsewhere are disconnected; addresses or networks such as `10.1.0.0/16` and `fd00::/8`. Empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_addresses: Vec<Network>,
    /// # Connections
    /// So many senders at once; a further one is disconnected.
    #[serde(default = "default_connections")]
    pub max_connections: usize,
    /// # Connections of one address
    /// So many of the senders may have the same IP address; a further one is disconnected. Absent: no limit of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_connections_per_address: Option<usize>,
    /// # Largest message, in bytes
    /// A larger one is not processed; its first 64 KiB are kept for you to look at.
    #[serde(default = "default_size")]
    pub max_message_size: usize,
    /// # Idle time-out
    /// A connection on which nothing came for so long is closed.
    #[serde(default = "default_idle")]
    pub idle_timeout: HumanDuration,
    /// # Message time-out
    /// From the first byte of a message to its last; a sender that is slower is disconnected. Also for a sender to read its reply.
    #[serde(default = "default_frame")]
    pub frame_timeout: HumanDuration,
    /// # TLS
    /// Without: plain TCP, which anybody between the sender and this machine can read and change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<ListenerTls>,
    /// # TLS when we connect
    /// As `tls`, for `mode: client`: the sender's side shows its certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_tls: Option<SenderTls>,
}

fn server() -> ConnectionMode {
    ConnectionMode::Server
}
fn default_connect() -> HumanDuration {
    HumanDuration::from_secs(10)
}
fn default_reconnect() -> HumanDuration {
    HumanDuration::from_secs(5)
}
fn default_connections() -> usize {
    1_000
}
fn default_size() -> usize {
    16 << 20
}
fn default_idle() -> HumanDuration {
    HumanDuration::from_secs(600)
}
fn default_frame() -> HumanDuration {
    HumanDuration::from_secs(60)
}

impl ConnectorConfig for TcpSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let ends = Ends {
            bind: self.bind.as_deref(),
            address: self.address.as_deref(),
            has_server_tls: self.tls.is_some(),
            has_client_tls: self.client_tls.is_some(),
        };
        let mut problems = ends.problems(self.mode, ["tls", "client_tls"], "127.0.0.1:7010");
        problems.extend(self.framing.problems("/framing"));
        if (self.tls.is_some() || self.client_tls.is_some()) && matches!(self.framing, Framing::Connection {}) {
            let message = "with TLS a message must not end with its connection: one that was cut off would look whole";
            problems.push(ConfigProblem::new("/framing", message));
        }
        if !(1..=MOST).contains(&self.max_message_size) {
            problems.push(ConfigProblem::new(
                "/max_message_size",
                format!("must be from 1 to {MOST}"),
            ));
        }
        if self.max_connections == 0 {
            problems.push(ConfigProblem::new("/max_connections", "must be at least 1"));
        }
        if self.max_connections_per_address == Some(0) {
            let message = "must be at least 1, or absent";
            problems.push(ConfigProblem::new("/max_connections_per_address", message));
        }
        problems.extend(zero_problems(&[
            ("/connect_timeout", self.connect_timeout),
            ("/reconnect", self.reconnect),
            ("/idle_timeout", self.idle_timeout),
            ("/frame_timeout", self.frame_timeout),
        ]));
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems.extend(self.client_tls.iter().flat_map(|tls| tls.validate("/client_tls")));
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "bind": "0.0.0.0:7010", "framing": { "delimited": { "start": "02", "end": "03" } } }),
            json!({ "bind": "127.0.0.1:0", "framing": { "delimited": { "end": "0D0A" } }, "max_message_size": 65536 }),
            json!({ "bind": "0.0.0.0:7011", "framing": { "length": { "bytes": 4 } }, "allowed_addresses": ["10.1.0.0/16"] }),
            json!({ "bind": "0.0.0.0:7012", "framing": { "connection": {} }, "max_connections_per_address": 4 }),
            json!({ "mode": "client", "address": "analyser.example.org:7010", "framing":
                { "length": { "bytes": 5, "form": "digits", "counts_itself": true } }, "reconnect": "10s" }),
            json!({ "bind": "0.0.0.0:7013", "framing": { "length": { "bytes": 2, "form": "little_endian" } }, "tls": {
                "certificate_file": "/etc/nilecare/tls/hub.pem", "private_key_file": "/etc/nilecare/tls/hub.key" } }),
        ]
    }
}
