//! Settings of the listener.

use nilecare_connector_net::{ConnectionMode, Ends, ListenerTls, Network, SenderTls, zero_problems};
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Release;

/// # MLLP listener
/// Waits for senders on a TCP port, or connects to one. Messages of one connection are stored in order and their replies
/// are sent in order; connections side by side. A sender that asks for both acknowledgements of the enhanced mode (MSH-15
/// and MSH-16) gets CA as soon as its message is on disk, and AA, AE or AR when it is known. The CA of a message may come
/// before the AA of an earlier one; MSA-2 says whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MllpSourceConfig {
    /// # Who connects
    /// `server`: we wait for senders. `client`: we connect to one sender, which then sends over that connection.
    #[serde(default = "server")]
    pub mode: ConnectionMode,
    /// # Address
    /// Where to listen, such as `0.0.0.0:2575`; port 0 takes a free one. For `mode: server`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bind: Option<String>,
    /// # Address of the sender
    /// Where to connect to, such as `analyser.example.org:2575`. For `mode: client`.
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
    /// # MLLP release
    /// With 2 each message is answered by a commit block, ACK when it is on disk and NAK when it is not, before any HL7
    /// reply; after a NAK there is no HL7 reply. The sender must speak the same release.
    #[serde(default)]
    #[schemars(with = "u8", range(min = 1, max = 2))]
    pub release: Release,
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
    /// # Messages without their last reply
    /// So many messages of one connection may be on disk and not answered for good, 1 to 1000. With 1 a message is taken
    /// only when the one before is answered. A connection keeps that many messages in memory at the most.
    #[serde(default = "default_in_flight")]
    pub max_in_flight: usize,
    /// # Largest message, in bytes
    /// A larger one is refused with AR; its first 64 KiB are kept for you to look at.
    #[serde(default = "default_message_size")]
    pub max_message_size: usize,
    /// # Idle time-out
    /// A connection on which nothing came for so long is closed. A sender that is gone without a word is noticed
    /// earlier, by TCP keep-alive.
    #[serde(default = "default_idle")]
    pub idle_timeout: HumanDuration,
    /// # Frame time-out
    /// From the first byte of a message to its last; a sender that is slower is disconnected.
    #[serde(default = "default_frame")]
    pub frame_timeout: HumanDuration,
    /// # Wait for the last byte
    /// Some senders leave out the carriage return after the end block. After this pause the message counts as ended.
    #[serde(default = "default_end_wait")]
    pub end_wait: HumanDuration,
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
fn default_in_flight() -> usize {
    8
}
fn default_connections() -> usize {
    10_000
}
fn default_message_size() -> usize {
    16 << 20
}
fn default_idle() -> HumanDuration {
    HumanDuration::from_secs(600)
}
fn default_frame() -> HumanDuration {
    HumanDuration::from_secs(60)
}
fn default_end_wait() -> HumanDuration {
    HumanDuration::from_millis(500)
}

impl ConnectorConfig for MllpSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let ends = Ends {
            bind: self.bind.as_deref(),
            address: self.address.as_deref(),
            has_server_tls: self.tls.is_some(),
            has_client_tls: self.client_tls.is_some(),
        };
        problems.extend(ends.problems(self.mode, ["tls", "client_tls"], "127.0.0.1:2575"));
        if self.max_connections == 0 {
            problems.push(ConfigProblem::new("/max_connections", "must be at least 1"));
        }
        if self.max_connections_per_address == Some(0) {
            problems.push(ConfigProblem::new(
                "/max_connections_per_address",
                "must be at least 1, or absent",
            ));
        }
        if !(1..=1000).contains(&self.max_in_flight) {
            problems.push(ConfigProblem::new("/max_in_flight", "must be from 1 to 1000"));
        }
        if !(1024..=1 << 30).contains(&self.max_message_size) {
            problems.push(ConfigProblem::new(
                "/max_message_size",
                "must be from 1024 to 1073741824",
            ));
        }
        problems.extend(zero_problems(&[
            ("/connect_timeout", self.connect_timeout),
            ("/reconnect", self.reconnect),
            ("/idle_timeout", self.idle_timeout),
            ("/frame_timeout", self.frame_timeout),
        ]));
        if self.end_wait >= self.frame_timeout {
            problems.push(ConfigProblem::new("/end_wait", "must be less than frame_timeout"));
        }
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems.extend(self.client_tls.iter().flat_map(|tls| tls.validate("/client_tls")));
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "bind": "0.0.0.0:2575" }),
            json!({ "bind": "127.0.0.1:0", "max_connections": 50, "max_message_size": 1_048_576, "idle_timeout": "5m" }),
            json!({ "bind": "0.0.0.0:2577", "release": 2, "max_in_flight": 1, "max_connections_per_address": 4,
                "allowed_addresses": ["10.1.0.0/16", "fd00::/8", "192.0.2.7"] }),
            json!({ "mode": "client", "address": "analyser.example.org:2575", "reconnect": "10s" }),
            json!({ "bind": "0.0.0.0:2576", "tls": {
                "certificate_file": "/etc/nilecare/tls/hub.pem", "private_key_file": "/etc/nilecare/tls/hub.key",
                "client_certificates": "required", "client_ca_file": "/etc/nilecare/tls/ca.pem", "min_version": "1.3",
            } }),
        ]
    }
}
