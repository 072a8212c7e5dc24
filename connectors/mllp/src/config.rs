//! Settings of the connector.

use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::tls::{ListenerTls, SenderTls};

/// # MLLP listener
/// Waits for senders on a TCP port. Messages of one connection are taken and answered in order; connections side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MllpSourceConfig {
    /// # Address
    /// Where to listen, such as `0.0.0.0:2575`; port 0 takes a free one.
    pub bind: String,
    /// # Connections
    /// So many senders at once; a further one is disconnected.
    #[serde(default = "default_connections")]
    pub max_connections: usize,
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
        problems.extend(address_problem("/bind", &self.bind));
        if self.max_connections == 0 {
            problems.push(ConfigProblem::new("/max_connections", "must be at least 1"));
        }
        if !(1024..=1 << 30).contains(&self.max_message_size) {
            problems.push(ConfigProblem::new(
                "/max_message_size",
                "must be from 1024 to 1073741824",
            ));
        }
        for (path, duration) in [
            ("/idle_timeout", self.idle_timeout),
            ("/frame_timeout", self.frame_timeout),
        ] {
            if duration.get().is_zero() {
                problems.push(ConfigProblem::new(path, "must be more than 0"));
            }
        }
        if self.end_wait >= self.frame_timeout {
            problems.push(ConfigProblem::new("/end_wait", "must be less than frame_timeout"));
        }
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "bind": "0.0.0.0:2575" }),
            json!({ "bind": "127.0.0.1:0", "max_connections": 50, "max_message_size": 1_048_576, "idle_timeout": "5m" }),
            json!({ "bind": "0.0.0.0:2576", "tls": {
                "certificate_file": "/etc/nilecare/tls/hub.pem", "private_key_file": "/etc/nilecare/tls/hub.key",
                "client_certificates": "required", "client_ca_file": "/etc/nilecare/tls/ca.pem", "min_version": "1.3",
            } }),
        ]
    }
}

/// # MLLP sender
/// Connects to a receiver, sends a message, waits for its acknowledgement. One message at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MllpDestinationConfig {
    /// # Address
    /// The receiver, such as `lab.example.org:2575`.
    pub address: String,
    /// # Connect time-out
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
        problems.extend(address_problem("/address", &self.address));
        for (path, duration) in [
            ("/connect_timeout", self.connect_timeout),
            ("/send_timeout", self.send_timeout),
            ("/reply_timeout", self.reply_timeout),
        ] {
            if duration.get().is_zero() {
                problems.push(ConfigProblem::new(path, "must be more than 0"));
            }
        }
        if self.max_reply_size < 1024 {
            problems.push(ConfigProblem::new("/max_reply_size", "must be at least 1024"));
        }
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "address": "127.0.0.1:2600" }),
            json!({ "address": "lab.example.org:2575", "keep_connection": false, "retry_on_error": true, "reply_timeout": "10s" }),
            json!({ "address": "lab.example.org:2576", "tls": {
                "ca_file": "/etc/nilecare/tls/ca.pem",
                "certificate_file": "/etc/nilecare/tls/hub.pem", "private_key_file": "/etc/nilecare/tls/hub.key",
            } }),
        ]
    }
}

fn address_problem(path: &str, address: &str) -> Option<ConfigProblem> {
    let port = address
        .rsplit_once(':')
        .filter(|(host, _)| !host.is_empty())
        .map(|(_, port)| port);
    let is_address = port.is_some_and(|port| port.parse::<u16>().is_ok());
    (!is_address).then(|| ConfigProblem::new(path, "must be host:port, such as 127.0.0.1:2575"))
}

#[cfg(test)]
mod tests {
    use nilecare_engine_api::parse_config;

    use super::*;

    #[test]
    fn samples_are_valid_and_unknown_keys_are_not() {
        for sample in MllpSourceConfig::samples() {
            let config: MllpSourceConfig = parse_config(&sample).expect("it is a sample");
            let again = serde_json::to_value(&config).expect("it is plain");
            assert_eq!(
                parse_config::<MllpSourceConfig>(&again).expect("it was written by us"),
                config
            );
        }
        for sample in MllpDestinationConfig::samples() {
            parse_config::<MllpDestinationConfig>(&sample).expect("it is a sample");
        }
        assert!(parse_config::<MllpSourceConfig>(&json!({ "bind": "x:1", "prot": 1 })).is_err());
        assert!(parse_config::<MllpSourceConfig>(&json!({ "bind": "2575" })).is_err());
        let waits_too_long = json!({ "bind": "x:1", "frame_timeout": "1s", "end_wait": "2s" });
        assert!(parse_config::<MllpSourceConfig>(&waits_too_long).is_err());
    }

    #[test]
    fn tls_settings_that_would_not_check_anybody_are_refused() {
        let places = |tls: serde_json::Value| {
            let problems = parse_config::<MllpSourceConfig>(&json!({ "bind": "x:1", "tls": tls })).err();
            problems.map(|problems| problems.0.into_iter().map(|problem| problem.path).collect::<Vec<_>>())
        };
        let files = |extra: serde_json::Value| {
            let mut tls = json!({ "certificate_file": "a", "private_key_file": "b" });
            let extra = extra.as_object().expect("it is one").clone();
            tls.as_object_mut().expect("it is one").extend(extra);
            places(tls)
        };
        assert_eq!(files(json!({})), None);
        let no_authorities = files(json!({ "client_certificates": "required" }));
        assert_eq!(no_authorities, Some(vec!["/tls/client_ca_file".to_owned()]));
        let not_asked = files(json!({ "client_ca_file": "c" }));
        assert_eq!(not_asked, Some(vec!["/tls/client_certificates".to_owned()]));
        let no_time = files(json!({ "handshake_timeout": "0s" }));
        assert_eq!(no_time, Some(vec!["/tls/handshake_timeout".to_owned()]));
        let sender = |tls| parse_config::<MllpDestinationConfig>(&json!({ "address": "x:1", "tls": tls }));
        assert!(sender(json!({})).is_ok());
        assert!(sender(json!({ "certificate_file": "a" })).is_err());
        assert!(sender(json!({ "server_name": "not a name" })).is_err());
        assert!(sender(json!({ "min_version": "1.1" })).is_err());
    }
}
