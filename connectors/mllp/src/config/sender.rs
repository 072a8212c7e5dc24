//! Settings of the sender.

use nilecare_connector_net::{ConnectionMode, Ends, ListenerTls, Network, SenderTls, zero_problems};
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Release;

/// # MLLP sender
/// Connects to a receiver, or waits for it to connect, sends a message, and waits for its acknowledgement. One message at
/// a time. An application acknowledgement that comes after its message counted as taken (CA) is matched by MSA-2; when it
/// is negative, that is logged and counted, and the message stays sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MllpDestinationConfig {
    /// # Who connects
    /// `client`: we connect to the receiver. `server`: the receiver connects to us, and gets the messages over that
    /// connection; when another one connects, the newest connection is used and the older one closed.
    #[serde(default = "client")]
    pub mode: ConnectionMode,
    /// # Address
    /// The receiver, such as `lab.example.org:2575`. For `mode: client`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// # Own address
    /// Where the receiver connects to, such as `0.0.0.0:2600`; port 0 takes a free one. For `mode: server`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bind: Option<String>,
    /// # Allowed addresses
    /// Receivers from elsewhere are disconnected; addresses or networks such as `10.1.0.0/16` and `fd00::/8`. Empty: all.
    /// For `mode: server`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_addresses: Vec<Network>,
    /// # MLLP release
    /// With 2 the receiver answers each message with a commit block within the reply time-out, before any HL7 reply: ACK
    /// when it has stored the message, NAK when it could not, upon which the message is sent again.
    #[serde(default)]
    #[schemars(with = "u8", range(min = 1, max = 2))]
    pub release: Release,
    /// # Enhanced mode
    /// What counts as taken when a message asks for both acknowledgements (MSH-15 and MSH-16). `accept`: the first
    /// answer decides, so a CA suffices. `application`: after a CA the application acknowledgement is waited for as well,
    /// within another reply time-out, if MSH-16 asks for one on success.
    #[serde(default)]
    pub enhanced: EnhancedReply,
    /// # Connect time-out
    /// For the connection to be made, by us or by the receiver.
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
    /// # Send time-out
    /// For the receiver to take the bytes of a message.
    #[serde(default = "default_send")]
    pub send_timeout: HumanDuration,
    /// # Reply time-out
    /// Without an acknowledgement after so long the connection is closed and the message is sent again; the receiver may
    /// then have it twice.
    #[serde(default = "default_reply")]
    pub reply_timeout: HumanDuration,
    /// # Keep the connection
    /// Off: a connection for each message.
    #[serde(default = "yes")]
    pub keep_connection: bool,
    /// # Send again after AE
    /// On: an application error (AE, CE) is taken as passing and the message is sent again. Off: it is an error. A
    /// rejection (AR, CR) is always an error.
    #[serde(default)]
    pub retry_on_error: bool,
    /// # Largest reply, in bytes
    #[serde(default = "default_reply_size")]
    pub max_reply_size: usize,
    /// # TLS
    /// Without: plain TCP, which anybody between this machine and the receiver can read and change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<SenderTls>,
    /// # TLS when the receiver connects
    /// As `tls`, for `mode: server`: we show our certificate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_tls: Option<ListenerTls>,
}

/// What counts as taken in the enhanced mode.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EnhancedReply {
    /// The first answer decides.
    #[default]
    Accept,
    /// The application acknowledgement decides.
    Application,
}

fn client() -> ConnectionMode {
    ConnectionMode::Client
}
fn default_connect() -> HumanDuration {
    HumanDuration::from_secs(10)
}
fn default_send() -> HumanDuration {
    HumanDuration::from_secs(30)
}
fn default_reply() -> HumanDuration {
    HumanDuration::from_secs(30)
}
fn default_reply_size() -> usize {
    1 << 20
}
fn yes() -> bool {
    true
}

impl ConnectorConfig for MllpDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let ends = Ends {
            bind: self.bind.as_deref(),
            address: self.address.as_deref(),
            has_server_tls: self.server_tls.is_some(),
            has_client_tls: self.tls.is_some(),
        };
        problems.extend(ends.problems(self.mode, ["server_tls", "tls"], "127.0.0.1:2575"));
        problems.extend(zero_problems(&[
            ("/connect_timeout", self.connect_timeout),
            ("/send_timeout", self.send_timeout),
            ("/reply_timeout", self.reply_timeout),
        ]));
        if self.max_reply_size < 1024 {
            problems.push(ConfigProblem::new("/max_reply_size", "must be at least 1024"));
        }
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems.extend(self.server_tls.iter().flat_map(|tls| tls.validate("/server_tls")));
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "address": "127.0.0.1:2600" }),
            json!({ "address": "lab.example.org:2575", "keep_connection": false, "retry_on_error": true, "reply_timeout": "10s" }),
            json!({ "address": "lab.example.org:2577", "release": 2, "enhanced": "application" }),
            json!({ "mode": "server", "bind": "0.0.0.0:2600", "allowed_addresses": ["192.0.2.0/24"] }),
            json!({ "address": "lab.example.org:2576", "tls": {
                "ca_file": "/etc/nilecare/tls/ca.pem",
                "certificate_file": "/etc/nilecare/tls/hub.pem", "private_key_file": "/etc/nilecare/tls/hub.key",
            } }),
        ]
    }
}
