//! Settings of the sender.

use nilecare_connector_net::{SenderTls, address_problem, zero_problems};
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::MOST;
use crate::Framing;

/// # TCP sender
/// Connects to a receiver, sends a message, and waits for its reply where one is wanted. One message at a time. Without a reply a
/// message counts as sent when the operating system has taken it, so one that was on its way when the connection broke may be lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TcpDestinationConfig {
    /// # Address
    /// The receiver, such as `analyser.example.org:7010`.
    pub address: String,
    /// # Framing
    /// Where a message ends.
    pub framing: Framing,
    /// # Reply
    /// What the receiver answers. Absent: nothing is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<ReplySettings>,
    /// # Connect time-out
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
    /// # Send time-out
    /// For the receiver to take the bytes of a message.
    #[serde(default = "default_send")]
    pub send_timeout: HumanDuration,
    /// # Keep the connection
    /// Off: a connection for each message. Absent: on, unless messages or replies end with their connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_connection: Option<bool>,
    /// # TLS
    /// Without: plain TCP, which anybody between this machine and the receiver can read and change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<SenderTls>,
}

/// What is expected of a receiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplySettings {
    /// # Framing of the reply
    /// Absent: as the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framing: Option<Framing>,
    /// # Reply time-out
    /// Without a reply after so long the connection is closed and the message is sent again; the receiver may then have it twice.
    #[serde(default = "default_reply")]
    pub timeout: HumanDuration,
    /// # Largest reply, in bytes
    #[serde(default = "default_reply_size")]
    pub max_size: usize,
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

impl TcpDestinationConfig {
    /// Tells whether the next message goes over the same connection.
    pub(crate) fn keeps_connection(&self) -> bool {
        self.keep_connection.unwrap_or(!self.ends_with_connection())
    }

    fn ends_with_connection(&self) -> bool {
        let framings = [&self.framing, self.reply_framing()];
        framings
            .into_iter()
            .any(|framing| matches!(framing, Framing::Connection {}))
    }

    /// Returns how replies are told apart.
    pub(crate) fn reply_framing(&self) -> &Framing {
        let own = self.reply.as_ref().and_then(|reply| reply.framing.as_ref());
        own.unwrap_or(&self.framing)
    }
}

impl ConnectorConfig for TcpDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        problems.extend(address_problem("/address", &self.address, "analyser.example.org:7010"));
        problems.extend(self.framing.problems("/framing"));
        if self.tls.is_some() && self.ends_with_connection() {
            let message = "with TLS a message must not end with its connection: one that was cut off would look whole";
            problems.push(ConfigProblem::new("/framing", message));
        }
        problems.extend(zero_problems(&[
            ("/connect_timeout", self.connect_timeout),
            ("/send_timeout", self.send_timeout),
        ]));
        if let Some(reply) = &self.reply {
            problems.extend(
                reply
                    .framing
                    .iter()
                    .flat_map(|framing| framing.problems("/reply/framing")),
            );
            problems.extend(zero_problems(&[("/reply/timeout", reply.timeout)]));
            if !(1..=MOST).contains(&reply.max_size) {
                problems.push(ConfigProblem::new(
                    "/reply/max_size",
                    format!("must be from 1 to {MOST}"),
                ));
            }
        }
        if self.keep_connection == Some(true) && self.ends_with_connection() {
            let message = "a message or reply that ends with its connection cannot keep it; remove one of the two";
            problems.push(ConfigProblem::new("/keep_connection", message));
        }
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "address": "127.0.0.1:7020", "framing": { "delimited": { "start": "02", "end": "03" } } }),
            json!({ "address": "printer.example.org:9100", "framing": { "connection": {} } }),
            json!({ "address": "analyser.example.org:7020", "framing": { "length": { "bytes": 4 } }, "reply": { "timeout": "5s" } }),
            json!({ "address": "analyser.example.org:7021", "framing": { "delimited": { "end": "0D0A" } }, "keep_connection": false,
                "reply": { "framing": { "length": { "bytes": 2 } }, "max_size": 4096 },
                "tls": { "ca_file": "/etc/nilecare/tls/ca.pem" } }),
        ]
    }
}
